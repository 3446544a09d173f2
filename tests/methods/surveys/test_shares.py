import math
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import ParameterError, SeriesError
from workbench.methods.surveys.shares import (
    LoneAnswer,
    NoDifference,
    Stratum,
    share_of_yes,
    stratified_share,
)


def limits(interval):
    return interval.lower, interval.upper


def test_a_share_carries_both_denominators():
    # 94 yes, 120 answers, 205 countries: 94 / 120 and 94 / 205, by hand.
    share = share_of_yes(94, 120, 205)
    assert (share.n_yes, share.n_answers, share.n_frame) == (94, 120, 205)
    assert share.of_answers == pytest.approx(0.7833333333)
    assert share.of_frame == share.bounds.lower == pytest.approx(0.4585365854)
    assert share.bounds.upper == pytest.approx(0.8731707317)


def test_intervals_of_a_share_meet_r():
    # Europe of R survey 4.1.1 and prop.test: 22 yes of 25 that answered of 42.
    share = share_of_yes(22, 25, 42)
    assert limits(share.unlimited) == pytest.approx((0.7004420608, 0.9583318285), abs=1e-9)
    assert limits(share.unlimited_exact) == pytest.approx((0.6878096927, 0.9745346034), abs=1e-9)
    assert limits(share.wilson) == pytest.approx((0.7745168470, 0.9399622602), abs=1e-9)
    assert limits(share.exact) == pytest.approx((32 / 42, 39 / 42))
    assert limits(share.bounds) == pytest.approx((22 / 42, 39 / 42))


def test_a_frame_that_answered_in_full_has_no_interval_but_the_point():
    share = share_of_yes(2, 2, 2)
    assert {limits(interval) for interval in (share.wilson, share.exact, share.bounds)} == {(1, 1)}
    assert share.unlimited.lower == pytest.approx(0.3423802275, abs=1e-9)  # prop.test of R


def test_the_part_of_a_frame_that_answered_has_no_error_of_its_own():
    # 2 yes of 4 answers of 10: 0.5 x 0.5 / 3 answers less one, times the 6 of 10 not heard.
    found = stratified_share([Stratum("A", 2, 4, 10)])
    assert found.se == pytest.approx(math.sqrt(0.6 * 0.25 / 3), rel=1e-12)
    assert found.se_unlimited == pytest.approx(math.sqrt(0.25 / 3), rel=1e-12)


def test_nothing_is_known_without_an_answer():
    share = share_of_yes(0, 0, 20)
    assert math.isnan(share.of_answers)
    assert share.of_frame == 0
    assert limits(share.bounds) == limits(share.wilson) == (0, 1)


def test_a_share_without_its_frame_is_refused():
    message = "There are 94 answers from a frame of 0 units."
    with pytest.raises(SeriesError, match=re.escape("The frame has 0 units.")):
        share_of_yes(53, 94, 0)
    with pytest.raises(SeriesError, match=re.escape(message.replace("of 0", "of 90"))):
        share_of_yes(53, 94, 90)


QUICK = settings(max_examples=100, deadline=None, database=None)
TABLE = Path(__file__).parents[2] / "reference" / "survey_countries.csv"
REGIONS = [  # invented answers of the regions of the Global Soil Partnership
    Stratum("Africa", 6, 19, 47),
    Stratum("Asia", 7, 12, 24),
    Stratum("Eurasia", 4, 7, 13),
    Stratum("Europe", 22, 25, 42),
    Stratum("Latin America and the Caribbean", 6, 14, 33),
    Stratum("Near East and North Africa", 4, 9, 20),
    Stratum("North America", 2, 2, 2),
    Stratum("Pacific", 2, 6, 24),
]


def strata_of_wave(number):
    rows = pd.read_csv(TABLE)
    answered = rows[f"responded_w{number}"].groupby(rows["region"]).sum()
    yes = rows[f"thresholds_w{number}"].groupby(rows["region"]).sum().astype(int)
    frame = rows.groupby("region").size()
    return [
        Stratum(name, int(yes[name]), int(answered[name]), int(frame[name])) for name in frame.index
    ]


@st.composite
def strata(draw):
    """Three strata with two answers or more in each."""
    made = []
    for name in "ABC":
        n_frame = draw(st.integers(2, 40))
        n_answers = draw(st.integers(2, n_frame))
        made.append(Stratum(name, draw(st.integers(0, n_answers)), n_answers, n_frame))
    return made


def test_eight_regions_meet_r():
    # svydesign(strata=~region, fpc=~N), svymean, svyciprop and svytotal of R survey 4.1.1.
    found = stratified_share(REGIONS)
    assert (found.n_yes, found.n_answers, found.n_frame) == (53, 94, 205)
    assert found.share == pytest.approx(0.5183532815779286, abs=1e-12)
    assert found.se == pytest.approx(0.039715679234776, abs=1e-12)
    assert found.se_unlimited == pytest.approx(0.0517081415947056, abs=1e-12)
    assert limits(found.interval) == pytest.approx((0.439599261341, 0.596205865503), abs=1e-9)
    assert (found.total, found.total_se) == pytest.approx((106.2624227235, 8.14171), abs=5e-6)


def test_effects_of_the_design_meet_r():
    # svymean(deff="replace") of R survey 4.1.1; Kish's n is 205² over the sum of N²/n, by hand.
    found = stratified_share(REGIONS)
    assert found.design_effect_unlimited == pytest.approx(0.587560348104957, abs=1e-9)
    assert found.design_effect == pytest.approx(0.587560348104957 / (1 - 94 / 205), abs=1e-9)
    assert found.kish_n == pytest.approx(87.69894732166172, abs=1e-9)
    assert found.weights[0] == pytest.approx(47 / 19)
    assert found.degrees_of_freedom == 86


def test_bounds_do_without_a_sample():
    assert limits(stratified_share(REGIONS).bounds) == pytest.approx((53 / 205, 164 / 205))


def test_the_first_wave_meets_r(answer):
    expected, found = answer("survey", "wave1/stratified"), stratified_share(strata_of_wave(1))
    expected.met("p", found.share)
    expected.met("se", found.se)
    expected.met("deff", found.design_effect)
    expected.met("df", found.degrees_of_freedom)
    expected.met("logit_lcl", found.interval.lower)
    expected.met("logit_ucl", found.interval.upper)
    expected.met("total", found.total)
    expected.met("total_se", found.total_se)
    answer("survey", "wave1/stratified_no_fpc").met("se", found.se_unlimited)


def test_a_single_answer_of_a_region_is_refused():
    message = "One unit of 3 answered in G, which has no variance. Merge it with another"
    with pytest.raises(SeriesError, match=re.escape(message)):
        stratified_share(strata_of_wave(2))


def test_a_single_answer_gives_the_share_of_r_without_an_interval(answer):
    found = stratified_share(strata_of_wave(2), single="undefined")
    expected = answer("survey", "wave2/stratified_lonely_remove")  # no rule changes the share
    expected.met("p", found.share)
    expected.met("total", found.total)
    assert math.isnan(found.se)
    assert math.isnan(found.interval.lower)
    assert math.isnan(found.design_effect)
    assert found.reason == LoneAnswer()


def test_an_empty_region_is_refused():
    regions = [*REGIONS, Stratum("Antarctica", 0, 0, 4)]
    with pytest.raises(SeriesError, match=re.escape("Nobody answered in Antarctica. Merge it")):
        stratified_share(regions)


def test_strata_that_answered_in_full_have_no_interval_but_the_point():
    found = stratified_share([Stratum("A", 2, 3, 3), Stratum("B", 1, 1, 1)])
    assert (found.share, found.se, limits(found.interval)) == (0.75, 0, (0.75, 0.75))
    assert math.isnan(found.se_unlimited)
    assert found.reason is None


def test_regions_of_one_voice_each_have_no_interval():
    # The formula gives the variance 0 though 14 of 20 units did not answer.
    found = stratified_share([Stratum("A", 3, 3, 10), Stratum("B", 0, 3, 10)])
    assert (found.share, found.se, math.isnan(found.interval.lower)) == (0.5, 0, True)
    assert found.reason == NoDifference()
    assert limits(found.bounds) == pytest.approx((0.15, 0.85))


@QUICK
@given(strata())
def test_share_and_interval_lie_where_they_must(these):
    found = stratified_share(these)
    assert found.bounds.lower <= found.share + 1e-12
    assert found.share <= found.bounds.upper + 1e-12
    if not found.reason:
        assert 0 <= found.interval.lower <= found.share + 1e-12
        assert found.share - 1e-12 <= found.interval.upper <= 1


@QUICK
@given(strata())
def test_no_instead_of_yes_mirrors_the_interval(these):
    turned = [Stratum(s.name, s.n_answers - s.n_yes, s.n_answers, s.n_frame) for s in these]
    found, mirrored = stratified_share(these), stratified_share(turned)
    assert mirrored.share == pytest.approx(1 - found.share)
    assert mirrored.se == pytest.approx(found.se)
    expected = (1 - found.interval.upper, 1 - found.interval.lower)
    assert limits(mirrored.interval) == pytest.approx(expected, nan_ok=True)


@QUICK
@given(strata())
def test_the_order_of_strata_does_not_matter(these):
    found, other = stratified_share(these), stratified_share(these[::-1])
    assert (other.share, other.se) == pytest.approx((found.share, found.se))


def test_one_stratum_is_a_simple_random_sample():
    # svymean of R survey 4.1.1 without strata and with fpc: 0.0378394742988513.
    found = stratified_share([Stratum("all", 53, 94, 205)])
    assert found.se == pytest.approx(0.0378394742988513, abs=1e-12)
    assert (found.design_effect, found.kish_n) == pytest.approx((1, 94))


def test_counts_that_do_not_fit_are_refused_with_their_stratum():
    with pytest.raises(SeriesError, match=re.escape("Stratum Asia: Of 12 answers 13 are yes.")):
        Stratum("Asia", 13, 12, 24)


@pytest.mark.parametrize(
    ("these", "message"),
    [
        ([], "There are no strata. Give all of the frame."),
        ([REGIONS[0], REGIONS[0]], "Stratum Africa occurs more than once. Give each once."),
    ],
)
def test_strata_that_make_no_frame_are_refused(these, message):
    with pytest.raises(SeriesError, match=re.escape(message)):
        stratified_share(these)


def test_a_rule_that_is_not_known_is_refused():
    message = "The rule is 'adjust'. Give refuse or undefined."
    with pytest.raises(ParameterError, match=re.escape(message)):
        stratified_share(REGIONS, single="adjust")
