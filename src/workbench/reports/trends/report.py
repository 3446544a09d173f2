"""The trends report as a list of sections in the order of its page."""

from workbench.reports.report import Report
from workbench.reports.trends import (
    changing,
    comparability,
    left_out,
    levels,
    measured,
    monitored,
    same_sites,
    summary,
)
from workbench.reports.trends.basis import Basis, basis, data_used, each_alone, without
from workbench.reports.trends.parameters import Parameters
from workbench.store.frames import Frames

REPORT: Report[Frames, Parameters, Basis] = Report(
    name="trends",
    parameters=Parameters,
    basis=basis,
    summary=summary.SUMMARY,
    sections=(
        monitored.SECTION,
        comparability.SECTION,
        measured.SECTION,
        levels.SECTION,
        changing.SECTION,
        same_sites.SECTION,
        left_out.SECTION,
    ),
    data_used=data_used,
    each_alone=each_alone,
    without=without,
)
