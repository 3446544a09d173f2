import csv
import json
import re
import sqlite3
import struct
import warnings
from contextlib import closing

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point, Polygon, box

from workbench.errors import InputError
from workbench.inputs.areas import area_files
from workbench.inputs.areas.area_files import _read_binaries, read_areas
from workbench.inputs.areas.placing import placed_samples
from workbench.inputs.checks import check_store
from workbench.inputs.files.file_form import FileForm
from workbench.inputs.ingest import ingest
from workbench.store.reading import open_store

AREAS = {
    "columns": {"area_id": "code"},
    "constants": {"iso3": "XAA"},
    "tables": {"areas": {}},
}
BOW = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".fgb": "FlatGeobuf", ".geojson": "GeoJSON"}
UTM = 25832
# Two squares of 10 km on both sides of 9 degrees east, south of 50 degrees north.
SQUARES = {"A": box(490_000, 5_520_000, 500_000, 5_530_000)}
SQUARES["B"] = box(500_000, 5_520_000, 510_000, 5_530_000)


@pytest.fixture
def taken(take, store):
    def read(text, **changes):
        report = take(text, "areas.geojson", **{**AREAS, **changes})
        frames = open_store(str(store)).read(("areas", "neighbours"), "XAA")
        assert check_store(str(store)) == []
        return report, frames["areas"], frames["neighbours"]

    return read


@pytest.fixture
def taken_file(tmp_path, write_tables, store):
    """Write areas to a file of a form and take it in."""

    def read(suffix, borders, *, system=UTM, changes=None, **fields):
        path = tmp_path / f"areas{suffix}"
        frame = gpd.GeoDataFrame(
            {"code": list(borders), **fields}, geometry=list(borders.values()), crs=system
        )
        form = {"SPATIAL_INDEX": "NO"} if suffix == ".fgb" else {}  # it changes the order of rows
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "'crs' was not provided", UserWarning)
            frame.to_file(path, driver=DRIVERS[suffix], **form)
        report = ingest(path, write_tables(**{**AREAS, **(changes or {})}), store)
        frames = open_store(str(store)).read(("areas", "neighbours"), "XAA")
        assert check_store(str(store)) == []
        return report, frames["areas"], frames["neighbours"]

    return read


def reasons_of(report):
    with report.quarantine.open(newline="", encoding="utf-8") as file:
        return [(row["row"], row["reason"]) for row in csv.DictReader(file)]


def pairs_of(links):
    return [*zip(links["area_id"], links["neighbour_id"], strict=True)]


def samples(*places):
    """Measurements at some places in degrees."""
    names = ["longitude", "latitude"]
    sites = pd.DataFrame(places, columns=names).assign(iso3="XAA", value=1.0)
    return sites.assign(site_id=[f"S{n}" for n in range(len(places))])


@pytest.mark.parametrize("suffix", DRIVERS)
def test_samples_in_degrees_are_placed_in_areas_in_metres(taken_file, suffix):
    _, areas, links = taken_file(suffix, SQUARES)
    # A degree of longitude is 72 km here: the squares reach 0.14 degrees from 9 degrees east.
    at = samples((8.9, 49.87), (9.1, 49.87), (9.0, 49.87), (9.3, 49.87))
    placed = placed_samples(at, areas, pd.DataFrame(columns=["iso3", "site_id", "area_id"]))
    assert placed.samples["area_id"].to_list() == ["A", "B", "A"]
    assert placed.sites_left_out["reason"].to_list() == ["outside"]
    assert pairs_of(links) == [("A", "B"), ("B", "A")]
    assert areas["longitude"].to_list() == pytest.approx([8.93, 9.07], abs=0.001)
    assert areas[["x_m", "y_m", "epsg"]].isna().all(axis=None)


@pytest.mark.parametrize("suffix", DRIVERS)
def test_fields_are_read_as_they_were_written(taken_file, suffix):
    changes = {"columns": {"area_id": "code", "name": "name", "parent_id": "n"}}
    borders = {"007": SQUARES["A"], "B": SQUARES["B"]}
    fields = {"name": ["Plätze", None], "n": [12, 13], "more": [0.5, 2.0]}
    report, areas, _ = taken_file(suffix, borders, changes=changes, **fields)
    assert areas["area_id"].to_list() == ["007", "B"]
    assert areas["name"].fillna("").to_list() == ["Plätze", ""]
    assert areas["parent_id"].to_list() == ["12", "13"]
    assert "more" in report.columns_not_read


@pytest.mark.parametrize("suffix", DRIVERS)
def test_a_ring_that_crosses_itself_is_quarantined_with_where(taken_file, suffix):
    report, areas, links = taken_file(
        suffix, {"A": BOW, "B": box(2, 0, 4, 2), "C": box(4, 1, 5, 9)}, system=4326
    )
    assert areas["area_id"].to_list() == ["B", "C"]
    assert pairs_of(links) == [("B", "C"), ("C", "B")]
    ((row, reason),) = reasons_of(report)
    assert row == "2"
    assert reason.startswith("The border crosses itself or overlaps (Self-intersection at 1 1)")


def test_a_border_that_could_be_mended_is_said(taken_file):
    spike = Polygon([(0, 0), (4, 0), (9, 0), (4, 0), (4, 4), (0, 4)])
    report, areas, _ = taken_file(".gpkg", {"A": spike}, system=4326)
    assert json.loads(areas["geometry"][0])["type"] == "Polygon"
    assert any(
        line.startswith("1 border was not valid and was mended: row 2 (Self-intersection at ")
        for line in report.in_words()
    )


def test_borders_in_a_column_of_a_table_are_checked_and_told_in_degrees(take, store):
    square = json.dumps(SQUARES["A"].__geo_interface__).replace('"', '""')
    columns = {"area_id": "code", "geometry": "border"}
    report = take(
        f'code,border\nA,"{square}"\nB,\nC,POINT (1 1)\n',
        "areas.csv",
        columns=columns,
        constants={"iso3": "XAA", "epsg": "25832"},
        tables={"areas": {}},
    )
    areas = open_store(str(store)).read(("areas",), "XAA")["areas"]
    assert areas["longitude"].round(2).to_list()[0] == 8.93
    assert areas["area_id"].to_list() == ["A", "B"]
    assert reasons_of(report) == [("4", "A border is a geometry of GeoJSON")]


def test_borders_in_several_systems_are_refused(take):
    square = json.dumps(SQUARES["A"].__geo_interface__).replace('"', '""')
    text = f'code,border,epsg\nA,"{square}",EPSG:25832\nB,"{square}",EPSG:25833\n'
    columns = {"area_id": "code", "geometry": "border", "epsg": "epsg"}
    with pytest.raises(InputError, match="has borders in 2 systems"):
        take(text, "areas.csv", columns=columns, constants={"iso3": "XAA"}, tables={"areas": {}})


def test_a_system_in_the_mapping_goes_before_that_of_the_file(taken_file):
    changes = {"constants": {"iso3": "XAA", "epsg": "25833"}}
    _, areas, _ = taken_file(".gpkg", SQUARES, changes=changes)
    assert areas["longitude"].round(2).to_list() == [14.93, 15.07]


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".fgb"])
def test_a_layer_that_does_not_say_its_system_is_refused(taken_file, suffix):
    message = f"areas{suffix} does not say in which system its coordinates are. Give epsg in con"
    with pytest.raises(InputError, match=re.escape(message)):
        taken_file(suffix, SQUARES, system=None)


def test_a_border_beyond_its_system_is_quarantined(taken_file):
    far = {"A": SQUARES["A"], "B": box(1e30, 1e30, 2e30, 2e30)}
    report, areas, _ = taken_file(".gpkg", far)
    assert areas["area_id"].to_list() == ["A"]
    assert "is outside of where" in reasons_of(report)[0][1]


def test_one_of_several_layers_is_named_in_the_mapping(tmp_path, write_tables, store):
    path = tmp_path / "areas.gpkg"
    for layer, code in (("districts", "D"), ("parishes", "P")):
        frame = gpd.GeoDataFrame({"code": [code]}, geometry=[SQUARES["A"]], crs=UTM)
        frame.to_file(path, layer=layer, driver="GPKG")
    with pytest.raises(InputError, match=re.escape("(file.sheet): districts, parishes.")):
        ingest(path, write_tables(**AREAS), store)
    ingest(path, write_tables(**AREAS, file={"sheet": "parishes"}), store)
    assert open_store(str(store)).read(("areas",), "XAA")["areas"]["area_id"].to_list() == ["P"]


def test_names_of_a_shapefile_in_another_encoding_are_read(tmp_path, write_tables, store):
    frame = gpd.GeoDataFrame({"code": ["Łódź"]}, geometry=[SQUARES["A"]], crs=UTM)
    frame.to_file(tmp_path / "areas.shp", encoding="cp1250")
    (tmp_path / "areas.cpg").unlink()
    ingest(tmp_path / "areas.shp", write_tables(**AREAS, file={"encoding": "cp1250"}), store)
    assert open_store(str(store)).read(("areas",), "XAA")["areas"]["area_id"].to_list() == ["Łódź"]


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".fgb"])
def test_a_file_that_only_has_the_name_is_refused(tmp_path, write_tables, store, suffix):
    points_elsewhere = b"<OGRVRTDataSource><OGRVRTLayer name='a'/></OGRVRTDataSource>"
    magic = {".gpkg": b"SQLite format 3\0", ".shp": b"\0\0\x27\x0a", ".fgb": b"fgb\x03fgb\0"}
    path = tmp_path / f"areas{suffix}"
    for content in (b"", points_elsewhere, magic[suffix], magic[suffix] + b"\xff" * 5000):
        path.write_bytes(content)
        with pytest.raises(InputError, match=f"areas{suffix} is no "):
            ingest(path, write_tables(**AREAS), store)
    assert not store.exists()


def in_package(path, change):
    """Change the border of the second row of a GeoPackage, bypassing GDAL."""
    with closing(sqlite3.connect(path)) as database:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in database.execute(triggers).fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        (blob,) = database.execute("SELECT geom FROM areas WHERE fid = 2").fetchone()
        database.execute("UPDATE areas SET geom = ? WHERE fid = 2", (change(blob),))
        database.commit()


CURVE = struct.pack("<BIIBII10d", 1, 10, 1, 1, 8, 5, 0, 0, 1, 1, 2, 0, 1, -1, 0, 0)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda blob: blob[:-9], "The border is damaged"),
        (lambda blob: blob[:45] + b"\xff" * 4 + blob[49:], "The border is damaged"),
        (lambda _: b"x", "The border is damaged"),
        (lambda blob: blob[:3] + b"\1" + blob[4:8] + CURVE, "The border cannot be read (Nonlin"),
        (lambda blob: blob[:3] + b"\1" + blob[4:8] + Point(1, 1).wkb, "A border is a Polygon or"),
    ],
)
def test_a_damaged_border_is_no_missing_one(tmp_path, write_tables, store, change, reason):
    path = tmp_path / "areas.gpkg"
    borders = [SQUARES["A"], SQUARES["B"], None]
    gpd.GeoDataFrame({"code": ["A", "B", "C"]}, geometry=borders, crs=UTM).to_file(path)
    in_package(path, change)
    report = ingest(path, write_tables(**AREAS), store)
    areas = open_store(str(store)).read(("areas",), "XAA")["areas"]
    assert areas["area_id"].to_list() == ["A", "C"]
    assert areas["geometry"].isna().to_list() == [False, True]
    assert reasons_of(report)[0][1].startswith(reason)


def test_a_file_that_is_not_there_is_refused(tmp_path, write_tables, store):
    with pytest.raises(InputError, match="There is no file"):
        ingest(tmp_path / "none.gpkg", write_tables(**AREAS), store)


def test_a_layer_without_rows_is_refused(taken_file):
    with pytest.raises(InputError, match=re.escape("areas.gpkg has no rows")):
        taken_file(".gpkg", {})


def test_squares_become_areas_with_centroids_and_neighbours(taken, feature, collection):
    text = collection(feature("A", 0, 0, 1, 1), feature("B", 1, 0, 2, 1), feature("C", 2, 1, 3, 2))
    report, areas, links = taken(text)
    assert areas[["longitude", "latitude"]].to_numpy().tolist() == [
        [0.5, 0.5],
        [1.5, 0.5],
        [2.5, 1.5],
    ]
    assert pairs_of(links) == [("A", "B"), ("B", "A"), ("B", "C"), ("C", "B")]
    assert (report.n_read, report.n_used) == (7, 7)
    assert areas["epsg"].isna().all()
    assert json.loads(areas["geometry"][0])["coordinates"][0][2] == [1, 1]


@pytest.mark.parametrize("named", ["urn:ogc:def:crs:EPSG::25832", "EPSG:25832"])
def test_a_system_that_geojson_names_is_that_of_its_coordinates(taken, feature, collection, named):
    text = collection(
        feature("A", 499_000, 5e6, 501_000, 5_001_000),
        crs={"type": "name", "properties": {"name": named}},
    )
    _, areas, _ = taken(text)
    assert areas["longitude"].to_list() == pytest.approx([9.0], abs=1e-9)


def test_metres_that_are_not_named_as_such_are_refused(taken, feature, collection):
    text = collection(feature("B", 0, 0, 1, 1), feature("A", 5e5, 5e6, 5.1e5, 5.1e6))
    message = "areas.geojson, row 3: the coordinates are no degrees. Give the system"
    with pytest.raises(InputError, match=re.escape(message)):
        taken(text)


def test_an_area_without_border_is_kept_and_one_that_comes_twice_is_not(taken, feature, collection):
    nowhere = {**feature("B", 0, 0, 1, 1), "geometry": None}
    line = {**feature("C", 0, 0, 1, 1), "geometry": {"type": "LineString", "coordinates": []}}
    again = feature("A", 0, 0, 1, 1)
    number = {**feature("D", 0, 0, 1, 1), "geometry": 3}
    report, areas, _ = taken(collection(feature("A", 0, 0, 1, 1), nowhere, line, again, number))
    assert areas["area_id"].to_list() == ["A", "B"]
    assert areas["geometry"].isna().to_list() == [False, True]
    assert reasons_of(report) == [
        ("4", "A border is a Polygon or MultiPolygon, not 'LineString'"),
        ("5", "repeats an earlier row (same area)"),
        ("6", "A border is a Polygon or MultiPolygon, not 'int'"),
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
            "is in 'local grid', which is no system that is known",
        ),
    ],
)
def test_what_is_no_geojson_of_areas_is_refused(take, text, message):
    with pytest.raises(InputError, match=re.escape(message)):
        take(text, "areas.geojson", **AREAS)


def collected(*parts, kind=7):
    """Geometries in a collection, as well-known binary."""
    begins = b"\x01" + kind.to_bytes(4, "little") + len(parts).to_bytes(4, "little")
    return begins + b"".join(parts)


def nested(depth):
    """A point within so many collections."""
    return collected(b"")[:9] * depth + Point(9, 47).wkb


def test_parts_of_parts_of_parts_are_a_fault_of_their_row_and_end_no_process():
    ring = box(0, 0, 1, 1).exterior
    heights = Polygon([(x, y, 3.0) for x, y in ring.coords]).wkb
    deep = {
        2: nested(100_000),
        3: collected(Point(9, 47).wkb, heights, box(0, 0, 1, 1).wkb, nested(100_000)),
        4: collected(nested(100_000), kind=6),
    }
    borders, faults = _read_binaries([*deep], [*deep.values()])
    assert borders == {}
    assert all("nested too deeply" in fault for fault in faults.values())
    sound = [nested(2), collected(heights, heights, kind=6), Point(9, 47).wkb]
    borders, faults = _read_binaries([2, 3, 4], sound)
    assert (list(borders), faults) == ([2, 3, 4], {})


def test_half_of_a_character_is_refused_by_its_number(tmp_path):
    text = '{"type":"FeatureCollection","features":[{"properties":{"a":"x\\ud800y"}}]}'
    (tmp_path / "a.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"half of a character \(U\+D800 alone\)"):
        read_areas(tmp_path / "a.geojson", (), FileForm())


@pytest.mark.parametrize("what", ["i", "i FROM n WHERE i < 0"])  # rows without end, and none ever
def test_a_view_without_end_is_refused(tmp_path, monkeypatch, what):
    monkeypatch.setattr(area_files, "COUNTED_WITHIN_S", 0.2)
    path = tmp_path / "a.gpkg"
    gpd.GeoDataFrame({"a": ["x"]}, geometry=[Point(9, 47)], crs=4326).to_file(path, layer="a")
    rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    chosen = what if "FROM" in what else f"{what} FROM n"
    with closing(sqlite3.connect(path)) as made, made:
        made.execute("DROP TABLE a")
        made.execute(f"CREATE VIEW a AS {rows} SELECT {chosen}")
    with pytest.raises(InputError, match="more than 1,000,000 rows"):
        read_areas(path, (), FileForm())
