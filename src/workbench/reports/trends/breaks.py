"""What else changed between the sampling rounds of a series, and whether its trend stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from workbench.methods.sampling.site_values import Counts, SiteValues
from workbench.methods.sampling.visits import Placed
from workbench.methods.trends.breaks import (
    SAME_SEASON_MONTHS,
    BreakCheck,
    Standing,
    cell_labels,
    check_break,
    depth_labels,
    is_relabelled,
    season_labels,
)
from workbench.methods.trends.bridges import step_weight
from workbench.methods.trends.campaigns import Allowance, Source, horwitz_sd
from workbench.methods.trends.evidence import Cap, weak_p
from workbench.methods.trends.judging import Judged, Method
from workbench.methods.trends.shuffling import Shuffles
from workbench.reports.trends.phrases import BreakAt
from workbench.store.measurements import Measurements

LABORATORY, MONTH, DEPTH, SOURCE = "laboratory", "month", "depth", "source-type"
METHOD = "method"  # of series that are joined
OF_LABORATORIES = (LABORATORY, METHOD)  # of which it is known what they differ by

ALLOWED, NO_TREND = "allowed", "no-trend"
WORST_FIRST = (Standing.EXPLAINED, Standing.COINCIDES, Standing.BEYOND)


@dataclass(frozen=True)
class Labelled:
    """What each value was measured with, as a number for each word."""

    name: str
    labels: Counts  # shape (n_blocks, n_rounds)
    is_unstated: bool  # whether all that changes is that it is not stated

    def of_part(self, blocks: np.ndarray, rounds: np.ndarray) -> Labelled:
        """Keep some blocks and rounds."""
        return replace(self, labels=self.labels[np.ix_(blocks, rounds)])


@dataclass(frozen=True)
class Break:
    """A circumstance that changed, and what it leaves of the evidence."""

    name: str
    is_unstated: bool
    year: int  # from which on it differs from the first rounds
    standing: Standing
    cap: Cap
    check: BreakCheck
    is_seen: bool  # whether there is a trend that it could make
    least: float | None = None  # slope that is more than laboratories can make [1/year]

    @property
    def leaves(self) -> str:
        """Word for what it leaves; of campaigns it is not told apart, or it is allowed for."""
        if not self.is_seen:
            return NO_TREND
        if self.standing.cap is self.cap:
            return self.standing.value
        return Standing.COINCIDES.value if self.cap is not Cap.NONE else ALLOWED

    @property
    def told(self) -> BreakAt:
        """The change in words."""
        return BreakAt(
            name=self.name, year=self.year, is_unstated=self.is_unstated, leaves=self.leaves
        )

    @property
    def rank(self) -> int:
        """Place among others by what it leaves of the evidence, the least first."""
        return (
            WORST_FIRST.index(self.standing) if self.standing in WORST_FIRST else len(WORST_FIRST)
        )


def circumstances(samples: pd.DataFrame, values: SiteValues) -> tuple[Labelled, ...]:
    """Label what may change between the values of a series, but for what is alike in all.

    Parameters
    ----------
    samples : DataFrame
        Samples of a series, with their sampling round.
    values : SiteValues
        Values of its sites.

    Returns
    -------
    tuple of Labelled
    """
    words = {
        LABORATORY: _stated(samples[Measurements.lab_id]),
        MONTH: _seasons(samples),
        DEPTH: _depths(samples),
        SOURCE: _stated(samples[Measurements.source_type]),
    }
    return tuple(
        labelled(name, said, samples, values)
        for name, said in words.items()
        if said is not None and is_mixed(said)
    )


def is_mixed(words: pd.Series) -> bool:
    """Tell whether there are several; as objects, which is fast for few."""
    return len({*words.to_numpy(object)}) > 1


def _stated(words: pd.Series) -> pd.Series | None:
    """Words of samples, empty where it is not stated; None where all have the same."""
    return words.fillna("") if is_mixed(words) else None


def labelled(name: str, said: pd.Series, samples: pd.DataFrame, values: SiteValues) -> Labelled:
    """Label the values of sites by a word of their samples.

    Parameters
    ----------
    name : str
        What the words are about.
    said : Series of str
        Word of each sample; empty where it is not stated.
    samples : DataFrame
        These samples, with their sampling round.
    values : SiteValues
        Values of their sites.

    Returns
    -------
    Labelled
    """
    blocks = replace(values, sites=block_names(values.sites, values.seasons))
    sites = block_names(
        samples[Measurements.site_id].to_numpy(str), samples[Placed.season].to_numpy()
    )
    labels = cell_labels(blocks, sites, samples[Placed.visit].to_numpy(str), said.to_numpy(str))
    return Labelled(name=name, labels=labels, is_unstated=len({*said} - {""}) <= 1)


def block_names(sites: np.ndarray, seasons: np.ndarray) -> np.ndarray:
    """Name each site, or site and month, as one."""
    return np.array([f"{site}@{season}" for site, season in zip(sites, seasons, strict=True)])


def _seasons(samples: pd.DataFrame) -> pd.Series | None:
    """Season of the samples of each site and round; None for one season, or where none is stated.

    Empty where only the year is stated, and where sampling follows the seasons: there months are
    compared with the same month only.
    """
    dates = samples[Measurements.sampled_on].to_numpy(object)
    is_dated = np.array([len(date) > len("2001") for date in dates])
    months = 12 * (samples[Placed.decimal_year].to_numpy() % 1)
    if (is_dated.all() and np.ptp(months) <= SAME_SEASON_MONTHS) or not is_dated.any():
        return None
    angle = 2 * np.pi * samples[Placed.decimal_year].where(is_dated)
    cells = [samples[Measurements.site_id], samples[Placed.visit]]
    # April and October of each round have no middle: months are those of a site, not of a round
    sine, cosine = (
        part.groupby(cells).transform("mean") for part in (np.sin(angle), np.cos(angle))
    )
    month = (np.arctan2(sine, cosine) / (2 * np.pi) % 1 * 12).round(1)
    return _numbered(month, samples, season_labels).where(samples[Placed.season] == 0, "")


def _depths(samples: pd.DataFrame) -> pd.Series | None:
    """Depth of each sample as a number, empty where it is not stated; None where all are alike."""
    top, bottom = samples[Measurements.depth_top_cm], samples[Measurements.depth_bottom_cm]
    ends = np.column_stack([top.to_numpy(float), bottom.to_numpy(float)])
    if (ends == ends[0]).all() or np.isnan(ends).any(axis=1).all():
        return None
    both = pd.Series(list(zip(top, bottom, strict=True)), samples.index)
    stated = both.where(top.notna() & bottom.notna())

    def labels(known: list[tuple[float, float]]) -> Counts:
        tops, bottoms = np.array(known, dtype=float).reshape(-1, 2).T
        return depth_labels(tops, bottoms)

    return _numbered(stated, samples, labels)


def _numbered(
    words: pd.Series, samples: pd.DataFrame, number: Callable[[list[Any]], Counts]
) -> pd.Series:
    """Label words by number in order of time, close ones alike; empty where there is none."""
    in_time = words[samples[Placed.decimal_year].sort_values(kind="stable").index]
    known = list(in_time.dropna().unique())
    numbers = dict(zip(known, number(known) if known else [], strict=True))
    return words.map(lambda word: str(numbers[word]) if word in numbers else "").astype("str")


def checked(
    found: tuple[Labelled, ...], values: SiteValues, judged: Judged, shuffles: Shuffles
) -> tuple[Break, ...]:
    """Look whether a trend stands without each change of circumstances.

    Parameters
    ----------
    found : tuple of Labelled
        What changes.
    values : SiteValues
        Values of the sites.
    judged : Judged
        The trend.
    shuffles : Shuffles
        Orders of the rounds.

    Returns
    -------
    tuple of Break
        Those between values that are compared.
    """
    if judged.method is Method.NONE:
        return ()
    widening = judged.serial.widening if judged.serial and judged.p == judged.p_serial else 1.0
    is_seen = judged.p_plain <= weak_p(judged.n_rounds)
    breaks = []
    for one in found:
        limit = _laboratory_limit(values) if one.name in OF_LABORATORIES else None
        check = check_break(values, one.labels, shuffles, widening=widening, limit=limit)
        if check.standing is not Standing.NO_BREAK:
            year = int(np.floor(values.years[max(check.first_round, 0)]))
            cap = _cap(check, one, judged)
            least = None
            if limit is not None and check.standing in WORST_FIRST:
                least = _least(values, one.labels, limit, judged)
            breaks.append(
                Break(one.name, one.is_unstated, year, check.standing, cap, check, is_seen, least)
            )
    return tuple(breaks)


def _least(values: SiteValues, labels: Counts, limit: float, judged: Judged) -> float | None:
    """Smallest slope that neither scatter nor what laboratories differ by can make."""
    half = (judged.size.upper - judged.size.lower) / 2
    if judged.method is Method.CAMPAIGNS or not np.isfinite(half):
        return None
    weight = abs(step_weight(values, is_relabelled(values, labels).astype(np.float64)))
    return float(np.hypot(half, weight * limit)) if weight else None


def _laboratory_limit(values: SiteValues) -> float:
    """Most that two laboratories differ by at the content of a series, of the logarithm."""
    content = float(np.nanmedian(values.high))
    return Allowance(horwitz_sd(content), Source.LABORATORIES).limit


def _cap(check: BreakCheck, one: Labelled, judged: Judged) -> Cap:
    """Say what a change leaves; what campaigns may differ by holds other laboratories alone."""
    if judged.method is not Method.CAMPAIGNS:
        return check.standing.cap
    source = judged.change.allowance.source if judged.change else Source.LABORATORIES
    is_allowed = one.name in OF_LABORATORIES and source.holds_laboratories
    return Cap.NONE if is_allowed else Cap.BREAK
