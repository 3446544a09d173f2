"""Reading of the vocabulary's tables, and the answer to a word that is in none of them."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from importlib.resources import files

from workbench.errors import VocabularyError

ACCENTS = re.compile("[\u0300-\u036f]")  # those of Latin, Greek and Cyrillic letters


def read_rows(table: str) -> list[dict[str, str]]:
    """Rows of a table of the vocabulary; every cell is text, so that NA stays NA."""
    text = files("workbench.vocabulary").joinpath("tables", f"{table}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def plain(name: str) -> str:
    """Name without capitals, accents, signs and a leading article, as words are compared.

    Examples
    --------
    >>> plain("Côte d'Ivoire"), plain("The Gambia"), plain("St. Lucia")
    ('cote d ivoire', 'gambia', 'saint lucia')
    """
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    kept = (
        " " if unicodedata.category(sign)[0] in "PSZ" else sign for sign in ACCENTS.sub("", letters)
    )
    words = ["saint" if word == "st" else word for word in "".join(kept).split()]
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def unknown(kind: str, given: str, names: Mapping[str, str]) -> VocabularyError:
    """Error for a code that is not in the vocabulary, with the codes that come nearest.

    Parameters
    ----------
    kind : str
        What the code should stand for (`substance`).
    given : str
        The code that is not known.
    names : mapping of str to str
        Name of each known code.

    Examples
    --------
    >>> str(unknown("substance", "lead", {"Pb": "Lead", "Zn": "Zinc"}))
    "Unknown substance 'lead'. Did you mean Pb (Lead)?"
    """
    near = _same(given, names) or _close(given, names)
    if near:
        meant = ", ".join(f"{code} ({names[code]})" for code in near)
        return VocabularyError(f"Unknown {kind} {given!r}. Did you mean {meant}?")
    some = ", ".join(list(names)[:8])
    return VocabularyError(f"Unknown {kind} {given!r}. Known are {some} and others.")


def _same(given: str, names: Mapping[str, str]) -> list[str]:
    """Codes that differ only in capitals, or whose name was given in their place."""
    wanted = given.casefold()
    return [code for code, name in names.items() if wanted in {code.casefold(), name.casefold()}]


def _close(given: str, names: Mapping[str, str]) -> list[str]:
    """Codes that are spelled much like what was given, or whose name is."""
    by_name = {name: code for code, name in names.items()}
    named = get_close_matches(given, by_name, n=3, cutoff=0.75)
    spelled = get_close_matches(given, names, n=3, cutoff=0.5)
    return [by_name[name] for name in named] or spelled
