"""Laws on file: words of the store, and a source in each row."""

from workbench.store.measurements import Measurements
from workbench.store.schema import TABLES
from workbench.vocabulary.languages import extractions
from workbench.vocabulary.laws.recorded import (
    ALL_METALS,
    laboratory_networks,
    laws,
    networks,
    procedures,
)
from workbench.vocabulary.laws.thresholds import sets, values_in_force
from workbench.vocabulary.places import REGION_NAMES, WORLD, is_fictional, places
from workbench.vocabulary.substances import substances
from workbench.vocabulary.survey.items import survey_choices
from workbench.vocabulary.table import read_rows

ALLOWED = {column.name: column.allowed for column in TABLES["legislation"]}


def test_every_law_is_there_once_with_a_source():
    assert len({law.code for law in laws()}) == len(laws()) == 192
    assert len({(law.iso3, law.topic, law.instrument, law.level) for law in laws()}) == len(laws())
    assert all(law.source and law.instrument for law in laws())
    assert sum(law.verified == "yes" for law in laws()) == 141


def test_a_country_whose_values_are_used_has_a_law_on_them_that_was_read():
    with_law = {law.iso3 for law in laws() if law.topic == "thresholds" and law.verified == "yes"}
    assert {iso3 for iso3 in sets() if values_in_force(iso3)} - with_law - {"EU"} == {
        iso3 for iso3 in sets() if is_fictional(iso3) and values_in_force(iso3)
    }


def test_words_are_those_of_the_store_or_say_why_a_law_is_no_more():
    assert {law.stage for law in laws()} <= {*ALLOWED["stage"], "superseded", "repealed"}
    assert {law.level for law in laws()} <= {*ALLOWED["level"], "supranational"}
    assert all(law.year.isdecimal() for law in laws() if law.year)


def test_laws_are_of_real_countries_or_of_several():
    assert {law.iso3 for law in laws()} <= {"EU", "INT", *places()}
    assert not any(is_fictional(law.iso3) for law in laws())


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


def test_networks_that_the_field_knows_are_there():
    known = {"LUCAS", "GEMAS", "FOREGS", "NABO", "RMQS", "BDF", "ICP-FORESTS-I", "HELCOM"}
    assert known <= set(networks())


def test_a_network_has_what_its_source_gives():
    nabo = networks()["NABO"]
    assert (nabo.iso3, nabo.since, nabo.depth) == ("CHE", "1985", "0-20 cm")
    assert (nabo.fraction, nabo.interval_years, nabo.verified) == ("extractable", "5", "yes")


def test_every_network_is_of_known_countries_fractions_and_has_a_source():
    fraction = next(column for column in Measurements.columns if column.name == "fraction")
    for network in networks().values():
        assert network.iso3 == "" or network.iso3 in places()
        assert set(filter(None, network.fraction.split(";"))) <= set(fraction.allowed)
        assert network.source
        assert network.verified in {"yes", "no"}
        assert (network.source == "no source seen") <= (network.verified == "no")


def test_each_region_but_north_america_has_one_network():
    regions = [region for one in laboratory_networks().values() for region in one.regions]
    real = {region for region in REGION_NAMES if not is_fictional(region)}
    assert sorted(regions) == sorted(real - {WORLD, "R-NORTH-AMERICA"})


def test_countries_on_two_lists_are_in_the_region_that_was_decided():
    overlaps = read_rows("survey_region_overlaps")
    assert len(overlaps) == 15
    for row in overlaps:
        assert places()[row["iso3"]].region == row["region"] != row["also"]
        assert row["also"] in REGION_NAMES
        assert row["source"] == places()[row["iso3"]].source
