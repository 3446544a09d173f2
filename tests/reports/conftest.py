"""The page of a result without a kernel: each cell behind the one that makes it."""

import ast
import json

import pytest


def _shown(code, names):
    """Run a cell, and give what JupyterLab would show of its last line."""
    *ahead, last = ast.parse(code).body
    exec(compile(ast.Module(ahead, []), "cell", "exec"), names)
    if not isinstance(last, ast.Expr):
        exec(compile(ast.Module([last], []), "cell", "exec"), names)
        return ""
    value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    return value._repr_html_() if hasattr(value, "_repr_html_") else ""


def _cells(project, report):
    """Code cells of a notebook: those until the result is made, and those behind."""
    text = (project / "notebooks" / f"{report}.ipynb").read_text(encoding="utf-8")
    cells = [one for one in json.loads(text)["cells"] if one["cell_type"] == "code"]
    codes = ["".join(one["source"]) for one in cells]
    (last,) = (at for at, code in enumerate(codes) if "result = say.findings(" in code)
    return codes[: last + 1], codes[last + 1 :]


@pytest.fixture
def page_of(project):
    """HTML of the cells of a report's notebook, for a result that was made already."""

    def page(result):
        names = {"result": result, "output_folder": "", "area": result.area}
        ahead, behind = _cells(project, result.report)
        imports = [code for code in ahead if code.startswith("from ")]
        return "\n".join(_shown(code, names) for code in [*imports, *behind])

    return page


@pytest.fixture
def example_of(project):
    """Result that a notebook makes of an area of the example."""

    def result(report, area):
        names = {}
        for code in _cells(project, report)[0]:
            _shown(code, names)
            names["area"] = area
        return names["result"]

    return result
