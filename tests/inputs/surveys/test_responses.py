"""Answers that are doubtful, strange or not asked for, in a form of a few questions."""

import re

import pytest
import yaml
from survey_rows import read_responses

from workbench.errors import InputError, StoreError
from workbench.inputs.surveys.survey_intake import ingest_survey, summary
from workbench.inputs.surveys.survey_mapping import SurveyMapping

FORM = {
    "owner": "INSOP",
    "licence": "none",
    "response": {"response_id": "id", "iso3": "country", "role": "role"},
    "constants": {"wave": "2026"},
    "items": {
        name: {}
        for name in ("monitoring", "mon_sites", "leg_ref", "train_attended", "consent", "comment")
    },
}
HEADER = "id,country,role,monitoring,mon_sites,leg_ref,train_attended,consent,comment\n"


@pytest.fixture
def read(tmp_path):
    """Read a file of the little form; gives value and status by item, of one response."""

    def read_text(text, header=HEADER, **changes):
        path = tmp_path / "answers.csv"
        path.write_text(header + text, encoding="utf-8")
        rows = read_responses(path, SurveyMapping.model_validate({**FORM, **changes}))
        texts = rows["value"].astype(object).where(rows["value"].notna(), None)
        return dict(zip(rows["item_id"], zip(texts, rows["status"], strict=True), strict=True))

    return read_text


@pytest.fixture
def ingest(tmp_path):
    def ingest_text(text):
        file, mapping = tmp_path / "answers.csv", tmp_path / "form.yml"
        file.write_text(HEADER + text, encoding="utf-8")
        mapping.write_text(yaml.safe_dump(FORM), encoding="utf-8")
        return ingest_survey(file, mapping, tmp_path / "store")

    return ingest_text


def test_a_blank_is_skipped_where_the_question_was_not_asked_and_missing_where_it_was(read):
    assert read("1,XAA,other,no,,,,yes,\n")["mon_sites"] == (None, "skipped_by_logic")
    assert read("1,XAA,other,yes,,,,yes,\n")["mon_sites"] == (None, "missing")
    assert read("1,XAA,other,unknown,,,,yes,\n")["monitoring"] == (None, "dont_know")
    assert read("1,XAA,other,unknown,,,,yes,\n")["mon_sites"] == (None, "skipped_by_logic")


def test_an_answer_counts_even_where_it_contradicts_the_logic(read):
    assert read("1,XAA,other,no,3,,,yes,\n")["mon_sites"] == ("3", "answered")
    assert read("1,XAA,other,yes,0,,,yes,\n")["mon_sites"] == ("0", "answered")


def test_a_condition_on_what_the_file_does_not_hold_skips_nothing(read):
    assert read("1,XAA,other,yes,,,,yes,\n")["leg_ref"] == (None, "missing")


@pytest.mark.parametrize("given", ["-1", "12.5", "many", "99999999"])
def test_a_number_out_of_form_is_invalid_and_its_text_kept_with_consent_alone(read, given):
    assert read(f"1,XAA,other,yes,{given},,,yes,\n")["mon_sites"] == (given, "invalid")
    assert read(f"1,XAA,other,yes,{given},,,no,\n")["mon_sites"] == (None, "invalid")


def test_a_reference_is_an_address_or_a_record(read):
    for given in ("https://law.example/?by=jane@home.example", "https://law.example/<script>"):
        assert read(f"1,XAA,other,yes,1,{given},,no,\n")["leg_ref"] == (None, "invalid")
    assert read("1,XAA,other,yes,1,LEX-FAOC1,,no,\n")["leg_ref"] == ("LEX-FAOC1", "answered")
    assert read("1,XAA,other,yes,1,ask Jane,,no,\n")["leg_ref"] == (None, "invalid")


def test_none_with_another_answer_is_invalid(read):
    assert read("1,XAA,other,yes,1,,webinar none,yes,\n")["train_attended"] == (
        "webinar none",
        "invalid",
    )
    assert read("1,XAA,other,yes,1,,course webinar,yes,\n")["train_attended"] == (
        "webinar course",
        "answered",
    )


def test_texts_without_consent_are_counted_and_not_kept(ingest, tmp_path):
    report = ingest("1,XAA,other,yes,many,,,no,call Jane\n2,XAA,other,yes,1,,,,call Joe\n")

    assert (report.n_read, report.n_used, report.n_quarantined, report.n_emptied) == (12, 10, 2, 1)
    said = "1 invalid answer is kept without its text, because there is no consent."
    assert said in summary(report)
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("store/**/*") if path.is_file())
    assert b"Jane" not in kept
    assert b"Joe" not in kept


def test_a_response_without_a_country_goes_to_the_quarantine(ingest):
    report = ingest("1,,other,yes,1,,,yes,\n2,XAA,other,yes,1,,,yes,\n")
    assert report.reasons == {"the response names no country": 6}
    assert (report.n_read, report.n_used, report.iso3s) == (12, 6, ("XAA",))


def test_a_role_that_is_not_given_is_unknown_and_a_country_may_have_its_name(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(HEADER + "1,Usbekistan,,yes,1,,,yes,\n", encoding="utf-8")
    rows = read_responses(path, SurveyMapping.model_validate(FORM))
    assert (set(rows["iso3"]), set(rows["role"])) == ({"UZB"}, {"unknown"})


def test_all_words_that_are_not_known_are_listed_and_nothing_is_stored(ingest, tmp_path):
    with pytest.raises(InputError) as caught:
        ingest("1,Nowhere,boss,maybe,1,,webinar song,yes,\n2,XAA,other,no,,,,si,\n")

    said = str(caught.value)
    for row, column, word in (
        (2, "country", "Nowhere"),
        (2, "role", "boss"),
        (2, "monitoring", "maybe"),
        (2, "train_attended", "song"),
        (3, "consent", "si"),
    ):
        assert f"row {row}, {column}: {word!r}" in said
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1,XAA,other,yes,1,,,yes,\n1,XAB,other,yes,1,,,yes,\n", "response 1 of 2026 stands in"),
        (",XAA,other,yes,1,,,yes,\n", "row 2, id: empty"),
        ("1,XAA,other,yes,1,,,yes\n", "row 2: has 8 cells, the header 9"),
    ],
)
def test_a_file_that_is_no_export_is_refused(read, text, message):
    with pytest.raises(InputError, match=re.escape(message)):
        read(text)


def test_a_moment_that_cannot_be_read_is_refused(read):
    header = HEADER.replace("\n", ",sent\n")
    with pytest.raises(InputError, match=re.escape("row 2, sent: 'noon'")):
        read("1,XAA,other,yes,1,,,yes,,noon\n", header, submitted={"column": "sent"})


def test_a_moment_is_turned_from_its_zone_to_utc(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,country,sent\n1,XAA,01/02/2026 10:00\n", encoding="utf-8")
    rules = {
        **FORM,
        "response": {"response_id": "id", "iso3": "country"},
        "submitted": {"column": "sent", "form": "%d/%m/%Y %H:%M", "zone": "Asia/Tashkent"},
        "constants": {"wave": "2026", "consent": "yes"},
        "items": {"consent": {}},
    }
    rows = read_responses(path, SurveyMapping.model_validate(rules))
    assert list(rows["submitted"]) == ["2026-02-01T05:00:00Z"]


def test_the_built_in_store_takes_no_survey(tmp_path):
    with pytest.raises(StoreError, match=re.escape("The store `example` is built in.")):
        ingest_survey(tmp_path / "a.csv", tmp_path / "m.yml", "example")
