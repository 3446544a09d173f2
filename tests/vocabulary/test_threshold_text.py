import re

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.laws.threshold_choice import Choice, SampledSoil
from workbench.vocabulary.threshold_text import coverage_lines, lines, soil_of

GERMAN = SampledSoil("DEU", "Cd", "soil", ("agricultural",), "aqua_regia")


def test_each_row_says_its_value_term_standing_and_what_becomes_of_it():
    said = "\n".join(lines(GERMAN, Choice()))
    assert "mg/kg dm, precautionary (Vorsorgewert)" in said
    assert "status: superseded 2023-08-01; verified: yes; BBodSchV 1999" in said
    assert "not chosen: thresholds on file are no longer in force" in said


def test_the_set_of_another_country_is_named_beside_the_number():
    sampled = SampledSoil("KEN", "Pb", "soil", ("residential",), "total")
    said = lines(sampled, Choice(reference_set="ROU"))
    assert said[0] == "ROU, Lead: 5 rows on file."
    assert re.fullmatch(r"Chosen: 50 mg/kg, trigger/screening .*, reference law of ROU\.", said[-1])


def test_a_country_without_a_law_is_no_error():
    sampled = SampledSoil("KEN", "Pb", "soil", ("residential",), "total")
    assert lines(sampled, Choice()) == [
        "KEN, Lead: 0 rows on file.",
        "Not compared: no threshold on file.",
    ]


@pytest.mark.parametrize(
    ("area", "message"),
    [("XQQ", "Unknown area 'XQQ'"), ("R-AFRICA", "Africa has no law. Give a country")],
)
def test_what_is_no_country_is_refused(area, message):
    with pytest.raises(VocabularyError, match=message):
        lines(SampledSoil(area, "Pb", "soil", ("",), "total"), Choice())


def test_a_depth_is_a_layer():
    with pytest.raises(VocabularyError, match=r"The depth is '20'\. Give a layer in cm"):
        soil_of("20", None, "")


def test_coverage_ends_with_its_sum():
    *sets, total = coverage_lines()[1:]
    columns = [[int(n) for n in line[6:].split()] for line in sets]
    assert [int(n) for n in total[6:].split()] == [
        sum(column) for column in zip(*columns, strict=True)
    ]
