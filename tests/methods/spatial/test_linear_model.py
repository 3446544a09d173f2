import re

import pytest

from workbench.errors import SeriesError
from workbench.methods.spatial.linear_model import log_ratios, weighted_least_squares

RELATIVE = 1e-5  # that of the records


def test_weighted_least_squares_are_those_of_r(adjusted, answer):
    fit = weighted_least_squares(log_ratios(adjusted), adjusted, adjusted.expected)
    expected = answer("health", "lm_weighted/fit").expected
    for name, row in zip(adjusted.names, expected["coef"], strict=True):
        found = fit.coefficient(name)
        of_r = [row["estimate"], row["se"], row["p"]]
        ours = [found.estimate, found.standard_error, found.p_value]
        assert ours == pytest.approx(of_r, rel=RELATIVE)
    assert fit.sigma == pytest.approx(expected["sigma"], rel=RELATIVE)
    assert fit.r_squared == pytest.approx(expected["r2"], rel=RELATIVE)


def test_weights_that_do_not_fit_are_refused(crude):
    with pytest.raises(SeriesError, match=re.escape("144 responses and 2 weights for 144")):
        weighted_least_squares(log_ratios(crude), crude, [1, 2])
