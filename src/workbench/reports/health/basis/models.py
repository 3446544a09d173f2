"""The models of one question with increasing adjustment, all of the same areas."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, count, row, text
from workbench.methods.rates.rate_checks import dean_overdispersion
from workbench.methods.rates.rate_models import RateFit, negative_binomial, poisson, quasi_poisson
from workbench.methods.spatial.eigenvector_filter import Patterns, filtered_poisson
from workbench.methods.spatial.moran import Moran, moran_of_rates
from workbench.methods.spatial.random_effect import Surface, poisson_with_surface
from workbench.reports.health.basis.grades import NO_INTERVAL, Interval, as_interval
from workbench.reports.health.basis.questions import EXPOSURE, Question

CRUDE, DEMOGRAPHY, ADJUSTED = "crude", "demography", "adjusted"
QUASI, NEGATIVE_BINOMIAL = "quasi-Poisson", "negative binomial"
SPATIAL, SURFACE = "spatial", "spatial, surface"
MODELS = (CRUDE, DEMOGRAPHY, ADJUSTED, QUASI, NEGATIVE_BINOMIAL, SPATIAL, SURFACE)


@row
class NoDemography(Phrase):
    """No covariate of demography is in the data."""


@row
class NoConfounder(Phrase):
    """No confounder is in the data."""


@row
class FewNeighbours(Phrase):
    """Too few of the areas have neighbours."""


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
    interval : Interval
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
    """

    fit: RateFit | None = None
    interval: Interval = NO_INTERVAL
    standard_error: float = math.nan
    p: float = math.nan
    dispersion: float = math.nan
    dean_p: float = math.nan
    moran: Moran | None = None
    remark: Phrase | None = None


def fit_models(
    question: Question, patterns: Patterns | None, *, confidence: float
) -> dict[str, Model]:
    """Fit all models of a question to the same areas.

    Parameters
    ----------
    question : Question
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


def fit_surface(question: Question, surface: Surface, *, confidence: float) -> Model:
    """Fit the last model: a spatial random effect in place of Moran eigenvectors.

    Parameters
    ----------
    question : Question
        With its areas.
    surface : Surface
        Of exactly these areas.
    confidence : float
        Level of the interval. [1]
    """
    try:
        fit = poisson_with_surface(question.full(), surface)
    except SeriesError as error:
        return Model(remark=_refused(error))
    found = fit.coefficient(EXPOSURE, confidence=confidence)
    if not as_interval(found).fitted:
        return Model(remark=RatioWithoutEnd())
    return Model(
        None,
        as_interval(found),
        found.standard_error,
        found.p_value,
        fit.dispersion,
        remark=SurfaceFreedom(effective_df=round(fit.effective_df)),
    )


def fit_quasi_poisson(question: Question, *, confidence: float) -> Model:
    """Fit the quasi-Poisson model alone, as of a negative control outcome.

    Parameters
    ----------
    question : Question
        With its areas.
    confidence : float
        Level of the interval. [1]
    """
    data = _fitted(lambda: quasi_poisson(question.full()))
    return _model(data, None, confidence)


def with_overdispersion(model: Model, confidence: float) -> Interval:
    """Interval of a Poisson model, as wide as the variation that it leaves over calls for."""
    if model.fit is None:
        return model.interval
    wider = quasi_poisson(model.fit.data, start=model.fit)
    return as_interval(wider.coefficient(EXPOSURE, confidence=confidence))


def _refused(error: SeriesError) -> ModelRefused:
    """Say that a method refuses the data."""
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
        return _refused(error)


def _model(fit: RateFit | Phrase, patterns: Patterns | None, confidence: float) -> Model:
    """Take from a fit what is shown of it."""
    if isinstance(fit, Phrase):
        return Model(remark=fit)
    found = fit.coefficient(EXPOSURE, confidence=confidence)
    if not as_interval(found).fitted:
        return Model(remark=RatioWithoutEnd())
    is_poisson = fit.model == "Poisson" and not fit.remark  # and not in place of another model
    return Model(
        fit,
        as_interval(found),
        found.standard_error,
        found.p_value,
        fit.dispersion,
        dean_overdispersion(fit)[1] if is_poisson else math.nan,
        None if patterns is None else moran_of_rates(fit, patterns.areas),
        fit.remark,
    )
