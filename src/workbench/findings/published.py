"""Results that were published before, read back from results.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import ReportError
from workbench.findings.result import SCHEMA_VERSION, Finding

RESULTS = ".results.json"
RECORD = ".job.json"  # what became of a job of a batch
EDITION = "release.json"  # beside the areas of a release, in the place of records
MADE = ("ok", "no_data")
Cells = Mapping[str, Any]


@dataclass(frozen=True)
class PublishedResult:
    """What one results.json holds.

    Attributes
    ----------
    report, area, status : str
        As in `Result`.
    fictional : bool
        Whether the data are the example's.
    findings : tuple of Finding
        In the order of the page, without their evidence.
    key_messages : tuple of str
        Ids of the findings that its page begins with.
    data : mapping
        Extent and sources of the data.
    parameters : mapping
        Values of its parameters by name.
    n_left_out : int
        Reasons for which something was left out.
    tables : mapping
        Rows of each table by name, each a mapping of cells by column.
    """

    report: str
    area: str
    status: str
    fictional: bool
    findings: tuple[Finding, ...]
    key_messages: tuple[str, ...]
    data: Cells
    parameters: Cells
    n_left_out: int
    tables: Mapping[str, Mapping[str, Cells]]

    @property
    def key(self) -> tuple[Finding, ...]:
        """Findings that its page begins with."""
        by_id = {one.id: one for one in self.findings}
        return tuple(by_id[name] for name in self.key_messages if name in by_id)

    def rows(self, table: str) -> Sequence[Cells]:
        """Rows of a table, in their order; none where it has no such table."""
        return tuple(self.tables.get(table, {}).values())


def read_results(path: Path) -> PublishedResult:
    """Read a file that `publish` wrote.

    Parameters
    ----------
    path : Path
        `<area>/<report>.results.json`.

    Returns
    -------
    PublishedResult
        What it holds.

    Raises
    ------
    ReportError
        If there is no such file, or if this version did not write it.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["schema_version"] != SCHEMA_VERSION:
            raise ReportError(
                f"{path.name} has the schema version {content['schema_version']}; this version of "
                f"the workbench reads {SCHEMA_VERSION}. Make the report again."
            )
        return PublishedResult(
            report=content["report"],
            area=content["area"],
            status=content["status"],
            fictional=content["fictional"],
            findings=tuple(_finding(one) for one in content["findings"]),
            key_messages=tuple(content.get("key_messages", ())),
            data=content["data"],
            parameters={name: one["value"] for name, one in content["parameters"].items()},
            n_left_out=len(content["left_out"]),
            tables={name: table["rows"] for name, table in content["tables"].items()},
        )
    except OSError as error:
        raise ReportError(f"{path.name} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReportError(f"{path.name} is not as `publish` writes it ({error!r}).") from error


def published_in(folder: Path) -> dict[str, PublishedResult]:
    """Read all results of an area.

    Parameters
    ----------
    folder : Path
        Folder of the area, in the outputs of a batch.

    Returns
    -------
    dict of PublishedResult
        By name of the report; empty where there is no folder.

    Raises
    ------
    ReportError
        If one of them cannot be read.
    """
    found = [read_results(path) for path in sorted(folder.glob(f"*{RESULTS}"))]
    return {one.report: one for one in found}


def not_made_in(folder: Path) -> dict[str, str]:
    """Tell which reports of an area were tried last and not made.

    Parameters
    ----------
    folder : Path
        Folder of the area, in the outputs of a batch.

    Returns
    -------
    dict of str
        Why, by name of the report; a record that cannot be read tells of nothing.
    """
    found = {}
    for path in sorted(folder.glob(f"*{RECORD}")):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content["status"] not in MADE:
                found[str(content["report"])] = str((content["error"] or {}).get("message", ""))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return found


def _finding(content: Mapping[str, Any]) -> Finding:
    """Read a finding; what it quotes is left to who reads the file itself."""
    interval = content["interval"]
    return Finding(
        id=content["id"],
        sentence=content["sentence"],
        value=content["value"],
        unit=content["unit"],
        interval=None if interval is None else (interval[0], interval[1]),
        grade=content["grade"],
        evidence=(),
    )
