"""Laboratories brought to one scale, methods joined, and what became of control samples."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from workbench.findings.rows import (
    Phrase,
    code,
    count,
    flag,
    phrase,
    probability,
    row,
    share,
    text,
    year,
)
from workbench.findings.tables import AnyFilled, Filled, Table, Tables
from workbench.methods.sampling.controls import OfControl
from workbench.methods.trends.campaigns import Source
from workbench.methods.trends.evidence import Evidence
from workbench.reports.trends.basis import Basis, layer_of
from workbench.reports.trends.bridged import Bridged
from workbench.reports.trends.changing.rows import TRENDS, Trend, bounded, trend_of
from workbench.reports.trends.joined import (
    UNKNOWN,
    Joined,
    JoinedMethod,
    WayKey,
    joined_series,
)
from workbench.reports.trends.judging import SeriesFinding
from workbench.reports.trends.monitored import SERIES, MonitoredSeries
from workbench.reports.trends.phrases import FamilyLabel, MethodsJoined, WayApart, WaysJoined
from workbench.store.measurements import ControlSamples, Measurements

TOGETHER = "way=joined"  # stratum of joined series
FIRMEST_FIRST = [one.value for one in Evidence]
OF_CONTROLS = {Source.CONTROLS, Source.CONTROL_LABORATORIES}
ONE_CONTROL = [ControlSamples.iso3, ControlSamples.substance, ControlSamples.control_id]


@row
class LaboratoryBridge:
    """A laboratory of a series whose results were brought to the scale of another."""

    subject: Phrase = phrase("the series in words", "Series")
    laboratory: str = text("laboratory whose results were moved", "Laboratory")
    onto: str = text("laboratory of the last round, to whose scale", "To the scale of")
    n_controls: int = count("control samples that both measured", "Control samples")
    shift: float = share("what it reads higher by; below 0 lower", "Reads higher by")
    shift_lower: float = share("lower limit of that", "Lower limit", lower_of="shift")
    shift_upper: float = share("upper limit of that", "Upper limit", upper_of="shift")
    n_measurements: int = count("measurements that were moved", "Measurements")
    first_year: int = year("year of the first of them", "From")
    last_year: int = year("year of the last of them", "To")
    confidence: float = share("level of the interval")
    series: str = text("series")


@row
class Control:
    """A control sample and a substance that was measured in it."""

    control_id: str = text("control sample", "Control sample")
    kind: str = code("control-kind", "what it is", "Kind")
    substance: str = code("substance", "code of the substance", "Substance")
    n_results: int = count("results", "Results")
    n_laboratories: int = count("laboratories that are named", "Laboratories")
    n_occasions: int = count("campaigns or years", "Occasions")
    used_for: str = code("control-use", "what it told", "Used for")
    iso3: str = code("country", "country")


@row
class JoinedTrend:
    """Series that differ only in extraction or method, joined and judged together."""

    label: FamilyLabel = phrase("substance, matrix and layer", "Series")
    main: WayApart = phrase("way with the most measurements", "Main method")
    rules: tuple[MethodsJoined, ...] = phrase("how each other way was joined", "Joined with")
    grade: str = code("grade", "strength of the evidence of a change", "Evidence")
    direction: str = code("direction", "rising, falling or none", "Direction")
    change_per_year: float | None = share("change in a year", "Change a year", unit="1/year")
    change_per_year_lower: float | None = share(
        "lower limit of that", "Lower limit", unit="1/year", lower_of="change_per_year"
    )
    change_per_year_upper: float | None = share(
        "upper limit of that", "Upper limit", unit="1/year", upper_of="change_per_year"
    )
    n_sites: int = count("sites", "Sites")
    n_rounds: int = count("sampling rounds of different dates", "Sampling rounds")
    first_year: int = year("year of the first round", "From")
    last_year: int = year("year of the last round", "To")
    method: str = code("trend-method", "test that the number of rounds allows", "Test")
    p: float | None = probability("the p that decides", "p")
    q: float | None = probability("that p after Benjamini-Hochberg over joined series", "q")
    caution: tuple[Phrase, ...] = phrase("what limits the evidence", "Caution")
    superseded: tuple[WayApart, ...] = phrase(
        "ways whose series alone are not among the key messages: fewer rounds, no strong evidence",
        "Told in place of",
        is_list=True,
    )
    n_methods: int = count("ways of measuring")
    decides: bool = flag("whether more is known of it than of each series that is told alone")
    trend: str = text("row of the table trends")
    n_tests: int = count("tests of joined series")
    confidence: float = share("level of the interval")


JOINED = Table(
    "joined",
    JoinedTrend,
    "Series of several methods, joined",
    "No series differ only in extraction or method, or the page is on several countries.",
)
BRIDGES = Table(
    "bridges",
    LaboratoryBridge,
    "Laboratories brought to one scale",
    "No laboratories of a series are bridged by control samples.",
)
CONTROLS = Table("controls", Control, "Control samples", "There are no control samples.", most=12)


def compute_bridges(basis: Basis, trends: Mapping[str, Trend]) -> Iterator[AnyFilled]:
    """List the bridges of each whole series, then each control sample and what it told."""
    whole = [one for one in basis.findings if not one.series.stratum]
    confidence = basis.parameters.confidence
    yield BRIDGES.filled(
        {
            f"{one.series.name}@{bridged.laboratory}": _bridge(
                trends[one.series.key], bridged, confidence
            )
            for one in whole
            for bridged in one.series.bridged
        }
    )
    grouped = basis.controls.groupby(ONE_CONTROL, sort=True)
    yield CONTROLS.filled(
        {
            ":".join(map(str, name)): _control(results, whole)
            for name, results in grouped
            if isinstance(name, tuple)
        }
    )


def compute_joined(
    basis: Basis, tables: Tables, trends: Mapping[str, Trend]
) -> tuple[Filled[Trend], Filled[JoinedTrend]]:
    """Join the series of a country that differ only in extraction or method.

    Parameters
    ----------
    basis : Basis
        Series and their visits.
    tables : Tables
        Those of earlier sections.
    trends : mapping of str to Trend
        What was found in each series and stratum.

    Returns
    -------
    tuple of Filled
        The trends with those of joined series, and how these were joined.
    """
    found = () if basis.with_country else joined_series(basis)
    series, rows, joined = tables.of(SERIES), dict(trends), {}
    for one in found:
        row = _joined(one, basis.parameters.confidence)
        superseded = [
            name
            for name in one.series
            if is_superseded(trends.get(name), series[name].n_visits, row)
        ]
        ways = dict.fromkeys(_way(_way_of(series[name]), one) for name in superseded)
        told = [trends[name] for name in one.series if name in trends and name not in superseded]
        row = replace(row, superseded=tuple(ways), decides=_decides(row, told))
        of_main = replace(one.finding.series, name=one.main_series, stratum=TOGETHER)
        finding = replace(one.finding, series=of_main)
        name = one.main_series
        trend = trend_of(finding, series[name], {name: row.label}, basis)
        rows[row.trend] = replace(trend, part=WaysJoined(n_ways=row.n_methods))
        joined[one.finding.series.name] = row
    return TRENDS.filled(rows), JOINED.filled(joined)


def is_superseded(alone: Trend | None, n_rounds: int, joined: JoinedTrend) -> bool:
    """Tell whether a series is told as a part of joined ones, and no longer alone.

    Two rounds of one method may differ by much where fifteen of all methods show nothing. What has
    strong evidence is told, and so are kinds of sites that change differently: joined series are
    not split by them.

    Parameters
    ----------
    alone : Trend, optional
        What was found in the series; None where it could not be judged.
    n_rounds : int
        Its sampling rounds.
    joined : JoinedTrend
        Series of several methods, this one among them.

    Returns
    -------
    bool
    """
    stands = alone is not None and (alone.grade == Evidence.STRONG or alone.differs_in)
    return joined.grade != Evidence.INSUFFICIENT and n_rounds < joined.n_rounds and not stands


def _decides(joined: JoinedTrend, alone: Sequence[Trend]) -> bool:
    """Tell whether joined series have firmer evidence than each of them that is told alone."""
    if any(one.differs_in for one in alone):
        return False  # joined series are not split by kinds of sites
    firmest = min((FIRMEST_FIRST.index(one.grade) for one in alone), default=len(FIRMEST_FIRST))
    return FIRMEST_FIRST.index(joined.grade) < firmest


def _joined(one: Joined, confidence: float) -> JoinedTrend:
    """Row of joined series."""
    judged, finding, first = one.finding.judged, one.finding, one.samples.iloc[0]
    years = one.finding.series.site_values.years
    change, lower, upper = (bounded(end) for end in judged.size.per_year)
    return JoinedTrend(
        label=FamilyLabel(
            country=None,
            substance=first[Measurements.substance],
            matrix=first[Measurements.matrix],
            layer=layer_of(one.samples),
        ),
        main=_way(one.main, one),
        rules=tuple(_by_rule(one)),
        grade=finding.evidence.value,
        direction=finding.direction,
        change_per_year=change,
        change_per_year_lower=lower,
        change_per_year_upper=upper,
        n_sites=one.n_sites,
        n_rounds=judged.n_rounds,
        first_year=int(years[0]),
        last_year=int(years[-1]),
        method=judged.method.value,
        p=judged.p,
        q=finding.q,
        caution=tuple(found.told for found in finding.breaks),
        superseded=(),
        n_methods=1 + len(one.methods),
        decides=False,
        trend=f"{one.main_series}@{TOGETHER}",
        n_tests=finding.n_tests,
        confidence=confidence,
    )


def _by_rule(one: Joined) -> Iterator[MethodsJoined]:
    """Name the ways of each rule; each by itself where a shift was taken out."""
    alike: dict[object, list[JoinedMethod]] = defaultdict(list)
    for each in one.methods:
        alike[each.rule if each.scaled is None else each.way].append(each)
    for methods in alike.values():
        first = methods[0]
        yield MethodsJoined(
            methods=tuple(_way(each.way, one) for each in methods),
            rule=first.rule.value,
            n_compared=first.n_compared,
            shift=math.expm1(first.scaled.bridge.shift) if first.scaled else None,
        )


def _way_of(series: MonitoredSeries) -> WayKey:
    """Way that a series was measured in; empty where it is not stated."""
    stated = (series.fraction, series.extractant, series.method)
    return tuple("" if part in {None, UNKNOWN} else str(part) for part in stated)


def _way(way: WayKey, one: Joined) -> WayApart:
    """Name a way of measuring by what the joined ones differ in."""
    every = [one.main, *(each.way for each in one.methods)]
    fraction, extractant, method = (
        part if part and len({*parts}) > 1 else None
        for part, parts in zip(way, zip(*every, strict=True), strict=True)
    )
    return WayApart(fraction=fraction, extractant=extractant, method=method)


def _bridge(trend: Trend, bridged: Bridged, confidence: float) -> LaboratoryBridge:
    """Row of a bridge."""
    lower, upper = bridged.step.bridge.interval(confidence)
    return LaboratoryBridge(
        subject=trend.subject,
        laboratory=bridged.laboratory,
        onto=bridged.onto,
        n_controls=bridged.step.bridge.n,
        shift=math.expm1(bridged.step.bridge.shift),
        shift_lower=math.expm1(lower),
        shift_upper=math.expm1(min(upper, 700.0)),
        n_measurements=bridged.n_measurements,
        first_year=bridged.first_year,
        last_year=bridged.last_year,
        confidence=confidence,
        series=trend.series,
    )


def _control(results: pd.DataFrame, findings: list[SeriesFinding]) -> Control:
    """Row of a control sample and substance."""
    first = results.iloc[0]
    return Control(
        control_id=str(first[ControlSamples.control_id]),
        kind=str(first[ControlSamples.kind]),
        substance=str(first[ControlSamples.substance]),
        n_results=len(results),
        n_laboratories=len({*results[ControlSamples.lab_id]} - {""}),
        n_occasions=len({*results[OfControl.occasion]} - {""}),
        used_for=_use(results, findings),
        iso3=str(first[ControlSamples.iso3]),
    )


def _use(results: pd.DataFrame, findings: list[SeriesFinding]) -> str:
    """Say what the results of a control sample told of any series."""
    rows = {*results.index}
    bridges = campaigns = False
    for one in findings:
        if not rows.isdisjoint(one.series.control_rows):
            name = results[ControlSamples.control_id].iloc[0]
            bridges |= any(name in bridged.controls for bridged in one.series.bridged)
            change = one.judged.change
            campaigns |= change is not None and change.allowance.source in OF_CONTROLS
    told = [word for word, is_so in (("bridge", bridges), ("campaigns", campaigns)) if is_so]
    return "-and-".join(told) or "none"
