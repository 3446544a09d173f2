"""Change of yes and no answers from one wave of a survey to the next, in the same units."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import check_confidence
from workbench.methods.basics.intervals import NO_INTERVAL, Interval, check_counts, wilson


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
    )


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
    for count in table:
        check_counts(0, count)
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
