"""Results of the fictional soils, as the page has them and with something changed."""

from functools import cache

import pytest
from once import once

from workbench.inputs import tables
from workbench.inputs.store import open_store
from workbench.inputs.tables import Frames
from workbench.reports.soil_health import say
from workbench.reports.soil_health.compute import compute
from workbench.reports.soil_health.definitions import READS, Parameters

FICTIONAL = {
    "scoring_set": "EXAMPLE-1",
    "backgrounds": ["XAA-EXAMPLE", "GEMAS-AP"],
    "unverified": ["EXAMPLE-1", "CASH-2017", "GEMAS-AP"],
}


@cache
def _example(area):
    def make():
        data = open_store("example").read(READS, area)
        return say.findings(compute(data, Parameters(area=area, **FICTIONAL)))

    return once(f"soil health of {area}", make)


@pytest.fixture
def soil_result():
    """Result for a fictional country."""
    return _example


@pytest.fixture
def changed_soils():
    """Result for a fictional country with its measurements changed."""

    def judge(area, change=lambda rows: rows, **given):
        read = open_store("example").read(READS, area)
        frames = {name: read[name] for name in READS}
        frames["measurements"] = change(frames["measurements"].copy())
        arranged = {name: tables.arranged(name, frame) for name, frame in frames.items()}
        parameters = Parameters(**{"area": area} | FICTIONAL | given)
        return say.findings(compute(Frames(arranged, "made here"), parameters))

    return judge
