"""Rows of the store behind a finding, from the cells that it quotes down to measurements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from workbench.findings import EvidenceCell
from workbench.methods.sampling.visits import family_ids, series_ids
from workbench.store.frames import Frames
from workbench.store.measurements import Measurements
from workbench.store.schema import PUBLIC
from workbench.store.surveys import Responses
from workbench.vocabulary.survey.items import survey_items

PARTS = re.compile(r"[:@;]")  # between the parts of the id of a row
TOLD_APART_BY = (  # columns of which the id of a row may name a value
    *(Measurements.substance, Measurements.site_id, Measurements.matrix, Measurements.layer),
    *(Measurements.fraction, Measurements.land_use, "item_id", "indicator"),
)
FIRST = (
    *("table", Measurements.iso3, Measurements.substance, Measurements.site_id),
    Measurements.sampled_on,
)
LAST = (Measurements.source_file, Measurements.source_row)


def rows_behind(
    frames: Frames, cells: Sequence[EvidenceCell], *, first_year: int | None = None
) -> pd.DataFrame:
    """Find the rows of the store that the cells of a finding were worked out from.

    The id of a row of a report names what it is about: a series, a family of series, a substance,
    a site, an item. The rows of the store that agree in all that it names are behind it. Tables
    that count people are left out, and so are names, addresses and texts of respondents.

    Parameters
    ----------
    frames : Frames
        What the report read.
    cells : sequence of EvidenceCell
        What the sentence quotes.
    first_year : int, optional
        Measurements before it are left out, as the report leaves them out.

    Returns
    -------
    DataFrame
        A row a row of the store, with `table`, `source_file` and `source_row`; empty where the
        finding is about all rows, or about tables that are left out.

    Examples
    --------
    >>> import workbench as wb
    >>> page = wb.open_store("example").report("trends", "XAB", substances=["Pb"])
    >>> trend = next(one.id for one in page.findings if one.id.endswith("/trend"))
    >>> set(page.why(trend).sources["substance"])
    {'Pb'}
    """
    return SearchedTables(frames).behind(cells, first_year=first_year)


class SearchedTables:
    """Tables that rows are looked for in again and again, with the ids of their series once.

    Parameters
    ----------
    frames : Frames
        What the report read.
    """

    def __init__(self, frames: Frames) -> None:
        self._tables = {
            name: frame[~frame[Responses.item_id].isin(_personal())]
            if name == Responses.table
            else frame
            for name, frame in frames.tables.items()
            if name in PUBLIC
        }
        measured = self._tables.get(Measurements.table, pd.DataFrame())
        self._ids = () if measured.empty else (series_ids(measured), family_ids(measured))

    def behind(
        self, cells: Sequence[EvidenceCell], *, first_year: int | None = None
    ) -> pd.DataFrame:
        """Find the rows behind cells, as `rows_behind` does."""
        ids = dict.fromkeys(cell.row for cell in cells)
        found = [
            rows.assign(table=name)
            for name, frame in self._tables.items()
            if not (rows := self._about(name, frame, ids)).empty
        ]
        if first_year is not None:
            found = [_since(first_year, rows) for rows in found]
        if not found:
            return pd.DataFrame(columns=[*FIRST, *LAST])
        rows = pd.concat(found, ignore_index=True)
        middle = [name for name in rows if name not in {*FIRST, *LAST}]
        return rows[[name for name in (*FIRST, *middle, *LAST) if name in rows]].dropna(
            axis="columns", how="all"
        )

    def _about(self, table: str, frame: pd.DataFrame, ids: Iterable[str]) -> pd.DataFrame:
        """Rows of a table that one of the ids is about."""
        is_behind = pd.Series(False, index=frame.index)
        for one in ids:
            is_behind |= self._named(table, frame, one)
        return frame[is_behind]

    def _named(self, table: str, frame: pd.DataFrame, row: str) -> pd.Series:
        """Whether each row of a table is what the id of a row of a report is about."""
        nowhere = pd.Series(False, index=frame.index)
        if frame.empty:
            return nowhere
        if table == Measurements.table:
            series, _, site = row.partition("@")
            for ids in self._ids:
                if (is_of := ids == series).any():
                    return is_of & _agrees(frame, PARTS.split(site))
        parts = PARTS.split(row)
        named = [name for name in _told_apart(frame) if frame[name].isin(parts).any()]
        return _agrees(frame, parts) if named else nowhere


def _since(first_year: int, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that were sampled in a year or later; all of a table without dates of sampling."""
    if Measurements.sampled_on not in rows:
        return rows
    return rows[rows[Measurements.sampled_on].str[:4].astype(int) >= first_year]


def _personal() -> set[str]:
    """Items of the survey whose answers are names, addresses or texts."""
    return {one.item_id for one in survey_items().values() if one.personal}


def _told_apart(frame: pd.DataFrame) -> list[str]:
    """Columns of a table whose values an id may name."""
    return [name for name in TOLD_APART_BY if name in frame]


def _agrees(frame: pd.DataFrame, parts: Sequence[str]) -> pd.Series:
    """Whether each row has the values that the parts of an id name."""
    agrees = pd.Series(True, index=frame.index)
    for name in _told_apart(frame):
        has_it = frame[name].isin(parts)
        agrees &= has_it if has_it.any() else True
    return agrees
