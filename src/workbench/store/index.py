"""The index of a store, store.json: its partitions and the files that were ingested."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from workbench.errors import StoreError
from workbench.findings import Source
from workbench.plain_files import write_atomically
from workbench.store import schema
from workbench.store.index_check import checksum, problems, refuse_other_workbenches
from workbench.vocabulary.places import WORLD, is_fictional, members

INDEX = "store.json"
EXAMPLE = "example"  # address of the store that the package ships
EXAMPLE_FOLDER = Path(__file__).parents[1] / "example_store"
MAKE_A_STORE = "`workbench ingest FILE --mapping M --store DIR` makes one; `example` is built in."
BUILT_IN = "The store `example` is built in. Give a folder with --store."


@dataclass(frozen=True)
class Partition:
    """One file of a store: the rows of one table in one country."""

    file: str
    sha256: str
    rows: int

    @property
    def shown(self) -> str:
        """Name for a message, which a page may show: without the hash of a confidential table."""
        stem, _, _ = self.file.rpartition("-")
        return f"{stem}-*.parquet" if stem.rpartition("/")[2] in schema.CONFIDENTIAL else self.file


@dataclass(frozen=True)
class StoredSource:
    """A file that was ingested, the countries it speaks of and the hash of its quarantine.

    `corrections` are the row, column and text of each cell that was corrected; `confidential`
    is None where an earlier workbench did not note it.
    """

    source: Source
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
    names = [entry.name for entry in fields(Source)]
    sources = {
        entry["file"]: StoredSource(
            Source(**{name: entry[name] for name in names if name in entry}),
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
