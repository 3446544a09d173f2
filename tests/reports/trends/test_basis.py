"""Which numbers are non-detects, and what layers are called."""

import pytest

from workbench.reports.trends.basis import is_below_stated_limit, layer_of


def test_a_number_equal_to_its_own_limit_is_a_non_detect(samples):
    rows = samples(*((2001, "A", value, False) for value in (0.1, 0.2, 0.3)))
    assert is_below_stated_limit(rows.assign(lod=0.2)).tolist() == [True, True, False]


def test_a_number_without_a_limit_is_what_it_is(samples):
    assert not is_below_stated_limit(samples((2001, "A", 0.1, False))).any()


@pytest.mark.parametrize(
    ("layer", "top", "bottom", "shown"),
    [
        ("0_0.2", 0.0, 20.0, "0-20 cm"),
        ("0/0.05 m", 0.0, 5.0, "0-5 cm"),
        ("0-20 cm", 0.0, 20.0, "0-20 cm"),
        ("Oa", 0.0, 20.0, "Oa"),
        ("1", float("nan"), float("nan"), "1"),
    ],
)
def test_a_layer_that_numbers_name_is_shown_as_its_depth(samples, layer, top, bottom, shown):
    group = samples((2000, "a", 1.0, False), (2001, "a", 2.0, False))
    group = group.assign(layer=layer, depth_top_cm=top, depth_bottom_cm=bottom)
    assert layer_of(group) == shown


def test_a_layer_of_two_depths_keeps_its_name(samples):
    group = samples((2000, "a", 1.0, False), (2001, "a", 2.0, False))
    group = group.assign(layer="1", depth_top_cm=0.0, depth_bottom_cm=[10.0, 20.0])
    assert layer_of(group) == "1"
