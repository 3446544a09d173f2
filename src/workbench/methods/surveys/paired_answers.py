"""Answers about the same units: from one wave of a survey to the next, of two respondents."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc
from scipy.stats import binomtest

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, count, row
from workbench.methods.basics.arrays import check_confidence
from workbench.methods.basics.intervals import NO_INTERVAL, Interval, check_counts, wilson

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
class MatchedChange:
    """Units that changed their answer, those that did not, and those of one wave only."""

    gained: tuple[str, ...]  # no, then yes
    lost: tuple[str, ...]  # yes, then no
    n_both_yes: int
    n_both_no: int
    n_matched: int
    entered: tuple[str, ...]  # answered in the last wave only
    left: tuple[str, ...]  # answered in the first wave only
    silent: tuple[str, ...]  # named, but answered in neither
    difference: float  # share of yes, last less first, of the matched; NaN without one
    interval: Interval  # of the difference, -1 to 1
    p: float  # exact, two-sided; 1 where no unit changed
    p_corrected: float  # with the continuity correction, for comparison with other reports

    @property
    def smallest_p(self) -> float:
        """Smallest p that so many changed units could give: where all of them went one way.

        Examples
        --------
        >>> changed = {"XAA": False, "XAB": False}, {"XAA": True, "XAB": True}
        >>> matched_change(*changed).smallest_p
        0.5
        """
        n_changed = len(self.gained) + len(self.lost)
        return min(1.0, 2.0 ** (1 - n_changed))


@dataclass(frozen=True)
class PairAgreement:
    """Share of pairs that agree, and Cohen's kappa where it can be said."""

    n_pairs: int  # both answered
    n_left_out: int  # one or both did not
    n_agreeing: int
    share_agreeing: float  # 0 to 1; NaN without a pair
    kappa: float  # -1 to 1; NaN where there is none
    interval: Interval  # of kappa, normal approximation
    reason: Phrase | None  # why kappa or its interval is not given; None where both are


def matched_change(
    first: Mapping[str, bool | None], last: Mapping[str, bool | None], *, confidence: float = 0.95
) -> MatchedChange:
    """Compare two waves in the units that answered in both.

    The test is McNemar's in its exact form: whether those that changed went one way [1]_. The
    interval is Newcombe's tenth, made of the Wilson intervals of both waves and the correlation
    between them, with his correction of it [2]_. Both take the matched units as a sample of many;
    where they are all units there are, the difference is what it is.

    Parameters
    ----------
    first, last : mapping of str to bool or None
        Answer of each unit in each wave; None, or no entry, where it gave none.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    MatchedChange
        Names in alphabetical order. [difference of shares, -1 to 1]

    Raises
    ------
    SeriesError
        If an answer is neither True, False nor None.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] Q. McNemar, "Note on the sampling error of the difference between correlated proportions
       or percentages," Psychometrika, vol. 12, pp. 153-157, 1947. doi:10.1007/BF02295996
    .. [2] R. G. Newcombe, "Improved confidence intervals for the difference between binomial
       proportions based on paired data," Stat. Med., vol. 17, pp. 2635-2650, 1998.

    Examples
    --------
    >>> first, last = {"XAA": False, "XAB": True}, {"XAA": True, "XAB": True, "XAC": False}
    >>> change = matched_change(first, last)
    >>> change.gained, change.lost, change.entered, change.difference
    (('XAA',), (), ('XAC',), 0.5)
    """
    check_confidence(confidence)
    before, after = _answers(first, "first"), _answers(last, "last")
    matched = before.keys() & after.keys()
    gained = _named(unit for unit in matched if after[unit] and not before[unit])
    lost = _named(unit for unit in matched if before[unit] and not after[unit])
    n_both_yes = sum(before[unit] and after[unit] for unit in matched)
    n_changed = len(gained) + len(lost)
    table = n_both_yes, len(lost), len(gained), len(matched) - n_both_yes - n_changed
    return MatchedChange(
        gained=gained,
        lost=lost,
        n_both_yes=n_both_yes,
        n_both_no=table[3],
        n_matched=len(matched),
        entered=_named(after.keys() - before.keys()),
        left=_named(before.keys() - after.keys()),
        silent=_named((first.keys() | last.keys()) - before.keys() - after.keys()),
        difference=(len(gained) - len(lost)) / len(matched) if matched else math.nan,
        interval=paired_difference(table, confidence=confidence) if matched else NO_INTERVAL,
        p=float(binomtest(len(gained), n_changed).pvalue) if n_changed else 1.0,
        p_corrected=mcnemar_corrected(len(gained), len(lost)),
    )


def mcnemar_corrected(gained: int, lost: int) -> float:
    """P of McNemar's test with the continuity correction of Edwards, two-sided.

    It is an approximation, for comparison with other reports: of few changes the exact p of
    `matched_change` is the one to use.

    Parameters
    ----------
    gained, lost : int
        Units that went from no to yes, and from yes to no.

    Returns
    -------
    float
        [probability, 0 to 1]; 1 where no unit changed.

    Raises
    ------
    SeriesError
        If a count is not whole.

    References
    ----------
    .. [1] A. L. Edwards, "Note on the correction for continuity in testing the significance of the
       difference between correlated proportions," Psychometrika, vol. 13, pp. 185-187, 1948.
       doi:10.1007/BF02289261

    Examples
    --------
    >>> round(mcnemar_corrected(10, 2), 4)
    0.0433
    """
    check_counts(0, gained)
    check_counts(0, lost)
    n_changed = gained + lost
    if n_changed == 0:
        return 1.0
    return float(chdtrc(1, max(abs(gained - lost) - 1, 0) ** 2 / n_changed))


def paired_difference(table: tuple[int, int, int, int], *, confidence: float = 0.95) -> Interval:
    """Interval of Newcombe (his tenth) for the difference of two shares in the same units.

    Parameters
    ----------
    table : tuple of 4 int
        Units that said yes twice, yes then no, no then yes, and no twice.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    Interval
        Last less first. [difference of shares, -1 to 1]

    Raises
    ------
    SeriesError
        If there is no unit, or a count is not whole.
    ParameterError
        If the confidence is not between 0 and 1.

    Examples
    --------
    >>> interval = paired_difference((12, 2, 10, 3))
    >>> round(interval.lower, 4), round(interval.upper, 4)
    (0.0468, 0.5011)
    """
    both_yes, lost, gained, _ = table
    for n_units in table:
        check_counts(0, n_units)
    n = sum(table)
    if n == 0:
        raise SeriesError("There is no unit with both answers. Give 1 or more.")
    was, became = both_yes + lost, both_yes + gained
    before = wilson(was, n, confidence=confidence)
    after = wilson(became, n, confidence=confidence)
    phi = _correlation(table)
    difference = (gained - lost) / n
    down = became / n - after.lower, before.upper - was / n
    up = after.upper - became / n, was / n - before.lower
    return Interval(difference - _joined(*down, phi), difference + _joined(*up, phi))


def _joined(one: float, other: float, phi: float) -> float:
    """Length of two correlated distances together."""
    return math.sqrt(max(one**2 - 2 * phi * one * other + other**2, 0.0))


def _correlation(table: tuple[int, int, int, int]) -> float:
    """Phi of both waves, brought towards 0 where it is positive, as Newcombe corrects it."""
    both_yes, lost, gained, both_no = table
    margins = (both_yes + lost) * (gained + both_no) * (both_yes + gained) * (lost + both_no)
    if margins == 0:
        return 0.0
    product = float(both_yes * both_no - lost * gained)
    if product > 0:
        product = max(product - sum(table) / 2, 0.0)
    return product / math.sqrt(margins)


def _answers(wave: Mapping[str, bool | None], name: str) -> dict[str, bool]:
    """Units that answered in a wave, and what."""
    odd = [unit for unit, answer in wave.items() if not isinstance(answer, bool | np.bool_ | None)]
    if odd:
        raise SeriesError(
            f"The {name} answer of {odd[0]} is {wave[odd[0]]!r}. Give True, False or None."
        )
    return {unit: bool(answer) for unit, answer in wave.items() if answer is not None}


def _named(units: Iterable[str]) -> tuple[str, ...]:
    """Names in alphabetical order."""
    return tuple(sorted(units))


def agreement(
    first: Sequence[str | None], second: Sequence[str | None], *, min_pairs: int = MIN_PAIRS
) -> PairAgreement:
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
    PairAgreement

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
    return PairAgreement(
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
