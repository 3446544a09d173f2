import re
import sqlite3
import struct
from contextlib import closing

import pytest

from workbench.errors import InputError
from workbench.inputs.health.wkb import geometry_of
from workbench.inputs.intake import ingest
from workbench.inputs.store import open_store

RING = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)]
AREAS = {
    "columns": {"area_id": "code"},
    "constants": {"iso3": "XAA"},
    "tables": {"areas": {}},
}
TABLES = """
    CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id);
    CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id);
    CREATE TABLE districts (fid INTEGER PRIMARY KEY, geom BLOB, code TEXT, people INTEGER);
    INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326), (25832, 'EPSG', 25832);
"""


def polygon(ring=RING, *, order="<", code=3):
    """Well-known binary of a polygon of one ring, with zeros for further dimensions."""
    n_more = {0: 0, 1: 1, 2: 1, 3: 2}[code // 1000]
    points = b"".join(struct.pack(f"{order}{2 + n_more}d", *point, *[0] * n_more) for point in ring)
    return struct.pack(f"{order}BIII", order == "<", code, 1, len(ring)) + points


def blob(binary, envelope=1):
    """Geometry of GeoPackage: GP, version, flags, system, an envelope, well-known binary."""
    n_numbers = {0: 0, 1: 4, 2: 6, 3: 6, 4: 8}[envelope]
    return struct.pack("<2sBBi", b"GP", 0, envelope << 1 | 1, 4326) + bytes(8 * n_numbers) + binary


@pytest.fixture
def write(tmp_path):
    def package(*rows, srs_id=4326, layers=("districts",)):
        path = tmp_path / "areas.gpkg"
        with closing(sqlite3.connect(path)) as database:
            database.executescript(TABLES)
            listed = [(layer, "geom", srs_id) for layer in layers]
            database.executemany("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?)", listed)
            values = "INSERT INTO districts (geom, code, people) VALUES (?, ?, ?)"
            database.executemany(values, rows)
            database.commit()
        return path

    return package


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("code", [3, 1003, 2003, 3003])
@pytest.mark.parametrize("envelope", range(5))
def test_a_polygon_is_read_whatever_its_byte_order_heights_and_envelope(order, code, envelope):
    read = geometry_of(blob(polygon(order=order, code=code), envelope))
    assert read == {"type": "Polygon", "coordinates": [[list(point) for point in RING]]}


def test_a_polygon_of_several_parts_has_them_all():
    binary = struct.pack("<BII", 1, 6, 2) + polygon() + polygon(order=">")
    read = geometry_of(blob(binary))
    assert read["type"] == "MultiPolygon"
    assert len(read["coordinates"]) == 2


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "damaged geometry"),
        (b"GP\x00", "damaged geometry"),
        (blob(polygon()[:-9]), "damaged geometry"),
        (blob(struct.pack("<BIII", 1, 3, 1, 2**32 - 1)), "damaged geometry"),
        (blob(struct.pack("<BI2d", 1, 1, 0, 0)), "type 1 of well-known binary"),
    ],
)
def test_what_is_no_polygon_says_what_it_is(content, kind):
    assert geometry_of(content) == {"type": kind}


def test_a_layer_becomes_areas_with_neighbours(write, write_tables, store):
    east = [(x + 2, y) for x, y in RING]
    path = write((blob(polygon()), "A", 7), (blob(polygon(east)), "B", None), (b"x", "C", 1))
    report = ingest(path, write_tables(**AREAS), store)
    frames = open_store(str(store)).read(("areas", "neighbours"), "XAA")
    assert frames["areas"]["longitude"].to_list() == [1.0, 3.0]
    assert frames["neighbours"]["neighbour_id"].to_list() == ["B", "A"]
    assert report.reasons == {"A border is a Polygon or MultiPolygon, not 'damaged geometry'": 1}
    assert report.columns_not_read == ("fid", "people")


def test_the_system_of_the_layer_is_named(write, write_tables, store):
    metres = [(x + 5e5, y + 5e6) for x, y in RING]
    ingest(write((blob(polygon(metres)), "A", 1), srs_id=25832), write_tables(**AREAS), store)
    areas = open_store(str(store)).read(("areas",), "XAA")["areas"]
    assert areas.loc[0, ["x_m", "y_m", "epsg"]].to_list() == [500001.0, 5000001.0, "EPSG:25832"]


def test_what_is_no_layer_of_areas_is_refused(write, write_tables, store, tmp_path):
    mapping = write_tables(**AREAS)
    with pytest.raises(InputError, match=re.escape("layer 'districts' has no rows")):
        ingest(write(), mapping, store)
    (tmp_path / "areas.gpkg").unlink()
    path = write((blob(polygon()), "A", 1), layers=("districts", "parishes"))
    with pytest.raises(InputError, match=re.escape("(file.sheet): districts, parishes.")):
        ingest(path, mapping, store)
    path.write_bytes(b"no database, but long enough to be taken for one" * 40)
    with pytest.raises(InputError, match=re.escape("areas.gpkg is no GeoPackage")):
        ingest(path, mapping, store)
    with pytest.raises(InputError, match=re.escape("There is no file")):
        ingest(tmp_path / "none.gpkg", mapping, store)
