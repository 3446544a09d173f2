"""Who answered: response rate, coverage and what became of an item."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.errors import SeriesError
from workbench.methods.basics.intervals import check_counts

ANSWERED, DONT_KNOW, MISSING, INVALID = "answered", "dont_know", "missing", "invalid"
OUTSIDE = ("not_applicable", "skipped_by_logic")
STATUSES = (ANSWERED, DONT_KNOW, *OUTSIDE, MISSING, INVALID)


@dataclass(frozen=True)
class Rate:
    """Part of a whole that is always named with it."""

    n: int
    n_of: int
    share: float  # 0 to 1; NaN of nothing


@dataclass(frozen=True)
class ItemResponse:
    """What became of one item, and its shares; an item not asked for is outside of both."""

    n_asked: int  # answered, don't know, missing and invalid
    n_outside: int  # not applicable, or skipped by the logic of the questionnaire
    n_invalid: int  # part of the nonresponse
    nonresponse: Rate  # missing or invalid, of all asked
    dont_know: Rate  # of those who answered or said that they do not know


def response_rate(n_responses: int, n_frame: int) -> Rate:
    """Share of the frame that answered, AAPOR's first rate.

    Parameters
    ----------
    n_responses : int
        Units that answered.
    n_frame : int
        Units that could have answered, whether reached or not.

    Returns
    -------
    Rate
        [share of the frame, 0 to 1]

    Raises
    ------
    SeriesError
        If a count is not whole, or there are more responses than units in the frame.

    References
    ----------
    .. [1] American Association for Public Opinion Research, Standard Definitions: Final
       Dispositions of Case Codes and Outcome Rates for Surveys, 10th ed., 2023.

    Examples
    --------
    >>> response_rate(12, 24)
    Rate(n=12, n_of=24, share=0.5)
    """
    check_counts(0, n_responses, n_frame)
    return Rate(n_responses, n_frame, n_responses / n_frame)


def coverage(n_usable: int, n_frame: int) -> Rate:
    """Share of the frame with at least one usable answer.

    Parameters
    ----------
    n_usable : int
        Units with one usable answer or more.
    n_frame : int
        Units that could have answered.

    Returns
    -------
    Rate
        [share of the frame, 0 to 1]

    Raises
    ------
    SeriesError
        If a count is not whole, or there are more units than in the frame.

    Examples
    --------
    >>> coverage(18, 24).share
    0.75
    """
    return response_rate(n_usable, n_frame)


def item_response(counts: Mapping[str, int]) -> ItemResponse:
    """Count what became of an item among those who were asked.

    An invalid answer tells no more than a missing one and counts as nonresponse. What the logic of
    the questionnaire skipped was never asked.

    Parameters
    ----------
    counts : mapping of str to int
        Number of responses of each status: answered, dont_know, not_applicable, skipped_by_logic,
        missing, invalid; one that is not there is 0.

    Returns
    -------
    ItemResponse
        Shares are NaN where nobody was asked, or nobody answered. [0 to 1]

    Raises
    ------
    SeriesError
        If a status is unknown or a count is not a whole number from 0.

    Examples
    --------
    >>> item = item_response({"answered": 75, "dont_know": 5, "missing": 20, "skipped_by_logic": 6})
    >>> item.nonresponse
    Rate(n=20, n_of=100, share=0.2)
    >>> item.dont_know.share, item.n_outside
    (0.0625, 6)
    """
    unknown = sorted(set(counts) - set(STATUSES))
    if unknown:
        raise SeriesError(
            f"Unknown statuses: {', '.join(unknown)}. Known are: {', '.join(STATUSES)}."
        )
    for status, count in counts.items():
        if count < 0 or not float(count).is_integer():
            raise SeriesError(f"The count of {status} is {count:g}. Give a whole number from 0.")
    n = {status: counts.get(status, 0) for status in STATUSES}
    n_told, n_untold = n[ANSWERED] + n[DONT_KNOW], n[MISSING] + n[INVALID]
    return ItemResponse(
        n_asked=n_told + n_untold,
        n_outside=sum(n[status] for status in OUTSIDE),
        n_invalid=n[INVALID],
        nonresponse=_rate(n_untold, n_told + n_untold),
        dont_know=_rate(n[DONT_KNOW], n_told),
    )


def _rate(n: int, n_of: int) -> Rate:
    """Rate of something or of nothing."""
    return Rate(n, n_of, n / n_of if n_of else math.nan)
