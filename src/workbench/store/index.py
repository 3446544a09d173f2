"""The index of a store, store.json: its partitions and the files that were ingested."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from workbench.errors import StoreError
from workbench.findings import SourceFile
from workbench.store import schema
from workbench.store.partitions import Partition, partition_name
from workbench.store.plain_files import write_atomically
from workbench.vocabulary.places import WORLD, is_country, is_fictional, members

WRITING = "store.writing"
LOCK = "store.lock"


SHA256 = re.compile(r"[0-9a-f]{64}")
TOP = {"schema_version": int, "partitions": dict, "sources": list}
PARTITION = {"file": str, "sha256": str, "rows": int}
KINDS = {"str": str, "int": int}
OF_SOURCE = {entry.name: KINDS[str(entry.type)] for entry in fields(SourceFile)} | {
    "iso3s": list,
    "quarantine_sha256": str,
}
OPTIONAL = {entry.name for entry in fields(SourceFile) if entry.default is not MISSING}
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

    Yields
    ------
    tuple of str
        Key, and what is wrong with it.
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


INDEX = "store.json"
EXAMPLE = "example"  # address of the store that the package ships
EXAMPLE_FOLDER = Path(__file__).parents[1] / "example_store"
MAKE_A_STORE = "`workbench ingest FILE --mapping M --store DIR` makes one; `example` is built in."
BUILT_IN = "The store `example` is built in. Give a folder with --store."


@dataclass(frozen=True)
class StoredSource:
    """A file that was ingested, the countries it speaks of and the hash of its quarantine.

    `corrections` are the row, column and text of each cell that was corrected; `confidential`
    is None where an earlier workbench did not note it.
    """

    source: SourceFile
    iso3s: tuple[str, ...]
    quarantine_sha256: str
    corrections: tuple[tuple[int, str, str], ...] = ()
    confidential: bool | None = None


@dataclass(frozen=True)
class Index:
    """What store.json holds: partitions by table and country, sources by name of their file."""

    partitions: Mapping[str, Mapping[str, Partition]] = field(default_factory=dict)
    sources: Mapping[str, StoredSource] = field(default_factory=dict)

    def areas(self) -> tuple[str, ...]:
        """Countries that have rows in any table, in alphabetical order."""
        return tuple(sorted({iso3 for parts in self.partitions.values() for iso3 in parts}))

    def members(self, area: str) -> tuple[str, ...]:
        """Countries of an area; a store of fictional countries alone has no others in its world.

        Raises
        ------
        VocabularyError
            If there is no such area.
        """
        own = self.areas()
        return own if area == WORLD and own and all(map(is_fictional, own)) else members(area)

    def files(self) -> set[str]:
        """Names of all partition files, relative to the folder of the store."""
        return {part.file for parts in self.partitions.values() for part in parts.values()}

    def is_confidential(self, stored: StoredSource) -> bool:
        """Whether a file has counts of people, or may have."""
        if stored.confidential is not None:
            return stored.confidential
        return not stored.source.n_used or any(
            not set(stored.iso3s).isdisjoint(self.partitions.get(table, {}))
            for table in schema.CONFIDENTIAL
        )

    def has_confidential(self) -> bool:
        """Whether there are counts of people in the store."""
        return any(map(self.is_confidential, self.sources.values())) or any(
            self.partitions.get(table) for table in schema.CONFIDENTIAL
        )


def folder_of(address: str | Path) -> Path:
    """Folder of a store; `example` is that of the fictional countries.

    Examples
    --------
    >>> folder_of("data/mine").as_posix(), folder_of("example").name
    ('data/mine', 'example_store')
    """
    return EXAMPLE_FOLDER if str(address) == EXAMPLE else Path(address)


def refuse_built_in(address: str | Path) -> None:
    """Refuse to write to the store that the package ships.

    Raises
    ------
    StoreError
        If the address is that of it, by name or by its folder.
    """
    if folder_of(address).resolve() == EXAMPLE_FOLDER:
        raise StoreError(BUILT_IN)


def read_index(folder: Path) -> Index:
    """Read store.json.

    Raises
    ------
    StoreError
        If the folder is no store, or if its index is damaged or of another version.
    """
    path = folder / INDEX
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError(f"{folder} is no store: it has no {INDEX}. {MAKE_A_STORE}") from None
    except ValueError as error:
        raise _damaged(path, str(error)) from None
    refuse_other_workbenches(str(path), content)
    wrong = next(problems(content), None)
    if wrong:
        raise _damaged(path, " ".join(wrong))
    return _from_content(content)


def write_index(folder: Path, index: Index) -> None:
    """Replace store.json by the text of an index."""
    write_atomically(folder / INDEX, index_text(index))


def index_text(index: Index) -> bytes:
    """Text of store.json; the same index gives the same bytes."""
    content: dict[str, Any] = {
        "schema_version": schema.SCHEMA_VERSION,
        "partitions": {
            table: {iso3: asdict(part) for iso3, part in sorted(parts.items())}
            for table, parts in sorted(index.partitions.items())
        },
        "sources": [
            {
                **asdict(stored.source),
                "iso3s": list(stored.iso3s),
                "quarantine_sha256": stored.quarantine_sha256,
                "corrections": [list(correction) for correction in stored.corrections],
                **({} if stored.confidential is None else {"confidential": stored.confidential}),
            }
            for _, stored in sorted(index.sources.items())
        ],
    }
    content["checksum"] = checksum(content)
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def _from_content(content: Mapping[str, Any]) -> Index:
    """Index from the JSON of store.json."""
    partitions = {
        table: {iso3: Partition(**part) for iso3, part in parts.items()}
        for table, parts in content["partitions"].items()
    }
    names = [entry.name for entry in fields(SourceFile)]
    sources = {
        entry["file"]: StoredSource(
            SourceFile(**{name: entry[name] for name in names if name in entry}),
            tuple(entry["iso3s"]),
            entry["quarantine_sha256"],
            tuple((row, column, text) for row, column, text in entry.get("corrections", ())),
            entry.get("confidential"),
        )
        for entry in content["sources"]
    }
    return Index(partitions, sources)


def _damaged(path: Path, what: str) -> StoreError:
    """Error for an index that cannot be read."""
    return StoreError(
        f"{path} is damaged ({what}). Bring it back from a copy, "
        "or ingest the files again into a new folder."
    )


def refuse_other_folders(folder: Path) -> None:
    """Refuse what is no store, and in which one would make a mess.

    Raises
    ------
    StoreError
        If it is a file, a folder of something else, or a store of another version.
    """
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file. Give the folder of a store, or a new one.")
    if (folder / INDEX).exists():
        read_index(folder)
    if not folder.exists() or (folder / INDEX).exists():
        return
    others = sorted(
        path.name
        for path in folder.iterdir()
        if path.name not in {LOCK, f"{INDEX}.new", f"{WRITING}.new"}
    )
    if others:
        raise StoreError(
            f"{folder} has no {INDEX} and holds other files ({', '.join(others[:3])}). Give the "
            f"folder of a store, or a new one; if {INDEX} was lost, bring it back from a copy."
        )
