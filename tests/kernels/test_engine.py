"""The engine of papermill: a notebook is written once, and one that came to harm is there."""

from contextlib import suppress

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook
from papermill import engines
from papermill.exceptions import PapermillExecutionError

from workbench.kernels.client import SERVER
from workbench.kernels.engine import register_engine
from workbench.kernels.manager import ForkingManager

CELLS = ("print('first')", "print('second')")


@pytest.fixture
def executed(warm_server, tmp_path, monkeypatch):
    """Run cells with papermill; gives the error, and the states and outputs that were written."""
    monkeypatch.setenv(SERVER, warm_server)
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))

    def run(*sources, expected=()):
        given, made = tmp_path / "given.ipynb", tmp_path / "made.ipynb"
        kernel = {"name": "python3", "display_name": "", "language": "python"}
        notebook = new_notebook(
            cells=[new_code_cell(source) for source in sources], metadata={"kernelspec": kernel}
        )
        nbformat.write(notebook, given)
        options = {"engine_name": register_engine(), "kernel_manager_class": ForkingManager}
        with suppress(expected):
            papermill.execute_notebook(
                given, made, progress_bar=False, execution_timeout=2, **options
            )
        cells = nbformat.read(made, as_version=4).cells
        cells = [cell for cell in cells if "papermill-error-cell" not in str(cell.metadata)]
        states = [cell.metadata.papermill.status for cell in cells]
        return states, [len(cell.outputs) for cell in cells]

    return run


def test_a_notebook_is_written_once(executed, monkeypatch):
    written = []
    kept = engines.write_ipynb
    monkeypatch.setattr(engines, "write_ipynb", lambda *given: written.append(kept(*given)))
    assert executed(*CELLS) == (["completed", "completed"], [1, 1])
    assert written == []  # by the engine; papermill writes it at the end


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        ("1 / 0", PapermillExecutionError),
        ("import os; os.kill(os.getpid(), 9)", DeadKernelError),
        ("import time; time.sleep(60)", CellTimeoutError),
    ],
)
def test_what_was_made_before_a_failure_is_written(executed, harm, expected):
    states, outputs = executed(CELLS[0], harm, CELLS[1], expected=expected)
    assert states == ["completed", "failed", "pending"]
    assert outputs[0] == 1
