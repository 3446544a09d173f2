"""What goes out to the quarantine comes back corrected, and nothing is lost or doubled."""

import csv
import json
import re
import shutil

import pytest
from openpyxl import Workbook

from workbench.errors import InputError
from workbench.inputs import ingest as intake
from workbench.inputs.checks import check_store
from workbench.inputs.ingest import ingest
from workbench.inputs.measurements.values import DUPLICATE
from workbench.store.index import read_index
from workbench.store.reading import open_store

TEXT = """plot,sample,date,lead,cadmium,note
P1,S1,2004,12.5x,250,
P2,S1,,10,200,
P3,S1,2004,-3,n.d.,
P4,S1,2004,=1+1,100,
"""


@pytest.fixture
def lines(ingest_text, tmp_path):
    """Lines of the quarantine of the file, with the corrections that are given."""

    def correct(corrections, sign=",", encoding="utf-8"):
        report = ingest_text(TEXT)
        with report.quarantine.open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
        for n, text in corrections.items():
            found[n]["correction"] = text
        path = tmp_path / "corrected.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, found[0], delimiter=sign)
            writer.writeheader()
            writer.writerows(found)
        return path

    return correct


@pytest.fixture
def again(tmp_path, write_mapping, store):
    def take(corrections=None, **changes):
        return ingest(tmp_path / "a.csv", write_mapping(**changes), store, corrections=corrections)

    return take


@pytest.fixture(params=[2, 4, 6, 100])
def in_pieces(request, monkeypatch):
    """Cut files into pieces of so many values from now on."""
    return lambda: monkeypatch.setattr(intake, "VALUES_A_CHUNK", request.param)


def measured(store):
    rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
    by_cell = rows.set_index(["source_row", "substance"]).sort_index()
    return by_cell[["value", "original_value"]].agg(tuple, axis=1).to_dict()


def test_the_quarantine_says_which_column_would_have_to_be_corrected(lines):
    with lines({}).open(encoding="utf-8") as file:
        found = [(line["row"], line["column"], line["corrects"]) for line in csv.DictReader(file)]
    assert found == [
        ("2", "lead", "lead"),
        ("3", "lead", "date"),
        ("3", "cadmium", "date"),
        ("4", "lead", "lead"),
        ("4", "cadmium", "cadmium"),
        ("5", "lead", "lead"),
    ]


def test_corrected_cells_are_used_and_say_what_the_file_had(lines, again, store):
    report = again(lines({0: "12.5", 1: "2005-06-07", 3: "3", 5: "2"}))
    assert (report.n_read, report.n_used, report.n_quarantined) == (8, 7, 1)
    assert report.n_corrected == 4
    found = measured(store)
    assert found[2, "Pb"] == (12.5, "12.5 [corrected, the file has '12.5x']")
    assert found[2, "Cd"] == (0.25, "250")
    assert found[3, "Cd"] == (0.2, "200 [date corrected, the file has '']")
    assert found[5, "Pb"] == (2.0, "2 [corrected, the file has '=1+1']")
    assert check_store(str(store)) == []


def test_a_correction_that_is_wrong_too_stays_in_quarantine_with_what_the_file_had(lines, again):
    report = again(lines({3: "-4"}))
    with report.quarantine.open(encoding="utf-8") as file:
        line = next(line for line in csv.DictReader(file) if line["row"] == "4")
    assert (line["value"], line["reason"], line["correction"]) == ("'-3", "negative value", "'-4")
    assert report.n_used + report.n_quarantined == report.n_read == 8


def test_the_same_corrections_again_change_nothing(lines, again, store, content_of):
    corrections = lines({0: "12.5", 3: "-4"})
    again(corrections)
    before = content_of(store)
    assert again(corrections).n_corrected == 2
    assert content_of(store) == before


def test_corrections_stay_when_the_same_file_comes_again(lines, again, store, content_of):
    again(lines({0: "12.5"}))
    before = content_of(store)
    assert again().n_corrected == 1
    assert content_of(store) == before


def test_the_quarantine_in_the_store_can_be_corrected_where_it_is(lines, again, store):
    quarantine = store / "quarantine/a.csv.csv"
    for n, expected in (({0: "12.5"}, 1), ({1: "2005"}, 2)):
        path = lines({}) if expected == 1 else quarantine
        text = path.read_text(encoding="utf-8").splitlines()
        for place, correction in n.items():
            text[place + 1] += correction
        quarantine.write_text("\n".join(text) + "\n", encoding="utf-8")
        assert again(quarantine).n_corrected == expected


def test_corrections_reach_every_piece_of_a_file(lines, again, store, content_of, in_pieces):
    corrections = lines({0: "12.5", 1: "2005-06-07", 3: "-4", 5: "2"})
    again(corrections)
    before = content_of(store)
    shutil.rmtree(store)
    in_pieces()
    assert again(corrections).n_corrected == 4
    assert content_of(store) == before
    assert again().n_corrected == 4
    assert content_of(store) == before


def test_a_row_that_is_corrected_to_an_earlier_one_says_what_the_file_has(lines, again, in_pieces):
    in_pieces()
    corrections = lines({})
    corrections.write_text(
        "file,row,column,value,correction\na.csv,5,plot,,P1\na.csv,5,cadmium,100,<7\n"
    )
    report = again(corrections)
    with report.quarantine.open(encoding="utf-8", newline="") as file:
        line = list(csv.DictReader(file))[-1]
    assert (line["row"], line["column"], line["corrects"]) == ("5", "cadmium", "cadmium")
    assert (line["value"], line["reason"], line["correction"]) == ("100", DUPLICATE, "<7")


def test_a_correction_of_a_row_that_is_not_there_leaves_the_store_as_it_was(
    lines, again, store, content_of, in_pieces
):
    corrections = lines({0: "12.5"})
    before = content_of(store)
    text = corrections.read_text(encoding="utf-8") + "a.csv,6,lead,,,lead,1\n"
    corrections.write_text(text, encoding="utf-8")
    in_pieces()
    with pytest.raises(InputError, match=re.escape("a.csv has no row 6. Give its line number.")):
        again(corrections)
    assert content_of(store) == before


def test_a_correction_to_what_the_file_has_takes_an_earlier_one_back(lines, again, store):
    corrections = lines({0: "12.5"})
    again(corrections)
    corrections.write_text(
        "file,row,column,value,reason,corrects,correction\na.csv,2,lead,,,lead,12.5x\n"
    )
    assert again(corrections).n_corrected == 0
    assert read_index(store).sources["a.csv"].corrections == ()


def test_another_version_of_the_file_is_not_corrected_by_the_lines_of_this_one(
    lines, again, tmp_path
):
    again(lines({1: "2005"}))
    (tmp_path / "a.csv").write_text(TEXT.replace("P2,", "P0,"), encoding="utf-8")
    report = again()
    assert (report.n_corrected, report.n_outdated) == (0, 1)


@pytest.mark.parametrize(
    ("encoding", "sign"), [("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1252", ";")]
)
def test_a_spreadsheet_with_decimal_commas_may_have_saved_it(lines, again, store, encoding, sign):
    report = again(lines({0: "12,5", 3: "<0,05"}, sign=sign, encoding=encoding))
    assert report.n_corrected == 2
    assert measured(store)[2, "Pb"][0] == 12.5
    assert measured(store)[4, "Pb"] == (0.05, "<0.05 [corrected, the file has '-3']")


def test_a_number_that_could_be_two_is_not_guessed(lines, again):
    with pytest.raises(InputError, match=re.escape("'1.234' may be 1.234 or 1234.")):
        again(lines({0: "1.234"}, sign=";"))


def test_corrections_may_be_an_excel_file(lines, again, store, tmp_path):
    book = Workbook()
    with lines({0: "12.5"}).open(encoding="utf-8") as file:
        for row in csv.reader(file):
            book.active.append([float(cell) if cell == "12.5" else cell for cell in row])
    book.save(tmp_path / "corrected.xlsx")
    assert again(tmp_path / "corrected.xlsx").n_corrected == 1
    assert measured(store)[2, "Pb"][0] == 12.5


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("b.csv,2,lead,,,lead,1", "corrected.csv, row 2: is about 'b.csv', not about a.csv."),
        ("a.csv,1,lead,,,lead,1", "corrected.csv, row 2: '1' is no row of values."),
        ("a.csv,99,lead,,,lead,1", "corrected.csv, row 2: a.csv has no row 99."),
        ("a.csv,2,lead,,,iron,1", "a.csv, row 2 has no column 'iron'."),
        ("a.csv,2,lead,7,,lead,1", "a.csv, row 2 has '12.5x' in 'lead', and not '7'."),
        ("a.csv,2,lead,,,,1", "says nothing of the column that '1' belongs into."),
        ("a.csv,2,lead,,,lead,1\na.csv,2,cadmium,,,lead,2", "Give one of them."),
    ],
)
def test_a_correction_that_fits_nothing_is_refused(lines, again, line, message):
    corrections = lines({})
    corrections.write_text(f"file,row,column,value,reason,corrects,correction\n{line}\n")
    with pytest.raises(InputError, match=re.escape(message)):
        again(corrections)


def test_a_value_that_was_written_over_is_no_correction(lines, again):
    path = lines({})
    path.write_text(path.read_text(encoding="utf-8").replace("12.5x", "12.5"), encoding="utf-8")
    message = "corrected.csv has no correction in it. Leave `value` as it is, and write"
    with pytest.raises(InputError, match=re.escape(message)):
        again(path)


def test_refused_corrections_leave_the_store_as_it_was(lines, again, store, content_of):
    corrections = lines({0: "12.5"})
    before = content_of(store)
    corrections.write_text(corrections.read_text().replace("a.csv,2,lead", "b.csv,2,lead"))
    with pytest.raises(InputError, match=re.escape("is about 'b.csv'")):
        again(corrections)
    assert content_of(store) == before


def test_a_row_of_another_length_is_mended_in_the_file(ingest_text, again, tmp_path):
    ingest_text(TEXT + "P5,S1,2004\n")
    path = tmp_path / "c.csv"
    path.write_text("file,row,column,value,correction\na.csv,6,lead,,1\n", encoding="utf-8")
    with pytest.raises(InputError, match=re.escape("row 6 has 3 cells and the header 6.")):
        again(path)


def test_a_field_of_a_long_file_is_corrected_where_it_is_wrong(
    ingest_text, tmp_path, write_mapping, store
):
    entry = {"substance": "what", "value": "amount", "unit": "unit", "codes": {"LEAD": "Pb"}}
    changes = {"substances": {}, "observations": entry}
    text = "plot,sample,date,what,amount,unit\nP1,1,2004,LED,2,mg/kg\nP2,1,2004,LEAD,2,mgkg\n"
    quarantine = ingest_text(text, **changes).quarantine
    lines = quarantine.read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[-2] for line in lines[1:]] == ["what", "unit"]
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(f"{lines[0]}\n{lines[1]}LEAD\n{lines[2]}mg/kg\n", encoding="utf-8")
    report = ingest(tmp_path / "a.csv", write_mapping(**changes), store, corrections=corrected)
    assert (report.n_used, report.n_corrected) == (2, 2)
    assert measured(store)[2, "Pb"] == (2.0, "2 [what corrected, the file has 'LED']")


def test_ten_thousand_corrections_take_no_time_and_lose_nothing(
    ingest_text, tmp_path, write_mapping, store
):
    rows = range(2, 10_002)
    text = "plot,sample,date,lead,cadmium\n"
    ingest_text(text + "".join(f"P{n},S,2004,x,1\n" for n in rows))
    path = tmp_path / "corrected.csv"
    lines = "".join(f"a.csv,{n},lead,x,{n}\n" for n in rows)
    path.write_text(f"file,row,column,value,correction\n{lines}", encoding="utf-8")
    report = ingest(tmp_path / "a.csv", write_mapping(), store, corrections=path)
    assert (report.n_used, report.n_corrected) == (20_000, 10_000)
    assert measured(store)[777, "Pb"][0] == 777


def test_a_store_from_before_there_were_corrections_is_read(ingest_text, store):
    ingest_text(TEXT)
    index = store / "store.json"
    content = json.loads(index.read_text(encoding="utf-8"))
    for source in content["sources"]:
        del source["n_corrected"], source["corrections"]
    del content["checksum"]
    index.write_text(json.dumps(content), encoding="utf-8")
    kept = read_index(store).sources["a.csv"]
    assert (kept.source.n_corrected, kept.corrections) == (0, ())
    assert check_store(str(store)) == []
