"""The one shape of a report: an ordered list of sections, and the page that they make."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

import pandas as pd
from pydantic import BaseModel

from workbench.errors import SeriesError
from workbench.findings import FEWEST_TOLD, ConfidentialSource, DataUsed, Result
from workbench.findings.excluded import CellsOf, Excluded, SetAside
from workbench.findings.tables import Filled, Table, Tables
from workbench.presentation.page import Draw, Page, PagePart, View
from workbench.store.editions import Edition
from workbench.vocabulary import places
from workbench.words.messages import Message
from workbench.words.said import Said
from workbench.words.wording import words_of


class Read(Protocol):
    """What a report was given to read: frames of a store, or results that were published."""

    @property
    def fictional(self) -> bool:
        """Whether all of it is the example's."""


F = TypeVar("F", bound=Read)  # what a report reads
B = TypeVar("B")  # what the sections of a report are worked out from
P = TypeVar("P", bound=BaseModel)  # its parameters
R = TypeVar("R")
H = TypeVar("H", bound=Hashable)
MOST_KEY_MESSAGES = 7
MOST_MESSAGES = 60  # of a section; the others are counted


def _none(*_: object) -> tuple[()]:
    """Give nothing: a section that has none of something."""
    return ()


def _whole(_: object) -> dict[str, Any]:
    """Split nothing."""
    return {}


def _same(basis: B, _: object) -> B:
    """Leave nothing out."""
    return basis


def _all(_: Tables, spoken: Sequence[Said]) -> Sequence[Said]:
    """List all that a section says."""
    return spoken


def _never(_: Tables) -> bool:
    """Leave a section out of no page."""
    return False


def _nothing(_: Tables) -> None:
    """Give nothing: a report that always has data."""


@dataclass(frozen=True)
class Section(Generic[B]):
    """A section of a page: its tables, how they are worked out, said and drawn.

    Attributes
    ----------
    name : str
        Words of the heading; `section-<name>` of the catalogue.
    tables : tuple of Table
        Tables that it declares.
    compute : function
        From the basis, and the tables of earlier sections, to its filled tables.
    say : function
        From all tables to its findings, in no language.
    messages : tuple of Message
        What it may say, for the checks of the catalogue.
    figures, views : mapping of functions
        Figures by name, and tables of the page that hang on several tables.
    excluded : function
        What it leaves out or does not judge, each with its reason.
    notes : function
        Messages without a number that hold for its findings.
    listed : function
        From all tables and its findings to those that the page lists; the others are counted.
    most : int
        Findings that are listed at most.
    empty : str
        Message where it finds nothing.
    without_data : bool
        Whether it speaks where there is no data too, as of what is missing.
    left_out : function
        Whether the page goes without it, from all tables; its own are still written.
    """

    name: str
    tables: tuple[Table[Any], ...] = ()
    compute: Callable[[B, Tables], Iterable[Filled[Any]]] = _none
    say: Callable[[Tables], Iterable[Said]] = _none
    messages: tuple[Message[Any], ...] = ()
    figures: Mapping[str, Draw] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    excluded: Callable[[B, Tables], Iterable[Excluded]] = _none
    notes: Callable[[Tables], Iterable[str]] = _none
    listed: Callable[[Tables, Sequence[Said]], Sequence[Said]] = _all
    most: int = MOST_MESSAGES
    empty: str = ""
    without_data: bool = False
    left_out: Callable[[Tables], bool] = _never


@dataclass(frozen=True)
class Summary(Section[B]):
    """The section that a page begins with; it is worked out last, from the tables of all others.

    Attributes
    ----------
    no_data : function
        What to say where nothing can be judged; None where there is something.
    key : function
        From all that is said to the key messages, the worst first.
    silences : bool
        Whether nothing else is said where nothing can be judged; False where other sections tell of
        others, as of the region of a country that did not answer.
    """

    no_data: Callable[[Tables], Said | None] = _nothing
    key: Callable[[Tables, Sequence[Said]], Sequence[Said]] = _none
    silences: bool = True


@dataclass(frozen=True)
class Report(Generic[F, P, B]):
    """A report: what it reads, what its sections share, and the sections in their order.

    Attributes
    ----------
    name : str
        Name of notebook, files and folder.
    parameters : type
        Model of its parameters.
    basis : function
        From what was read to what the sections are worked out from.
    summary : Summary
        What the page begins with.
    sections : tuple of Section
        The others, in the order of the page.
    data_used : function
        Extent and sources of what was read.
    editions : function
        Counts of people that a result shows, for the ledger of the store.
    each_alone, without : function
        Split of the basis into what is judged alone, and the basis without what a method refuses:
        one series that no method takes stops no other.
    """

    name: str
    parameters: type[P]
    basis: Callable[[F, P], B]
    summary: Summary[B]
    sections: tuple[Section[B], ...]
    data_used: Callable[[F, B], DataUsed]
    editions: Callable[[Result], Iterable[Edition]] = _none
    each_alone: Callable[[B], Mapping[str, B]] = _whole
    without: Callable[[B, Mapping[str, str]], B] = _same

    @property
    def all_sections(self) -> tuple[Section[B], ...]:
        """Sections in the order of the page, the summary first."""
        return (self.summary, *self.sections)

    def page(
        self,
        frames: F,
        parameters: P,
        origins: Mapping[str, str] | None = None,
        language: str = "en",
    ) -> Page:
        """Work out the report of an area.

        Parameters
        ----------
        frames : object
            What was read, as the frames of a store for the readings of the area.
        parameters : BaseModel
            Validated parameters.
        origins : mapping of str to str, optional
            Where the values that are not defaults come from.
        language : str
            Language of the page.

        Returns
        -------
        Page
            All tables are worked out; sentences and figures are made when asked for.
        """
        basis, tables = self._judged(self.basis(frames, parameters))
        nothing = self.summary.no_data(tables)
        parts = tuple(self._part(section, tables, nothing) for section in self.all_sections)
        listed = [one for part in parts for one in part.said]
        is_silent = nothing is not None and self.summary.silences
        key = [nothing] if nothing and is_silent else [*self.summary.key(tables, listed)]
        excluded = [one for section in self.all_sections for one in section.excluded(basis, tables)]
        data = self.data_used(frames, basis)
        excluded += _set_aside(data)
        area = str(parameters.model_dump()["area"])
        result = Result(
            report=self.name,
            area=area,
            status="ok" if nothing is None else "no_data",
            parameters=parameters.model_dump(),
            origins=dict(origins or {}),
            data=data,
            tables=tables,
            left_out=(),
            excluded={str(place): one for place, one in enumerate(excluded, start=1)},
            fictional=frames.fictional and (area == places.WORLD or places.is_fictional(area)),
        )
        most = MOST_KEY_MESSAGES
        return Page(result, parts, tuple(key[:most]), max(0, len(key) - most), words_of(language))

    def _judged(self, basis: B) -> tuple[B, Tables]:
        """Work out all tables; what a method refuses is left out, and the others are judged."""
        try:
            return basis, self.tables(basis)
        except SeriesError:
            alone = self.each_alone(basis).items()
            refused = {name: error for name, one in alone if (error := self._error(one))}
            if not refused:
                raise
        kept = self.without(basis, refused)
        return kept, self.tables(kept)

    def _error(self, basis: B) -> str:
        """Say what a method refuses; empty where none does."""
        try:
            self.tables(basis)
        except SeriesError as error:
            return str(error)
        return ""

    def tables(self, basis: B) -> Tables:
        """Work out the tables of all sections, the summary last.

        Parameters
        ----------
        basis : object
            What `basis` gave.

        Returns
        -------
        Tables
            Each filled from the basis and from the tables of earlier sections.
        """
        filled: dict[str, Filled[Any]] = {}
        with _seldom_collected():
            for section in (*self.sections, self.summary):
                made = {one.name: one for one in section.compute(basis, Tables(filled.values()))}
                filled |= {table.name: made[table.name] for table in section.tables}
        return Tables(filled.values())

    def _is_empty(self, section: Section[B], tables: Tables) -> bool:
        """Tell whether a section beside the summary has no rows to show."""
        return section is not self.summary and not any(map(tables.of, section.tables))

    def _part(self, section: Section[B], tables: Tables, nothing: Said | None) -> PagePart:
        """Give what a section brings to the page; where there is no data, only that is said."""
        is_silent = nothing is not None and self.summary.silences and not section.without_data
        if section is self.summary and nothing is not None:
            spoken: tuple[Said, ...] = (nothing,)
        else:
            spoken = () if is_silent else tuple(section.say(tables))
        return PagePart(
            name=section.name,
            said=spoken,
            listed=tuple(section.listed(tables, spoken))[: section.most],
            tables=tuple(table.name for table in section.tables),
            figures=section.figures,
            views=section.views,
            notes=() if is_silent else tuple(section.notes(tables)),
            empty=section.empty,
            is_hidden=section.left_out(tables) or (is_silent and self._is_empty(section, tables)),
        )


def _set_aside(data: DataUsed) -> list[Excluded]:
    """List the cells that were quarantined at intake by file, as far as that may be told."""
    return [
        Excluded(
            what=CellsOf(
                n_cells=source.n_quarantined,
                is_rounded=isinstance(source, ConfidentialSource),
                fewest_told=FEWEST_TOLD,
                file=source.file,
            ),
            kind="cells",
            why=SetAside(),
            count=source.n_quarantined,
        )
        for source in data.sources
        if source.n_quarantined != 0
    ]


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Seldom look for circles of objects while rows are made, which form none.

    With thousands of series a tenth of the time went to that.
    """
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def only(tables: Tables, table: Table[R]) -> tuple[str, R]:
    """Id and row of a table that has one row, as the counts of a whole report have."""
    ((name, one),) = tables.of(table).items()
    return name, one


def by_grade(listed: Sequence[Said], order: Sequence[str]) -> list[Said]:
    """Sort the findings that have a grade of an order."""
    named = [one for one in listed if one.grade in order]
    return sorted(named, key=lambda one: order.index(one.grade))


def most_common(given: Iterable[H | None]) -> H | None:
    """Most common of the reasons that are given; None where there is none."""
    counts = Counter(one for one in given if one)
    return min(counts, key=lambda one: (-counts[one], str(one)), default=None)


def years_between(of: Callable[..., R], first: int, last: int) -> R:
    """Name first and last year by a phrase that has both, once where they are the same."""
    return of(first_year=first, last_year=None if first == last else last)


def span(of: Callable[..., R], years: pd.Series) -> R | None:
    """Name first and last year of a column; None without any."""
    return years_between(of, int(years.min()), int(years.max())) if len(years) else None
