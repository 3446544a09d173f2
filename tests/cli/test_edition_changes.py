"""Two editions with planted changes of data, a threshold and a parameter: each cause is found."""

import json
import subprocess
import sys

import pytest
from small_series import SUBSTANCES, samples

import workbench as wb
from workbench.cli import run_command
from workbench.cli.report_set import PACKAGE, THRESHOLDS
from workbench.inputs.ingest import ingest

PARAMETER = 'parameter substances (["Pb", "Cd"] became ["Pb", "Cd", "Zn"])'
OLD_EDITION = """
import sys
from pathlib import Path
from workbench.vocabulary.table import READ_INSTEAD
READ_INSTEAD["thresholds"] = Path(sys.argv[1])
import workbench as wb
page = wb.open_store(sys.argv[2]).report("trends", "XAA", substances=["Pb", "Cd"])
page.publish(sys.argv[3])
"""


@pytest.fixture
def editions(tmp_path, write_mapping):
    """Folders, stores and the old table of thresholds of two editions."""
    constants = {
        "iso3": "XAA",
        "matrix": "soil",
        "layer": "0-20 cm",
        "basis": "dry",
        "fraction": "aqua_regia",
        "source_type": "diffuse",
        "land_use": "agricultural",
    }
    mapping = write_mapping(substances=SUBSTANCES, constants=constants)
    for name, lead in (("old", 1.0), ("new", 1.5)):
        (tmp_path / name).mkdir()
        file = tmp_path / name / "samples.csv"
        file.write_text(samples(lead), encoding="utf-8")
        ingest(file, mapping, tmp_path / name / "store")
    text = (PACKAGE / THRESHOLDS).read_text(encoding="utf-8")
    now = "XAA-001,XAA,Cd,Cadmium,soil,agricultural,agricultural,exact,trigger/screening,0.6,0.6,"
    assert text.count(now) == 1
    table = tmp_path / "thresholds.csv"
    table.write_text(text.replace(now, now.replace("0.6,0.6", "0.4,0.4")), encoding="utf-8")
    old, new = tmp_path / "old" / "out", tmp_path / "new" / "out"
    arguments = [str(table), str(tmp_path / "old" / "store"), str(old / "XAA")]
    subprocess.run([sys.executable, "-c", OLD_EDITION, *arguments], check=True)
    page = wb.open_store(str(tmp_path / "new" / "store")).report(
        "trends", "XAA", substances=["Pb", "Cd", "Zn"]
    )
    page.publish(str(new / "XAA"))
    return old, new, tmp_path


# Two processes more and nine small pages: the causes are those of real runs.
def test_each_of_three_planted_changes_is_found_as_the_cause_of_what_it_changed(editions, capsys):
    old, new, folder = editions
    arguments = ["compare", str(old), str(new), "--json", str(folder / "changes.json")]
    stores = [str(folder / name / "store") for name in ("old", "new")]
    run_command([*arguments, "--stores", *stores, "--thresholds", str(folder / "thresholds.csv")])
    changes = json.loads((folder / "changes.json").read_text(encoding="utf-8"))["changes"]
    causes = {one["finding"].removeprefix("trends/XAA/"): one["causes"] for one in changes}
    series = "XAA:soil:0-20 cm:aqua_regia::dry:"
    assert causes[f"{series}:Pb/trend"] == "data: measurements"
    assert causes[f"{series}:Cd@agricultural/level"] == "thresholds"
    assert causes[f"{series}:Zn/trend"] == PARAMETER
    assert causes[f"{series}:Pb@agricultural/nearest"].startswith("only together: ")
    assert {
        part for text in causes.values() for part in text.split("; ") if "only" not in part
    } == {*("data: measurements", "thresholds", PARAMETER)}
    assert all(one["is_tested"] for one in changes)
    assert "found by running the report again" in capsys.readouterr().out


def test_an_old_table_of_thresholds_needs_the_stores_to_run_with(tmp_path, capsys):
    arguments = ["compare", str(tmp_path), str(tmp_path), "--thresholds", "thresholds.csv"]
    assert run_command(arguments)
    assert "--thresholds needs --stores" in capsys.readouterr().err
