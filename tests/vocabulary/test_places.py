import re

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.places import (
    FICTIONAL,
    REGION_NAMES,
    WORLD,
    is_country,
    members,
    place_name,
    places,
)


def test_every_country_is_in_one_region_and_the_world_has_all_that_are_real():
    regions = set(REGION_NAMES) - {WORLD, FICTIONAL}
    in_regions = [iso3 for region in regions for iso3 in members(region)]

    assert sorted(in_regions) == sorted(members(WORLD))
    assert {place.region for place in places().values()} == regions | {FICTIONAL}


def test_codes_that_look_like_a_missing_value_or_a_no_are_countries():
    assert (place_name("NAM"), place_name("NOR")) == ("Namibia", "Norway")
    assert members("NAM") == ("NAM",)


def test_the_fictional_countries_have_codes_that_iso_leaves_to_users():
    assert members(FICTIONAL) == ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF")
    assert all(places()[iso3].source == "fictional" for iso3 in members(FICTIONAL))


def test_every_row_says_where_it_is_from():
    assert all(place.source for place in places().values())
    assert {place.verified for place in places().values()} == {"yes", "partial", "no", "fictional"}


@pytest.mark.parametrize(
    ("given", "right"),
    [("deu", "DEU"), ("Germany", "DEU"), ("Brazl", "BRA"), ("R-Africa", "R-AFRICA")],
)
def test_an_unknown_area_is_answered_with_what_would_be_right(given, right):
    with pytest.raises(VocabularyError, match=rf"Unknown area '{given}'.*{right}"):
        members(given)
    with pytest.raises(VocabularyError, match=re.escape("a region (R-AFRICA) or WORLD")):
        place_name(given)


def test_a_region_is_no_country():
    assert is_country("XAA")
    assert not is_country("R-LAC")
