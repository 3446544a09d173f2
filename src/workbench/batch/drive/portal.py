"""The index of a batch: which reports there are, what each says first, and where it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, Template, TemplateNotFound

from workbench.batch.page.job import AREA_PAGE, JobResult, Status, read_record
from workbench.batch.page.publish import alone
from workbench.errors import ReportError, VocabularyError
from workbench.findings.published import RECORD
from workbench.findings.rows import Phrase, code, count, row, text
from workbench.store.plain_files import write_atomically
from workbench.vocabulary.places import is_fictional
from workbench.words.messages import ENGLISH
from workbench.words.wording import Words, words_of

INDEX = "index.html"
UNREADABLE = "unreadable"


@row
class IndexAbout(Phrase):
    """How much an index lists."""

    n_areas: int = count("areas")
    n_reports: int = count("kinds of report")


@row
class IndexCount(Phrase):
    """How many reports have a status."""

    status: str = code("status", "what became of them")
    n_reports: int = count("reports")


@row
class IndexLink(Phrase):
    """Name of a page."""

    report: str = code("report", "report")
    area: str = text("name of the area")


@row
class IndexFound(Phrase):
    """How much a report found."""

    n_findings: int = count("findings")
    n_excluded: int = count("reasons for which data were excluded")


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
    """One report of one area, as the index shows it.

    Attributes
    ----------
    area, report : str
        Names of the folder and of the files.
    link : str
        Relative address of the page; empty where there is none.
    status : str
        Status of its job, or `unreadable`.
    message : str
        Sentence of the first finding.
    found : IndexFound or None
        How much it found; None where it was not made.
    problem : str
        What is wrong with it; empty where all is well.
    earlier : str
        Address of the page of an earlier run, where the last one failed.
    fictional : bool
        Whether the data are the example's.
    """

    area: str
    report: str
    link: str
    status: str
    message: str = ""
    found: IndexFound | None = None
    problem: str = ""
    earlier: str = ""
    fictional: bool = False


def write_portal(folder: Path, templates: Path, language: str = ENGLISH) -> Path:
    """Write `index.html` over all results below `folder`, at once or not at all.

    Parameters
    ----------
    folder : Path
        Outputs of a batch: `<area>/<report>.job.json` with its page in the same folder.
    templates : Path
        Folder `templates` of the project.
    language : str
        Code of the language that the index is in.

    Returns
    -------
    Path
        The index.

    Raises
    ------
    ReportError
        If there is no such folder or no template.
    """
    if not folder.is_dir():
        raise ReportError(f"There is no folder {folder}. Give the folder that a batch wrote to.")
    words = words_of(language)
    entries = {(entry.area, entry.report): entry for entry in _entries(folder, words)}
    names = {area: _name(area, words) for area in sorted({area for area, _ in entries})}
    reports = sorted({key[1] for key, entry in entries.items() if not _is_of_area(entry)})
    pages = {entry.area: entry.link for entry in entries.values() if _is_of_area(entry)}
    html = _template(templates).render(
        words=words,
        about=IndexAbout(n_areas=len(names), n_reports=len(reports)),
        entries=entries,
        names=names,
        links={key: IndexLink(report=key[1], area=names[key[0]]) for key in entries},
        reports=reports,
        pages=pages,
        counts=_counts(entries.values()),
        fictional={entry.area for entry in entries.values() if entry.fictional},
    )
    with alone(folder):
        write_atomically(folder / INDEX, html.encode("utf-8"))
    return folder / INDEX


def _is_of_area(entry: IndexEntry) -> bool:
    """Whether a page is the one that the folder of its area opens with."""
    return entry.link.endswith(f"/{AREA_PAGE}")


def _counts(entries: Iterable[IndexEntry]) -> list[IndexCount]:
    """Count the reports by status, those with a page first."""
    found = Counter(entry.status for entry in entries)
    order = [status for status in (*get_args(Status), UNREADABLE) if status in found]
    return [IndexCount(status=status, n_reports=found[status]) for status in order]


def _name(area: str, words: Words) -> str:
    """Name an area for a reader; a folder that is named after none is shown as it is."""
    try:
        return words.code("country", area)
    except VocabularyError:
        return area


def _template(templates: Path) -> Template:
    """Template of the index."""
    environment = Environment(loader=FileSystemLoader(templates), autoescape=True)
    try:
        return environment.get_template("portal/index.html.j2")
    except TemplateNotFound as error:
        raise ReportError(
            f"{templates} has no 'portal/index.html.j2'. Give the project's templates."
        ) from error


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
        fictional=result.fictional,
    )
    if result.error:
        message = result.error.message
        return replace(entry, problem=f"{message[:1].upper()}{message[1:]}.", earlier=_link(stem))
    found = IndexFound(n_findings=result.n_findings, n_excluded=result.n_left_out)
    return replace(entry, message=result.key_message, found=found)


def _link(stem: Path) -> str:
    """Address of the page from the index; empty where there is no page."""
    page = stem.with_name(stem.name + ".html")
    return f"{quote(stem.parent.name)}/{quote(page.name)}" if page.is_file() else ""
