"""What the country page is made of: results of the reports of one area, and what was not made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbench.findings import ConfidentialSource, DataUsed, SourceFile
from workbench.findings.published import PublishedResult, not_made_in, published_in
from workbench.findings.rows import Phrase, code, row
from workbench.reports import COUNTRY, REPORTS, parameters_of
from workbench.reports.country.parameters import Parameters
from workbench.vocabulary.places import is_country

FIRST = ("trends", "soil_health", "gaps", "health")
IN_ORDER = tuple(sorted(REPORTS, key=lambda name: (name not in FIRST, (*FIRST, name).index(name))))


@row
class ReportName(Phrase):
    """Name of a report."""

    report: str = code("report", "report")


@dataclass(frozen=True)
class Gathered:
    """Results of the reports of one area.

    Attributes
    ----------
    results : mapping of PublishedResult
        By name of the report; none of a report that failed when it was last tried.
    not_made : mapping of str
        Why a report was not made, by its name.
    """

    results: Mapping[str, PublishedResult]
    not_made: Mapping[str, str] = field(default_factory=dict)

    @property
    def fictional(self) -> bool:
        """Whether all of them are the example's."""
        return all(one.fictional for one in self.results.values()) and bool(self.results)


@dataclass(frozen=True)
class Basis:
    """What the sections of the page are worked out from."""

    gathered: Gathered
    parameters: Parameters


def wanted(area: str) -> tuple[str, ...]:
    """Name the reports that can be made of an area."""
    is_one = is_country(area)
    return tuple(name for name in IN_ORDER if is_one or not parameters_of(name).ONE_COUNTRY)


def gather(folder: Path) -> Gathered:
    """Read what a batch left in the folder of an area.

    Parameters
    ----------
    folder : Path
        `<outputs>/<area>`.

    Returns
    -------
    Gathered
        Results and failures of its reports; empty where there is nothing.

    Raises
    ------
    ReportError
        If a results.json cannot be read.
    """
    failed = {name: why for name, why in not_made_in(folder).items() if name != COUNTRY}
    results = published_in(folder)
    made = {name: one for name, one in results.items() if name in REPORTS and name not in failed}
    return Gathered(made, failed)


def basis(gathered: Gathered, parameters: Parameters) -> Basis:
    """Put results and parameters together."""
    return Basis(gathered, parameters)


def data_used(gathered: Gathered, _: Basis) -> DataUsed:
    """Give the extent and the sources of the data of all reports, each source once."""
    used = [one.data for one in gathered.results.values()]
    spans = [one["years"] for one in used if one["years"]]
    prints = " ".join(str(one["fingerprint"]) for one in used)
    sources = {source["file"]: _source(source) for one in used for source in one["sources"]}
    return DataUsed(
        fingerprint=hashlib.sha256(prints.encode()).hexdigest() if used else "",
        n_measurements=len(used),
        years=(min(one[0] for one in spans), max(one[1] for one in spans)) if spans else None,
        sources=tuple(sources[name] for name in sorted(sources)),
        noun="report",
    )


def _source(told: Mapping[str, object]) -> SourceFile | ConfidentialSource:
    """Read a source; of one with counts of people no hash was published."""
    kind = ConfidentialSource if told["sha256"] is None else SourceFile
    return kind(**told)  # type: ignore[arg-type]
