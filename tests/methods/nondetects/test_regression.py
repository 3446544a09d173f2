import re

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from workbench.errors import SeriesError
from workbench.methods.nondetects.regression import censored_regression

SERIES = [
    "C1_10pct_one_limit",
    "C2_36pct_two_falling",
    "C3_52pct_three_falling_no_trend",
    "C4_70pct_two_falling",
    "C5_82pct_one_limit",
]


def panel(n_sites, n_years, slope, *, seed=1, limit=0.0):
    """Lognormal values of sites at different levels; those below the limit are non-detects."""
    rng = np.random.default_rng(seed)
    site, year = np.repeat(np.arange(n_sites), n_years), np.tile(np.arange(n_years), n_sites)
    levels = rng.normal(0, 1, n_sites)[site]
    values = np.exp(levels + slope * year + rng.normal(0, 0.4, site.size))
    return np.maximum(values, limit), values < limit, year.astype(float), site.astype(str)


@pytest.mark.parametrize("series_id", SERIES)
def test_the_fit_is_that_of_survreg(series_id, series, answer):
    rows, expected = (
        series("censored_series", series_id),
        answer("censored", f"{series_id}/tobit_lognormal"),
    )
    fit = censored_regression(rows["value"], rows["censored"], {"year": rows["year"]})
    slope, error, p = fit.of("year")
    expected.met("intercept", fit.of("intercept")[0])
    expected.met("slope", slope)
    expected.met("se_slope", error)
    expected.met("p_slope", p)
    expected.met("scale", fit.scale)
    expected.met("loglik", fit.log_likelihood)


def test_another_covariate_than_the_year_meets_survreg(series, answer):
    rows = series("censored_series", "C6_doubly_censored")
    rows = rows[rows["x_censored"] == 0]
    fit = censored_regression(rows["value"], rows["censored"], {"x": np.log(rows["x_value"])})
    expected = answer("censored", "C6_doubly_censored/tobit_x_detected")
    expected.met("slope", fit.of("x")[0])
    expected.met("se_slope", fit.of("x")[1])


def test_without_non_detects_site_effects_are_those_of_ordinary_regression():
    values, flags, years, sites = panel(6, 8, -0.05)
    fit = censored_regression(values, flags, {"year": years}, sites=sites)
    dummies = pd.get_dummies(pd.Series(sites), dtype=float)
    theirs = sm.OLS(np.log(values), np.column_stack([years, dummies])).fit()
    assert fit.of("year") == pytest.approx(
        (theirs.params[0], theirs.bse[0], theirs.pvalues[0]), rel=1e-8
    )
    assert fit.n_sites == 6
    assert fit.scale == pytest.approx(np.sqrt(theirs.scale))


def test_a_third_of_non_detects_leaves_the_slope_where_it_is():
    values, flags, years, sites = panel(40, 10, -0.05, limit=0.55)
    assert 0.25 < flags.mean() < 0.45
    slope, error, _ = censored_regression(values, flags, {"year": years}, sites=sites).of("year")
    assert abs(slope + 0.05) < 2 * error < 0.03


def test_sites_that_move_through_the_panel_make_no_slope():
    values, years = [1.0, 1.1, 5.0, 5.5, 0.9, 5.2], [1, 2, 4, 5, 3, 6]
    sites = ["a", "a", "b", "b", "a", "b"]
    fit = censored_regression(values, [False] * 6, {"year": years}, sites=sites)
    assert abs(fit.of("year")[0]) < 0.05
    assert censored_regression(values, [False] * 6, {"year": years}).of("year")[0] > 0.3


def test_a_site_that_tells_nothing_is_left_out():
    values, flags, years, sites = panel(5, 6, 0.0)
    more = censored_regression(
        np.append(values, [9.0, 0.1, 0.1]),
        np.append(flags, [False, True, True]),
        {"year": np.append(years, [1.0, 1.0, 2.0])},
        sites=np.append(sites, ["once", "never", "never"]),
    )
    alone = censored_regression(values, flags, {"year": years}, sites=sites)
    assert (more.n, more.n_sites) == (30, 5)
    assert more.of("year") == pytest.approx(alone.of("year"))


def test_another_unit_changes_no_slope():
    values, flags, years, _ = panel(1, 20, -0.1, limit=0.3)
    first = censored_regression(values, flags, {"year": years + 2000})
    second = censored_regression(values * 1000, flags, {"year": years + 2000})
    assert second.of("year") == pytest.approx(first.of("year"), rel=1e-6)


def test_too_few_detects_are_refused():
    with pytest.raises(SeriesError, match=re.escape("There are 1 detects for 2 coefficients")):
        censored_regression([1, 1, 2], [True, True, False], {"year": [1, 2, 3]})


def test_detects_without_any_scatter_are_refused():
    flags = [True, True, True, False, False, False]
    with pytest.raises(SeriesError, match="The likelihood has no maximum"):
        censored_regression([9, 9, 9, 1, 2, 4], flags, {"year": [1, 2, 3, 4, 5, 6]})


def test_a_covariate_that_is_the_same_everywhere_is_refused():
    with pytest.raises(SeriesError, match=re.escape("All 3 samples have one clay, 20.")):
        censored_regression([1, 2, 3], [False] * 3, {"clay": [20, 20, 20]})


def test_a_covariate_of_another_length_is_refused():
    with pytest.raises(SeriesError, match=re.escape("There are 3 concentrations and 2 of clay.")):
        censored_regression([1, 2, 3], [False] * 3, {"clay": [20, 30]})


def test_sites_of_another_length_are_refused():
    with pytest.raises(SeriesError, match=re.escape("There are 3 concentrations and 2 sites.")):
        censored_regression([1, 2, 3], [False] * 3, {"year": [1, 2, 3]}, sites=["a", "b"])


def test_a_value_without_a_logarithm_is_refused():
    with pytest.raises(SeriesError, match=re.escape("A concentration is 0.")):
        censored_regression([0, 2, 3], [False] * 3, {"year": [1, 2, 3]})
