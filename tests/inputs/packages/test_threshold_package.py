"""The thresholds as a data package: all rows come back, and the standard holds."""

import csv
import hashlib
import json
import re
from pathlib import Path

import jsonschema
import pytest

from workbench.errors import ParameterError, StoreError, VocabularyError
from workbench.inputs.packages.csv_tables import records
from workbench.inputs.packages.threshold_package import csv_of, export_thresholds
from workbench.vocabulary.laws.thresholds import ThresholdRow, threshold_rows

REFERENCE = Path(__file__).parents[2] / "reference"


def rows_from(content, where):
    """Rows as they were before an apostrophe was put in front of what a spreadsheet would run."""
    lines = list(records(content, where))[1:]
    n_cells = len(ThresholdRow._fields)
    return [ThresholdRow._make(cell.removeprefix("'") for cell in line[:n_cells]) for line in lines]


@pytest.fixture
def package(tmp_path):
    export_thresholds(tmp_path / "thresholds")
    return tmp_path / "thresholds"


def test_all_rows_come_back_as_they_were(package):
    content = (package / "data" / "thresholds.csv").read_bytes()
    assert tuple(rows_from(content, "thresholds.csv")) == threshold_rows()


def test_a_formula_is_not_run_and_comes_back():
    row = threshold_rows()[0]._replace(condition='=HYPERLINK("x")', native_term="'0-20\r\n")
    content = csv_of([row])
    assert b',"=' not in content
    assert rows_from(content, "made.csv") == [row]


def test_the_descriptor_keeps_the_standard_with_licence_and_sources(package):
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    profile = json.loads((REFERENCE / "datapackage_2.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(profile).validate(descriptor)
    assert descriptor["licenses"][0]["name"] == "BSD-3-Clause"
    titles = {source["title"] for source in descriptor["sources"]}
    assert titles == {row.source for row in threshold_rows()}
    assert descriptor["description"].startswith("FICTIONAL, invented for examples: XAA, XAB")


def test_every_cell_is_as_its_field_says(package):
    (resource,) = json.loads((package / "datapackage.json").read_text("utf-8"))["resources"]
    content = (package / resource["path"]).read_bytes()
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert resource["bytes"] == len(content)
    rows = list(csv.DictReader(content.decode().splitlines()))
    assert [field["name"] for field in resource["schema"]["fields"]] == list(rows[0])
    for field in resource["schema"]["fields"]:
        cells = {row[field["name"]] for row in rows}
        constraints = field.get("constraints", {})
        assert not (constraints.get("required") and "" in cells), field
        assert cells <= {"", *constraints.get("enum", cells)}, field
        if field["type"] == "number":
            assert all(float(cell) >= 0 for cell in cells if cell), field
    assert len({row["row_id"] for row in rows}) == len(rows)


def test_each_row_says_document_page_table_how_it_was_read_and_version(package):
    with (package / "data" / "thresholds.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["row_id"]: row for row in csv.DictReader(file)}
    lead = rows["DEU-147"]
    assert (lead["document"], lead["table"]) == ("BBodSchV 2021, Anlage 2", "Anlage 2 Tabelle 4")
    assert (lead["how_read"], lead["version"]) == ("official text", "2021 (in force 2023-08-01)")
    assert lead["page"].startswith("github kmein/gesetze ")
    assert rows["BEL-001"]["part"] == "BE-VLG"
    assert rows["USA-106"]["successor"].startswith("US EPA OLEM Residential Lead Directive")
    assert all(row["document"] for row in rows.values() if row["verified"] == "yes")
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert f"version {descriptor['version']}, data/thresholds.csv" in descriptor["description"]


def test_an_area_has_the_laws_of_its_countries(tmp_path):
    (line,) = export_thresholds(tmp_path / "xaa", "XAA")
    assert line.startswith("2 thresholds were written to ")
    assert line.endswith("; 2 of them have been checked against their source.")
    export_thresholds(tmp_path / "eu", "EU")
    content = (tmp_path / "eu" / "data" / "thresholds.csv").read_bytes()
    assert {row.iso3 for row in rows_from(content, "")} == {"EU"}


@pytest.mark.parametrize(
    ("area", "error", "message"),
    [
        ("TCD", StoreError, "No threshold of TCD is on file. Nothing made."),
        ("XQQ", VocabularyError, "Unknown area 'XQQ'."),
    ],
)
def test_an_area_without_a_threshold_gives_nothing(tmp_path, area, error, message):
    with pytest.raises(error, match=re.escape(message)):
        export_thresholds(tmp_path / "package", area)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "data.csv").write_text("theirs")
    with pytest.raises(ParameterError, match=re.escape("is there already and not empty")):
        export_thresholds(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["data.csv"]
