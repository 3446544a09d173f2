import re

import numpy as np
import pytest
from scipy import stats

from workbench.errors import ParameterError, SeriesError
from workbench.methods.rates.coefficients import coefficient, column_place


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
