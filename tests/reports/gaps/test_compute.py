"""The gaps report on the fictional survey with its known truth, and on surveys made by hand."""

import re

import pandas as pd
import pytest

from examples import survey as example_survey
from workbench.errors import ParameterError
from workbench.store.frames import empty

# Yes and answers by region; the frame has 205 countries. Expected values: R survey 4.1.1, svydesign
# with strata and fpc, svyciprop(method="logit"); tests/reference/survey.json names the versions.
TALKS = {
    "R-AFRICA": (6, 19),
    "R-ASIA": (7, 12),
    "R-EURASIA": (4, 7),
    "R-EUROPE": (22, 25),
    "R-LAC": (6, 14),
    "R-NENA": (4, 9),
    "R-NORTH-AMERICA": (2, 2),
    "R-PACIFIC": (2, 6),
}
NO_ROWS = {name: empty(name) for name in ("frame", "legislation")}


def test_53_of_94_answers_of_205_countries_are_inconclusive_against_a_half(judged, world_survey):
    row = judged("WORLD", responses=world_survey(TALKS), **NO_ROWS).rows("indicators")
    talks = row["CTRY_TALKS@WORLD"]
    assert (talks["n_yes"], talks["n_answers"], talks["n_frame"]) == (53, 94, 205)
    assert talks["share_of_answers"] == pytest.approx(0.56383, abs=5e-6)
    assert talks["share_weighted"] == pytest.approx(0.51835, abs=5e-6)
    limits = [talks[f"share_{end}"] for end in ("lower", "upper", "least", "most")]
    assert limits == pytest.approx([0.43960, 0.59621, 53 / 205, 164 / 205], abs=5e-6)
    assert (talks["state"], talks["state_under_bounds"]) == ("inconclusive", "inconclusive")


def test_the_world_s_indicator_is_told_in_words(judged, world_survey):
    result = judged("WORLD", responses=world_survey(TALKS), **NO_ROWS)
    (said,) = (f.sentence for f in result.findings if f.id.endswith("CTRY_TALKS@WORLD/indicator"))
    assert said.replace("\N{NO-BREAK SPACE}", " ") == (
        "Countries that discuss threshold values, the world: target of 50 %, due in the short to "
        "medium term, status as of the 2026 round: inconclusive (the answers are compatible with "
        "shares above and below the target). 53 of the 94 that answered meet the criterion "
        "(56 %); 205 were eligible. Weighted by region, the share is 52 %. The confidence interval "
        "is 44 % to 60 %. Whatever the non-respondents would have answered, the share lies between "
        "26 % and 80 %."
    )


def test_a_region_s_share_has_the_exact_interval(judged, world_survey):
    result = judged("R-ASIA", responses=world_survey(TALKS), **NO_ROWS)
    asia = result.rows("indicators")["CTRY_TALKS@R-ASIA"]
    # hypergeometric, the same reference
    assert (asia["share_lower"], asia["share_upper"]) == (0.375, 0.75)


def test_gap_indices_are_those_worked_out_by_hand(gaps_result):
    index = gaps_result("R-EXAMPLE").rows("index")
    # XAA: 2.5 of 13 items lack; XAB: 8 of 10, 3 unknown
    assert index["XAA"]["index"] == pytest.approx(2.5 / 13)
    brackenmoor = [index["XAB"][f"index{end}"] for end in ("", "_lower", "_upper")]
    assert brackenmoor == pytest.approx([0.8, 8 / 13, 11 / 13])
    assert index["XAB"]["share_complete"] == pytest.approx(10 / 13)
    assert (index["XAF"]["index_lower"], index["XAF"]["index_upper"]) == (0, 1)


def test_a_country_that_did_not_answer_has_its_frame_and_region(gaps_result):
    result = gaps_result("XAF")
    assert result.status == "no_data"
    africa = result.rows("participation")["R-AFRICA"]
    assert (africa["n_answered"], africa["n_frame"], africa["share_answered"]) == (3, 4, 0.75)
    assert set(result.tables["matrix"].frame["answer"]) == {"no_response"}
    assert result.tables["gaps"].frame.empty
    assert result.tables["actions"].frame.empty


def test_every_response_of_the_wave_is_counted_or_left_out_with_its_reason(gaps_result):
    result = gaps_result("R-EXAMPLE")
    overview = result.rows("overview")["R-EXAMPLE"]
    sent = sum(response.wave == "2026" for response in example_survey.RESPONSES)
    assert overview["n_responses"] == sent == 12
    assert overview["n_counted"] + overview["n_not_counted"] == sent
    reasons = {(entry.what, entry.why.partition(" (")[0]) for entry in result.left_out}
    assert reasons == {
        ("Cindermark", "another response of the country is counted"),
        ("Elmerland", "duplicate of a response that is counted"),
    }


def test_planted_contradictions_and_conflicts_are_found(gaps_result):
    result = gaps_result("R-EXAMPLE")
    found = [(row["name"], row["rule"]) for row in result.rows("contradictions").values()]
    assert sorted(found) == [
        ("Brackenmoor", "C4"),
        ("Dunwater", "C2"),
        ("Dunwater", "C3"),
        ("Dunwater", "C5"),
        ("Heathvale", "on file"),
    ]
    conflicts = result.rows("conflicts").values()
    said = [(row["name"], row["answer"], row["other_answer"]) for row in conflicts]
    assert said == [
        ("Cindermark", "yes", "no"),
        ("Cindermark", "draft text", "in discussion"),
    ]


def test_without_a_list_of_laboratories_their_share_is_not_computable(judged):
    frame = example_survey.frame().query("unit_type == 'country'")
    result = judged("XAA", frame=frame)
    aware = result.rows("indicators")["LAB_AWARE@R-AFRICA"]
    assert aware["state"] == "not computable"
    assert aware["why"].startswith("a list of eligible laboratories is needed")
    assert pd.isna(aware["n_frame"])
    assert [entry.kind for entry in result.left_out].count("indicators") == 2


def test_states_of_the_other_indicators_follow_from_their_counts(gaps_result):
    rows = gaps_result("XAA").rows("indicators")
    # 2 of 3 of the 4 laboratories of the region know the SOPs: at most 3 of 4, below 0.8
    assert rows["LAB_AWARE@R-AFRICA"]["state"] == "not met"
    assert rows["LAB_AWARE@R-EXAMPLE"]["state"] == "inconclusive"
    assert rows["LAB_REGION@R-EXAMPLE"]["state"] == "inconclusive"
    assert rows["CTRY_ADOPT@R-EXAMPLE"]["state"] == "no target"
    assert rows["CTRY_ADOPT@R-EXAMPLE"]["units_counted"] == "Ambervale and Cindermark"


def test_change_is_that_of_countries_that_answered_twice(gaps_result):
    changes = gaps_result("R-EXAMPLE").rows("changes")
    monitoring = changes["monitoring"]
    # XAA partly to yes, XBB yes to no; XAB, XAC, XBA as before; XBC gone, XAD new, XAE unknown
    assert (monitoring["gained"], monitoring["lost"]) == ("Ambervale", "Heathvale")
    assert (monitoring["n_matched"], monitoring["n_entered"], monitoring["n_left"]) == (5, 1, 1)
    assert changes["CTRY_ADOPT"]["gained"] == "Cindermark"


def test_actions_are_those_of_the_rule_table(gaps_result):
    actions = gaps_result("XAA").rows("actions")
    assert list(actions) == ["biomon:no", "episurv:no", "exch_data:partial"]


def test_a_country_outside_the_frame_is_left_out_and_never_a_gap(judged, answered):
    responses = pd.concat([example_survey.responses(), answered("XBZ", {"monitoring": "no"})])
    result = judged("XBZ", responses=responses)
    assert result.status == "no_data"
    assert any("is not on the list" in entry.why for entry in result.left_out)


def test_a_wave_that_is_not_there_is_refused(gaps_result):
    message = "There is no answer of the wave '2030'. There are: 2024, 2026."
    with pytest.raises(ParameterError, match=re.escape(message)):
        gaps_result("XAA", wave="2030")


def test_no_text_or_name_of_a_respondent_is_in_any_file(gaps_result, tmp_path):
    gaps_result("R-EXAMPLE").page.publish(str(tmp_path))
    written = "".join(path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file())
    for planted in ("Ministry of Soils", "Ambervale Soil Laboratory", "case study", "LAB-1"):
        assert planted not in written
    assert "Clean Ground Act" in written


def test_a_law_s_name_cannot_run_as_a_formula_or_as_a_script(judged, tmp_path):
    laws = example_survey.legislation().assign(instrument='=HYPERLINK("x")<script>')
    result = judged("XBB", legislation=laws)
    result.page.publish(str(tmp_path))
    assert ',"=' not in (tmp_path / "gaps" / "contradictions.csv").read_text("utf-8")
    assert "<script>" not in result.page.messages.doubts._repr_html_()
    assert "&lt;script&gt;" in result.page.messages.doubts._repr_html_()


def test_indicators_and_the_first_action_are_stated_among_the_key_messages(gaps_result):
    said = " ".join(gaps_result("XAA").page.key_messages._repr_html_().split())
    assert (
        "Recommended first: Plan human biomonitoring where soils exceed threshold values." in said
    )
    assert "know how to use the harmonized SOPs, Africa (fictional): target of 80" in said
    assert "Recommended first" not in gaps_result("XAF").page.key_messages._repr_html_()
