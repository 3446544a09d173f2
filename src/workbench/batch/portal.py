"""The index of a batch: which reports there are, what each says first, and where it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, Template, TemplateNotFound

from workbench.batch.job import RECORD, STATUS_WORDS, read_record, status_words
from workbench.batch.publish import write_whole
from workbench.errors import ReportError, VocabularyError
from workbench.vocabulary.places import is_fictional, place_name

UNREADABLE = "Unreadable"


@dataclass(frozen=True)
class Entry:
    """One report of one area, as the index shows it.

    Attributes
    ----------
    area, report : str
        Names of the folder and of the files.
    link : str
        Relative address of the page; empty where there is none.
    status : str
        A word for a reader.
    message : str
        Sentence of the first finding.
    n_findings, n_left_out : int
        How many of each.
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
    n_findings: int = 0
    n_left_out: int = 0
    problem: str = ""
    earlier: str = ""
    fictional: bool = False


def write_portal(folder: Path, templates: Path) -> Path:
    """Write `index.html` over all results below `folder`, at once or not at all.

    Parameters
    ----------
    folder : Path
        Outputs of a batch: `<area>/<report>.job.json` with its page beside it.
    templates : Path
        Folder `templates` of the project.

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
    entries = {(entry.area, entry.report): entry for entry in _entries(folder)}
    areas = sorted({area for area, _ in entries})
    html = _template(templates).render(
        entries=entries,
        areas=areas,
        names={area: _name(area) for area in areas},
        reports=sorted({report for _, report in entries}),
        counts=_counts(entries.values()),
        fictional={entry.area for entry in entries.values() if entry.fictional},
    )
    return write_whole(folder / "index.html", html)


def _counts(entries: Iterable[Entry]) -> dict[str, int]:
    """Count the reports by status, those with a page first."""
    found = Counter(entry.status for entry in entries)
    order = [word for word in (*STATUS_WORDS.values(), UNREADABLE) if word in found]
    return {word: found[word] for word in [*order, *sorted(set(found) - set(order))]}


def _name(area: str) -> str:
    """Name an area for a reader; a folder that is named after none is shown as it is."""
    try:
        return place_name(area)
    except VocabularyError:
        return area


def _template(templates: Path) -> Template:
    """Template of the index."""
    environment = Environment(loader=FileSystemLoader(templates), autoescape=True)
    try:
        return environment.get_template("portal/index.html.j2")
    except TemplateNotFound as error:
        message = f"{templates} has no 'portal/index.html.j2'. Give the project's templates."
        raise ReportError(message) from error


def _entries(folder: Path) -> Iterator[Entry]:
    """All reports below a folder, also those that left something else than a record behind."""
    kinds = (RECORD, ".html", ".ipynb", ".results.json")
    found = (path for path in folder.glob("[!.]*/*") if path.name.endswith(kinds))
    for stem in sorted({path.parent / path.name.split(".")[0] for path in found}):
        entry = _entry(stem)
        yield replace(entry, fictional=entry.fictional or is_fictional(entry.area))


def _entry(stem: Path) -> Entry:
    """Say how one report stands, from its record."""
    area, report = stem.parent.name, stem.name
    result = read_record(stem.with_name(f"{report}{RECORD}"))
    if result is None:
        problem = f"{report}{RECORD} is not there or cannot be read. Make the report again."
        return Entry(area, report, _link(stem), UNREADABLE, problem=problem)
    if (result.area, result.report) != (area, report):
        problem = f"{report}{RECORD} is of {result.report} for {result.area}, not of this."
        return Entry(area, report, _link(stem), UNREADABLE, problem=problem)
    if result.error:
        return Entry(
            area,
            report,
            quote(result.page),
            status_words(result.status),
            problem=f"{result.error.message[:1].upper()}{result.error.message[1:]}.",
            earlier=_link(stem),
            fictional=result.fictional,
        )
    return Entry(
        area,
        report,
        quote(result.page),
        status_words(result.status),
        result.key_message,
        result.n_findings,
        result.n_left_out,
        fictional=result.fictional,
    )


def _link(stem: Path) -> str:
    """Address of the page from the index; empty where there is no page."""
    page = stem.with_name(stem.name + ".html")
    return f"{quote(stem.parent.name)}/{quote(page.name)}" if page.is_file() else ""
