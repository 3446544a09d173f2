import pytest

from workbench.inputs.measurements.readings import CellRules, meaning_of, read_cell, unknown_in
from workbench.vocabulary.notation import NumberForm

FLAGS = {"U": "below", "UJ": "below", "J": "detected", "B": "detected", "R": "unusable"}
RULES = CellRules({}, flags=FLAGS)
TEXT = "plot,date,lead\n"
COLUMNS = {"site_id": "plot", "sample_id": "plot", "sampled_on": "date"}
LEAD = {"lead": {"substance": "Pb", "unit": "mg/kg"}}


@pytest.mark.parametrize(
    ("text", "number", "flag"),
    [
        ("210 J", 210, "J"),
        ("210J", 210, "J"),
        ("40U", 40, "U"),
        ("0.5 UJ", 0.5, "UJ"),
        ("1.2E-1 J", 0.12, "J"),
        ("J 12", 12, "J"),
        ("210 (J)", 210, "J"),
    ],
)
def test_a_qualifier_in_the_cell_is_one_of_the_mapping(text, number, flag):
    reading = read_cell(text, RULES)
    assert (reading.reason, reading.number, reading.flag) == ("", number, flag)
    unknown = read_cell(text, CellRules({}))
    assert unknown.reason == f"qualifier {flag!r} is not in nondetects.flags of the mapping"


@pytest.mark.parametrize(
    "text", ["ND(0.5)", "ND < 0.5", "n.d. (0.5)", "ND 0.5", "BDL [0.5]", "<LOD (0.5)", "nd<0.5"]
)
def test_a_word_for_a_non_detect_may_have_its_limit_behind_it(text):
    reading = read_cell(text, CellRules({}))
    assert (reading.reason, reading.number, reading.mark) == ("", 0.5, "below")


@pytest.mark.parametrize(
    "text",
    [
        *("< LQ (0.5)", "<0.5 (LOQ)", "менее 0.5", "less than 0.5", "inférieur à 0.5", "小于0.5"),
        *("\N{FULLWIDTH LESS-THAN SIGN}0.5", "<5·10^-1", "< 5 x 10-1"),
    ],
)
def test_less_than_a_limit_is_written_in_many_ways(text):
    reading = read_cell(text, CellRules({}))
    assert (reading.reason, reading.number, reading.mark) == ("", 0.5, "below")


@pytest.mark.parametrize(("text", "flag"), [("(0.02)", "()"), ("~5", "~"), ("ca. 5", "ca.")])
def test_a_number_that_its_writer_doubts_is_asked_for(text, flag):
    unknown = read_cell(text, CellRules({}))
    assert unknown.reason == f"qualifier {flag!r} is not in nondetects.flags of the mapping"
    assert read_cell(text, CellRules({}, flags=(flag,))).flag == flag


@pytest.mark.parametrize("text", ["Trace", "12 soil samples", "A1(0.5)", "x" * 50_000, "ND(-1)"])
def test_other_text_is_no_number(text):
    assert read_cell(text, RULES).reason


def test_a_limit_with_a_qualifier_is_the_limit():
    reading = read_cell("< 0.5 U", RULES)
    assert (reading.number, reading.mark, reading.flag) == (0.5, "below", "U")
    assert read_cell("< 0,5 U", CellRules({}, NumberForm(","), flags=FLAGS)).number == 0.5


def test_of_several_flags_the_strongest_counts():
    assert meaning_of("Y & R", FLAGS | {"Y": "detected"}) == "unusable"
    assert meaning_of("U, J", FLAGS) == "below"
    assert unknown_in("U & Q", FLAGS) == "unknown flag 'Q'"


def rows_and_reasons(ingest_text, rows_of, text, **changes):
    changes = {"columns": COLUMNS, "substances": LEAD, **changes}
    report = ingest_text(text, **changes)
    rows = rows_of("XAA")
    return list(zip(rows["value"].round(9), rows["censored"], strict=True)), report.reasons


def test_qualifiers_in_cells_and_columns_are_judged_alike(ingest_text, rows_of):
    lead = {"lead": {"substance": "Pb", "unit": "mg/kg", "flag": ["q1", "q2"]}}
    text = "plot,date,lead,q1,q2\nP1,2010,12 U,,\nP2,2010,13,Y,\nP3,2010,14,Y,R\n"
    found, reasons = rows_and_reasons(
        ingest_text,
        rows_of,
        text,
        substances=lead,
        nondetects={"flags": {**FLAGS, "Y": "detected"}},
    )
    assert found == [(12.0, True), (13.0, False)]
    assert reasons == {"flag 'Y & R' says that it is not to be used": 1}


LONG = {"columns": COLUMNS, "substances": {}}


def long_of(**more):
    given = {"substance": "what", "value": "result", "unit": "unit", "codes": {"Lead": "Pb"}}
    return {**LONG, "observations": {**given, **more}}


def test_an_empty_value_takes_the_unit_of_its_limit(ingest_text, rows_of):
    text = "plot,date,what,result,unit,q,limit,of\nP1,2010,Lead,,,ND,40,ug/kg\n"
    text += "P2,2010,Lead,0.5,mg/kg,PQL,0.6,mg/kg\nP3,2010,Lead,7,,,0.6,mg/kg\n"
    rules = long_of(loq={"column": "limit", "unit_column": "of"}, flag="q")
    flags = {"ND": "below", "PQL": "below_loq"}
    found, reasons = rows_and_reasons(
        ingest_text, rows_of, text, **rules, nondetects={"flags": flags}
    )
    assert found == [(0.04, True), (0.6, True)]
    assert reasons == {"missing unit": 1}
    assert set(rows_of("XAA")["original_unit"]) == {"ug/kg", "mg/kg"}


def test_a_limit_that_is_a_number_holds_for_numbers_below_it(ingest_text, rows_of):
    lead = {"lead": {"substance": "Pb", "unit": "mg/kg", "lod": 0.5}}
    found, _ = rows_and_reasons(
        ingest_text, rows_of, TEXT + "P1,2010,0.2\nP2,2010,0.7\n", substances=lead
    )
    assert found == [(0.5, True), (0.7, False)]
    text = "plot,date,what,result,unit\nP1,2010,Lead,200,ug/kg\nP2,2010,Lead,700,ug/kg\n"
    limits = {"Pb": {"below": "0.5", "unit": "mg/kg", "censors": "true"}}
    assert rows_and_reasons(ingest_text, rows_of, text, **long_of(limits=limits))[0] == found


def test_a_result_below_zero_is_a_non_detect_at_its_limit(ingest_text, rows_of):
    lead = {"lead": {"substance": "Pb", "unit": "mg/kg", "lod": "mdl"}}
    text = "plot,date,lead,mdl\nP1,2010,-0.002,0.02\nP2,2010,-99,0.02\nP3,2010,-0.002,\n"
    found, reasons = rows_and_reasons(ingest_text, rows_of, text, substances=lead)
    assert found == [(0.02, True)]
    assert reasons == {"negative value": 2}


def test_two_columns_of_a_substance_are_told_apart_by_their_fraction(ingest_text, rows_of):
    both = {
        "cu_total": {"substance": "Cu", "unit": "mg/kg", "fraction": "total"},
        "cu_dtpa": {
            "substance": "Cu",
            "unit": "mg/kg",
            "fraction": "extractable",
            "extractant": "DTPA",
        },
    }
    ingest_text("plot,date,cu_total,cu_dtpa\nP1,2010,217,0.9\n", columns=COLUMNS, substances=both)
    rows = rows_of("XAA").set_index("fraction")
    assert rows["value"].to_dict() == {"total": 217.0, "extractable": 0.9}
    assert rows.loc["extractable", "extractant"] == "DTPA"


def test_words_of_a_long_file_may_have_a_fraction_of_their_own(ingest_text, rows_of):
    text = "plot,date,what,result,unit\nP1,2010,Lead,217,mg/kg\nP1,2010,Lead DTPA,1,mg/kg\n"
    rules = long_of(
        codes={"Lead": "Pb", "Lead DTPA": "Pb"},
        groups={"Lead DTPA": {"fraction": "extractable", "extractant": "DTPA"}},
    )
    ingest_text(text, **rules)
    assert dict(zip(rows_of("XAA")["fraction"], rows_of("XAA")["value"], strict=True)) == {
        "aqua_regia": 217.0,
        "extractable": 1.0,
    }


def test_rows_that_a_rule_leaves_out_are_in_quarantine_with_it(ingest_text, rows_of):
    text = "plot,date,kind,lead\nP1,2010,N,12\nP1,2010,FD,13\nP1,2010,EB,\n"
    found, reasons = rows_and_reasons(ingest_text, rows_of, text, leave_out={"kind": ["FD", "EB"]})
    assert found == [(12.0, False)]
    assert reasons == {
        "left out by the mapping, kind is EB": 1,
        "left out by the mapping, kind is FD": 1,
    }


@pytest.mark.parametrize(
    "text", ["\u0661\u0662\u066b\u0665", "\u06f1\u06f2\u066b\u06f5", "\uff11\uff12.5"]
)
def test_digits_of_arabic_and_of_full_width_are_read(text):
    assert read_cell(text, CellRules({})).number == 12.5
