"""Names of substances in other languages, and the code that a name stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from workbench.errors import VocabularyError
from workbench.vocabulary.substances import substances
from workbench.vocabulary.table import read_rows

MOST_NEAR = 3


@dataclass(frozen=True)
class SubstanceName:
    """A name of a substance in a language (ISO 639-1), and whether it was read in a source."""

    code: str
    language: str
    name: str
    source: str
    verified: str


@cache
def substance_names() -> tuple[SubstanceName, ...]:
    """All names beyond the codes and the names that pages show."""
    return tuple(SubstanceName(**row) for row in read_rows("substance_names"))


def find_substance(name: str) -> str:
    """Code of a substance that is given by its code, CAS number, name or a name in any language.

    Capitals and blanks around the name do not matter. Names that nobody compared with a source
    count too: a name leads to a code that the reader sees, it states nothing about the soil.

    Parameters
    ----------
    name : str
        As somebody wrote it: `Pb`, `lead`, `plomb`, `свинец`.

    Returns
    -------
    str
        Code of the vocabulary.

    Raises
    ------
    VocabularyError
        If the name is unknown or stands for several substances; the message names what is near.

    Examples
    --------
    >>> find_substance("plomb"), find_substance("BLEI"), find_substance("Cr(VI)")
    ('Pb', 'Pb', 'Cr(VI)')
    """
    if name in substances():
        return name
    return code_among(name, _codes_by_name())


def codes_named(name: str) -> tuple[str, ...]:
    """List the codes that a code or name in any language stands for; none where it is unknown.

    Examples
    --------
    >>> codes_named("Blei"), codes_named("spoon")
    (('Pb',), ())
    """
    return (name,) if name in substances() else _codes_by_name().get(name.strip().casefold(), ())


def languages_of(name: str) -> frozenset[str]:
    """Languages in which a substance has this name; none for a code."""
    wanted = name.strip().casefold()
    return frozenset(e.language for e in substance_names() if e.name.casefold() == wanted)


def code_among(name: str, codes_by_name: Mapping[str, tuple[str, ...]]) -> str:
    """Give the one code that a name stands for; the names are in lower case.

    Raises
    ------
    VocabularyError
        If it stands for none or for several.

    Examples
    --------
    >>> code_among(" Lead", {"lead": ("Pb",)})
    'Pb'
    """
    wanted = name.strip().casefold()
    codes = codes_by_name.get(wanted, ())
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise VocabularyError(
            f"{name!r} stands for several substances: {', '.join(codes)}. Give one of these codes."
        )
    near = get_close_matches(wanted, codes_by_name, n=MOST_NEAR, cutoff=0.6)
    meant = [f"{'/'.join(codes_by_name[match])} ({match})" for match in near]
    hint = (
        f"Did you mean {', '.join(meant)}?"
        if meant
        else "Give a code, as in Pb, or a name, as in lead."
    )
    raise VocabularyError(f"Unknown substance {name!r}. {hint}")


@cache
def _codes_by_name() -> Mapping[str, tuple[str, ...]]:
    """Codes by each code, name, CAS registry number and further name, in lower case."""
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    for substance in substances().values():
        codes[substance.code.casefold()][substance.code] = None
        codes[substance.name.casefold()][substance.code] = None
        if substance.cas:
            codes[substance.cas][substance.code] = None
    for entry in substance_names():
        codes[entry.name.casefold()][entry.code] = None
    return {name: tuple(found) for name, found in codes.items()}
