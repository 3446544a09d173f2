import pytest

from workbench.vocabulary.survey.conditions import holds, items_of
from workbench.vocabulary.survey.items import choices_of, survey_items
from workbench.vocabulary.survey.rules import (
    survey_actions,
    survey_contradictions,
    survey_indicators,
)

NO_THRESHOLDS = dict.fromkeys(
    ("thr_metals_agri", "thr_metals_other", "thr_pesticides_agri", "thr_pesticides_other"), "no"
)
LAW = {"legislation": "yes", "leg_year": "2010", "leg_ref": "LEX-FAOC1"}


def broken(answers):
    return {
        rule.rule
        for rule in survey_contradictions().values()
        if holds(rule.condition, answers) and holds(rule.contradiction, answers)
    }


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        # the three rows of the reference cases on contradictions, in our items
        ({**NO_THRESHOLDS, "thr_number": "4", "monitoring": "yes", "mon_sites": "12"}, {"C1"}),
        (
            {"thr_metals_agri": "yes", "thr_number": "4", "monitoring": "no", "mon_sites": "3"}
            | {**LAW, "leg_year": "2035", "lab_aware": "2", "lab_sop_dev": "yes"},
            {"C2", "C3", "C4"},
        ),
        (
            {"thr_metals_agri": "yes", "thr_number": "0", "monitoring": "no", "mon_sites": "0"},
            set(),
        ),
        (LAW, set()),
        ({**LAW, "leg_year": "1949"}, {"C3"}),
        ({"legislation": "yes", "leg_year": "2010"}, {"C6"}),
        ({"legislation": "partial"}, set()),
        ({"inv_point_suspected": "9", "inv_point_confirmed": "10"}, {"C5"}),
        ({"inv_point_confirmed": "10"}, set()),
        ({"lab_sop_dev": "yes", "lab_aware": "4"}, set()),
        ({**NO_THRESHOLDS, "thr_metals_agri": "partial", "thr_number": "4"}, set()),
        ({"monitoring": "no"}, set()),
    ],
)
def test_contradictions_are_found_and_unknown_is_none(answers, expected):
    assert broken({**answers, "wave": "2026"}) == expected


def test_rules_and_actions_speak_of_questions_that_are_asked():
    conditions = [rule.condition for rule in survey_contradictions().values()]
    conditions += [rule.contradiction for rule in survey_contradictions().values()]
    conditions += [action.condition for action in survey_actions()]
    for condition in conditions:
        holds(condition, {})
        assert set(items_of(condition)) <= {*survey_items(), "wave", "role"}


def test_an_action_follows_from_its_own_item_and_a_known_indicator():
    for action in survey_actions():
        assert items_of(action.condition) == (action.item_id,)
        codes = choices_of(survey_items()[action.item_id])
        assert any(holds(action.condition, {action.item_id: code}) for code in codes)
        assert action.indicator in {"", *survey_indicators()}
        assert action.working_group


def test_every_scored_gap_has_an_action():
    missing = {
        item.item_id
        for item in survey_items().values()
        if item.scale
        and not any(
            holds(one.condition, {item.item_id: "no"})
            for one in survey_actions()
            if one.item_id == item.item_id
        )
    }
    assert missing == set()


def test_indicators_are_those_of_the_action_plan():
    found = {
        name: (one.target, one.due, one.of_each, one.counted)
        for name, one in survey_indicators().items()
    }
    assert found == {
        "LAB_AWARE": (0.8, "2025", "", ("4", "5")),
        "LAB_REGION": (1.0, "", "region", ("yes",)),
        "CTRY_TALKS": (0.5, "short to medium term", "", ("talks", "draft", "adopted")),
        "CTRY_ADOPT": (None, "", "", ("draft", "adopted")),
        "TRAIN_ATTENDED": (None, "", "", ("webinar", "course")),
    }


def test_indicators_count_codes_of_their_item_and_the_item_names_them():
    for name, indicator in survey_indicators().items():
        item = survey_items()[indicator.item_id]
        assert name in item.indicators
        assert item.unit_of_analysis == indicator.unit_of_analysis
        assert set(indicator.counted) <= set(choices_of(item))
