"""The messages of a language as parts that a row is put into; written in Fluent's syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Generic, TypeAlias, TypeVar

from fluent.syntax import FluentParser, ast

from workbench.errors import WordsError

R = TypeVar("R")
ENGLISH = "en"
PSEUDO = "qps"  # every text of the English catalogue marked, to find what stands outside of it
MISSING = "missing"  # key of a variant for a cell that holds nothing
NAMES = "-"  # messages that begin so are names, the only ones with digits
MESSAGE = re.compile(r"^(?P<id>-?[A-Za-z][A-Za-z0-9_-]*) *=", re.MULTILINE)


@dataclass(frozen=True)
class Message(Generic[R]):
    """A message of the catalogue, and the kind of row whose columns it may quote.

    Attributes
    ----------
    id : str
        Name in the catalogue.
    of : type
        Class of the rows that it is said of.
    measure : str
        Last part of a finding's id; it stays when the wording is split or renamed, since editions
        are compared by it.
    """

    id: str
    of: type[R]
    measure: str = ""


@dataclass(frozen=True)
class Quote:
    """A cell of the row, written as its kind asks for."""

    column: str


@dataclass(frozen=True)
class Refer:
    """Another message about the same row, or a name."""

    message: str


@dataclass(frozen=True)
class Choose:
    """Parts by the code of a cell, by its plural category, or for one that is missing."""

    column: str
    variants: Mapping[str, Parts]
    default: Parts


Part: TypeAlias = str | Quote | Refer | Choose
Parts: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True)
class Entry:
    """A message and its attributes, which are the headings of a table."""

    parts: Parts
    attributes: Mapping[str, Parts]


@cache
def entries(language: str) -> Mapping[str, Entry]:
    """Messages of a language by id, from all of its files; each is parsed when it is asked for.

    Raises
    ------
    WordsError
        If the language has no folder, or a message stands twice.
    """
    if language == PSEUDO:
        return {name: _pseudo_entry(name, one) for name, one in entries(ENGLISH).items()}
    folder = files("workbench.words").joinpath(language)
    if not folder.is_dir():
        raise WordsError(f"There is no catalogue of the language {language!r} in words/.")
    found: dict[str, tuple[str, str]] = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".ftl"):
            place = f"words/{language}/{file.name}"
            for name, text in _messages(file.read_text(encoding="utf-8"), place):
                if name in found:
                    raise WordsError(f"{place}: the message {name} stands twice.")
                found[name] = text, place
    return _Catalogue(found)


class _Catalogue(Mapping[str, Entry]):
    """Messages of a language, of which a run needs few: to parse all takes half a second.

    Parameters
    ----------
    texts : mapping of str to (str, str)
        By id: the text of a message, and its file.
    """

    def __init__(self, texts: Mapping[str, tuple[str, str]]) -> None:
        self._texts = texts
        self._parsed: dict[str, Entry] = {}

    def __getitem__(self, name: str) -> Entry:
        if name not in self._parsed:
            self._parsed[name] = _parse(name, *self._texts[name])
        return self._parsed[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __contains__(self, name: object) -> bool:
        return name in self._texts


def _messages(text: str, place: str) -> Iterator[tuple[str, str]]:
    """Split a file into its messages: (id, text), what follows up to the next one being its own."""
    starts = list(MESSAGE.finditer(text))
    head = text[: starts[0].start()] if starts else text
    if any(line.strip() and not line.startswith("#") for line in head.splitlines()):
        raise WordsError(f"{place}: it begins with what is no message. Near {head[:60]!r}")
    ends = [start.start() for start in starts[1:]]
    for start, end in zip(starts, [*ends, len(text)], strict=True):
        yield start["id"], text[start.start() : end]


def _parse(name: str, text: str, place: str) -> Entry:
    """Parse one message or name, and what stands below it."""
    found = Entry((), {})
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Junk):
            raise WordsError(
                f"{place}: {entry.annotations[0].message} Near {str(entry.content)[:60]!r}"
            )
        if isinstance(entry, ast.Message | ast.Term):
            try:
                found = _entry(entry)
            except WordsError as error:
                raise WordsError(f"{place}: {name}: {error}") from error
    return found


def _entry(entry: ast.Message | ast.Term) -> Entry:
    """Message with its attributes."""
    attributes = {one.id.name: _parts(one.value) for one in entry.attributes}
    return Entry(_parts(entry.value) if entry.value else (), attributes)


def _parts(pattern: ast.Pattern) -> Parts:
    """Parts of a pattern; what this catalogue does not use of Fluent is refused."""
    return tuple(
        str(element.value) if isinstance(element, ast.TextElement) else _part(element.expression)
        for element in pattern.elements
    )


def _part(expression: object) -> Part:
    """Part of a sentence that stands in braces."""
    match expression:
        case ast.VariableReference():
            return Quote(expression.id.name)
        case ast.StringLiteral():
            return str(expression.parse()["value"])
        case ast.MessageReference():
            return Refer(expression.id.name)
        case ast.TermReference():
            return Refer(NAMES + expression.id.name)
        case ast.SelectExpression(selector=ast.VariableReference() as selector):
            variants = {_key(one): _parts(one.value) for one in expression.variants}
            default = next(_key(one) for one in expression.variants if one.default)
            return Choose(selector.id.name, variants, variants[default])
    kind = type(expression).__name__
    raise WordsError(
        f"only {{ $column }}, {{ message }}, {{ -name }} and a choice by a column, no {kind}"
    )


def _key(variant: ast.Variant) -> str:
    """Key of a variant: a name or a number."""
    key = variant.key
    return str(key.name if isinstance(key, ast.Identifier) else key.value)


def every(parts: Parts, language: str = ENGLISH) -> Iterator[Part]:
    """Give all parts of a message, those of choices and of the messages that it names too."""
    for part in parts:
        yield part
        match part:
            case Refer(message):
                yield from every(entries(language)[message].parts, language)
            case Choose(variants=variants, default=default):
                for inner in (*variants.values(), default):
                    yield from every(inner, language)


def pseudo(text: str) -> str:
    """Mark a text as worded: its vowels get an accent, so that it stays readable.

    Examples
    --------
    >>> pseudo("no threshold is recorded")
    'nö thréshöld ïs récördéd'
    """
    return text.translate(_ACCENTS)


_ACCENTS = str.maketrans("aeiouAEIOU", "äéïöüÄÉÏÖÜ")


def _pseudo_entry(name: str, entry: Entry) -> Entry:
    """Message with all its own texts marked; names stay as they are."""
    if name.startswith(NAMES):
        return entry
    attributes = {key: _pseudo_parts(parts) for key, parts in entry.attributes.items()}
    return Entry(_pseudo_parts(entry.parts), attributes)


def _pseudo_parts(parts: Parts) -> Parts:
    """Parts with their texts marked."""
    return tuple(_pseudo_part(part) for part in parts)


def _pseudo_part(part: Part) -> Part:
    """Part with its texts marked."""
    match part:
        case str():
            return pseudo(part)
        case Choose(column, variants, default):
            marked = {key: _pseudo_parts(inner) for key, inner in variants.items()}
            return Choose(column, marked, _pseudo_parts(default))
        case _:
            return part


def code_of(words: str) -> str:
    """Make a name of the catalogue of a code: "cannot tell" is cannot-tell.

    Examples
    --------
    >>> code_of("cannot tell"), code_of("trigger/screening"), code_of("µg/kg")
    ('cannot-tell', 'trigger-screening', 'g-kg')
    """
    return re.sub(r"[^A-Za-z0-9_]+", "-", words).strip("-")
