"""Counts that stand twice: a total beside its parts, another register, a parent and its areas."""

from __future__ import annotations

import pandas as pd

from workbench.findings import Kind, LeftOut
from workbench.inputs.health.keys import KEYS

ALL = "all"
IN_TWO = "the same rows are in"
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


def of_one_file(name: Kind, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[LeftOut]]:
    """Leave out rows that another file gives too: those of the last file by name are taken.

    Which is newer is not on file; editions are mostly named by their year. Added up, they would
    count each person and case twice.

    Parameters
    ----------
    name : str
        `population`, `outcomes`, `covariates` or `reference_rates`.
    rows : DataFrame
        Rows of that table.

    Returns
    -------
    DataFrame
        Rows of which none is of two files.
    list of LeftOut
        How many rows were left out, by their files.
    """
    if rows.empty:
        return rows, []
    files, key = rows["source_file"], [rows[column].fillna("") for column in KEYS[name]]
    taken = files.groupby(key).transform("max")
    other = files != taken
    pairs = (files + " and " + taken)[other].value_counts().sort_index()
    left_out = [
        LeftOut(name, name, f"{IN_TWO} {pair}: those of the last were taken", int(n))
        for pair, n in pairs.items()
    ]
    return rows[~other], left_out


def parents(areas: pd.DataFrame) -> set[str]:
    """Areas that others on file are a part of: their people and cases are those of their parts."""
    return set(areas["area_id"]) & set(areas["parent_id"].dropna())
