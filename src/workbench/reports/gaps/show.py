"""Shows the tables of the gaps report as a reader needs them; the CSV files hold the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from workbench.findings import Result
from workbench.presentation import result_tables
from workbench.presentation.html import HtmlTable, Text, html_table
from workbench.presentation.result_tables import shown
from workbench.vocabulary import places
from workbench.vocabulary.percentages import percent


def participation(result: Result) -> HtmlTable:
    """Show how many could answer, and how many did."""
    columns = {
        "scope_name": "Countries of",
        "n_frame": "Listed",
        "n_answered": "Answered",
        "share_answered": "Response rate",
        "share_usable": "Coverage",
        "n_asked": "Items asked",
        "n_without_answer": "Without answer",
        "n_invalid": "Of these invalid",
        "n_dont_know": "Don't know",
        "n_outside": "Not asked",
    }
    return shown(result, "participation", columns, empty="No list of those that could answer.")


def coverage(result: Result) -> HtmlTable:
    """Show region by region who answered and who did not; all countries together are too many."""
    table = result.tables["participation"]
    rows = table.frame[~table.frame["scope"].isin([places.WORLD, places.FICTIONAL])]
    title = "Who answered and who did not, by region"
    reduced = replace(
        result, tables={**result.tables, "participation": replace(table, title=title, frame=rows)}
    )
    columns = {
        "scope_name": "Countries of",
        "n_answered": "Answered",
        "n_frame": "Of",
        "heard": "Who answered",
        "unheard": "Who did not",
    }
    return shown(reduced, "participation", columns, empty="No list of those that could answer.")


def doubts(result: Result) -> HtmlTable | Text:
    """Show for a region what does not go together, and where; a country's stand as sentences."""
    if places.is_country(result.area):
        return Text("")
    broken, differing = (result.tables[name].frame for name in ("contradictions", "conflicts"))
    named = broken["name"] + " (" + broken["role"] + ")"
    answers = differing["role"] + ": " + differing["answer"]
    others = differing["other_role"] + ": " + differing["other_answer"]
    told = differing["name"] + " (" + answers + "; " + others + ")"
    rows = pd.DataFrame(
        {
            "What": pd.concat([broken["sentence"], differing["question"]]),
            "Where": pd.concat([named, told]),
        }
    )
    of_each = rows.groupby("What", sort=False)["Where"]
    return html_table(
        pd.DataFrame({"Times": of_each.size(), "Where": of_each.agg(_each_once)}).reset_index(),
        caption="To be checked: answers that do not go together",
        notes="Each stands in contradictions.csv or conflicts.csv.",
        empty="Nothing of this kind.",
    )


def _each_once(names: pd.Series) -> str:
    """Names, each once, with how often where that is more."""
    counts = names.value_counts(sort=False)
    return ", ".join(
        name if count == 1 else f"{name}, {count} times"
        for name, count in zip(map(str, counts.index), counts, strict=True)
    )


def index(result: Result) -> HtmlTable:
    """Show the gap index of each country that answered; no rank without what it hangs on."""
    columns = {
        "name": "Country",
        "index": "Gap index",
        "index_lower": "At least",
        "index_upper": "At most",
        "classes": "Class",
        "share_complete": "Answered",
        "rank": "Rank",
        "rank_rated": "Rank by ratings",
        "share_same_rank": "Same rank, random weights",
        "n_overlapping": "Cannot be told from",
        "reason": "Why not given",
    }
    table = result.tables["index"]
    heard = table.frame["index"].notna() | (table.frame.index == result.area)
    answered = replace(table, frame=table.frame[heard])
    reduced = replace(result, tables={**result.tables, "index": answered})
    return shown(reduced, "index", columns, empty="No country answered an item.", most=100)


def matrix(result: Result) -> HtmlTable:
    """Show each item: answer of the country, and how many of its region and of all say yes."""
    rows = result.tables["matrix"].frame
    shown_rows = rows[["question", "answer"]].drop_duplicates()
    if not places.is_country(result.area):
        shown_rows = shown_rows.drop(columns="answer")
    shown_rows = shown_rows.rename(columns=str.capitalize)
    for scope, of_scope in rows.groupby("scope_name", sort=False):
        shown_rows[_capital(str(scope))] = of_scope.apply(_beside, axis=1).to_list()
    return html_table(
        shown_rows,
        caption=result.tables["matrix"].title,
        notes="Yes of those that answered; in brackets what it could be, of all listed countries "
        "that it may apply to. Partly is no yes. matrix.csv has all counts, and the topics.",
        empty="No list of those that could answer.",
    )


def _capital(name: str) -> str:
    """Begin a heading with a capital letter."""
    return name[:1].upper() + name[1:]


def _beside(row: pd.Series) -> str:
    """Yes of those that answered, and the range of all that could."""
    if pd.isna(row["n_frame"]):
        return str(row["interval_kind"])
    if not row["n_answers"]:
        return "no answer"
    span = " to ".join(dict.fromkeys([percent(row["share_least"]), percent(row["share_most"])]))
    return f"{row['n_yes']} of {row['n_answers']} ({span})"


def indicators(result: Result) -> HtmlTable:
    """Show the state of each indicator beside the state that no missing answer could change."""
    table = result.tables["indicators"]
    rows = [
        {
            "Indicator": row["meaning"],
            "Of": row["scope_name"],
            "State": row["state"],
            "By those that answered": row["state_of_answers"],
            "Whatever the others say": row["state_under_bounds"],
            "Of answered": _limits(row, "share_of_answers"),
            "Weighted": _limits(row, "share_weighted"),
            "Allowing for chance": _limits(row, "share_lower", "share_upper"),
            "Without assumptions": _limits(row, "share_least", "share_most"),
        }
        for row in result.rows("indicators").values()
    ]
    return html_table(pd.DataFrame(rows), caption=table.title, empty="No indicator.")


def _limits(row: Mapping[str, Any], *columns: str) -> str:
    """Share or its limits, told from the target; equal ones once, nothing where there are none."""
    shares = [row[column] for column in columns if pd.notna(row[column])]
    return " to ".join(dict.fromkeys(percent(share, row["target"]) for share in shares))


def ratings(result: Result) -> HtmlTable:
    """Show how often each level was given; who did not rate is a column of its own."""
    levels = {f"n_{level}": str(level) for level in range(1, 6)}
    columns = {"subject": "Rated from 1 to 5", "units": "By"} | levels
    columns |= {
        "n_without": "Without",
        "median": "Median",
        "share_high": "4 or 5",
        "share_high_lower": "Lower limit",
        "share_high_upper": "Upper limit",
    }
    return shown(result, "ratings", columns, empty="Nothing was rated.")


def priorities(result: Result) -> HtmlTable:
    """Show the topics, first what was rated important and is lacking."""
    columns = {
        "topic": "Topic",
        "number": "Number",
        "importance": "Importance",
        "deficit": "Lacking",
        "severity": "Importance times lacking",
        "n_answers": "Answers",
    }
    return shown(result, "priorities", columns, empty="No topic has both a rating and an answer.")


def changes(result: Result) -> HtmlTable:
    """Show the change of yes in the countries that answered twice."""
    columns = {
        "question": "Question",
        "n_matched": "Answered twice",
        "n_gained": "Went to yes",
        "n_lost": "Went from yes",
        "share_change": "Change of share",
        "share_change_lower": "Lower limit",
        "share_change_upper": "Upper limit",
        "p": "p (exact McNemar)",
        "n_entered": "New",
        "n_left": "Gone",
    }
    return shown(result, "changes", columns, empty="No round to compare with.")


def actions(result: Result) -> HtmlTable:
    """Show what the rule table recommends for the answers of the country."""
    columns = {
        "action": "Action",
        "question": "Question",
        "answer": "Answer",
        "working_group": "Working group",
        "indicator": "Indicator",
    }
    nobody = "Actions are recommended to a country that answered, where something is lacking."
    return shown(result, "actions", columns, empty=nobody)


def left_out(result: Result) -> HtmlTable:
    """Show responses and indicators that are left out, with the reason."""
    return result_tables.left_out(result, "Responses or cells")
