"""Other forms of a page: a workbook, a PDF and a Word document, with the same words and numbers."""

import base64
import json
import zipfile

import docx
import openpyxl
import pytest

from workbench.batch.release.page_blocks import blocks_of
from workbench.batch.release.typeset import write_pdf
from workbench.batch.release.word import write_word
from workbench.batch.release.workbook import HEADER, write_workbook
from workbench.errors import ReportError
from workbench.findings import DataUsed, Finding, Result, publish
from workbench.findings.rows import number, row, text
from workbench.findings.tables import Table, Tables

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
PICTURE = f'<img alt="{{alt}}" src="data:image/svg+xml;base64,{base64.b64encode(SVG).decode()}">'
PAGE = """<!DOCTYPE html><html lang="en"><body><header><h1>Trends</h1></header>
<nav><p>Elsewhere</p></nav><main><section><h2>Now</h2><p>Some #strong[words] &amp; more.</p>
</section>
<div class="code"><p>Code</p><pre>page = 1</pre></div>
<ul><li>Lead rises. <span class="grade">strong</span></li></ul>
<figure class="narrow">{picture}<figcaption>Lead by year</figcaption></figure>
<table><caption>Levels</caption><thead><tr><th scope="col">Site</th><th scope="col">Lead</th></tr>
</thead><tbody><tr><th scope="row">A</th><td>41</td></tr></tbody></table></main></body></html>"""


@row
class LeadOfSite:
    """Lead at a site."""

    site: str = text("site", "Site")
    lead: float | None = number("lead of the last round", "Lead", unit="mg/kg")


SITES = Table("sites", LeadOfSite, "Sites: lead/now", "None.")


@pytest.fixture
def report(tmp_path):
    """Results and page of a report."""

    def of(alt="Lead rises from 40 to 41."):
        rows = {
            "A": LeadOfSite(site="=1+1", lead=41.0),
            "B": LeadOfSite(site="B\x07", lead=None),
        }
        found = (Finding("trends/XAA/lead", "Lead rises.", 41.0, "mg/kg", None, "strong", ()),)
        data = DataUsed("rows", 2, (2001, 2010), ())
        tables = Tables([SITES.filled(rows)])
        key = ("trends/XAA/lead",)
        result = Result(
            *("trends", "XAA", "ok", {"first_year": 2001}, {}, data, tables, (), found),
            key_messages=key,
            fictional=True,
        )
        publish(result, str(tmp_path))
        page = tmp_path / "trends.html"
        page.write_text(PAGE.format(picture=PICTURE.format(alt=alt)), encoding="utf-8")
        return tmp_path / "trends.results.json", page

    return of


def test_a_workbook_has_a_cover_notes_columns_and_one_table_a_sheet(report):
    book = openpyxl.load_workbook(write_workbook(*report()))
    assert book.sheetnames == ["Cover", "Notes", "Columns", "Sites  lead now"]
    cover = [cell.value for cell in book["Cover"]["A"] if cell.value]
    assert cover[:3] == [
        *("Monitoring trends, Ambervale", "Fictional example data, not of a real country"),
        "Lead rises.",
    ]
    sheet = book["Sites  lead now"]
    assert [cell.value for cell in sheet[HEADER]] == ["Row", "Site", "Lead [mg/kg]"]
    assert sheet.tables["table_4"].ref == f"A{HEADER}:C{HEADER + 2}"
    assert [cell.value for cell in book["Columns"][HEADER + 2]] == [
        *("Sites  lead now", "Lead [mg/kg]", "mg/kg", "lead of the last round")
    ]


def test_text_that_looks_like_a_formula_is_text_and_what_is_missing_is_empty(report):
    sheet = openpyxl.load_workbook(write_workbook(*report()))["Sites  lead now"]
    formula, number_cell = sheet.cell(HEADER + 1, 2), sheet.cell(HEADER + 1, 3)
    assert (formula.value, formula.data_type) == ("'=1+1", "s")
    assert number_cell.value == 41
    assert [cell.value for cell in sheet[HEADER + 2]] == ["B", "B", None]


def test_blocks_are_the_content_of_a_page_in_its_order(report):
    _, page = report()
    assert [(one.kind, one.text) for one in blocks_of(page.read_text(encoding="utf-8"))] == [
        ("heading", "Trends"),
        ("heading", "Now"),
        ("text", "Some #strong[words] & more."),
        ("item", "Lead rises. (strong)"),
        ("picture", "Lead by year"),
        ("table", "Levels"),
    ]


def test_a_pdf_keeps_the_standards_for_readers_by_ear_and_archives(report):
    content = write_pdf(*report()).read_bytes()
    assert content.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"/MarkInfo" in content


def test_a_figure_without_alternative_text_is_not_typeset(report):
    with pytest.raises(ReportError, match=r"trends.html cannot be typeset: .*alt"):
        write_pdf(*report(alt=""))


def test_a_word_document_has_headings_captions_alternative_texts_and_real_tables(report):
    path = write_word(*report())
    document = docx.Document(str(path))
    styles = [(one.style.name, one.text) for one in document.paragraphs if one.text]
    assert ("Heading 1", "Now") in styles
    assert ("List Bullet", "Lead rises. (strong)") in styles
    assert ("Caption", "Lead by year") in styles
    (table,) = document.tables
    assert [[cell.text for cell in line.cells] for line in table.rows] == [
        ["Site", "Lead"],
        ["A", "41"],
    ]
    xml = zipfile.ZipFile(path).read("word/document.xml").decode("utf-8")
    assert 'descr="Lead rises from 40 to 41."' in xml
    assert "<w:tblHeader/>" in xml


def test_each_form_is_beside_the_results_and_changes_neither(report):
    results, page = report()
    before = (results.read_bytes(), page.read_bytes())
    names = [form(results, page).name for form in (write_workbook, write_pdf, write_word)]
    assert names == ["trends.xlsx", "trends.pdf", "trends.docx"]
    assert (results.read_bytes(), page.read_bytes()) == before
    assert json.loads(before[0])["report"] == "trends"
