import math
import re

import pytest

from workbench.errors import InputError
from workbench.inputs.ingest import ingest
from workbench.store.reading import open_store
from workbench.vocabulary.notation import NumberForm

NAMES = ("plot", "sample", "date", "lead")
LEAD = {"lead": {"substance": "Pb", "unit": "mg/kg"}}


@pytest.fixture
def take(tmp_path, write_mapping, store):
    """Report and stored rows of a file given as bytes."""

    def ingest_bytes(content, *, file, area="XAA", **changes):
        (tmp_path / "a.csv").write_bytes(content)
        mapping = write_mapping(file=file, **{"substances": LEAD, **changes})
        report = ingest(tmp_path / "a.csv", mapping, store)
        return report, open_store(str(store)).read(("measurements",), area)["measurements"]

    return ingest_bytes


@pytest.mark.parametrize(
    ("name", "sign"), [("semicolon", ";"), ("tab", "\t"), (";", ";"), ("bar", "|"), ("comma", ",")]
)
def test_cells_stand_between_the_declared_signs(take, name, sign):
    text = f"{sign.join(NAMES)}\n{sign.join(['P1', 'S1', '2004', '1.5'])}\n"
    _, rows = take(text.encode(), file={"delimiter": name})
    assert list(rows["value"]) == [1.5]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8-sig", "utf-8"), ("latin-1", "latin-1"), ("cp1252", "cp1252"), ("utf-16", "utf-16")],
)
def test_text_is_read_in_the_declared_encoding(take, encoding, declared):
    text = f"{','.join(NAMES)}\nÅmøy,S1,2004,1\n"
    _, rows = take(text.encode(encoding), file={"encoding": declared})
    assert list(rows["site_id"]) == ["Åmøy"]


@pytest.mark.parametrize(
    ("decimal", "thousands", "text", "number"),
    [
        (",", "", "1,5", 1.5),
        (",", ".", "1.234,5", 1234.5),
        (",", ".", "1.234.567", 1234567.0),
        (".", ",", "1,234.5", 1234.5),
        (".", "'", "-1'234", -1234.0),
        (",", ".", "12.5", None),
        (",", "", "1.5", None),
        (",", "", "1,5,5", None),
        (".", "", "1,5", None),
        (".", ",", "1234,5", None),
        (".", ",", ",123", None),
        (".", ",", "1.234,5", None),
    ],
)
def test_a_number_has_the_declared_form_or_is_none(decimal, thousands, text, number):
    found = NumberForm(decimal, thousands).number(text)
    assert found == number if number is not None else math.isnan(found)


def test_coordinates_and_depths_have_the_form_of_the_file(take):
    columns = {
        "site_id": "plot",
        "sample_id": "sample",
        "sampled_on": "date",
        "longitude": "lon",
        "latitude": "lat",
        "depth_bottom_cm": "down",
    }
    text = ";".join([*NAMES, "lon", "lat", "down"]) + "\nP1;S1;31/12/2004;1,5;9,5;-45,5;0,2\n"
    file = {"delimiter": ";", "decimal": ",", "dates": "d/m/Y", "depths": "m"}
    _, rows = take(text.encode(), file=file, columns=columns)
    assert list(rows["sampled_on"]) == ["2004-12-31"]
    assert list(rows["longitude"]) == [9.5]
    assert list(rows["latitude"]) == [-45.5]
    assert list(rows["depth_bottom_cm"]) == [20.0]


@pytest.mark.parametrize(
    ("latitude", "longitude", "reason"),
    [
        ("95.2", "9", "latitude '95.2' is not between -90 and 90"),
        ("45", "-181", "longitude '-181' is not between -180 and 180"),
        ("45 E", "9", "latitude '45 E' is no number"),
    ],
)
def test_a_place_off_the_globe_is_in_quarantine(ingest_text, latitude, longitude, reason):
    columns = {
        "site_id": "plot",
        "sample_id": "sample",
        "sampled_on": "date",
        "latitude": "lat",
        "longitude": "lon",
    }
    text = f"plot,sample,date,lead,lat,lon\nP1,S1,2004,1,{latitude},{longitude}\n"
    assert ingest_text(text, columns=columns, substances=LEAD).reasons == {reason: 1}


TWO_DIGITS = " (two digits are a year where file.two_digit_years_from says of which hundred)"


@pytest.mark.parametrize(
    ("day", "stored", "reason"),
    [
        ("06/05/2004", "2004-05-06", None),
        ("6/5/2004", "2004-05-06", None),
        ("2004-05-06", "2004-05-06", None),
        ("2004", "2004", None),
        ("31/02/2004", None, "date '2004-02-31' is not in the calendar"),
        ("6.5.2004", None, "date '6.5.2004' is not d/m/Y, YYYY-MM-DD or YYYY"),
        ("06.05.04", None, f"date '06.05.04' is not d/m/Y, YYYY-MM-DD or YYYY{TWO_DIGITS}"),
        ("06/05/04", None, f"date '06/05/04' is not d/m/Y, YYYY-MM-DD or YYYY{TWO_DIGITS}"),
        ("06/05/1804", None, "date 1804-05-06 is before 1900"),
        ("06/05/2804", None, "date 2804-05-06 is in the future"),
    ],
)
def test_a_date_is_read_in_the_declared_order(take, day, stored, reason):
    text = f"{','.join(NAMES)}\nP1,S1,{day},1\n"
    report, rows = take(text.encode(), file={"dates": "d/m/Y"})
    assert list(rows["sampled_on"]) == ([stored] if stored else [])
    assert report.reasons == ({reason: 1} if reason else {})


def test_a_country_code_of_the_file_is_that_of_the_crosswalk(take):
    constants = {
        "matrix": "soil",
        "layer": "top",
        "basis": "dry",
        "fraction": "total",
        "source_type": "unknown",
    }
    columns = {"site_id": "plot", "sample_id": "sample", "sampled_on": "date", "iso3": "land"}
    text = f"{','.join(NAMES)},land\nP1,S1,2004,1,AUS\nP2,S1,2004,2,AUT\n"
    report, rows = take(
        text.encode(),
        file={},
        area="AUT",
        constants=constants,
        columns=columns,
        words={"iso3": {"AUS": "AUT"}},
    )
    assert list(rows["value"]) == [1.0]
    assert report.iso3s == ("AUT",)
    assert report.reasons == {"unknown iso3 'AUT', not in words of the mapping": 1}


@pytest.mark.parametrize(
    ("content", "file", "message"),
    [
        (
            b"plot;sample;date;lead\n1;1;1;1\n",
            {},
            "may be semicolon: say so in the mapping (file.d",
        ),
        (b"plot,sample,date,lead\n\xe9,1,1,1\n", {}, "a.csv, row 2: not text in UTF-8."),
        (b"plot,sample,date,lead\n\x81,1,1,1\n", {"encoding": "cp1252"}, "not text in CP1252"),
        (b"plot,sample,date,lead\n1,1,1,\x001\n", {}, "a.csv, row 2: has a NUL byte."),
        (b"\xef\xbb\xbf", {}, "a.csv is empty"),
        (b",".join(b"c%d" % n for n in range(10000)) + b"\n1\n", {}, "c19 and 9980 more."),
    ],
)
def test_a_file_in_another_form_is_refused_with_what_would_be_right(
    take, store, content, file, message
):
    with pytest.raises(InputError, match=re.escape(message)):
        take(content, file=file)
    assert not store.exists()


@pytest.mark.parametrize("encoding", ["cp1251", "CP1250", "gb18030", "koi8-r", "utf-16-le"])
def test_a_file_is_read_in_whatever_encoding_is_declared(take, encoding):
    name = {"CP1250": "Łódź", "gb18030": "北京"}.get(encoding, "Москва")
    text = f"{','.join(NAMES)}\n{name},S1,2004,1\n"
    _, rows = take(text.encode(encoding), file={"encoding": encoding})
    assert list(rows["site_id"]) == [name]


def test_ten_thousand_columns_are_no_trouble(take):
    names = [*NAMES, *(f"c{n}" for n in range(10_000))]
    cells = ["P1", "NA", "2004", "1", *("x" * 10_000)]
    report, rows = take(f"{','.join(names)}\n{','.join(cells)}\n".encode(), file={})
    assert list(rows["sample_id"]) == ["NA"]
    assert len(report.columns_not_read) == 10_000
