"""What several folders of tests need: the checkout and the results of the example countries."""

from functools import cache
from pathlib import Path

import pytest

from workbench.inputs.store import open_store
from workbench.reports.trends import definitions, say
from workbench.reports.trends.compute import compute

PROJECT = Path(__file__).parents[1]


@cache
def _trends_result(area):
    data = open_store("example").read(definitions.READS, area)
    return say.findings(compute(data, definitions.Parameters(area=area)))


@pytest.fixture
def project():
    """The checkout."""
    return PROJECT


@pytest.fixture
def trends_result():
    """Result of the trends report for an example country."""
    return _trends_result
