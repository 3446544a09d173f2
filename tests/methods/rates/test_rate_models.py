import math
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from workbench.errors import ParameterError, SeriesError
from workbench.methods.rates.rate_checks import dean_overdispersion
from workbench.methods.rates.rate_data import rate_data
from workbench.methods.rates.rate_models import (
    Coefficient,
    PoissonInstead,
    coefficient,
    column_place,
    log_ratio,
    negative_binomial,
    poisson,
    quasi_poisson,
)

RELATIVE = 1e-5  # that of the records


def check_coefficients(fit, expected, *, rel=RELATIVE, errors=True):
    for name, row in zip(fit.data.names, expected["coef"], strict=True):
        found = fit.coefficient(name)
        assert found.estimate == pytest.approx(row["estimate"], rel=rel, abs=1e-7)
        if errors:
            assert found.standard_error == pytest.approx(row["se"], rel=rel)
            assert found.p_value == pytest.approx(row["p"], rel=1e-4, abs=1e-200)


def check_fit(fit, expected):
    check_coefficients(fit, expected)
    assert fit.deviance == pytest.approx(expected["deviance"], rel=RELATIVE)
    assert fit.residual_df == expected["df_residual"]
    assert fit.pearson_chi2 == pytest.approx(expected["pearson_chi2"], rel=RELATIVE)
    assert fit.dispersion == pytest.approx(expected["dispersion"], rel=RELATIVE)


def test_poisson_without_covariates_is_that_of_r(grid, answer):
    fit = poisson(rate_data(grid.observed, grid.expected, {}, ids=grid.ids))
    expected = answer("health", "poisson/null").expected
    assert fit.coefficient("constant").estimate == pytest.approx(0, abs=1e-7)
    assert fit.coefficient("constant").standard_error == pytest.approx(expected["coef"][0]["se"])
    assert fit.deviance == pytest.approx(expected["deviance"], rel=RELATIVE)
    assert fit.pearson_chi2 == pytest.approx(expected["pearson_chi2"], rel=RELATIVE)


@pytest.mark.parametrize("which", ["crude", "adjusted"])
def test_poisson_is_that_of_r(request, answer, which):
    fit = poisson(request.getfixturevalue(which))
    expected = answer("health", f"poisson/{which}").expected
    check_fit(fit, expected)
    assert fit.log_likelihood == pytest.approx(expected["logLik"], rel=RELATIVE)
    limits = [expected[key] for key in ("rr_per_doubling", "rr_lcl", "rr_ucl")]
    assert fit.coefficient("x").ratio == pytest.approx(limits, rel=RELATIVE)


def test_the_negative_control_is_that_of_r(control, answer):
    check_fit(poisson(control), answer("health", "negative_control/adjusted").expected)
    alone = rate_data(control.counts, control.expected, {"x": control.design[:, 1]})
    check_fit(poisson(alone), answer("health", "negative_control/crude").expected)


@pytest.mark.parametrize(("which", "share"), [("half_limit", 0.5), ("limit_over_sqrt2", 0.5**0.5)])
def test_poisson_with_a_stated_rule_for_non_detects_is_that_of_r(grid, answer, which, share):
    expected = answer("health", f"sensitivity/{which}").expected
    value = grid.soil["value"] * np.where(grid.soil["censored"] == 1, share, 1.0)
    logarithms = np.log2(value).groupby(grid.soil["area_id"]).mean().loc[grid.ids].to_numpy()
    deprivation, smoking = grid.adjustment.T
    columns = {"x": logarithms, "deprivation_z": deprivation, "smoking_prev": smoking}
    check_fit(poisson(rate_data(grid.observed, grid.expected, columns)), expected)
    crude = poisson(rate_data(grid.observed, grid.expected, {"x": logarithms})).coefficient("x")
    assert crude.estimate == pytest.approx(expected["crude_estimate"], rel=RELATIVE)
    assert crude.standard_error == pytest.approx(expected["crude_se"], rel=RELATIVE)


def test_quasi_poisson_is_that_of_r(adjusted, answer):
    fit = quasi_poisson(adjusted)
    expected = answer("health", "quasi/adjusted").expected
    check_coefficients(fit, expected)
    assert fit.dispersion == pytest.approx(expected["dispersion"], rel=RELATIVE)


def test_negative_binomial_is_that_of_r(adjusted, answer):
    fit = negative_binomial(adjusted)
    expected = answer("health", "negbin/adjusted").expected
    check_coefficients(fit, expected, rel=1e-4, errors=False)
    assert fit.alpha == pytest.approx(expected["alpha"], rel=1e-4)
    assert 2 * fit.log_likelihood == pytest.approx(expected["twologlik"], rel=1e-4)
    assert fit.deviance == pytest.approx(expected["deviance"], rel=1e-4)
    assert fit.pearson_chi2 == pytest.approx(expected["pearson_chi2"], rel=1e-4)


def test_errors_of_r_hold_alpha_fixed_and_ours_are_a_little_larger(adjusted, answer):
    fit = negative_binomial(adjusted)
    of_r = [row["se"] for row in answer("health", "negbin/adjusted")["coef"]]
    design = adjusted.design
    fixed = np.sqrt(np.diag(np.linalg.inv(design.T @ (fit.weights[:, None] * design))))
    assert fixed == pytest.approx(of_r, rel=1e-4)
    ours = np.sqrt(np.diag(fit.covariance))
    assert ours == pytest.approx(of_r, rel=0.02)
    assert ours[1] > of_r[1]


def test_without_overdispersion_the_negative_binomial_is_poisson(control):
    fit = negative_binomial(control)
    assert dean_overdispersion(poisson(control))[0] < 0
    assert (fit.model, fit.alpha) == ("Poisson", 0.0)
    assert fit.remark == PoissonInstead()
    assert replace(fit, remark=None).estimates == pytest.approx(poisson(control).estimates)


@pytest.mark.parametrize("alpha", [0.002, 0.05, 1, 5])
@pytest.mark.parametrize("scale", [1, 50, 3000])
def test_the_negative_binomial_finds_its_overdispersion(alpha, scale):
    # The law: it is unbiased enough that 400 areas give alpha within a factor of 2, or Poisson.
    random = np.random.default_rng(round(1000 * alpha) + scale)
    expected = random.gamma(2, scale, 400) + 0.05
    exposure = random.normal(size=400)
    mean = expected * np.exp(0.1 * exposure)
    counts = random.negative_binomial(1 / alpha, 1 / (1 + alpha * mean))
    fit = negative_binomial(rate_data(counts, expected, {"x": exposure}))
    found = fit.coefficient("x")
    assert abs(found.estimate - 0.1) < 4 * found.standard_error
    if scale * alpha > 0.1:
        assert alpha / 2 < fit.alpha < alpha * 2
    assert fit.fitted.sum() == pytest.approx(counts.sum(), rel=0.1)


def test_a_likelihood_of_shared_cases_is_not_defined():
    fit = poisson(rate_data([1.5, 9.5, 3, 2], [2, 2, 2, 2], {"x": [1, 2, 3, 5]}))
    assert math.isnan(fit.log_likelihood)


@given(st.floats(0.01, 1000), st.floats(0.1, 10))
@settings(max_examples=20, deadline=None)
def test_units_of_the_expected_and_the_exposure_change_what_they_must(factor, stretch):
    counts, exposure = [4, 7, 3, 9, 12, 6], np.array([0.1, 0.5, 0.2, 0.8, 0.9, 0.4])
    plain = poisson(rate_data(counts, np.full(6, 5.0), {"x": exposure}))
    other = poisson(rate_data(counts, np.full(6, 5.0 * factor), {"x": exposure * stretch}))
    assert other.estimates[1] * stretch == pytest.approx(plain.estimates[1], rel=1e-6)
    assert other.estimates[0] + math.log(factor) == pytest.approx(plain.estimates[0], abs=1e-6)


def test_fitted_cases_add_up_to_the_observed(adjusted):
    assert poisson(adjusted).fitted.sum() == pytest.approx(adjusted.counts.sum())


def test_covariates_that_tell_areas_with_cases_apart_are_refused():
    columns = {
        "x": [-1.7, 8.0, -2.3, 2.0, 4.6, 5.0, -2.0, -5.2],
        "z": [-0.7, 2.1, 0.7, 1.4, -1.4, 2.0, 1.1, 2.5],
    }
    data = rate_data(
        [0, 2, 0, 0, 0, 0, 0, 0], [0.01, 0.09, 0.49, 0.05, 0.07, 0.11, 0.3, 0.03], columns
    )
    with pytest.raises(SeriesError, match=re.escape("The Poisson model does not converge")):
        poisson(data)


def test_an_unknown_column_is_refused(crude):
    message = "There is no column 'lead'. There are constant, x."
    with pytest.raises(SeriesError, match=re.escape(message)):
        poisson(crude).coefficient("lead")


def test_limits_and_p_are_those_of_scipy():
    normal, student = coefficient(0.3, 0.1), coefficient(0.3, 0.1, df=7, confidence=0.9)
    assert [normal.lower, normal.upper] == pytest.approx(stats.norm.interval(0.95, 0.3, 0.1))
    assert normal.p_value == pytest.approx(2 * stats.norm.sf(3))
    assert [student.lower, student.upper] == pytest.approx(stats.t.interval(0.9, 7, 0.3, 0.1))
    assert student.p_value == pytest.approx(2 * stats.t.sf(3, 7))


def test_the_ratio_is_the_exponential():
    found = coefficient(np.log(2), 0.1)
    assert found.ratio == pytest.approx((2, np.exp(found.lower), np.exp(found.upper)))


def test_limits_without_end_are_infinite():
    assert coefficient(4.0, 2e4).ratio == (np.exp(4.0), 0.0, np.inf)


def test_a_confidence_in_percent_is_refused():
    with pytest.raises(ParameterError, match=re.escape("The confidence is 95.")):
        coefficient(0.3, 0.1, confidence=95)


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises(SeriesError, match=re.escape("There is no column 'y'. There are a, x.")):
        column_place(("a", "x"), "y")


@pytest.mark.parametrize(
    ("estimate", "lower", "upper", "says_something"),
    [
        (0.1, 0.0, 0.2, True),
        (0.1, 0.0, math.log(999_999), True),
        (0.1, 0.0, math.log(1e6), False),
        (0.1, -math.log(1e6), 0.2, False),
        (0.1, 0.1, 0.1, False),
        (0.1, 0.0, math.nan, False),
    ],
)
def test_a_limit_of_a_million_is_none(estimate, lower, upper, says_something):
    found = log_ratio(Coefficient(estimate, 0.1, lower, upper, statistic=1.0, p_value=0.3))
    assert found.fitted == says_something
