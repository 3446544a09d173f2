"""Targets of the EU Soil Monitoring Law and of the country: met, missed, or not assessable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from workbench.findings.rows import Phrase, code, count, number, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.soil.law_class import (
    HEALTHY,
    OPEN,
    TARGET_MISSED,
    TRIGGER_REACHED,
    WANTED_HALF_WIDTH,
    GoodShare,
    good_share,
)
from workbench.methods.soil.soil_target_state import EXEMPT, MET, MISSED, NOT_ASSESSABLE
from workbench.reports.report import Section, most_common
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.law import Criterion, JudgedSites, SiteVerdict
from workbench.vocabulary.places import in_region
from workbench.vocabulary.soil.indicators import indicator, indicators
from workbench.vocabulary.soil.monitoring_law import descriptor_of
from workbench.vocabulary.substances import substance
from workbench.words.messages import Message
from workbench.words.said import Said, said

AS_LAW, AS_REFERENCE, AS_NATIONAL = "eu-target", "reference", "national"
JUDGED_CLASSES = (HEALTHY, TARGET_MISSED, TRIGGER_REACHED)


@row
class Target:
    """A target, and how many sites meet it."""

    name: str = text("descriptor", "Descriptor")
    target: str = text("target that is compared with", "Target")
    trigger: str = text("trigger value of the country", "Trigger value", default="")
    n_met: int = count("sites that meet it", "Met")
    n_missed: int = count("sites that miss it", "Missed")
    n_trigger: int | None = count(
        "sites at or beyond the trigger value; none where no trigger is set", "At trigger"
    )
    n_exempt: int = count("sites on exempt land", "Exempt land")
    n_not_assessable: int = count("sites that cannot be assessed", "Not assessable")
    share_met: float | None = share(
        "sites that meet it, of those that meet or miss it", "Share met"
    )
    share_met_lower: float | None = share("lower limit", "Lower limit", lower_of="share_met")
    share_met_upper: float | None = share("upper limit", "Upper limit", upper_of="share_met")
    standing: str = code(
        "target-standing",
        "target of the EU, which is not binding, that of the country, or a reference elsewhere",
        "Legal status",
    )
    not_concluded: Phrase | None = phrase(
        "what so many sites do not allow to be concluded", "Not concluded"
    )
    why: Phrase | None = phrase(
        "most common reason why sites cannot be assessed", "Why not assessable"
    )
    confidence: float = share("level of the limits")
    half_width: float | None = share("half of the interval")
    n_needed: int | None = count("sites that an interval of the wanted width would need")
    wanted: float = share("that width, to each side")
    n_effective: float | None = number("sites of equal weight that would tell as much", unit="1")
    weighted: str = code("yes-no", "whether sites are weighted by the land they stand for")
    part: str = text("part of annex I")
    source: str = text("where it was read")
    how_read: str = text("in which copy the law was read", "How the law was read")
    verified: str = code("verified", "whether it was compared with its source")


@row
class SiteState:
    """A site, judged by one descriptor."""

    site: str = text("site")
    name: str = text("descriptor")
    value: float | None = number("value that was judged, in the unit of the target", unit="")
    state: str = code("law-class", "healthy, target missed, trigger reached, or not judged")
    why: Phrase | None = phrase("why it cannot be assessed, or is exempt")
    district: str = text("soil district")


TARGETS = Table(
    "targets",
    Target,
    "Targets of the EU Soil Monitoring Law",
    "No measurements are recorded.",
    most=12,
)
SITE_STATES = Table(
    "site_states", SiteState, "Sites by descriptor", "No site could be judged by a target."
)
JUDGED = Message("soil-target", Target, "target")
OPEN_TARGET = Message("soil-target-open", Target, "target")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Count the sites that meet each target, and give the class of each site."""
    law, parameters = basis.law, basis.parameters
    yield TARGETS.filled(
        {
            one.key: counted(one, verdicts, law, parameters.area, parameters.confidence)
            for one, verdicts in law.verdicts.items()
        }
    )
    yield SITE_STATES.filled(
        {
            f"{verdict.site}:{one.key}": _site(one, verdict, law)
            for one, verdicts in law.verdicts.items()
            for verdict in verdicts
            if verdict.state != OPEN
        }
    )


def name_of(code: str) -> str:
    """Name of an indicator, or of a contaminant."""
    return indicator(code).name if code in indicators() else substance(code).name


def shared(verdicts: Sequence[SiteVerdict], law: JudgedSites, confidence: float) -> GoodShare:
    """Share of the sites judged that are healthy, by land where that of each is stated.

    Parameters
    ----------
    verdicts : sequence of SiteVerdict
        Of one criterion.
    law : JudgedSites
        Land that each site stands for.
    confidence : float
        Of the interval. [share, 0 to 1]

    Returns
    -------
    GoodShare
    """
    told = [one for one in verdicts if one.state in JUDGED_CLASSES]
    land = law.land([one.site for one in told])
    return good_share([one.state == HEALTHY for one in told], land, confidence=confidence)


def counted(
    one: Criterion, verdicts: Sequence[SiteVerdict], law: JudgedSites, area: str, confidence: float
) -> Target:
    """Count the sites that meet one target.

    Parameters
    ----------
    one : Criterion
        The target.
    verdicts : sequence of SiteVerdict
        Sites judged by it.
    law : JudgedSites
        Land that each site stands for.
    area : str
        Country.
    confidence : float
        Of the interval. [share, 0 to 1]

    Returns
    -------
    Target
    """
    answers = Counter(verdict.of_target.state for verdict in verdicts)
    n_trigger = sum(verdict.state == TRIGGER_REACHED for verdict in verdicts)
    told = shared(verdicts, law, confidence)
    descriptor = descriptor_of(one.indicator)
    has_trigger = any(own.trigger is not None for own in one.own)
    open_reasons = [v.of_target.reason for v in verdicts if v.of_target.state == NOT_ASSESSABLE]
    return Target(
        name=name_of(one.indicator),
        target=_criterion(one),
        trigger=_trigger(one),
        standing=standing(one, area),
        n_met=answers[MET],
        n_missed=answers[MISSED],
        n_trigger=n_trigger if has_trigger else None,
        n_exempt=answers[EXEMPT],
        n_not_assessable=answers[NOT_ASSESSABLE],
        share_met=told.share,
        share_met_lower=told.interval.lower,
        share_met_upper=told.interval.upper,
        confidence=confidence,
        half_width=told.half_width,
        n_needed=told.n_needed,
        wanted=WANTED_HALF_WIDTH,
        n_effective=told.n_effective,
        weighted=_weighted(verdicts, law),
        not_concluded=told.not_concluded if answers[MET] + answers[MISSED] else None,
        why=most_common(open_reasons),
        part="" if descriptor is None else descriptor.part,
        source=_sources(one),
        how_read="" if descriptor is None else descriptor.how_read,
        verified="yes" if one.union is None else one.union.verified,
    )


def _criterion(one: Criterion) -> str:
    """Give the target in words; several of the country, for different soils, each once."""
    if one.union is not None:
        return one.union.criterion
    made = [own.as_target for own in one.own]
    return "; ".join(dict.fromkeys(each.criterion for each in made if each is not None))


def _trigger(one: Criterion) -> str:
    """Trigger values of the country in words; a soil beyond or at one has reached it."""
    made = [own.as_trigger for own in one.own]
    return "; ".join(dict.fromkeys(f"{each.value_text} {each.unit}" for each in made if each))


def standing(one: Criterion, area: str) -> str:
    """Whether a target is one of the Union, of the country, or from elsewhere."""
    if one.union is None:
        return AS_NATIONAL
    return AS_LAW if in_region(area, one.union.regions) else AS_REFERENCE


def _sources(one: Criterion) -> str:
    """Where a target was read, and what sets the values of the country."""
    own = [f"{each.instrument} ({each.source})" for each in one.own]
    return "; ".join(dict.fromkeys([*([one.union.source] if one.union else []), *own]))


def _weighted(verdicts: Sequence[SiteVerdict], law: JudgedSites) -> str:
    """Whether the sites that were judged are weighted by the land they stand for."""
    told = [one.site for one in verdicts if one.state in JUDGED_CLASSES]
    return "yes" if told and law.land(told) is not None else "no"


def _site(one: Criterion, verdict: SiteVerdict, law: JudgedSites) -> SiteState:
    """Class of a site."""
    zone = law.zones.get(verdict.site)
    return SiteState(
        site=verdict.site,
        name=name_of(one.indicator),
        value=verdict.of_target.value,
        state=verdict.state,
        why=verdict.of_target.reason,
        district="" if zone is None else zone.district,
    )


def say(tables: Tables) -> Iterator[Said]:
    """Say how many sites meet each target, or why that cannot be assessed."""
    for name, one in tables.of(TARGETS).items():
        if one.n_met + one.n_missed:
            yield said(JUDGED, TARGETS, name, main="share_met")
        elif one.n_not_assessable:
            yield said(OPEN_TARGET, TARGETS, name, grade="missing")


def notes(tables: Tables) -> tuple[str, ...]:
    """Say what the classes rest on, where any site was judged."""
    return ("soil-law-reading", "soil-law-no-verdict") if tables.of(TARGETS) else ()


SECTION: Section[Basis] = Section(
    name="targets",
    tables=(TARGETS, SITE_STATES),
    compute=compute,
    say=say,
    messages=(JUDGED, OPEN_TARGET),
    notes=notes,
)
