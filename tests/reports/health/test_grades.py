"""Each rule of the grades, once just met and once just missed."""

import math
from dataclasses import replace

import pytest
from workbench.reports.health.grades import Evidence, Interval, grade

from workbench.reports.health import grades

SEEN = Interval(0.14, 0.09, 0.19)
UNSEEN = Interval(0.03, -0.02, 0.08)
BELOW = Interval(-0.14, -0.19, -0.09)
NONE = Interval(math.nan, math.nan, math.nan)
ALL_SEEN = Evidence(
    crude=Interval(0.3, 0.27, 0.33),
    poisson=SEEN,
    quasi=SEEN,
    negative_binomial=SEEN,
    spatial=SEEN,
    control=UNSEEN,
    q=0.01,
    false_discovery_rate=0.05,
    timing=grades.PRECEDES,
)


@pytest.mark.parametrize(
    ("changed", "name", "reason"),
    [
        ({}, grades.CONSISTENT, "all upper rungs"),
        ({"spatial": UNSEEN}, grades.SENSITIVE, "spatial rung"),
        ({"spatial": BELOW}, grades.SENSITIVE, "spatial rung"),
        ({"quasi": UNSEEN}, grades.CRUDE_ONLY, "overdispersion"),
        ({"negative_binomial": UNSEEN}, grades.CRUDE_ONLY, "overdispersion"),
        ({"negative_binomial": NONE}, grades.CONSISTENT, "all upper rungs"),
        ({"control": SEEN}, grades.CRUDE_ONLY, "negative control"),
        ({"control": SEEN, "spatial": UNSEEN}, grades.CRUDE_ONLY, "negative control"),
        ({"control": None}, grades.NOT_ASSESSABLE, "no negative control"),
        ({"control": None, "spatial": UNSEEN}, grades.SENSITIVE, "spatial rung"),
        ({"spatial": NONE}, grades.NOT_ASSESSABLE, "too few neighbours"),
        ({"crude": Interval(-0.03, -0.05, -0.01)}, grades.CRUDE_ONLY, "changes sides"),
        ({"undone_by": ("without the area A1",)}, grades.NOT_ASSESSABLE, "without the area A1"),
        ({"q": 0.06}, grades.NOT_DETECTED, "number of tests"),
        ({"timing": grades.NOT_ESTABLISHED}, grades.NOT_ASSESSABLE, "not established"),
        ({"timing": grades.AFTER}, grades.NOT_ASSESSABLE, "after the outcome"),
        ({"poisson": UNSEEN, "crude": UNSEEN}, grades.NOT_DETECTED, "not every rung"),
        ({"obstacle": "24 areas, of 30 that are needed"}, grades.NOT_ASSESSABLE, "24 areas"),
        ({"quasi": NONE}, grades.NOT_ASSESSABLE, "could not be fitted"),
    ],
)
def test_the_weakest_rung_that_can_be_defended_decides(changed, name, reason):
    found = grade(replace(ALL_SEEN, **changed))
    assert found.name == name
    assert reason in found.reason


def test_fewer_cases_are_judged_by_what_the_exposure_is():
    mirrored = {
        rung: Interval(-one.estimate, -one.upper, -one.lower)
        for rung, one in vars(ALL_SEEN).items()
        if isinstance(one, Interval)
    }
    fewer = replace(ALL_SEEN, **mirrored)
    assert grade(fewer).name == grades.CRUDE_ONLY
    assert grade(replace(fewer, more_expected=False)).name == grades.CONSISTENT


def test_an_interval_that_ends_at_one_does_not_exclude_it():
    assert not Interval(0.1, 0.0, 0.2).excludes_one
    assert not Interval(-0.1, -0.2, 0.0).excludes_one


def test_every_grade_has_its_words():
    assert list(grades.WORDS) == [
        "A consistent",
        "B sensitive",
        "C crude only",
        "D not detected",
        "X not assessable",
    ]
