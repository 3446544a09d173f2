"""The notebook itself: thin, with the parameters of its model, and run from anywhere."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from papermill.execute import execute_notebook
from papermill.inspection import inspect_notebook

from workbench.kernels.manager import ForkingManager
from workbench.reports.trends.parameters import Parameters

NOTEBOOKS = sorted((Path(__file__).parents[3] / "notebooks").rglob("*.ipynb"))
REPORTS = [
    path for path in NOTEBOOKS if path.parent.name == "notebooks"
]  # tutorials: test_tutorials
NOT_OF_THE_MODEL = {"store", "output_folder", "origins"}


def code_cells(notebook):
    return [
        cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"
    ]


def test_the_first_cell_repeats_names_and_defaults_of_the_model(project):
    shown = inspect_notebook(str(project / "notebooks" / "trends.ipynb"))
    given = {
        name: ast.literal_eval(entry["default"])
        for name, entry in shown.items()
        if name not in NOT_OF_THE_MODEL
    }
    assert given == Parameters().model_dump()


def test_the_help_of_each_parameter_is_that_of_the_model(project):
    shown = inspect_notebook(str(project / "notebooks" / "trends.ipynb"))
    for name, field in Parameters.model_fields.items():
        assert shown[name]["help"].strip() == field.description.replace("'", '"')


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_thin_and_holds_no_output(notebook):
    for cell in code_cells(notebook):
        tree = ast.parse(cell.source.replace(";", ""))
        forbidden = (ast.FunctionDef, ast.For, ast.While, ast.If, ast.ClassDef)
        assert not any(isinstance(node, forbidden) for node in ast.walk(tree))
        declares = "parameters" in cell.metadata.get("tags", [])  # one line a parameter
        assert declares or len(cell.source.splitlines()) <= 8
        assert cell.outputs == []


def test_a_first_look_takes_at_most_ten_cells(project):
    assert len(code_cells(project / "notebooks" / "explore" / "01_first_look.ipynb")) <= 10


def n_with_output(path):
    return sum(bool(cell.outputs) for cell in code_cells(path))


def test_papermill_alone_makes_the_results_in_any_folder(tmp_path, project, trends_result):
    given = ["-p", "area", "XAA", "-p", "output_folder", "o"]
    command = ["papermill", project / "notebooks" / "trends.ipynb", "out.ipynb", *given]
    subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    results = json.loads((tmp_path / "o" / "trends.results.json").read_text(encoding="utf-8"))
    assert [finding["sentence"] for finding in results["findings"]] == [
        finding.sentence for finding in trends_result("XAA").findings
    ]
    assert n_with_output(tmp_path / "out.ipynb") >= 4


@pytest.mark.parametrize("notebook", REPORTS, ids=lambda path: path.stem)
@pytest.mark.usefixtures("warm_kernels")
def test_run_all_works_on_every_report_as_it_stands(tmp_path, project, notebook):
    made = tmp_path / notebook.name
    cwd = project if notebook.stem == "trends" else tmp_path  # the root, and elsewhere
    options = {"progress_bar": False, "kernel_manager_class": ForkingManager}
    execute_notebook(str(notebook), str(made), cwd=str(cwd), **options)
    assert n_with_output(made) >= 4
