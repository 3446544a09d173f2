"""Questions of an analyst: the right number with its source beside it, or the true reason.

Each answer is the value that says whether there is a problem, then the one from which something
must be done. The soil is a loam of pH 6 (CaCl2), 0 to 20 cm deep, with the clay and organic matter
of the standard soil of the Netherlands.
"""

from dataclasses import replace

import pytest

from workbench.vocabulary.laws.soil_conditions import SoilProperties
from workbench.vocabulary.laws.threshold_choice import (
    ApplicableThreshold,
    Choice,
    SampledSoil,
    find_intervention,
    find_threshold,
)
from workbench.vocabulary.laws.threshold_listing import lines
from workbench.vocabulary.laws.thresholds import Reason, threshold_rows

SOIL = SoilProperties(0, 20, 6.0, "CaCl2", "loam", clay_pct=25, organic_matter_pct=10)
EXTRACTS = {"CHE": ("extractable", "2 M HNO3")}  # VBBo: total contents by 2 M HNO3
FARM, HOME = "agricultural", "residential"
ANLAGE_1 = "BBodSchV 2021 (Mantelverordnung), Anlage 1"  # Tabelle 1, loam and silt
ANLAGE_2 = "BBodSchV 2021, Anlage 2"  # Tabelle 4, residential land; Tabelle 6, arable land
BAL = "Besluit activiteiten leefomgeving (Bal), Bijlage IIa"
GB_36600 = "GB 36600-2018 table 1"  # class 1 land
GB_15618 = "GB 15618-2018"  # table 3, pH 5.5 to 6.5
RSL = "US EPA Regional Screening Levels"  # table of 2018, residential soil
LEAD = "US EPA OLEM Residential Lead Directive (regional screening level)"
REMOVAL = "US EPA OLEM Residential Lead Directive (removal management level)"
VBBO = "VBBo / OIS (SR 814.12) Annex 1"  # page of the canton of Zurich
CONAMA = "Resolução CONAMA 420/2009 Anexo II"

Q = [
    ("DEU", FARM, "Pb", (70, ANLAGE_1), Reason.OTHER_LAND_USE),
    ("DEU", FARM, "Cd", (1.0, ANLAGE_1), Reason.OTHER_LAND_USE),
    ("DEU", FARM, "As", Reason.SEVERAL_VALUES, Reason.SUPERSEDED),  # 200; 50 where reducing
    ("DEU", HOME, "Pb", (400, ANLAGE_2), Reason.OTHER_LAND_USE),
    ("DEU", HOME, "Cd", (20, ANLAGE_2), Reason.OTHER_LAND_USE),
    ("DEU", HOME, "As", (50, ANLAGE_2), Reason.SUPERSEDED),
    ("NLD", FARM, "Pb", (530, BAL), (530, BAL)),
    ("NLD", FARM, "Cd", (13, BAL), (13, BAL)),
    ("NLD", FARM, "As", (76, BAL), (76, BAL)),
    ("NLD", HOME, "Pb", (530, BAL), (530, BAL)),
    ("NLD", HOME, "Cd", (13, BAL), (13, BAL)),
    ("NLD", HOME, "As", (76, BAL), (76, BAL)),
    ("CHN", FARM, "Pb", Reason.MIXED_LAND_USE, (500, GB_15618)),  # paddy 100, else 90
    ("CHN", FARM, "Cd", Reason.MIXED_LAND_USE, (2.0, GB_15618)),  # paddy 0.4, else 0.3
    ("CHN", FARM, "As", Reason.MIXED_LAND_USE, (150, GB_15618)),  # paddy 30, else 40
    ("CHN", "paddy", "Pb", (100, GB_15618), (500, GB_15618)),
    ("CHN", "dryland", "Cd", (0.3, GB_15618), (2.0, GB_15618)),
    ("CHN", HOME, "Pb", (400, GB_36600), (800, GB_36600)),
    ("CHN", HOME, "Cd", (20, GB_36600), (47, GB_36600)),
    ("CHN", HOME, "As", (20, GB_36600), (120, GB_36600)),
    ("USA", FARM, "Pb", Reason.OTHER_LAND_USE, Reason.OTHER_LAND_USE),
    ("USA", FARM, "Cd", Reason.UNVERIFIED, Reason.OTHER_VALUE_TYPE),
    ("USA", FARM, "As", Reason.OTHER_LAND_USE, Reason.OTHER_VALUE_TYPE),
    ("USA", HOME, "Pb", (200, LEAD), (600, REMOVAL)),
    ("USA", HOME, "Cd", Reason.UNVERIFIED, Reason.OTHER_VALUE_TYPE),  # 71 or 7.1: not read
    ("USA", HOME, "As", (0.68, RSL), Reason.OTHER_VALUE_TYPE),
    *(
        (iso3, use, code, Reason.UNVERIFIED, Reason.OTHER_VALUE_TYPE)
        for iso3 in ("GBR", "ZAF")  # SP1010 and GN R.331 could not be read
        for use in (FARM, HOME)
        for code in ("Pb", "Cd", "As")
    ),
    *(("CHE", use, "Pb", (200, VBBO), (1000, VBBO)) for use in (FARM, HOME)),
    *(("CHE", use, "Cd", (2, VBBO), (20, VBBO)) for use in (FARM, HOME)),
    *(("CHE", use, "As", Reason.NO_THRESHOLD, Reason.NO_THRESHOLD) for use in (FARM, HOME)),
    ("BRA", FARM, "Pb", (72, CONAMA), (180, CONAMA)),
    ("BRA", FARM, "Cd", (1.3, CONAMA), (3, CONAMA)),
    ("BRA", FARM, "As", (15, CONAMA), (35, CONAMA)),
    ("BRA", HOME, "Pb", (72, CONAMA), (300, CONAMA)),
    ("BRA", HOME, "Cd", (1.3, CONAMA), (8, CONAMA)),
    ("BRA", HOME, "As", (15, CONAMA), (55, CONAMA)),
]


def asked(iso3, land_use, substance):
    fraction, extractant = EXTRACTS.get(iso3, ("aqua_regia", ""))
    return SampledSoil(iso3, substance, "soil", (land_use,), fraction, extractant, SOIL)


def short(answer):
    if isinstance(answer, ApplicableThreshold):
        return answer.value_mg_kg, answer.instrument
    return answer


@pytest.mark.parametrize(("iso3", "land_use", "substance", "screening", "intervention"), Q)
def test_a_question_has_the_right_number_or_the_true_reason(
    iso3, land_use, substance, screening, intervention
):
    sampled = asked(iso3, land_use, substance)
    assert short(find_threshold(sampled)) == screening
    assert short(find_intervention(sampled)) == intervention


def test_the_command_gives_the_answer_the_instrument_and_where_it_was_read():
    said = "\n".join(lines(asked("DEU", HOME, "Pb"), Choice()))
    assert "verified: official text (Anlage 2 Tabelle 4, " in said
    assert (
        "Is there a problem? Chosen: 400 mg/kg, trigger/screening (Prüfwert), law of DEU." in said
    )


def test_no_replaced_value_is_ever_chosen():
    for row in threshold_rows():
        for land_use in ("", FARM, HOME):
            sampled = replace(asked(row.iso3, land_use, row.substance), fraction="total")
            found = find_threshold(sampled)
            assert not isinstance(found, ApplicableThreshold) or found.status == "in_force"


def test_a_value_for_all_land_uses_applies_where_the_land_use_is_not_stated():
    dutch = asked("NLD", HOME, "Pb")
    for land_uses in ((), ("",)):
        assert short(find_threshold(replace(dutch, land_uses=land_uses))) == (530, BAL)
    german = replace(asked("DEU", HOME, "Pb"), land_uses=())
    assert find_threshold(german).value_type == "precautionary"
    assert find_threshold(replace(dutch, iso3="USA", land_uses=())) is Reason.MIXED_LAND_USE


def test_a_value_without_a_stated_fraction_applies_to_total_and_aqua_regia_contents_only():
    lead = asked("USA", HOME, "Pb")
    for fraction in ("total", "aqua_regia"):
        found = find_threshold(replace(lead, fraction=fraction))
        assert (found.value_mg_kg, found.states_fraction) == (200, False)
    for fraction in ("extractable", "unknown"):
        answer = find_threshold(replace(lead, fraction=fraction, extractant="EDTA"))
        assert answer is Reason.OTHER_FRACTION
    said = "\n".join(lines(lead, Choice()))
    assert "The source states no fraction: total and aqua regia contents are compared." in said


def test_values_of_a_part_of_a_country_never_stand_for_the_nation():
    """Ley 4/2015 of the Basque Country: lead 120 mg/kg where children play."""
    basque = SampledSoil("ESP", "Pb", "soil", ("playground",), "total")
    screening = Choice(("trigger/screening",))
    assert find_threshold(basque, screening) is Reason.OTHER_PART
    assert not isinstance(find_threshold(basque), ApplicableThreshold)
    assert find_threshold(basque, Choice(part="ES-PV")).value_mg_kg == 120


@pytest.mark.parametrize(
    ("substance", "ph", "value"),
    [("Pb", 5.5, 100), ("Pb", 4.9, 70), ("Cd", 5.5, 1.0), ("Ni", 5.9, 50), ("Zn", 6.0, 200)],
)
def test_an_acid_clay_of_germany_counts_as_loam_below_the_ph_of_its_row(substance, ph, value):
    """BBodSchV 2021, Anlage 1, footnote 3: lead below pH 5.0; cadmium, nickel, zinc below 6.0."""
    soil = replace(SOIL, texture="clay", ph=ph)
    clay = replace(asked("DEU", FARM, substance), properties=soil)
    assert find_threshold(clay, Choice(("precautionary",))).value_mg_kg == value
