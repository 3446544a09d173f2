"""Screening of health risk: what the contents would mean for who lives on the soil."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from workbench.findings.rows import (
    Phrase,
    code,
    count,
    number,
    phrase,
    quotient,
    risk,
    row,
    share,
    text,
)
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.soil.health_risk import (
    HIGHEST_ACCEPTABLE_RISK,
    LOWEST_ACCEPTABLE_RISK,
    RouteRisk,
    beside_acceptable,
    hazard,
    hazard_index_by_organ,
    lead_screen,
    lifetime_cancer_risk,
)
from workbench.presentation.html import HtmlTable
from workbench.presentation.shown_table import as_table
from workbench.reports.report import Section
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.pollution import Compared
from workbench.reports.soil_health.basis.sites import Exposed, exposures_at
from workbench.reports.soil_health.phrases import (
    ChromiumNotSpecified,
    LeadHasNoDose,
    NoToxicity,
    ToxicityParameter,
    ValuesNotUsed,
    ValuesUnread,
    ValuesVerified,
)
from workbench.vocabulary.soil.risk_sets import (
    ExposureSet,
    Receptor,
    Toxicity,
    exposure_set,
    target_organs,
    toxicity,
)
from workbench.vocabulary.substances import substance
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

ALL_ORGANS = "all"
LIFETIME = "lifetime"
YES, NO = "yes", "no"
ABOVE = "above"  # of a cancer risk, the range that US EPA treats as acceptable
HIGHEST_INDEX = 1.0  # hazard index above which a closer look is asked for


@row
class Risk:
    """A contaminant, screened by one set of toxicity values."""

    substance: str = text("contaminant", "Substance")
    risk_set: str = text("set of toxicity values", "Toxicity values")
    exposure_mg_kg: float | None = number(
        "upper limit of the mean that exposure is taken at", "Upper limit of mean", unit="mg/kg"
    )
    child_ingestion: float | None = quotient(
        "hazard quotient of a child, ingestion", "HQ child, ingestion"
    )
    child_dermal: float | None = quotient("hazard quotient of a child, skin", "HQ child, skin")
    child_inhalation: float | None = quotient(
        "hazard quotient of a child, inhalation", "HQ child, inhalation"
    )
    child_hq: float | None = quotient(
        "hazard quotient of a child, all routes with a value", "HQ child, all routes"
    )
    adult_hq: float | None = quotient(
        "hazard quotient of an adult, all routes with a value", "HQ adult, all routes"
    )
    ilcr: float | None = risk("lifetime cancer risk added", "ILCR")
    why: Phrase | None = phrase("what cannot be given, and why", "Remark")
    fraction: str = code("fraction", "what the digestion reaches")
    n_sites: int = count("sites")
    rule: str = code("upper-limit", "rule of the upper limit")
    adult_ingestion: float | None = quotient("hazard quotient of an adult, ingestion")
    adult_dermal: float | None = quotient("hazard quotient of an adult, skin")
    adult_inhalation: float | None = quotient("hazard quotient of an adult, inhalation")
    screening_mg_kg: float | None = number("screening level of lead", unit="mg/kg", default=None)
    above_screening: str | None = code(
        "place", "whether exposure is above the screening level", default=None
    )
    verified: Phrase = phrase("whether the values were compared with their source")


@row
class Hazard:
    """A hazard index of one receptor and organ, or a cancer risk, by one set of values."""

    receptor: str = code("receptor", "child or adult; lifetime for a cancer risk", "Receptor")
    organ: str = code("organ", "target organ; all: a screen over all organs", "Organ")
    risk_set: str = text("set of toxicity values", "Toxicity values")
    substances: str = text("contaminants in it", "Substances")
    hi: float | None = number("hazard index", "HI", unit="1", default=None)
    share_sites_above: float | None = share(
        "sites whose own index is above one", "Sites above one", default=None
    )
    ilcr: float | None = risk("lifetime cancer risk added", "ILCR", default=None)
    acceptable: str | None = code(
        "place",
        "above, within or below the range that US EPA treats as acceptable",
        default=None,
    )
    acceptable_lower: float | None = risk(
        "lower end of that range, 40 CFR 300.430(e)(2)(i)(A)(2)", default=None
    )
    acceptable_upper: float | None = risk("upper end of that range", default=None)
    ilcr_background: float | None = risk(
        "lifetime cancer risk that the background content alone would add",
        "ILCR of background",
        default=None,
    )
    background: str = text("background that this is of", default="")
    in_background: str = text("contaminants that it has a content of", default="")
    n_sites: int | None = count("sites with any of the contaminants", default=None)
    flips: str = code(
        "yes-no", "whether the sets of values put it on both sides of one", default=NO
    )
    key: str = code("yes-no", "whether it is among the key messages", default=NO)


RISK = Table(
    "risk",
    Risk,
    "Hazard quotients and cancer risk by contaminant",
    "No contaminant has toxicity values.",
)
HAZARD = Table("hazard", Hazard, "Hazard index by target organ", "No hazard index could be given.")


LEAD = "Pb"
CHROMIUM = "Cr"


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Screen the contaminants of a country by each set of toxicity values."""
    parameters, exposures = basis.parameters, exposures_at(basis.found)
    people = exposure_set(parameters.exposure_set)
    natural = basis.polluted.of_people
    by_substance: dict[str, Risk] = {}
    over_all: dict[str, Hazard] = {}
    for name in parameters.risk_sets:
        allowed = name in parameters.unverified
        values = {one.code: toxicity(one.code, name, unverified=allowed) for one in exposures}
        values |= {CHROMIUM: Toxicity(CHROMIUM, name)} if CHROMIUM in values else {}
        for one in exposures:
            by_substance[f"{one.code}:{name}"] = _substance(one, values[one.code], people)
        over_all |= _over_all(exposures, values, people, natural)
    yield RISK.filled({key: by_substance[key] for key in sorted(by_substance)})
    yield HAZARD.filled(_side_by_side(over_all, parameters.risk_sets[-1]))


def _side_by_side(rows: Mapping[str, Hazard], newest: str) -> dict[str, Hazard]:
    """Put the sets of values side by side, and say where they are on both sides of one.

    The index of a child over all organs by the newest set is a key message; the older ones are
    where that flips.
    """
    sides: dict[tuple[str, str], set[bool]] = {}
    for one in rows.values():
        if one.hi is not None:
            sides.setdefault((one.receptor, one.organ), set()).add(one.hi > HIGHEST_INDEX)
    order = list(dict.fromkeys((one.receptor, one.organ) for one in rows.values()))
    keys = sorted(rows, key=lambda key: order.index((rows[key].receptor, rows[key].organ)))
    made = {}
    for key in keys:
        one = rows[key]
        flips = len(sides.get((one.receptor, one.organ), ())) > 1
        first = (one.receptor, one.organ) == order[0]
        of_life = one.hi is None and one.receptor == LIFETIME
        is_key = (first and flips) or (one.risk_set == newest and (first or of_life))
        made[key] = replace(one, flips=YES if flips else NO, key=YES if is_key else NO)
    return made


def _substance(one: Exposed, values: Toxicity, people: ExposureSet) -> Risk:
    """Screen one contaminant by one set of values."""
    quotients: dict[str, float] = {}
    for receptor in people.receptors:
        found = hazard(one.limit.value, receptor, values, people.dust_m3_kg)
        quotients |= _routes(receptor.name, found)
    risk = float(lifetime_cancer_risk(one.limit.value, values, people).total)
    screen = lead_screen(one.limit.value, values.risk_set) if one.code == LEAD else None
    above = None if screen is None else "above" if screen.above else "not above"
    return Risk(
        substance=substance(one.code).name,
        fraction=one.fraction,
        risk_set=values.risk_set,
        exposure_mg_kg=one.limit.value,
        rule=one.limit.rule,
        n_sites=one.limit.n,
        verified=_verified(values),
        ilcr=risk,
        screening_mg_kg=None if screen is None else screen.level.value,
        above_screening=above,
        why=_why(one.code, (quotients["child_hq"], risk), _verified(values)),
        **quotients,
    )


def _routes(receptor: str, found: RouteRisk) -> dict[str, float]:
    """Hazard quotients of one receptor by their columns."""
    return {
        f"{receptor}_ingestion": float(found.ingestion),
        f"{receptor}_dermal": float(found.dermal),
        f"{receptor}_inhalation": float(found.inhalation),
        f"{receptor}_hq": float(found.total),
    }


def _why(name: str, numbers: tuple[float, float], verified: Phrase) -> Phrase | None:
    """Why a contaminant has neither a quotient nor a risk, or which values that concerns."""
    if name == CHROMIUM:
        return ChromiumNotSpecified()
    if name == LEAD:
        return LeadHasNoDose()
    if np.isnan(numbers).all():
        return NoToxicity()
    return None if isinstance(verified, ValuesVerified) else verified


def _verified(values: Toxicity) -> Phrase:
    """Whether values were compared with their source, and which are not used."""
    names = tuple(ToxicityParameter(parameter=name) for name in values.unread or values.left_out)
    if values.unread:
        return ValuesUnread(parameters=names)
    return ValuesNotUsed(parameters=names) if names else ValuesVerified()


def _over_all(
    exposures: list[Exposed],
    values: Mapping[str, Toxicity],
    people: ExposureSet,
    natural: Compared | None,
) -> dict[str, Hazard]:
    """Hazard indices and cancer risk over all contaminants, by one set."""
    made: dict[str, Hazard] = {}
    name = next((one.risk_set for one in values.values()), "")
    for receptor in people.receptors:
        quotients = {
            one.code: float(
                hazard(one.limit.value, receptor, values[one.code], people.dust_m3_kg).total
            )
            for one in exposures
        }
        given = {code: quotient for code, quotient in quotients.items() if not np.isnan(quotient)}
        if not given:
            continue
        by_organ = hazard_index_by_organ(given, target_organs())
        at_sites = _at_sites(exposures, receptor, values, people)
        made[f"{receptor.name}:{ALL_ORGANS}:{name}"] = Hazard(
            receptor=receptor.name,
            organ=ALL_ORGANS,
            risk_set=name,
            substances=", ".join(given),
            hi=sum(given.values()),
            n_sites=len(at_sites),
            share_sites_above=(at_sites > HIGHEST_INDEX).mean(),
        )
        for organ, index in by_organ.items():
            acting = [c for c in given if organ in (target_organs().get(c) or ("unknown",))]
            made[f"{receptor.name}:{organ}:{name}"] = Hazard(
                receptor=receptor.name,
                organ=organ,
                risk_set=name,
                substances=", ".join(acting),
                hi=index,
            )
    return made | _cancer(exposures, values, people, natural)


def _at_sites(
    exposures: list[Exposed],
    receptor: Receptor,
    values: Mapping[str, Toxicity],
    people: ExposureSet,
) -> pd.Series:
    """Hazard index of each site with any of the contaminants, non-detects at their limit."""
    quotients = pd.DataFrame(
        {
            one.code: pd.Series(
                hazard(
                    one.at_sites.to_numpy(np.float64),
                    receptor,
                    values[one.code],
                    people.dust_m3_kg,
                ).total,
                index=one.at_sites.index,
            )
            for one in exposures
        }
    )
    return quotients.dropna(how="all").sum(axis=1)


def _cancer(
    exposures: list[Exposed],
    values: Mapping[str, Toxicity],
    people: ExposureSet,
    natural: Compared | None,
) -> dict[str, Hazard]:
    """Lifetime cancer risk over all contaminants, by one set, and that of the background alone."""
    found = {
        one.code: float(lifetime_cancer_risk(one.limit.value, values[one.code], people).total)
        for one in exposures
    }
    given = {code: risk for code, risk in found.items() if not np.isnan(risk)}
    if not given:
        return {}
    total = sum(given.values())
    name = next(iter(values.values())).risk_set
    levels = {} if natural is None else {c: natural.known[c] for c in given if c in natural.known}
    of_background = [
        float(lifetime_cancer_risk(level, values[code], people).total)
        for code, level in levels.items()
    ]
    risk = Hazard(
        receptor=LIFETIME,
        organ=ALL_ORGANS,
        risk_set=name,
        substances=", ".join(given),
        ilcr=total,
        acceptable=beside_acceptable(total),
        acceptable_lower=LOWEST_ACCEPTABLE_RISK,
        acceptable_upper=HIGHEST_ACCEPTABLE_RISK,
        ilcr_background=sum(of_background) if of_background else None,
        background=natural.background.name if natural is not None and levels else "",
        in_background=", ".join(levels),
    )
    return {f"{LIFETIME}:{ALL_ORGANS}:{name}": risk}


SCREEN, FLIPS = "screen", "flips"
KEY, OTHER = "risk", "hazard"  # measures of what is a key message, and of what is not
HIGH = {one: Message("soil-hazard-above", Hazard, one) for one in (KEY, OTHER)}
NOT_HIGH = {one: Message("soil-hazard-not-above", Hazard, one) for one in (KEY, OTHER)}
CANCER = {one: Message("soil-cancer-risk", Hazard, one) for one in (KEY, OTHER)}
MESSAGES: tuple[Message[Any], ...] = (
    *HIGH.values(),
    *CANCER.values(),
    *NOT_HIGH.values(),
)


def say(tables: Tables) -> Iterator[Said]:
    """Say each hazard index and cancer risk over all organs."""
    for name, one in tables.of(HAZARD).items():
        if one.organ == ALL_ORGANS:
            main = "ilcr" if one.hi is None else "hi"
            grade = FLIPS if one.flips == YES else SCREEN
            yield said(_message(one), HAZARD, name, grade=grade, main=main)


def _message(one: Hazard) -> Message[Hazard]:
    """Choose what to say of a hazard index or cancer risk."""
    measure = KEY if one.key == YES else OTHER
    if one.hi is None:
        return CANCER[measure]
    return (HIGH if one.hi > HIGHEST_INDEX else NOT_HIGH)[measure]


def hazards(tables: Tables, words: Words) -> HtmlTable:
    """Show the hazard indices without those of single organs of adults."""
    shown = tables.filled(HAZARD).kept(
        lambda one: one.receptor != "adult" or one.organ == ALL_ORGANS
    )
    return as_table(shown, words, notes=words.plain("soil-organs-of-adults"))


SECTION: Section[Basis] = Section(
    name="risk",
    tables=(HAZARD, RISK),
    compute=compute,
    say=say,
    messages=MESSAGES,
    views={"hazard": hazards},
)
