"""Standard procedures: words of the store, and substances that the survey or the vocabulary has."""

from workbench.inputs.tables import TABLES
from workbench.vocabulary.extractions import extractions
from workbench.vocabulary.procedures import ALL_METALS, procedures
from workbench.vocabulary.substances import substances
from workbench.vocabulary.survey.items import survey_choices

FRACTIONS = next(c.allowed for c in TABLES["measurements"] if c.name == "fraction")


def test_every_procedure_is_there_once_with_a_source():
    codes = [one.code for one in procedures()]
    assert len(set(codes)) == len(codes) == 56
    assert all(one.source and one.standard for one in procedures())


def test_substances_are_codes_of_the_survey_or_of_the_vocabulary():
    known = {ALL_METALS, "BTEX", *survey_choices()["substance"], *substances()}
    assert {code for one in procedures() for code in one.substances} <= known


def test_fractions_are_those_of_the_store_and_any_for_organic_substances():
    assert {one.fraction for one in procedures()} <= {*FRACTIONS, "any"}


def test_a_standard_has_the_fraction_that_names_of_digestions_give_it():
    known = {}
    for entry in extractions():
        known.setdefault(entry.standard, set()).add((entry.fraction, entry.extractant))
    for one in procedures():
        reached = known.get(one.standard, {(one.fraction, one.extractant)})
        assert (one.fraction, one.extractant) in reached, one.code


def test_a_procedure_for_all_elements_is_for_each_metal_and_for_nothing_else():
    (aqua_regia,) = (one for one in procedures() if one.code == "ISO-11466")
    assert aqua_regia.is_for("Pb")
    assert not aqua_regia.is_for("PAH")
