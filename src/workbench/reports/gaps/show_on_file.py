"""Shows what is on file beside the answers, as a reader needs it; the CSV files hold the rest."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from workbench.findings import Result
from workbench.presentation.html import HtmlTable, html_table
from workbench.presentation.result_tables import shown
from workbench.presentation.wording import number
from workbench.vocabulary import places
from workbench.vocabulary.percentages import NO_BREAK

MOST_SUBSTANCES = 30
MOST_VALUES = 40
NOTHING_DIFFERS = "No answer differs, or nobody answered."
COMMON = ("aqua regia", "total", "any")
SIGNS = {
    "on file": "●",
    "one for all land uses": "◐",
    "for some land uses only": "◐",
    "not verified": "?",
    "hole": "○",
}
NATIONAL_ELSEWHERE = (
    "National networks stand on the pages of regions and countries, and in programmes.csv."
)
REGION_LEGEND = (
    "Countries of the region that have a value; 0: only others have one on file, — nobody has."
)
LEGEND = (
    "● the number of values on file; ◐ a value that reaches this land use only in part or with "
    "others; ? on file, not verified; ○ hole; — nobody has one. In brackets: other countries that "
    "have a value, in the region, and in all."
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
    legend = LEGEND if places.is_country(result.area) else REGION_LEGEND
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
    frame = result.tables["comparison"].frame
    rows = frame.assign(
        what=_joined(frame, ["land_use", "value_type"]),
        reached=_joined(frame, ["fraction", "fraction_basis"]),
        others=[_others(row) for _, row in frame.iterrows()],
    )
    names = {
        "substance": "Substance",
        "what": "Land use, kind of value",
        "reached": "Fraction",
        "years": "Year",
        "own_mg_kg": "Own value",
    }
    table = _beside_scopes(rows, names, "others")
    rest = len(table) - MOST_VALUES
    more = f" {rest} more values are in comparison.csv." if rest > 0 else ""
    return html_table(
        table.head(MOST_VALUES),
        caption=result.tables["comparison"].title,
        units={"Own value": "mg/kg dry matter"},
        formats={"Own value": number},
        notes="Median of the other countries, lowest and highest, and how many they are." + more,
        empty="No own value that can be compared is on file."
        if places.is_country(result.area)
        else "They stand on the page of each country.",
    )


def thresholds_beside(result: Result) -> HtmlTable:
    """Show answers on thresholds that are not what is on file."""
    return shown(result, "thresholds_beside", _BESIDE, empty=NOTHING_DIFFERS)


def measurements_beside(result: Result) -> HtmlTable:
    """Show answers on monitoring that are not what the store holds."""
    return shown(result, "measurements_beside", _BESIDE, empty=NOTHING_DIFFERS)


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
    return shown(result, "laws", columns, empty="No law is on file.", most=40)


def law_topics(result: Result) -> HtmlTable:
    """Show for each topic how many countries have a law on file, and one in force."""
    frame = result.tables["law_topics"].frame
    rows = frame.assign(
        told=[
            f"{row['n_countries']} of {row['n_listed']} (in force: {row['n_in_force']})"
            for _, row in frame.iterrows()
        ]
    )
    names = {"topic": "Topic", "own_stage": "Furthest stage of the country"}
    if not places.is_country(result.area):
        names.pop("own_stage")
    return html_table(
        _beside_scopes(rows, names, "told"),
        caption=result.tables["law_topics"].title,
        notes="Countries with a law on file, of those on the list.",
        empty="No law is on file.",
    )


def inventory(result: Result) -> HtmlTable:
    """Show what was told of inventories, with how many countries told it."""
    frame = result.tables["inventory"].frame
    rows = frame.assign(told=[_told(row) for _, row in frame.iterrows()])
    names = {"status": "What", "source_type": "Sources", "answer": "Answer"}
    if not places.is_country(result.area):
        names.pop("answer")
    return html_table(
        _beside_scopes(rows, names, "told"),
        caption=result.tables["inventory"].title,
        notes="Sites, of the countries that told their number; how many those are, of all listed. "
        "Of an inventory: countries that say yes, of those that said yes, partly or no.",
        empty="No list of those that could answer.",
    )


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
    rows = frame.assign(
        reached=_joined(frame, ["fraction", "extractant"]),
        laboratories=[
            _laboratories(row, own=places.is_country(result.area)) for _, row in frame.iterrows()
        ],
        known=[_known(row) for _, row in frame.iterrows()],
    )[own | common]
    of_country = " of the country," if places.is_country(result.area) else ""
    columns = {
        "substance": "Substance",
        "reached": "Extraction",
        "n_thresholds": "Own thresholds",
        "n_measurements": "Own measurements",
        "laboratories": "Laboratories",
        "known": "Procedures",
    }
    if not places.is_country(result.area):
        columns = {name: head for name, head in columns.items() if not head.startswith("Own")}
    return html_table(
        rows[list(columns)].rename(columns=columns),
        caption=result.tables["procedures"].title,
        notes=f"Laboratories{of_country} of the region and of all that said that they determine "
        "the substance, by whatever extraction. Weak extracts without an own threshold or "
        "measurement stand in procedures.csv.",
    )


def programmes(result: Result) -> HtmlTable:
    """Show the own measurements, and below them networks."""
    frame = result.tables["programmes"].frame
    rows = frame.assign(
        name=[_programme(row) for _, row in frame.iterrows()],
        determinands=frame["determinands"].str.replace(";", "; ").str.replace("  ", " "),
    )
    columns = {
        "name": "Programme and its sites",
        "where": "Where",
        "determinands": "Determinands",
        "depth": "Depth",
        "fraction": "Fraction",
        "interval_years": "Interval, years",
    }
    is_world = result.area == places.WORLD
    if is_world:
        rows = rows[rows["kind"] != "national network"]
    return html_table(
        rows[list(columns)].rename(columns=columns),
        caption=result.tables["programmes"].title,
        notes=NATIONAL_ELSEWHERE if is_world else "",
        empty="No network is on file.",
    )


def texts(result: Result) -> HtmlTable:
    """Show how many comments there are, in which language and how long; no word of them."""
    columns = {
        "language": "Language",
        "n_texts": "Comments",
        "n_countries": "Countries",
        "n_words": "Words in all",
        "median_words": "Median of words",
    }
    return shown(result, "texts", columns, empty="No comment was given with consent.")


def text_terms(result: Result) -> HtmlTable:
    """Show how many comments name a substance."""
    columns = {"term": "Substance", "n_texts": "Comments that name it", "n_all": "Of comments"}
    return shown(result, "text_terms", columns, empty="No comment names a substance.")


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
    cell = f"{sign} {row['n_values']} {counts}" if row["n_values"] else f"{sign} {counts}"
    return cell.replace(" ", NO_BREAK)


def _named(result: Result, items: tuple[str, ...], caption: str) -> HtmlTable:
    """Show the answers to questions with several, and how many named each."""
    frame = result.tables["named"].frame
    answered = frame.groupby("item")["n_answers"].transform("max") > 0
    mentioned = [str(row).rpartition("@")[0] for row in frame.index[frame["n_named"] > 0]]
    keys = [str(row).rpartition("@")[0] for row in frame.index]
    rows = frame[frame["item"].isin(items) & answered & pd.Index(keys).isin(mentioned)]
    told = rows["n_named"].astype(str) + " of " + rows["n_answers"].astype(str)
    names = {"choice": "Answer", "question": "Question", "own": "Country"}
    if len(items) == 1:
        names.pop("question")
    if not places.is_country(result.area):
        names.pop("own")
    return html_table(
        _beside_scopes(rows.assign(told=told), names, "told"),
        caption=caption,
        notes="Countries that named it, of those that answered the question. What nobody named "
        "stands in named.csv.",
        empty="No country answered the question.",
    )


def _beside_scopes(rows: pd.DataFrame, names: Mapping[str, str], cell: str) -> pd.DataFrame:
    """Rows with a column a scope; the id of a row names it before the scope."""
    keys = [str(row).rpartition("@")[0] for row in rows.index]
    table = rows[list(names)].set_axis(keys)
    table = table[~table.index.duplicated()].rename(columns=dict(names))
    for scope, of_scope in rows.assign(key=keys).groupby("scope_name", sort=False):
        table[str(scope)] = of_scope.set_index("key")[cell]
    return table


def _joined(frame: pd.DataFrame, columns: list[str]) -> list[str]:
    """Cells of some columns in one, without those that are empty."""
    return [
        ", ".join(filter(None, cells))
        for cells in frame[columns].itertuples(index=False, name=None)
    ]


def _others(row: pd.Series) -> str:
    """Values of the other countries."""
    if not row["n_countries"]:
        return "none"
    middle, *ends = (number(row[f"{end}_mg_kg"]) for end in ("median", "lowest", "highest"))
    return f"{middle} ({' to '.join(ends)}; {row['n_countries']})"


def _laboratories(row: pd.Series, *, own: bool) -> str:
    """Laboratories of the country, the region and of all; of a region without the first."""
    of = ("", "_near", "_whole") if own else ("_near", "_whole")
    return ", ".join(str(row[f"n_laboratories{where}"]) for where in of)


def _known(row: pd.Series) -> str:
    """Procedures, and those that were not verified."""
    unread = f"not verified: {row['not_verified']}" if row["not_verified"] else ""
    return "; ".join(filter(None, [row["procedures"], unread]))


def _programme(row: pd.Series) -> str:
    """Name of a programme, its sites, and whether nobody read it in its source."""
    sites = f": {row['sites']}" if row["sites"] else ""
    return f"{row['name']}{sites}" + (" (not verified)" if row["verified"] == "no" else "")


def _told(row: pd.Series) -> str:
    """Sites, and who told of them."""
    if pd.isna(row["n_countries"]):
        return ""
    if pd.notna(row["n_yes"]):
        return f"yes {row['n_yes']} of {row['n_countries']}, of {row['n_listed']} listed"
    sites = f"{row['n_sites']} sites, " if pd.notna(row["n_sites"]) else ""
    return f"{sites}told by {row['n_countries']} of {row['n_listed']}"
