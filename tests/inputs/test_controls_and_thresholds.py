"""Control samples and a country's own thresholds come in with a mapping, doubtful rows aside."""

import pandas as pd
import pytest
import yaml

from workbench.inputs.ingest import ingest
from workbench.store.frames import empty
from workbench.store.reading import fingerprint, open_store

CONTROLS = """sample,lab,year,Cd_mg_kg,lead
A1,North,2005,0.40,21
A1,South,2015,0.46,<5
A2,North,2o05,0.30,18
"""
THRESHOLDS = """stoff,wert,einheit,nutzung,seit
Cadmium,0.5,mg/kg,arable,1999
Blei,90000,µg/kg,,1999
Blei,70,mg/l,arable,1999
Unobtainium,1,mg/kg,arable,1999
"""
ABOUT = {"owner": "nobody", "licence": "CC0"}


@pytest.fixture
def taken_in(store, tmp_path):
    """What a table of the store has after a file came in, and the reasons of what it has not."""

    def ingested(text, table, **mapping):
        (tmp_path / "file.csv").write_text(text, encoding="utf-8")
        content = yaml.safe_dump(ABOUT | mapping, allow_unicode=True)
        (tmp_path / "file.yml").write_text(content, encoding="utf-8")
        report = ingest(tmp_path / "file.csv", tmp_path / "file.yml", store)
        return open_store(str(store)).read((table,), "XAA")[table], report.reasons

    return ingested


def test_results_of_control_samples_come_in_one_row_a_substance(taken_in):
    rows, reasons = taken_in(
        CONTROLS,
        "control_samples",
        tables={
            "control_samples": {
                "columns": {"control_id": "sample", "lab_id": "lab", "measured_on": "year"},
                "constants": {"iso3": "XAA", "kind": "archived", "unit": "mg/kg"},
                "wide": {"Cd_mg_kg": {"substance": "Cd"}, "lead": {"substance": "Pb"}},
            }
        },
    )
    found = rows[["control_id", "substance", "lab_id", "value"]].to_numpy().tolist()
    assert found == [
        ["A1", "Cd", "North", 0.40],
        ["A1", "Pb", "North", 21.0],
        ["A1", "Cd", "South", 0.46],
    ]
    assert reasons == {
        "date '2o05' is not YYYY-MM-DD or YYYY (two digits are a year where "
        "file.two_digit_years_from says of which hundred)": 2,
        "value '<5' is no number": 1,
    }


def test_own_thresholds_come_in_with_unit_and_kind(taken_in):
    rows, reasons = taken_in(
        THRESHOLDS,
        "own_thresholds",
        words={"land_use": {"arable": "agricultural"}},
        tables={
            "own_thresholds": {
                "columns": {
                    "substance": "stoff",
                    "value": "wert",
                    "unit": "einheit",
                    "land_use": "nutzung",
                    "in_force_on": "seit",
                },
                "constants": {
                    "iso3": "XAA",
                    "matrix": "sediment",
                    "value_type": "precautionary",
                    "instrument": "Decree 7",
                    "source": "page 3",
                },
            }
        },
    )
    assert rows[["substance", "value", "unit"]].to_numpy().tolist() == [
        ["Cd", 0.5, "mg/kg"],
        ["Pb", 90000.0, "µg/kg"],
    ]
    assert rows["land_use"].fillna("").to_list() == ["agricultural", ""]
    assert reasons == {
        "unit 'mg/l' does not turn into mg/kg": 1,
        "unknown substance 'Unobtainium'": 1,
    }


@pytest.mark.parametrize("table", ["control_samples", "own_thresholds"])
def test_a_store_without_later_tables_keeps_its_fingerprint(table):
    measured = {"measurements": empty("measurements")}
    assert fingerprint(measured | {table: empty(table)}) == fingerprint(measured)


def test_rows_of_a_later_table_change_the_fingerprint():
    row = pd.DataFrame([{"iso3": "XAA"}])
    assert fingerprint({"own_thresholds": row}) != fingerprint(
        {"own_thresholds": empty("own_thresholds")}
    )
