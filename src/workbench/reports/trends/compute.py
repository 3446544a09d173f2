"""Works out the trends report: series, visits, levels, trends and what could not be judged."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from workbench.findings import Column, DataUsed, LeftOut, Result, Table
from workbench.inputs.tables import Frames
from workbench.methods.censored import recensor
from workbench.methods.exceedance import share_above
from workbench.methods.kendall import mann_kendall
from workbench.methods.ladder import rung
from workbench.methods.multiplicity import benjamini_hochberg
from workbench.methods.paired import paired_change
from workbench.methods.sen import sen_slope
from workbench.methods.summary import summarise
from workbench.methods.visits import (
    KEY,
    decimal_years,
    label,
    series_ids,
    summarise_groups,
    visit_names,
)
from workbench.reports.trends import definitions
from workbench.reports.trends.definitions import SUGGESTED_P, Parameters
from workbench.vocabulary import places
from workbench.vocabulary import substances as vocabulary
from workbench.vocabulary.thresholds import SampledSoil, Threshold, find_threshold

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
        Tables series, visits, levels, trends, changes and overview, and what was left out.
    """
    everything = data["measurements"]
    measurements, left_out = _select(everything, parameters)
    measurements = _with_series(measurements)
    visits = _visits(measurements)
    several = places.members(parameters.area) != (parameters.area,)
    series = _series(measurements, visits, with_country=several)
    trends = _trends(series, visits, parameters)
    frames = {
        "overview": _overview(everything, series, trends, parameters),
        "series": series,
        "visits": visits,
        "levels": _levels(series, measurements, parameters),
        "trends": trends,
        "changes": _changes(series, measurements),
    }
    return Result(
        report="trends",
        area=parameters.area,
        status="no_data" if everything.empty else "ok",
        parameters=parameters.model_dump(),
        origins=dict(origins or {}),
        data=_data_used(data),
        tables={name: _table(name, frame) for name, frame in frames.items()},
        left_out=(*left_out, *_not_judged(series)),
        fictional=data.fictional,
    )


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
        reasons[measurements["substance"] == code] += _why_not_wanted(str(code), parameters)
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
    return f"{group}, not a contaminant; name it in the parameter substances to judge it"


def _with_series(measurements: pd.DataFrame) -> pd.DataFrame:
    """Measurements with their series, visit and decimal year."""
    return measurements.assign(
        series=series_ids(measurements),
        visit=visit_names(measurements),
        decimal_year=decimal_years(measurements["sampled_on"]),
    )


def _visits(measurements: pd.DataFrame) -> pd.DataFrame:
    """One row a series and visit, with its median."""
    visits = summarise_groups(measurements, ["series", "visit"])
    visits.index = pd.Index(visits["series"] + "@" + visits["visit"], dtype="str")
    return visits


def _series(
    measurements: pd.DataFrame, visits: pd.DataFrame, *, with_country: bool
) -> pd.DataFrame:
    """One row a series: what it is, how often and where it was measured, and its rung."""
    rows = {
        str(name): _describe(group, visits[visits["series"] == name], with_country=with_country)
        for name, group in measurements.groupby("series")
    }
    return _frame(rows, definitions.SERIES)


def _describe(
    group: pd.DataFrame, visits: pd.DataFrame, *, with_country: bool
) -> dict[str, object]:
    """Row of the table of series."""
    first = group.iloc[0]
    judged = recensor(visits["median_mg_kg"], visits["below_limit"])
    step = rung(len(visits), int((~judged.censored).sum()))
    limits = visits["highest_limit_mg_kg"].dropna()
    visits_of_site = group.groupby("site_id")["visit"].nunique()
    years = group["sampled_on"].str[:4].astype(int)
    return {column: first[column] for column in KEY} | {
        "label": label(first, with_country=with_country),
        "substance_name": vocabulary.substance(first["substance"]).name,
        "first_year": int(years.min()),
        "last_year": int(years.max()),
        "n_visits": len(visits),
        "n_sites": group["site_id"].nunique(),
        "n_sites_every_visit": int((visits_of_site == len(visits)).sum()),
        "n_measurements": len(group),
        "n_non_detects": int(group["censored"].sum()),
        "share_non_detects": float(group["censored"].mean()),
        "first_limit_mg_kg": limits.iloc[0] if len(limits) else np.nan,
        "last_limit_mg_kg": limits.iloc[-1] if len(limits) else np.nan,
        "rung": step.name,
        "rung_reason": step.reason,
    }


def _levels(
    series: pd.DataFrame, measurements: pd.DataFrame, parameters: Parameters
) -> pd.DataFrame:
    """Level of each series at its last visit, and the share above the threshold that applies."""
    rows = {}
    labels = {str(name): label for name, label in series["label"].items()}
    for name, group in measurements.groupby("series"):
        last = group.sort_values("decimal_year", kind="stable")["visit"].iloc[-1]
        samples = group[group["visit"] == last]
        summary = summarise(samples["value"], samples["censored"])
        rows[str(name)] = {
            "label": labels[str(name)],
            "visit": last,
            "n_measurements": summary.n,
            "n_non_detects": summary.n_censored,
            "summary_method": summary.method,
            "median_mg_kg": summary.median,
            "mean_mg_kg": summary.mean,
            "p90_mg_kg": summary.p90,
        } | _comparison(samples, parameters.confidence)
    return _frame(rows, definitions.LEVELS)


def _comparison(samples: pd.DataFrame, confidence: float) -> dict[str, object]:
    """Share of one visit's samples above the threshold, or why it cannot be given."""
    first = samples.iloc[0]
    land_uses = tuple(sorted(samples["land_use"].fillna("").unique()))
    sampled = SampledSoil(
        first["iso3"], first["substance"], first["matrix"], land_uses, first["fraction"]
    )
    threshold = find_threshold(sampled)
    if not isinstance(threshold, Threshold):
        return {"why_not_compared": threshold}
    share = share_above(
        samples["value"], samples["censored"], threshold.value_mg_kg, confidence=confidence
    )
    return {
        "threshold_mg_kg": threshold.value_mg_kg,
        "instrument": threshold.instrument,
        "n_above": share.n_above,
        "share_above": share.share,
        "share_above_lower": share.lower,
        "share_above_upper": share.upper,
        "confidence": confidence,
        "why_not_compared": share.reason,
    }


def _trends(series: pd.DataFrame, visits: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Test of each series that has enough visits and detects."""
    tested = series[series["rung"] == "trend"]
    rows = {
        str(name): _trend(row, visits[visits["series"] == name], parameters.confidence)
        for name, row in tested.iterrows()
    }
    trends = _frame(rows, definitions.TRENDS)
    trends["q"] = benjamini_hochberg(trends["p"].astype(float))
    trends["grade"] = _grades(trends, parameters.false_discovery_rate)
    trends["verdict"] = trends["direction"].case_when(
        [
            (trends["grade"] == "suggested", "perhaps " + trends["direction"].astype(str)),
            (trends["grade"] == "cannot tell", "cannot tell"),
        ]
    )
    return trends


def _trend(row: pd.Series, visits: pd.DataFrame, confidence: float) -> dict[str, object]:
    """Mann-Kendall and Sen's slope of the visits, compared at their highest limit."""
    visits = visits.sort_values("decimal_year")
    years = visits["decimal_year"].to_numpy(dtype=float)
    medians = recensor(visits["median_mg_kg"], visits["below_limit"])
    test = mann_kendall(years, medians.values)
    slope = sen_slope(years, visits["median_mg_kg"], visits["below_limit"], confidence=confidence)
    middle = _middle(visits)
    return {
        "label": row["label"],
        "first_year": row["first_year"],
        "last_year": row["last_year"],
        "n_visits": test.n_visits,
        "n_detects": int((~medians.censored).sum()),
        "compared_at_mg_kg": medians.limit,
        "s": test.s,
        "p": test.p,
        "p_method": test.p_method,
        "direction": {1: "rising", -1: "falling", 0: "none"}[int(np.sign(test.s))],
        "slope_mg_kg_year": slope.slope,
        "slope_low_mg_kg_year": slope.slope_low,
        "slope_high_mg_kg_year": slope.slope_high,
        "slope_lower_mg_kg_year": slope.lower,
        "slope_upper_mg_kg_year": slope.upper,
        "confidence": confidence,
        "change_per_year": slope.slope / middle,
        "change_per_year_low": slope.slope_low / middle,
        "change_per_year_high": slope.slope_high / middle,
        "change_per_year_lower": slope.lower / middle,
        "change_per_year_upper": slope.upper / middle,
        "intercept_mg_kg": slope.intercept,
    }


def _middle(visits: pd.DataFrame) -> float:
    """Median of the visits; NaN where those below their limit leave it open."""
    high = visits["median_mg_kg"].median()
    low = visits["median_mg_kg"].mask(visits["below_limit"], 0.0).median()
    return float(high) if low == high else np.nan


def _grades(trends: pd.DataFrame, false_discovery_rate: float) -> np.ndarray:
    """How firmly each direction may be said."""
    clear = (trends["q"] <= false_discovery_rate) & (trends["direction"] != "none")
    suggested = (trends["p"] <= SUGGESTED_P) & (trends["direction"] != "none")
    return np.select([clear, suggested], ["clear", "suggested"], "cannot tell")


def _changes(series: pd.DataFrame, measurements: pd.DataFrame) -> pd.DataFrame:
    """Change between first and last visit at the same sites, where no trend can be tested."""
    rows = {
        str(name): {"label": row["label"], "why_no_trend": row["rung_reason"]}
        | _change(measurements[measurements["series"] == name])
        for name, row in series[series["rung"] == "level"].iterrows()
    }
    return _frame(rows, definitions.CHANGES)


def _change(measurements: pd.DataFrame) -> dict[str, object]:
    """Sites that went up or down from the first visit to the last."""
    order = measurements.groupby("visit")["decimal_year"].median().sort_values()
    first, last = order.index[0], order.index[-1]
    at_both = measurements[measurements["visit"].isin([first, last])]
    sites = summarise_groups(at_both, ["visit", "site_id"])
    before, after = (sites[sites["visit"] == visit].set_index("site_id") for visit in (first, last))
    both = before.index.intersection(after.index)
    before, after = before.loc[both], after.loc[both]
    change = paired_change(
        before["median_mg_kg"], before["below_limit"], after["median_mg_kg"], after["below_limit"]
    )
    return {
        "first_visit": first,
        "last_visit": last,
        "n_pairs": change.n_pairs,
        "n_up": change.n_up,
        "n_down": change.n_down,
        "n_undecided": change.n_undecided,
        "p": change.p,
        "median_difference_mg_kg": change.median_difference,
    }


def _overview(
    everything: pd.DataFrame, series: pd.DataFrame, trends: pd.DataFrame, parameters: Parameters
) -> pd.DataFrame:
    """One row with the counts of the whole report."""
    years = _years(everything)
    row = {
        "area_name": places.place_name(parameters.area),
        "n_measurements": len(everything),
        "n_used": int(series["n_measurements"].sum()),
        "n_sites": len(everything[["iso3", "site_id"]].drop_duplicates()),
        "n_series": len(series),
        "n_trends": len(trends),
        "n_clear": int((trends["grade"] == "clear").sum()),
        "n_not_judged": len(series) - len(trends),
        "first_year": years[0] if years else None,
        "last_year": years[1] if years else None,
        "false_discovery_rate": parameters.false_discovery_rate,
        "confidence": parameters.confidence,
    }
    return _frame({parameters.area: row}, definitions.OVERVIEW)


def _not_judged(series: pd.DataFrame) -> list[LeftOut]:
    """Series that were not tested for a trend, each with its reason."""
    return [
        LeftOut("series", row["label"], row["rung_reason"], int(row["n_measurements"]))
        for _, row in series[series["rung"] != "trend"].iterrows()
    ]


def _data_used(data: Frames) -> DataUsed:
    """Fingerprint, extent and sources of what was read."""
    measurements = data["measurements"]
    return DataUsed(data.fingerprint, len(measurements), _years(measurements), data.sources)


def _years(measurements: pd.DataFrame) -> tuple[int, int] | None:
    """First and last year of sampling, None where there is no sample."""
    if measurements.empty:
        return None
    years = measurements["sampled_on"].str[:4].astype(int)
    return int(years.min()), int(years.max())


def _frame(rows: Mapping[str, Mapping[str, object]], columns: tuple[Column, ...]) -> pd.DataFrame:
    """Frame of rows by id, in the columns of the table's definition."""
    names = [column.name for column in columns]
    frame = pd.DataFrame.from_dict(dict(rows), orient="index").reindex(columns=names)
    counts = [
        name for name in names if name.startswith("n_") or name in {"first_year", "last_year"}
    ]
    return frame.astype(dict.fromkeys(counts, "Int64"))


def _table(name: str, frame: pd.DataFrame) -> Table:
    """Table of the result under its title."""
    title, columns = TITLES[name]
    return Table(name, title, frame[[column.name for column in columns]], columns)


TITLES: Mapping[str, tuple[str, tuple[Column, ...]]] = {
    "overview": ("The report in figures", definitions.OVERVIEW),
    "series": ("What was monitored", definitions.SERIES),
    "visits": ("Medians of each visit", definitions.VISITS),
    "levels": ("Levels at the last visit", definitions.LEVELS),
    "trends": ("Trends", definitions.TRENDS),
    "changes": ("Changes at the same sites", definitions.CHANGES),
}
