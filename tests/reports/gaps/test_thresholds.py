"""Which of a country's thresholds come first: those that are furthest from the others'."""

from math import log

from workbench.reports.gaps.basis.scopes import Scope
from workbench.reports.gaps.thresholds.coverage import coverage
from workbench.reports.gaps.thresholds.rows import comparison
from workbench.reports.own_thresholds import ValuesOnFile
from workbench.vocabulary.laws.thresholds import threshold_rows

OTHERS = ("AUS", "CAN", "CHN", "DNK", "SWE")
WORLD = Scope("WORLD", {"R-EUROPE": ("ROU",), "R-ASIA": OTHERS})


def test_values_furthest_from_the_median_of_the_others_come_first():
    found = comparison((WORLD,), "ROU", ValuesOnFile())
    apart = [None if one.ratio is None else abs(log(one.ratio)) for one in found.values()]
    known = [distance for distance in apart if distance is not None]
    assert len(set(known)) > 5
    assert known == sorted(known, reverse=True)
    assert apart[: len(known)] == known  # those without another value come last


def test_the_order_is_that_of_all_countries_and_not_of_the_region():
    near = Scope("R-EUROPE", {"R-EUROPE": ("ROU", "SWE", "DNK")})
    of_world = [
        name for name in comparison((near, WORLD), "ROU", ValuesOnFile()) if name.endswith("@WORLD")
    ]
    assert of_world == list(comparison((WORLD,), "ROU", ValuesOnFile()))


def test_the_coverage_of_countries_counts_purposes_readings_and_what_is_not_used():
    found = coverage(("DEU", "ESP", "BEL", "TCD", "GBR"))
    assert "TCD" not in found
    germany = found["DEU"]
    used = germany.n_screening + germany.n_intervention
    assert used == germany.n_official_text + germany.n_official_page + germany.n_secondary
    assert germany.n_official_text == used
    assert germany.n_superseded == 104
    assert germany.n_without_code == 28  # as trichloroethene
    assert (found["ESP"].n_part, found["BEL"].n_part) == (254, 31)
    assert found["BEL"].n_screening == found["BEL"].n_intervention == 0
    assert (found["GBR"].n_screening, found["GBR"].n_not_read) == (0, 36)
    assert next(iter(found)) == "DEU"


def test_the_world_shows_the_coverage_and_a_country_does_not(gaps_result):
    assert (
        "Thresholds by country" in gaps_result("WORLD").page.show.threshold_coverage._repr_html_()
    )
    assert not gaps_result("XAA").page.show.threshold_coverage._repr_html_()


def test_a_value_that_a_country_gave_itself_goes_before_those_on_file():
    own = next(row for row in threshold_rows() if row.iso3 == "XAA" and row.substance == "Cd")
    given = own._replace(value="2", value_mg_kg="2", land_use="residential", how_read="own")
    on_file = ValuesOnFile({("XAA", "Cd"): (given,)})
    assert [row.value for rows in on_file.of("XAA").values() for row in rows] == ["70", "2"]
    assert ("Cd", "agricultural") not in on_file.of("XAA")
    assert ("Cd", "agricultural") in on_file.of("XAD")
    (row,) = coverage(("XAA",), on_file).values()
    assert (row.n_screening, row.n_own) == (2, 1)


def test_a_country_without_a_row_on_file_is_covered_by_what_it_gave():
    row = next(row for row in threshold_rows() if row.iso3 == "XAA" and row.substance == "Cd")
    on_file = ValuesOnFile({("TCD", "Cd"): (row._replace(iso3="TCD", how_read="own"),)})
    assert coverage(("TCD",)) == {}
    assert coverage(("TCD",), on_file)["TCD"].n_own == 1
