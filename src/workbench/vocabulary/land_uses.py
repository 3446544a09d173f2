"""Land uses: codes of CORINE, LUCAS and FAO, and common words, as the land uses of thresholds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from workbench.errors import VocabularyError
from workbench.vocabulary.table import plain, read_rows

CLEAR = ("exact", "broad")


@dataclass(frozen=True)
class LandUse:
    """A word or code of a scheme, and the land use of thresholds that it comes under.

    `match` says how: `exact`; `broad` where the word covers more; `narrow` where it covers less
    and laws keep it apart; `ambiguous` where it may be something else; `not soil`. The crosswalks
    of codes are this project's and `verified` is `no`: a mapping asks for them by their name.
    """

    scheme: str
    code: str
    term: str
    land_use: str
    match: str
    note: str
    source: str
    verified: str

    @property
    def stored(self) -> str:
        """Land use as the store has it: a word of thresholds where that is clear, else the term."""
        return self.land_use if self.match in CLEAR else self.term


@cache
def land_uses() -> tuple[LandUse, ...]:
    """All words and codes, by scheme."""
    return tuple(LandUse(**row) for row in read_rows("land_uses"))


def land_use_schemes() -> tuple[str, ...]:
    """Give the names of the schemes; `words` has common words and those of laws."""
    return tuple(dict.fromkeys(entry.scheme for entry in land_uses()))


def find_land_use(word: str, scheme: str = "words") -> LandUse:
    """Land use that a code or a word of a scheme stands for.

    A code that is finer than the crosswalk is taken by its beginning (CORINE 211 by 2.1).

    Parameters
    ----------
    word : str
        Code (`2.1.1`, `211`, `B11`) or term (`Arable land`, `Acker`).
    scheme : str
        One of `land_use_schemes()`.

    Raises
    ------
    VocabularyError
        If the scheme or the word is unknown.

    Examples
    --------
    >>> find_land_use("231", "CORINE").stored, find_land_use("Grünland").stored
    ('grassland', 'grassland')
    >>> find_land_use("1.2.1", "CORINE").stored
    'Industrial or commercial units'
    """
    entries = [entry for entry in land_uses() if entry.scheme == scheme]
    if not entries:
        known = ", ".join(land_use_schemes())
        raise VocabularyError(f"Unknown scheme of land uses {scheme!r}. Known are: {known}.")
    named = [entry for entry in entries if plain(entry.term) == plain(word)]
    coded = [entry for entry in entries if entry.code and _is_under(word, entry.code)]
    found = named or sorted(coded, key=lambda entry: len(entry.code))[-1:]
    if not found:
        some = ", ".join(entry.code or entry.term for entry in entries[:8])
        raise VocabularyError(
            f"Unknown land use {word!r} of {scheme}. Known are {some} and others."
        )
    return found[0]


def _is_under(word: str, code: str) -> bool:
    """Whether a word is a code, or a finer one of no more than three further signs."""
    given, known = (re.sub(r"[\s.]", "", text).upper() for text in (word, code))
    return bool(re.fullmatch(re.escape(known) + r"[0-9X]{0,3}", given))
