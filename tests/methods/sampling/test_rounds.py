import re

import numpy as np
import pytest

from workbench.errors import SeriesError
from workbench.methods.sampling.rounds import (
    BY_DATE,
    BY_YEAR,
    NAMED,
    sampling_rounds,
    sampling_seasons,
)


def test_a_sample_without_a_campaign_joins_the_one_of_its_date():
    found = sampling_rounds([2000.87, 2000.9, 2001.1, 2003.9], ["", "first", "first", "second"])
    assert found.names.tolist() == ["first", "first", "first", "second"]
    assert found.assigned.tolist() == [BY_DATE, NAMED, NAMED, NAMED]


def test_a_missing_name_does_not_turn_other_campaigns_into_years():
    found = sampling_rounds([2000.9, 2001.1, 2003.9, 2004.1, 2004.0], ["a", "a", "b", "b", None])
    assert np.unique(found.names).tolist() == ["a", "b"]


def test_a_sample_far_from_every_campaign_is_of_its_year():
    found = sampling_rounds([2000.9, 2007.5], ["a", ""])
    assert found.names.tolist() == ["a", "2007"]
    assert found.assigned.tolist() == [NAMED, BY_YEAR]


def test_of_two_campaigns_at_a_date_the_one_in_the_middle_of_it_is_joined():
    dates = [2001.0, 2001.5, 2002.0, 2001.8, 2002.0, 2002.6, 2001.9]
    found = sampling_rounds(dates, ["a", "a", "a", "b", "b", "b", ""])
    assert found.names[-1] == "b"


def test_the_name_of_a_whole_programme_is_no_round():
    found = sampling_rounds([2001.5, 2004.5, 2007.5], ["monitoring"] * 3)
    assert found.names.tolist() == ["2001", "2004", "2007"]
    assert set(found.assigned) == {BY_YEAR}


def test_rounds_without_campaigns_are_calendar_years():
    assert sampling_rounds([2001.2, 2001.9, 2002.1]).names.tolist() == ["2001", "2001", "2002"]


def test_a_round_has_the_median_date_of_its_samples():
    assert sampling_rounds([2001.0, 2001.2, 2001.9]).dates.tolist() == [2001.2] * 3


def test_names_of_another_number_are_refused():
    with pytest.raises(SeriesError, match=re.escape("2 dates and names of the shape (1,)")):
        sampling_rounds([2001, 2002], ["a"])


def test_monthly_sampling_makes_the_month_a_part_of_the_block():
    dates = 2001 + (np.arange(12) + 0.5) / 12
    assert sampling_seasons(["a"] * 12, dates).tolist() == list(range(1, 13))


def test_three_months_of_a_year_are_no_seasons():
    assert not sampling_seasons(["a"] * 6, [2001.1, 2001.4, 2001.8, 2002.1, 2002.4, 2002.8]).any()


def test_a_site_of_many_visits_makes_no_season_of_the_others():
    monthly = 2001 + (np.arange(12) + 0.5) / 12
    found = sampling_seasons(["a"] * 12 + ["b"] * 2, [*monthly, 2001.3, 2002.8])
    assert found.tolist() == [*range(1, 13), 0, 0]


def test_one_year_of_many_visits_makes_no_season_of_the_others():
    quarterly = [2001.05, 2001.3, 2001.55, 2001.8]
    assert not sampling_seasons(["a"] * 6, [*quarterly, 2004.6, 2008.7]).any()
    assert not sampling_seasons(["a"] * 5, [*quarterly, 2004.6]).any()


def test_months_of_different_sites_make_no_season():
    dates = 2001 + (np.arange(12) + 0.5) / 12
    assert not sampling_seasons([f"s{one}" for one in range(12)], dates).any()
