"""Pages of the fictional soils, as they are and with something changed."""

import ast
import json

import pytest
from found import SOIL_SETS, found, soils_of

from workbench.store.frames import Frames, arranged
from workbench.store.reading import open_store

READS = ("measurements", "site_soils")


@pytest.fixture
def soil_result():
    """Page of a fictional country."""
    return soils_of


@pytest.fixture
def changed_soils():
    """Page of a fictional country, of few draws, with its measurements or parameters changed."""

    def judge(area, change=lambda rows: rows, **given):
        whole = open_store("example").read(READS, area)
        frames = {name: whole[name] for name in READS}
        frames["measurements"] = change(frames["measurements"].copy())
        complete = {name: arranged(name, frame) for name, frame in frames.items()}
        parameters = {"area": area, "n_draws": 100} | SOIL_SETS | given
        return found("soil_health", Frames(complete, "made here"), **parameters)

    return judge


@pytest.fixture
def page_of(project):
    """HTML of the cells of the notebook behind the one that makes the page."""
    text = (project / "notebooks" / "soil_health.ipynb").read_text(encoding="utf-8")
    cells = [one for one in json.loads(text)["cells"] if one["cell_type"] == "code"]
    codes = ["".join(one["source"]) for one in cells]
    (made,) = (at for at, code in enumerate(codes) if code.startswith("page = "))

    def html(page):
        names = {"page": page, "output_folder": ""}
        cells = [compile(_expression(code), "cell", "eval") for code in codes[made + 1 :]]
        shown = [eval(cell, names) for cell in cells]
        return "\n".join(one._repr_html_() for one in shown if hasattr(one, "_repr_html_"))

    return html


def _expression(code):
    """Expression that a cell consists of."""
    (only,) = ast.parse(code).body
    return ast.Expression(only.value)
