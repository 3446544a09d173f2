"""A page as PDF for archives and for readers by ear: PDF/UA-1 and PDF/A-2a, typeset by typst.

typst refuses what the standards do not allow, as a picture without alternative text.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from workbench.batch.release.page_blocks import PageBlock, blocks_of
from workbench.errors import ReportError
from workbench.vocabulary.places import place_name
from workbench.words.wording import words_of

SOURCES = Path(__file__).parent  # page.typ and figure.typ
MANY, VERY_MANY = 7, 11  # columns from which a table is set smaller
DOTS_PER_INCH = 150


def write_pdf(results: Path, page: Path) -> Path:
    """Write a page as PDF, beside its results.

    Parameters
    ----------
    results : Path
        `<area>/<report>.results.json`.
    page : Path
        Its page.

    Returns
    -------
    Path
        `<area>/<report>.pdf`.

    Raises
    ------
    ReportError
        If typst refuses the page; the message says why.
    """
    content = json.loads(results.read_text(encoding="utf-8"))
    path = results.with_name(f"{content['report']}.pdf")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        blocks = blocks_of(page.read_text(encoding="utf-8"))
        text = json.dumps(_given(content, blocks, folder), ensure_ascii=False)
        (folder / "page.json").write_text(text, encoding="utf-8")
        shutil.copy(SOURCES / "page.typ", folder)
        try:
            pdf = typst.compile(folder / "page.typ", root=folder, pdf_standards=["ua-1", "a-2a"])
        except typst.TypstError as error:
            raise ReportError(f"{page.name} cannot be typeset: {error}") from error
    path.write_bytes(pdf)
    return path


def _given(content: Mapping[str, Any], blocks: Sequence[PageBlock], folder: Path) -> dict[str, Any]:
    """Give what the typesetting reads: texts as plain strings, none of which it obeys."""
    words = words_of()
    title = f"{words.code('report', content['report'])}, {place_name(content['area'])}"
    fictional = words.plain("page-fictional") if content["fictional"] else ""
    findings = content["findings"]
    return {
        "title": title,
        "author": words.plain("index-title"),
        "description": findings[0]["sentence"] if findings else title,
        "language": words.language,
        "running": " · ".join(filter(None, (title, fictional))),
        "blocks": [
            _block(one, f"{number}.{one.ending}", folder)
            for number, one in enumerate(blocks)
            if (one.kind, one.level) != ("heading", 1)
        ],
    }


def _block(one: PageBlock, file: str, folder: Path) -> dict[str, Any]:
    """Give a block as plain content; the file of a picture is put into the folder."""
    given: dict[str, Any] = {"kind": one.kind, "text": one.text, "level": one.level - 1}
    if one.kind == "picture":
        (folder / file).write_bytes(one.data)
        return given | {"file": file, "alt": one.alt, "width": 55 if one.is_narrow else 100}
    if one.kind == "table":
        width = len(one.head)
        cells = [cell for cells in one.rows for cell in (*cells, *[""] * width)[:width]]
        size = 8 if width < MANY else 6.5 if width < VERY_MANY else 5
        return given | {"head": one.head, "cells": cells, "size": size}
    return given


def drawn(svg: bytes) -> bytes:
    """Draw an SVG as PNG, for programs that take no other picture.

    Parameters
    ----------
    svg : bytes
        The drawing.

    Returns
    -------
    bytes
        The picture.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "figure.svg").write_bytes(svg)
        shutil.copy(SOURCES / "figure.typ", folder)
        found = typst.compile(folder / "figure.typ", root=folder, format="png", ppi=DOTS_PER_INCH)
    return bytes(found)
