"""A draft of a mapping says what was recognised, what is not sure, and what must be filled in."""

import re
import time

import pandas as pd
import pytest
from openpyxl import Workbook

from workbench.errors import InputError, WorkbenchError
from workbench.inputs.drafts.drafting import draft_mapping
from workbench.inputs.ingest import ingest
from workbench.inputs.mapping.mapping import read_mapping
from workbench.store.reading import open_store

ENGLISH = """Country,Site ID,Sampling date,Latitude,Longitude,Soil depth (cm),Pb (mg/kg),\
Cd_ug_kg,Note
XAA,P1,2004-05-06,-1.3,36.8,0-20,12.5,<50,
XAA,P2,2004-05-06,-1.4,36.9,0-20,-9999,250,wet
XAA,P3,2004-05-07,-1.5,36.9,0-20,8,n.d.,
"""
GERMAN = """Land;Probe;Standort;Entnahmedatum;Tiefe von (cm);Tiefe bis (cm);Blei [mg/kg TS];\
Cadmium [µg/kg TS];Boden
XAA;1;Mühle;06.05.2004;0;20;12,5;<BG;A
XAA;2;Mühle;31.05.2004;20;40;1.012,25;250,5;B
XAA;3;Höhe;01.06.2004;0;20;k.A.;80;C
"""
FRENCH = """Pays\tÉchantillon\tStation\tAnnée\tMilieu\tCouche\tParamètre\tRésultat\tUnité\tLD
XAA\t1\tS1\t2004\tsol\tA\tplomb\t12,5\tmg/kg\t0,1
XAA\t1\tS1\t2004\tsol\tA\tcadmium\t<LD\tmg.kg-1\t0,05
XAA\t2\tS2\t2005\tsol\tA\tsucre\t3\tmg/kg\t
"""


@pytest.fixture
def draft(tmp_path):
    """Path of the draft of a mapping, of a text or of the file that is there."""

    def write(text=None, name="a.csv", encoding="utf-8"):
        if text is not None:
            (tmp_path / name).write_text(text, encoding=encoding)
        path = tmp_path / f"{name}.yml"
        path.write_text(draft_mapping(tmp_path / name), encoding="utf-8")
        return path

    return write


@pytest.fixture
def take(draft, tmp_path, store):
    """Report and rows of a file that is ingested with its draft."""

    def ingest_with_draft(text=None, name="a.csv", encoding="utf-8"):
        report = ingest(tmp_path / name, draft(text, name, encoding), store)
        rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
        return report, rows.set_index(["source_row", "substance"]).sort_index()

    return ingest_with_draft


def test_an_english_wide_file_comes_in_with_its_draft(take):
    report, rows = take(ENGLISH)
    assert rows["value"].to_dict() == {
        (2, "Cd"): 0.05,
        (2, "Pb"): 12.5,
        (3, "Cd"): 0.25,
        (4, "Pb"): 8,
    }
    assert report.reasons == {"no value (-9999)": 1, "non-detect without a limit": 1}
    assert set(rows["matrix"]) == {"soil"}
    assert tuple(rows.iloc[0][["site_id", "layer", "latitude"]]) == ("P1", "0-20", -1.3)


def test_its_doubts_and_what_was_not_understood_are_in_it(draft):
    text = draft(ENGLISH).read_text(encoding="utf-8")
    assert "# Columns that were not understood (1): 'Note'." in text
    assert "# ? taken for no value: '-9999'" in text
    assert "# ? matrix: by a word in a heading or in the name of the file" in text
    assert "# Languages of the headings: en." in text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_german_file_comes_in_with_its_draft(take, encoding):
    report, rows = take(GERMAN, encoding=encoding)
    assert rows["value"].to_dict() == pytest.approx(
        {(2, "Pb"): 12.5, (3, "Pb"): 1012.25, (3, "Cd"): 0.2505, (4, "Cd"): 0.08}
    )
    assert report.reasons == {"no value (k.A.)": 1, "non-detect without a limit": 1}
    assert list(rows["sampled_on"]) == ["2004-05-06", "2004-05-31", "2004-05-31", "2004-06-01"]
    assert set(rows["basis"]) == {"dry"}
    assert set(rows["depth_bottom_cm"]) == {20, 40}
    assert list(rows["site_id"].unique()) == ["Mühle", "Höhe"]


def test_a_french_long_file_comes_in_with_its_draft(take, draft):
    report, rows = take(FRENCH)
    assert rows["value"].to_dict() == {(2, "Pb"): 12.5, (3, "Cd"): 0.05}
    assert list(rows["censored"]) == [False, True]
    assert report.reasons == {"unknown substance 'sucre'": 1}
    assert "'sucre' are not known as substances" in draft(FRENCH).read_text(encoding="utf-8")


def test_the_largest_sheet_of_an_excel_file_comes_in_with_its_draft(take, tmp_path):
    book = Workbook()
    book.active.append(["soil survey"])
    sheet = book.create_sheet("Results")
    for line in ENGLISH.splitlines():
        cells = line.split(",")
        sheet.append([float(c) if re.fullmatch(r"-?[\d.]+", c) else c for c in cells])
    book.save(tmp_path / "soil.xlsx")
    report, rows = take(name="soil.xlsx")
    assert (report.n_read, report.n_used) == (6, 4)
    assert rows.loc[(2, "Pb"), "value"] == 12.5


def test_a_parquet_file_comes_in_with_its_draft(take, tmp_path):
    columns = {"country": ["XAA"], "site": ["P1"], "year": [2004], "medium": ["soil"]}
    pd.DataFrame({**columns, "Hg (ppb)": [12.5]}).to_parquet(tmp_path / "a.parquet")
    _, rows = take(name="a.parquet")
    assert rows["value"].to_dict() == {(2, "Hg"): 0.0125}


def test_what_nobody_can_know_from_the_file_must_be_filled_in(draft):
    path = draft("plot,Pb\nP1,2.5\n")
    text = path.read_text(encoding="utf-8")
    for key in ("iso3", "matrix", "sampled_on", "'Pb'"):
        assert f"# ? {key}: FILL IN" in text
    message = "nothing fills iso3, sampled_on, matrix, name a column or a constant for each"
    with pytest.raises(InputError, match=re.escape(message)):
        read_mapping(path)


@pytest.mark.parametrize(
    ("days", "doubt", "order"),
    [
        (["06.05.2004", "31.05.2004"], False, "d.m.Y"),
        (["6/5/2004", "7/5/2004"], True, "d/m/Y"),
        (["6/5/2004", "6/25/2004"], False, "m/d/Y"),
        (["2004-05-06", "2004"], False, None),
    ],
)
def test_dates_that_can_be_read_in_two_ways_are_a_doubt(draft, days, doubt, order):
    text = draft("plot,date,Pb\n" + "".join(f"P,{day},1\n" for day in days)).read_text("utf-8")
    assert ("may be d/m/Y or m/d/Y" in text) == doubt
    assert (f"dates: {order}" in text) == bool(order)


def test_codes_that_only_look_like_those_of_iso_are_a_doubt(draft):
    text = draft("country,plot,Pb\nAUS,1,1\nGER,2,1\n").read_text("utf-8")
    assert "# ? iso3: not all are ISO codes, so look at 'AUS' as well" in text
    assert "GER: FILL IN" in text


def test_a_second_column_of_a_substance_and_one_without_a_name_are_named(draft):
    text = draft("plot,Pb,lead,,x,x\nP1,1,2,3,4,5\n").read_text("utf-8")
    assert "# ? 'lead' is Pb too and is left out" in text
    assert "# ? 1 columns have no name (merged cells?) and are not drafted" in text
    assert "# ? columns of the same name, not drafted: 'x'" in text


def test_text_of_a_file_cannot_leave_its_comment(draft):
    path = draft('plot,"x\nowner: me","=1+1"\nP1,"a\nb",2\n')
    lines = path.read_text("utf-8").splitlines()
    assert "owner: me" not in lines
    assert [line for line in lines if line.startswith("owner")] == ["owner: not stated"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"\xef\xbb\xbf",
        b"a\x00b\n1\n",
        b'a,"b\n1,2\n',
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04rubbish",
        b"<html><table><tr><td>1</td></tr></table></html>",
        b"just one line of text",
        b"a,b\n1\n1,2,3\n",
        b"\xff\xfe\x00",
        (b"x," * 9_999) + b"y\n" + (b"1," * 9_999) + b"2\n",
        ",".join(f"c{n}" for n in range(10_000)).encode() + b"\n",
        ("Pb;" * 3 + "\n" + "1;" * 3 + "\n").encode(),
        b"Pb\n" + b"9" * 200_000 + b"\n",
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.parquet"])
def test_a_draft_of_a_hostile_file_is_a_draft_or_an_error_in_words(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert re.search(rf"^# First mapping of '{name}'|^{name}[, ]", _draft_or_error(tmp_path / name))


def _draft_or_error(path):
    try:
        return draft_mapping(path)
    except WorkbenchError as error:
        return str(error)


def test_dry_matter_in_rows_of_its_own_and_sites_without_a_name_are_seen(take):
    text = (
        "country,site,latitude,longitude,year,medium,parameter,value,unit,basis\n"
        "XAA,,1.5,2.5,2004,soil,Pb,2,mg/kg,W\n"
        "XAA,,1.5,2.5,2004,soil,dry matter,40,%,W\n"
        "XAA,P2,1,2,2004,soil,Pb,3,mg/kg,D\n"
    )
    report, rows = take(text)
    assert report.reasons == {"dry matter, taken for the other values of its sample": 1}
    assert list(rows["value"]) == [5.0, 3.0]
    assert list(rows["site_id"]) == ["2.5/1.5", "P2"]


def test_units_in_a_row_of_their_own_are_part_of_the_header(take):
    text = "country,site,year,soil layer,Pb,Cd\n,,,,mg/kg,µg/kg\n"
    text += "XAA,P1,2004,A,2,30\nXAA,P2,2004,A,3,<8\n"
    report, rows = take(text)
    assert rows["value"].to_dict() == {
        (3, "Pb"): 2,
        (3, "Cd"): 0.03,
        (4, "Pb"): 3,
        (4, "Cd"): 0.008,
    }
    assert report.n_quarantined == 0


def test_a_header_below_other_lines_is_found_and_a_doubt(draft):
    text = draft("Soil survey\nplot,Pb\nP1,2\nP2,3\n").read_text("utf-8")
    assert "header_row: 2" in text
    assert "# ? file: the header is taken to be in line 2" in text


@pytest.mark.parametrize("cell", [" <" * 60_000, "0 " * 60_000 + "-", "LOQ/2 " * 20_000])
def test_a_cell_of_120_000_characters_is_drafted_in_a_moment(tmp_path, cell):
    path = tmp_path / "a.csv"
    path.write_text(f"site,year,Pb (mg/kg)\nP1,2015,{cell}\nP2,2015,1\n", encoding="utf-8")
    began = time.process_time()
    assert "Pb (mg/kg)" in draft_mapping(path)
    assert time.process_time() - began < 5
