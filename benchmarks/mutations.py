"""Mutants of a module: by hand, or of every comparison and number that it has."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

PAIRS = (
    *((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq)),
    *((ast.Is, ast.IsNot), (ast.In, ast.NotIn)),
)
OTHER = dict(PAIRS) | {other: one for one, other in PAIRS}
STEP = 0.1  # of a number that is not whole, relative to it; whole ones go up and down by one


class MutantError(Exception):
    """The list of mutants does not fit the code, or the tests fail without any change."""


@dataclass(frozen=True)
class Mutant:
    """A module with one change.

    Attributes
    ----------
    module : str
        Dotted name.
    where : str
        File and line.
    what : str
        What was changed.
    source : str
        Text of the changed module.
    tests : tuple of str
        Test files, or one test of a file, that should notice.
    name : str
        Name of one that is listed by hand.
    """

    module: str
    where: str
    what: str
    source: str = field(repr=False)
    tests: tuple[str, ...]
    name: str = ""

    @property
    def key(self) -> str:
        """Module, function and change, without the line, which moves."""
        return f"{self.module.rpartition('.')[2]}.{self.what}"


@dataclass(frozen=True)
class Code:
    """The package whose rules are changed.

    Attributes
    ----------
    root : Path
        The checkout, with `src`.
    """

    root: Path

    def path(self, module: str) -> Path:
        """File of a module."""
        return self.root.joinpath("src", *module.split(".")).with_suffix(".py")

    def text(self, module: str) -> str:
        """Text of a module.

        Raises
        ------
        MutantError
            If there is no such file.
        """
        path = self.path(module)
        if not path.is_file():
            raise MutantError(f"There is no {path}. Give the name that {module} has now.")
        return path.read_text(encoding="utf-8")

    def where(self, module: str, line: int) -> str:
        """File and line as an editor opens them."""
        return f"{self.path(module).relative_to(self.root)}:{line}"

    def dependents(self, module: str) -> set[str]:
        """Modules that import a module, directly or through others, and itself."""
        imported = self._imported
        found: set[str] = set()
        new = {module}
        while new:
            found |= new
            new = {name for name, those in imported.items() if those & new} - found
        return found

    @cached_property
    def _imported(self) -> dict[str, set[str]]:
        """Modules that each module may import."""
        found = {}
        for path in self.root.joinpath("src").rglob("*.py"):
            parts = path.relative_to(self.root / "src").with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = set(_imports(ast.parse(path.read_text(encoding="utf-8")), name))
        return found


def _imports(tree: ast.Module, name: str) -> Iterator[str]:
    """Modules that a file may import: those it names, and the packages around it and them."""
    named = [name]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            named += [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            named += [f"{node.module}.{one.name}" for one in node.names]
    for full in named:
        parts = full.split(".")
        yield from (".".join(parts[:end]) for end in range(1, len(parts) + 1))


def named_mutants(listed: Mapping[str, Any], code: Code) -> list[Mutant]:
    """Mutants that are listed by hand.

    Raises
    ------
    MutantError
        If the text to change does not occur exactly once.
    """
    found = []
    for one in listed.get("named", ()):
        text = code.text(one["module"])
        n_times = text.count(one["old"])
        if n_times != 1:
            raise MutantError(
                f"{one['name']}: {one['old']!r} occurs {n_times} times in {one['module']}. "
                "Give a text that occurs exactly once."
            )
        line = text[: text.index(one["old"])].count("\n") + 1
        source, tests = text.replace(one["old"], one["new"]), (one["test"],)
        where = code.where(one["module"], line)
        found.append(Mutant(one["module"], where, one["name"], source, tests, one["name"]))
    return found


def other_mutants(listed: Mapping[str, Any], code: Code) -> list[Mutant]:
    """Mutants of every comparison and number of the listed modules, without equivalent ones.

    Raises
    ------
    MutantError
        If one that is listed as equivalent does not exist.
    """
    found = [
        one
        for module, tests in listed.get("modules", {}).items()
        for one in _of_module(module, tuple(tests), code)
    ]
    equivalent = {one["what"] for one in listed.get("equivalent", ())}
    strange = equivalent - {one.key for one in found}
    if strange:
        raise MutantError(f"No such mutant: {'; '.join(sorted(strange))}. Take it off the list.")
    return [one for one in found if one.key not in equivalent]


def _of_module(module: str, tests: tuple[str, ...], code: Code) -> Iterator[Mutant]:
    """Change each comparison and number of a module in turn."""
    tree = ast.parse(code.text(module))
    for node, around, function in _nodes(tree, tree, "module"):
        for name, value in _changes(node):
            before, old = ast.unparse(node), getattr(node, name)
            setattr(node, name, value)
            what = f"{function}: `{ast.unparse(node)}` for `{before}`"
            source = ast.unparse(tree)
            setattr(node, name, old)
            if isinstance(node, ast.Constant):
                what += f" in `{textwrap.shorten(ast.unparse(around), 80)}`"
            yield Mutant(module, code.where(module, node.lineno), what, source, tests)


def _nodes(node: ast.AST, around: ast.AST, function: str) -> Iterator[tuple[ast.AST, ast.AST, str]]:
    """Yield each node with the expression or statement around it, and its function."""
    for child in ast.iter_child_nodes(node):
        yield child, around, function
        named = isinstance(child, ast.FunctionDef | ast.ClassDef)
        inner = child.name if named and function == "module" else function
        is_whole = isinstance(child, ast.expr | ast.stmt) and not isinstance(child, ast.UnaryOp)
        yield from _nodes(child, child if is_whole else around, inner)


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Attribute and new value of each change of a node."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            changed = OTHER[type(operator)]()
            yield "ops", [*node.ops[:place], changed, *node.ops[place + 1 :]]
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        value = node.value
        step = 1 if isinstance(value, int) else STEP * (abs(value) or 1)
        yield from (("value", value - step), ("value", value + step))
