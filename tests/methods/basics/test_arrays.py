import re

import numpy as np
import pandas as pd
import pytest

from workbench.errors import ParameterError, SeriesError
from workbench.methods.basics.arrays import as_censored, as_values, check_confidence, time_order


def test_columns_of_a_table_are_taken():
    samples = pd.DataFrame({"mg_kg": [0.4, 1.0], "censored": [False, True]})
    values, flags = as_censored(samples["mg_kg"], samples["censored"])
    assert values.tolist() == [0.4, 1.0]
    assert flags.tolist() == [False, True]


def test_flags_of_0_and_1_are_taken():
    assert as_censored([1.0, 2.0], [0, 1])[1].tolist() == [False, True]


def test_without_flags_everything_is_detected():
    assert not as_censored([1.0, 2.0], None)[1].any()


def test_dates_come_back_in_order_with_the_way_to_sort_the_rest():
    years, order = time_order([2018.5, 2009.25, 2012.0], 3)
    assert years.tolist() == [2009.25, 2012.0, 2018.5]
    assert order.tolist() == [1, 2, 0]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (["<0.1", 2], "The dates are not all numbers. Give one number each."),
        ([[1.0, 2.0]], "The dates have the shape (1, 2). Give a list of 1 or more."),
        ([], "The dates have the shape (0,). Give a list of 1 or more."),
        (3.0, "The dates have the shape (). Give a list of 1 or more."),
        ([1.0, np.nan, np.inf], "Of 3 dates, 2 are missing or infinite. Leave them out first."),
    ],
)
def test_what_is_no_series_is_refused(values, message):
    with pytest.raises(SeriesError, match=re.escape(message)):
        as_values(values, "dates")


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (
            [True],
            "There are 2 concentrations, but flags of the shape (1,). Give one flag for each.",
        ),
        ([0, 2], "A flag for non-detects is neither true nor false."),
        ([None, True], "A flag for non-detects is neither true nor false."),
        (["<", ""], "A flag for non-detects is neither true nor false."),
    ],
)
def test_flags_that_do_not_fit_are_refused(flags, message):
    with pytest.raises(SeriesError, match=re.escape(message)):
        as_censored([0.4, 1.0], flags)


def test_a_non_detect_without_a_limit_is_refused():
    with pytest.raises(SeriesError, match=re.escape("has the limit 0. Give limits above 0.")):
        as_censored([0.0, 1.0], [True, False])


@pytest.mark.parametrize(
    ("dates", "n_visits", "message"),
    [
        ([2010.0, 2011.0], 3, "There are 2 dates for 3 concentrations. Give one for each."),
        ([2010.0], 1, "A slope or a trend needs 2 visits or more, this series has 1."),
        (
            [2011.5, 2010.0, 2011.5],
            3,
            "The date 2011.5 occurs more than once. "
            "Combine the values of a visit first, with visit_median.",
        ),
    ],
)
def test_dates_that_do_not_fit_are_refused(dates, n_visits, message):
    with pytest.raises(SeriesError, match=re.escape(message)):
        time_order(dates, n_visits)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0, float("nan")])
def test_a_confidence_in_percent_is_refused(confidence):
    with pytest.raises(ParameterError, match=re.escape("Give a share, as 0.95 for 95 %.")):
        check_confidence(confidence)
