"""The portal of a batch: what each report of each area comes to, the worst first, and where it is.

One page over all areas, and one a region. They open from a folder and without a script; a small
script, named by its hash in the page's security policy, searches, filters and sorts.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import get_args
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, TemplateNotFound

from workbench.batch.drive.review import NOT_REVIEWED, states
from workbench.batch.drive.world_map import HEIGHT, WIDTH, drawn, world
from workbench.batch.page.job import AREA_PAGE, NO_DATA, JobResult, Status, read_record
from workbench.batch.page.publish import alone
from workbench.errors import ReportError, VocabularyError
from workbench.findings.published import RECORD
from workbench.findings.rows import Phrase, code, count, row, text, year
from workbench.store.plain_files import write_atomically
from workbench.vocabulary.places import REGION_NAMES, is_fictional, places
from workbench.words.messages import ENGLISH
from workbench.words.said import UNGRADED
from workbench.words.wording import Words, words_of

INDEX = "index.html"
REGION_PAGE = "region-"  # and the code of the region
TEMPLATE, SCRIPT = "portal/index.html.j2", "portal/portal.js"
UNREADABLE = "unreadable"
NOT_MADE, WITHOUT_DATA, MADE = "not-made", "no-data", "made"
BY_NEED = ("act", NOT_MADE, "watch", "unclear", WITHOUT_DATA, MADE, "fine")
DAY = len("2026-12-01")


@row
class IndexAbout(Phrase):
    """How much a portal lists."""

    n_areas: int = count("areas")
    n_reports: int = count("kinds of report")


@row
class IndexCount(Phrase):
    """How many reports have a status."""

    status: str = code("status", "what became of them")
    n_reports: int = count("reports")


@row
class IndexAreaState(Phrase):
    """An area of the map, with the worst state of its reports."""

    area: str = text("name of the area")
    state: str = code("tile-state", "worst state of its reports")


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


@dataclass(frozen=True)
class Portal:
    """What a page of the portal shows: all areas, or those of a region.

    Attributes
    ----------
    rows : tuple of AreaRow
        The areas, those in most need first.
    words : Words
        Words of its language.
    region : str
        Region that it is of; empty: all.
    """

    rows: tuple[AreaRow, ...]
    words: Words
    region: str = ""

    @cached_property
    def reports(self) -> list[str]:
        """Reports that stand in columns."""
        return sorted({one.report for row in self.rows for one in row.reports})

    @property
    def about(self) -> IndexAbout:
        """How much it lists."""
        return IndexAbout(n_areas=len(self.rows), n_reports=len(self.reports))

    @property
    def counts(self) -> list[IndexCount]:
        """Reports by status, those with a page first."""
        found = Counter(one.status for row in self.rows for one in row.entries.values())
        order = [status for status in (*get_args(Status), UNREADABLE) if status in found]
        return [IndexCount(status=status, n_reports=found[status]) for status in order]

    @property
    def regions(self) -> dict[str, str]:
        """Names of the regions that its areas lie in, by their code."""
        found = {row.region for row in self.rows if row.region}
        return {code: name for code, name in REGION_NAMES.items() if code in found}

    def choices(self, what: str) -> list[str]:
        """Codes that its reports have of something, those in most need first."""
        found = {str(getattr(one, what)) for row in self.rows for one in row.reports} - {""}
        return sorted(found, key=lambda one: BY_NEED.index(one) if one in BY_NEED else one)

    @cached_property
    def map(self) -> list[tuple[str, AreaRow | None]]:
        """Paths of all countries, with the area where it is listed; none without any such area."""
        rows = {row.area: row for row in self.rows}
        if not drawn(rows):
            return []
        return [(path, rows.get(iso3)) for iso3, path in world().items()]


def write_portal(
    folder: Path,
    templates: Path,
    language: str = ENGLISH,
    *,
    into: Path | None = None,
    only: Collection[tuple[str, str]] | None = None,
) -> Path:
    """Write `index.html` over all results below `folder`, and a page a region.

    Parameters
    ----------
    folder : Path
        Outputs of a batch: `<area>/<report>.job.json` with its page in the same folder.
    templates : Path
        Folder `templates` of the project.
    language : str
        Code of the language that the portal is in.
    into : Path, optional
        Where it is written; without any, into the folder itself.
    only : collection of (str, str), optional
        Areas and reports that it lists; without any, all.

    Returns
    -------
    Path
        The page over all areas.

    Raises
    ------
    ReportError
        If there is no such folder or no template, or a line of the reviews is no decision.
    """
    if not folder.is_dir():
        raise ReportError(f"There is no folder {folder}. Give the folder that a batch wrote to.")
    render, words = _renderer(templates), words_of(language)
    whole = Portal(_rows(folder, words, only), words)
    target = into or folder
    pages = {INDEX: whole}
    if len(whole.regions) > 1:
        pages |= {region_page(one): _of_region(whole, one) for one in whole.regions}
    with alone(target):
        for name in {path.name for path in target.glob(f"{REGION_PAGE}*.html")} - set(pages):
            (target / name).unlink()
        for name, one in pages.items():
            write_atomically(target / name, render(one, whole).encode("utf-8"))
    return target / INDEX


def region_page(region: str) -> str:
    """Name of the page of a region, beside that of all areas."""
    return f"{REGION_PAGE}{region}.html"


def _of_region(whole: Portal, region: str) -> Portal:
    """Keep the areas of a region."""
    rows = tuple(row for row in whole.rows if region in (row.region, row.area))
    return Portal(rows, whole.words, region)


def _renderer(templates: Path) -> Callable[[Portal, Portal], str]:
    """Give what writes a page of the portal."""
    loader = Environment(loader=FileSystemLoader(templates), autoescape=True)
    loader.filters["area_state"] = lambda row: IndexAreaState(area=row.name, state=row.state)
    try:
        template = loader.get_template(TEMPLATE)
        script = (templates / SCRIPT).read_text(encoding="utf-8")
    except (TemplateNotFound, OSError) as error:
        raise ReportError(
            f"{templates} has no {TEMPLATE!r} or {SCRIPT!r}. Give the project's templates."
        ) from error
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode()
    shared = {"script": script, "script_hash": f"sha256-{digest}", "size": (WIDTH, HEIGHT)}

    def render(portal: Portal, whole: Portal) -> str:
        many = len(whole.regions) > 1
        links = {code: region_page(code) for code in whole.regions} if many else {}
        return template.render(
            portal=portal, words=portal.words, region_links=links, index=INDEX, **shared
        )

    return render


def _rows(
    folder: Path, words: Words, only: Collection[tuple[str, str]] | None
) -> tuple[AreaRow, ...]:
    """Areas with their reports, those in most need first."""
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
