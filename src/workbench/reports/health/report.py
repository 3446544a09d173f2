"""The health report as a list of sections in the order of its page."""

from dataclasses import replace

from workbench.reports.health import (
    area_maps,
    biomarker_changes,
    biomonitoring,
    checklist,
    data,
    exposed,
    funnel,
    guidance,
    left_out,
    models,
    nonlinearity,
    question,
    rates,
    robustness,
    sources,
    summary,
    tests,
    years,
)
from workbench.reports.health.basis import Basis, basis, data_used
from workbench.reports.health.parameters import Parameters
from workbench.reports.report import Report, Section
from workbench.store.frames import Frames

OF_OUTCOMES = (
    question.SECTION,
    data.SECTION,
    exposed.SECTION,
    rates.SECTION,
    funnel.SECTION,
    area_maps.SECTION,
    years.SECTION,
    models.SECTION,
    nonlinearity.SECTION,
    robustness.SECTION,
    tests.SECTION,
    sources.SECTION,
    checklist.SECTION,
)


def _with_outcomes(section: Section[Basis]) -> Section[Basis]:
    """Leave a section out of a page on biomonitoring alone."""
    return replace(section, left_out=summary.people_alone)


REPORT: Report[Frames, Parameters, Basis] = Report(
    name="health",
    parameters=Parameters,
    basis=basis,
    summary=summary.SUMMARY,
    sections=(
        *map(_with_outcomes, OF_OUTCOMES[:-1]),
        biomonitoring.SECTION,
        biomarker_changes.SECTION,
        guidance.SECTION,
        _with_outcomes(checklist.SECTION),
        left_out.SECTION,
    ),
    data_used=data_used,
    editions=years.editions,
)
