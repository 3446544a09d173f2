"""Pages of the fictional soils, as they are and with something changed."""

import ast
import json
from functools import cache

import pytest
from found import found, read
from once import once

from workbench.store.frames import Frames, arranged
from workbench.store.reading import open_store

FICTIONAL = {
    "scoring_set": "EXAMPLE-1",
    "backgrounds": ["XAA-EXAMPLE", "GEMAS-AP"],
    "unverified": ["EXAMPLE-1", "CASH-2017", "GEMAS-AP"],
}
READS = ("measurements", "site_soils")


@cache
def _example(area):
    def make():
        return found("soil_health", read("soil_health", area), area=area, **FICTIONAL)

    return once(f"soil health of {area}", make)


@pytest.fixture
def soil_result():
    """Page of a fictional country."""
    return _example


@pytest.fixture
def changed_soils():
    """Page of a fictional country with its measurements changed."""

    def judge(area, change=lambda rows: rows, **given):
        whole = open_store("example").read(READS, area)
        frames = {name: whole[name] for name in READS}
        frames["measurements"] = change(frames["measurements"].copy())
        in_order = {name: arranged(name, frame) for name, frame in frames.items()}
        parameters = {"area": area} | FICTIONAL | given
        return found("soil_health", Frames(in_order, "made here"), **parameters)

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
