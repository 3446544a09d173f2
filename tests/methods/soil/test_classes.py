import math

import numpy as np
import pytest

from workbench.errors import ParameterError
from workbench.methods.basics.arrays import Bounded
from workbench.methods.soil.classes import (
    BetweenClasses,
    InClass,
    class_names,
    class_positions,
    class_verdicts,
)
from workbench.methods.soil.contamination import risk_scale
from workbench.vocabulary.soil.references import index_classes

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


def label(index, value):
    classes = index_classes(index)
    return classes.labels[int(class_positions(value, classes))]


@pytest.mark.parametrize(
    ("index", "value", "expected"),
    [  # limits as printed after Hakanson (1980), Müller (1969) and Abrahim and Parker (2008)
        ("Er", 39.999, "low"),
        ("Er", 40, "moderate"),
        ("Er", 320, "very high"),
        ("RI", 149.999, "low"),
        ("RI", 600, "very high"),
        ("CF", 0.999, "low"),
        ("CF", 3, "considerable"),
        ("Igeo", 0, "unpolluted"),
        ("Igeo", 5, "strong to extreme"),
        ("Igeo", 5.0001, "extreme"),
        ("Nemerow", 0.7, "none"),
        ("Nemerow", 0.7001, "warning line"),
        ("mCd", 32, "ultra high"),
        ("EF", 16 / 3, "significant"),
    ],
)
def test_a_value_at_a_limit_is_in_the_class_that_the_index_says(index, value, expected):
    assert label(index, value) == expected


def test_the_class_of_a_risk_index_depends_on_the_substances_it_is_scaled_to():
    classes = index_classes("RI")
    assert label("RI", 213.0) == "moderate"  # as printed for eight substances
    scaled = classes.scaled(risk_scale([30, 5, 5, 1]))
    assert scaled.limits == pytest.approx([150 * 41 / 133, 300 * 41 / 133, 600 * 41 / 133])
    assert scaled.labels[int(class_positions(213.0, scaled))] == "very high"


def test_an_index_between_bounds_names_the_classes_at_both_ends():
    values = Bounded(np.array([np.nan, 100.0, 10.0]), np.array([0.5, 400.0, 20.0]))
    assert class_names(values, index_classes("RI")) == [
        InClass(name="low"),
        BetweenClasses(lowest="low", highest="considerable"),
        InClass(name="low"),
    ]
