"""Countries across the date line are brought together; what goes around the Earth is the world."""

import numpy as np
import pytest

from workbench.presentation.cartography.longitudes import brought_together, middle, span, widest_gap
from workbench.vocabulary.outlines import outline
from workbench.vocabulary.places import WORLD, members


def test_the_gap_is_found_on_the_circle_by_hand():
    assert widest_gap([(170, 180), (-180, -170), (-20, 10)]) == (10, 170)
    assert middle([(170, 180), (-180, -170), (-20, 10)]) == -90


def test_a_thing_that_runs_on_beyond_the_date_line_is_one_thing():
    assert middle([(177, 182)]) == pytest.approx(179.5)
    assert widest_gap([(170, 200), (-175, -170)]) == (-160, 170)


def test_a_single_place_is_its_own_middle():
    assert middle([(37, 37)]) == 37


@pytest.mark.parametrize(
    ("code", "west", "east"),
    [
        ("FJI", 174, 182),
        ("RUS", 19, 191),
        ("KIR", -191, -151),
        ("USA", -188, -66),
        ("NZL", 165, 189),
    ],
)
def test_a_country_is_in_one_piece(code, west, east):
    polygons = outline(code)
    together = brought_together(polygons, middle(map(span, polygons)))
    ends = np.array([span(polygon) for polygon in together])
    assert west <= ends.min()
    assert ends.max() <= east


def test_nothing_is_bent_by_the_shift():
    polygons = outline("FJI")
    for before, after in zip(polygons, brought_together(polygons, 178.0), strict=True):
        moved = after[0] - before[0]
        assert moved[:, 0].tolist() == [moved[0, 0]] * len(moved)
        assert not moved[:, 1].any()


def test_all_countries_together_are_the_world():
    polygons = [polygon for iso3 in members(WORLD) for polygon in outline(iso3)]
    assert middle(map(span, polygons)) is None
