"""Figures of the shape of the code: how much there is, where, and what a way through it passes.

Run as `make shape`; with `--road` also the ways that data pass, which makes a store for it.
"""

from __future__ import annotations

import argparse
import ast
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce
from pathlib import Path
from types import FrameType
from typing import Any

from workbench.cli import app
from workbench.reports import parameters_of, report_of
from workbench.store.frames import joined
from workbench.store.reading import open_store

PROJECT = Path(__file__).parents[1]
SOURCE = PROJECT / "src" / "workbench"
USERS = ("notebooks", "benchmarks", "examples", "parameters", "templates")
STARTS = ("pyproject.toml", "Makefile")  # of the command, and of what makes the shipped files
KINDS = frozenset({".py", ".ipynb", ".yml", ".j2"})
HEAVY = frozenset(
    {"matplotlib", "seaborn", "geopandas", "statsmodels", "scipy", "openpyxl"}
    | {"jupyter_client", "nbconvert", "nbformat", "nbclient", "papermill", "jupyterlab", "IPython"}
    | {"ipywidgets", "itables", "distributed"}
)  # imported where they are used, whoever imports them
MOST_IN_A_FOLDER, MOST_IN_A_REPORT = 14, 22
OF_EACH_REPORT = frozenset({"Parameters", "Basis", "Overview"})  # the contract of every report
SUBJECT_LINES = 120  # a module that serves one beside it has at least as many
SMALL = "Plot,Year,Depth,Cd\nA,2001,0-10,0.4\nB,2001,0-10,<0.2\nA,2006,0-10,0.3\nB,2006,0-10,n.a.\n"
MAPPING = """
owner: made up
licence: CC0
constants: {iso3: XAA, source_type: background, basis: dry, fraction: aqua_regia, matrix: soil}
columns: {site_id: Plot, sampled_on: Year, layer: Depth}
joined: {sample_id: [Plot, Year]}
substances: {Cd: {substance: Cd, unit: mg/kg}}
"""
DEFINITION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Module:
    """A file of the package.

    Attributes
    ----------
    name : str
        Dotted name below the package.
    text : str
        What the file holds.
    """

    name: str
    text: str = field(repr=False)

    @cached_property
    def tree(self) -> ast.Module:
        """Syntax tree of the file."""
        return ast.parse(self.text)

    @property
    def folder(self) -> str:
        """Dotted name of its folder."""
        return self.name.rpartition(".")[0]

    @property
    def n_lines(self) -> int:
        """Lines of the file."""
        return self.text.count("\n")


def modules_of(source: Path) -> dict[str, Module]:
    """Read all files of a package.

    Parameters
    ----------
    source : Path
        Folder of the package.

    Returns
    -------
    dict of str to Module
        By dotted name; a folder's own file has the name of the folder.
    """
    found = {}
    for path in sorted(source.rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        name = ".".join(parts).removesuffix("__init__").removesuffix(".")
        found[name] = Module(name, path.read_text(encoding="utf-8"))
    return found


def imports_of(module: Module) -> Iterator[tuple[str, ast.stmt]]:
    """Dotted names that a module imports, those for types alone too, each with its statement."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{one.name}", node) for one in node.names)
        elif isinstance(node, ast.Import):
            yield from ((one.name, node) for one in node.names)


def importers(modules: dict[str, Module], package: str) -> dict[str, set[str]]:
    """Modules that import each module.

    Returns
    -------
    dict of str to set of str
        Of every module, also of those that none imports.
    """
    found: dict[str, set[str]] = {name: set() for name in modules}
    for module in modules.values():
        for full, _ in imports_of(module):
            target = full.removeprefix(f"{package}.")
            if target not in modules:
                target = target.rpartition(".")[0]
            if full.startswith(f"{package}.") and target in modules and target != module.name:
                found[target].add(module.name)
    return found


def one_importer(modules: dict[str, Module], users: dict[str, set[str]]) -> list[str]:
    """Small modules that serve only one module beside them, and belong to it.

    A section of a report has a file of its own, whatever its size: only the list of sections knows
    it.

    Returns
    -------
    list of str
        Names of the modules.
    """
    found = []
    for name, module in modules.items():
        if len(users[name]) == 1 and module.n_lines < SUBJECT_LINES:
            (user,) = users[name]
            if user.startswith("reports.") and user.endswith(".report"):
                continue
            if modules[user].folder == module.folder and f"{module.folder}." in name:
                found.append(name)
    return found


def deferred(modules: dict[str, Module]) -> list[str]:
    """List imports inside functions, other than of what is heavy.

    Returns
    -------
    list of str
        `module: what it imports`.
    """
    found = []
    for module in modules.values():
        inside = {
            one
            for node in ast.walk(module.tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            for one in ast.walk(node)
        }
        for full, statement in imports_of(module):
            if statement in inside and full.split(".")[0] not in HEAVY:
                found.append(f"{module.name}: {full}")
    return found


def words_of(node: ast.AST) -> set[str]:
    """Find identifiers and the words of strings in a piece of code."""
    found: set[str] = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            found.add(one.id)
        elif isinstance(one, ast.Attribute):
            found.add(one.attr)
        elif isinstance(one, ast.alias):
            found.add(one.name.split(".")[-1])
        elif isinstance(one, ast.Constant) and isinstance(one.value, str):
            found |= set(one.value.replace(".", " ").replace(":", " ").split())
    return found


def unreachable(modules: dict[str, Module], outside: Iterable[str]) -> list[str]:
    """Public names that are reached neither from outside nor from what is run on import.

    A name is taken to reach every definition of that name, so what is listed is dead for certain.

    Parameters
    ----------
    modules : dict of str to Module
        The package.
    outside : iterable of str
        Words of what uses the package: notebooks, benchmarks, entry points.

    Returns
    -------
    list of str
        `module.name` of functions and classes.
    """
    bodies: dict[str, list[ast.AST]] = defaultdict(list)
    places: dict[str, list[str]] = defaultdict(list)
    waiting = set(outside)
    for module in modules.values():
        for node in module.tree.body:
            if isinstance(node, DEFINITION):
                bodies[node.name].append(node)
                places[node.name].append(module.name)
                if node.decorator_list:
                    waiting |= set().union(*(words_of(one) for one in node.decorator_list))
                    waiting |= {node.name} if module.name.split(".")[0] == "cli" else set()
            elif not isinstance(node, ast.Import | ast.ImportFrom):
                waiting |= words_of(node)
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        waiting |= set().union(*(words_of(node) for node in bodies.get(name, [])))
    public = [name for name in places if not name.startswith("_") and name not in reached]
    return sorted(f"{module}.{name}" for name in public for module in places[name])


def twice(names: Iterable[tuple[str, str]]) -> list[str]:
    """Names that stand in several places.

    Parameters
    ----------
    names : iterable of tuple of str
        Name and place.

    Returns
    -------
    list of str
        `name: places`.
    """
    places: dict[str, list[str]] = defaultdict(list)
    for name, place in names:
        places[name].append(place)
    return [f"{name}: {', '.join(found)}" for name, found in places.items() if len(found) > 1]


def without_returns(modules: dict[str, Module]) -> list[str]:
    """Public functions whose documentation has sections, returns something and does not say what.

    Returns
    -------
    list of str
        `module.function`.
    """
    found = []
    for module in modules.values():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            text = ast.get_docstring(node) or ""
            gives = node.returns is not None and ast.unparse(node.returns) != "None"
            if gives and "Parameters\n---" in text and not {"Returns", "Yields"} & {*text.split()}:
                found.append(f"{module.name}.{node.name}")
    return found


@dataclass
class Road:
    """Modules of some rooms of the package in the order in which calls enter them."""

    rooms: tuple[str, ...]
    entered: list[str] = field(default_factory=list)

    def watch(self, frame: FrameType, event: str, _: Any) -> None:  # noqa: ANN401 - of sys
        """Note the module that a call enters."""
        if event == "call" and frame.f_code.co_filename.startswith(str(SOURCE)):
            name = Path(frame.f_code.co_filename).relative_to(SOURCE).with_suffix("").as_posix()
            if name.startswith(self.rooms) and self.entered[-1:] != [name]:
                self.entered.append(name)

    @property
    def first_in(self) -> list[str]:
        """Modules in the order in which each was first entered."""
        return list(dict.fromkeys(self.entered))

    @property
    def n_returns(self) -> int:
        """Times that a call enters a module which was left for one that was new then."""
        seen: list[str] = []
        returns: set[tuple[str, str]] = set()
        for before, name in zip(["", *self.entered], self.entered, strict=False):
            if name in seen and before and seen.index(name) < seen.index(before):
                returns.add((before, name))
            elif name not in seen:
                seen.append(name)
        return len(returns)


def road_of(run: Callable[[], object], *rooms: str) -> Road:
    """Follow the calls of a run through the modules of some rooms.

    Parameters
    ----------
    run : function
        What to follow.
    *rooms : str
        Folders of the package, as in inputs.

    Returns
    -------
    Road
        What the calls entered.
    """
    run()  # what is imported on the way is no part of the road
    road = Road(rooms)
    sys.setprofile(road.watch)
    try:
        run()
    finally:
        sys.setprofile(None)
    return road


def figures(source: Path, users: Iterable[Path], package: str = "workbench") -> dict[str, Any]:
    """Work out all figures of a package.

    Parameters
    ----------
    source : Path
        Folder of the package.
    users : iterable of Path
        Files that use it.
    package : str
        Its name.

    Returns
    -------
    dict of str to object
        Numbers, and lists of what counts against a figure.
    """
    modules = modules_of(source)
    outside = {
        word.strip("\\n,\"'()[]:")
        for path in users
        for word in path.read_text(encoding="utf-8").replace(".", " ").replace("(", " ").split()
    }
    counts = Counter(module.folder for module in modules.values() if module.name)
    most = {name: _most(name) for name in counts}
    # A folder may be called as another is: answers are taken in and judged, both as surveys.
    files = [name for name in modules if name not in counts and "reports." not in name]
    named = [(name.rpartition(".")[2], name) for name in files]
    classes = [
        (node.name, module.name)
        for module in modules.values()
        for node in module.tree.body
        if isinstance(node, ast.ClassDef)
        and not node.name.startswith("_")
        and not (node.name in OF_EACH_REPORT and module.name.startswith("reports."))
    ]
    return {
        "modules": len(modules),
        "lines": sum(module.n_lines for module in modules.values()),
        "folders with too many modules": [
            f"{name}: {n}" for name, n in counts.items() if n > most[name]
        ],
        "module names in several folders": twice(named),
        "class names in several modules": twice(classes),
        "small modules with one importer beside them": one_importer(
            modules, importers(modules, package)
        ),
        "deferred imports of what is not heavy": deferred(modules),
        "public names that nothing reaches": unreachable(modules, outside),
        "documented functions that do not say what they return": without_returns(modules),
    }


def users_of(project: Path) -> list[Path]:
    """List the files of a checkout that use the package, tests left out.

    Returns
    -------
    list of Path
        Notebooks, templates, parameters, benchmarks, examples, and what starts something.
    """
    files = [path for name in USERS for path in (project / name).rglob("*") if path.is_file()]
    starts = [project / name for name in STARTS]
    return [*starts, *(path for path in files if path.suffix in KINDS)]


def _most(folder: str) -> int:
    """Most modules that a folder may hold."""
    return MOST_IN_A_REPORT if folder.startswith("reports.") else MOST_IN_A_FOLDER


def _ingest(folder: Path) -> None:
    """Take a small file of measurements into a store, as the command does."""
    mapping, file = folder / "small.yml", folder / "small.csv"
    file.write_text(SMALL, encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")
    app(
        ["ingest", str(file), "--mapping", str(mapping), "--store", str(folder / "store")],
        standalone_mode=False,
    )


def _tables_of(report: str) -> Callable[[], object]:
    """Give what a report works out from its frames: the basis, and the tables of all sections."""
    given, made, store = parameters_of(report), report_of(report), open_store("example")
    frames = reduce(joined, [store.read(*reading) for reading in given.readings("XAA")])
    parameters = given.Parameters(area="XAA")
    return lambda: made.tables(made.basis(frames, parameters))


def roads() -> dict[str, Road]:
    """Follow a measurement from `ingest` to the store, and frames of two reports to their tables.

    Returns
    -------
    dict of str to Road
        By what was followed.
    """
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        found["ingest to store"] = road_of(
            lambda: _ingest(Path(tempfile.mkdtemp(dir=folder))), "inputs", "store"
        )
    for report in ("health", "soil_health"):
        found[f"compute of {report}"] = road_of(_tables_of(report), f"reports/{report}/")
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--road", action="store_true", help="follow data through the modules too")
    parser.add_argument("--list", action="store_true", help="list what counts against a figure")
    given = parser.parse_args()
    for name, value in figures(SOURCE, users_of(PROJECT)).items():
        print(f"{name}: {len(value) if isinstance(value, list) else value}")
        if given.list and isinstance(value, list):
            print(*(f"  {one}" for one in value), sep=os.linesep)
    if given.road:
        for name, road in roads().items():
            print(f"{name}: {len(road.first_in)} modules, {road.n_returns} returns")
            if given.list:
                print(*(f"  {one}" for one in road.first_in), sep=os.linesep)


if __name__ == "__main__":
    main()
