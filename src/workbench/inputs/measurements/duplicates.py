"""Measurements that come again in a later piece of a file, found without having all in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.inputs.measurements.temporary import Spill

if TYPE_CHECKING:
    import pyarrow as pa

# Two hashes of 64 bits: in a file of a billion rows, two that differ are taken for one with a
# chance of about 1 in 10 ** 20.
HASH_KEYS = ("workbench/first.", "workbench/second")
BUCKETS = 64
NOTHING = "\0"  # no text of a file is that; a missing text and the text "nan" are not the same


def note_rows(spill: Spill, rows: pd.DataFrame, positions: np.ndarray) -> None:
    """Set the hashes of rows aside, in buckets that one after the other fit into memory.

    Parameters
    ----------
    spill : Spill
        Where they are put.
    rows : DataFrame
        Columns of text in which two rows are the same measurement.
    positions : array of int, shape (n_rows,)
        Place of each row in the file.
    """
    import pyarrow as pa  # noqa: PLC0415 - only for large files

    words = rows.fillna(NOTHING).astype("category")  # so that each text is hashed once
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
            spill.add(_key(bucket), noted.slice(begins, end - begins))
        begins = end


def repeated(spill: Spill) -> np.ndarray:
    """Positions of the rows that say what an earlier row says, in ascending order."""
    found = [_repeated_in(list(spill.read(_key(bucket)))) for bucket in range(BUCKETS)]
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


def _key(bucket: int) -> str:
    """Key of a bucket in the spill."""
    return f"hashes {bucket}"
