"""Rows of a portal: each area with its reports, what they come to and how recent they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from workbench.batch.drive.review import NOT_REVIEWED, states
from workbench.batch.page.job import AREA_PAGE, NO_DATA, JobResult, read_record
from workbench.errors import VocabularyError
from workbench.findings.published import RECORD
from workbench.findings.rows import Phrase, row, text, year
from workbench.vocabulary.places import REGION_NAMES, is_fictional, places
from workbench.words.said import UNGRADED
from workbench.words.wording import Words

UNREADABLE = "unreadable"
NOT_MADE, WITHOUT_DATA, MADE = "not-made", "no-data", "made"
BY_NEED = ("act", NOT_MADE, "watch", "unclear", WITHOUT_DATA, MADE, "fine")
DAY = len("2026-12-01")


@row
class IndexFresh(Phrase):
    """How recent the data and the pages of an area are."""

    last_year: int | None = year("last year of the data; missing without any")
    made: str | None = text("day that the oldest of its pages was made; missing without any")


@row
class IndexUnreadable(Phrase):
    """A report without a record that can be read."""

    file: str = text("name of the record")


@row
class IndexMisplaced(Phrase):
    """A record of another report than its folder and its name say."""

    file: str = text("name of the record")
    report: str = text("report that it is of")
    area: str = text("area that it is of")


@dataclass(frozen=True)
class IndexEntry:
    """One report of one area, as the portal shows it.

    Attributes
    ----------
    area, report : str
        Names of the folder and of the files.
    link : str
        Relative address of the page; empty where there is none.
    status : str
        Status of its job, or `unreadable`.
    state, certainty : str
        What it comes to, one of `BY_NEED`, and how certain that is.
    foremost : str
        Sentence of its foremost finding.
    problem : str
        What is wrong with it; empty where all is well.
    earlier : str
        Address of the page of an earlier run, where the last one failed.
    review : str
        Whether it is approved.
    last_year : int or None
        Last year of its data.
    made : str
        Day that it was made.
    fictional : bool
        Whether the data are the example's.
    """

    area: str
    report: str
    link: str
    status: str
    state: str = NOT_MADE
    certainty: str = ""
    foremost: str = ""
    problem: str = ""
    earlier: str = ""
    review: str = NOT_REVIEWED
    last_year: int | None = None
    made: str = ""
    fictional: bool = False

    @property
    def is_of_area(self) -> bool:
        """Whether its page is the one that the folder of its area opens with."""
        return self.link.endswith(f"/{AREA_PAGE}")


@dataclass(frozen=True)
class AreaRow:
    """An area with its reports, a row of the portal.

    Attributes
    ----------
    area, name, region : str
        Code, name for a reader, and code of the region; that may be empty.
    entries : mapping of IndexEntry
        By name of the report.
    """

    area: str
    name: str
    region: str
    entries: Mapping[str, IndexEntry]

    @cached_property
    def reports(self) -> tuple[IndexEntry, ...]:
        """Entries of its reports, without its own page."""
        return tuple(one for one in self.entries.values() if not one.is_of_area)

    @property
    def link(self) -> str:
        """Address of its own page; empty where it has none."""
        return next((one.link for one in self.entries.values() if one.is_of_area), "")

    @property
    def state(self) -> str:
        """Worst state of its reports."""
        return min((one.state for one in self.reports or self.entries.values()), key=BY_NEED.index)

    @property
    def need(self) -> tuple[int, ...]:
        """Place among the others: first who has most reports of the worst states."""
        counts = Counter(one.state for one in self.reports)
        return tuple(-counts[state] for state in BY_NEED)

    @property
    def foremost(self) -> str:
        """Sentence that matters most: of its own page, else of the report of the worst state."""
        told = sorted(self.reports, key=lambda one: BY_NEED.index(one.state))
        own = [one for one in self.entries.values() if one.is_of_area]
        return next((one.foremost for one in (*own, *told) if one.foremost), "")

    @property
    def fresh(self) -> IndexFresh:
        """Last year of its data, and when its oldest page was made."""
        years = [one.last_year for one in self.reports if one.last_year]
        days = [one.made for one in self.entries.values() if one.made]
        return IndexFresh(last_year=max(years, default=None), made=min(days, default=None))

    @property
    def fictional(self) -> bool:
        """Whether it is no real country."""
        return any(one.fictional for one in self.entries.values())


def area_rows(
    folder: Path, words: Words, only: Collection[tuple[str, str]] | None
) -> tuple[AreaRow, ...]:
    """Read the areas with their reports, those in most need first.

    Parameters
    ----------
    folder : Path
        Outputs of a batch.
    words : Words
        Words of the language that they are named in.
    only : collection of (str, str) or None
        Areas and reports that are listed; None: all.

    Returns
    -------
    tuple of AreaRow
        A row an area.

    Raises
    ------
    ReportError
        If a line of the reviews is no decision.
    """
    of_area: dict[str, dict[str, IndexEntry]] = {}
    reviews = states(folder)
    for one in _entries(folder, words):
        if only is not None and (one.area, one.report) not in only:
            continue
        review = reviews.get((one.area, one.report), NOT_REVIEWED)
        of_area.setdefault(one.area, {})[one.report] = replace(one, review=review)
    rows = [
        AreaRow(area, _name(area, words), _region(area), entries)
        for area, entries in of_area.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.need, row.name)))


def _region(area: str) -> str:
    """Region of an area; a region is its own, and the world is in none."""
    if area in places():
        return places()[area].region
    return area if area in REGION_NAMES and area.startswith("R-") else ""


def _name(area: str, words: Words) -> str:
    """Name an area for a reader; a folder that is named after none is shown as it is."""
    try:
        return words.code("country", area)
    except VocabularyError:
        return area


def _entries(folder: Path, words: Words) -> Iterator[IndexEntry]:
    """All reports below a folder, also those that left something else than a record behind."""
    kinds = (RECORD, ".html", ".ipynb", ".results.json")
    found = (
        path
        for path in folder.glob("[!.]*/*")
        if path.name.endswith(kinds) and path.name != AREA_PAGE
    )
    for stem in sorted({path.parent / path.name.split(".")[0] for path in found}):
        entry = _entry(stem, words)
        yield replace(entry, fictional=entry.fictional or is_fictional(entry.area))


def _entry(stem: Path, words: Words) -> IndexEntry:
    """Say what became of one report, from its record."""
    area, report = stem.parent.name, stem.name
    file = f"{report}{RECORD}"
    result = read_record(stem.with_name(file))
    if result is not None and (result.area, result.report) == (area, report):
        return _entry_of(result, stem)
    wrong = (
        IndexMisplaced(file=file, report=result.report, area=result.area)
        if result
        else IndexUnreadable(file=file)
    )
    return IndexEntry(area, report, _link(stem), UNREADABLE, problem=words.phrase(wrong))


def _entry_of(result: JobResult, stem: Path) -> IndexEntry:
    """IndexEntry of a report whose record can be read."""
    entry = IndexEntry(
        result.area,
        result.report,
        quote(result.page),
        result.status,
        certainty="" if result.certainty == UNGRADED else result.certainty,
        last_year=result.last_year,
        made=result.started[:DAY],
        fictional=result.fictional,
    )
    if result.error:
        message = result.error.message
        return replace(entry, problem=f"{message[:1].upper()}{message[1:]}.", earlier=_link(stem))
    known = WITHOUT_DATA if result.status == NO_DATA else result.state
    return replace(
        entry,
        foremost=result.foremost or result.key_message,
        state=known if known in BY_NEED else MADE,
    )


def _link(stem: Path) -> str:
    """Address of the page from the index; empty where there is no page."""
    page = stem.with_name(stem.name + ".html")
    return f"{quote(stem.parent.name)}/{quote(page.name)}" if page.is_file() else ""
