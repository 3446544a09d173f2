"""The shipped form comes back from each tool as it was answered."""

import csv

import pandas as pd
import pytest
from survey_rows import read_responses

from workbench.errors import InputError
from workbench.inputs.checks import check_store
from workbench.inputs.surveys.survey_intake import ingest_survey, summary
from workbench.inputs.surveys.survey_mapping import read_survey_mapping
from workbench.vocabulary.survey.items import survey_items


def truth(respondents):
    rows = {
        (one.iso3, one.role, item.item_id): one.row(item)
        for one in respondents
        for item in survey_items().values()
    }
    return {key: row for key, row in rows.items() if row is not None}


def as_read(responses):
    texts = responses["value"].astype(object).where(responses["value"].notna(), None)
    keys = zip(responses["iso3"], responses["role"], responses["item_id"], strict=True)
    return dict(zip(keys, zip(texts, responses["status"], strict=True), strict=True))


def test_every_answer_comes_back_as_it_was_given(tool, respondents, export_of, mapping_of):
    rules = read_survey_mapping(mapping_of(tool))
    responses = read_responses(export_of(tool, respondents), rules)

    assert as_read(responses) == truth(respondents)
    assert set(responses["wave"]) == {"2026"}
    assert responses.groupby("response_id")["source_row"].nunique().max() == 1


def test_the_respondents_have_all_that_may_go_wrong(respondents):
    rows = list(truth(respondents).values())
    texts = " ".join(text for one in respondents for text in one.answers.values())

    statuses = {"answered", "dont_know", "not_applicable", "missing", "skipped_by_logic"}
    assert {status for _, status in rows} == statuses
    assert len(rows) < len(respondents) * len(survey_items())
    assert all(sign in texts for sign in ('"', ";", "\n", "Пороговые", "Cd Cr"))


def test_what_was_sent_is_complete_where_the_tool_tells(tool, respondents, export_of, mapping_of):
    responses = read_responses(export_of(tool, respondents), read_survey_mapping(mapping_of(tool)))
    complete = dict(zip(responses["iso3"], responses["complete"], strict=True))

    tells = tool not in {"kobo", "odk"}
    assert complete == {one.iso3: "consent" in one.answers or not tells for one in respondents}


def test_a_store_takes_an_export_and_its_counts_add_up(
    tool, respondents, export_of, mapping_of, tmp_path
):
    file = export_of(tool, respondents[:6])
    report = ingest_survey(file, mapping_of(tool), tmp_path / "store")
    again = ingest_survey(file, mapping_of(tool), tmp_path / "store")

    assert report.n_read == 6 * len(survey_items()) == report.n_used + report.n_quarantined
    assert report.n_used == len(truth(respondents[:6])) == sum(report.statuses.values())
    assert (report.n_replaced, again.n_replaced) == (0, report.n_used)
    assert check_store(str(tmp_path / "store")) == []


def test_personal_texts_are_kept_only_with_consent(respondents, export_of, mapping_of, tmp_path):
    store = tmp_path / "store"
    report = ingest_survey(export_of("kobo", respondents), mapping_of("kobo"), store)
    personal = [item for item in survey_items().values() if item.personal]
    dropped = [one for one in respondents for item in personal if one.row(item) is None]

    why = "names, addresses and texts are kept only with consent"
    assert report.reasons == {why: len(dropped)}
    assert len(dropped) == report.n_quarantined > 0
    assert set(pd.read_csv(report.quarantine)["value"]) == {"(withheld)"}
    assert f"{len(dropped):8d}  not stored: {why}" in summary(report)


def test_the_moment_is_in_utc(respondents, export_of, mapping_of):
    for tool in ("kobo", "odk", "limesurvey"):
        file = export_of(tool, respondents[:1])
        responses = read_responses(file, read_survey_mapping(mapping_of(tool)))
        assert set(responses["submitted"]) == {"2026-03-02T07:21:00Z"}


def first_version(file, delimiter=","):
    """Take the columns of later questions out of an export."""
    header, *rows = csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=delimiter)
    later = [item.item_id for item in survey_items().values() if item.version > 1]
    kept = [at for at, name in enumerate(header) if not any(one in name for one in later)]
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text, delimiter=delimiter).writerows(
            [[row[at] for at in kept] for row in (header, *rows)]
        )


def plain_answers(respondents):
    return [one for one in respondents if "\n" not in "".join(one.answers.values())]


def test_a_round_of_the_first_version_is_taken_and_has_no_later_question(
    respondents, export_of, mapping_of
):
    some = plain_answers(respondents)[:3]
    file = export_of("redcap", some)
    first_version(file)
    responses = read_responses(file, read_survey_mapping(mapping_of("redcap")))

    asked = {code for code, item in survey_items().items() if item.version == 1}
    assert set(responses["item_id"]) <= asked
    kept = {key: row for key, row in truth(some).items() if key[2] in asked}
    assert as_read(responses) == kept


def test_a_file_with_some_later_questions_alone_was_changed_and_is_refused(
    respondents, export_of, mapping_of
):
    file = export_of("odk", respondents[:2])
    file.write_text(file.read_text().replace("grp_training-train_held", "renamed"))
    with pytest.raises(InputError, match="has no column 'grp_training-train_held'"):
        read_responses(file, read_survey_mapping(mapping_of("odk")))
