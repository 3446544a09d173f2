"""Intake of a data package that was exported by a workbench: its rows come back as they were."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workbench.errors import InputError
from workbench.findings.rows import Phrase, count, row, text
from workbench.inputs.ingest_report import RowsReplaced
from workbench.inputs.mapping.contracts import has_control_signs
from workbench.inputs.measurements.values import largest
from workbench.inputs.packages.csv_tables import records, table_from
from workbench.inputs.packages.data_package import (
    QUARANTINE_FIELDS,
    Package,
    PackedFile,
    PackedSource,
    read_package,
)
from workbench.store.frames import breaches
from workbench.store.index import INDEX, read_index, refuse_built_in
from workbench.store.measurements import Measurements
from workbench.store.partitions import rows_of_frames
from workbench.store.writing import Delivery, replace_rows
from workbench.vocabulary.notation import day_problem
from workbench.vocabulary.substances import is_substance, substance
from workbench.words.wording import Words, words_of

ALWAYS_GUARDED = re.compile(r"[=+\-@\t\r]")  # also by earlier versions
LINE_ENDS = dict.fromkeys(map(ord, "\t\r\n"))  # which earlier stores may have
Rows = dict[str, dict[str, list[pd.DataFrame]]]  # by source file, then by table


@row
class PackageTaken(Phrase):
    """What was taken in from a package."""

    n_values: int = count("values")
    n_sources: int = count("sources")
    file: str = text("descriptor of the package")


@dataclass(frozen=True)
class PackageReport:
    """What became of a package.

    Attributes
    ----------
    sources : tuple of PackedSource
        Files whose rows were taken in.
    n_used, n_replaced : int
        Rows that the store now has of them, and that it had before.
    """

    sources: tuple[PackedSource, ...]
    n_used: int
    n_replaced: int

    def in_words(self, descriptor: Path, words: Words | None = None) -> list[str]:
        """Say what became of the package, a line each."""
        words = words or words_of()
        n_sources, file = len(self.sources), str(descriptor)
        taken = PackageTaken(n_values=self.n_used, n_sources=n_sources, file=file)
        replaced = RowsReplaced(kind="values", n_rows=self.n_replaced)
        return [words.phrase(taken), *([words.phrase(replaced)] if self.n_replaced else [])]


def ingest_package(descriptor: Path, store: Path) -> PackageReport:
    """Take a package into a store; each of its sources replaces the earlier one of its name.

    All is read and checked before the store is touched. Each source is then replaced at once; a
    process that dies between two is mended by ingesting the package again.

    Parameters
    ----------
    descriptor : Path
        The datapackage.json.
    store : Path
        Folder of the store, made where it is missing.

    Returns
    -------
    PackageReport
        What became of it.

    Raises
    ------
    InputError
        If a file was changed, or does not hold what the descriptor says; the store is as it was.
    StoreError
        If the store cannot be written.
    """
    refuse_built_in(store)
    package = read_package(descriptor)
    deliveries = list(_deliveries(package, descriptor.parent))
    _refuse_a_part_of_more(package, store)
    n_replaced = sum(replace_rows(store, delivery) for delivery in deliveries)
    n_used = sum(source.n_used for source in package.sources)
    return PackageReport(package.sources, n_used, n_replaced)


def _content(folder: Path, file: PackedFile) -> bytes:
    """Bytes of a file of the package, which must be those that were exported."""
    try:
        content = (folder / file.path).read_bytes()
    except OSError:
        raise InputError(f"{folder / file.path} is missing. Bring the whole package.") from None
    if not file.is_as_packed(folder / file.path):
        digest = hashlib.sha256(content).hexdigest()
        found, said = (
            (f"sha256 {digest}", file.sha256)
            if file.sha256
            else (f"{len(content)} bytes", file.n_bytes)
        )
        raise InputError(
            f"{folder / file.path} was changed after it was exported ({found}, the package "
            f"says {said}). Export it again, or ingest the file with a mapping."
        )
    return content


def _deliveries(package: Package, folder: Path) -> Iterator[Delivery]:
    """Give the rows and the quarantine of each source."""
    by_source = _rows_by_source(package, folder)
    quarantines = {file.quarantine_of: file for file in package.files if not file.table}
    for source in package.sources:
        quarantine = _quarantine(folder, quarantines[source.file], source)
        frames = {table: pd.concat(parts) for table, parts in by_source[source.file].items()}
        n_rows = sum(len(frame) for frame in frames.values())
        if n_rows != source.n_used:
            raise InputError(
                f"The package has {n_rows} rows of {source.file}, and says {source.n_used}. "
                "Export it again."
            )
        rows = rows_of_frames(frames)
        about = (source.source(), source.iso3s, rows, [quarantine], source.corrections)
        yield Delivery(*about, confidential=not source.sha256)


def _quarantine(folder: Path, file: PackedFile, source: PackedSource) -> bytes:
    """Quarantine of a source, with a row for each cell and nothing that a spreadsheet runs."""
    content = _content(folder, file)
    rows = list(records(content, file.path))
    n_rows = len(rows) - 1
    if rows[:1] != [list(QUARANTINE_FIELDS)] or n_rows != source.n_quarantined:
        raise InputError(
            f"{file.path} has {n_rows} rows, {source.n_quarantined} cells of {source.file} are in "
            "quarantine. Export it again."
        )
    if any(ALWAYS_GUARDED.match(cell) for cells in rows for cell in cells):
        raise InputError(f"{file.path} has a cell that begins as a formula. Export it again.")
    return content


def _rows_by_source(package: Package, folder: Path) -> Rows:
    """Rows by source and table."""
    rows: Rows = defaultdict(lambda: defaultdict(list))
    countries = {source.file: source.iso3s for source in package.sources}
    for file in package.files:
        if not file.table:
            continue
        frame = table_from(file.table, _content(folder, file), file.path)
        _refuse_breaches(file, frame)
        for name, part in frame.groupby("source_file", sort=True):
            if file.iso3 not in countries.get(str(name), ()):
                raise InputError(f"{file.path} has rows of {name!r}, which the package does not.")
            rows[str(name)][file.table].append(part)
    return rows


def _refuse_breaches(file: PackedFile, frame: pd.DataFrame) -> None:
    """Refuse rows that break the contract of their table, or are of other countries."""
    found = breaches(file.table, frame)
    if set(frame["iso3"]) != {file.iso3} or len(frame) != file.n_rows:
        found.append(f"it should have {file.n_rows} rows of {file.iso3}")
    codes = set(frame["substance"].dropna()) if "substance" in frame else set()
    unknown = sorted(code for code in codes if not is_substance(code))
    if unknown:
        found.append(f"unknown substances {', '.join(unknown)}")
    if file.table == Measurements.table and not unknown:
        found += _odd_values(frame)
    found += _odd_texts(frame)
    if found:
        raise InputError(
            f"{file.path} does not keep the contract of {file.table}: {'; '.join(found)}."
        )


def _odd_values(frame: pd.DataFrame) -> Iterator[str]:
    """List what a file of measurements would have in quarantine: units, contents and days."""
    own = frame["substance"].map(lambda code: substance(code).unit)
    for unit in sorted(set(frame.loc[frame["unit"] != own, "unit"])):
        yield f"the unit {unit!r} is not that of its substances"
    known = frame[frame["unit"] == own]
    most = known["unit"].map({unit: largest(unit) for unit in known["unit"].unique()})
    if (known["value"] > most).any():
        yield "a value is more than the soil weighs"
    problems = (day_problem(str(day)) for day in frame["sampled_on"].unique())
    yield from dict.fromkeys(filter(None, problems))


def _odd_texts(frame: pd.DataFrame) -> Iterator[str]:
    """Names of sites, samples and areas with signs that nobody sees."""
    for name in [name for name in ("site_id", "sample_id", "area_id") if name in frame]:
        texts = (str(text).translate(LINE_ENDS) for text in frame[name].dropna().unique())
        if any(map(has_control_signs, texts)):
            yield f"{name} has signs that cannot be seen"


def _refuse_a_part_of_more(package: Package, store: Path) -> None:
    """Refuse a part of a source where the store has more of it, which would be lost."""
    if not (store / INDEX).exists():
        return
    stored = read_index(store).sources
    for source in package.sources:
        if source.file not in stored or source.complete:
            continue
        there = set(stored[source.file].iso3s)
        lost = sorted(there - set(source.iso3s))
        if lost:
            raise InputError(
                f"The package has a part of {source.file}, and {store} has it also of "
                f"{', '.join(lost)}, which would be lost. Give a new folder with --store."
            )
        n_stored = stored[source.file].source.n_used
        if n_stored > source.n_used:
            raise InputError(
                f"The package has {source.n_used} rows of {source.file}, and {store} has "
                f"{n_stored}, of which some would be lost. Give a new folder with --store."
            )
