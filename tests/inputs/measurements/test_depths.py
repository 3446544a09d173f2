import math

import pytest

from workbench.inputs.measurements.depths import NO_ENDS, ends_of
from workbench.vocabulary.notation import NumberForm

POINT = NumberForm()
COLUMNS = {"site_id": "plot", "sample_id": "plot", "sampled_on": "date"}
LEAD = {"lead": {"substance": "Pb", "unit": "mg/kg"}}


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("0-20 cm", (0, 20, "cm")),
        ("0 \u2013 20cm", (0, 20, "cm")),
        ("0 cm - 20 cm", (0, 20, "cm")),
        ("0.75-0.8 m", (0.75, 0.8, "m")),
        ("0,75 à 0,8 m", (0.75, 0.8, "m")),
        ("0 bis 30", (0, 30, "")),
        ("0 to 6 inches", (0, 6, "in")),
        ("A 0-15", (0, 15, "")),
        ("Ap1 0-15 (cm)", (0, 15, "cm")),
        ("5", (5, 5, "")),
        ("< 5 cm", (0, 5, "cm")),
        ("0'-6\"", (0, 6, "in")),
        ("1'6\" - 2'", (18, 24, "in")),
    ],
)
def test_a_depth_in_one_cell_has_both_its_ends(text, ends):
    assert ends_of(text, POINT) == ends


@pytest.mark.parametrize("text", ["30+ cm", "> 30 cm"])
def test_an_open_end_is_not_known(text):
    top, bottom, _ = ends_of(text, POINT)
    assert top == 30
    assert math.isnan(bottom)


@pytest.mark.parametrize("text", ["", "Ah", "0-20 rods", "topsoil", "0-20-40", "1" * 100])
def test_what_is_no_depth_has_no_ends(text):
    assert str(ends_of(text, POINT)) == str(NO_ENDS)


def ends_in(rows):
    return rows[["depth_top_cm", "depth_bottom_cm"]].to_numpy().tolist()


def test_a_column_of_ranges_gives_both_depths(ingest_text, rows_of):
    text = "plot,date,depth,lead\nP1,2010,0-20 cm,12\nP2,2010,0.2-0.5 m,12\nP3,2010,somewhere,12\n"
    columns = {**COLUMNS, "depth": "depth"}
    report = ingest_text(text, columns=columns, substances=LEAD)
    assert ends_in(rows_of("XAA")) == [[0, 20], [20, 50]]
    assert report.reasons == {"depth 'somewhere' is none that is known": 1}


@pytest.mark.parametrize(
    ("heading", "file"), [("depth_m", {}), ("depth", {"depths": "m"}), ("depth (m)", {})]
)
def test_one_depth_is_a_point_in_the_unit_of_its_heading(ingest_text, rows_of, heading, file):
    text = f"plot,date,{heading},lead\nP1,2010,0.1,12\n"
    ingest_text(text, columns={**COLUMNS, "depth": heading}, substances=LEAD, file=file)
    assert ends_in(rows_of("XAA")) == [[10, 10]]


def test_a_range_is_in_the_unit_of_its_row(ingest_text, rows_of):
    text = "plot,date,depth,depth_unit,lead\nP1,2010,0-0.5,ft,12\n"
    ingest_text(text, columns={**COLUMNS, "depth": "depth"}, substances=LEAD)
    assert ends_in(rows_of("XAA")) == [[0, 15.24]]


def test_a_layer_that_is_named_by_its_depth_gives_the_depth(ingest_text, rows_of):
    text = "plot,date,layer,lead\nP1,2010,0-20 cm,12\nP1,2010,Ah,12\n"
    constants = {"iso3": "XAA", "matrix": "soil", "basis": "dry", "fraction": "total"}
    ingest_text(
        text,
        columns={**COLUMNS, "layer": "layer"},
        constants={**constants, "source_type": "diffuse"},
        substances=LEAD,
    )
    rows = rows_of("XAA").set_index("layer")
    assert ends_in(rows.loc[["0-20 cm"]]) == [[0, 20]]
    assert rows.loc["Ah", "depth_top_cm"] != rows.loc["Ah", "depth_top_cm"]
