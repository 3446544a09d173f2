"""Counts that stand twice: a total beside its parts, another register, a parent and its areas."""

from __future__ import annotations

import pandas as pd

from workbench.findings import Kind, LeftOut

ALL = "all"
CELL = ["area_id", "year"]


def without_repeats(name: Kind, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[LeftOut]]:
    """Leave out what would count a person or a case twice.

    Parameters
    ----------
    name : str
        `population` or `outcomes`.
    rows : DataFrame
        Rows of that table.

    Returns
    -------
    DataFrame
        Rows that count each once.
    list of LeftOut
        How many rows were left out, by reason.
    """
    of = [*CELL, "outcome"] if "outcome" in rows else CELL
    reasons = pd.Series("", index=rows.index)
    for column, parts in (("sex", "women and men"), ("age_band", "ages")):
        whole = rows[column] == ALL
        with_parts = (~whole).groupby([rows[key] for key in of]).transform("any")
        why = f"a total of all {parts} beside rows of each"
        reasons = reasons.mask((reasons == "") & whole & with_parts, why)
    if "source" in rows:
        named = rows["source"].fillna("")
        first = named.groupby([rows[key] for key in of]).transform("min")
        other = (named != first) & (reasons == "")
        reasons = reasons.mask(other, "another register of the same area, year and outcome")
    counts = reasons[reasons != ""].value_counts().sort_index()
    left_out = [LeftOut(name, name, str(why), int(n)) for why, n in counts.items()]
    return rows[reasons == ""], left_out


def parents(areas: pd.DataFrame) -> set[str]:
    """Areas that others on file are a part of: their people and cases are those of their parts."""
    return set(areas["area_id"]) & set(areas["parent_id"].dropna())
