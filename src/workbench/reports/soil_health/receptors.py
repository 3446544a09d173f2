"""Contact of others than residents with soil; lead and chromium by rules of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from workbench.findings.rows import code, count, number, quotient, risk, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.basics.intervals import wilson
from workbench.methods.soil.health_risk import beside_acceptable, hazard, lifetime_cancer_risk
from workbench.methods.soil.home_produce import total_cancer_risk, total_hazard
from workbench.reports.report import Section
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.pollution import Compared
from workbench.reports.soil_health.basis.sites import Exposed, exposures_at
from workbench.reports.soil_health.risk import CHROMIUM, HIGHEST_INDEX, LEAD, LIFETIME
from workbench.vocabulary.soil.risk_sets import (
    ExposureSet,
    Receptor,
    Toxicity,
    exposure_set,
    exposure_sets,
    plant_uptake,
    screening_level,
    toxicity,
)
from workbench.words.messages import Message
from workbench.words.said import Said, said

SET_OF = {  # exposure set of each kind of contact; the resident's is a parameter
    "worker": "EPA-OUTDOOR-WORKER",
    "recreation": "RECREATION-75",
    "farmer": "FARM-HOME-PRODUCE",
}
RESIDENT = "resident"
BELOW, SCREENED, REMOVAL = "below", "screening", "removal"


@row
class ReceptorRisk:
    """Hazard or lifetime cancer risk of one kind of contact, over all contaminants."""

    contact: str = code("contact", "resident, worker, recreation or farmer", "Contact")
    receptor: str = code("receptor", "child, adult or worker; lifetime for a cancer risk", "Who")
    hi: float | None = number("hazard index, a screen", "HI", unit="1", default=None)
    n_sites: int | None = count("sites with any of the contaminants", "Sites", default=None)
    share_sites_above: float | None = share(
        "sites whose own index is above one", "Sites above one", default=None
    )
    ilcr: float | None = risk("lifetime cancer risk added", "ILCR", default=None)
    acceptable: str | None = code(
        "place", "place against the range of US EPA", "Against range", default=None
    )
    ilcr_background: float | None = risk(
        "lifetime cancer risk that the background alone would add", "Of background", default=None
    )
    substances: str = text("contaminants in it", "Substances")
    without_uptake: str = text("contaminants without a known uptake into plants", default="")
    risk_set: str = text("set of toxicity values")
    exposure_set: str = text("set of exposure factors")
    verified: str = code("verified", "whether the exposure was read in its source", "Verified")


@row
class LeadLevels:
    """Lead compared with the levels of US EPA."""

    name: str = text("lead")
    exposure_mg_kg: float = number("upper limit of the mean", "Upper limit of mean", unit="mg/kg")
    rule: str = code("upper-limit", "rule of the upper limit", "Rule")
    highest_mg_kg: float = number("highest site", "Highest", unit="mg/kg")
    screening_mg_kg: float = number("screening level", "Screening level", unit="mg/kg")
    removal_mg_kg: float | None = number("removal management level", "Removal level", unit="mg/kg")
    place: str = code("lead-place", "place of the upper limit of the mean", "Mean is")
    n_sites: int = count("sites", "Sites")
    n_above_screening: int = count("sites above the screening level", "Above screening")
    share_above_screening: float = share("share of them", "Share")
    share_lower: float = share("lower limit", lower_of="share_above_screening")
    share_upper: float = share("upper limit", upper_of="share_above_screening")
    n_above_removal: int | None = count("sites above the removal level", "Above removal")
    n_undecided: int = count("sites whose limit of detection is above the screening level")
    confidence: float = share("level of the interval")
    risk_set: str = text("set of values", "Values")


@row
class ChromiumBounds:
    """Total chromium as if all of it were chromium III, or all of it chromium VI."""

    exposure_mg_kg: float = number("upper limit of the mean", "Upper limit of mean", unit="mg/kg")
    hq_as_iii: float | None = quotient("hazard quotient of a child as chromium III", "HQ as Cr III")
    hq_as_vi: float | None = quotient("hazard quotient of a child as chromium VI", "HQ as Cr VI")
    ilcr_as_vi: float | None = risk("lifetime cancer risk as chromium VI", "ILCR as Cr VI")
    risk_set: str = text("set of toxicity values", "Values")


RECEPTORS = Table(
    "receptors",
    ReceptorRisk,
    "Hazard and cancer risk by kind of contact",
    "No contaminant has toxicity values.",
)
LEAD_LEVELS = Table("lead", LeadLevels, "Lead", "Lead was not measured.")
CHROMIUM_BOUNDS = Table("chromium", ChromiumBounds, "Total chromium", "It was not measured.")
LEAD_ABOVE = Message("soil-lead-above", LeadLevels, "lead-above")
LEAD_BELOW = Message("soil-lead-below", LeadLevels, "lead")
CHROMIUM_OPEN = Message("soil-chromium", ChromiumBounds, "chromium")
CONTACT_HAZARD = Message("soil-contact-hazard", ReceptorRisk, "contact")
CONTACT_CANCER = Message("soil-contact-cancer", ReceptorRisk, "contact")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Screen all kinds of contact by the newest values, and lead and chromium by their own."""
    name, exposures = basis.parameters.risk_sets[-1], exposures_at(basis.found)
    allowed = name in basis.parameters.unverified
    values = {one.code: toxicity(one.code, name, unverified=allowed) for one in exposures}
    values |= {CHROMIUM: Toxicity(CHROMIUM, name)} if CHROMIUM in values else {}
    people = {RESIDENT: exposure_set(basis.parameters.exposure_set)}
    people |= {contact: exposure_sets()[of] for contact, of in SET_OF.items()}
    natural = basis.polluted.of_people
    made: dict[str, ReceptorRisk] = {}
    for contact, own in people.items():
        made |= _hazards(contact, own, exposures, values)
        made |= _cancer(contact, own, exposures, values, natural)
    yield RECEPTORS.filled(made)
    by_code = {one.code: one for one in exposures}
    lead = lead_levels(by_code.get(LEAD), name, basis.parameters.confidence)
    yield LEAD_LEVELS.filled({LEAD: lead} if lead is not None else {})
    chromium = by_code.get(CHROMIUM)
    bounds = {} if chromium is None else {CHROMIUM: _chromium(chromium, name, people[RESIDENT])}
    yield CHROMIUM_BOUNDS.filled(bounds)


def _hazards(
    contact: str, people: ExposureSet, exposures: list[Exposed], values: Mapping[str, Toxicity]
) -> dict[str, ReceptorRisk]:
    """Hazard index of each receptor of a kind of contact."""
    made: dict[str, ReceptorRisk] = {}
    for receptor in people.receptors:
        quotients = {
            one.code: float(_hazard(one.limit.value, receptor, values[one.code], people))
            for one in exposures
        }
        given = {name: value for name, value in quotients.items() if not np.isnan(value)}
        if given:
            at_sites = _at_sites(exposures, receptor, values, people)
            made[f"{contact}:{receptor.name}"] = ReceptorRisk(
                contact=contact,
                receptor=receptor.name,
                hi=sum(given.values()),
                n_sites=len(at_sites),
                share_sites_above=(at_sites > HIGHEST_INDEX).mean(),
                substances=", ".join(given),
                without_uptake=_without_uptake(receptor, given),
                risk_set=next(iter(values.values())).risk_set,
                exposure_set=people.name,
                verified=people.verified,
            )
    return made


def _hazard(
    contents: object, receptor: Receptor, values: Toxicity, people: ExposureSet
) -> np.ndarray:
    """Hazard quotient of one contaminant over all ways of contact."""
    uptake = plant_uptake().get(values.substance)
    return total_hazard(np.asarray(contents), receptor, values, people, uptake)


def _at_sites(
    exposures: list[Exposed],
    receptor: Receptor,
    values: Mapping[str, Toxicity],
    people: ExposureSet,
) -> pd.Series:
    """Hazard index of each site, non-detects at their limit."""
    columns = {
        one.code: pd.Series(
            _hazard(one.at_sites, receptor, values[one.code], people), one.at_sites.index
        )
        for one in exposures
    }
    return pd.DataFrame(columns).dropna(how="all").sum(axis=1)


def _without_uptake(receptor: Receptor, given: Mapping[str, float]) -> str:
    """Name contaminants of which produce is in no sum, where produce is eaten."""
    if not receptor.exposed_produce_kg_kg_day:
        return ""
    return ", ".join(name for name in given if name not in plant_uptake())


def _cancer(
    contact: str,
    people: ExposureSet,
    exposures: list[Exposed],
    values: Mapping[str, Toxicity],
    natural: Compared | None,
) -> dict[str, ReceptorRisk]:
    """Lifetime cancer risk of a kind of contact, and that of the background alone."""
    found = {one.code: _risk(one.limit.value, values[one.code], people) for one in exposures}
    given = {name: value for name, value in found.items() if not np.isnan(value)}
    if not given:
        return {}
    levels = {} if natural is None else natural.known
    known = [name for name in given if name in levels]
    total = sum(given.values())
    own = ReceptorRisk(
        contact=contact,
        receptor=LIFETIME,
        ilcr=total,
        acceptable=beside_acceptable(total),
        ilcr_background=(
            sum(_risk(levels[name], values[name], people) for name in known) if known else None
        ),
        substances=", ".join(given),
        without_uptake=_without_uptake(people.receptors[0], given),
        risk_set=next(iter(values.values())).risk_set,
        exposure_set=people.name,
        verified=people.verified,
    )
    return {f"{contact}:{LIFETIME}": own}


def _risk(content: float, values: Toxicity, people: ExposureSet) -> float:
    """Lifetime cancer risk of one contaminant over all ways of contact."""
    uptake = plant_uptake().get(values.substance)
    return float(total_cancer_risk(content, values, people, uptake))


def lead_levels(one: Exposed | None, risk_set: str, confidence: float) -> LeadLevels | None:
    """Compare lead with its levels, the mean and each site.

    Parameters
    ----------
    one : Exposed or None
        Contents of lead; None where it was not measured.
    risk_set : str
        Set with the levels.
    confidence : float
        Of the interval of the share. [share, 0 to 1]

    Returns
    -------
    LeadLevels or None
        None without lead or without a level.
    """
    level = screening_level(LEAD, risk_set)
    if one is None or level is None:
        return None
    removal = screening_level(LEAD, risk_set, "removal_level")
    detected = one.at_sites[~one.censored]
    n_above = int((detected > level.value).sum())
    n_undecided = int((one.at_sites[one.censored] > level.value).sum())
    n_judged = len(one.at_sites) - n_undecided
    limits = wilson(n_above, n_judged, confidence=confidence)
    is_removal = removal is not None and one.limit.value > removal.value
    is_screened = one.limit.value > level.value
    return LeadLevels(
        name="Lead",
        exposure_mg_kg=one.limit.value,
        rule=one.limit.rule,
        highest_mg_kg=one.limit.maximum,
        screening_mg_kg=level.value,
        removal_mg_kg=None if removal is None else removal.value,
        place=REMOVAL if is_removal else SCREENED if is_screened else BELOW,
        n_sites=len(one.at_sites),
        n_above_screening=n_above,
        share_above_screening=n_above / n_judged if n_judged else np.nan,
        share_lower=limits.lower,
        share_upper=limits.upper,
        n_above_removal=None if removal is None else int((detected > removal.value).sum()),
        n_undecided=n_undecided,
        confidence=confidence,
        risk_set=risk_set,
    )


def _chromium(one: Exposed, risk_set: str, people: ExposureSet) -> ChromiumBounds:
    """Give what total chromium could be at least and at most, for a child who lives there."""
    three, six = (toxicity(f"Cr({valence})", risk_set) for valence in ("III", "VI"))
    child = people.receptors[0]
    hazards = [
        float(hazard(one.limit.value, child, each, people.dust_m3_kg).total)
        for each in (three, six)
    ]
    return ChromiumBounds(
        exposure_mg_kg=one.limit.value,
        hq_as_iii=hazards[0],
        hq_as_vi=hazards[1],
        ilcr_as_vi=float(lifetime_cancer_risk(one.limit.value, six, people).total),
        risk_set=risk_set,
    )


def say(tables: Tables) -> Iterator[Said]:
    """Say where lead stands, what chromium leaves open, and the other kinds of contact."""
    for name, one in tables.of(LEAD_LEVELS).items():
        is_high = one.n_above_screening > 0 or one.place != BELOW
        message = LEAD_ABOVE if is_high else LEAD_BELOW
        yield said(message, LEAD_LEVELS, name, grade="screen", main="share_above_screening")
    for name, _ in tables.of(CHROMIUM_BOUNDS).items():
        yield said(CHROMIUM_OPEN, CHROMIUM_BOUNDS, name, grade="missing", main="hq_as_vi")
    told = {RESIDENT}  # as the screen of residents
    for name, contact in tables.of(RECEPTORS).items():
        is_risk = contact.hi is None
        message_of = CONTACT_CANCER if is_risk else CONTACT_HAZARD
        main = "ilcr" if is_risk else "hi"
        if contact.contact == RESIDENT or (not is_risk and contact.contact in told):
            continue  # of several receptors the first, a child, is said
        told.add(contact.contact)
        yield said(message_of, RECEPTORS, name, grade="screen", main=main)


def notes(tables: Tables) -> tuple[str, ...]:
    """Say how the exposure of others than residents is known."""
    return ("soil-contact-unread",) if tables.of(RECEPTORS) else ()


SECTION: Section[Basis] = Section(
    name="receptors",
    tables=(RECEPTORS, LEAD_LEVELS, CHROMIUM_BOUNDS),
    compute=compute,
    say=say,
    messages=(LEAD_ABOVE, LEAD_BELOW, CHROMIUM_OPEN, CONTACT_HAZARD, CONTACT_CANCER),
    notes=notes,
)
