"""A language that marks every text of the catalogue shows what stands outside of it."""

import re
from html.parser import HTMLParser

import nbformat
import pytest
from found import found, read

from workbench.findings.rows import Kind
from workbench.reports import REPORTS
from workbench.words.messages import NAMES, PSEUDO, entries
from workbench.words.narrative import in_language

PLAIN = re.compile(r"\b(?=[A-Za-z]*[aeiou])[A-Za-z]{4,}\b")


class Text(HTMLParser):
    """Text of a page: what a reader sees, and what is read out."""

    def __init__(self, html):
        super().__init__()
        self.parts = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 - the parser passes it
        self.parts += [value for name, value in attrs if name in {"aria-label", "alt", "title"}]

    def handle_data(self, data):
        self.parts.append(data)


def data_of(page):
    """Words that stand in the data, and names that no language changes."""
    texts = {page.area, page.result.report}
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


@pytest.mark.parametrize("report", REPORTS)
def test_the_prose_of_a_notebook_is_translated_by_its_cells(report, project):
    notebook = nbformat.read(project / "notebooks" / f"{report}.ipynb", as_version=4)
    marked, untranslated = in_language(notebook, report, PSEUDO)
    for before, after in zip(notebook.cells, marked.cells, strict=True):
        if before.cell_type == "markdown":
            assert after.source != before.source
        else:
            assert after.source == before.source
    assert not untranslated


def test_prose_that_is_not_translated_stays_english_and_is_counted(project):
    notebook = nbformat.read(project / "notebooks" / "trends.ipynb", as_version=4)
    same, untranslated = in_language(notebook, "trends", "xx")
    assert same.cells == notebook.cells
    assert sum(untranslated.values()) == sum(one.cell_type == "markdown" for one in same.cells)
