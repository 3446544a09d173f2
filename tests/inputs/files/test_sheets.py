import html
import io
import re
import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from workbench.errors import InputError
from workbench.inputs.drafts.preview import look_at
from workbench.inputs.ingest import ingest
from workbench.store.reading import open_store

HEADER = ["plot", "sample", "date", "lead"]
LEAD = {"lead": {"substance": "Pb", "unit": "mg/kg"}}
ROWS = [
    ["004", 1, datetime(2004, 5, 6), 1.5],  # noqa: DTZ001 - as Excel gives it
    ["P2", 2.0, 2004, "<0,05"],
    [],
    ["P3", "NA", date(2004, 5, 7), None],
    ["P4", "S", "2004", 0.25, "", "more than the header"],
]


@pytest.fixture
def take(tmp_path, write_mapping, store):
    """Report and rows of a file in the folder of the test."""

    def ingest_file(name, **file):
        mapping = write_mapping(file={"decimal": ",", **file}, substances=LEAD)
        report = ingest(tmp_path / name, mapping, store)
        return report, open_store(str(store)).read(("measurements",), "XAA")["measurements"]

    return ingest_file


@pytest.fixture
def book(tmp_path):
    workbook = Workbook()
    workbook.active.title = "Notes"
    sheet = workbook.create_sheet("Data")
    for row in [HEADER, *ROWS]:
        sheet.append(row)
    workbook.save(tmp_path / "a.xlsx")


def test_a_title_above_the_header_does_not_narrow_the_rows_below(take, tmp_path):
    book = Workbook()
    last = [*HEADER, "remark"]
    for row in (["A title"], [], last, ["", "", "", "mg/kg"], ["P1", "S1", 2004, 1.5]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    report = take("a.xlsx", header_row=3)[0]
    assert "row has" not in str(report.reasons)
    assert report.n_used == 1


@pytest.mark.usefixtures("book")
def test_a_sheet_is_read_as_it_shows(take):
    report, rows = take("a.xlsx", sheet="Data")
    assert report.reasons == {"empty cell": 1, "row has 6 cells, the header 4": 1}
    assert list(rows["site_id"]) == ["004", "P2"]
    assert list(rows["sample_id"]) == ["1", "2"]
    assert list(rows["sampled_on"]) == ["2004-05-06", "2004"]
    assert list(rows["value"]) == [1.5, 0.05]
    assert list(pd.read_csv(report.quarantine)["row"]) == [5, 6]


OPEN_DOCUMENT = """<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="Data">{}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def open_cell(value):
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    text = f"<text:p>{html.escape(value or '')}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'


def open_row(row, repeated=1):
    cells = "".join(map(open_cell, row))
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def open_book_of(*rows):
    """Bytes of an OpenDocument spreadsheet."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as packed:
        packed.writestr("mimetype", SPREADSHEET)
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", OPEN_DOCUMENT.format("".join(rows)))
    return saved.getvalue()


def test_an_open_document_is_read_as_it_shows(take, tmp_path):
    content = open_book_of(*map(open_row, [HEADER, *ROWS]))
    (tmp_path / "a.ods").write_bytes(content)
    report, rows = take("a.ods")
    assert report.reasons == {"empty cell": 1, "row has 6 cells, the header 4": 1}
    assert list(rows["site_id"]) == ["004", "P2"]
    assert list(rows["sampled_on"]) == ["2004-05-06", "2004"]
    assert list(rows["value"]) == [1.5, 0.05]
    assert list(pd.read_csv(report.quarantine)["row"]) == [5, 6]


def test_an_old_workbook_is_read_with_its_sheets(take, tmp_path):
    # Sheets Notes and Data of BIFF8, with percent in P5 and the failed formula 1/0 in P6.
    shutil.copy(Path(__file__).parent / "old.xls", tmp_path / "a.xls")
    report, rows = take("a.xls", sheet="Data")
    assert report.reasons == {"empty cell": 2}
    assert list(rows["site_id"]) == ["004", "P2", "P4", "P5"]
    assert list(rows["sampled_on"]) == ["2004-05-06", "2004", "2004", "2004"]
    assert list(rows["value"]) == [1.5, 0.05, 0.25, 0.023]
    said = "Of a.xls only the stored values are known: a failed formula is an empty cell there"
    assert any(line.startswith(said) for line in report.in_words())
    with pytest.raises(InputError, match=re.escape("Name one in the mapping (file.sheet): Notes")):
        take("a.xls")
    doubts = look_at(tmp_path / "a.xls").doubts
    assert "failed formulas are empty cells here, and 2.3 % is 0.023: save it as .xlsx" in doubts


def test_a_new_workbook_with_an_old_name_is_read_as_what_it_is(take, tmp_path):
    book = Workbook()
    for row in (HEADER, ["P1", "S", "2004", "=1+1"], ["P2", "S", "2004", 1]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(tmp_path / "a.xls")
    report, rows = take("a.xls")
    assert list(rows["site_id"]) == ["P2"]
    assert "is a formula without a result" in next(iter(report.reasons))


def test_a_spreadsheet_of_too_many_cells_is_refused(take, tmp_path):
    bomb = open_book_of(open_row(HEADER, 1_000_000), open_row(["x"] * 1000, 1_000_000))
    (tmp_path / "a.ods").write_bytes(bomb)
    with pytest.raises(InputError, match="or has more cells than can be"):
        take("a.ods")


def test_a_draft_names_what_a_workbook_hides(tmp_path):
    book = Workbook()
    for row in (HEADER, *[["P1", "S", 2004, 1.5]] * 3):
        book.active.append(row)
    for row in (2, 4):
        book.active.row_dimensions[row].hidden = True
    book.create_sheet("Old").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    doubts = look_at(tmp_path / "a.xlsx").doubts
    assert "sheets that are hidden: 'Old'" in doubts
    assert "rows that are hidden, and are read all the same: '2', '4'" in doubts


@pytest.mark.usefixtures("book")
def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(take):
    for sheet in ("", "data"):
        message = (
            f"a.xlsx has no sheet '{sheet}'. Name one in the mapping (file.sheet): Notes, Data."
        )
        with pytest.raises(InputError, match=re.escape(message)):
            take("a.xlsx", sheet=sheet)


def test_a_parquet_file_is_read_by_the_names_of_its_columns(take, tmp_path):
    values = {"plot": ["P1", "P2"], "sample": [1, 2], "date": [2004, 2005], "lead": [0.5, None]}
    pd.DataFrame(values).to_parquet(tmp_path / "a.parquet")
    report, rows = take("a.parquet")
    assert list(rows["value"]) == [0.5]
    assert report.reasons == {"empty cell": 1}


@pytest.mark.parametrize(
    ("name", "message"),
    [("a.xlsx", "a.xlsx is no Excel file."), ("a.parquet", "a.parquet is no Parquet file.")],
)
def test_a_file_that_only_has_the_name_is_refused(take, tmp_path, store, name, message):
    for content in (b"", b"PK\x03\x04", b"plot,sample\n"):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match=re.escape(message)):
            take(name)
    assert not store.exists()
