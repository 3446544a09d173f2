"""Scores of the indicators of a set at each site, and why there are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.methods.scoring import beyond_ends, score
from workbench.reports.soil_health.definitions import Parameters
from workbench.reports.soil_health.pollution import Compared, highest_factor
from workbench.reports.soil_health.sites import Sampled
from workbench.vocabulary.indicators import indicator, indicator_factor
from workbench.vocabulary.scoring_curves import (
    Curve,
    NoCurve,
    ScoredSoil,
    find_curve,
    indicators_of,
)
from workbench.vocabulary.substances import substance, substances

LOAD = "CONTAM"
RATIO = "SOC_clay"
STORED_AS = {"EC_e": "ECe", "EC_1_5": "EC15", "BD_sub": "BDsub"}
EXTRACTABLE = {"P": "extractable", "K": "extractable"}
WRITTEN = {"H2O": "water"}  # word of the store for a method, and that of the curves
NOT_MEASURED = "not measured"
G_KG_OF_PERCENT = 10.0


@dataclass(frozen=True)
class Values:
    """Values of one indicator by site, with their unit and what they were measured with."""

    values: pd.Series
    unit: str
    methods: pd.Series
    relative: pd.Series


@dataclass(frozen=True)
class ScoredIndicator:
    """One indicator at all sites.

    Attributes
    ----------
    code : str
        Indicator.
    found : Values
        What was measured.
    scores : Series
        By site, from 0 to 1; NaN where there is none. [1]
    curves : mapping of str to Curve
        By site.
    reasons : Counter of str
        Why sites have no score.
    n_beyond : int
        Values beyond the ends of their curve.
    """

    code: str
    found: Values
    scores: pd.Series
    curves: Mapping[str, Curve]
    reasons: Counter[str]
    n_beyond: int

    @property
    def domain(self) -> str:
        """Domain of the indicator."""
        return indicator(self.code).domain

    @property
    def cautions(self) -> tuple[str, ...]:
        """What has to be said beside the scores, each once."""
        return tuple(dict.fromkeys(c.caution for c in self.curves.values() if c.caution))


def scored(
    found: Sampled, compared: Compared | None, parameters: Parameters
) -> tuple[ScoredIndicator, ...]:
    """Score all indicators of the set that the parameters name.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    compared : Compared or None
        Contaminants beside the background in use; None where there is none.
    parameters : Parameters
        Of the report.
    """
    sites = list(found.soils.index)
    clay = _clay(found).reindex(sites)
    return tuple(
        _scored(code, values_of(code, found, compared), clay, found.soils, parameters)
        for code in indicators_of(parameters.scoring_set)
    )


def values_of(code: str, found: Sampled, compared: Compared | None) -> Values:
    """Values of an indicator by site, in the unit of the store.

    Parameters
    ----------
    code : str
        Indicator.
    found : Sampled
        Latest values of the sites.
    compared : Compared or None
        For the load of contaminants.
    """
    if code == LOAD:
        ratios = pd.Series(dtype=float) if compared is None else highest_factor(compared)
        return _derived(ratios.dropna())
    if code == RATIO:
        carbon = found.of("SOC")["upper"]
        return _derived((carbon / (G_KG_OF_PERCENT * _clay(found))).dropna())
    stored = STORED_AS.get(code, code)
    if stored not in substances():
        return _derived(pd.Series(dtype=float))
    rows = found.of(stored, fraction=EXTRACTABLE.get(code, ""))
    told = rows["extractant"].where(rows["extractant"] != "", rows["method"])
    return Values(rows["upper"], substance(stored).unit, told.replace(WRITTEN), rows["relative"])


def _derived(values: pd.Series) -> Values:
    """Values without a unit or method of their own."""
    nothing = pd.Series(np.nan, index=values.index)
    return Values(values, "1", pd.Series("", index=values.index), nothing)


def _clay(found: Sampled) -> pd.Series:
    """Clay of each site, above 0; in %."""
    clay = found.of("clay")["upper"]
    return clay[clay > 0]


def _scored(
    code: str, found: Values, clay: pd.Series, soils: pd.DataFrame, parameters: Parameters
) -> ScoredIndicator:
    """Score one indicator at all sites."""
    curves: dict[str, Curve] = {}
    reasons: Counter[str] = Counter()
    scores = pd.Series(np.nan, index=soils.index)
    n_beyond = 0
    for site in soils.index:
        if site not in found.values.index:
            reasons[NOT_MEASURED] += 1
            continue
        told = _soil(soils.loc[site], clay[site], str(found.methods[site]), parameters)
        allowed = parameters.may_use_unverified(parameters.scoring_set)
        curve = find_curve(parameters.scoring_set, code, told, unverified=allowed)
        if isinstance(curve, NoCurve):
            reasons[str(curve)] += 1
            continue
        value = found.values[site] * _factor(found.unit, curve.unit)
        scores[site] = float(score(curve.form, value, curve.parameters))
        n_beyond += int(beyond_ends(curve.form, value, curve.parameters))
        curves[str(site)] = curve
    return ScoredIndicator(code, found, scores, curves, reasons, n_beyond)


def _soil(row: pd.Series, clay: float, method: str, parameters: Parameters) -> ScoredSoil:
    """Describe what a curve may depend on."""
    named = dict(pair.split("=") for pair in parameters.soil_classes)
    return ScoredSoil(
        iso3=parameters.area,
        land_use=str(row["land_use"]),
        texture_class=str(row["texture_class"]),
        clay_pct=None if np.isnan(clay) else float(clay),
        method=method,
        classes={"ratio_to": "background", **named},
    )


def _factor(unit: str, wanted: str) -> float:
    """Factor to the unit of a curve; a ratio has none."""
    return 1.0 if {unit, wanted} <= {"1", "g/g"} else indicator_factor(unit, wanted)
