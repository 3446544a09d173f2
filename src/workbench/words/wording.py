"""All words of a language: a placeholder is a column of the row that a message is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from workbench.errors import WordsError
from workbench.findings.rows import Column, Kind, Phrase, columns, is_missing, row, text
from workbench.findings.tables import Table
from workbench.vocabulary import places, substances
from workbench.vocabulary.people import outcomes
from workbench.vocabulary.soil import indicators
from workbench.words.messages import (
    ENGLISH,
    MISSING,
    PSEUDO,
    Choose,
    Message,
    Parts,
    Quote,
    Refer,
    code_of,
    entries,
    pseudo,
)
from workbench.words.numbers import (
    Numbers,
    decimals_alike,
    decimals_apart,
    numbers_of,
    rounded_limit,
    same_decimals,
)

NO_VALUE = "—"
ISOLATE, END = "\u2068", "\u2069"  # first strong isolate, pop directional isolate
VOCABULARY: Mapping[str, Callable[[str], str]] = {  # lists that tables of the package word
    "substance": lambda code: substances.substance(code).name,
    "substance-within": lambda code: _within(substances.substance(code).name),
    "indicator": lambda code: indicators.indicator(code).name,
    "country": places.place_name,
    "outcome": outcomes.outcome_name,
}

R = TypeVar("R")


def _within(name: str) -> str:
    """Write a name within a sentence: "cadmium", but "DDT" and "pH" as they are."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


@row
class CasesIn(Phrase):
    """A risk as so many cases in so many people."""

    cases: str = text("cases")
    people: str = text("people, a power of ten")


@dataclass
class Sentence:
    """A sentence and the columns that it quotes, in its order."""

    language: str
    text: str = ""
    quoted: list[str] = field(default_factory=list)


class Words:
    """All words of one language; what is not translated is said in English, and counted.

    Parameters
    ----------
    language : str
        Code of the language, as in en or fr.
    """

    def __init__(self, language: str = ENGLISH) -> None:
        self.language = language
        self.numbers: Numbers = numbers_of(ENGLISH if language == PSEUDO else language)
        self.entries = entries(language)
        self.untranslated: Counter[str] = Counter()

    def __reduce__(self) -> tuple[Callable[[str], Words], tuple[str]]:
        return words_of, (self.language,)  # read again by whoever it is handed to

    @property
    def direction(self) -> str:
        """Direction of its script, as the attribute `dir` of a page has it."""
        return "rtl" if self.numbers.is_right_to_left else "ltr"

    def sentence(self, message: Message[R], row: R) -> Sentence:
        """Word a message about a row.

        Raises
        ------
        WordsError
            If English has no such message, or it quotes a column that the row has not.
        """
        words = self._having(message.id)
        said = Sentence(words.language)
        try:
            parts = words._said(words.entries[message.id].parts, row, said.quoted)
            said.text = "".join(parts)
        except KeyError as error:
            kind = type(row).__name__
            raise WordsError(f"{message.id}: {kind} has no column {error}.") from error
        return said

    def of(self, row: object, column: str) -> str:
        """Word a cell of a row as its kind asks for, with the decimals of its limits."""
        known = columns(type(row))
        declared, cell = known[column], getattr(row, column)
        decimals = _decimals(row, known, column)
        if decimals is not None and (declared.lower_of or declared.upper_of) and cell is not None:
            cell = rounded_limit(cell, declared.kind, decimals)
        return self._isolated(declared, cell, decimals)

    def cell(self, column: Column, cell: Any) -> str:  # noqa: ANN401 - what the column holds
        """Word a cell alone as its kind asks for."""
        return self._isolated(column, cell, None)

    def _isolated(self, column: Column, cell: Any, decimals: int | None) -> str:  # noqa: ANN401
        """Word a cell; in a script from right to left "< 0.001" would read as "> 0.001"."""
        told = NO_VALUE if is_missing(cell) else self._cell(column, cell, decimals)
        return f"{ISOLATE}{told}{END}" if self.numbers.is_right_to_left else told

    def _cell(self, column: Column, cell: Any, decimals: int | None) -> str:  # noqa: ANN401
        """Word a cell that holds something."""
        match column.kind:
            case Kind.TEXT:
                return str(cell)
            case Kind.CODE:
                return self.code(column.codes, str(cell))
            case Kind.PHRASE:
                reasons = cell if isinstance(cell, tuple) else (cell,)
                told = [self.phrase(reason) for reason in reasons]
                return self.numbers.listed(told) if column.is_list else "; ".join(told)
            case Kind.RISK if 0 < cell < 1:
                cases, people = self.numbers.cases(cell)
                return self.phrase(CasesIn(cases=cases, people=people))
            case Kind.FLAG:
                return self.plain("flag-yes" if cell else "flag-no")
            case kind:
                return self.numbers.write(cell, kind, decimals)

    def code(self, codes: str, code: str) -> str:
        """Word a code; one that no catalogue has, as data may bring, stands as it is."""
        message = f"{codes}-{code_of(code)}"
        if message in self.entries or message in entries(ENGLISH):
            return self.plain(message)
        if codes in VOCABULARY:
            name = VOCABULARY[codes](code)
            return pseudo(name) if self.language == PSEUDO else name
        if self.language != ENGLISH:
            self.untranslated[message] += 1
        return code

    def phrase(self, phrase: Phrase) -> str:
        """Word a reason with its numbers."""
        return self.sentence(Message(phrase.code, type(phrase)), phrase).text

    def plain(self, message: str) -> str:
        """Word a message without a placeholder: a word, a heading, or prose."""
        return self.sentence(Message(message, Phrase), Phrase()).text

    def unit(self, unit: str) -> str:
        """Word a unit; one that no catalogue has stands as it is."""
        message = f"unit-{code_of(unit)}"
        return self.plain(message) if message in entries(ENGLISH) else unit

    def heading(self, table: Table[Any], column: Column) -> str:
        """Give the heading of a column: in English as it is declared."""
        return self._declared(f"table-{table.name}", column.name, column.heading)

    def title(self, table: Table[Any]) -> str:
        """Give the title of a table: in English as it is declared."""
        return self._declared(f"table-{table.name}", "", table.title)

    def empty(self, table: Table[Any]) -> str:
        """Say that a table has no rows: in English as it is declared."""
        return self._declared(f"table-{table.name}-empty", "", table.empty)

    def _declared(self, message: str, attribute: str, english: str) -> str:
        """Translate what is declared in code, where that is translated."""
        if self.language == ENGLISH:
            return english
        if self.language == PSEUDO:
            return pseudo(english)
        entry = self.entries.get(message)
        parts = entry and (entry.attributes.get(attribute) if attribute else entry.parts)
        if not parts:
            self.untranslated[f"{message}.{attribute}".removesuffix(".")] += 1
        return "".join(self._said(parts, None, [])) if parts else english

    def _having(self, message: str) -> Words:
        """Give words that have a message: these, or the English ones."""
        if message in self.entries:
            return self
        if self.language == ENGLISH:
            raise WordsError(f"There is no message {message!r} in words/en.")
        self.untranslated[message] += 1
        return words_of(ENGLISH)

    def _said(self, parts: Parts, row: object, quoted: list[str]) -> Iterator[str]:
        """Give the text of each part; a cell that is quoted is noted when it is written."""
        for part in parts:
            match part:
                case str():
                    yield part
                case Quote(name):
                    told = self.of(row, name)
                    quoted.append(name)
                    yield told
                case Refer(message):
                    yield from self._said(self.entries[message].parts, row, quoted)
                case Choose(name, variants, default):
                    keys = self._keys(row, name)
                    chosen = next((variants[key] for key in keys if key in variants), default)
                    yield from self._said(chosen, row, quoted)

    def _keys(self, row: object, name: str) -> tuple[str, ...]:
        """Keys of the variant for a cell: its code, number, plural category, or that it is none."""
        if name not in columns(type(row)):
            raise KeyError(name)
        cell = getattr(row, name)
        match cell:
            case bool():
                return ("yes" if cell else "no",)
            case _ if is_missing(cell):
                return (MISSING,)
            case Phrase():
                return (cell.code,)
            case int() | float():
                return f"{cell:g}", self.numbers.plural(abs(cell))
        return (code_of(str(cell)),)


@cache
def words_of(language: str = ENGLISH) -> Words:
    """Words of a language, read once."""
    return Words(language)


def _decimals(row: object, known: Mapping[str, Column], name: str) -> int | None:
    """Digits behind the point for a number that has limits, is one, or is compared with another."""
    column = known[name]
    value = getattr(row, name)
    if value is None or not column.kind.is_number:
        return None
    if column.apart_from:
        other = getattr(row, column.apart_from)
        if column.kind is Kind.SHARE:
            return None if other is None else decimals_apart(value, other)
        if _limits(known, column.apart_from):
            return _decimals(row, known, column.apart_from)
        return decimals_alike(value, other)
    estimate = column.lower_of or column.upper_of or name
    limits = [getattr(row, one) for one in _limits(known, estimate)]
    is_ratio = column.kind is Kind.NUMBER and column.unit == "1"
    return same_decimals(getattr(row, estimate), limits, column.kind, is_ratio=is_ratio)


def _limits(known: Mapping[str, Column], estimate: str) -> list[str]:
    """Name the columns that are confidence limits of another."""
    return [one.name for one in known.values() if estimate in {one.lower_of, one.upper_of}]
