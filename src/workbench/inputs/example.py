"""The fictional store: six countries that do not exist, with a truth that reports are held to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from workbench.inputs import example_health, example_soil_health, example_survey, tables

SEED = 7  # chosen so that no series without a trend looks like one by chance
SITE_SPREAD = 0.35  # standard deviation of the logarithm between sites
NOISE = 0.12  # standard deviation of the logarithm within a site
FIRST_FIELD_DAY = 244  # samples are taken in September and October

YEARLY = tuple(range(2008, 2023))
EVERY_OTHER_YEAR = (2000, 2002, 2004, 2006, 2008, 2010, 2013, 2016, 2019, 2022)


@dataclass(frozen=True)
class Programme:
    """One substance that a fictional country measures, and the truth behind its numbers.

    Attributes
    ----------
    iso3, substance : str
        Country (XAA to XAF) and code of the substance.
    level_mg_kg : float
        Median concentration over the sites in the first year. [mg/kg]
    yearly_change : float
        True relative change of the soil; 0.03 is a rise of 3 in 100. [1/year]
    years : tuple of int
        Years in which every site is sampled.
    n_sites : int
        Number of sites.
    fraction, method : str
        What the digestion reaches, and the method group of the laboratory.
    recovery : float
        Part of the true concentration that this digestion reaches. [1]
    limits : dict of int to float
        Limit of detection from that year on; empty where all is detected. [mg/kg]
    """

    iso3: str
    substance: str
    level_mg_kg: float
    yearly_change: float
    years: tuple[int, ...]
    n_sites: int = 24
    fraction: str = "aqua_regia"
    method: str = "ICP-MS"
    recovery: float = 1.0
    limits: dict[int, float] = field(default_factory=dict)

    def limit(self, year: int) -> float:
        """Limit of detection in a year, 0 where all is detected; in mg/kg."""
        return max((step for step in self.limits.items() if step[0] <= year), default=(0, 0.0))[1]


PROGRAMMES = (
    Programme("XAA", "Cd", 0.40, 0.03, YEARLY),
    Programme("XAA", "Pb", 60.0, -0.04, YEARLY),
    Programme("XAA", "Zn", 95.0, 0.0, YEARLY),
    Programme("XAB", "Hg", 0.045, 0.0, YEARLY, limits={2008: 0.10, 2013: 0.04, 2018: 0.01}),
    Programme("XAB", "Sb", 0.30, -0.08, YEARLY, limits={2008: 0.12}),
    Programme("XAB", "As", 8.0, 0.0, YEARLY),
    Programme("XAC", "Cr", 70.0, 0.0, EVERY_OTHER_YEAR[:5], fraction="total", method="XRF"),
    Programme("XAC", "Cr", 70.0, 0.0, EVERY_OTHER_YEAR[5:], recovery=0.56),
    Programme("XAC", "Ni", 25.0, -0.03, EVERY_OTHER_YEAR),
    Programme("XAD", "Cd", 0.30, 0.03, (2009, 2015, 2018), n_sites=30),
    Programme("XAD", "Pb", 28.0, 0.0, (2009, 2015, 2018), n_sites=30),
    Programme("XAE", "Pb", 120.0, 0.0, (2012, 2019), n_sites=1),
)


def read(reads: Sequence[str], iso3s: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Frames of the fictional store for some of its countries.

    The soils of the health survey are among the measurements only beside `areas`, and those of
    the soil health survey only beside `site_soils`: to the trends they would be further sites.

    Parameters
    ----------
    reads : sequence of str
        Names of store tables.
    iso3s : sequence of str
        Countries; one without data gives no rows.

    Returns
    -------
    dict of str to DataFrame
        A frame a table, in the columns of its contract.
    """
    made = {
        "measurements": measurements,
        "responses": example_survey.responses,
        "frame": example_survey.frame,
        "legislation": example_survey.legislation,
    }
    own = {name: made[name]() for name in reads if name in made}
    frames = {
        name: frame[frame["iso3"].isin(list(iso3s))].reset_index(drop=True)
        for name, frame in own.items()
    }
    of_areas = [name for name in reads if name not in made and name != "site_soils"]
    frames |= {name: example_health.read(name, iso3s) for name in of_areas}
    if "site_soils" in reads:
        frames["site_soils"] = example_soil_health.read("site_soils", iso3s)
    for marker, survey in (("areas", example_health), ("site_soils", example_soil_health)):
        if {"measurements", marker} <= set(reads):
            frames["measurements"] = survey.read("measurements", iso3s)
    return frames


def areas() -> tuple[str, ...]:
    """Fictional countries that have measurements; they are those with health data."""
    return tuple(sorted({programme.iso3 for programme in PROGRAMMES}))


def countries() -> tuple[str, ...]:
    """Fictional countries that have rows in any table."""
    asked = (iso3 for iso3s in example_survey.STRATA.values() for iso3 in iso3s)
    return tuple(sorted({*areas(), *asked}))


def measurements() -> pd.DataFrame:
    """All measurements of the fictional countries, the same at every call."""
    parts = [
        _samples(programme, np.random.default_rng([SEED, number]))
        for number, programme in enumerate(PROGRAMMES)
    ]
    samples = pd.concat(parts, ignore_index=True)
    samples["source_row"] = np.arange(2, len(samples) + 2)
    contract = tables.empty("measurements").dtypes.to_dict()
    return samples.reindex(columns=list(contract)).astype(contract)


def _samples(programme: Programme, random: np.random.Generator) -> pd.DataFrame:
    """One programme: every site in every year, one row a sample."""
    years = np.tile(programme.years, programme.n_sites)
    sites = np.repeat(np.arange(1, programme.n_sites + 1), len(programme.years))
    site_effect = random.normal(0.0, SITE_SPREAD, programme.n_sites)[sites - 1]
    drift = np.log1p(programme.yearly_change) * (years - programme.years[0])
    noise = random.normal(0.0, NOISE, years.size)
    median = programme.level_mg_kg * programme.recovery
    concentrations = _three_digits(median * np.exp(site_effect + drift + noise))
    days = FIRST_FIELD_DAY + (7 * sites + 13 * years) % 56
    limits = np.array([programme.limit(int(year)) for year in years])
    censored = concentrations <= limits
    return pd.DataFrame(
        {
            "iso3": programme.iso3,
            "site_id": [f"{programme.iso3}-{site:02d}" for site in sites],
            "sample_id": [
                f"{programme.iso3}-{site:02d}-{year}"
                for site, year in zip(sites, years, strict=True)
            ],
            "sampled_on": _dates(years, days),
            "matrix": "soil",
            "layer": "0-20 cm",
            "depth_top_cm": 0.0,
            "depth_bottom_cm": 20.0,
            "land_use": "agricultural",
            "source_type": "diffuse",
            "substance": programme.substance,
            "value": np.where(censored, limits, concentrations),
            "unit": "mg/kg",
            "censored": censored,
            "lod": np.where(limits > 0, limits, np.nan),
            "fraction": programme.fraction,
            "basis": "dry",
            "method": programme.method,
            "lab_id": "EX-LAB",
            "original_value": [
                f"<{limit:g}" if below else f"{value:g}"
                for value, limit, below in zip(concentrations, limits, censored, strict=True)
            ],
            "original_unit": "mg/kg",
            "source_file": "fictional example data",
        }
    )


def _three_digits(values: np.ndarray) -> np.ndarray:
    """Values as a laboratory reports them, rounded to three significant digits."""
    return np.array([float(f"{value:.3g}") for value in values])


def _dates(years: np.ndarray, days: np.ndarray) -> list[str]:
    """ISO dates of days counted from the first of January."""
    starts = pd.to_datetime(pd.Series(years).astype(str) + "-01-01")
    return list((starts + pd.to_timedelta(days, unit="D")).dt.strftime("%Y-%m-%d"))
