"""Sites of incomplete inventories: what was told of, and what all countries may have."""

import pandas as pd
import pytest

WHOLE = {"XBA": 5, "XBB": 5, "XAD": 7, "XAE": 8, "XBC": 9}  # two regions of the list, all told


@pytest.fixture
def sites(judged, answered):
    """Suspected sites of the example's region, of numbers that countries gave."""

    def made(**numbers):
        told = [
            answered(iso3, {"inv_point": "yes", "inv_point_suspected": str(number)})
            for iso3, number in numbers.items()
        ]
        result = judged("R-EXAMPLE", responses=pd.concat(told))
        row = result.rows("inventory")["point:inv_point_suspected@R-EXAMPLE"]
        said = [one.sentence for one in result.findings if "inv_point_suspected@" in one.id]
        return row, " ".join(said)

    return made


def test_sites_of_all_countries_are_estimated_with_an_interval(sites):
    """Two of four in one region, mean 20: 80 and 34; t of 4 times 4 √(0.5 · 200 / 2) is 78.5."""
    row, said = sites(XAA=10, XAB=30, **WHOLE)
    assert (row["n_sites"], row["n_countries"], row["n_listed"]) == (74, 7, 9)
    assert (row["n_sites_expected"], row["n_sites_upper"]) == (114, 193)
    assert row["n_sites_lower"] == 74  # those told of; by the interval alone 35
    assert "about 114 sites (74 to 193)" in said


def test_a_region_without_a_number_or_with_one_of_several_gives_no_estimate(sites):
    for numbers in (WHOLE, WHOLE | {"XAA": 10}):
        row, said = sites(**numbers)
        assert row["n_sites"] == sum(numbers.values())
        assert pd.isna(row["n_sites_expected"])
        assert "If countries without a number" not in said


def test_few_numbers_give_no_estimate(sites):
    row, _ = sites(XAA=10, XAB=30, XBA=5, XAD=7)
    assert pd.isna(row["n_sites_expected"])
