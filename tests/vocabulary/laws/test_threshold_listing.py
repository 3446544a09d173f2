import re
from dataclasses import replace

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.laws.soil_conditions import SoilProperties
from workbench.vocabulary.laws.threshold_choice import Choice, SampledSoil
from workbench.vocabulary.laws.threshold_listing import (
    CHOSEN,
    COMES_AFTER,
    can_be_matched,
    coverage,
    coverage_lines,
    lines,
    listed,
    with_layer,
)
from workbench.vocabulary.laws.thresholds import Reason, rows_of, threshold_rows

GERMAN = SampledSoil("DEU", "Cd", "soil", ("agricultural",), "aqua_regia")


def test_every_row_is_listed_with_what_would_become_of_it():
    soil = replace(GERMAN, properties=SoilProperties(texture="sand", ph=6.5))
    answers = [answer for _, answer in listed(soil)]
    assert len(answers) == len(rows_of("DEU", "Cd"))
    assert answers.count(CHOSEN) == 1
    assert {Reason.SUPERSEDED.value, Reason.OTHER_SOIL.value} <= set(answers)


def test_a_value_that_another_goes_before_is_said_to_fit():
    lead = SampledSoil("ROU", "Pb", "soil", ("residential",), "total")
    answers = [answer for _, answer in listed(lead)]
    assert (answers.count(CHOSEN), answers.count(COMES_AFTER)) == (1, 1)


def test_the_set_that_is_asked_for_is_listed():
    rows = [row for row, _ in listed(GERMAN, Choice(reference_set="EU"))]
    assert {row.iso3 for row in rows} == {"EU"}


def test_coverage_adds_up_and_never_counts_what_may_not_be_chosen():
    counts = coverage()
    assert sum(count.n_rows for count in counts) == len(threshold_rows())
    assert all(count.n_matched <= min(count.n_verified, count.n_in_force) for count in counts)
    by_set = {count.iso3: count for count in counts}
    assert (by_set["XAA"].n_rows, by_set["XAA"].n_matched) == (2, 2)
    assert (by_set[""].n_rows, by_set[""].n_matched) == (6, 0)


def test_a_row_that_is_verified_and_in_force_is_mostly_matched_in_romania():
    romanian = [row for row in threshold_rows() if row.iso3 == "ROU"]
    not_matched = {row.contaminant for row in romanian if not can_be_matched(row)}
    assert not_matched == {"Boron"}  # soluble boron, its extract is not named


GERMAN = SampledSoil("DEU", "Cd", "soil", ("agricultural",), "aqua_regia")


def test_each_row_says_its_value_term_standing_and_what_becomes_of_it():
    said = "\n".join(lines(GERMAN, Choice()))
    assert "mg/kg dm, precautionary (Vorsorgewert)" in said
    assert (
        "status: superseded 2023-08-01 (successor: BBodSchV 2021 (in force 2023-08-01)); " in said
    )
    assert "; verified: official text (Anhang 2, github bundestag/gesetze" in said
    assert "not chosen: thresholds on file are no longer in force" in said


def test_the_set_of_another_country_is_named_beside_the_number():
    sampled = SampledSoil("KEN", "Pb", "soil", ("residential",), "total")
    said = lines(sampled, Choice(reference_set="ROU"))
    assert said[0] == "ROU, Lead: 5 rows on file."
    start = r"Is there a problem\? Chosen: 50 mg/kg, trigger/screening .*, reference law of ROU\."
    assert re.match(start, said[-2])
    assert re.match(r"Must something be done\? Chosen: 100 mg/kg, action/intervention ", said[-1])


def test_a_country_without_a_law_is_no_error():
    sampled = SampledSoil("KEN", "Pb", "soil", ("residential",), "total")
    assert lines(sampled, Choice()) == [
        "KEN, Lead: 0 rows on file.",
        "Is there a problem? Not compared: no threshold on file.",
        "Must something be done? Not compared: no threshold on file.",
    ]


def test_one_kind_that_was_asked_for_is_answered_alone():
    said = lines(GERMAN, Choice(("precautionary",)))
    assert said[-1].startswith("Is there a problem? ")


def test_where_more_must_be_stated_the_values_that_could_apply_are_named():
    """GB 15618-2018, table 1: lead at pH 5.5 to 6.5 is 100 in paddies, 90 elsewhere."""
    farmed = SampledSoil("CHN", "Pb", "soil", ("agricultural",), "total")
    screened = lines(replace(farmed, properties=SoilProperties(ph=6)), Choice())[-2]
    assert "It could be trigger/screening: 100 mg/kg (paddy;" in screened
    assert ", or 90 mg/kg (dryland;orchard;" in screened
    assert "140 mg/kg" not in screened


def test_the_successor_of_a_replaced_value_is_named():
    said = "\n".join(lines(SampledSoil("USA", "Pb", "soil", ("residential",), "total"), Choice()))
    assert "(successor: US EPA OLEM Residential Lead Directive (2025-10-16))" in said


@pytest.mark.parametrize(
    ("area", "message"),
    [("XQQ", "Unknown area 'XQQ'"), ("R-AFRICA", "Africa has no law. Give a country")],
)
def test_what_is_no_country_is_refused(area, message):
    with pytest.raises(VocabularyError, match=message):
        lines(SampledSoil(area, "Pb", "soil", ("",), "total"), Choice())


def test_a_depth_is_a_layer():
    with pytest.raises(VocabularyError, match=r"The depth is '20'\. Give a layer in cm"):
        with_layer(SoilProperties(), "20")


def test_coverage_ends_with_its_sum():
    *sets, total = coverage_lines()[1:]
    columns = [[int(n) for n in line[6:].split()] for line in sets]
    assert [int(n) for n in total[6:].split()] == [
        sum(column) for column in zip(*columns, strict=True)
    ]
