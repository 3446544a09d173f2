"""Partitions of a store: one Parquet file for the rows of one table in one country."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workbench.errors import StoreError
from workbench.inputs import tables
from workbench.inputs.index import Partition, write_atomically

if TYPE_CHECKING:
    import pyarrow as pa

NAME_DIGITS = 16


class PartitionGoneError(StoreError):
    """A partition is in the index and not in the folder; an ingest may have replaced it."""


def read_partition(folder: Path, table: str, partition: Partition) -> pd.DataFrame:
    """Rows of one partition, without starting a thread (the kernels that read are forks).

    Raises
    ------
    PartitionGoneError
        If the file is gone.
    StoreError
        If it cannot be read as Parquet, or holds other columns or types than the contract.
    """
    import pyarrow as pa  # noqa: PLC0415 - kept out of what is imported before a read
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with pq.ParquetFile(folder / partition.file, pre_buffer=False) as file:
            frame: pd.DataFrame = file.read(use_threads=False).to_pandas(use_threads=False)
        return tables.arranged(table, frame)
    except FileNotFoundError:
        gone = damaged(folder, partition, "is in its index and not in its folder")
        raise PartitionGoneError(str(gone)) from None
    except (pa.ArrowException, OSError) as error:
        raise damaged(folder, partition, f"cannot be read ({error})") from None
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(folder, partition, f"does not hold the table {table} ({error})") from None


def write_partition(folder: Path, table: str, iso3: str, frame: pd.DataFrame) -> Partition:
    """Write the rows of one country under a name that holds their hash.

    Parameters
    ----------
    folder : Path
        Folder of the store.
    table, iso3 : str
        Table and country.
    frame : DataFrame
        Rows in the columns of the contract; the same rows in any order give the same bytes.
    """
    content = _parquet(table, tables.arranged(table, frame))
    digest = hashlib.sha256(content).hexdigest()
    name = f"iso3={iso3}/{table}-{digest[:NAME_DIGITS]}.parquet"
    (folder / name).parent.mkdir(exist_ok=True)
    write_atomically(folder / name, content)
    return Partition(name, digest, len(frame))


def damaged(folder: Path, partition: Partition, what: str) -> StoreError:
    """Error for a partition that cannot be used."""
    return StoreError(
        f"Partition {partition.file} of {folder} {what}. Bring the store back from a copy, "
        "or ingest its files again into a new folder."
    )


def _parquet(table: str, frame: pd.DataFrame) -> bytes:
    """Parquet file of a frame; no time, no name and no metadata of pandas in it."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    rows = pa.Table.from_pandas(frame, _schema(table), preserve_index=False, nthreads=1)
    sink = pa.BufferOutputStream()
    pq.write_table(rows.replace_schema_metadata(None), sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def _schema(table: str) -> pa.Schema:
    """Arrow types of the columns of a table."""
    import pyarrow as pa  # noqa: PLC0415

    kinds = {"text": pa.string(), "number": pa.float64(), "integer": pa.int64(), "flag": pa.bool_()}
    return pa.schema([(column.name, kinds[column.kind]) for column in tables.TABLES[table]])
