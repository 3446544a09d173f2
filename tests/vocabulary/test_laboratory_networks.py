import re

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.laboratory_networks import laboratory_networks, network_of
from workbench.vocabulary.places import REGION_NAMES, WORLD, is_fictional, places
from workbench.vocabulary.table import read_rows


def test_each_region_but_north_america_has_one_network():
    regions = [region for one in laboratory_networks().values() for region in one.regions]
    real = {region for region in REGION_NAMES if not is_fictional(region)}
    assert sorted(regions) == sorted(real - {WORLD, "R-NORTH-AMERICA"})


@pytest.mark.parametrize(
    ("iso3", "network"),
    [
        ("TUR", "EUROSOLAN"),
        ("FRA", "EUROSOLAN"),
        ("MRT", "NENALAB"),
        ("SSD", "AFRILAB"),
        ("CHN", "SEALNET"),
        ("PER", "LATSOLAN"),
        ("FJI", "ASPAC"),
        ("CAN", None),
        ("ABW", None),
        ("XAA", None),
    ],
)
def test_laboratories_of_a_country_belong_to_a_network_or_to_none(iso3, network):
    assert network_of(iso3) == network


def test_an_unknown_country_is_refused():
    with pytest.raises(VocabularyError, match=re.escape("Unknown country 'XQQ'.")):
        network_of("XQQ")


def test_countries_on_two_lists_are_in_the_region_that_was_decided():
    overlaps = read_rows("survey_region_overlaps")
    assert len(overlaps) == 15
    for row in overlaps:
        assert places()[row["iso3"]].region == row["region"] != row["also"]
        assert row["also"] in REGION_NAMES
        assert row["source"] == places()[row["iso3"]].source
