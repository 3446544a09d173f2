"""The truth that is written down for the fictional survey is in its rows."""

import pandas as pd
import pytest

from examples import survey as example_survey
from workbench.store.frames import breaches
from workbench.store.reading import open_store
from workbench.vocabulary.places import FICTIONAL, is_fictional, members
from workbench.vocabulary.survey.conditions import holds
from workbench.vocabulary.survey.items import survey_items
from workbench.vocabulary.survey.rules import survey_contradictions, survey_indicators

TABLES = ("responses", "frame", "legislation")


@pytest.fixture(scope="module")
def responses():
    return example_survey.responses()


def n_asked(wave):
    """Questions of the version of the questionnaire that a round was asked with."""
    version = example_survey.VERSIONS[wave]
    return sum(item.version <= version for item in survey_items().values())


def answers_of(responses, response_id):
    rows = responses[(responses["response_id"] == response_id) & responses["value"].notna()]
    return dict(zip(rows["item_id"], rows["value"], strict=True))


def counted(responses, indicator, wave):
    """Countries whose focal point gives a counted answer."""
    rule = survey_indicators()[indicator]
    rows = responses[(responses["item_id"] == rule.item_id) & (responses["wave"] == wave)]
    rows = rows[rows["value"].isin(rule.counted) & (rows["role"] == "focal_point")]
    return sorted(rows["iso3"].unique())


def deficits(responses, response_id):
    """Known deficits, number of items known and number of items unknown, of the scored ones."""
    rows = responses[responses["response_id"] == response_id].set_index("item_id")
    rows = rows.loc[list(example_survey.SCORED)]
    known = rows[rows["status"] == "answered"]
    gaps = [1 - survey_items()[item].scale[code] for item, code in known["value"].items()]
    return sum(gaps), len(known), int(rows["status"].isin(["dont_know", "missing"]).sum())


@pytest.mark.parametrize("table", TABLES)
def test_the_survey_keeps_its_contract_and_no_real_country_is_in_it(table):
    rows = getattr(example_survey, table)()
    assert breaches(table, rows) == []
    assert all(map(is_fictional, rows["iso3"]))
    pd.testing.assert_frame_equal(rows, getattr(example_survey, table)())


def test_a_response_has_a_row_for_each_question(responses):
    assert len(responses) == sum(n_asked(one.wave) for one in example_survey.RESPONSES)
    assert not responses.duplicated(["wave", "response_id", "item_id"]).any()


def test_each_round_has_its_countries_and_one_never_answers(responses):
    by_wave = responses.groupby("wave")["iso3"].unique().map(sorted)
    assert by_wave["2024"] == ["XAA", "XAB", "XAC", "XBA", "XBB", "XBC"]
    assert by_wave["2026"] == ["XAA", "XAB", "XAC", "XAD", "XAE", "XBA", "XBB"]
    frame = example_survey.frame()
    countries = frame[frame["unit_type"] == "country"]
    assert set(countries["iso3"]) - set(responses["iso3"]) == {"XAF"}
    assert (countries["stratum"] == "R-EXAMPLE-NORTH").sum() == 2


def test_contradictions_are_those_that_are_written_down(responses):
    found = {}
    for one in example_survey.RESPONSES:
        answers = answers_of(responses, one.response_id)
        answers |= {"wave": one.wave, "role": one.role}
        broken = [
            rule.rule
            for rule in survey_contradictions().values()
            if holds(rule.condition, answers) and holds(rule.contradiction, answers)
        ]
        found |= {one.response_id: tuple(broken)} if broken else {}
    assert found == example_survey.CONTRADICTIONS


def test_gaps_are_as_worked_out_by_hand(responses):
    # XAA in 2026: 10 yes, 2 no, 1 partial. XAB: 4 partial, 6 no, 3 unknown of 13.
    assert deficits(responses, "2026-XAA") == (2.5, 13, 0)
    assert deficits(responses, "2026-XAB") == (8.0, 10, 3)
    assert deficits(responses, "2026-XBA") == (0.0, 13, 0)


def test_countries_that_talk_and_adopt_are_counted_by_hand(responses):
    assert counted(responses, "CTRY_TALKS", "2026") == ["XAA", "XAB", "XAC", "XBA"]
    assert counted(responses, "CTRY_ADOPT", "2026") == ["XAA", "XAC"]
    assert counted(responses, "CTRY_TALKS", "2024") == ["XAA", "XAC", "XBA", "XBC"]


def test_laboratories_that_know_and_develop_are_counted_by_hand(responses):
    of_2026 = responses[responses["wave"] == "2026"]
    aware = of_2026[of_2026["item_id"] == "lab_aware"]["value"].dropna()
    developing = of_2026[(of_2026["item_id"] == "lab_sop_dev") & (of_2026["value"] == "yes")]
    assert sorted(aware) == ["2", "4", "5"]
    assert sorted(developing["iso3"]) == ["XAA", "XAB"]
    networks = example_survey.frame().query("unit_type == 'laboratory'")["stratum"]
    assert networks.value_counts().to_dict() == {"AFRILAB": 4, "LATSOLAN": 1}


def test_a_response_came_twice_and_the_second_is_complete(responses):
    twice = responses.groupby("uuid")["response_id"].nunique()
    assert list(twice[twice > 1].index) == ["fictional-XAE"]
    ends = responses[responses["uuid"] == "fictional-XAE"].groupby("response_id").first()
    assert list(ends["complete"]) == [False, True]
    assert ends["submitted"].is_monotonic_increasing


def test_two_roles_of_a_country_disagree(responses):
    one, other = (answers_of(responses, f"2026-XAC{of}") for of in ("", "-regulator"))
    both = set(one) & set(other)
    assert {item for item in both if one[item] != other[item]} == {"monitoring", "thr_talks"}


def test_a_law_is_on_file_where_the_answer_is_none(responses):
    laws = example_survey.legislation().query(
        "topic == 'legislation' and stage == 'in_force' and wave.isna()"
    )
    assert list(laws["iso3"]) == ["XBB"]
    assert answers_of(responses, "2026-XBB")["legislation"] == "no"


def test_personal_texts_are_there_only_with_consent(responses):
    personal = [item.item_id for item in survey_items().values() if item.personal]
    texts = responses[responses["item_id"].isin(personal) & responses["value"].notna()]
    consented = {
        one.response_id for one in example_survey.RESPONSES if one.further.get("consent") == "yes"
    }
    assert set(texts["response_id"]) == consented - {"2024-XAA"}


def test_the_store_reads_the_survey_of_a_country():
    frames = open_store("example").read(TABLES, "XBA")
    assert [len(frames[table]) for table in TABLES] == [n_asked("2024") + n_asked("2026"), 1, 0]
    assert frames.fictional
    assert open_store("example").read(TABLES, "XAF")["responses"].empty
    assert set(open_store("example").areas()) == set(members(FICTIONAL))
