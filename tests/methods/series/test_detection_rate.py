import math
import re

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import norm

from workbench.errors import SeriesError
from workbench.methods.series.detection_rate import detection_trend

YEARS = np.repeat(np.arange(2001.0, 2011.0), 20)


def rising(seed=1, slope=0.3, limit=1.0):
    """Values of which more and more are above the limit."""
    rng = np.random.default_rng(seed)
    detected = rng.random(YEARS.size) < 1 / (1 + np.exp(3.0 - slope * (YEARS - 2001)))
    return np.where(detected, 2.0, limit), ~detected


def test_the_odds_are_those_of_statsmodels():
    values, flags = rising()
    found = detection_trend(YEARS, values, flags)
    fit = sm.Logit((~flags).astype(float), sm.add_constant(YEARS)).fit(disp=0)
    assert found.log_odds_per_year == pytest.approx(fit.params[1], rel=1e-6)
    assert found.standard_error == pytest.approx(fit.bse[1], rel=1e-6)
    assert found.rate_last == pytest.approx(fit.predict([[1, 2010.0]])[0], rel=1e-6)


def test_the_p_is_that_of_cochran_and_armitage_by_hand():
    # 1 of 10, then 5 of 10: z = 4 / sqrt(20 x 0.3 x 0.7)
    years = [2001] * 10 + [2011] * 10
    limits = [1.0] * 9 + [2.0] + [1.0] * 5 + [2.0] * 5
    found = detection_trend(years, limits, [one == 1.0 for one in limits])
    assert found.p == pytest.approx(2 * norm.sf(4 / math.sqrt(20 * 0.3 * 0.7)))


def test_a_better_laboratory_detects_no_more():
    rng = np.random.default_rng(3)
    values = rng.lognormal(-1.5, 0.8, YEARS.size)
    limits = np.where(YEARS < 2006, 1.0, 0.1)
    found = detection_trend(YEARS, np.maximum(values, limits), values < limits)
    assert found.limit == 1.0
    assert found.n_detected == (values > 1.0).sum()
    assert found.p > 0.05


def test_about_one_series_in_twenty_seems_to_change():
    p = [detection_trend(YEARS, *rising(seed, slope=0.0)).p for seed in range(300)]
    assert 0.02 <= np.mean(np.array(p) <= 0.05) <= 0.085


def test_a_date_that_parts_detects_from_the_rest_has_a_p_and_no_slope():
    found = detection_trend([1, 2, 3, 4, 5, 6], [1, 1, 1, 2, 2, 2], [True] * 3 + [False] * 3)
    assert found.log_odds_per_year == math.inf
    assert math.isnan(found.standard_error)
    assert (found.rate_first, found.rate_last) == (0.0, 1.0)
    assert found.p < 0.05


def test_detects_alone_show_no_change():
    found = detection_trend([1, 2, 3], [1, 2, 3], [False] * 3)
    assert (found.p, found.rate_first, found.rate_last) == (1.0, 1.0, 1.0)


def test_no_detect_above_the_limit_is_refused():
    with pytest.raises(SeriesError, match=re.escape("No sample is above the highest limit, 2.")):
        detection_trend([1, 2], [1, 2], [False, True])


def test_one_date_is_refused():
    with pytest.raises(SeriesError, match=re.escape("All samples have one date.")):
        detection_trend([1, 1], [1, 2], [True, False])


def test_lengths_that_differ_are_refused():
    with pytest.raises(SeriesError, match=re.escape("There are 1 dates for 2 concentrations.")):
        detection_trend([1], [1, 2], [True, False])
