"""Findings in no language yet: messages about rows, worded when they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from workbench.findings import EvidenceCell, Finding
from workbench.findings.rows import columns
from workbench.findings.tables import Table, Tables
from workbench.words.messages import Message
from workbench.words.wording import Words

R = TypeVar("R")
UNGRADED = "fact"


@dataclass(frozen=True)
class Said:
    """A finding in no language yet: a message about a row of a table.

    Attributes
    ----------
    message : Message
        What is said.
    table : Table
        Table of the row.
    row : str
        Id of the row.
    grade : str
        How firmly it is said: one of the words of the report's own scale.
    main : str
        Column of the main number; empty where there is none.
    """

    message: Message[Any]
    table: Table[Any]
    row: str
    grade: str
    main: str


def said(
    message: Message[R], table: Table[R], row: str, *, grade: str = UNGRADED, main: str = ""
) -> Said:
    """Say a message about a row; the type checker refuses a message about rows of another table."""
    return Said(message, table, row, grade, main)


def worded(one: Said, tables: Tables, words: Words, about: str) -> Finding:
    """Word a finding.

    Parameters
    ----------
    one : Said
        What is said, in no language.
    tables : Tables
        Tables with the row that it is said of.
    words : Words
        Words of a language.
    about : str
        Report and area, with which its id begins.

    Returns
    -------
    Finding
        Its evidence are the cells that the sentence quotes, in its order.
    """
    row = tables.of(one.table)[one.row]
    sentence = words.sentence(one.message, row)
    known = columns(one.table.of)
    ends = [_limit(row, known.values(), end, one.main) for end in ("lower_of", "upper_of")]
    return Finding(
        id=f"{about}/{one.row}/{one.message.measure}",
        sentence=sentence.text,
        value=_number(row, one.main),
        unit=known[one.main].unit if one.main else "",
        interval=None if ends[0] is None or ends[1] is None else (ends[0], ends[1]),
        grade=one.grade,
        evidence=tuple(EvidenceCell(one.table.name, one.row, name) for name in sentence.quoted),
    )


def _limit(row: object, known: Any, end: str, main: str) -> float | None:  # noqa: ANN401
    """Cell of the column that is declared as a limit of the main one."""
    names = [column.name for column in known if main and getattr(column, end) == main]
    return _number(row, names[0]) if names else None


def _number(row: object, column: str) -> float | None:
    """Cell as a number; None where it is missing or no number."""
    cell = getattr(row, column) if column else None
    return None if cell is None or isinstance(cell, str | bool) else float(cell)
