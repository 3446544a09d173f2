"""Soil properties of each sample, as far as they were measured and a threshold asks for them."""

from __future__ import annotations

import pandas as pd

from workbench.findings.names import Name, column, names_of
from workbench.methods.sampling.visits import Dated, with_year
from workbench.store.measurements import Measurements
from workbench.vocabulary.laws.soil_conditions import SoilProperties
from workbench.vocabulary.laws.threshold_choice import SampledSoil

UNITS = {"pH": "pH", "clay": "%", "SOC": "g/kg"}
PLACE = (Measurements.iso3, Measurements.site_id, Measurements.matrix, Measurements.layer)
SAMPLE: list[str] = [*PLACE, Measurements.sample_id, Dated.year]  # an id may come again
VISIT: list[str] = [*PLACE, Dated.year]


class Soil:
    """What a sample gains of its soil; the names are those of `SoilProperties`."""

    ph = column("pH")
    ph_method = column("extract that pH was measured in")
    clay_pct = column("clay [%]")
    toc_pct = column("organic carbon [%]")


MEASURED = {
    "pH": (Soil.ph, 1.0),
    "clay": (Soil.clay_pct, 1.0),
    "SOC": (Soil.toc_pct, 0.1),  # g/kg to %
}
COLUMNS: list[str] = [
    *(Measurements.depth_top_cm, Measurements.depth_bottom_cm),
    *names_of(Soil, Name),
]


def with_properties(samples: pd.DataFrame, everything: pd.DataFrame) -> pd.DataFrame:
    """Add pH, clay and organic carbon to samples where they were measured.

    A property is taken from the same sample and year, or else from the same site, layer and
    year. Where two measurements of it differ, and where it is a non-detect or has another unit,
    it counts as not stated: no mean is made up.

    Parameters
    ----------
    samples : DataFrame
        Measurements of contaminants.
    everything : DataFrame
        All measurements that were read, those of properties among them.

    Returns
    -------
    DataFrame
        The samples with the columns of `Soil`.
    """
    dated = with_year(samples)
    measured = everything[
        everything[Measurements.substance].isin(list(MEASURED)) & ~everything[Measurements.censored]
    ]
    measured = with_year(measured)
    added: dict[str, pd.Series] = {}
    for code, (name, factor) in MEASURED.items():
        of_one = measured[
            (measured[Measurements.substance] == code)
            & (measured[Measurements.unit] == UNITS[code])
        ]
        added[name] = _looked_up(dated, of_one, Measurements.value).astype(float) * factor
        if code == "pH":
            added[Soil.ph_method] = _looked_up(dated, of_one, Measurements.extractant).astype("str")
    return samples.assign(**added)


def properties(sample: pd.Series) -> SoilProperties:
    """Describe the soil of a sample, with None for what is not stated."""
    stated = {name: sample[name] for name in COLUMNS if pd.notna(sample[name])}
    return SoilProperties(**stated)


def sampled(sample: pd.Series) -> SampledSoil:
    """Give what a threshold asks of a sample, which has the columns of `with_properties`."""
    extractant = sample[Measurements.extractant]
    return SampledSoil(
        iso3=sample[Measurements.iso3],
        substance=sample[Measurements.substance],
        matrix=sample[Measurements.matrix],
        land_uses=(sample[Measurements.land_use],),
        fraction=sample[Measurements.fraction],
        extractant="" if pd.isna(extractant) else str(extractant),
        properties=properties(sample),
    )


def _looked_up(samples: pd.DataFrame, measured: pd.DataFrame, cell: str) -> pd.Series:
    """Find a cell of the same sample, or else of the same site, layer and year."""
    if measured.empty:
        return pd.Series(float("nan"), index=samples.index)
    by_sample = _matched(samples, measured, SAMPLE, cell)
    return by_sample.fillna(_matched(samples, measured, VISIT, cell))


def _matched(samples: pd.DataFrame, measured: pd.DataFrame, key: list[str], cell: str) -> pd.Series:
    """Cell of each sample's key, where all measurements with this key agree."""
    known = measured.dropna(subset=[cell])[[*key, cell]].drop_duplicates()
    agreed = known[~known.duplicated(key, keep=False)]
    return samples[key].merge(agreed, on=key, how="left").set_axis(samples.index)[cell]
