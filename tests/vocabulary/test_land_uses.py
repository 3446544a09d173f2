import re

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.land_uses import find_land_use, land_use_schemes, land_uses
from workbench.vocabulary.laws.thresholds import threshold_rows


@pytest.mark.parametrize(
    ("scheme", "word", "stored"),
    [
        ("CORINE", "2.1.1", "agricultural"),
        ("CORINE", "211", "agricultural"),
        ("CORINE", "231", "grassland"),
        ("CORINE", "3.2.4", "forest"),
        ("CORINE", "1.2.1", "Industrial or commercial units"),
        ("CORINE", "512", "Water bodies"),
        ("CORINE", "Arable land", "agricultural"),
        ("LUCAS land cover", "B11", "agricultural"),
        ("LUCAS land cover", "BX1", "agricultural"),
        ("LUCAS land cover", "E20", "grassland"),
        ("LUCAS land cover", "A", "Artificial land"),
        ("LUCAS land use", "U111", "agricultural"),
        ("LUCAS land use", "u370", "residential"),
        ("FAO LCCS", "A11", "agricultural"),
        ("words", "Acker", "agricultural"),
        ("words", "FORÊT", "forest"),
        ("words", "industrial", "industrial"),
        ("words", "playground", "playground"),
        ("words", "commercial/industrial", "commercial/industrial"),
    ],
)
def test_a_code_or_word_is_given_its_land_use_only_where_that_is_clear(scheme, word, stored):
    assert find_land_use(word, scheme).stored == stored


def test_what_is_stored_is_a_land_use_of_thresholds_or_the_term():
    of_laws = {row.land_use for row in threshold_rows()}
    for entry in land_uses():
        assert entry.stored in of_laws | {entry.term}
        assert (entry.land_use == "") == (entry.match == "not soil")
        assert entry.source
        assert entry.verified in {"yes", "no"}
        assert entry.match in {"exact", "broad", "narrow", "ambiguous", "not soil"}


def test_every_code_and_term_finds_itself():
    for entry in land_uses():
        assert find_land_use(entry.term, entry.scheme) == entry
        assert not entry.code or find_land_use(entry.code, entry.scheme) == entry


def test_land_uses_of_laws_are_words():
    terms = {row.land_use_term for row in threshold_rows() if row.land_use_match == "exact"}
    for term in terms - {"all"}:
        assert find_land_use(term).stored == term


@pytest.mark.parametrize(
    ("scheme", "word"),
    [
        ("CORINE", "9"),
        ("CORINE", "1"),
        ("CORINE", "12"),
        ("CORINE", "211111"),
        ("CORINE", "B11"),
        ("LUCAS land use", "U"),
        ("words", "moon"),
        ("words", ""),
    ],
)
def test_an_unknown_land_use_is_refused(scheme, word):
    message = f"Unknown land use {word!r} of {scheme}. Known are "
    with pytest.raises(VocabularyError, match=re.escape(message)):
        find_land_use(word, scheme)


def test_an_unknown_scheme_is_refused_with_those_that_are_known():
    known = "CORINE, LUCAS land cover, LUCAS land use, FAO LCCS, words"
    assert set(land_use_schemes()) == set(known.split(", "))
    with pytest.raises(VocabularyError, match=re.escape("Unknown scheme of land uses 'IPCC'.")):
        find_land_use("1", "IPCC")
