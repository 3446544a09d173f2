import re

import numpy as np
import pytest

from workbench.errors import ParameterError, SeriesError
from workbench.methods.soil.site_profile import contamination_score, profile

EQUAL = {"physical": 0.25, "chemical": 0.25, "biological": 0.25, "contamination": 0.25}


def test_contamination_has_the_limits_of_hakanson_as_its_points():
    assert contamination_score([1.0, 3.0, 6.0]).tolist() == [1.0, 0.5, 0.0]
    assert np.isnan(contamination_score([np.nan])).all()
    with pytest.raises(SeriesError, match="below 0"):
        contamination_score([-1.0])


def test_what_is_missing_is_in_no_mean_and_in_the_completeness():
    found = profile([[0.8, 0.6, np.nan, 0.1], [np.nan] * 4], EQUAL, 0.7)
    assert found.index[0] == pytest.approx((0.8 + 0.6 + 0.1) / 3)
    assert found.completeness.tolist() == [0.75, 0.0]
    assert (found.weakest.tolist(), found.lowest[0]) == ([3, -1], 0.1)
    assert np.isnan(found.index[1])
    assert np.isnan(found.lowest[1])


def test_too_little_has_no_index_but_its_weakest_domain():
    found = profile([[0.8, np.nan, np.nan, 0.1]], EQUAL, 0.7)
    assert np.isnan(found.index[0])
    assert found.weakest.tolist() == [3]


def test_weights_count():
    weights = {"physical": 0.1, "contamination": 0.9}
    assert profile([[1.0, 0.0]], weights, 1.0).index.tolist() == [0.1]


def test_a_site_more_changes_no_score():
    one = profile([[0.2, 0.4, 0.6, 0.8]], EQUAL, 1.0).index[0]
    assert profile([[0.2, 0.4, 0.6, 0.8], [0.0] * 4], EQUAL, 1.0).index[0] == one


@pytest.mark.parametrize(
    ("scores", "weights", "least", "message"),
    [
        ([[1.0]], {"physical": 0.5}, 0.5, "add up"),
        ([[1.0]], {"physical": 1.0}, 0.0, "Give a share"),
        ([[1.0, 1.0]], {"physical": 1.0}, 0.5, "Give a column for each"),
    ],
)
def test_what_makes_no_profile_is_refused(scores, weights, least, message):
    with pytest.raises((ParameterError, SeriesError), match=re.escape(message)):
        profile(scores, weights, least)
