"""How far two respondents of the same units agree."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, count, row
from workbench.methods.basics.intervals import NO_INTERVAL, Interval

MIN_PAIRS = 10
"""Pairs that kappa needs; below it says next to nothing."""


@row
class FewPairs(Phrase):
    """Too few pairs for kappa."""

    n_pairs: int = count("pairs")
    needed: int = count("pairs that kappa needs")


@row
class SameAnswerEverywhere(Phrase):
    """One of the two gave the same answer everywhere."""


@row
class AllPairsAgree(Phrase):
    """All pairs agree, so that kappa has no standard error."""


@dataclass(frozen=True)
class Agreement:
    """Share of pairs that agree, and Cohen's kappa where it can be said."""

    n_pairs: int  # both answered
    n_left_out: int  # one or both did not
    n_agreeing: int
    share_agreeing: float  # 0 to 1; NaN without a pair
    kappa: float  # -1 to 1; NaN where there is none
    interval: Interval  # of kappa, normal approximation
    reason: Phrase | None  # why kappa or its interval is not given; None where both are


def agreement(
    first: Sequence[str | None], second: Sequence[str | None], *, min_pairs: int = MIN_PAIRS
) -> Agreement:
    """Compare two answers about the same units, as of a focal point and a laboratory.

    Kappa is the agreement beyond what the frequencies of the answers make by chance, with the
    large-sample standard error of Fleiss, Cohen and Everitt. Where one of the two gave the same
    answer everywhere it is 0 whatever the other said, and is not given. Where all pairs agree its
    standard error is 0 however few they are, and no interval is given. It treats all answers as
    equally far apart: partly against no counts as much as yes against no.

    Parameters
    ----------
    first, second : sequence of str or None
        Answers about the same units in the same order; None where there is none.
    min_pairs : int
        Pairs below which kappa is not given.

    Returns
    -------
    Agreement

    Raises
    ------
    SeriesError
        If the two have different lengths, or an answer is neither a word nor None.

    References
    ----------
    .. [1] J. Cohen, "A coefficient of agreement for nominal scales," Educ. Psychol. Meas., vol. 20,
       pp. 37-46, 1960. doi:10.1177/001316446002000104
    .. [2] J. L. Fleiss, J. Cohen and B. S. Everitt, "Large sample standard errors of kappa and
       weighted kappa," Psychol. Bull., vol. 72, pp. 323-327, 1969. doi:10.1037/h0028106

    Examples
    --------
    >>> found = agreement(["yes", "no", "yes", None], ["yes", "yes", "yes", "no"])
    >>> found.n_pairs, round(found.share_agreeing, 3), found.reason
    (3, 0.667, FewPairs(n_pairs=3, needed=10))
    """
    if len(first) != len(second):
        raise SeriesError(
            f"There are {len(first)} first and {len(second)} second answers. "
            "Give both for the same units, None where one is missing."
        )
    odd = [answer for answer in [*first, *second] if not isinstance(answer, str | None)]
    if odd:
        raise SeriesError(f"An answer is {odd[0]!r}. Give words, and None where one is missing.")
    both = zip(first, second, strict=True)
    pairs = [(one, other) for one, other in both if one is not None and other is not None]
    n_agreeing = sum(one == other for one, other in pairs)
    kappa, interval, reason = _kappa(pairs, min_pairs)
    return Agreement(
        n_pairs=len(pairs),
        n_left_out=len(first) - len(pairs),
        n_agreeing=n_agreeing,
        share_agreeing=n_agreeing / len(pairs) if pairs else math.nan,
        kappa=kappa,
        interval=interval,
        reason=reason,
    )


def _kappa(
    pairs: Sequence[tuple[str, str]], min_pairs: int
) -> tuple[float, Interval, Phrase | None]:
    """Give kappa and its interval, or the reason why one is not given."""
    if len(pairs) < min_pairs:
        return math.nan, NO_INTERVAL, FewPairs(n_pairs=len(pairs), needed=min_pairs)
    if any(len(set(answers)) == 1 for answers in zip(*pairs, strict=True)):
        return math.nan, NO_INTERVAL, SameAnswerEverywhere()
    # statsmodels takes the root of a rounding error here, which may be below 0.
    if all(one == other for one, other in pairs):
        return 1.0, NO_INTERVAL, AllPairsAgree()
    return *_kappa_with_interval(pairs), None


def _kappa_with_interval(pairs: Sequence[tuple[str, str]]) -> tuple[float, Interval]:
    """Cohen's kappa of pairs of which some disagree, between -1 and 1."""
    from statsmodels.stats.inter_rater import cohens_kappa  # noqa: PLC0415 - slow to import

    answers = sorted({answer for pair in pairs for answer in pair})
    table = np.zeros((len(answers), len(answers)))
    for one, other in pairs:
        table[answers.index(one), answers.index(other)] += 1
    found = cohens_kappa(table)
    lower, upper = max(found.kappa_low, -1.0), min(found.kappa_upp, 1.0)
    return float(found.kappa), Interval(float(lower), float(upper))
