"""Health data made on the spot, and what the report makes of them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from found import HEALTH_QUESTIONS, found, health_of

from examples.store import country_tables
from workbench.findings import SourceFile
from workbench.methods.rates.age_bands import joined_bands
from workbench.reports.health.basis.counts import BOTH_SEXES, Counted
from workbench.reports.health.parameters import READS
from workbench.store.frames import Frames, arranged, empty
from workbench.store.partitions import rows_of_frames
from workbench.store.writing import Delivery, replace_rows

REFERENCE = Path(__file__).parents[2] / "reference"


@pytest.fixture
def health_result():
    """Result for an area of the fictional health data."""
    return health_of


@pytest.fixture
def changed_example():
    """Result for a fictional country with some of its tables changed."""

    def judge(area, change, **given):
        frames = {name: frame.copy() for name, frame in country_tables(area).items()}
        change(frames)
        complete = {name: arranged(name, frame) for name, frame in frames.items()}
        parameters = {"area": area} | HEALTH_QUESTIONS | {"exposures": ["Cd"]} | given
        return found("health", Frames(complete, "made here"), **parameters)

    return judge


def rows(table, **columns):
    """Rows of a table of XAA, in its contract."""
    contract = empty(table).dtypes.to_dict()
    frame = pd.DataFrame(columns).assign(iso3="XAA", source_file="made.csv")
    frame["source_row"] = np.arange(2, len(frame) + 2)
    return frame.reindex(columns=list(contract)).astype(contract)


@pytest.fixture
def rows_of():
    """Rows of a table of XAA, in its contract."""
    return rows


@pytest.fixture
def reference_country():
    """Frames of the synthetic reference: 144 areas, 0.10 per doubling, spatial residual."""
    areas = pd.read_csv(REFERENCE / "health_areas.csv")
    strata = pd.read_csv(REFERENCE / "health_strata.csv")
    links = pd.read_csv(REFERENCE / "health_neighbours.csv")
    people = {"year": 2015, "sex": strata["sex"], "age_band": strata["age_band"]}
    cases = [
        rows("outcomes", area_id=strata["area_id"], **people, outcome=name, cases=strata[column])
        for name, column in (("outcome", "cases"), ("control", "cases_nc"))
    ]
    covariates = [
        rows("covariates", area_id=areas["area_id"], year=2000, name=name, value=values, unit="1")
        for name, values in (
            ("log2 cadmium", np.log2(areas["soil_cd_true"])),
            ("deprivation", areas["deprivation_z"]),
            ("smoking", areas["smoking_prev"]),
        )
    ]
    frames = {
        "areas": rows("areas", area_id=areas["area_id"]),
        "neighbours": rows("neighbours", **links),
        "population": rows(
            "population", area_id=strata["area_id"], **people, person_years=strata["person_years"]
        ),
        "outcomes": pd.concat(cases),
        "covariates": pd.concat(covariates),
    }
    made = {name: empty(name) for name in READS} | frames
    return Frames(made, "made here")


@pytest.fixture
def store_of_frames():
    """Folder of a store that holds frames of XAA, as if one file had brought them."""

    def made(folder, frames, iso3="XAA"):
        own = {name: frame.assign(source_file="made.csv") for name, frame in frames.items()}
        n_rows = sum(map(len, own.values()))
        source = SourceFile("made.csv", "0" * 64, "made.yml", "CC0", "nobody", n_rows, n_rows, 0)

        replace_rows(folder, Delivery(source, (iso3,), rows_of_frames(own), [b""]))
        return folder

    return made


@pytest.fixture
def counted_of():
    """Cases of four areas, of which as many were expected as the place of the area says."""

    def made(cases):
        names = [f"A{place}" for place in range(len(cases))]
        areas = pd.DataFrame(
            {"person_years": 1e4, "cases": cases, "expected": range(1, len(cases) + 1)},
            index=names,
            dtype=float,
        )
        return Counted(
            outcome="N18",
            sex=BOTH_SEXES,
            areas=areas,
            years=(2020,),
            years_borrowed=(),
            by_year=areas.head(0),
            ages=areas.head(0),
            n_strata=1,
            n_unplaced=0,
            silent={},
            without_people=(),
            completeness=pd.Series(1.0, names),
            bands=joined_bands(["all"]),
        )

    return made
