"""Export of a store as a data package, which another workbench takes in without loss."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from workbench.errors import ParameterError, StoreError, WorkbenchError, reason_of
from workbench.findings.rows import Phrase, count, row, text
from workbench.inputs.packages.csv_tables import csv_of
from workbench.inputs.packages.data_package import (
    CONFIDENTIAL,
    DESCRIPTOR,
    QUARANTINE_FIELDS,
    LeftOutPart,
    Package,
    PackedFile,
    PackedSource,
    descriptor_of,
    packed,
    read_package,
)
from workbench.store import schema
from workbench.store.index import StoredSource, read_index
from workbench.store.people import Outcomes, Population
from workbench.store.reading import StoreReader, open_store
from workbench.store.surveys import Responses
from workbench.store.writing import quarantine_path
from workbench.vocabulary.places import is_fictional, members
from workbench.vocabulary.survey.items import survey_items
from workbench.words.wording import Words, words_of

COUNTS_OF_PEOPLE = (Population.table, Outcomes.table)
WITHOUT_COUNTS = tuple(name for name in schema.TABLES if name not in COUNTS_OF_PEOPLE)
COUNTS_LEFT_OUT = (
    "counts of people, small ones too, are written only with --with-small-counts; nor is the "
    "quarantine of their file"
)
ANSWER = "value"  # column of a quarantine
NO_QUARANTINE = (",".join(QUARANTINE_FIELDS) + "\r\n").encode()


@row
class PackageWritten(Phrase):
    """What was written to a package."""

    n_values: int = count("values")
    n_sources: int = count("sources")
    file: str = text("descriptor of the package")


@row
class PartExcluded(Phrase):
    """What a store holds of a file and a package does not."""

    n_values: int = count("values")
    n_quarantined: int = count("cells in quarantine")
    file: str = text("name of the file")
    why: str = text("the reason")


@row
class PersonalTexts(Phrase):
    """Texts about persons, in a package with their consent."""

    n_texts: int = count("texts")


@row
class PersonalWithheld(Phrase):
    """Texts about persons, which a store has with their consent and a package has not."""

    n_texts: int = count("texts")


@dataclass(frozen=True)
class Exported:
    """What was written: the descriptor, and what stands in it."""

    descriptor: Path
    package: Package
    n_personal: int  # names, addresses and texts that were given with consent
    withheld: bool  # whether these are left empty in the package

    def in_words(self, words: Words | None = None) -> list[str]:
        """Say what was written and what was excluded, a line each."""
        words = words or words_of()
        said = [words.phrase(one) for one in self._phrases()]
        return [*said, *([CONFIDENTIAL] if self.package.has_confidential() else [])]

    def _phrases(self) -> Iterator[Phrase]:
        """Give what was written and what was excluded."""
        sources = self.package.sources
        n_values = sum(source.n_used for source in sources)
        yield PackageWritten(n_values=n_values, n_sources=len(sources), file=str(self.descriptor))
        for left in self.package.left_out:
            yield PartExcluded(
                n_values=left.n_used,
                n_quarantined=left.n_quarantined,
                file=left.file,
                why=left.why,
            )
        if self.n_personal:
            about = PersonalWithheld if self.withheld else PersonalTexts
            yield about(n_texts=self.n_personal)


def export(
    address: str,
    out: Path,
    area: str = "",
    *,
    with_small_counts: bool = False,
    with_personal: bool = False,
) -> Exported:
    """Write the measurements of a store as CSV files with datapackage.json, all or nothing.

    One country is held in memory at a time. Cases and people by area, sex and age are mostly small
    counts, any of which may be one person: those tables are left out, with the quarantine of their
    files, unless they are asked for by name. Names, addresses and texts of respondents are left
    empty, also in quarantines of their files, unless they are asked for: consent to keep them is
    none to pass them on.

    Parameters
    ----------
    address : str
        Folder of a store, or `example`.
    out : Path
        Folder of the package; a new one, an empty one, or that of an earlier package.
    area : str
        Only the countries of an area; empty: all that the store holds.
    with_small_counts : bool
        Whether tables with counts of people are written too.
    with_personal : bool
        Whether names, addresses and texts of respondents are written too.

    Returns
    -------
    Exported
        What was written and what was excluded.

    Raises
    ------
    ParameterError
        If the folder holds anything but an unchanged package.
    StoreError
        If the store is damaged, changes meanwhile, or holds nothing of the area.
    VocabularyError
        If there is no such area.
    """
    folder = out.resolve()
    _refuse_other_folders(folder)
    store = open_store(address)
    sources = _sources(store)
    tables = tuple(schema.TABLES) if with_small_counts else WITHOUT_COUNTS
    with staged(folder) as stage:
        package = _write(stage, store, sources, Wanted(tables, area, with_personal))
        (stage / DESCRIPTOR).write_bytes(descriptor_of(package))
        if _sources(store) != sources:
            raise StoreError(f"{address} changed while it was exported. Export it again.")
    n_personal = _n_personal(store, package)
    return Exported(out / DESCRIPTOR, package, n_personal, not with_personal)


@dataclass(frozen=True)
class Wanted:
    """What a package is to hold: tables, an area (empty: all countries), and personal texts."""

    tables: tuple[str, ...]
    area: str
    personal: bool

    @property
    def has_all(self) -> bool:
        """Whether no table is left out."""
        return len(self.tables) == len(schema.TABLES)


def _write(
    stage: Path, store: StoreReader, sources: Mapping[str, StoredSource], asked: Wanted
) -> Package:
    """Write all CSV files that are wanted, and describe them."""
    area = asked.area
    wanted = members(area) if area else None
    iso3s = [iso3 for iso3 in store.areas() if wanted is None or iso3 in wanted]
    files, n_rows = _write_tables(stage, store, iso3s, asked)
    surveys = frozenset() if asked.personal else _sources_of((Responses.table,), store, iso3s)
    counting = frozenset() if asked.has_all else _sources_of(COUNTS_OF_PEOPLE, store, iso3s)
    chosen = [
        stored
        for stored in sources.values()
        if wanted is None or not set(wanted).isdisjoint(stored.iso3s)
    ]
    if not chosen:
        raise StoreError(f"{store.address} holds nothing of {area or 'any country'}. Nothing made.")
    kept = [one for one in chosen if one.source.file not in counting or n_rows[one.source.file]]
    taken = [
        _packed_source(stored, wanted, n_rows, is_whole=stored.source.file not in counting)
        for stored in kept
    ]
    _refuse_other_counts(store.address, taken, n_rows)
    return Package(
        area=area,
        fictional=tuple(iso3 for iso3 in iso3s if is_fictional(iso3)),
        sources=tuple(taken),
        files=(*files, *_write_quarantines(stage, store, taken, surveys)),
        left_out=tuple(_left_out(sources, taken, counting)),
        small_counts="included" if asked.has_all else "left out",
    )


def _sources_of(tables: Sequence[str], store: StoreReader, iso3s: Sequence[str]) -> frozenset[str]:
    """Files that brought rows of some tables."""
    read = (
        store.read((table,), iso3)[table]
        for table in tables
        for iso3 in store.countries_of(table)
        if iso3 in iso3s
    )
    return frozenset(name for frame in read for name in frame["source_file"].unique())


def _write_tables(
    stage: Path, store: StoreReader, iso3s: list[str], asked: Wanted
) -> tuple[list[PackedFile], Counter[str]]:
    """Write the tables, a file a country; gives the files and the rows of each source."""
    (stage / "data").mkdir()
    files: list[PackedFile] = []
    n_rows: Counter[str] = Counter()
    for table in asked.tables:
        for iso3 in store.countries_of(table):
            if iso3 not in iso3s:
                continue
            frame = store.read((table,), iso3)[table]
            if table == Responses.table and not asked.personal:
                frame = _without_personal(frame)
            content = csv_of(table, frame)
            path = f"data/{table}-{iso3}.csv"
            (stage / path).write_bytes(content)
            hashed = table in schema.PUBLIC
            files.append(packed(path, content, len(frame), hashed=hashed, table=table, iso3=iso3))
            n_rows.update(frame["source_file"])
    return files, n_rows


def _without_personal(responses: pd.DataFrame) -> pd.DataFrame:
    """Responses in which the names, addresses and texts of respondents are left empty."""
    personal = [item.item_id for item in survey_items().values() if item.personal]
    is_personal = responses[Responses.item_id].isin(personal)
    return responses.assign(value=responses[Responses.value].mask(is_personal))


def _n_personal(store: StoreReader, package: Package) -> int:
    """Count the answers of a package that are stored with consent alone."""
    personal = [item.item_id for item in survey_items().values() if item.personal]
    n_personal = 0
    for file in package.files:
        if file.table == "responses":
            rows = store.read(("responses",), file.iso3)["responses"]
            n_personal += int(rows.loc[rows["item_id"].isin(personal), "value"].notna().sum())
    return n_personal


def _packed_source(
    stored: StoredSource,
    wanted: Sequence[str] | None,
    n_rows: Mapping[str, int],
    *,
    is_whole: bool,
) -> PackedSource:
    """Source as it is in the package: whole, or only with its rows that are wanted."""
    iso3s = tuple(iso3 for iso3 in stored.iso3s if wanted is None or iso3 in wanted)
    about = asdict(stored.source)
    complete = iso3s == stored.iso3s and is_whole
    if not complete:  # a quarantine does not say of which country or table its cells are
        n_used = n_rows.get(stored.source.file, 0)
        about |= {"n_read": n_used, "n_used": n_used, "n_quarantined": 0, "n_corrected": 0}
    try:
        corrections = stored.corrections if complete else ()
        return PackedSource(**about, iso3s=iso3s, complete=complete, corrections=corrections)
    except ValidationError as error:
        said = "; ".join(reason_of(detail) for detail in error.errors())
        raise StoreError(
            f"The index of the store is damaged ({stored.source.file}: {said}). "
            "Look at it with `workbench check`."
        ) from None


def _write_quarantines(
    stage: Path, store: StoreReader, sources: list[PackedSource], surveys: frozenset[str]
) -> Iterator[PackedFile]:
    """Write the quarantine of each source, as it was; of surveys without what was answered."""
    (stage / "quarantine").mkdir()
    for number, source in enumerate(sources, start=1):
        content = NO_QUARANTINE
        if source.complete:
            content = _quarantine(store.folder, source.file)
        if source.file in surveys:
            content = _without_answers(content)
        path = f"quarantine/{number:04d}.csv"
        (stage / path).write_bytes(content)
        about = {"quarantine_of": source.file}
        yield packed(path, content, source.n_quarantined, hashed=bool(source.sha256), **about)


def _without_answers(quarantine: bytes) -> bytes:
    """Quarantine of a survey in which the answers, whatever they were, are left empty."""
    rows = list(csv.DictReader(io.StringIO(quarantine.decode("utf-8"), newline="")))
    text = io.StringIO()
    writer = csv.DictWriter(text, QUARANTINE_FIELDS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(one | {ANSWER: ""} for one in rows)
    return text.getvalue().encode("utf-8")


def _quarantine(folder: Path, file: str) -> bytes:
    """Quarantine of a source, which must be what intake wrote."""
    path = quarantine_path(folder, file)
    content = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(content).hexdigest() != read_index(folder).sources[file].quarantine_sha256:
        raise StoreError(f"{path} is missing or was changed. Ingest {file} again, then export.")
    return content


def _left_out(
    sources: Mapping[str, StoredSource], taken: list[PackedSource], counting: frozenset[str]
) -> Iterator[LeftOutPart]:
    """Give what the store holds of each source and the package does not."""
    packed_by_file = {source.file: source for source in taken}
    for name, stored in sources.items():
        here = packed_by_file.get(name)
        if here and here.complete:
            continue
        others = sorted(set(stored.iso3s) - set(here.iso3s if here else ()))
        yield LeftOutPart(
            file=name,
            n_used=stored.source.n_used - (here.n_used if here else 0),
            n_quarantined=stored.source.n_quarantined,
            why=COUNTS_LEFT_OUT
            if name in counting
            else f"of other countries ({', '.join(others) or 'none that is known'}); "
            "its quarantine does not say of which country a cell is",
        )


def _refuse_other_counts(
    address: str, sources: list[PackedSource], n_rows: Mapping[str, int]
) -> None:
    """Refuse a store whose rows are not as many as its index says, or of a file not in it."""
    wanted = {source.file: source.n_used for source in sources}
    for file in sorted({*wanted, *n_rows}):
        if n_rows.get(file, 0) != wanted.get(file, 0):
            raise StoreError(
                f"{address} has {n_rows.get(file, 0)} rows of {file}, its index says "
                f"{wanted.get(file, 0)}. Look at it with `workbench check`."
            )


def _sources(store: StoreReader) -> dict[str, StoredSource]:
    """Give the sources of a store."""
    index = read_index(store.folder)
    return {
        name: _without_hash(stored) if index.is_confidential(stored) else stored
        for name, stored in index.sources.items()
    }


def _without_hash(stored: StoredSource) -> StoredSource:
    """Source with counts of people, which may not be recovered from a hash of its file."""
    return replace(stored, source=replace(stored.source, sha256=""))


def _refuse_other_folders(out: Path) -> None:
    """Refuse a folder that holds anything but a package as it was written."""
    if out.exists() and not out.is_dir():
        raise ParameterError(f"{out} is a file. Give a folder with --out.")
    if not out.exists() or not any(out.iterdir()):
        return
    try:
        files = {file.path: file for file in read_package(out / DESCRIPTOR).files}
    except WorkbenchError:
        raise ParameterError(
            f"{out} holds other files and is no package. Give a new folder with --out."
        ) from None
    for path in [path for path in sorted(out.rglob("*")) if not path.is_dir()]:
        name = path.relative_to(out).as_posix()
        if name != DESCRIPTOR and not (name in files and files[name].is_as_packed(path)):
            raise ParameterError(
                f"{path} is not as it was exported. Move it away, or give a new folder with --out."
            )


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Give a folder beside the package that takes its place once it is whole."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
        stage, before = Path(scratch) / "package", Path(scratch) / "before"
        stage.mkdir()
        yield stage
        if out.exists():
            out.rename(before)
        try:
            stage.rename(out)
        finally:
            if before.exists() and not out.exists():
                before.rename(out)
