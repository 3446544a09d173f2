import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Bounded
from workbench.methods.soil.contamination import (
    contamination_factor,
    contamination_indices,
    degree_scale,
    enrichment_factor,
    geoaccumulation,
    nemerow,
    pollution_load,
    reference_correlations,
    risk_scale,
)

CONTENTS = [3.0, 60.0, 75.0, 240.0]  # Cd, Cu, Pb, Zn
BACKGROUND = [0.5, 20.0, 25.0, 80.0]
TOXIC = [30, 5, 5, 1]


def indices(contents, censored):
    values = np.array(contents)
    bounds = Bounded(np.where(censored, 0.0, values), values)
    return contamination_indices(bounds, BACKGROUND, TOXIC)


def test_all_indices_of_a_sample_are_those_worked_out_by_hand():
    # Factors 6, 3, 3, 3: PLI is the fourth root of 162, Nemerow the root of (36 + 14.0625) / 2.
    found = indices([CONTENTS], [[False] * 4])
    assert found.factors.lower[0] == pytest.approx([6, 3, 3, 3], abs=1e-12)
    assert found.geoaccumulation.lower[0] == pytest.approx([2, 1, 1, 1], abs=1e-12)
    assert found.degree.lower == pytest.approx([15.0])
    assert found.mean_degree.lower == pytest.approx([3.75])
    assert found.pollution_load.lower == pytest.approx([162**0.25], rel=1e-12)
    assert found.nemerow.lower == pytest.approx([np.sqrt((36 + 14.0625) / 2)], rel=1e-12)
    assert found.risk_factors.lower[0] == pytest.approx([180, 15, 15, 3])
    assert found.risk_index.lower == pytest.approx([213.0])
    assert found.risk_index.known.all()


def test_a_sample_like_the_background_is_the_baseline_of_every_index():
    found = indices([BACKGROUND], [[False] * 4])
    assert found.geoaccumulation.upper[0] == pytest.approx([-np.log2(1.5)] * 4, rel=1e-12)
    for index in (found.pollution_load, found.nemerow, found.mean_degree):
        assert index.upper == pytest.approx([1.0])
    assert found.risk_index.upper == pytest.approx([41.0])  # sum of the toxic responses


def test_a_non_detect_gives_bounds_and_no_infinity():
    found = indices([[0.5, 20.0, 25.0, 80.0]], [[True, False, False, False]])
    assert (found.pollution_load.lower[0], found.pollution_load.upper[0]) == (0.0, 1.0)
    assert (found.degree.lower[0], found.degree.upper[0]) == (3.0, 4.0)
    assert np.isnan(found.geoaccumulation.lower[0, 0])
    assert found.geoaccumulation.upper[0, 0] == pytest.approx(-np.log2(1.5))
    assert not np.isinf(found.geoaccumulation.lower).any()
    assert found.factors.known[0].tolist() == [False, True, True, True]


def test_a_substance_that_was_not_measured_leaves_no_index_of_the_sample():
    found = indices([[np.nan, 20.0, 25.0, 80.0], CONTENTS], [[False] * 4] * 2)
    for index in (found.pollution_load, found.nemerow, found.degree, found.risk_index):
        assert index.measured.tolist() == [False, True]


def test_a_zero_has_no_logarithm():
    assert np.isnan(geoaccumulation([0.0], [0.5])).all()


def test_the_order_of_substances_and_the_unit_change_nothing():
    factors = contamination_factor(np.array(CONTENTS) * 1000, np.array(BACKGROUND) * 1000)
    assert factors == pytest.approx(contamination_factor(CONTENTS, BACKGROUND))
    assert pollution_load(factors[::-1]) == pytest.approx(pollution_load(factors))
    assert nemerow(factors[::-1]) == pytest.approx(nemerow(factors))


def test_enrichment_divides_by_the_reference_element_of_both():
    # (80 / 60 000) / (20 / 80 000) = 16 / 3
    found = enrichment_factor([[80.0]], [60_000.0], [20.0], 80_000.0)
    assert found == pytest.approx(np.array([[16 / 3]]), rel=1e-12)
    with pytest.raises(SeriesError, match="reference element is not above 0"):
        enrichment_factor([[80.0]], [0.0], [20.0], 80_000.0)


def test_limits_scale_with_the_substances_of_the_index():
    assert [limit * degree_scale(4) for limit in (8, 16, 32)] == [4, 8, 16]  # n, 2 n, 4 n
    assert [limit * degree_scale(6) for limit in (8, 16, 32)] == [6, 12, 24]  # encyclopedia.pub
    assert risk_scale([40, 40, 30, 10, 5, 5, 2, 1]) == 1.0  # Hakanson's eight


def test_a_background_of_zero_is_refused():
    with pytest.raises(SeriesError, match="A background is not above 0"):
        contamination_factor([1.0], [0.0])


def test_a_reference_element_that_rises_with_contamination_is_seen():
    found = reference_correlations([1, 2, 3, 4], [[1, 9, 5], [2, 7, 5], [3, 5, 5], [4, 4, 5]])
    assert found[:2] == pytest.approx([1, -1])
    assert np.isnan(found[2])
