import re

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.places import (
    FICTIONAL,
    REGION_NAMES,
    WORLD,
    is_country,
    is_fictional,
    members,
    place_name,
    places,
)


def test_no_country_is_in_two_regions_and_the_world_has_all_that_are_real():
    fictional = {region for region in REGION_NAMES if is_fictional(region)}
    regions = set(REGION_NAMES) - {WORLD} - fictional
    in_regions = [iso3 for region in regions for iso3 in members(region)]
    in_none = [code for code, place in places().items() if not place.region]

    assert sorted([*in_regions, *in_none]) == sorted(members(WORLD))
    assert {place.region for place in places().values()} == regions | fictional | {""}


def test_all_codes_of_iso_3166_are_there():
    real = [places()[iso3] for iso3 in members(WORLD)]

    assert len(real) == 249  # codes that ISO 3166-1 assigns, see iso.org/iso-3166-country-codes
    assert all(re.fullmatch("[A-Z]{3}", place.iso3) for place in real)
    assert len({place.iso2 for place in real if re.fullmatch("[A-Z]{2}", place.iso2)}) == 249


def test_a_territory_on_no_list_of_the_partnership_is_an_area_without_a_region():
    assert members("TWN") == ("TWN",)
    assert {places()[iso3].region for iso3 in ("TWN", "GRL", "REU", "ATA")} == {""}
    assert {p.verified for p in places().values() if not p.region} == {"none"}


def test_codes_that_look_like_a_missing_value_or_a_no_are_countries():
    assert (place_name("NAM"), place_name("NOR")) == ("Namibia", "Norway")
    assert members("NAM") == ("NAM",)


def test_the_fictional_countries_have_codes_that_iso_leaves_to_users():
    assert members(FICTIONAL) == ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF", "XBA", "XBB", "XBC")
    assert all(places()[iso3].source == "fictional" for iso3 in members(FICTIONAL))


def test_every_row_says_where_it_is_from():
    assert all(place.source for place in places().values())
    assert {place.verified for place in places().values()} == {
        *("yes", "partial", "no", "none", "fictional")
    }


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
