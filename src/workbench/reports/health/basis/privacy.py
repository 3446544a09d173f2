"""What may leave of counts: numbers rounded, and areas hidden that could be worked out."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.methods.basics.arrays import Flags
from workbench.methods.rates.disclosure import Hidden, hide_small_counts
from workbench.reports.health.basis.counts import BOTH_SEXES, Counted
from workbench.reports.health.basis.grades import Interval
from workbench.reports.health.parameters import Parameters

SHOWN_DIGITS = 3  # of what is worked out from counts, so that no count can be worked out from it
COARSE_DIGITS, LEAST_P = 2, 0.001
STANDS_FOR_LESS = 0.0009  # published in place of any p below, and read as "< 0.001"


@dataclass(frozen=True)
class ShownInterval:
    """Rate ratio and its limits as they may be published; None where it was not fitted."""

    ratio: float | None = None
    lower: float | None = None
    upper: float | None = None


def rounded(value: float, digits: int = SHOWN_DIGITS) -> float:
    """Value with the digits that may be published."""
    return float(f"{value:.{digits}g}")


def coarse(value: float) -> float:
    """Round to two digits what hangs on single cells, as what a model leaves over does."""
    return rounded(value, COARSE_DIGITS)


def coarse_p(p: float) -> float:
    """Round a p to two digits; one number stands for all that is below one in a thousand."""
    return STANDS_FOR_LESS if p < LEAST_P else coarse(p)


def shown_ratio(ratio: float) -> float:
    """Round a rate ratio to two decimals; one that is less than that is not zero."""
    return round(ratio, 2) or rounded(ratio, 1)


def shown_interval(interval: Interval) -> ShownInterval:
    """Round the rate ratio of a model and its limits."""
    if not interval.fitted:
        return ShownInterval()
    logs = (interval.estimate, interval.lower, interval.upper)
    return ShownInterval(*(shown_ratio(math.exp(one)) for one in logs))


def hidden_by_totals(recorded: Sequence[Counted], parameters: Parameters) -> frozenset[str]:
    """Areas that the total of some outcome in the data asks to hide, whatever a page asks.

    An area is hidden in all outcomes, since one outcome may be a part of another, and on every page
    of the data, since two pages could be subtracted.

    Parameters
    ----------
    recorded : sequence of Counted
        All outcomes in the data, both sexes.
    parameters : Parameters
        Of the report.
    """
    areas: set[str] = set()
    for one in recorded:
        cells = hide_small_counts(
            one.cases,
            np.ones(len(one.areas), dtype=bool),
            smallest_shown=parameters.smallest_count,
            order=one.expected,
        ).cells
        areas |= set(one.areas.index[cells])
    return frozenset(areas)


def hidden_areas(
    counted: Counted, groups: Sequence[Flags], anyway: Container[str], parameters: Parameters
) -> Hidden:
    """Areas whose cases may not be shown, so that no sum over a group of areas gives one away.

    Parameters
    ----------
    counted : Counted
        Outcome and sex.
    groups : sequence of array of bool, each shape (n_areas,)
        Areas whose cases together can be worked out from the page and the total: those of a
        question and of its quarters.
    anyway : container of str
        Areas that are hidden in any case.
    parameters : Parameters
        Of the report.
    """
    areas = counted.areas.index
    return hide_small_counts(
        counted.cases,
        np.array([np.ones(len(areas), dtype=bool), *groups]),
        smallest_shown=parameters.smallest_count,
        order=counted.expected,
        hidden_anyway=[area in anyway for area in areas],
    )


def sexes_hidden(hidden: Mapping[tuple[str, str], Hidden]) -> dict[tuple[str, str], bool]:
    """Whether the total of each outcome and sex is hidden: one sex hides the other.

    Parameters
    ----------
    hidden : mapping of (str, str) to Hidden
        By outcome and sex.
    """
    one_sex = {
        outcome
        for (outcome, sex), what in hidden.items()
        if sex != BOTH_SEXES and bool(what.groups[0])
    }
    return {
        (outcome, sex): bool(what.groups[0]) or (sex != BOTH_SEXES and outcome in one_sex)
        for (outcome, sex), what in hidden.items()
    }
