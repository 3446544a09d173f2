from workbench.store.measurements import Measurements
from workbench.vocabulary.networks import networks
from workbench.vocabulary.places import places


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
