"""Each rule of the grades, once just met and once just missed."""

import math
from dataclasses import replace

import pytest

from workbench.methods.rates import grades
from workbench.methods.rates.grades import RatioEvidence, grade
from workbench.methods.rates.rate_models import LogRatio
from workbench.reports.health.basis.questions import FewAreas
from workbench.reports.health.basis.refits import WithoutArea
from workbench.reports.health.tests import BY_GRADE
from workbench.words.wording import words_of

SEEN = LogRatio(0.14, 0.09, 0.19)
UNSEEN = LogRatio(0.03, -0.02, 0.08)
BELOW = LogRatio(-0.14, -0.19, -0.09)
NONE = LogRatio(math.nan, math.nan, math.nan)
ALL_SEEN = RatioEvidence(
    crude=LogRatio(0.3, 0.27, 0.33),
    poisson=SEEN,
    quasi=SEEN,
    negative_binomial=SEEN,
    spatial=SEEN,
    control=UNSEEN,
    q=0.01,
    false_discovery_rate=0.05,
    timing=grades.PRECEDES,
    reliability=1.0,
)


@pytest.mark.parametrize(
    ("changed", "name", "reason"),
    [
        ({}, grades.CONSISTENT, "all adjusted models"),
        ({"spatial": UNSEEN}, grades.SENSITIVE, "spatial model"),
        ({"spatial": BELOW}, grades.SENSITIVE, "spatial model"),
        ({"quasi": UNSEEN}, grades.NOT_DETECTED, "overdispersion"),
        ({"negative_binomial": UNSEEN}, grades.NOT_DETECTED, "overdispersion"),
        ({"quasi": UNSEEN, "poisson": UNSEEN}, grades.CRUDE_ONLY, "crude model"),
        ({"standardised": False}, grades.NOT_ASSESSABLE, "age and sex are not both adjusted for"),
        ({"missing": ("smoking",)}, grades.NOT_ASSESSABLE, "named as confounders: smoking"),
        ({"control_like": False}, grades.NOT_ASSESSABLE, "so it says nothing about confounding"),
        ({"control_like": False, "control": SEEN}, grades.CRUDE_ONLY, "negative control"),
        ({"unlike": grades.UnlikeOthers(area="A7")}, grades.NOT_ASSESSABLE, "the area A7"),
        (
            {"spatial": LogRatio(0.74 * SEEN.estimate, 0.01, 0.3)},
            grades.SENSITIVE,
            "leaves less than 75\u00a0% of it",
        ),
        (
            {"quasi": LogRatio(0.16, 0.1, 0.2), "spatial": LogRatio(0.12, 0.01, 0.3)},
            grades.CONSISTENT,
            "all adjusted models",
        ),
        (
            {"spatial": LogRatio(0.76 * SEEN.estimate, 0.01, 0.3)},
            grades.CONSISTENT,
            "all adjusted models",
        ),
        ({"reliability": 0.5}, grades.SENSITIVE, "halved the association"),
        ({"reliability": 0.51}, grades.CONSISTENT, "all adjusted models"),
        ({"headline": UNSEEN}, grades.SENSITIVE, "after correction for error"),
        ({"headline": SEEN}, grades.CONSISTENT, "all adjusted models"),
        ({"negative_binomial": NONE}, grades.CONSISTENT, "all adjusted models"),
        ({"control": SEEN}, grades.CRUDE_ONLY, "negative control"),
        ({"control": SEEN, "spatial": UNSEEN}, grades.CRUDE_ONLY, "negative control"),
        ({"control": None}, grades.NOT_ASSESSABLE, "no negative control"),
        ({"control": None, "spatial": UNSEEN}, grades.SENSITIVE, "spatial model"),
        ({"spatial": NONE}, grades.NOT_ASSESSABLE, "too few neighbours"),
        ({"crude": LogRatio(-0.03, -0.05, -0.01)}, grades.CRUDE_ONLY, "changes direction"),
        ({"undone_by": (WithoutArea(area="A1"),)}, grades.NOT_ASSESSABLE, "without the area A1"),
        ({"q": 0.05}, grades.CONSISTENT, "all adjusted models"),
        ({"crude": LogRatio(0.0, -0.05, 0.05)}, grades.CRUDE_ONLY, "changes direction"),
        ({"q": 0.06}, grades.NOT_DETECTED, "number of tests"),
        ({"timing": grades.NOT_ESTABLISHED}, grades.NOT_ASSESSABLE, "not established"),
        ({"timing": grades.AFTER}, grades.NOT_ASSESSABLE, "after the outcome"),
        (
            {"poisson": UNSEEN, "crude": UNSEEN},
            grades.NOT_DETECTED,
            "at least one fully",
        ),
        ({"obstacle": FewAreas(n_areas=24, needed=30)}, grades.NOT_ASSESSABLE, "24 areas"),
        ({"quasi": NONE}, grades.NOT_ASSESSABLE, "could not be fitted"),
    ],
)
def test_the_weakest_model_that_can_be_defended_decides(changed, name, reason):
    found = grade(replace(ALL_SEEN, **changed))
    assert found.name == name
    assert reason in "; ".join(words_of().phrase(one) for one in found.reasons)


def test_fewer_cases_are_judged_by_what_the_exposure_is():
    mirrored = {
        model: LogRatio(-one.estimate, -one.upper, -one.lower)
        for model, one in vars(ALL_SEEN).items()
        if isinstance(one, LogRatio)
    }
    fewer = replace(ALL_SEEN, **mirrored)
    assert grade(fewer).name == grades.CRUDE_ONLY
    assert grade(replace(fewer, more_expected=False)).name == grades.CONSISTENT


def test_an_interval_that_ends_at_one_does_not_exclude_it():
    assert not LogRatio(0.1, 0.0, 0.2).excludes_one
    assert not LogRatio(-0.1, -0.2, 0.0).excludes_one


def test_every_grade_has_its_words():
    named = [words_of().code("grade", one) for one in (*BY_GRADE, grades.CONSISTENT)]
    assert sorted(named) == [
        "A consistent",
        "B sensitive",
        "C crude only",
        "D not detected",
        "X not assessable",
    ]
