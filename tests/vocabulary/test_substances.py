import re

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.substances import is_contaminant, substance, substances
from workbench.vocabulary.units import factor


def check_digit(cas):
    digits = [int(digit) for digit in cas.replace("-", "")]
    return sum(n * digit for n, digit in enumerate(reversed(digits[:-1]), start=1)) % 10


@pytest.mark.parametrize("entry", [s for s in substances().values() if s.cas], ids=lambda s: s.code)
def test_every_cas_number_has_its_check_digit(entry):
    assert re.fullmatch(r"\d{2,7}-\d\d-\d", entry.cas)
    assert check_digit(entry.cas) == int(entry.cas[-1])


def test_no_cas_number_stands_for_two_substances():
    numbers = [entry.cas for entry in substances().values() if entry.cas]

    assert len(numbers) == len(set(numbers))


def test_every_row_says_where_it_is_from_and_has_a_unit_that_converts():
    for entry in substances().values():
        assert entry.source
        assert entry.verified in {"yes", "no", "check digit only"}
        assert factor(entry.unit, entry.unit) == 1.0


def test_nutrients_major_elements_and_properties_are_no_contaminants():
    others = {code for code in substances() if not is_contaminant(code)}

    elements = {"Ca", "Mg", "K", "P", "Al", "Fe"}
    measured = {"pH", "SOC", "clay", "BD", "BDsub", "AGG", "AWC", "ECe", "EC15", "CEC", "LOI"}
    of_life = {"POXC", "RESP", "PROT", "MBC", "PMN", "EW"}
    assert others == elements | measured | of_life


@pytest.mark.parametrize(("given", "right"), [("pb", "Pb"), ("Lead", "Pb"), ("PFSO", "PFOS")])
def test_an_unknown_code_is_answered_with_what_would_be_right(given, right):
    with pytest.raises(VocabularyError, match=rf"Unknown substance '{given}'.*\b{right}\b"):
        substance(given)
