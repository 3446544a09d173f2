import math

import numpy as np
import pytest

from workbench.methods.nondetects.upper_limits import kaplan_meier_standard_error, mean_upper_limit

MILD = np.arange(10.0, 20.0)
SKEWED = np.array([1.0, 2.0, 2.0, 3.0, 5.0, 9.0, 20.0, 60.0])


def test_a_mildly_skewed_content_has_the_limit_of_student():
    # mean 14.5, standard deviation 3.02765, t(0.95, 9) = 1.8331: 14.5 + 1.8331 x 0.95743
    found = mean_upper_limit(MILD)
    assert (found.rule, found.capped) == ("Student t", False)
    assert found.value == pytest.approx(14.5 + 1.833113 * 3.0276504 / math.sqrt(10), rel=1e-6)


def test_a_skewed_content_has_the_limit_of_chebyshev():
    # 12.75 + sqrt(1 / 0.05 - 1) standard errors
    found = mean_upper_limit(SKEWED)
    assert found.rule == "Chebyshev"
    error = SKEWED.std(ddof=1) / math.sqrt(8)
    assert found.value == pytest.approx(12.75 + math.sqrt(19) * error, rel=1e-12)


def test_a_limit_above_the_maximum_gives_way_to_it():
    # 15.5 + sqrt(19) x 15.5 / sqrt(7) would be 41.0
    found = mean_upper_limit([1.0] * 4 + [30.0] * 4)
    assert (found.value, found.capped, found.rule) == (30.0, True, "Chebyshev")


def test_few_samples_or_detects_give_the_maximum_and_the_reason():
    few = mean_upper_limit([1.0, 5.0, 2.0])
    assert (few.value, few.rule) == (5.0, "maximum")
    assert few.reason == "3 samples, 3 of them detects; 8 and 5 are needed"
    hidden = mean_upper_limit([1.0] * 6 + [2.0, 3.0], [True] * 6 + [False] * 2)
    assert (hidden.value, hidden.n_censored, math.isnan(hidden.mean)) == (3.0, 6, True)


def test_the_error_without_non_detects_is_that_of_a_mean():
    for values in (MILD, SKEWED, np.array([3.0, 3.0, 7.0])):
        expected = values.std(ddof=1) / math.sqrt(values.size)
        found = kaplan_meier_standard_error(values, np.zeros(values.size, bool))
        assert found == pytest.approx(expected, rel=1e-12)


def test_the_error_with_a_non_detect_is_worked_out_by_hand():
    # 1, "<2", 3, 4: the share at or below is 1 at 4, 3/4 at 3 and 3/4 x 2/3 = 1/2 at 1.
    # Areas: (3 - 1) x 1/2 = 1, then 1 + (4 - 3) x 3/4 = 1.75.
    # Variance: 1 / (3 x 2) + 1.75^2 / (4 x 3), times 3/2 for three detects.
    found = kaplan_meier_standard_error([2.0, 1.0, 3.0, 4.0], [True, False, False, False])
    assert found == pytest.approx(math.sqrt((1 / 6 + 1.75**2 / 12) * 1.5), rel=1e-12)


def test_non_detects_are_named_in_the_rule():
    flags = [True, True] + [False] * 8
    found = mean_upper_limit(MILD, flags)
    assert (found.rule, found.n_censored) == ("Kaplan-Meier, t", 2)
    assert found.mean < found.value <= found.maximum


def test_another_unit_scales_the_limit():
    flags = [True] + [False] * 7
    grams = mean_upper_limit(SKEWED, flags)
    milligrams = mean_upper_limit(SKEWED * 1000, flags)
    assert milligrams.value == pytest.approx(grams.value * 1000)
