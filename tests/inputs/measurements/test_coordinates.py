import pytest
from pyproj import Transformer

from workbench.errors import InputError
from workbench.inputs.measurements.coordinates import degrees, system_of_zone
from workbench.vocabulary.notation import NumberForm

POINT, COMMA = NumberForm(), NumberForm(",")
PLACE = {
    "site_id": "plot",
    "sample_id": "plot",
    "sampled_on": "date",
    "longitude": "x",
    "latitude": "y",
}
LEAD = {"lead": {"substance": "Pb", "unit": "mg/kg"}}


@pytest.mark.parametrize(
    "text",
    [
        "75°57'47\" W",
        "75° 57\u2032 47\u2033 W",
        "W 75 57 47",
        "75:57:47W",
        "-75 57 47",
        "-75°57'47''",
        "75°57.783333' W",
        "75.963056 W",
        "0755747W",
        "75 57 47,0 w",
    ],
)
def test_minutes_and_seconds_are_degrees(text):
    assert float(degrees(text, "longitude", POINT)) == pytest.approx(-75.963056, abs=1e-6)


@pytest.mark.parametrize("text", ["75°57'47 N", "75°61'47 W", "75 O", "W 75 E", "left", "75°" * 20])
def test_what_is_no_longitude_stays_as_it_is(text):
    assert degrees(text, "longitude", POINT) == text


@pytest.mark.parametrize(("letter_o", "sign"), [("east", 1), ("west", -1)])
def test_the_letter_o_is_what_the_mapping_says(letter_o, sign):
    assert float(degrees("7°30' O", "longitude", POINT, letter_o)) == sign * 7.5


def test_degrees_are_written_as_the_numbers_of_the_file():
    assert degrees("7°30' E", "longitude", COMMA) == "7,5"


def places_of(rows):
    return [(round(x, 6), round(y, 6)) for x, y in rows[["longitude", "latitude"]].to_numpy()]


@pytest.mark.parametrize("epsg", ["25832", "32635", "2056", "3035", "EPSG:32735"])
def test_coordinates_of_any_system_are_reprojected(ingest_text, rows_of, epsg):
    there = Transformer.from_crs("OGC:CRS84", epsg.removeprefix("EPSG:"), always_xy=True)
    points = [(9.25, 47.5), (8.125, 46.75)]
    lines = [
        f"P{n},2010,{x:.4f},{y:.4f},12"
        for n, (x, y) in enumerate(there.transform(*point) for point in points)
    ]
    text = "\n".join(["plot,date,x,y,lead", *lines, ""])
    report = ingest_text(text, columns=PLACE, substances=LEAD, coordinates={"epsg": epsg})
    assert report.n_quarantined == 0
    assert places_of(rows_of("XAA")) == points


def test_each_row_may_be_in_a_zone_of_its_own(ingest_text, rows_of):
    text = "plot,date,x,y,zone,lead\nP1,2010,500000,5000000,35N,12\nP2,2010,500000,5000000,36K,12\n"
    text += "P3,2010,500000,5000000,99,12\n"
    report = ingest_text(text, columns=PLACE, substances=LEAD, coordinates={"zone": "zone"})
    assert places_of(rows_of("XAA")) == [(27.0, 45.153477), (33.0, -45.153477)]
    assert report.reasons == {"longitude \"500000 in zone '99'\" is no number": 1}


def test_the_south_is_declared_where_zones_do_not_say_it():
    assert system_of_zone("35", "S") == "32735"
    assert system_of_zone("35", "N") == "32635"
    assert system_of_zone("north", "N") == ""


def test_a_coordinate_that_is_none_in_its_system_is_in_quarantine(ingest_text, rows_of):
    text = "plot,date,x,y,lead\nP1,2010,1e12,5000000,12\nP2,2010,,,12\nP3,2010,east,5000000,12\n"
    report = ingest_text(text, columns=PLACE, substances=LEAD, coordinates={"epsg": "32635"})
    assert list(rows_of("XAA")["site_id"]) == ["P2"]
    assert report.n_quarantined == 2


@pytest.mark.parametrize(
    ("coordinates", "said"),
    [
        ({"epsg": "FILL IN"}, "is no number of a system"),
        ({"epsg": "32635", "zone": "x"}, "either epsg"),
    ],
)
def test_a_system_that_is_none_is_refused(ingest_text, coordinates, said):
    with pytest.raises(InputError, match=said):
        ingest_text("plot\n", columns=PLACE, substances=LEAD, coordinates=coordinates)


def test_a_number_without_a_system_is_refused(ingest_text):
    text = "plot,date,x,y,lead\nP1,2010,1,2,12\n"
    with pytest.raises(InputError, match="epsg '1' is no number of a system"):
        ingest_text(text, columns=PLACE, substances=LEAD, coordinates={"epsg": "1"})
