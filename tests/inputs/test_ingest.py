import random
import re
from pathlib import Path

import pandas as pd
import pytest

from workbench.errors import InputError, StoreError
from workbench.inputs.ingest import ingest
from workbench.store.reading import open_store

HEADER = "plot,sample,date,lead,cadmium,note\n"
READS = ("measurements",)


def quarantined(report):
    listed = pd.read_csv(report.quarantine, dtype=str, keep_default_na=False)
    return list(listed[["row", "column", "value", "reason"]].itertuples(index=False, name=None))


def test_a_row_becomes_one_measurement_a_substance(ingest_text, store):
    report = ingest_text(HEADER + "P1,S1,2004-05-06,12.5,250,wet day\n")

    rows = open_store(str(store)).read(READS, "XAA")["measurements"]
    first = rows[rows["substance"] == "Cd"].iloc[0]
    assert (report.n_read, report.n_used, report.n_quarantined) == (2, 2, 0)
    assert (first["value"], first["unit"]) == (0.25, "mg/kg")
    assert (first["original_value"], first["original_unit"]) == ("250", "µg/kg")
    assert (first["site_id"], first["sampled_on"], first["source_row"]) == ("P1", "2004-05-06", 2)
    assert report.columns_not_read == ("note",)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("-9999", "not measured"),
        ("-9999.0", "not measured"),
        ("", "empty cell"),
        ("  ", "empty cell"),
        ("0", "zero without a limit"),
        ("-0.0", "zero without a limit"),
        ("-3", "negative value"),
        ("0.05<", "text that is no number"),
        ("< -1", "negative value"),
        ("<0", "non-detect without a limit"),
        ("n.d.", "non-detect without a limit"),
        ("<LOQ", "non-detect without a limit"),
        ("1000001", "more than the soil weighs"),
        ("1e999", "text that is no number"),
        ("1_0", "text that is no number"),
        ("nan", "text that is no number"),
    ],
)
def test_a_cell_that_cannot_be_used_is_in_quarantine_with_its_reason(ingest_text, cell, reason):
    report = ingest_text(HEADER + f"P1,S1,2004,{cell},250,\n")

    assert report.reasons == {reason: 1}
    assert (report.n_read, report.n_used) == (2, 1)
    given = f"'{cell}" if cell.startswith("-") else cell
    assert quarantined(report) == [("2", "lead", given, reason)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("P1,S1,,1,1,", "missing date"),
        ("P1,S1,-9999,1,1,", "missing date"),
        ("P1,S1,6.5.2004,1,1,", "date '6.5.2004' is not YYYY-MM-DD or YYYY"),
        ("P1,S1,2004-02-30,1,1,", "date '2004-02-30' is not in the calendar"),
        ("P1,S1,1066,1,1,", "date 1066 is before 1900"),
        ("P1,S1,2999-01-01,1,1,", "date 2999-01-01 is in the future"),
        (",S1,2004,1,1,", "missing site_id"),
        ("P1,,2004,1,1,", "missing sample_id"),
        ("P1,S1,2004,1", "row has 4 cells, the header 6"),
        ("P1,S1,2004,1,1,,,", "row has 8 cells, the header 6"),
    ],
)
def test_a_row_that_cannot_be_used_is_in_quarantine_cell_by_cell(ingest_text, row, reason):
    report = ingest_text(HEADER + row + "\nP2,S1,2004,1,1,\n")

    assert report.reasons == {reason: 2}
    assert (report.n_read, report.n_used) == (4, 2)
    assert {entry[0] for entry in quarantined(report)} == {"2"}


def test_a_declared_zero_is_a_non_detect_at_its_limit(ingest_text, store):
    lead = {"lead": {"substance": "Pb", "unit": "g/kg"}}
    report = ingest_text(
        HEADER + "P1,S1,2004,0.0,0,\n",
        substances=lead,
        zeros={"below": 0.1, "reason": "one decimal"},
    )

    row = open_store(str(store)).read(READS, "XAA")["measurements"].iloc[0]
    assert (row["value"], row["censored"], row["original_value"]) == (100.0, True, "0.0")
    assert (report.n_used, report.n_censored) == (1, 1)


def test_the_second_of_two_equal_rows_is_in_quarantine(ingest_text):
    report = ingest_text(HEADER + "P1,S1,2004,1,-9999,\nP1,S1,2004,2,3,\nP1,S2,2004,1,1,\n")

    why = "duplicate of an earlier row (same site, sample, date, layer, substance and method)"
    assert report.reasons == {why: 1, "not measured": 1}
    assert ("3", "lead", "2", why) in quarantined(report)


def test_a_horizon_gives_matrix_and_layer(ingest_text, store):
    constants = {"iso3": "XAA", "basis": "dry", "fraction": "total", "source_type": "unknown"}
    columns = {"site_id": "plot", "sample_id": "sample", "sampled_on": "date", "layer": "note"}
    horizons = {"O": {"matrix": "forest_floor"}, "min": {"matrix": "soil", "layer": "mineral"}}
    text = HEADER + "P1,a,2004,1,1,O\nP1,b,2004,1,1,min\nP1,c,2004,1,1,Bs\nP1,d,2004,1,1,\n"
    report = ingest_text(text, constants=constants, columns=columns, horizons=horizons)

    rows = open_store(str(store)).read(READS, "XAA")["measurements"]
    found = set(zip(rows["sample_id"], rows["matrix"], rows["layer"], strict=True))
    assert found == {("a", "forest_floor", "O"), ("b", "soil", "mineral")}
    assert report.reasons == {"missing horizon": 2, "unknown horizon 'Bs'": 2}


def test_countries_from_a_column_are_stored_apart(ingest_text, store):
    constants = {
        "matrix": "soil",
        "layer": "topsoil",
        "basis": "dry",
        "fraction": "total",
        "source_type": "unknown",
    }
    columns = {"site_id": "plot", "sample_id": "sample", "sampled_on": "date", "iso3": "note"}
    text = HEADER + "1,1,2004,1,1,NOR\n1,1,2004,1,1,NAM\n1,1,2004,1,1,NN\n004,NA,2004,1,1,NAM\n"
    report = ingest_text(text, constants=constants, columns=columns)

    namibia = open_store(str(store)).read(READS, "NAM")["measurements"]
    assert open_store(str(store)).areas() == ("NAM", "NOR")
    assert set(namibia["site_id"]) == {"1", "004"}
    assert set(namibia["sample_id"]) == {"1", "NA"}
    assert report.reasons == {"unknown country code 'NN'": 2}


def test_countries_are_read_by_name_where_the_mapping_has_no_words_for_them(ingest_text, store):
    constants = {"matrix": "soil", "layer": "top", "basis": "dry", "fraction": "total"}
    columns = {"site_id": "plot", "sample_id": "sample", "sampled_on": "date", "iso3": "note"}
    rows = ("Norge", "NA", "Côte d'Ivoire", "Korea")
    text = HEADER + "".join(f"1,1,2004,1,1,{name}\n" for name in rows)
    constants["source_type"] = "unknown"
    report = ingest_text(text, constants=constants, columns=columns)

    assert open_store(str(store)).areas() == ("CIV", "NAM", "NOR")
    assert report.reasons == {"unknown country code 'Korea'": 2}


def test_the_quarantine_names_the_line_of_the_file(ingest_text):
    text = HEADER + 'P1,S1,2004,1,1,"two\nlines"\n\nP2,S1,2004,x,1,\n'

    assert quarantined(ingest_text(text)) == [("5", "lead", "x", "text that is no number")]


def test_a_formula_in_the_quarantine_is_text(ingest_text):
    report = ingest_text(HEADER + "P1,S1,2004,=1+1,@x,\n")

    assert [entry[2] for entry in quarantined(report)] == ["'=1+1", "'@x"]


def test_what_was_read_is_what_was_used_and_what_is_in_quarantine(ingest_text, store):
    dice = random.Random(20261121)
    numbers = ["1", "0", "-1", "", "-9999", "x", "<1", "2.5", "1e3", "=A1", "NA", "é", '"a,b"']
    fields = ["P1", "P2", "", "NA", "2004", "2004-01-01", "13.1.2004"]
    for n in range(5):
        rows = [
            ",".join(
                [dice.choice(fields) for _ in range(3)]
                + [dice.choice(numbers) for _ in range(dice.randint(1, 4))]
            )
            for _ in range(60)
        ]
        report = ingest_text(HEADER + "\n".join(rows) + "\n", name=f"messy{n}.csv")
        stored = open_store(str(store)).read(READS, "XAA")["measurements"]
        assert report.n_read == 120 == report.n_used + report.n_quarantined
        assert report.n_quarantined == sum(report.reasons.values()) == len(quarantined(report))
        assert report.n_used == (stored["source_file"] == report.file).sum()


def test_the_same_file_again_takes_the_place_of_its_rows_and_quarantine(ingest_text, store):
    ingest_text(HEADER + "P1,S1,2004,1,x,\nP2,S1,2004,1,1,\n")
    ingest_text(HEADER + "P1,S1,2004,8,8,\n", name="b.csv")
    report = ingest_text(HEADER + "P1,S1,2004,2,3,\n")

    frames = open_store(str(store)).read(READS, "XAA")
    rows = frames["measurements"]
    assert list(rows["value"]) == [0.003, 2.0, 0.008, 8.0]
    assert (report.n_replaced, quarantined(report)) == (3, [])
    assert [source.file for source in frames.sources] == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a.csv is empty. Give a CSV file with a header and rows."),
        (HEADER, "a.csv has a header and no rows. Give a file with rows."),
        (
            "plot,sample,date,lead,Cd\n1,1,2004,1,1\n",
            "a.csv has no column 'cadmium'. It has: plot, sample, date, lead, Cd.",
        ),
        ("plot,lead,lead,date,sample,cadmium\n1,1,1,1,1,1\n", "has the column 'lead' twice"),
        (HEADER + '1,1,2004,"1,1,\n', "a.csv, row 2: no CSV (unexpected end of data)."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(ingest_text, store, text, message):
    with pytest.raises(InputError, match=re.escape(message)):
        ingest_text(text)
    assert not store.exists()


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path, write_mapping, store):
    (tmp_path / "a.csv").write_bytes(b"plot\nPK\xff\xfe")
    with pytest.raises(InputError, match=re.escape("a.csv, row 2: not text in UTF-8.")):
        ingest(tmp_path / "a.csv", write_mapping(), store)
    with pytest.raises(InputError, match=r"There is no file .*none\.csv"):
        ingest(tmp_path / "none.csv", write_mapping(), store)


def test_a_refused_ingest_leaves_the_store_untouched(ingest_text, store, content_of):
    ingest_text(HEADER + "P1,S1,2004,1,x,\n")
    before = content_of(store)

    with pytest.raises(InputError):
        ingest_text("plot,sample\n1,1\n")
    assert content_of(store) == before


def test_the_example_store_cannot_be_written(tmp_path, write_mapping):
    with pytest.raises(StoreError, match="The store `example` is built in"):
        ingest(tmp_path / "a.csv", write_mapping(), "example")


def test_the_hubbard_brook_file_gives_its_known_medians(hubbard_brook, store, content_of):
    mapping = Path(__file__).resolve().parents[2] / "parameters/mappings/hubbard_brook.yml"
    report = ingest(hubbard_brook, mapping, store)

    rows = open_store(str(store)).read(READS, "USA")["measurements"]
    lead = rows[(rows["substance"] == "Pb") & (rows["layer"] == "Oie")]
    assert (report.n_read, report.n_used, report.n_quarantined) == (15170, 12042, 3128)
    assert sorted(report.reasons.values()) == [640, 2488]
    assert report.n_censored == 46
    assert lead.groupby("sampled_on")["value"].median().round(6).to_dict() == {
        "1978": 112.7,
        "1987": 71.7,
        "1992": 57.65,
        "1997": 35.6,
        "2002": 28.5,
        "2013": 17.2,
        "2018": 16.05,
    }
    before = content_of(store)
    assert ingest(hubbard_brook, mapping, store).n_replaced == 12042
    assert content_of(store) == before
