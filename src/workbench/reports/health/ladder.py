"""Tables of the models of each question: all rungs, and the quarters of the areas by exposure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from workbench.findings.rows import Table, code, count, number, probability, row, text
from workbench.methods.exposure_response import ExposureGroups
from workbench.methods.series import Floats
from workbench.reports.health.exposure import DOUBLING
from workbench.reports.health.grades import as_interval
from workbench.reports.health.judge import Judged
from workbench.reports.health.questions import Question
from workbench.reports.health.rates import (
    coarse,
    coarse_p,
    rounded,
    shown_interval,
)
from workbench.reports.health.rungs import ALLOWS_FOR, NONE, Rung

QUARTERS = ("lowest", "second", "third", "highest")


@row
class Model:
    """A model of a question; without a rate ratio where it could not be fitted."""

    question: str = text("exposure, outcome and sex", "Question")
    rung: str = code("rung", "model", "Model")
    rate_ratio: float | None = number("rate ratio per increment", "Rate ratio", unit="1")
    rate_ratio_lower: float | None = number(
        "lower limit", "Lower limit", unit="1", lower_of="rate_ratio"
    )
    rate_ratio_upper: float | None = number(
        "upper limit", "Upper limit", unit="1", upper_of="rate_ratio"
    )
    p: float | None = probability("that the rate ratio is one", "p")
    dispersion: float | None = number(
        "Pearson chi-squared over degrees of freedom", "Dispersion", unit="1"
    )
    dean_p: float | None = probability(
        "test of Dean for more variation than Poisson, one-sided", "p (Dean)"
    )
    moran_p: float | None = probability(
        "that neighbours are no more alike than chance, one-sided", "p (Moran)", default=None
    )
    remark: str = text("what is wrong with it, or why it was not fitted", "Remark")
    meaning: str = text("what it allows for")
    n_areas: int = count("areas, the same in all models of a question")
    moran_i: float | None = number("Moran's I of the residuals", unit="1", default=None)
    moran_z: float | None = number("its standard score", unit="1", default=None)


@row
class Quarter:
    """A quarter of the areas by exposure, compared with the lowest."""

    question: str = text("exposure, outcome and sex", "Question")
    quartile: str = code("quarter", "quarter of the areas by exposure", "Quarter")
    lower: float = number("least exposure in it", "From", unit="")
    upper: float = number("greatest exposure in it", "To", unit="")
    n_areas: int = count("areas", "Areas")
    rate_ratio: float | None = number("rate ratio per increment", "Rate ratio", unit="1")
    rate_ratio_lower: float | None = number(
        "lower limit", "Lower limit", unit="1", lower_of="rate_ratio"
    )
    rate_ratio_upper: float | None = number(
        "upper limit", "Upper limit", unit="1", upper_of="rate_ratio"
    )
    trend_p: float | None = probability(
        "trend over the quarters, one degree of freedom", "p (trend)"
    )


LADDER = Table("ladder", Model, "Ladder of models", "No model was fitted.")
QUARTILES = Table("quartiles", Quarter, "Quarters of the areas by exposure", "No quarters.")


def models(judged: Sequence[Judged]) -> dict[str, Model]:
    """Describe all models of all questions, always the same ones."""
    return {
        f"{one.question.id}:{name}": _model(one.question, name, rung)
        for one in judged
        for name, rung in one.ladder.items()
    }


def _model(question: Question, name: str, rung: Rung) -> Model:
    """Row of one model, with the digits that may be published."""
    found, moran = shown_interval(rung.interval), rung.moran
    return Model(
        question=question.label,
        rung=name,
        meaning=ALLOWS_FOR[name],
        n_areas=len(question.areas),
        remark=rung.remark,
        rate_ratio=found.ratio,
        rate_ratio_lower=found.lower,
        rate_ratio_upper=found.upper,
        p=coarse_p(rung.p),
        dispersion=coarse(rung.dispersion),
        dean_p=coarse_p(rung.dean_p),
        moran_i=None if moran is None else coarse(moran.index),
        moran_z=None if moran is None else coarse(moran.z),
        moran_p=None if moran is None else coarse_p(moran.p_value),
    )


def quarters(judged: Sequence[Judged]) -> dict[str, Quarter]:
    """Describe the quarters of each question; the lowest is compared with."""
    return {
        f"{one.question.id}:{place}": quarter
        for one in judged
        if one.quarters is not None
        for place, quarter in enumerate(_quarters(one, one.quarters), start=1)
    }


def _quarters(one: Judged, groups: ExposureGroups) -> Iterator[Quarter]:
    """Rows of the quarters of a question, with the digits that may be published."""
    for place, (low, high) in enumerate(pairwise(_as_given(groups.cuts, one))):
        interval = as_interval(groups.coefficients[place - 1]) if place else NONE
        found = shown_interval(interval)
        yield Quarter(
            question=one.question.label,
            quartile=QUARTERS[place],
            lower=rounded(low),
            upper=rounded(high),
            n_areas=groups.n_areas[place],
            trend_p=coarse_p(groups.score_trend.p_value) if place else None,
            rate_ratio=found.ratio,
            rate_ratio_lower=found.lower,
            rate_ratio_upper=found.upper,
        )


def _as_given(cuts: Floats, one: Judged) -> Floats:
    """Bounds of the quarters in the unit of the exposure, where increments are doublings."""
    return np.exp2(cuts) if one.question.increment == DOUBLING else cuts
