"""Which of a country's thresholds come first: those that are furthest from the others'."""

from math import log

from workbench.reports.gaps.basis.scopes import Scope
from workbench.reports.gaps.thresholds.rows import comparison

OTHERS = ("AUS", "CAN", "CHN", "DNK", "SWE")
WORLD = Scope("WORLD", {"R-EUROPE": ("ROU",), "R-ASIA": OTHERS})


def test_values_furthest_from_the_median_of_the_others_come_first():
    found = comparison((WORLD,), "ROU")
    apart = [None if one.ratio is None else abs(log(one.ratio)) for one in found.values()]
    known = [distance for distance in apart if distance is not None]
    assert len(set(known)) > 5
    assert known == sorted(known, reverse=True)
    assert apart[: len(known)] == known  # those without another value come last


def test_the_order_is_that_of_all_countries_and_not_of_the_region():
    near = Scope("R-EUROPE", {"R-EUROPE": ("ROU", "SWE", "DNK")})
    of_world = [name for name in comparison((near, WORLD), "ROU") if name.endswith("@WORLD")]
    assert of_world == list(comparison((WORLD,), "ROU"))
