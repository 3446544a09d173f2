import re

import pandas as pd
import pytest

from workbench.errors import InputError
from workbench.inputs.drafts.drafting import draft_mapping
from workbench.store.reading import open_store
from workbench.vocabulary.units import IN_CM, UNITS, length_unit, unit_in_heading

FIELDS = {"site_id": "plot", "sample_id": "sample", "sampled_on": "date"}
LEAD = {"lead": {"substance": "Pb", "unit": "mg/kg"}}


@pytest.fixture
def depths(ingest_text, store):
    """Depths that a file of one row has in the store, and the reasons of its quarantine."""

    def take(top, bottom, cells, unit="", **changes):
        more = f",{unit}" if unit else ""
        columns = {**FIELDS, "depth_top_cm": top, "depth_bottom_cm": bottom}
        text = f"plot,sample,date,lead,{top},{bottom}{more}\nP1,1,2004,2.5,{cells}\n"
        report = ingest_text(text, columns=columns, substances=LEAD, **changes)
        rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
        ends = rows[["depth_top_cm", "depth_bottom_cm"]].to_numpy().round(6).tolist()
        return ends, list(report.reasons)

    return take


@pytest.mark.parametrize(
    ("unit", "bottom"),
    [("ft", 15.24), ("feet", 15.24), ("in", 1.27), ("inches", 1.27), ("m", 50), ("mm", 0.05)],
)
def test_depths_are_converted_from_the_unit_of_their_heading(depths, unit, bottom):
    assert depths(f"top_{unit}", f"bottom ({unit})", "0,0.5") == ([[0, bottom]], [])


@pytest.mark.parametrize(("unit", "bottom"), [("ft", 15.24), ("Inches", 1.27), ("cm", 0.5)])
def test_depths_are_converted_from_the_unit_of_their_row(depths, unit, bottom):
    assert depths("start", "end", f"0,0.5,{unit}", unit="depth_unit") == ([[0, bottom]], [])
    declared = {"depth_unit": "uom2"}
    assert depths("start", "end", f"0,0.5,{unit}", "uom2", file=declared) == ([[0, bottom]], [])


def test_a_depth_without_a_unit_is_as_declared(depths):
    assert depths("start", "end", "0,0.5", file={"depths": "ft"}) == ([[0, 15.24]], [])
    assert depths("start", "end", "0,0.5") == ([[0, 0.5]], [])


def test_an_unknown_unit_of_a_row_is_quarantined_with_those_that_are_known(depths):
    ends, reasons = depths("start", "end", "0,0.5,rods", unit="depth_unit")
    said = "unknown depth unit 'rods', known are mm, cm, dm, m, km, in, ft, yd"
    assert (ends, reasons) == ([], [said])


def test_a_row_without_the_unit_that_its_column_should_have_is_quarantined(depths):
    found = depths("start", "end", "0,0.5,", "uom2", file={"depth_unit": "uom2"})
    assert found == ([], ["missing depth unit"])


def test_an_unknown_unit_in_the_mapping_is_refused_with_those_that_are_known(depths):
    message = "unknown unit 'rods', give one of mm, cm, dm, m, km, in, ft, yd"
    with pytest.raises(InputError, match=re.escape(message)):
        depths("start", "end", "0,0.5", file={"depths": "rods"})


def test_a_heading_against_the_mapping_is_refused(depths):
    message = "the heading 'top_ft' states ft, the mapping (file.depths) cm"
    with pytest.raises(InputError, match=re.escape(message)):
        depths("top_ft", "end", "0,0.5", file={"depths": "cm"})


def test_a_row_against_the_mapping_is_quarantined(depths):
    _, reasons = depths("start", "end", "0,0.5,ft", "depth_unit", file={"depths": "cm"})
    assert reasons == ["the row states its depth in ft, its heading or the mapping in cm"]


def test_the_precision_of_a_place_is_converted_from_the_unit_of_its_heading(ingest_text, store):
    text = "plot,sample,date,lead,precision_km\nP1,1,2004,2.5,0.5\n"
    columns = {**FIELDS, "coordinate_precision_m": "precision_km"}
    ingest_text(text, columns=columns, substances=LEAD)
    rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
    assert rows["coordinate_precision_m"].to_list() == [500]


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Tiefe in cm", "cm"),
        ("Depth in", "in"),
        ("depth (in) top", "in"),
        ("found in layer", ""),
        ("Profondeur (m)", "m"),
        ("Depth interval", ""),
        ("top, feet", "ft"),
        ("m or ft", ""),
    ],
)
def test_a_heading_states_its_unit(heading, unit):
    assert unit_in_heading(heading) == unit


def test_each_spelling_is_that_of_a_unit():
    assert set(UNITS.values()) == set(IN_CM)
    assert length_unit("Pieds") == "ft"


def test_a_draft_names_the_column_with_the_unit_of_depths(tmp_path):
    frame = pd.DataFrame(
        {"plot": ["P1", "P2"], "date": ["2004-01-02"] * 2, "Pb (mg/kg)": [1.5, 2.5]}
    ).assign(depth_from=0, depth_to=0.5, depth_unit=["ft", "rods"])
    frame.to_csv(tmp_path / "a.csv", index=False)
    text = draft_mapping(tmp_path / "a.csv")
    assert "depth_unit: depth_unit" in text
    assert "depth_unit: 'rods' are not known, known are mm, cm" in text


def test_years_from_and_to_are_the_campaign_of_a_row(ingest_text, rows_of):
    ingest_text(
        "plot,sample,date,lead\nP1,1,1990-1994,12\nP1,2,1996,13\n",
        file={"more_dates": ["range"]},
        substances=LEAD,
    )
    rows = rows_of("XAA")
    assert list(zip(rows["sampled_on"], rows["campaign"].fillna(""), strict=True)) == [
        ("1992", "1990-1994"),
        ("1996", ""),
    ]


def test_an_empty_date_is_only_filled_where_the_mapping_says_with_what(ingest_text, rows_of):
    text = "plot,sample,date,lead\nP1,1,,12\nP1,2,1996,13\n"
    assert ingest_text(text, substances=LEAD).reasons == {"missing date": 1}
    filled = ingest_text(text, where_empty={"sampled_on": "1995"}, substances=LEAD)
    assert not filled.reasons
    assert list(rows_of("XAA")["sampled_on"]) == ["1995", "1996"]


def test_a_year_a_month_and_a_day_apart_are_joined_to_a_date(ingest_text, rows_of):
    ingest_text(
        "plot,sample,y,m,d,lead\nP1,1,1996,5,6,12\n",
        file={"dates": "Y/m/d"},
        columns={"site_id": "plot", "sample_id": "sample"},
        joined={"sampled_on": ["y", "m", "d"]},
        substances=LEAD,
    )
    assert list(rows_of("XAA")["sampled_on"]) == ["1996-05-06"]
