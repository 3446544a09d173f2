"""Whether the measurements of a substance can be compared over time, and after which rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.findings.rows import Table, code, count, number, row, text, year
from workbench.methods.visits import FRACTION_WORDS, MEASURED_HOW, family_label
from workbench.reports.trends import cautions
from workbench.reports.trends.conditions import families_of
from workbench.reports.trends.definitions import NOT_STATED
from workbench.reports.trends.monitored import MonitoredSeries

RECENSORED = "recensoring at the highest limit"
CONVERTED = "conversion of units"
SAME_SITES = "a check within sites"
WHY = {
    RECENSORED: "some visits are known only to be below a limit, so all are compared at that limit",
    CONVERTED: "units differ between measurements; they were brought to mg/kg",
    SAME_SITES: "the sites differ between visits; within sites the same direction is seen",
}
SAME_UNIT = {"ppm": "mg/kg"}  # by mass, so nothing is converted
HIDDEN = "hidden by the limit"
FALLING = "the detection limit fell"
SUGGESTED_AT_MOST = "a trend is suggested at most"
UNSEEN = "{} not stated for all measurements, so that a change would not be seen"
SHORT = {
    RECENSORED: "visits are known only to be below a limit",
    CONVERTED: "units differ",
    SAME_SITES: "the sites differ between visits",
}
UNKNOWN_TWICE = 'nothing that is stated differs: "unknown" and blank are both not stated'
SMALL_PART = 0.1  # of the measurements: less of them is no way that takes over from another
SHORT_OVERLAP = 0.5  # share of the shorter series up to which one takes over from another


@row
class Comparability:
    """A substance in one matrix and layer, and whether its visits can be compared."""

    label: str = text("substance, matrix and layer", "Substance")
    verdict: str = text("whether the visits can be compared, and after which rule", "Verdict")
    reasons: str = text("why it is not simply comparable", "Why")
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
    compared_at_mg_kg: float | None = number(
        "highest limit that visits of a series are compared at", unit="mg/kg"
    )


COMPARABILITY = Table(
    "comparability", Comparability, "Verdict on each substance", "No measurements."
)


@dataclass(frozen=True)
class Verdict:
    """How a family stands, in a word and in words, with the reasons and years of its breaks."""

    standing: str
    words: str
    reasons: tuple[str, ...] = ()
    break_years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Member:
    """A series of a family, and what may keep its visits from being compared."""

    series: MonitoredSeries
    changed: Sequence[str]
    n_units: int
    unstated: str
    sites_differ: str
    is_hidden: bool


def comparability(
    series: Mapping[str, MonitoredSeries],
    measurements: pd.DataFrame,
    changed: Mapping[str, list[str]],
    *,
    with_country: bool,
) -> dict[str, Comparability]:
    """Judge for each substance, matrix and layer whether its visits can be compared.

    Parameters
    ----------
    series : mapping of str to MonitoredSeries
        Series by id.
    measurements : DataFrame
        Measurements with their series.
    changed : mapping of str to list of str
        For each series what changed between its visits, in words.
    with_country : bool
        Whether to name the country, for a report on several.
    """
    units = measurements["original_unit"].replace(SAME_UNIT)
    n_units = units.groupby(measurements["series"]).nunique()
    unstated = _unstated(measurements)
    groups = {str(name): group for name, group in measurements.groupby("series")}
    families: dict[str, list[Member]] = defaultdict(list)
    for name, family in families_of(series).items():
        families[family].append(
            Member(
                series=series[name],
                changed=changed[name],
                n_units=int(n_units[name]),
                unstated=unstated[name],
                sites_differ=cautions.of_sites(series[name], groups[name]),
                is_hidden=cautions.is_hidden(series[name], groups[name]),
            )
        )
    return {
        family: _judged(members, with_country=with_country)
        for family, members in sorted(families.items())
    }


def _unstated(measurements: pd.DataFrame) -> dict[str, str]:
    """Name for each series what is not stated of all measurements, so that no change is seen."""
    missing = pd.DataFrame(
        {
            "laboratory": measurements["lab_id"].isna(),
            "method": measurements["method"].isin(["", "unknown"]) | measurements["method"].isna(),
            "fraction": measurements["fraction"] == "unknown",
            "basis": measurements["basis"] == "unknown",
            "depth": measurements[["depth_top_cm", "depth_bottom_cm"]].isna().any(axis="columns"),
        }
    )
    by_series = missing.groupby(measurements["series"]).any()
    return {
        str(name): _listed(row.index[row]) if row.any() else ""
        for name, row in by_series.iterrows()
    }


def _judged(members: Sequence[Member], *, with_country: bool) -> Comparability:
    """Verdict on a family of series, and what it consists of."""
    verdict = _of_several(members) if len(members) > 1 else _of_one(members[0])
    series = [member.series for member in members]
    return Comparability(
        label=family_label(vars(series[0]), with_country=with_country),
        substance_name=series[0].substance_name,
        n_series=len(series),
        first_year=min(one.first_year for one in series),
        last_year=max(one.last_year for one in series),
        n_measurements=sum(one.n_measurements for one in series),
        n_non_detects=sum(one.n_non_detects for one in series),
        standing=verdict.standing,
        verdict=verdict.words,
        reasons="; ".join(verdict.reasons),
        break_year=min(verdict.break_years, default=None),
        compared_at_mg_kg=series[0].compared_at_mg_kg if len(series) == 1 else None,
    )


def _of_one(member: Member) -> Verdict:
    """Verdict on a substance that was measured in one way only."""
    if member.series.n_visits == 1:
        return Verdict("one visit", "one visit, nothing to compare it with")
    rules, doubts = _rules(member), [*_sites(member), *member.changed]
    if member.sites_differ == cautions.NO_SITE_TWICE:
        return Verdict("not comparable", f"not comparable: {doubts[0]}", tuple(doubts[1:]))
    reasons = [*_why(rules, member.series), *doubts, *([SUGGESTED_AT_MOST] if doubts else [])]
    reasons += [UNSEEN.format(member.unstated)] if member.unstated else []
    if member.is_hidden:
        return Verdict(HIDDEN, f"{HIDDEN}: cannot be compared", tuple(reasons))
    after = f" after {_listed(rules)}" if rules else ""
    if doubts:
        return Verdict("with caution", f"comparable{after}, with caution", tuple(reasons))
    known = ", as far as is stated" if member.unstated else ""
    standing = "after a rule" if rules else "as far as is stated" if known else "comparable"
    return Verdict(standing, f"comparable{after}{known}", tuple(reasons))


def _of_several(members: Sequence[Member]) -> Verdict:
    """Verdict on a substance that was measured in several ways, which are never joined."""
    ordered = sorted(members, key=lambda one: (one.series.first_year, one.series.last_year))
    series = [member.series for member in ordered]
    breaks = _breaks(series)
    within = [
        words
        for member in ordered
        for words in (
            *(SHORT[rule] for rule in _rules(member)),
            *_sites(member),
            *member.changed,
        )
    ]
    reasons = [words for _, words in breaks]
    if within:
        reasons.append(f"within a series also: {', '.join(dict.fromkeys(within))}")
    years = sorted({year for year, _ in breaks})
    if len({_way(one) for one in series}) < len(series):
        reasons.append(UNKNOWN_TWICE)
    if not breaks:
        words = f"measured in {len(members)} ways side by side, not joined"
        return Verdict("not joined", words, tuple(reasons))
    noun = "break" if len(years) == 1 else "breaks"
    words = f"{noun} in {_listed([str(year) for year in years])}"
    return Verdict("break", words, tuple(reasons), tuple(years))


def _rules(member: Member) -> list[str]:
    """Name the rules without which the visits of a series could not be compared."""
    found = {
        RECENSORED: member.series.compared_at_mg_kg is not None,
        CONVERTED: member.n_units > 1,
        SAME_SITES: not cautions.has_same_sites(member.series) and not member.sites_differ,
    }
    return [rule for rule, applies in found.items() if applies and member.series.n_visits > 1]


def _sites(member: Member) -> list[str]:
    """Give what a check within sites found against a comparison of the visits."""
    return [member.sites_differ] if member.sites_differ else []


def _why(rules: list[str], series: MonitoredSeries) -> list[str]:
    """Give the reason of each rule, and what a common limit leaves to be told."""
    reasons = [WHY[rule] for rule in rules]
    if RECENSORED in rules and limit_fell(series):
        reasons.insert(0, FALLING)
    if RECENSORED in rules and series.rung != "trend":
        reasons.append(f"after that no trend can be tested ({series.rung_reason})")
    return reasons


def limit_fell(series: MonitoredSeries) -> bool:
    """Tell whether the detection limit was lower at the last visit than at the first."""
    first, last = series.first_limit_mg_kg, series.last_limit_mg_kg
    return first is not None and last is not None and last < first


def _breaks(series: Sequence[MonitoredSeries]) -> list[tuple[int, str]]:
    """Year and change of each series that takes over from another, the latest that it can."""
    found = []
    least = SMALL_PART * sum(one.n_measurements for one in series)
    large = [one for one in series if one.n_measurements >= least]
    for place, one in enumerate(large):
        earlier = [other for other in large[:place] if _takes_over(other, one)]
        through = [other for other in large if other.first_year < one.first_year < other.last_year]
        if earlier and all(other in earlier for other in through):
            before = max(earlier, key=lambda other: other.last_year)
            found.append((one.first_year, _change(before, one)))
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


def _change(before: MonitoredSeries, after: MonitoredSeries) -> str:
    """Say what changed from one series to the next, and when."""
    pairs = zip(MEASURED_HOW, _way(before), _way(after), strict=True)
    changed = [f"{column} from {old} to {new}" for column, old, new in pairs if old != new]
    both = before.last_year >= after.first_year
    overlap = f", both until {before.last_year}" if both else ""
    return f"{_listed(changed)} in {after.first_year}{overlap}"


def _way(series: MonitoredSeries) -> tuple[str, ...]:
    """Words of how a series was measured; those that are not stated are all the same."""
    return tuple(_said(getattr(series, column)) for column in MEASURED_HOW)


def _said(part: object) -> str:
    """Word of a fraction, extractant, basis or method."""
    if not isinstance(part, str) or part in {"", "unknown"}:
        return NOT_STATED
    return FRACTION_WORDS.get(part, part)


def _listed(words: Iterable[str]) -> str:
    """Join words with commas and an "and" before the last."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
