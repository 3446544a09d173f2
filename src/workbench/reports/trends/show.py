"""Shows the tables of the trends report as a reader needs them; the CSV files hold the rest."""

from __future__ import annotations

import pandas as pd

from workbench.findings import Result
from workbench.presentation import result_tables
from workbench.presentation.html import HtmlTable
from workbench.presentation.result_tables import shown

MOST_SITES = 12


def monitored(result: Result) -> HtmlTable:
    """Show what each series consists of."""
    columns = {
        "label": "Series",
        "n_sites": "Sites",
        "n_sites_every_visit": "Sites at every visit",
        "n_visits": "Visits",
        "first_year": "From",
        "last_year": "To",
        "n_measurements": "Measurements",
        "share_non_detects": "Below the limit",
        "basis": "Basis",
    }
    return shown(result, "series", columns, empty="No series.")


def sites(result: Result) -> HtmlTable:
    """Show the first sites and what was measured there."""
    columns = {
        "site_id": "Site",
        "iso3": "Country",
        "n_visits": "Visits",
        "first_year": "From",
        "last_year": "To",
        "n_measurements": "Measurements",
        "n_non_detects": "Below the limit",
    }
    return shown(result, "sites", columns, empty="No sites.", most=MOST_SITES)


def comparability(result: Result) -> HtmlTable:
    """Show for each substance whether its visits can be compared, and why not as they are."""
    columns = {
        "label": "Substance",
        "verdict": "Verdict",
        "reasons": "Why",
        "n_series": "Series",
        "first_year": "From",
        "last_year": "To",
    }
    return shown(result, "comparability", columns, empty="No measurements.")


def conditions(result: Result) -> HtmlTable:
    """Show how each series was measured, a row for each time that something changed."""
    columns = {
        "label": "Series",
        "first_year": "From",
        "last_year": "To",
        "n_measurements": "Measurements",
        "n_non_detects": "Below the limit",
        "given_units": "Unit given",
        "laboratories": "Laboratory",
        "depth": "Depth",
        "lowest_limit_mg_kg": "Lowest limit",
        "highest_limit_mg_kg": "Highest limit",
    }
    return shown(result, "conditions", columns, empty="No measurements.")


def levels(result: Result) -> HtmlTable:
    """Show the level of each series at its last visit."""
    columns = {
        "label": "Series",
        "visit": "Visit",
        "n_measurements": "Measurements",
        "n_non_detects": "Below the limit",
        "median_mg_kg": "Median",
        "p90_mg_kg": "90th percentile",
        "summary_method": "Method",
    }
    return shown(result, "levels", columns, empty="No measurements.")


def comparisons(result: Result) -> HtmlTable:
    """Show the share above the threshold for each series and land use, or why it is not given."""
    columns = {
        "label": "Series",
        "visit": "Visit",
        "land_use": "Land use",
        "n_measurements": "Measurements",
        "threshold_mg_kg": "Threshold",
        **_whose_law(result),
        "n_above": "Above it",
        "share_above": "Share",
        "share_above_lower": "Lower limit",
        "share_above_upper": "Upper limit",
        "why_not_compared": "Why not given",
        "value_type": "Kind",
        "law_fraction": "Fraction of the law",
    }
    frame = result.tables["comparisons"].frame
    said = {name: heading for name, heading in columns.items() if _says_something(frame[name])}
    return shown(result, "comparisons", said, empty="No measurements.")


def _says_something(cells: pd.Series) -> bool:
    """Tell whether any cell of a column holds more than nothing."""
    return bool((cells.notna() & (cells != "")).any()) or cells.empty


def _whose_law(result: Result) -> dict[str, str]:
    """Name the law beside each threshold where it may be that of another."""
    if not result.rows("overview")[result.area]["reference_set_name"]:
        return {}
    return {"law_of_name": "Law of", "whose_law": "Whose law"}


def trends(result: Result) -> HtmlTable:
    """Show the test and the slope of each series that could be tested."""
    columns = {
        "label": "Series",
        "verdict": "Verdict",
        "caution": "Caution",
        "slope_mg_kg_year": "Slope",
        "slope_lower_mg_kg_year": "Lower limit",
        "slope_upper_mg_kg_year": "Upper limit",
        "change_per_year": "Per year",
        "n_visits": "Visits",
        "n_detects": "Above the limit",
        "p": "p",
        "q": "q",
    }
    return shown(result, "trends", columns, empty="Not judged: no series has enough visits.")


def changes(result: Result) -> HtmlTable:
    """Show the change at the same sites, for series too short for a trend."""
    columns = {
        "label": "Series",
        "first_visit": "First visit",
        "last_visit": "Last visit",
        "n_pairs": "Sites at both",
        "n_up": "Higher",
        "n_down": "Lower",
        "n_undecided": "Undecided",
        "median_difference_mg_kg": "Median difference",
        "p": "p (sign test)",
        "q": "q",
        "caution": "Caution",
    }
    return shown(result, "changes", columns, empty="None of this kind.")


def left_out(result: Result) -> HtmlTable:
    """Show what was left out or not judged, with the reason."""
    return result_tables.left_out(
        result, "Measurements or cells", caption="Left out or not judged, and why"
    )
