"""The soil health report as a list of sections in the order of its page."""

from workbench.reports.report import Report
from workbench.reports.soil_health import (
    carbon_stocks,
    certainty,
    constants,
    contamination,
    domains,
    law_descriptors,
    left_out,
    next_steps,
    own_background,
    profile,
    receptors,
    recorded,
    revisited,
    risk,
    soil_indicators,
    summary,
    targets,
)
from workbench.reports.soil_health.basis import Basis, basis, data_used
from workbench.reports.soil_health.parameters import Parameters
from workbench.store.frames import Frames

REPORT: Report[Frames, Parameters, Basis] = Report(
    name="soil_health",
    parameters=Parameters,
    basis=basis,
    summary=summary.SUMMARY,
    sections=(
        recorded.SECTION,
        soil_indicators.SECTION,
        domains.SECTION,
        profile.SECTION,
        targets.SECTION,
        law_descriptors.SECTION,
        carbon_stocks.SECTION,
        contamination.SECTION,
        own_background.SECTION,
        risk.SECTION,
        receptors.SECTION,
        certainty.SECTION,
        revisited.SECTION,
        next_steps.SECTION,
        left_out.SECTION,
        constants.SECTION,
    ),
    data_used=data_used,
)
