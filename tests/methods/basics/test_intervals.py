import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from workbench.errors import ParameterError, SeriesError
from workbench.methods.basics.intervals import (
    Interval,
    agresti_coull,
    bounds,
    clopper_pearson,
    hypergeometric,
    logit_interval,
    wilson,
)

QUICK = settings(max_examples=100, deadline=None, database=None)


@st.composite
def counts(draw):
    """Yes, answers and frame that fit into each other."""
    n_frame = draw(st.integers(1, 60))
    n_answers = draw(st.integers(0, n_frame))
    return draw(st.integers(0, n_answers)), n_answers, n_frame


def limits(interval):
    return interval.lower, interval.upper


def of_frame(n_yes, n_answers, n_frame):
    """All intervals of a share in a frame."""
    return [
        wilson(n_yes, n_answers, n_frame),
        hypergeometric(n_yes, n_answers, n_frame),
        bounds(n_yes, n_answers, n_frame),
    ]


def every(n_yes, n_answers, n_frame):
    """All intervals, also those without a frame."""
    unlimited = [wilson(n_yes, n_answers), clopper_pearson(n_yes, n_answers)]
    return unlimited + of_frame(n_yes, n_answers, n_frame)


@pytest.mark.parametrize(
    ("n_yes", "n", "expected"),
    [  # statsmodels 0.15.0
        (81, 263, (0.25522066518999675, 0.3662774316710775)),
        (15, 148, (0.06138597492879727, 0.16148766632524705)),
        (0, 20, (0.0, 0.18980956054248888)),
        (1, 29, (0.0, 0.18628650856170612)),
        (22, 25, (0.6921015909594085, 0.9666722983269146)),
        (2, 2, (0.2902272522159686, 1.0)),
        (0, 1, (0.0, 0.832500514520587)),
        (7, 12, (0.3188772556619329, 0.8073737432288605)),
    ],
)
def test_the_adjusted_interval_of_known_cases(n_yes, n, expected):
    assert limits(agresti_coull(n_yes, n)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("n_yes", "n", "of_wilson", "of_clopper_pearson"),
    [  # statsmodels 0.15.0, checked with prop.test and binom.test of R; four are Newcombe's (1998)
        (81, 263, (0.2552885199, 0.3662095770), (0.2527367446, 0.3676219226)),
        (15, 148, (0.0623863995, 0.1604872417), (0.0578440101, 0.1616504903)),
        (0, 20, (0.0, 0.1611251581), (0.0, 0.1684334710)),
        (1, 29, (0.0061132143, 0.1717552188), (0.0008726469, 0.1776442955)),
        (2, 2, (0.3423802275, 1.0), (0.1581138830, 1.0)),
        (0, 1, (0.0, 0.7934506856), (0.0, 0.975)),
    ],
)
def test_intervals_of_known_cases(n_yes, n, of_wilson, of_clopper_pearson):
    assert limits(wilson(n_yes, n)) == pytest.approx(of_wilson, abs=1e-9)
    assert limits(clopper_pearson(n_yes, n)) == pytest.approx(of_clopper_pearson, abs=1e-9)


@pytest.mark.parametrize("record", ["wave1/regions", "wave2/regions"])
def test_intervals_of_regions_meet_r(record, answer):
    for region in answer("survey", record)["regions"]:
        n_yes, n, n_frame = region["yes"], region["n"], region["N"]
        found = {
            "wilson_{}cl": wilson(n_yes, n),
            "wilson_fpc_{}cl": wilson(n_yes, n, n_frame),
            "hyper_p_{}cl": hypergeometric(n_yes, n, n_frame),
            "clopper_{}cl": clopper_pearson(n_yes, n),
        }
        for name, interval in found.items():
            expected = region[name.format("l")], region[name.format("u")]
            assert limits(interval) == pytest.approx(expected, rel=1e-6, abs=1e-9), name
        sure = bounds(n_yes, n, n_frame)
        assert limits(sure) == pytest.approx((region["bound_low"], region["bound_high"]))


@pytest.mark.parametrize("record", ["wave1/overall_unweighted", "wave2/overall_unweighted"])
def test_intervals_of_all_countries_meet_r(record, answer):
    expected = answer("survey", record)
    n_yes, n, n_frame = (expected[key] for key in ("yes", "n", "N"))
    found = wilson(n_yes, n), wilson(n_yes, n, n_frame), hypergeometric(n_yes, n, n_frame)
    expected.met("wilson_lcl", found[0].lower)
    expected.met("wilson_fpc_lcl", found[1].lower)
    expected.met("wilson_fpc_ucl", found[1].upper)
    expected.met("hyper_K_lcl", found[2].lower * n_frame)
    expected.met("hyper_K_ucl", found[2].upper * n_frame)


@QUICK
@given(counts(), st.sampled_from([0.8, 0.95, 0.99]))
def test_intervals_are_those_of_statsmodels(these, confidence):
    n_yes, n = these[0], these[1] + 1
    for method, name in (
        (wilson, "wilson"),
        (clopper_pearson, "beta"),
        (agresti_coull, "agresti_coull"),
    ):
        expected = proportion_confint(n_yes, n, alpha=1 - confidence, method=name)
        assert limits(method(n_yes, n, confidence=confidence)) == pytest.approx(expected, abs=1e-9)


def test_the_exact_interval_is_worked_out_by_hand():
    # 2 of 2 yes from a frame of 4, at 80 %: with K yes in the frame the chance of two is K(K-1)/12,
    # so 2 (0.17) is kept as 0.17 > 0.1, and so are 3 (0.5) and 4; less than 2 cannot be.
    assert limits(hypergeometric(2, 2, 4, confidence=0.8)) == (0.5, 1.0)
    assert limits(hypergeometric(2, 2, 4, confidence=0.6)) == (0.75, 1.0)


def test_a_chance_of_exactly_the_half_is_not_kept_on_either_side():
    # With 1 yes among 20 the chance to draw it first is 1/20, half of 10 %; 1/40 is half of 5 %.
    for n_frame, confidence in ((20, 0.9), (40, 0.95)):
        lowest = hypergeometric(1, 1, n_frame, confidence=confidence).lower
        assert lowest == 2 / n_frame
        highest = hypergeometric(0, 1, n_frame, confidence=confidence).upper
        assert highest == (n_frame - 2) / n_frame


@QUICK
@given(counts())
def test_every_interval_holds_the_share_and_lies_between_0_and_1(these):
    n_yes, n_answers, _ = these
    for interval in every(*these):
        assert 0 <= interval.lower <= interval.upper <= 1
        if n_answers:
            assert interval.lower <= n_yes / n_answers <= interval.upper


@QUICK
@given(counts())
def test_no_instead_of_yes_mirrors_every_interval(these):
    n_yes, n_answers, n_frame = these
    for one, other in zip(every(*these), every(n_answers - n_yes, n_answers, n_frame), strict=True):
        assert limits(one) == pytest.approx((1 - other.upper, 1 - other.lower), abs=1e-9)


@QUICK
@given(counts(), st.data())
def test_bounds_hold_whatever_the_missing_would_have_said(these, data):
    n_yes, n_answers, n_frame = these
    n_more = data.draw(st.integers(0, n_frame - n_answers))
    sure = bounds(*these)
    for complete in of_frame(n_yes + n_more, n_frame, n_frame):
        assert sure.lower <= complete.lower == complete.upper <= sure.upper


@QUICK
@given(counts())
def test_the_exact_interval_never_leaves_the_bounds(these):
    sure, exact = bounds(*these), hypergeometric(*these)
    assert sure.lower <= exact.lower <= exact.upper <= sure.upper


@QUICK
@given(counts(), st.integers(0, 20))
def test_more_unknowns_never_narrow_the_bounds(these, n_more):
    n_yes, n_answers, n_frame = these
    fewer, more = bounds(*these), bounds(n_yes, n_answers, n_frame + n_more)
    assert more.upper - more.lower >= fewer.upper - fewer.lower - 1e-12
    assert more.lower <= fewer.lower
    withdrawn = bounds(0, n_answers - n_yes, n_frame)
    assert withdrawn.lower <= fewer.lower
    assert withdrawn.upper >= fewer.upper - 1e-12


@QUICK
@given(counts())
def test_a_finite_population_never_widens_the_interval(these):
    n_yes, n_answers, _ = these
    narrow, wide = wilson(*these), wilson(n_yes, n_answers)
    assert wide.lower <= narrow.lower + 1e-12
    assert narrow.upper <= wide.upper + 1e-12


def test_a_very_large_population_is_one_without_end():
    assert limits(wilson(7, 12, 10**9)) == pytest.approx(limits(wilson(7, 12)), abs=1e-7)


def test_no_answer_leaves_everything_possible():
    assert {limits(interval) for interval in every(0, 0, 5)} == {(0.0, 1.0)}


def test_intervals_that_touch_overlap():
    assert Interval(0.1, 0.3).overlaps(Interval(0.3, 0.4))
    assert Interval(0.3, 0.4).overlaps(Interval(0.1, 0.3))
    assert not Interval(0.1, 0.3).overlaps(Interval(0.31, 0.4))


@pytest.mark.parametrize(
    ("these", "message"),
    [
        ((95, 94, 205), "Of 94 answers 95 are yes. Give 0 to 94."),
        ((53, 206, 205), "There are 206 answers from a frame of 205 units."),
        ((-1, 94, 205), "The counts are -1, 94, 205. Give whole numbers from 0."),
        ((0.5, 94, 205), "The counts are 0.5, 94, 205. Give whole numbers from 0."),
        ((float("nan"), 94, 205), "The counts are nan, 94, 205. Give whole numbers from 0."),
        ((0, 0, 0), "The frame has 0 units. Give the number that could have answered."),
    ],
)
def test_counts_that_do_not_fit_are_refused(these, message):
    for method in (wilson, hypergeometric, bounds):
        with pytest.raises(SeriesError, match=re.escape(message)):
            method(*these)


def test_a_confidence_in_percent_is_refused():
    message = "The confidence is 95. Give a share, as 0.95 for 95 %."
    for method in (wilson, clopper_pearson):
        with pytest.raises(ParameterError, match=re.escape(message)):
            method(53, 94, confidence=95)


def test_the_logit_interval_is_worked_out_by_hand():
    # t of 20 degrees is 2.085963, its reach on the logit 2.085963 * 0.1 / 0.25 = 0.834385, and
    # 1 / (1 + exp(-0.834385)) = 0.697281.
    interval = logit_interval(0.5, 0.1, 20)
    assert limits(interval) == pytest.approx((1 - 0.697281, 0.697281), abs=2e-6)


@QUICK
@given(st.floats(0.01, 0.99), st.floats(0.001, 0.5), st.integers(1, 200))
def test_the_logit_interval_holds_the_share_between_0_and_1(share, se, degrees_of_freedom):
    interval = logit_interval(share, se, degrees_of_freedom)
    assert 0 <= interval.lower <= share <= interval.upper <= 1
    mirrored = logit_interval(1 - share, se, degrees_of_freedom)
    assert limits(mirrored) == pytest.approx((1 - interval.upper, 1 - interval.lower), abs=1e-9)


@pytest.mark.parametrize("wrong", [(0.0, 0.1, 5), (1.0, 0.1, 5), (0.5, 0.0, 5), (0.5, 0.1, 0)])
def test_a_share_without_variance_has_no_logit_interval(wrong):
    with pytest.raises(SeriesError, match=re.escape("Give a share between 0 and 1, and both")):
        logit_interval(*wrong)
