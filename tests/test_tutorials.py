"""The tutorials run from their first cell to their last, are short, and end with exercises."""

import json

import matplotlib as mpl
import pytest
from IPython.core.interactiveshell import InteractiveShell

NAMES = (
    "01_first_look",
    "02_non_detects_and_trends",
    "03_laboratory_file",
    "04_thresholds",
    "05_negative_control",
)
MOST_CELLS = 20


@pytest.fixture
def cells(project, request):
    """Cells of a notebook, each with its text."""
    path = project / "notebooks" / "explore" / f"{request.param}.ipynb"
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [(cell["cell_type"], "".join(cell["source"])) for cell in found]


@pytest.fixture
def shell(monkeypatch):
    """A shell as a notebook has it, in this process; nobody has opened it in a browser."""
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.setattr(mpl, "get_backend", lambda: "agg")
    shell = InteractiveShell.instance()
    yield shell
    shell.reset(new_session=True)
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("cells", NAMES, indirect=True)
def test_a_tutorial_runs_and_ends_with_exercises(cells, shell):
    assert len(cells) <= MOST_CELLS
    assert cells[0][1].startswith("# ")
    assert cells[-1][1].startswith("## Exercises\n")
    for kind, source in cells:
        if kind == "code":
            done = shell.run_cell(source, store_history=False)
            done.raise_error()
            if done.result is not None:
                shell.display_formatter.format(done.result)


def test_each_notebook_is_listed_here(project):
    found = sorted(path.stem for path in (project / "notebooks" / "explore").glob("*.ipynb"))
    assert tuple(found) == NAMES
