import re

import pandas as pd
import pytest
import yaml
from openpyxl import Workbook
from openpyxl.cell import Cell

from workbench.errors import InputError
from workbench.inputs.drafts.drafting import draft_mapping
from workbench.inputs.files.delivered import faults
from workbench.inputs.files.file_form import OddCell
from workbench.inputs.files.sheets import has_formulas, odd_cell
from workbench.inputs.ingest import ingest
from workbench.inputs.surveys.export_file import read_export
from workbench.inputs.surveys.lists import ingest_list
from workbench.inputs.surveys.survey_mapping import SurveyMapping
from workbench.store.reading import open_store
from workbench.vocabulary.notation import is_failed_formula

HEADER = ["plot", "sample", "date", "lead"]
GOOD = ["P1", "1", "2004", 1.5]
LEAD = {"lead": {"substance": "Pb", "unit": "mg/kg"}}


@pytest.fixture
def book(tmp_path):
    """Write a workbook with a header, a good row and others; formats by address."""

    def write(rows, formats=None, header=HEADER):
        workbook = Workbook()
        for row in [header, GOOD, *rows]:
            workbook.active.append(row)
        for address, written in (formats or {}).items():
            workbook.active[address].number_format = written
        workbook.save(tmp_path / "a.xlsx")
        return tmp_path / "a.xlsx"

    return write


@pytest.fixture
def take(write_mapping, store):
    """Quarantine and rows of a workbook."""

    def ingest_file(path, **changes):
        report = ingest(path, write_mapping(**{"substances": LEAD, **changes}), store)
        rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
        return pd.read_csv(report.quarantine), rows

    return ingest_file


def test_a_formula_without_a_result_is_quarantined_with_its_cell(book, take):
    left, rows = take(book([["P2", "1", "2004", "=1+1"], ["=A2", "1", "2004", 2.5]]))
    assert list(rows["value"]) == [1.5]
    assert list(left["value"]) == ["'=1+1", "2.5"]
    assert left["reason"][0].startswith("cell D3 is a formula without a result. Open the file in")
    assert left["reason"][1].startswith("cell A4 is a formula")
    assert list(left["corrects"]) == ["lead", "plot"]


@pytest.mark.parametrize("column", ["longitude", "land_use", "lab_id", "depth_top_cm"])
def test_a_formula_without_a_result_in_an_optional_column_is_no_empty_cell(book, take, column):
    more = {column: "more", "site_id": "plot", "sample_id": "sample", "sampled_on": "date"}
    path = book([["P2", "1", "2004", 2.5, "=A1"]], header=[*HEADER, "more"])
    left, rows = take(path, columns=more)
    assert list(rows["site_id"]) == ["P1"]
    assert "cell E3 is a formula without a result" in left["reason"][0]


@pytest.mark.parametrize("beside", ["lod", "loq", "flag"])
def test_a_formula_beside_a_value_takes_the_value_along(book, take, beside):
    path = book([["P2", "1", "2004", 2.5, "=A1"]], header=[*HEADER, "more"])
    left, rows = take(path, substances={"lead": {**LEAD["lead"], beside: "more"}})
    assert list(rows["site_id"]) == ["P1"]
    assert "cell E3 is a formula without a result" in left["reason"][0]


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#NAME?", "#VALUE!", "#NUM!"])
@pytest.mark.parametrize("place", range(4))
def test_a_failed_formula_is_never_taken(book, take, error, place):
    row = ["P2", "1", "2004", 2.5]
    row[place] = error
    left, rows = take(book([row]))
    assert list(rows["site_id"]) == ["P1"]
    assert f"cell {'ABCD'[place]}3 is the failed formula {error}" in left["reason"][0]


def test_a_failed_formula_in_a_csv_file_is_no_name(ingest_text):
    report = ingest_text("plot,sample,date,lead\n#N/A,1,2004,2.5\nP1,1,2004,1\n", substances=LEAD)
    assert report.reasons == {"site_id '#N/A' is a failed formula, no name": 1}


def test_a_failed_formula_as_a_heading_is_named_where_a_column_is_missing(book, take):
    path = book([], header=["#REF!", *HEADER[1:]])
    message = "In the header, cell A1 is the failed formula #REF!. Mend it"
    with pytest.raises(InputError, match=re.escape(message)):
        take(path)


@pytest.mark.parametrize("written", ["0%", "0.00%", '0.0"c" %'])
def test_percent_is_taken_where_the_unit_is_percent(book, take, written):
    path = book([["P2", "1", "2004", 0.023]], {"D3": written})
    _, rows = take(path, substances={"lead": {"substance": "SOC", "unit": "%"}})
    assert rows.set_index("site_id")["original_value"]["P2"] == "2.3"


def test_percent_is_quarantined_where_the_unit_is_another(book, take):
    left, rows = take(book([["P2", "1", "2004", 0.023]], {"D3": "0.0%"}))
    assert list(rows["site_id"]) == ["P1"]
    said = "cell D3 is shown as 2.3 % and stored as 0.023. Give its column the unit %"
    assert left["reason"][0].startswith(said)


def test_a_percent_sign_that_is_only_text_in_a_format_is_none(book, take):
    _, rows = take(book([["P2", "1", "2004", 2.5]], {"D3": '0.0" %"'}))
    assert sorted(rows["value"]) == [1.5, 2.5]


def test_dry_matter_is_taken_as_percent(book, take):
    columns = {"site_id": "plot", "sample_id": "sample", "sampled_on": "date"}
    path = book([["P2", "1", "2004", 2.5, 0.8]], {"E3": "0%"}, header=[*HEADER, "dry"])
    _, rows = take(path, columns={**columns, "dry_matter_pct": "dry"})
    assert rows.set_index("site_id")["dry_matter_pct"]["P2"] == 80


def test_each_row_of_a_long_file_has_its_own_unit(book, take):
    header = ["plot", "sample", "date", "result", "unit", "what"]
    rows = [["P2", "1", "2004", 0.023, "%", "SOC"], ["P3", "1", "2004", 0.023, "mg/kg", "Pb"]]
    path = book([[*r] for r in rows], {"D3": "0.0%", "D4": "0.0%"}, header=header)
    codes = {"SOC": "SOC", "Pb": "Pb"}
    long = {"substance": "what", "value": "result", "unit": "unit", "codes": codes}
    left, taken = take(path, substances={}, observations=long)
    assert list(taken["site_id"]) == ["P2"]
    assert list(left["reason"].str[:22]) == ["missing substance", "cell D4 is shown as 2."]


def test_a_long_file_with_rows_of_dry_matter_keeps_its_odd_cells(book, take):
    header = ["plot", "sample", "date", "result", "unit", "what"]
    path = book([["P2", "1", "2004", "=1+1", "mg/kg", "Pb"]], header=header)
    long = {"substance": "what", "value": "result", "unit": "unit", "codes": {"Pb": "Pb"}}
    left, _ = take(path, substances={}, observations={**long, "dry_matter": ["DM"]})
    assert "cell D3 is a formula without a result" in left["reason"][1]


def test_percent_is_written_with_the_decimal_sign_of_the_mapping(book, take):
    path = book([["P2", "1", "2004", 0.023]], {"D3": "0.0%"})
    percent = {"lead": {"substance": "SOC", "unit": "%"}}
    _, rows = take(path, substances=percent, file={"decimal": ","})
    assert rows.set_index("site_id")["original_value"]["P2"] == "2,3"


@pytest.mark.parametrize(("stored", "taken"), [(0, False), (2.5, True)])
def test_a_zero_that_is_still_to_be_calculated_is_no_result(stored, taken):
    cell = Cell(Workbook().active, 2, 4, stored)
    assert (odd_cell(cell, "=A1", outdated=True) is None) is taken
    assert odd_cell(cell, "=A1", outdated=False) is None


def test_an_empty_text_is_the_result_of_a_formula():
    cell = Cell(Workbook().active, 2, 4)
    cell.data_type = "str"
    assert odd_cell(cell, '=IF(A1="","",A1)', outdated=True) is None


def test_a_correction_that_is_a_formula_without_a_result_is_refused(book, write_mapping, store):
    header = ["file", "row", "column", "value", "correction"]
    mapping = write_mapping(substances=LEAD)
    path = book([["b.csv", 2, "lead", "x", "=1+1"]], header=header)
    (path.parent / "b.csv").write_text("plot,sample,date,lead\nP1,1,2004,x\n", encoding="utf-8")
    with pytest.raises(InputError, match="cell E3 is a formula without a result"):
        ingest(path.parent / "b.csv", mapping, store, corrections=path)


def test_an_export_with_a_formula_without_a_result_is_refused(book):
    form = SurveyMapping.model_validate(
        {
            "owner": "INSOP",
            "licence": "none",
            "response": {"response_id": "plot", "iso3": "sample", "role": "date"},
            "constants": {"wave": "2026"},
            "items": {"monitoring": {"column": "lead"}},
        }
    )
    with pytest.raises(InputError, match=r"a.xlsx: cell D3 is a formula without a result"):
        read_export(book([["P2", "1", "2004", "=1+1"]]), form)


def test_a_list_with_a_failed_formula_is_refused(book, project, tmp_path):
    header = ["laboratory", "country", "network", "contacted"]
    path = book([["#N/A", "XAA", "AFRILAB", "yes"]], header=header)
    with pytest.raises(InputError, match="cell A3 is the failed formula #N/A"):
        ingest_list(path, project / "parameters/surveys/laboratories.yml", tmp_path / "store")


def test_rows_of_areas_with_such_cells_are_quarantined(book, tmp_path, store):
    header = ["code", "unit", "n"]
    rows = [["A1", "%", 0.5], ["A2", "1", 0.5], ["#REF!", "%", 0.5], ["A4", "%", "=1"]]
    tables = {"covariates": {"columns": {"area_id": "code", "unit": "unit", "value": "n"}}}
    about = {"iso3": "XAA", "year": "2015", "name": "deprivation"}
    rules = {"owner": "R", "licence": "none", "constants": about, "tables": tables}
    (tmp_path / "m.yml").write_text(yaml.safe_dump(rules), encoding="utf-8")
    path = book(rows, {f"C{n}": "0%" for n in (3, 4, 5)}, header=header)
    report = ingest(path, tmp_path / "m.yml", store)
    kept = open_store(str(store)).read(("covariates",), "XAA")["covariates"]
    assert kept["value"].to_list() == [2004, 50]
    said = pd.read_csv(report.quarantine)["reason"].to_list()
    assert [reason.partition(" is ")[0] for reason in said] == ["cell C4", "cell A5", "cell C6"]


def test_faults_of_a_plain_column_are_none():
    fault = OddCell("=A1", "cell A1 is a formula")
    assert faults(["", fault]) == ["", "cell A1 is a formula"]


def test_failed_formulas_are_known_in_other_languages_and_names_are_none():
    assert all(map(is_failed_formula, ("#NV", "#BEZUG!", "#NOM?", "#N/D", "Err:502")))
    assert not any(map(is_failed_formula, ("#4", "#sys_loc_code", "N/A", "A#1")))


def test_only_a_book_with_formulas_is_read_twice(book):
    with book([["P2", "1", "2004", "=1"]]).open("rb") as content:
        assert has_formulas(content)
    with book([["P2", "1", "2004", "f"]]).open("rb") as content:
        assert not has_formulas(content)


def test_a_draft_names_the_cells_that_cannot_be_taken(book):
    text = draft_mapping(book([["P2", "1", "2004", "=1+1"]]))
    assert "cannot be taken: cell D3 is a formula without a result" in text
