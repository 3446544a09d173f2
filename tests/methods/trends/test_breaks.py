import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.trends.breaks import (
    Standing,
    cell_labels,
    check_break,
    depth_labels,
    season_labels,
)
from workbench.methods.trends.evidence import Cap
from workbench.methods.trends.shuffling import Shuffles


def rounds(words, values):
    return np.tile(np.asarray(words), (len(values.sites), 1))


def step(grid, height, n=10, n_sites=8):
    rng = np.random.default_rng(4)
    later = np.arange(n) >= n // 2
    return grid(
        np.exp(height * later + rng.normal(0, 0.1, (n_sites, n)) + np.arange(n_sites)[:, None])
    )


def test_a_steady_fall_stands_without_the_laboratory_of_its_last_round(draw):
    values = draw(15, 8, -0.1)
    found = check_break(values, rounds([0] * 14 + [1], values), Shuffles())
    assert found.standing is Standing.STANDS
    assert found.standing.cap is Cap.NONE
    assert found.first_round == 14


def test_a_step_at_the_change_does_not_stand(grid):
    values = step(grid, 0.4)
    found = check_break(values, rounds([0] * 5 + [1] * 5, values), Shuffles())
    assert found.standing is Standing.COINCIDES
    assert found.standing.cap is Cap.BREAK
    assert found.first_round == 5
    assert found.p_within > 0.05


def test_a_step_that_laboratories_can_make_is_explained(grid):
    values = step(grid, 0.2)
    found = check_break(values, rounds([0] * 5 + [1] * 5, values), Shuffles(), limit=0.4)
    assert found.standing is Standing.EXPLAINED
    assert found.standing.cap is Cap.BREAK_EXPLAINS


def test_a_step_that_no_laboratory_can_make_is_beyond_it(grid):
    values = step(grid, 1.5)
    found = check_break(values, rounds([0] * 5 + [1] * 5, values), Shuffles(), limit=0.4)
    assert found.standing is Standing.BEYOND
    assert found.standing.cap is Cap.BREAK


def test_laboratories_of_different_sites_are_no_break(draw):
    values = draw(8, 4)
    labels = np.tile([[0], [1], [0], [1]], (1, 8))
    assert check_break(values, labels, Shuffles()).standing is Standing.NO_BREAK


def test_another_laboratory_in_every_round_is_allowed_for_by_shuffling(draw):
    values = draw(6, 4)
    assert check_break(values, rounds(range(6), values), Shuffles()).standing is Standing.ABSORBED


def test_serial_correlation_counts_in_the_test_without_the_break(draw):
    values = draw(15, 8, -0.03)
    labels = rounds([0] * 14 + [1], values)
    plain, wider = (check_break(values, labels, Shuffles(), widening=one) for one in (1, 1.8))
    assert wider.p_within > plain.p_within


def test_the_size_without_the_break_is_free_of_its_step(grid):
    values = step(grid, 0.4)
    size = check_break(values, rounds([0] * 5 + [1] * 5, values), Shuffles()).size
    assert size.lower < 0 < size.upper
    assert abs(size.slope) < 0.03


def test_what_is_not_stated_is_a_label_of_its_own(draw):
    values = draw(2, 2)
    sites, at = ["s000", "s000", "s001", "s001"], ["r000", "r001", "r000", "r001"]
    labels = cell_labels(values, sites, at, ["A", "", "A", ""])
    assert (labels[:, 0] != labels[:, 1]).all()


def test_two_laboratories_of_one_round_are_a_label_whatever_their_order(draw):
    values = draw(2, 1)
    labels = cell_labels(
        values, ["s000"] * 4, ["r000", "r000", "r001", "r001"], ["A", "B", "B", "A"]
    )
    assert labels[0, 0] == labels[0, 1]


def test_words_of_another_number_are_refused(draw):
    with pytest.raises(SeriesError, match=re.escape("Give a site, round and word for each of 1")):
        cell_labels(draw(2, 1), ["s000"], ["r000"], ["A", "B"])


def test_december_and_january_are_of_one_season():
    assert season_labels([12, 1, 11]).tolist() == [0, 0, 0]
    assert season_labels([4.5, 10.5, 4.5]).tolist() == [0, 1, 0]


def test_a_depth_that_is_no_longer_stated_is_a_change():
    found = depth_labels(np.array([0, 0, np.nan]), np.array([20, 21, np.nan]))
    assert found.tolist() == [0, 0, -1]


def test_a_moved_upper_end_is_another_depth():
    assert depth_labels(np.array([0.0, 5.0]), np.array([20.0, 20.0])).tolist() == [0, 1]
