import re

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.soil.indicators import indicators
from workbench.vocabulary.substances import (
    code_among,
    find_substance,
    is_contaminant,
    substance,
    substance_names,
    substances,
)
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

    elements = {"Ca", "Mg", "K", "P", "Al", "Fe", "S"}
    measured = {
        "pH",
        "SOC",
        "clay",
        "coarse",
        "sand",
        "silt",
        "BD",
        "BDsub",
        "AGG",
        "AWC",
        "ECe",
        "EC15",
        "CEC",
        "LOI",
    }
    of_life = {"POXC", "RESP", "PROT", "MBC", "PMN", "EW"}
    assert others - of_indicators() == elements | measured | of_life
    assert {substances()[code].group for code in of_indicators()} == {"property"}


def of_indicators():
    """Codes of indicators that are worked out or measured, and no substance before."""
    before = {"pH", "SOC", "clay", "BD", "AGG", "AWC", "CEC", "P", "K"}
    before |= {"POXC", "RESP", "PROT", "MBC", "PMN", "EW"}
    return {code for code in substances() if code in indicators()} - before


@pytest.mark.parametrize(("given", "right"), [("pb", "Pb"), ("Lead", "Pb"), ("PFSO", "PFOS")])
def test_an_unknown_code_is_answered_with_what_would_be_right(given, right):
    with pytest.raises(VocabularyError, match=rf"Unknown substance '{given}'.*\b{right}\b"):
        substance(given)


@pytest.mark.parametrize(
    "name",
    [
        "Pb",
        "PB",
        "Lead",
        "lead",
        "plomb",
        "Blei",
        "plomo",
        "piombo",
        "chumbo",
        "свинец",
        "铅",
        " LEAD ",
    ],
)
def test_lead_is_found_in_every_language(name):
    assert find_substance(name) == "Pb"


def test_every_code_and_name_of_the_vocabulary_finds_itself():
    for entry in substances().values():
        assert find_substance(entry.code) == entry.code
        assert find_substance(entry.name) == entry.code


def test_every_further_name_finds_its_substance():
    for entry in substance_names():
        assert find_substance(entry.name) == entry.code
        assert entry.source
        assert entry.verified in {"yes", "no"}
        assert re.fullmatch("[a-z]{2}", entry.language)


@pytest.mark.parametrize(("given", "near"), [("plom", "Pb (plomb)"), ("kadmium", "Cd (cadmium)")])
def test_an_unknown_name_is_answered_with_what_is_near(given, near):
    with pytest.raises(VocabularyError, match=re.escape(near)):
        find_substance(given)


def test_a_name_like_no_other_is_answered_with_what_would_be_right():
    message = "Unknown substance 'qqqq'. Give a code, as in Pb, or a name, as in lead."
    with pytest.raises(VocabularyError, match=re.escape(message)):
        find_substance("qqqq")


def test_a_name_of_several_substances_is_refused_with_their_codes():
    message = "'drin' stands for several substances: Aldrin, Endrin. Give one of these codes."
    with pytest.raises(VocabularyError, match=re.escape(message)):
        code_among("drin", {"drin": ("Aldrin", "Endrin")})


def test_flags_carry_whether_they_were_read_in_a_source():
    dieldrin, lead, calcium = (substance(code) for code in ("Dieldrin", "Pb", "Ca"))
    assert (dieldrin.stockholm_listed, dieldrin.stockholm_verified) == ("yes", "yes")
    assert (dieldrin.hhp, dieldrin.obsolete, dieldrin.obsolete_verified) == ("yes", "yes", "yes")
    assert (lead.stockholm_listed, lead.stockholm_verified) == ("no", "no")
    assert (calcium.stockholm_listed, calcium.hhp, calcium.obsolete) == ("", "", "")


@pytest.mark.parametrize("flag", ["stockholm_listed", "hhp", "obsolete"])
def test_flags_are_yes_no_or_not_looked_up(flag):
    assert {getattr(entry, flag) for entry in substances().values()} == {"yes", "no", ""}
