"""Works out the trends report: series, visits, levels, trends and what could not be judged."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from workbench.errors import SeriesError
from workbench.findings import DataUsed, LeftOut, Result, set_aside
from workbench.findings.rows import Tables
from workbench.inputs.tables import Frames
from workbench.methods.visits import decimal_years, label, series_ids, visit_dates, visit_names
from workbench.reports.trends import cautions, conditions, definitions, judge, soils
from workbench.reports.trends.comparability import COMPARABILITY, comparability
from workbench.reports.trends.comparisons import COMPARISONS, comparisons
from workbench.reports.trends.definitions import Parameters
from workbench.reports.trends.monitored import (
    SERIES,
    SITES,
    VISITS,
    MonitoredSeries,
    series_of,
    sites_of,
    visits_of,
)
from workbench.reports.trends.overview import OVERVIEW, overview, years_of
from workbench.vocabulary import places
from workbench.vocabulary import substances as vocabulary

UNIT = "mg/kg"


def compute(
    data: Frames, parameters: Parameters, origins: Mapping[str, str] | None = None
) -> Result:
    """Judge each series of an area: its level, its trend, or why neither can be told.

    Parameters
    ----------
    data : Frames
        What the store gives for the area; only `measurements` is used.
    parameters : Parameters
        Validated parameters of the report.
    origins : mapping of str to str, optional
        Where the values that are not defaults come from.

    Returns
    -------
    Result
        Its tables, and what was left out.
    """
    everything = data["measurements"]
    selected, left_out = _select(_with_stated_limits(everything), parameters)
    tables, not_told = _judged(_with_series(selected), everything, parameters)
    return Result(
        report="trends",
        area=parameters.area,
        status="no_data" if everything.empty else "ok",
        parameters=parameters.model_dump(),
        origins=dict(origins or {}),
        data=_data_used(data),
        tables=tables,
        left_out=(
            *left_out,
            *not_told,
            *_not_judged(tables.of(SERIES)),
            *set_aside(data.sources),
        ),
        fictional=data.fictional,
    )


def _judged(
    placed: pd.DataFrame, everything: pd.DataFrame, parameters: Parameters
) -> tuple[Tables, list[LeftOut]]:
    """Work out all tables, and what is left out; a series that no method takes stops no other."""
    try:
        return _tables(placed, everything, parameters)
    except SeriesError:
        refused = _refused(placed, everything, parameters)
        if not refused:
            raise
    tables, silent = _tables(placed[~placed["series"].isin(refused)], everything, parameters)
    return tables, [*refused.values(), *silent]


def _refused(
    placed: pd.DataFrame, everything: pd.DataFrame, parameters: Parameters
) -> dict[str, LeftOut]:
    """Series that no table can be made of, each with what is wrong with it."""
    several = places.members(parameters.area) != (parameters.area,)
    refused = {}
    for name, group in judge.by_series(placed).items():
        try:
            _tables(group, everything, parameters)
        except SeriesError as error:
            words = label(group.iloc[0], with_country=several)
            refused[name] = LeftOut("series", words, str(error).rstrip("."), len(group))
    return refused


def _tables(
    placed: pd.DataFrame, everything: pd.DataFrame, parameters: Parameters
) -> tuple[Tables, list[LeftOut]]:
    """Work out all tables: trend and change of what tells of them, levels and limits of all."""
    told, silent = _without_silent(placed)
    several = places.members(parameters.area) != (parameters.area,)
    visits, all_visits = visits_of(told), visits_of(placed)
    measured = judge.Measured(
        by_series=judge.by_series(told),
        visits=judge.by_series(visits),
        changed=cautions.of_measurements(placed),
    )
    series = series_of(told, placed, visits, with_country=several)
    last = soils.with_properties(judge.last_visits(placed, all_visits), everything)
    comparable = comparability(series, placed, measured.changed, with_country=several)
    compared = comparisons(series, last, parameters)
    trends = judge.trends(series, measured, parameters)
    counts = overview(everything, series, trends, (compared, comparable), parameters)
    tables = Tables(
        (
            OVERVIEW.filled({parameters.area: counts}),
            SERIES.filled(series),
            VISITS.of_frame(visits),
            COMPARABILITY.filled(comparable),
            conditions.CONDITIONS.filled(conditions.conditions(series, all_visits, placed)),
            conditions.LIMITS.of_frame(conditions.limits(series, placed)),
            judge.LEVELS.filled(judge.levels(series, judge.by_series(last))),
            COMPARISONS.filled(compared),
            judge.TRENDS.filled(trends),
            judge.CHANGES.filled(judge.changes(series, measured)),
            SITES.filled(sites_of(placed)),
        )
    )
    return tables, silent


def _select(
    measurements: pd.DataFrame, parameters: Parameters
) -> tuple[pd.DataFrame, list[LeftOut]]:
    """Measurements that belong in some series, and the others with the reason for each."""
    reasons = _reasons_to_leave_out(measurements, parameters)
    left_out = measurements.assign(why=reasons)[reasons != ""]
    counts = left_out.groupby(["substance", "why"], as_index=False).size()
    entries = [
        LeftOut("measurements", vocabulary.substance(code).name, why, int(count))
        for code, why, count in counts.itertuples(index=False, name=None)
    ]
    return measurements[reasons == ""], entries


def _reasons_to_leave_out(measurements: pd.DataFrame, parameters: Parameters) -> pd.Series:
    """Why each measurement is in no series; empty where it is in one."""
    reasons = pd.Series("", index=measurements.index)
    early = measurements["sampled_on"].str[:4].astype(int) < parameters.first_year
    reasons[early] = f"sampled before {parameters.first_year} (parameter first_year)"
    for code in measurements["substance"].unique():
        unnamed = (measurements["substance"] == code) & (reasons == "")
        reasons[unnamed] = _why_not_wanted(str(code), parameters)
    other_unit = measurements["unit"] != UNIT
    reasons[other_unit & (reasons == "")] = f"not given in {UNIT}"
    return reasons


def _why_not_wanted(code: str, parameters: Parameters) -> str:
    """Why a substance is not judged; empty where it is."""
    if parameters.substances:
        return "" if code in parameters.substances else "not among the parameter substances"
    if vocabulary.is_contaminant(code):
        return ""
    group = vocabulary.substance(code).group
    use = " (only to choose thresholds)" if code in soils.MEASURED else ""
    return f"{group}, not a contaminant{use}; name it in the parameter substances to judge it"


def _with_stated_limits(measurements: pd.DataFrame) -> pd.DataFrame:
    """Read a number at or below its own detection limit as the non-detect that it is."""
    below = ~measurements["censored"] & (measurements["value"] <= measurements["lod"])
    return measurements.assign(
        censored=measurements["censored"] | below,
        value=measurements["value"].mask(below, measurements["lod"]),
    )


def _with_series(measurements: pd.DataFrame) -> pd.DataFrame:
    """Measurements with their series, visit, its date and their own decimal year."""
    placed = measurements.assign(
        series=series_ids(measurements), decimal_year=decimal_years(measurements["sampled_on"])
    )
    placed = placed.assign(visit=visit_names(placed))
    return placed.assign(visit_date=visit_dates(placed))


def _without_silent(measurements: pd.DataFrame) -> tuple[pd.DataFrame, list[LeftOut]]:
    """Set non-detects aside whose limit is far above all that was measured in their series.

    They tell nothing of a trend, and comparing all visits at such a limit would tell nothing of
    them either. They are chosen by their limit alone, so that the test of the others stays valid.
    Of a threshold they may leave open whether it is kept, so levels and comparisons keep them.
    """
    detects = measurements[~measurements["censored"]]
    by_series = detects.groupby("series")["value"].max().to_dict()
    highest = measurements["series"].map(by_series).astype(float)
    silent = measurements["censored"] & (measurements["value"] > definitions.SILENT_ABOVE * highest)
    counts = measurements[silent].groupby("substance").size()
    why = (
        f"detection limit more than {definitions.SILENT_ABOVE} times the highest value of its "
        "series: part of levels and thresholds, not of trend and change"
    )
    entries = [
        LeftOut("measurements", vocabulary.substance(str(code)).name, why, int(count))
        for code, count in counts.items()
    ]
    return measurements[~silent], entries


def _not_judged(series: Mapping[str, MonitoredSeries]) -> list[LeftOut]:
    """Series that were not tested for a trend, each with its reason."""
    return [
        LeftOut("series", one.label, one.rung_reason, one.n_measurements)
        for one in series.values()
        if one.rung != "trend"
    ]


def _data_used(data: Frames) -> DataUsed:
    """Fingerprint, extent and sources of what was read."""
    measurements = data["measurements"]
    return DataUsed(data.fingerprint, len(measurements), years_of(measurements), data.sources)
