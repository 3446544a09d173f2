import re

import numpy as np
import pytest

from workbench.errors import ParameterError, SeriesError
from workbench.methods.soil.aggregation import (
    AGGREGATIONS,
    aggregate,
    check_weights,
    completeness,
    weakest,
)

SCORES = [0.2, 0.9, 0.8, 0.5]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("arithmetic", 0.6),
        ("geometric", (0.2 * 0.9 * 0.8 * 0.5) ** 0.25),
        ("harmonic", 4 / (1 / 0.2 + 1 / 0.9 + 1 / 0.8 + 1 / 0.5)),
        ("minimum", 0.2),
        # OBIC: weights 1 / (score + 0.2), so 2.5, 0.909, 1 and 1.429
        ("obic", (0.5 + 0.9 / 1.1 + 0.8 + 0.5 / 0.7) / (2.5 + 1 / 1.1 + 1 + 1 / 0.7)),
    ],
)
def test_each_mean_is_the_one_worked_out_by_hand(method, expected):
    assert float(aggregate(SCORES, method=method)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("method", AGGREGATIONS)
def test_equal_scores_have_that_mean_whatever_the_weights(method):
    assert float(aggregate([0.4] * 3, [0.2, 0.3, 0.5], method=method)) == pytest.approx(0.4)


def test_the_means_are_in_their_order():
    in_order = [
        float(aggregate(SCORES, method=one)) for one in ("minimum", "harmonic", "geometric")
    ]
    assert in_order == sorted(in_order)
    assert in_order[-1] < float(aggregate(SCORES))


def test_a_missing_score_takes_its_weight_with_it_and_shows_in_completeness():
    scores, weights = [0.2, np.nan, 0.8], [0.25, 0.5, 0.25]
    assert float(aggregate(scores, weights)) == pytest.approx(0.5)
    assert float(completeness(scores, weights)) == 0.5
    assert np.isnan(aggregate([np.nan, np.nan]))


def test_a_score_of_0_makes_geometric_and_harmonic_0():
    assert float(aggregate([0.0, 1.0], method="geometric")) == 0
    assert float(aggregate([0.0, 1.0], method="harmonic")) == 0
    assert float(aggregate([0.0, 1.0], [0.0, 1.0], method="geometric")) == 1


def test_many_samples_and_weights_are_done_at_once():
    scores = np.array([SCORES, SCORES[::-1]])
    weights = np.array([[0.7, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.7]])
    assert aggregate(scores, weights) == pytest.approx([0.36, 0.36])


def test_the_weakest_is_the_lowest_with_a_weight():
    lowest, place = weakest([[0.1, 0.5, 0.3], [np.nan] * 3], [0.0, 0.5, 0.5])
    assert (lowest[0], place[0]) == (0.3, 2)
    assert np.isnan(lowest[1])


def test_what_does_not_fit_is_refused():
    with pytest.raises(ParameterError, match=re.escape("Unknown aggregation 'median'. Known are")):
        aggregate(SCORES, method="median")
    with pytest.raises(SeriesError, match="A score is outside 0 to 1"):
        aggregate([60.0, 20.0])
    with pytest.raises(SeriesError, match="4 indicators and 2 weights"):
        aggregate(SCORES, [0.5, 0.5])
    with pytest.raises(ParameterError, match=re.escape("add up to 0.9. Give weights that")):
        check_weights({"BD": 0.4, "AGG": 0.5}, "physical indicators")
