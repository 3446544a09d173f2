"""Thresholds that a country gives itself go before those on file, on the pages too."""

import pandas as pd
import pytest
from found import found

from examples.store import all_rows
from workbench.reports.own_thresholds import own_thresholds
from workbench.store.frames import Frames, empty, typed
from workbench.store.reading import fingerprint
from workbench.vocabulary.laws.threshold_choice import (
    ApplicableThreshold,
    Choice,
    SampledSoil,
    find_threshold,
)
from workbench.vocabulary.laws.thresholds import Reason

GIVEN = {
    "iso3": "XAA",
    "substance": "Cd",
    "matrix": "soil",
    "value": 500.0,
    "unit": "µg/kg",
    "value_type": "precautionary",
    "instrument": "Decree 7",
    "source": "gazette 12, page 3",
    "source_file": "decree.csv",
    "source_row": 2,
}
CADMIUM = SampledSoil("XAA", "Cd", "soil", ("agricultural",), "aqua_regia")


def table(*changes):
    """Rows of the store table."""
    rows = pd.DataFrame([GIVEN | change for change in changes])
    missing = set(empty("own_thresholds")) - set(rows)
    return typed("own_thresholds", rows.assign(**dict.fromkeys(missing)))


def choice(*changes, **other):
    frames = {"own_thresholds": table(*changes)}
    return Choice(own=own_thresholds(Frames(frames, "")), **other)


def test_the_own_value_goes_before_the_one_on_file():
    one = find_threshold(CADMIUM, choice({}))
    assert (one.value_mg_kg, one.instrument, one.how_read) == (0.5, "Decree 7", "own")
    assert one.source == "gazette 12, page 3"
    assert find_threshold(CADMIUM).how_read != "own"


def test_a_reference_set_that_is_asked_for_goes_before_the_own():
    found_there = find_threshold(CADMIUM, choice({}, reference_set="XAA"))
    assert found_there.value_mg_kg == 0.6


@pytest.mark.parametrize(
    "change",
    [
        {"substance": "Pb"},
        {"iso3": "XAB"},
        {"matrix": "sediment"},
        {"land_use": "residential"},
        {"fraction": "total"},
        {"value_type": "background"},
    ],
)
def test_where_the_own_value_does_not_apply_the_one_on_file_is_taken(change):
    assert find_threshold(CADMIUM, choice(change)).value_mg_kg == 0.6


def test_sediment_has_a_threshold_where_the_country_gives_one():
    sediment = SampledSoil("XAA", "Cd", "sediment", ("",), "total")
    assert find_threshold(sediment) is Reason.OTHER_MATRIX
    assert find_threshold(sediment, choice({"matrix": "sediment"})).value_mg_kg == 0.5


def test_land_use_may_be_in_the_words_of_the_measurements():
    paddy = SampledSoil("XAA", "Cd", "soil", ("paddy field",), "aqua_regia")
    assert isinstance(find_threshold(paddy), Reason)
    assert isinstance(
        find_threshold(paddy, choice({"land_use": "paddy field"})), ApplicableThreshold
    )


def test_the_page_names_the_threshold_as_the_own_of_the_country():
    measurements = all_rows("measurements").query("iso3 == 'XAA' and substance == 'Cd'")
    frames = {"measurements": measurements.reset_index(drop=True), "own_thresholds": table({})}
    result = found("trends", Frames(frames, fingerprint(frames)), area="XAA")
    compared = [one for one in result.rows("comparisons").values() if one["threshold_mg_kg"]]
    assert {one["threshold_mg_kg"] for one in compared} == {0.5}
    assert {one["own_source"] for one in compared} == {"gazette 12, page 3"}
    said = " ".join(finding.sentence for finding in result.findings)
    assert "Decree 7, a threshold of the country's own (gazette 12, page 3)" in said
