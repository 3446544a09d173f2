"""Another project's notebooks run on forked kernels with a few lines and nothing of reports."""

import subprocess
import sys

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

PROJECT = """
import sys
import papermill
from workbench.kernels import usable
from workbench.kernels.client import kernels_of
from workbench.kernels.engine import register_engine
from workbench.kernels.manager import ForkingManager

with kernels_of(usable("fork"), ["statistics", "colorsys"]):
    for price in (3, 4):
        papermill.execute_notebook(
            "prices.ipynb", f"{price}.ipynb", {"price": price}, engine_name=register_engine(),
            kernel_manager_class=ForkingManager, progress_bar=False, shutdown_kernel="immediate",
        )
ours = {name.partition(".")[2].partition(".")[0] for name in sys.modules if "workbench." in name}
print(sorted(ours))
"""
CELLS = (
    "price = 1",
    "import sys\nprint('colorsys' in sys.modules, price, 'seen' in dir())\nseen = 1",
)


def test_another_project_needs_a_list_of_modules_and_three_names(tmp_path):
    cells = [new_code_cell(source) for source in CELLS]
    cells[0].metadata["tags"] = ["parameters"]
    kernel = {"name": "python3", "display_name": "Python", "language": "python"}
    nbformat.write(
        new_notebook(cells=cells, metadata={"kernelspec": kernel}), tmp_path / "prices.ipynb"
    )
    command = [sys.executable, "-c", PROJECT]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "['errors', 'kernels']\n"
    for price in (3, 4):
        made = nbformat.read(tmp_path / f"{price}.ipynb", as_version=4)
        assert made.cells[-1].outputs[0].text == f"True {price} False\n"
