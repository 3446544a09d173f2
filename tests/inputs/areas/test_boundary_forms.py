"""Ten forms of one country's boundary file give the same areas, neighbours and places."""

import json
from zipfile import ZipFile

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import Polygon, box
from shapely.affinity import translate

from workbench.errors import InputError
from workbench.inputs.areas.borders import holding, stored_borders
from workbench.inputs.ingest import ingest
from workbench.store.reading import open_store
from workbench.words.wording import words_of

SIDE, N = 0.5, 4
UTM = "EPSG:32631"
AREAS = {"columns": {"area_id": "code"}, "constants": {"iso3": "XAA"}, "tables": {"areas": {}}}
CODES = [f"A{place}" for place in range(N * N)]
QUEEN = sorted(
    (CODES[one], CODES[other])
    for one in range(N * N)
    for other in range(N * N)
    if one != other and max(abs(one // N - other // N), abs(one % N - other % N)) == 1
)


def squares(west=2.0):
    """Sixteen squares in degrees, in four rows."""
    shapes = [
        box(west + SIDE * x, 1 + SIDE * y, west + SIDE * (x + 1), 1 + SIDE * (y + 1))
        for y in range(N)
        for x in range(N)
    ]
    return gpd.GeoDataFrame({"code": CODES}, geometry=shapes, crs="EPSG:4326")


def in_metres():
    """The same squares, drawn in metres so that sides are straight there."""
    shapes = [
        box(2e5 + 5e4 * x, 1e5 + 5e4 * y, 2e5 + 5e4 * (x + 1), 1e5 + 5e4 * (y + 1))
        for y in range(N)
        for x in range(N)
    ]
    return gpd.GeoDataFrame({"code": CODES}, geometry=shapes, crs=UTM)


def as_shapefile(folder):
    in_metres().to_file(folder / "areas.shp")
    return folder / "areas.shp"


def as_zip(folder):
    as_shapefile(folder)
    with ZipFile(folder / "areas.zip", "w") as archive:
        for end in (".shp", ".shx", ".dbf", ".prj"):
            archive.write(folder / f"areas{end}", f"country/areas{end}")
        archive.writestr("country/readme.txt", "of the survey")
    return folder / "areas.zip"


def as_geopackage(folder):
    in_metres().to_file(folder / "areas.gpkg")
    return folder / "areas.gpkg"


def as_mercator(folder):
    squares().to_crs("EPSG:3857").to_file(folder / "areas.geojson", driver="GeoJSON")
    return folder / "areas.geojson"


def as_topojson(folder):
    """Each side between two corners is an arc, which both squares refer to."""
    arcs, places = [], {}

    def arc(one, other):
        if (other, one) in places:
            return ~places[other, one]
        places[one, other] = len(arcs)
        arcs.append([list(one), [other[0] - one[0], other[1] - one[1]]])
        return places[one, other]

    made = []
    for place, code in enumerate(CODES):
        x, y = place % N, place // N
        corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        ring = [arc(corners[n], corners[(n + 1) % 4]) for n in range(4)]
        made.append({"type": "Polygon", "arcs": [ring], "properties": {"code": code}})
    topology = {
        "type": "Topology",
        "transform": {"scale": [SIDE, SIDE], "translate": [2.0, 1.0]},
        "arcs": arcs,
        "objects": {"areas": {"type": "GeometryCollection", "geometries": made}},
    }
    (folder / "areas.topojson").write_text(json.dumps(topology))
    return folder / "areas.topojson"


def jittered(folder):
    """Corners of each square moved by up to 10 cm."""
    random = np.random.default_rng(2)
    own = in_metres()
    rings = [np.array(one.exterior.coords)[:-1] for one in own.geometry]
    own.geometry = [Polygon(ring + random.uniform(-0.1, 0.1, ring.shape)) for ring in rings]
    own.to_file(folder / "areas.gpkg")
    return folder / "areas.gpkg"


def with_islands(folder):
    """Three areas have an island, which is a row of its own."""
    own = squares()
    islands = [translate(own.geometry[n], 5, 5).buffer(-0.2) for n in (0, 5, 9)]
    more = gpd.GeoDataFrame({"code": [CODES[n] for n in (0, 5, 9)]}, geometry=islands, crs=own.crs)
    pd.concat([own, more]).to_file(folder / "areas.geojson", driver="GeoJSON")
    return folder / "areas.geojson"


def crossing(folder):
    """One ring goes out and back along a line."""
    own = squares()
    west, south, east, north = own.geometry[0].bounds
    spike = [(west, south), (east, south), (east + 0.2, south), (east, south), (east, north)]
    shapes = [Polygon([*spike, (west, north)]), *own.geometry[1:]]
    gpd.GeoDataFrame({"code": CODES}, geometry=shapes, crs=own.crs).to_file(
        folder / "areas.geojson", driver="GeoJSON"
    )
    return folder / "areas.geojson"


def across_the_date_line(folder):
    """The squares lie from 179 degrees east to 179 degrees west, parted at 180."""
    own = squares(west=179.0)
    own.geometry = [translate(one, -360) if one.bounds[0] >= 180 else one for one in own.geometry]
    own.to_file(folder / "areas.geojson", driver="GeoJSON")
    return folder / "areas.geojson"


def with_a_hole(folder):
    """One square has a hole in which nothing lies."""
    own = squares()
    west, south, _, _ = own.geometry[5].bounds
    own.loc[5, "geometry"] = own.geometry[5].difference(
        box(west + 0.1, south + 0.1, west + 0.15, south + 0.15)
    )
    own.to_file(folder / "areas.geojson", driver="GeoJSON")
    return folder / "areas.geojson"


FORMS = (
    *(as_shapefile, as_zip, as_geopackage, as_mercator, as_topojson, jittered),
    *(with_islands, crossing, with_a_hole, across_the_date_line),
)


@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.__name__)
def test_each_form_gives_the_areas_and_queen_contiguity(form, tmp_path, write_tables):
    report = ingest(form(tmp_path), write_tables(**AREAS), tmp_path / "store")
    read = open_store(str(tmp_path / "store")).read(("areas", "neighbours"), "XAA")
    areas, links = read["areas"], read["neighbours"]

    assert report.n_quarantined == 0
    assert sorted(areas["area_id"]) == sorted(CODES)
    assert sorted(zip(links["area_id"], links["neighbour_id"], strict=True)) == QUEEN
    borders = stored_borders(areas)
    points = areas[["longitude", "latitude"]].to_numpy()
    own = np.array([p.coords[0] for p in borders.representative_point()])
    assert holding(borders, own) == [[code] for code in borders.index]
    assert np.isfinite(points).all()


def said_of(form, tmp_path, write_tables, **more):
    report = ingest(form(tmp_path), write_tables(**AREAS, **more), tmp_path / "store")
    return [words_of().phrase(one) for one in report.remarks]


def test_what_the_tolerance_changed_is_said(tmp_path, write_tables):
    (said,) = said_of(jittered, tmp_path, write_tables)
    assert "pairs of neighbours have no point of their borders in common" in said
    assert "no more than 1 m apart" in said


def test_without_a_tolerance_areas_without_a_neighbour_are_counted(tmp_path, write_tables):
    random = np.random.default_rng(1)

    def apart(folder):
        own = in_metres()
        own.geometry = [one.buffer(-random.uniform(0.05, 0.1)) for one in own.geometry]
        own.to_file(folder / "areas.gpkg")
        return folder / "areas.gpkg"

    said = said_of(apart, tmp_path, write_tables, snap_m=0.0)
    assert said[0].startswith("16 of 16 areas touch no other.")


def test_islands_of_one_code_are_joined_and_counted(tmp_path, write_tables):
    said = said_of(with_islands, tmp_path, write_tables)
    assert "3 rows have the code of an earlier row and were joined" in said[0]
    areas = open_store(str(tmp_path / "store")).read(("areas",), "XAA")["areas"]
    kinds = dict(zip(areas["area_id"], areas["geometry"].map(json.loads), strict=True))
    assert [code for code in CODES if kinds[code]["type"] == "MultiPolygon"] == ["A0", "A5", "A9"]


def test_the_same_area_again_is_no_island(tmp_path, write_tables):
    own = squares()
    pd.concat([own, own[:1]]).to_file(tmp_path / "areas.geojson", driver="GeoJSON")
    report = ingest(tmp_path / "areas.geojson", write_tables(**AREAS), tmp_path / "store")
    assert list(report.reasons) == ["repeats an earlier row (same area)"]


def test_a_zip_with_two_layers_is_refused(tmp_path, write_tables):
    with ZipFile(tmp_path / "areas.zip", "w") as archive:
        archive.writestr("a.shp", b"")
        archive.writestr("b.shp", b"")
    with pytest.raises(InputError, match=r"holds 2 layers of areas \(a.shp, b.shp\)"):
        ingest(tmp_path / "areas.zip", write_tables(**AREAS), tmp_path / "store")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"objects": {"a": {}, "b": {}}}, "Name one in the mapping"),
        ({"arcs": []}, "is no TopoJSON that can be read"),
    ],
)
def test_a_topology_that_cannot_be_read_is_refused(change, message, tmp_path, write_tables):
    path = as_topojson(tmp_path)
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(InputError, match=message):
        ingest(path, write_tables(**AREAS), tmp_path / "store")
