"""Staging: the cells of a file are set aside piece by piece, until all of it was read."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.errors import InputError
from workbench.inputs.measurements.cells import DUPLICATE, SAME_CELL
from workbench.inputs.measurements.duplicates import note_rows, repeated
from workbench.inputs.measurements.temporary import Spill
from workbench.inputs.quarantine import AS_GIVEN, COLUMNS, quarantine_csv
from workbench.store import schema, tables
from workbench.store.partitions import arrow_schema, as_arrow
from workbench.vocabulary.places import is_country

if TYPE_CHECKING:
    import pyarrow as pa

TABLE = "measurements"
POSITION = "position"  # place of a cell in its file


@dataclass
class Staged:
    """Cells of a file that were set aside, and their counts.

    Attributes
    ----------
    spill : Spill
        Used rows by country, and cells in quarantine by piece.
    n_read, n_censored : int
        Cells, and non-detects among the used ones.
    reasons : Counter
        Cells in quarantine by reason.
    iso3s : set of str
        Countries that the file speaks of.
    begins : list of int
        Position of the first cell of each piece.
    again : array of int
        Positions of cells that repeat one of an earlier piece.
    """

    spill: Spill
    n_read: int = 0
    n_censored: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    iso3s: set[str] = field(default_factory=set)
    begins: list[int] = field(default_factory=list)
    again: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    @property
    def n_used(self) -> int:
        """Cells that are not in quarantine."""
        return self.n_read - self.n_quarantined

    @property
    def n_quarantined(self) -> int:
        """Cells in quarantine."""
        return self.reasons.total()

    def add(self, file: str, cells: pd.DataFrame) -> None:
        """Set the cells of one piece aside.

        Raises
        ------
        InputError
            If rows do not keep the contract of their table.
        """
        kept = dict.fromkeys((*arrow_schema(TABLE).names, *COLUMNS, AS_GIVEN))
        cells = cells[[name for name in kept if name in cells]]
        cells = cells.assign(**{POSITION: np.arange(self.n_read, self.n_read + len(cells))})
        is_used = cells["reason"] == ""
        used, others = cells[is_used], cells[~is_used]
        self.begins.append(self.n_read)
        self.n_read += len(cells)
        self.n_censored += int(used["censored"].sum())
        self.reasons.update(map(str, others["reason"]))
        self.iso3s.update(filter(is_country, cells["iso3"].unique()))
        note_rows(self.spill, used[list(SAME_CELL)], used[POSITION].to_numpy())
        self._add_used(file, used)
        self._add_others(others)

    def finish(self) -> None:
        """Put into quarantine what repeats a measurement of an earlier piece."""
        if len(self.begins) > 1:
            self.again = repeated(self.spill)
        for iso3 in sorted(self.iso3s) if len(self.again) else ():
            for rows in self.spill.read(iso3):
                taken = rows.filter(np.isin(rows[POSITION].to_numpy(), self.again)).to_pandas()
                if len(taken):
                    self.reasons[DUPLICATE] += len(taken)
                    self.n_censored -= int(taken["censored"].sum())
                    given = taken.get(AS_GIVEN, taken["original_value"])
                    self._add_others(taken.assign(reason=DUPLICATE, original_value=given))

    def rows(self, table: str, iso3: str) -> Iterator[pa.Table]:
        """Give the used rows of a table in a country, in the order of the file."""
        names = arrow_schema(TABLE).names
        for rows in self.spill.read(iso3) if table == TABLE else ():
            kept = np.isin(rows[POSITION].to_numpy(), self.again, invert=True)
            yield rows.select(names).filter(kept)

    def quarantine(self) -> Iterator[bytes]:
        """Text of the quarantine file, piece by piece."""
        yield quarantine_csv(pd.DataFrame(columns=list(COLUMNS), dtype="str"))
        for begins in self.begins:
            found = [rows.to_pandas() for rows in self.spill.read(_key(begins))]
            if found:
                text = quarantine_csv(pd.concat(found).sort_values(POSITION))
                yield text.split(b"\n", maxsplit=1)[1]

    def _add_used(self, file: str, used: pd.DataFrame) -> None:
        """Set used rows of a piece aside, by country and in the order of the store."""
        by = [name for name in schema.SORTED_BY if name in used]
        used = used.sort_values(by, kind="stable", ignore_index=True)
        rows = tables.typed(TABLE, used)
        _refuse_breach(file, rows)
        packed = as_arrow(TABLE, rows)
        others = [name for name in (*COLUMNS, AS_GIVEN, POSITION) if name not in rows]
        for name in [name for name in others if name in used]:
            packed = packed.append_column(name, [used[name].to_numpy()])
        iso3s, counts = np.unique(rows["iso3"].to_numpy(dtype=object), return_counts=True)
        for iso3, end, count in zip(iso3s, counts.cumsum(), counts, strict=True):
            self.spill.add(iso3, packed.slice(end - count, count))

    def _add_others(self, others: pd.DataFrame) -> None:
        """Set cells of one piece aside that go into quarantine."""
        import pyarrow as pa  # noqa: PLC0415 - only where rows are set aside

        if len(others):
            begins = self.begins[bisect_right(self.begins, others[POSITION].iloc[0]) - 1]
            listed = others[[name for name in (*COLUMNS, POSITION) if name in others]]
            self.spill.add(_key(begins), pa.Table.from_pandas(listed, preserve_index=False))


def _key(begins: int) -> str:
    """Key in the spill of the quarantine of the piece that begins there."""
    return f"quarantine {begins}"


def _refuse_breach(file: str, used: pd.DataFrame) -> None:
    """Refuse rows that do not keep the contract of their table."""
    from workbench.store.validation import breaches  # noqa: PLC0415 - pandera takes a second

    found = breaches(TABLE, used)
    if found:
        raise InputError(f"{file} does not keep the contract of {TABLE}: {'; '.join(found)}.")
