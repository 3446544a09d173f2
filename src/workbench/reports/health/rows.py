"""Rows of the tables of the health report, with the digits that may be published."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from workbench.methods.coefficients import Coefficient
from workbench.methods.neighbours import Neighbours
from workbench.methods.robustness import attributable_fraction
from workbench.methods.series import Floats
from workbench.reports.health import grades, rungs
from workbench.reports.health.definitions import Parameters
from workbench.reports.health.exposure import OF_SOIL, Exposure
from workbench.reports.health.grades import Interval, as_interval
from workbench.reports.health.judge import (
    Judged,
    detectable,
    last_rung,
    what_is_wrong_with_adjusted,
    what_is_wrong_with_crude,
)
from workbench.reports.health.linkage import Linked
from workbench.reports.health.questions import DOUBLING, EXPOSURE, SEX_NAMES, increment_of
from workbench.reports.health.rates import rounded
from workbench.vocabulary import places

DESIGN = "area-level (ecological) correlation study"
LOWEST_TENTH = 0.1
QUARTERS = ("lowest", "second", "third", "highest")
LETTERS = {
    "n_consistent": grades.CONSISTENT,
    "n_sensitive": grades.SENSITIVE,
    "n_crude_only": grades.CRUDE_ONLY,
    "n_not_detected": grades.NOT_DETECTED,
    "n_not_assessable": grades.NOT_ASSESSABLE,
}

Row = dict[str, object]


def overview(
    parameters: Parameters,
    together: Linked,
    judged: Sequence[Judged],
    neighbours: Neighbours | None,
) -> Row:
    """Row with the counts of the whole report."""
    names = [one.grade.name for one in judged]
    return {
        "area_name": places.place_name(parameters.area),
        "n_areas": len(together.areas),
        "n_questions": len(judged),
        "n_prespecified": sum(one.question.prespecified for one in judged),
        **{column: names.count(name) for column, name in LETTERS.items()},
        "control": parameters.negative_control or "none",
        "smallest_count": parameters.smallest_count,
        "confidence": parameters.confidence,
        "n_islands": 0 if neighbours is None else len(neighbours.islands),
        "design": DESIGN,
    }


def question(one: Judged, parameters: Parameters) -> Row:
    """Row of a question with its grade."""
    asked, last = one.question, last_rung(one).interval
    cases = float(asked.areas["cases"].sum())
    row: Row = {
        "question": asked.label,
        "exposure": asked.exposure.name,
        "outcome": asked.counted.outcome,
        "sex": SEX_NAMES[asked.counted.sex],
        "prespecified": "yes" if asked.prespecified else "no",
        "grade": one.grade.name,
        "reason": one.grade.reason,
        "increment": asked.increment,
        "n_areas": len(asked.areas),
        "cases": round(cases, -1) if cases >= parameters.smallest_count else np.nan,
        "timing": one.timing,
        "timing_why": one.timing_why,
        "crude_wrong": what_is_wrong_with_crude(one),
        "adjusted_wrong": what_is_wrong_with_adjusted(one),
        **_ratio("", last),
        **_ratio("adjusted_", one.ladder[rungs.QUASI].interval),
    }
    if last.fitted:
        row |= {
            "share_more": rounded(math.expm1(last.estimate)),
            "share_more_lower": rounded(math.expm1(last.lower)),
            "share_more_upper": rounded(math.expm1(last.upper)),
            "p": rounded(last_rung(one).p),
            "q": rounded(one.q),
            "detectable": rounded(detectable(one, parameters)),
        }
    return row | _attributable(one)


def _attributable(one: Judged) -> Row:
    """Share of cases above the exposure of the lowest tenth, where the grade allows to say it."""
    if one.grade.name != grades.CONSISTENT:
        return {}
    areas, last = one.question.areas, last_rung(one)
    slope = Coefficient(
        last.interval.estimate,
        last.standard_error,
        last.interval.lower,
        last.interval.upper,
        last.interval.estimate / last.standard_error,
        last.p,
    )
    least = float(areas[EXPOSURE].quantile(LOWEST_TENTH))
    found = attributable_fraction(areas["cases"], areas[EXPOSURE], slope, reference=least)
    return {
        "attributable": rounded(found.fraction),
        "attributable_lower": rounded(found.lower),
        "attributable_upper": rounded(found.upper),
    }


def ladder(judged: Sequence[Judged]) -> dict[str, Row]:
    """Rows of all rungs of all questions, always the same ones."""
    made: dict[str, Row] = {}
    for one in judged:
        for name, rung in one.ladder.items():
            made[f"{one.question.id}:{name}"] = {
                "question": one.question.label,
                "rung": name,
                "meaning": rungs.ALLOWS_FOR[name],
                "n_areas": len(one.question.areas),
                "remark": rung.remark,
                **_ratio("", rung.interval),
                **_diagnostics(rung),
            }
    return made


def _diagnostics(rung: rungs.Rung) -> Row:
    """Dispersion and likeness of neighbours of one rung; nothing where it was not fitted."""
    moran = (
        {}
        if rung.moran is None
        else {
            "moran_i": rounded(rung.moran.index),
            "moran_z": rounded(rung.moran.z),
            "moran_p": rounded(rung.moran.p_value),
        }
    )
    return {
        "p": rounded(rung.p),
        "dispersion": rounded(rung.dispersion),
        "dean_p": rounded(rung.dean_p),
        **moran,
    }


def confounders(together: Linked, parameters: Parameters) -> dict[str, Row]:
    """Row of each covariate that was named: measured, or missing."""
    covariates = together.tables["covariates"]
    made: dict[str, Row] = {}
    for role, names in (
        ("demography", parameters.demography),
        ("confounders", parameters.confounders),
    ):
        for name in names:
            own = covariates[covariates["name"] == name]
            years = dict.fromkeys((own["year"].min(), own["year"].max())) if len(own) else {}
            made[name] = {
                "name": name,
                "role": role,
                "state": "measured" if len(own) else "missing",
                "n_areas": own["area_id"].nunique(),
                "years": " to ".join(map(str, years)),
            }
    return made


def exposure(one: Exposure, parameters: Parameters) -> Row:
    """Row of an exposure over the areas."""
    values = one.areas["value"].dropna()
    low, middle, high = np.quantile(values, [0.05, 0.5, 0.95]) if len(values) else [np.nan] * 3
    return {
        "exposure": one.name,
        "kind": one.kind,
        "n_samples": int(one.areas["n_samples"].sum()),
        "n_areas": len(values),
        "n_areas_few": int(one.areas["value"].isna().sum()),
        "share_non_detects": one.share_non_detects if one.kind == OF_SOIL else np.nan,
        "p5": low,
        "median": middle,
        "p95": high,
        "unit": one.unit,
        "increment": increment_of(one, parameters),
        "years": " to ".join(dict.fromkeys(map(str, one.years))),
        "depths": one.depths,
    }


def _ratio(prefix: str, interval: Interval) -> Mapping[str, Any]:
    """Cells of a rate ratio and its limits; nothing where it was not fitted."""
    if not interval.fitted:
        return {}
    return {
        f"{prefix}rate_ratio": rounded(math.exp(interval.estimate)),
        f"{prefix}rate_ratio_lower": rounded(math.exp(interval.lower)),
        f"{prefix}rate_ratio_upper": rounded(math.exp(interval.upper)),
    }


def quartiles(judged: Sequence[Judged]) -> dict[str, Row]:
    """Rows of the quarters of each question; the lowest is compared with."""
    made: dict[str, Row] = {}
    for one in judged:
        if one.quarters is None:
            continue
        found = one.quarters
        for place, (low, high) in enumerate(pairwise(_as_given(found.cuts, one))):
            made[f"{one.question.id}:{place + 1}"] = {
                "question": one.question.label,
                "quartile": QUARTERS[place],
                "lower": rounded(low),
                "upper": rounded(high),
                "n_areas": int(found.n_areas[place]),
                "trend_p": rounded(found.score_trend.p_value) if place else np.nan,
                **(_ratio("", as_interval(found.coefficients[place - 1])) if place else {}),
            }
    return made


def _as_given(cuts: Floats, one: Judged) -> Floats:
    """Bounds of the quarters in the unit of the exposure, where increments are doublings."""
    return np.exp2(cuts) if one.question.increment == DOUBLING else cuts
