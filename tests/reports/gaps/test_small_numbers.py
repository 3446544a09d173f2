"""What is unknown or rests on a few answers is told as such, and is neither a no nor a result."""

import pandas as pd
import pytest

from workbench.inputs.surveys.sampling_frame import country_frame
from workbench.store.frames import empty

PLAIN = "\N{NO-BREAK SPACE}"
NO_ROWS = {name: empty(name) for name in ("frame", "legislation")}


def told(result, part):
    """Sentences of the findings with a part of an id, with plain blanks."""
    return [f.sentence.replace(PLAIN, " ") for f in result.findings if part in f.id]


@pytest.fixture
def rounds(answered):
    """Two rounds: the first countries of the world said no, and then yes."""

    def made(n_changed, n=20):
        iso3s = sorted(country_frame()["iso3"])[:n]
        parts = [
            answered(iso3, {"monitoring": said}, wave=wave, response_id=f"{iso3}{wave}")
            for place, iso3 in enumerate(iso3s)
            for wave, said in (("2024", "no"), ("2026", "yes" if place < n_changed else "no"))
        ]
        return pd.concat([part.assign(uuid=part["response_id"]) for part in parts])

    return made


def test_an_index_of_few_answers_has_all_classes_that_it_may_have(judged, answered):
    result = judged("XAA", responses=answered("XAA", {"monitoring": "yes"}))
    row = result.rows("index")["XAA"]
    # 1 of 13 items, a yes: 0 of what was answered, up to 12/13 if all others are no
    assert (row["index"], row["gap_class"], row["classes"]) == (0, "low", "low to very high")
    (index,) = [f for f in result.findings if f.id.endswith("/XAA/index")]
    assert index.grade == "low to very high"
    assert "between 0.00 and 0.92 (low to very high)" in index.sentence
    assert "<td>low to very high</td>" in result.page.show.index._repr_html_()


def test_countries_that_did_not_answer_are_no_rows_of_the_ranking(gaps_result):
    page = gaps_result("R-EXAMPLE").page.show.index._repr_html_()
    assert "Ambervale" in page
    assert "Fallowmere" not in page
    assert "Fallowmere" not in gaps_result("R-EXAMPLE").page.figures.index.alt
    assert not gaps_result("XAF").page.figures.index  # its page goes without the ranking
    assert "did not answer" not in gaps_result("XAA").page.figures.index.caption


# 2 * 0.5 ** k for k that all changed one way: 0.0625 for 5, 0.03125 for 6
@pytest.mark.parametrize(("n_changed", "p"), [(0, None), (5, None), (6, 0.03125)])
def test_a_test_that_could_tell_nothing_is_not_made(judged, rounds, n_changed, p):
    result = judged("WORLD", responses=rounds(n_changed), **NO_ROWS)
    row = result.rows("changes")["monitoring"]
    assert (None if pd.isna(row["p"]) else row["p"]) == p
    assert bool(row["why_no_test"]) == (p is None)
    assert row["share_change_upper"] > n_changed / 20


def test_a_change_of_few_countries_has_no_interval(judged, rounds):
    row = judged("WORLD", responses=rounds(1, n=4), **NO_ROWS).rows("changes")["monitoring"]
    assert row["share_change"] == 0.25
    assert pd.isna(row["share_change_lower"])


def test_a_single_no_of_many_silent_countries_is_no_large_gap(judged, answered):
    asia = country_frame().query("stratum == 'R-ASIA'")["iso3"].tolist()
    some = [answered(iso3, {"biomon": "no"}) for iso3 in asia[:12]]
    one = answered(asia[12], {"legislation": "no"})
    result = judged("R-ASIA", responses=pd.concat([*some, one]), **NO_ROWS)
    assert list(result.rows("gaps")) == ["biomon@R-ASIA", "legislation@R-ASIA"]


def test_those_that_said_partly_are_told_and_an_item_has_its_own_denominator(judged, answered):
    said = {"CAN": "partial", "USA": "not_applicable"}
    parts = [
        answered(iso3, {"exch_data": word}, status="answered" if iso3 == "CAN" else word)
        for iso3, word in said.items()
    ]
    result = judged("R-NORTH-AMERICA", responses=pd.concat(parts), **NO_ROWS)
    (gap,) = told(result, "/gap")
    assert gap.endswith("(1 only in part); the question concerns 1 country.")
    assert "<td>no answer</td>" in result.page.show.matrix._repr_html_()


def test_a_full_count_is_told_without_chance(judged, answered):
    talks = [answered(iso3, {"thr_talks": "talks"}) for iso3 in ("CAN", "USA")]
    result = judged("R-NORTH-AMERICA", responses=pd.concat(talks), **NO_ROWS)
    said = told(result, "CTRY_TALKS@R-NORTH-AMERICA/indicator")[-1]
    assert (
        "2 of the 2 that answered meet the criterion (100 %). There are no missing answers." in said
    )


def test_a_page_counts_the_responses_of_its_own_region(judged, answered):
    parts = [
        answered(
            iso3, {"monitoring": "no"}, role=role, response_id=f"{iso3}{role}", uuid=iso3 + role
        )
        for iso3 in ("CAN", "CHN", "JPN")
        for role in ("focal_point", "regulator")
    ]
    result = judged("R-NORTH-AMERICA", responses=pd.concat(parts), **NO_ROWS)
    overview = result.rows("overview")["R-NORTH-AMERICA"]
    assert [overview[f"n_{what}"] for what in ("responses", "counted", "not_counted")] == [2, 1, 1]
    left_out = [(one.what, one.count) for one in result.left_out if one.kind == "responses"]
    assert left_out == [("Canada", 1), ("countries of other regions", 2)]


def test_a_reference_that_cannot_be_read_is_no_missing_reference(judged, answered):
    law = answered("XAA", {"legislation": "yes", "leg_year": "2011"})
    absent = judged("XAA", responses=law).rows("contradictions").values()
    assert [row["rule"] for row in absent] == ["C6"]
    unread = answered("XAA", {"leg_ref": "Act 7 of 2011"}, status="invalid")
    result = judged("XAA", responses=pd.concat([law, unread]))
    assert not result.rows("contradictions")


def test_a_question_that_hangs_on_another_has_its_topic(gaps_result):
    questions = gaps_result("XAA").tables["matrix"].frame["question"].to_list()
    assert "Legislation: Is it enforced?" in questions
    page = gaps_result("WORLD").page.show.matrix._repr_html_()
    assert "Legislation: Is it enforced?" in page


def test_who_answered_and_who_did_not_is_told_by_name(gaps_result):
    africa = gaps_result("XAA").rows("participation")["R-AFRICA"]
    assert africa["heard"] == "Ambervale, Brackenmoor, Cindermark"
    assert africa["unheard"] == "Fallowmere"


def test_a_region_s_doubts_are_a_table_and_a_country_s_are_sentences(gaps_result):
    page = gaps_result("R-EXAMPLE").page.show.doubts._repr_html_()
    assert "Dunwater (focal point)" in page
    assert "Cindermark (focal point: yes; regulator: no)" in page
    assert "gave the same answer" in gaps_result("R-EXAMPLE").page.messages.doubts._repr_html_()
    assert "Dunwater" not in gaps_result("R-EXAMPLE").page.messages.doubts._repr_html_()
    assert "Dunwater (focal point)" in gaps_result("XAD").page.messages.doubts._repr_html_()
    assert gaps_result("XAD").page.show.doubts._repr_html_() == ""


def test_coverage_stands_region_by_region(gaps_result):
    page = gaps_result("R-EXAMPLE").page.show.participation_by_region._repr_html_()
    assert "Fallowmere" in page
    assert page.count("<tr") == 1 + 3  # a head and three regions, and not all countries again


@pytest.mark.parametrize(("n_changed", "named"), [(6, True), (7, False)])
def test_a_sentence_names_few_countries_and_the_table_all(judged, rounds, n_changed, named):
    result = judged("WORLD", responses=rounds(n_changed), **NO_ROWS)
    (change,) = told(result, "monitoring/change")
    names = result.rows("changes")["monitoring"]["gained"]
    assert len(names.split(", ")) == n_changed
    assert (names in change) is named


def test_the_world_s_page_leaves_national_networks_to_others(gaps_result):
    page = gaps_result("WORLD").page.show.programmes._repr_html_()
    assert "LUCAS" in page
    assert "Swiss Soil Monitoring Network" not in page
    assert "Swiss Soil Monitoring Network" in (
        gaps_result("R-EUROPE").page.show.programmes._repr_html_()
    )
