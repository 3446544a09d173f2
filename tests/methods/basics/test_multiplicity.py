import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.multitest import multipletests

from workbench.errors import SeriesError
from workbench.methods.basics.multiplicity import benjamini_hochberg

TABLE = Path(__file__).parents[2] / "reference" / "pvalues.csv"


@pytest.fixture
def p_values():
    return pd.read_csv(TABLE)["p"].to_numpy()


def test_q_values_meet_r(p_values, answer):
    expected = answer("multiplicity_power", "adjust/BH")
    q_values = benjamini_hochberg(p_values)
    expected.met("adjusted", q_values)
    expected.met("n_below_0.05", (q_values <= 0.05).sum())
    expected.met("n_below_0.10", (q_values <= 0.10).sum())


def test_missing_tests_are_not_counted(p_values, answer):
    expected = answer("multiplicity_power", "adjust/BH_with_missing")
    expected.met("adjusted", benjamini_hochberg([*p_values, np.nan, np.nan]))


def test_q_values_are_those_of_statsmodels(p_values):
    expected = multipletests(p_values, method="fdr_bh")[1]
    assert benjamini_hochberg(p_values) == pytest.approx(expected, rel=1e-12)


def test_q_values_are_worked_out_by_hand():
    # Sorted 0.01, 0.03, 0.04 of 3: 0.01 * 3/1, 0.03 * 3/2 cut to the next, 0.04 * 3/3.
    assert benjamini_hochberg([0.04, 0.01, 0.03]) == pytest.approx([0.04, 0.03, 0.04])


def test_q_is_never_below_p_and_keeps_its_order(p_values):
    q_values = benjamini_hochberg(p_values)
    assert (q_values >= p_values).all()
    assert (np.diff(q_values[np.argsort(p_values)]) >= 0).all()


def test_one_test_needs_no_correction():
    assert benjamini_hochberg([0.03]).tolist() == [0.03]


@pytest.mark.parametrize("p_values", [[], [np.nan, np.nan]])
def test_no_test_gives_no_q_value(p_values):
    assert np.isnan(benjamini_hochberg(p_values)).tolist() == [True] * len(p_values)


def test_the_argument_is_left_as_it_was():
    p_values = np.array([0.04, 0.01])
    benjamini_hochberg(p_values)
    assert p_values.tolist() == [0.04, 0.01]


def test_a_p_value_above_1_is_refused():
    message = "A p-value is 5. Give values from 0 to 1, or NaN."
    with pytest.raises(SeriesError, match=re.escape(message)):
        benjamini_hochberg([0.5, 5.0])


def test_a_table_of_p_values_is_refused():
    with pytest.raises(SeriesError, match=re.escape("The p-values have the shape (1, 2).")):
        benjamini_hochberg([[0.5, 0.1]])
