"""Exposure and response: whether the rate follows the exposure along a straight line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice

import numpy as np

from workbench.errors import SeriesError
from workbench.findings.rows import code, number, phrase, probability, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.rates.disclosure import coarse_p, rounded, shown_ratio
from workbench.methods.rates.exposure_response import ExposureCurve, exposure_curve
from workbench.methods.rates.rate_models import quasi_poisson
from workbench.presentation import charts
from workbench.presentation.figure import Drawn, captioned, drawn
from workbench.presentation.html import Picture, Text
from workbench.reports.health.basis import Basis
from workbench.reports.health.basis.exposure import in_units
from workbench.reports.health.basis.judged import JudgedQuestion
from workbench.reports.health.basis.questions import EXPOSURE
from workbench.reports.health.phrases import HealthQuestion
from workbench.reports.report import Section
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

N_POINTS = 13  # of a curve, in its table
BENDS_BELOW = 0.05  # p of the test against a straight line
MOST_CURVES = 6  # of a figure
WIDEST = 100.0  # fold, beyond which a limit is drawn at the edge
STRAIGHT, BENT = "straight", "bent"


@row
class ResponseShape:
    """Whether the rate of an outcome bends with exposure, in the adjusted model."""

    question: HealthQuestion = phrase("exposure, outcome and sex", "Question")
    unit: str = text("unit of the exposure", "Unit")
    lowest: float = number("lowest exposure of an area", "From", unit="")
    highest: float = number("highest exposure of an area", "To", unit="")
    bend_p: float | None = probability(
        "natural spline against a straight line in the logarithms (F test)", "p (non-linearity)"
    )
    shape: str = code("shape-of-response", "straight or bent", "Shape")


@row
class CurvePoint:
    """A point of the curve of a question: its rate ratio against the median exposure."""

    question: HealthQuestion = phrase("exposure, outcome and sex", "Question")
    exposure: float = number("exposure", "Exposure", unit="")
    rate_ratio: float = number("rate ratio against the median exposure", "Rate ratio", unit="1")
    rate_ratio_lower: float = number("lower limit", "Lower limit", unit="1", lower_of="rate_ratio")
    rate_ratio_upper: float = number("upper limit", "Upper limit", unit="1", upper_of="rate_ratio")


SHAPES = Table("shapes", ResponseShape, "Shape of the associations", "No curve could be fitted.")
CURVE = Table("curves", CurvePoint, "Points of the curves", "No curve could be fitted.")
BENDS = Message("response-bends", ResponseShape, "shape")
FIGURE = Message("figure-curves", Drawn)
FIGURE_ROW = Message("figure-curves-row", CurvePoint)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Fit a curve to each question, and compare it with a straight line."""
    found = {one.question.id: (one, _curve(one, basis)) for one in basis.judged}
    fitted = {name: (one, curve) for name, (one, curve) in found.items() if curve is not None}
    yield SHAPES.filled({name: _shape(one, curve) for name, (one, curve) in fitted.items()})
    yield CURVE.filled(
        {
            f"{name}:{place}": point
            for name, (one, curve) in fitted.items()
            for place, point in enumerate(_points(one, curve), start=1)
        }
    )


def _curve(one: JudgedQuestion, basis: Basis) -> ExposureCurve | None:
    """Natural spline of the exposure in the adjusted model; None where none can be fitted."""
    if one.obstacle:
        return None
    asked = one.question
    try:
        return exposure_curve(
            asked.data(asked.covariates),
            asked.areas[EXPOSURE],
            model=quasi_poisson,
            confidence=basis.parameters.confidence,
        )
    except SeriesError:
        return None


def _shape(one: JudgedQuestion, curve: ExposureCurve) -> ResponseShape:
    """Describe the shape of a curve."""
    low, high = in_units(curve.exposure[[0, -1]], one.question.exposure)
    return ResponseShape(
        question=one.question.label,
        unit=one.question.exposure.unit,
        lowest=rounded(low),
        highest=rounded(high),
        bend_p=coarse_p(curve.p_value),
        shape=BENT if curve.p_value < BENDS_BELOW else STRAIGHT,
    )


def _points(one: JudgedQuestion, curve: ExposureCurve) -> Iterator[CurvePoint]:
    """Give points of a curve, with the digits that may be published."""
    places = np.linspace(0, len(curve.exposure) - 1, N_POINTS).round().astype(int)
    ratios = (np.exp(logs[places]) for logs in (curve.log_ratios, curve.lower, curve.upper))
    for at, ratio, lower, upper in zip(
        in_units(curve.exposure[places], one.question.exposure), *ratios, strict=True
    ):
        yield CurvePoint(
            question=one.question.label,
            exposure=rounded(at),
            rate_ratio=shown_ratio(ratio),
            rate_ratio_lower=shown_ratio(lower),
            rate_ratio_upper=shown_ratio(upper),
        )


def say(tables: Tables) -> Iterator[Said]:
    """Tell where one rate ratio per increment does not describe an association."""
    for name, one in tables.of(SHAPES).items():
        if one.shape == BENT:
            yield said(BENDS, SHAPES, name, main="bend_p")


def figure(tables: Tables, words: Words) -> Picture | Text:
    """Draw the curve of each question with its band, a panel a question."""
    points = list(tables.of(CURVE).values())
    by_question = {name: list(own) for name, own in groupby(points, lambda one: one.question)}
    shown = dict(islice(by_question.items(), MOST_CURVES))
    if not shown:
        return Text(words.plain("figure-curves-none"))
    units = {one.question: one.unit for one in tables.of(SHAPES).values()}
    across = words.plain("axis-exposure")
    drawn_curves = [
        _drawn(words.phrase(name), f"{across} [{units[name]}]", own) for name, own in shown.items()
    ]
    axis = charts.curves.Axis(words.plain("axis-rate-ratio-median"), words.numbers.plain)
    told = [
        f"{words.phrase(name)}: {words.sentence(FIGURE_ROW, own[0]).text}, "
        f"{words.sentence(FIGURE_ROW, own[-1]).text}."
        for name, own in shown.items()
    ]
    caption = (FIGURE, drawn(tables, CURVE, len(shown), len(by_question)))
    return captioned(charts.curves.draw(drawn_curves, axis), caption, told, words, narrow=True)


def _drawn(title: str, across: str, points: list[CurvePoint]) -> charts.curves.Curve:
    """Curve of a question, within what an axis can hold."""
    low, high = 1 / WIDEST, WIDEST
    return charts.curves.Curve(
        title,
        across,
        [one.exposure for one in points],
        [min(max(one.rate_ratio, low), high) for one in points],
        [min(max(one.rate_ratio_lower, low), high) for one in points],
        [min(max(one.rate_ratio_upper, low), high) for one in points],
    )


SECTION: Section[Basis] = Section(
    name="nonlinearity",
    tables=(SHAPES, CURVE),
    compute=compute,
    say=say,
    messages=(BENDS, FIGURE, FIGURE_ROW),
    figures={"curves": figure},
)
