"""How each series was measured over time: units, laboratories, depths and detection limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias
from urllib.parse import quote

import pandas as pd

from workbench.findings import frame_of
from workbench.methods.visits import family_ids, way
from workbench.reports.trends import definitions
from workbench.reports.trends.definitions import NOT_STATED

HOW = ("fraction", "extractant", "method", "basis")
LIMITS = ("lowest_limit_mg_kg", "highest_limit_mg_kg")
NONE = float("nan")  # always this one, so that two missing limits are the same
SAME = ("series", "given_units", "laboratories", "depth", *LIMITS)  # in a period

Visit: TypeAlias = dict[str, Any]


def conditions(
    series: pd.DataFrame, visits: pd.DataFrame, measurements: pd.DataFrame
) -> pd.DataFrame:
    """Give one row a series and period in which it was measured in the same way.

    The periods of a substance stand together, in the order of time, whatever series they are of.
    A visit of which no limit is known belongs to the period before it, if all else is the same.

    Parameters
    ----------
    series, visits : DataFrame
        Tables of the report; the visits of each series in the order of time.
    measurements : DataFrame
        Measurements with their series, visit and decimal year.
    """
    words = _words(measurements)
    known = _limits_of_visits(visits, measurements)
    described: list[Visit] = []
    for visit, limits_of_visit in zip(visits.to_dict("records"), known, strict=True):
        cells = {str(name): cell for name, cell in visit.items()} | limits_of_visit
        described.append(cells | words[cells["series"], cells["visit"]])
    kinds = series.to_dict(orient="index")
    families = dict(zip(series.index, family_ids(series), strict=True))
    periods = [list(period) for _, period in groupby(described, key=_circumstances)]
    periods.sort(key=lambda period: (families[period[0]["series"]], period[0]["decimal_year"]))
    rows = {
        f"{period[0]['series']}@{period[0]['visit']}": _row(period, kinds[period[0]["series"]])
        for period in periods
    }
    return frame_of(rows, definitions.CONDITIONS)


def limits(series: pd.DataFrame, measurements: pd.DataFrame) -> pd.DataFrame:
    """List the detection limits of each laboratory at each visit, where any is known.

    Parameters
    ----------
    series : DataFrame
        Table of series.
    measurements : DataFrame
        Measurements with their series, visit and decimal year.
    """
    stated = _with_limit(measurements)
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
    ways = {name: way(row) for name, row in series.iterrows()}
    found["way"] = found["series"].map(ways).astype("str")
    found["family"] = found["series"].map(dict(zip(series.index, family_ids(series), strict=True)))
    visit = found["visit"].map(lambda name: quote(name, safe=" "))  # else an @ could mislead
    found.index = (found["series"] + "@" + visit + "@" + found["laboratory"]).rename(None)
    names = [column.name for column in definitions.LIMITS]
    return found[names].astype({"n_limits": "Int64", "n_non_detects": "Int64"})


def limit_ends(measurements: pd.DataFrame) -> pd.DataFrame:
    """Highest limit of each series at the first and at the last visit with a known one."""
    stated = _with_limit(measurements).groupby(["series", "visit"])
    highest = stated.agg(date=("decimal_year", "median"), limit=("limit", "max"))
    ends = highest.sort_values("date").groupby(level="series")["limit"].agg(["first", "last"])
    return ends.set_axis(["first_limit_mg_kg", "last_limit_mg_kg"], axis="columns")


def _limits_of_visits(visits: pd.DataFrame, measurements: pd.DataFrame) -> list[dict[str, float]]:
    """Lowest and highest limit of each visit; of the visit before where none is known."""
    stated = _with_limit(measurements).groupby(["series", "visit"])["limit"].agg(["min", "max"])
    keys = pd.MultiIndex.from_frame(visits[["series", "visit"]])
    filled = stated.reindex(keys).groupby(level="series").ffill()
    return [
        {name: NONE if pd.isna(limit) else limit for name, limit in zip(LIMITS, pair, strict=True)}
        for pair in filled.itertuples(index=False, name=None)
    ]


def _with_limit(measurements: pd.DataFrame) -> pd.DataFrame:
    """Measurements whose detection limit is known: stated, or that of a non-detect."""
    limit = measurements["value"].where(measurements["censored"], measurements["lod"])
    return measurements.assign(limit=limit)[limit.notna()]


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


def _row(visits: Sequence[Visit], of_series: Mapping[Any, Any]) -> dict[str, object]:
    """Row of a period of one series."""
    first, last = visits[0], visits[-1]
    counts = ("n_measurements", "n_non_detects")
    return (
        {name: first[name] for name in SAME}
        | {name: sum(int(visit[name]) for visit in visits) for name in counts}
        | {name: of_series[name] for name in ("label", *HOW)}
        | {
            "first_year": int(first["decimal_year"]),
            "last_year": int(last["decimal_year"]),
            "n_visits": len(visits),
        }
    )
