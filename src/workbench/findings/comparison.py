"""What differs between two editions of the same reports, and what can have caused it.

Findings are matched by their ids, which are stable over editions. What a page was made of stands in
its record: where one thing alone differs, it is the cause; where several do, any of them may be.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import ReportError
from workbench.findings.published import (
    EDITION,
    RECORD,
    RESULTS,
    PublishedResult,
    not_made_in,
    read_results,
)
from workbench.findings.result import Finding
from workbench.findings.rows import code, count, flag, row, text
from workbench.findings.tables import Filled, Table

NEW, GONE, GRADE, SIGN, MOVED, REWORDED = "new", "gone", "grade", "sign", "moved", "reworded"
MADE, LOST, NOT_COMPARABLE = "report-new", "report-gone", "report-not-made"
NO_CAUSE = {"pages", "previous", "publisher", "template"}  # these change no finding
SAME_NUMBER = 1e-9  # relative difference of two numbers that are the same


@row
class EditionChange:
    """Something that differs between two editions."""

    area: str = code("country", "area", "Area")
    report: str = code("report", "report", "Report")
    what: str = code("change", "what differs", "What differs")
    before: str | None = text(
        "the sentence of the old edition; missing where it has none", "Before"
    )
    after: str | None = text("sentence of the new edition; missing where it has none", "After")
    value_before: str | None = text("its number, as it was published")
    value_after: str | None = text("its number, as it was published")
    causes: str = text("what the two pages were made of that differs", "What can have caused it")
    n_causes: int = count("how many such things")
    is_tested: bool = flag("whether running again with one change at a time has shown them")
    finding: str | None = text("id of the finding; missing for a whole report")


CHANGES = Table(
    "changes", EditionChange, "What changed between two editions", "Nothing changed.", most=500
)


@dataclass(frozen=True)
class EditionPage:
    """One report of one area in the outputs of a batch.

    Attributes
    ----------
    result : PublishedResult
        Its results.
    inputs : mapping of str
        Hash of each thing that its page was made of, by name; empty where no record tells.
    made : str
        When it was made, in UTC; empty where no record tells.
    """

    result: PublishedResult
    inputs: Mapping[str, str]
    made: str = ""


def compare(old: Path, new: Path) -> Filled[EditionChange]:
    """Compare two folders of outputs.

    Parameters
    ----------
    old, new : Path
        Outputs of two batches, a folder an area.

    Returns
    -------
    Filled
        A row a difference; none where the two say the same.

    Raises
    ------
    ReportError
        If one of them is no folder with results, or a file in it cannot be read.
    """
    before, after = editions(old), editions(new)
    not_made = {
        (folder.name, report)
        for folder in new.iterdir()
        if folder.is_dir()
        for report in not_made_in(folder)
    }
    found: list[EditionChange] = []
    for key in sorted({*before, *after}):
        if key in not_made:
            found.append(_whole(key, NOT_COMPARABLE))
        elif key not in after:
            found.append(_whole(key, LOST))
        elif key not in before:
            found.append(_whole(key, MADE))
        else:
            found += changes_of(before[key], after[key])
    return numbered(found)


def numbered(found: Iterable[EditionChange]) -> Filled[EditionChange]:
    """Fill the table of changes, in the order that they are given in."""
    return CHANGES.filled({str(number): one for number, one in enumerate(found, start=1)})


def since(old: Path, made: Iterable[EditionPage]) -> Filled[EditionChange]:
    """Compare reports of an area with those of an earlier edition.

    Parameters
    ----------
    old : Path
        Folder of the area in the outputs of the earlier batch; it may be missing.
    made : iterable of EditionPage
        The reports as they are now.

    Returns
    -------
    Filled
        A row a difference, those of findings that a page begins with first.

    Raises
    ------
    ReportError
        If results of the earlier edition cannot be read.
    """
    before = area_edition(old)
    found: list[EditionChange] = []
    for page in made:
        was = before.get(page.result.report)
        if was is None:
            found.append(_whole((page.result.area, page.result.report), MADE))
            continue
        key = {*was.result.key_messages, *page.result.key_messages}
        found += sorted(changes_of(was, page), key=lambda one: one.finding not in key)
    return numbered(found)


def area_edition(folder: Path) -> dict[str, EditionPage]:
    """Read the results of an area, as a batch left them.

    Parameters
    ----------
    folder : Path
        Folder of the area in the outputs of a batch.

    Returns
    -------
    dict of EditionPage
        By name of the report; empty where there is no folder.

    Raises
    ------
    ReportError
        If one of them cannot be read.
    """
    found = {}
    for path in sorted(folder.glob(f"*{RESULTS}")):
        result = read_results(path)
        inputs, made = _recorded(path.with_name(f"{result.report}{RECORD}"))
        found[result.report] = EditionPage(result, inputs, made)
    return found


def editions(folder: Path) -> dict[tuple[str, str], EditionPage]:
    """Read all results of a folder by area and report.

    Parameters
    ----------
    folder : Path
        Outputs of a batch.

    Returns
    -------
    dict of EditionPage
        By area and report.

    Raises
    ------
    ReportError
        If it is no folder, or one without results.
    """
    if not folder.is_dir():
        raise ReportError(f"There is no folder {folder}. Give the folder that a batch wrote to.")
    found = {
        (page.result.area, report): page
        for area in sorted(path for path in folder.iterdir() if path.is_dir())
        for report, page in area_edition(area).items()
    }
    if not found:
        raise ReportError(f"{folder} holds no results. Give the folder that a batch wrote to.")
    return found


def _recorded(record: Path) -> tuple[dict[str, str], str]:
    """Hashes of what a page was made of, and when; empty where no record tells."""
    try:
        content = _record_or_release(record)
        inputs = {str(name): str(one) for name, one in content["inputs"].items()}
        return inputs, str(content.get("started", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, ""


def _record_or_release(record: Path) -> dict[str, Any]:
    """Read the record of a page, in a release what that says of the page."""
    if record.exists():
        content: dict[str, Any] = json.loads(record.read_text(encoding="utf-8"))
        return content
    edition = json.loads((record.parents[1] / EDITION).read_text(encoding="utf-8"))
    key = (record.parent.name, record.name.removesuffix(RECORD))
    pages: dict[tuple[str, str], dict[str, Any]] = {
        (one["area"], one["report"]): one for one in edition["pages"]
    }
    return pages[key]


def _whole(key: tuple[str, str], what: str) -> EditionChange:
    """Say of a whole report that only one edition has it."""
    return EditionChange(
        area=key[0],
        report=key[1],
        what=what,
        before=None,
        after=None,
        value_before=None,
        value_after=None,
        causes="",
        n_causes=0,
        is_tested=False,
        finding=None,
    )


def changes_of(before: EditionPage, after: EditionPage) -> Iterator[EditionChange]:
    """Compare the findings of a report of which both editions are there.

    Yields
    ------
    EditionChange
        Each finding that differs, those of the new edition first.
    """
    causes = [*_causes(before, after)]
    olds = {one.id: one for one in before.result.findings}
    news = {one.id: one for one in after.result.findings}
    for name in dict.fromkeys([*news, *olds]):
        old, new = olds.get(name), news.get(name)
        what = what_differs(old, new)
        if what:
            yield EditionChange(
                area=after.result.area,
                report=after.result.report,
                what=what,
                before=old.sentence if old else None,
                after=new.sentence if new else None,
                value_before=_number(old),
                value_after=_number(new),
                causes="; ".join(causes),
                n_causes=len(causes),
                is_tested=False,
                finding=name,
            )


def what_differs(old: Finding | None, new: Finding | None) -> str:
    """Say how a finding differs; empty where it does not, or within its own interval.

    Parameters
    ----------
    old, new : Finding or None
        The finding in both editions; None where one has it not.

    Returns
    -------
    str
        Code of the difference, as in `EditionChange.what`.
    """
    if old is None and new is None:
        return ""
    if old is None or new is None:
        return NEW if old is None else GONE
    if old.grade != new.grade:
        return GRADE
    return _moved(old, new) or (REWORDED if _is_reworded(old, new) else "")


def _moved(old: Finding, new: Finding) -> str:
    """Say whether a number changed its sign, or left the interval that it had."""
    if old.value is None or new.value is None:
        return ""
    if old.value * new.value < 0:
        return SIGN
    if old.interval is not None:
        is_within = old.interval[0] <= new.value <= old.interval[1]
    else:
        largest = max(abs(old.value), abs(new.value))
        is_within = abs(old.value - new.value) <= SAME_NUMBER * largest
    return "" if is_within else MOVED


def _is_reworded(old: Finding, new: Finding) -> bool:
    """Whether the sentence differs though its number does not."""
    return old.sentence != new.sentence and old.value == new.value


def _number(finding: Finding | None) -> str | None:
    """Write the number of a finding, with its unit."""
    if finding is None or finding.value is None:
        return None
    return f"{finding.value:.6g} {finding.unit}".rstrip()


def _causes(before: EditionPage, after: EditionPage) -> Iterator[str]:
    """Name what the two pages were made of that differs, parameters with their values.

    Where no record tells what one of them was made of, no cause is known.
    """
    if not before.inputs or not after.inputs:
        return
    names = {*before.inputs, *after.inputs} - NO_CAUSE
    for name in sorted(names):
        if before.inputs.get(name) == after.inputs.get(name):
            continue
        changed = "; ".join(_parameters(before.result, after.result))
        yield f"parameters ({changed})" if name == "parameters" and changed else name


def _parameters(before: PublishedResult, after: PublishedResult) -> Iterator[str]:
    """Name the parameters that differ, with both values."""
    for name in sorted({*before.parameters, *after.parameters}):
        old, new = before.parameters.get(name), after.parameters.get(name)
        if old != new:
            yield f"{name}: {json.dumps(old)} became {json.dumps(new)}"
