import math
import re

import numpy as np
import pymannkendall
import pytest

from workbench.errors import SeriesError
from workbench.methods.series.serially_corrected import FUNCTIONS, corrected_kendall

HAMED_RAO = [
    "T03_n12_ties",
    "T05_n30_autocorrelated",
    "T06_n20_missing",
    "T09_n30_step",
    "T10_n15_decline",
    "T11_n25_negative_ar",
    "T12_n40_up_down_ties",
]


@pytest.mark.parametrize(("record", "lags"), [("hamed_rao", None), ("hamed_rao_3lag", 3)])
@pytest.mark.parametrize("series_id", HAMED_RAO)
def test_hamed_and_rao_meet_modifiedmk(series_id, record, lags, series, answer):
    expected = answer("trends", f"{series_id}/{record}")
    found = corrected_kendall(series("trends_series", series_id)["value"], first_lags=lags)
    expected.met("z", found.z)
    expected.met("p", found.p)
    expected.met("n_over_nstar", found.widening)


def test_a_variance_that_is_not_above_0_is_said_and_gives_no_p(series):
    found = corrected_kendall(series("trends_series", "T11_n25_negative_ar")["value"])
    assert not found.is_estimable
    assert math.isnan(found.z)


@pytest.mark.parametrize("correction", FUNCTIONS)
def test_each_correction_is_that_of_pymannkendall(correction):
    values = np.cumsum(np.random.default_rng(1).normal(size=30))
    theirs = getattr(pymannkendall, FUNCTIONS[correction])(values)
    found = corrected_kendall(values, correction)
    assert (found.s, found.var_s, found.z) == (theirs.s, theirs.var_s, theirs.z)


def test_a_clear_trend_does_not_underflow_to_p_0():
    values = np.arange(60.0) + np.random.default_rng(1).normal(size=60)
    assert 0 < corrected_kendall(values).p < 1e-18


def test_a_variance_that_is_narrowed_gives_the_plain_p(series):
    values = series("trends_series", "T10_n15_decline")["value"]
    found = corrected_kendall(values)
    assert found.widening < 1
    assert found.p_not_narrowed == pytest.approx(pymannkendall.original_test(values).p)


def test_a_variance_that_is_widened_keeps_its_p(series):
    found = corrected_kendall(series("trends_series", "T09_n30_step")["value"])
    assert found.p_not_narrowed == found.p


def test_equal_values_are_refused():
    with pytest.raises(SeriesError, match=re.escape("5 values, or all the same")):
        corrected_kendall([1.0] * 5)
