"""The country page as a list of sections in the order of its page."""

from workbench.reports.country import (
    actions,
    agreement,
    findings,
    region,
    substances,
    summary,
    tiles,
)
from workbench.reports.country.gathered import Basis, Gathered, basis, data_used
from workbench.reports.country.parameters import Parameters
from workbench.reports.report import Report

REPORT: Report[Gathered, Parameters, Basis] = Report(
    name="country",
    parameters=Parameters,
    basis=basis,
    summary=summary.SUMMARY,
    sections=(
        tiles.SECTION,
        findings.SECTION,
        substances.SECTION,
        actions.SECTION,
        region.SECTION,
        agreement.SECTION,
    ),
    data_used=data_used,
)
