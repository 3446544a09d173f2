import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.rates.rate_data import counts_and_expected, rate_data


def test_the_constant_comes_first():
    data = rate_data([1, 2, 3], [1, 1, 1], {"x": [0, 1, 3]}, ids=["A", "B", "C"])
    assert data.design.tolist() == [[1, 0], [1, 1], [1, 3]]
    assert data.names == ("constant", "x")
    assert data.ids == ("A", "B", "C")


def test_more_columns_and_fewer_areas_keep_the_rest():
    data = rate_data([1, 2, 3, 4], [1, 1, 1, 2], {"x": [0, 1, 3, 7]})
    wider = data.with_columns(np.array([[1.0], [0.0], [0.0], [1.0]]), ["filter"])
    fewer = wider.of(np.array([True, True, True, True]))
    assert wider.names == fewer.names == ("constant", "x", "filter")
    assert fewer.design.tolist() == wider.design.tolist()
    assert data.of(np.array([True, True, False, True])).ids == ("1", "2", "4")


def test_shared_cases_are_not_whole():
    assert rate_data([1, 2], [1, 1], {}).whole
    assert not rate_data([1.5, 2], [1, 1], {}).whole


@pytest.mark.parametrize(
    ("counts", "expected", "covariates", "message"),
    [
        ([1, 2], [0, 1], {}, "The expected count of A does not fit. Give numbers above 0"),
        ([-1, 2], [1, 1], {}, "The count of A does not fit. Give 0 or more."),
        ([0, 0], [1, 1], {}, "There is not one case in all areas."),
        ([1, 2], [1], {}, "There are 2 counts, but 1 of expected counts."),
        ([1, 2], [1, 1], {"x": [1]}, "There are 2 counts, but 1 of x."),
        ([1, 2], [1, 1], {"x": [1, np.nan]}, "Of 2 values of x, 1 are missing"),
        ([1, 2], [1, 1], {"x": [1, 2]}, "There are 2 areas for 2 coefficients."),
    ],
)
def test_what_no_model_takes_is_refused(counts, expected, covariates, message):
    with pytest.raises(SeriesError, match=re.escape(message)):
        rate_data(counts, expected, covariates, ids=["A", "B"])


def test_many_areas_without_expected_cases_are_counted():
    with pytest.raises(SeriesError, match=re.escape("count of 1, 2, 3, 4, 5 and 2 more does")):
        rate_data(np.ones(7), np.zeros(7), {})


def test_a_covariate_that_follows_from_others_is_refused():
    with pytest.raises(SeriesError, match=re.escape("Of constant, x, y one follows from")):
        rate_data([1, 2, 3, 4], [1, 1, 1, 1], {"x": [1, 2, 3, 5], "y": [3, 5, 7, 11]})


def test_counts_without_a_model_may_be_of_one_area():
    counts, expected = counts_and_expected([3], [2])
    assert (counts.tolist(), expected.tolist()) == ([3.0], [2.0])
    with pytest.raises(SeriesError, match="2 counts, but 1 of expected"):
        counts_and_expected([3, 4], [2])
