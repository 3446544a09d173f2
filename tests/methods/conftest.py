"""Reference series and answers, and the one table that stays outside the repository."""

import json
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from workbench.methods.rates.rate_data import rate_data
from workbench.methods.spatial.neighbours import neighbours

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


@pytest.fixture(scope="session")
def grid():
    """The invented areas of the reference: 12 x 12 squares with strata, soil and neighbours."""
    strata = pd.read_csv(REFERENCE / "health_strata.csv")
    areas = pd.read_csv(REFERENCE / "health_areas.csv")
    links = pd.read_csv(REFERENCE / "health_neighbours.csv")

    def table(column):
        return strata.pivot_table(
            index="area_id", columns=["sex", "age_band"], values=column, aggfunc="sum"
        ).loc[areas["area_id"]]

    cases, controls, person_years = table("cases"), table("cases_nc"), table("person_years")
    return SimpleNamespace(
        ids=areas["area_id"].tolist(),
        areas=areas,
        strata=strata,
        soil=pd.read_csv(REFERENCE / "health_soil_samples.csv"),
        cases=cases.to_numpy(float),
        controls=controls.to_numpy(float),
        person_years=person_years.to_numpy(float),
        observed=cases.sum(axis=1).to_numpy(float),
        expected=(person_years * cases.sum() / person_years.sum()).sum(axis=1).to_numpy(float),
        observed_control=controls.sum(axis=1).to_numpy(float),
        expected_control=(person_years * controls.sum() / person_years.sum())
        .sum(axis=1)
        .to_numpy(float),
        log2_cadmium=np.log2(areas["soil_cd_true"].to_numpy(float)),
        adjustment=areas[["deprivation_z", "smoking_prev"]].to_numpy(float),
        links=list(zip(links["area_id"], links["neighbour_id"], strict=True)),
    )


@pytest.fixture(scope="session")
def adjusted(grid):
    """The counts of the grid with soil cadmium and what it is adjusted for."""
    return rate_data(grid.observed, grid.expected, covariates(grid), ids=grid.ids)


@pytest.fixture(scope="session")
def crude(grid):
    """The counts of the grid with soil cadmium alone."""
    return rate_data(grid.observed, grid.expected, {"x": grid.log2_cadmium}, ids=grid.ids)


@pytest.fixture(scope="session")
def control(grid):
    """The negative-control outcome of the grid, which cadmium has no part in."""
    return rate_data(grid.observed_control, grid.expected_control, covariates(grid), ids=grid.ids)


@pytest.fixture(scope="session")
def squares(grid):
    """The neighbours of the grid: squares with a side in common."""
    return neighbours(grid.ids, grid.links)


def covariates(grid):
    """Columns of the adjusted models of the grid."""
    deprivation, smoking = grid.adjustment.T
    return {"x": grid.log2_cadmium, "deprivation_z": deprivation, "smoking_prev": smoking}


@pytest.fixture(scope="session")
def leukaemia():
    """Leukaemia in 281 tracts of New York, and what R made of it; not part of the repository."""
    folder = Path(__file__).parents[3] / "shared" / "reference" / "epi"
    if not folder.exists():
        pytest.skip(f"{folder} is absent: measured data may not be passed on with the code")
    tracts = pd.read_csv(folder / "ny_leukemia.csv")
    links = pd.read_csv(folder / "ny_leukemia_nb.csv")
    return SimpleNamespace(
        folder=folder,
        answers=json.loads((folder / "r_reference.json").read_text(encoding="utf-8")),
        tracts=tracts,
        ids=tracts["id"].tolist(),
        cases=tracts["Cases"].to_numpy(float),
        population=tracts["POP8"].to_numpy(float),
        exposure=tracts["PEXPOSURE"].to_numpy(float),
        adjustment=tracts[["PCTAGE65P", "PCTOWNHOME"]].to_numpy(float),
        links=list(zip(links["i"], links["j"], strict=True)),
    )


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
        tolerance = {name: self.tolerance[name] for name in ("rtol", "atol")}
        np.testing.assert_allclose(value, with_nan_for_null, **tolerance, err_msg=key)
