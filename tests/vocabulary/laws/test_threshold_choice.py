from dataclasses import asdict, replace
from itertools import product

import pytest

from workbench.errors import VocabularyError
from workbench.vocabulary.laws.soil_conditions import SoilProperties
from workbench.vocabulary.laws.threshold_choice import (
    VALUE_TYPES,
    ApplicableThreshold,
    Choice,
    SampledSoil,
    _narrowest,
    find_threshold,
    soil_heeded,
    why_not,
)
from workbench.vocabulary.laws.thresholds import INTERVENTION, Reason, rows_of, sets, threshold_rows

CADMIUM = SampledSoil("XAA", "Cd", "soil", ("agricultural",), "aqua_regia")
GERMAN = replace(CADMIUM, iso3="DEU")
EVERYTHING = Choice(VALUE_TYPES, unverified=True, superseded=True)


def own(*changes, iso3="XAA"):
    """Choice of values that a country gave itself, each the one of the example with changes."""
    (row,) = rows_of("XAA", "Cd")
    return Choice(own={(iso3, "Cd"): tuple(row._replace(iso3=iso3, **one) for one in changes)})


def with_soil(sampled, **properties):
    return replace(sampled, properties=SoilProperties(**properties))


def test_the_threshold_that_fits_is_found():
    found = find_threshold(CADMIUM)
    assert found.value_mg_kg == 0.6
    assert found.instrument == "Soil Protection Rules of the example (fictional)"
    assert (found.value_type, found.native_term, found.iso3, found.is_reference) == (
        "trigger/screening",
        "trigger value (fictional)",
        "XAA",
        False,
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"iso3": "KEN"}, Reason.NO_THRESHOLD),
        ({"substance": "Zn"}, Reason.NO_THRESHOLD),
        ({"matrix": "forest_floor"}, Reason.OTHER_MATRIX),
        ({"matrix": "sediment"}, Reason.OTHER_MATRIX),
        ({"fraction": "total"}, Reason.OTHER_FRACTION),
        ({"fraction": "unknown"}, Reason.OTHER_FRACTION),
        ({"land_uses": ("residential",)}, Reason.OTHER_LAND_USE),
        ({"land_uses": ("agricultural", "residential")}, Reason.MIXED_LAND_USE),
        ({"land_uses": ("",)}, Reason.MIXED_LAND_USE),
        ({"iso3": "USA"}, Reason.UNVERIFIED),
        ({"iso3": "GBR", "fraction": "total"}, Reason.UNVERIFIED),
        ({"iso3": "POL", "substance": "Mo"}, Reason.UNVERIFIED),
        ({"iso3": "THA"}, Reason.SUPERSEDED),
        ({"iso3": "DEU", "substance": "PCDD/F"}, Reason.NOT_COMPARABLE),
        ({"iso3": "DEU"}, Reason.NEEDS_SOIL),
        ({"iso3": "ITA"}, Reason.NEEDS_SOIL),
    ],
)
def test_where_none_applies_the_reason_is_given(change, reason):
    assert find_threshold(replace(CADMIUM, **change)) is reason


@pytest.mark.parametrize("matrix", ["forest_floor", "sediment", "dust"])
def test_no_soil_threshold_touches_another_matrix_even_if_all_may_be_chosen(matrix):
    for row in threshold_rows():
        sampled = SampledSoil(row.iso3, row.substance, matrix, (row.land_use_term,), row.fraction)
        assert not isinstance(find_threshold(sampled, EVERYTHING), ApplicableThreshold)


def test_the_limits_credited_to_who_are_never_chosen_not_even_by_name():
    circulated = [row for row in threshold_rows() if row.status == "misattributed"]
    assert len(circulated) == 6
    for row in circulated:
        sampled = SampledSoil("KEN", row.substance, "soil", ("all",), "total")
        for iso3 in ("", "WHO", "KEN"):
            assert find_threshold(replace(sampled, iso3=iso3), EVERYTHING) is Reason.NO_THRESHOLD
        assert why_not(row, replace(sampled, iso3=""), EVERYTHING) is Reason.NO_THRESHOLD
    with pytest.raises(VocabularyError, match="Unknown set of thresholds 'WHO'"):
        find_threshold(sampled, replace(EVERYTHING, reference_set="WHO"))


@pytest.mark.parametrize(("texture", "value"), [("sand", 0.4), ("loam", 1.0), ("clay", 1.5)])
def test_german_precautionary_values_follow_the_texture(texture, value):
    """BBodSchV 2021, Anlage 1, Tabelle 1: cadmium."""
    found = find_threshold(with_soil(GERMAN, texture=texture, ph=6.5))
    assert (found.value_mg_kg, found.native_term) == (value, "Vorsorgewert")


def test_a_texture_that_the_law_does_not_know_is_another_soil():
    assert find_threshold(with_soil(GERMAN, texture="peat")) is Reason.OTHER_SOIL


@pytest.mark.parametrize(
    ("ph", "value"), [(5.5, 0.3), (5.6, 0.4), (6.5, 0.4), (7.0, 0.6), (8, 0.8)]
)
def test_chinese_values_for_paddy_follow_the_ph(ph, value):
    """GB 15618-2018, table 1: cadmium in paddy soil."""
    paddy = replace(CADMIUM, iso3="CHN", land_uses=("paddy",), fraction="total")
    assert find_threshold(with_soil(paddy, ph=ph)).value_mg_kg == value


def test_no_laxer_kind_of_value_stands_in_where_the_land_use_is_too_wide():
    farmland = with_soil(replace(CADMIUM, iso3="CHN", fraction="total"), ph=6)
    assert find_threshold(farmland) is Reason.MIXED_LAND_USE
    control = find_threshold(farmland, Choice(("action/intervention",)))
    assert (control.value_mg_kg, control.native_term) == (2.0, "风险管制值")


@pytest.mark.parametrize(("precautionary", "found"), [("0.5", 0.5), (None, Reason.MIXED_LAND_USE)])
def test_a_precautionary_value_of_all_land_uses_serves_where_triggers_go_by_land_use(
    precautionary, found
):
    of_all = {"value_type": "precautionary", "land_use": "all", "value_mg_kg": precautionary}
    choice = own({"land_use": "residential"}, *([of_all] if precautionary else []))
    answer = find_threshold(replace(CADMIUM, land_uses=("",)), choice)
    assert getattr(answer, "value_mg_kg", answer) == found


@pytest.mark.parametrize(
    ("land_uses", "found"),
    [
        (("agricultural",), 2.0),
        (("residential",), 1.0),
        (("agricultural", "residential"), Reason.MIXED_LAND_USE),
        (("agricultural", "residential", "forest"), Reason.MIXED_LAND_USE),
    ],
)
def test_land_uses_of_two_values_that_are_pooled_have_none(land_uses, found):
    choice = own(
        {"land_use": "all", "land_use_term": "", "value_mg_kg": "2"},
        {"land_use": "residential", "land_use_term": "", "value_mg_kg": "1"},
    )
    answer = find_threshold(replace(CADMIUM, land_uses=land_uses), choice)
    assert getattr(answer, "value_mg_kg", answer) == found


def test_land_uses_of_one_value_may_be_pooled():
    choice = own({"land_use": "all", "land_use_term": ""})
    pooled = replace(CADMIUM, land_uses=("agricultural", "residential"))
    assert find_threshold(pooled, choice).value_mg_kg == 0.6


@pytest.mark.parametrize(
    ("part", "found"), [("BE-VLG", 0.9), ("BE-WAL", Reason.OTHER_PART), ("", Reason.OTHER_PART)]
)
def test_a_value_of_a_part_of_a_country_is_chosen_for_that_part_alone(part, found):
    law = next(row.instrument for row in rows_of("BEL", "Cd") if row.part == "BE-VLG")
    choice = own({"instrument": law, "value_mg_kg": "0.9"}, iso3="BEL")
    answer = find_threshold(replace(CADMIUM, iso3="BEL"), replace(choice, part=part))
    assert getattr(answer, "value_mg_kg", answer) == found


def test_a_narrower_word_is_that_of_the_country_s_own_laws():
    choice = own({"land_use_term": "farmland", "value_mg_kg": "0.9"}, iso3="GBR")
    allotment = replace(CADMIUM, iso3="GBR", land_uses=("allotment",))
    assert find_threshold(allotment, choice).value_mg_kg == 0.9
    paddy = replace(allotment, land_uses=("paddy",))  # a word of Chinese and Japanese law
    assert find_threshold(paddy, choice) is not None
    assert getattr(find_threshold(paddy, choice), "value_mg_kg", None) is None


def test_a_sample_below_the_layer_of_the_law_is_another_depth():
    italian = replace(CADMIUM, iso3="ITA")
    assert find_threshold(with_soil(italian, depth_top_cm=0, depth_bottom_cm=30)).iso3 == "ITA"
    deeper = with_soil(italian, depth_top_cm=30, depth_bottom_cm=60)
    assert find_threshold(deeper) is Reason.OTHER_DEPTH


def test_a_class_of_land_is_used_for_each_land_use_that_it_names():
    """Ordin 756/1997: sensitive use is residential, recreational and agricultural."""
    lead = SampledSoil("ROU", "Pb", "soil", ("agricultural",), "total")
    for land_use in ("agricultural", "residential", "recreational"):
        assert find_threshold(replace(lead, land_uses=(land_use,))).value_mg_kg == 50
    assert find_threshold(replace(lead, land_uses=("forest",))) is Reason.OTHER_LAND_USE


def test_background_values_are_given_only_where_they_are_asked_for():
    lead = SampledSoil("ROU", "Pb", "soil", ("forest",), "total")
    found = find_threshold(lead, Choice(("background",)))
    assert (found.value_mg_kg, found.value_type) == (20, "background")


def test_a_verified_value_that_was_replaced_is_given_only_by_name():
    soil = with_soil(replace(GERMAN, land_uses=("playground",)), texture="loam")
    old = Choice(("trigger/screening",), superseded=True)
    found = find_threshold(soil, old)
    assert (found.value_mg_kg, found.status) == (10, "superseded")
    new = find_threshold(soil, Choice(("trigger/screening",)))
    assert new.instrument == "BBodSchV 2021, Anlage 2"


def test_an_acid_clay_counts_as_loam_where_the_law_says_so():
    """BBodSchV 1999, Anhang 2, 4.1: cadmium 1.5 for clay, 1 for loam, 0.4 for sand."""
    rows = [row for row in threshold_rows() if row.sandier_below_ph and row.substance == "Cd"]
    acid = with_soil(GERMAN, texture="clay", ph=5.5)
    old = Choice(("precautionary",), superseded=True)
    fitting = {row.value_mg_kg for row in rows if why_not(row, acid, old) is None}
    assert fitting == {"1"}


def test_the_union_is_used_only_by_name_and_says_so():
    soil = with_soil(GERMAN, ph=6.5)
    union = Choice(reference_set="EU")
    found = find_threshold(soil, union)
    assert (found.value_mg_kg, found.iso3, found.is_reference) == (1.0, "EU", True)
    assert found.fraction == "unknown"
    assert not found.states_fraction
    assert find_threshold(with_soil(GERMAN, ph=5.5), union) is Reason.OTHER_SOIL


def test_a_dutch_value_is_brought_to_the_soil_that_was_sampled():
    """thresholds for the standard soil: zinc 140 mg/kg, 69.5 at 5 % clay and 3 % humus."""
    zinc = SampledSoil("NLD", "Zn", "soil", ("agricultural",), "aqua_regia")
    old = Choice(("background",), superseded=True)
    assert find_threshold(zinc, old) is Reason.NEEDS_SOIL
    found = find_threshold(with_soil(zinc, clay_pct=5, organic_matter_pct=3), old)
    assert found.value_mg_kg == pytest.approx(69.5, abs=0.05)
    assert found.factor == pytest.approx(0.4964, abs=5e-5)


def test_a_value_for_the_land_use_itself_goes_before_one_for_all():
    """Soil Pollution Monitoring Standards: cadmium on farmland for food crops, and elsewhere."""
    taiwan = replace(CADMIUM, iso3="TWN")
    for land_use, value in (("food-crop farmland", 2.5), ("residential", 10)):
        assert find_threshold(replace(taiwan, land_uses=(land_use,))).value_mg_kg == value


def test_a_value_for_a_part_of_a_land_use_goes_before_one_for_the_whole():
    whole = next(row for row in threshold_rows() if row.land_use_match == "exact")
    part = whole._replace(land_use="agricultural", land_use_match="narrow")
    assert _narrowest([whole._replace(land_use="agricultural"), part]) == [part]
    assert _narrowest([whole._replace(land_use="agricultural")]) != []


def test_a_part_of_a_land_use_without_a_value_of_its_own_has_that_of_the_whole():
    """GB 15618-2018, table 3: the control values are for all farmland, paddies too."""
    paddy = with_soil(replace(CADMIUM, iso3="CHN", land_uses=("paddy",)), ph=6)
    assert find_threshold(paddy).value_mg_kg == 0.4
    assert find_threshold(paddy, Choice(("action/intervention",))).value_mg_kg == 2.0


def test_where_all_values_are_for_all_land_uses_none_needs_to_be_stated():
    soil = with_soil(replace(GERMAN, land_uses=()), texture="loam", ph=6.5)
    assert find_threshold(soil, Choice(("precautionary",))).value_mg_kg == 1.0


def test_two_values_that_fit_are_no_answer():
    """NEPM 2013: PFOS of all land uses, 1 mg/kg directly and 0.01 mg/kg through food."""
    pfos = SampledSoil("AUS", "PFOS", "soil", ("agricultural",), "total")
    assert find_threshold(pfos) is Reason.SEVERAL_VALUES


def test_of_equal_values_the_first_on_file_is_given():
    """NEPM 2013: arsenic 100 mg/kg for health, and for plants and animals."""
    arsenic = SampledSoil("AUS", "As", "soil", ("residential",), "total")
    assert find_threshold(arsenic).row_id == "AUS-017"


@pytest.mark.parametrize(("substance", "value"), [("HCB", 10), ("PCB", 1)])
def test_organics_are_compared_whatever_the_digestion_but_not_as_an_extract(substance, value):
    """NEPM 2013, table 1A(1): HIL A."""
    organic = SampledSoil("AUS", substance, "soil", ("residential",), "total")
    assert find_threshold(organic).value_mg_kg == value
    assert find_threshold(replace(organic, fraction="aqua_regia")).value_mg_kg == value
    assert find_threshold(replace(organic, fraction="extractable")) is Reason.OTHER_FRACTION


def test_an_extract_is_no_content_of_an_unstated_digestion():
    union = Choice(reference_set="EU")
    extract = replace(with_soil(GERMAN, ph=6.5), fraction="extractable")
    assert find_threshold(extract, union) is Reason.OTHER_FRACTION


def test_an_extract_is_compared_with_its_like_only():
    swiss = SampledSoil("CHE", "Cd", "soil", ("agricultural",), "extractable", "0.1 M NaNO3")
    assert find_threshold(swiss).value_mg_kg == 0.02
    assert find_threshold(replace(swiss, extractant="EDTA")) is Reason.OTHER_FRACTION


def test_an_unknown_kind_of_value_is_refused():
    with pytest.raises(VocabularyError, match="Unknown kinds of value: limit"):
        find_threshold(CADMIUM, Choice(("limit",)))


def test_sets_are_countries_or_the_union():
    assert {"EU", "NLD", "XAA"} <= set(sets())
    assert "" not in sets()


SOILS = [
    SoilProperties(0.0, bottom, ph, "CaCl2", texture, clay, humus, carbon)
    for bottom, ph, texture, (clay, humus, carbon) in product(
        (20.0, 60.0), (4.2, 6.8), ("sand", "clay"), ((3.0, 2.0, 1.2), (30.0, 20.0, 12.0))
    )
]


@pytest.mark.parametrize("iso3", ["DEU", "NLD", "GBR", "XAA"])
@pytest.mark.parametrize("substance", ["Cd", "Pb"])
@pytest.mark.parametrize("kinds", [VALUE_TYPES, INTERVENTION])
def test_a_threshold_depends_on_no_property_of_a_soil_beyond_those_heeded(iso3, substance, kinds):
    choice = Choice(kinds, unverified=True, superseded=True)
    heeded = soil_heeded(iso3, substance, choice)
    for soil, use in product(SOILS, ("agricultural", "residential")):
        kept = {name: value for name, value in asdict(soil).items() if name in heeded}
        sampled = SampledSoil(iso3, substance, "soil", (use,), "aqua_regia", properties=soil)
        of_heeded = replace(sampled, properties=SoilProperties(**kept))
        assert find_threshold(sampled, choice) == find_threshold(of_heeded, choice)


def test_a_row_that_may_not_be_chosen_asks_for_no_soil():
    own = {("XAA", "Cd"): [rows_of("XAA", "Cd")[0]._replace(ph_min="6", verified="no")]}
    assert not soil_heeded("XAA", "Cd", Choice(own=own))
    assert soil_heeded("XAA", "Cd", Choice(own=own, unverified=True)) >= {"ph", "ph_method"}
