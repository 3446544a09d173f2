"""What is said of a share where a region is silent, gave one answer, or leaves little open."""

import pytest

from examples import survey as example_survey
from workbench.methods.surveys.shares import Stratum, stratified_share
from workbench.reports.gaps.basis.scopes import Scope
from workbench.reports.gaps.basis.shares import open_share_row, share_row
from workbench.reports.gaps.phrases import NobodyAnswered, OneAnswered, ScopeName, WeightedInterval

PACIFIC = ScopeName(scope="R-PACIFIC", is_fictional=False, by_network=False)


def scope_of(**sizes):
    """Scope of regions with so many countries each."""
    strata = {
        region.replace("_", "-"): tuple(f"{region}{k}" for k in range(n))
        for region, n in sizes.items()
    }
    return Scope("WORLD", strata)


def said(**answers):
    """Answers of the first countries of each region."""
    return {
        f"{region}{k}": flag for region, flags in answers.items() for k, flag in enumerate(flags)
    }


def test_a_region_with_one_answer_has_no_variance_and_is_named():
    scope = scope_of(R_ASIA=6, R_PACIFIC=9)
    row = share_row(scope, said(R_ASIA=[True, False, True], R_PACIFIC=[True]), confidence=0.95)
    # R's survey stops here by default (survey.lonely.psu = "fail"). (6 * 2/3 + 9) / 15
    assert row.share_weighted == pytest.approx(13 / 15)
    assert row.share_lower is None
    assert row.interval_kind == OneAnswered(regions=(PACIFIC,))
    assert (row.share_least, row.share_most) == (3 / 15, 14 / 15)


def test_a_region_of_one_country_that_answered_is_a_full_count():
    scope = scope_of(R_ASIA=6, R_PACIFIC=1)
    row = share_row(scope, said(R_ASIA=[True, False, True], R_PACIFIC=[True]), confidence=0.95)
    assert row.share_weighted == pytest.approx(5 / 7)
    assert row.share_lower < 5 / 7 < row.share_upper


def test_a_silent_region_is_named_by_its_name():
    scope = scope_of(R_ASIA=6, R_PACIFIC=9)
    row = share_row(scope, said(R_ASIA=[True, False]), confidence=0.95)
    assert row.interval_kind == NobodyAnswered(regions=(PACIFIC,))


def test_a_weighted_interval_never_leaves_what_missing_answers_leave_open():
    scope = scope_of(R_ASIA=5, R_PACIFIC=5)
    answers = said(R_ASIA=[True, True, True, False], R_PACIFIC=[True, True, False, False])
    row = share_row(scope, answers, confidence=0.95)
    strata = [Stratum("Asia", 3, 4, 5), Stratum("Pacific", 2, 4, 5)]
    wide = stratified_share(strata).interval
    # 5 yes and 2 without an answer of 10: 0.5 to 0.7 whatever they are
    assert wide.lower < 0.5
    assert wide.upper > 0.7
    assert (row.share_lower, row.share_upper) == (0.5, 0.7)
    assert row.interval_kind == WeightedInterval(is_cut=True)


def test_an_interval_of_laboratories_is_wilson_s_and_never_wider_than_the_list_allows():
    # 7 of 12: statsmodels 0.15, proportion_confint(7, 12, method="wilson")
    row = open_share_row(scope_of(R_ASIA=1), [True] * 7 + [False] * 5, 100, 0.95)
    assert (row.share_lower, row.share_upper) == pytest.approx((0.3195, 0.8067), abs=5e-5)
    row = open_share_row(scope_of(R_ASIA=1), [True] * 2 + [False], 4, 0.95)
    assert (row.share_lower, row.share_upper) == (0.5, 0.75)
    assert open_share_row(scope_of(R_ASIA=1), [], 4, 0.95).share_lower is None


def test_a_list_with_strata_of_its_own_names_them_as_they_are(judged):
    frame = example_survey.frame().replace({"stratum": {"R-LAC": "Islands"}})
    result = judged("XAD", frame=frame)
    assert list(result.rows("participation")) == ["Islands", "R-EXAMPLE"]
    region = result.rows("indicators")["LAB_REGION@R-EXAMPLE"]
    unheard = "Islands (fictional) and northern countries of the example (fictional)"
    assert region["why"] == f"no laboratory answered from {unheard}"
