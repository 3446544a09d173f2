"""Mappings: YAML files that say what the columns, words and units of somebody's file mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, ValidationError, model_validator

from workbench.errors import InputError
from workbench.inputs.coherence import problems
from workbench.inputs.declarations import (
    Database,
    FileForm,
    Horizon,
    KnownLimit,
    LimitColumn,
    Nondetects,
    Observations,
    SubstanceColumn,
    Zeros,
)
from workbench.yaml_text import read_yaml

Text = Annotated[str, Field(min_length=1)]


class Mapping(BaseModel, extra="forbid", frozen=True):
    """How a delivered file becomes rows of `measurements`.

    Attributes
    ----------
    owner, licence : str
        Whose data they are, and what may be done with them.
    file : FileForm
        How the file is written.
    constants : dict of str to str
        Column of the store: the value that it has in every row.
    columns : dict of str to str
        Column of the store: the column of the file.
    joined : dict of str to list of str
        Column of the store: columns of the file whose texts make it, with a slash between.
    otherwise : dict of str to list of str
        Column of the store: columns that are joined in its place in a row that has nothing there.
    words : dict of str to dict of str to str
        Column of the store: word of the file: word of the store. Other words are not taken.
    schemes : dict of str to str
        `land_use`: the scheme of its codes (CORINE, LUCAS land cover, LUCAS land use, FAO LCCS,
        words); `fraction`: methods, which also fills the extractant where nothing else does.
    substances : dict of str to SubstanceColumn
        Column of a wide file: what it holds.
    observations : Observations or None
        What the columns of a long file hold.
    horizons : dict of str to Horizon
        Word in the column of `layer`: its matrix and name.
    sentinels : dict of str to str
        Number or word that stands for no value: what it stands for.
    nondetects : Nondetects
        What tells a non-detect, and where its limit is.
    zeros : Zeros or None
        What a zero means that has no limit beside it; None where nobody has said.
    database : Database or None
        Query that gives the rows in place of a file.
    """

    owner: Text
    licence: Text
    file: FileForm = FileForm()
    constants: dict[str, str] = {}
    columns: dict[str, str] = {}
    joined: dict[str, Annotated[list[str], Field(min_length=1)]] = {}
    otherwise: dict[str, Annotated[list[str], Field(min_length=1)]] = {}
    words: dict[str, dict[str, str]] = {}
    schemes: dict[str, str] = {}
    substances: dict[str, SubstanceColumn] = {}
    observations: Observations | None = None
    horizons: dict[str, Horizon] = {}
    sentinels: dict[str, Text] = {}
    nondetects: Nondetects = Nondetects()
    zeros: Zeros | None = None
    database: Database | None = None

    def named_columns(self) -> list[str]:
        """Columns of the file that the mapping names, each once."""
        names = [*self.columns.values(), self.file.depth_unit]
        for parts in (*self.joined.values(), *self.otherwise.values()):
            names += parts
        names += self.substances
        entries: list[SubstanceColumn | Observations] = list(self.substances.values())
        if self.observations:
            entries.append(self.observations)
            names += [self.observations.substance, self.observations.value, self.observations.unit]
        for entry in entries:
            limits = [limit.column for limit in (entry.lod, entry.loq) if limit]
            names += [entry.flag, *limits]
        return [name for name in dict.fromkeys(names) if name]

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        """Refuse what the vocabulary and the contract of the table do not know."""
        found = list(problems(self))
        if found:
            raise ValueError("; ".join(found))
        return self


PARTS: dict[str, type[BaseModel]] = {
    "file": FileForm,
    "database": Database,
    "substances": SubstanceColumn,
    "observations": Observations,
    "horizons": Horizon,
    "nondetects": Nondetects,
    "zeros": Zeros,
    "lod": LimitColumn,
    "loq": LimitColumn,
    "limits": KnownLimit,
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
    said = mapping_problems(content)
    if said:
        raise InputError(f"{path.name}: {'; '.join(said)}.")
    return Mapping.model_validate(content)


def mapping_problems(content: dict[str, Any]) -> list[str]:
    """List what is wrong with the content of a mapping, in words; nothing where it can be used.

    Parameters
    ----------
    content : dict
        Keys and texts, as YAML gives them.
    """
    try:
        Mapping.model_validate(content)
    except ValidationError as error:
        return [_in_words(detail) for detail in error.errors()]
    return []


def _in_words(detail: Any) -> str:  # noqa: ANN401 - a dictionary of pydantic's own
    """One complaint of pydantic, with the key and what would be right."""
    place = ".".join(str(step) for step in detail["loc"])
    if detail["type"] == "extra_forbidden":
        above = [str(step) for step in detail["loc"][:-1] if str(step) in PARTS]
        known = PARTS[above[-1]] if above else Mapping
        return f"unknown key {place}, known there are {', '.join(known.model_fields)}"
    if detail["type"] == "missing":
        return f"the key {place} is missing"
    said = str(detail["msg"]).removeprefix("Value error, ")
    return f"{place}: {said}" if place else said
