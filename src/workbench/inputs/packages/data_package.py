"""The descriptor of an exported store, datapackage.json, as the Data Package standard has it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from workbench.errors import InputError, reason_of
from workbench.findings import SourceFile
from workbench.inputs.packages.csv_tables import RULE
from workbench.store import schema
from workbench.store.columns import ColumnContract
from workbench.store.frames import QUARANTINE_COLUMNS
from workbench.vocabulary.places import is_country

DESCRIPTOR = "datapackage.json"
STANDARD = "https://datapackage.org/profiles/2.0"
FORMAT = "workbench-exchange"
FORMAT_VERSION = 1
FIELD_TYPES = {"text": "string", "number": "number", "integer": "integer", "flag": "boolean"}
CONFIDENTIAL = (
    "Counts of people are in it, small ones too, and therefore no hash of them. Pass it on only "
    "where those whose counts they are allow that."
)
QUARANTINE_FIELDS = tuple(QUARANTINE_COLUMNS.values())

Sha256 = Annotated[str, Field(pattern="^([0-9a-f]{64})?$")]  # empty: of counts of people
Count = Annotated[int, Field(ge=0)]


class DescriptorPart(BaseModel):
    """A part of the descriptor; nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PackedSource(DescriptorPart):
    """A file that was ingested once, and whether all that is known of it is in the package."""

    file: str
    sha256: Sha256
    mapping: str
    licence: str
    owner: str
    n_read: Count
    n_used: Count
    n_quarantined: Count
    n_corrected: Count = 0
    iso3s: tuple[str, ...]
    complete: bool
    corrections: tuple[tuple[int, str, str], ...] = ()

    def source(self) -> SourceFile:
        """Give the source as the index of a store has it."""
        return SourceFile(**self.model_dump(exclude={"iso3s", "complete", "corrections"}))

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        """Refuse names that lead elsewhere, unknown countries and wrong sums."""
        if not self.file or set(self.file) & set("/\0") or self.file in {".", ".."}:
            raise ValueError(f"{self.file!r} is no name of a file")
        others = [iso3 for iso3 in self.iso3s if not is_country(iso3)]
        if others:
            raise ValueError(f"{', '.join(others)} is no country")
        if self.n_read != self.n_used + self.n_quarantined:
            raise ValueError(f"the counts of {self.file} do not add up")
        return self


class PackedFile(DescriptorPart):
    """A CSV file of the package: rows of a table in one country, or the quarantine of a source."""

    path: Annotated[str, Field(pattern=r"^(data|quarantine)/[A-Za-z0-9_-]+\.csv$")]
    sha256: Sha256
    n_bytes: Count
    n_rows: Count
    table: str = ""
    iso3: str = ""
    quarantine_of: str = ""

    def is_as_packed(self, path: Path) -> bool:
        """Whether a file has the bytes that were packed, or as many where they have no hash."""
        content = path.read_bytes()
        if not self.sha256:
            return len(content) == self.n_bytes
        return hashlib.sha256(content).hexdigest() == self.sha256

    @model_validator(mode="after")
    def _is_of_a_known_table(self) -> Self:
        """Refuse a table that the store does not have."""
        if self.table and self.table not in schema.TABLES:
            raise ValueError(f"unknown table {self.table!r}")
        if self.table in schema.PUBLIC and not self.sha256:
            raise ValueError(f"{self.path} has no sha256")
        return self


class LeftOutPart(DescriptorPart):
    """What a store holds of a source and the package does not."""

    file: str
    n_used: Count
    n_quarantined: Count
    why: str


class Package(DescriptorPart):
    """What a package holds; `fictional` names its countries that do not exist."""

    area: str
    fictional: tuple[str, ...]
    sources: tuple[PackedSource, ...]
    files: tuple[PackedFile, ...]
    left_out: tuple[LeftOutPart, ...]
    small_counts: Literal["included", "left out"] = "included"

    def has_confidential(self) -> bool:
        """Whether counts of people are in it."""
        hashes = [part.sha256 for part in self.sources] + [part.sha256 for part in self.files]
        return not all(hashes)

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        """Refuse a source or a file that is given twice, and quarantines that are not one each."""
        sources = [source.file for source in self.sources]
        quarantines = [file.quarantine_of for file in self.files if not file.table]
        paths = [file.path for file in self.files]
        if len(set(sources)) < len(sources) or len(set(paths)) < len(paths):
            raise ValueError("a source or a file is given twice")
        if sorted(sources) != sorted(quarantines):
            raise ValueError("each source needs its quarantine, and no other has one")
        return self


def descriptor_of(package: Package) -> bytes:
    """Text of datapackage.json; the same package gives the same bytes."""
    whose = package.area.lower() or "store"
    invented = f"FICTIONAL, invented for examples: {', '.join(package.fictional)}. "
    content: dict[str, Any] = {
        "$schema": f"{STANDARD}/datapackage.json",
        "name": f"soil-measurements-{whose}",
        "title": f"Soil measurements, {package.area or 'a whole store'}",
        "description": (invented if package.fictional else "")
        + (f"CONFIDENTIAL: {CONFIDENTIAL} " if package.has_confidential() else "")
        + "Measurements of soil pollution, one row an observation. A non-detect has `censored` "
        f"true, and `value` is then the limit. {RULE}",
        **_rights(package.sources),
        "sources": [{"title": _title(source)} for source in package.sources],
        "resources": [_resource(file, package.fictional) for file in package.files],
        "workbench": {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "schema_version": schema.SCHEMA_VERSION,
            **package.model_dump(mode="json"),
        },
    }
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def read_package(path: Path) -> Package:
    """Read a descriptor that `descriptor_of` made.

    Raises
    ------
    InputError
        If there is none, or if it is of another make or version, or makes no sense.
    """
    try:
        content = json.loads(path.read_bytes())
    except OSError:
        raise InputError(f"There is no file {path}. Give the {DESCRIPTOR} of a package.") from None
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{path} is no {DESCRIPTOR} ({error}). Any other file needs a --mapping."
        ) from None
    own = content.get("workbench") if isinstance(content, dict) else None
    if not isinstance(own, dict) or own.get("format") != FORMAT:
        raise InputError(
            f"{path} was not made by `workbench export`. Ingest a CSV file with --mapping."
        )
    made = {name: own.pop(name, None) for name in ("format", "format_version", "schema_version")}
    known = {"format_version": FORMAT_VERSION, "schema_version": schema.SCHEMA_VERSION}
    for name, version in known.items():
        if made[name] != version:
            raise InputError(f"{path} has {name} {made[name]}, this workbench reads {version}.")
    try:
        return Package.model_validate_json(json.dumps(own))
    except ValidationError as error:
        said = "; ".join(_in_words(detail) for detail in error.errors())
        raise InputError(f"{path}: {said}. Export the store again.") from None


def packed(
    path: str, content: bytes, n_rows: int, *, hashed: bool = True, **about: str
) -> PackedFile:
    """Describe a file of the package by its content; by a hash only where it has no counts."""
    digest = hashlib.sha256(content).hexdigest() if hashed else ""
    return PackedFile.model_validate(
        {"path": path, "sha256": digest, "n_bytes": len(content), "n_rows": n_rows, **about}
    )


def _in_words(detail: Any) -> str:  # noqa: ANN401 - a dictionary of pydantic's own
    """One complaint of pydantic, with its place."""
    place = ".".join(str(step) for step in detail["loc"])
    return f"workbench.{place}: {reason_of(detail)}"


def _rights(sources: Sequence[PackedSource]) -> dict[str, list[dict[str, Any]]]:
    """Licences and owners of a package, each once; a key without any is left out."""
    licences = dict.fromkeys(source.licence for source in sources if source.licence)
    owners = dict.fromkeys(source.owner for source in sources if source.owner)
    given: dict[str, list[dict[str, Any]]] = {
        "licenses": [{"name": _licence_name(text), "title": text} for text in licences],
        "contributors": [{"title": owner, "roles": ["rightsHolder"]} for owner in owners],
    }
    return {key: entries for key, entries in given.items() if entries}


def _licence_name(licence: str) -> str:
    """Name a licence as the standard wants it.

    Examples
    --------
    >>> _licence_name("CC BY 4.0")
    'CC-BY-4.0'
    """
    return re.sub(r"[^-A-Za-z0-9._]+", "-", licence).strip("-") or "other"


def _title(source: PackedSource) -> str:
    """Name of a source with its owner and licence, where they are given."""
    return "; ".join(
        [
            source.file,
            f"owner: {source.owner or 'not given'}",
            f"licence: {source.licence or 'not given'}",
        ]
    )


def _resource(file: PackedFile, fictional: Sequence[str]) -> dict[str, Any]:
    """Resource of a file."""
    fields = _table_fields(file.table) if file.table else _quarantine_fields()
    about = f"{file.table} of {file.iso3}" if file.table else f"Quarantine of {file.quarantine_of}"
    return {
        "name": PurePosixPath(file.path).with_suffix("").as_posix().replace("/", "-").lower(),
        "path": file.path,
        "type": "table",
        "title": about + (" (fictional)" if file.iso3 in fictional else ""),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.n_bytes,
        **({"hash": f"sha256:{file.sha256}"} if file.sha256 else {}),
        "schema": {
            "$schema": f"{STANDARD}/tableschema.json",
            "fields": fields,
            "missingValues": [""],
        },
    }


def _table_fields(table: str) -> list[dict[str, Any]]:
    """Fields of a table of the store, with meaning, unit and what they may hold."""
    return [_field(column) for column in schema.TABLES[table]]


def _field(column: ColumnContract) -> dict[str, Any]:
    """Field of a column; `unit` is there where all rows have the same."""
    unit = re.search(r"\[(?!unit\])(.+)\]$", column.meaning)
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    return {
        "name": column.name,
        "type": FIELD_TYPES[column.kind],
        "description": column.meaning,
        **({"unit": unit[1]} if unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _quarantine_fields() -> list[dict[str, Any]]:
    """Fields of a quarantine: the cells that could not be used, and why."""
    return [
        {"name": name, "type": "integer" if name == "row" else "string"}
        for name in QUARANTINE_FIELDS
    ]
