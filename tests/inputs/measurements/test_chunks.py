"""A file that is taken in piece by piece gives what it gives as a whole."""

import csv
import random
import re

import pytest

from workbench.errors import InputError
from workbench.inputs import ingest as intake
from workbench.inputs.checks import check_store
from workbench.store import partitions
from workbench.store.reading import open_store

HEADER = "plot,sample,date,lead,cadmium,land\n"
CONSTANTS = {"matrix": "soil", "layer": "top", "basis": "dry", "fraction": "total"}
CHANGES = {
    "constants": {**CONSTANTS, "source_type": "unknown"},
    "columns": {"site_id": "plot", "sample_id": "sample", "sampled_on": "date", "iso3": "land"},
}


def messy_rows():
    """Rows of three countries in any order, many of which come again or cannot be used."""
    dice = random.Random(20261121)
    cells = ["1", "2.5", "x", "", "<1", "=A1"]

    def row():
        plot, sample, year = dice.randint(1, 3), dice.randint(1, 2), dice.randint(2004, 2005)
        land = dice.choice(["XAA", "XAB", "XAC", "NO"])
        return f"P{plot},{sample},{year},{dice.choice(cells)},{dice.choice(cells)},{land}\n"

    return "".join(row() for _ in range(60))


MESSY = HEADER + messy_rows()


@pytest.mark.parametrize("values", [7, 50])
def test_a_file_in_pieces_gives_the_same_store(ingest_text, store, content_of, monkeypatch, values):
    whole = ingest_text(MESSY, **CHANGES)
    before = content_of(store)
    monkeypatch.setattr(intake, "VALUES_A_CHUNK", values)
    report = ingest_text(MESSY, **CHANGES)
    assert content_of(store) == before
    assert report.n_replaced == whole.n_used
    assert report.reasons == whole.reasons
    assert (report.n_read, report.n_censored) == (whole.n_read, whole.n_censored)
    assert check_store(str(store)) == []


def test_the_second_of_two_equal_rows_is_in_quarantine_wherever_it_stands(ingest_text, monkeypatch):
    rows = ["P1,S1,2004,1,2,XAA\n", *(f"P2,S{n},2004,1,x,XAA\n" for n in range(9))]
    monkeypatch.setattr(intake, "VALUES_A_CHUNK", 4)
    report = ingest_text(HEADER + "".join([*rows, rows[0], rows[4]]), **CHANGES)
    lines = report.quarantine.read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[1:3] for line in lines[10:]] == [
        ["12", "lead"],
        ["12", "cadmium"],
        ["13", "lead"],
        ["13", "cadmium"],
    ]
    assert (report.n_read, report.n_used, report.n_quarantined) == (24, 11, 13)


def test_a_file_that_breaks_off_in_a_later_piece_leaves_the_store(
    ingest_text, store, content_of, monkeypatch
):
    ingest_text(MESSY, **CHANGES)
    before = content_of(store)
    monkeypatch.setattr(intake, "VALUES_A_CHUNK", 40)
    with pytest.raises(InputError, match=re.escape("a.csv, row 62: no CSV")):
        ingest_text(MESSY + 'P1,"S1', **CHANGES)
    assert content_of(store) == before


def test_the_row_of_undecodable_bytes_is_found_in_a_long_file(take_bytes):
    good = b"P1,S1,2004,1,1,XAA\n" * 5000
    with pytest.raises(InputError, match=re.escape("a.csv, row 5002: not text in UTF-8.")):
        take_bytes(HEADER.encode() + good + b"P\xff,S1,2004,1,1,XAA\n" + good)


@pytest.fixture
def take_bytes(tmp_path, write_mapping, store):
    """Report of a file given as bytes."""

    def ingest_bytes(content):
        (tmp_path / "a.csv").write_bytes(content)
        return intake.ingest(tmp_path / "a.csv", write_mapping(**CHANGES), store)

    return ingest_bytes


def test_partitions_are_the_same_in_whatever_pieces_and_order_files_come(
    ingest_text, store, content_of, monkeypatch
):
    monkeypatch.setattr(partitions, "GROUP_ROWS", 10)
    for name in ("b.csv", "c.csv", "a.csv"):
        ingest_text(MESSY, name, **CHANGES)
    before = content_of(store)
    frames = open_store(str(store)).read(("measurements",), "XAA")
    monkeypatch.setattr(intake, "VALUES_A_CHUNK", 50)
    for name in ("c.csv", "a.csv", "b.csv"):
        ingest_text(MESSY, name, **CHANGES)
    assert content_of(store) == before
    assert list(frames["measurements"]["source_file"].unique()) == ["a.csv", "b.csv", "c.csv"]


def test_a_line_end_in_a_cell_ends_no_line_of_the_quarantine(take_bytes, monkeypatch):
    monkeypatch.setattr(intake, "VALUES_A_CHUNK", 2)
    cells = ['"a\rb"', '"a\nb"', '"a\r\nb"']
    rows = "".join(f"P{n},S,2004,{cell},1,XAA\r\n" for n, cell in enumerate(cells))
    report = take_bytes((HEADER + rows).encode())
    with report.quarantine.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file, strict=True))
    assert [line["value"] for line in listed] == ["a\rb", "a\nb", "a\r\nb"]
