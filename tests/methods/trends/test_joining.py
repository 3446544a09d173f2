import numpy as np
import pytest

from workbench.methods.trends.joining import step_test


def series(step, n_sites=20, scatter=0.05, seed=1):
    """Six rounds of the same sites; the other method measured the last three."""
    rng = np.random.default_rng(seed)
    site, at = np.meshgrid(np.arange(n_sites), np.arange(6), indexing="ij")
    is_other = at >= 3
    logs = rng.normal(0, 1, n_sites)[site] - 0.02 * at + step * is_other
    values = np.exp(logs + rng.normal(0, scatter, logs.shape))
    return site.ravel(), 2000.0 + at.ravel(), values.ravel(), is_other.ravel()


def test_a_step_is_told_from_a_trend():
    found = step_test(*series(0.3))
    assert found.step == pytest.approx(0.3, abs=0.03)
    assert found.lower < 0.3 < found.upper


@pytest.mark.parametrize(
    ("step", "scatter", "is_none"), [(0.0, 0.05, True), (0.2, 0.05, False), (0.0, 2.0, False)]
)
def test_methods_may_be_joined_where_a_large_step_is_excluded(step, scatter, is_none):
    """Not where no step is seen: with much scatter none ever is."""
    assert step_test(*series(step, scatter=scatter)).is_none is is_none


def test_sites_of_one_method_tell_no_step():
    site, years, values, is_other = series(0.0)
    assert step_test(site + 100 * is_other, years, values, is_other) is None


def test_two_rounds_cannot_tell_step_and_slope_apart():
    site, years, values, is_other = series(0.0)
    kept = (years == 2002) | (years == 2003)
    assert step_test(site[kept], years[kept], values[kept], is_other[kept]) is None
