import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import VocabularyError
from workbench.vocabulary.languages import plain
from workbench.vocabulary.places import (
    FICTIONAL,
    KM_PER_DEGREE,
    REGION_NAMES,
    WORLD,
    code_or_text,
    find_place,
    is_country,
    is_fictional,
    members,
    place_name,
    place_names,
    places,
    rounded,
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


AMBIGUOUS = {"congo", "korea", "saint martin", "virgin islands"}


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("DEU", "DEU"),
        ("deu", "DEU"),
        ("DE", "DEU"),
        ("Germany", "DEU"),
        (" deutschland ", "DEU"),
        ("Côte d'Ivoire", "CIV"),
        ("COTE D\N{RIGHT SINGLE QUOTATION MARK}IVOIRE", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Türkiye", "TUR"),
        ("TURKEY", "TUR"),
        ("NA", "NAM"),
        ("NO", "NOR"),
        ("Guinea", "GIN"),
        ("Guinea-Bissau", "GNB"),
        ("Niger", "NER"),
        ("Korea, Republic of", "KOR"),
        ("Bosnia & Herzegovina", "BIH"),
        ("St. Lucia", "LCA"),
        ("The Gambia", "GMB"),
        ("Россия", "RUS"),
        ("中国", "CHN"),
        ("مصر", "EGY"),
        ("UK", "GBR"),
        ("Taiwan", "TWN"),
        ("Ambervale", "XAA"),
    ],
)
def test_a_country_is_found_by_code_and_by_name(name, iso3):
    assert find_place(name) == iso3


def test_every_code_and_name_of_the_vocabulary_finds_itself():
    for place in places().values():
        assert find_place(place.iso3) == place.iso3
        assert find_place(place.name) == place.iso3
        assert not place.iso2 or find_place(place.iso2) == place.iso3


def test_every_further_name_finds_its_country_or_is_ambiguous():
    for entry in place_names():
        assert entry.source
        assert entry.verified in {"yes", "no"}
        if plain(entry.name) not in AMBIGUOUS:
            assert find_place(entry.name) == entry.iso3


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Korea", "KOR (South Korea), PRK (North Korea)"),
        ("Congo", "COD (Democratic Republic of the Congo), COG (Republic of the Congo)"),
        ("virgin islands", "VGB (British Virgin Islands), VIR (U.S. Virgin Islands)"),
        ("St. Martin", "MAF (Saint Martin (French part)), SXM (Sint Maarten)"),
    ],
)
def test_a_name_of_several_countries_is_refused_with_their_codes(name, countries):
    message = f"{name!r} stands for several countries: {countries}. Give a code."
    with pytest.raises(VocabularyError, match=re.escape(message)):
        find_place(name)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Germny", "Did you mean DEU (Germany)?"),
        ("Atlantis", "Give an ISO 3166-1 code, as in DEU, or a name."),
        ("no", "Give an ISO 3166-1 code"),
        ("na", "Give an ISO 3166-1 code"),
        ("", "Give an ISO 3166-1 code"),
        ("EU", "Give an ISO 3166-1 code"),
    ],
)
def test_an_unknown_name_is_refused_with_what_would_be_right(name, hint):
    with pytest.raises(VocabularyError, match=re.escape(f"Unknown country {name!r}. {hint}")):
        find_place(name)


def test_a_text_that_is_no_country_stays_as_it_is():
    assert [code_or_text(text) for text in ("Norge", "Korea", "-")] == ["NOR", "Korea", "-"]


LONGITUDES = st.floats(-180, 180)
LATITUDES = st.floats(-90, 90)


@given(LONGITUDES, LATITUDES, st.sampled_from([0.1, 1.0, 3.0, 10.0, 50.0]))
def test_rounding_twice_changes_nothing(longitude, latitude, to_km):
    once = rounded(longitude, latitude, to_km)
    assert rounded(*once, to_km) == once
    assert abs(once[0]) <= 180
    assert abs(once[1]) <= 90


@given(LONGITUDES, st.floats(-80, 80))
def test_a_position_moves_at_most_half_a_cell_of_two_and_a_half_kilometres(longitude, latitude):
    east, north = rounded(longitude, latitude)
    per_degree = KM_PER_DEGREE * math.cos(math.radians(north))
    assert abs(north - latitude) * KM_PER_DEGREE <= 1.25
    assert abs(east - longitude) * per_degree <= 1.25


@pytest.mark.parametrize("latitude", [0.0, 50.0, 60.0, 80.0])
def test_a_cell_is_a_kilometre_wide_on_every_parallel(latitude):
    per_degree = KM_PER_DEGREE * math.cos(math.radians(latitude))
    cells = {rounded(10 + east / 10 / per_degree, latitude) for east in range(-50, 50)}
    assert 3 <= len(cells) <= 11  # of ten kilometres


def test_a_wide_cell_at_the_date_line_does_not_reach_beyond_it():
    assert rounded(180.0, 89.8, 10) == (180.0, 89.8)


def test_at_the_pole_there_is_one_place():
    assert rounded(123.4, 90.0) == rounded(-50.0, 90.0) == (0.0, 90.0)
