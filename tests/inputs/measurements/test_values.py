import math

import pytest

from workbench.store.reading import open_store

HEADER = "plot,sample,date,lead,limit,flag\n"
LEAD = {"substance": "Pb", "unit": "mg/kg"}
LOQ = {"column": "limit", "unit": "µg/kg"}


@pytest.fixture
def lead(ingest_text, store):
    """Value, whether it is a non-detect, and the reasons of one cell."""

    def take(cell, *, limit="", flag="", entry=None, **changes):
        text = f'{HEADER}P1,S1,2004,"{cell}",{limit},{flag}\nP2,S1,2004,7,,\n'
        report = ingest_text(text, substances={"lead": {**LEAD, **(entry or {})}}, **changes)
        rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
        row = rows[rows["site_id"] == "P1"]
        found = list(zip(row["value"], row["censored"], strict=True))
        return found[0] if found else next(iter(report.reasons))

    return take


@pytest.mark.parametrize(
    ("cell", "limit"),
    [("<0.05", 0.05), ("< 0.05", 0.05), ("<= 0.1", 0.1), ("≤0.1", 0.1), (" <1e-2 ", 0.01)],
)
def test_a_number_behind_a_less_than_sign_is_the_limit(lead, cell, limit):
    assert lead(cell) == (limit, True)


def test_a_decimal_comma_behind_a_less_than_sign_is_read_where_it_is_declared(lead):
    assert lead("< 0,05", file={"decimal": ","}) == (0.05, True)
    assert lead("< 0,05") == "text that is no number"


@pytest.mark.parametrize("word", ["n.d.", "ND", "nd", "not detected", "<LOQ", "< loq", "BQL"])
def test_a_word_for_a_non_detect_takes_the_limit_beside_it(lead, word):
    assert lead(word, limit="50", entry={"loq": LOQ}) == (0.05, True)
    assert lead(word, entry={"limit": 0.2}) == (0.2, True)
    assert lead(word, entry={"loq": LOQ}) == "non-detect without a limit"


def test_less_than_the_one_limit_is_not_less_than_the_other(lead):
    assert lead("<LOQ", limit="50", entry={"lod": LOQ}) == "non-detect without a limit"
    assert lead("<LOD", limit="50", entry={"lod": LOQ}) == (0.05, True)


def test_less_than_the_limit_of_detection_is_less_than_that_of_quantification(lead):
    assert lead("<LOD", limit="50", entry={"loq": LOQ}) == (0.05, True)


def test_a_unit_in_the_cell_is_that_of_its_number_and_not_of_the_limit_beside_it(lead):
    assert lead("12 µg/kg") == (0.012, False)
    assert lead("<12 µg/kg") == (0.012, True)
    assert lead("nd", limit="50", entry={"loq": LOQ}) == (0.05, True)
    assert lead("12 furlong/kg") == "text that is no number"


def test_an_uncertainty_behind_a_number_is_kept_in_the_unit_of_the_store(ingest_text, store):
    text = f"{HEADER}P1,S1,2004,880 ± 50 µg/kg,,\nP2,S1,2004,>1000,,\n"
    report = ingest_text(text, substances={"lead": LEAD})
    rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
    assert list(zip(rows["value"], rows["uncertainty"].round(9), strict=True)) == [(0.88, 0.05)]
    assert report.reasons == {"more than a number: the content is above what was measured": 1}


def test_a_sentinel_wins_over_a_word_for_a_non_detect(lead):
    assert lead("ND", entry={"limit": 0.2}, sentinels={"ND": "no data"}) == "no data"


FLAGS = {
    "<": "below",
    "h": "half_limit",
    "r": "limit_over_sqrt2",
    "ok": "detected",
    "x": "unusable",
}


@pytest.mark.parametrize(
    ("cell", "limit", "flag", "expected"),
    [
        ("0.3", "", "<", (0.3, True)),
        ("0.3", "50", "<", (0.3, True)),
        ("0", "50", "<", (0.05, True)),
        ("", "50", "<", (0.05, True)),
        ("", "", "<", "empty cell"),
        ("0", "", "<", "non-detect without a limit"),
        ("0.3", "", "ok", (0.3, False)),
        ("0.3", "", "", (0.3, False)),
        ("<0.3", "", "", (0.3, True)),
        ("0.3", "", "h", (0.6, True)),
        ("3", "", "r", (pytest.approx(3 * 2**0.5), True)),
        ("0.3", "", "x", "flag 'x' says that it is not to be used"),
        ("0.3", "", "?", "unknown flag '?'"),
        ("-1", "50", "<", "negative value"),
    ],
)
def test_a_flag_means_what_the_mapping_says(lead, cell, limit, flag, expected):
    entry = {"flag": "flag", "loq": LOQ}
    assert lead(cell, limit=limit, flag=flag, entry=entry, nondetects={"flags": FLAGS}) == expected


def test_limits_are_looked_for_in_the_declared_order(lead):
    entry = {"flag": "flag", "loq": LOQ}
    nondetects = {"flags": FLAGS, "order": ["loq", "value"]}
    assert lead("0.3", limit="50", flag="<", entry=entry, nondetects=nondetects) == (0.05, True)


@pytest.mark.parametrize("word", ["LOQ/2", "1/2 LOQ", "½ LOQ", "0.5*loq", "(LQ / 2)", "BG/√2"])
def test_a_word_for_part_of_the_limit_is_a_non_detect_at_the_limit(lead, word):
    assert lead(word, limit="50", entry={"loq": LOQ}) == (0.05, True)
    assert lead(word) == "non-detect without a limit"


@pytest.mark.parametrize(
    ("text", "limit"),
    [("0.025 (LOQ/2)", 0.05), ("0.025 LOD/2", 0.05), ("0.1[LOQ/sqrt(2)]", 0.1 * math.sqrt(2))],
)
def test_a_number_noted_as_part_of_the_limit_is_a_non_detect_at_the_limit(lead, text, limit):
    assert lead(text) == (pytest.approx(limit, rel=1e-14), True)


@pytest.mark.parametrize("text", ["0.5 LOQ", "LOQ/3", "LOQ", "x (LOQ/2)", "-1 (LOQ/2)"])
def test_a_note_that_may_mean_something_else_is_in_quarantine(lead, text):
    assert lead(text, limit="50", entry={"loq": LOQ}) in {
        "text that is no number",
        "negative value",
    }


def test_a_zero_with_a_limit_beside_it_is_a_non_detect_at_that_limit(lead):
    zeros = {"below": 0.1, "reason": "one decimal"}
    assert lead("0", limit="50", entry={"loq": LOQ}) == (0.05, True)
    assert lead("0", limit="50", entry={"loq": LOQ}, zeros=zeros) == (0.05, True)
    assert lead("0", limit="0", entry={"loq": LOQ}, zeros=zeros) == (0.1, True)
    assert lead("0", limit="0", entry={"loq": LOQ}) == "zero without a limit"


@pytest.mark.parametrize("limit", ["x", "-3", "n.d."])
def test_a_limit_that_cannot_be_read_is_in_quarantine(lead, limit):
    assert lead("7", limit=limit, entry={"loq": LOQ}) == f"loq {limit!r} is no limit"


def test_limits_are_stored_in_the_unit_of_the_value(ingest_text, store):
    entry = {"substance": "Pb", "unit": "g/kg", "loq": "limit", "lod": {**LOQ, "column": "flag"}}
    ingest_text(HEADER + "P1,S1,2004,2,0.5,40\n", substances={"lead": entry})
    row = open_store(str(store)).read(("measurements",), "XAA")["measurements"].iloc[0]
    assert (row["value"], row["loq"], row["lod"]) == (2000.0, 500.0, 0.04)


@pytest.mark.parametrize("unit", ["", "-", "无量纲", "pH units"])
def test_acidity_has_no_unit_however_files_say_so(ingest_text, unit):
    text = f"plot,sample,date,what,value,unit\nP1,S1,2004,pH,6.5,{unit}\n"
    entry = {"substance": "what", "value": "value", "unit": "unit", "codes": {"pH": "pH"}}
    report = ingest_text(text, substances={}, observations=entry)
    assert report.reasons == {}
