import gzip
import zipfile

import pytest
from openpyxl import Workbook

from workbench.errors import InputError
from workbench.inputs.ingest import ingest
from workbench.store.index import read_index
from workbench.store.reading import open_store

PLOT = {"site_id": "plot", "sample_id": "sample", "sampled_on": "date"}
LEAD = {"lead": {"substance": "Pb", "unit": "mg/kg"}}
WIDE = "plot,sample,date,lead\nP1,1,2010-05-06,12.5\n"


@pytest.fixture
def taken(tmp_path, write_mapping, store):
    """Rows of a file in the folder of the test, and the report of its ingest."""

    def take(name, **changes):
        rules = {"columns": PLOT, "substances": LEAD, **changes}
        report = ingest(tmp_path / name, write_mapping(**rules), store)
        return open_store(str(store)).read(("measurements",), "XAA")["measurements"], report

    return take


def write(tmp_path, text, name="a.csv"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return name


def test_a_line_that_names_the_separator_is_no_header(tmp_path, taken):
    rows, _ = taken(write(tmp_path, "sep=;\nplot;sample;date;lead\nP1;1;2010-05-06;12.5\n"))
    assert list(rows["value"]) == [12.5]
    assert list(rows["source_row"]) == [3]


def test_a_header_may_be_below_a_title(tmp_path, taken):
    rows, _ = taken(write(tmp_path, f"Job 17\n\n{WIDE}"), file={"header_row": 3})
    assert list(rows["source_row"]) == [4]


def test_header_lines_are_joined_and_merged_cells_filled(tmp_path, taken):
    book = Workbook()
    sheet = book.active
    for row in [
        ["A laboratory"],
        ["Plot", "Sample", "Date", "Metals", None],
        [None, None, None, "Pb", "Cd"],
        [None, None, None, "mg/kg", "mg/kg"],
        ["P1", 1, "2010", 12.5, "<0.2"],
    ]:
        sheet.append(row)
    sheet.merge_cells("D2:E2")
    book.save(tmp_path / "a.xlsx")
    rows, _ = taken(
        "a.xlsx",
        file={"header_row": 2, "header_lines": 3},
        columns={"site_id": "Plot", "sample_id": "Sample", "sampled_on": "Date"},
        substances={
            "Metals Pb mg/kg": {"substance": "Pb", "unit": "mg/kg"},
            "Metals Cd mg/kg": {"substance": "Cd", "unit": "mg/kg"},
        },
    )
    assert dict(zip(rows["substance"], rows["value"], strict=True)) == {"Pb": 12.5, "Cd": 0.2}


def test_a_table_on_its_side_is_turned_and_a_heading_cut_into_its_parts(tmp_path, taken):
    text = "What,Unit,Old Weir 2010-05-06,Ford 2011\nPb,mg/kg,20,31\nCd,mg/kg,<0.1,0.4\n"
    rows, _ = taken(
        write(tmp_path, text),
        file={"transposed": True, "header_lines": 2, "split": {"What Unit": "{spot} {day}"}},
        columns={"site_id": "spot", "sample_id": "What Unit", "sampled_on": "day"},
        substances={
            "Pb mg/kg": {"substance": "Pb", "unit": "mg/kg"},
            "Cd mg/kg": {"substance": "Cd", "unit": "mg/kg"},
        },
    )
    lead = rows[rows["substance"] == "Pb"]
    assert sorted(zip(lead["site_id"], lead["sampled_on"], lead["value"], strict=True)) == [
        ("Ford", "2011", 31.0),
        ("Old Weir", "2010-05-06", 20.0),
    ]


def test_a_cell_that_is_not_written_like_its_parts_is_in_quarantine(tmp_path, taken):
    text = "plot,date,lead\nP1/1,2010,12\nP2,2010,13\n"
    rows, report = taken(
        write(tmp_path, text),
        file={"split": {"plot": "{site}/{core}"}},
        columns={"site_id": "site", "sample_id": "core", "sampled_on": "date"},
    )
    assert list(rows["site_id"]) == ["P1"]
    assert report.reasons == {"'P2' is not written as {site}/{core}": 1}


def test_an_empty_cell_below_a_merged_one_has_its_text(tmp_path, taken):
    text = "plot,sample,date,lead\nP1,1,2010,12\n,2,2010,13\nP2,1,2010,14\n,,,\n"
    rows, _ = taken(write(tmp_path, text), file={"fill_down": ["plot"]})
    assert sorted(zip(rows["site_id"], rows["value"], strict=True)) == [
        ("P1", 12.0),
        ("P1", 13.0),
        ("P2", 14.0),
    ]


def test_several_sheets_are_one_delivery_and_each_row_knows_its_own(tmp_path, taken):
    book = Workbook()
    book.active.title = "2010"
    for row in [["plot", "sample", "lead"], ["P1", 1, 12]]:
        book["2010"].append(row)
    for row in [["lead", "sample", "plot", "note"], [14, 1, "P1", "late"]]:
        (book["2012"] if "2012" in book.sheetnames else book.create_sheet("2012")).append(row)
    book.save(tmp_path / "a.xlsx")
    rows, _ = taken(
        "a.xlsx",
        file={"sheets": ["2010", "2012"]},
        columns={"site_id": "plot", "sample_id": "sample", "sampled_on": "sheet"},
    )
    assert sorted(zip(rows["sampled_on"], rows["value"], strict=True)) == [
        ("2010", 12.0),
        ("2012", 14.0),
    ]
    assert rows["source_row"].is_unique


def test_several_files_of_a_folder_are_one_source(tmp_path, taken):
    (tmp_path / "round").mkdir()
    write(tmp_path, "plot,sample,date,lead\nP1,1,2010,12\n", "round/data_a.csv")
    write(tmp_path, "plot,sample,date,lead\nP2,1,2010,13\n", "round/data_b.csv")
    write(tmp_path, "no table", "round/readme.txt")
    rows, report = taken("round", file={"files": "data_*.csv"})
    assert sorted(rows["site_id"]) == ["P1", "P2"]
    assert report.file == "round"
    assert rows["source_row"].is_unique


def test_a_folder_without_such_files_is_refused(tmp_path, taken):
    (tmp_path / "round").mkdir()
    with pytest.raises(InputError, match="has no file data"):
        taken("round", file={"files": "data_*.csv"})


SITES = {"file": "sites.csv", "on": "plot", "key": "code"}


def test_a_table_of_sites_is_joined_by_its_key(tmp_path, taken):
    write(tmp_path, "code,east,north\nP1,7.5,51.2\n", "sites.csv")
    name = write(tmp_path, "plot,sample,date,lead\nP1,1,2010,12\nP9,1,2010,13\n")
    place = {**PLOT, "longitude": "east", "latitude": "north"}
    rows, report = taken(name, file={"join": SITES}, columns=place)
    assert list(zip(rows["longitude"], rows["latitude"], strict=True)) == [(7.5, 51.2)]
    assert report.reasons == {"sites.csv has no row for plot 'P9'": 1}


def test_a_site_that_is_described_twice_is_refused(tmp_path, taken):
    write(tmp_path, "code,east,north\nP1,7.5,51.2\nP1,8.5,51.2\n", "sites.csv")
    with pytest.raises(InputError, match="two rows for code 'P1' that differ"):
        taken(write(tmp_path, WIDE), file={"join": SITES})


def test_the_hash_of_a_delivery_changes_with_each_of_its_tables(tmp_path, taken, store):
    hashes = set()
    for east in ("7.5", "7.6"):
        write(tmp_path, f"code,east\nP1,{east}\n", "sites.csv")
        taken(write(tmp_path, WIDE), file={"join": SITES})
        hashes.add(read_index(store).sources["a.csv"].source.sha256)
    assert len(hashes) == 2


def test_a_packed_table_is_read(tmp_path, taken):
    with gzip.open(tmp_path / "a.csv.gz", "wt", encoding="utf-8") as packed:
        packed.write(WIDE)
    assert list(taken("a.csv.gz")[0]["value"]) == [12.5]


def test_an_archive_of_one_table_is_read_and_one_of_two_is_refused(tmp_path, taken):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("in/a.csv", WIDE)
        archive.writestr("__MACOSX/._a.csv", "odd")
    assert list(taken("a.zip")[0]["value"]) == [12.5]
    with zipfile.ZipFile(tmp_path / "a.zip", "a") as archive:
        archive.writestr("b.csv", WIDE)
    with pytest.raises(InputError, match=r"holds 2 files \(in/a.csv, b.csv\)"):
        taken("a.zip")


def test_a_packed_file_that_is_broken_is_refused(tmp_path, taken):
    (tmp_path / "a.csv.gz").write_bytes(b"no gzip")
    with pytest.raises(InputError, match="cannot be unpacked"):
        taken("a.csv.gz")
