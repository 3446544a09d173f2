"""One value a site and sampling round, so that a site counts once however often it was sampled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_censored
from workbench.methods.sampling.rounds import Texts

Counts = NDArray[np.int64]
DIGITS = 12
"""Digits of a median that are compared; no laboratory gives as many."""


@dataclass(frozen=True)
class SiteValues:
    """Content of each block at each sampling round, as an interval; NaN where it was not sampled.

    A block is a site, or a site in one month where sampling follows the seasons. Values are only
    ever compared within a block.
    """

    years: Floats  # date of each round, in order of time [decimal year]
    rounds: Texts  # name of each round
    sites: Texts  # site of each block
    seasons: Counts  # month of each block, 0 where there are no seasons
    low: Floats  # shape (n_blocks, n_rounds) [mg/kg or any one unit]
    high: Floats  # equal to `low` where non-detects leave the median no choice
    n_samples: Counts  # shape (n_blocks, n_rounds)

    @property
    def is_sampled(self) -> NDArray[np.bool_]:
        """Whether there is a value of each block and round."""
        return np.asarray(~np.isnan(self.high))

    @property
    def is_open(self) -> NDArray[np.bool_]:
        """Whether non-detects leave each value open."""
        return np.asarray(self.low < self.high)

    def where(self, blocks: ArrayLike) -> SiteValues:
        """Keep some blocks, and the rounds in which any of them was sampled.

        Parameters
        ----------
        blocks : array of bool, shape (n_blocks,)
            True for a block that is kept.

        Returns
        -------
        SiteValues
        """
        kept = np.asarray(blocks, dtype=bool)
        return self._of(kept, np.asarray(self.is_sampled[kept].any(axis=0)))

    def restricted(self, blocks: ArrayLike) -> SiteValues:
        """Keep some blocks, and all rounds, so that two parts of a series have the same ones.

        Parameters
        ----------
        blocks : array of bool, shape (n_blocks,)
            True for a block that is kept.

        Returns
        -------
        SiteValues
        """
        return self._of(np.asarray(blocks, dtype=bool), np.ones(self.years.size, dtype=bool))

    def during(self, rounds: ArrayLike) -> SiteValues:
        """Keep some rounds, and the blocks that were sampled in any of them.

        Parameters
        ----------
        rounds : array of bool, shape (n_rounds,)
            True for a round that is kept.

        Returns
        -------
        SiteValues
        """
        kept = np.asarray(rounds, dtype=bool)
        return self._of(np.asarray(self.is_sampled[:, kept].any(axis=1)), kept)

    def _of(self, blocks: NDArray[np.bool_], rounds: NDArray[np.bool_]) -> SiteValues:
        """Keep these blocks and rounds."""
        cells = np.ix_(blocks, rounds)
        return SiteValues(
            years=self.years[rounds],
            rounds=self.rounds[rounds],
            sites=self.sites[blocks],
            seasons=self.seasons[blocks],
            low=self.low[cells],
            high=self.high[cells],
            n_samples=self.n_samples[cells],
        )


@dataclass(frozen=True)
class Samples:
    """Samples of one series, in any order; all of one length."""

    sites: ArrayLike
    rounds: ArrayLike  # name of the sampling round
    dates: ArrayLike  # of that round, the same for all its samples [decimal year]
    concentrations: ArrayLike  # the limit where censored [mg/kg or any one unit]
    censored: ArrayLike
    seasons: ArrayLike | None = None  # month, or 0


def site_values(samples: Samples) -> SiteValues:
    """Take the median of the samples of each site in each sampling round.

    A non-detect lies anywhere from 0 to its limit, so a median has a lowest and a highest possible
    value; nothing is put in the place of a non-detect.

    Parameters
    ----------
    samples : Samples
        Samples of one series.

    Returns
    -------
    SiteValues
        Rounds in order of time, blocks in order of site and season.

    Raises
    ------
    SeriesError
        If the lengths differ, a value is missing, 0 or below, or a round has several dates.

    Examples
    --------
    >>> values = site_values(
    ...     Samples(["a", "a", "b"], ["1", "1", "2"], [2001, 2001, 2002], [1, 3, 2], [1, 0, 0])
    ... )
    >>> values.low.tolist(), values.high.tolist()
    ([[1.5, nan], [nan, 2.0]], [[2.0, nan], [nan, 2.0]])
    """
    values, flags = as_censored(samples.concentrations, samples.censored)
    if (values <= 0).any():
        raise SeriesError(
            f"A concentration is {values.min():g}, which has no logarithm. "
            "Give the limit of detection and flag it as a non-detect."
        )
    sites, rounds, dates = (
        np.asarray(column) for column in (samples.sites, samples.rounds, samples.dates)
    )
    seasons = np.zeros(values.size) if samples.seasons is None else np.asarray(samples.seasons)
    if not sites.shape == rounds.shape == dates.shape == seasons.shape == values.shape:
        raise SeriesError(
            f"Give one site, round, date and season for each of {values.size} values."
        )
    names, years, column = _in_order(rounds, dates.astype(np.float64))
    site_names, site = np.unique(sites.astype(str), return_inverse=True)
    blocks, row = np.unique(13 * site + seasons.astype(np.int64), return_inverse=True)
    shape = (blocks.size, years.size)
    cell = row * years.size + column
    return SiteValues(
        years=years,
        rounds=names,
        sites=site_names[blocks // 13],
        seasons=blocks % 13,
        low=_medians(cell, np.where(flags, 0.0, values), shape),
        high=_medians(cell, values, shape),
        n_samples=np.bincount(cell, minlength=blocks.size * years.size).reshape(shape),
    )


def _in_order(rounds: NDArray[np.str_], dates: Floats) -> tuple[Texts, Floats, NDArray[np.intp]]:
    """Names and dates of the rounds in order of time, and the place of each sample among them."""
    names, first, place = np.unique(rounds.astype(str), return_index=True, return_inverse=True)
    years = dates[first]
    if (years[place] != dates).any():
        raise SeriesError("A sampling round has several dates. Give each of its samples the same.")
    order = np.argsort(years, kind="stable")
    return names[order], years[order], np.argsort(order)[place]


def _medians(cell: NDArray[np.intp], values: Floats, shape: tuple[int, int]) -> Floats:
    """Median of the values of each cell; NaN where it has none."""
    order = np.lexsort((values, cell))
    found, start, size = np.unique(cell[order], return_index=True, return_counts=True)
    ordered = values[order]
    medians = np.full(shape[0] * shape[1], np.nan)
    medians[found] = _rounded((ordered[start + (size - 1) // 2] + ordered[start + size // 2]) / 2)
    return medians.reshape(shape)


def _rounded(medians: Floats) -> Floats:
    """Round to `DIGITS`: what units and means add behind them would make ties a rise or a fall.

    0.011 and 0.009 have a mean of 0.009999999999999998 in binary numbers.
    """
    with np.errstate(divide="ignore"):
        places = np.where(medians > 0, DIGITS - 1 - np.floor(np.log10(medians)), 0.0)
    scale = 10.0**places
    return np.asarray(np.rint(medians * scale) / scale)
