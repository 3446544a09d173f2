import pytest

from workbench.inputs.drafts.drafting import draft_mapping
from workbench.inputs.drafts.headings import read_heading, split_unit, substance_named
from workbench.vocabulary.substances import substances
from workbench.vocabulary.units import INTO_PROPERTIES, KNOWN, OF_PROPERTIES


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
        ("Metales As (mg/kg PS)", "As", "mg/kg"),
        ("总砷\uff08mg/kg\uff09", "As", "mg/kg"),
        ("镉含量 (mg/kg)", "Cd", "mg/kg"),
        ("有效态镉 (mg/kg)", "", "mg/kg"),
        ("Arsenic, Total (mg/kg)", "As", "mg/kg"),
        ("الرصاص (ملغم/كغم)", "Pb", "mg/kg"),
        ("カドミウム(mg/kg)", "Cd", "mg/kg"),
        ("Kurşun (mg/kg)", "Pb", "mg/kg"),
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
    for code in {*substances()} - ROLES:
        for unit in ("mg/kg", "µg/kg"):
            found = read_heading(f"{code} ({unit})")
            assert (found.code, found.unit) == (code, unit)
    for unit in set(KNOWN) - {*OF_PROPERTIES, *INTO_PROPERTIES, "g/g"}:
        assert split_unit(f"Pb [{unit}]")[0].replace("µ", "u") == unit.replace("µ", "u")


ROLES = {"BG"}  # Bestimmungsgrenze, before it is beta-glucosidase


@pytest.mark.parametrize("name", ["", "x", "k", "v", "date", "plot", "note", "station"])
def test_a_word_that_is_no_substance_is_none(name):
    assert substance_named(name) == ""


HEXAVALENT = ["Chromium(VI)", "Chromium (VI)", "Cr VI", "Cr-VI", "Cr6+", "hexavalent chromium"]
HEXAVALENT += ["chrome hexavalent", "Chrom(VI)", "Cromo (VI)", "Chromium, hexavalent", "18540-29-9"]


@pytest.mark.parametrize("name", HEXAVALENT)
def test_hexavalent_chromium_is_never_total_chromium(name):
    assert substance_named(name) == "Cr(VI)"
    assert read_heading(f"{name} [mg/kg]").code == "Cr(VI)"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Chromium(III)", "Cr(III)"),
        ("Methyl mercury", "MeHg"),
        ("DDT total", "DDTs"),
        ("DDT (total)", "DDTs"),
        ("Total DDT", "DDTs"),
        ("p,p'-DDT", "DDT"),
        ("Sum of 16 PAH", "PAH16"),
        ("Lead (total)", "Pb"),
        ("Plomb (Pb)", "Pb"),
        ("Lead (ICP-MS)", "Pb"),
        ("Lead (Pb), total", "Pb"),
        ("phosphorus (Olsen)", "P"),
        ("Mercury (organic)", "Mercury_organic"),
        ("PCB-28", "PCB28"),
        ("PCB (28)", "PCB28"),
        ("o,p'-DDT", "op-DDT"),
        ("2,4'-DDT", "op-DDT"),
        ("DDT (o,p')", "op-DDT"),
        ("Total cyanide", "CN_tot"),
        ("Cyanide (total)", "CN_tot"),
    ],
)
def test_a_species_or_a_sum_is_read_as_itself(name, code):
    assert read_heading(f"{name} (mg/kg)").code == code


QUALIFIED = ["Arsenic (III)", "As(V)", "inorganic arsenic", "arsenite"]
QUALIFIED += ["Lead (dissolved)", "dissolved lead", "Lead, dissolved", "Lead (TCLP)", "TCLP lead"]
QUALIFIED += ["leachate lead", "PCB-999", "PCB (999)", "Chromium (IV)", "Zinc (available)"]


@pytest.mark.parametrize("name", QUALIFIED)
def test_a_species_or_a_part_that_is_not_known_is_never_read_as_the_whole(name):
    found = read_heading(f"{name} (mg/kg)")
    assert substance_named(name) == ""
    assert not found.code or found.extractant


def test_a_draft_says_that_a_species_is_not_known(tmp_path):
    path = tmp_path / "a.csv"
    lines = ["site,year,substance,result,unit", "P1,2019,Lead,5,mg/kg", "P1,2019,Cr(VI),1,mg/kg"]
    path.write_text("\n".join([*lines, "P1,2019,Lead (TCLP),2,mg/kg"]), encoding="utf-8")
    text = draft_mapping(path)
    assert "Lead (TCLP)" in text.partition("groups:")[2]
    assert "Cr(VI): Cr(VI)" in text
