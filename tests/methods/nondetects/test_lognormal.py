import numpy as np
import pytest

from workbench.methods.nondetects.lognormal import fit_lognormal

SERIES = [
    "C1_10pct_one_limit",
    "C2_36pct_two_falling",
    "C3_52pct_three_falling_no_trend",
    "C4_70pct_two_falling",
    "C5_82pct_one_limit",
    "C6_doubly_censored",
]
SEVERAL_LIMITS = [one for one in SERIES if "one_limit" not in one]


@pytest.mark.parametrize("series_id", SERIES)
def test_parameters_mean_and_profile_limit_meet_envstats(series_id, series, answer):
    rows, expected = series("censored_series", series_id), answer("censored", f"{series_id}/mle")
    fit = fit_lognormal(rows["value"], rows["censored"])
    expected.met("meanlog", fit.meanlog)
    expected.met("sdlog", fit.sdlog)
    expected.met("mean", fit.mean)
    expected.met("cv", fit.cv)
    expected.met("ucl95_profile", fit.mean_interval(0.9)[1])
    answer("censored", f"{series_id}/mle_NADA").met("median", fit.quantile(0.5))
    answer("censored", f"{series_id}/q95_utl").met("q95", fit.quantile(0.95))


@pytest.mark.parametrize("series_id", SEVERAL_LIMITS)
def test_the_limit_of_cox_meets_envstats_where_limits_differ(series_id, series, answer):
    """With one limit EnvStats takes the expected, not the observed information."""
    rows = series("censored_series", series_id)
    limit = fit_lognormal(rows["value"], rows["censored"]).mean_cox_interval(0.9)[1]
    answer("censored", f"{series_id}/mle_ucl_cox").met("ucl95_cox", limit)


def test_without_non_detects_it_is_the_mean_of_logarithms():
    values = np.array([1.0, 2.0, 4.0, 8.0])
    fit = fit_lognormal(values)
    assert fit.meanlog == pytest.approx(np.log(values).mean())
    assert fit.sdlog == pytest.approx(np.log(values).std())


def test_more_confidence_widens_the_interval():
    fit = fit_lognormal([1.0, 2.0, 4.0, 8.0, 3.0])
    narrow, wide = fit.mean_interval(0.8), fit.mean_interval(0.95)
    assert wide[0] < narrow[0] < fit.mean < narrow[1] < wide[1]


def test_another_unit_scales_mean_and_interval():
    values, flags = np.array([1.0, 1.0, 2.0, 4.0, 7.0]), [True, False, False, False, False]
    fit, other = fit_lognormal(values, flags), fit_lognormal(values * 1000, flags)
    assert other.mean == pytest.approx(1000 * fit.mean)
    assert other.mean_interval() == pytest.approx([1000 * end for end in fit.mean_interval()])
