import re
from datetime import date, datetime

import pandas as pd
import pytest
from openpyxl import Workbook

from workbench.errors import InputError
from workbench.inputs.intake import ingest
from workbench.inputs.store import open_store

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


@pytest.mark.usefixtures("book")
def test_a_sheet_is_read_as_it_shows(take):
    report, rows = take("a.xlsx", sheet="Data")
    assert report.reasons == {"empty cell": 1, "row has 6 cells, the header 4": 1}
    assert list(rows["site_id"]) == ["004", "P2"]
    assert list(rows["sample_id"]) == ["1", "2"]
    assert list(rows["sampled_on"]) == ["2004-05-06", "2004"]
    assert list(rows["value"]) == [1.5, 0.05]
    assert list(pd.read_csv(report.quarantine)["row"]) == [5, 6]


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
