"""Soil samples of the fictional health data, taken while the limits of detection fell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

SOIL_YEARS = (2000, 2001, 2003, 2004)
SITE_SPREAD = 0.3  # standard deviation of the logarithm between sites of an area


@dataclass(frozen=True)
class SoilSurvey:
    """How a contaminant was sampled and measured.

    Attributes
    ----------
    substance : str
        Code of the vocabulary.
    median_mg_kg : float
        Median of the country. [mg/kg]
    limits : mapping of int to float
        Limit of detection from that year on. [mg/kg]
    """

    substance: str
    median_mg_kg: float
    limits: Mapping[int, float]

    def limit(self, year: int) -> float:
        """Limit of detection in a year, in mg/kg."""
        return self.limits[max(first for first in self.limits if first <= year)]


def soil_rows(
    sites: pd.DataFrame,
    surveys: Sequence[SoilSurvey],
    log2_contents: Sequence[np.ndarray],
    random: np.random.Generator,
) -> pd.DataFrame:
    """Rows of `measurements`: each site once, each contaminant.

    Parameters
    ----------
    sites : DataFrame
        Sites, see `sampled_sites`.
    surveys : sequence of SoilSurvey
        One a contaminant.
    log2_contents : sequence of array
        Of each contaminant, the logarithm to base 2 of each area's content over the median.
    random : Generator
        Numbers of chance.
    """
    parts = [
        _measured(sites, survey, contents, random)
        for survey, contents in zip(surveys, log2_contents, strict=True)
    ]
    return pd.concat(parts, ignore_index=True)


def _measured(
    sites: pd.DataFrame, survey: SoilSurvey, contents: np.ndarray, random: np.random.Generator
) -> pd.DataFrame:
    """Rows of one contaminant."""
    years = np.resize(SOIL_YEARS, len(sites))
    own = np.append(contents, 0.0)[sites["area"]]  # -1, outside of all areas: the median
    noise = random.normal(0.0, SITE_SPREAD, len(sites))
    found = survey.median_mg_kg * np.exp2(own) * np.exp(noise)
    values = np.array([float(f"{value:.3g}") for value in found])
    limits = np.array([survey.limit(int(year)) for year in years])
    censored = values <= limits
    given = [
        f"<{limit:g}" if below else f"{value:g}"
        for value, limit, below in zip(values, limits, censored, strict=True)
    ]
    samples = [f"{site}-{year}" for site, year in zip(sites["site_id"], years, strict=True)]
    return sites[["site_id", "longitude", "latitude"]].assign(
        sample_id=samples,
        campaign="Soils and health 2000-2004",
        sampled_on=years.astype(str),
        matrix="soil",
        layer="0-20 cm",
        depth_top_cm=0.0,
        depth_bottom_cm=20.0,
        land_use="residential",
        source_type="diffuse",
        substance=survey.substance,
        value=np.where(censored, limits, values),
        unit="mg/kg",
        censored=censored,
        lod=limits,
        fraction="aqua_regia",
        basis="dry",
        method="ICP-MS",
        lab_id="EX-LAB",
        original_value=given,
        original_unit="mg/kg",
    )
