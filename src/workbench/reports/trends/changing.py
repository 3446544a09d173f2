"""Whether a series rises or falls, from the number of visits on that a trend needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
import pandas as pd

from workbench.findings.rows import (
    Phrase,
    code,
    count,
    flag,
    number,
    phrase,
    probability,
    row,
    share,
    text,
    year,
)
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.basics.multiplicity import benjamini_hochberg
from workbench.methods.nondetects.censored import recensor, visit_median
from workbench.methods.trends.kendall import mann_kendall
from workbench.methods.trends.sen import sen_slope
from workbench.methods.trends.visits import Medians
from workbench.presentation import charts
from workbench.presentation.figure import Drawn, captioned, drawn
from workbench.presentation.html import Picture, Text
from workbench.presentation.style import DETECT, GRADES, MOST_PANELS, NON_DETECT, Mark
from workbench.reports.report import Section, only
from workbench.reports.trends import cautions
from workbench.reports.trends.basis import UNIT, Basis
from workbench.reports.trends.levels import COMPARISONS
from workbench.reports.trends.monitored import SERIES, MonitoredSeries, Visit, visits_by_series
from workbench.reports.trends.overview import OVERVIEW
from workbench.reports.trends.phrases import SeriesLabel
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

PER_YEAR = "mg/kg/year"
SUGGESTED_P = 0.10  # up to this p a direction is mentioned, as one that may be chance
MOST_ROWS = 40  # of the forest plot


@row
class Trend:
    """A series that was tested for a trend."""

    label: SeriesLabel = phrase("the series in words", "Series")
    verdict: str = code("trend-verdict", "what may be said of the direction", "Verdict", default="")
    caution: tuple[Phrase, ...] = phrase(
        "what changed between visits and may look like a trend", "Caution"
    )
    slope_mg_kg_year: float | None = number("Sen's slope on real dates", "Slope", unit=PER_YEAR)
    slope_lower_mg_kg_year: float | None = number(
        "lower limit of the slope", "Lower limit", unit=PER_YEAR, lower_of="slope_mg_kg_year"
    )
    slope_upper_mg_kg_year: float | None = number(
        "upper limit of the slope", "Upper limit", unit=PER_YEAR, upper_of="slope_mg_kg_year"
    )
    change_per_year: float | None = share(
        "slope over the median of the visits", "Change a year", unit="1/year"
    )
    n_visits: int = count("visits", "Sampling rounds")
    n_detects: int = count(
        "visits whose median is above the limit they are compared at", "Rounds above the limit"
    )
    p: float = probability("two-sided p of the Mann-Kendall test", "p")
    q: float | None = probability(
        "p after Benjamini-Hochberg over the trend tests of the country", "q", default=None
    )
    first_year: int = year("year of the first visit")
    last_year: int = year("year of the last visit")
    compared_at_mg_kg: float | None = number(
        "limit at and below which all visits are treated alike", unit=UNIT
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
    intercept_mg_kg: float | None = number("value of Sen's line at year 0", unit=UNIT)


@row
class Threshold(Phrase):
    """A threshold that a series is compared with."""

    value_mg_kg: float = number("its value", unit=UNIT)


@row
class Panel:
    """A series as a panel shows it."""

    label: SeriesLabel = phrase("the series in words")
    first_median_mg_kg: float = number("median of the first visit", unit=UNIT)
    first_is_bound: bool = flag("whether non-detects leave it open")
    first_year: int = year("year of the first visit")
    last_median_mg_kg: float = number("median of the last visit", unit=UNIT)
    last_is_bound: bool = flag("whether non-detects leave it open")
    last_year: int = year("year of the last visit")
    n_visits: int = count("visits")
    n_below: int | None = count("visits whose median is below the limit; missing for none")
    thresholds: tuple[Threshold, ...] = phrase("thresholds it is compared with", is_list=True)


@row
class SeriesDrawn(Drawn):
    """Series that are drawn, and whose thresholds with them."""

    reference_law: str = text("whose law the thresholds are of, where that is not the own")


TRENDS = Table("trends", Trend, "Trends", "No series has enough sampling rounds for a trend test.")
SIZED = Message("trend-sized", Trend, "trend")
RANGE = Message("trend-range", Trend, "trend")
UNSIZED = Message("trend-unsized", Trend, "trend")
OPEN = Message("trend-open", Trend, "trend")
TOO_SHORT = Message("trend-too-short", Trend, "trend")
SLOPES = Message("figure-slopes", Drawn)
SLOPES_ROW = Message("figure-slopes-row", Trend)
PANELS = Message("figure-series", SeriesDrawn)
PANELS_ROW = Message("figure-series-row", Panel)


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Test each series that has enough visits and detects; one family of tests a country."""
    tested = {name: one for name, one in tables.of(SERIES).items() if one.sufficient_for == "trend"}
    changed = cautions.of_measurements(basis.placed)
    found = {name: _trend(name, one, basis, changed[name]) for name, one in tested.items()}
    q_values = corrected({name: one.p for name, one in found.items()}, tested)
    n_tests = Counter(one.iso3 for one in tested.values())
    judged = {}
    for name, one in found.items():
        graded = replace(one, q=q_values[name], n_tests=n_tests[tested[name].iso3])
        grade = _grade(graded, basis.parameters.false_discovery_rate)
        judged[name] = replace(graded, grade=grade, verdict=_verdict(one.direction, grade))
    yield TRENDS.filled(judged)


def _verdict(direction: str, grade: str) -> str:
    """Say what may be said of a direction."""
    return {"suggested": f"perhaps {direction}", "cannot tell": grade}.get(grade, direction)


def corrected(
    p_values: Mapping[str, float | None], series: Mapping[str, MonitoredSeries]
) -> dict[str, float]:
    """Correct p for the number of tests of each country, so that a region's report agrees."""
    values = pd.Series(dict(p_values), dtype="float64")
    iso3 = pd.Series({name: one.iso3 for name, one in series.items()}, dtype="str")
    corrected = values.groupby(iso3).transform(benjamini_hochberg)
    return {str(name): float(q) for name, q in corrected.items()}


def _trend(name: str, one: MonitoredSeries, basis: Basis, changed: tuple[Phrase, ...]) -> Trend:
    """Mann-Kendall and Sen's slope of the visits, compared at their highest limit."""
    visits, parameters = basis.visits[name].sort_values(Medians.decimal_year), basis.parameters
    years = visits[Medians.decimal_year].to_numpy(dtype=float)
    medians = recensor(visits[Medians.median_mg_kg], visits[Medians.below_limit])
    test = mann_kendall(years, medians.values)
    slope = sen_slope(
        years,
        visits[Medians.median_mg_kg],
        visits[Medians.below_limit],
        confidence=parameters.confidence,
    )
    middle = _middle(visits)
    sites = cautions.of_trend(test.s, one, basis.told[name])
    return Trend(
        label=one.label,
        caution=(*sites.cautions, *changed),
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
    median, is_open = visit_median(visits[Medians.median_mg_kg], visits[Medians.below_limit])
    return np.nan if is_open or median <= 0 else median


def _grade(one: Trend, false_discovery_rate: float) -> str:
    """Say how firmly a direction may be said."""
    if one.direction == "none" or one.q is None:
        return "cannot tell"
    is_found = one.q <= false_discovery_rate
    if is_found and not one.caution:
        return "clear"
    return "suggested" if is_found or one.p <= SUGGESTED_P else "cannot tell"


def say(tables: Tables) -> Iterator[Said]:
    """Tell the direction of each series as firmly as its grade allows."""
    for name, one in tables.of(TRENDS).items():
        yield said(_message(one), TRENDS, name, grade=one.grade, main="slope_mg_kg_year")


def _message(one: Trend) -> Message[Trend]:
    """Choose what to say of a trend: its size, a range of sizes, its direction, or nothing."""
    if one.slope_lower_mg_kg_year is None:
        return TOO_SHORT
    if one.grade == "cannot tell":
        return OPEN
    if one.slope_mg_kg_year is not None:
        return SIZED
    both = (one.slope_low_mg_kg_year or 0) * (one.slope_high_mg_kg_year or 0)
    return RANGE if both > 0 else UNSIZED


def slopes(tables: Tables, words: Words) -> Picture | Text:
    """Draw the yearly change of each tested series with its interval."""
    known = [one for one in tables.of(TRENDS).values() if one.change_per_year_lower is not None]
    if not known:
        return Text(words.plain("figure-slopes-none"))
    shown = sorted(known[:MOST_ROWS], key=lambda one: -(one.change_per_year_high or 0.0))
    rows = [
        charts.forest.ForestRow(
            name=f"{words.phrase(one.label)}: {words.of(one, 'verdict')}",
            mark=GRADES[one.grade],
            estimate=_percent(one.change_per_year),
            interval=(_percent(one.change_per_year_lower), _percent(one.change_per_year_upper)),
            left_open=(_percent(one.change_per_year_low), _percent(one.change_per_year_high)),
        )
        for one in shown
    ]
    figure = charts.forest.draw(rows, words.plain("axis-change-per-year"))
    told = [words.sentence(SLOPES_ROW, one).text for one in shown]
    return captioned(figure, (SLOPES, drawn(tables, TRENDS, len(rows))), told, words)


def _percent(share: float | None) -> float | None:
    """Share in percent."""
    return None if share is None else 100 * share


def series(tables: Tables, words: Words) -> Picture | Text:
    """Draw each series over time, non-detects at their limit as empty triangles."""
    repeated = {name: one for name, one in tables.of(SERIES).items() if one.n_visits > 1}
    shown = dict(islice(repeated.items(), MOST_PANELS))
    if not shown:
        return Text(words.plain("figure-series-none"))
    visits, thresholds = visits_by_series(tables), _thresholds(tables)
    panels = [
        charts.panels.SeriesPanel(
            title=words.phrase(one.label),
            points=[_point(visit) for visit in visits[name]],
            line=_line(visits[name], tables.of(TRENDS).get(name)),
            thresholds=thresholds.get(name, ()),
        )
        for name, one in shown.items()
    ]
    told = [
        words.sentence(PANELS_ROW, _panel(one, visits[name], thresholds.get(name, ()))).text
        for name, one in shown.items()
    ]
    figure = charts.panels.draw(panels, words.plain("axis-median"))
    _, counts = only(tables, OVERVIEW)
    shown_of = vars(drawn(tables, SERIES, len(panels)))
    caption = SeriesDrawn(**shown_of, reference_law=counts.reference_set_name)
    return captioned(figure, (PANELS, caption), told, words)


def _point(visit: Visit) -> tuple[float, float, Mark]:
    """Date, median and mark of a visit."""
    return visit.decimal_year, visit.median_mg_kg, NON_DETECT if visit.below_limit else DETECT


def _line(visits: Sequence[Visit], trend: Trend | None) -> list[tuple[float, float]]:
    """Find the ends of Sen's line, where it is known."""
    if trend is None or trend.slope_mg_kg_year is None or trend.intercept_mg_kg is None:
        return []
    ends = (visits[0].decimal_year, visits[-1].decimal_year)
    return [(end, trend.intercept_mg_kg + trend.slope_mg_kg_year * end) for end in ends]


def _thresholds(tables: Tables) -> dict[str, list[float]]:
    """Thresholds that each series is compared with, each once."""
    found: dict[str, set[float]] = {}
    for one in tables.of(COMPARISONS).values():
        if one.threshold_mg_kg is not None:
            found.setdefault(one.series, set()).add(one.threshold_mg_kg)
    return {name: sorted(values) for name, values in found.items()}


def _panel(one: MonitoredSeries, visits: Sequence[Visit], thresholds: Sequence[float]) -> Panel:
    """Say where a series begins and ends, and what it is compared with."""
    first, last = visits[0], visits[-1]
    return Panel(
        label=one.label,
        first_median_mg_kg=first.median_mg_kg,
        first_is_bound=first.below_limit,
        first_year=one.first_year,
        last_median_mg_kg=last.median_mg_kg,
        last_is_bound=last.below_limit,
        last_year=one.last_year,
        n_visits=len(visits),
        n_below=sum(visit.below_limit for visit in visits) or None,
        thresholds=tuple(Threshold(value_mg_kg=value) for value in thresholds),
    )


SECTION: Section[Basis] = Section(
    name="changing",
    tables=(TRENDS,),
    compute=compute,
    say=say,
    messages=(SIZED, RANGE, UNSIZED, OPEN, TOO_SHORT, SLOPES, SLOPES_ROW, PANELS, PANELS_ROW),
    figures={"slopes": slopes, "series": series},
)
