import numpy as np
import pytest

from workbench.methods.rates.rate_data import rate_data
from workbench.methods.rates.separation import is_separated


@pytest.mark.parametrize(
    ("counts", "exposure", "separated"),
    [
        ([0, 0, 0, 3, 5], [0, 0, 0, 1, 1], True),  # all cases where it is 1
        ([4, 2, 1, 0, 0], [0, 0, 0, 1, 1], True),  # none where it is 1
        ([0, 0, 0, 3, 5], [0, 0, 0, 1, 2], False),  # the slope between the last two ends it
        ([0, 0, 1, 3, 5], [0, 0, 0, 1, 1], False),
        ([0, 0, 7, 0, 0], [1, 2, 3, 4, 5], False),  # one area in the middle: flat in between
        ([0, 0, 0, 0, 7], [1, 2, 3, 4, 5], True),
        ([1, 2, 3, 4, 5], [0, 0, 0, 1, 1], False),
    ],
)
def test_a_ratio_without_an_end_is_known_by_the_areas_without_cases(counts, exposure, separated):
    data = rate_data(counts, np.ones(5), {"exposure": exposure})

    assert is_separated(data, "exposure") == separated


def test_a_covariate_that_tells_the_areas_apart_does_not_take_the_exposure_with_it():
    exposure, covariate = [1, 2, 1, 2, 3, 1], [0, 0, 0, 1, 1, 1]
    data = rate_data([0, 0, 0, 3, 5, 2], np.ones(6), {"exposure": exposure, "z": covariate})

    assert is_separated(data, "z")
    assert not is_separated(data, "exposure")
