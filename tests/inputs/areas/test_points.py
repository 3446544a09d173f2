import json

import geopandas as gpd
import pytest
from shapely import Point

from workbench.errors import InputError
from workbench.inputs.drafts.trial import try_draft
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


SERVED = {
    "@iot.count": 2,
    "value": [
        {
            "phenomenonTime": f"20{n}-05-06T00:00:00Z",
            "result": n,
            "parameters": {"depth (cm)": "0-20"},
            "FeatureOfInterest": {
                "name": f"P{n}",
                "feature": {"type": "Point", "coordinates": [7.5, 51.2]},
            },
            "Datastream": {
                "unitOfMeasurement": {"symbol": "mg/kg"},
                "ObservedProperty": {"name": "Lead"},
            },
        }
        for n in (11, 12)
    ],
}
STREAMED = {
    "value": [
        {
            **SERVED["value"][0]["Datastream"],
            "Thing": {
                "name": "P1",
                "Locations": [{"location": {"type": "Point", "coordinates": [7.5, 51.2]}}],
            },
            "Observations@iot.count": 1,
            "Observations": [{"phenomenonTime": "2011-05-06T00:00:00Z/P1D", "result": 11}],
        }
    ]
}


@pytest.mark.parametrize(("content", "n"), [(SERVED, 2), (STREAMED, 1)])
def test_observations_of_a_sensorthings_service_are_drafted_and_taken(tmp_path, content, n, store):
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    trial = try_draft(path, {"iso3": "DEU", "matrix": "soil"}, store)
    assert (trial.problems, trial.report.n_used) == ((), n)
    read = open_store(str(store)).read(("measurements",), "DEU")["measurements"]
    row = read.sort_values("value").iloc[0]
    assert (row["substance"], row["value"], row["unit"]) == ("Pb", 11.0, "mg/kg")
    assert (row["sampled_on"], row["longitude"], row["latitude"]) == ("2011-05-06", 7.5, 51.2)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"@iot.count": 7}, "holds 2 entries, and the service announces 7"),
        ({"@iot.nextLink": "https://a.b/c"}, "and the service has another page"),
    ],
)
def test_observations_that_did_not_all_come_are_refused(tmp_path, changed, said):
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(SERVED | changed), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        try_draft(path, {"iso3": "DEU"})
