"""A question with its models, its control and its checks, and the evidence for a grade."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, row
from workbench.methods.rates import grades
from workbench.methods.rates.exposure_response import ExposureGroups
from workbench.methods.rates.grades import Grade, RatioEvidence
from workbench.methods.rates.rate_checks import farthest_area
from workbench.methods.rates.rate_models import NO_RATIO, LogRatio
from workbench.methods.spatial.eigenvector_filter import Patterns
from workbench.methods.spatial.random_effect import Surface
from workbench.reports.health.basis import models
from workbench.reports.health.basis.exposure import OF_SOIL
from workbench.reports.health.basis.models import Model
from workbench.reports.health.basis.questions import AreaQuestion, TimingYears
from workbench.reports.health.basis.refits import Refit
from workbench.reports.health.parameters import Parameters

LEAST_COMPLETE = 0.9  # completeness of a register below which an association may be its doing
FARTHEST = 5.0  # standard deviations from all others, beyond which an area is not one of them
Changed: TypeAlias = tuple[Phrase, LogRatio, Phrase | None]  # what, and what becomes of it
NO_MODEL = Model()
NO_GRADE = Grade("", ())  # until all questions are known


@row
class PartlyRegistered(Phrase):
    """The register is not complete in all areas."""


@dataclass(frozen=True)
class MapPatterns:
    """What depends on a set of areas alone, and serves all questions about them."""

    eigenvectors: Patterns
    surface: Surface


@dataclass(frozen=True)
class JudgedQuestion:
    """A question with its models, its negative control and its grade.

    Attributes
    ----------
    models : mapping of str to Model
        All models.
    control : Model or None
        Quasi-Poisson model of the negative control outcome in the same areas; None without one.
    control_says : bool
        Whether the control has the cases to tell the association from confounding.
    quarters : ExposureGroups or None
        Quarters of the areas by exposure; None where there are none.
    patterns : MapPatterns or None
        Moran eigenvectors and surface of its areas; None without enough neighbours.
    checks : tuple of Refit
        What becomes of the rate ratio without what might carry it alone.
    timing : str
        Whether exposure came first.
    timing_why : TimingYears
        The years of both.
    obstacle : Phrase or None
        Why no model was fitted; None where they were.
    substituted : tuple of Changed
        The same with usual shares of the limit in place of each non-detect.
    last : Model
        The one that the grade rests on.
    control_crude : Model or None
        The same control without confounders.
    control_like : bool
        Whether the control responds to the confounders as the outcome does.
    headline : LogRatio
        The interval that is told: of the model that covers best, the spatial random effect, and
        corrected for error of exposure where that is known.
    q : float
        P of that model, adjusted for all questions. [1]
    detectable : float
        Smallest rate ratio above one that it had the chance `POWER` to find; or nan.
    """

    question: AreaQuestion
    models: Mapping[str, Model]
    timing: str
    timing_why: TimingYears
    obstacle: Phrase | None
    control: Model | None = None
    control_says: bool = False
    quarters: ExposureGroups | None = None
    patterns: MapPatterns | None = None
    checks: tuple[Refit, ...] = ()
    substituted: tuple[Changed, ...] = ()
    last: Model = NO_MODEL
    control_crude: Model | None = None
    control_like: bool = False
    headline: LogRatio = NO_RATIO
    q: float = math.nan
    detectable: float = math.nan
    grade: Grade = NO_GRADE


def _undone_by(one: JudgedQuestion) -> tuple[Phrase, ...]:
    """Name what takes the association away."""
    side = one.models[models.QUASI].interval.estimate > 0
    undone = [
        check.breaks
        for check in one.checks
        if not (check.interval.excludes_one and (check.interval.estimate > 0) == side)
    ]
    thin = one.question.least_complete
    if thin < LEAST_COMPLETE:
        undone.append(PartlyRegistered())
    return tuple(undone)


def evidence_of(one: JudgedQuestion, q: float, parameters: Parameters) -> RatioEvidence:
    """Gather what the grade rests on."""
    return RatioEvidence(
        crude=models.with_overdispersion(one.models[models.CRUDE], parameters.confidence),
        poisson=one.models[models.ADJUSTED].interval,
        quasi=one.models[models.QUASI].interval,
        negative_binomial=one.models[models.NEGATIVE_BINOMIAL].interval,
        spatial=one.last.interval if _both_spatial(one) else NO_RATIO,
        control=_control(one),
        q=q,
        false_discovery_rate=parameters.false_discovery_rate,
        timing=one.timing,
        undone_by=_undone_by(one),
        more_expected=one.question.exposure.kind == OF_SOIL,
        obstacle=one.obstacle,
        unfitted=one.models[models.QUASI].remark,
        headline=one.headline if one.headline.fitted else None,
        unlike=_unlike(one),
        reliability=_least_reliability(one),
        control_like=one.control_like,
        standardised=one.question.counted.by_sex_and_age,
        missing=one.question.missing,
    )


def _unlike(one: JudgedQuestion) -> Phrase | None:
    """Name an area whose count no other area is like, as one that was registered several times."""
    fit = one.models[models.ADJUSTED].fit
    if fit is None:
        return None
    try:
        place, residual = farthest_area(fit)
    except SeriesError:
        return None
    return grades.UnlikeOthers(area=fit.data.ids[place]) if abs(residual) > FARTHEST else None


def _least_reliability(one: JudgedQuestion) -> float:
    """Lower limit of the reliability of the exposure; 1 where nothing tells of its error."""
    corrected = one.models[models.SURFACE].corrected
    if corrected is None:
        is_unknown = one.question.exposure.kind == OF_SOIL and one.models[models.SURFACE].fitted
        return 0.0 if is_unknown else 1.0
    return corrected.reliability_lower


def _both_spatial(one: JudgedQuestion) -> bool:
    """Whether both spatial models were fitted."""
    return all(one.models[name].interval.fitted for name in (models.SPATIAL, models.SURFACE))


def _control(one: JudgedQuestion) -> LogRatio | None:
    """Interval of the negative control, where it tells something."""
    if one.control is None or not (one.control_says or one.control.interval.excludes_one):
        return None
    return one.control.interval
