"""A report of an area in a language: what a notebook shows and publishes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from html import escape
from typing import Generic, TypeAlias, TypeVar

import pandas as pd

from workbench.errors import ReportError
from workbench.findings import EvidenceCell, Finding, Result, publish
from workbench.findings.excluded import EXCLUDED
from workbench.findings.rows import Phrase, columns, count, row
from workbench.findings.tables import Filled, Tables
from workbench.presentation.html import HtmlTable, Picture, Sentences, Text, row_place
from workbench.presentation.shown_table import as_table, worded_frame
from workbench.presentation.tiles import Tiles
from workbench.words.messages import ENGLISH, entries
from workbench.words.said import UNGRADED, Said, worded
from workbench.words.wording import Words, words_of

SOURCES_SHOWN = 20
LAW = re.compile(
    r"instrument|native_term|intervention_\w+|reference_law|law_\w+|threshold_\w+|value_type"
)
MORE = "more"  # id of the line that counts what is not listed
MOST_LISTED = 3  # findings of a section on the page, beside the key messages among them
V = TypeVar("V")
Shown: TypeAlias = Picture | Text | HtmlTable | Sentences | Tiles
Draw: TypeAlias = Callable[[Tables, Words], Picture | Text]
Behind: TypeAlias = Callable[[Sequence[EvidenceCell]], pd.DataFrame]
View: TypeAlias = Callable[[Tables, Words], HtmlTable | Text | Sentences | Tiles]


class Names(Generic[V]):
    """Things by name, made when they are asked for; Tab lists them.

    Parameters
    ----------
    what : str
        What they are, for a refusal.
    makers : mapping of str to function
        How each is made.
    """

    def __init__(self, what: str, makers: Mapping[str, Callable[[], V]]) -> None:
        self._what, self._makers = what, makers

    def __getattr__(self, name: str) -> V:
        if name.startswith("__") or name not in self._makers:
            near = difflib.get_close_matches(name, self._makers, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(self._makers)}."
            raise AttributeError(f"There is no {self._what} {name!r}. {hint}")
        return self._makers[name]()

    def __getitem__(self, name: str) -> V:
        return getattr(self, name)  # type: ignore[no-any-return]

    def __dir__(self) -> list[str]:
        return [*self._makers]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __repr__(self) -> str:
        return f"{self._what}s: {', '.join(self._makers)}"


@row
class More(Phrase):
    """Findings that a short list leaves to the sections below it."""

    n_more: int = count("findings that are not among the key messages")


@row
class MoreInTables(Phrase):
    """Findings of a section that its list leaves to the tables that they quote."""

    n_more: int = count("findings that stand neither in the list nor among the key messages")


def _no_more() -> None:
    """Do nothing more before a page is written."""


def _no_sources(_: Sequence[EvidenceCell]) -> pd.DataFrame:
    """Give no rows of a store: the page is made of results."""
    return pd.DataFrame()


@dataclass(frozen=True)
class PagePart:
    """What a section brings to the page.

    Attributes
    ----------
    name : str
        Name of the section.
    said : tuple of Said
        Its findings, in no language.
    listed : tuple of Said
        Those that are listed; the others are counted.
    tables : tuple of str
        Names of its tables.
    figures, views : mapping of functions
        Its figures, and tables that hang on other rows than those of one table.
    notes : tuple of str
        Messages without a number that hold for its findings.
    empty : str
        Message where it finds nothing.
    is_hidden : bool
        Whether the page goes without it: its messages, figures and tables show nothing.
    """

    name: str
    said: tuple[Said, ...]
    listed: tuple[Said, ...]
    tables: tuple[str, ...]
    figures: Mapping[str, Draw]
    views: Mapping[str, View]
    notes: tuple[str, ...]
    empty: str
    is_hidden: bool = False


@dataclass(frozen=True)
class EvidenceTrail:
    """What a sentence rests on, down to the rows of the store.

    Attributes
    ----------
    finding : Finding
        The sentence with its number.
    cells : HtmlTable
        A row a cell that it quotes.
    law : HtmlTable
        What is recorded of the law that it compares with; empty where it compares with none.
    parameters : HtmlTable
        Value of each parameter, and where it was set.
    sources : DataFrame
        Rows of the store behind the cells, with file and row; those that count or name people
        are left out.
    heading : str
        Heading of the rows of the store.
    """

    finding: Finding
    cells: HtmlTable
    law: HtmlTable
    parameters: HtmlTable
    sources: pd.DataFrame = field(repr=False)
    heading: str = ""

    def _repr_html_(self) -> str:
        first = HtmlTable(
            self.sources.head(SOURCES_SHOWN).astype("str"),
            caption=f"{self.heading} ({min(SOURCES_SHOWN, len(self.sources))}/{len(self.sources)})",
        )
        shown = [self.cells, *([] if self.law.frame.empty else [self.law]), self.parameters, first]
        return "\n".join(one._repr_html_() for one in shown)


@dataclass(frozen=True)
class Page:
    """A report of an area: its messages, tables, figures and what was excluded.

    Attributes
    ----------
    result : Result
        What was found, without findings: these are worded in the language of the page.
    parts : tuple of PagePart
        Sections in the order of the page.
    key : tuple of Said
        Key messages, the worst first.
    n_more : int
        Findings of the same weight that are not among them.
    words : Words
        Words of its language.
    before_publishing : function
        What has to be done before anything is written, as keeping what is shown of people.
    sources : function
        Rows of the store behind cells of the report.
    """

    result: Result
    parts: tuple[PagePart, ...]
    key: tuple[Said, ...]
    n_more: int
    words: Words
    before_publishing: Callable[[], None] = _no_more
    sources: Behind = _no_sources
    _known_places: dict[str, dict[str, int]] = field(default_factory=dict, compare=False)

    def in_language(self, language: str) -> Page:
        """Word the same page in another language; nothing is worked out again."""
        return replace(self, words=words_of(language))

    @property
    def area(self) -> str:
        """Area of the page."""
        return self.result.area

    @property
    def rows(self) -> Tables:
        """Typed rows of each table: `page.rows.of(TRENDS)`."""
        tables = self.result.tables
        assert isinstance(tables, Tables)
        return tables

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Each sentence with its number and the cells that it quotes; the first key message first.

        The others follow as the page tells them.
        """
        told = (one for part in self.parts for one in part.said)
        return tuple(self._worded(one) for one in dict.fromkeys([*self.key[:1], *told]))

    def _worded(self, one: Said) -> Finding:
        return worded(one, self.rows, self.words, f"{self.result.report}/{self.area}")

    @property
    def key_messages(self) -> Sentences:
        """What a reader should know first."""
        return replace(self._list(self.key, More(n_more=self.n_more)), key=True)

    @property
    def messages(self) -> Names[Sentences]:
        """Sentences of each section, as the page lists them."""
        return Names("section", {part.name: partial(self._messages, part) for part in self.parts})

    def _messages(self, part: PagePart) -> Sentences:
        if part.is_hidden:
            return Sentences([], empty="")
        fits = len(part.listed) <= MOST_LISTED + 1  # a line says no less than "1 more finding"
        shown = [
            one
            for place, one in enumerate(part.listed)
            if fits or place < MOST_LISTED or one in self.key
        ]
        others = [one for one in part.said if one not in shown and one not in self.key]
        listed = self._list(shown, MoreInTables(n_more=len(others)), part.empty)
        evidence = {**listed.evidence, MORE: self._tables_quoted(others)}
        return replace(listed, anchored=True, evidence=evidence)

    def _list(
        self, listed: Sequence[Said], more: More | MoreInTables, empty: str = "nothing-found"
    ) -> Sentences:
        """List findings, and say how many more there are."""
        found = self._entries(listed)
        if more.n_more:
            found += [(MORE, self.words.phrase(more), "")]
        worded = map(self._worded, listed)
        evidence = {one.id: [self._place(one)] for one in worded if one.evidence}
        return Sentences(found, empty=self.words.plain(empty) if empty else "", evidence=evidence)

    def _place(self, one: Finding) -> str:
        """Place of the first row that a finding quotes."""
        cell = one.evidence[0]
        return row_place(cell.table, self._places(cell.table)[cell.row])

    def _tables_quoted(self, said: Sequence[Said]) -> list[str]:
        """Place of the first row that findings quote of each table, the tables in their order."""
        first: dict[str, str] = {}
        for one in map(self._worded, said):
            if one.evidence:
                first.setdefault(one.evidence[0].table, self._place(one))
        return list(first.values())

    def _places(self, table: str) -> Mapping[str, int]:
        """Tell where each row stands in its table."""
        if table not in self._known_places:
            rows = self.rows[table].frame.index
            self._known_places[table] = {name: place for place, name in enumerate(rows)}
        return self._known_places[table]

    def _heading(self, part: PagePart) -> str:
        """Heading of a section: of this report, where others have a section of the same name."""
        own = f"section-{self.result.report}-{part.name}"
        return self.words.plain(own if own in entries(ENGLISH) else f"section-{part.name}")

    def _entries(self, listed: Sequence[Said]) -> list[tuple[str, str, str]]:
        """Entries of a list: id, sentence, and how firm it is."""
        found = [self._worded(one) for one in listed]
        return [(one.id, one.sentence, self._grade(one.grade)) for one in found]

    def _grade(self, grade: str) -> str:
        """Word a grade; a plain fact needs no word of how firm it is."""
        return "" if grade == UNGRADED else self.words.code("grade", grade)

    @property
    def notes(self) -> Names[Sentences]:
        """What holds for all findings of a section."""
        return Names("section", {part.name: partial(self._notes, part) for part in self.parts})

    def _notes(self, part: PagePart) -> Sentences:
        return Sentences([("note", self.words.plain(one), "") for one in part.notes], empty="")

    @property
    def tables(self) -> Names[pd.DataFrame]:
        """Each table whole, as a frame: codes as codes, reasons in words."""
        makers = {one.name: partial(worded_frame, one, self.words) for one in self._filled}
        return Names("table", makers)

    @property
    def show(self) -> Names[HtmlTable | Text | Sentences | Tiles]:
        """Each table as the page shows it."""
        makers: dict[str, Callable[[], HtmlTable | Text | Sentences | Tiles]] = {
            one.name: partial(as_table, one, self.words) for one in self._filled
        }
        views = {name: view for part in self.parts for name, view in part.views.items()}
        makers |= {name: partial(view, self.rows, self.words) for name, view in views.items()}
        hidden = [name for part in self._hidden for name in (*part.tables, *part.views)]
        return Names("table", makers | dict.fromkeys(hidden, Text))

    @property
    def _hidden(self) -> tuple[PagePart, ...]:
        """Sections that the page goes without."""
        return tuple(part for part in self.parts if part.is_hidden)

    @property
    def _filled(self) -> tuple[Filled[object], ...]:
        return (*self.rows.values(), EXCLUDED.filled(dict(self.result.excluded)))

    @property
    def figures(self) -> Names[Picture | Text]:
        """Each figure, drawn when it is asked for."""
        drawn = {name: draw for part in self.parts for name, draw in part.figures.items()}
        makers: dict[str, Callable[[], Picture | Text]] = {
            name: partial(draw, self.rows, self.words) for name, draw in drawn.items()
        }
        hidden = [name for part in self._hidden for name in part.figures]
        return Names("figure", makers | dict.fromkeys(hidden, Text))

    @property
    def excluded(self) -> HtmlTable:
        """What was read and not used, or used and not judged, and why."""
        return as_table(EXCLUDED.filled(dict(self.result.excluded)), self.words)

    def why(self, finding_id: str) -> EvidenceTrail:
        """Show what a sentence rests on: cells, law, parameters and rows of the store.

        Parameters
        ----------
        finding_id : str
            Id of a finding, or its end from the row on.

        Returns
        -------
        EvidenceTrail
            `.cells`, `.law`, `.parameters` and `.sources`.

        Raises
        ------
        ReportError
            If no finding has this id.

        Examples
        --------
        >>> import workbench as wb
        >>> page = wb.open_store("example").report("trends", "XAB", substances=["Pb"])
        >>> why = page.why(page.findings[-1].id)
        >>> "source_row" in why.sources, why.parameters.frame.columns[0]
        (True, 'Parameter')
        """
        found = [one for one in self.findings if one.id.endswith(finding_id)]
        if not found:
            near = difflib.get_close_matches(finding_id, [one.id for one in self.findings], n=3)
            raise ReportError(
                f"There is no finding {finding_id!r}. Near it: {', '.join(near) or 'none'}."
            )
        one, plain = found[0], self.words.plain
        pieces = list(dict.fromkeys(one.evidence))
        names = [plain(f"why-{name}") for name in ("column", "cell", "unit", "place")]
        law = [self._cell(piece) for piece in self._law(pieces)]
        return EvidenceTrail(
            one,
            HtmlTable(
                pd.DataFrame([self._cell(piece) for piece in pieces], columns=names),
                caption=one.sentence,
            ),
            HtmlTable(pd.DataFrame(law, columns=names), caption=plain("why-law")),
            self._set_parameters(),
            self.sources(pieces),
            plain("why-sources"),
        )

    def _law(self, pieces: Sequence[EvidenceCell]) -> Iterator[EvidenceCell]:
        """Cells that say which law the rows of a sentence are compared with."""
        for table, name in dict.fromkeys((piece.table, piece.row) for piece in pieces):
            typed = self.rows[table].typed[name]
            for column in columns(self.rows[table].table.of):
                if LAW.fullmatch(column) and getattr(typed, column) not in {None, ""}:
                    yield EvidenceCell(table, name, column)

    def _set_parameters(self) -> HtmlTable:
        """List the parameters, with their values and where they were set."""
        plain, origins = self.words.plain, self.result.origins
        rows = [
            (name, str(value), origins.get(name, plain("why-default")))
            for name, value in self.result.parameters.items()
        ]
        names = [plain(f"why-{name}") for name in ("parameter", "cell", "set")]
        return HtmlTable(pd.DataFrame(rows, columns=names), caption=plain("why-parameters"))

    def _cell(self, evidence: EvidenceCell) -> tuple[str, str, str, str]:
        """Meaning, text, unit and place of a quoted cell."""
        filled = self.rows[evidence.table]
        column = columns(filled.table.of)[evidence.column]
        told = self.words.of(filled.typed[evidence.row], evidence.column)
        place = f"{evidence.table}.csv, {evidence.row}, {evidence.column}"
        return column.meaning, told, column.unit, place

    def publish(self, output_folder: str) -> None:
        """Write results.json and one CSV a table below a folder; an empty name writes nothing.

        Parameters
        ----------
        output_folder : str
            Folder for `<report>.results.json` and `<report>/*.csv`, made where it is missing.
        """
        if output_folder:
            self.before_publishing()
        key = tuple(self._worded(one).id for one in self.key)
        publish(
            replace(self.result, findings=self.findings, key_messages=key),
            output_folder,
            worded=partial(worded_frame, words=self.words),
        )

    def _repr_html_(self) -> str:
        parts = [f"<h1>{escape(self.words.plain(f'report-{self.result.report}'))}</h1>"]
        parts += [self.key_messages._repr_html_()]
        for part in self.parts:
            parts += [f"<h2>{escape(self._heading(part))}</h2>"]
            parts += [self._messages(part)._repr_html_()]
            parts += [self.show[name]._repr_html_() for name in part.tables]
        about = f'lang="{self.words.language}" dir="{self.words.direction}"'
        return f"<article {about}>{''.join(parts)}</article>"
