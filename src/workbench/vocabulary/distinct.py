"""Columns of text in which few words come back often: each distinct word is read once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd


def texts_of(texts: pd.Series, find: Callable[[str], str]) -> pd.Series:
    """Column of what a function says of each text; it is asked once a distinct text.

    Examples
    --------
    >>> list(texts_of(pd.Series(["a", "b", "a"]), str.upper))
    ['A', 'B', 'A']
    """
    codes, distinct = pd.factorize(texts)
    found = np.array([find(str(text)) for text in distinct], dtype=object)
    return pd.Series(found[codes], texts.index, dtype="str")


def numbers_of(texts: pd.Series, find: Callable[[str], float]) -> pd.Series:
    """Column of the number that a function gives for each text.

    Examples
    --------
    >>> list(numbers_of(pd.Series(["a", "bb", "a"]), len))
    [1.0, 2.0, 1.0]
    """
    codes, distinct = pd.factorize(texts)
    found = np.array([find(str(text)) for text in distinct], dtype=np.float64)
    return pd.Series(found[codes], texts.index)


def note(rows: pd.DataFrame, cases: pd.Series, why: str | pd.Series) -> None:
    """Write down a reason in the rows that it is true of and that have none yet."""
    rows["reason"] = rows["reason"].mask(cases & (rows["reason"] == ""), why)
