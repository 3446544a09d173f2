"""The report on data whose truth is known and whose answers R gave, tests/reference/health.json."""

import json
import math
from pathlib import Path

import pytest
from workbench.reports.health.compute import compute, judged_questions
from workbench.reports.health.definitions import Parameters

from workbench.reports.health import grades, rungs, say

ANSWERS = Path(__file__).parents[2] / "reference" / "health.json"
TRUTH = 0.10  # log rate ratio per doubling, by construction (tests/reference/README.md)
GIVEN = Parameters(
    area="XAA",
    exposures=["log2 cadmium"],
    outcomes=["outcome"],
    negative_control="control",
    demography=[],
    confounders=["deprivation", "smoking"],
)


@pytest.fixture
def judged(reference_country):
    (one,) = judged_questions(reference_country, GIVEN)
    return one


def answer(identity):
    (found,) = [one for one in json.loads(ANSWERS.read_text("utf-8")) if one["id"] == identity]
    return found["expected"]


def slope(identity):
    (found,) = [term for term in answer(identity)["coef"] if term["term"] == "x"]
    return found["estimate"], found["se"]


@pytest.mark.parametrize(
    ("rung", "identity"),
    [
        (rungs.CRUDE, "poisson/crude"),
        (rungs.ADJUSTED, "poisson/adjusted"),
        (rungs.QUASI, "quasi/adjusted"),
    ],
)
def test_rungs_are_those_of_r(judged, rung, identity):
    estimate, error = slope(identity)
    found = judged.ladder[rung]
    assert found.interval.estimate == pytest.approx(estimate, rel=1e-6)
    assert found.standard_error == pytest.approx(error, rel=1e-6)


def test_the_negative_binomial_has_rs_estimate_and_the_wider_error(judged):
    # glm.nb holds theta fixed; the joint Hessian gives a slightly larger error
    estimate, error = slope("negbin/adjusted")
    found = judged.ladder[rungs.NEGATIVE_BINOMIAL]
    assert found.interval.estimate == pytest.approx(estimate, rel=1e-5)
    assert error <= found.standard_error < 1.02 * error


def test_the_control_is_that_of_r(judged):
    estimate, _ = slope("negative_control/adjusted")
    assert judged.control.interval.estimate == pytest.approx(estimate, rel=1e-6)


def test_dean_and_expected_cases_are_those_of_r(judged):
    expected = answer("expected/all")
    found = judged.question.counted.areas["expected"]
    assert found.to_dict() == pytest.approx(
        dict(zip(expected["area_id"], expected["expected"], strict=True)), rel=1e-6
    )
    assert judged.ladder[rungs.ADJUSTED].dean_p == pytest.approx(
        answer("overdispersion/dean")["p_one_sided"], rel=1e-6
    )


def test_only_the_spatial_rungs_hold_the_truth(judged):
    held = {
        name: rung.interval.lower <= TRUTH <= rung.interval.upper
        for name, rung in judged.ladder.items()
    }
    assert not held[rungs.CRUDE]
    assert not held[rungs.ADJUSTED]
    assert held[rungs.SURFACE]


def test_the_page_says_what_is_wrong_with_the_lower_rungs(reference_country):
    result = say.findings(compute(reference_country, GIVEN))
    (row,) = result.rows("questions").values()
    said = " ".join(finding.sentence for finding in result.findings)
    assert row["rate_ratio_lower"] <= math.exp(TRUTH) <= row["rate_ratio_upper"]
    assert row["grade"] == grades.NOT_ASSESSABLE or row["grade"] == grades.CONSISTENT
    assert "moves from 1.35 to 1.16" in said
    assert "its interval is too narrow: counts vary more than Poisson counts do" in said
    assert "what it leaves over is alike in neighbouring areas" in said
