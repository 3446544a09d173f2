"""Measurements of the fictional countries: samples of the sites, as a laboratory reports them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from examples import soils
from examples.chance import SEED, generator
from examples.contents import log_ratios
from examples.monitoring import LAST_ROUND, NOISE, Programme, programmes
from examples.sites import sites
from examples.soils import Property

FIRST_FIELD_DAY = 244  # samples are taken in September and October
RELATIVE_UNCERTAINTY = 0.08  # expanded, of every result
OF_SITES = ("site_id", "longitude", "latitude", "land_use", "source_type")
LAYERS = {"soil": ("0-20 cm", 0.0, 20.0), "sediment": ("surface", 0.0, 2.0)}


def measurements(iso3: str, seed: int = SEED) -> pd.DataFrame:
    """All measurements of a country: contaminants by programme, then properties of its soils.

    Parameters
    ----------
    iso3 : str
        Country.
    seed : int
        Where the numbers of chance begin.
    """
    parts = [_monitored(one, seed) for one in programmes(iso3)]
    if iso3 in soils.COUNTRIES:
        year, last = LAST_ROUND[iso3], soils.values(iso3, seed)
        parts += [_surveyed(iso3, one, last[one.code], year) for one in soils.COUNTRIES[iso3]]
    if iso3 == "XAA":
        earlier = soils.first_values(iso3, seed)
        parts += [
            _surveyed(iso3, soils.soil_property(iso3, code), own, soils.FIRST_YEAR)
            for code, own in earlier.items()
        ]
    return pd.concat(parts, ignore_index=True)


def _monitored(programme: Programme, seed: int) -> pd.DataFrame:
    """Rows of one programme, a site after the other."""
    iso3, code = programme.iso3, programme.substance
    listed, ratios = sites(iso3, seed), log_ratios(iso3, code, seed)
    random = generator(seed, iso3, code, programme.fraction, "samples")
    sampled = _sampled(programme, ratios, random)
    noise = random.normal(0.0, NOISE, sampled.shape)
    site, visit = np.nonzero(sampled)
    years = np.array(programme.years)[visit]
    medians = np.array([programme.median(year) for year in programme.years])[visit]
    found = _three_digits(medians * np.exp(ratios[site] + noise[site, visit]))
    limits = np.array([programme.limit(int(year)) for year in years])
    censored = found <= limits
    return _rows(listed.iloc[site], years, programme.matrix).assign(
        substance=code,
        unit="mg/kg",
        value=np.where(censored, limits, found),
        censored=censored,
        lod=np.where(limits > 0, limits, np.nan),
        fraction=programme.fraction,
        method=programme.method,
        **_given(np.where(censored, limits, found), censored, "mg/kg"),
    )


def _sampled(programme: Programme, ratios: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Flag each site and round of a programme that there is a sample of."""
    n_rounds = len(programme.years)
    kept = np.ones((len(ratios), n_rounds), dtype=bool)
    if programme.panel:
        order = ratios.argsort().argsort()[:, None]
        first = programme.panel.n_replaced * np.arange(n_rounds)
        kept = (first <= order) & (order < first + programme.panel.n_sites)
    lost = random.random(kept.shape) < programme.lost
    lost[:, -1] = False
    return kept & ~lost


def _surveyed(iso3: str, one: Property, true: np.ndarray, year: int) -> pd.DataFrame:
    """Rows of one property in one year, of the samples that were taken for the contaminants."""
    values = _three_digits(true)
    detected = np.zeros(len(values), dtype=bool)
    return _rows(sites(iso3).iloc[: len(true)], np.full(len(true), year), "soil").assign(
        substance=one.code,
        unit=one.unit,
        value=values,
        censored=detected,
        lod=np.nan,
        fraction=one.fraction,
        extractant=one.extractant or None,
        method=one.method or None,
        **_given(values, detected, one.unit),
    )


def _rows(listed: pd.DataFrame, years: np.ndarray, matrix: str) -> pd.DataFrame:
    """Rows of samples with what they have in common: where, when and how deep they were taken."""
    number = listed["site_id"].str[-3:].astype(int).to_numpy()
    days = FIRST_FIELD_DAY + (7 * number + 13 * years) % 56
    layer, top, bottom = LAYERS[matrix]
    samples = zip(listed["site_id"], years, strict=True)
    return listed[list(OF_SITES)].assign(
        sample_id=[f"{site}-{year}" for site, year in samples],
        sampled_on=_dates(years, days),
        matrix=matrix,
        layer=layer,
        depth_top_cm=top,
        depth_bottom_cm=bottom,
        basis="dry",
        lab_id="EX-LAB",
    )


def _given(values: np.ndarray, censored: np.ndarray, unit: str) -> dict[str, Any]:
    """Columns of what stood in the file, and of how sure the laboratory was."""
    both = zip(values, censored, strict=True)
    return {
        "uncertainty": np.round(RELATIVE_UNCERTAINTY * values, 5),
        "original_value": [f"<{value:g}" if below else f"{value:g}" for value, below in both],
        "original_unit": unit,
    }


def _three_digits(values: np.ndarray) -> np.ndarray:
    """Values as a laboratory reports them, rounded to three significant digits."""
    return np.array([float(f"{value:.3g}") for value in values])


def _dates(years: np.ndarray, days: np.ndarray) -> Sequence[str]:
    """ISO dates of days counted from the first of January."""
    starts = pd.to_datetime(pd.Series(years).astype(str) + "-01-01")
    return list((starts + pd.to_timedelta(days, unit="D")).dt.strftime("%Y-%m-%d"))
