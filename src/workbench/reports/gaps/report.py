"""The gaps report as a list of sections in the order of its page."""

from workbench.reports.gaps import (
    actions,
    changes,
    doubts,
    index,
    indicators,
    inventories,
    lacking,
    laws,
    left_out,
    outreach,
    participation,
    procedures,
    programmes,
    ratings,
    summary,
    surveillance,
    texts,
    thresholds,
)
from workbench.reports.gaps.basis import Basis, basis, data_used
from workbench.reports.gaps.parameters import Parameters
from workbench.reports.report import Report
from workbench.store.frames import Frames

REPORT: Report[Frames, Parameters, Basis] = Report(
    name="gaps",
    parameters=Parameters,
    basis=basis,
    summary=summary.SUMMARY,
    sections=(
        participation.SECTION,
        doubts.SECTION,
        lacking.SECTION,
        thresholds.SECTION,
        laws.SECTION,
        inventories.SECTION,
        programmes.SECTION,
        procedures.SECTION,
        surveillance.SECTION,
        outreach.SECTION,
        index.SECTION,
        ratings.SECTION,
        indicators.SECTION,
        changes.SECTION,
        actions.SECTION,
        texts.SECTION,
        left_out.SECTION,
    ),
    data_used=data_used,
)
