"""Excess around a source and clusters: by hand, under chance alone, and where one is planted."""

import math
import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.spatial.point_source import distances_km, spatial_scan, stone_test

PLACES = tuple(np.array([(x / 10, y / 10) for y in range(8) for x in range(8)], dtype=float).T)
AWAY = distances_km(*PLACES, (0.0, 0.0))


def test_the_statistic_is_the_greatest_cumulative_ratio():
    found = stone_test([6, 8, 2, 4], [2.0, 4.0, 6.0, 8.0], [1, 2, 3, 4], n_draws=9)
    assert (found.statistic, found.within_km, found.n_areas) == (3.0, 1, 1)
    whole = stone_test([2, 4, 6, 8], [2.0, 4.0, 6.0, 8.0], [1, 2, 3, 4], n_draws=9)
    assert whole.p_value == 1.0


def test_areas_at_the_same_distance_enter_together():
    found = stone_test([9, 0, 3], [3.0, 3.0, 6.0], [1, 1, 2], n_draws=9)
    assert (found.statistic, found.n_areas) == (1.5, 2)


def test_chance_alone_is_called_as_often_as_the_level_says():
    random, expected = np.random.default_rng(3), np.full(64, 8.0)
    p_values = [
        stone_test(random.poisson(expected), expected, AWAY, n_draws=99, seed=seed).p_value
        for seed in range(200)
    ]
    assert 0.01 <= np.mean(np.array(p_values) <= 0.05) <= 0.09


def test_a_planted_excess_near_the_source_is_found():
    expected = np.full(64, 8.0)
    cases = np.random.default_rng(3).poisson(expected * np.where(AWAY < 25, 2.0, 1.0))
    found = stone_test(cases, expected, AWAY)
    assert found.p_value <= 0.01
    assert found.within_km < 40


def test_the_scan_gives_the_planted_circle_and_its_likelihood():
    middle = distances_km(*PLACES, (0.4, 0.4)) < 12
    expected = np.full(64, 10.0)
    cases = np.where(middle, 25.0, 10.0)
    found = spatial_scan(cases, expected, PLACES, n_draws=99)
    assert set(found.members) == set(np.flatnonzero(middle))
    inside, total = float(cases[middle].sum()), float(cases.sum())
    should = total * middle.sum() / 64
    by_hand = inside * math.log(inside / should)
    by_hand += (total - inside) * math.log((total - inside) / (total - should))
    assert found.log_likelihood_ratio == pytest.approx(by_hand)
    assert found.p_value == 0.01


def test_the_scan_holds_its_level():
    random, expected = np.random.default_rng(1), np.full(64, 6.0)
    p_values = [
        spatial_scan(random.poisson(expected), expected, PLACES, n_draws=19, seed=seed).p_value
        for seed in range(60)
    ]
    assert np.mean(np.array(p_values) <= 0.05) <= 0.15


@pytest.mark.parametrize(
    ("cases", "expected", "message"),
    [
        ([0, 0, 0], [1.0, 1, 1], "There is no case"),
        ([1, 1, 1], [1.0, 0, 1], "an area in which none is expected"),
        ([1, 1], [1.0, 1], "Give the same 3 areas or more"),
    ],
)
def test_what_cannot_be_tested_is_refused(cases, expected, message):
    with pytest.raises(SeriesError, match=re.escape(message)):
        stone_test(cases, expected, range(len(cases)))
