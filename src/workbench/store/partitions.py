"""Partitions of a store: one Parquet file for the rows of one table in one country."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from workbench.errors import StoreError
from workbench.store import schema
from workbench.store.frames import arranged, arrow_schema, as_arrow
from workbench.store.plain_files import hash_of, write_whole

if TYPE_CHECKING:
    import pyarrow.parquet as pq

NAME_DIGITS = 16


GROUP_ROWS = 100_000  # what is in memory at once of a country of any size


class PartitionGoneError(StoreError):
    """A partition is in the index and not in the folder; an ingest may have replaced it."""


def read_partition(
    folder: Path, table: str, partition: Partition, *, as_written: bool = True
) -> pd.DataFrame:
    """Rows of one partition, without starting a thread (the kernels that read are forks).

    With `as_written`, a file of another hash than the index names is refused.

    Raises
    ------
    PartitionGoneError
        If the file is gone.
    StoreError
        If it cannot be read as Parquet, or holds other columns or types than the contract.
    """
    with (
        _named_damage(folder, table, partition, as_written=as_written),
        _open(folder / partition.file) as file,
    ):
        frame: pd.DataFrame = file.read(use_threads=False).to_pandas(use_threads=False)
        return arranged(table, frame)


def partition_rows(folder: Path, table: str, partition: Partition) -> Iterator[pa.Table]:
    """Rows of one partition in chunks, as few of them in memory as may be.

    Raises
    ------
    PartitionGoneError
        If the file is gone.
    StoreError
        If it cannot be read as Parquet, or holds other columns or types than the contract.
    """
    arrow = arrow_schema(table)
    with (
        _named_damage(folder, table, partition),
        _open(folder / partition.file) as file,
    ):
        is_older = not set(arrow.names) <= set(file.schema_arrow.names)
        for batch in file.iter_batches(GROUP_ROWS, use_threads=False):
            rows = pa.Table.from_batches([batch])
            if is_older:  # columns that came later are empty
                rows = as_arrow(table, arranged(table, rows.to_pandas(use_threads=False)))
            yield rows.select(arrow.names).cast(arrow)


def columns_lacking(folder: Path, table: str, partition: Partition) -> tuple[str, ...]:
    """Columns of the contract that a partition of an earlier workbench does not have.

    Raises
    ------
    StoreError
        If it cannot be read as Parquet.
    """
    with (
        _named_damage(folder, table, partition),
        _open(folder / partition.file) as file,
    ):
        there = set(file.schema_arrow.names)
    return tuple(name for name in arrow_schema(table).names if name not in there)


def write_partition(
    folder: Path, table: str, iso3: str, rows: Iterable[pa.Table]
) -> Partition | None:
    """Write the rows of one country under a name that holds their hash.

    Parameters
    ----------
    folder : Path
        Folder of the store.
    table, iso3 : str
        Table and country.
    rows : iterable of Table
        Rows in the columns and the order of the contract; the same rows give the same bytes,
        in whatever chunks they come.

    Returns
    -------
    Partition or None
        What was written; None where there are no rows.
    """
    groups = _groups(rows)
    first = next(groups, None)
    if first is None:
        return None
    country = folder / f"iso3={iso3}"
    country.mkdir(exist_ok=True)
    staged = country / f"{table}-{'0' * NAME_DIGITS}.parquet.new"
    n_rows, digest = write_whole(
        staged,
        lambda digest: folder / partition_name(table, iso3, digest),
        lambda file: _write_groups(file, table, chain([first], groups)),
    )
    return Partition(partition_name(table, iso3, digest), digest, n_rows)


def replaced_partitions(
    folder: Path,
    table: str,
    before: Mapping[str, Partition],
    file: str,
    new: Mapping[str, Iterator[pa.Table]],
) -> dict[str, Partition]:
    """Write the partitions of a table in which the rows of a file are replaced by new ones.

    Parameters
    ----------
    folder : Path
        Folder of the store.
    table : str
        Table.
    before : mapping of str to Partition
        All partitions of the table, by country.
    file : str
        File whose rows are replaced.
    new : mapping of str to iterator of Table
        Its new rows in each country where it has any, or had.

    Returns
    -------
    dict of str to Partition
        All partitions of the table, by country.
    """
    partitions = dict(before)
    for iso3, rows in new.items():
        old = partitions.pop(iso3, None)
        stored = partition_rows(folder, table, old) if old else iter(())
        written = write_partition(folder, table, iso3, _replaced(stored, rows, file))
        if written:
            partitions[iso3] = written
    return partitions


def rows_of_frames(frames: Mapping[str, pd.DataFrame]) -> Callable[[str, str], Iterator[pa.Table]]:
    """Give the rows of whole frames by table and country, in the order of the store.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        Rows by table; a table that is not there has none.

    Returns
    -------
    callable
        Gives the rows of a table in a country.
    """

    def rows(table: str, iso3: str) -> Iterator[pa.Table]:
        if table in frames:
            of_country = frames[table][frames[table]["iso3"] == iso3]
            yield as_arrow(table, arranged(table, of_country))

    return rows


def damaged(folder: Path, partition: Partition, what: str) -> StoreError:
    """Error for a partition that cannot be used."""
    said = what.replace(partition.file, partition.shown)
    return StoreError(
        f"Partition {partition.shown} of {folder} {said}. Bring the store back from a copy, "
        "or ingest its files again into a new folder."
    )


def _open(path: Path) -> pq.ParquetFile:
    """Parquet file, in which changed bytes are noticed."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - kept out of what is imported before a read

    return pq.ParquetFile(path, pre_buffer=False, page_checksum_verification=True)


@contextmanager
def _named_damage(
    folder: Path, table: str, partition: Partition, *, as_written: bool = True
) -> Iterator[None]:
    """Name the partition in whatever goes wrong when it is read."""
    try:
        if as_written and hash_of(folder / partition.file) != partition.sha256:
            raise damaged(folder, partition, "was changed: its SHA-256 is not that of the index")
        yield
    except FileNotFoundError:
        gone = damaged(folder, partition, "is in its index and not in its folder")
        raise PartitionGoneError(str(gone)) from None
    except (pa.ArrowException, OSError) as error:
        raise damaged(folder, partition, f"cannot be read ({error})") from None
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(folder, partition, f"does not hold the table {table} ({error})") from None


def _write_groups(file: BinaryIO, table: str, groups: Iterable[pa.Table]) -> int:
    """Write rows to a Parquet file, with no time and no name in it; gives their number."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    n_rows = 0
    with pq.ParquetWriter(
        file, arrow_schema(table), compression="zstd", write_page_checksum=True
    ) as writer:
        for group in groups:
            writer.write_table(group)
            n_rows += len(group)
    return n_rows


def _groups(rows: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Rows in groups of one size, in whatever chunks they come."""
    waiting: list[pa.Table] = []
    for chunk in rows:
        waiting.append(chunk)
        while sum(map(len, waiting)) >= GROUP_ROWS:
            joined = pa.concat_tables(waiting)
            yield joined.slice(0, GROUP_ROWS).combine_chunks()
            waiting = [joined.slice(GROUP_ROWS)]
    if sum(map(len, waiting)):
        yield pa.concat_tables(waiting).combine_chunks()


def partition_name(table: str, iso3: str, digest: str) -> str:
    """Name of the file of a partition, relative to the folder of the store."""
    return f"iso3={iso3}/{table}-{digest[:NAME_DIGITS]}.parquet"


@dataclass(frozen=True)
class Partition:
    """One file of a store: the rows of one table in one country."""

    file: str
    sha256: str
    rows: int

    @property
    def shown(self) -> str:
        """Name for a message, which a page may show: without the hash of a confidential table."""
        stem, _, _ = self.file.rpartition("-")
        return f"{stem}-*.parquet" if stem.rpartition("/")[2] in schema.CONFIDENTIAL else self.file


def _replaced(stored: Iterator[pa.Table], new: Iterator[pa.Table], file: str) -> Iterator[pa.Table]:
    """Rows in the order of their files, those of one file replaced by new ones."""
    for rows in stored:
        later = pc.greater(rows["source_file"], file)
        yield rows.filter(pc.less(rows["source_file"], file))
        if pc.any(later).as_py():
            yield from new  # the second time there is nothing left in it
            yield rows.filter(later)
    yield from new
