"""The report on data whose truth is known and whose answers R gave, tests/reference/health.json."""

import json
import math
from pathlib import Path

import pytest
from found import Found

from workbench.methods.rates import grades
from workbench.reports.health.basis import basis, models
from workbench.reports.health.parameters import Parameters
from workbench.reports.health.report import REPORT

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
    (one,) = basis(reference_country, GIVEN).judged
    return one


def answer(identity):
    (found,) = [one for one in json.loads(ANSWERS.read_text("utf-8")) if one["id"] == identity]
    return found["expected"]


def slope(identity):
    (found,) = [term for term in answer(identity)["coef"] if term["term"] == "x"]
    return found["estimate"], found["se"]


@pytest.mark.parametrize(
    ("model", "identity"),
    [
        (models.CRUDE, "poisson/crude"),
        (models.ADJUSTED, "poisson/adjusted"),
        (models.QUASI, "quasi/adjusted"),
    ],
)
def test_models_are_those_of_r(judged, model, identity):
    estimate, error = slope(identity)
    found = judged.models[model]
    assert found.interval.estimate == pytest.approx(estimate, rel=1e-6)
    assert found.standard_error == pytest.approx(error, rel=1e-6)


def test_the_negative_binomial_has_rs_estimate_and_the_wider_error(judged):
    # glm.nb holds theta fixed; the joint Hessian gives a slightly larger error
    estimate, error = slope("negbin/adjusted")
    found = judged.models[models.NEGATIVE_BINOMIAL]
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
    assert judged.models[models.ADJUSTED].dean_p == pytest.approx(
        answer("overdispersion/dean")["p_one_sided"], rel=1e-6
    )


def test_only_the_spatial_models_hold_the_truth(judged):
    held = {
        name: model.interval.lower <= TRUTH <= model.interval.upper
        for name, model in judged.models.items()
    }
    assert not held[models.CRUDE]
    assert not held[models.ADJUSTED]
    assert held[models.SURFACE]


def test_the_page_says_what_is_wrong_with_the_lower_models(reference_country):
    result = Found(REPORT.page(reference_country, GIVEN))
    (row,) = result.rows("questions").values()
    said = " ".join(finding.sentence for finding in result.findings)
    assert row["rate_ratio_lower"] <= math.exp(TRUTH) <= row["rate_ratio_upper"]
    assert row["grade"] == grades.NOT_ASSESSABLE or row["grade"] == grades.CONSISTENT
    assert "changes from 1.35 to 1.16" in said
    assert "is too narrow, because the counts are overdispersed" in said
    assert "its residuals are spatially autocorrelated" in said
