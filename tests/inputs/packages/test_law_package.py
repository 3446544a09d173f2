"""A reporting package of the Soil Monitoring Law: each planted fault is found by its rule."""

import csv
import re

import pytest

from workbench.errors import InputError
from workbench.inputs.packages.law_package import CHECKS, check_law_package
from workbench.vocabulary.soil.law_package_rules import package_rules

DISTRICT = {"district": "North", "area_km2": "900", "iso3": "XAA", "authority": "Soil office"}
UNIT = {"unit": "N1", "district": "North", "area_km2": "600", "soil_type": "mineral"}
SHARE = {
    "district": "North",
    "indicator": "P_ext",
    "standing": "national",
    "n_sites": "24",
    "n_good": "18",
    "share_met": "0.75",
    "share_met_lower": "0.58",
    "share_met_upper": "0.87",
    "confidence": "0.9",
    "not_concluded": "",
}
VALUE = {
    "indicator": "P_ext",
    "better": "below",
    "target": "60",
    "trigger": "90",
    "unit": "mg/kg",
    "instrument": "Soil decree 1",
    "source": "page 4",
}
SITE = {
    "register_id": "R-1",
    "district": "North",
    "stage": "contaminated",
    "contaminants": "Pb|Cd",
    "registered_on": "2025-03-02",
    "risk": "unacceptable",
    "measures": "cover of clean soil",
}
PACKAGE = {
    "soil_districts": [DISTRICT, DISTRICT | {"district": "South"}],
    "soil_units": [UNIT, UNIT | {"unit": "N2", "area_km2": "300"}],
    "district_shares": [SHARE, SHARE | {"district": "South"}],
    "national_values": [VALUE],
    "contaminated_sites": [SITE, SITE | {"register_id": "R-2"}],
}
FAULTS = [  # rule, file, row, what is planted there; None in place of the row takes it away
    ("D1", "soil_districts", 1, {"district": ""}),
    ("D2", "soil_districts", 1, {"district": "North"}),
    ("D3", "soil_districts", 0, {"area_km2": "-3"}),
    ("D3", "soil_districts", 0, {"area_km2": ""}),
    ("D4", "soil_districts", 0, {"iso3": "XX"}),
    ("D5", "soil_districts", 0, {"authority": ""}),
    ("U1", "soil_units", 0, {"unit": ""}),
    ("U2", "soil_units", 1, {"unit": "N1"}),
    ("U3", "soil_units", 0, {"district": "West"}),
    ("U4", "soil_units", 0, {"area_km2": "about 6"}),
    ("U5", "soil_units", 1, {"area_km2": "301"}),
    ("S1", "district_shares", 0, {"district": "West"}),
    ("S2", "district_shares", 0, {"indicator": "EW"}),
    ("S3", "district_shares", 1, {"district": "North"}),
    ("S4", "district_shares", 0, {"n_sites": "24.5"}),
    ("S5", "district_shares", 0, {"n_good": "25"}),
    ("S6", "district_shares", 0, {"share_met": "75"}),
    ("S7", "district_shares", 0, {"share_met": ""}),
    ("S8", "district_shares", 0, {"share_met_lower": ""}),
    ("S9", "district_shares", 0, {"share_met_lower": "0.8"}),
    ("S10", "district_shares", 0, {"share_met_upper": "0.7"}),
    ("S11", "district_shares", 0, {"share_met_upper": "1.2"}),
    ("S12", "district_shares", 0, {"confidence": ""}),
    ("S13", "district_shares", 0, {"n_sites": "9", "n_good": "7"}),
    ("S14", "district_shares", 0, {"standing": "law"}),
    ("S15", "district_shares", 1, None),
    ("V1", "national_values", 0, {"indicator": "XYZ"}),
    ("V2", "national_values", 0, {"better": "less"}),
    ("V3", "national_values", 0, {"target": "0"}),
    ("V4", "national_values", 0, {"trigger": "high"}),
    ("V5", "national_values", 0, {"trigger": "50"}),
    ("V5", "national_values", 0, {"better": "above"}),
    ("V6", "national_values", 0, {"unit": ""}),
    ("V7", "national_values", 0, {"instrument": ""}),
    ("V8", "national_values", 0, {"target": "", "trigger": ""}),
    ("V9", "national_values", 0, None),
    ("C1", "contaminated_sites", 0, {"register_id": ""}),
    ("C2", "contaminated_sites", 1, {"register_id": "R-1"}),
    ("C3", "contaminated_sites", 0, {"district": "West"}),
    ("C4", "contaminated_sites", 0, {"stage": "unclear"}),
    ("C5", "contaminated_sites", 0, {"contaminants": "Pb|Xx"}),
    ("C6", "contaminated_sites", 0, {"registered_on": "2125-01-01"}),
    ("C7", "contaminated_sites", 0, {"risk": "some"}),
    ("C8", "contaminated_sites", 0, {"measures": ""}),
    ("C9", "contaminated_sites", 0, {"risk": "not assessed"}),
]


def write(folder, package):
    for name, rows in package.items():
        headings = list(PACKAGE[name][0])
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, headings)
            table.writeheader()
            table.writerows(rows)
    return folder


def test_a_package_without_faults_keeps_all_rules(tmp_path):
    assert check_law_package(write(tmp_path, PACKAGE)) == []


@pytest.mark.parametrize(("rule", "file", "place", "fault"), FAULTS)
def test_a_planted_fault_is_found_by_its_rule(tmp_path, rule, file, place, fault):
    rows = list(PACKAGE[file])
    if fault is not None:
        rows[place] = PACKAGE[file][place] | fault
    else:
        rows.pop(place)
    found = check_law_package(write(tmp_path, PACKAGE | {file: rows}))
    assert re.search(rf"rule {rule} is not kept", " ".join(one.what.error for one in found))
    assert any(one.where.startswith(f"{file}.csv, ") for one in found)


def test_each_rule_has_a_planted_fault_and_each_check_a_rule():
    assert {rule for rule, *_ in FAULTS} == set(package_rules())
    assert {one.check for one in package_rules().values()} == set(CHECKS)
    assert len(FAULTS) >= 30


def test_a_missing_file_or_column_is_named(tmp_path):
    with pytest.raises(InputError, match=r"has no soil_districts\.csv"):
        check_law_package(tmp_path)
    write(tmp_path, PACKAGE)
    (tmp_path / "soil_units.csv").write_text("unit,district\nN1,North\n", encoding="utf-8")
    found = check_law_package(tmp_path)
    assert "soil_units.csv, no such column, area_km2" in {one.where for one in found}
