"""A page as a Word document: its headings, findings, figures with alternative texts, and tables."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from docx import Document as new_document
from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from workbench.batch.release.page_blocks import PageBlock, blocks_of
from workbench.batch.release.typeset import drawn
from workbench.vocabulary.places import place_name
from workbench.words.wording import words_of

DEEPEST = 4
SMALL = 8  # points; text of a table
WIDTH_MM = 160  # of a figure


def write_word(results: Path, page: Path) -> Path:
    """Write a page as a Word document, beside its results.

    Parameters
    ----------
    results : Path
        `<area>/<report>.results.json`.
    page : Path
        Its page.

    Returns
    -------
    Path
        `<area>/<report>.docx`.
    """
    content, words = json.loads(results.read_text(encoding="utf-8")), words_of()
    document = new_document()
    title = f"{words.code('report', content['report'])}, {place_name(content['area'])}"
    about = document.core_properties
    about.title, about.language, about.author = title, words.language, "workbench"
    document.add_heading(title, level=0)
    if content["fictional"]:
        document.add_paragraph(words.plain("page-fictional"), style="Intense Quote")
    for one in blocks_of(page.read_text(encoding="utf-8")):
        if (one.kind, one.level) != ("heading", 1):
            _add(document, one)
    path = results.with_name(f"{content['report']}.docx")
    document.save(str(path))
    return path


def _add(document: Document, one: PageBlock) -> None:
    """Add a block."""
    if one.kind == "heading":
        document.add_heading(one.text, level=min(one.level - 1, DEEPEST))
    elif one.kind == "item":
        document.add_paragraph(one.text, style="List Bullet")
    elif one.kind == "picture":
        _add_picture(document, one)
    elif one.kind == "table":
        _add_table(document, one)
    else:
        document.add_paragraph(one.text)


def _add_picture(document: Document, one: PageBlock) -> None:
    """Add a figure with its alternative text and its caption."""
    data = one.data if one.ending != "svg" else drawn(one.data)
    document.add_picture(io.BytesIO(data), width=Mm(WIDTH_MM * (0.55 if one.is_narrow else 1)))
    shape: Any = document.inline_shapes[-1]._inline.docPr
    shape.set("descr", one.alt)
    document.add_paragraph(one.text, style="Caption")


def _add_table(document: Document, one: PageBlock) -> None:
    """Add a table with its caption before it and a heading that each sheet repeats."""
    document.add_paragraph(one.text, style="Caption")
    table = document.add_table(rows=0, cols=len(one.head), style="Light Grid")
    for texts in (one.head, *one.rows):
        # row.cells is worked out anew by each call
        for cell, text in zip(table.add_row().cells, texts, strict=False):
            cell.paragraphs[0].add_run(text).font.size = Pt(SMALL)
    properties: Any = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    document.add_paragraph()
