"""Parts of a map on the page: none covers another, and all are on it."""

from itertools import combinations

import numpy as np
import pytest

from workbench.presentation.cartography.layout import laid_out, legend_height, note_height
from workbench.presentation.cartography.map_frames import planned
from workbench.vocabulary.outlines import outline

WIDTH = 590.4
FAR = {
    "FRA": [(2.3, 48.9), (-53, 4), (55.5, -21.1), (-61.4, 16.2), (45.2, -12.8)],
    "USA": [(-71.7, 43.9), (-71.6, 43.9), (-150, 65), (-156, 20)],
    "KEN": [],
}


def apart(one, other):
    across = one.left + one.width <= other.left or other.left + other.width <= one.left
    return across or one.lower <= other.upper or other.lower <= one.upper


@pytest.mark.parametrize("code", FAR)
def test_no_part_covers_another(code):
    plan = planned(outline(code), np.array(FAR[code], dtype=float).reshape(-1, 2))
    layout = laid_out(plan, 80, 18)
    parts = [layout.main, *layout.insets, layout.note]
    assert all(apart(one, other) for one, other in combinations(parts, 2))
    assert all(apart(layout.legend, one) for one in layout.insets)
    for part in parts:
        assert part.left + part.width <= WIDTH
        assert part.lower <= layout.height


def test_a_legend_is_as_high_as_its_lines():
    assert legend_height(["one", "two\nlines"]) - legend_height(["one"]) == 24
    assert note_height("") == 0
    assert note_height("one\ntwo") == 18
