"""The prose of a notebook in another language: its markdown cells are looked up by their id."""

from __future__ import annotations

import copy
import re
from importlib.resources import files
from typing import Any

from workbench.words.messages import ENGLISH, PSEUDO, pseudo

CELL = re.compile(r"^<!-- cell: (?P<id>[\w-]+) -->\n", re.MULTILINE)


def in_language(notebook: Any, report: str, language: str) -> Any:  # noqa: ANN401
    """Copy a notebook with its prose in a language; a cell without a translation stays English.

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
    NotebookNode
        The copy.
    """
    translated = copy.deepcopy(notebook)
    known = _cells(report, language)
    for cell in translated.cells:
        if cell.cell_type != "markdown" or language == ENGLISH:
            continue
        if language == PSEUDO:
            cell.source = pseudo(cell.source)
            continue
        cell.source = known.get(cell.id, cell.source)
    return translated


def _cells(report: str, language: str) -> dict[str, str]:
    """Prose of a report by the id of its cell."""
    file = files("workbench.words").joinpath(language, f"{report}.md")
    if not file.is_file():
        return {}
    _, *found = CELL.split(file.read_text(encoding="utf-8"))
    return {id_: text.strip() for id_, text in zip(found[::2], found[1::2], strict=True)}
