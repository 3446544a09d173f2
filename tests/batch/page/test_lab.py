import json
import re

import nbformat
import pytest
from checkouts import job_at
from nbclient import NotebookClient

from workbench.batch.page.run import prepare, render_one
from workbench.kernels.manager import ForkingManager

pytestmark = pytest.mark.usefixtures("warm_kernels")
OUTPUT_FOLDER = re.compile(r'output_folder: str = ""')


@pytest.fixture
def jobs(project, tmp_path):
    """The same report for the batch and for an analyst."""
    return [
        job_at(project, ("trends", "XAA"), tmp_path / name, given=["first_year=2010"])
        for name in ("run", "lab")
    ]


def test_analyst_and_batch_get_the_same_numbers(jobs, tmp_path):
    run, lab = jobs
    render_one(run)
    notebook = nbformat.read(prepare(lab), as_version=4)
    for cell in notebook.cells:
        cell.source = OUTPUT_FOLDER.sub('output_folder = "written"', cell.source)
    where = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, resources=where, kernel_manager_class=ForkingManager).execute()
    written = tmp_path / "written" / "trends.results.json"
    assert written.read_bytes() == (run.folder / "trends.results.json").read_bytes()


def test_the_copy_holds_the_parameters_and_writes_nothing(jobs):
    path = prepare(jobs[1])
    assert path.name == "trends-XAA.ipynb"
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    (parameters,) = [one for one in sources if "first_year: int" in one]
    assert "first_year: int = 2010  # samples taken before it are excluded" in parameters
    assert 'output_folder: str = ""  #' in parameters
    assert not any("first_year = " in one for one in sources)


def test_the_store_is_named_from_the_folder_of_the_copy(project, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = prepare(job_at(project, ("trends", "XAA"), tmp_path / "lab", "stores/mine"))
    text = json.dumps(json.loads(path.read_text(encoding="utf-8")))
    assert "../stores/mine" in text
    assert str(tmp_path) not in text
