"""What the text of store.json must be: a changed letter is an error, and never a missing row."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any

from workbench.errors import StoreError
from workbench.findings import Source
from workbench.store import schema
from workbench.vocabulary.places import is_country

NAME_DIGITS = 16
SHA256 = re.compile(r"[0-9a-f]{64}")
TOP = {"schema_version": int, "partitions": dict, "sources": list}
PARTITION = {"file": str, "sha256": str, "rows": int}
KINDS = {"str": str, "int": int}
OF_SOURCE = {entry.name: KINDS[str(entry.type)] for entry in fields(Source)} | {
    "iso3s": list,
    "quarantine_sha256": str,
}
OPTIONAL = {entry.name for entry in fields(Source) if entry.default is not MISSING}
LATER = {"corrections": list, "confidential": bool}  # an older workbench did not write these

Said = tuple[str, str]  # key, and what is wrong with it


def refuse_other_workbenches(where: str, content: object) -> None:
    """Refuse what was written by another version, or with tables that this one would lose.

    Parameters
    ----------
    where : str
        Name of the file for the message.
    content : object
        JSON of the file.

    Raises
    ------
    StoreError
        If it is of another version, or has rows in a table that no contract describes.
    """
    version = content.get("schema_version") if isinstance(content, dict) else None
    if type(version) is int and version > schema.SCHEMA_VERSION:
        raise _newer(where, f"schema {version}; this one knows {schema.SCHEMA_VERSION}")
    if type(version) is not int or version != schema.SCHEMA_VERSION:
        raise StoreError(
            f"{where} has schema_version {version}, this workbench reads {schema.SCHEMA_VERSION}. "
            "Ingest the files again into a new folder, or use the version that wrote the store."
        )
    partitions = content.get("partitions") if isinstance(content, dict) else None
    unknown = [
        table
        for table, parts in (partitions.items() if isinstance(partitions, dict) else ())
        if table not in schema.TABLES and not any(_of_parts(table, parts))
    ]
    filled = [table for table in unknown if partitions and partitions[table]]
    if filled:
        raise _newer(where, f"table {', '.join(filled)}; this one has no such table")


def problems(content: Mapping[str, Any]) -> Iterator[Said]:
    """Keys of the index that are wrong, each with what is wrong; the checksum last.

    Parameters
    ----------
    content : mapping
        JSON of the file, of this version.
    """
    found = list(_types(content, TOP, (), {"checksum": str}))
    yield from found
    if found:
        return
    for table, parts in content["partitions"].items():
        if parts and table not in schema.TABLES:
            yield f"partitions.{table}", "is no table"
        yield from _of_parts(table, parts)
    yield from _of_sources(content["sources"])
    if content.get("checksum", checksum(content)) != checksum(content):
        yield "checksum", "is not that of the text: something in it was changed"


def checksum(content: Mapping[str, Any]) -> str:
    """Hash of all that an index says, which it names itself."""
    said = {name: value for name, value in content.items() if name != "checksum"}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _newer(where: str, what: str) -> StoreError:
    """Error for a store of a newer workbench."""
    return StoreError(
        f"{where} was written by a newer workbench ({what}). Upgrade the workbench: this one "
        "would lose what it does not know. Nothing was changed."
    )


def _of_parts(table: str, parts: object) -> Iterator[Said]:
    """Problems of the partitions of a table."""
    if not isinstance(parts, dict):
        yield f"partitions.{table}", "is no object"
        return
    for iso3, part in parts.items():
        key = f"partitions.{table}.{iso3}"
        wrong = list(_types(part, PARTITION, (), {}))
        if wrong or not is_country(iso3):
            yield from ((f"{key}.{name}".rstrip("."), what) for name, what in wrong)
            if not is_country(iso3):
                yield key, "is no country"
            continue
        if not SHA256.fullmatch(part["sha256"]):
            yield f"{key}.sha256", "is no SHA-256"
        elif part["file"] != partition_name(table, iso3, part["sha256"]):
            yield f"{key}.file", "is not the name that table, country and hash make"
        if part["rows"] < 1:
            yield f"{key}.rows", "is no number of rows"


def partition_name(table: str, iso3: str, digest: str) -> str:
    """Name of the file of a partition, relative to the folder of the store."""
    return f"iso3={iso3}/{table}-{digest[:NAME_DIGITS]}.parquet"


def _of_sources(sources: list[Any]) -> Iterator[Said]:
    """Problems of the files that were ingested."""
    names = []
    for number, entry in enumerate(sources):
        key = f"sources[{number}]"
        wrong = list(_types(entry, OF_SOURCE, OPTIONAL, LATER))
        yield from ((f"{key}.{name}".rstrip("."), what) for name, what in wrong)
        if wrong:
            continue
        names.append(entry["file"])
        others = [iso3 for iso3 in entry["iso3s"] if not is_country(iso3)]
        if others:
            yield f"{key}.iso3s", f"has {', '.join(map(str, others))}, which is no country"
        if not SHA256.fullmatch(entry["quarantine_sha256"]):
            yield f"{key}.quarantine_sha256", "is no SHA-256"
    if len(set(names)) < len(names):
        yield "sources", "has a file twice"


def _types(
    part: object, wanted: Mapping[str, type], optional: Collection[str], later: Mapping[str, type]
) -> Iterator[Said]:
    """Keys that are missing, unknown or of another type."""
    if not isinstance(part, dict):
        yield "", "is no object"
        return
    for name in sorted(set(wanted) - set(part) - set(optional)):
        yield name, "is missing"
    for name, value in part.items():
        kind = {**wanted, **later}.get(name)
        if kind is None:
            yield name, "is no key of it"
        elif type(value) is not kind:  # true is no number
            yield name, f"is of type {type(value).__name__}"
