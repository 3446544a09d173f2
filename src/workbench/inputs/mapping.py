"""Mappings: YAML files that say what the columns, words and units of somebody's file mean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from workbench.errors import InputError, WorkbenchError
from workbench.inputs.cells import field_problem
from workbench.inputs.tables import MEASUREMENTS
from workbench.inputs.yaml_text import read_yaml
from workbench.vocabulary.substances import substance
from workbench.vocabulary.units import factor

MADE_BY_INTAKE = frozenset(
    {
        *("substance", "value", "unit", "censored", "lod", "loq", "uncertainty"),
        *("original_value", "original_unit", "source_file", "source_row"),
    }
)
MAPPABLE = {
    contract.name: contract for contract in MEASUREMENTS if contract.name not in MADE_BY_INTAKE
}


class _Strict(BaseModel):
    """A part of a mapping: unknown keys are refused, nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SubstanceColumn(_Strict):
    """What a column of values holds: a code of the vocabulary, and the unit as it is given."""

    substance: str
    unit: str


class Horizon(_Strict):
    """What a word for a layer means; an empty `layer` keeps the word."""

    matrix: str
    layer: str = ""


class Zeros(_Strict):
    """The declaration that a zero is a non-detect, with its limit in the unit of the columns."""

    below: float = Field(gt=0, allow_inf_nan=False)
    reason: str = Field(min_length=1)


class Mapping(_Strict):
    """How a wide CSV file becomes rows of `measurements`.

    Attributes
    ----------
    owner, licence : str
        Whose data they are, and what may be done with them.
    constants : dict of str to str
        Column of the store: the value that it has in every row.
    columns : dict of str to str
        Column of the store: the column of the file.
    substances : dict of str to SubstanceColumn
        Column of the file: what it holds.
    horizons : dict of str to Horizon
        Word in the column of `layer`: its matrix and name.
    sentinels : dict of str to str
        Number or word that stands for no value: what it stands for.
    zeros : Zeros or None
        What a zero means; None where nobody has said.
    """

    owner: str = Field(min_length=1)
    licence: str = Field(min_length=1)
    constants: dict[str, str] = {}
    columns: dict[str, str]
    substances: dict[str, SubstanceColumn] = Field(min_length=1)
    horizons: dict[str, Horizon] = {}
    sentinels: dict[str, Annotated[str, Field(min_length=1)]] = {}
    zeros: Zeros | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        """Refuse what the vocabulary and the contract of the table do not know."""
        problems = [*_field_problems(self), *_word_problems(self), *_substance_problems(self)]
        if problems:
            raise ValueError("; ".join(problems))
        return self


PARTS: dict[str, type[BaseModel]] = {
    "substances": SubstanceColumn,
    "horizons": Horizon,
    "zeros": Zeros,
}


def read_mapping(file: str | Path) -> Mapping:
    """Read a mapping; every word in it stays text, so that NO is Norway's and 004 a plot.

    Parameters
    ----------
    file : str or Path
        YAML file.

    Raises
    ------
    InputError
        If it is missing, is no YAML, or has a key, code or unit that is not known; all that is
        wrong is named at once.
    """
    path = Path(file)
    content = read_yaml(path)
    if not isinstance(content, dict):
        known = ", ".join(Mapping.model_fields)
        raise InputError(f"{path.name} holds no keys. A mapping has: {known}.")
    try:
        return Mapping.model_validate(content)
    except ValidationError as error:
        said = "; ".join(_in_words(detail) for detail in error.errors())
        raise InputError(f"{path.name}: {said}.") from None


def _in_words(detail: Any) -> str:  # noqa: ANN401 - a dictionary of pydantic's own
    """One complaint of pydantic, with the key and what would be right."""
    place = ".".join(str(step) for step in detail["loc"])
    if detail["type"] == "extra_forbidden":
        part: type[BaseModel] = PARTS.get(str(detail["loc"][0]), Mapping)
        known = part if len(detail["loc"]) > 1 else Mapping
        return f"unknown key {place}, known there are {', '.join(known.model_fields)}"
    if detail["type"] == "missing":
        return f"the key {place} is missing"
    said = str(detail["msg"]).removeprefix("Value error, ")
    return f"{place}: {said}" if place else said


def _field_problems(mapping: Mapping) -> Iterator[str]:
    """Columns of the store that are unknown, given twice or missing."""
    for key, entries in (("constants", mapping.constants), ("columns", mapping.columns)):
        for name in sorted(set(entries) - set(MAPPABLE)):
            known = ", ".join(MAPPABLE)
            yield f"{key}.{name} is no column that a mapping fills, those are {known}"
    given = [*mapping.constants, *mapping.columns, *(["matrix"] if mapping.horizons else [])]
    for name in sorted({name for name in given if given.count(name) > 1}):
        yield f"{name} is given by two of constants, columns and horizons, give it once"
    required = [name for name, contract in MAPPABLE.items() if contract.required]
    missing = [name for name in required if name not in given]
    if missing:
        yield f"nothing fills {', '.join(missing)}, name a column or a constant for each"


def _word_problems(mapping: Mapping) -> Iterator[str]:
    """Constants and horizons that the contract or the vocabulary does not take."""
    words = [(f"constants.{name}", name, text) for name, text in mapping.constants.items()]
    words += [(f"horizons.{key}.matrix", "matrix", h.matrix) for key, h in mapping.horizons.items()]
    for place, name, text in words:
        problem = field_problem(MAPPABLE[name], text) if name in MAPPABLE else ""
        allowed = ", ".join(MAPPABLE[name].allowed) if name in MAPPABLE else ""
        if problem:
            yield f"{place}: {problem}{f', it may be {allowed}' if allowed else ''}"
    if mapping.horizons and "layer" not in mapping.columns:
        yield "horizons needs columns.layer, the column that holds their words"


def _substance_problems(mapping: Mapping) -> Iterator[str]:
    """Columns of values whose substance or unit is unknown, or that exclude each other."""
    for column, entry in mapping.substances.items():
        try:
            factor(entry.unit, substance(entry.substance).unit)
        except WorkbenchError as error:
            yield f"substances.{column}: {str(error).removesuffix('.')}"
    codes = [entry.substance for entry in mapping.substances.values()]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"substances has {code} in two columns, give one of them"
    if mapping.zeros and len({entry.unit for entry in mapping.substances.values()}) > 1:
        yield "zeros.below needs columns of one unit, these have several"
