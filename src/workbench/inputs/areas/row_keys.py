"""What tells a row of a table from all others, and files that hold the same row."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from workbench.inputs.measurements.cells import SAME_CELL

KEYS: dict[str, tuple[str, ...]] = {
    "areas": ("iso3", "area_id"),
    "neighbours": ("iso3", "area_id", "neighbour_id"),
    "population": ("iso3", "area_id", "year", "sex", "age_band"),
    "outcomes": ("iso3", "area_id", "year", "sex", "age_band", "outcome", "source"),
    "reference_rates": ("iso3", "standard", "sex", "age_band", "outcome"),
    "covariates": ("iso3", "area_id", "year", "name"),
    "site_areas": ("iso3", "site_id"),
    "site_soils": ("iso3", "site_id"),
}


def repeated_files(table: str, rows: pd.DataFrame, *, of: str = "") -> Iterator[str]:
    """Files that hold the same row, as when one came under two names; for each of these rows.

    Parameters
    ----------
    table : str
        Table of the rows.
    rows : DataFrame
        Rows of one country.
    of : str
        File that must be one of them; empty for any.
    """
    key = list(SAME_CELL if table == "measurements" else KEYS.get(table, ()))
    if not key:
        return
    again = rows[rows.duplicated(key, keep=False)]
    for names in again.groupby(key, dropna=False)["source_file"].unique():
        if not of or (of in names and len(names) > 1):
            yield " and ".join(sorted(map(str, names)))
