"""Whole reports, made as the command makes them."""

import json
import re
import resource
import shutil
import signal
from dataclasses import replace

import psutil
import pytest
from checkouts import job_at
from once import folder_of_run, once

from workbench.batch.page.job import Limits, read_record
from workbench.batch.page.run import render_one
from workbench.errors import StoreError
from workbench.kernels.client import SERVER
from workbench.store.index import EXAMPLE_FOLDER

pytestmark = pytest.mark.usefixtures("warm_kernels")
RUN_TIMES = re.compile(r'<(\w+)[^>]*(?:id="run-times"|class="run-date").*?</\1>', re.DOTALL)
KILL = "__import__('os').kill(__import__('os').getpid(), 9)"
TABLES = ["changes", "comparability", "comparisons", "conditions", "left_out", "limits", "levels"]


@pytest.fixture
def job(project, tmp_path):
    """Make a job on the example store."""

    def of(area, out="out", *, given=(), store="example", checkout=project, **limits):
        wanted = job_at(checkout, ("trends", area), tmp_path / out, store, given)
        return replace(wanted, limits=Limits(**limits))

    return of


def text_of(job, name):
    return (job.folder / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(pytestconfig, warm_server):
    """A report made on an ordinary and on a forked kernel, from a store of one's own."""
    return once("a report made twice", lambda: _made(pytestconfig.rootpath, warm_server))


def _made(project, server):
    folder = folder_of_run() / "made_twice"
    store = shutil.copytree(EXAMPLE_FOLDER, folder / "secret_name")
    jobs = []
    for out, kernels in (("first", ""), ("second", server)):
        job = job_at(project, ("trends", "XAE"), folder / out, store, ["first_year=2001"])
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(SERVER, kernels)
            jobs.append((job, render_one(job)))
    return jobs


def test_a_report_is_a_page_results_tables_its_notebook_and_its_record(made):
    wanted, result = made[0]
    assert result.status == "ok"
    files = {path.relative_to(wanted.folder).as_posix() for path in wanted.folder.rglob("*.*")}
    beside = ("trends.html", "trends.ipynb", "trends.job.json", "trends.results.json")
    assert files >= {*beside, *(f"trends/{name}.csv" for name in TABLES)}
    assert {path.split("/")[0] for path in files} == {*beside, "trends"}


def test_the_record_names_each_file_with_its_size(made):
    wanted, result = made[0]
    assert read_record(wanted.record) == result
    sizes = {path.name: path.stat().st_size for path in wanted.folder.rglob("*.*")}
    assert {output.path.rpartition("/")[2]: output.bytes for output in result.outputs}.items() <= (
        sizes.items()
    )
    assert len(result.outputs) == len(sizes) - 1
    assert result.peak_memory_mb > 50


def test_ordinary_and_forked_kernels_give_the_same_bytes_but_for_their_times(made):
    first, second = (wanted for wanted, _ in made)
    for name in ("trends.results.json", "trends/series.csv", "trends.ipynb"):
        assert text_of(first, name) == text_of(second, name)
    pages = [RUN_TIMES.sub("", text_of(wanted, "trends.html")) for wanted in (first, second)]
    assert pages[0] == pages[1]


def test_the_page_carries_the_origin_of_each_parameter(made):
    wanted, _ = made[0]
    results = json.loads(text_of(wanted, "trends.results.json"))
    assert results["parameters"]["first_year"] == {"value": 2001, "origin": "command line"}
    assert "command line" in text_of(wanted, "trends.html")


def test_no_path_of_the_machine_is_in_what_is_made(made, project):
    wanted, _ = made[0]
    for name in ("trends.html", "trends.ipynb", "trends.results.json", "trends.job.json"):
        for secret in (str(project), str(wanted.out.parent), "secret_name/"):
            assert secret not in text_of(wanted, name)


def test_a_country_without_data_gets_a_page_that_says_what_to_send(job):
    wanted = job("XAF")
    assert render_one(wanted).status == "no_data"
    page = text_of(wanted, "trends.html")
    assert "Please provide measurements with site" in page
    assert "Fictional example data" in page


def test_a_store_that_is_none_is_refused_before_a_kernel_starts(job, tmp_path):
    with pytest.raises(StoreError, match=re.escape("is no store")):
        render_one(job("XAA", store=str(tmp_path)))
    assert not (tmp_path / "out").exists()


def test_a_cell_that_raises_is_named_and_the_page_before_stays(job, quick_project, tmp_path):
    before = job("XAE", checkout=quick_project(name="good"))
    render_one(before)
    page = text_of(before, "trends.html")
    wrong = job("XAE", checkout=quick_project("open(__import__('os').path.abspath('none'))", "bad"))
    made = render_one(wrong)
    assert (made.status, made.attempts) == ("failed", 1)
    assert made.error.cell == 5
    assert made.error.message.startswith("cell 5 raised FileNotFoundError: [Errno 2]")
    assert text_of(wrong, "trends.html") == page
    for name in ("trends.failed.html", "trends.failed.ipynb", "trends.job.json"):
        assert str(tmp_path) not in text_of(wrong, name)
    assert "cell 5 raised FileNotFoundError" in text_of(wrong, "trends.failed.html")


@pytest.fixture
def small_files():
    """No file of this process may grow beyond four kibibytes, as on a disk that is nearly full."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    signal.signal(signal.SIGXFSZ, before)


def test_half_a_notebook_on_a_full_disk_is_the_fault_of_the_disk(job, quick_project, request):
    """An OSError, of which the driver makes the result; never one of a notebook that is no JSON."""
    wanted = job("XAE", checkout=quick_project("1 / 0"), retries=1)
    request.getfixturevalue("small_files")
    with pytest.raises(OSError, match="File too large"):
        render_one(wanted)
    assert not list(wanted.out.glob("*/*.html"))


def test_a_kernel_that_is_killed_is_tried_again_and_then_said(job, quick_project, tmp_path):
    wanted = job("XAE", checkout=quick_project(KILL), retries=1)
    made = render_one(wanted)
    assert (made.status, made.attempts, made.error.cell) == ("killed", 2, 5)
    assert made.error.message == "the kernel died in cell 5, killed by signal 9"
    assert str(tmp_path) not in text_of(wanted, "trends.failed.ipynb")
    assert "the kernel died in cell 5" in text_of(wanted, "trends.failed.html")


def test_a_report_that_takes_too_long_is_ended_in_whatever_cell_it_is(job, quick_project):
    wanted = job("XAE", checkout=quick_project("__import__('time').sleep(60)"), report_timeout_s=8)
    made = render_one(wanted)
    assert (made.status, made.attempts) == ("timeout", 1)
    assert made.error.message == "the report took longer than 8 s (limits: report_timeout_s)"
    assert made.duration_s < 30


def test_what_a_notebook_started_ends_with_it(job, quick_project, tmp_path):
    note = tmp_path / "child"
    start = (
        "p = __import__('subprocess').Popen(['sleep', '600'], start_new_session=True)\n"
        f"open({str(note)!r}, 'w').write(str(p.pid))"
    )
    assert render_one(job("XAE", checkout=quick_project(start))).status == "ok"
    child = int(note.read_text(encoding="utf-8"))
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


def test_what_a_notebook_left_beside_its_results_is_not_published(job, quick_project):
    left = "open('a.html', 'w').write('<script>')"
    wanted = job("XAE", checkout=quick_project(left))
    made = render_one(wanted)
    assert made.status == "failed"
    assert "the notebook left a.html in its folder" in made.error.message
    assert not (wanted.folder / "trends.html").exists()
    assert not (wanted.folder / "trends.results.json").exists()
