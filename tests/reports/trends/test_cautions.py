"""What may look like a change of the soil: other sites, and limits that hide the visits."""

import pytest

from workbench.findings.tables import Tables
from workbench.reports.trends import cautions, monitored
from workbench.reports.trends.phrases import SitesDiffer


@pytest.fixture
def series(based):
    """The only series of some measurements, and its measurements with their visits."""

    def described(measurements):
        stands_on = based(measurements)
        filled, *_ = monitored.compute(stands_on, Tables())
        (one,) = filled.typed.values()
        return one, stands_on.placed

    return described


def panel(samples, within):
    """Five years of sites that come and go: each later pair is higher; within a site `within`."""
    return samples(
        *(
            (2000 + year, f"{first}{number}", 10.0 * first + within * year, False)
            for first in range(1, 5)
            for number in range(4)
            for year in (first, first + 1)
        )
    )


@pytest.mark.parametrize(
    ("within", "expected"), [(1.0, ()), (-1.0, (SitesDiffer(),)), (0.0, (SitesDiffer(),))]
)
def test_a_trend_of_changing_sites_needs_its_direction_within_sites(
    samples, series, within, expected
):
    # 16 sites of two years each: within sites S is 16, -16 or 0, and z 15 / 4 where it is not 0.
    one, measurements = series(panel(samples, within))
    assert not cautions.has_same_sites(one)
    assert cautions.of_trend(10, one, measurements).cautions == expected


def test_a_far_limit_hides_no_visits(samples, series):
    # At the limit of the last round all others would be below; its own series leaves it out.
    one, measurements = series(
        samples(
            (2001, "A", 0.5, True),
            (2002, "A", 1.0, False),
            (2003, "A", 1.0, False),
            (2004, "A", 5.0, True),
        )
    )
    assert one.compared_at_mg_kg == 0.5
    assert not cautions.is_hidden(one, measurements)


def test_a_limit_above_all_rounds_hides_them(samples, series):
    one, measurements = series(
        samples((2001, "A", 1.0, True), (2002, "A", 0.8, False), (2003, "A", 0.9, False))
    )
    assert cautions.is_hidden(one, measurements)
