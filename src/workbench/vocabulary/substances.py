"""The substances that a laboratory reports: codes, groups, units, and names in languages."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Literal

from workbench.errors import VocabularyError
from workbench.vocabulary.fields import Given, Standing
from workbench.vocabulary.table import CsvTable

NOT_CONTAMINANTS = ("nutrient", "major element", "property")


@dataclass(frozen=True)
class Substance:
    """One row of the vocabulary of substances.

    Attributes
    ----------
    code, name : str
        Code that the store uses (`Pb`), and name that a page shows (`Lead`).
    cas : str
        CAS registry number; empty for sums, mixtures and soil properties.
    group : str
        Chemical group; `nutrient`, `major element` and `property` are no contaminants.
    unit : str
        Unit in which the store holds it.
    source, verified : str
        Where the row is from, and whether that was looked up.
    stockholm_listed, hhp, obsolete : str
        Whether the Stockholm Convention lists it, whether it is a highly hazardous pesticide, and
        whether it is an obsolete one: `yes`, `no`, or empty where nobody looked.
    stockholm_verified, hhp_verified, obsolete_verified : str
        Whether each of these was read in a source: `yes` or `no`.
    """

    code: str
    name: Given
    cas: str
    group: Given
    unit: Given
    source: Given
    verified: Literal["yes", "check digit only", "no"]
    stockholm_listed: Literal["yes", "no", ""]
    stockholm_verified: Literal["yes", "no"]
    hhp: Literal["yes", "no", ""]
    hhp_verified: Literal["yes", "no"]
    obsolete: Literal["yes", "no", ""]
    obsolete_verified: Literal["yes", "no"]


SUBSTANCES = CsvTable("substances", Substance, key="code", kind="substance")
substances = SUBSTANCES.by_key
"""All substances by code, in the order of the table."""
OWN = re.compile(
    r"(?P<name>[^\W_][^\[\]]{1,78}[^\s\[\]]) "
    r"\[(?:CAS (?P<cas>[\d-]{7,12}), )?(?P<group>[^\[\],]+)\]"
)
CAS = re.compile(r"([1-9]\d{1,6})-(\d\d)-(\d)")
OF_OWN = "declared in the mapping of a file"


def substance(code: str) -> Substance:
    """Look a substance up by its code: one of the vocabulary, or one that a mapping declared.

    Parameters
    ----------
    code : str
        `Pb`, or what `own_substance` makes.

    Returns
    -------
    Substance
        Its row; of a declared one what its code says.

    Raises
    ------
    VocabularyError
        If there is none; the message names the nearest.

    Examples
    --------
    >>> substance("Fluxapyroxad [CAS 907204-31-3, pesticide]").name
    'Fluxapyroxad'
    """
    own = OWN.fullmatch(code)
    if not own or own["group"] not in own_groups():
        return SUBSTANCES.find(code)
    texts = (code, own["name"], own["cas"] or "", own["group"], "mg/kg", OF_OWN)
    return Substance(*texts, "no", "", "no", "", "no", "", "no")


@cache
def own_groups() -> tuple[str, ...]:
    """Give the groups that a declared substance can be of: of what is given in mg/kg."""
    rows = [one for one in substances().values() if one.unit == "mg/kg"]
    return tuple(sorted({one.group for one in rows} - {"property"}))


def own_substance(name: str, cas: str, group: str) -> str:
    """Code of a substance that the vocabulary does not have, which says all that is known of it.

    So it goes with its rows through packages and exports, and needs no list beside them.

    Parameters
    ----------
    name : str
        Name that pages show.
    cas : str
        CAS registry number; empty without one.
    group : str
        One of `own_groups()`.

    Returns
    -------
    str
        The code, as the store has it.

    Raises
    ------
    VocabularyError
        If the vocabulary has it under this or another name, or if one of the three is none.

    Examples
    --------
    >>> own_substance("Fluxapyroxad", "907204-31-3", "pesticide")
    'Fluxapyroxad [CAS 907204-31-3, pesticide]'
    """
    if known := [*codes_named(name), *(codes_named(cas) if cas else ())]:
        there = f"{known[0]} ({substance(known[0]).name})"
        raise VocabularyError(f"{name!r} is in the vocabulary as {there}. Give that code.")
    if group not in own_groups():
        groups = ", ".join(own_groups())
        raise VocabularyError(f"Group {group!r} of {name!r} is none of {groups}.")
    if cas and not _is_cas(cas):
        raise VocabularyError(f"CAS number {cas!r} of {name!r} is none: its last digit checks it.")
    code = f"{name} [CAS {cas}, {group}]" if cas else f"{name} [{group}]"
    if not OWN.fullmatch(code) or not name.isprintable():
        raise VocabularyError(
            f"Name {name!r} is none of 3 to 80 characters without square brackets."
        )
    return code


def is_substance(code: str) -> bool:
    """Whether a code is in the vocabulary, or of a declared substance that is not.

    Examples
    --------
    >>> is_substance("Pb"), is_substance("Plumbum novum [metal]"), is_substance("Lead [metal]")
    (True, True, False)
    """
    own = OWN.fullmatch(code)
    if not own:
        return code in substances()
    try:
        return own_substance(own["name"], own["cas"] or "", own["group"]) == code
    except VocabularyError:
        return False


def _is_cas(text: str) -> bool:
    """Whether the last digit of a CAS registry number is that of the others."""
    found = CAS.fullmatch(text)
    if not found:
        return False
    digits = reversed(found[1] + found[2])
    total = sum(place * int(digit) for place, digit in enumerate(digits, start=1))
    return total % 10 == int(found[3])


def is_contaminant(code: str) -> bool:
    """Whether a substance can pollute: neither a nutrient, a major element nor a soil property.

    Examples
    --------
    >>> is_contaminant("Cd"), is_contaminant("Ca")
    (True, False)
    """
    return substance(code).group not in NOT_CONTAMINANTS


MOST_NEAR = 3
LONGEST_NAME = 120  # signs; longer texts are no names
SAYS_NOTHING = re.compile(r"[\s\-_.,;'`\"()\[\]{}\u2010-\u2015\u2018-\u201d\u2032\u2033]+")
LEADING_NOUGHTS = re.compile(r"(?<=[^\W\d])0+(?=\d)")


@dataclass(frozen=True)
class NamedSubstance:
    """A name of a substance in a language (ISO 639-1), and whether it was read in a source."""

    code: str
    language: str
    name: Given
    source: Given
    verified: Standing


substance_names = CsvTable("substance_names", NamedSubstance, key=("code", "language", "name")).rows
"""All names beyond the codes and the names that pages show."""


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
    if len(codes := codes_named(name)) == 1:
        return codes[0]
    if "[" in name and is_substance(name):
        return name
    return code_among(name, _codes_by_name())


def codes_named(name: str) -> tuple[str, ...]:
    """List the codes that a code or name in any language stands for; none where it is unknown.

    Examples
    --------
    >>> codes_named("Blei"), codes_named("spoon")
    (('Pb',), ())
    >>> codes_named("Chromium(VI)"), codes_named("2,4'-DDT"), codes_named("Chromium, hexavalent")
    (('Cr(VI)',), ('op-DDT',), ('Cr(VI)',))
    """
    if name in substances():
        return (name,)
    exact = _codes_by_name().get(name.strip().casefold(), ())
    return exact or _codes_by_folded().get(folded(name), ()) or _turned_round(name)


def folded(name: str) -> str:
    """Name without what spellings differ in: capitals, blanks, hyphens, brackets and commas.

    Examples
    --------
    >>> folded("Benzo[a]pyrene") == folded("benzo(a) pyrene"), folded("PBDE-047")
    (True, 'pbde47')
    """
    plain = unicodedata.normalize("NFKC", name[:LONGEST_NAME]).casefold()
    return LEADING_NOUGHTS.sub("", SAYS_NOTHING.sub("", plain))


def _turned_round(name: str) -> tuple[str, ...]:
    """Codes of a name whose adjective stands behind a comma, as `Chromium, hexavalent`."""
    noun, comma, adjective = name[:LONGEST_NAME].partition(",")
    if not comma or any(sign.isdigit() for sign in noun):
        return ()
    return _codes_by_folded().get(folded(f"{adjective} {noun}"), ())


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
    for one in substances().values():
        for name in filter(None, (one.code.casefold(), one.name.casefold(), one.cas)):
            codes[name][one.code] = None
    for entry in substance_names():
        codes[entry.name.casefold()][entry.code] = None
    return {name: tuple(found) for name, found in codes.items()}


@cache
def _codes_by_folded() -> Mapping[str, tuple[str, ...]]:
    """Codes by folded name; what folds to nothing, or to one letter, is no name."""
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    for name, found in _codes_by_name().items():
        if len(folded(name)) > 1:
            codes[folded(name)].update(dict.fromkeys(found))
    return {name: tuple(found) for name, found in codes.items()}
