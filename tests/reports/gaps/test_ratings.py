"""Ratings, the weights they give, and how far two respondents of a country agree."""

import pandas as pd
import pytest

from examples import survey as example_survey

IMPORTANCE = {
    "imp_thresholds": "5",
    "imp_legislation": "3",
    "imp_sop": "3",
    "imp_monitoring": "1",
    "imp_inventory": "3",
    "imp_health": "2",
    "imp_exchange": "3",
}


def told(result, part):
    """Sentence of the one finding with a part of an id."""
    (sentence,) = [finding.sentence for finding in result.findings if part in finding.id]
    return sentence.replace("\N{NO-BREAK SPACE}", " ")


def test_levels_median_and_share_of_high_ratings_are_those_of_the_answers(gaps_result):
    row = gaps_result("R-EXAMPLE").rows("ratings")["imp_thresholds"]
    # 3, 5, 5 and 2 of the seven countries that answered in 2026
    assert [row[f"n_{level}"] for level in range(1, 6)] == [0, 1, 1, 0, 2]
    assert (row["n_answers"], row["n_without"], row["median"]) == (4, 3, 4)
    # statsmodels 0.15, proportion_confint(2, 4, method="wilson")
    limits = (row["share_high_lower"], row["share_high_upper"])
    assert limits == pytest.approx((0.150039, 0.849961), abs=5e-7)
    assert row["importance"] == 0.75
    laboratories = gaps_result("R-EXAMPLE").rows("ratings")["lab_aware"]
    assert (laboratories["units"], laboratories["n_answers"]) == ("laboratories", 3)
    assert laboratories["importance"] is None


def test_ratings_weigh_the_index_and_rank_a_second_time(judged, answered):
    # Equal weights: XAA lacks 1 of 2 items, XAB 1 of 2. Rated: thresholds (5-1)/4 = 1, legislation
    # (3-1)/4 = 0.5, so that XAA lacks 1 of 1.5 and XAB 0.5 of 1.5.
    first = answered("XAA", {"thr_metals_agri": "no", "legislation": "yes"} | IMPORTANCE)
    second = answered("XAB", {"thr_metals_agri": "yes", "legislation": "no"})
    result = judged("XAB", responses=pd.concat([first, second]))
    index = result.rows("index")
    assert [index[iso3]["index"] for iso3 in ("XAA", "XAB")] == [0.5, 0.5]
    assert [index[iso3]["rank"] for iso3 in ("XAA", "XAB")] == [1, 1]
    rated = [index[iso3]["index_rated"] for iso3 in ("XAA", "XAB")]
    assert rated == pytest.approx([2 / 3, 1 / 3])
    assert [index[iso3]["rank_rated"] for iso3 in ("XAA", "XAB")] == [1, 2]
    assert "1 of the 2 countries would change rank" in told(result, "/weights")
    sentence = told(result, "XAB/rank")
    assert sentence.startswith(
        "Brackenmoor ranks 1 of 2 with equal weights (the first rank has the"
    )
    assert (
        ", 2 with the weights of respondents, and mostly 1 to 2 with random weights (" in sentence
    )


def test_where_a_topic_was_not_rated_there_are_no_weights_of_respondents(judged, answered):
    rated = {item: level for item, level in IMPORTANCE.items() if item != "imp_health"}
    result = judged("XAA", responses=answered("XAA", {"legislation": "no"} | rated))
    assert pd.isna(result.rows("index")["XAA"]["rank_rated"])
    assert "some topics have no rating of their importance" in told(result, "/weights")


def test_priorities_are_importance_times_what_is_lacking(judged, answered):
    answers = {"thr_metals_agri": "no", "thr_metals_other": "yes", "legislation": "no"}
    answers |= {"monitoring": "no"}
    result = judged("XAA", responses=answered("XAA", answers | IMPORTANCE))
    rows = result.rows("priorities")
    assert [rows[topic]["number"] for topic in rows] == [1, 2, 3]
    # thresholds: 1 times 1 of 2; legislation: 0.5 times 1; monitoring: rated 1, which is no weight
    severities = [rows[topic]["severity"] for topic in ("thresholds", "legislation", "monitoring")]
    assert severities == [0.5, 0.5, 0]
    assert "Threshold values: importance 1, lacking 0.5" in result.page.figures.priorities.alt


def test_respondents_of_a_country_agree_in_so_many_of_their_answers(gaps_result):
    row = gaps_result("XAC").rows("agreement")["focal_point:regulator"]
    # ynynypynnpnnn and ynynypnnnpnnn differ in one of 13
    assert (row["n_agreeing"], row["n_pairs"], row["n_countries"]) == (12, 13, 1)
    # By hand from the 3 x 3 table: yes 4 and 3, partly 2 and 2, no 7 and 8; chance is
    # (4 * 3 + 2 * 2 + 7 * 8) / 169 = 72/169, kappa (156 - 72) / (169 - 72) = 84/97
    assert row["kappa"] == pytest.approx(84 / 97)
    assert "gave the same answer to 12 of 13 items (92 %)" in told(gaps_result("XAC"), "/agreement")


def test_few_pairs_have_a_percentage_and_no_kappa(judged, answered):
    one = answered("XAA", {"monitoring": "yes", "biomon": "no"})
    other = answered("XAA", {"monitoring": "no", "biomon": "no"}, role="insop", response_id="2")
    result = judged("XAA", responses=pd.concat([one, other.assign(uuid="2")]))
    assert told(result, "/agreement") == (
        "Within countries, focal point and INSOP member gave the same answer to 1 of 2 items "
        "(50 %) "
        "(kappa needs 10 pairs, but there are 2)."
    )


def test_a_page_says_which_list_of_countries_was_used(judged, world_survey, gaps_result):
    countries = example_survey.frame().iloc[:0]
    result = judged("WORLD", responses=world_survey({"R-ASIA": (1, 2)}), frame=countries)
    assert told(result, "/frame") == (
        "205 countries were eligible to answer, according to the workbench's own table of places, "
        "because no list was supplied: all countries of a region, whether or not they were asked."
    )
    assert "the list supplied with the survey" in told(gaps_result("XAA"), "/frame")
    assert "205" in result.page.messages.participation._repr_html_()
