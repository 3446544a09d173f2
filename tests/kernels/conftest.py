"""Cells that run on forked kernels, all of one server."""

import json

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from workbench.kernels.client import SERVER
from workbench.kernels.manager import ForkingManager


@pytest.fixture(scope="module")
def ran(warm_server, tmp_path_factory):
    """Run cells on a new kernel; gives what the last of them printed, read as JSON."""

    def run(*sources, server=warm_server):
        notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
        folder = tmp_path_factory.mktemp("kernel")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(SERVER, server)
            patch.setenv("JUPYTER_RUNTIME_DIR", str(folder))
            NotebookClient(
                notebook,
                kernel_name="python3",
                kernel_manager_class=ForkingManager,
                shutdown_kernel="immediate",
                resources={"metadata": {"path": str(folder)}},
            ).execute()
        outputs = notebook.cells[-1].outputs
        return json.loads(outputs[0].text) if outputs else None

    return run
