"""A ratio that has no end is said to have none: no number, no crash, whatever gave rise to it."""

import json

import numpy as np
import pandas as pd
import pytest
from found import found

from workbench.findings import to_json
from workbench.methods.rates.disclosure import shown_ratio
from workbench.reports.health.parameters import READS
from workbench.store.frames import Frames, empty

SIDE = 7
N = SIDE * SIDE
AREAS = [f"A{n:02d}" for n in range(N)]
ALIKE = np.random.default_rng(7)
OWNERS, OLD = ALIKE.uniform(0.2, 0.8, N), ALIKE.uniform(0.1, 0.3, N)
COUNTS = ALIKE.poisson(9, N)


def rows(table, **columns):
    contract = empty(table).dtypes.to_dict()
    frame = pd.DataFrame(columns).assign(iso3="XAA", source_file="made.csv", source_row=2)
    return frame.reindex(columns=list(contract)).astype(contract)


def links():
    beside = [(n, n + 1) for n in range(N - 1) if (n + 1) % SIDE]
    beside += [(n, n + SIDE) for n in range(N - SIDE)]
    both = beside + [(other, one) for one, other in beside]
    return {
        "area_id": [AREAS[one] for one, _ in both],
        "neighbour_id": [AREAS[other] for _, other in both],
    }


def result_of(cases, dust, owners=OWNERS, **given):
    every = {"year": 2015, "sex": "all", "age_band": "all"}
    covariates = {"dust": dust, "owners": owners, "old": OLD}
    frames = {
        "areas": rows("areas", area_id=AREAS),
        "neighbours": rows("neighbours", **links()),
        "population": rows("population", area_id=AREAS, **every, person_years=5000.0),
        "outcomes": rows("outcomes", area_id=AREAS, **every, outcome="kidney", cases=cases),
        "covariates": pd.concat(
            rows("covariates", area_id=AREAS, year=2000, name=name, value=values, unit="1")
            for name, values in covariates.items()
        ),
    }
    made = {name: empty(name) for name in READS} | frames
    parameters = {"exposures": ["dust"], "demography": ["old"], "confounders": ["owners"]} | given
    return found("health", Frames(made, "made here"), area="XAA", **parameters)


EXPOSED = np.arange(N) >= N - 8
ONE, MIDDLE = np.eye(N)[0], np.eye(N)[N // 2]
CASES = [
    (COUNTS * EXPOSED, EXPOSED, "all cases lie in exposed areas"),
    (COUNTS * ~EXPOSED, EXPOSED, "no case lies in exposed areas"),
    (60 * ONE, ONE, "all cases lie in one area"),
    (60 * ONE, np.arange(N)[::-1], "all cases lie in one area"),
    (np.zeros(N), EXPOSED, "there are no cases"),
]


@pytest.mark.parametrize(("cases", "dust", "why"), CASES)
@pytest.mark.parametrize("increment", ["doubling", "iqr"])
def test_a_ratio_without_an_end_is_not_given(cases, dust, why, increment):
    result = result_of(cases, dust.astype(float), increment=increment)
    (row,) = result.rows("questions").values()

    assert row["grade"] == "X not assessable"
    assert why in row["reason"]
    assert pd.isna(row["rate_ratio"])
    assert any(why in finding.sentence for finding in result.findings)
    json.loads(to_json(result.page.result))


@pytest.mark.parametrize(
    ("cases", "dust", "owners"),
    [
        (60 * MIDDLE, np.arange(N), OWNERS),  # one area, in the middle of the exposures
        (COUNTS, EXPOSED, 1.0 * EXPOSED),  # a confounder that is the exposure
        (COUNTS, EXPOSED, np.full(N, 0.5)),  # one that is constant
        (COUNTS, np.ones(N), OWNERS),  # an exposure that is constant
        (COUNTS, EXPOSED * 1e-6, OWNERS),  # an increment far outside of the data
        (COUNTS, EXPOSED * 1e-30, OWNERS),
        (COUNTS * (np.arange(N) >= N // 4), np.arange(N), OWNERS),  # a quarter without cases
    ],
)
@pytest.mark.parametrize("increment", ["doubling", "iqr"])
def test_no_model_that_runs_away_stops_a_report(cases, dust, owners, increment):
    result = result_of(cases, np.asarray(dust, dtype=float), owners, increment=increment)
    (row,) = result.rows("questions").values()

    assert row["reason"]
    for table in ("questions", "models", "quartiles", "checks"):
        frame = result.tables[table].frame
        assert not np.isinf(frame.select_dtypes("float")).any(axis=None)
        ratios = frame[[name for name in frame if "rate_ratio" in name]].astype(float)
        assert (ratios.isna() | ((ratios > 0) & (ratios < 1.1e6))).all(axis=None)
    json.loads(to_json(result.page.result))


def test_a_ratio_that_two_decimals_would_call_zero_is_told():
    assert [shown_ratio(ratio) for ratio in (0.00432, 0.0149, 1.234)] == [0.004, 0.01, 1.23]
