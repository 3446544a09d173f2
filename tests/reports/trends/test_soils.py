"""Soil properties: taken from the same sample, else the same site, layer and year, else none."""

import pandas as pd
import pytest

from examples.store import all_rows
from workbench.reports.trends.soils import answered, properties, with_properties
from workbench.vocabulary.laws.threshold_choice import Choice, find_threshold


@pytest.fixture
def sample():
    """One measurement of cadmium."""
    return all_rows("measurements").query("site_id == 'XAA-001' and substance == 'Cd'").head(1)


def measured(sample, substance, unit, value, **changes):
    return sample.assign(substance=substance, unit=unit, value=value, **changes)


def soil_of(sample, *others):
    everything = pd.concat([sample, *others], ignore_index=True)
    return properties(with_properties(sample, everything).iloc[0])


def test_nothing_measured_is_nothing_stated(sample):
    soil = soil_of(sample)
    assert (soil.depth_bottom_cm, soil.ph, soil.ph_method, soil.clay_pct) == (20.0, None, "", None)


def test_properties_of_the_same_sample_are_taken_in_the_units_of_the_law(sample):
    soil = soil_of(
        sample,
        measured(sample, "pH", "pH", 6.1, extractant="KCl"),
        measured(sample, "clay", "%", 25.0),
        measured(sample, "SOC", "g/kg", 18.0),
    )
    assert (soil.ph, soil.ph_method, soil.clay_pct) == (6.1, "KCl", 25.0)
    assert soil.toc_pct == pytest.approx(1.8)  # 18 g in 1000 g


def test_the_same_sample_goes_before_another_of_the_site_and_year(sample):
    other = measured(sample, "pH", "pH", 4.0, sample_id="another")
    assert soil_of(sample, other).ph == 4.0
    assert soil_of(sample, other, measured(sample, "pH", "pH", 6.1)).ph == 6.1


@pytest.mark.parametrize(
    "change",
    [
        {"sampled_on": "1999-01-01"},
        {"layer": "20-40 cm"},
        {"site_id": "XAA-024"},
        {"unit": "mg/kg"},
        {"censored": True},
    ],
)
def test_another_year_layer_site_or_unit_is_not_taken(sample, change):
    assert (
        soil_of(sample, measured(sample, "pH", "pH", 6.1, sample_id="s").assign(**change)).ph
        is None
    )


def test_two_measurements_that_differ_make_no_mean(sample):
    twice = [measured(sample, "pH", "pH", value) for value in (5.0, 7.0)]
    assert soil_of(sample, *twice).ph is None


@pytest.mark.parametrize(("country", "n_asked"), [("XAA", 1), ("DEU", 2)])
def test_a_threshold_is_asked_for_once_where_the_law_heeds_no_difference(sample, country, n_asked):
    other = sample.assign(sample_id="another")
    both = pd.concat([sample, other], ignore_index=True).assign(iso3=country, series="s")
    acid = both.assign(substance="pH", unit="pH", value=[5.1, 7.2], extractant="CaCl2")
    found = answered(with_properties(both, acid), Choice(), find_threshold)
    assert len(found.answers) == n_asked
    assert [found.alike[place] for place in found.first] == list(range(n_asked))
