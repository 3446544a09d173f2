"""The shipped form comes back from each tool as it was answered."""

import pandas as pd
from survey_rows import read_responses

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
