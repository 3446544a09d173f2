"""Words that files use for columns and in cells, in nine languages, and what they may mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from workbench.vocabulary.table import read_rows

WORD_START_INSIDE = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")


@dataclass(frozen=True)
class Role:
    """What a heading stands for: a column of the store (or year, depth), and the language."""

    name: str
    language: str


def plain_words(text: str) -> tuple[str, ...]:
    """Words of a text in lower case and without accents; a capital inside begins a word.

    Examples
    --------
    >>> plain_words("Date de prélèvement"), plain_words("SampleID")
    (('date', 'de', 'prelevement'), ('sample', 'id'))
    """
    apart = unicodedata.normalize("NFKD", WORD_START_INSIDE.sub(" ", text)).casefold()
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return tuple(re.findall(r"[^\W_]+", bare))


def role_of(heading: str) -> Role | None:
    """Find what a heading stands for, by the longest known word in it, the last of several.

    Examples
    --------
    >>> role_of("Fecha de muestreo (d/m/a)").name, role_of("Entnahmedatum").language
    ('sampled_on', 'de')
    >>> role_of("remarks of the field team") is None
    True
    """
    given = plain_words(heading)
    joined = ("".join(given),)
    for length in range(len(given), 0, -1):
        for start in range(len(given) - length, -1, -1):
            found = _headings().get(given[start : start + length])
            if found:
                return found
    return _headings().get(joined)


def meanings(role: str) -> Mapping[str, str]:
    """Meaning of the words of cells, in lower case; a word with several meanings has none.

    Parameters
    ----------
    role : str
        matrix, basis, flag, unit, nondetect or missing.
    """
    return _meanings()[role]


@cache
def _headings() -> dict[tuple[str, ...], Role]:
    """Role of each heading, the first language of the table where several have it."""
    found: dict[tuple[str, ...], Role] = {}
    for row in read_rows("column_words"):
        if not row["meaning"]:
            found.setdefault(plain_words(row["word"]), Role(row["role"], row["language"]))
            squeezed = ("".join(plain_words(row["word"])),)
            found.setdefault(squeezed, Role(row["role"], row["language"]))
    return found


@cache
def _meanings() -> dict[str, dict[str, str]]:
    """Meaning of each word of cells by role."""
    found: dict[str, dict[str, set[str]]] = {}
    for row in read_rows("column_words"):
        if row["meaning"]:
            words = found.setdefault(row["role"], {})
            words.setdefault(row["word"].casefold(), set()).add(row["meaning"])
    return {
        role: {word: next(iter(known)) for word, known in words.items() if len(known) == 1}
        for role, words in found.items()
    }
