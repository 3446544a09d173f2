"""How the matrix of pages makes a page by functions, without a kernel."""

import json
from functools import cache
from importlib import import_module
from pathlib import Path

FILTERS = {
    "trends": ({"first_year": 2100}, {"substances": ["Be"]}, {"reference_set": "KOR"}),
    "gaps": ({"wave": "2024"},),
    "health": (
        {"exposures": ["Be"]},
        {"outcomes": ["Z99"]},
        {"lag_years": 60},
        {"fewest_samples": 100},
        {"confounders": ["none_such"], "demography": []},
        {"by_sex": True},
    ),
    "soil_health": (
        {"risk_sets": ["EPA-2023"]},
        {"backgrounds": ["GEMAS-AP"]},
        {"scoring_set": "CASH-2017"},
        {"reference_element": "Fe"},
    ),
}
NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def parts(report):
    """Modules of a report."""
    names = ("definitions", "compute", "say")
    return {name: import_module(f"workbench.reports.{report}.{name}") for name in names}


def reads_of(report):
    """Tables that a report reads."""
    definitions = parts(report)["definitions"]
    return (*definitions.READS, *getattr(definitions, "OWN_READS", ()))


@cache
def cells(report):
    """Code cells of a notebook behind the one that makes the result, and its imports."""
    text = (NOTEBOOKS / f"{report}.ipynb").read_text(encoding="utf-8")
    codes = [
        "".join(one["source"]) for one in json.loads(text)["cells"] if one["cell_type"] == "code"
    ]
    (last,) = (at for at, code in enumerate(codes) if "result = say.findings(" in code)
    imports = [code for code in codes[: last + 1] if code.startswith("from ")]
    return imports, [code for code in codes[last + 1 :] if "publish(" not in code]


def made(report, frames, area, **given):
    """HTML of all that a page shows, and its tables."""
    modules = parts(report)
    quick = {"n_draws": 100} if report == "soil_health" else {}
    parameters = modules["definitions"].Parameters(area=area, **(quick | given))
    result = modules["say"].findings(modules["compute"].compute(frames, parameters))
    imports, shown = cells(report)
    names = {"result": result, "area": area}
    for code in imports:
        exec(code, names)
    html = [eval(code, names)._repr_html_() for code in shown if "draw" not in code]
    drawn = [eval(code, names) for code in shown if "draw" in code]
    assert all(drawn), "a figure says neither what it shows nor why it is not drawn"
    return "\n".join(html), list(result.tables.values())
