"""Parameters of a report: model, file and command line, validated before a kernel starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from workbench.batch.page.project import Project
from workbench.errors import ParameterError, VocabularyError, reason_of
from workbench.vocabulary.places import members
from workbench.vocabulary.yaml_text import parse_yaml, read_utf8

BRACKETED = re.compile(r"\[(.*)\]", re.DOTALL)
COMMON, AREAS = "common", "areas"
COMMAND_LINE = "command line"


@dataclass(frozen=True)
class Chosen:
    """Values of all parameters, and where those that are not defaults come from."""

    values: Mapping[str, Any]
    origins: Mapping[str, str]


Layer = tuple[str, Mapping[str, Any]]


def choose(
    project: Project, report: str, area: str, given: Iterable[str], overrides: Iterable[Layer] = ()
) -> Chosen:
    """Choose the value of each parameter: model < common < area < overrides < command line.

    Parameters
    ----------
    project : Project
        Where the notebooks and the files of parameters are.
    report, area : str
        Report and the area it is made for.
    given : iterable of str
        Pairs `name=value` of the command line.
    overrides : iterable of (str, mapping)
        Origin and values of what a batch sets for this report and area.

    Returns
    -------
    Chosen
        Values of all parameters, and the origins of those that are not defaults.

    Raises
    ------
    ParameterError
        If a name is unknown or a value does not fit; file and key are named.
    """
    project.notebook_of(report)
    model = project.reports.parameters(report)
    file = project.folder / "parameters" / f"{report}.yml"
    content = _read(file)
    origin = f"parameters/{file.name}"
    areas = content.get(AREAS) or {}
    layers: list[Layer] = [
        (f"{origin}, {COMMON}", content.get(COMMON) or {}),
        (f"{origin}, {AREAS}: {area}", areas.get(area) or {}),
        *_refuse_area(overrides),
        (COMMAND_LINE, {"area": area, **_pairs(given)}),
    ]
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for where, layer in layers:
        values |= _typed(model, layer, where)
        origins |= dict.fromkeys(layer, where)
    return Chosen(_validated(model, values, origins), _not_defaults(model, values, origins))


def check_parameters(project: Project, report: str) -> None:
    """Check a report's file as a whole: `common` and each area.

    Raises
    ------
    ParameterError
        If a name is unknown or a value does not fit; file and key are named.
    """
    content = _read(project.folder / "parameters" / f"{report}.yml")
    fields = project.reports.parameters(report).model_fields
    for area in content.get(AREAS) or {fields["area"].default: None}:
        choose(project, report, area, ())


def _read(file: Path) -> dict[str, Any]:
    """Read a parameter file: two sections of mappings."""
    return _sections(file.name, read_utf8(file)) if file.exists() else {}


@lru_cache(maxsize=16)
def _sections(name: str, text: str) -> dict[str, Any]:
    """Check the text of a parameter file, once for all jobs of a batch."""
    content = parse_yaml(text, name) or {}
    if not isinstance(content, dict) or set(content) - {COMMON, AREAS}:
        raise ParameterError(f"{name}: it may hold only '{COMMON}:' and '{AREAS}:'.")
    areas = content.get(AREAS) or {}
    if not isinstance(areas, dict):
        raise ParameterError(f"{name}, {AREAS}: give an area and below it its parameters.")
    for area, section in {COMMON: content.get(COMMON), **areas}.items():
        if not isinstance(section or {}, dict) or "area" in (section or {}):
            raise ParameterError(
                f"{name}, {area}: give names and values of parameters other than area."
            )
    for area in areas:
        _refuse_unknown_area(name, area)
    return content


def _refuse_unknown_area(name: str, area: str) -> None:
    """Refuse a section for an area that does not exist."""
    try:
        members(area)
    except VocabularyError as error:
        raise ParameterError(f"{name}, {AREAS}: {error}") from error


def _refuse_area(overrides: Iterable[Layer]) -> list[Layer]:
    """Refuse an override of the area: what is made would not be what was asked for."""
    layers = list(overrides)
    for where, values in layers:
        if "area" in values:
            raise ParameterError(f"{where}: area is no parameter to set; name it under `areas:`.")
    return layers


def _pairs(given: Iterable[str]) -> dict[str, str]:
    """Split `name=value` pairs."""
    pairs = dict(pair.partition("=")[::2] for pair in given if "=" in pair)
    wrong = [pair for pair in given if "=" not in pair]
    if wrong:
        raise ParameterError(f"-p {wrong[0]}: give a name and a value, as in -p first_year=2000.")
    if "area" in pairs:
        raise ParameterError("-p area: the area is given after the report's name, not with -p.")
    return pairs


def _typed(model: type[BaseModel], layer: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Turn texts into the types of the model; refuse names that it does not have."""
    unknown = sorted(set(layer) - set(model.model_fields))
    if unknown:
        known = ", ".join(model.model_fields)
        raise ParameterError(f"{where}: unknown parameter {unknown[0]}. Known are: {known}.")
    return {name: _cast(model, name, value, where) for name, value in layer.items()}


def _cast(model: type[BaseModel], name: str, value: Any, where: str) -> Any:  # noqa: ANN401
    """Turn one text into the type of its field; a list may be written with commas."""
    annotation: Any = model.model_fields[name].annotation
    if isinstance(value, str) and annotation == list[str]:
        inner = BRACKETED.fullmatch(value.strip())
        listed = inner[1] if inner else value
        if set("[]") & set(listed):
            raise ParameterError(f"{where}: {name} is {value!r}. Give words with commas between.")
        parts = (part.strip(" '\"") for part in listed.split(","))
        value = [part for part in parts if part]
    try:
        return _adapter(annotation).validate_python(value)
    except ValidationError as error:
        raise ParameterError(_explained(error, where, name)) from error


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any type of a field
    """Give what turns a text into a type; to make one takes longer than to use it."""
    return TypeAdapter(annotation)


def _validated(
    model: type[BaseModel], values: Mapping[str, Any], origins: Mapping[str, str]
) -> dict[str, Any]:
    """Validate all values together, bounds and vocabulary included."""
    try:
        return model(**values).model_dump()
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise ParameterError(_explained(error, origins.get(name, "default"), name)) from error


def _explained(error: ValidationError, where: str, name: str) -> str:
    """Say which value of which key is wrong and what would be right."""
    first = error.errors()[0]
    reason = reason_of(first)
    reason = reason[0].upper() + reason[1:]
    end = "" if reason.endswith((".", "?")) else "."
    return f"{where}: {name} is {first['input']!r}. {reason}{end}"


def _not_defaults(
    model: type[BaseModel], values: Mapping[str, Any], origins: Mapping[str, str]
) -> dict[str, str]:
    """Keep the origins of values that differ from their default."""
    defaults = {name: field.default for name, field in model.model_fields.items()}
    return {name: origins[name] for name, value in values.items() if value != defaults[name]}
