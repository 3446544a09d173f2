"""Columns of a file whose words are those of a scheme: land uses by CORINE, digestions by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pandas as pd

from workbench.errors import VocabularyError
from workbench.inputs.distinct import note, texts_of
from workbench.vocabulary.languages import find_land_use, find_method, land_use_schemes

if TYPE_CHECKING:
    from workbench.inputs.mapping.mapping import Mapping

METHODS = "methods"


def scheme_problems(mapping: Mapping) -> Iterator[str]:
    """Schemes that are unknown, or of a column that the file does not fill or has words for."""
    allowed = {"land_use": land_use_schemes(), "fraction": (METHODS,)}
    for name, scheme in mapping.schemes.items():
        if scheme not in allowed.get(name, ()):
            known = "; ".join(f"{column}: {', '.join(few)}" for column, few in allowed.items())
            yield f"schemes.{name}: unknown scheme {scheme!r}, known are {known}"
        elif name not in {*mapping.columns, *mapping.joined}:
            yield f"schemes.{name} needs {name} in columns, the column of the file that it is about"
        elif name in mapping.words:
            yield f"{name} is given by both schemes and words, give it once"


def by_scheme(rows: pd.DataFrame, name: str, scheme: str) -> pd.DataFrame:
    """Rows in which the words of a column are those of the store; unknown words are noted.

    Parameters
    ----------
    rows : DataFrame
        Fields of each row as text, and `reason`.
    name, scheme : str
        Column of the store, and the scheme that its words are of.
    """
    if name == "land_use":
        return _read(rows, name, lambda word: find_land_use(word, scheme).stored)
    digestions = rows[name]
    if "extractant" not in rows:
        rows = rows.assign(
            extractant=texts_of(digestions, _known_or_empty(lambda w: find_method(w).extractant))
        )
    return _read(rows, name, lambda word: find_method(word).fraction)


def _read(rows: pd.DataFrame, name: str, find: Callable[[str], str]) -> pd.DataFrame:
    """Rows with what a function finds for each word; a word that it refuses is noted."""
    found = texts_of(rows[name], _known_or_empty(find))
    unknown = (rows[name] != "") & (found == "")
    note(rows, unknown, texts_of(rows[name], lambda word: f"unknown {name} {word!r}"))
    return rows.assign(**{name: found})


def _known_or_empty(find: Callable[[str], str]) -> Callable[[str], str]:
    """Make a function give nothing for a word that is empty or refused."""

    def look(word: str) -> str:
        try:
            return find(word) if word else ""
        except VocabularyError:
            return ""

    return look
