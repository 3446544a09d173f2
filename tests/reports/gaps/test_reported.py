"""What the plan asks of countries beside the gap index: the second version of the questionnaire."""

import pandas as pd
import pytest

from workbench.store.frames import empty

TOLD = {
    "inv_point": "yes",
    "inv_point_confirmed": "60",
    "inv_point_to_remediate": "10",
    "inv_point_in_remediation": "20",
    "inv_point_remediated": "30",
    "inv_point_covered": "75",
}


@pytest.fixture
def of_answers(judged, answered):
    """What the report makes of North America, of the answers of its countries."""

    def made(*rounds, area="R-NORTH-AMERICA", **tables):
        responses = pd.concat([answered(iso3, given, **more) for iso3, given, more in rounds])
        others = {name: empty(name) for name in ("frame", "legislation", "soilex_records")}
        return judged(area, responses=responses, **(others | tables))

    return made


def test_sites_are_counted_by_stage_where_all_three_numbers_were_told(of_answers):
    half = {"inv_point_to_remediate": "1000"}
    rows = of_answers(("CAN", TOLD, {}), ("USA", half, {})).rows("managed_sites")
    one = rows["R-NORTH-AMERICA"]
    assert (one["n_told"], one["n_need"], one["n_done"], one["share_done"]) == (1, 60, 30, 0.5)


def test_incomplete_inventories_are_allowed_for_by_what_they_cover(of_answers):
    told = {"inv_point_confirmed": "30"}
    one = of_answers(("CAN", TOLD, {}), ("USA", told, {})).rows("completed_sites")
    one = one["R-NORTH-AMERICA"]
    assert (one["n_told"], one["n_counted"], one["n_completed"]) == (1, 60, 80)  # 60 / 0.75
    assert pd.isna(one["n_expected"])


def test_progress_is_of_the_countries_that_told_both_times(of_answers):
    before = {"wave": "2024", "response_id": "then", "uuid": "then"}
    other = {"wave": "2024", "response_id": "other", "uuid": "other"}
    rows = of_answers(
        ("CAN", {"inv_point_confirmed": "50"}, before),
        ("USA", {"inv_point_confirmed": "900"}, other),
        ("CAN", TOLD, {}),
    ).rows("site_progress")
    one = rows["inv_point_confirmed@R-NORTH-AMERICA"]
    assert (one["n_matched"], one["n_before"], one["n_now"], one["n_more"]) == (1, 50, 60, 1)
    assert pd.isna(rows["inv_point_remediated@R-NORTH-AMERICA"]["n_now"])


def test_a_question_that_the_form_of_a_country_did_not_have_was_not_asked(of_answers):
    result = of_answers(("CAN", {"legislation": "yes"}, {}), area="CAN")
    reported = result.rows("reported")["leg_indicators@R-NORTH-AMERICA"]
    assert reported["answer"] == "not asked"
    named = result.rows("named")["thr_db_uses:government@R-NORTH-AMERICA"]
    assert named["own"] == "skipped_by_logic"


def test_an_older_round_stays_comparable_with_one_of_the_later_version(of_answers):
    old = {"monitoring": "no", "train_attended": "symposium"}
    new = {"monitoring": "yes", "train_attended": "webinar symposium", "train_held": "3"}
    then = {"wave": "2024", "response_id": "then", "uuid": "then"}
    result = of_answers(("CAN", old, then), ("CAN", new, {}))
    changes = result.rows("changes")
    assert (changes["monitoring"]["n_matched"], changes["monitoring"]["n_gained"]) == (1, 1)
    assert changes["TRAIN_ATTENDED"]["gained"] == "Canada"
    assert result.rows("index")["CAN"]["index"] == 0
    assert result.rows("reported")["train_held@R-NORTH-AMERICA"]["total"] == 3


def test_regulation_with_indicators_of_soil_health_is_told_of(of_answers):
    result = of_answers(
        ("CAN", {"leg_indicators": "yes"}, {}), ("USA", {"leg_indicators": "no"}, {})
    )
    (said,) = (one.sentence for one in result.findings if one.id.endswith("law_indicators"))
    assert said == (
        "In North America, 1 of the 2 countries that answered has regulation that sets indicators "
        "of soil health."
    )


def records(*given):
    rows = pd.DataFrame(given, columns=["iso3", "record_id", "title", "link"])
    others = {"kind": None, "year": None, "keywords": None, "source_file": "s.csv"}
    return rows.assign(**others, source_row=range(2, len(rows) + 2))


CANADA = ("CAN", "LEX-FAOC000012", "Act on soil", "https://www.fao.org/faolex/LEX-FAOC000012/")


@pytest.mark.parametrize(
    ("answers", "state", "n_cited", "to_do"),
    [
        ({"legislation": "yes", "leg_ref": "LEX-FAOC000012"}, "both", 1, ""),
        ({"legislation": "yes", "leg_ref": "http://fao.org/faolex/lex-faoc000012"}, "both", 1, ""),
        ({"legislation": "yes", "leg_ref": "https://x.org/?id=LEX-FAOC000012"}, "both", 1, ""),
        ({"legislation": "yes", "leg_ref": "LEX-FAOC0000123"}, "both", 0, ""),
        ({"legislation": "no"}, "both", 0, "check"),
        ({"monitoring": "yes"}, "record", 0, "ask"),
    ],
)
def test_a_record_is_matched_with_the_answer(of_answers, answers, state, n_cited, to_do):
    result = of_answers(("CAN", answers, {}), soilex_records=records(CANADA))
    one = result.rows("soilex")["CAN"]
    assert (one["state"], one["n_cited"], one["to_do"]) == (state, n_cited, to_do)


def test_a_law_that_soilex_lacks_is_to_be_sent_and_states_add_up(of_answers):
    given = ("USA", {"legislation": "partial"}, {})
    result = of_answers(given, soilex_records=records(CANADA), area="WORLD")
    assert result.rows("soilex")["USA"]["to_do"] == "send"
    counts = result.rows("soilex_counts")["WORLD"]
    states = [counts[f"n_{state}"] for state in ("both", "record", "answer", "neither")]
    assert states == [0, 1, 1, counts["n_listed"] - 2]
    assert set(result.rows("soilex")) == {"CAN", "USA"}


def test_without_a_list_of_records_nothing_is_said_of_soilex(of_answers):
    result = of_answers(("CAN", {"legislation": "yes"}, {}))
    assert not result.rows("soilex")
    assert not any("SoiLEX" in one.sentence for one in result.findings)


def test_awareness_of_laboratories_is_given_for_each_region_with_its_range(gaps_result):
    rows = gaps_result("XAA").rows("laboratories")
    assert list(rows) == ["R-AFRICA", "R-EXAMPLE", "R-EXAMPLE-NORTH", "R-LAC"]
    near = rows["R-AFRICA"]
    assert (near["n_listed"], near["share_least"], near["share_most"]) == (4, 0.5, 0.75)


def test_a_page_names_the_files_that_it_read_alone(gaps_result):
    files = {source.file for source in gaps_result("XAF").data.sources}
    assert files == {
        "fictional survey",
        "fictional list of who could answer",
        "fictional laws",
        "fictional records of SoiLEX",
    }
