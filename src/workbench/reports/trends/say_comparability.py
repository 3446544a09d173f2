"""Says whether the measurements of each substance can be compared over time."""

from __future__ import annotations

import pandas as pd

from workbench.findings import Finding, Result
from workbench.presentation.wording import Quoter
from workbench.reports.trends.lists import of_each

AS_IT_IS = "comparable"
APART = (
    "The data are in {n_series}, which are not joined: a step from one to the next may come "
    "from the laboratory."
)


def findings(result: Result) -> list[Finding | None]:
    """Say how many substances can be compared, then for each how, and where a limit fell."""
    return [
        _families(result),
        *of_each(result, "comparability", _verdict),
        *of_each(result, "series", _falling_limit),
    ]


def _families(result: Result) -> Finding | None:
    """Count the substances by whether their visits can be compared."""
    if not result.rows("overview")[result.area]["n_families"]:
        return None
    quoter = Quoter(result, "overview", result.area)
    sentence = (
        f"Substances, each in one matrix and layer: {quoter.number('n_families')}. Over time they "
        f"are comparable as they are: {quoter.number('n_comparable')}; after a rule: "
        f"{quoter.number('n_after_rule')}; with caution: {quoter.number('n_with_caution')}; with "
        f"a break: {quoter.number('n_breaks')}; measured in several ways side by side: "
        f"{quoter.number('n_not_joined')}; at one visit only: {quoter.number('n_one_visit')}."
    )
    return quoter.finding("families", sentence, grade="fact", main="n_comparable")


def _verdict(result: Result, row: str) -> Finding:
    """Give the verdict on a substance with its reasons."""
    quoter = Quoter(result, "comparability", row)
    cells = result.rows("comparability")[row]
    sentence = f"{quoter.text('label')}: {quoter.text('verdict')}"
    if cells["reasons"]:
        sentence += f" ({quoter.text('reasons')})"
    sentence += "."
    if pd.notna(cells["compared_at_mg_kg"]):
        sentence += f" The highest limit is {quoter.number('compared_at_mg_kg')} mg/kg."
    if cells["n_series"] > 1:
        sentence += f" {APART.format(n_series=quoter.number('n_series') + ' series')}"
    return quoter.finding("comparability", sentence, grade=cells["standing"], main="break_year")


def _falling_limit(result: Result, row: str) -> Finding | None:
    """Say that the detection limit fell, and that this cannot pass for cleaner soil here."""
    cells = result.rows("series")[row]
    if not cells["last_limit_mg_kg"] < cells["first_limit_mg_kg"]:
        return None
    quoter = Quoter(result, "series", row)
    sentence = (
        f"{quoter.text('label')}: the limit of the non-detects fell from "
        f"{quoter.number('first_limit_mg_kg')} to {quoter.number('last_limit_mg_kg')} mg/kg. "
        "A better laboratory is not cleaner soil: a change is judged at the highest limit only."
    )
    return quoter.finding("limit", sentence, grade="fact", main="last_limit_mg_kg")
