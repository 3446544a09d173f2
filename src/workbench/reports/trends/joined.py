"""Joins series that differ only in the method, each by the rule that its data allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from workbench.methods.trends.bridges import bridge_of
from workbench.methods.trends.controls import FEWEST_CONTROLS, ratios_between, results_like
from workbench.methods.trends.joining import Rule, step_test
from workbench.methods.trends.visits import Placed, joinable_ids, placed_in_rounds
from workbench.reports.trends.basis import Basis
from workbench.reports.trends.breaks import METHOD, labelled
from workbench.reports.trends.bridged import OneScale, Scaled
from workbench.reports.trends.judging import Series, SeriesFinding, judged_of, parts
from workbench.store.measurements import ControlSamples, Measurements

UNKNOWN = {"", "unknown"}
CELL = [Measurements.site_id, Placed.visit]


@dataclass(frozen=True)
class JoinedMethod:
    """A method whose results were joined to those of the main one."""

    method: str
    rule: Rule
    n_compared: int  # site and round, or control samples, that both measured
    scaled: Scaled | None = None  # where a shift was taken out


@dataclass(frozen=True)
class Joined:
    """Series of one substance that differ only in the method, joined."""

    samples: pd.DataFrame  # of all, with their rounds; one method where values are compared
    n_sites: int
    main: str  # method with the most measurements
    methods: tuple[JoinedMethod, ...]  # the others
    series: tuple[str, ...]  # ids of the series
    finding: SeriesFinding


def joined_series(basis: Basis) -> tuple[Joined, ...]:
    """Join what differs only in the method, and judge it; one family of tests.

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
    for name, samples in basis.placed.groupby(joinable_ids(basis.placed), sort=True):
        names = samples[Placed.series].unique()
        if len({*_methods(samples)}) > 1:
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
            methods=methods,
            series=names,
            finding=finding,
        )
        for (names, main, methods, samples, _), finding in zip(whole, findings, strict=True)
    )


def _methods(samples: pd.DataFrame) -> pd.Series:
    """Give the method of each sample; empty where it is not stated."""
    stated = samples[Measurements.method].fillna("")
    return stated.mask(stated.isin(UNKNOWN), "")


def _joined(
    samples: pd.DataFrame, basis: Basis
) -> tuple[str, tuple[JoinedMethod, ...], pd.DataFrame]:
    """Join all methods to the one with the most measurements."""
    methods = _methods(samples)
    main = str(methods.value_counts().sort_index().sort_values(kind="stable").index[-1])
    others = tuple(
        _by_rule(samples, methods, main, str(other), basis) for other in sorted({*methods} - {main})
    )
    value, limit = samples[Measurements.value].copy(), samples[Measurements.lod].copy()
    site = samples[Measurements.site_id].copy()
    for one in others:
        of_one = methods == one.method
        if one.scaled is not None:
            factor = np.exp(-one.scaled.bridge.shift)
            value, limit = (cell.mask(of_one, cell * factor) for cell in (value, limit))
        elif one.rule is Rule.WITHIN:
            site = site.mask(of_one, site + " / " + (one.method or "?"))
    changed = {Measurements.value: value, Measurements.lod: limit, Measurements.site_id: site}
    return main, others, samples.assign(**changed)


def _by_rule(
    samples: pd.DataFrame, methods: pd.Series, main: str, other: str, basis: Basis
) -> JoinedMethod:
    """Find the first rule by which a method can be joined to the main one."""
    is_other = methods == other
    known = samples[~samples[Measurements.censored] & (is_other | (methods == main))]
    logs = known.assign(log=np.log(known[Measurements.value]), method=methods)
    cells = logs.pivot_table("log", CELL, "method", "mean").reindex(columns=[main, other])
    overlap = (cells[other] - cells[main]).dropna()
    if len(overlap) >= FEWEST_CONTROLS:
        scaled = Scaled(other, main, bridge_of(overlap), is_other, ())
        return JoinedMethod(other, Rule.OVERLAP, len(overlap), scaled)
    if main and other:
        like = results_like(basis.controls, samples.iloc[0], but=ControlSamples.method)
        ratios = ratios_between(like, ControlSamples.method, other, main)
        if len(ratios) >= FEWEST_CONTROLS:
            scaled = Scaled(other, main, bridge_of(ratios), is_other, tuple(map(str, ratios.index)))
            return JoinedMethod(other, Rule.CONTROLS, len(ratios), scaled)
    test = step_test(
        known[Measurements.site_id],
        known[Placed.decimal_year],
        known[Measurements.value],
        methods[known.index] == other,
        basis.parameters.confidence,
    )
    rule = Rule.NO_STEP if test is not None and test.is_none else Rule.WITHIN
    return JoinedMethod(other, rule, len(overlap))


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
    unmoved = {each.method for each in methods if each.rule is Rule.NO_STEP}
    told = _methods(samples)
    told = told.where(told.isin(unmoved), "main")
    as_they_are = (labelled(METHOD, told, samples, values),) if unmoved else ()
    yield replace(one, strata={}, bridged=found, circumstances=(*one.circumstances, *as_they_are))
