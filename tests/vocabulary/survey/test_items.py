import re

from workbench.vocabulary.laws.thresholds import threshold_rows
from workbench.vocabulary.substances import substances
from workbench.vocabulary.survey.conditions import holds, items_of
from workbench.vocabulary.survey.items import (
    choices_of,
    survey_choices,
    survey_items,
    survey_land_use,
    survey_substance,
)


def test_items_have_what_their_type_needs():
    for item in survey_items().values():
        has_choices = item.type in {"single", "multi", "likert5"}
        assert bool(choices_of(item)) == has_choices == bool(item.choices), item.item_id
        assert (item.minimum is not None) == (item.type == "integer"), item.item_id
        assert item.type in {"single", "multi", "likert5", "integer", "text"}
        assert item.unit_of_analysis in {"country", "laboratory", "respondent"}
        re.compile(item.pattern)


def test_an_item_is_asked_on_a_condition_on_items_before_it():
    before = {"role"}
    for item in survey_items().values():
        assert set(items_of(item.relevant)) <= before, item.item_id
        holds(item.relevant, {})
        before.add(item.item_id)


def test_codes_in_conditions_are_those_of_their_items():
    for item in survey_items().values():
        pairs = re.findall(r"\$\{(\w+)\}(?:=|, )'(\w+)'", item.relevant)
        for parent, code in pairs:
            known = survey_choices()["role"]
            assert code in (known if parent == "role" else choices_of(survey_items()[parent]))


def test_scores_are_of_codes_between_a_gap_and_none():
    for item in survey_items().values():
        assert set(item.scale) <= set(choices_of(item))
        assert all(0 <= score <= 1 for score in item.scale.values())
        assert (item.importance is not None) == bool(item.scale)


def test_texts_are_personal_or_have_a_form():
    texts = [item for item in survey_items().values() if item.type == "text"]
    assert all(item.personal or item.pattern for item in texts)
    assert {item.item_id for item in texts if item.personal} == {
        *("lab_name", "lab_number", "institution", "name", "email", "comment")
    }


def test_only_english_is_reviewed():
    assert {item.reviewed for item in survey_items().values()} == {("en",)}
    choices = [one for codes in survey_choices().values() for one in codes.values()]
    assert {choice.reviewed for choice in choices} == {("en",)}
    assert all(choice.labels[one] for choice in choices for one in ("en", "fr", "es"))


def test_what_is_not_an_answer_stands_alone():
    choices = [one for codes in survey_choices().values() for one in codes.values()]
    assert {choice.status for choice in choices} == {"answered", "dont_know", "not_applicable"}
    assert all(choice.exclusive for choice in choices if choice.status != "answered")


def test_every_substance_and_land_use_has_a_code_of_the_survey():
    assert {survey_substance(code) for code in substances()} <= survey_choices()["substance"].keys()
    uses = {row.land_use for row in threshold_rows()}
    assert {survey_land_use(use) for use in uses} <= survey_choices()["land_use"].keys()
