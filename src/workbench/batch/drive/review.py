"""Who approved or rejected a page, and whether it still is the page that was seen.

Decisions are lines of a file beside the batch, which is only ever added to. Each holds the hashes
of page and results as they were: what has changed since has lost its approval, and says so.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench.batch.drive.job_state import now
from workbench.batch.page.job import JobResult, read_record
from workbench.batch.page.publish import alone
from workbench.errors import ReportError
from workbench.findings.published import RECORD, RESULTS, read_results
from workbench.store.plain_files import hash_of

REVIEWS = "reviews.jsonl"
APPROVE, REJECT, COMMENT = "approve", "reject", "comment"
DECISIONS = (APPROVE, REJECT, COMMENT)
NOT_REVIEWED, APPROVED, REJECTED, CHANGED = "not-reviewed", "approved", "rejected", "changed"


@dataclass(frozen=True)
class Decision:
    """What somebody said of a page.

    Attributes
    ----------
    area, report : str
        The page.
    decision : {"approve", "reject", "comment"}
        What was decided.
    by, at : str
        Who, and when in UTC.
    page, results : str
        SHA-256 of the page and of its results when that was said.
    comment, finding : str
        Why, and the finding that it is about; may be empty.
    """

    area: str
    report: str
    decision: str
    by: str
    at: str
    page: str
    results: str
    comment: str = ""
    finding: str = ""


@dataclass(frozen=True)
class Remark:
    """What is to be noted of a page: who says what, why, and of which finding."""

    decision: str
    by: str
    comment: str = ""
    finding: str = ""


def decide(out: Path, of: tuple[str, str], said: Remark) -> Decision:
    """Note what somebody says of a page, as it is now.

    Parameters
    ----------
    out : Path
        Folder that a batch wrote to.
    of : tuple of str
        Area and report.
    said : Remark
        What is said.

    Returns
    -------
    Decision
        What was noted.

    Raises
    ------
    ReportError
        If there is no such page or finding, or nobody is named, or a rejection has no reason.
    """
    area, report = of
    if said.decision not in DECISIONS:
        raise ReportError(f"Unknown decision {said.decision!r}. Known are: {', '.join(DECISIONS)}.")
    if not said.by.strip():
        raise ReportError("Say who decides: --by NAME.")
    if said.decision != APPROVE and not said.comment.strip():
        raise ReportError(f"Say why: {said.decision} needs --comment TEXT.")
    page, results = files_of(out, area, report)
    if said.finding:
        _refuse_unknown(results, said.finding)
    noted = Decision(
        area,
        report,
        said.decision,
        said.by.strip(),
        now(),
        hash_of(page),
        hash_of(results),
        said.comment.strip(),
        said.finding,
    )
    with alone(out), (out / REVIEWS).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(noted), ensure_ascii=False) + "\n")
    return noted


def decisions(out: Path) -> list[Decision]:
    """Read all that was said, the oldest first.

    Raises
    ------
    ReportError
        If a line is not as `decide` writes it.
    """
    path = out / REVIEWS
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(Decision(**json.loads(line)))
        except (ValueError, TypeError) as error:
            raise ReportError(f"{REVIEWS}, line {number} is no decision: {error}.") from error
    return found


def states(out: Path) -> dict[tuple[str, str], str]:
    """Say of each page that was made whether it is approved.

    Parameters
    ----------
    out : Path
        Folder that a batch wrote to.

    Returns
    -------
    dict of str
        approved, rejected or changed, by area and report, of the pages that were decided on.
    """
    last = {(one.area, one.report): one for one in decisions(out) if one.decision != COMMENT}
    return {key: _state(out, key, one) for key, one in last.items() if record_of(out, *key)}


def _state(out: Path, key: tuple[str, str], last: Decision) -> str:
    """State of a page by the last decision on it."""
    page, results = files_of(out, *key)
    if (hash_of(page), hash_of(results)) != (last.page, last.results):
        return CHANGED
    return APPROVED if last.decision == APPROVE else REJECTED


def made_in(out: Path) -> dict[tuple[str, str], JobResult]:
    """Read the records of all pages that were made, by area and report."""
    records = (read_record(path) for path in sorted(out.glob(f"*/*{RECORD}")))
    return {(one.area, one.report): one for one in records if one is not None and one.is_made}


def record_of(out: Path, area: str, report: str) -> JobResult | None:
    """Read the record of a page; None where it was not made."""
    record = read_record(out / area / f"{report}{RECORD}")
    return record if record is not None and record.is_made else None


def files_of(out: Path, area: str, report: str) -> tuple[Path, Path]:
    """Find page and results of a report.

    Parameters
    ----------
    out : Path
        Folder that a batch wrote to.
    area, report : str
        The page.

    Returns
    -------
    tuple of Path
        Page and results.

    Raises
    ------
    ReportError
        If one of them is missing.
    """
    record = record_of(out, area, report)
    if record is None:
        raise ReportError(f"{out} has no page of {report} for {area}.")
    found = (out / record.page, out / area / f"{report}{RESULTS}")
    missing = [path.name for path in found if not path.is_file()]
    if missing:
        raise ReportError(f"{area}: {', '.join(missing)} is missing. Make the report again.")
    return found


def _refuse_unknown(results: Path, finding: str) -> None:
    """Refuse a finding that a page does not have."""
    if finding not in {one.id for one in read_results(results).findings}:
        raise ReportError(f"{results.name} has no finding {finding!r}.")
