import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.rates.rate_data import rate_data
from workbench.methods.rates.rate_models import poisson, quasi_poisson
from workbench.methods.spatial.eigenvector_filter import filtered_poisson, moran_patterns
from workbench.methods.spatial.moran import moran
from workbench.methods.spatial.neighbours import neighbours


@pytest.fixture(scope="module")
def patterns(squares):
    return moran_patterns(squares)


def test_patterns_are_orthogonal_centred_and_have_their_likeness(squares, patterns):
    vectors = patterns.vectors
    assert vectors.T @ vectors == pytest.approx(np.eye(vectors.shape[1]), abs=1e-10)
    assert vectors.sum(axis=0) == pytest.approx(0, abs=1e-10)
    likeness = [moran(vector, squares, style="B").index for vector in vectors.T]
    assert np.array(likeness) / likeness[0] == pytest.approx(patterns.shares)
    assert (np.diff(patterns.shares) <= 1e-9).all()
    assert patterns.shares[-1] >= 0.25 - 1e-6


def test_vectors_of_a_symmetric_map_are_taken_together(patterns):
    # A square is the same turned by 90 degrees: waves from west to east and from south to north.
    assert [*patterns.columns(0)] == [0, 1]
    columns = [place for i in range(len(patterns.starts)) for place in patterns.columns(i)]
    assert columns == list(range(patterns.vectors.shape[1]))


def test_the_choice_does_not_depend_on_how_vectors_of_one_pattern_are_turned(adjusted, patterns):
    vectors = patterns.vectors.copy()
    vectors[:, :2] = vectors[:, :2] @ np.array([[0.6, -0.8], [0.8, 0.6]])
    turned = type(patterns)(patterns.areas, vectors, patterns.shares, patterns.starts)
    plain, other = filtered_poisson(adjusted, patterns), filtered_poisson(adjusted, turned)
    assert other.chosen == plain.chosen
    assert other.fit.estimates[:4] == pytest.approx(plain.fit.estimates[:4], rel=1e-6)


def test_the_filter_takes_the_likeness_out(adjusted, patterns):
    found = filtered_poisson(adjusted, patterns, start=poisson(adjusted))
    assert found.before.z > 5
    assert found.after.p_value > 0.10
    assert 0 < len(found.chosen) < 15
    assert found.fit.data.names[:4] == adjusted.names
    assert found.fit.dispersion < poisson(adjusted).dispersion


def test_the_limits_widen_with_the_filter(adjusted, patterns):
    fit = filtered_poisson(adjusted, patterns).fit
    found = quasi_poisson(fit.data, start=fit).coefficient("x")
    assert found.standard_error > 1.2 * poisson(adjusted).coefficient("x").standard_error
    assert found.lower < found.estimate < 0.18


def test_without_likeness_one_map_in_ten_is_filtered(adjusted, patterns):
    # The law of its stopping rule: p at most 0.10. Of 60 maps 6 are awaited, and 13 are too many.
    random, n_filtered = np.random.default_rng(3), 0
    for _ in range(60):
        counts = random.poisson(adjusted.expected).astype(float)
        data = rate_data(counts, adjusted.expected, {"x": adjusted.design[:, 1]})
        found = filtered_poisson(data, patterns)
        n_filtered += found.chosen != ()
        assert found.chosen or found.after == found.before
    assert 0 < n_filtered < 13


def test_what_does_not_fit_is_refused(patterns):
    with pytest.raises(SeriesError, match=re.escape("No areas are neighbours.")):
        moran_patterns(neighbours("ABC", []))
    few = rate_data([1, 2, 3], [1, 1, 1], {})
    with pytest.raises(SeriesError, match=re.escape("The patterns are of 144 areas, the counts")):
        filtered_poisson(few, patterns)
