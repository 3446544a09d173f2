"""The shape of the rooms: small folders, subjects rather than fragments, nothing unreachable."""

import ast
import re
from collections import Counter
from pathlib import Path

from workbench import methods

SOURCE = Path(methods.__file__).parents[1]
PROJECT = SOURCE.parents[1]
MODULES = sorted(SOURCE.glob("methods/*/*.py"))
LARGEST_FOLDER, LARGEST_FILE, LEAST_OF_A_SUBJECT = 14, 400, 120


def dotted(path):
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)


def imports():
    """Module, and name taken from it, of every import of the project but its tests."""
    python = [*SOURCE.rglob("*.py"), *PROJECT.glob("benchmarks/*.py")]
    for path in [*python, *PROJECT.glob("examples/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield from ((path, node.module, name.name) for name in node.names)
    for path in PROJECT.glob("notebooks/**/*.ipynb"):
        for module, names in re.findall(
            r"from (workbench[\w.]+) import ([\w, ]+)", path.read_text("utf-8")
        ):
            yield from ((path, module, name.strip()) for name in names.split(","))


def public(path):
    """Functions and classes of a module that have a public name, and what else it reads."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.ClassDef)]
    read = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name)}
    return {name for name in names if not name.startswith("_")}, read


def test_no_folder_and_no_file_is_large():
    folders = Counter(path.parent.name for path in MODULES)
    assert max(folders.values()) <= LARGEST_FOLDER
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: n for name, n in lengths.items() if n > LARGEST_FILE} == {}


def test_a_module_that_only_its_neighbour_imports_has_a_subject():
    users = {}
    for path, module, _ in imports():
        users.setdefault(module, set()).add(path)
    small = [
        path.name
        for path in MODULES
        for of_it in [users.get(dotted(path), set())]
        if len(of_it) == 1 and {one.parent for one in of_it} == {path.parent}
        if len(path.read_text(encoding="utf-8").splitlines()) < LEAST_OF_A_SUBJECT
    ]
    assert small == []


def test_no_module_and_no_class_has_the_name_of_another():
    others = [path for path in SOURCE.rglob("*.py") if "reports" not in path.parts]
    names = Counter(path.stem for path in others if path.stem != "__init__")
    assert [path.stem for path in MODULES if names[path.stem] > 1] == []
    classes = Counter(
        one.name
        for path in MODULES
        for one in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(one, ast.ClassDef)
    )
    assert [name for name, n in classes.items() if n > 1] == []


def test_every_public_name_serves_a_page_an_analyst_or_a_benchmark():
    taken = {(module, name) for _, module, name in imports()}
    unreached = [
        f"{dotted(path)}.{name}"
        for path in MODULES
        for names, read in [public(path)]
        for name in names
        if name not in read and (dotted(path), name) not in taken and name not in dir(methods)
    ]
    assert unreached == []
