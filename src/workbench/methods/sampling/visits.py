"""Which measurements may be compared over time, and the visits they were taken at."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.findings.names import column
from workbench.methods.sampling.rounds import sampling_rounds, sampling_seasons
from workbench.store.measurements import Measurements

KEY = (
    Measurements.iso3,
    Measurements.matrix,
    Measurements.layer,
    Measurements.fraction,
    Measurements.extractant,
    Measurements.basis,
    Measurements.method,
    Measurements.substance,
)
MEASURED_HOW = (
    Measurements.fraction,
    Measurements.extractant,
    Measurements.basis,
    Measurements.method,
)
WAY = (Measurements.fraction, Measurements.extractant, Measurements.method)
JOINABLE = tuple(part for part in KEY if part not in WAY)
FAMILY = tuple(part for part in KEY if part not in MEASURED_HOW)

PYTHON_TEXT = pd.StringDtype("python", na_value=np.nan)
"""Kind of columns whose rows share their words."""


class Dated:
    """What a measurement gains with its year; see `with_year`."""

    year = column("calendar year of sampling")


class Placed:
    """What a measurement gains with its series and visit."""

    series = column("id of the series, see `series_ids`")
    decimal_year = column("date of the sample [year]")
    visit = column("sampling round: campaign or calendar year, see `sampling_rounds`")
    visit_date = column("median date of all samples of the round [year]")
    assigned = column("how the round was found: named, by-date or by-year")
    season = column("month where sampling follows the seasons, else 0")


class Medians:
    """What is known of a group of measurements, such as a visit; see `summarise_groups`."""

    series = Placed.series
    visit = Placed.visit
    decimal_year = column("median date of the samples, or of the visit [year]")
    n_measurements = column("measurements")
    n_non_detects = column("measurements below their limit")
    median_mg_kg = column("median, or its upper bound where below_limit is true [mg/kg]")
    below_limit = column("whether non-detects leave the median open")
    highest_limit_mg_kg = column("highest limit among the non-detects [mg/kg]")


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

    Examples
    --------
    >>> import workbench as wb
    >>> lead = wb.open_store("example").measurements("XAB", substance="Pb")
    >>> set(series_ids(lead))
    {'XAB:soil:0-20 cm:aqua_regia::dry:ICP-MS:Pb'}
    """
    return _ids(measurements, KEY).rename(Placed.series)


def family_ids(measurements: pd.DataFrame) -> pd.Series:
    """Id of the family that each series belongs to: a substance in one country, matrix and layer.

    The series of a family differ only in `MEASURED_HOW`. They are not joined.

    Parameters
    ----------
    measurements : DataFrame
        Rows of the store table, or of a table of series.

    Returns
    -------
    Series of str
        The parts of `FAMILY`, joined by colons, in the order of the rows.
    """
    return _ids(measurements, FAMILY).rename("family")


def joinable_ids(measurements: pd.DataFrame) -> pd.Series:
    """Id of what each series may be joined in: series that differ only in parts of `WAY`.

    Parameters
    ----------
    measurements : DataFrame
        Rows of the store table.

    Returns
    -------
    Series of str
        The parts of `JOINABLE`, joined by colons, in the order of the rows.
    """
    return _ids(measurements, JOINABLE).rename("joinable")


def _ids(measurements: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    """Join the parts of a key by colons, once for all rows that have the same."""
    names = list(columns)
    alike = measurements.groupby(names, dropna=False, sort=False).ngroup().to_numpy()
    first = np.unique(alike, return_index=True)[1]
    parts = measurements[names].iloc[first].fillna("").astype(str)
    ids = [":".join(map(_quoted, key)) for key in parts.itertuples(index=False, name=None)]
    return pd.Series(np.array(ids, dtype=object)[alike], measurements.index, PYTHON_TEXT)


def sampling_years(measurements: pd.DataFrame) -> pd.Series:
    """Calendar year of each measurement.

    Parameters
    ----------
    measurements : DataFrame
        Rows of the store table.

    Returns
    -------
    Series of int
        In the order of the rows. [year]
    """
    return measurements[Measurements.sampled_on].str[:4].astype(int)


def with_year(measurements: pd.DataFrame) -> pd.DataFrame:
    """Measurements with the column of `Dated`."""
    return measurements.assign(**{Dated.year: sampling_years(measurements)})


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
    share = (day.dt.day_of_year - 1) / (365 + day.dt.is_leap_year.astype(float))
    return years + share.fillna(0.5)


def placed_in_rounds(measurements: pd.DataFrame) -> pd.DataFrame:
    """Measurements with their sampling round, how it was found, and its date.

    Parameters
    ----------
    measurements : DataFrame
        Rows of the store table with the columns series and decimal_year.

    Returns
    -------
    DataFrame
        The rows with the columns visit, visit_date, assigned and season, see `sampling_rounds` and
        `sampling_seasons`.

    Examples
    --------
    >>> import workbench as wb
    >>> lead = wb.open_store("example").measurements("XAB", substance="Pb")
    >>> lead = lead.assign(series=series_ids(lead), decimal_year=decimal_years(lead["sampled_on"]))
    >>> sorted(set(placed_in_rounds(lead)["visit"]))[:2]
    ['2008', '2009']
    """
    found = {name: np.empty(len(measurements), dtype=object) for name in ("names", "how")}
    dates = np.full(len(measurements), np.nan)
    seasons = np.zeros(len(measurements), dtype=np.int64)
    years = measurements[Placed.decimal_year].to_numpy(dtype=float)
    campaigns = measurements[Measurements.campaign].to_numpy(dtype=object)
    sites = measurements[Measurements.site_id].to_numpy(dtype=object)
    for places in measurements.groupby(Placed.series).indices.values():
        rounds = sampling_rounds(years[places], campaigns[places])
        found["names"][places] = _once(rounds.names)
        found["how"][places] = _once(rounds.assigned)
        dates[places] = rounds.dates
        seasons[places] = sampling_seasons(sites[places], years[places])
    texts = {
        name: pd.Series(cells, measurements.index, PYTHON_TEXT) for name, cells in found.items()
    }
    return measurements.assign(
        visit=texts["names"], visit_date=dates, assigned=texts["how"], season=seasons
    )


def _once(words: NDArray[np.str_]) -> NDArray[np.object_]:
    """Keep each word once, whatever the number of rows that have it."""
    known, place = np.unique(words, return_inverse=True)
    return known.astype(object)[place]


def summarise_visits(measurements: pd.DataFrame) -> pd.DataFrame:
    """Median of each visit, as `summarise_groups`, with the date of the whole visit.

    Parameters
    ----------
    measurements : DataFrame
        All measurements or some, with the columns series, visit, visit_date, value and censored.

    Returns
    -------
    DataFrame
        One row a series and visit, in the order of time.
    """
    dated = measurements.assign(decimal_year=measurements[Placed.visit_date])
    return summarise_groups(dated, [Placed.series, Placed.visit])


def summarise_groups(measurements: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Median of each group of measurements, with non-detects anywhere from zero to their limit.

    The median with all of them at zero and the median with all of them at their limit are bounds.
    Where the two agree the median is known as if all had been measured; elsewhere it is only
    known to be at or below the upper bound, which is then given as a limit. No value is invented.

    Parameters
    ----------
    measurements : DataFrame
        Rows with the columns of `by`, value, censored and decimal_year.
    by : list of str
        Columns that make a group, such as series and visit.

    Returns
    -------
    DataFrame
        One row a group, in the order of its median date: `by`, decimal_year, n_measurements,
        n_non_detects, median_mg_kg, below_limit, highest_limit_mg_kg.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"value": [3.0, 5.0, 2.0], "censored": [False, False, True]})
    >>> found = summarise_groups(
    ...     rows.assign(series="Cd", visit="2020", decimal_year=2020.5), ["series", "visit"]
    ... )
    >>> found["median_mg_kg"].item(), found["n_non_detects"].item()
    (3.0, 1)
    """
    bounds = measurements.assign(
        low=measurements[Measurements.value].mask(measurements[Measurements.censored], 0.0),
        limit=measurements[Measurements.value].where(measurements[Measurements.censored]),
    )
    summary = (
        bounds.groupby(by, sort=False)
        .agg(
            decimal_year=(Placed.decimal_year, "median"),
            n_measurements=(Measurements.value, "size"),
            n_non_detects=(Measurements.censored, "sum"),
            low=("low", "median"),
            median_mg_kg=(Measurements.value, "median"),
            highest_limit_mg_kg=("limit", "max"),
        )
        .reset_index()
    )
    summary[Medians.below_limit] = summary.pop("low") < summary[Medians.median_mg_kg]
    return summary.sort_values([by[0], Medians.decimal_year, by[1]], ignore_index=True)


@cache
def _quoted(part: str) -> str:
    """Part of a key in which a colon cannot be mistaken for a separator."""
    return quote(part, safe=" +-.,()_/'").replace("/", "%2F")
