import re

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.substance_names import code_among, find_substance, substance_names
from workbench.vocabulary.substances import substance, substances


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
