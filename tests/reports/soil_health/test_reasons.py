"""Which reason is given of several, and how single ones are worded."""

from workbench.methods.soil.health_index import no_index_of
from workbench.reports.report import most_common
from workbench.reports.soil_health.phrases import NotSoil, PerWetMass, YearsMeasured
from workbench.words.wording import words_of


def test_the_most_common_reason_is_given_and_of_equals_always_the_same():
    wet, dust = PerWetMass(), NotSoil(matrix="dust")
    assert most_common([wet, None, dust, None, dust]) == dust
    assert most_common([wet, dust]) == most_common([dust, wet]) == dust
    assert most_common([None, ()]) is None


def test_one_year_is_named_once():
    words = words_of()
    assert words.phrase(YearsMeasured(first_year=2022, last_year=None)) == "2022"
    assert words.phrase(YearsMeasured(first_year=2012, last_year=2022)) == "2012 to 2022"


def test_domains_without_an_index_are_named_in_a_sentence():
    words = words_of()
    assert words.phrase(no_index_of(["biological"])) == "the biological domain has no index"
    two = words.phrase(no_index_of(["physical", "chemical"]))
    assert two == "the physical and chemical domains have no index"
