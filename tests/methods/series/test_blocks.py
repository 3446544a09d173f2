import math
import re

import numpy as np
import pandas as pd
import pytest

from workbench.errors import SeriesError
from workbench.methods.series.blocks import regional_kendall, seasonal_kendall
from workbench.methods.series.kendall import mann_kendall
from workbench.methods.series.sen import sen_slope


@pytest.fixture
def monthly(pytestconfig):
    rows = pd.read_csv(pytestconfig.rootpath / "tests" / "reference" / "trends_seasonal.csv")
    return rows[rows["value"].notna()]


@pytest.fixture
def sites(pytestconfig):
    return pd.read_csv(pytestconfig.rootpath / "tests" / "reference" / "trends_regional.csv")


@pytest.mark.parametrize("column", ["value", "value_with_gaps"])
def test_eight_sites_meet_rkt(answer, sites, column):
    rows = sites[sites[column].notna()]
    expected = answer("trends", f"REG/{column}/rkt")
    result = regional_kendall(rows["site_id"], rows["year"], rows[column])
    assert result.n_blocks == 8
    expected.met("S", result.s)
    expected.met("varS_independent", result.var_s)
    expected.met("p_independent", result.p)
    expected.met("varS_with_covariance", result.var_s_covarying)
    expected.met("p_with_covariance", result.p_covarying)
    expected.met("slope", result.slope)
    expected.met("S_over_pairs", result.tau)


def test_interval_and_heterogeneity_of_sites_meet_envstats(answer, sites):
    expected = answer("trends", "REG/EnvStats")
    result = regional_kendall(sites["site_id"], sites["year"], sites["value"])
    expected.met("z", result.z)
    expected.met("slope_lcl", result.lower)
    expected.met("slope_ucl", result.upper)
    expected.met("chisq_het", result.heterogeneity)
    expected.met("p_het", result.p_heterogeneity)


def test_months_meet_envstats_and_rkt(answer, monthly):
    result = seasonal_kendall(monthly["month"], monthly["year"], monthly["value"])
    envstats, rkt = answer("trends", "SEAS/EnvStats"), answer("trends", "SEAS/rkt")
    rkt.met("S", result.s)
    rkt.met("varS", result.var_s)
    envstats.met("p", result.p)
    envstats.met("slope", result.slope)
    envstats.met("slope_lcl", result.lower)
    envstats.met("slope_ucl", result.upper)
    envstats.met("chisq_het", result.heterogeneity)
    envstats.met("p_het", result.p_heterogeneity)


def test_without_continuity_correction_s_and_variance_are_the_same(answer, monthly, sites):
    months = seasonal_kendall(monthly["month"], monthly["year"], monthly["value"])
    answer("trends", "SEAS/Kendall").met("S", months.s)
    answer("trends", "SEAS/Kendall").met("varS", months.var_s)
    all_sites = regional_kendall(sites["site_id"], sites["year"], sites["value"])
    answer("trends", "REG/value/mult_mk").met("S", all_sites.s)
    answer("trends", "REG/value/mult_mk").met("varS", all_sites.var_s_covarying)


def test_each_month_and_each_site_meets_envstats(answer, monthly, sites):
    for one in answer("trends", "SEAS/by_month")["months"]:
        rows = monthly[monthly["month"] == one["month"]]
        alone = mann_kendall(rows["year"], rows["value"])
        assert (alone.s, alone.var_s) == (one["S"], pytest.approx(one["varS"]))
    for one in answer("trends", "REG/by_site")["sites"]:
        rows = sites[sites["site_no"] == one["site_no"]]
        slope = sen_slope(rows["year"], rows["value"])
        assert mann_kendall(rows["year"], rows["value"]).p == pytest.approx(one["p"], rel=1e-6)
        assert slope.slope == pytest.approx(one["slope"], rel=1e-6)
        assert slope.upper == pytest.approx(one["slope_ucl"], rel=1e-6)


def test_eight_years_are_too_few_for_a_covariance(answer, monthly):
    result = seasonal_kendall(monthly["month"], monthly["year"], monthly["value"])
    expected = answer("trends", "SEAS/rkt_corrected_status")
    expected.met("varS_corrected", result.var_s_covarying)
    expected.met("p_corrected", result.p_covarying)
    assert math.isnan(result.p_heterogeneity_covarying)


def test_the_variance_with_covariance_is_that_of_shuffled_years():
    rng = np.random.default_rng(1)
    table = rng.normal(size=12) + 0.5 * rng.normal(size=(4, 12))
    result = regional_kendall(
        np.repeat(list("abcd"), 12), np.tile(np.arange(12), 4), table.ravel(), covariance_from=3
    )
    s = [_s(table[:, rng.permutation(12)]) for _ in range(4000)]
    assert result.var_s_covarying == pytest.approx(np.var(s), rel=0.1)


def _s(table):
    """S added up over the rows."""
    first, last = np.triu_indices(table.shape[1], 1)
    return np.sign(table[:, last] - table[:, first]).sum()


def test_blocks_that_go_opposite_ways_are_told_apart():
    years = np.tile(np.arange(12), 2)
    values = np.concatenate([np.arange(12.0), -np.arange(12.0)])
    result = regional_kendall(np.repeat(["a", "b"], 12), years, values)
    assert result.s == 0
    assert result.p_heterogeneity < 1e-6


def test_one_site_is_the_ordinary_kendall_and_sen():
    random = np.random.default_rng(1)
    years, values = np.arange(12), random.normal(size=12)
    result, single = regional_kendall(["a"] * 12, years, values), mann_kendall(years, values)
    slope = sen_slope(years, values)
    assert (result.s, result.var_s, result.z) == (single.s, single.var_s, single.z)
    assert result.var_s_covarying == single.var_s
    assert (result.slope, result.lower, result.upper) == (slope.slope, slope.lower, slope.upper)
    assert math.isnan(result.p_heterogeneity)


def test_a_set_of_sites_that_slides_makes_no_direction_within_sites():
    # every site is constant, later years sample higher sites: nothing changes within a site
    sites, years, values = ["a", "a", "b", "b"], [2001, 2002, 2002, 2003], [1.0, 1.0, 9.0, 9.0]
    assert regional_kendall(sites, years, values).s == 0


def test_sites_with_one_visit_say_nothing():
    result = regional_kendall(["a", "b"], [2001, 2002], [1.0, 2.0])
    assert (result.n_blocks, result.s, result.z, result.p) == (0, 0, 0.0, 1.0)
    assert math.isnan(result.slope)


def test_lengths_that_differ_are_refused():
    message = "There are 1 blocks, 2 dates and 2 concentrations."
    with pytest.raises(SeriesError, match=re.escape(message)):
        regional_kendall(["a"], [2001, 2002], [1.0, 2.0])


def test_a_site_with_a_date_twice_is_refused():
    with pytest.raises(SeriesError, match=re.escape("b has the date 2001 more than once.")):
        regional_kendall(["a", "b", "b"], [2001, 2001, 2001], [1.0, 2.0, 3.0])
