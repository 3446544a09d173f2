"""Files as nobody should send them: each is refused in words, or its cells are in quarantine."""

import io
import os
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from workbench.errors import InputError
from workbench.inputs.ingest import ingest
from workbench.store.reading import open_store

HEADER = "plot,sample,date,lead,cadmium,note\n"
GOOD = "P1,S1,2004,1,1,\n"
COLUMNS = HEADER.strip().split(",")
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(4096)


def as_book(*rows, change=None):
    """Bytes of a workbook with these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def as_bomb():
    """Bytes of a workbook that says of itself that it unpacks to 3 GiB."""
    saved = io.BytesIO(as_book(COLUMNS))
    with zipfile.ZipFile(saved, "a") as packed:
        packed.writestr("xl/more.xml", "x")
        packed.infolist()[-1].file_size = 3 * 2**30
    return saved.getvalue()


def as_macros():
    """Bytes of a workbook with a program in it."""
    saved = io.BytesIO(as_book(COLUMNS, ["P1", "S1", 2004, 1, 1]))
    with zipfile.ZipFile(saved, "a") as packed:
        packed.writestr("xl/vbaProject.bin", OLE)
    return saved.getvalue()


def without_content_types(content):
    """Bytes of a workbook in which a part is missing that each has."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(saved, "w") as new:
        for part in old.namelist():
            if part != "[Content_Types].xml":
                new.writestr(part, old.read(part))
    return saved.getvalue()


REFUSED = {
    "empty": ("bad.csv", b""),
    "only blank lines": ("bad.csv", b"\n\n\n"),
    "only the mark of UTF-8": ("bad.csv", b"\xef\xbb\xbf"),
    "only blank rows below the header": ("bad.csv", HEADER.encode() + b"\n\n"),
    "header only": ("bad.csv", HEADER.encode()),
    "no header": ("bad.csv", GOOD.encode()),
    "semicolons": ("bad.csv", (HEADER + GOOD).replace(",", ";").encode()),
    "tabs": ("bad.csv", (HEADER + GOOD).replace(",", "\t").encode()),
    "a column twice": ("bad.csv", (HEADER.replace("note", "lead") + GOOD).encode()),
    "a column of another name": ("bad.csv", (HEADER.replace("lead", "Lead") + GOOD).encode()),
    "a column without a name": ("bad.csv", (HEADER.replace("lead", "") + GOOD).encode()),
    "two encodings": ("bad.csv", (HEADER + GOOD + "Süd,").encode() + "Nörd\n".encode("cp1252")),
    "UTF-16 that is not declared": ("bad.csv", (HEADER + GOOD).encode("utf-16")),
    "an open quotation mark": ("bad.csv", (HEADER + '"P1,S1,2004,1,1,\n').encode()),
    "text behind a quotation mark": ("bad.csv", (HEADER + 'P1,"S1"x,2004,1,1,\n').encode()),
    "a NUL byte": ("bad.csv", (HEADER + "P1,S1,2004,\x00,1,\n").encode()),
    "a huge field": ("bad.csv", HEADER.encode() + b"P" * 200_000 + b",S1,2004,1,1,\n"),
    "a page of the web": ("bad.csv", b"<html><body>404</body></html>"),
    "JSON": ("bad.csv", b'{"plot": 1}'),
    "a picture": ("bad.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    "a workbook named .csv": ("bad.csv", as_book(COLUMNS)),
    "an old workbook": ("bad.xls", OLE),
    "a page of the web named .xls": ("bad.xls", b"<html><table><tr><td>plot</td></tr></table>"),
    "a workbook named .xls": ("bad.xls", as_book(COLUMNS)),
    "a workbook with a password": ("bad.xlsx", OLE),
    "a page of the web named .xlsx": ("bad.xlsx", b"<html></html>"),
    "half a workbook": ("bad.xlsx", as_book(COLUMNS)[:2000]),
    "a workbook without its parts": ("bad.xlsx", without_content_types(as_book(COLUMNS))),
    "a zip of something else": ("bad.xlsx", b"PK\x05\x06" + bytes(18)),
    "a workbook that would fill the memory": ("bad.xlsx", as_bomb()),
    "a workbook without rows": ("bad.xlsx", as_book()),
    "merged cells in the header": (
        "bad.xlsx",
        as_book(COLUMNS, change=lambda sheet: sheet.merge_cells("D1:E1")),
    ),
    "half a Parquet file": ("bad.parquet", b"PAR1" + bytes(10)),
}


@pytest.mark.parametrize(("name", "content"), REFUSED.values(), ids=REFUSED)
def test_a_bad_file_is_refused_by_name_and_the_store_is_as_it_was(  # noqa: PLR0913, PLR0917
    ingest_text, tmp_path, write_mapping, store, content_of, name, content
):
    ingest_text(HEADER + GOOD, name="good.csv")
    before = content_of(store)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=rf"^{name}[,: ]") as refused:
        ingest(tmp_path / name, write_mapping(), store)
    assert str(refused.value).endswith((".", ")"))
    assert content_of(store) == before


@pytest.mark.parametrize(
    ("case", "way_out"),
    [
        ("semicolons", "Its delimiter may be semicolon: say so in the mapping (file.delimiter)."),
        ("an old workbook", "Save it without a password as .xlsx, or as CSV."),
        ("a workbook with a password", "Save it without a password as .xlsx, or as CSV."),
        ("a page of the web named .xls", "Give an .xlsx file or a CSV."),
        ("two encodings", "bad.csv, row 3: not text in UTF-8."),
        ("a NUL byte", "bad.csv, row 2: has a NUL byte."),
        ("a workbook that would fill the memory", "Save it as CSV."),
    ],
)
def test_a_refusal_says_what_would_be_right(tmp_path, write_mapping, store, case, way_out):
    name, content = REFUSED[case]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=re.escape(way_out)):
        ingest(tmp_path / name, write_mapping(), store)


def test_a_folder_is_refused(tmp_path, write_mapping, store):
    (tmp_path / "bad.csv").mkdir()
    with pytest.raises(InputError, match=r"bad\.csv is a folder\. Give one CSV file\."):
        ingest(tmp_path / "bad.csv", write_mapping(), store)
    assert not store.exists()


QUARANTINED = {
    "a row that is too long": ("P1,S1,2004,1,1,,,", "row has 8 cells, the header 6"),
    "a row that is too short": ("P1,S1,2004,1", "row has 4 cells, the header 6"),
    "a day in the future": ("P1,S1,2999-12-31,1,1,", "date 2999-12-31 is in the future"),
    "the year 0": ("P1,S1,0000,1,1,", "date '0000' is not in the calendar"),
    "the year 1e9": ("P1,S1,1e9,1,1,", "date '1e9' is not YYYY-MM-DD or YYYY"),
    "a day as Excel counts it": (
        "P1,S1,38113,1,1,",
        "date '38113' is not YYYY-MM-DD or YYYY (a serial, taken where file.more_dates has serial)",
    ),
    "a name with a bell in it": (
        "P\x071,S1,2004,1,1,",
        "site_id 'P\\x071' has signs that cannot be seen",
    ),
    "a name with a line break in it": (
        '"P\n1",S1,2004,1,1,',
        "site_id 'P\\n1' has signs that cannot be seen",
    ),
    "a name that turns the text around": (
        "P\u202e1,S1,2004,1,1,",
        "site_id 'P\\u202e1' has signs that cannot be seen",
    ),
    "NA as a number": ("P1,S1,2004,NA,NA,", "text that is no number"),
    "both signs of decimals": ('P1,S1,2004,"1.234,5","1,234.5",', "text that is no number"),
    "an error of a spreadsheet": ("P1,S1,2004,#DIV/0!,#N/A,", "text that is no number"),
    "a formula": ('P1,S1,2004,"=HYPERLINK(""x"")",@SUM(1),', "text that is no number"),
    "numbers without end": ("P1,S1,2004,1e999,inf,", "text that is no number"),
    "a gram of the substance in a gram of soil and more": (
        "P1,S1,2004,1e300,1e12,",
        "more than the soil weighs",
    ),
    "digits of another script": ("P1,S1,2004,১২,४२,", "text that is no number"),
}


@pytest.mark.parametrize(("row", "reason"), QUARANTINED.values(), ids=QUARANTINED)
def test_a_bad_row_is_in_quarantine_and_the_good_one_is_used(ingest_text, store, row, reason):
    report = ingest_text(f"{HEADER}{row}\nP2,S1,2004,1,1,\n")
    assert report.reasons == {reason: 2}
    assert (report.n_read, report.n_used, report.n_quarantined) == (4, 2, 2)
    listed = pd.read_csv(report.quarantine, dtype=str, keep_default_na=False)
    assert len(listed) == 2
    assert not listed.map(lambda cell: cell.startswith(("=", "+", "-", "@"))).any(axis=None)
    rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
    assert set(rows["site_id"]) == {"P2"}


def test_equal_rows_are_used_once(ingest_text):
    report = ingest_text(HEADER + GOOD * 3)
    assert (report.n_read, report.n_used) == (6, 2)
    assert [why.partition(" (")[0] for why in report.reasons] == ["duplicate of an earlier row"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("136.8,-1.3,0,20", "latitude '136.8' is not between -90 and 90"),
        ("-1.3,336.8,0,20", "longitude '336.8' is not between -180 and 180"),
        ("-1.3,36.8,-20,0", "depth_top_cm '-20' is not between 0 and 100000"),
        ("-1.3,36.8,0,1e9", "depth_bottom_cm '1e9' is not between 0 and 100000"),
        ("-1.3,36.8,20,0", "depth_bottom_cm is less than depth_top_cm"),
    ],
)
def test_a_place_or_a_depth_that_cannot_be_is_in_quarantine(ingest_text, fields, reason):
    names = {"latitude": "y", "longitude": "x", "depth_top_cm": "top", "depth_bottom_cm": "end"}
    columns = {"site_id": "plot", "sample_id": "sample", "sampled_on": "date", **names}
    text = f"y,x,top,end,{HEADER}{fields},{GOOD}"
    assert ingest_text(text, columns=columns).reasons == {reason: 2}


def test_namibia_by_its_short_code_is_not_a_missing_value(ingest_text, store):
    constants = {
        **dict.fromkeys(("basis", "fraction", "source_type"), "unknown"),
        "matrix": "soil",
        "layer": "0-20 cm",
    }
    columns = {"iso3": "land", "site_id": "plot", "sample_id": "sample", "sampled_on": "date"}
    text = f"land,{HEADER}NA,{GOOD}NAM,P2,NA,2004,NA,1,\n"
    changes = {"constants": constants, "columns": columns, "sentinels": {"NA": "not analysed"}}
    report = ingest_text(text, **changes, words={"iso3": {"NA": "NAM", "NAM": "NAM"}})
    assert report.reasons == {"not analysed": 1}
    rows = open_store(str(store)).read(("measurements",), "NAM")["measurements"]
    assert sorted(rows["sample_id"]) == ["NA", "S1", "S1"]


@pytest.mark.parametrize(
    "name", ["..csv", "=1+1.csv", "a b'c;d.csv", "..%2f..%2fx.csv", "\u202e.csv"]
)
def test_no_name_of_a_file_or_in_it_leads_out_of_the_store(ingest_text, store, tmp_path, name):
    report = ingest_text(f"{HEADER}../../../P,S1,2004,x,1,\n", name=name)
    assert report.quarantine.resolve().is_relative_to(store.resolve())
    assert report.quarantine.is_file()
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {name, "mapping.yml", "store"}


ODD = {
    "a column that is not read twice": HEADER.replace("note", "n,n") + "P1,S1,2004,1,1,a,b\n",
    "lines of Windows": (HEADER + GOOD).replace("\n", "\r\n"),
    "lines of old Macs": (HEADER + GOOD).replace("\n", "\r"),
    "a mark at the beginning": "\ufeff" + HEADER + GOOD,
    "no end of the last line": HEADER + GOOD.rstrip(),
    "blank lines": HEADER + "\n\n" + GOOD + "\n",
    "blanks around all": " plot,sample ,date,lead,cadmium,note\n P1 , S1 , 2004 , 1 , 1 ,\n",
    "quotation marks": HEADER + '"P1","S1","2004","1","1","a ""quoted""\nnote"\n',
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_file_is_read_all_the_same(ingest_text, store, text):
    assert ingest_text(text).n_used == 2
    rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
    assert set(rows["site_id"]) == {"P1"}


def test_a_program_in_a_workbook_is_not_read(tmp_path, write_mapping, store):
    (tmp_path / "a.xlsm").write_bytes(as_macros())
    report = ingest(tmp_path / "a.xlsm", write_mapping(), store)
    assert (report.n_read, report.n_used) == (2, 2)


def test_a_formula_without_a_result_is_no_empty_cell(tmp_path, write_mapping, store):
    day = datetime(2004, 5, 6)  # noqa: DTZ001 - as Excel gives it
    content = as_book(COLUMNS, ["P1", "S1", day, "=1+1", 1, "n"])
    (tmp_path / "a.xlsx").write_bytes(content)
    assert load_workbook(io.BytesIO(content)).active["D2"].value == "=1+1"
    report = ingest(tmp_path / "a.xlsx", write_mapping(), store)
    ((reason, count),) = report.reasons.items()
    assert (report.n_used, count) == (1, 1)
    assert reason.startswith("cell D2 is a formula without a result")


def test_blank_rows_of_a_workbook_are_no_rows(tmp_path, write_mapping, store):
    rows = [[None] * 6, [" "] * 6, ["P1", "S1", 2004, 1, 1, "n"], [None] * 6]
    (tmp_path / "a.xlsx").write_bytes(as_book(COLUMNS, *rows))
    assert ingest(tmp_path / "a.xlsx", write_mapping(), store).n_read == 2


def test_a_name_that_is_no_text_is_refused(tmp_path, write_mapping, store):
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/na\xffme.csv")
    Path(odd).write_text("plot\nP1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"na\?me.csv is not UTF-8. Rename the file"):
        ingest(odd, write_mapping(), store)
