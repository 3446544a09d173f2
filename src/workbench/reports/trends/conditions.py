"""How each series was measured over time: units, laboratories, depths and detection limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias
from urllib.parse import quote

import pandas as pd

from workbench.findings.rows import Table, code, count, number, row, text, year
from workbench.methods.visits import family_ids, way
from workbench.reports.trends.definitions import NOT_STATED
from workbench.reports.trends.monitored import SERIES, MonitoredSeries, with_limit

HOW = ("fraction", "extractant", "method", "basis")
ENDS = ("lowest_limit_mg_kg", "highest_limit_mg_kg")
NONE = float("nan")  # always this one, so that two missing limits are the same
SAME = ("series", "given_units", "laboratories", "depth", *ENDS)  # in a period

Visit: TypeAlias = dict[str, Any]


@row
class Condition:
    """A series in a period in which it was measured in the same way."""

    label: str = text("the series in words", "Series")
    first_year: int = year("year of the first visit measured in this way", "From")
    last_year: int = year("year of the last visit measured in this way", "To")
    n_measurements: int = count("measurements", "Measurements")
    n_non_detects: int = count("measurements below their detection limit", "Non-detects")
    given_units: str = text("units as the laboratory gave them", "Unit given")
    laboratories: str = text("laboratories", "Laboratory")
    depth: str = text("depth of the samples", "Depth")
    lowest_limit_mg_kg: float | None = number(
        "lowest detection limit", "Lowest limit", unit="mg/kg"
    )
    highest_limit_mg_kg: float | None = number(
        "highest detection limit", "Highest limit", unit="mg/kg"
    )
    series: str = text("series")
    n_visits: int = count("visits")
    fraction: str = code("fraction", "what the digestion reaches")
    extractant: str | None = text("what it was extracted with")
    method: str | None = text("method group of the laboratory")
    basis: str = code("basis", "dry or wet mass")


@row
class Limit:
    """Detection limits of a laboratory at a visit of a series."""

    family: str = text("row of the table comparability")
    series: str = text("series")
    way: str = text("digestion and method of the series")
    laboratory: str = text("laboratory")
    visit: str = text("campaign or calendar year")
    decimal_year: float = number("median date of the samples", unit="year")
    n_limits: int = count("measurements whose limit is known")
    n_non_detects: int = count("measurements below their limit")
    lowest_limit_mg_kg: float = number("lowest limit", unit="mg/kg")
    highest_limit_mg_kg: float = number("highest limit", unit="mg/kg")


CONDITIONS = Table("conditions", Condition, "How it was measured", "No measurements.")
LIMITS = Table(
    "limits", Limit, "Detection limits of each laboratory", "No detection limit is known."
)


def conditions(
    series: Mapping[str, MonitoredSeries], visits: pd.DataFrame, measurements: pd.DataFrame
) -> dict[str, Condition]:
    """Give one row a series and period in which it was measured in the same way.

    The periods of a substance stand together, in the order of time, whatever series they are of.
    A visit of which no limit is known belongs to the period before it, if all else is the same.

    Parameters
    ----------
    series : mapping of str to MonitoredSeries
        Series by id.
    visits : DataFrame
        Visits of each series in the order of time.
    measurements : DataFrame
        Measurements with their series, visit and decimal year.
    """
    words = _words(measurements)
    known = _limits_of_visits(visits, measurements)
    described: list[Visit] = []
    for visit, limits_of_visit in zip(visits.to_dict("records"), known, strict=True):
        cells = {str(name): cell for name, cell in visit.items()} | limits_of_visit
        described.append(cells | words[cells["series"], cells["visit"]])
    families = families_of(series)
    periods = [list(period) for _, period in groupby(described, key=_circumstances)]
    periods.sort(key=lambda period: (families[period[0]["series"]], period[0]["decimal_year"]))
    return {
        f"{period[0]['series']}@{period[0]['visit']}": _row(period, series[period[0]["series"]])
        for period in periods
    }


def families_of(series: Mapping[str, MonitoredSeries]) -> dict[str, str]:
    """Family of each series: its substance in one country, matrix and layer."""
    frame = SERIES.frame(series)
    return dict(zip(map(str, frame.index), family_ids(frame), strict=True))


def limits(series: Mapping[str, MonitoredSeries], measurements: pd.DataFrame) -> pd.DataFrame:
    """List the detection limits of each laboratory at each visit, where any is known.

    Parameters
    ----------
    series : mapping of str to MonitoredSeries
        Series by id.
    measurements : DataFrame
        Measurements with their series, visit and decimal year.
    """
    stated = with_limit(measurements)
    stated = stated.assign(laboratory=stated["lab_id"].fillna(NOT_STATED))
    by = ["series", "laboratory", "visit"]
    found = (
        stated.groupby(by)
        .agg(
            decimal_year=("decimal_year", "median"),
            n_limits=("limit", "size"),
            n_non_detects=("censored", "sum"),
            lowest_limit_mg_kg=("limit", "min"),
            highest_limit_mg_kg=("limit", "max"),
        )
        .reset_index()
        .sort_values(["series", "laboratory", "decimal_year"], ignore_index=True)
    )
    ways = {name: way(vars(one)) for name, one in series.items()}
    found["way"] = found["series"].map(ways).astype("str")
    found["family"] = found["series"].map(families_of(series)).astype("str")
    visit = found["visit"].map(lambda name: quote(name, safe=" "))  # else an @ could mislead
    found.index = (found["series"] + "@" + visit + "@" + found["laboratory"]).rename(None)
    return found


def _limits_of_visits(visits: pd.DataFrame, measurements: pd.DataFrame) -> list[dict[str, float]]:
    """Lowest and highest limit of each visit; of the visit before where none is known."""
    stated = with_limit(measurements).groupby(["series", "visit"])["limit"].agg(["min", "max"])
    keys = pd.MultiIndex.from_frame(visits[["series", "visit"]])
    filled = stated.reindex(keys).groupby(level="series").ffill()
    return [
        {name: NONE if pd.isna(limit) else limit for name, limit in zip(ENDS, pair, strict=True)}
        for pair in filled.itertuples(index=False, name=None)
    ]


def _words(measurements: pd.DataFrame) -> dict[tuple[str, str], dict[str, str]]:
    """Units, laboratories and depths of each visit, each word once and in order."""
    columns = ["series", "visit", "original_unit", "lab_id", "depth_top_cm", "depth_bottom_cm"]
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    distinct = measurements[columns].drop_duplicates()
    for name, visit, unit, laboratory, top, bottom in distinct.itertuples(index=False, name=None):
        stated = laboratory if isinstance(laboratory, str) else NOT_STATED
        found[name, visit].append((unit, stated, _depth(top, bottom)))
    return {key: _columns(parts) for key, parts in found.items()}


def _columns(parts: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Cells of the words of a visit."""
    units, laboratories, depths = (_joined(words) for words in zip(*parts, strict=True))
    return {"given_units": units, "laboratories": laboratories, "depth": depths}


def _joined(words: Iterable[str]) -> str:
    """Join different words in order."""
    return ", ".join(sorted(set(words)))


def _depth(top: float, bottom: float) -> str:
    """Depth of a sample in words."""
    return NOT_STATED if pd.isna(top) or pd.isna(bottom) else f"{top:g}-{bottom:g} cm"


def _circumstances(visit: Visit) -> tuple[object, ...]:
    """Give all that must stay the same in a period."""
    return tuple(visit[name] for name in SAME)


def _row(visits: Sequence[Visit], series: MonitoredSeries) -> Condition:
    """Row of a period of one series."""
    first, last = visits[0], visits[-1]
    return Condition(
        label=series.label,
        first_year=int(first["decimal_year"]),
        last_year=int(last["decimal_year"]),
        n_visits=len(visits),
        n_measurements=sum(int(visit["n_measurements"]) for visit in visits),
        n_non_detects=sum(int(visit["n_non_detects"]) for visit in visits),
        **{name: first[name] for name in SAME},
        **{name: getattr(series, name) for name in HOW},
    )
