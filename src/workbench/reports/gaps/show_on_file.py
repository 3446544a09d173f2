"""Shows what is on file beside the answers, as a reader needs it; the CSV files hold the rest."""

from __future__ import annotations

import pandas as pd

from workbench.findings import Result
from workbench.presentation.html import HtmlTable, html_table
from workbench.presentation.result_tables import shown
from workbench.vocabulary import places

MOST_SUBSTANCES = 30
COMMON = ("aqua regia", "total", "any")
SIGNS = {
    "on file": "●",
    "one for all land uses": "◐ all uses",
    "for some land uses only": "◐ some uses",
    "not verified": "? not verified",
    "hole": "○",
}
LEGEND = (
    "● the number of values on file; ◐ a value that reaches this land use only in part or with "
    "others; ? on file, not verified; ○ hole. In brackets: other countries that have a value, in "
    "the region, and in all."
)


def thresholds(result: Result) -> HtmlTable:
    """Show substance by land use: what is on file, holes, and how many others have a value."""
    table = result.tables["thresholds"]
    rows = table.frame.assign(cell=[_cell(row) for _, row in table.frame.iterrows()])
    substances = list(dict.fromkeys(rows["substance"]))
    wide = (
        rows.pivot_table(
            index="substance", columns="land_use", values="cell", aggfunc="first", sort=False
        )
        if len(rows)
        else pd.DataFrame()
    )
    kept = wide.reindex(index=substances[:MOST_SUBSTANCES], columns=sorted(wide.columns))
    rest = len(substances) - MOST_SUBSTANCES
    more = f" {rest} more substances are in thresholds.csv." if rest > 0 else ""
    legend = LEGEND if places.is_country(result.area) else "Countries that have a value."
    return html_table(
        kept.fillna("").rename_axis(columns=None).reset_index(names="Substance")
        if len(kept)
        else kept,
        caption=table.title,
        notes=legend + more,
        empty="No country of the page has a value in force on file.",
    )


def comparison(result: Result) -> HtmlTable:
    """Show each own value beside the values of the other countries."""
    columns = {
        "substance": "Substance",
        "land_use": "Land use",
        "value_type": "Kind of value",
        "fraction": "Fraction",
        "fraction_basis": "Fraction is",
        "own_mg_kg": "Own value",
        "scope_name": "Beside",
        "n_countries": "Other countries",
        "median_mg_kg": "Median",
        "lowest_mg_kg": "Lowest",
        "highest_mg_kg": "Highest",
        "years": "Year",
    }
    nothing = "No own value that can be compared is on file."
    return shown(result, "comparison", columns, empty=nothing, most=40)


def thresholds_beside(result: Result) -> HtmlTable:
    """Show answers on thresholds that are not what is on file."""
    return shown(result, "thresholds_beside", _BESIDE, empty="No answer differs.")


def measurements_beside(result: Result) -> HtmlTable:
    """Show answers on monitoring that are not what the store holds."""
    return shown(result, "measurements_beside", _BESIDE, empty="No answer differs.")


def laws(result: Result) -> HtmlTable:
    """Show the laws on file with their stage and its change."""
    columns = {
        "instrument": "Law",
        "name": "Country",
        "topic": "Topic",
        "stage": "Stage",
        "before": "In the round before",
        "change": "Change",
        "year": "Year",
        "record": "Record",
        "verified": "Verified",
    }
    return shown(result, "laws", columns, empty="No list of laws was taken in for it.")


def inventory(result: Result) -> HtmlTable:
    """Show what was told of inventories, with how many countries told it."""
    columns = {
        "status": "What",
        "source_type": "Sources",
        "answer": "Answer",
        "scope_name": "Countries of",
        "n_countries": "Told by",
        "n_listed": "Listed",
        "share_told": "Complete",
        "n_sites": "Sites",
    }
    if not places.is_country(result.area):
        columns.pop("answer")
    return shown(result, "inventory", columns, empty="No list of those that could answer.")


def diffuse_sources(result: Result) -> HtmlTable:
    """Show which diffuse sources inventories cover."""
    return _named(result, ("inv_diffuse_sources",), "Diffuse sources that inventories cover")


def health(result: Result) -> HtmlTable:
    """Show which substances and outcomes are under surveillance."""
    items = ("biomon_substances", "epi_outcomes")
    return _named(result, items, "Substances and health outcomes under surveillance")


def procedures(result: Result) -> HtmlTable:
    """Show substance, extraction and procedures, where a law, a sample or a laboratory has them."""
    frame = result.tables["procedures"].frame
    own = frame["n_thresholds"] + frame["n_measurements"] > 0
    common = frame["fraction"].isin(COMMON) & (frame["extractant"] == "")
    columns = {
        "substance": "Substance",
        "fraction": "Fraction",
        "extractant": "Extractant",
        "procedures": "Procedures",
        "not_verified": "Not verified",
        "n_thresholds": "Own thresholds",
        "n_measurements": "Own measurements",
        "n_laboratories": "Own laboratories",
        "n_laboratories_whole": "All laboratories",
    }
    if not places.is_country(result.area):
        columns = {name: head for name, head in columns.items() if not head.startswith("Own")}
    kept = frame.loc[own | common, list(columns)].rename(columns=columns)
    return html_table(
        kept,
        caption=result.tables["procedures"].title,
        notes="Weak extracts without an own threshold or measurement stand in procedures.csv.",
    )


def programmes(result: Result) -> HtmlTable:
    """Show the own measurements, and below them networks."""
    columns = {
        "name": "Programme",
        "kind": "Kind",
        "sites": "Sites",
        "determinands": "Determinands",
        "depth": "Depth",
        "fraction": "Fraction",
        "interval_years": "Years between visits",
        "since": "Since",
        "verified": "Verified",
    }
    return shown(result, "programmes", columns, empty="No network is on file.")


_BESIDE = {
    "question": "Question",
    "name": "Country",
    "answer": "Answered",
    "on_file": "On file or in the store",
    "kind": "What to do",
}


def _cell(row: pd.Series) -> str:
    """Cell of a substance and land use."""
    counts = f"({row['n_near']}, {row['n_whole']})"
    if not row["state"]:
        return str(row["n_near"])
    sign = SIGNS[row["state"]]
    return f"{sign} {row['n_values']} {counts}" if row["n_values"] else f"{sign} {counts}"


def _named(result: Result, items: tuple[str, ...], caption: str) -> HtmlTable:
    """Show the answers to questions with several, and how many named each."""
    frame = result.tables["named"].frame
    rows = frame[frame["item"].isin(items)]
    table = rows[["question", "choice", "own"]].drop_duplicates()
    if not places.is_country(result.area):
        table = table.drop(columns="own")
    heads = {"question": "Question", "choice": "Answer", "own": "Country"}
    table = table.rename(columns=heads)
    for scope, of_scope in rows.groupby("scope_name", sort=False):
        table[str(scope)] = [
            f"{named} of {answers}"
            for named, answers in zip(of_scope["n_named"], of_scope["n_answers"], strict=True)
        ]
    return html_table(
        table,
        caption=caption,
        notes="Countries that named it, of those that answered the question.",
    )
