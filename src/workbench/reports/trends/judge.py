"""Judges series one by one: level, trend, change at the same sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pandas as pd

from workbench.findings.rows import (
    Table,
    code,
    count,
    number,
    probability,
    row,
    share,
    text,
    year,
)
from workbench.methods.censored import recensor, visit_median
from workbench.methods.kendall import mann_kendall
from workbench.methods.multiplicity import benjamini_hochberg
from workbench.methods.paired import paired_change
from workbench.methods.sen import sen_slope
from workbench.methods.summary import summarise
from workbench.methods.visits import summarise_groups
from workbench.reports.trends import cautions
from workbench.reports.trends.definitions import (
    FEWEST_FOR_P90,
    FEWEST_PAIRS,
    SUGGESTED_P,
    Parameters,
)
from workbench.reports.trends.monitored import MonitoredSeries

PER_YEAR = "mg/kg/year"


@row
class Level:
    """A series at its last visit."""

    label: str = text("the series in words", "Series")
    visit: str = text("last visit", "Visit")
    n_measurements: int = count("measurements", "Measurements")
    n_non_detects: int = count("measurements below their limit", "Non-detects")
    median_mg_kg: float | None = number("median", "Median", unit="mg/kg")
    p90_mg_kg: float | None = number("ninetieth percentile", "90th percentile", unit="mg/kg")
    summary_method: str = text("how non-detects were dealt with", "Method")
    mean_mg_kg: float | None = number("mean", unit="mg/kg")


@row
class Trend:
    """A series that was tested for a trend."""

    label: str = text("the series in words", "Series")
    verdict: str = text("what may be said of the direction", "Verdict", default="")
    caution: str = text("what changed between visits and may look like a trend", "Caution")
    slope_mg_kg_year: float | None = number("Sen's slope on real dates", "Slope", unit=PER_YEAR)
    slope_lower_mg_kg_year: float | None = number(
        "lower limit of the slope", "Lower limit", unit=PER_YEAR, lower_of="slope_mg_kg_year"
    )
    slope_upper_mg_kg_year: float | None = number(
        "upper limit of the slope", "Upper limit", unit=PER_YEAR, upper_of="slope_mg_kg_year"
    )
    change_per_year: float | None = share(
        "slope over the median of the visits", "Per year", unit="1/year"
    )
    n_visits: int = count("visits", "Visits")
    n_detects: int = count(
        "visits whose median is above the limit they are compared at", "Above the limit"
    )
    p: float = probability("two-sided p of the Mann-Kendall test", "p")
    q: float | None = probability(
        "p after Benjamini-Hochberg over the trend tests of the country", "q", default=None
    )
    first_year: int = year("year of the first visit")
    last_year: int = year("year of the last visit")
    compared_at_mg_kg: float | None = number(
        "limit at and below which all visits are treated alike", unit="mg/kg"
    )
    s: int = count("Mann-Kendall S")
    p_method: str = text("exact, or normal approximation")
    n_tests: int = count("trend tests of the country", default=0)
    direction: str = code("direction", "rising, falling or none")
    grade: str = code("trend-grade", "clear, suggested or cannot tell", default="")
    n_sites: int = count("sites")
    n_sites_every_visit: int = count("sites sampled at every visit")
    s_within_sites: int = count("sum of S within each site")
    z_within_sites: float | None = number("z of that sum, sites taken as independent", unit="1")
    slope_low_mg_kg_year: float | None = number(
        "lowest Sen's slope that non-detects allow", unit=PER_YEAR
    )
    slope_high_mg_kg_year: float | None = number(
        "highest Sen's slope that non-detects allow", unit=PER_YEAR
    )
    confidence: float = share("level of that interval")
    change_per_year_low: float | None = share("lowest that non-detects allow", unit="1/year")
    change_per_year_high: float | None = share("highest that non-detects allow", unit="1/year")
    change_per_year_lower: float | None = share(
        "lower limit of that", unit="1/year", lower_of="change_per_year"
    )
    change_per_year_upper: float | None = share(
        "upper limit of that", unit="1/year", upper_of="change_per_year"
    )
    intercept_mg_kg: float | None = number("value of Sen's line at year 0", unit="mg/kg")


@row
class Change:
    """A series too short for a trend: its sites at two visits."""

    label: str = text("the series in words", "Series")
    first_visit: str = text("first visit", "First visit")
    last_visit: str = text("last visit", "Last visit")
    n_pairs: int = count("sites sampled at both visits", "Sites at both")
    n_up: int | None = count("sites that are certainly higher", "Higher", default=None)
    n_down: int | None = count("sites that are certainly lower", "Lower", default=None)
    n_undecided: int | None = count("sites whose order is open", "Undecided", default=None)
    median_difference_mg_kg: float | None = number(
        "median of last less first, where all is detected",
        "Median difference",
        unit="mg/kg",
        default=None,
    )
    p: float | None = probability("two-sided p of the sign test", "p (sign test)", default=None)
    q: float | None = probability(
        "p after Benjamini-Hochberg over the sign tests of the country", "q", default=None
    )
    caution: str = text("what changed between visits and may look like a change", "Caution")
    why_no_trend: str = text("why no trend could be tested")


LEVELS = Table("levels", Level, "Levels at the last visit", "No measurements.")
TRENDS = Table("trends", Trend, "Trends", "Not judged: no series has enough visits.")
CHANGES = Table(
    "changes",
    Change,
    "Changes at the same sites",
    "No series has two visits at the same sites and too few for a trend.",
)


@dataclass(frozen=True)
class Measured:
    """Measurements and visits of each series, and what changed between its visits."""

    by_series: Mapping[str, pd.DataFrame]
    visits: Mapping[str, pd.DataFrame]
    changed: Mapping[str, list[str]]


def by_series(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Rows of each series."""
    return {str(name): group for name, group in frame.groupby("series")}


def last_visits(measurements: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """Pick the measurements of the last visit of each series."""
    last = visits.groupby("series")["visit"].last().to_dict()
    return measurements[measurements["visit"] == measurements["series"].map(last)]


def levels(
    series: Mapping[str, MonitoredSeries], last: Mapping[str, pd.DataFrame]
) -> dict[str, Level]:
    """Level of each series at its last visit."""
    return {name: _level(series[name].label, samples) for name, samples in last.items()}


def _level(label: str, samples: pd.DataFrame) -> Level:
    """Summarise the samples of a visit; a median that non-detects leave alone is given as it is."""
    summary = summarise(samples["value"], samples["censored"])
    median, is_open = visit_median(samples["value"], samples["censored"])
    return Level(
        label=label,
        visit=samples["visit"].iloc[0],
        n_measurements=summary.n,
        n_non_detects=summary.n_censored,
        summary_method=summary.method,
        median_mg_kg=summary.median if is_open else median,
        mean_mg_kg=summary.mean,
        p90_mg_kg=summary.p90 if summary.n >= FEWEST_FOR_P90 else None,
    )


def trends(
    series: Mapping[str, MonitoredSeries], measured: Measured, parameters: Parameters
) -> dict[str, Trend]:
    """Test each series that has enough visits and detects; one family of tests a country."""
    tested = {name: one for name, one in series.items() if one.rung == "trend"}
    found = {name: _trend(name, one, measured, parameters) for name, one in tested.items()}
    q_values = _corrected({name: one.p for name, one in found.items()}, tested)
    n_tests: dict[str, int] = defaultdict(int)
    for series_tested in tested.values():
        n_tests[series_tested.iso3] += 1
    judged = {}
    for name, one in found.items():
        graded = replace(one, q=q_values[name], n_tests=n_tests[tested[name].iso3])
        grade = _grade(graded, parameters.false_discovery_rate)
        judged[name] = replace(graded, grade=grade, verdict=_verdict(one.direction, grade))
    return judged


def _verdict(direction: str, grade: str) -> str:
    """Say what may be said of a direction."""
    return {"suggested": f"perhaps {direction}", "cannot tell": grade}.get(grade, direction)


def _corrected(
    p_values: Mapping[str, float | None], series: Mapping[str, MonitoredSeries]
) -> dict[str, float]:
    """Correct p for the number of tests of each country, so that a region's report agrees."""
    values = pd.Series(dict(p_values), dtype="float64")
    iso3 = pd.Series({name: one.iso3 for name, one in series.items()}, dtype="str")
    corrected = values.groupby(iso3).transform(benjamini_hochberg)
    return {str(name): float(q) for name, q in corrected.items()}


def _trend(name: str, one: MonitoredSeries, measured: Measured, parameters: Parameters) -> Trend:
    """Mann-Kendall and Sen's slope of the visits, compared at their highest limit."""
    visits = measured.visits[name].sort_values("decimal_year")
    years = visits["decimal_year"].to_numpy(dtype=float)
    medians = recensor(visits["median_mg_kg"], visits["below_limit"])
    test = mann_kendall(years, medians.values)
    slope = sen_slope(
        years, visits["median_mg_kg"], visits["below_limit"], confidence=parameters.confidence
    )
    middle = _middle(visits)
    sites = cautions.of_trend(test.s, one, measured.by_series[name])
    return Trend(
        label=one.label,
        caution="; ".join([*sites.cautions, *measured.changed[name]]),
        n_sites=one.n_sites,
        n_sites_every_visit=one.n_sites_every_visit,
        s_within_sites=sites.within.s,
        z_within_sites=sites.within.z,
        first_year=one.first_year,
        last_year=one.last_year,
        n_visits=test.n_visits,
        n_detects=(~medians.censored).sum(),
        compared_at_mg_kg=medians.limit,
        s=test.s,
        p=test.p,
        p_method=test.p_method,
        direction={1: "rising", -1: "falling", 0: "none"}[int(np.sign(test.s))],
        slope_mg_kg_year=slope.slope,
        slope_low_mg_kg_year=slope.slope_low,
        slope_high_mg_kg_year=slope.slope_high,
        slope_lower_mg_kg_year=slope.lower,
        slope_upper_mg_kg_year=slope.upper,
        confidence=parameters.confidence,
        change_per_year=slope.slope / middle,
        change_per_year_low=slope.slope_low / middle,
        change_per_year_high=slope.slope_high / middle,
        change_per_year_lower=slope.lower / middle,
        change_per_year_upper=slope.upper / middle,
        intercept_mg_kg=slope.intercept,
    )


def _middle(visits: pd.DataFrame) -> float:
    """Median of the visits; NaN where those below their limit leave it open."""
    median, is_open = visit_median(visits["median_mg_kg"], visits["below_limit"])
    return np.nan if is_open or median <= 0 else median


def _grade(one: Trend, false_discovery_rate: float) -> str:
    """Say how firmly a direction may be said."""
    if one.direction == "none" or one.q is None:
        return "cannot tell"
    is_found = one.q <= false_discovery_rate
    if is_found and not one.caution:
        return "clear"
    return "suggested" if is_found or one.p <= SUGGESTED_P else "cannot tell"


def changes(series: Mapping[str, MonitoredSeries], measured: Measured) -> dict[str, Change]:
    """Change between two visits at the same sites, where no trend can be tested."""
    compared = {name: one for name, one in series.items() if one.rung == "level"}
    found = {name: _change(name, one, measured) for name, one in compared.items()}
    q_values = _corrected({name: one.p for name, one in found.items()}, compared)
    return {name: replace(one, q=q_values[name]) for name, one in found.items()}


def _change(name: str, one: MonitoredSeries, measured: Measured) -> Change:
    """Sites that went up or down between the visits furthest apart that share enough sites."""
    sites = summarise_groups(measured.by_series[name], ["visit", "site_id"])
    by_visit = {str(visit): group.set_index("site_id") for visit, group in sites.groupby("visit")}
    before, after = _furthest_apart(list(measured.visits[name]["visit"]), by_visit)
    both = by_visit[before].index.intersection(by_visit[after].index)
    ends = Change(
        label=one.label,
        first_visit=before,
        last_visit=after,
        n_pairs=len(both),
        caution="; ".join(measured.changed[name]),
        why_no_trend=one.rung_reason,
    )
    if both.empty:
        return ends
    first, last = by_visit[before].loc[both], by_visit[after].loc[both]
    change = paired_change(
        first["median_mg_kg"], first["below_limit"], last["median_mg_kg"], last["below_limit"]
    )
    return replace(
        ends,
        n_up=change.n_up,
        n_down=change.n_down,
        n_undecided=change.n_undecided,
        p=change.p,
        median_difference_mg_kg=change.median_difference,
    )


def _furthest_apart(visits: list[str], by_visit: Mapping[str, pd.DataFrame]) -> tuple[str, str]:
    """Choose the two visits furthest apart that share enough sites, else first and last."""
    places = range(len(visits))
    pairs = sorted(combinations(places, 2), key=lambda pair: (pair[0] - pair[1], pair))
    for start, end in pairs:
        shared = by_visit[visits[start]].index.intersection(by_visit[visits[end]].index)
        if len(shared) >= FEWEST_PAIRS:
            return visits[start], visits[end]
    return visits[0], visits[-1]
