"""Sampling rounds: which campaign, or else which year, each sample belongs to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_values

Texts = NDArray[np.str_]

NAMED, BY_DATE, BY_YEAR = "named", "by-date", "by-year"
NEAR_CAMPAIGN_YEARS = 0.25
"""A sample without a campaign that lies no further from one than this is counted with it."""
LONGEST_CAMPAIGN_YEARS = 4.0
"""A name that is used for longer is that of a programme; its rounds are its years."""
MONTHS = 12
FEWEST_MONTHS = 4
"""Calendar months, in a year at a site, from which on sampling follows the seasons."""


@dataclass(frozen=True)
class Rounds:
    """Sampling round of each sample."""

    names: Texts  # of the round of each sample
    assigned: Texts  # how it was found: named, by-date or by-year
    dates: Floats  # median date of that round [decimal year]


def sampling_rounds(dates: ArrayLike, campaigns: ArrayLike | None = None) -> Rounds:
    """Find the sampling round of each sample: its campaign, the one of its date, or its year.

    A sample without a campaign joins the campaign during which it was taken, or the nearest one no
    further away than `NEAR_CAMPAIGN_YEARS`; where several overlap, that with the nearest median
    date. Elsewhere its round is the calendar year, as where a campaign lasts longer than
    `LONGEST_CAMPAIGN_YEARS`. One missing name so moves one sample, and never
    all others from campaigns to years.

    Parameters
    ----------
    dates : array of float, shape (n_samples,)
        [decimal year]
    campaigns : array of str, shape (n_samples,), optional
        Empty or missing where none is named.

    Returns
    -------
    Rounds
        In the order of the samples.

    Raises
    ------
    SeriesError
        If a date is missing or the lengths differ.

    Examples
    --------
    >>> found = sampling_rounds([2000.9, 2000.9, 2001.1, 2004.5], ["", "first", "first", ""])
    >>> found.names.tolist()
    ['first', 'first', 'first', '2004']
    >>> found.assigned.tolist()
    ['by-date', 'named', 'named', 'by-year']
    """
    years = as_values(dates, "dates")
    names = _without_programmes(years, _texts(campaigns, years.size))
    assigned = np.where(names == "", BY_YEAR, NAMED).astype("U8")
    if (names != "").any():
        nearest, is_near = _nearest_campaign(years, names)
        joins = (names == "") & is_near
        names, assigned = np.where(joins, nearest, names), np.where(joins, BY_DATE, assigned)
    calendar = np.floor(years).astype(int).astype(str)
    names = np.where(names == "", calendar, names).astype(str)
    return Rounds(names, assigned.astype(str), _median_dates(years, names))


def sampling_seasons(sites: ArrayLike, dates: ArrayLike) -> NDArray[np.int64]:
    """Find the calendar month of each sample whose site is sampled through the seasons, else 0.

    Where a site is sampled in `FEWEST_MONTHS` or more months in most of its years, its
    values are compared with those of the same month only, so that a season that is sampled more
    often makes no trend [1]_. One year of many visits, or another site, says nothing of a site: its
    values would lose what they can be compared with.

    Parameters
    ----------
    sites : array of str, shape (n_samples,)
        Site of each sample.
    dates : array of float, shape (n_samples,)
        [decimal year]

    Returns
    -------
    array of int, shape (n_samples,)
        1 to 12, or 0 where the rounds of a site are years or campaigns.

    Raises
    ------
    SeriesError
        If a date is missing or the lengths differ.

    References
    ----------
    .. [1] R. M. Hirsch, J. R. Slack, and R. A. Smith, "Techniques of trend analysis for monthly
       water quality data," Water Resour. Res., vol. 18, pp. 107-121, 1982.
       doi:10.1029/WR018i001p00107

    Examples
    --------
    >>> sampling_seasons(["a"] * 4, [2001.05, 2001.3, 2001.55, 2001.8]).tolist()
    [1, 4, 7, 10]
    >>> sampling_seasons(["a"] * 2, [2001.3, 2002.3]).tolist()
    [0, 0]
    """
    years = as_values(dates, "dates")
    calendar = np.floor(years).astype(np.int64)
    months = np.minimum(np.floor(12 * (years - calendar)).astype(np.int64) + 1, 12)
    names = _objects(sites, years.size)
    if np.unique(months).size < FEWEST_MONTHS:
        return np.zeros_like(months)
    site = 1 + pd.factorize(names)[0]  # 0 where none is named
    year = calendar - calendar.min()
    site_years = np.unique((site * (1 + year.max()) + year) * MONTHS + months - 1) // MONTHS
    site_years, n_months = np.unique(site_years, return_counts=True)
    of_site = site_years // (1 + year.max())
    n_full = np.bincount(of_site, weights=n_months >= FEWEST_MONTHS)
    return np.where((2 * n_full > np.bincount(of_site))[site], months, 0)


def _texts(values: ArrayLike | None, size: int) -> Texts:
    """Texts of as many samples, empty where missing."""
    if values is None:
        return np.full(size, "", dtype=str)
    given = _objects(values, size)
    if pd.isna(given).all():
        return np.full(size, "", dtype=str)
    return np.array([one if isinstance(one, str) else "" for one in given], dtype=str)


def _objects(values: ArrayLike, size: int) -> NDArray[np.object_]:
    """Names as they are, as many as there are dates."""
    given = np.asarray(values, dtype=object)
    if given.shape != (size,):
        raise SeriesError(
            f"There are {size} dates and names of the shape {given.shape}. Give one each."
        )
    return given


def _without_programmes(years: Floats, names: Texts) -> Texts:
    """Take away names that are used for more years than a campaign lasts."""
    if not (names != "").any():
        return names
    known, place = np.unique(names, return_inverse=True)
    spans = np.array([np.ptp(years[place == one]) for one in range(known.size)])
    return np.where(spans[place] > LONGEST_CAMPAIGN_YEARS, "", names).astype(str)


def _nearest_campaign(years: Floats, names: Texts) -> tuple[Texts, NDArray[np.bool_]]:
    """Campaign nearest to each date, and whether it is near enough to join."""
    known, place = np.unique(names[names != ""], return_inverse=True)
    named = years[names != ""]
    first, last, middle = (
        np.array([reduce(named[place == one]) for one in range(known.size)])
        for reduce in (np.min, np.max, np.median)
    )
    outside = np.maximum(np.maximum(first - years[:, None], years[:, None] - last), 0.0)
    distance = np.abs(years[:, None] - middle)
    nearest = np.lexsort((distance, outside), axis=1)[:, 0]
    reach = np.take_along_axis(outside, nearest[:, None], axis=1)[:, 0]
    return known[nearest], reach <= NEAR_CAMPAIGN_YEARS


def _median_dates(years: Floats, names: Texts) -> Floats:
    """Median date of the round of each sample."""
    _, place, size = np.unique(names, return_inverse=True, return_counts=True)
    ordered, start = years[np.lexsort((years, place))], np.cumsum(size) - size
    dates = (ordered[start + (size - 1) // 2] + ordered[start + size // 2]) / 2
    return np.asarray(dates[place])
