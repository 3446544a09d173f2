"""JupyterLab with the widgets of a report: a parameter is changed, and the table changes."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from benchmarks import first_steps

CHROMIUM = Path("/usr/bin/chromium")
CELL = """import workbench as wb
explorer = wb.explore("trends", "XAB", substances=["Pb"])
explorer"""
WITHIN_MS = 60_000
pytestmark = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"There is no {CHROMIUM}."),
    pytest.mark.skipif(
        "DESK" not in os.environ, reason="`make desk` and .ci/run start JupyterLab."
    ),
]


@pytest.fixture
def lab(tmp_path, warm_server):
    """Address of JupyterLab with a notebook of one cell, in folders of its own."""
    pytest.importorskip("ipywidgets")
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=[new_code_cell(CELL)], metadata={"kernelspec": kernel})
    nbformat.write(notebook, tmp_path / "explore.ipynb")
    runtime = tmp_path / "runtime"
    folders = {name: tmp_path / name.lower() for name in ("JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR")}
    environment = {
        **os.environ,
        **{name: str(folder) for name, folder in folders.items()},
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "WORKBENCH_KERNEL_SERVER": warm_server,
        "JUPYTER_DEFAULT_PROVISIONER_NAME": "workbench-fork",
    }
    options = ["--no-browser", "--allow-root", "--ServerApp.port=0", "--IdentityProvider.token="]
    options += [f"--ServerApp.root_dir={tmp_path}"]
    command = [sys.executable, "-m", "jupyterlab", *options]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=tmp_path)
    try:
        yield f"{_address(runtime, server)}lab/tree/explore.ipynb"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _address(runtime, server):
    """Address that the server wrote down once it listens."""
    ends_at = time.monotonic() + WITHIN_MS / 1000
    while time.monotonic() < ends_at and server.poll() is None:
        for file in runtime.glob("jpserver-*.json"):
            try:
                return json.loads(file.read_text(encoding="utf-8"))["url"]
            except ValueError:
                continue  # half written
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start: {(runtime.parent / 'log').read_text()}")


def test_a_parameter_that_is_changed_changes_the_table(browser, lab):
    tab = browser.new_page(viewport={"width": 1400, "height": 1200})
    tab.set_default_timeout(WITHIN_MS)
    tab.goto(lab)
    cell = tab.locator(".jp-CodeCell .cm-content").first
    tab.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    cell.click()
    tab.keyboard.press("Shift+Enter")
    line = tab.locator("p[role=status]")
    line.wait_for()
    assert line.inner_text() == "Nothing differs from the values it was opened with."
    table = tab.locator(".jp-OutputArea table.dataTable").first
    before = table.inner_text()
    assert "2022" in before

    years = tab.get_by_label("first year")
    years.fill("2014")
    years.press("Enter")
    tab.get_by_text("Compared with the values it was opened with").wait_for()
    assert table.inner_text() != before

    table.locator("tbody tr", has_text="Lead in soil").first.click()
    sites = tab.locator(".jp-OutputArea table.dataTable").nth(1)
    sites.locator("td", has_text="XAB-001").first.wait_for()
    tab.close()


def test_the_first_steps_lead_from_the_command_to_a_changed_parameter(browser, tmp_path, capsys):
    """`workbench lab --no-browser` prints an address that opens the notebook itself."""
    first_steps.changed_parameter(tmp_path, browser.new_page())
    assert "with another first year" in capsys.readouterr().out
