import json
import re

import pandas as pd
import pytest

from workbench.findings import (
    DataUsed,
    EvidenceCell,
    Finding,
    LeftOut,
    Result,
    publish,
    safe_text,
    to_json,
)
from workbench.findings.rows import number, row, text
from workbench.findings.tables import Table, Tables


@row
class SampledSite:
    """A site with its median."""

    site: str = text("its name")
    median: float | None = number("median", unit="mg/kg")


SITES = Table("sites", SampledSite, "Sites", "No site.")


@pytest.fixture
def result():
    frame = pd.DataFrame({"site": ["=1+1", "B"], "median": [1.5, float("nan")]}, index=["a", "b"])
    return Result(
        report="trends",
        area="XAA",
        status="ok",
        parameters={"area": "XAA", "first_year": 2000},
        origins={"first_year": "command line"},
        data=DataUsed("f" * 64, 2, (2001, 2002), ()),
        tables=Tables([SITES.of_frame(frame)]),
        left_out=(LeftOut("series", "lead", "2 visits", 2),),
        findings=(
            Finding(
                "trends/XAA/a/level",
                "1.5 mg/kg",
                1.5,
                "mg/kg",
                None,
                "fact",
                (EvidenceCell("sites", "a", "median"),),
            ),
        ),
    )


def test_evidence_leads_to_its_cell(result):
    assert result.cell(result.findings[0].evidence[0]) == 1.5


def test_results_say_where_each_value_comes_from(result):
    content = json.loads(to_json(result))
    assert content["parameters"]["first_year"] == {"value": 2000, "origin": "command line"}
    assert content["parameters"]["area"]["origin"] == "default"


def test_a_missing_cell_is_null_and_never_nan(result):
    text = to_json(result)
    assert not re.search(r"\bNaN\b", text)
    assert json.loads(text)["tables"]["sites"]["rows"]["b"]["median"] is None


def test_the_same_result_gives_the_same_text(result):
    assert to_json(result) == to_json(result)


def test_publish_writes_results_and_a_file_a_table(result, tmp_path):
    publish(result, str(tmp_path / "out"))
    made = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*"))
    assert made == ["out/trends.results.json", "out/trends/left_out.csv", "out/trends/sites.csv"]


def test_a_table_file_reads_back_as_it_was(result, tmp_path):
    publish(result, str(tmp_path))
    back = pd.read_csv(tmp_path / "trends" / "sites.csv", index_col="row")
    assert back.loc["a", "median"] == 1.5


def test_a_spreadsheet_runs_no_text_of_the_data(result, tmp_path):
    publish(result, str(tmp_path))
    assert ",'=1+1" not in (tmp_path / "trends" / "sites.csv").read_text().replace("a,'=1+1", "")
    assert "a,'=1+1," in (tmp_path / "trends" / "sites.csv").read_text()


def test_an_empty_folder_name_writes_nothing(result, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    publish(result, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_what_a_spreadsheet_may_run_begins_with_an_apostrophe(sign):
    assert safe_text(f"{sign}1") == f"'{sign}1"
    assert safe_text(f"a{sign}1") == f"a{sign}1"
