"""The index of a batch: which reports there are, what each says first, and where it is."""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, Template, TemplateNotFound

from workbench.errors import ReportError, VocabularyError
from workbench.vocabulary.places import FICTIONAL, members, place_name

RESULTS = ".results.json"
STATUS_WORDS = {"ok": "Complete", "no_data": "No data", "failed": "Failed"}
UNREADABLE = "Unreadable"
WITHOUT_RESULTS = "No results"
FAILED = ".failed.ipynb"  # what a run leaves behind that did not come to its end


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
    fictional: bool = False


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
        names={area: _name(area) for area in areas},
        reports=sorted({report for _, report in entries}),
        counts=Counter(entry.status for entry in entries.values()),
        fictional={entry.area for entry in entries.values() if entry.fictional},
    )
    return _write_whole(folder / "index.html", html)


def status_words(status: str) -> str:
    """Name a status for a reader; one that is not known is shown as it is."""
    return STATUS_WORDS.get(status, status)


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
    """All reports below a folder, also those that left something else than results behind."""
    kinds = (RESULTS, FAILED, ".html", ".ipynb")
    found = (path for path in folder.glob("*/*") if path.name.endswith(kinds))
    for stem in sorted({path.parent / path.name.split(".")[0] for path in found}):
        entry = _entry(stem)
        yield replace(entry, fictional=entry.fictional or entry.area in members(FICTIONAL))


def _entry(stem: Path) -> Entry:
    """Say how one report stands; a failure comes before the results of an earlier run."""
    path = stem.with_name(stem.name + RESULTS)
    if stem.with_name(stem.name + FAILED).exists():
        earlier = " What is linked here is of an earlier run." if _link(stem) else ""
        problem = f"The last run failed; see {stem.name}{FAILED}.{earlier}"
        return Entry(stem.parent.name, stem.name, _link(stem), "Failed", problem=problem)
    if not path.exists():
        problem = f"There is no {path.name}: the report did not come to its end."
        return Entry(stem.parent.name, stem.name, _link(stem), WITHOUT_RESULTS, problem=problem)
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
        fictional=bool(results.get("fictional")),
    )


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
