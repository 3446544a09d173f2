import numpy as np
import pytest

from workbench.methods.risk_table import risk_table
from workbench.vocabulary.soil.risk_sets import exposure_set

RESIDENT = exposure_set("EPA-RESIDENT-2014")
FOUND = risk_table({"As": 10.0, "Cd": 1.0, "Pb": 250.0, "Cr": 60.0}, RESIDENT, "EPA-2025")


def test_every_substance_has_every_receptor_and_route():
    assert len(FOUND.hazards) == 4 * 2 * 4
    assert len(FOUND.cancer) == 4 * 3 * 4


def test_lead_and_total_chromium_have_no_hazard_and_the_reason():
    rows = FOUND.hazards.query("substance in ['Pb', 'Cr'] and route == 'total'")
    assert rows["value"].isna().all()
    assert set(rows["reason"]) == {"no route has a value"}
    assert FOUND.lead.above


def test_a_lifetime_is_the_sum_of_its_years():
    totals = FOUND.cancer.query("substance == 'As' and route == 'total'").set_index("receptor")
    assert totals.loc["lifetime", "value"] == pytest.approx(
        totals.loc[["child", "adult"], "value"].sum()
    )


def test_organs_have_the_sum_of_their_substances():
    # arsenic acts on heart and skin, cadmium on the kidney
    child = FOUND.organs[FOUND.organs["receptor"] == "child"].set_index("organ")
    arsenic = FOUND.hazards.query("substance == 'As' and receptor == 'child' and route == 'total'")
    assert child.loc["skin", "hazard_index"] == pytest.approx(arsenic["value"].item())
    assert child.loc["kidney", "substances"] == "Cd"


def test_what_was_not_read_is_left_out_by_name_or_used_and_said():
    assert ["Cd", "giabs"] in FOUND.left_out.to_numpy().tolist()
    row = FOUND.hazards.query("substance == 'Cd' and receptor == 'child' and route == 'dermal'")
    assert np.isnan(row["value"].item())
    assert row["reason"].item() == "no share through gut"
    loose = risk_table({"Cd": 1.0}, RESIDENT, "EPA-2025", unverified=True)
    assert (loose.unread, len(loose.left_out)) == (("Cd",), 0)


def test_without_substances_the_tables_are_empty():
    found = risk_table({}, RESIDENT, "EPA-2025")
    assert found.hazards.empty
    assert found.organs.empty
    assert found.lead is None
