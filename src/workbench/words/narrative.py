"""The prose of a notebook in another language: its markdown cells are looked up by their id."""

from __future__ import annotations

import copy
import re
from collections import Counter
from importlib.resources import files
from typing import Any

from workbench.words.messages import ENGLISH, PSEUDO, pseudo

CELL = re.compile(r"^<!-- cell: (?P<id>[\w-]+) -->\n", re.MULTILINE)


def in_language(notebook: Any, report: str, language: str) -> tuple[Any, Counter[str]]:  # noqa: ANN401
    """Notebook with its prose in a language, and the cells that stay English.

    Parameters
    ----------
    notebook : NotebookNode
        Notebook whose cells have ids.
    report : str
        Name of the report.
    language : str
        Code of the language; its prose is in words/<language>/<report>.md.

    Returns
    -------
    tuple of NotebookNode and Counter
        The notebook, and how often each cell without a translation was met.
    """
    translated = copy.deepcopy(notebook)
    known, untranslated = _cells(report, language), Counter[str]()
    for cell in translated.cells:
        if cell.cell_type != "markdown" or language == ENGLISH:
            continue
        if language == PSEUDO:
            cell.source = pseudo(cell.source)
            continue
        untranslated.update([cell.id] if cell.id not in known else [])
        cell.source = known.get(cell.id, cell.source)
    return translated, untranslated


def _cells(report: str, language: str) -> dict[str, str]:
    """Prose of a report by the id of its cell."""
    file = files("workbench.words").joinpath(language, f"{report}.md")
    if not file.is_file():
        return {}
    _, *found = CELL.split(file.read_text(encoding="utf-8"))
    return {id_: text.strip() for id_, text in zip(found[::2], found[1::2], strict=True)}
