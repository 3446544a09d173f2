"""Intake of tables on areas: a file and its mapping become rows of a store, and a quarantine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workbench.errors import InputError
from workbench.findings import Source
from workbench.findings.rows import Phrase
from workbench.inputs.areas.row_keys import repeated_files
from workbench.inputs.areas.table_rows import table_rows
from workbench.inputs.areas.tables_mapping import (
    GEOJSON,
    LAYERED,
    TablesMapping,
    read_tables_mapping,
)
from workbench.inputs.files.delivered import DeliveredFile, read_delivered
from workbench.inputs.ingest_report import (
    BordersMended,
    InBothFiles,
    IngestReport,
    SaidByReader,
)
from workbench.inputs.quarantine import COLUMNS, quarantine_csv
from workbench.store import schema, tables
from workbench.store.index import read_index
from workbench.store.partitions import read_partition, rows_of_frames
from workbench.store.writing import (
    Delivery,
    quarantine_path,
    replace_rows,
    saying_that_the_disk_is_full,
)
from workbench.vocabulary.places import is_country

if TYPE_CHECKING:
    from workbench.inputs.areas.area_files import Features


@dataclass(frozen=True)
class Gathered:
    """Rows of a file that can be used, by table; those that cannot; its countries; and remarks."""

    used: dict[str, pd.DataFrame]
    quarantined: pd.DataFrame
    iso3s: tuple[str, ...]
    remarks: tuple[Phrase, ...]


def ingest_tables(file: Path, mapping: str | Path, store: Path) -> IngestReport:
    """Read areas, people, outcomes or covariates into a store.

    They take the place of the rows of an earlier file of the same name. The file is read at once.

    Parameters
    ----------
    file : Path
        CSV, Excel or Parquet file, or areas as GeoJSON, GeoPackage, shapefile or FlatGeobuf.
    mapping : str or Path
        YAML file that says which of its columns fill which table.
    store : Path
        Folder of the store, made where it is missing.

    Returns
    -------
    IngestReport
        Counts of rows, and where the quarantine is.

    Raises
    ------
    InputError
        If the file or the mapping cannot be used at all; the store is as it was.
    StoreError
        If the store cannot be written.
    """
    rules = read_tables_mapping(mapping)
    delivered, features = _opened(file, rules)
    gathered = _gather(delivered, features, rules)
    n_used = sum(len(rows) for rows in gathered.used.values())
    left = gathered.quarantined
    about = (delivered.name, delivered.sha256, Path(mapping).name, rules.licence, rules.owner)
    source = Source(*about, n_used + len(left), n_used, len(left))
    rows = rows_of_frames(gathered.used)
    with saying_that_the_disk_is_full(store):
        secret = not schema.CONFIDENTIAL.isdisjoint(rules.tables)
        left_text = [quarantine_csv(left)]
        delivery = Delivery(source, gathered.iso3s, rows, left_text, confidential=secret)
        n_replaced = replace_rows(store, delivery)
    repeated = tuple(_repeated(store, delivered.name, gathered))
    return IngestReport(
        file=delivered.name,
        store=str(store),
        n_read=source.n_read,
        n_used=source.n_used,
        n_quarantined=source.n_quarantined,
        n_censored=0,
        n_replaced=n_replaced,
        n_corrected=0,
        n_outdated=0,
        reasons=dict(Counter(map(str, left["reason"])).most_common()),
        iso3s=gathered.iso3s,
        columns_not_read=_columns_not_read(delivered, rules),
        quarantine=quarantine_path(store, delivered.name),
        repeated=repeated,
        remarks=gathered.remarks,
    )


def _repeated(store: Path, file: str, gathered: Gathered) -> Iterator[InBothFiles]:
    """Say which other files hold rows of the file too, as where an edition has a new name."""
    index = read_index(store)
    for table in gathered.used:
        found: Counter[str] = Counter()
        for iso3 in gathered.iso3s:
            if iso3 in index.partitions[table]:
                rows = read_partition(store, table, index.partitions[table][iso3])
                found.update(repeated_files(table, rows, of=file))
        for files, count in sorted(found.items()):
            yield InBothFiles(n_rows=count, table=table, files=files)


def _opened(file: Path, rules: TablesMapping) -> tuple[DeliveredFile, Features | None]:
    """Rows of the file as text, and its borders where it has any."""
    wanted, suffix = rules.named_columns(), file.suffix.lower()
    if suffix not in LAYERED and suffix not in GEOJSON:
        return read_delivered(file, wanted, rules.file), None
    from workbench.inputs.areas.area_files import read_areas  # noqa: PLC0415 - imports geopandas

    epsg = rules.constants_of("areas").get("epsg", "") if "areas" in rules.tables else ""
    features = read_areas(file, wanted, rules.file, epsg)
    return features.table, features


def _gather(delivered: DeliveredFile, features: Features | None, rules: TablesMapping) -> Gathered:
    """Rows of all tables."""
    used: dict[str, pd.DataFrame] = {}
    left = [pd.DataFrame(columns=list(COLUMNS), dtype="str")]
    iso3s: set[str] = set()
    remarks: list[Phrase] = []
    if features:
        remarks += [SaidByReader(said=said) for said in features.remarks]
    for table in rules.tables:
        rows = table_rows(delivered, rules, table)
        if table == "areas" and (features or rows["geometry"].notna().any()):
            rows, links, mended = _shaped(delivered, features, rows)
            remarks += mended
            if rules.neighbours == "shared points":
                used["neighbours"] = links
        fit = rows[rows["reason"] == ""]
        left.append(rows[rows["reason"] != ""])
        iso3s.update(filter(is_country, rows["iso3"].unique()))
        used[table] = _typed(delivered.name, table, fit)
    listed = [rows[[name for name in COLUMNS if name in rows]] for rows in left]
    quarantined = pd.concat(listed).sort_values("source_row", kind="stable", ignore_index=True)
    return Gathered(used, quarantined, tuple(sorted(iso3s)), tuple(remarks))


def _shaped(
    delivered: DeliveredFile, features: Features | None, rows: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, list[Phrase]]:
    """Rows of areas with their borders, those of their neighbours, and what was mended."""
    from workbench.inputs.areas import geometry as shapes  # noqa: PLC0415 - imports geopandas

    shaped = shapes.with_shapes(rows, features or shapes.features_of_texts(delivered, rows))
    links = shapes.neighbour_rows(shaped).assign(source_file=delivered.name)
    mended = [f"row {line} ({wrong})" for line, wrong in shaped.mended.items()]
    said = BordersMended(n_borders=len(mended), rows=", ".join(mended))
    return shaped.rows, _typed(delivered.name, "neighbours", links), [said] if mended else []


def _typed(file: str, table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows in the columns and types of their table, which they must keep."""
    from workbench.store.validation import breaches  # noqa: PLC0415 - pandera takes a second

    contract = tables.empty(table).dtypes.to_dict()
    made = rows.reindex(columns=list(contract)).astype(contract).reset_index(drop=True)
    found = breaches(table, made)
    if found:
        raise InputError(f"{file} does not keep the contract of {table}: {'; '.join(found)}.")
    return made


def _columns_not_read(delivered: DeliveredFile, rules: TablesMapping) -> tuple[str, ...]:
    """Columns of a file that its mapping does not name."""
    named = set(rules.named_columns())
    return tuple(name for name in delivered.header if name not in named)
