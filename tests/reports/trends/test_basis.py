"""Which numbers are non-detects."""

from workbench.reports.trends.basis import is_below_stated_limit


def test_a_number_equal_to_its_own_limit_is_a_non_detect(samples):
    rows = samples(*((2001, "A", value, False) for value in (0.1, 0.2, 0.3)))
    assert is_below_stated_limit(rows.assign(lod=0.2)).tolist() == [True, True, False]


def test_a_number_without_a_limit_is_what_it_is(samples):
    assert not is_below_stated_limit(samples((2001, "A", 0.1, False))).any()
