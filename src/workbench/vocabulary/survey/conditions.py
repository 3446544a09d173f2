"""Conditions on answers, as XLSForm writes them: who is asked, what contradicts, what to do."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from functools import cache

from workbench.errors import VocabularyError

NAME = re.compile(r"\$\{([a-z][a-z0-9_]*)\}")
EQUALS = re.compile(r"(?<![<>!=])=(?!=)")
ORDERS: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
FORM = "Write it as ${item}='code', ${item}>0 or selected(${item}, 'code'), with and, or, ( and )."


def holds(condition: str, answers: Mapping[str, str]) -> bool:
    """Whether a condition is true of the answers of one response.

    An item without an answer is the empty text, and is neither above nor below a number.

    Parameters
    ----------
    condition : str
        Condition on items in XLSForm's words; empty: always true.
    answers : mapping of str to str
        Answer of each item that has one; codes of a multiple choice with a blank between.

    Returns
    -------
    bool
        False where an answer that it needs is missing.

    Raises
    ------
    VocabularyError
        If the condition is none.

    Examples
    --------
    >>> holds("${monitoring}='no' and ${mon_sites}>0", {"monitoring": "no", "mon_sites": "3"})
    True
    >>> holds("${mon_sites}>0", {}), holds("selected(${had}, 'Pb')", {"had": "Cd Pb"})
    (False, True)
    """
    return not condition or _truth(_parsed(condition), answers)


def items_of(condition: str) -> tuple[str, ...]:
    """Items that a condition is about, each once.

    Examples
    --------
    >>> items_of("${monitoring}='yes' or ${monitoring}='partial'")
    ('monitoring',)
    """
    return tuple(dict.fromkeys(NAME.findall(condition)))


@cache
def _parsed(condition: str) -> ast.expr:
    """Tree of a condition; only what `holds` knows is in it."""
    try:
        tree = ast.parse(EQUALS.sub("==", NAME.sub(r"\1", condition)), mode="eval").body
    except SyntaxError:
        raise _no_condition(condition) from None
    if not _is_known(tree):
        raise _no_condition(condition)
    return tree


def _is_known(node: ast.AST) -> bool:
    """Whether a part of a tree, and all parts of it, mean something to `holds`."""
    match node:
        case ast.BoolOp(values=values):
            return all(map(_is_known, values))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            known = type(op) in {*ORDERS, ast.Eq, ast.NotEq}
            return known and all(map(_is_operand, (left, right)))
        case ast.Call(func=ast.Name(id="selected"), args=[_, _] as given, keywords=[]):
            return all(map(_is_operand, given))
    return False


def _is_operand(node: ast.AST) -> bool:
    """Whether a part of a tree is an item or a constant."""
    return isinstance(node, ast.Name) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str | int | float)
    )


def _truth(node: ast.AST, answers: Mapping[str, str]) -> bool:
    """Whether a part of a tree is true."""
    match node:
        case ast.BoolOp(op=op, values=values):
            truths = (_truth(value, answers) for value in values)
            return any(truths) if isinstance(op, ast.Or) else all(truths)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _compared(op, _text(left, answers), _text(right, answers))
        case ast.Call(args=[item, code]):
            return _text(code, answers) in _text(item, answers).split()
    return False


def _compared(op: ast.cmpop, left: str, right: str) -> bool:
    """Whether two texts are the same, or two numbers in an order; no number is in none."""
    if isinstance(op, ast.Eq | ast.NotEq):
        return (left == right) == isinstance(op, ast.Eq)
    try:
        return ORDERS[type(op)](float(left), float(right))
    except ValueError:
        return False


def _text(node: ast.AST, answers: Mapping[str, str]) -> str:
    """Text of an operand: the answer of an item, or the constant."""
    if isinstance(node, ast.Name):
        return answers.get(node.id, "")
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _no_condition(condition: str) -> VocabularyError:
    """Error for a text that is no condition."""
    return VocabularyError(f"{condition!r} is no condition on answers. {FORM}")
