"""Parameters of a report, described from its model: kind, range, default and meaning."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import annotated_types
from pydantic.fields import FieldInfo

from workbench.errors import ParameterError
from workbench.reports import ALL_REPORTS, parameters_of

KINDS = {int: "whole number", float: "number", str: "text", bool: "true or false"}


@dataclass(frozen=True)
class ParameterDescription:
    """What a parameter may be and what it means.

    Attributes
    ----------
    name : str
        Its name, as in `-p name=value`.
    kind : str
        As in whole number, number, text, list of text.
    lowest, highest : float or None
        Bounds that are allowed themselves; None where there is none.
    choices : tuple
        All values that it may have; empty where there are others.
    default : object
        Its value where nothing is set.
    meaning : str
        What it does.
    """

    name: str
    kind: str
    lowest: float | None
    highest: float | None
    choices: tuple[Any, ...]
    default: Any
    meaning: str

    @property
    def allowed(self) -> str:
        """Kind and range in words."""
        if self.choices:
            return f"one of {', '.join(map(str, self.choices))}"
        if self.lowest is None and self.highest is None:
            return self.kind
        ends = ["" if end is None else f"{end:g}" for end in (self.lowest, self.highest)]
        return f"{self.kind}, {ends[0]} to {ends[1]}"


def parameters_in(report: str) -> tuple[ParameterDescription, ...]:
    """Describe the parameters of a report, in the order of its notebook's first cell.

    Parameters
    ----------
    report : str
        Name of the report.

    Returns
    -------
    tuple of ParameterDescription
        One a parameter.

    Raises
    ------
    ParameterError
        If there is no such report.

    Examples
    --------
    >>> [one.allowed for one in parameters_in("trends") if one.name == "confidence"]
    ['number, 0.8 to 0.999']
    """
    if report not in ALL_REPORTS:
        raise ParameterError(f"There is no report {report!r}. There are: {', '.join(ALL_REPORTS)}.")
    fields = parameters_of(report).Parameters.model_fields
    return tuple(_described(name, field) for name, field in fields.items())


def parameter_lines(report: str, values: dict[str, Any], origins: dict[str, str]) -> Iterator[str]:
    """List the parameters of a report for a terminal.

    Parameters
    ----------
    report : str
        Name of the report.
    values, origins : dict
        Value of each, and where those that are not defaults were set.

    Yields
    ------
    str
        Two lines a parameter: name, value and where it was set; range and meaning.
    """
    for one in parameters_in(report):
        value = values.get(one.name, one.default)
        where = origins.get(one.name, "default")
        default = "" if value == one.default else f"; default {one.default!r}"
        yield f"{one.name} = {value!r}  ({where}{default})"
        yield f"    {one.allowed}: {one.meaning}"


def _described(name: str, field: FieldInfo) -> ParameterDescription:
    """Describe one field of a model."""
    kind, choices = _kind_of(field.annotation)
    bounds = {type(one): one for one in field.metadata}
    least, most = bounds.get(annotated_types.Ge), bounds.get(annotated_types.Le)
    return ParameterDescription(
        name,
        kind,
        None if least is None else float(least.ge),
        None if most is None else float(most.le),
        choices,
        field.default,
        field.description or "",
    )


def _kind_of(annotation: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ANN401 - any annotation
    """Name the kind of a value, and list its choices."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kind_of(get_args(annotation)[0])
    if origin is Literal:
        return "choice", get_args(annotation)
    if origin in {Union, types.UnionType}:
        return _kind_of(next(one for one in get_args(annotation) if one is not type(None)))
    if origin in {list, tuple}:
        inner, choices = _kind_of(get_args(annotation)[0])
        listed = f" of {', '.join(map(str, choices))}" if choices else f" of {inner}s"
        return f"list{listed}", ()
    return KINDS.get(annotation, "text"), ()
