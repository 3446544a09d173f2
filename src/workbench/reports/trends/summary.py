"""What the page begins with: the counts of the whole report and the key messages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workbench.findings.rows import Phrase
from workbench.findings.tables import AnyFilled, Tables
from workbench.methods.sampling.visits import JOINABLE
from workbench.methods.trends.evidence import Evidence
from workbench.reports.report import Summary, by_grade, only
from workbench.reports.trends.basis import Basis, is_below_stated_limit, years_of
from workbench.reports.trends.changing import TRENDS, Trend
from workbench.reports.trends.changing.bridges import JOINED, is_superseded
from workbench.reports.trends.changing.messages import JOINED_TREND, SHARE_GRADE
from workbench.reports.trends.comparability import BREAK, COMPARABILITY, FAMILIES
from workbench.reports.trends.levels import COMPARISONS, set_name
from workbench.reports.trends.monitored import SERIES, MonitoredSeries
from workbench.reports.trends.overview import OVERVIEW, Overview
from workbench.reports.trends.phrases import SeriesOf, SubstanceIn, SubstanceName
from workbench.store.measurements import Measurements
from workbench.vocabulary import places
from workbench.words.messages import Message
from workbench.words.said import Said, said

STANDINGS = {
    "n_comparable": "comparable",
    "n_as_far_as_stated": "as far as is stated",
    "n_after_rule": "after a rule",
    "n_with_caution": "with caution",
    "n_hidden": "hidden by the limit",
    "n_not_comparable": "not comparable",
    "n_breaks": BREAK,
    "n_not_joined": "not joined",
    "n_one_visit": "one visit",
}
GRADE_ORDER = (
    *("strong", "above", BREAK, SHARE_GRADE, "weak", "missing", "no-change", "no-evidence"),
    "insufficient",
)
NAMED = {  # on the page of one country: in another it may be the other way round
    "rising": ("strong", "rising"),
    "falling": ("strong", "falling"),
    "maybe_rising": ("weak", "rising"),
    "maybe_falling": ("weak", "falling"),
    "unchanged": ("no-change", "none"),
    "unclear": ("no-evidence", "none"),
}
MOST_NAMED = 5  # substances; more are counted
MOST_BREAKS = 2  # more are counted, not named, among the key messages
ENDED_YEARS = 10  # before the last round of its substance: a record that tells of the past alone
MONITORED = Message("monitored", Overview, "monitored")
NO_DATA = Message("no-measurement", Overview, "monitored")
CAVEATS = ("caveat-why", "caveat-sites", "caveat-laboratory")


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Count what the whole report holds."""
    series = tables.of(SERIES)
    grades = Counter(one.grade for one in tables.of(TRENDS).values() if not one.stratum)
    n_judged = sum(grades.values()) - grades[Evidence.INSUFFICIENT]
    compared = tables.of(COMPARISONS).values()
    without = [one for one in compared if one.threshold_mg_kg is None]
    with_one = {one.series for one in compared if one.threshold_mg_kg is not None}
    standings = Counter(one.standing for one in tables.of(COMPARABILITY).values())
    everything, parameters = basis.everything, basis.parameters
    years = years_of(everything)
    in_families: dict[str, Any] = {name: standings[word] for name, word in STANDINGS.items()}
    counts = Overview(
        area_name=places.place_name(parameters.area),
        n_measurements=len(everything),
        n_used=sum(one.n_measurements for one in series.values()),
        n_below_stated_limit=int(is_below_stated_limit(everything).sum()),
        n_sites=len(everything[[Measurements.iso3, Measurements.site_id]].drop_duplicates()),
        n_series=len(series),
        is_region=basis.with_country,
        n_trends=n_judged,
        n_strong=grades[Evidence.STRONG],
        n_weak=grades[Evidence.WEAK],
        n_no_change=grades[Evidence.NO_CHANGE],
        n_no_evidence=grades[Evidence.NO_EVIDENCE],
        n_not_judged=len(series) - n_judged,
        **_named_all(tables, basis),
        n_not_compared=len({one.series for one in without} - with_one),
        n_at_last_visits=sum(one.n_measurements for one in compared),
        n_without_threshold=sum(one.n_measurements for one in without),
        n_families=len(tables.of(COMPARABILITY)),
        first_year=years[0] if years else None,
        last_year=years[1] if years and years[0] < years[1] else None,
        false_discovery_rate=parameters.false_discovery_rate,
        confidence=parameters.confidence,
        reference_set_name=set_name(parameters.reference_set),
        **in_families,
    )
    yield OVERVIEW.filled({parameters.area: counts})


def _named_all(tables: Tables, basis: Basis) -> dict[str, Any]:
    """Name the substances of each verdict; none on a page of several countries."""
    if basis.with_country:
        return dict.fromkeys((*NAMED, "differing", "mixed"), ())
    rows, superseded = tables.of(TRENDS), _superseded(tables)
    whole = [one for name, one in rows.items() if not one.stratum and name not in superseded]
    together = [rows[one.trend] for one in tables.of(JOINED).values()]
    trends = _not_ended([*whole, *together])
    ways: dict[str, set[str]] = defaultdict(set)
    for one in trends:
        ways[one.substance].add(one.direction)
    mixed = [one for one in trends if {"rising", "falling"} <= ways[one.substance]]
    found = {"differing": [one for one in trends if one.differs_in], "mixed": mixed}
    named = {one.substance for these in found.values() for one in these}
    for name, verdict in NAMED.items():  # each substance once, where most is known of it
        found[name] = [
            one
            for one in trends
            if (one.grade, one.direction) == verdict and one.substance not in named
        ]
        named |= {one.substance for one in found[name]}
    names = _names(trends, tables.of(SERIES))
    return {name: _named(these, names) for name, these in found.items()}


def _names(trends: Sequence[Trend], series: Mapping[str, MonitoredSeries]) -> dict[str, Phrase]:
    """Name of the substance of each series, with its layer where verdicts differ between layers.

    Where nothing is known of a substance, that is so in all of its layers.
    """
    verdicts, layers = defaultdict(set), defaultdict(set)
    for one in trends:
        label = series[one.series].label
        verdicts[one.substance].add((one.grade, one.direction))
        layers[one.substance].add((label.matrix, label.layer))
    names: dict[str, Phrase] = {}
    for one in trends:
        of, label = one.substance, series[one.series].label
        is_told = one.grade != Evidence.NO_EVIDENCE
        names[one.series] = (
            SubstanceIn(substance=of, matrix=label.matrix, layer=label.layer)
            if is_told and len(verdicts[of]) > 1 and len(layers[of]) > 1
            else SubstanceName(substance=of)
        )
    return names


def _superseded(tables: Tables) -> set[str]:
    """Name the series that are told as a part of longer, joined ones."""
    series, trends = tables.of(SERIES), tables.of(TRENDS)
    joined = {
        _joinable(series[trends[one.trend].series]): one for one in tables.of(JOINED).values()
    }
    return {
        name
        for name, one in series.items()
        if (together := joined.get(_joinable(one)))
        and is_superseded(trends.get(name), one.n_visits, together)
    }


def _joinable(series: MonitoredSeries) -> tuple[Any, ...]:
    """Give what series have in common that are joined."""
    return tuple(getattr(series, part) for part in JOINABLE)


def _not_ended(trends: Sequence[Trend]) -> list[Trend]:
    """Leave out records that ended long before another of the same substance did."""
    last: dict[str, int] = defaultdict(int)
    for one in trends:
        last[one.substance] = max(last[one.substance], one.last_year)
    return [one for one in trends if one.last_year >= last[one.substance] - ENDED_YEARS]


def _named(trends: Sequence[Trend], names: Mapping[str, Phrase]) -> tuple[Phrase, ...]:
    """Name the substances of some series; count the series where there are many."""
    named = tuple(dict.fromkeys(names[one.series] for one in trends))
    return named if len(named) <= MOST_NAMED else (SeriesOf(n_series=len(trends)),)


def say(tables: Tables) -> Iterator[Said]:
    """Say how much was measured, where and when."""
    area, _ = only(tables, OVERVIEW)
    yield said(MONITORED, OVERVIEW, area, main="n_measurements")


def no_data(tables: Tables) -> Said | None:
    """Say that there is nothing to judge, and what would help."""
    area, counts = only(tables, OVERVIEW)
    if counts.n_measurements:
        return None
    return said(NO_DATA, OVERVIEW, area, grade="missing", main="n_measurements")


def key(tables: Tables, listed: Sequence[Said]) -> list[Said]:
    """Choose what was monitored, then the firmest findings; many breaks are counted, not named."""
    facts = [one for one in listed if one.message is MONITORED]
    breaks = [one for one in listed if one.grade == BREAK]
    named = [one for one in listed if one.grade != BREAK or len(breaks) <= MOST_BREAKS]
    superseded = _superseded(tables)
    named = [one for one in named if one.table not in {TRENDS, SERIES} or one.row not in superseded]
    if len(breaks) > MOST_BREAKS:
        counted = next(one for one in listed if one.message is FAMILIES)
        named.append(Said(FAMILIES, counted.table, counted.row, BREAK, counted.main))
    named.sort(key=lambda one: one.message is not JOINED_TREND)  # first among those as firm
    return [*facts, *by_grade(named, GRADE_ORDER)]


def notes(tables: Tables) -> tuple[str, ...]:
    """Remind of what holds for any trend of this report."""
    return CAVEATS if tables.of(TRENDS) else ()


SUMMARY: Summary[Basis] = Summary(
    name="summary",
    tables=(OVERVIEW,),
    compute=compute,
    say=say,
    messages=(MONITORED, NO_DATA),
    notes=notes,
    no_data=no_data,
    key=key,
)
