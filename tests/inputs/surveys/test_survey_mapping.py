import re

import pytest
import yaml
from survey_rows import read_responses

from workbench.errors import InputError
from workbench.inputs.checks import check_survey
from workbench.inputs.surveys.survey_mapping import read_survey_mapping

GOOD = {
    "owner": "INSOP",
    "licence": "none",
    "response": {"response_id": "id", "iso3": "country"},
    "constants": {"wave": "2026"},
}


@pytest.fixture
def read(tmp_path):
    def read_rules(**changes):
        path = tmp_path / "tool.yml"
        path.write_text(yaml.safe_dump({**GOOD, **changes}), encoding="utf-8")
        return read_survey_mapping(path)

    return read_rules


def test_the_shipped_mappings_can_be_used(project):
    found = sorted((project / "parameters/surveys").glob("*.yml"))
    assert {path.stem for path in found} == {
        *("kobo", "limesurvey", "odk", "redcap", "surveymonkey"),
        *("google_forms", "microsoft_forms", "laboratories", "legislation", "soilex"),
    }
    assert [check_survey(path) for path in found] == [[]] * 10


def test_no_yes_and_norway_stay_text(read):
    rules = read(words={"yesno": {"NO": "no", "YES": "yes"}})
    assert rules.words == {"yesno": {"NO": "no", "YES": "yes"}}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"item": {}}, "unknown key item, known are owner, licence"),
        ({"owner": ""}, "owner: this is empty; give a text"),
        ({"items": {"law": {}}}, "items: law not known, known are thr_metals_agri"),
        ({"words": {"yesno": {"A1": "ja"}}}, "words.yesno: ja not known, known are yes, partial"),
        ({"words": {"ja": {}}}, "words: ja not known"),
        ({"response": {"iso3": "c"}}, "response.response_id is missing, name its column"),
        ({"constants": {}}, "nothing gives the wave"),
        ({"labels": True}, "labels needs ticks"),
        ({"columns": "answer"}, "have the same column 'answer'"),
        ({"ticks": "{item}"}, "thr_substances: its answers have the same column"),
        (
            {"items": {"monitoring": {"words": {"1": "some"}}}},
            "items.monitoring.words: some not known, known are yes",
        ),
        (
            {"submitted": {"column": "sent", "zone": "Mars/Base"}},
            "submitted.zone: unknown time zone 'Mars/Base'",
        ),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(read, changes, message):
    with pytest.raises(InputError, match=re.escape(message)):
        read(**changes)


def test_a_mapping_without_keys_is_refused(tmp_path):
    path = tmp_path / "tool.yml"
    path.write_text("- a\n", encoding="utf-8")
    with pytest.raises(InputError, match=re.escape("tool.yml holds no keys.")):
        read_survey_mapping(path)
    assert len(check_survey(path)) == 1


def test_a_missing_column_is_named(tmp_path, project):
    path = tmp_path / "a.csv"
    path.write_text("Respondent ID,End Date\n,\n1,2\n", encoding="utf-8")
    rules = read_survey_mapping(project / "parameters/surveys/surveymonkey.yml")
    with pytest.raises(InputError, match=re.escape("a.csv has no column 'wave', 'Country'")):
        read_responses(path, rules)
