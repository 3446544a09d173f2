"""Series: what may be compared over time, and the visits that it consists of."""

from __future__ import annotations

from urllib.parse import quote

import numpy as np
import pandas as pd

from workbench.methods.censored import visit_median
from workbench.vocabulary import places
from workbench.vocabulary import substances as vocabulary

KEY = (
    "iso3",
    "matrix",
    "layer",
    "fraction",
    "extractant",
    "basis",
    "method",
    "substance",
)
MATRIX_WORDS = {"forest_floor": "forest floor"}
FRACTION_WORDS = {"aqua_regia": "aqua regia", "unknown": "", "total": "total content"}


def series_ids(measurements: pd.DataFrame) -> pd.Series:
    """Id of the series that each measurement belongs to.

    Only measurements that agree in all of `KEY` are compared: another matrix, horizon, digestion,
    basis or method is another series, since a change of it reads as a change of the soil.

    Parameters
    ----------
    measurements : DataFrame
        Rows of the store table.

    Returns
    -------
    Series of str
        The parts of the key, joined by colons, in the order of the rows.
    """
    parts = measurements[list(KEY)].fillna("").astype(str)
    quoted = {column: parts[column].map(_quoted) for column in KEY}
    ids = quoted[KEY[0]]
    for column in KEY[1:]:
        ids = ids + ":" + quoted[column]
    return ids.rename("series")


def label(row: pd.Series, *, with_country: bool) -> str:
    """Series in words, as in "Cadmium in soil, 0-20 cm (aqua regia, ICP-MS)".

    Parameters
    ----------
    row : Series
        One measurement of the series, or its row in a table of series.
    with_country : bool
        Whether to name the country, for a report on several.
    """
    name = vocabulary.substance(row["substance"]).name
    matrix = MATRIX_WORDS.get(row["matrix"], row["matrix"])
    basis = {"wet": "wet mass", "unknown": "basis unknown"}.get(row["basis"], "")
    fraction = FRACTION_WORDS.get(row["fraction"], row["fraction"])
    details = [fraction, _text(row["extractant"]), _text(row["method"]), basis]
    detail = ", ".join(word for word in details if word)
    country = f"{places.place_name(row['iso3'])}: " if with_country else ""
    return f"{country}{name} in {matrix}, {row['layer']}" + (f" ({detail})" if detail else "")


def decimal_years(sampled_on: pd.Series) -> pd.Series:
    """Dates as decimal years; a bare year stands for its middle.

    Parameters
    ----------
    sampled_on : Series of str
        YYYY-MM-DD or YYYY.

    Returns
    -------
    Series of float
        In the order of the rows. [year]

    Examples
    --------
    >>> decimal_years(pd.Series(["2009-09-20", "2009"])).round(4).tolist()
    [2009.7178, 2009.5]
    """
    years = sampled_on.str[:4].astype(int)
    day = pd.to_datetime(sampled_on.where(sampled_on.str.len() > 4), format="%Y-%m-%d")
    share = (day.dt.dayofyear - 1) / (365 + day.dt.is_leap_year.astype(float))
    return years + share.fillna(0.5)


def visit_names(measurements: pd.DataFrame) -> pd.Series:
    """Visit that each measurement belongs to: its campaign, or else its calendar year.

    Parameters
    ----------
    measurements : DataFrame
        Rows of the store table.

    Returns
    -------
    Series of str
        In the order of the rows.
    """
    return measurements["campaign"].fillna(measurements["sampled_on"].str[:4]).rename("visit")


def summarise_groups(measurements: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Median of each group of measurements, with non-detects as bounds.

    Parameters
    ----------
    measurements : DataFrame
        Rows with the columns of `by`, value, censored and decimal_year.
    by : list of str
        Columns that make a group, such as series and visit.

    Returns
    -------
    DataFrame
        One row a group, in the order of its first date: `by`, decimal_year, n_measurements,
        n_non_detects, median_mg_kg, below_limit, highest_limit_mg_kg.
    """
    rows = [
        dict(zip(by, name, strict=True)) | _group_summary(group)
        for name, group in measurements.groupby(by, sort=False)
    ]
    columns = [*by, *_group_summary(measurements.head(0))]
    summary = pd.DataFrame(rows, columns=columns)
    return summary.sort_values([by[0], "decimal_year"], kind="stable", ignore_index=True)


def _group_summary(group: pd.DataFrame) -> dict[str, object]:
    """Count, median and limits of one group."""
    if group.empty:
        median, below_limit = np.nan, False
    else:
        median, below_limit = visit_median(group["value"], group["censored"])
    return {
        "decimal_year": group["decimal_year"].median(),
        "n_measurements": len(group),
        "n_non_detects": int(group["censored"].sum()),
        "median_mg_kg": median,
        "below_limit": below_limit,
        "highest_limit_mg_kg": group.loc[group["censored"], "value"].max(),
    }


def _quoted(part: str) -> str:
    """Part of a key in which a colon cannot be mistaken for a separator."""
    return quote(part, safe=" +-.,()_/'").replace("/", "%2F")


def _text(part: object) -> str:
    """Text of a part that may be missing."""
    return part if isinstance(part, str) else ""
