"""The model of one question without what might carry the association alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from workbench.findings.rows import Phrase, code, phrase, row, text
from workbench.methods.rates.rate_checks import cook_distances, sandwich_errors, without_each_group
from workbench.methods.rates.rate_models import (
    LogRatio,
    RateFit,
    coefficient,
    log_ratio,
    quasi_poisson,
)
from workbench.reports.health.basis.models import fit_quasi_poisson
from workbench.reports.health.basis.questions import EXPOSURE, AreaQuestion

LEAST_REGIONS = 2


@row
class RobustErrors(Phrase):
    """Robust standard errors of the adjusted model."""


@row
class MostInfluential(Phrase):
    """The most influential area is left out."""


@row
class RegionOut(Phrase):
    """One region is left out."""

    ratio: str = code("ratio-of-regions", "the least or the greatest rate ratio of all regions")


@row
class OthersInModel(Phrase):
    """Other contaminants are in the model too."""

    names: tuple[Phrase, ...] = phrase("the contaminants", is_list=True)


@row
class WithRobustErrors(Phrase):
    """With robust standard errors."""


@row
class WithoutArea(Phrase):
    """Without an area."""

    area: str = text("the area")


@row
class WithoutRegion(Phrase):
    """Without a region, or without the areas of none."""

    region: str | None = text("the region; missing for the areas of none")


@row
class WithOthers(OthersInModel):
    """With other contaminants in the model."""


@dataclass(frozen=True)
class Refit:
    """A rate ratio with something changed: what, its interval and a remark."""

    name: Phrase
    interval: LogRatio
    remark: Phrase | None
    breaks: Phrase  # names it where it no longer excludes a ratio of one


def sensitivity(
    question: AreaQuestion,
    fit: RateFit,
    regions: pd.Series,
    others: Sequence[AreaQuestion],
    *,
    confidence: float,
) -> list[Refit]:
    """Refit the quasi-Poisson model without what might carry it alone.

    Parameters
    ----------
    question : AreaQuestion
        With its areas.
    fit : RateFit
        Its adjusted Poisson model.
    regions : Series
        Region of each area, by area_id; empty text where there is none.
    others : sequence of AreaQuestion
        Questions on other contaminants with the same outcome and sex.
    confidence : float
        Level of the intervals. [1]

    Returns
    -------
    list of Refit
        Robust errors, the most influential area, each region left out (the least and the greatest
        ratio), and the other contaminants beside it, as far as there are any.
    """
    return [
        _robust(fit, confidence),
        _without_most_influential(question, fit, confidence),
        *_without_regions(question, regions, confidence),
        *_with_others(question, others, confidence),
    ]


def _robust(fit: RateFit, confidence: float) -> Refit:
    """Give the adjusted model standard errors that hold whatever the variance (HC3)."""
    place = fit.data.names.index(EXPOSURE)
    error = float(sandwich_errors(fit, "HC3")[place])
    found = coefficient(float(fit.estimates[place]), error, confidence=confidence)
    return Refit(RobustErrors(), log_ratio(found), None, WithRobustErrors())


def _without_most_influential(question: AreaQuestion, fit: RateFit, confidence: float) -> Refit:
    """Leave out the area that draws the model most."""
    area = question.areas.index[int(cook_distances(fit).argmax())]
    rest = replace(question, areas=question.areas.drop(index=area))
    model = fit_quasi_poisson(rest, confidence=confidence)
    without = WithoutArea(area=str(area))
    return Refit(MostInfluential(), model.interval, model.remark or without, without)


def _without_regions(
    question: AreaQuestion, regions: pd.Series, confidence: float
) -> Iterator[Refit]:
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
        without = WithoutRegion(region=region or None)
        yield Refit(RegionOut(ratio=word), log_ratio(wider), without, without)


def _with_others(
    question: AreaQuestion, others: Sequence[AreaQuestion], confidence: float
) -> Iterator[Refit]:
    """Put the other contaminants of the same areas into the model."""
    beside = {one.exposure.code: one for one in others}
    beside.pop(question.exposure.code, None)
    columns = {
        code: one.areas[EXPOSURE].reindex(question.areas.index) for code, one in beside.items()
    }
    if not columns:
        return
    areas = question.areas.assign(**columns).dropna()
    names = (*question.confounders, *columns)
    model = fit_quasi_poisson(
        replace(question, areas=areas, confounders=names), confidence=confidence
    )
    named = tuple(
        dict.fromkeys(one.exposure.name for one in others if one.exposure.code in columns)
    )
    name, breaks = OthersInModel(names=named), WithOthers(names=named)
    yield Refit(name, model.interval, model.remark, breaks)
