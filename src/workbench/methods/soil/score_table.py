"""Scores of measured indicators, each with its curve, and what has no score or no such unit."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from workbench.errors import SeriesError, UnitError
from workbench.findings.names import Name, column, names_of
from workbench.findings.rows import Phrase, code, row, text
from workbench.methods.basics.arrays import Floats
from workbench.methods.soil.scoring import beyond_ends, score
from workbench.vocabulary.soil.indicators import indicator, indicator_factor
from workbench.vocabulary.soil.scoring_curves import (
    NoCurve,
    ScoredSoil,
    ScoringCurve,
    asks_clay,
    find_curve,
)

NOTHING_STATED = ScoredSoil()


class Values:
    """What is to be scored: a value of an indicator in a sample."""

    sample_id = column("sample, or site")
    indicator = column("code of the indicator")
    value = column("its value [unit]")
    unit = column("unit of the value")
    method = column("method; empty where it is not stated")


class Scores:
    """A score, and the curve that it is by."""

    sample_id = Values.sample_id
    indicator = Values.indicator
    domain = column("domain of the indicator")
    value = column("value in the unit of the curve [unit]")
    unit = column("unit of the curve")
    score = column("score [0 to 1]")
    set_id = column("set of curves")
    row_id = column("curve in its set")
    form = column("form of the curve")
    beyond_ends = column("whether the value is outside of what the curve tells apart")
    cautions = column("what has to be kept in mind, a tuple of phrases")
    verified = column("whether the curve was compared with its source")


class Unscored:
    """A value without a score."""

    sample_id = Values.sample_id
    indicator = Values.indicator
    reason = column("why, a tuple of phrases")


VALUE_COLUMNS = names_of(Values, Name)


@row
class NoCurveFits(Phrase):
    """A set has no curve for a value."""

    scoring_set: str = text("set of curves")
    because: str = code("no-curve", "why none of its curves applies")
    detail: str | None = text("what is missing or would fit", default=None)


@row
class NoSetNamed(Phrase):
    """No set of curves was named."""


@row
class NoValue(Phrase):
    """There is no value."""


@row
class MadeElsewhere(Phrase):
    """A curve was made for other countries."""

    regions: str = text("countries or regions that it was made for")


@row
class MethodNotStated(Phrase):
    """A curve is for a method, and that of the value is not stated."""

    method: str = text("method that the curve is for")


@row
class CurveNotVerified(Phrase):
    """A curve was not compared with its source."""


@row
class UnitsDiffer(Phrase):
    """No exact factor joins the unit of a value and the one that is asked for."""

    unit: str = text("unit of the value")
    wanted: str = text("unit that is asked for")


@dataclass(frozen=True)
class ScoreTable:
    """What was scored, and what was not.

    Attributes
    ----------
    scores : DataFrame
        One row a score, with the columns of `Scores`.
    curves : tuple of ScoringCurve
        One for each row of `scores`, in their order.
    left_out : DataFrame
        One row a value without a score, with the columns of `Unscored`.
    """

    scores: pd.DataFrame
    curves: tuple[ScoringCurve, ...]
    left_out: pd.DataFrame


def score_table(
    values: pd.DataFrame,
    soils: Mapping[str, ScoredSoil],
    sets: Sequence[str],
    *,
    unverified_sets: Sequence[str] = (),
) -> ScoreTable:
    """Score values by the first set that has a curve for their indicator and soil.

    Every value is in one of the two tables of the result: none is dropped in silence.

    Parameters
    ----------
    values : DataFrame
        One row a value: sample_id, indicator, value, unit, method (empty where not stated).
    soils : mapping of str to ScoredSoil
        Soil of each sample; nothing is stated of a sample without one. The method is that of the
        row of `values`.
    sets : sequence of str
        Ids of sets of curves, the first is asked first.
    unverified_sets : sequence of str
        Those of them whose unverified curves may be used; their scores say so.

    Returns
    -------
    ScoreTable

    Raises
    ------
    SeriesError
        If a column is missing, or a sample has an indicator twice.
    VocabularyError
        If an indicator, a set or a texture class is unknown.

    Examples
    --------
    >>> row = {"sample_id": "a", "indicator": "CEC", "value": 5.0, "unit": "cmol+/kg", "method": ""}
    >>> soils = {"a": ScoredSoil("NLD", "agricultural")}
    >>> found = score_table(pd.DataFrame([row]), soils, ["OBIC-4.2"])
    >>> found.scores[["value", "unit", "score"]].to_dict("records")
    [{'value': 50.0, 'unit': 'mmol+/kg', 'score': 0.5}]
    """
    _check(values)
    curve_of = _curves_of(soils, sets, unverified_sets)
    scored, curves, numbers, left_out = [], [], [], []
    columns = (
        values[name].to_list() for name in VALUE_COLUMNS
    )  # a dictionary a row takes thrice as long
    for place, (sample, name, value, unit, method) in enumerate(zip(*columns, strict=True)):
        curve = curve_of(sample, name, method)
        number = _number(curve, value, unit) if isinstance(curve, ScoringCurve) else curve
        if isinstance(curve, ScoringCurve) and isinstance(number, float):
            scored.append(place)
            curves.append(curve)
            numbers.append(number)
        else:
            left_out.append((sample, name, number))
    return ScoreTable(
        _scores(values[Values.sample_id].iloc[scored].to_list(), curves, numbers),
        tuple(curves),
        pd.DataFrame(left_out, columns=list(names_of(Unscored, Name))),
    )


def rescore(curves: Sequence[ScoringCurve], draws: ArrayLike) -> Floats:
    """Score many draws of the values of a table at once.

    Parameters
    ----------
    curves : sequence of ScoringCurve
        As in `ScoreTable`.
    draws : array of float, shape (n_draws, n_values)
        In the units of the curves, in their order.

    Returns
    -------
    array of float, shape (n_draws, n_values)
        [0 to 1]

    Raises
    ------
    SeriesError
        If there are not as many columns as curves.
    """
    numbers = np.asarray(draws, dtype=np.float64)
    if numbers.ndim != 2 or numbers.shape[1] != len(curves):
        raise SeriesError(
            f"There are {len(curves)} curves and draws of the shape {numbers.shape}. "
            "Give one column for each curve."
        )
    scored = np.empty_like(numbers)
    for (form, parameters), places in _by_curve(curves).items():
        scored[:, places] = score(form, numbers[:, places], parameters)
    return scored


def in_unit(value: float, unit: str, wanted: str) -> float | UnitsDiffer:
    """Give a value in the unit that is asked for, or the reason why it has none.

    Parameters
    ----------
    value : float
        Value of an indicator.
    unit, wanted : str
        Its unit, and the one that is asked for.

    Returns
    -------
    float or UnitsDiffer

    Examples
    --------
    >>> in_unit(5.0, "cmol+/kg", "mmol+/kg")
    50.0
    >>> in_unit(5.0, "dS/m", "mg/kg")
    UnitsDiffer(unit='dS/m', wanted='mg/kg')
    """
    try:
        return value * indicator_factor(unit, wanted)
    except UnitError:
        return UnitsDiffer(unit=unit, wanted=wanted)


Found: TypeAlias = ScoringCurve | tuple[Phrase, ...]


def _curves_of(
    soils: Mapping[str, ScoredSoil], sets: Sequence[str], unverified_sets: Sequence[str]
) -> Callable[[str, str, str], Found]:
    """Give what finds the curve of a sample, indicator and method; soils alike are asked once."""
    kinds: dict[str, Hashable] = {}
    known: dict[tuple[Hashable, ...], Found] = {}

    def find(sample: str, name: str, method: str) -> Found:
        soil = soils.get(sample, NOTHING_STATED)
        if sample not in kinds:
            kinds[sample] = _kind(soil)
        clay = soil.clay_pct if any(asks_clay(one, name) for one in sets) else None
        key = (kinds[sample], clay, name, method)
        if key not in known:
            known[key] = _curve(name, replace(soil, method=method), sets, unverified_sets)
        return known[key]

    return find


def _kind(soil: ScoredSoil) -> Hashable:
    """Give what is stated of a soil but its clay, which differs from site to site."""
    stated = (soil.classes, soil.numbers)
    return (
        *(soil.iso3, soil.land_use, soil.texture_class),
        *(tuple(sorted(one.items())) for one in stated),
    )


def _curve(
    code: str, soil: ScoredSoil, sets: Sequence[str], unverified_sets: Sequence[str]
) -> Found:
    """First curve that applies, or the reasons of all sets."""
    reasons: list[Phrase] = []
    for set_id in sets:
        found = find_curve(set_id, code, soil, unverified=set_id in unverified_sets)
        if isinstance(found, ScoringCurve):
            return found
        reasons.append(_no_curve(set_id, found))
    return tuple(reasons) or (NoSetNamed(),)


def _no_curve(set_id: str, found: NoCurve) -> NoCurveFits:
    """Say why a set has no curve."""
    because = found.reason.name.lower()
    return NoCurveFits(scoring_set=set_id, because=because, detail=found.detail or None)


def _number(curve: ScoringCurve, given: object, unit: object) -> float | tuple[Phrase, ...]:
    """Value in the unit of the curve, or why there is none."""
    value = float(str(given))
    if np.isnan(value):
        return (NoValue(),)
    found = in_unit(value, str(unit), curve.unit)
    return found if isinstance(found, float) else (found,)


def _cautions(curve: ScoringCurve) -> tuple[Phrase, ...]:
    """Say what has to be kept in mind about the scores of a curve."""
    found = {
        MadeElsewhere(regions=curve.made_for): bool(curve.made_for),
        MethodNotStated(method=curve.method): curve.assumes_method,
        CurveNotVerified(): curve.verified != "yes",
    }
    return tuple(phrase for phrase, applies in found.items() if applies)


def _scores(
    samples: Sequence[str], curves: Sequence[ScoringCurve], numbers: Sequence[float]
) -> pd.DataFrame:
    """Table of scores; values of the same curve are scored together."""
    values = np.asarray(numbers, dtype=np.float64)
    scores, is_beyond = np.empty_like(values), np.zeros(values.size, dtype=bool)
    for curve, places in _by_curve(curves).items():
        form, parameters = curve
        scores[places] = score(form, values[places], parameters)
        is_beyond[places] = beyond_ends(form, values[places], parameters)
    cautions = {one: _cautions(one) for one in set(curves)}
    cells = {
        Scores.sample_id: list(samples),
        Scores.indicator: [one.indicator for one in curves],
        Scores.domain: [indicator(one.indicator).domain for one in curves],
        Scores.value: values,
        Scores.unit: [one.unit for one in curves],
        Scores.score: scores,
        Scores.set_id: [one.set_id for one in curves],
        Scores.row_id: [one.row_id for one in curves],
        Scores.form: [one.form for one in curves],
        Scores.beyond_ends: is_beyond,
        Scores.cautions: [cautions[one] for one in curves],
        Scores.verified: [one.verified for one in curves],
    }
    return pd.DataFrame(cells, columns=list(names_of(Scores, Name)))


def _by_curve(
    curves: Sequence[ScoringCurve],
) -> dict[tuple[str, tuple[float, ...]], list[int]]:
    """Places of the values that have the same form and parameters."""
    places: dict[tuple[str, tuple[float, ...]], list[int]] = {}
    for place, curve in enumerate(curves):
        places.setdefault((curve.form, curve.parameters), []).append(place)
    return places


def _check(values: pd.DataFrame) -> None:
    """Refuse a table without the columns, with an unknown indicator or with one twice."""
    missing = [name for name in VALUE_COLUMNS if name not in values]
    if missing:
        raise SeriesError(
            f"The values have no column {', '.join(missing)}. Give {', '.join(VALUE_COLUMNS)}."
        )
    for name in values[Values.indicator].unique():
        indicator(name)
    twice = values[values.duplicated([Values.sample_id, Values.indicator])]
    if len(twice):
        first = twice.iloc[0]
        raise SeriesError(
            f"Sample {first[Values.sample_id]} has {first[Values.indicator]} more than once. "
            "Combine its values first."
        )
