"""Samples that were taken twice in the field: one value a place, day and layer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

AGAIN = "field_duplicate"
POSITION = "position"  # place of a cell in its file
OF_ONE_PLACE = [
    *("iso3", "site_id", "sampled_on", "matrix", "layer", "depth_top_cm", "depth_bottom_cm"),
    *("substance", "unit", "fraction", "extractant", "basis", "method"),
]
NEEDED = [*OF_ONE_PLACE, "value", "censored"]
REASONS = {
    "mean": "field duplicate, its mean with the sample is used",
    "first": "field duplicate, the sample is used alone",
}


@dataclass(frozen=True)
class Merged:
    """What became of samples and their field duplicates.

    Attributes
    ----------
    kept : DataFrame
        value and censored of the samples that changed, by position.
    left_out : array of int
        Positions of the duplicates that have a sample.
    n_now_numbers : int
        Samples that were non-detects and have the number of their duplicate.
    """

    kept: pd.DataFrame
    left_out: np.ndarray
    n_now_numbers: int = 0


NOTHING = Merged(pd.DataFrame({"value": [], "censored": []}), np.empty(0, dtype=np.int64))


def merged(chunks: Iterable[pd.DataFrame], take: Literal["mean", "first"]) -> Merged:
    """Find the sample of each field duplicate, and what is made of both.

    A duplicate without a sample stays: it is all that is known of its place and day.

    Parameters
    ----------
    chunks : iterable of DataFrame
        Used values with their position and whether they are of a duplicate.
    take : {"mean", "first"}
        What is made of both.

    Returns
    -------
    Merged
        New values by position, and the positions that are left out.
    """
    rows = [_keyed(chunk) for chunk in chunks]
    found = [one.loc[one[AGAIN], "key"] for one in rows if one[AGAIN].any()]
    if not found:
        return NOTHING
    keys = set(pd.concat(found))
    own = pd.concat([one[one["key"].isin(keys)] for one in rows]).sort_values(POSITION)
    kept, left_out, n_now_numbers = {}, [], 0
    for _, group in own.groupby("key", sort=False):
        samples = group[~group[AGAIN]]
        if samples.empty:
            continue
        left_out += group.loc[group[AGAIN], POSITION].tolist()
        both = pd.concat([samples.head(1), group[group[AGAIN]]])
        if take == "mean":
            kept[int(samples[POSITION].iloc[0])] = made_of_both = _mean(both)
            n_now_numbers += bool(samples["censored"].iloc[0]) and not made_of_both[1]
    made = pd.DataFrame.from_dict(kept, orient="index", columns=["value", "censored"])
    positions = np.array(left_out, dtype=np.int64)
    return Merged(made if kept else NOTHING.kept, positions, n_now_numbers)


def _keyed(chunk: pd.DataFrame) -> pd.DataFrame:
    """Values with a key of what is one place, day, layer and substance."""
    texts = chunk[OF_ONE_PLACE].astype("object").where(chunk[OF_ONE_PLACE].notna(), "")
    key = list(map(tuple, texts.to_numpy().tolist()))
    return chunk[[POSITION, AGAIN, "value", "censored"]].assign(key=pd.Series(key, chunk.index))


def _mean(rows: pd.DataFrame) -> tuple[float, bool]:
    """Give the mean of the numbers; without any, the lowest limit, as a non-detect."""
    numbers = rows.loc[~rows["censored"], "value"]
    if len(numbers):
        return float(numbers.mean()), False
    return float(rows["value"].min()), True
