"""Counts that stand twice: a total beside its parts, another register, a parent and its areas."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from workbench.findings import Kind
from workbench.findings.excluded import Excluded, Named
from workbench.findings.rows import Phrase, code, row, text
from workbench.store.people import Areas, Outcomes
from workbench.store.schema import KEYS

ALL = "all"
CELL = [Outcomes.area_id, Outcomes.year]  # of people too


@row
class TotalBesideParts(Phrase):
    """A total where its parts are given too."""

    parts: str = code("parts", "its parts")


@row
class OtherRegister(Phrase):
    """Another register of the same area, year and outcome."""


@row
class InTwoFiles(Phrase):
    """The same rows in two files."""

    file: str = text("file whose rows are not used")
    taken: str = text("file whose rows are used")


def without_repeats(name: Kind, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Excluded]]:
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
    list of Excluded
        How many rows were left out, by reason.
    """
    of = [*CELL, Outcomes.outcome] if Outcomes.outcome in rows else CELL
    left: list[tuple[Phrase, pd.Series]] = []
    used = pd.Series(data=True, index=rows.index)
    for column, parts in ((Outcomes.sex, "sexes"), (Outcomes.age_band, "ages")):
        whole = rows[column] == ALL
        with_parts = (~whole).groupby([rows[key] for key in of]).transform("any")
        left.append((TotalBesideParts(parts=parts), used & whole & with_parts))
        used &= ~left[-1][1]
    if Outcomes.source in rows:
        named = rows[Outcomes.source].fillna("")
        first = named.groupby([rows[key] for key in of]).transform("min")
        left.append((OtherRegister(), used & (named != first)))
        used &= ~left[-1][1]
    counts = sorted(((why, int(flags.sum())) for why, flags in left), key=lambda one: str(one[0]))
    return rows[used], [_excluded(name, why, n) for why, n in counts if n]


def _excluded(name: Kind, why: Phrase, n_rows: int) -> Excluded:
    """Rows of a table that are left out for a reason."""
    return Excluded(what=Named(name=name), kind=name, why=why, count=n_rows)


def of_one_file(name: Kind, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Excluded]]:
    """Leave out rows that another file gives too: those of the last file by name are taken.

    Which is newer is not recorded; editions are mostly named by their year. Added up, they would
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
    list of Excluded
        How many rows were left out, by their files.
    """
    if rows.empty:
        return rows, []
    files, key = rows[Outcomes.source_file], [rows[column].fillna("") for column in KEYS[name]]
    taken = files.groupby(key).transform("max")
    other = files != taken
    pairs = sorted(Counter(zip(files[other], taken[other], strict=True)).items())
    left_out = [
        _excluded(name, InTwoFiles(file=str(file), taken=str(last)), n) for (file, last), n in pairs
    ]
    return rows[~other], left_out


def parents(areas: pd.DataFrame) -> set[str]:
    """Areas that others are a part of: their people and cases are those of their parts."""
    return set(areas[Areas.area_id]) & set(areas[Areas.parent_id].dropna())
