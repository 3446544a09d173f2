import re

import pytest

from workbench.errors import VocabularyError
from workbench.inputs.drafts.recognition import OBSERVED
from workbench.inputs.mapping.contracts import MAPPABLE
from workbench.store.measurements import Measurements
from workbench.vocabulary.languages import (
    extractions,
    find_land_use,
    find_method,
    land_use_schemes,
    land_uses,
    meanings,
    role_of,
)
from workbench.vocabulary.laws.thresholds import threshold_rows
from workbench.vocabulary.table import read_rows


@pytest.mark.parametrize(
    ("heading", "role", "language"),
    [
        ("Sampling date", "sampled_on", "en"),
        ("SAMPLE_ID", "sample_id", "en"),
        ("SiteCode", "site_id", "en"),
        ("Soil depth (cm)", "depth", "en"),
        ("Profondeur min (cm)", "depth_top_cm", "fr"),
        ("Échantillon", "sample_id", "fr"),
        ("Año", "year", "es"),
        ("Entnahmedatum", "sampled_on", "de"),
        ("تاريخ أخذ العينة", "sampled_on", "ar"),
        ("Profondeur de l'échantillon", "depth", "fr"),
        ("Depth of sample", "depth", "en"),
        ("采样深度\uff08cm\uff09", "depth", "zh"),
        ("采样点编号", "site_id", "zh"),
        ("Messstelle", "site_id", "de"),
        ("широта", "latitude", "ru"),
        ("采样日期", "sampled_on", "zh"),
        ("خط العرض", "latitude", "ar"),
        ("MUNIT", "unit", "ICES"),
    ],
)
def test_a_heading_is_recognised_in_its_language(heading, role, language):
    found = role_of(heading)
    assert (found.name, found.language) == (role, language)


@pytest.mark.parametrize("heading", ["", "remarks", "x", "Pb", "!!", "weather"])
def test_a_heading_that_says_nothing_known_has_no_role(heading):
    assert role_of(heading) is None


def test_the_longest_word_in_a_heading_decides():
    assert role_of("sample").name == "sample_id"
    assert role_of("date of the sample date").name == "sampled_on"
    assert role_of("result unit").name == "unit"


def test_each_heading_is_of_a_column_that_a_mapping_fills():
    roles = {row["role"] for row in read_rows("column_words") if not row["meaning"]}
    assert roles <= {*MAPPABLE, *OBSERVED, "year", "depth"}


def test_each_word_of_a_cell_means_what_the_store_takes():
    for role in ("matrix", "basis"):
        assert set(meanings(role).values()) <= set(MAPPABLE[role].allowed)
    assert set(meanings("nondetect").values()) <= {"any", "lod", "loq"}
    assert set(meanings("flag").values()) <= {"below", "below_loq", "detected", "unusable"}


def test_no_word_for_a_missing_value_is_one_for_a_non_detect():
    assert not set(meanings("missing")) & set(meanings("nondetect"))


@pytest.mark.parametrize(
    ("name", "fraction", "extractant"),
    [
        ("ISO 11466", "aqua_regia", ""),
        ("iso 11466:1995", "aqua_regia", ""),
        ("Königswasser", "aqua_regia", ""),
        ("ISO 14869-1", "total", ""),
        ("XRF", "total", ""),
        ("EPA 3051A", "aqua_regia", "EPA 3051A"),
        ("ISO 19730", "extractable", "NH4NO3"),
        ("NH₄NO₃", "extractable", "NH4NO3"),
        ("0.1 M NaNO3", "extractable", "0.1 M NaNO3"),
        ("EDTA", "extractable", "EDTA"),
        ("dtpa", "extractable", "DTPA"),
        ("CaCl2", "extractable", "CaCl2"),
        ("Mehlich-3", "extractable", "Mehlich 3"),
    ],
)
def test_a_digestion_gives_its_fraction_and_extractant(name, fraction, extractant):
    found = find_method(name)
    assert (found.fraction, found.extractant) == (fraction, extractant)


def test_every_row_has_words_of_the_store_and_a_source():
    fraction = next(column for column in Measurements.columns if column.name == "fraction")
    for entry in extractions():
        assert entry.fraction in fraction.allowed
        assert (entry.fraction == "extractable") <= bool(entry.extractant)
        assert entry.source
        assert entry.verified in {"yes", "no"}


def test_every_name_finds_its_fraction_and_extractant():
    for entry in extractions():
        found = find_method(entry.name)
        assert (found.fraction, found.extractant) == (entry.fraction, entry.extractant)


def test_extractants_of_laws_are_spelled_as_here():
    of_laws = {row.extractant for row in threshold_rows()} - {"", "dilute HCl"}
    assert of_laws <= {entry.extractant for entry in extractions()}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("ISO 11467", "Did you mean ISO 11466"),
        ("ISO 16965:2025", ""),
        ("ICP-MS", "Give one as in aqua regia, ISO 11466 or DTPA."),
        ("", "Give one as in aqua regia"),
    ],
)
def test_what_does_not_say_the_fraction_is_refused(name, hint):
    message = f"Unknown digestion or extraction {name!r}. {hint}"
    with pytest.raises(VocabularyError, match=re.escape(message)):
        find_method(name)


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
    exact = [row for row in threshold_rows() if row.land_use_match == "exact"]
    for term, land_use in {(row.land_use_term, row.land_use) for row in exact} - {("all", "all")}:
        assert find_land_use(term).stored in {term, land_use}  # either fits the row


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
