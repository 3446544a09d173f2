"""The index of a batch: which reports there are, what each says first, and where it is."""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, Template, TemplateNotFound

from workbench.errors import ReportError

RESULTS = ".results.json"
STATUS_WORDS = {"ok": "Complete", "no_data": "No data", "failed": "Failed"}
UNREADABLE = "Unreadable"
WITHOUT_RESULTS = "No results"
FICTIONAL = frozenset({"XAA", "XAB", "XAC", "XAD", "XAE", "XAF"})


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
        Why nothing can be said about it; empty where all is well.
    """

    area: str
    report: str
    link: str
    status: str
    message: str = ""
    n_findings: int = 0
    n_left_out: int = 0
    problem: str = ""


def write_portal(folder: Path, templates: Path) -> Path:
    """Write `index.html` over all results below `folder`, at once or not at all.

    Parameters
    ----------
    folder : Path
        Outputs of a batch: `<area>/<report>.results.json` with its page beside it.
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
        reports=sorted({report for _, report in entries}),
        counts=Counter(entry.status for entry in entries.values()),
        fictional=FICTIONAL.intersection(areas),
    )
    return _write_whole(folder / "index.html", html)


def status_words(status: str) -> str:
    """Name a status for a reader; one that is not known is shown as it is."""
    return STATUS_WORDS.get(status, status)


def _template(templates: Path) -> Template:
    """Template of the index."""
    environment = Environment(loader=FileSystemLoader(templates), autoescape=True)
    try:
        return environment.get_template("portal/index.html.j2")
    except TemplateNotFound as error:
        message = f"{templates} has no 'portal/index.html.j2'. Give the project's templates."
        raise ReportError(message) from error


def _entries(folder: Path) -> Iterator[Entry]:
    """All reports below a folder, also those that left a page or a notebook and no results."""
    with_results = {
        path.parent / path.name.removesuffix(RESULTS) for path in folder.glob(f"*/*{RESULTS}")
    }
    kinds = (".html", ".ipynb")
    pages = {path.with_suffix("") for path in folder.glob("*/*") if path.suffix in kinds}
    for stem in sorted(with_results | pages):
        yield _entry(stem) if stem in with_results else _without_results(stem)


def _entry(stem: Path) -> Entry:
    """Read what one results.json says; one that cannot be read is named."""
    path = stem.with_name(stem.name + RESULTS)
    try:
        return _from_results(stem, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"{path.name} cannot be read ({type(error).__name__}). Run the report again."
        return Entry(stem.parent.name, stem.name, _link(stem), UNREADABLE, problem=problem)


def _from_results(stem: Path, results: Mapping[str, Any]) -> Entry:
    """Take the first finding and the counts; results of another area or report are refused."""
    area, report = stem.parent.name, stem.name
    if (results["area"], results["report"]) != (area, report):
        problem = f"{report}{RESULTS} is of {results['report']} for {results['area']}, not of this."
        return Entry(area, report, _link(stem), UNREADABLE, problem=problem)
    findings = results["findings"]
    return Entry(
        area,
        report,
        _link(stem),
        status_words(results["status"]),
        findings[0]["sentence"] if findings else "",
        len(findings),
        len(results["left_out"]),
    )


def _without_results(stem: Path) -> Entry:
    """Name a report that left no results behind."""
    problem = f"There is no {stem.name}{RESULTS}: the report did not come to its end."
    return Entry(stem.parent.name, stem.name, _link(stem), WITHOUT_RESULTS, problem=problem)


def _link(stem: Path) -> str:
    """Address of the page from the index; empty where there is no page."""
    page = stem.with_name(stem.name + ".html")
    return f"{quote(stem.parent.name)}/{quote(page.name)}" if page.is_file() else ""


def _write_whole(path: Path, text: str) -> Path:
    """Write beside the target, then move: a reader never meets half a page."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".index-", suffix=".html")
    staged = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        staged.chmod(0o644)
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)
    return path
