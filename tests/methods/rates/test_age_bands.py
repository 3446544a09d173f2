"""Age bands of a register and a population are counted in the same ones."""

import re

import pytest

from workbench.errors import SeriesError
from workbench.methods.rates.age_bands import joined_bands


def test_bands_that_overlap_nothing_stay_as_they_are():
    found = joined_bands(["0-4", "5-9", "85+", "all"])
    assert found.band_of == {"0-4": "0-4", "5-9": "5-9", "85+": "85+", "all": "all"}
    assert found.joined == ()


def test_bands_that_nest_are_joined_into_the_wider():
    found = joined_bands(["0-4", "5-9", "10-14", "80-84", "85+", "0-9", "80+"])
    assert found.band_of["5-9"] == "0-9"
    assert found.band_of["10-14"] == "10-14"
    assert found.band_of["85+"] == "80+"
    assert found.joined == ("0-9", "80+")
    assert found.crossing == ()


def test_bands_that_cross_are_joined_over_all_their_years_and_named():
    found = joined_bands(["0-17", "18-64", "65+", "15-19"])
    assert {found.band_of[band] for band in ("0-17", "15-19", "18-64")} == {"0-64"}
    assert found.crossing == (("0-17", "15-19"), ("15-19", "18-64"))


def test_two_bands_that_begin_alike_nest():
    assert joined_bands(["0-4", "0-9"]).crossing == ()


@pytest.mark.parametrize(
    ("band", "why"),
    [("old", "'old' is none"), ("5-", "'5-' is none"), ("9-5", "'9-5' ends before it begins")],
)
def test_what_is_no_band_is_refused(band, why):
    with pytest.raises(SeriesError, match=re.escape(why)):
        joined_bands([band])
