"""The ladder of models of one question: the same areas on every rung, from crude to spatial."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from workbench.errors import SeriesError
from workbench.methods.moran import Moran, moran_of_rates
from workbench.methods.rate_checks import dean_overdispersion
from workbench.methods.rate_models import (
    RateFit,
    negative_binomial,
    poisson,
    quasi_poisson,
)
from workbench.methods.spatial_filter import Patterns, filtered_poisson
from workbench.methods.spatial_surface import Surface, poisson_with_surface
from workbench.reports.health.grades import ENDLESS, NO_INTERVAL, Interval, as_interval
from workbench.reports.health.questions import EXPOSURE, Question

CRUDE, DEMOGRAPHY, ADJUSTED = "crude", "demography", "adjusted"
QUASI, NEGATIVE_BINOMIAL = "quasi-Poisson", "negative binomial"
SPATIAL, SURFACE = "spatial", "spatial, surface"
RUNGS = (CRUDE, DEMOGRAPHY, ADJUSTED, QUASI, NEGATIVE_BINOMIAL, SPATIAL, SURFACE)
ALLOWS_FOR = {
    CRUDE: "Poisson, exposure alone",
    DEMOGRAPHY: "Poisson, and demography",
    ADJUSTED: "Poisson, demography and confounders",
    QUASI: "the same, more variation than Poisson",
    NEGATIVE_BINOMIAL: "the same, more variation than Poisson in another form",
    SPATIAL: "the same, neighbours that are alike (Moran eigenvectors)",
    SURFACE: "the same, neighbours that are alike (smooth surface)",
}
FEW_NEIGHBOURS = "too few of the areas have neighbours on file"
NONE = NO_INTERVAL


@dataclass(frozen=True)
class Rung:
    """One model of the ladder; without a fit where it could not be made, with the reason.

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
        Of more variation than Poisson, one-sided; of the Poisson rungs alone. [1]
    moran : Moran or None
        Whether residuals of neighbours are alike; None without neighbours.
    """

    fit: RateFit | None = None
    interval: Interval = NONE
    standard_error: float = math.nan
    p: float = math.nan
    dispersion: float = math.nan
    dean_p: float = math.nan
    moran: Moran | None = None
    remark: str = ""


def ladder(question: Question, patterns: Patterns | None, *, confidence: float) -> dict[str, Rung]:
    """Fit all rungs of a question to the same areas.

    Parameters
    ----------
    question : Question
        With its areas.
    patterns : Patterns or None
        Map patterns of exactly these areas; None where no neighbours are on file.
    confidence : float
        Level of the intervals. [1]

    Returns
    -------
    dict of str to Rung
        Always the same names in the same order; one that could not be fitted says why.
    """
    adjusted = _fitted(lambda: poisson(question.full()))
    start = adjusted if isinstance(adjusted, RateFit) else None
    made: dict[str, RateFit | str] = {
        CRUDE: _fitted(lambda: poisson(question.data((EXPOSURE,)))),
        DEMOGRAPHY: _fitted(lambda: poisson(question.data((EXPOSURE, *question.demography))))
        if question.demography
        else "no covariate of demography is on file",
        ADJUSTED: adjusted if question.confounders else "no confounder is on file",
    }
    made[QUASI] = _next(start, adjusted, lambda fit: quasi_poisson(fit.data, start=fit))
    made[NEGATIVE_BINOMIAL] = _next(
        start, adjusted, lambda fit: negative_binomial(fit.data, start=fit)
    )
    made[SPATIAL] = (
        _next(start, adjusted, lambda fit: _filtered(fit, patterns))
        if patterns is not None
        else FEW_NEIGHBOURS
    )
    return {name: _rung(fit, patterns, confidence) for name, fit in made.items()}


def surface_rung(question: Question, surface: Surface, *, confidence: float) -> Rung:
    """Fit the last rung: a smooth surface of neighbours in place of map patterns.

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
        return Rung(remark=str(error).rstrip("."))
    found = fit.coefficient(EXPOSURE, confidence=confidence)
    if not as_interval(found).fitted:
        return Rung(remark=ENDLESS)
    return Rung(
        None,
        as_interval(found),
        found.standard_error,
        found.p_value,
        fit.dispersion,
        remark=f"{fit.effective_df:.0f} effective degrees of freedom",
    )


def quasi_rung(question: Question, *, confidence: float) -> Rung:
    """Fit the quasi-Poisson rung alone, as of a negative control outcome.

    Parameters
    ----------
    question : Question
        With its areas.
    confidence : float
        Level of the interval. [1]
    """
    data = _fitted(lambda: quasi_poisson(question.full()))
    return _rung(data, None, confidence)


def with_overdispersion(rung: Rung, confidence: float) -> Interval:
    """Interval of a Poisson rung, as wide as the variation that it leaves over calls for."""
    if rung.fit is None:
        return rung.interval
    wider = quasi_poisson(rung.fit.data, start=rung.fit)
    return as_interval(wider.coefficient(EXPOSURE, confidence=confidence))


def _next(
    start: RateFit | None, otherwise: RateFit | str, model: Callable[[RateFit], RateFit]
) -> RateFit | str:
    """Fit a model that begins from the adjusted one; without that, its reason holds here too."""
    if start is None:
        return str(otherwise)
    return _fitted(lambda: model(start))


def _filtered(start: RateFit, patterns: Patterns) -> RateFit:
    """Add map patterns until neighbours are no more alike, with the variation that is left over."""
    filtered = filtered_poisson(start.data, patterns, start=start)
    fit = quasi_poisson(filtered.fit.data, start=filtered.fit)
    n = fit.data.design.shape[1] - start.data.design.shape[1]
    return replace(fit, remark=f"{n} map patterns added" if n else "no map pattern was needed")


def _fitted(model: Callable[[], RateFit]) -> RateFit | str:
    """Fit a model, or say why it cannot be."""
    try:
        return model()
    except SeriesError as error:
        return str(error).rstrip(".")


def _rung(fit: RateFit | str, patterns: Patterns | None, confidence: float) -> Rung:
    """Take from a fit what the ladder shows."""
    if isinstance(fit, str):
        return Rung(remark=fit)
    found = fit.coefficient(EXPOSURE, confidence=confidence)
    if not as_interval(found).fitted:
        return Rung(remark=ENDLESS)
    is_poisson = fit.model == "Poisson" and not fit.remark  # and not in place of another model
    return Rung(
        fit,
        as_interval(found),
        found.standard_error,
        found.p_value,
        fit.dispersion,
        dean_overdispersion(fit)[1] if is_poisson else math.nan,
        None if patterns is None else moran_of_rates(fit, patterns.areas),
        fit.remark,
    )
