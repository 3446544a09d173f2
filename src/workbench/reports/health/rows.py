"""Rows of the tables of the health report, with the digits that may be published."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from workbench.findings import FEWEST_TOLD
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
from workbench.reports.health.rates import coarse, coarse_p, rounded, shown_ratio
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
        "years": _span(together.tables["outcomes"]["year"]),
        "registers": _registers(together),
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


def _span(years: pd.Series) -> str:
    """First and last year; empty without any."""
    return " to ".join(dict.fromkeys(map(str, (years.min(), years.max())))) if len(years) else ""


def _registers(together: Linked) -> str:
    """Name the registers, or say that none is named."""
    named = together.tables["outcomes"]["source"].dropna()
    return ", ".join(sorted(set(named) - {""})) or "a register that is not named"


def question(one: Judged, parameters: Parameters, *, hidden: bool) -> Row:
    """Row of a question with its grade; its cases are left out where their total is hidden."""
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
        "cases": np.nan if hidden or cases < FEWEST_TOLD else round(cases, -1),
        "timing": one.timing,
        "timing_why": one.timing_why,
        "crude_wrong": what_is_wrong_with_crude(one),
        "adjusted_wrong": what_is_wrong_with_adjusted(one),
        **_ratio("", last),
        **_ratio("adjusted_", one.ladder[rungs.QUASI].interval),
    }
    if last.fitted:
        row |= {
            "share_more": round(shown_ratio(math.exp(last.estimate)) - 1, 2),
            "share_more_lower": round(shown_ratio(math.exp(last.lower)) - 1, 2),
            "share_more_upper": round(shown_ratio(math.exp(last.upper)) - 1, 2),
            "p": coarse_p(last_rung(one).p),
            "q": coarse_p(one.q),
            "detectable": shown_ratio(detectable(one, parameters)),
        }
    return row | _attributable(one)


def _attributable(one: Judged) -> Row:
    """Share of cases above the exposure of the lowest tenth, where the grade allows to say it."""
    if one.grade.name != grades.CONSISTENT or one.question.missing:
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
        "attributable": round(found.fraction, 2),
        "attributable_lower": round(found.lower, 2),
        "attributable_upper": round(found.upper, 2),
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
            "moran_i": coarse(rung.moran.index),
            "moran_z": coarse(rung.moran.z),
            "moran_p": coarse_p(rung.moran.p_value),
        }
    )
    return {
        "p": coarse_p(rung.p),
        "dispersion": coarse(rung.dispersion),
        "dean_p": coarse_p(rung.dean_p),
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
                "state": _state(own["area_id"].nunique(), len(together.areas)),
                "n_areas": own["area_id"].nunique(),
                "years": " to ".join(map(str, years)),
            }
    return made


def _state(n_areas: int, n_all: int) -> str:
    """Whether a covariate is measured in all areas, in some, or in none."""
    if not n_areas:
        return "missing"
    return "measured" if n_areas == n_all else "measured in some areas only"


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
        f"{prefix}rate_ratio": shown_ratio(math.exp(interval.estimate)),
        f"{prefix}rate_ratio_lower": shown_ratio(math.exp(interval.lower)),
        f"{prefix}rate_ratio_upper": shown_ratio(math.exp(interval.upper)),
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
                "trend_p": coarse_p(found.score_trend.p_value) if place else np.nan,
                **(_ratio("", as_interval(found.coefficients[place - 1])) if place else {}),
            }
    return made


def _as_given(cuts: Floats, one: Judged) -> Floats:
    """Bounds of the quarters in the unit of the exposure, where increments are doublings."""
    return np.exp2(cuts) if one.question.increment == DOUBLING else cuts
