"""Declares a judged series as a row, and makes the rows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from scipy.stats import t as student_t

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
from workbench.findings.tables import Filled, Table, Tables
from workbench.methods.sampling.controls import FEWEST_CONTROLS
from workbench.methods.sampling.sufficiency import TREND_FROM
from workbench.methods.trends.composition import panel_moved
from workbench.methods.trends.evidence import WEAK_P, Evidence, reach
from workbench.methods.trends.judging import Method
from workbench.methods.trends.levels import TrendLine, trend_line
from workbench.methods.trends.outlook import POWER, detectable_campaign_slope, detectable_slope
from workbench.methods.trends.size import LogSlope
from workbench.reports.trends.basis import UNIT, Basis
from workbench.reports.trends.breaks import LABORATORY
from workbench.reports.trends.judging import SeriesFinding
from workbench.reports.trends.monitored import SERIES, MonitoredSeries, subjects_of
from workbench.reports.trends.parameters import Parameters
from workbench.reports.trends.phrases import (
    AssumedCampaigns,
    Correlated,
    FewDetected,
    JoinedByDate,
    NoMonthTwice,
    NoSiteTwice,
    OrderOpen,
    PanelMoved,
    StrataDiffer,
    part_of,
)

PER_YEAR = "mg/kg/year"
PANEL_MOVED = math.log(1.25)  # of the typical level of the sites sampled, from first to last round


@row
class Trend:
    """A series, or a stratum of its sites, that was judged."""

    subject: Phrase = phrase("the series in words, as short as it is clear", "Series")
    part: Phrase | None = phrase("kind of sites; missing for all of them", "Sites of")
    grade: str = code("grade", "strength of the evidence of a change", "Evidence")
    direction: str = code("direction", "rising, falling or none", "Direction")
    change_per_year: float | None = share(
        "change in a year, of the logarithms within sites", "Change a year", unit="1/year"
    )
    change_per_year_lower: float | None = share(
        "lower limit of that; missing where it has no end",
        "Lower limit",
        unit="1/year",
        lower_of="change_per_year",
    )
    change_per_year_upper: float | None = share(
        "upper limit of that; missing where it has no end",
        "Upper limit",
        unit="1/year",
        upper_of="change_per_year",
    )
    change_mg_kg_year: float | None = number(
        "change in a year at the level of the last round", "Change today", unit=PER_YEAR
    )
    change_mg_kg_year_lower: float | None = number(
        "lower limit of that", unit=PER_YEAR, lower_of="change_mg_kg_year"
    )
    change_mg_kg_year_upper: float | None = number(
        "upper limit of that", unit=PER_YEAR, upper_of="change_mg_kg_year"
    )
    n_sites: int = count("sites", "Sites")
    n_rounds: int = count("sampling rounds of different dates", "Rounds")
    n_pairs: int = count("pairs of values of a site that are compared")
    first_year: int = year("year of the first round")
    last_year: int = year("year of the last round")
    method: str = code("trend-method", "test that the number of rounds allows", "Test")
    s: int = count("Kendall's S within sites")
    p: float | None = probability("the p that decides", "p")
    q: float | None = probability("that p after Benjamini-Hochberg over its family", "q")
    p_plain: float | None = probability("sampling rounds taken as independent")
    p_serial: float | None = probability("with serial correlation allowed for")
    lag1_correlation: float | None = number(
        "of the rounds without the trend, corrected for its bias", unit="1"
    )
    n_tests: int = count("tests of the family: whole series, or strata, of the country")
    p_least: float | None = probability("least p that the design could give")
    may_be_strong: bool | None = flag("whether the design could give strong evidence")
    detectable_per_year: float | None = share(
        "smallest rise a year that the design finds with strong evidence, with that power",
        "Detectable change",
        unit="1/year",
    )
    power: float = share("power of that")
    caution: tuple[Phrase, ...] = phrase("what limits the evidence or is to be known", "Caution")
    differs_in: str | None = code(
        "stratum-column", "what sites differ in that change differently, so that none is stated"
    )
    why_insufficient: Phrase | None = phrase("why it cannot be judged", "Why not judged")
    is_open: bool = flag("whether non-detects leave the value of a site and round open")
    break_year: int | None = year("year of the change that leaves least of the trend")
    break_of: str | None = code("break-of", "what changed then")
    break_check: str | None = code("break-leaves", "whether the trend stands without it")
    s_within: int | None = count("S of values that are alike in it")
    p_within: float | None = probability("p of that")
    rate: float | None = share("change in a year without its sign", unit="1/year")
    rate_lower: float | None = share("lower limit of that", unit="1/year", lower_of="rate")
    rate_upper: float | None = share("upper limit of that", unit="1/year", upper_of="rate")
    confidence: float = share("level of the intervals")
    no_change_band: float = share("change a year that counts as none", unit="1/year")
    campaign_sd: float | None = share("standard deviation of a campaign's effect, of logarithms")
    campaign_source: str | None = code("campaign-source", "where that comes from")
    campaign_note: Phrase | None = phrase("where it was not measured, what is not in it")
    campaign_least: float | None = share(
        "change a year from which on campaigns differ by more than they may", unit="1/year"
    )
    campaign_pairs: int | None = count("pairs of results of control samples that it is from")
    laboratory_least: float | None = share(
        "smallest change a year that can be told from a change of laboratory", unit="1/year"
    )
    laboratory_year: int | None = year("year of that change, which no control samples bridge")
    fewest_controls: int = count("control samples measured by both that would bridge it")
    series: str = text("series")
    substance: str = text("code of the substance")
    stratum: str = text("column=word of the sites; empty for all")
    iso3: str = code("country", "country")
    level_year: float | None = number("mean date of the rounds", unit="year")
    level_mg_kg: float | None = number("level of the typical site at that date", unit=UNIT)
    level_lower_mg_kg: float | None = number(
        "lower limit of that", unit=UNIT, lower_of="level_mg_kg"
    )
    level_upper_mg_kg: float | None = number(
        "upper limit of that", unit=UNIT, upper_of="level_mg_kg"
    )


TRENDS = Table("trends", Trend, "Trends", "No series has two sampling rounds.", most=8)


def compute_trends(basis: Basis, tables: Tables) -> Filled[Trend]:
    """Tell what was found in each series of two rounds or more, and in its strata."""
    series = tables.of(SERIES)
    subjects = subjects_of(series)
    return TRENDS.filled(
        {
            one.series.key: trend_of(one, series[one.series.name], subjects, basis)
            for one in basis.findings
        }
    )


def trend_of(
    one: SeriesFinding, series: MonitoredSeries, subjects: Mapping[str, Phrase], basis: Basis
) -> Trend:
    """Make the row of a finding.

    Parameters
    ----------
    one : SeriesFinding
        What was found.
    series : MonitoredSeries
        Its series.
    subjects : mapping of str to Phrase
        What series are called, by id.
    basis : Basis
        What it was found in.

    Returns
    -------
    Trend
    """
    judged, values, parameters = one.judged, one.series.site_values, basis.parameters
    line = trend_line(values, judged.size, parameters.confidence)
    worst = min(one.breaks, key=lambda found: found.rank, default=None)
    return Trend(
        subject=subjects[one.series.name],
        part=part_of(one.series.stratum),
        grade=one.evidence.value,
        direction=one.direction,
        **_size(one, line),
        n_sites=judged.n_sites,
        n_rounds=judged.n_rounds,
        n_pairs=judged.n_pairs,
        first_year=int(values.years[0]),
        last_year=int(values.years[-1]),
        method=judged.method.value,
        s=judged.s,
        p=judged.p,
        q=one.q,
        p_plain=judged.p_plain,
        p_serial=judged.p_serial,
        lag1_correlation=judged.serial.rho if judged.serial else None,
        n_tests=one.n_tests,
        **_reach(one, parameters),
        power=POWER,
        caution=tuple(_cautions(one, series)),
        differs_in=str(one.differing[0]) if one.differing else None,
        why_insufficient=_why_insufficient(one),
        is_open=bool(values.is_open.any()),
        break_year=worst.year if worst else None,
        break_of=worst.name if worst else None,
        break_check=worst.leaves if worst else None,
        s_within=worst.check.s_within if worst else None,
        p_within=worst.check.p_within if worst else None,
        confidence=parameters.confidence,
        no_change_band=parameters.no_change_band,
        **_campaigns(one),
        **_unbridged(one),
        fewest_controls=FEWEST_CONTROLS,
        series=one.series.name,
        substance=series.substance,
        stratum=one.series.stratum,
        iso3=one.series.iso3,
    )


def _finite(value: float) -> float | None:
    """Give a number, or None where there is none."""
    return value if math.isfinite(value) else None


def bounded(share: float) -> float | None:
    """Give a change in a year; none where it is everything, as of a slope without an end.

    Parameters
    ----------
    share : float
        Change in a year, as a share.

    Returns
    -------
    float or None
    """
    return share if math.isfinite(share) and share > -1.0 else None


def _size(one: SeriesFinding, line: TrendLine) -> dict[str, Any]:
    """Size of a change: a share of the level, and at the level of the last round."""
    change, lower, upper = (bounded(end) for end in one.judged.size.per_year)
    today = (math.nan,) * 3
    if math.isfinite(line.level) and change is not None:
        today = line.change_at(float(one.series.site_values.years[-1]))
    ends = (lower, upper) if (change or 0.0) >= 0 else (_turned(upper), _turned(lower))
    level = math.exp(line.level) if math.isfinite(line.level) else None
    half = math.exp(line.level_half) if math.isfinite(line.level_half) else math.nan
    return {
        "change_per_year": change,
        "change_per_year_lower": lower,
        "change_per_year_upper": upper,
        "change_mg_kg_year": _finite(today[0]),
        "change_mg_kg_year_lower": _finite(today[1]),
        "change_mg_kg_year_upper": _finite(today[2]),
        "rate": None if change is None else abs(change),
        "rate_lower": ends[0],
        "rate_upper": ends[1],
        "level_year": line.middle if level else None,
        "level_mg_kg": level,
        "level_lower_mg_kg": level / half if level else None,
        "level_upper_mg_kg": level * half if level else None,
    }


def _turned(share: float | None) -> float | None:
    """Share with the other sign."""
    return None if share is None else -share


def line_of(one: Trend) -> TrendLine | None:
    """Line of a row; None where it has no level or no size."""
    if one.level_mg_kg is None or one.change_per_year is None or one.level_year is None:
        return None
    ends = (one.change_per_year_lower, one.change_per_year_upper)
    size = LogSlope(
        math.log1p(one.change_per_year),
        *(math.nan if end is None else math.log1p(end) for end in ends),
    )
    half = math.log(one.level_upper_mg_kg / one.level_mg_kg) if one.level_upper_mg_kg else math.nan
    return TrendLine(one.level_year, math.log(one.level_mg_kg), half, size)


def _reach(one: SeriesFinding, parameters: Parameters) -> dict[str, Any]:
    """Tell what the design could have found at all."""
    judged = one.judged
    if judged.method is Method.NONE:
        return {"p_least": None, "may_be_strong": None, "detectable_per_year": None}
    rate = parameters.false_discovery_rate
    found = reach(judged.p_least, one.n_tests, false_discovery_rate=rate)
    is_assumed = judged.change is not None and not judged.change.allowance.source.is_measured
    return {
        "p_least": judged.p_least or None,
        "may_be_strong": found.may_be_strong and not is_assumed,
        "detectable_per_year": _detectable(one, parameters.confidence, rate / max(one.n_tests, 1)),
    }


def _detectable(one: SeriesFinding, confidence: float, alpha: float) -> float | None:
    """Smallest rise in a year that the design finds with 80 % power."""
    judged, years = one.judged, np.unique(one.series.site_values.years)
    if judged.change is not None:
        slope = detectable_campaign_slope(years, judged.change.se_all, alpha)
    else:
        round_sd = round_sd_of(one, confidence)
        if not round_sd:
            return None
        slope = detectable_slope(years, round_sd, alpha=alpha)
    return _finite(math.expm1(min(slope, 700.0)))


def round_sd_of(one: SeriesFinding, confidence: float) -> float:
    """Find the scatter of rounds that would give the interval of a slope; 0 where it has no ends.

    Serial correlation and panels of other sites are in it, as they are in the interval.
    """
    size, years = one.judged.size, np.unique(one.series.site_values.years)
    half = (size.upper - size.lower) / 2
    if years.size < TREND_FROM or not math.isfinite(half):
        return 0.0
    times = years - years.mean()
    quantile = float(student_t.ppf((1 + confidence) / 2, years.size - 2))
    return half / quantile * math.sqrt(float(times @ times))


def _campaigns(one: SeriesFinding) -> dict[str, Any]:
    """Tell what campaigns may differ by."""
    change = one.judged.change
    if change is None:
        columns = ("campaign_sd", "campaign_source", "campaign_note", "campaign_least")
        return dict.fromkeys((*columns, "campaign_pairs"))
    source, df = change.allowance.source, change.allowance.degrees_of_freedom
    return {
        "campaign_pairs": int(df) + 1 if math.isfinite(df) else None,
        "campaign_note": None if source.is_measured else AssumedCampaigns(source=source.value),
        "campaign_sd": change.allowance.tau,
        "campaign_source": source.value,
        "campaign_least": _finite(math.expm1(min(change.least, 700.0))),
    }


def _unbridged(one: SeriesFinding) -> dict[str, Any]:
    """Tell what change would be told from one of laboratory that no control samples bridge."""
    found = next(
        (found for found in one.breaks if found.name == LABORATORY and found.least is not None),
        None,
    )
    if found is None or found.least is None:
        return dict.fromkeys(("laboratory_least", "laboratory_year"))
    least = _finite(math.expm1(min(found.least, 700.0)))
    return {"laboratory_least": least, "laboratory_year": found.year}


def _cautions(one: SeriesFinding, series: MonitoredSeries) -> Iterator[Phrase]:
    """Name what limits the evidence, then what is to be known."""
    for column in one.differing:
        yield StrataDiffer(column=str(column))
    for found in sorted(one.breaks, key=lambda found: found.rank):
        yield found.told
    judged = one.judged
    decides = judged.p == judged.p_serial
    if judged.serial is not None and decides and judged.p_plain <= WEAK_P < judged.p_serial:
        yield Correlated(rho=judged.serial.rho)
    moved = panel_moved(one.series.site_values)
    if abs(moved) >= PANEL_MOVED:
        other = "dirtier" if moved > 0 else "cleaner"
        is_seasonal = one.series.site_values.seasons.all()
        yield PanelMoved(towards="other-months" if is_seasonal else other)
    if series.n_joined_by_date and not one.series.stratum:
        yield JoinedByDate(n_measurements=series.n_joined_by_date)


def _why_insufficient(one: SeriesFinding) -> Phrase | None:
    """Say why a series could not be judged."""
    if one.evidence is not Evidence.INSUFFICIENT:
        return None
    values = one.series.site_values
    rounds_of_site = values.is_sampled.sum(axis=1)
    if rounds_of_site.max() < 2:
        return NoMonthTwice() if values.seasons.any() else NoSiteTwice()
    return OrderOpen() if values.is_open.any() else FewDetected()
