"""The workbook of templates/intake is what the code makes, and what is filled in comes in."""

import re

import pytest
from openpyxl import load_workbook

from workbench.errors import InputError
from workbench.inputs import ingest as intake
from workbench.inputs.ingest import ingest
from workbench.inputs.mapping.template import (
    EXAMPLE,
    HEADER,
    choices_by_column,
    contents,
    template_workbook,
)
from workbench.store.reading import open_store

OWNER, LICENCE = "B8", "B9"


@pytest.fixture
def fill(tmp_path, project):
    """Path of the shipped workbook, filled in."""

    def save(*rows, name="filled.xlsx", **read_me):
        book = load_workbook(project / "templates/intake/measurements.xlsx")
        for cell, text in ({OWNER: "Institute of Soil", LICENCE: "CC BY 4.0"} | read_me).items():
            book["read me"][cell] = text
        for row in rows:
            book["measurements"].append([row.get(column) for column in HEADER])
        book.save(tmp_path / name)
        return tmp_path / name

    return save


def test_the_shipped_workbook_is_the_one_that_the_code_makes(project):
    shipped = load_workbook(project / "templates/intake/measurements.xlsx")
    assert contents(shipped) == contents(template_workbook())


def test_each_choice_offers_the_words_of_its_column():
    book = template_workbook()
    for rule in book["measurements"].data_validations.dataValidation:
        letter = str(rule.sqref).partition("2:")[0]
        column = book["measurements"][f"{letter}1"].value
        sheet, _, place = rule.formula1.lstrip("=").partition("!")
        words = [row[0].value for row in book[sheet][place.replace("$", "")]]
        assert words == list(choices_by_column()[column])


def test_a_spreadsheet_leaves_names_and_layers_as_they_are_typed(project):
    sheet = load_workbook(project / "templates/intake/measurements.xlsx")["measurements"]
    forms = {
        sheet[f"{letter}1"].value: column.number_format
        for letter, column in sheet.column_dimensions.items()
    }
    assert {forms[name] for name in ("site_id", "sample_id", "layer")} == {"@"}
    assert {forms[name] for name in ("value", "sampled_on", "latitude")} == {"General"}


def test_no_real_country_has_invented_data_in_it():
    book = template_workbook()
    assert book["measurements"].max_row == 1
    assert EXAMPLE["iso3"].startswith("XA")
    assert not {"XAA", "XAF"} & set(choices_by_column()["iso3"])


def test_what_is_filled_in_comes_in_without_a_mapping(fill, store):
    second = {"substance": "Blei", "value": 12.5, "loq": 0.1, "longitude": 36.82, "latitude": -1.3}
    report = ingest(fill(EXAMPLE, EXAMPLE | second), None, store)
    rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
    assert (report.n_read, report.n_used) == (2, 2)
    assert list(rows["substance"]) == ["Cd", "Pb"]
    assert list(rows["value"]) == [0.05, 12.5]
    assert list(rows["censored"]) == [True, False]
    for name in ("site_id", "sampled_on", "layer", "land_use", "fraction", "depth_bottom_cm"):
        assert set(rows[name]) == {EXAMPLE[name]}
    assert tuple(rows.loc[1, ["longitude", "latitude", "loq"]]) == (36.82, -1.3, 0.1)


def test_it_comes_in_row_by_row_as_it_does_at_once(fill, store, content_of, monkeypatch):
    rows = [EXAMPLE | {"substance": name} for name in ("Cd", "Blei", "Zn", "Cd")]
    filled = fill(*rows)
    whole = ingest(filled, None, store)
    before = content_of(store)
    monkeypatch.setattr(intake, "VALUES_A_CHUNK", 1)
    report = ingest(filled, None, store)
    assert (report.n_read, report.n_used, report.reasons) == (4, 3, whole.reasons)
    assert content_of(store) == before


def test_a_row_that_is_not_filled_in_well_is_in_quarantine(fill, store):
    report = ingest(fill(EXAMPLE | {"site_id": None}, EXAMPLE | {"unit": "spoon"}), None, store)
    assert report.reasons == {
        "missing site_id": 1,
        "unknown unit 'spoon' for a content in mg/kg": 1,
    }


def test_its_owner_and_licence_are_kept_with_the_data(fill, store):
    ingest(fill(EXAMPLE), None, store)
    (source,) = open_store(str(store)).read(("measurements",), "XAA").sources
    assert (source.owner, source.licence) == ("Institute of Soil", "CC BY 4.0")
    assert source.mapping == "templates/intake/measurements.xlsx"


def test_a_template_without_owner_is_refused(fill, store):
    message = "filled.xlsx, sheet 'read me': owner not filled in."
    with pytest.raises(InputError, match=re.escape(message)):
        ingest(fill(EXAMPLE, **{OWNER: " "}), None, store)


def test_a_changed_first_row_is_refused_with_what_it_lacks(fill, store):
    path = fill(EXAMPLE)
    book = load_workbook(path)
    book["measurements"]["B1"] = "plot"
    book.save(path)
    message = "filled.xlsx, sheet 'measurements': the first row lacks site_id."
    with pytest.raises(InputError, match=re.escape(message)):
        ingest(path, None, store)


def test_another_file_needs_a_mapping_and_is_told_how_to_get_one(tmp_path, store):
    (tmp_path / "a.csv").write_text("plot,lead\nP1,2\n", encoding="utf-8")
    message = "a.csv is not a filled-in templates/intake/measurements.xlsx, so it needs --mapping."
    with pytest.raises(InputError, match=re.escape(message)):
        ingest(tmp_path / "a.csv", None, store)
    assert not store.exists()


def test_a_template_that_nobody_filled_in_is_refused(fill, store):
    with pytest.raises(InputError, match=re.escape("filled.xlsx has a header and no rows.")):
        ingest(fill(), None, store)
