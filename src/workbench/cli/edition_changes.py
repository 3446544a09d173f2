"""What caused the changes between two editions: reports are run again with one change at a time.

Where several things differ, as data and a parameter, hashes do not tell which of them moved a
number. The report of the old edition is therefore worked out again with each of them alone. What
then gives the finding of the new edition is its cause.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import reduce
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from workbench.findings import Finding
from workbench.findings.comparison import (
    EditionChange,
    EditionPage,
    compare,
    editions,
    numbered,
    what_differs,
)
from workbench.findings.result import CRLF
from workbench.findings.rows import Phrase, count, row
from workbench.findings.tables import Filled
from workbench.presentation.shown_table import worded_frame
from workbench.reports import REPORTS, parameters_of, report_of
from workbench.store.frames import Frames, joined
from workbench.store.plain_files import write_atomically
from workbench.store.reading import open_store
from workbench.vocabulary.table import READ_INSTEAD
from workbench.words.messages import Message
from workbench.words.wording import words_of

THRESHOLDS, CODE, TOGETHER = "thresholds", "code or libraries", "only together: "


@row
class Differences(Phrase):
    """How many things differ between two editions."""

    n_changes: int = count("differences")


DIFFERENCE = Message("edition-difference", EditionChange)


@dataclass(frozen=True)
class Origins:
    """What two editions were made from, for running their reports again.

    Attributes
    ----------
    stores : tuple of str
        Store of the old edition and of the new one.
    thresholds : Path or None
        Table of thresholds of the old edition, as it was in its package; None: the same.
    """

    stores: tuple[str, str]
    thresholds: Path | None = None


@dataclass(frozen=True)
class ReportRun:
    """A report that is worked out again.

    Attributes
    ----------
    report, area, store : str
        What is run, and the store that it reads.
    parameters : mapping
        Values of its parameters.
    tables : mapping of str
        Store of each table that is read from another one.
    """

    report: str
    area: str
    store: str
    parameters: Mapping[str, Any]
    tables: Mapping[str, str]


def differences(old: Path, new: Path, origins: Origins | None) -> Filled[EditionChange]:
    """Compare two editions, and find causes by running again where it is told from what.

    Parameters
    ----------
    old, new : Path
        Folders that two batches wrote to.
    origins : Origins or None
        What they were made from; None: causes are what differs, without running anything.

    Returns
    -------
    Filled
        A row a difference.

    Raises
    ------
    ReportError
        If one of the folders holds no results.
    StoreError
        If a store cannot be read.
    """
    found = compare(old, new)
    if origins is None:
        return found
    before, after = editions(old), editions(new)
    pages = dict.fromkeys((one.area, one.report) for one in found.typed.values())
    tested: dict[tuple[str, str, str], list[str]] = {}
    for key in pages:
        if key[1] in REPORTS and key in before and key in after:
            causes = _causes(before[key], after[key], origins)
            tested |= {(*key, finding): names for finding, names in causes.items()}
    return numbered(_with_causes(one, tested) for one in found.typed.values())


def _with_causes(
    one: EditionChange, tested: Mapping[tuple[str, str, str], list[str]]
) -> EditionChange:
    """Give a change the causes that were found for it by running again."""
    names = tested.get((one.area, one.report, one.finding or ""))
    if names is None:
        return one
    return replace(one, causes="; ".join(names), n_causes=len(names), is_tested=True)


def _causes(before: EditionPage, after: EditionPage, origins: Origins) -> dict[str, list[str]]:
    """Find what gives each finding of the new edition when it alone is changed."""
    base, alone = _runs(before, after, origins)
    first, *others = found_by([base, *alone.values()], origins.thresholds)
    runs = dict(zip(alone, others, strict=True))
    if origins.thresholds is not None:
        (runs[THRESHOLDS],) = found_by([base], None)
    olds, news = _by_id(before.result.findings), _by_id(after.result.findings)
    causes: dict[str, list[str]] = {}
    for name in {*olds, *news}:
        if not what_differs(olds.get(name), news.get(name)):
            continue
        moving = [cause for cause, run in runs.items() if _differs(name, first, run)]
        whole = [cause for cause in moving if not _differs(name, runs[cause], news)]
        by_code = [CODE] if _differs(name, olds, first) else []
        causes[name] = whole or [*moving, *by_code] or [f"{TOGETHER}{', '.join(runs)}"]
    return causes


def _differs(name: str, one: Mapping[str, Finding], other: Mapping[str, Finding]) -> bool:
    """Whether a finding is another one: a number counts, also within its interval."""
    first, second = one.get(name), other.get(name)
    if first is None or second is None:
        return first is not second
    return bool(what_differs(first, second)) or first.sentence != second.sentence


def _by_id(findings: Sequence[Finding]) -> dict[str, Finding]:
    """Arrange findings by their id."""
    return {one.id: one for one in findings}


def _runs(
    before: EditionPage, after: EditionPage, origins: Origins
) -> tuple[ReportRun, dict[str, ReportRun]]:
    """Give the run of the old edition, and one for each thing that the new one has otherwise."""
    result, (old, new) = before.result, origins.stores
    base = ReportRun(result.report, result.area, old, result.parameters, {})
    alone = {}
    for name, value in after.result.parameters.items():
        was = result.parameters.get(name)
        if name in result.parameters and was != value:
            cause = f"parameter {name} ({json.dumps(was)} became {json.dumps(value)})"
            alone[cause] = replace(base, parameters={**base.parameters, name: value})
    for tables, area in parameters_of(result.report).readings(result.area):
        for table in tables:
            both = [open_store(store).read((table,), area)[table] for store in (old, new)]
            if not both[0].equals(both[1]):
                alone[f"data: {table}"] = replace(base, tables={table: new})
    return base, alone


def found_by(runs: Sequence[ReportRun], thresholds: Path | None) -> list[dict[str, Finding]]:
    """Work reports out, with another table of thresholds where one is given.

    Parameters
    ----------
    runs : sequence of ReportRun
        What is worked out.
    thresholds : Path or None
        Table that is read in place of the one of the package.

    Returns
    -------
    list of dict of Finding
        Findings of each run by their id.
    """
    if thresholds is None:
        return [_by_id(_findings(run)) for run in runs]
    # Tables of the vocabulary are read once a process, so that others need one of their own.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_found_with, list(runs), thresholds).result()


def _found_with(runs: Sequence[ReportRun], thresholds: Path) -> list[dict[str, Finding]]:
    """Work reports out in a process that has read no table yet."""
    READ_INSTEAD[THRESHOLDS] = thresholds
    return found_by(runs, None)


def _findings(run: ReportRun) -> tuple[Finding, ...]:
    """Work a run out; nothing is written."""
    module = parameters_of(run.report)
    read = [_read(run, tables, area) for tables, area in module.readings(run.area)]
    parameters = module.Parameters(**run.parameters)
    return report_of(run.report).page(reduce(joined, read), parameters).findings


def _read(run: ReportRun, tables: tuple[str, ...], area: str) -> Frames:
    """Read tables, those that are to come from another store from there."""
    frames = open_store(run.store).read(tables, area)
    others = {
        table: open_store(store).read((table,), area)[table]
        for table, store in run.tables.items()
        if table in tables
    }
    return replace(frames, tables={**frames.tables, **others})


def told(found: Filled[EditionChange]) -> Iterator[str]:
    """Say what differs, a line a difference with both sentences below it."""
    words = words_of()
    for one in found.typed.values():
        yield words.sentence(DIFFERENCE, one).text
        yield from (f"  - {one.before}",) if one.before else ()
        yield from (f"  + {one.after}",) if one.after else ()
    yield words.phrase(Differences(n_changes=len(found.typed)))


def write_table(found: Filled[EditionChange], file: Path) -> None:
    """Write all differences to a CSV."""
    worded_frame(found, words_of()).to_csv(file, index=False, lineterminator=CRLF)


def write_json(found: Filled[EditionChange], file: Path) -> None:
    """Write all differences as JSON, a list of rows."""
    rows = [asdict(one) for one in found.typed.values()]
    text = json.dumps({"changes": rows}, indent=1, ensure_ascii=False) + "\n"
    write_atomically(file, text.encode("utf-8"))
