"""Pages with hostile names in every place, rendered once, and a browser to look at them."""

import json
from pathlib import Path

import pytest
from checkouts import job_at
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from once import folder_of_run, once

from workbench.batch.drive.portal import write_portal
from workbench.batch.page.front_matter import FrontMatter, RunTimes
from workbench.batch.page.render import render_html
from workbench.batch.page.run import render_one
from workbench.batch.release.release import changes_page
from workbench.findings import DataUsed, Finding, Result, publish
from workbench.findings.comparison import compare
from workbench.kernels.client import SERVER

CHROMIUM = Path("/usr/bin/chromium")
TEMPLATES = Path(__file__).parents[2] / "templates"
HOSTILE = "<script>alert(1)</script>"
SETUP = f"""import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import HTML, Markdown
from workbench.presentation.html import (Sentences, Text, html_table, picture)
site = "{HOSTILE}"  # a comment
wide = pd.DataFrame({{f"A column {{n}}": [site, "b"] for n in range(14)}})"""
DRAW = """figure, axes = plt.subplots(figsize=(9, 3))
axes.set_title(site)
picture(figure, alt=f"Lead at {site}.", caption=f"Lead at {site}")"""
QUOTE = "> A word, `code`, [a link](#What-we-found)."
CELLS = (
    ("parameters", 'area: str = "XAA"  # ISO 3166 alpha-3\nyears: int = 20'),
    ("injected-parameters", 'area = "XAB"'),
    ("", SETUP),
    ("markdown", f"# Trends\n\nWhy, at {HOSTILE}.\n\n## What we found"),
    ("", 'Sentences([("a/b", f"Lead at {site} rose by 1.2.", "weak")])'),
    ("", DRAW),
    ("markdown", "### Tables"),
    ("", "html_table(wide, caption=f'At {site}', units={'A column 2': 'mg/kg'}, notes=site)"),
    ("", "display(wide)\nprint(site)\nsite"),
    ("", 'display(Markdown(f"At **{site}**"), HTML(f"<p onclick=alert(1)>raw {site}</p>"))'),
    (
        "markdown",
        "## What could not be judged, and why\n\n> A word, `code`, [a link](#What-we-found).",
    ),
    ("", "html_table(wide.head(0), caption='Left out')"),
    ("raises-exception", "def fail(): raise ValueError(site)\nfail()"),
)
RESULTS = {
    "area": "XAA",
    "report": "trends",
    "status": "ok",
    "parameters": {"area": {"value": HOSTILE, "origin": "parameters/trends.yml, areas: XAA"}},
    "data": {
        "fingerprint": "f1" * 32,
        "n_measurements": 12,
        "years": [2004, 2023],
        "sources": [
            {
                "file": f"{HOSTILE}_with_a_very_long_name_of_2023.xlsx",
                "sha256": "ab" * 32,
                "mapping": "mappings/example.yml",
                "licence": "CC BY 4.0",
                "owner": HOSTILE,
                "n_read": 12900,
                "n_used": 12840,
                "n_quarantined": 60,
            }
        ],
    },
    "versions": {"pandas": "3.1.1"},
    "findings": [{"id": "a", "sentence": f"Lead at {HOSTILE} rose."}],
    "left_out": [],
    "tables": {"series": {}},
}


def as_cell(kind, source):
    if kind == "markdown":
        return new_markdown_cell(source)
    return new_code_cell(source, metadata={"tags": [kind] if kind else []})


@pytest.fixture(scope="session")
def report():
    """Address of a report's page, made once for all workers."""
    return once("page with hostile names", _hostile_page)


def _hostile_page():
    notebook = new_notebook(cells=[as_cell(*cell) for cell in CELLS])
    NotebookClient(notebook, kernel_name="python3").execute()
    page = FrontMatter(
        title=f"Trends {HOSTILE}",
        report="trends",
        area="XAA",
        area_name=f"Aland {HOSTILE}",
        status="ok",
        fictional=True,
        results=RESULTS,
        commit="1a2b3c4-dirty",
        run_times=RunTimes(started="2026-01-01 10:00 UTC", duration_s=9.5, peak_memory_mb=210.0),
    )
    path = folder_of_run() / "hostile" / "trends.html"
    path.parent.mkdir()
    path.write_text(render_html(notebook, page, templates=TEMPLATES), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """Address of the index of a batch."""
    folder = tmp_path_factory.mktemp("batch")
    for area in ("XAA", "XAB", "DEU"):
        (folder / area).mkdir()
        (folder / area / "trends.html").write_text("page", encoding="utf-8")
        for report in ("trends", "health", "gaps", "soil_health"):
            text = json.dumps(RESULTS | {"area": area, "report": report})
            path = folder / area / f"{report}.results.json"
            path.write_text("{" if area == "XAB" else text, encoding="utf-8")
    return write_portal(folder, TEMPLATES).as_uri()


@pytest.fixture(scope="session")
def changes(tmp_path_factory):
    """Address of what changed between two editions: a finding is gone, one new, one moved."""
    folder = tmp_path_factory.mktemp("editions")
    for name, of, value in (("old", ("lead", "zinc"), 1.0), ("new", ("lead", "cadmium"), 2.0)):
        found = [
            Finding(f"trends/XAA/{one}", f"{one} at {HOSTILE}.", value, "mg/kg", None, "fact", ())
            for one in of
        ]
        data = DataUsed("rows", 3, (2001, 2010), ())
        result = Result("trends", "XAA", "ok", {}, {}, data, {}, (), tuple(found))
        publish(result, str(folder / name / "XAA"))
    old = folder / "old"
    page = folder / "changes.html"
    page.write_text(changes_page(compare(old, folder / "new"), old, TEMPLATES), encoding="utf-8")
    return page.as_uri()


@pytest.fixture(scope="session")
def page_of(pytestconfig, request):
    """Address of a report of an area, made as the command makes it and once for all workers."""
    project, out = pytestconfig.rootpath, folder_of_run() / "pages"

    def of(report, area):
        def make():
            job = job_at(project, (report, area), out)
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv(SERVER, request.getfixturevalue("warm_server"))
                return (out / render_one(job).page).as_uri()

        return once(f"page {report} {area}", make)

    return of


@pytest.fixture(scope="session")
def gaps_page(page_of):
    """Address of the gaps report of an area."""

    def of(area):
        return page_of("gaps", area)

    return of


COUNTRIES = [
    "country/XAA",
    "gaps/XAA",
    "gaps/R-EXAMPLE",
    "gaps/XAF",
    "health/XAC",
    "soil_health/XAD",
]


@pytest.fixture(params=["report", "portal", "changes", *COUNTRIES], scope="module")
def address(request):
    """Address of each kind of page: of a country, of a region and of one that is silent."""
    if request.param in {"report", "portal", "changes"}:
        return request.getfixturevalue(request.param)
    page_of = request.getfixturevalue("page_of")
    if request.param == "country/XAA":
        page_of("gaps", "XAA")  # what it is made of
        page_of("trends", "XAA")
    return page_of(*request.param.split("/"))


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium without a window."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        yield chromium
        chromium.close()
