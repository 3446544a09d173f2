"""The health report as a list of sections in the order of its page."""

from workbench.reports.health import (
    checklist,
    data,
    left_out,
    models,
    question,
    rates,
    robustness,
    summary,
    tests,
    years,
)
from workbench.reports.health.basis import Basis, basis, data_used
from workbench.reports.health.parameters import Parameters
from workbench.reports.report import Report
from workbench.store.frames import Frames

REPORT: Report[Frames, Parameters, Basis] = Report(
    name="health",
    parameters=Parameters,
    basis=basis,
    summary=summary.SUMMARY,
    sections=(
        question.SECTION,
        data.SECTION,
        rates.SECTION,
        years.SECTION,
        models.SECTION,
        robustness.SECTION,
        tests.SECTION,
        checklist.SECTION,
        left_out.SECTION,
    ),
    data_used=data_used,
    editions=rates.editions,
)
