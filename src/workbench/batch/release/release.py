"""A release: what is approved, in every form that is published, checked as a whole and described.

All is made in a folder beside the one that is asked for, checked there, and put in place in one
step: a release is whole or it is not there.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from workbench.batch.drive.job_state import now
from workbench.batch.drive.portal import INDEX, ReleasedPortal, write_portal
from workbench.batch.drive.review import (
    APPROVE,
    APPROVED,
    Decision,
    decisions,
    files_of,
    made_in,
    record_of,
    states,
)
from workbench.batch.page.front_matter import as_approved
from workbench.batch.release.descriptions import CATALOGUE, CRATE, catalogue_record, crate
from workbench.batch.release.release_checks import PageReading, problems_of
from workbench.errors import ReportError
from workbench.findings.comparison import EditionChange, compare
from workbench.findings.published import EDITION
from workbench.findings.rows import Phrase, count, row, text
from workbench.findings.tables import Filled
from workbench.store.plain_files import hash_of
from workbench.words.messages import ENGLISH
from workbench.words.wording import Words, words_of

SUMS, REVISIONS, REVISION_PAGE = "SHA256SUMS", "revisions.json", "revisions.html"
WHOLE = (INDEX, EDITION, SUMS, REVISIONS, REVISION_PAGE, CRATE, CATALOGUE)
ALLOWED = re.compile(
    r"region-R-[A-Z-]+\.html|[A-Z-]+/[a-z_]+\.(html|results\.json|xlsx|pdf|docx)"
    r"|[A-Z-]+/[a-z_]+/[a-z_]+\.csv"
)
MOST_PROBLEMS = 20
LINEAGE = "lineage.csv"
Key = tuple[str, str]  # area and report
Form = Callable[[Path, Path], Path]  # from results and page to another form of them, beside them
# From results, and the hashes of what they were made of, to the text of a CSV; None for no file
Lineage = Callable[[Mapping[str, Any], Mapping[str, str]], str | None]


@row
class EditionsCompared(Phrase):
    """How much differs between two editions."""

    since: str | None = text("when the earlier one was made; missing where no record tells")
    n_changes: int = count("findings that changed")


@row
class ReleaseRevision(Phrase):
    """How much a release differs from the one before."""

    at: str = text("when it was made, in UTC")
    since: str | None = text("when the one before was made; missing where there is none")
    n_pages: int = count("pages")
    n_changes: int = count("findings that changed")

    @property
    def compared(self) -> EditionsCompared:
        """The same of two editions that are not released."""
        return EditionsCompared(since=self.since, n_changes=self.n_changes)


@row
class ReleaseNotThere(Phrase):
    """A page that others lead to and that is not released."""

    report: str = text("name of its file")


@dataclass(frozen=True)
class ReleaseOrder:
    """What is to be released, and how.

    Attributes
    ----------
    out : Path
        Folder that a batch wrote to.
    to : Path
        Folder for the release, new or empty.
    templates : Path
        Folder `templates` of the project.
    previous : Path or None
        The release before, or the outputs of its batch.
    publisher : str
        Who publishes it; empty: not said.
    commit : str
        Commit of the code; empty outside of a checkout.
    forms : sequence of callable
        Other forms of a report, as workbooks.
    lineage : callable or None
        Rows of sources that cells of a report rest on, as the text of a CSV.
    """

    out: Path
    to: Path
    templates: Path
    previous: Path | None = None
    publisher: str = ""
    commit: str = ""
    forms: Sequence[Form] = ()
    lineage: Lineage | None = None
    language: str = field(default=ENGLISH)


def release(order: ReleaseOrder) -> list[str]:
    """Put what is approved into a folder that a web server can publish.

    Parameters
    ----------
    order : ReleaseOrder
        What, where and how.

    Returns
    -------
    list of str
        Names of the files, relative to the folder.

    Raises
    ------
    ReportError
        If nothing is approved, if there is something in the folder, or if a check finds something;
        the message lists what. Nothing is published then.
    """
    approved = sorted(key for key, state in states(order.out).items() if state == APPROVED)
    if not approved:
        raise ReportError(f"Nothing in {order.out} is approved. See: workbench review --help.")
    if order.to.exists() and (not order.to.is_dir() or any(order.to.iterdir())):
        raise ReportError(f"{order.to} is not empty. Give a new folder.")
    order.to.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{order.to.name}-"
    with tempfile.TemporaryDirectory(dir=order.to.parent, prefix=prefix) as made:
        stage = Path(made) / "release"
        stage.mkdir()
        _fill(order, stage, approved)
        _refuse(problems_of(stage))
        names = _sealed(stage)
        if order.to.exists():
            order.to.rmdir()
        stage.replace(order.to)
    return names


def _fill(order: ReleaseOrder, stage: Path, approved: Sequence[Key]) -> None:
    """Make all files of a release but the sums."""
    words = words_of(order.language)
    last = _last_approvals(order.out)
    for key in approved:
        _copy(order, stage, last[key], words)
    _placeholders(order, stage, words)
    released = ReleasedPortal(stage, approved, REVISION_PAGE)
    write_portal(order.out, order.templates, order.language, released)
    revision = _revision(order, approved)
    history = [asdict_of(revision), *_history(order.previous)]
    _write_json(stage / REVISIONS, history)
    page = _template(order.templates, "revisions").render(
        words=words, revision=revision, history=history, index=INDEX
    )
    (stage / REVISION_PAGE).write_text(page, encoding="utf-8")
    _write_json(stage / EDITION, _edition(order, approved, revision.at))
    parts = sorted(_names(stage))
    pages = [json.loads((stage / name).read_text("utf-8")) for name in parts if _is_results(name)]
    about = (order.publisher, order.commit, revision.at)
    _write_json(stage / CATALOGUE, catalogue_record(stage, pages, about))
    _write_json(stage / CRATE, crate(stage, pages, about))


def _copy(order: ReleaseOrder, stage: Path, approved: Decision, words: Words) -> None:
    """Copy page, results and tables, and make the other forms; no notebook and no record.

    The page says from then on who approved it.
    """
    key, day = (approved.area, approved.report), approved.at.partition("T")[0]
    page, results = files_of(order.out, *key)
    tables = sorted((order.out / key[0] / key[1]).glob("*.csv"))
    for path in (page, results, *tables):
        target = stage / path.relative_to(order.out)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path == page:
            text = as_approved(page.read_text("utf-8"), approved.by, day, words)
            target.write_text(text, encoding="utf-8")
        else:
            shutil.copyfile(path, target)
    for form in order.forms:
        form(stage / results.relative_to(order.out), stage / page.relative_to(order.out))
    record = record_of(order.out, *key)
    if order.lineage is not None and record is not None:
        content = json.loads(results.read_text(encoding="utf-8"))
        found = order.lineage(content, record.inputs)
        if found is not None:
            (stage / key[0] / key[1] / LINEAGE).write_text(found, encoding="utf-8")


def _placeholders(order: ReleaseOrder, stage: Path, words: Words) -> None:
    """Put a page that says so where approved pages lead to one that is not released."""
    wanted = {
        (path.parent / address.partition("#")[0]).resolve()
        for path in stage.glob("*/*.html")
        for address, _ in PageReading(path.read_text(encoding="utf-8")).links
    }
    template = _template(order.templates, "not_released")
    for target in sorted(wanted):
        area = target.parent
        if target.suffix == ".html" and area.parent == stage.resolve() and not target.exists():
            about = ReleaseNotThere(report=target.stem)
            target.write_text(template.render(words=words, about=about), encoding="utf-8")


def changes_page(found: Filled[EditionChange], old: Path, templates: Path) -> str:
    """Write what changed between two editions as a page.

    Parameters
    ----------
    found : Filled
        The changes.
    old : Path
        Outputs, or the release, of the earlier edition.
    templates : Path
        Folder `templates` of the project.

    Returns
    -------
    str
        A whole page.
    """
    changes = tuple(found.typed.values())
    pages = dict.fromkeys(f"{one.area}/{one.report}" for one in changes)
    revision = Revision(now(), _when(old), tuple(pages), changes)
    page = _template(templates, "revisions")
    return str(page.render(words=words_of(), revision=revision, history=(), index=""))


def _template(templates: Path, name: str) -> Any:  # noqa: ANN401 - a template
    """Template of a page of a release."""
    loader = Environment(loader=FileSystemLoader(templates), autoescape=True)
    return loader.get_template(f"portal/{name}.html.j2")


@dataclass(frozen=True)
class Revision:
    """What a release changes: what, why and since when.

    Attributes
    ----------
    at : str
        When it was made.
    since : str
        When the one before was made; empty where there is none.
    pages : tuple of str
        What is released.
    changes : tuple of EditionChange
        What changed, with its causes.
    """

    at: str
    since: str
    pages: tuple[str, ...]
    changes: tuple[EditionChange, ...]

    @property
    def in_short(self) -> ReleaseRevision:
        """How much it changes."""
        return ReleaseRevision(
            at=self.at,
            since=self.since or None,
            n_pages=len(self.pages),
            n_changes=len(self.changes),
        )


def asdict_of(revision: Revision) -> dict[str, Any]:
    """Give a revision as plain content."""
    return asdict(revision)


def _revision(order: ReleaseOrder, approved: Iterable[Key]) -> Revision:
    """Compare what is released with what was released before."""
    keys = set(approved)
    pages = tuple(f"{area}/{report}" for area, report in sorted(keys))
    if order.previous is None:
        return Revision(now(), "", pages, ())
    found = compare(order.previous, order.out).typed.values()
    changes = tuple(one for one in found if (one.area, one.report) in keys)
    return Revision(now(), _when(order.previous), pages, changes)


def _when(previous: Path) -> str:
    """When a release was made, else the newest page of the outputs of a batch."""
    path = previous / EDITION
    if path.is_file():
        return str(json.loads(path.read_text(encoding="utf-8"))["released"])
    return max((one.started for one in made_in(previous).values()), default="")


def _history(previous: Path | None) -> list[dict[str, Any]]:
    """Revisions of the releases before, the newest first."""
    path = previous / REVISIONS if previous else None
    if path is None or not path.is_file():
        return []
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _last_approvals(out: Path) -> dict[Key, Decision]:
    """Last approval of each page."""
    return {(one.area, one.report): one for one in decisions(out) if one.decision == APPROVE}


def _edition(order: ReleaseOrder, approved: Iterable[Key], at: str) -> dict[str, Any]:
    """Tell who approved each page, when it was made and of what."""
    last = _last_approvals(order.out)
    records = made_in(order.out)
    pages = [
        {
            **_approval(last[key]),
            "started": records[key].started,
            "inputs": records[key].inputs,
            "page": records[key].page,
        }
        for key in approved
    ]
    return {"released": at, "publisher": order.publisher, "commit": order.commit, "pages": pages}


def _approval(one: Decision) -> dict[str, str]:
    """Tell who approved a page, and when."""
    return {"area": one.area, "report": one.report, "approved_by": one.by, "at": one.at}


def _is_results(name: str) -> bool:
    """Whether a file holds results."""
    return name.endswith(".results.json")


def _write_json(path: Path, content: object) -> None:
    """Write plain content."""
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _names(stage: Path) -> Iterator[str]:
    """Names of all files, relative to the stage."""
    for path in stage.rglob("*"):
        if path.is_file():
            yield path.relative_to(stage).as_posix()


def _sealed(stage: Path) -> list[str]:
    """Refuse a file that is not of those that are published, and write the sums of all others."""
    names = sorted(_names(stage))
    others = [one for one in names if not _is_allowed(one)]
    _refuse([str(ReportError(f"{one} is no file of a release")) for one in others])
    lines = [f"{hash_of(stage / name)}  {name}\n" for name in names]
    (stage / SUMS).write_text("".join(lines), encoding="utf-8")
    return [*names, SUMS]


def _is_allowed(name: str) -> bool:
    """Whether a file is one of those that are published."""
    return name in WHOLE or ALLOWED.fullmatch(name) is not None


def _refuse(problems: Sequence[str]) -> None:
    """Stop a release that has problems."""
    if problems:
        more = len(problems) - MOST_PROBLEMS
        told = [*problems[:MOST_PROBLEMS], *([f"and {more} more"] if more > 0 else [])]
        raise ReportError("Nothing was released:\n" + "\n".join(told))
