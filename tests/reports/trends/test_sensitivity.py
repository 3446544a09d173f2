"""What other tests would have said: each is given what it can take."""

import numpy as np
import pandas as pd
import pytest

from workbench.methods.sampling.site_values import Samples, site_values
from workbench.methods.sampling.visits import Medians, Placed
from workbench.methods.series.blocks import regional_kendall
from workbench.reports.trends.changing.sensitivity import (
    _given_soil,
    _of_detects,
    _of_medians,
    _of_sites,
)
from workbench.reports.trends.soils import Soil
from workbench.store.measurements import Measurements


@pytest.fixture
def visits():
    """Medians that fall with their limits: all that is known is that each is below its limit."""

    def made(n=8, *, below=True):
        return pd.DataFrame(
            {
                Medians.decimal_year: [2000.5 + year for year in range(n)],
                Medians.median_mg_kg: [float(n - year) for year in range(n)],
                Medians.below_limit: below,
            }
        )

    return made


@pytest.fixture
def panel():
    """Six sites that fall by 5 % a year together with good and bad years, with one clay content."""
    rng = np.random.default_rng(1)
    site, year = np.repeat(np.arange(6), 12), np.tile(np.arange(12), 6)
    of_year = rng.normal(0, 0.3, 12)
    content = np.exp(-0.05 * year + of_year[year] + rng.normal(0, 0.1, 72) + site / 5)
    return pd.DataFrame(
        {
            Measurements.site_id: site.astype(str),
            Placed.visit: (2001 + year).astype(str),
            Placed.visit_date: 2001.5 + year,
            Measurements.value: content,
            Measurements.censored: False,
            Soil.clay_pct: 20.0 + 10 * of_year[year] + rng.normal(0, 0.1, 72),
        }
    )


def values_of(samples):
    """One value a site and round."""
    columns = (Measurements.site_id, Placed.visit, Placed.visit_date)
    kinds = (Measurements.value, Measurements.censored)
    return site_values(Samples(*(samples[name] for name in (*columns, *kinds))))


def by_test(asked):
    return {one.test: one for one in asked}


def test_medians_are_recensored_before_mann_kendall(visits):
    first, *_ = _of_medians(visits(), 0)
    assert (first.p, first.n_rounds) == (1.0, 8)


def test_rounds_below_a_limit_are_in_no_modified_test(visits):
    assert [one.test for one in _of_medians(visits(), 0)] == ["round-medians", "half-limit"]


def test_half_the_limit_makes_a_fall_of_falling_limits_and_is_advised_against(visits):
    half = by_test(_of_medians(visits(), 0))["half-limit"]
    assert half.p < 0.001
    assert half.slope == -0.5
    assert half.advised_against


def test_without_a_non_detect_half_the_limit_is_not_asked_for(visits):
    assert "half-limit" not in by_test(_of_medians(visits(below=False), 0))


@pytest.mark.parametrize(("n", "asked"), [(9, False), (10, True)])
def test_a_change_point_and_a_bend_are_looked_for_from_ten_rounds(visits, n, asked):
    tests = by_test(_of_medians(visits(n, below=False), 0))
    assert ("pettitt" in tests, "joinpoint" in tests) == (asked, asked)


def test_the_year_of_a_step_is_the_first_after_it(visits):
    stepped = visits(12, below=False)
    stepped[Medians.median_mg_kg] = [5.0, 5.1] * 3 + [2.0, 2.1] * 3
    assert by_test(_of_medians(stepped, 0))["pettitt"].year == 2006


def test_medians_below_a_limit_have_a_change_point_but_no_bend(visits):
    mixed = visits(12, below=False)
    mixed.loc[11, Medians.below_limit] = True
    tests = by_test(_of_medians(mixed, 0))
    assert "pettitt" in tests
    assert "joinpoint" not in tests


def test_sites_that_share_good_and_bad_years_are_not_independent(panel):
    tests = by_test(_of_sites(values_of(panel)))
    assert tests["regional"].p < 0.01 * tests["regional-covarying"].p
    assert tests["regional"].advised_against
    assert not tests["regional-covarying"].advised_against
    assert tests["regional"].change == pytest.approx(tests["mle-sites"].change, abs=0.02)


def test_the_sites_are_those_of_the_regional_test(panel):
    tests = by_test(_of_sites(values_of(panel)))
    years, values = panel[Placed.visit_date], np.log(panel[Measurements.value])
    test = regional_kendall(panel[Measurements.site_id], years, values)
    assert tests["regional-covarying"].p == pytest.approx(test.p_covarying)


def test_with_non_detects_only_the_regression_has_a_size(panel):
    low = panel[Measurements.value] < 0.8
    panel[Measurements.value] = panel[Measurements.value].clip(lower=0.8)
    tests = by_test(_of_sites(values_of(panel.assign(**{Measurements.censored: low}))))
    assert np.isnan(tests["regional"].change)
    assert np.isfinite(tests["mle-sites"].change)


def test_a_site_alone_is_asked_no_test_over_sites(panel):
    assert not list(_of_sites(values_of(panel[panel[Measurements.site_id] == "0"])))


@pytest.mark.parametrize(("share", "asked"), [(0.75, False), (0.9, True)])
def test_the_share_of_detects_is_followed_above_80_percent_non_detects(panel, share, asked):
    panel[Measurements.censored] = np.arange(72) % 20 < 20 * share
    panel[Measurements.value] = np.where(panel[Measurements.censored], 1.0, 2.0)
    assert bool(list(_of_detects(panel))) is asked


def test_a_series_without_a_detect_above_its_limits_has_no_trend_of_them(panel):
    assert not list(_of_detects(panel.assign(**{Measurements.censored: True})))


def test_what_clay_explains_of_a_fall_is_taken_away(panel):
    panel[Measurements.value] = np.exp(panel[Soil.clay_pct] / 10)
    tests = by_test(_given_soil(values_of(panel), panel))
    assert list(tests) == ["partial-clay"]
    assert np.isnan(tests["partial-clay"].p)  # clay explains all


def test_without_properties_no_covariate_is_asked_for(panel):
    assert not list(_given_soil(values_of(panel), panel.drop(columns=Soil.clay_pct)))


def test_clay_of_four_rounds_is_too_little(panel):
    panel.loc[panel[Placed.visit_date] > 2005, Soil.clay_pct] = np.nan
    assert not list(_given_soil(values_of(panel), panel))


def test_a_country_has_its_other_tests_in_the_table(zinc, judged):
    rows = judged(zinc).rows("sensitivity")
    tests = {one["test"]: one for one in rows.values()}
    assert {"regional-covarying", "mle-sites", "pettitt", "joinpoint"} <= set(tests)
    assert tests["mle-sites"]["change_per_year"] == pytest.approx(0, abs=0.02)
    assert [name for name, one in tests.items() if one["is_advised_against"]] == ["regional"]
