"""Values of a file in a temporary file, chunk by chunk, until all of it was read."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import FileIO

import numpy as np
import pandas as pd
import pyarrow as pa

from workbench.findings import SourceFile
from workbench.inputs.files.delivered import Delivered
from workbench.inputs.mapping.declarations import FieldDuplicates
from workbench.inputs.mapping.mapping import MeasurementMapping
from workbench.inputs.measurements.corrections import Changes
from workbench.inputs.measurements.doubts import NEEDED, at_upper_limit, in_series
from workbench.inputs.measurements.field_duplicates import (
    AGAIN,
    NOTHING,
    POSITION,
    REASONS,
    Merged,
    merged,
)
from workbench.inputs.measurements.field_duplicates import NEEDED as FIELDS
from workbench.inputs.measurements.values import DUPLICATE
from workbench.store import schema
from workbench.store.frames import (
    AS_GIVEN,
    QUARANTINE_COLUMNS,
    arrow_schema,
    as_arrow,
    quarantine_csv,
    refuse_breaches,
    typed,
)
from workbench.store.measurements import Measurements
from workbench.store.writing import Delivery
from workbench.vocabulary.places import is_country

# Two hashes of 64 bits: in a file of a billion rows, two that differ are taken for one with a
# chance of about 1 in 10 ** 20.
HASH_KEYS = ("workbench/first.", "workbench/second")
BUCKETS = 64
NO_TEXT = "\0"  # no text of a file is that; a missing text and the text "nan" are not the same


def note_rows(temporary: TemporaryTables, rows: pd.DataFrame, positions: np.ndarray) -> None:
    """Set the hashes of rows aside, in buckets that one after the other fit into memory.

    Parameters
    ----------
    temporary : TemporaryTables
        Where they are put.
    rows : DataFrame
        Columns of text in which two rows are the same measurement.
    positions : array of int, shape (n_rows,)
        Place of each row in the file.
    """
    words = rows.fillna(NO_TEXT).astype("category")  # so that each text is hashed once
    first, second = (
        pd.util.hash_pandas_object(words, index=False, hash_key=key).to_numpy() for key in HASH_KEYS
    )
    buckets = (first % BUCKETS).astype(np.int64)
    order = np.argsort(buckets, kind="stable")
    noted = pa.table({"first": first[order], "second": second[order], "position": positions[order]})
    ends = np.searchsorted(buckets[order], np.arange(BUCKETS), side="right")
    begins = 0
    for bucket, end in enumerate(ends):
        if end > begins:
            temporary.add(_bucket_key(bucket), noted.slice(begins, end - begins))
        begins = end


def repeated(temporary: TemporaryTables) -> np.ndarray:
    """Positions of the rows that say what an earlier row says, in ascending order."""
    found = [_repeated_in(list(temporary.read(_bucket_key(bucket)))) for bucket in range(BUCKETS)]
    return np.sort(np.concatenate(found))


def _repeated_in(parts: list[pa.Table]) -> np.ndarray:
    """Positions of repeated rows of one bucket."""
    if not parts:
        return np.empty(0, dtype=np.int64)
    first, second, positions = (
        np.concatenate([part[name].to_numpy() for part in parts])
        for name in ("first", "second", "position")
    )
    order = np.lexsort((positions, second, first))
    again = (np.diff(first[order]) == 0) & (np.diff(second[order]) == 0)
    later: np.ndarray = positions[order][1:][again]
    return later


def _bucket_key(bucket: int) -> str:
    """Key of a bucket in the temporary."""
    return f"hashes {bucket}"


@dataclass(frozen=True)
class TemporaryTables:
    """Rows in a temporary file by key, read back in the order in which they were added.

    Attributes
    ----------
    file : binary file
        Unbuffered: what a full disk does not take must not be tried again on closing.
    places : dict of str to list of (int, int)
        Where the rows of each key begin in it, and their length.
    """

    file: FileIO
    places: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, key: str, rows: pa.Table) -> None:
        """Set rows aside under a key.

        Raises
        ------
        OSError
            If the disk is full.
        """
        sink = pa.BufferOutputStream()
        packed = pa.ipc.IpcWriteOptions(compression="lz4")
        with pa.ipc.new_stream(sink, rows.schema, options=packed) as stream:
            stream.write_table(rows)
        content = memoryview(sink.getvalue())
        self.places.setdefault(key, []).append((self.file.seek(0, os.SEEK_END), content.nbytes))
        while content:
            content = content[self.file.write(content) :]

    def read(self, key: str) -> Iterator[pa.Table]:
        """Rows of a key as they were added; none where there is no such key."""
        for begins, length in self.places.get(key, ()):
            content = os.pread(self.file.fileno(), length, begins)
            yield pa.ipc.open_stream(pa.py_buffer(content)).read_all()


TABLE = "measurements"


@dataclass
class ValueBuffer:
    """Values of a file in a temporary file, and their counts.

    Attributes
    ----------
    temporary : TemporaryTables
        Used rows by country, and cells in quarantine by chunk.
    n_read, n_censored : int
        Cells, and non-detects among the used ones.
    reasons : Counter
        Cells in quarantine by reason.
    iso3s : set of str
        Countries that the file speaks of.
    begins : list of int
        Position of the first cell of each chunk.
    again : array of int
        Positions of cells that repeat one of an earlier chunk.
    noticed : Counter
        Used cells of which something was noticed, as that they are below zero.
    sites, sites_used : set of (str, str)
        Country and name of the sites of the file, and of those of which any value was used.
    insiders : DataFrame or None
        Series whose non-detects at their upper limit are taken at the lower one.
    merged : Merged
        Samples with their field duplicates.
    """

    temporary: TemporaryTables
    n_read: int = 0
    n_censored: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    iso3s: set[str] = field(default_factory=set)
    begins: list[int] = field(default_factory=list)
    again: np.ndarray = field(default_factory=partial(np.empty, 0, dtype=np.int64))
    noticed: Counter[str] = field(default_factory=Counter)
    sites: set[tuple[str, str]] = field(default_factory=set)
    sites_used: set[tuple[str, str]] = field(default_factory=set)
    insiders: pd.DataFrame | None = None
    merged: Merged = NOTHING

    @property
    def n_used(self) -> int:
        """Cells that are not in quarantine."""
        return self.n_read - self.n_quarantined

    @property
    def n_quarantined(self) -> int:
        """Cells in quarantine."""
        return self.reasons.total()

    def by_frequency(self) -> dict[str, int]:
        """Cells in quarantine by reason, the most frequent first and then by name."""
        return dict(sorted(self.reasons.items(), key=lambda item: (-item[1], item[0])))

    def add(self, file: str, cells: pd.DataFrame) -> None:
        """Set the cells of one chunk aside.

        Raises
        ------
        InputError
            If rows do not keep the contract of their table.
        """
        self._notice(cells)
        kept = dict.fromkeys((*arrow_schema(TABLE).names, *QUARANTINE_COLUMNS, AS_GIVEN, AGAIN))
        cells = cells[[name for name in kept if name in cells]]
        cells = cells.assign(**{POSITION: np.arange(self.n_read, self.n_read + len(cells))})
        is_used = cells["reason"] == ""
        used, others = cells[is_used], cells[~is_used]
        self.begins.append(self.n_read)
        self.n_read += len(cells)
        self.n_censored += int(used["censored"].sum())
        self.reasons.update(map(str, others["reason"]))
        self.iso3s.update(filter(is_country, cells["iso3"].unique()))
        note_rows(self.temporary, used[list(Measurements.key)], used[POSITION].to_numpy())
        self._add_used(file, used)
        self._add_others(others)

    def _notice(self, cells: pd.DataFrame) -> None:
        """Note what was noticed of cells, and which sites they are of."""
        is_used = cells["reason"] == ""
        if "noticed" in cells:
            self.noticed.update(cells.loc[is_used & (cells["noticed"] != ""), "noticed"])
        names = cells[["iso3", "site_id"]]
        self.sites.update(names.drop_duplicates().itertuples(index=False, name=None))
        used = names[is_used].drop_duplicates()
        self.sites_used.update(used.itertuples(index=False, name=None))

    def chunks(self, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
        """Give some columns of the used rows, chunk by chunk."""
        for iso3 in sorted(self.iso3s):
            for rows in self.rows(TABLE, iso3):
                yield rows.select(list(columns)).to_pandas()

    def finish(self, duplicates: FieldDuplicates | None = None) -> None:
        """Put into quarantine what repeats a measurement of an earlier chunk, or in the field."""
        if len(self.begins) > 1:
            self.again = repeated(self.temporary)
        self._set_aside(self.again, DUPLICATE)
        if duplicates:
            self.merged = merged(self._in_the_field(), duplicates.take)
            self._set_aside(self.merged.left_out, REASONS[duplicates.take])
            self.again = np.union1d(self.again, self.merged.left_out)
            self.n_censored -= self.merged.n_now_numbers

    def _in_the_field(self) -> Iterator[pd.DataFrame]:
        """Give used values with what tells a field duplicate from its sample."""
        for iso3 in sorted(self.iso3s):
            for rows in self.temporary.read(iso3):
                kept = np.isin(rows[POSITION].to_numpy(), self.again, invert=True)
                yield rows.select([*FIELDS, POSITION, AGAIN]).filter(kept).to_pandas()

    def _set_aside(self, positions: np.ndarray, reason: str) -> None:
        """Put used values into quarantine."""
        for iso3 in sorted(self.iso3s) if len(positions) else ():
            for rows in self.temporary.read(iso3):
                taken = rows.filter(np.isin(rows[POSITION].to_numpy(), positions)).to_pandas()
                if len(taken):
                    self.reasons[reason] += len(taken)
                    self.n_censored -= int(taken["censored"].sum())
                    given = taken.get(AS_GIVEN, taken["original_value"])
                    self._add_others(taken.assign(reason=reason, original_value=given))

    def delivery(
        self, delivered: Delivered, rules: MeasurementMapping, mapping: str, changes: Changes
    ) -> Delivery:
        """Delivery of the file: its used rows, quarantine, corrections, and where it is from.

        Parameters
        ----------
        delivered : Delivered
            The file.
        rules : MeasurementMapping
            Who owns it.
        mapping : str
            Name of its mapping.
        changes : dict
            What each corrected cell was before, and what it is now.

        Returns
        -------
        Delivery
            What `store.writing.replace_rows` takes.
        """
        source = SourceFile(
            file=delivered.name,
            sha256=delivered.sha256(),
            mapping=mapping,
            licence=rules.licence,
            owner=rules.owner,
            n_read=self.n_read,
            n_used=self.n_used,
            n_quarantined=self.n_quarantined,
            n_corrected=len(changes),
        )
        corrections = sorted((row, column, text) for (row, column), (_, text) in changes.items())
        about = (source, tuple(sorted(self.iso3s)), self.rows, self.quarantine())
        return Delivery(*about, tuple(corrections), confidential=False)

    def rows(self, table: str, iso3: str) -> Iterator[pa.Table]:
        """Give the used rows of a table in a country, in the order of the file."""
        names = arrow_schema(TABLE).names
        for rows in self.temporary.read(iso3) if table == TABLE else ():
            positions = rows[POSITION].to_numpy()
            kept = np.isin(positions, self.again, invert=True)
            changed = self._averaged(rows.select(names).filter(kept), positions[kept])
            yield self._mended(changed)

    def _averaged(self, rows: pa.Table, positions: np.ndarray) -> pa.Table:
        """Rows in which a sample has the mean of itself and its field duplicates."""
        own = np.isin(positions, self.merged.kept.index.to_numpy(dtype=np.int64))
        if not own.any():
            return rows
        new = self.merged.kept.loc[positions[own]]
        for name, kind in (("value", np.float64), ("censored", np.bool_)):
            column = rows[name].to_numpy().astype(kind)
            column[own] = new[name].to_numpy(dtype=kind)
            place = rows.schema.get_field_index(name)
            rows = rows.set_column(place, rows.schema.field(place), [column])
        return rows

    def _mended(self, rows: pa.Table) -> pa.Table:
        """Rows in which insider non-detects are at their limit of detection."""
        if self.insiders is None or self.insiders.empty:
            return rows
        frame = rows.select(NEEDED).to_pandas()
        moved = at_upper_limit(frame) & in_series(frame, self.insiders)
        values = frame["value"].mask(moved, frame["lod"])
        place = rows.schema.get_field_index("value")
        return rows.set_column(place, rows.schema.field(place), [values.to_numpy()])

    def quarantine(self) -> Iterator[bytes]:
        """Text of the quarantine file, chunk by chunk."""
        yield quarantine_csv(pd.DataFrame(columns=list(QUARANTINE_COLUMNS), dtype="str"))
        for begins in self.begins:
            found = [rows.to_pandas() for rows in self.temporary.read(_key(begins))]
            if found:
                text = quarantine_csv(pd.concat(found).sort_values(POSITION))
                yield text.split(b"\n", maxsplit=1)[1]

    def _add_used(self, file: str, used: pd.DataFrame) -> None:
        """Set used rows of a chunk aside, by country and in the order of the store."""
        by = [name for name in schema.SORTED_BY if name in used]
        used = used.sort_values(by, kind="stable", ignore_index=True)
        rows = typed(TABLE, used)
        refuse_breaches(file, TABLE, rows)
        packed = as_arrow(TABLE, rows)
        added = (*QUARANTINE_COLUMNS, AS_GIVEN, AGAIN, POSITION)
        others = [name for name in added if name not in rows]
        for name in [name for name in others if name in used]:
            packed = packed.append_column(name, [used[name].to_numpy()])
        iso3s, counts = np.unique(rows["iso3"].to_numpy(dtype=object), return_counts=True)
        for iso3, end, count in zip(iso3s, counts.cumsum(), counts, strict=True):
            self.temporary.add(iso3, packed.slice(end - count, count))

    def _add_others(self, others: pd.DataFrame) -> None:
        """Set cells of one chunk aside that go into quarantine."""
        if len(others):
            begins = self.begins[bisect_right(self.begins, others[POSITION].iloc[0]) - 1]
            listed = others[[name for name in (*QUARANTINE_COLUMNS, POSITION) if name in others]]
            self.temporary.add(_key(begins), pa.Table.from_pandas(listed, preserve_index=False))


def _key(begins: int) -> str:
    """Key in the temporary of the quarantine of the chunk that begins there."""
    return f"quarantine {begins}"
