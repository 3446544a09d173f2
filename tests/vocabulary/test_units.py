import itertools
import re

import pytest

from workbench.errors import UnitError
from workbench.vocabulary.units import MASS_FRACTIONS, factor


@pytest.mark.parametrize(
    ("unit", "mg_kg"),
    [
        *(("mg/kg", 1.0), ("µg/kg", 0.001), ("ug/kg", 0.001), ("g/kg", 1000.0), ("ng/g", 0.001)),
        *(("ppm", 1.0), ("ppb", 0.001), ("%", 10000.0), ("pg/g", 1e-6), ("ng/kg", 1e-6)),
        *(("mg/g", 1000.0), ("µg/g", 1.0), ("ug/g", 1.0)),
        *(("mg/100 g", 10.0), ("mg/100g", 10.0)),
    ],
)
def test_each_unit_has_its_factor_to_mg_kg(unit, mg_kg):
    assert factor(unit, "mg/kg") == mg_kg


def test_there_and_back_again_is_one():
    for here, there in itertools.product(MASS_FRACTIONS, repeat=2):
        assert factor(here, there) * factor(there, here) == pytest.approx(1.0, rel=1e-11)


def test_both_letters_that_look_like_micro_are_read():
    assert factor("\N{GREEK SMALL LETTER MU}g/kg", "mg/kg") == 0.001


@pytest.mark.parametrize(
    ("unit", "mg_kg"),
    [
        *(
            ("mg kg-1", 1.0),
            ("mg.kg-1", 1.0),
            ("mg kg⁻¹", 1.0),
            ("mg*kg^-1", 1.0),
            ("mg / kg", 1.0),
        ),
        *(("ug g-1", 1.0), ("µg kg-1", 0.001), ("\N{GREEK SMALL LETTER MU}g kg⁻¹", 0.001)),
        ("g·kg\N{MINUS SIGN}1", 1000.0),
    ],
)
def test_a_unit_may_be_written_as_a_product_with_a_power(unit, mg_kg):
    assert factor(unit, "mg/kg") == mg_kg


@pytest.mark.parametrize(
    "unit", ["Mg/kg", "mg/kgg", "parts", "", "mg / kg /", "PPMV", "mgkg", "Mg kg-1", "g", "t/kg"]
)
def test_an_unknown_unit_is_refused_with_the_known_ones(unit):
    with pytest.raises(UnitError, match=re.escape(f"Unknown unit {unit!r}. Give one of: %, g/kg")):
        factor(unit, "mg/kg")


@pytest.mark.parametrize(
    "unit",
    ["mg/l", "µg/L", "cm", "kg/ha", "g/m2", "mg/m3", "cmol/kg", "Bq/kg", "t/ha", "mol", "°C"],
)
def test_a_unit_of_another_dimension_is_refused(unit):
    message = f"{unit!r} does not measure the same as 'mg/kg'. Give a mass of substance"
    with pytest.raises(UnitError, match=re.escape(message)):
        factor(unit, "mg/kg")


def test_ph_is_no_concentration():
    assert factor("pH", "pH") == 1.0
    with pytest.raises(UnitError, match="'pH' does not measure the same as 'mg/kg'"):
        factor("pH", "mg/kg")


def test_a_unit_of_a_property_turns_into_its_own_and_back():
    assert (factor("mS/m", "dS/m"), factor("dS/m", "mS/m")) == (0.01, 100.0)
    assert factor("kg/m3", "t/m3") == 0.001
