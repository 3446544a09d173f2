"""Grades of evidence, by rule: from the models of a question and its checks to a letter."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.findings.excluded import Named
from workbench.findings.rows import Phrase, phrase, row, share, text
from workbench.methods.rates.rate_models import LogRatio

CONSISTENT, SENSITIVE, CRUDE_ONLY = "A consistent", "B sensitive", "C crude only"
NOT_DETECTED, NOT_ASSESSABLE = "D not detected", "X not assessable"
LEAST_LEFT = 0.75  # of the adjusted logarithm of the rate ratio, in the weaker spatial model
HALF = 0.5  # reliability at which error of exposure halves an association
PRECEDES, NOT_ESTABLISHED, AFTER = "precedes", "not established", "after"


@row
class ControlAssociated(Phrase):
    """The negative control outcome is associated with the exposure too."""


@row
class FewerCases(Phrase):
    """Fewer cases with more of a contaminant."""


@row
class ChangesSides(Phrase):
    """The association changes sides with adjustment."""


@row
class MeasuredAfter(Phrase):
    """Exposure was measured after the outcome."""


@row
class SpatialHoldsOne(Phrase):
    """The interval of a spatial model includes a rate ratio of one."""


@row
class CrudeAlone(Phrase):
    """Seen in the crude model alone."""


@row
class NotInEveryModel(Phrase):
    """Not every model with all confounders excludes a rate ratio of one."""


@row
class NoSpatialModel(Phrase):
    """Spatial pattern could not be allowed for."""


@row
class NoTellingControl(Phrase):
    """No negative control outcome could distinguish association from confounding."""


@row
class TimingOpen(Phrase):
    """It is not established that exposure preceded the outcome."""


@row
class ManyTests(Phrase):
    """Not once the number of tests is allowed for."""


@row
class InEveryModel(Phrase):
    """All adjusted models exclude a rate ratio of one, the control does not."""


@row
class ModelsNotFitted(Phrase):
    """The models could not be fitted."""

    why: Phrase | None = phrase("why, where that is known")


@row
class OnlyWithoutOverdispersion(Phrase):
    """Found only as long as the counts are taken to vary no more than by chance."""


@row
class NotStandardised(Phrase):
    """Age and sex are not allowed for."""


@row
class MissingConfounder(Phrase):
    """Covariates that were named as confounders and are not recorded."""

    names: tuple[Named, ...] = phrase("the covariates", is_list=True)


@row
class ControlUnlike(Phrase):
    """The negative control outcome does not respond to the confounders as the outcome does."""


@row
class ExposureUncertain(Phrase):
    """Error of exposure may have halved the association, or more."""


@row
class SpatialReduces(Phrase):
    """Adjustment for spatial autocorrelation takes away much of the association."""

    least: float = share("share of it that has to be left")


@row
class CorrectedHoldsOne(Phrase):
    """Corrected for error of exposure, the interval includes a rate ratio of one."""


@row
class UnlikeOthers(Phrase):
    """The count of an area is unlike those of all others."""

    area: str = text("the area")


@row
class NotExcluded(Phrase):
    """Checks in which a rate ratio of one is not excluded."""

    checks: tuple[Phrase, ...] = phrase("the checks", is_list=True)


@dataclass(frozen=True)
class RatioEvidence:
    """All that a grade rests on.

    Attributes
    ----------
    crude, poisson, quasi, negative_binomial, spatial : LogRatio
        Models, the last four with all confounders; of the two spatial ones the weaker.
    control : LogRatio or None
        The negative control outcome in the quasi-Poisson model; None where there is none.
    q : float
        P of that model, adjusted for all tests of the report. [1]
    false_discovery_rate : float
        Largest q that counts.
    timing : str
        `precedes`, `not established` or `after`.
    undone_by : tuple of Phrase
        What takes the association away: an area or region left out, another contaminant, robust
        errors, a register that is known to be incomplete.
    more_expected : bool
        Whether exposure is to a contaminant, so that fewer cases with more of it tell of something
        else; a covariate as a distance may point either way.
    obstacle : Phrase or None
        Why nothing can be said whatever the models give; None where there is no such reason.
    unfitted : Phrase or None
        Why the models could not be fitted, where that is so.
    headline : LogRatio or None
        The interval that is told, corrected for error of exposure where that is known; None where
        none was fitted.
    reliability : float
        Lower limit of the share of the variance of exposure that is no error; 1 where nothing
        tells of error. [share]
    control_like : bool
        Whether the control responds to the recorded confounders as the outcome does.
    standardised : bool
        Whether sex and age are in the expected cases.
    unlike : Phrase or None
        Names an area whose count is unlike those of all others; None where there is none.
    missing : tuple of str
        Confounders that were named and are not recorded.
    """

    crude: LogRatio
    poisson: LogRatio
    quasi: LogRatio
    negative_binomial: LogRatio
    spatial: LogRatio
    control: LogRatio | None
    q: float
    false_discovery_rate: float
    timing: str
    reliability: float
    undone_by: tuple[Phrase, ...] = ()
    more_expected: bool = True
    obstacle: Phrase | None = None
    unfitted: Phrase | None = None
    headline: LogRatio | None = None
    control_like: bool = True
    standardised: bool = True
    unlike: Phrase | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grade:
    """A grade and the reasons for it."""

    name: str
    reasons: tuple[Phrase, ...]


def grade(evidence: RatioEvidence) -> Grade:
    """Grade an association by the weakest model that can be defended.

    Parameters
    ----------
    evidence : RatioEvidence
        What is known.

    Returns
    -------
    Grade
        One of five, with its reason.
    """
    obstacle = evidence.obstacle or _obstacle(evidence)
    if obstacle:
        return Grade(NOT_ASSESSABLE, (obstacle,))
    if not _adjusted_excludes_one(evidence):
        return _not_after_adjustment(evidence)
    confounded = _confounded(evidence)
    if confounded:
        return Grade(CRUDE_ONLY, (confounded,))
    if not _spatial_agrees(evidence):
        return Grade(SENSITIVE, (SpatialHoldsOne(),))
    return _all_models_agree(evidence)


def _confounded(evidence: RatioEvidence) -> Phrase | None:
    """Say what tells of confounding; None for nothing."""
    if evidence.control is not None and evidence.control.excludes_one:
        return ControlAssociated()
    if evidence.more_expected and evidence.quasi.estimate < 0:
        return FewerCases()
    if (evidence.crude.estimate > 0) != (evidence.quasi.estimate > 0):
        return ChangesSides()
    return None


def _obstacle(evidence: RatioEvidence) -> Phrase | None:
    """Why nothing can be said, from the models and the order in time; None where it can."""
    if evidence.timing == AFTER:
        return MeasuredAfter()
    if not evidence.quasi.fitted:
        return ModelsNotFitted(why=evidence.unfitted)
    return evidence.unlike


def _adjusted_excludes_one(evidence: RatioEvidence) -> bool:
    """Whether every model with all confounders, but for the spatial one, excludes one."""
    models = (evidence.poisson, evidence.quasi, evidence.negative_binomial)
    return all(model.excludes_one for model in models if model.fitted)


def _not_after_adjustment(evidence: RatioEvidence) -> Grade:
    """Grade what is not seen once confounders are allowed for."""
    if evidence.poisson.fitted and evidence.poisson.excludes_one:
        return Grade(NOT_DETECTED, (OnlyWithoutOverdispersion(),))
    if evidence.crude.excludes_one:
        return Grade(CRUDE_ONLY, (CrudeAlone(),))
    return Grade(NOT_DETECTED, (NotInEveryModel(),))


def _spatial_agrees(evidence: RatioEvidence) -> bool:
    """Whether the spatial model excludes one on the same side; one not fitted is judged later."""
    spatial = evidence.spatial
    if not spatial.fitted:
        return True
    return spatial.excludes_one and (spatial.estimate > 0) == (evidence.quasi.estimate > 0)


def _is_reduced(evidence: RatioEvidence) -> bool:
    """Whether the weaker spatial model has left too little: a cause that varies smoothly is near.

    What the covariates and the map leave of a hidden smooth cause, no interval tells from an
    association.
    """
    return abs(evidence.spatial.estimate) < LEAST_LEFT * abs(evidence.quasi.estimate)


def _all_models_agree(evidence: RatioEvidence) -> Grade:
    """Grade what all models show: consistent only where nothing that could undo it is open."""
    missing: dict[Phrase, bool] = {
        NoSpatialModel(): not evidence.spatial.fitted,
        NoTellingControl(): evidence.control is None,
        ControlUnlike(): evidence.control is not None and not evidence.control_like,
        TimingOpen(): evidence.timing != PRECEDES,
        NotStandardised(): not evidence.standardised,
        MissingConfounder(names=tuple(Named(name=one) for one in evidence.missing)): bool(
            evidence.missing
        ),
    }
    found = [why for why, is_open in missing.items() if is_open]
    if evidence.undone_by:
        found.append(NotExcluded(checks=evidence.undone_by))
    if found:
        return Grade(NOT_ASSESSABLE, tuple(found))
    if evidence.q > evidence.false_discovery_rate:
        return Grade(NOT_DETECTED, (ManyTests(),))
    if _is_reduced(evidence):
        return Grade(SENSITIVE, (SpatialReduces(least=LEAST_LEFT),))
    if evidence.reliability <= HALF:
        return Grade(SENSITIVE, (ExposureUncertain(),))
    if evidence.headline is not None and not evidence.headline.excludes_one:
        return Grade(SENSITIVE, (CorrectedHoldsOne(),))
    return Grade(CONSISTENT, (InEveryModel(),))
