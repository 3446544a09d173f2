"""Grades of evidence, by rule: from the rungs of the ladder and what surrounds them to a letter."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, log, nan

from workbench.methods.coefficients import Coefficient

CONSISTENT, SENSITIVE, CRUDE_ONLY = "A consistent", "B sensitive", "C crude only"
NOT_DETECTED, NOT_ASSESSABLE = "D not detected", "X not assessable"
PRECEDES, NOT_ESTABLISHED, AFTER = "precedes", "not established", "after"
FARTHEST = log(1e6)  # a rate ratio or limit beyond it is what a model without an end gives
ENDLESS = "the ratio cannot be estimated: its limits are beyond a million to one"
WORDS = {
    CONSISTENT: "was associated with {outcome} consistently across models",
    SENSITIVE: "associated before, but not after, accounting for spatial pattern; may reflect "
    "shared geography",
    CRUDE_ONLY: "indistinguishable from confounding",
    NOT_DETECTED: "no association was detected",
    NOT_ASSESSABLE: "not assessable with these data",
}


@dataclass(frozen=True)
class Interval:
    """Estimate of a rate ratio on the log scale with its limits; nan where it was not fitted."""

    estimate: float
    lower: float
    upper: float

    @property
    def fitted(self) -> bool:
        """Whether there is one."""
        return not isnan(self.estimate)

    @property
    def excludes_one(self) -> bool:
        """Whether a rate ratio of one lies outside."""
        return self.lower > 0 or self.upper < 0

    @property
    def strength(self) -> float:
        """How far the limit nearer to a ratio of one is from it; below zero if it is held."""
        return max(self.lower, -self.upper)


NO_INTERVAL = Interval(nan, nan, nan)


def as_interval(found: Coefficient) -> Interval:
    """Interval of a coefficient of a model; none where a limit is no number that says anything."""
    logarithms = (found.estimate, found.lower, found.upper)
    within = all(abs(logarithm) < FARTHEST for logarithm in logarithms)  # which nan is not
    if not (within and found.lower < found.upper):
        return NO_INTERVAL
    return Interval(*logarithms)


@dataclass(frozen=True)
class Evidence:
    """All that a grade rests on.

    Attributes
    ----------
    crude, poisson, quasi, negative_binomial, spatial : Interval
        Rungs of the ladder, the last four with all confounders; of the two spatial ones the weaker.
    control : Interval or None
        The negative control outcome on the quasi-Poisson rung; None where there is none.
    q : float
        P of that rung, adjusted for all tests of the report. [1]
    false_discovery_rate : float
        Largest q that counts.
    timing : str
        `precedes`, `not established` or `after`.
    undone_by : tuple of str
        What takes the association away: an area or region left out, another contaminant, robust
        errors, a register that is known to be incomplete.
    more_expected : bool
        Whether exposure is to a contaminant, so that fewer cases with more of it tell of something
        else; a covariate as a distance may point either way.
    obstacle : str
        Why nothing can be said whatever the models give; empty where there is no such reason.
    unfitted : str
        Why the models could not be fitted, where that is so.
    """

    crude: Interval
    poisson: Interval
    quasi: Interval
    negative_binomial: Interval
    spatial: Interval
    control: Interval | None
    q: float
    false_discovery_rate: float
    timing: str
    undone_by: tuple[str, ...] = ()
    more_expected: bool = True
    obstacle: str = ""
    unfitted: str = "the models could not be fitted"


@dataclass(frozen=True)
class Grade:
    """A grade and the reason for it."""

    name: str
    reason: str


def grade(evidence: Evidence) -> Grade:
    """Grade an association by the weakest rung that can be defended.

    Parameters
    ----------
    evidence : Evidence
        What is known.

    Returns
    -------
    Grade
        One of five, with its reason.
    """
    obstacle = evidence.obstacle or _obstacle(evidence)
    if obstacle:
        return Grade(NOT_ASSESSABLE, obstacle)
    if not _adjusted_excludes_one(evidence):
        return _not_after_adjustment(evidence)
    confounded = _confounded(evidence)
    if confounded:
        return Grade(CRUDE_ONLY, confounded)
    if not _spatial_agrees(evidence):
        why = "the interval of the spatial rung holds a rate ratio of one"
        return Grade(SENSITIVE, why)
    return _all_rungs_agree(evidence)


def _confounded(evidence: Evidence) -> str:
    """Say what tells that something else stands behind an association; empty for nothing."""
    if evidence.control is not None and evidence.control.excludes_one:
        return "the negative control outcome, on which the exposure cannot bear, goes with it too"
    if evidence.more_expected and evidence.quasi.estimate < 0:
        return "fewer cases go with more of it, as no contaminant lets expect"
    if (evidence.crude.estimate > 0) != (evidence.quasi.estimate > 0):
        return "it changes sides once confounders are allowed for"
    return ""


def _obstacle(evidence: Evidence) -> str:
    """Why nothing can be said, from the rungs and the order in time; empty where it can."""
    if evidence.timing == AFTER:
        return "exposure was measured after the outcome"
    if not evidence.quasi.fitted:
        return evidence.unfitted
    return ""


def _adjusted_excludes_one(evidence: Evidence) -> bool:
    """Whether every rung with all confounders, but for the spatial one, excludes one."""
    rungs = (evidence.poisson, evidence.quasi, evidence.negative_binomial)
    return all(rung.excludes_one for rung in rungs if rung.fitted)


def _not_after_adjustment(evidence: Evidence) -> Grade:
    """Grade what is not seen once confounders are allowed for."""
    if evidence.crude.excludes_one:
        why = "seen in the crude rung, not once confounders and overdispersion are allowed for"
        return Grade(CRUDE_ONLY, why)
    return Grade(NOT_DETECTED, "not every rung with all confounders excludes a rate ratio of one")


def _spatial_agrees(evidence: Evidence) -> bool:
    """Whether the spatial rung excludes one on the same side; one not fitted is judged later."""
    spatial = evidence.spatial
    if not spatial.fitted:
        return True
    return spatial.excludes_one and (spatial.estimate > 0) == (evidence.quasi.estimate > 0)


def _all_rungs_agree(evidence: Evidence) -> Grade:
    """Grade what all rungs show: consistent only where nothing that could undo it is open."""
    missing = {
        "too few neighbours of the areas are known, so spatial pattern could not be allowed for": (
            not evidence.spatial.fitted
        ),
        "there is no negative control outcome that could tell association from confounding": (
            evidence.control is None
        ),
        "it is not established that exposure came before the outcome": (
            evidence.timing != PRECEDES
        ),
    }
    found = [why for why, open_ in missing.items() if open_]
    if evidence.undone_by:
        found.append(f"a rate ratio of one is not excluded {', nor '.join(evidence.undone_by)}")
    if found:
        return Grade(NOT_ASSESSABLE, "; ".join(found))
    if evidence.q > evidence.false_discovery_rate:
        return Grade(NOT_DETECTED, "not once the number of tests is allowed for")
    return Grade(CONSISTENT, "all upper rungs exclude a rate ratio of one, the control does not")
