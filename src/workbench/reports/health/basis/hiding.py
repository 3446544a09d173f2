"""Areas whose cases may not be shown, with the partners that keep them from being worked out."""

from __future__ import annotations

import hmac
import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from workbench.methods.basics.arrays import Flags
from workbench.methods.rates.disclosure import Hidden, hide_small_counts
from workbench.reports.health.basis.counts import (
    BOTH_SEXES,
    Counted,
    CountedArea,
    Counts,
    counted,
)
from workbench.reports.health.basis.linkage import Linked
from workbench.reports.health.parameters import INTERNAL
from workbench.store.editions import AREA, SEX, YEAR, Edition


@dataclass(frozen=True)
class HidingRule:
    """Which counts are small, and the secret that settles what is hidden with them."""

    smallest_count: int
    secret: bytes = field(default=b"", repr=False)
    editions: tuple[Edition, ...] = ()

    def earlier(self, outcome: str, by: str) -> list[Edition]:
        """Earlier editions of an outcome, by area, by year or by sex."""
        return [one for one in self.editions if (one.outcome, one.by) == (outcome, by)]

    def order(self, names: Iterable[object]) -> list[int]:
        """Ranks of names, the same for the same secret and unknown to who has not got it."""
        drawn = [hmac.digest(self.secret, str(name).encode(), "sha256") for name in names]
        return [int.from_bytes(one[:6]) for one in drawn]


def hidden_counts(
    together: Linked,
    counts: Counts,
    groups: Sequence[tuple[str, pd.Index]],
    rule: HidingRule,
) -> dict[tuple[str, str], Hidden]:
    """Areas of each outcome and sex whose cases may not be shown.

    Parameters
    ----------
    together : Linked
        Tables of the country.
    counts : Counts
        Outcomes and the negative control.
    groups : sequence of (str, Index)
        Sex and areas whose cases together an outsider may work out.
    rule : HidingRule
        Which counts are small, and the order of partners.

    Returns
    -------
    dict of (str, str) to Hidden
        By outcome and sex.
    """
    recorded = [
        counted(together, name, BOTH_SEXES, standard=INTERNAL) for name in together.countable
    ]
    anyway = hidden_by_totals(recorded, rule) | hidden_by_editions(recorded, rule)
    found = {}
    for one in counts.all:
        areas = one.areas.index
        own = [np.asarray(areas.isin(group)) for sex, group in groups if sex == one.sex]
        flags = list({group.tobytes(): group for group in own if group.any()}.values())
        found[one.outcome, one.sex] = hidden_areas(one, flags, anyway, rule)
    return found


def hidden_by_totals(recorded: Sequence[Counted], rule: HidingRule) -> frozenset[str]:
    """Areas that the total of some outcome in the data asks to hide, whatever a page asks.

    An area is hidden in all outcomes, since one outcome may be a part of another, and on every page
    of the data, since two pages could be subtracted.

    Parameters
    ----------
    recorded : sequence of Counted
        All outcomes in the data, both sexes.
    rule : HidingRule
        Which counts are small, and the order of partners.

    Returns
    -------
    frozenset of str
        Their ids.
    """
    areas: set[str] = set()
    for one in recorded:
        cells = hide_small_counts(
            one.cases,
            np.ones(len(one.areas), dtype=bool),
            smallest_shown=rule.smallest_count,
            order=rule.order(one.areas.index),
        ).cells
        areas |= set(one.areas.index[cells])
    return frozenset(areas)


def hidden_by_editions(recorded: Sequence[Counted], rule: HidingRule) -> frozenset[str]:
    """Areas to hide since an earlier edition, taken from this one, would tell a small count.

    What was hidden once stays hidden. Where two editions show an area, their difference is the
    count of the years that were added, or of cases that came in late; it is hidden like any count.
    Where so few cases were added that no partner keeps them open, areas that had none added are
    hidden with them: how many areas are hidden then does not depend on how few cases there were.

    Parameters
    ----------
    recorded : sequence of Counted
        All outcomes in the data, both sexes.
    rule : HidingRule
        With the earlier editions of the country.

    Returns
    -------
    frozenset of str
        Their ids.
    """
    areas: set[str] = set()
    for one in recorded:
        for edition in rule.earlier(one.outcome, AREA):
            added = _added_since(edition, one.cases)
            found = _hidden_of(added, rule)
            areas |= edition.hidden | _names(added, found) | _unchanged(added, found, rule)
    return frozenset(areas)


def _added_since(edition: Edition, now: pd.Series) -> pd.Series:
    """Differences to the counts that an earlier edition shows; missing where it shows none."""
    shown = {name: cases for name, cases in edition.cells.items() if cases is not None}
    return (now - pd.Series(shown, dtype=float).reindex(now.index)).abs()


def _hidden_of(added: pd.Series, rule: HidingRule) -> Hidden:
    """Differences to an earlier edition that may not be told, with their partners."""
    return hide_small_counts(
        added.fillna(0.0),
        np.ones((1, len(added)), dtype=bool),
        smallest_shown=rule.smallest_count,
        order=rule.order(added.index),
    )


def _names(added: pd.Series, found: Hidden) -> set[str]:
    """Areas or years whose differences may not be told."""
    return {str(name) for name in added.index[found.cells]}


def _unchanged(added: pd.Series, found: Hidden, rule: HidingRule) -> set[str]:
    """Find areas to hide although nothing was added to them, beside few cases that were added.

    An area that is hidden since something was added to it has one case more at least, and as many
    such areas as there are, as many cases the year that was added has. One area more than cases, at
    least `smallest_count`, and any of them may be one to which nothing was added.
    """
    if not found.groups.any():
        return set()
    n_hidden = max(rule.smallest_count, math.ceil(added.sum()) + 1)
    names = added.index[~found.cells & added.notna()]
    in_order = sorted(zip(rule.order(names), names, strict=True))
    return {str(name) for _, name in in_order[: max(0, n_hidden - int(found.cells.sum()))]}


def hidden_years(counted: Counted, rule: HidingRule) -> Hidden:
    """Years whose cases in all areas may not be shown, nor told by the total or an earlier edition.

    What was hidden once stays hidden. The cases of the years that were added to an edition can be
    worked out from both totals, so that they are a group of their own: a year that an earlier
    edition shows keeps none of them open.

    Parameters
    ----------
    counted : Counted
        Outcome, both sexes.
    rule : HidingRule
        With the earlier editions of the country.

    Returns
    -------
    Hidden
        Years in the order of the counts; groups are the total, then the added years.
    """
    cases = counted.by_year[CountedArea.cases]
    cases = cases.set_axis([str(at) for at in cases.index])
    years, before = np.array(list(map(int, cases.index))), rule.earlier(counted.outcome, YEAR)
    added = [(years < one.years[0]) | (years > one.years[1]) for one in before]
    anyway = {name for one in before for name in one.hidden | _late(one, cases, rule)}
    return hide_small_counts(
        cases,
        np.array([np.ones(len(cases), dtype=bool), *(one for one in added if one.any())]),
        smallest_shown=rule.smallest_count,
        order=rule.order(counted.by_year.index),
        hidden_anyway=[name in anyway for name in cases.index],
    )


def _late(edition: Edition, now: pd.Series, rule: HidingRule) -> set[str]:
    """Years whose difference to an earlier edition may not be told, with their partners."""
    added = _added_since(edition, now)
    return _names(added, _hidden_of(added, rule))


def _total_is_told(counted: Counted, rule: HidingRule) -> bool:
    """Whether a total, taken from that of an earlier edition, tells cases that may not be told."""
    total = float(counted.cases.sum())
    for one in rule.earlier(counted.outcome, SEX):
        shown = one.cells.get(counted.sex, math.nan)
        if shown is None or 0 < abs(total - shown) < rule.smallest_count:
            return True
    return counted.sex == BOTH_SEXES and bool(hidden_years(counted, rule).groups.any())


def hidden_areas(
    counted: Counted, groups: Sequence[Flags], anyway: Container[str], rule: HidingRule
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
    rule : HidingRule
        Which counts are small, and the order of partners.

    Returns
    -------
    Hidden
        Areas in the order of the counts.
    """
    areas = counted.areas.index
    return hide_small_counts(
        counted.cases,
        np.array([np.ones(len(areas), dtype=bool), *groups]),
        smallest_shown=rule.smallest_count,
        order=rule.order(areas),
        hidden_anyway=[area in anyway for area in areas],
    )


def sexes_hidden(
    hidden: Mapping[tuple[str, str], Hidden], told: Container[tuple[str, str]] = frozenset()
) -> dict[tuple[str, str], bool]:
    """Whether the total of each outcome and sex is hidden: one sex hides the other.

    Parameters
    ----------
    hidden : mapping of (str, str) to Hidden
        By outcome and sex.
    told : container of (str, str)
        Outcome and sex of totals that would tell a count beside an earlier edition. Where that of
        both sexes would, the total of each sex is hidden too.

    Returns
    -------
    dict of (str, str) to bool
        By outcome and sex.
    """
    own = {key: bool(what.groups[0]) or key in told for key, what in hidden.items()}
    of_one = {outcome for (outcome, sex), is_own in own.items() if is_own and sex != BOTH_SEXES}
    of_one |= {outcome for outcome, sex in hidden if (outcome, BOTH_SEXES) in told}
    return {
        (outcome, sex): is_own or (sex != BOTH_SEXES and outcome in of_one)
        for (outcome, sex), is_own in own.items()
    }


def totals_told(counts: Counts, rule: HidingRule) -> frozenset[tuple[str, str]]:
    """Totals that would tell a small count, taken from those of an earlier edition.

    Parameters
    ----------
    counts : Counts
        Outcomes and the negative control.
    rule : HidingRule
        With the earlier editions of the country.

    Returns
    -------
    frozenset of (str, str)
        Outcome and sex.
    """
    return frozenset((one.outcome, one.sex) for one in counts.all if _total_is_told(one, rule))
