"""Joins series that differ only in extraction or method, each by the rule that data allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from workbench.methods.sampling.controls import FEWEST_CONTROLS, ratios_between, results_like
from workbench.methods.sampling.visits import WAY, Placed, joinable_ids, placed_in_rounds
from workbench.methods.trends.bridges import bridge_of
from workbench.methods.trends.joining import Rule, step_test
from workbench.reports.trends.basis import Basis
from workbench.reports.trends.breaks import METHOD, labelled
from workbench.reports.trends.bridged import OneScale, Scaled
from workbench.reports.trends.judging import Series, SeriesFinding, judged_of, parts
from workbench.store.measurements import Measurements

UNKNOWN = "unknown"
WayKey = tuple[str, ...]  # fraction, extractant and method; empty where it is not stated
CELL = [Measurements.site_id, Placed.visit]


@dataclass(frozen=True)
class JoinedMethod:
    """A method whose results were joined to those of the main one."""

    way: WayKey
    rule: Rule
    n_compared: int  # site and round, or control samples, that both measured
    scaled: Scaled | None = None  # where a shift was taken out


@dataclass(frozen=True)
class Joined:
    """Series of one substance that differ only in extraction or method, joined."""

    samples: pd.DataFrame  # of all, with their rounds; on one scale where values are compared
    n_sites: int
    main: WayKey  # with the most measurements
    main_series: str  # id of the series of that way, the longest where several are not told apart
    methods: tuple[JoinedMethod, ...]  # the others
    series: tuple[str, ...]  # ids of the series
    finding: SeriesFinding


def joined_series(basis: Basis) -> tuple[Joined, ...]:
    """Join what differs only in extraction or method, and judge it; one family of tests.

    Parameters
    ----------
    basis : Basis
        Series and their visits.

    Returns
    -------
    tuple of Joined
        Those with two sampling rounds or more.
    """
    found = []
    ids = joinable_ids(basis.placed)
    is_several = basis.placed[Placed.series].groupby(ids).transform("nunique") > 1
    for name, samples in basis.placed[is_several].groupby(ids[is_several], sort=True):
        names = samples[Placed.series].unique()
        if len(names) > 1 and len({*_ways(samples)}) > 1:
            placed = placed_in_rounds(samples.assign(**{Placed.series: str(name)}))
            found.append((tuple(map(str, names)), *_joined(placed, basis)))
    whole = [
        (names, main, methods, samples, one)
        for names, main, methods, samples in found
        for one in _whole(samples, methods, basis)
    ]
    findings = judged_of([one for *_, one in whole], basis.parameters)
    return tuple(
        Joined(
            n_sites=basis.placed.loc[samples.index, Measurements.site_id].nunique(),
            samples=samples,
            main=main,
            main_series=_main_series(basis.placed.loc[samples.index], main),
            methods=methods,
            series=names,
            finding=finding,
        )
        for (names, main, methods, samples, _), finding in zip(whole, findings, strict=True)
    )


def _main_series(samples: pd.DataFrame, main: WayKey) -> str:
    """Give the series with the most measurements of a way."""
    of_main = samples.loc[_is_way(_ways(samples), main), Placed.series]
    return str(of_main.value_counts().index[0])


def _ways(rows: pd.DataFrame, columns: Sequence[str] = WAY) -> pd.Series:
    """Give fraction, extractant and method of each row; each empty where it is not stated."""
    stated = [rows[name].fillna("").replace(UNKNOWN, "") for name in columns]
    return pd.Series(list(zip(*stated, strict=True)), rows.index, dtype="object")


def _joined(
    samples: pd.DataFrame, basis: Basis
) -> tuple[WayKey, tuple[JoinedMethod, ...], pd.DataFrame]:
    """Join all ways to the one with the most measurements."""
    ways = _ways(samples)
    counts = Counter(ways)
    main = max(sorted(counts), key=lambda way: counts[way])
    others = tuple(
        _by_rule(samples, ways, (main, other), basis) for other in sorted({*ways} - {main})
    )
    value, limit = samples[Measurements.value].copy(), samples[Measurements.lod].copy()
    site = samples[Measurements.site_id].copy()
    for one in others:
        of_one = _is_way(ways, one.way)
        if one.scaled is not None:
            factor = np.exp(-one.scaled.bridge.shift)
            value, limit = (cell.mask(of_one, cell * factor) for cell in (value, limit))
        elif one.rule is Rule.WITHIN:
            site = site.mask(of_one, site + " / " + " ".join(one.way))
    changed = {Measurements.value: value, Measurements.lod: limit, Measurements.site_id: site}
    return main, others, samples.assign(**changed)


def _is_way(ways: pd.Series, way: WayKey) -> pd.Series:
    """Flag the rows of a way; pandas would take a tuple for an array."""
    return pd.Series([one == way for one in ways], ways.index, dtype=bool)


def _by_rule(
    samples: pd.DataFrame, ways: pd.Series, pair: tuple[WayKey, WayKey], basis: Basis
) -> JoinedMethod:
    """Find the first rule by which a way can be joined to the main one."""
    main, other = pair
    is_other = _is_way(ways, other)
    known = samples[~samples[Measurements.censored] & (is_other | _is_way(ways, main))]
    logs = known.assign(log=np.log(known[Measurements.value]), is_other=is_other)
    cells = logs.pivot_table("log", CELL, "is_other", "mean").reindex(columns=[False, True])
    overlap = (cells[True] - cells[False]).dropna()
    if len(overlap) >= FEWEST_CONTROLS:
        scaled = Scaled(" ".join(other), " ".join(main), bridge_of(overlap), is_other, ())
        return JoinedMethod(other, Rule.OVERLAP, len(overlap), scaled)
    ratios = _of_controls(samples.iloc[0], pair, basis.controls)
    if len(ratios) >= FEWEST_CONTROLS:
        names = tuple(map(str, ratios.index))
        scaled = Scaled(" ".join(other), " ".join(main), bridge_of(ratios), is_other, names)
        return JoinedMethod(other, Rule.CONTROLS, len(ratios), scaled)
    test = step_test(
        known[Measurements.site_id],
        known[Placed.decimal_year],
        known[Measurements.value],
        is_other[known.index],
        basis.parameters.confidence,
    )
    rule = Rule.NO_STEP if test is not None and test.is_none else Rule.WITHIN
    return JoinedMethod(other, rule, len(overlap))


def _of_controls(
    sample: pd.Series, pair: tuple[WayKey, WayKey], controls: pd.DataFrame
) -> pd.Series:
    """Compare two ways on the control samples that state what they differ in."""
    differ = [name for name, one, two in zip(WAY, *pair, strict=True) if one != two]
    main, other = (
        " ".join(part for name, part in zip(WAY, way, strict=True) if name in differ)
        for way in pair
    )
    like = results_like(controls, sample, but=differ)
    if like.empty or not main.strip() or not other.strip():
        return pd.Series(dtype="float64")
    return ratios_between(like.assign(way=_ways(like, differ).map(" ".join)), "way", other, main)


def _whole(
    samples: pd.DataFrame, methods: tuple[JoinedMethod, ...], basis: Basis
) -> Iterator[Series]:
    """Give the joined series, with the shifts that were taken out and the methods that were not."""
    name = str(samples[Placed.series].iloc[0])
    one = next(parts(name, samples, basis.controls), None)
    if one is None:
        return
    values = one.site_values
    scaled = tuple(each.scaled for each in methods if each.scaled is not None)
    found = (*one.bridged, *OneScale(samples, scaled).bridged(values))
    unmoved = {each.way for each in methods if each.rule is Rule.NO_STEP}
    told = _ways(samples).map(lambda way: " ".join(way) if way in unmoved else "main")
    as_they_are = (labelled(METHOD, told, samples, values),) if unmoved else ()
    yield replace(one, strata={}, bridged=found, circumstances=(*one.circumstances, *as_they_are))
