"""Areas whose cases may not be shown, with the partners that keep them from being worked out."""

from __future__ import annotations

import hmac
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from workbench.methods.basics.arrays import Flags
from workbench.methods.rates.disclosure import Hidden, hide_small_counts
from workbench.reports.health.basis.counts import BOTH_SEXES, Counted, Counts, counted
from workbench.reports.health.basis.linkage import Linked
from workbench.reports.health.parameters import INTERNAL
from workbench.store.editions import Edition


@dataclass(frozen=True)
class HidingRule:
    """Which counts are small, and the secret that settles what is hidden with them."""

    smallest_count: int
    secret: bytes = field(default=b"", repr=False)
    editions: tuple[Edition, ...] = ()

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
        for edition in rule.editions:
            if edition.outcome == one.outcome:
                areas |= edition.hidden | _told_by(edition, one, rule)
    return frozenset(areas)


def _told_by(edition: Edition, one: Counted, rule: HidingRule) -> set[str]:
    """Areas whose difference to an earlier edition may not be told, with their partners."""
    shown = {area: cases for area, cases in edition.cells.items() if cases is not None}
    before = pd.Series(shown, dtype=float).reindex(one.cases.index)
    added = (one.cases - before).abs().fillna(0.0)
    found = hide_small_counts(
        added,
        np.ones((1, len(added)), dtype=bool),
        smallest_shown=rule.smallest_count,
        order=rule.order(added.index),
    )
    return {str(area) for area in added.index[found.cells]}


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


def sexes_hidden(hidden: Mapping[tuple[str, str], Hidden]) -> dict[tuple[str, str], bool]:
    """Whether the total of each outcome and sex is hidden: one sex hides the other.

    Parameters
    ----------
    hidden : mapping of (str, str) to Hidden
        By outcome and sex.

    Returns
    -------
    dict of (str, str) to bool
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
