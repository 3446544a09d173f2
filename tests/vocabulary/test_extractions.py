import re

import pytest

from workbench.errors import VocabularyError
from workbench.inputs.tables import MEASUREMENTS
from workbench.vocabulary.extractions import extractions, find_method
from workbench.vocabulary.laws.thresholds import threshold_rows


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
    fraction = next(column for column in MEASUREMENTS if column.name == "fraction")
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
