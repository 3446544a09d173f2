import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.errors import SeriesError
from workbench.methods.surveys.means import ReportedNumbers, stratified_mean
from workbench.methods.surveys.shares import LoneAnswer

TABLE = Path(__file__).parents[2] / "reference" / "survey_countries.csv"


def of_wave(number):
    """Yes as 1 and no as 0, by region."""
    rows = pd.read_csv(TABLE)
    return {
        region: ReportedNumbers(group[f"thresholds_w{number}"].dropna().tolist(), len(group))
        for region, group in rows.groupby("region")
    }


def test_mean_and_total_of_the_first_wave_meet_r(answer):
    """svymean and svytotal of R survey 4.1.1, strata and finite population correction."""
    expected, found = answer("survey", "wave1/stratified"), stratified_mean(of_wave(1))
    expected.met("p", found.mean)
    expected.met("se", found.se)
    expected.met("df", found.degrees_of_freedom)
    expected.met("total", found.total)
    expected.met("total_se", found.total_se)


def test_a_stratum_with_one_answer_of_several_has_no_standard_error(answer):
    found = stratified_mean(of_wave(2))
    answer("survey", "wave2/stratified_lonely_remove").met("p", found.mean)
    assert math.isnan(found.se)
    assert math.isnan(found.total_interval.lower)
    assert found.reason == LoneAnswer()


def test_where_all_units_answered_the_total_is_known():
    found = stratified_mean({"A": ReportedNumbers([3, 5], 2), "B": ReportedNumbers([7], 1)})
    assert (found.total, found.total_se) == (15, 0)
    assert found.total_interval.lower == found.total_interval.upper == 15


def test_a_larger_unit_of_the_numbers_changes_nothing_else():
    strata = {"A": ReportedNumbers([1, 4, 2], 9), "B": ReportedNumbers([3, 9], 5)}
    tenfold = {
        name: ReportedNumbers([10 * one for one in stratum.numbers], stratum.n_frame)
        for name, stratum in strata.items()
    }
    one, ten = stratified_mean(strata), stratified_mean(tenfold)
    assert np.isclose(10 * one.total, ten.total)
    assert np.isclose(10 * one.total_interval.upper, ten.total_interval.upper)


@pytest.mark.parametrize(
    ("strata", "message"),
    [
        ({}, "There is no stratum."),
        ({"A": ReportedNumbers([], 3)}, "Stratum A has no number."),
        ({"A": ReportedNumbers([1, 2], 1)}, "Stratum A: there are 2 numbers from 1 units."),
        ({"A": ReportedNumbers([1, math.nan], 3)}, "Stratum A has a number that is none."),
    ],
)
def test_strata_of_which_no_mean_can_be_made_are_refused(strata, message):
    with pytest.raises(SeriesError, match=re.escape(message)):
        stratified_mean(strata)
