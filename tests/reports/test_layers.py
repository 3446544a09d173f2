"""The layers inside a report follow from the list of its sections, which is declared once.

A section knows earlier sections of the page only, also by way of modules beside them; what all
stand on knows no section; and no report knows another.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

import workbench.reports
from workbench.reports import ALL_REPORTS, report_of

FOLDER = Path(workbench.reports.__file__).parent
BELOW = {"parameters", "phrases", "overview", "basis"}  # know no section
ONE_FILE = {"__init__", "parameters", "report"}  # a report so small that it has no other module
PACKAGE = "workbench.reports"


def imported(tree):
    """Names of modules that a file imports, those for types alone too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


@cache
def files(report):
    """Files of a report with the module of the report that each is part of."""
    folder = FOLDER / report
    paths = sorted(folder.rglob("*.py"))
    assert len(paths) > 2
    return {path: path.relative_to(folder).with_suffix("").parts[0] for path in paths}


def neighbours(report):
    """Modules of a report, with those of the same report that each imports."""
    inside = f"{PACKAGE}.{report}."
    found = {module: set() for module in files(report).values()}
    for path, module in files(report).items():
        names = imported(ast.parse(path.read_text(encoding="utf-8")))
        parts = {name.removeprefix(inside).split(".")[0] for name in names if inside in name}
        found[module] |= (parts & set(found)) - {module}
    return found


def reached(graph, start):
    """All modules that one imports, directly or by way of others."""
    seen, waiting = set(), [start]
    while waiting:
        new = graph[waiting.pop()] - seen
        seen |= new
        waiting += new
    return seen


def breaches(graph, sections):
    """Imports of a report that go against the order of its page."""
    last_first = [*sections[1:], sections[0]]  # the summary is worked out last
    for place, name in enumerate(last_first):
        for later in last_first[place + 1 :]:
            if later in reached(graph, name):
                yield f"{name} knows the later section {later}"
    for name in sorted(BELOW & set(graph)):
        for section in sorted(reached(graph, name) & set(sections)):
            yield f"{name} knows the section {section}"
    for name in graph:
        if name in reached(graph, name):
            yield f"{name} knows itself by way of others"


@pytest.mark.parametrize("report", ALL_REPORTS)
def test_a_section_knows_earlier_ones_only(report):
    sections = [part.name for part in report_of(report).all_sections]
    graph = neighbours(report)
    if set(graph) == ONE_FILE:
        return
    assert set(sections) <= set(graph), "a section has the name of its module"
    assert list(breaches(graph, sections)) == []


@pytest.mark.parametrize("report", ALL_REPORTS)
def test_reports_do_not_know_each_other(report):
    others = tuple(f"{PACKAGE}.{other}" for other in ALL_REPORTS if other != report)
    for path in files(report):
        for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
            assert not any(f"{name}.".startswith(f"{other}.") for other in others), path


def test_breaches_are_found_by_way_of_others_too():
    graph = {"a": {"between"}, "between": {"b"}, "b": set(), "basis": {"a"}, "summary": {"a"}}
    assert list(breaches(graph, ["summary", "a", "b"])) == [
        "a knows the later section b",
        "basis knows the section a",
        "basis knows the section b",
    ]
    assert list(breaches({"a": {"b"}, "b": {"a"}, "summary": set()}, ["summary", "b", "a"])) == [
        "b knows the later section a",
        "a knows itself by way of others",
        "b knows itself by way of others",
    ]
