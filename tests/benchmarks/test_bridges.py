"""Draws of a change of laboratory whose truth is known, and what is counted in them."""

from benchmarks.bridges import SLOPE, count, drawn


def test_a_known_bridge_gives_back_the_slope():
    found = drawn((10, 8, 1.0), 0.2, 10, SLOPE, 1)
    assert found.size.lower < SLOPE < found.size.upper


def test_shares_are_counted_with_their_error():
    one = count((3, 10, 5.0), 0.2, 5, 20)
    assert one.n_draws == 40
    assert 0.8 <= one.covered <= 1
    assert one.false_alarms <= 0.2
