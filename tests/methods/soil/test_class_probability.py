import math

import numpy as np
import pytest

from workbench.errors import ParameterError
from workbench.methods.soil.class_probability import class_verdicts
from workbench.methods.soil.classes import BetweenClasses, InClass

LIMITS, LABELS = [0.4, 0.6, 0.8], ["low", "medium", "high", "very high"]


def verdict(*draws, **options):
    return class_verdicts(np.array([draws]).T, LIMITS, LABELS, **options)[0]


def test_a_class_is_shown_from_a_probability_of_08():
    at, below = verdict(*[0.5] * 8, 0.7, 0.7), verdict(*[0.5] * 7, 0.7, 0.7, 0.7)
    assert (at.named, at.probability, at.is_single) == (InClass(name="medium"), 0.8, True)
    assert (below.named, below.probability) == (
        BetweenClasses(lowest="medium", highest="high"),
        1.0,
    )
    assert below.probabilities == pytest.approx((0, 0.7, 0.3, 0))


def test_as_few_classes_as_will_do_are_named():
    # 30 % low, 40 % medium, 25 % high, 5 % very high: low and medium have 70 %, so three
    found = verdict(*[0.1] * 6, *[0.5] * 8, *[0.7] * 5, 0.9)
    assert found.named == BetweenClasses(lowest="low", highest="high")
    assert found.probability == pytest.approx(0.95)


def test_a_value_at_a_limit_is_in_the_upper_class():
    assert verdict(0.4).named == InClass(name="medium")


def test_without_a_number_there_is_no_class():
    found = verdict(math.nan, 0.5)
    assert (found.named, found.probabilities) == (None, ())


def test_limits_that_do_not_fit_are_refused():
    with pytest.raises(ParameterError, match="Give one rising limit fewer"):
        class_verdicts([[0.5]], [0.6, 0.4, 0.8], LABELS)
    with pytest.raises(ParameterError, match="The probability of a class is 80"):
        verdict(0.5, min_probability=80)
