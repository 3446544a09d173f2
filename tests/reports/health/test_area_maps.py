"""Maps of areas: rounded borders, classes around one, and what is hatched."""

import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import MultiPolygon, box

from workbench.findings.tables import Tables
from workbench.reports.health.area_maps import (
    AREA_EXPOSURES,
    SECTION,
    SHAPES,
    AreaShape,
    class_of,
    polygons_of,
    rounded_borders,
)
from workbench.reports.health.rates import AREAS, HIDDEN, AreaRatio
from workbench.words.wording import words_of

LARGEST = 150 * 1024


def areas_of(shapes):
    return pd.DataFrame(
        {
            "iso3": "XAA",
            "area_id": [f"A{place}" for place in range(len(shapes))],
            "epsg": None,
            "geometry": [shapely.to_geojson(one) for one in shapes],
        }
    )


def tables(shapes, ratios):
    """Tables of a map; an area without a ratio is suppressed."""
    rings = rounded_borders(areas_of(shapes)) if shapes else {}
    rows = {
        name: AreaRatio(
            outcome="N18",
            name=name,
            area_id=name,
            expected=None,
            smr=ratio,
            note=HIDDEN if ratio is None else "",
        )
        for name, ratio in zip([f"A{n}" for n in range(len(ratios))], ratios, strict=True)
    }
    made = {name: AreaShape(area_id=name, rings=one, iso3="XAA") for name, one in rings.items()}
    return Tables([SHAPES.filled(made), AREAS.filled(rows), AREA_EXPOSURES.filled({})])


def observed(shapes, ratios):
    return SECTION.figures["observed"](tables(shapes, ratios), words_of())


SQUARES = [box(x, y, x + 1, y + 1) for y in range(3) for x in range(3)]
ACROSS = [
    MultiPolygon([box(179, -18, 180, -16), box(-180, -18, -179, -16)]),
    box(177, -18, 179, -16),
]
ISLANDS = [
    MultiPolygon([box(x + k / 4, 1, x + k / 4 + 0.1, 1.1) for k in range(3)]) for x in range(4)
]


@pytest.mark.parametrize(
    "shapes", [SQUARES, ACROSS, ISLANDS], ids=["squares", "date line", "islands"]
)
def test_a_map_says_its_classes_and_is_small(shapes):
    made = observed(shapes, [None, 1.0, *[1.7] * (len(shapes) - 2)])
    assert "suppressed: small counts: 1." in made.alt
    assert "0.83 to below 1.2: 1." in made.alt
    assert len(made.svg.encode()) < LARGEST


def test_a_map_of_three_thousand_areas_is_small_too():
    shapes = [box(x, y, x + 1, y + 1) for y in range(50) for x in range(60)]
    ratios = [0.4 + 2 * (place * 7 % 100) / 100 for place in range(len(shapes))]
    assert len(observed(shapes, ratios).svg.encode()) < LARGEST


def test_a_map_of_suppressed_areas_alone_is_drawn():
    made = observed(SQUARES, [None] * 9)
    assert "suppressed: small counts: 9." in made.alt


def test_without_borders_there_is_a_reason_in_place_of_a_map():
    assert "no area has a border" in str(observed([], [1.0, 2.0]))


def test_a_ratio_and_its_inverse_are_as_far_from_the_middle():
    ratios = (1.1, 1.3, 1.6, 2.5)
    for ratio in ratios:
        above, below = (
            class_of(one, (0.5, 0.67, 0.83, 1.2, 1.5, 2.0)) for one in (ratio, 1 / ratio)
        )
        assert above + below == 6


def test_no_border_is_told_more_exactly_than_a_map_can_show():
    random = np.random.default_rng(1)
    turns = np.linspace(0, 6.2, 400)
    north = 1 + 0.1 * np.sin(turns) + random.uniform(0, 1e-4, 400)
    jagged = shapely.Polygon(np.column_stack([2 + 0.123456 * np.cos(turns), north]))
    (text,) = rounded_borders(areas_of([jagged])).values()
    numbers = text.replace(",", " ").replace(";", " ").split()
    assert max(len(one.partition(".")[2]) for one in numbers) <= 3
    assert len(polygons_of(text)[0][0]) < 200


def test_an_island_across_180_degrees_keeps_its_shape():
    texts = rounded_borders(areas_of(ACROSS))
    assert len(polygons_of(texts["A0"])) == 2
