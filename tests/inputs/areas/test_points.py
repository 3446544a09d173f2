import json

import geopandas as gpd
import pytest
from shapely import Point

from workbench.errors import InputError
from workbench.inputs.ingest import ingest
from workbench.store.reading import open_store

COLUMNS = {
    "site_id": "plot",
    "sample_id": "plot",
    "sampled_on": "year",
    "longitude": "longitude",
    "latitude": "latitude",
}
LEAD = {"lead": {"substance": "Pb", "unit": "mg/kg"}}


@pytest.fixture
def taken(tmp_path, write_mapping, store):
    def take(name):
        report = ingest(tmp_path / name, write_mapping(columns=COLUMNS, substances=LEAD), store)
        rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
        places = zip(rows["longitude"].round(5), rows["latitude"].round(5), strict=True)
        return dict(zip(rows["site_id"], places, strict=True)), report

    return take


@pytest.fixture
def points():
    fields = {"plot": ["P1", "P2"], "year": ["2010", "2011"], "lead": [12.5, 14.0]}
    return gpd.GeoDataFrame(fields, geometry=[Point(7.5, 51.2), Point(8, 52)], crs="EPSG:4326")


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp", "a.fgb", "a.geojson"])
@pytest.mark.parametrize("epsg", [25832, 4326])
def test_the_points_of_a_layer_are_the_places_of_its_samples(tmp_path, taken, points, name, epsg):
    points.to_crs(epsg).to_file(tmp_path / name)
    places, report = taken(name)
    assert places == {"P1": (7.5, 51.2), "P2": (8.0, 52.0)}
    assert report.n_used == 2


def test_a_geometry_that_cannot_be_read_sets_its_row_aside(tmp_path, taken):
    def feature(plot, geometry):
        fields = {"plot": plot, "year": "2010", "lead": 3.5}
        return {"type": "Feature", "properties": fields, "geometry": geometry}

    good = feature("P1", {"type": "Point", "coordinates": [7.5, 51.2]})
    odd = feature("P2", {"type": "Spot", "coordinates": [7.5, 51.2]})
    listed = {"type": "FeatureCollection", "features": [good, odd]}
    (tmp_path / "a.geojson").write_text(json.dumps(listed), encoding="utf-8")
    places, report = taken("a.geojson")
    assert places == {"P1": (7.5, 51.2)}
    assert "The geometry cannot be read" in next(iter(report.reasons))


def test_a_file_that_is_no_layer_is_refused(tmp_path, taken):
    (tmp_path / "a.gpkg").write_bytes(b"no layer")
    with pytest.raises(InputError, match=r"a\.gpkg is no GeoPackage"):
        taken("a.gpkg")
