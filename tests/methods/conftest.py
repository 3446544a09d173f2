"""Reference series and answers, and the one table that stays outside the repository."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

REFERENCE = Path(__file__).parents[1] / "reference"
SULFATE = Path("reference/trends/csv/epa2009_ex17_6_sulfate.csv")


@cache
def _answers(name):
    records = json.loads((REFERENCE / f"{name}.json").read_text(encoding="utf-8"))
    return {record["id"]: record for record in records}


@pytest.fixture
def answer():
    """One record: what was expected, and a comparison at its own tolerance."""

    def find(name, record_id):
        record = _answers(name)[record_id]
        return Answer(record["expected"], record["tolerance"])

    return find


@pytest.fixture
def series():
    """One series of the reference tables, without rows that have no value."""

    def find(name, series_id):
        rows = pd.read_csv(REFERENCE / f"{name}.csv")
        return rows[(rows["series_id"] == series_id) & rows["value"].notna()]

    return find


@pytest.fixture
def sulfate():
    """EPA 2009, example 17-6: measured values, so the table is not part of the repository."""
    path = Path(__file__).parents[3] / "shared" / SULFATE
    if not path.exists():
        pytest.skip(f"{path} is absent: EPA's sulfate table may not be passed on with the code")
    return pd.read_csv(path)


class Answer:
    """An expected result that meets another within the tolerance of its record."""

    def __init__(self, expected, tolerance):
        self.expected = expected
        self.tolerance = tolerance

    def __getitem__(self, key):
        return self.expected[key]

    def met(self, key, value):
        """Assert that the value is the expected one, NaN where that is null."""
        expected = self.expected[key]
        expected = list(expected.values()) if isinstance(expected, dict) else expected
        with_nan_for_null = np.array(expected, dtype=float)
        np.testing.assert_allclose(value, with_nan_for_null, **self.tolerance, err_msg=key)
