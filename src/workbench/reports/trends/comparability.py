"""Whether the measurements of a substance can be compared over time, and after which rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.findings.rows import Phrase, code, count, flag, phrase, row, text, year
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.sampling.visits import MEASURED_HOW, Placed
from workbench.methods.trends.evidence import Cap
from workbench.methods.trends.judging import Method
from workbench.reports.report import Section, only
from workbench.reports.trends.basis import Basis
from workbench.reports.trends.breaks import Break
from workbench.reports.trends.judging import SeriesFinding
from workbench.reports.trends.monitored import SERIES, MonitoredSeries, families_of
from workbench.reports.trends.overview import OVERVIEW, Overview
from workbench.reports.trends.phrases import (
    BreakIn,
    ChangeOf,
    Circumstance,
    Comparable,
    Converted,
    FamilyLabel,
    InYear,
    LimitFellReason,
    NoSiteTwice,
    NotComparable,
    OneVisit,
    OrderOpen,
    RuleBecause,
    SideBySide,
    SuggestedAtMost,
    TookOver,
    UnknownTwice,
    Unstated,
    WithinASeries,
)
from workbench.store.measurements import Measurements
from workbench.words.messages import Message
from workbench.words.said import Said, said

SAME_UNIT = {"ppm": "mg/kg"}  # by mass, so nothing is converted
SMALL_PART = 0.1  # of the measurements: less of them is no way that takes over from another
SHORT_OVERLAP = 0.5  # share of the shorter series up to which one takes over from another
NOT_STATED = "not-stated"
BREAK = "break"
MOST_VERDICTS = 12
STANDING_ORDER = (
    BREAK,
    "not comparable",
    "hidden by the limit",
    "not joined",
    "with caution",
    "after a rule",
    "as far as is stated",
    "one visit",
    "comparable",
)


@row
class Comparability:
    """A substance in one matrix and layer, and whether its visits can be compared."""

    label: FamilyLabel = phrase("substance, matrix and layer", "Substance")
    verdict: Phrase = phrase("whether the visits can be compared, and after which rule", "Verdict")
    reasons: tuple[Phrase, ...] = phrase("why it is not simply comparable", "Why")
    n_series: int = count("series: ways in which it was measured", "Series")
    first_year: int = year("year of the first visit", "From")
    last_year: int = year("year of the last visit", "To")
    substance_name: str = text("name of the substance")
    n_measurements: int = count("measurements")
    n_non_detects: int = count("measurements below their detection limit")
    standing: str = code(
        "standing", "as counted in the table overview: comparable, after a rule and so on"
    )
    break_year: int | None = year("year of the first break between two series")
    may_be_joined: bool = flag("whether some series differ only in extraction or method")


COMPARABILITY = Table(
    "comparability", Comparability, "Verdict on each substance", "No measurements."
)
FAMILIES = Message("families", Overview, "families")
VERDICT = Message("comparability", Comparability, "comparability")
FELL = Message("limit-fell", MonitoredSeries, "limit")


@dataclass(frozen=True)
class Verdict:
    """How a family stands, in a word and in full, with the reasons and years of its breaks."""

    standing: str
    words: Phrase
    reasons: tuple[Phrase, ...] = ()
    break_years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Member:
    """A series of a family, and what may keep its sampling rounds from being compared."""

    series: MonitoredSeries
    breaks: tuple[Break, ...]
    n_units: int
    unstated: tuple[Circumstance, ...]
    obstacle: Phrase | None  # no two values of a site can be compared

    @property
    def changed(self) -> tuple[Phrase, ...]:
        """What changed, and what that leaves of a trend, the least first."""
        return tuple(one.told for one in sorted(self.breaks, key=lambda one: one.rank))

    @property
    def is_capped(self) -> bool:
        """Whether a trend may not be called strong for what changed."""
        return any(one.cap is not Cap.NONE for one in self.breaks)


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Judge for each substance, matrix and layer whether its rounds can be compared."""
    series = tables.of(SERIES)
    families: dict[str, list[Member]] = defaultdict(list)
    names = families_of(series)
    for name, member in _members(series, basis).items():
        families[names[name]].append(member)
    yield COMPARABILITY.filled(
        {
            family: _judged(members, with_country=basis.with_country)
            for family, members in sorted(families.items())
        }
    )


def _members(series: Mapping[str, MonitoredSeries], basis: Basis) -> dict[str, Member]:
    """Tell of each series what may keep its rounds from being compared."""
    units = basis.placed[Measurements.original_unit].replace(SAME_UNIT)
    n_units = units.groupby(basis.placed[Placed.series]).nunique()
    unstated = _unstated(basis.placed)
    found = {one.series.name: one for one in basis.findings if not one.series.stratum}
    return {
        name: Member(
            series=one,
            breaks=found[name].breaks if name in found else (),
            n_units=int(n_units[name]),
            unstated=unstated[name],
            obstacle=_obstacle(found[name]) if name in found else None,
        )
        for name, one in series.items()
    }


def _obstacle(finding: SeriesFinding) -> Phrase | None:
    """Say why no two values of a site can be compared; None where they can."""
    values = finding.series.site_values
    if values.is_sampled.sum(axis=1).max() < 2:
        return NoSiteTwice()
    is_untested = finding.judged.method is Method.NONE
    return OrderOpen() if is_untested and values.is_open.any() else None


def _unstated(measurements: pd.DataFrame) -> dict[str, tuple[Circumstance, ...]]:
    """Name for each series what is not stated of all measurements, so that no change is seen."""
    missing = pd.DataFrame(
        {
            "laboratory": measurements[Measurements.lab_id].isna(),
            "method": measurements[Measurements.method].isin(["", "unknown"])
            | measurements[Measurements.method].isna(),
            "fraction": measurements[Measurements.fraction] == "unknown",
            "basis": measurements[Measurements.basis] == "unknown",
            "depth": measurements[[Measurements.depth_top_cm, Measurements.depth_bottom_cm]]
            .isna()
            .any(axis="columns"),
        }
    )
    by_series = missing.groupby(measurements[Placed.series]).any()
    return {
        str(name): tuple(Circumstance(name=str(one)) for one in flags.index[flags])
        for name, flags in by_series.iterrows()
    }


def _judged(members: Sequence[Member], *, with_country: bool) -> Comparability:
    """Verdict on a family of series, and what it consists of."""
    verdict = _of_several(members) if len(members) > 1 else _of_one(members[0])
    series = [member.series for member in members]
    first = series[0]
    return Comparability(
        label=FamilyLabel(
            country=first.iso3 if with_country else None,
            substance=first.substance,
            matrix=first.matrix,
            layer=first.label.layer,
        ),
        substance_name=first.substance_name,
        n_series=len(series),
        first_year=min(one.first_year for one in series),
        last_year=max(one.last_year for one in series),
        n_measurements=sum(one.n_measurements for one in series),
        n_non_detects=sum(one.n_non_detects for one in series),
        standing=verdict.standing,
        verdict=verdict.words,
        reasons=verdict.reasons,
        break_year=min(verdict.break_years, default=None),
        may_be_joined=not with_country and _differ_in_way(series),
    )


def _of_one(member: Member) -> Verdict:
    """Verdict on a substance that was measured in one way only."""
    if member.series.n_visits == 1:
        return Verdict("one visit", OneVisit())
    rules = _rules(member)
    reasons = (
        *_why(rules, member.series),
        *member.changed,
        *([SuggestedAtMost()] if member.is_capped else []),
        *([Unstated(parts=member.unstated)] if member.unstated else []),
    )
    if member.obstacle is not None:
        is_hidden = isinstance(member.obstacle, OrderOpen)
        standing = "hidden by the limit" if is_hidden else "not comparable"
        return Verdict(standing, NotComparable(why=member.obstacle), reasons)
    if member.is_capped:
        return Verdict("with caution", Comparable(rules=rules, proviso="with-caution"), reasons)
    proviso = "as-far-as-stated" if member.unstated else None
    standing = "after a rule" if rules else "as far as is stated" if proviso else "comparable"
    return Verdict(standing, Comparable(rules=rules, proviso=proviso), reasons)


def _of_several(members: Sequence[Member]) -> Verdict:
    """Verdict on a substance that was measured in several ways, which are never joined."""
    ordered = sorted(members, key=lambda one: (one.series.first_year, one.series.last_year))
    series = [member.series for member in ordered]
    breaks = _breaks(series)
    within = dict.fromkeys(one for member in ordered for one in _within(member))
    reasons: tuple[Phrase, ...] = tuple(breaks)
    if within:
        reasons = (*reasons, WithinASeries(what=tuple(within)))
    if len({_way(one) for one in series}) < len(series):
        reasons = (*reasons, UnknownTwice())
    if not breaks:
        return Verdict("not joined", SideBySide(n_series=len(members)), reasons)
    years = tuple(sorted({one.from_year for one in breaks}))
    words = BreakIn(n_years=len(years), years=tuple(InYear(year=one) for one in years))
    return Verdict(BREAK, words, reasons, years)


def _within(member: Member) -> Iterator[Phrase]:
    """Name what is to be known of one series beside a break."""
    yield from _rules(member)
    if member.obstacle is not None and member.series.n_visits > 1:
        yield member.obstacle
    yield from member.changed


def _rules(member: Member) -> tuple[Phrase, ...]:
    """Name the rules without which the rounds of a series could not be compared."""
    return (Converted(),) if member.n_units > 1 and member.series.n_visits > 1 else ()


def _why(rules: Sequence[Phrase], series: MonitoredSeries) -> Iterator[Phrase]:
    """Give the reason of each rule, and say where the detection limit fell."""
    if limit_fell(series) and series.n_non_detects:
        yield LimitFellReason()
    for rule in rules:
        yield RuleBecause(rule=rule.code)


def limit_fell(series: MonitoredSeries) -> bool:
    """Tell whether the detection limit was lower at the last visit than at the first."""
    first, last = series.first_limit_mg_kg, series.last_limit_mg_kg
    return first is not None and last is not None and last < first


def _breaks(series: Sequence[MonitoredSeries]) -> list[TookOver]:
    """Find each series that takes over from another, and from when on, the latest that it can."""
    found = []
    least = SMALL_PART * sum(one.n_measurements for one in series)
    large = [one for one in series if one.n_measurements >= least]
    for place, one in enumerate(large):
        earlier = [other for other in large[:place] if _takes_over(other, one)]
        through = [other for other in large if other.first_year < one.first_year < other.last_year]
        if earlier and all(other in earlier for other in through):
            before = max(earlier, key=lambda other: other.last_year)
            found.append(_took_over(before, one))
    return found


def _takes_over(before: MonitoredSeries, after: MonitoredSeries) -> bool:
    """Tell whether a series begins where another ends, give or take some years of both."""
    if _way(before) == _way(after):
        return False
    if before.first_year >= after.first_year or before.last_year >= after.last_year:
        return False
    shared = before.last_year - after.first_year + 1
    shorter = min(one.last_year - one.first_year + 1 for one in (before, after))
    return shared <= SHORT_OVERLAP * shorter


def _took_over(before: MonitoredSeries, after: MonitoredSeries) -> TookOver:
    """Say what changed from one series to the next, and when."""
    pairs = zip(MEASURED_HOW, _way(before), _way(after), strict=True)
    both = before.last_year >= after.first_year
    return TookOver(
        changes=tuple(
            ChangeOf(name=part.name, before=old, after=new)
            for part, old, new in pairs
            if old != new
        ),
        from_year=after.first_year,
        overlap_until=before.last_year if both else None,
    )


def _differ_in_way(series: Sequence[MonitoredSeries]) -> bool:
    """Tell whether some series differ only in extraction or method."""
    ways = {_way(one) for one in series}
    return len({one.basis for one in series}) < len(ways)


def _way(series: MonitoredSeries) -> tuple[str, ...]:
    """Codes of how a series was measured; those that are not stated are all the same."""
    parts = (getattr(series, column) for column in MEASURED_HOW)
    return tuple(NOT_STATED if part in {None, "", "unknown"} else part for part in parts)


def say(tables: Tables) -> Iterator[Said]:
    """Count what can be compared, then tell what cannot be as it is, then where a limit fell."""
    area, counts = only(tables, OVERVIEW)
    if counts.n_families:
        yield said(FAMILIES, OVERVIEW, area, main="n_comparable")
    judged = tables.of(COMPARABILITY)
    order = sorted(judged, key=lambda name: STANDING_ORDER.index(judged[name].standing))
    for name in order:
        grade = judged[name].standing
        yield said(VERDICT, COMPARABILITY, name, grade=grade, main="break_year")
    for name, one in tables.of(SERIES).items():
        if limit_fell(one) and one.n_non_detects:
            yield said(FELL, SERIES, name, main="last_limit_mg_kg")


SECTION: Section[Basis] = Section(
    name="comparability",
    tables=(COMPARABILITY,),
    compute=compute,
    say=say,
    messages=(FAMILIES, VERDICT, FELL),
    most=MOST_VERDICTS,
)
