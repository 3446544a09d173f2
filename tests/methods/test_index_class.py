import numpy as np
import pytest

from workbench.methods.bounded import Bounded
from workbench.methods.classes import BetweenClasses, InClass
from workbench.methods.contamination import risk_scale
from workbench.methods.index_class import class_names, class_positions
from workbench.vocabulary.soil.references import index_classes


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
