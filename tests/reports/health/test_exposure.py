"""Which samples an exposure is made of."""

import pandas as pd
import pytest

from workbench.reports.health.basis.exposure import FEWEST_AREAS, SampledLate, of_soil


def samples(n_areas, years):
    """Samples of cadmium: one an area and year, 1 mg/kg in the first year and 9 later."""
    return pd.DataFrame(
        [
            {
                "area_id": f"A{area}",
                "sampled_on": str(year),
                "value": 1.0 if year == years[0] else 9.0,
            }
            for area in range(n_areas)
            for year in years
        ]
    ).assign(
        substance="Cd",
        unit="mg/kg",
        fraction="total",
        basis="dry",
        depth_top_cm=0.0,
        depth_bottom_cm=20.0,
        censored=False,
    )


def test_samples_that_came_too_late_are_left_out_where_enough_came_in_time():
    made = of_soil(samples(FEWEST_AREAS, (2000, 2015)), "Cd", fewest_samples=1, until=2010)
    assert made.years == (2000, 2000)
    assert made.areas["value"].to_list() == pytest.approx([1.0] * FEWEST_AREAS)
    (left_out,) = made.left_out
    assert (left_out.count, left_out.why) == (FEWEST_AREAS, SampledLate(until=2010))


@pytest.mark.parametrize(
    ("n_areas", "fewest_samples", "until"),
    [(FEWEST_AREAS - 1, 1, 2010), (FEWEST_AREAS, 2, 2010), (FEWEST_AREAS, 1, None)],
)
def test_all_samples_are_taken_where_too_few_areas_have_enough_early_ones(
    n_areas, fewest_samples, until
):
    soil = samples(n_areas, (2000, 2015))
    made = of_soil(soil, "Cd", fewest_samples=fewest_samples, until=until)
    assert made.years == (2000, 2015)
    assert made.left_out == ()
