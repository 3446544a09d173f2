"""What INSOP's working groups ask for of every country, a folder a report."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pydantic import BaseModel

    from workbench.reports.report import Report

COUNTRY = "country"  # is made of the results of the others
REPORTS = tuple(
    sorted({path.parent.name for path in Path(__file__).parent.glob("*/report.py")} - {COUNTRY})
)
ALL_REPORTS = (*REPORTS, COUNTRY)


class ParametersModule(Protocol):
    """What `reports/<name>/parameters.py` holds; it is light to import."""

    ONE_COUNTRY: bool
    Parameters: type[BaseModel]

    def readings(self, area: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Tell the tables to read, and of which area."""


def parameters_of(name: str) -> ParametersModule:
    """Give the parameters of a report and what it reads, without what it computes."""
    module: Any = import_module(f"{__name__}.{name}.parameters")
    found: ParametersModule = module
    return found


def report_of(name: str) -> Report[Any, Any, Any]:
    """Give a report with all its sections."""
    report: Report[Any, Any, Any] = import_module(f"{__name__}.{name}.report").REPORT
    return report
