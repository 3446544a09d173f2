"""Cases around a point source, and clusters: tests that choose no distance beforehand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats, as_values

N_DRAWS = 999
SCAN_DRAWS = 199
SEED = 20250101
EARTH_RADIUS_KM = 6371.0088
LARGEST_CLUSTER = 0.5
"""Share of the expected cases up to which a cluster may reach."""

MOST_MEMBERS = 200
"""Areas that a circle may hold: with thousands of areas larger ones take too long."""


@dataclass(frozen=True)
class StoneTest:
    """Greatest ratio within any distance of a source, and how often chance gives as much.

    Attributes
    ----------
    statistic : float
        Greatest observed over expected cases of the areas up to some distance. [1]
    within_km : float
        That distance.
    n_areas : int
        Areas within it.
    p_value : float
        Share of draws with as great a ratio.
    """

    statistic: float
    within_km: float
    n_areas: int
    p_value: float


@dataclass(frozen=True)
class Cluster:
    """Circle of areas in which cases are most in excess of chance.

    Attributes
    ----------
    members : tuple of int
        Places of its areas, the centre first.
    ratio : float
        Observed over expected cases in it.
    log_likelihood_ratio : float
        Of cases in it against cases elsewhere.
    p_value : float
        Share of draws with as great a one anywhere.
    """

    members: tuple[int, ...]
    ratio: float
    log_likelihood_ratio: float
    p_value: float


def distances_km(
    longitudes: ArrayLike, latitudes: ArrayLike, source: tuple[float, float]
) -> Floats:
    """Distances from a source along the surface of the Earth.

    Parameters
    ----------
    longitudes, latitudes : array of float, shape (n_areas,)
        Middles of the areas. [degree]
    source : tuple of float
        Its longitude and latitude. [degree]

    Returns
    -------
    array of float, shape (n_areas,)
        [km]

    Examples
    --------
    >>> distances_km([0.0, 179.5], [1.0, 0.0], (0.0, 0.0)).round(1).tolist()
    [111.2, 19959.5]
    """
    east, north = (
        np.radians(as_values(longitudes, "longitudes")),
        np.radians(as_values(latitudes, "latitudes")),
    )
    at_east, at_north = np.radians(source)
    half = np.sin((north - at_north) / 2) ** 2
    half += np.cos(north) * np.cos(at_north) * np.sin((east - at_east) / 2) ** 2
    found: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return found


def stone_test(
    observed: ArrayLike,
    expected: ArrayLike,
    distances: ArrayLike,
    *,
    n_draws: int = N_DRAWS,
    seed: int = SEED,
) -> StoneTest:
    """Test of Stone: whether cases are in excess up to some distance of a source.

    No distance is chosen beforehand: the statistic is the greatest ratio of the areas up to any
    distance, and p counts draws of all cases over the areas by their expected ones [1]_. Areas at
    the same distance enter together.

    Parameters
    ----------
    observed, expected : array of float, shape (n_areas,)
        Cases. [1]
    distances : array of float, shape (n_areas,)
        From the source. [km]
    n_draws : int
        Draws of chance.
    seed : int
        Where their numbers begin.

    Returns
    -------
    StoneTest

    Raises
    ------
    SeriesError
        If there are fewer than 3 areas, no case, or an area in which none is expected.

    References
    ----------
    .. [1] R. A. Stone, "Investigations of excess environmental risks around putative sources:
       statistical problems and a proposed test," Stat. Med., vol. 7, pp. 649-660, 1988.
       doi:10.1002/sim.4780070604

    Examples
    --------
    >>> found = stone_test([9, 4, 4, 3], [3.0, 4.0, 6.0, 7.0], [1, 2, 3, 4])
    >>> found.statistic, found.within_km, found.n_areas
    (3.0, 1.0, 1)
    """
    cases, should, away = _counts(observed, expected, distances)
    order = np.argsort(away, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(away[order]) > 0, True))
    up_to = np.cumsum(should[order])[ends]
    ratios = np.cumsum(cases[order])[ends] / up_to
    best = int(ratios.argmax())
    draws = _drawn(cases, should, n_draws, seed)[:, order]
    greatest = (np.cumsum(draws, axis=1)[:, ends] / up_to).max(axis=1)
    n_as_great = int((greatest >= ratios[best] * (1 - 1e-12)).sum())
    return StoneTest(
        statistic=float(ratios[best]),
        within_km=float(away[order][ends[best]]),
        n_areas=int(ends[best]) + 1,
        p_value=(1 + n_as_great) / (1 + n_draws),
    )


def spatial_scan(
    observed: ArrayLike,
    expected: ArrayLike,
    places: tuple[ArrayLike, ArrayLike],
    *,
    n_draws: int = SCAN_DRAWS,
    seed: int = SEED,
) -> Cluster:
    """Scan of Kulldorff: the circle of areas with the most excess, and how often chance gives it.

    Parameters
    ----------
    observed, expected : array of float, shape (n_areas,)
        Cases. [1]
    places : tuple of array of float, shape (n_areas,)
        Longitudes and latitudes of the middles of the areas. [degree]
    n_draws : int
        Draws of chance.
    seed : int
        Where their numbers begin.

    Returns
    -------
    Cluster
        The most likely one, of circles around each area up to half of the expected cases.

    Raises
    ------
    SeriesError
        If there are fewer than 3 areas, no case, or an area in which none is expected.

    References
    ----------
    .. [1] M. Kulldorff, "A spatial scan statistic," Commun. Stat. Theory Methods, vol. 26,
       pp. 1481-1496, 1997. doi:10.1080/03610929708831995

    Examples
    --------
    >>> found = spatial_scan([9, 9, 2, 2, 2], [4.0, 4, 5, 5, 6], ([0, 1, 5, 6, 7], [0] * 5))
    >>> found.members, found.ratio
    ((0, 1), 2.25)
    """
    east, north = (as_values(one, "places") for one in places)
    cases, should, _ = _counts(observed, expected, east)
    total = float(cases.sum())
    rings = [
        np.argsort(distances_km(east, north, at), kind="stable")[:MOST_MEMBERS]
        for at in _pairs(east, north)
    ]
    nearest = np.array(rings, dtype=np.intp)
    inside = np.cumsum(should[nearest], axis=1)
    allowed = inside <= LARGEST_CLUSTER * total
    allowed[:, 0] |= ~allowed.any(axis=1)
    width = int(allowed.sum(axis=1).max())
    nearest, inside, allowed = nearest[:, :width], inside[:, :width], allowed[:, :width]
    likelihoods = _likelihoods(np.cumsum(cases[nearest], axis=1), inside, total, allowed)
    centre, size = np.unravel_index(int(likelihoods.argmax()), likelihoods.shape)
    greatest = [
        float(_likelihoods(np.cumsum(draw[nearest], axis=1), inside, total, allowed).max())
        for draw in _drawn(cases, should, n_draws, seed)
    ]
    best = float(likelihoods[centre, size])
    members = nearest[centre, : size + 1]
    return Cluster(
        members=tuple(int(place) for place in members),
        ratio=float(cases[members].sum() / should[members].sum()),
        log_likelihood_ratio=best,
        p_value=(1 + int((np.array(greatest) >= best * (1 - 1e-12)).sum())) / (1 + n_draws),
    )


def _pairs(east: Floats, north: Floats) -> list[tuple[float, float]]:
    """Longitude and latitude of each area."""
    return [(float(x), float(y)) for x, y in zip(east, north, strict=True)]


def _counts(
    observed: ArrayLike, expected: ArrayLike, distances: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Cases, expected ones that add up to as many, and distances."""
    cases, should = as_values(observed, "cases"), as_values(expected, "expected cases")
    away = as_values(distances, "distances")
    if not cases.size == should.size == away.size or cases.size < 3:
        raise SeriesError(
            f"There are {cases.size} areas with cases, {should.size} with expected ones and "
            f"{away.size} with a place. Give the same 3 areas or more."
        )
    if cases.sum() <= 0 or (should <= 0).any():
        raise SeriesError("There is no case, or an area in which none is expected. Leave it out.")
    return cases, should * (cases.sum() / should.sum()), away


def _drawn(cases: Floats, should: Floats, n_draws: int, seed: int) -> NDArray[np.int64]:
    """All cases drawn over the areas anew, by their expected ones; shape (n_draws, n_areas)."""
    random = np.random.default_rng(seed)
    return random.multinomial(round(float(cases.sum())), should / should.sum(), size=n_draws)


def _likelihoods(
    cases: NDArray[np.float64] | NDArray[np.int64],
    inside: Floats,
    total: float,
    allowed: NDArray[np.bool_],
) -> Floats:
    """Log likelihood ratio of each circle; nought where there is no excess in it."""
    outside, others = total - cases, total - inside
    is_excess = allowed & (cases * others > outside * inside)
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(cases > 0, cases * np.log(cases / inside), 0.0)
        rest = np.where(outside > 0, outside * np.log(outside / others), 0.0)
    found: Floats = np.where(is_excess, own + rest, 0.0)
    return found
