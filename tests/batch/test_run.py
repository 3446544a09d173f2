"""Whole reports, made as the command makes them."""

import json
import re
import shutil

import pytest

from workbench.batch.parameters import choose
from workbench.batch.run import Job, make
from workbench.errors import ReportError, StoreError
from workbench.inputs.intake import ingest

RUN_TIMES = re.compile(r'<(\w+)[^>]*id="run-times".*?</\1>', re.DOTALL)


@pytest.fixture
def job(project, tmp_path):
    """Make a job on the example store."""

    def of(area, out="out", given=(), store="example"):
        return Job(project, "trends", choose(project, "trends", area, given), store, tmp_path / out)

    return of


def files_of(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def test_a_report_is_a_page_results_tables_and_its_notebook(job):
    made = make(job("XAA"))
    assert made.status == "ok"
    assert files_of(made.page.parents[1]) == [
        "XAA/trends.html",
        "XAA/trends.ipynb",
        "XAA/trends.results.json",
        *(
            f"XAA/trends/{name}.csv"
            for name in (
                "changes",
                "comparability",
                "comparisons",
                "conditions",
                "left_out",
                "levels",
                "limits",
                "overview",
                "series",
                "sites",
                "trends",
                "visits",
            )
        ),
    ]


def test_a_country_without_data_gets_a_page_that_says_what_to_send(job):
    made = make(job("XAF"))
    page = made.page.read_text(encoding="utf-8")
    assert made.status == "no_data"
    assert "Send measurements with site" in page
    assert "Fictional example data" in page


def test_two_runs_give_the_same_bytes_but_for_their_times(job):
    pages = [make(job("XAE", out)).page for out in ("first", "second")]
    for name in ("trends.results.json", "trends/series.csv", "trends.ipynb"):
        first, second = (page.parent / name for page in pages)
        assert first.read_bytes() == second.read_bytes()
    first, second = (RUN_TIMES.sub("", page.read_text(encoding="utf-8")) for page in pages)
    assert first == second


def test_the_page_carries_the_origin_of_each_parameter(job):
    made = make(job("XAE", given=["first_year=2001"]))
    results = json.loads((made.page.parent / "trends.results.json").read_text(encoding="utf-8"))
    assert results["parameters"]["first_year"] == {"value": 2001, "origin": "command line"}
    assert "command line" in made.page.read_text(encoding="utf-8")


def test_no_path_of_the_machine_is_in_what_is_made(job, project, tmp_path):
    made = make(job("XAE"))
    for name in ("trends.html", "trends.ipynb", "trends.results.json"):
        text = (made.page.parent / name).read_text(encoding="utf-8")
        assert str(project) not in text
        assert str(tmp_path) not in text


def test_a_store_that_is_none_is_refused_before_a_kernel_starts(job, tmp_path):
    with pytest.raises(StoreError, match=re.escape("is no store")):
        make(job("XAA", store=str(tmp_path)))
    assert not (tmp_path / "out").exists()


def checkout_with(project, folder, old, new):
    """A copy of the project's notebook and templates in which one line of code differs."""
    for part in ("notebooks", "templates"):
        shutil.copytree(project / part, folder / part)
    path = folder / "notebooks" / "trends.ipynb"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_a_cell_that_raises_is_named_and_the_page_before_stays(job, project, tmp_path):
    before = make(job("XAE")).page.read_bytes()
    broken = checkout_with(project, tmp_path / "p", "show.monitored(result)", "1 / 0")
    wrong = Job(broken, "trends", job("XAE").chosen, "example", tmp_path / "out")
    with pytest.raises(ReportError, match="raised ZeroDivisionError: division by zero"):
        make(wrong)
    assert (tmp_path / "out" / "XAE" / "trends.html").read_bytes() == before
    assert (tmp_path / "out" / "XAE" / "trends.failed.ipynb").exists()
    make(job("XAE"))
    assert not (tmp_path / "out" / "XAE" / "trends.failed.ipynb").exists()


def test_a_kernel_that_is_killed_is_said_and_its_notebook_kept(job, project, tmp_path):
    kill = "__import__('os').kill(__import__('os').getpid(), 9)"
    broken = checkout_with(project, tmp_path / "p", "show.monitored(result)", kill)
    wrong = Job(broken, "trends", job("XAE").chosen, "example", tmp_path / "out")
    with pytest.raises(ReportError, match="the kernel died or gave no answer"):
        make(wrong)
    kept = (tmp_path / "out" / "XAE" / "trends.failed.ipynb").read_text(encoding="utf-8")
    assert str(tmp_path) not in kept


def test_the_folder_of_the_store_stays_on_this_machine(project, tmp_path):
    store = tmp_path / "secret_name" / "store"
    raw, mapping = tmp_path / "lead.csv", tmp_path / "lead.yml"
    raw.write_text("site,sample,year,Pb\na,s,2010,1\n", encoding="utf-8")
    mapping.write_text(
        "owner: a\nlicence: b\n"
        "constants: {iso3: XAF, matrix: soil, layer: top, source_type: unknown,"
        " fraction: unknown, basis: dry}\n"
        "columns: {site_id: site, sample_id: sample, sampled_on: year}\n"
        "substances: {Pb: {substance: Pb, unit: mg/kg}}\n",
        encoding="utf-8",
    )
    ingest(raw, mapping, store)
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    chosen = choose(project, "trends", "XAF", [])
    made = make(Job(project, "trends", chosen, str(store), tmp_path / "link"))
    for name in ("trends.html", "trends.ipynb", "trends.results.json"):
        assert "secret_name" not in (made.page.parent / name).read_text(encoding="utf-8")


def test_results_of_another_area_are_refused(job, project, tmp_path):
    broken = checkout_with(project, tmp_path / "p", "area=area,", 'area=\\"XAB\\",')
    wrong = Job(broken, "trends", job("XAE").chosen, "example", tmp_path / "out")
    with pytest.raises(ReportError, match=re.escape("trends XAE: the results are of trends XAB.")):
        make(wrong)
    assert not (tmp_path / "out" / "XAE").exists()
