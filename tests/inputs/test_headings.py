import pytest

from workbench.inputs.headings import read_heading, split_unit, substance_named
from workbench.vocabulary.substances import substances
from workbench.vocabulary.units import KNOWN, OF_PROPERTIES


@pytest.mark.parametrize(
    ("heading", "code", "unit"),
    [
        ("Pb (mg/kg)", "Pb", "mg/kg"),
        ("Cd_ug_kg", "Cd", "µg/kg"),
        ("Zn mg kg-1", "Zn", "mg/kg"),
        ("As [mg·kg⁻¹]", "As", "mg/kg"),
        ("Hg, ng/g", "Hg", "ng/g"),
        ("Blei in mg/kg TS", "Pb", "mg/kg"),
        ("plomb total (mg/kg MS)", "Pb", "mg/kg"),
        ("свинец, мг/кг", "Pb", "mg/kg"),
        ("кадмий (мкг/кг)", "Cd", "µg/kg"),
        ("铅 (毫克/千克)", "Pb", "mg/kg"),
        ("Cr(VI) (mg/kg)", "Cr(VI)", "mg/kg"),
        ("Ca (mg/100 g)", "Ca", "mg/100 g"),
        ("K mg/100g", "K", "mg/100 g"),
        ("Ni_ppm", "Ni", "ppm"),
        ("clay %", "clay", "%"),
        ("pH", "pH", ""),
        ("Pb (mg/l)", "Pb", ""),
        ("Value (mg/kg)", "", "mg/kg"),
    ],
)
def test_a_heading_says_its_substance_and_unit(heading, code, unit):
    found = read_heading(heading)
    assert (found.code, found.unit) == (code, unit)


@pytest.mark.parametrize(
    ("heading", "beside", "code"),
    [("Pb_LOD", "lod", "Pb"), ("Cd LOQ (mg/kg)", "loq", "Cd"), ("Zn flag", "flag", "Zn")],
)
def test_a_column_beside_one_of_values_is_known_as_such(heading, beside, code):
    found = read_heading(heading)
    assert (found.beside, found.code) == (beside, code)


def test_each_code_and_each_unit_is_found_where_they_stand_together():
    for code in substances():
        for unit in ("mg/kg", "µg/kg"):
            found = read_heading(f"{code} ({unit})")
            assert (found.code, found.unit) == (code, unit)
    for unit in set(KNOWN) - {*OF_PROPERTIES, "g/g"}:
        assert split_unit(f"Pb [{unit}]")[0].replace("µ", "u") == unit.replace("µ", "u")


@pytest.mark.parametrize("name", ["", "x", "k", "v", "date", "plot", "note", "station"])
def test_a_word_that_is_no_substance_is_none(name):
    assert substance_named(name) == ""
