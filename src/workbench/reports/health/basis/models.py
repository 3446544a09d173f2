"""The models of one question with increasing adjustment, and without what might carry it alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, count, row, share, text
from workbench.methods.rates.rate_checks import dean_overdispersion
from workbench.methods.rates.rate_models import (
    NO_RATIO,
    LogRatio,
    RateFit,
    coefficient,
    finite,
    log_ratio,
    negative_binomial,
    poisson,
    quasi_poisson,
)
from workbench.methods.spatial.eigenvector_filter import Patterns, filtered_poisson
from workbench.methods.spatial.exposure_error import Corrected, corrected_slope
from workbench.methods.spatial.moran import Moran, moran_of_rates
from workbench.methods.spatial.random_effect import Surface, SurfaceFit, poisson_with_surface
from workbench.reports.health.basis.exposure import error_in_increments
from workbench.reports.health.basis.questions import EXPOSURE, AreaQuestion, NoConfounder

CRUDE, DEMOGRAPHY, ADJUSTED = "crude", "demography", "adjusted"
QUASI, NEGATIVE_BINOMIAL = "quasi-Poisson", "negative binomial"
SPATIAL, SURFACE = "spatial", "spatial, surface"
RESPONSE = "response to confounders"
LEAST_RESPONSE = 0.5  # slope of the control that may not be below its interval
CORRECTED = "spatial, corrected"
MODELS = (CRUDE, DEMOGRAPHY, ADJUSTED, QUASI, NEGATIVE_BINOMIAL, SPATIAL, SURFACE, CORRECTED)


@row
class NoDemography(Phrase):
    """No covariate of demography is in the data."""


@row
class NotAdjusted(Phrase):
    """Not adjusted for any confounder, and therefore no verdict."""


@row
class FewNeighbours(Phrase):
    """Too few of the areas have neighbours."""


@row
class ReliabilityOf(Phrase):
    """The reliability of the exposure that a rate ratio is corrected for."""

    reliability: float = share("share of its variance that is no error")
    lower: float = share("lower limit of that share")


@row
class ErrorUnknown(Phrase):
    """Nothing tells of the error of exposure."""


@row
class ErrorTooLarge(Phrase):
    """The error of exposure is too large for a correction."""

    reliability: float = share("share of its variance that is no error")


@row
class RatioWithoutEnd(Phrase):
    """The limits of a rate ratio are beyond a million to one."""


@row
class ModelRefused(Phrase):
    """A method refuses the data."""

    error: str = text("what is wrong with them")


@row
class PatternsAdded(Phrase):
    """Moran eigenvectors that were added."""

    n_patterns: int = count("eigenvectors")


@row
class SurfaceFreedom(Phrase):
    """How much a spatial random effect varies."""

    effective_df: int = count("effective degrees of freedom")


@dataclass(frozen=True)
class Model:
    """One model of a question; without a fit where it could not be made, with the reason.

    Attributes
    ----------
    interval : LogRatio
        Logarithm of the rate ratio per increment.
    standard_error : float
        Of the same logarithm.
    p : float
        That the rate ratio is one, two-sided. [1]
    dispersion : float
        Pearson chi-squared over degrees of freedom. [1]
    dean_p : float
        Of more variation than Poisson, one-sided; of the Poisson models alone. [1]
    moran : Moran or None
        Spatial autocorrelation of the residuals; None without neighbours.
    corrected : Corrected or None
        The rate ratio corrected for error of exposure; None where nothing tells of such error.
    """

    fit: RateFit | None = None
    interval: LogRatio = NO_RATIO
    standard_error: float = math.nan
    p: float = math.nan
    dispersion: float = math.nan
    dean_p: float = math.nan
    moran: Moran | None = None
    remark: Phrase | None = None
    corrected: Corrected | None = None

    @property
    def fitted(self) -> bool:
        """Whether it has a rate ratio."""
        return self.interval.fitted


def fit_models(
    question: AreaQuestion, patterns: Patterns | None, *, confidence: float
) -> dict[str, Model]:
    """Fit all models of a question to the same areas.

    Parameters
    ----------
    question : AreaQuestion
        With its areas.
    patterns : Patterns or None
        Moran eigenvectors of exactly these areas; None where no neighbours are known.
    confidence : float
        Level of the intervals. [1]

    Returns
    -------
    dict of str to Model
        Always the same names in the same order; one that could not be fitted says why.
    """
    adjusted = _fitted(lambda: poisson(question.full()))
    start = adjusted if isinstance(adjusted, RateFit) else None
    made: dict[str, RateFit | Phrase] = {
        CRUDE: _fitted(lambda: poisson(question.data((EXPOSURE,)))),
        DEMOGRAPHY: _fitted(lambda: poisson(question.data((EXPOSURE, *question.demography))))
        if question.demography
        else NoDemography(),
        ADJUSTED: adjusted if question.confounders else NoConfounder(),
    }
    made[QUASI] = _next(start, adjusted, lambda fit: quasi_poisson(fit.data, start=fit))
    made[NEGATIVE_BINOMIAL] = _next(
        start, adjusted, lambda fit: negative_binomial(fit.data, start=fit)
    )
    made[SPATIAL] = (
        _next(start, adjusted, lambda fit: _filtered(fit, patterns))
        if patterns is not None
        else FewNeighbours()
    )
    return {name: _model(fit, patterns, confidence) for name, fit in made.items()}


def fit_unadjusted(question: AreaQuestion, *, confidence: float) -> dict[str, Model]:
    """Fit the models without a confounder, which are shown and never judged.

    Parameters
    ----------
    question : AreaQuestion
        With its areas, and without confounders.
    confidence : float
        Level of the intervals. [1]

    Returns
    -------
    dict of str to Model
        The crude model, and the one with demography where there is any, marked as not adjusted.
    """
    columns: dict[str, tuple[str, ...]] = {CRUDE: (EXPOSURE,)}
    if question.demography:
        columns[DEMOGRAPHY] = (EXPOSURE, *question.demography)
    made = {}
    for name, own in columns.items():
        fit = _fitted(partial(_poisson_of, question, own))
        model = _model(fit, None, confidence)
        made[name] = model if model.fit is None else replace(model, remark=NotAdjusted())
    return made


def _poisson_of(question: AreaQuestion, columns: Sequence[str]) -> RateFit:
    """Poisson model of some columns of a question."""
    return poisson(question.data(columns))


def fit_surface(question: AreaQuestion, surface: Surface, *, confidence: float) -> Model:
    """Fit the last model: a spatial random effect in place of Moran eigenvectors.

    Parameters
    ----------
    question : AreaQuestion
        With its areas.
    surface : Surface
        Of exactly these areas.
    confidence : float
        Level of the interval. [1]

    Returns
    -------
    Model
        Without a fit where the method refuses the data.
    """
    try:
        fit = poisson_with_surface(question.full(), surface)
    except SeriesError as error:
        return Model(remark=refused(error))
    found = fit.coefficient(EXPOSURE, confidence=confidence)
    if not log_ratio(found).fitted:
        return Model(remark=RatioWithoutEnd())
    return Model(
        None,
        log_ratio(found),
        found.standard_error,
        found.p_value,
        fit.dispersion,
        remark=SurfaceFreedom(effective_df=round(fit.effective_df)),
        corrected=_corrected(question, fit, confidence),
    )


def corrected_model(surface: Model) -> Model:
    """Give the model with a spatial random effect, corrected for error of exposure.

    Parameters
    ----------
    surface : Model
        As `fit_surface` gave it.

    Returns
    -------
    Model
        Without a ratio where nothing tells of the error, or it is too large.
    """
    found = surface.corrected
    if found is None:
        return Model(remark=ErrorUnknown() if surface.interval.fitted else surface.remark)
    reliability = round(found.reliability, 2)
    if not found.interval.fitted:
        return Model(remark=ErrorTooLarge(reliability=reliability))
    lower = round(found.reliability_lower, 2)
    return Model(
        interval=found.interval, remark=ReliabilityOf(reliability=reliability, lower=lower)
    )


def _corrected(question: AreaQuestion, fit: SurfaceFit, confidence: float) -> Corrected | None:
    """Correct the rate ratio for the error of the mean of few samples; None where none is known."""
    error = error_in_increments(question.exposure, question.areas.index)
    if error is None:
        return None
    found = corrected_slope(fit, EXPOSURE, error, confidence=confidence)
    return replace(found, interval=finite(found.interval))


def fit_quasi_poisson(question: AreaQuestion, *, confidence: float) -> Model:
    """Fit the quasi-Poisson model alone, as of a negative control outcome."""
    data = _fitted(lambda: quasi_poisson(question.full()))
    return _model(data, None, confidence)


def responds_alike(question: AreaQuestion, control: AreaQuestion, *, confidence: float) -> bool:
    """Whether a negative control outcome responds to the confounders as the outcome does.

    What the confounders make of the outcome is put into the model of the control in their place:
    the control responds alike where its slope is above zero and may be more than a half.

    Parameters
    ----------
    question, control : AreaQuestion
        Of the outcome, and of the control in the same areas.
    confidence : float
        Level of the interval of that slope. [1]

    Returns
    -------
    bool
        False where a model cannot be fitted too: then the control proves nothing.
    """
    try:
        fit = poisson(question.full())
        names = question.covariates
        slopes = fit.estimates[[fit.data.names.index(name) for name in names]]
        made = control.areas[list(names)].to_numpy() @ slopes
        index = control.areas[EXPOSURE].to_numpy()
        data = control.data(()).with_columns(np.column_stack([index, made]), (EXPOSURE, RESPONSE))
        found = quasi_poisson(data).coefficient(RESPONSE, confidence=confidence)
    except SeriesError:
        return False
    return found.lower > 0 and found.upper >= LEAST_RESPONSE


def differ(first: Model, second: Model, confidence: float) -> bool:
    """Whether the rate ratios of two outcomes differ by more than chance.

    Cases of two outcomes are counted apart, so that the variances of their logarithms add up.

    Parameters
    ----------
    first, second : Model
        The same model of two outcomes.
    confidence : float
        Level of the interval of the difference. [1]

    Returns
    -------
    bool
        False where one was not fitted.
    """
    error = math.hypot(first.standard_error, second.standard_error)
    if not error > 0:  # which nan is not
        return False
    difference = first.interval.estimate - second.interval.estimate
    return log_ratio(coefficient(difference, error, confidence=confidence)).excludes_one


def fit_crude(question: AreaQuestion, *, confidence: float) -> Model:
    """Fit the quasi-Poisson model without confounders, as of a negative control outcome."""
    return _model(_fitted(lambda: quasi_poisson(question.data((EXPOSURE,)))), None, confidence)


def with_overdispersion(model: Model, confidence: float) -> LogRatio:
    """Interval of a Poisson model, as wide as the variation that it leaves over calls for."""
    if model.fit is None:
        return model.interval
    wider = quasi_poisson(model.fit.data, start=model.fit)
    return log_ratio(wider.coefficient(EXPOSURE, confidence=confidence))


def refused(error: SeriesError) -> ModelRefused:
    """Say that a method refuses the data.

    Parameters
    ----------
    error : SeriesError
        What it says.

    Returns
    -------
    ModelRefused
        The same without its full stop.
    """
    return ModelRefused(error=str(error).rstrip("."))


def _next(
    start: RateFit | None, otherwise: RateFit | Phrase, model: Callable[[RateFit], RateFit]
) -> RateFit | Phrase:
    """Fit a model that begins from the adjusted one; without that, its reason holds here too."""
    if start is None:
        return otherwise
    return _fitted(lambda: model(start))


def _filtered(start: RateFit, patterns: Patterns) -> RateFit:
    """Add Moran eigenvectors until residuals show no autocorrelation, with what is left over."""
    filtered = filtered_poisson(start.data, patterns, start=start)
    fit = quasi_poisson(filtered.fit.data, start=filtered.fit)
    n = fit.data.design.shape[1] - start.data.design.shape[1]
    return replace(fit, remark=PatternsAdded(n_patterns=n))


def _fitted(model: Callable[[], RateFit]) -> RateFit | Phrase:
    """Fit a model, or say why it cannot be."""
    try:
        return model()
    except SeriesError as error:
        return refused(error)


def _model(fit: RateFit | Phrase, patterns: Patterns | None, confidence: float) -> Model:
    """Take from a fit what is shown of it."""
    if isinstance(fit, Phrase):
        return Model(remark=fit)
    found = fit.coefficient(EXPOSURE, confidence=confidence)
    if not log_ratio(found).fitted:
        return Model(remark=RatioWithoutEnd())
    is_poisson = fit.model == "Poisson" and not fit.remark  # and not in place of another model
    return Model(
        fit,
        log_ratio(found),
        found.standard_error,
        found.p_value,
        fit.dispersion,
        dean_overdispersion(fit)[1] if is_poisson else math.nan,
        None if patterns is None else moran_of_rates(fit, patterns.areas),
        fit.remark,
    )
