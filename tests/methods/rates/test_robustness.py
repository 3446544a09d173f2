import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from workbench.errors import ParameterError, SeriesError
from workbench.methods.rates.rate_models import coefficient, poisson
from workbench.methods.rates.robustness import (
    attributable_fraction,
    e_values,
    smallest_detectable_ratio,
)


@pytest.mark.parametrize(
    "case",
    ["crude", "adjusted", "negative_control_crude", "protective_example", "includes_one_example"],
)
def test_e_values_are_those_of_the_reference(answer, case):
    expected = answer("health", "evalue")[case]
    found = e_values(expected["rr"], expected["lcl"], expected["ucl"])
    assert found.point == pytest.approx(expected["e_point"], rel=1e-6)
    assert found.limit == pytest.approx(expected["e_ci"], rel=1e-6)
    assert not found.converted


@pytest.mark.parametrize(
    ("ratio", "lower", "upper", "point", "limit"),
    [
        (3.9, 1.8, 8.7, 7.263034, 3.0),
        (0.80, 0.71, 0.91, 1.809017, 1.428571),
        (10.73, 8.02, 14.36, 20.94777, 15.52336),
    ],
)
def test_e_values_are_those_of_the_vignette_of_evalue(ratio, lower, upper, point, limit):
    # R package EValue 4.1.4, vignette "unmeasured-confounding".
    found = e_values(ratio, lower, upper)
    assert [found.point, found.limit] == pytest.approx([point, limit], rel=1e-5)


def test_the_ratio_of_a_common_outcome_is_converted_first():
    # By hand for a rate ratio of 4: (1 - 0.5^2) / (1 - 0.5^(1/2)) = 0.75 / 0.292893 = 2.560660,
    # and 2.560660 + sqrt(2.560660 x 1.560660) = 2.560660 + 1.999080 = 4.559740.
    found = e_values(4, 4, 4, common_outcome=True)
    assert found.converted
    assert found.point == pytest.approx(4.559740, rel=1e-6)


@given(st.floats(0.05, 20), st.floats(1, 3))
def test_a_ratio_and_its_inverse_have_one_e_value(ratio, stretch):
    found = e_values(ratio, ratio / stretch, ratio * stretch)
    mirrored = e_values(1 / ratio, 1 / ratio / stretch, 1 / ratio * stretch)
    assert found.point == pytest.approx(mirrored.point)
    assert found.limit == pytest.approx(mirrored.limit)
    assert 1 <= found.limit <= found.point + 1e-12


def test_the_detectable_ratio_is_found_with_its_power(adjusted):
    error = poisson(adjusted).coefficient("x").standard_error
    ratio = smallest_detectable_ratio(error, power=0.9)
    assert norm.sf(norm.ppf(0.975) - math.log(ratio) / error) == pytest.approx(0.9)


def test_the_detectable_ratio_of_80_percent_is_2_8_errors_away():
    # 1.959964 + 0.841621 = 2.801585, the textbook sum of quantiles.
    assert math.log(smallest_detectable_ratio(0.1)) == pytest.approx(0.2801585, rel=1e-6)


def test_fractions_of_a_yes_or_no_exposure_are_those_of_epir():
    # epiR 2.0.57, epi.2by2 of 13/2163 against 5/3349: fraction of the exposed 0.750470
    # (0.301058 to 0.910916), of all 0.542006; its limits of the latter add a random share of cases.
    ratio, lower, upper = map(math.log, (4.00753676470588, 1.43073388022936, 11.2252537962508))
    slope = coefficient(ratio, (upper - lower) / 2 / norm.ppf(0.975))
    exposed = attributable_fraction([13], [1], slope, reference=0)
    assert [exposed.fraction, exposed.lower, exposed.upper] == pytest.approx(
        [0.750470161919178, 0.301057999800989, 0.910915154512231], rel=1e-6
    )
    everyone = attributable_fraction([13, 5], [1, 0], slope, reference=0)
    assert everyone.fraction == pytest.approx(0.54200622805274, rel=1e-9)
    assert everyone.cases == pytest.approx(18 * 0.54200622805274)


def test_areas_at_or_below_the_reference_have_no_such_cases():
    slope = coefficient(0.3, 0.1)
    found = attributable_fraction([10, 20, 30], [-2, 0, 1], slope, reference=0)
    assert found.cases == pytest.approx(30 * (1 - math.exp(-0.3)))
    assert found.lower < found.fraction < found.upper
    assert attributable_fraction([10], [1], slope, reference=1).fraction == 0


def test_a_slope_below_0_gives_a_fraction_below_0():
    assert attributable_fraction([10], [1], coefficient(-0.3, 0.1), reference=0).upper < 0


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: e_values(2, 0, 3), SeriesError, "limits 0 and 3."),
        (lambda: e_values(2, 2.5, 3), SeriesError, "limits 2.5 and 3."),
        (lambda: smallest_detectable_ratio(0), SeriesError, "The standard error is 0."),
        (lambda: smallest_detectable_ratio(np.inf), SeriesError, "The standard error is inf."),
        (lambda: smallest_detectable_ratio(1, power=80), ParameterError, "The power is 80."),
        (
            lambda: attributable_fraction([0], [1], coefficient(1, 1), reference=0),
            SeriesError,
            "not all 0.",
        ),
        (
            lambda: attributable_fraction([1, 2], [1], coefficient(1, 1), reference=0),
            SeriesError,
            "There are 2 counts of cases for 1 exposures.",
        ),
    ],
)
def test_what_does_not_fit_is_refused(call, error, message):
    with pytest.raises(error, match=re.escape(message)):
        call()
