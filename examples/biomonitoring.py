"""Two waves of human biomonitoring in a fictional country, and what is true of its people.

Women are drawn more often than men, and people of one area are alike, so an estimate that leaves
out weights or clusters is wrong or too sure. Smokers have more cadmium. The laboratory changed its
method for mercury between the waves, and gave the limit over the root of two for non-detects.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from examples.areas import GRIDS
from examples.chance import SEED, generator

COUNTRIES = ("XAA",)
N_AREAS, PERSONS = 24, 24  # clusters of a wave, and persons in each
N_STRATA = 4
WOMEN_DRAWN = 0.6  # share of the sample; half of the population are women
SMOKERS = 0.24
AGES = (3, 79)
AREA_SPREAD = 0.12  # standard deviation of the logarithm between areas


@dataclass(frozen=True)
class Marker:
    """A substance in people: its truth, and how the laboratory gave it.

    Attributes
    ----------
    substance, matrix, unit : str
        What is measured, in what, and in which unit.
    means : mapping of int to float
        Geometric mean of the population by year of the wave. [unit]
    limits : mapping of int to float
        Limit of quantification. [unit]
    methods : mapping of int to str
        Method of the laboratory.
    spread : float
        Standard deviation of the logarithm between persons of an area.
    men, smoker, by_decade : float
        Ratio of men to women, of smokers to others, and of an age to one ten years less.
    substituted : tuple of int
        Waves in which non-detects were given as the limit over the root of two.
    """

    substance: str
    matrix: str
    unit: str
    means: Mapping[int, float]
    limits: Mapping[int, float]
    methods: Mapping[int, str]
    spread: float
    men: float = 1.0
    smoker: float = 1.0
    by_decade: float = 1.0
    substituted: tuple[int, ...] = field(default=())


WAVES = (2012, 2022)
MARKERS = (
    Marker(
        *("Pb", "blood", "µg/L"),
        means={2012: 28.0, 2022: 18.0},
        limits={2012: 4.0, 2022: 4.0},
        methods=dict.fromkeys(WAVES, "ICP-MS"),
        spread=0.5,
        men=1.25,
        by_decade=1.06,
    ),
    Marker(
        *("Cd", "urine", "µg/g creatinine"),
        means=dict.fromkeys(WAVES, 0.28),
        limits=dict.fromkeys(WAVES, 0.1),
        methods=dict.fromkeys(WAVES, "ICP-MS"),
        spread=0.6,
        men=0.9,
        smoker=1.6,
        by_decade=1.15,
    ),
    Marker(
        *("Hg", "blood", "µg/L"),
        means=dict.fromkeys(WAVES, 0.6),
        limits={2012: 0.6, 2022: 0.2},
        methods={2012: "cold vapour AAS", 2022: "ICP-MS"},
        spread=0.9,
        substituted=(2012,),
    ),
)


def biomonitoring(iso3: str, seed: int = SEED) -> pd.DataFrame:
    """Results of the waves of a country.

    Parameters
    ----------
    iso3 : str
        One of `COUNTRIES`.
    seed : int
        Where the numbers of chance begin.

    Returns
    -------
    DataFrame
        Rows of `biomonitoring`.
    """
    parts = []
    for year in WAVES:
        persons = _persons(iso3, year, seed)
        for marker in MARKERS:
            random = generator(seed, iso3, str(year), marker.substance, "in people")
            parts.append(_results(persons, marker, year, random))
    return pd.concat(parts, ignore_index=True)


def _persons(iso3: str, year: int, seed: int) -> pd.DataFrame:
    """Persons of a wave: who they are, where they live and for how many they stand."""
    random = generator(seed, iso3, str(year), "participants")
    ids = np.array(GRIDS[iso3].area_ids())
    chosen = ids[:: len(ids) // N_AREAS][:N_AREAS]
    n = N_AREAS * PERSONS
    is_woman = np.tile(np.arange(PERSONS) < WOMEN_DRAWN * PERSONS, N_AREAS)
    share = is_woman.mean()
    return pd.DataFrame(
        {
            "participant": [f"P{year}-{place:04d}" for place in random.permutation(n)],
            "wave": str(year),
            "year": year,
            "area_id": np.repeat(chosen, PERSONS),
            "age": random.integers(AGES[0], AGES[1] + 1, n).astype(float),
            "sex": np.where(is_woman, "F", "M"),
            "smoker": np.where(random.random(n) < SMOKERS, "yes", "no"),
            "weight": np.where(is_woman, 0.5 / share, 0.5 / (1 - share)) * 1000,
            "stratum": np.repeat(np.arange(N_AREAS) * N_STRATA // N_AREAS, PERSONS).astype(str),
            "cluster": np.repeat(chosen, PERSONS),
        }
    )


def _results(
    persons: pd.DataFrame, marker: Marker, year: int, random: np.random.Generator
) -> pd.DataFrame:
    """Results of one substance, as the laboratory gave them."""
    areas = random.normal(0, AREA_SPREAD, N_AREAS)
    logs = np.repeat(areas - areas.mean(), PERSONS) + random.normal(0, marker.spread, len(persons))
    logs += math.log(marker.means[year])
    for ratio, of_person, mean in (
        (marker.men, persons["sex"].eq("M"), 0.5),
        (marker.smoker, persons["smoker"].eq("yes"), SMOKERS),
        (marker.by_decade, persons["age"] / 10, sum(AGES) / 20),
    ):
        logs += math.log(ratio) * (of_person.to_numpy(dtype=float) - mean)
    limit = marker.limits[year]
    values = np.array([float(f"{one:.3g}") for one in np.exp(logs)])
    below = values < limit
    in_its_place = f"{limit / math.sqrt(2):.3f}" if year in marker.substituted else f"<{limit:g}"
    return persons.assign(
        matrix=marker.matrix,
        substance=marker.substance,
        value=np.where(below, limit, values),
        unit=marker.unit,
        censored=below,
        lod=limit,
        method=marker.methods[year],
        original_value=[
            in_its_place if one else f"{value:g}" for one, value in zip(below, values, strict=True)
        ],
        original_unit=marker.unit,
    )
