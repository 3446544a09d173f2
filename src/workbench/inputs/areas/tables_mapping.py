"""Mappings of tables other than measurements: YAML files that say which column fills which."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, ValidationError, model_validator

from workbench.errors import InputError
from workbench.inputs.files.file_form import FileForm
from workbench.inputs.mapping.contracts import fillable, in_words
from workbench.vocabulary.yaml_text import read_yaml

Text = Annotated[str, Field(min_length=1)]
TableName = Literal[
    "areas",
    "neighbours",
    "population",
    "outcomes",
    "reference_rates",
    "covariates",
    "site_areas",
    "site_soils",
    "control_samples",
    "own_thresholds",
    "site_zones",
    "own_soil_targets",
    "biomonitoring",
]
# Files with borders: what each is called and begins with. A file of another kind, which GDAL would
# open all the same, may name further files and addresses to read.
LAYERED = {
    ".gpkg": ("GeoPackage", b"SQLite format 3\0"),
    ".shp": ("shapefile", bytes.fromhex("0000270A")),
    ".fgb": ("FlatGeobuf", b"fgb"),
}
GEOJSON = (".geojson", ".json", ".topojson")
VALUES = {
    "population": "person_years",
    "outcomes": "cases",
    "covariates": "value",
    "control_samples": "value",
    "own_thresholds": "value",
    "biomonitoring": "value",
}
SECTIONS = ("file", "columns", "constants", "words")
MADE_OF_CELLS = frozenset({"censored", "original_value", "original_unit"})


class TableColumns(BaseModel, extra="forbid", frozen=True):
    """How one table is filled from a file.

    Attributes
    ----------
    columns : dict of str to str
        Column of the store: column of the file.
    constants : dict of str to str
        Column of the store: what it has in every row.
    wide : dict of str to dict of str to str
        Column of the file that holds values (person-years, cases, a covariate or a content): what
        they are about, as in `{sex: F, age_band: 0-4}`. Each of them gives a row.
    """

    columns: dict[str, Text] = {}
    constants: dict[str, Text] = {}
    wide: dict[str, dict[str, Text]] = {}


class TablesMapping(BaseModel, extra="forbid", frozen=True):
    """How a file becomes rows of one or several tables on areas.

    Attributes
    ----------
    owner, licence : str
        Whose data they are, and what may be done with them.
    file : FileForm
        How the file is written.
    columns, constants : dict of str to str
        As those of a table, for all of its tables that have such a column.
    words : dict of str to dict of str to str
        Column of the store: word of the file: word of the store. Other words are not taken.
    neighbours : {"shared points", "from a list"}
        Of areas with borders: those whose borders have a point in common, as corners or along a
        line, are neighbours, or the neighbours come with another file.
    snap_m : float
        Metres that two borders may be apart and still count as one, where they were drawn apart.
    tables : dict of str to TableColumns
        Tables that the file fills.
    """

    owner: Text
    licence: Text
    file: FileForm = FileForm()
    columns: dict[str, Text] = {}
    constants: dict[str, Text] = {}
    words: dict[str, dict[str, str]] = {}
    neighbours: Literal["shared points", "from a list"] = "shared points"
    snap_m: Annotated[float, Field(ge=0, le=1000)] = 1.0
    tables: Annotated[dict[TableName, TableColumns], Field(min_length=1)]

    def columns_of(self, table: TableName) -> dict[str, str]:
        """Column of the file for each column of a table; an own constant goes before."""
        own, known = self.tables[table], fillable(table)
        common = {name: text for name, text in self.columns.items() if name in known}
        return {
            name: text
            for name, text in (common | own.columns).items()
            if name not in own.constants or name in own.columns
        }

    def constants_of(self, table: TableName) -> dict[str, str]:
        """Columns of a table that are the same in each row."""
        known, from_file = fillable(table), self.columns_of(table)
        given = self.constants | self.tables[table].constants
        return {
            name: text for name, text in given.items() if name in known and name not in from_file
        }

    def named_columns(self) -> list[str]:
        """Columns of the file that the mapping names, each once."""
        names = [
            name
            for table in self.tables
            for name in (*self.columns_of(table).values(), *self.tables[table].wide)
        ]
        return list(dict.fromkeys(names))

    @model_validator(mode="before")
    @classmethod
    def _without_empty_sections(cls, content: object) -> object:
        """Leave out a section whose lines are all comments, as one of a draft may be."""
        if not isinstance(content, dict):
            return content
        return {key: said for key, said in content.items() if said != "" or key not in SECTIONS}

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        """Refuse columns that a table does not have, or that nothing fills."""
        found = [*_strange_columns(self)]
        for table in self.tables:
            found += [f"tables.{table}: {problem}" for problem in _problems(self, table)]
        if found:
            raise ValueError("; ".join(found))
        return self


def read_tables_mapping(file: str | Path) -> TablesMapping:
    """Read a mapping of tables on areas; every word in it stays text.

    Parameters
    ----------
    file : str or Path
        YAML file.

    Returns
    -------
    TablesMapping
        The mapping.

    Raises
    ------
    InputError
        If it is missing, is no YAML, or has a key, table or column that is not known.
    """
    path = Path(file)
    try:
        return TablesMapping.model_validate(read_yaml(path))
    except ValidationError as error:
        raise InputError(f"{path.name}: {in_words(error)}.") from None


def tables_problems(content: object) -> str:
    """Say what is wrong with the content of a mapping; empty where it can be used.

    Parameters
    ----------
    content : object
        Keys and texts, as YAML gives them.

    Returns
    -------
    str
        The complaints.
    """
    try:
        TablesMapping.model_validate(content)
    except ValidationError as error:
        return in_words(error)
    return ""


def _strange_columns(mapping: TablesMapping) -> Iterator[str]:
    """Columns for all tables that none of them has."""
    known = {name for table in mapping.tables for name in fillable(table)}
    for key in ("columns", "constants", "words"):
        for name in sorted(set(getattr(mapping, key)) - known):
            yield f"{key}.{name} is no column of {', '.join(mapping.tables)}"


def _problems(mapping: TablesMapping, table: TableName) -> Iterator[str]:
    """Say what is wrong with one table of a mapping."""
    own, known = mapping.tables[table], fillable(table)
    about = [name for fields in own.wide.values() for name in fields]
    for name in sorted({*own.columns, *own.constants, *about} - set(known)):
        yield f"{name} is no column, those are {', '.join(known)}"
    if own.wide and table not in VALUES:
        yield f"wide is for {', '.join(VALUES)}"
        return
    given = {*mapping.columns_of(table), *mapping.constants_of(table)}
    needed = [
        name for name, contract in known.items() if contract.required and name not in MADE_OF_CELLS
    ]
    lacking = {
        column: [name for name in needed if name not in {*given, *fields, VALUES[table]}]
        for column, fields in own.wide.items()
    } or {"": [name for name in needed if name not in given]}
    shared = (
        set(needed).intersection(*lacking.values()) if len(lacking) != 1 or not own.wide else ()
    )
    everywhere = [name for name in needed if name in shared]
    for name in everywhere:
        yield f"nothing fills {name}, name a column or a constant"
    for column, names in lacking.items():
        for name in [name for name in names if name not in everywhere]:
            yield f"nothing fills {name} of the column {column!r}, name a column or a constant"
    if own.wide and VALUES[table] in given:
        yield f"{VALUES[table]} is given twice, by wide and by a column"
    if table == "reference_rates" and not {"rate", "weight"} & given:
        yield "nothing fills rate or weight, name a column"
    if table == "outcomes" and not {"cases", "rate"} & given and not own.wide:
        yield "nothing fills cases or rate, name a column"
