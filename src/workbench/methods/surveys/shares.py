"""Share of units that said yes, with both of its denominators."""

import math
from dataclasses import dataclass

from workbench.methods.basics.intervals import (
    Interval,
    bounds,
    check_counts,
    clopper_pearson,
    hypergeometric,
    wilson,
)


@dataclass(frozen=True)
class Share:
    """Yes of those who answered and of all who could have, with what is known of each."""

    n_yes: int
    n_answers: int
    n_frame: int
    of_answers: float  # yes / answers; NaN without an answer
    of_frame: float  # yes / frame: the lower of the bounds
    wilson: Interval  # of the frame, from answers as a random sample
    exact: Interval  # of the frame, hypergeometric, from answers as a random sample
    unlimited: Interval  # Wilson, as if the frame were a sample of more units
    unlimited_exact: Interval  # Clopper-Pearson, likewise
    bounds: Interval  # of the frame, without assumptions on those who did not answer


def share_of_yes(n_yes: int, n_answers: int, n_frame: int, *, confidence: float = 0.95) -> Share:
    """Work out the share of yes among answers, and what it says of the frame.

    All intervals but the bounds take the answers as a random sample of the frame. Whether they are
    one is not known in a survey that units join as they like: then the bounds alone are sure.

    Parameters
    ----------
    n_yes : int
        Units that said yes.
    n_answers : int
        Units that said yes or no.
    n_frame : int
        Units that could have answered.
    confidence : float
        Of the two-sided intervals. [share, 0 to 1]

    Returns
    -------
    Share
        [share, 0 to 1]

    Raises
    ------
    SeriesError
        If a count is not whole or they do not fit into each other.
    ParameterError
        If the confidence is not between 0 and 1.

    Examples
    --------
    >>> share = share_of_yes(53, 94, 205)
    >>> round(share.of_answers, 3), round(share.of_frame, 3)
    (0.564, 0.259)
    >>> share.bounds.upper
    0.8
    """
    check_counts(n_yes, n_answers, n_frame)
    return Share(
        n_yes=n_yes,
        n_answers=n_answers,
        n_frame=n_frame,
        of_answers=n_yes / n_answers if n_answers else math.nan,
        of_frame=n_yes / n_frame,
        wilson=wilson(n_yes, n_answers, n_frame, confidence=confidence),
        exact=hypergeometric(n_yes, n_answers, n_frame, confidence=confidence),
        unlimited=wilson(n_yes, n_answers, confidence=confidence),
        unlimited_exact=clopper_pearson(n_yes, n_answers, confidence=confidence),
        bounds=bounds(n_yes, n_answers, n_frame),
    )
