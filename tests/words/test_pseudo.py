"""A language that marks every text of the catalogue shows what stands outside of it."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from found import found, read
from nbformat.v4 import new_code_cell, new_notebook, new_output

from workbench.batch.drive.portal import write_portal
from workbench.batch.page.front_matter import FrontMatter, RunTimes
from workbench.batch.page.job import Failure, JobResult, Output, record_text
from workbench.batch.page.render import render_html
from workbench.findings.rows import Kind
from workbench.reports import ALL_REPORTS, REPORTS
from workbench.vocabulary.substances import substances
from workbench.words.messages import NAMES, PSEUDO, entries
from workbench.words.narrative import in_language

TEMPLATES = Path(__file__).parents[2] / "templates"
PLAIN = re.compile(r"\b(?=[A-Za-z]*[aeiou])[A-Za-z]{4,}\b")


class Text(HTMLParser):
    """Text of a page: what a reader sees, and what is read out."""

    def __init__(self, html):
        super().__init__()
        self.parts = []
        self.tag = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tag = tag
        spoken = {"aria-label", "alt", "title", "data-swipe"}
        self.parts += [value for name, value in attrs if name in spoken]
        if ("name", "description") in attrs:
            self.parts.append(dict(attrs)["content"])

    def handle_data(self, data):
        if self.tag in {"style", "script"}:
            data = " ".join(re.findall(r'content: *"([^"]*)"', data))
        self.parts.append(data)


def data_of(page):
    """Words that stand in the data, and names that no language changes."""
    texts = {page.area, f"{page.result.report}.results.json", "mg/kg dry matter"}
    texts |= {text for one in substances().values() for text in (one.name, one.group)}
    texts.add("Give a list of 1 or more")  # errors are in English, where they are raised
    for filled in page.rows.values():
        for column in filled.columns:
            if column.kind in {Kind.TEXT, Kind.CODE}:
                texts |= {str(cell) for cell in filled.frame[column.name].dropna()}
            if column.kind is Kind.PHRASE:
                texts |= set(
                    re.findall(r"=([^,()]+)", " ".join(filled.frame[column.name].dropna()))
                )
        texts |= {filled.name, f"{filled.name}.csv", *filled.typed}
    names = [entry.parts for name, entry in entries("en").items() if name.startswith(NAMES)]
    return {word for text in (*texts, *map(str, names)) for word in PLAIN.findall(text)}


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("area", ["XAA", "XAF"])
def test_nothing_on_a_page_stands_outside_of_the_catalogue(report, area):
    page = found(report, read(report, area), area=area).page.in_language(PSEUDO)
    shown = [page.key_messages, *(page.messages[name] for name in page.messages)]
    shown += [*(page.show[name] for name in page.show), page.excluded]
    drawn = [page.figures[name] for name in page.figures]
    html = " ".join(one._repr_html_() for one in shown)
    html += " ".join(getattr(one, "alt", "") or str(one) for one in drawn)
    words = set(PLAIN.findall(" ".join(Text(html).parts)))
    assert sorted(words - data_of(page)) == []


@pytest.mark.parametrize("report", ALL_REPORTS)
def test_the_prose_of_a_notebook_is_translated_by_its_cells(report, project):
    notebook = nbformat.read(project / "notebooks" / f"{report}.ipynb", as_version=4)
    marked = in_language(notebook, report, PSEUDO)
    for before, after in zip(notebook.cells, marked.cells, strict=True):
        if before.cell_type == "markdown":
            assert after.source != before.source
        else:
            assert after.source == before.source


def test_prose_that_is_not_translated_stays_english(project):
    notebook = nbformat.read(project / "notebooks" / "trends.ipynb", as_version=4)
    assert in_language(notebook, "trends", "xx").cells == notebook.cells


def words_around(html, *data):
    """Plain words of a page that stand neither in the catalogue nor in the data."""
    plain = set(PLAIN.findall(" ".join(Text(html).parts)))
    return sorted(plain - {word for text in data for word in PLAIN.findall(str(text))})


SOURCE = {
    "file": "mine.csv", "sha256": None, "mapping": "mine.yml", "licence": "licence", "owner": "me",
    "n_read": None, "n_used": 30, "n_quarantined": 12,
}  # fmt: skip
RESULTS = {
    "parameters": {
        "area": {"value": "XAA", "origin": "command line"},
        "substances": {"value": [], "origin": "default"},
    },
    "data": {
        "fingerprint": "f1", "n_measurements": 1080, "years": [2008, 2022], "sources": [SOURCE],
    },
    "versions": {"pandas": "3.1.1"},
    "findings": [],
    "left_out": [1, 2],
    "tables": {"series": {}},
}  # fmt: skip
TIMES = RunTimes(started="2026-01-01", duration_s=1.5, peak_memory_mb=210.0)
OUTPUTS = [
    new_output("error", ename="XError", evalue="1", traceback=["1"]),
    new_output("display_data", {"image/png": "iVBOR"}),
    new_output("display_data", {"image/png": "iVBOR"}, metadata={"image/png": {"caption": "1"}}),
    new_output("display_data", {"text/html": '<table class="dataframe"></table>'}),
    new_output("display_data", {"application/javascript": "1"}),
]
TAGS = ([], ["parameters"], ["injected-parameters"])
CELLS = [new_code_cell("1", outputs=OUTPUTS, metadata={"tags": tags}) for tags in TAGS]


@pytest.mark.parametrize(
    "page",
    [
        FrontMatter(
            "T", "trends", "XAA", "A", "ok", fictional=True, results=RESULTS, commit="1-dirty"
        ),
        FrontMatter("T", "trends", "XAA", "A", "failed", problem="1", run_times=TIMES),
    ],
)
def test_nothing_around_a_report_stands_outside_of_the_catalogue(page):
    html = render_html(
        new_notebook(cells=CELLS), replace(page, language=PSEUDO), templates=TEMPLATES
    )
    assert words_around(html, RESULTS, OUTPUTS, "trends results json left_out report") == []
    assert f'lang="{PSEUDO}"' in html


def test_nothing_in_an_index_stands_outside_of_the_catalogue(tmp_path):
    results = {
        "XAA": JobResult("trends", "XAA", {}, "ok", n_findings=2, n_left_out=1),
        "XAB": JobResult("gaps", "XAB", {}, "no_data", outputs=(Output("XAB/gaps.html", 1, ""),)),
        "XAC": JobResult("gaps", "XAC", {}, "killed", error=Failure("1", "1")),
        "XAD": JobResult("gaps", "XAA", {}, "ok"),
        "XAE": None,
    }
    for area, result in results.items():
        (tmp_path / area).mkdir()
        (tmp_path / area / "gaps.html").write_text("1", encoding="utf-8")
        report = result.report if result else "gaps"
        text = record_text(result) if result else "1"
        (tmp_path / area / f"{report}.job.json").write_text(text, encoding="utf-8")
    html = write_portal(tmp_path, TEMPLATES, PSEUDO).read_text(encoding="utf-8")
    assert words_around(html, "gaps.job.json trends.job.json") == []
    assert f'lang="{PSEUDO}"' in html


def test_an_empty_index_stands_in_the_catalogue_too(tmp_path):
    html = write_portal(tmp_path, TEMPLATES, PSEUDO).read_text(encoding="utf-8")
    assert words_around(html) == []
