"""True contents of the soils of all sites: what every report's numbers come from."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pandas as pd

from examples import health
from examples.chance import SEED, generator
from examples.monitoring import LAST_ROUND, NOISE, Programme, programmes
from examples.sites import SITES_AN_AREA, sites

WITHIN_AREA = 0.2  # standard deviation of the logarithm between sites of an area
LOG_2 = math.log(2)


@cache
def log_ratios(iso3: str, substance: str, seed: int = SEED) -> np.ndarray:
    """Logarithm of the true content of each site over the median of its country.

    Parameters
    ----------
    iso3, substance : str
        Country, and code of the vocabulary.
    seed : int
        Where the numbers of chance begin.
    """
    listed = sites(iso3, seed)
    chance = generator(seed, iso3, substance, "sites").normal(size=len(listed))
    of_areas = health.log2_contents(iso3, substance, seed)
    if of_areas is None:
        return programmes(iso3, substance)[0].spread * chance
    outside = listed["area"].to_numpy() < 0
    within = WITHIN_AREA if SITES_AN_AREA[iso3] > 1 else 0.0
    own = LOG_2 * np.append(of_areas, 0.0)[listed["area"]]  # -1, outside of all areas: the median
    return np.asarray(own + np.where(outside, LOG_2, within) * chance)


def of_areas(iso3: str, substance: str, seed: int = SEED) -> np.ndarray:
    """Mean over the sites of each area of the logarithm to base 2 of the true ratio."""
    own = pd.Series(log_ratios(iso3, substance, seed) / LOG_2)
    means = own.groupby(sites(iso3, seed)["area"].to_numpy()).mean()
    return means[means.index >= 0].to_numpy()


def at_last_round(
    iso3: str, substance: str, n_sites: int, random: np.random.Generator
) -> np.ndarray:
    """Contents of samples of many sites in the last round of a country, drawn anew; in mg/kg."""
    programme = last_programme(iso3, substance)
    driven = health.log2_contents(iso3, substance) is not None
    within = WITHIN_AREA if SITES_AN_AREA[iso3] > 1 else 0.0
    spread = math.hypot(health.SD_OF_LOG2 * LOG_2, within) if driven else programme.spread
    chance = random.normal(0.0, math.hypot(spread, NOISE), n_sites)
    return np.asarray(programme.median(LAST_ROUND[iso3]) * np.exp(chance))


def last_programme(iso3: str, substance: str) -> Programme:
    """Programme that a substance is measured by in the last round of a country."""
    return next(one for one in programmes(iso3, substance) if LAST_ROUND[iso3] in one.years)
