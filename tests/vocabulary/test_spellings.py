import pytest

from workbench.errors import UnitError
from workbench.vocabulary.soil.indicators import indicators
from workbench.vocabulary.substances import codes_named, substances
from workbench.vocabulary.units import KNOWN, factor


@pytest.mark.parametrize(
    "spelling",
    [
        *("mg kg-1", "mg.kg-1", "mg kg⁻¹", "mg/kg dw", "mg/Kg", "MG/KG", "mg kg^-1", "mg / kg"),
        *("mg/kg dry weight", "mg/kg (dry)", "mg/kg TS", "mg/kg d.m.", "ppm", "PPM", "ug g-1"),
        *("µg/g", "mcg/g", "milligrams per kilogram", "мг/кг"),
    ],
)
def test_spellings_of_a_unit_are_read_alike(spelling):
    assert factor(spelling, "mg/kg") == 1.0


@pytest.mark.parametrize(
    ("spelling", "unit", "ratio"),
    [
        ("g/100 g", "g/kg", 10),
        ("g/100g", "%", 1),
        ("ug/kg dry", "mg/kg", 0.001),
        ("µS/cm", "dS/m", 0.001),
        ("mS cm-1", "dS/m", 1),
        ("cmol(+)/kg", "mmol+/kg", 10),
        ("meq/100g", "mmol+/kg", 10),
        ("kg/m3", "g/cm3", 0.001),
        ("g cm-3", "g/cm3", 1),
    ],
)
def test_units_of_soil_properties_are_converted(spelling, unit, ratio):
    assert factor(spelling, unit) == pytest.approx(ratio, rel=1e-12)


@pytest.mark.parametrize("unit", ["Mg/kg", "mg/kg ww", "mg/kg fresh weight", "mg/l", "x" * 50_000])
def test_what_is_another_unit_is_not_taken_for_one(unit):
    with pytest.raises(UnitError):
        factor(unit, "mg/kg")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Chromium(VI)", "Cr(VI)"),
        ("CHROMIUM, HEXAVALENT", "Cr(VI)"),
        ("Cr VI", "Cr(VI)"),
        ("Chromium (III)", "Cr(III)"),
        ("18540-29-9", "Cr(VI)"),
        ("Aluminum", "Al"),
        ("2,4'-DDT", "op-DDT"),
        ("4,4'-DDT", "DDT"),
        ("Benz(a)anthracene", "BaA"),
        ("Benzo [a] pyrene", "BaP"),
        ("Indeno(1,2,3-cd)pyrene", "IcdP"),
        ("PCB 153", "PCB153"),
        ("PBDE-047", "BDE47"),
        ("Trichloroethene", "TCE"),
        ("Trichloroethylene", "TCE"),
        ("Vinyl chloride", "VC"),
        ("alpha-Chlordane", "cis-Chlordane"),
        ("PFHxS", "PFHxS"),
        ("2,4,6-Trinitrotoluene", "TNT"),
        ("Lithium", "Li"),
        ("Nitrate", "NO3"),
    ],
)
def test_a_substance_is_known_however_its_name_is_written(name, code):
    assert codes_named(name) == (code,)


@pytest.mark.parametrize("name", ["Chromium (V)", "Lead (dissolved)", "Mercury, vapour"])
def test_a_species_is_never_taken_for_its_element(name):
    assert codes_named(name) == ()


def test_every_substance_is_known_by_its_code_name_and_number():
    for code, one in substances().items():
        assert codes_named(code) == (code,)
        assert code in codes_named(one.name)
        assert not one.cas or codes_named(one.cas) == (code,)


def test_every_substance_has_a_unit_that_can_be_read():
    assert {one.unit for one in substances().values()} <= {*KNOWN, "mg/kg"}
    for one in substances().values():
        assert factor(one.unit, one.unit) == 1.0


def test_every_indicator_can_be_taken_in():
    named = {one.substance or one.indicator for one in indicators().values()}
    unknown = {name for name in named if not codes_named(name)}
    assert unknown == set()
