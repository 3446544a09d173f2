"""Whether an association hangs on single areas, on one region, or on another contaminant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from workbench.methods.coefficients import coefficient
from workbench.methods.influence import cook_distances, without_each_group
from workbench.methods.rate_checks import sandwich_errors
from workbench.methods.rate_models import RateFit, quasi_poisson
from workbench.reports.health import rungs
from workbench.reports.health.grades import Interval, as_interval
from workbench.reports.health.questions import EXPOSURE, Question

LEAST_REGIONS = 2


@dataclass(frozen=True)
class Check:
    """A rate ratio with something changed: what, its interval and a remark."""

    name: str
    interval: Interval
    remark: str
    breaks: str  # what to say where it no longer excludes a ratio of one


def steadiness(
    question: Question,
    fit: RateFit,
    regions: pd.Series,
    others: Sequence[Question],
    *,
    confidence: float,
) -> list[Check]:
    """Refit the quasi-Poisson rung without what might carry it alone.

    Parameters
    ----------
    question : Question
        With its areas.
    fit : RateFit
        Its adjusted Poisson rung.
    regions : Series
        Region of each area, by area_id; empty text where there is none.
    others : sequence of Question
        Questions on other contaminants with the same outcome and sex.
    confidence : float
        Level of the intervals. [1]

    Returns
    -------
    list of Check
        Robust errors, the most influential area, each region left out (the least and the greatest
        ratio), and the other contaminants beside it, as far as there are any.
    """
    return [
        _robust(fit, confidence),
        _without_most_influential(question, fit, confidence),
        *_without_regions(question, regions, confidence),
        *_beside(question, others, confidence),
    ]


def _robust(fit: RateFit, confidence: float) -> Check:
    """Give the adjusted rung standard errors that hold whatever the variance (HC3)."""
    place = fit.data.names.index(EXPOSURE)
    error = float(sandwich_errors(fit, "HC3")[place])
    found = coefficient(float(fit.estimates[place]), error, confidence=confidence)
    name = "robust standard errors (HC3), adjusted rung"
    return Check(name, as_interval(found), "", "with robust standard errors")


def _without_most_influential(question: Question, fit: RateFit, confidence: float) -> Check:
    """Leave out the area that draws the model most."""
    area = question.areas.index[int(cook_distances(fit).argmax())]
    rest = replace(question, areas=question.areas.drop(index=area))
    rung = rungs.quasi_rung(rest, confidence=confidence)
    name = "the most influential area left out, quasi-Poisson rung"
    without = f"without {area}"
    return Check(name, rung.interval, rung.remark or without, f"without the area {area}")


def _without_regions(question: Question, regions: pd.Series, confidence: float) -> Iterator[Check]:
    """Leave each region out in turn; the least and the greatest rate ratio are given."""
    own = regions.reindex(question.areas.index).fillna("")
    if own.nunique() < LEAST_REGIONS:
        return
    found = without_each_group(question.full(), list(own), EXPOSURE, quasi_poisson)
    fitted = [(left.coefficient, left.group) for left in found if left.coefficient is not None]
    if not fitted:
        return
    fitted.sort(key=lambda pair: pair[0].estimate)
    for word, (slope, region) in zip(("least", "greatest"), (fitted[0], fitted[-1]), strict=True):
        wider = coefficient(slope.estimate, slope.standard_error, confidence=confidence)
        name = f"one region left out, {word} ratio, quasi-Poisson rung"
        which = region or "the areas of no region"
        yield Check(name, as_interval(wider), f"without {which}", f"without the region {which}")


def _beside(question: Question, others: Sequence[Question], confidence: float) -> Iterator[Check]:
    """Put the other contaminants of the same areas into the model."""
    columns = {
        other.exposure.code: other.areas[EXPOSURE].reindex(question.areas.index)
        for other in others
        if other.exposure.code != question.exposure.code
    }
    if not columns:
        return
    areas = question.areas.assign(**columns).dropna()
    names = (*question.confounders, *columns)
    rung = rungs.quasi_rung(
        replace(question, areas=areas, confounders=names), confidence=confidence
    )
    beside = ", ".join(columns)
    name = f"{beside} in the model too, quasi-Poisson rung"
    yield Check(name, rung.interval, rung.remark, f"with {beside} in the model too")
