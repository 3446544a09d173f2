import re

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.place_names import code_or_text, find_place, place_names
from workbench.vocabulary.places import places
from workbench.vocabulary.table import plain

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
