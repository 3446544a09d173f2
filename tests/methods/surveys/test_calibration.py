import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.errors import ParameterError, SeriesError
from workbench.methods.surveys.calibration import Grouping, poststratified_share, raked_share
from workbench.methods.surveys.shares import NoDifference, Stratum, stratified_share

TABLE = Path(__file__).parents[2] / "reference" / "survey_countries.csv"
REGIONS = {  # invented answers of the regions of the Global Soil Partnership: yes, answers, units
    "Africa": (6, 19, 47),
    "Asia": (7, 12, 24),
    "Eurasia": (4, 7, 13),
    "Europe": (22, 25, 42),
    "Latin America and the Caribbean": (6, 14, 33),
    "Near East and North Africa": (4, 9, 20),
    "North America": (2, 2, 2),
    "Pacific": (2, 6, 24),
}
EIGHT = [i < yes for yes, n, _ in REGIONS.values() for i in range(n)]
REGION = Grouping(
    "region",
    [name for name, (_, n, _) in REGIONS.items() for _ in range(n)],
    {name: size for name, (_, _, size) in REGIONS.items()},
)
INCOME = Grouping(
    "income",
    [("low", "mid", "high")[7 * i % 3] for i in range(1, 95)],
    {"high": 60, "low": 75, "mid": 70},
)
WHOLE = Grouping("frame", ["all"] * 94, {"all": 205})


@pytest.fixture
def wave():
    """Countries that answered in the first wave: their answers, regions and income groups."""
    rows = pd.read_csv(TABLE)
    answered = rows[rows["responded_w1"] == 1]
    groupings = [
        Grouping(name, answered[name].tolist(), rows[name].value_counts().to_dict())
        for name in ("region", "income")
    ]
    return answered["thresholds_w1"].eq(1).tolist(), *groupings, answered["country_id"]


def test_poststratified_countries_meet_r(wave, answer):
    yes, region, income, _ = wave
    expected = answer("survey", "wave1/poststratified_income")
    found = poststratified_share(yes, region, income)
    expected.met("p", found.share)
    expected.met("se", found.se)
    expected.met("logit_lcl", found.interval.lower)
    expected.met("logit_ucl", found.interval.upper)
    expected.met("min_weight", found.weights.min())
    expected.met("max_weight", found.weights.max())


def test_raked_countries_meet_r(wave, answer):
    yes, region, income, countries = wave
    expected = answer("survey", "wave1/raked_region_income")
    found = raked_share(yes, region, [region, income])
    expected.met("p", found.share)
    weights = dict(zip(countries, found.weights, strict=True))
    expected.met("weights_by_country", [weights[c] for c in expected["weights_by_country"]])


def test_a_sample_poststratified_to_regions_meets_r():
    # postStratify of R survey 4.1.1 on svydesign(fpc=~N).
    found = poststratified_share(EIGHT, WHOLE, REGION)
    assert found.share == pytest.approx(0.518353281577928, abs=1e-12)
    assert found.se == pytest.approx(0.0363582303825466, abs=1e-12)


def test_a_sample_raked_to_region_and_income_meets_r():
    # rake of R survey 4.1.1, and iterative proportional fitting in Python.
    found = raked_share(EIGHT, WHOLE, [REGION, INCOME])
    assert found.share == pytest.approx(0.518715866851408, abs=1e-9)
    limits = found.weights.min(), found.weights.max()
    assert limits == pytest.approx((0.942311779548856, 4.49173341962324), abs=1e-6)


def test_groups_that_are_the_strata_change_nothing():
    found = poststratified_share(EIGHT, REGION, REGION)
    expected = stratified_share([Stratum(name, *counts) for name, counts in REGIONS.items()])
    assert (found.share, found.se) == pytest.approx((expected.share, expected.se))
    assert found.interval.upper == pytest.approx(expected.interval.upper)
    assert raked_share(EIGHT, WHOLE, [REGION]).share == pytest.approx(expected.share)


def test_weights_give_every_group_its_size():
    found = raked_share(EIGHT, REGION, [REGION, INCOME])
    for grouping in (REGION, INCOME):
        sums = pd.Series(found.weights).groupby(np.array(grouping.labels)).sum()
        assert sums.to_dict() == pytest.approx(grouping.frame)


def test_no_instead_of_yes_mirrors_the_interval():
    found = poststratified_share(EIGHT, REGION, INCOME)
    turned = poststratified_share([not answer for answer in EIGHT], REGION, INCOME)
    assert (turned.share, turned.se) == pytest.approx((1 - found.share, found.se))
    assert turned.interval.lower == pytest.approx(1 - found.interval.upper)
    assert 0 < found.interval.lower < found.share < found.interval.upper < 1


def test_a_frame_that_answered_in_full_has_no_interval_but_the_point():
    whole, halves = Grouping("frame", "aaa", {"a": 3}), Grouping("half", "xyy", {"x": 1, "y": 2})
    found = poststratified_share([True, False, True], whole, halves)
    assert (found.share, found.se) == (pytest.approx(2 / 3), 0)
    assert found.interval.lower == found.interval.upper == found.share


def test_groups_of_one_voice_each_have_no_interval():
    whole, halves = Grouping("frame", "aaaa", {"a": 9}), Grouping("half", "xxyy", {"x": 4, "y": 5})
    found = poststratified_share([True, True, False, False], whole, halves)
    assert (found.share, math.isnan(found.interval.lower)) == (pytest.approx(4 / 9), True)
    assert found.reason == NoDifference()


def test_a_stratum_of_a_single_unit_adds_no_variance():
    strata, groups = Grouping("region", "aab", {"a": 4, "b": 1}), Grouping("g", "xxx", {"x": 5})
    found = poststratified_share([True, False, True], strata, groups)
    # Weights 2, 2, 1: a share of 0.6, and (1 - 2/4) * 2 * 0.5 * (2/5)² of variance by hand.
    assert (found.share, found.se**2) == pytest.approx((0.6, 0.08))


def test_a_single_answer_of_a_stratum_is_refused():
    strata, groups = Grouping("region", "aab", {"a": 4, "b": 2}), Grouping("g", "xxx", {"x": 6})
    message = "region b: one answer of 2 units has no variance. Merge it with another."
    with pytest.raises(SeriesError, match=re.escape(message)):
        poststratified_share([True, False, True], strata, groups)


def test_sizes_that_cannot_hold_together_are_refused():
    # Who answered in a is x, and in b is y: 3 of a cannot be 2 of x.
    one, other = Grouping("one", "ab", {"a": 3, "b": 2}), Grouping("other", "xy", {"x": 2, "y": 3})
    message = "No weights give all groups of one, other their size in the frame."
    with pytest.raises(SeriesError, match=re.escape(message)):
        raked_share([True, False], one, [one, other])


@pytest.mark.parametrize(
    ("labels", "frame", "message"),
    [
        ("xx", {"x": 3, "y": 3}, "Not both answers and a size in the frame: half y."),
        ("xz", {"x": 6}, "Not both answers and a size in the frame: half z."),
        ("xxx", {"x": 6}, "There are 2 answers and 3 of half. Give both."),
        ("xx", {"x": 1}, "half x: 2 answers of 1 units."),
        ("xx", {"x": 7}, "The frames add up to different sizes: frame 6, half 7."),
    ],
)
def test_groups_that_do_not_fit_are_refused(labels, frame, message):
    whole, half = Grouping("frame", "aa", {"a": 6}), Grouping("half", labels, frame)
    with pytest.raises(SeriesError, match=re.escape(message)):
        poststratified_share([True, False], whole, half)
    with pytest.raises(SeriesError, match=re.escape(message)):
        raked_share([True, False], whole, [half])


@pytest.mark.parametrize("answer", [None, math.nan, "no"])
def test_an_answer_that_is_neither_is_refused(answer):
    whole = Grouping("frame", "aa", {"a": 6})
    with pytest.raises(SeriesError, match=re.escape(f"An answer is {answer!r}. Give True or")):
        raked_share([True, answer], whole, [whole])


def test_a_confidence_in_percent_is_refused():
    with pytest.raises(ParameterError, match=re.escape("The confidence is 95.")):
        poststratified_share(EIGHT, REGION, INCOME, confidence=95)
