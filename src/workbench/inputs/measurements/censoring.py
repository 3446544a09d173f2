"""Which values are non-detects, and at what limit: by marks, words, flags and zeros."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from workbench.inputs.distinct import note, numbers_of, texts_of
from workbench.inputs.files.declarations import Nondetects
from workbench.inputs.mapping.mapping import Mapping
from workbench.inputs.measurements.readings import ANY, BELOW, LOD, LOQ

SUBSTITUTED = {"half_limit": 2.0, "limit_over_sqrt2": math.sqrt(2)}
BELOW_FLAGS = ("below", *SUBSTITUTED)
NO_LIMIT = "non-detect without a limit"
NO_ZERO = "zero without a limit"


def judged(read: pd.DataFrame, flags: pd.Series, rules: Mapping) -> pd.DataFrame:
    """Tell detects from non-detects.

    Parameters
    ----------
    read : DataFrame
        One row a cell: number, lod, loq and limit in the unit of the store (`to_store` is the
        factor to it), mark, and reason where the cell says nothing that can be used.
    flags : Series of str
        Flag of the laboratory; empty where there is none.
    rules : Mapping
        What flags and zeros mean, and in which order limits are looked for.

    Returns
    -------
    DataFrame
        The same with value, the limit where censored is true, and reasons for what has none.
    """
    meanings = texts_of(flags, lambda flag: rules.nondetects.flags.get(flag, ""))
    note(read, (flags != "") & (meanings == ""), _said(flags, "unknown flag {!r}"))
    note(read, meanings == "unusable", _said(flags, "flag {!r} says that it is not to be used"))
    empty = read["reason"] == "empty cell"
    plain = (read["mark"] == "") & (read["reason"] == "")
    zero = plain & (read["number"] == 0)
    flagged = meanings.isin(BELOW_FLAGS) & (plain | empty)
    censored = (read["mark"] != "") | zero | flagged
    limits = pd.Series(math.nan, read.index)
    for cases, found in _limits(read, zero, flagged, meanings, rules):
        limits = limits.mask(cases, found)
    read["reason"] = read["reason"].mask(flagged & empty & limits.notna(), "")
    note(read, zero & ~flagged & limits.isna(), NO_ZERO)
    note(read, censored & limits.isna(), NO_LIMIT)
    return read.assign(value=read["number"].mask(censored, limits), censored=censored)


def _limits(
    read: pd.DataFrame, zero: pd.Series, flagged: pd.Series, meanings: pd.Series, rules: Mapping
) -> Iterator[tuple[pd.Series, pd.Series]]:
    """Cells of one kind, and their limits; a later kind takes the place of an earlier one."""
    own = read["number"].where(read["number"] > 0)
    factors = numbers_of(meanings, lambda meaning: SUBSTITUTED.get(meaning, 1.0))
    order = _order(rules.nondetects)
    beside = _first_of(read, [name for name in order if name != "own"])
    below = rules.zeros.below if rules.zeros else math.nan
    declared = (read["to_store"] * below).where(zero)
    yield read["mark"] == BELOW, own
    yield read["mark"] == LOD, read["lod"].fillna(read["limit"])
    yield read["mark"] == LOQ, read["loq"].fillna(read["limit"])
    yield read["mark"] == ANY, beside
    yield zero, beside.fillna(declared)
    yield flagged, _first_of(read.assign(own=own * factors), order).fillna(declared)


def _order(nondetects: Nondetects) -> list[str]:
    """Columns in which limits are looked for; the one limit of the mapping is the last."""
    return [*("own" if name == "value" else name for name in nondetects.order), "limit"]


def _first_of(read: pd.DataFrame, names: list[str]) -> pd.Series:
    """First limit that is there, by row."""
    first = read[names[0]]
    for name in names[1:]:
        first = first.fillna(read[name])
    return first


def _said(flags: pd.Series, wording: str) -> pd.Series:
    """Reasons that name the flag."""
    return texts_of(flags, wording.format)
