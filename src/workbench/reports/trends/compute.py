"""Works out the trends report: series, visits, levels, trends and what could not be judged."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from workbench.errors import SeriesError
from workbench.findings import Column, DataUsed, LeftOut, Result, Table, frame_of, set_aside
from workbench.inputs.tables import Frames
from workbench.methods.censored import recensor
from workbench.methods.ladder import rung
from workbench.methods.visits import (
    KEY,
    decimal_years,
    label,
    series_ids,
    summarise_visits,
    visit_dates,
    visit_names,
)
from workbench.reports.trends import cautions, conditions, definitions, judge, soils
from workbench.reports.trends.comparability import comparability
from workbench.reports.trends.comparisons import comparisons
from workbench.reports.trends.definitions import Parameters
from workbench.reports.trends.overview import overview, years_of
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
        Its tables are those of `TITLES`; with them comes what was left out.
    """
    everything = data["measurements"]
    selected, left_out = _select(_with_stated_limits(everything), parameters)
    frames, not_told = _judged(_with_series(selected), everything, parameters)
    return Result(
        report="trends",
        area=parameters.area,
        status="no_data" if everything.empty else "ok",
        parameters=parameters.model_dump(),
        origins=dict(origins or {}),
        data=_data_used(data),
        tables={name: _table(name, frames[name]) for name in TITLES},
        left_out=(
            *left_out,
            *not_told,
            *_not_judged(frames["series"]),
            *set_aside(data.sources),
        ),
        fictional=data.fictional,
    )


def _judged(
    placed: pd.DataFrame, everything: pd.DataFrame, parameters: Parameters
) -> tuple[dict[str, pd.DataFrame], list[LeftOut]]:
    """Work out all tables, and what is left out; a series that no method takes stops no other."""
    try:
        return _frames(placed, everything, parameters)
    except SeriesError:
        refused = _refused(placed, everything, parameters)
        if not refused:
            raise
    frames, silent = _frames(placed[~placed["series"].isin(refused)], everything, parameters)
    return frames, [*refused.values(), *silent]


def _refused(
    placed: pd.DataFrame, everything: pd.DataFrame, parameters: Parameters
) -> dict[str, LeftOut]:
    """Series that no table can be made of, each with what is wrong with it."""
    several = places.members(parameters.area) != (parameters.area,)
    refused = {}
    for name, group in _by_series(placed).items():
        try:
            _frames(group, everything, parameters)
        except SeriesError as error:
            words = label(group.iloc[0], with_country=several)
            refused[name] = LeftOut("series", words, str(error).rstrip("."), len(group))
    return refused


def _frames(
    placed: pd.DataFrame, everything: pd.DataFrame, parameters: Parameters
) -> tuple[dict[str, pd.DataFrame], list[LeftOut]]:
    """Work out all tables: trend and change of what tells of them, levels and limits of all."""
    told, silent = _without_silent(placed)
    several = places.members(parameters.area) != (parameters.area,)
    measured = judge.Measured(_by_series(told), changed=cautions.of_measurements(placed))
    visits, all_visits = _visits(told), _visits(placed)
    series = _with_all_sites(_series(told, visits, with_country=several), placed)
    last = soils.with_properties(judge.last_visits(placed, all_visits), everything)
    judged = {
        "series": series,
        "comparability": comparability(series, placed, measured.changed, with_country=several),
        "comparisons": comparisons(series, last, parameters),
        "trends": judge.trends(series, visits, measured, parameters),
    }
    frames = {
        "overview": overview(everything, judged, parameters),
        "visits": visits,
        "conditions": conditions.conditions(series, all_visits, placed),
        "limits": conditions.limits(series, placed),
        "levels": judge.levels(series, _by_series(last)),
        "changes": judge.changes(series, visits, measured),
        "sites": _sites(placed),
    }
    return frames | judged, silent


def _by_series(measurements: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Measurements of each series."""
    return {str(name): group for name, group in measurements.groupby("series")}


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


def _visits(measurements: pd.DataFrame) -> pd.DataFrame:
    """One row a series and visit, with its median."""
    visits = summarise_visits(measurements)
    visits.index = pd.Index(visits["series"] + "@" + visits["visit"], dtype="str")
    return visits


def _series(
    measurements: pd.DataFrame, visits: pd.DataFrame, *, with_country: bool
) -> pd.DataFrame:
    """One row a series: what it is, how often and where it was measured, and its rung."""
    rows = {
        name: _describe(group, visits[visits["series"] == name], with_country=with_country)
        for name, group in _by_series(measurements).items()
    }
    described = frame_of(rows, definitions.SERIES)
    ends = conditions.limit_ends(measurements).reindex(described.index)
    return described.assign(**{str(name): ends[name] for name in ends})


def _with_all_sites(series: pd.DataFrame, placed: pd.DataFrame) -> pd.DataFrame:
    """Series with their sites counted over all measurements, those without a trend to tell too."""
    visits = placed.groupby(["series", "site_id"])["visit"].nunique()
    of_series = placed.groupby("series")["visit"].nunique()
    left = visits.sub(of_series, level="series")
    return series.assign(
        n_sites=left.groupby(level="series").size().reindex(series.index),
        n_sites_every_visit=left.eq(0).groupby(level="series").sum().reindex(series.index),
    )


def _describe(
    group: pd.DataFrame, visits: pd.DataFrame, *, with_country: bool
) -> dict[str, object]:
    """Row of the table of series."""
    first = group.iloc[0]
    judged = recensor(visits["median_mg_kg"], visits["below_limit"])
    step = rung(len(visits), int((~judged.censored).sum()))
    visits_of_site = group.groupby("site_id")["visit"].nunique()
    years = group["sampled_on"].str[:4].astype(int)
    return {column: first[column] for column in KEY} | {
        "label": label(first, with_country=with_country) + _only_site(group),
        "substance_name": vocabulary.substance(first["substance"]).name,
        "first_year": int(years.min()),
        "last_year": int(years.max()),
        "n_visits": len(visits),
        "n_sites": group["site_id"].nunique(),
        "n_sites_every_visit": int((visits_of_site == len(visits)).sum()),
        "n_measurements": len(group),
        "n_non_detects": int(group["censored"].sum()),
        "share_non_detects": float(group["censored"].mean()),
        "compared_at_mg_kg": judged.limit,
        "rung": step.name,
        "rung_reason": step.reason,
    }


def _only_site(group: pd.DataFrame) -> str:
    """Name the site of a series that has only one."""
    names = group["site_id"].unique()
    return f", at {names[0]}" if len(names) == 1 else ""


def _sites(measurements: pd.DataFrame) -> pd.DataFrame:
    """One row a site, with what was measured there."""
    rows = {
        f"{iso3}:{site}": {
            "site_id": site,
            "iso3": iso3,
            "n_visits": group["visit"].nunique(),
            "first_year": int(group["decimal_year"].min()),
            "last_year": int(group["decimal_year"].max()),
            "n_measurements": len(group),
            "n_non_detects": int(group["censored"].sum()),
        }
        for (iso3, site), group in measurements.groupby(["iso3", "site_id"])
    }
    return frame_of(rows, definitions.SITES)


def _not_judged(series: pd.DataFrame) -> list[LeftOut]:
    """Series that were not tested for a trend, each with its reason."""
    return [
        LeftOut("series", row["label"], row["rung_reason"], int(row["n_measurements"]))
        for _, row in series[series["rung"] != "trend"].iterrows()
    ]


def _data_used(data: Frames) -> DataUsed:
    """Fingerprint, extent and sources of what was read."""
    measurements = data["measurements"]
    return DataUsed(data.fingerprint, len(measurements), years_of(measurements), data.sources)


def _table(name: str, frame: pd.DataFrame) -> Table:
    """Table of the result under its title."""
    title, columns = TITLES[name]
    return Table(name, title, frame[[column.name for column in columns]], columns)


TITLES: Mapping[str, tuple[str, tuple[Column, ...]]] = {
    "overview": ("The report in figures", definitions.OVERVIEW),
    "series": ("What was monitored", definitions.SERIES),
    "visits": ("Medians of each visit", definitions.VISITS),
    "comparability": ("Verdict on each substance", definitions.COMPARABILITY),
    "conditions": ("How it was measured", definitions.CONDITIONS),
    "limits": ("Detection limits of each laboratory", definitions.LIMITS),
    "levels": ("Levels at the last visit", definitions.LEVELS),
    "comparisons": ("Samples of the last visit above the threshold", definitions.COMPARISONS),
    "trends": ("Trends", definitions.TRENDS),
    "changes": ("Changes at the same sites", definitions.CHANGES),
    "sites": ("Sites", definitions.SITES),
}
