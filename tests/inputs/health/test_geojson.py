import csv
import json
import re

import pytest

from workbench.errors import InputError
from workbench.inputs.checks import check_store
from workbench.inputs.store import open_store

AREAS = {
    "columns": {"area_id": "code"},
    "constants": {"iso3": "XAA"},
    "tables": {"areas": {}},
}


@pytest.fixture
def taken(take, store):
    def read(text, **changes):
        report = take(text, "areas.geojson", **{**AREAS, **changes})
        frames = open_store(str(store)).read(("areas", "neighbours"), "XAA")
        assert check_store(str(store)) == []
        return report, frames["areas"], frames["neighbours"]

    return read


def test_squares_become_areas_with_centroids_and_neighbours(taken, feature, collection):
    text = collection(feature("A", 0, 0, 1, 1), feature("B", 1, 0, 2, 1), feature("C", 2, 1, 3, 2))
    report, areas, links = taken(text)
    assert areas[["longitude", "latitude"]].to_numpy().tolist() == [
        [0.5, 0.5],
        [1.5, 0.5],
        [2.5, 1.5],
    ]
    pairs = [*zip(links["area_id"], links["neighbour_id"], strict=True)]
    assert pairs == [("A", "B"), ("B", "A"), ("B", "C"), ("C", "B")]
    assert (report.n_read, report.n_used) == (7, 7)
    assert areas["epsg"].isna().all()
    assert json.loads(areas["geometry"][0])["coordinates"][0][2] == [1, 1]


def test_projected_coordinates_stay_metres_in_the_system_that_is_named(taken, feature, collection):
    text = collection(
        feature("A", 500000, 5e6, 501000, 5001000),
        crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}},
    )
    _, areas, _ = taken(text)
    row = areas.iloc[0]
    assert (row["x_m"], row["y_m"], row["epsg"]) == (500500.0, 5000500.0, "EPSG:25832")
    assert areas[["longitude", "latitude"]].isna().all(axis=None)


def test_a_system_may_be_named_in_the_mapping(taken, feature, collection):
    constants = {"iso3": "XAA", "epsg": "25832"}
    _, areas, _ = taken(collection(feature("A", 5e5, 5e6, 5.1e5, 5.1e6)), constants=constants)
    assert areas["epsg"].to_list() == ["EPSG:25832"]


def test_metres_that_are_not_named_as_such_are_noted(taken, feature, collection):
    report, _, _ = taken(collection(feature("A", 5e5, 5e6, 5.1e5, 5.1e6), feature("B", 0, 0, 1, 1)))
    assert report.reasons == {"Coordinates are no degrees: give epsg in constants": 1}


def test_an_area_without_border_is_kept_and_one_that_comes_twice_is_not(taken, feature, collection):
    nowhere = {**feature("B", 0, 0, 1, 1), "geometry": None}
    line = {**feature("C", 0, 0, 1, 1), "geometry": {"type": "LineString", "coordinates": []}}
    again = feature("A", 5, 5, 6, 6)
    report, areas, _ = taken(collection(feature("A", 0, 0, 1, 1), nowhere, line, again))
    assert areas["area_id"].to_list() == ["A", "B"]
    assert areas["geometry"].isna().to_list() == [False, True]
    with report.quarantine.open(newline="", encoding="utf-8") as file:
        listed = [(row["row"], row["reason"]) for row in csv.DictReader(file)]
    assert listed == [
        ("4", "A border is a Polygon or MultiPolygon, not 'LineString'"),
        ("5", "repeats an earlier row (same area)"),
    ]


def test_neighbours_may_come_from_a_list_in_place_of_the_borders(taken, feature, collection):
    text = collection(feature("A", 0, 0, 1, 1), feature("B", 1, 0, 2, 1))
    _, _, links = taken(text, neighbours="from a list")
    assert links.empty


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ('{"features": [3]}', "is no FeatureCollection of GeoJSON"),
        ('{"features": [{"properties": [1], "geometry": 3}], "crs": 3}', "has no column 'code'"),
        ('{"type": "Feature"}', "is no FeatureCollection of GeoJSON"),
        ('{"features": []}', "has no features"),
        ('{"features": [{"properties": {"id": 1}}]}', "has no column 'code'. It has: id."),
        (
            '{"features": [{"properties": {"code": 1}}], '
            '"crs": {"properties": {"name": "local grid"}}}',
            "is in 'local grid', which is no EPSG code",
        ),
    ],
)
def test_what_is_no_geojson_of_areas_is_refused(take, text, message):
    with pytest.raises(InputError, match=re.escape(message)):
        take(text, "areas.geojson", **AREAS)
