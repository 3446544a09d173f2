"""What laboratories call their digestions and extractions, and the fraction that each reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from workbench.errors import VocabularyError
from workbench.vocabulary.table import plain, read_rows

MOST_NEAR = 3


@dataclass(frozen=True)
class Extraction:
    """A name of a digestion, with the fraction and the extractant as the store has them.

    `extractant` is empty for aqua regia and for totals; `standard` is what the row rests on.
    """

    name: str
    fraction: str
    extractant: str
    standard: str
    source: str
    verified: str


@cache
def extractions() -> tuple[Extraction, ...]:
    """All names of digestions and extractions on file."""
    return tuple(Extraction(**row) for row in read_rows("methods"))


def find_method(name: str) -> Extraction:
    """Digestion or extraction that a laboratory or a standard names.

    A standard that only determines (ISO 16965, EPA 6010D) is not known here: it is used after
    several digestions and does not say which fraction was reached.

    Parameters
    ----------
    name : str
        As somebody wrote it: `aqua regia`, `ISO 11466:1995`, `Königswasser`, `DTPA`.

    Raises
    ------
    VocabularyError
        If the name is unknown; the message names what is near.

    Examples
    --------
    >>> find_method("Königswasser").fraction, find_method("1 M NH4NO3").extractant
    ('aqua_regia', 'NH4NO3')
    """
    known = _by_name()
    if plain(name) in known:
        return known[plain(name)]
    near = get_close_matches(plain(name), known, n=MOST_NEAR, cutoff=0.75)
    meant = ", ".join(known[match].name for match in near)
    hint = f"Did you mean {meant}?" if meant else "Give one as in aqua regia, ISO 11466 or DTPA."
    raise VocabularyError(f"Unknown digestion or extraction {name!r}. {hint}")


@cache
def _by_name() -> Mapping[str, Extraction]:
    """Rows by name, as names are compared."""
    return {plain(entry.name): entry for entry in extractions()}
