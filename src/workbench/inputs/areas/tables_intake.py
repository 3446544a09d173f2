"""Intake of tables on areas: a file and its mapping become rows of a store, and a quarantine."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from workbench.errors import UnitError, VocabularyError
from workbench.findings import SourceFile
from workbench.findings.rows import Phrase
from workbench.inputs.areas import person_results
from workbench.inputs.areas.boundary_forms import holds_boundaries
from workbench.inputs.areas.tables_mapping import (
    GEOJSON,
    LAYERED,
    VALUES,
    TableName,
    TablesMapping,
    read_tables_mapping,
)
from workbench.inputs.files.delivered import DeliveredFile, read_delivered
from workbench.inputs.ingest_report import (
    BordersMended,
    InBothFiles,
    IngestReport,
    RowsJoined,
    SaidByReader,
)
from workbench.inputs.mapping.contracts import fillable
from workbench.store import schema
from workbench.store.columns import DAY_OR_YEAR, LARGEST, ColumnContract
from workbench.store.frames import (
    QUARANTINE_COLUMNS,
    empty,
    quarantine_csv,
    refuse_breaches,
    repeated_files,
)
from workbench.store.index import read_index
from workbench.store.partitions import read_partition, rows_of_frames
from workbench.store.people import Biomonitoring
from workbench.store.plain_files import saying_that_the_disk_is_full
from workbench.store.schema import KEYS
from workbench.store.writing import Delivery, quarantine_path, replace_rows
from workbench.vocabulary.distinct import note, numbers_of, texts_of
from workbench.vocabulary.notation import (
    BUDDHIST_YEARS,
    ISO,
    YEARS_AHEAD,
    buddhist_hint,
    day_problem,
    is_failed_formula,
)
from workbench.vocabulary.places import find_place, is_country
from workbench.vocabulary.soil.own_targets import note_faults_of_targets
from workbench.vocabulary.substances import find_substance, is_substance
from workbench.vocabulary.units import factor

if TYPE_CHECKING:
    from workbench.inputs.areas.area_files import Features

OF_CONTENTS = ("control_samples", "own_thresholds")
MG_KG = "mg/kg"


@dataclass(frozen=True)
class TablesOfFile:
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
        CSV, Excel or Parquet file, or areas as GeoJSON, TopoJSON, GeoPackage,
        shapefile or FlatGeobuf, or a ZIP of one.
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
    source = SourceFile(*about, n_used + len(left), n_used, len(left))
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
        n_censored=sum(
            int(rows["censored"].sum()) for rows in gathered.used.values() if "censored" in rows
        ),
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


def _repeated(store: Path, file: str, gathered: TablesOfFile) -> Iterator[InBothFiles]:
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
    is_layer = suffix in LAYERED or suffix in GEOJSON or holds_boundaries(file)
    if not is_layer:
        return read_delivered(file, wanted, rules.file), None
    from workbench.inputs.areas.area_files import read_areas  # noqa: PLC0415 - imports geopandas

    epsg = rules.constants_of("areas").get("epsg", "") if "areas" in rules.tables else ""
    features = read_areas(file, wanted, rules.file, epsg)
    return features.table, features


def _gather(
    delivered: DeliveredFile, features: Features | None, rules: TablesMapping
) -> TablesOfFile:
    """Rows of all tables."""
    used: dict[str, pd.DataFrame] = {}
    left = [pd.DataFrame(columns=list(QUARANTINE_COLUMNS), dtype="str")]
    iso3s: set[str] = set()
    remarks: list[Phrase] = []
    if features:
        remarks += [SaidByReader(said=said) for said in features.remarks]
    for table in rules.tables:
        rows = table_rows(delivered, rules, table)
        if table == "areas" and (features or rows["geometry"].notna().any()):
            rows, links, noticed = _shaped(delivered, features, rows, rules)
            remarks += noticed
            if rules.neighbours == "shared points":
                used["neighbours"] = links
        fit = rows[rows["reason"] == ""]
        left.append(rows[rows["reason"] != ""])
        iso3s.update(filter(is_country, rows["iso3"].unique()))
        used[table] = _typed(delivered.name, table, fit)
        if table == Biomonitoring.table:
            remarks += person_results.doubts(used[table])
    listed = [rows[[name for name in QUARANTINE_COLUMNS if name in rows]] for rows in left]
    quarantined = pd.concat(listed).sort_values("source_row", kind="stable", ignore_index=True)
    return TablesOfFile(used, quarantined, tuple(sorted(iso3s)), tuple(remarks))


def _shaped(
    delivered: DeliveredFile, features: Features | None, rows: pd.DataFrame, rules: TablesMapping
) -> tuple[pd.DataFrame, pd.DataFrame, list[Phrase]]:
    """Rows of areas with their borders, those of their neighbours, and what was mended."""
    from workbench.inputs.areas import geometry as shapes  # noqa: PLC0415 - imports geopandas

    given = features or shapes.features_of_texts(delivered, rows)
    kept, whole, n_joined = shapes.joined_rows(rows, given)
    shaped = shapes.with_shapes(kept, whole)
    links = shapes.neighbour_rows(shaped, rules.snap_m).assign(source_file=delivered.name)
    remarks: list[Phrase] = [RowsJoined(n_rows=n_joined)] if n_joined else []
    mended = [f"row {line} ({wrong})" for line, wrong in shaped.mended.items()]
    if mended:
        remarks.append(BordersMended(n_borders=len(mended), rows=", ".join(mended)))
    if rules.neighbours == "shared points":
        remarks += shapes.contacts(shaped, links, rules.snap_m)
    return shaped.rows, _typed(delivered.name, "neighbours", links), remarks


def _typed(file: str, table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows in the columns and types of their table, which they must keep."""
    contract = empty(table).dtypes.to_dict()
    made = rows.reindex(columns=list(contract)).astype(contract).reset_index(drop=True)
    refuse_breaches(file, table, made)
    return made


def _columns_not_read(delivered: DeliveredFile, rules: TablesMapping) -> tuple[str, ...]:
    """Columns of a file that its mapping does not name."""
    named = set(rules.named_columns())
    return tuple(name for name in delivered.header if name not in named)


def table_rows(delivered: DeliveredFile, rules: TablesMapping, table: TableName) -> pd.DataFrame:
    """Rows of one table, in the order of the file.

    Parameters
    ----------
    delivered : DeliveredFile
        The file.
    rules : TablesMapping
        What its columns mean.
    table : str
        Table of the store.

    Returns
    -------
    DataFrame
        The columns of the table, `column` (that of the file), `original_value` and `reason`, which
        is empty where the row can be used.
    """
    rows = _texts(delivered, rules, table)
    if table == Biomonitoring.table:
        own = rules.words.get(Biomonitoring.censored, {})
        rows = person_results.with_limits(rows, rules.file.numbers.number, own)
    for contract in fillable(table).values():
        rows = rows if contract.kind == "flag" else _read(rows, contract, rules)
    if table == Biomonitoring.table:
        rows = person_results.scaled(rows)
    if table == "reference_rates":
        note(rows, rows["rate"].isna() & rows["weight"].isna(), "neither rate nor weight")
    if table == "outcomes":
        lacking = "neither cases nor rate" if "rate" in rules.columns_of(table) else "missing cases"
        note(rows, rows["cases"].isna() & rows["rate"].isna(), lacking)
    if table == "own_soil_targets":
        note_faults_of_targets(rows)
    if table in OF_CONTENTS:
        wrong = texts_of(rows["unit"], _wrong_unit)
        note(rows, (wrong != "") & (rows["unit"] != ""), wrong)
    usable = rows[rows["reason"] == ""]
    again = usable.duplicated(list(KEYS[table]))
    note(rows, again.reindex(rows.index, fill_value=False), _repeat(table))
    return rows


def _texts(delivered: DeliveredFile, rules: TablesMapping, table: TableName) -> pd.DataFrame:
    """Texts of all rows, one row a row of the table; of a wide file, one a cell."""
    known = fillable(table)
    columns, constants = rules.columns_of(table), rules.constants_of(table)
    base = pd.DataFrame({"source_row": delivered.lines})
    base = base.assign(source_file=delivered.name, **(dict.fromkeys(known, "") | constants))
    for name, column in columns.items():
        base[name] = pd.Series(delivered.column(column), base.index, dtype="str").str.strip()
    base["reason"] = ""
    for name, column in columns.items():
        _note_faults(base, delivered, column, name == VALUES.get(table))
    value = VALUES.get(table, KEYS[table][-1])
    if not rules.tables[table].wide:
        shown = base[value]
        return base.assign(column=columns.get(value, ""), original_value=shown)
    parts = []
    for column, about in rules.tables[table].wide.items():
        cells = pd.Series(delivered.column(column), base.index, dtype="str").str.strip()
        own = base.assign(**about).assign(**{value: cells})
        _note_faults(own, delivered, column, True)
        parts.append(own.assign(column=column, original_value=cells))
    return pd.concat(parts).sort_values("source_row", kind="stable", ignore_index=True)


def _note_faults(rows: pd.DataFrame, delivered: DeliveredFile, column: str, is_value: bool) -> None:
    """Write down why cells of a column cannot be taken; percent can, of a value given in %."""
    units = list(rows["unit"]) if is_value and "unit" in rows else ""
    found = pd.Series(delivered.faults(column, units), rows.index, dtype="str")
    note(rows, found != "", found)


def _read(rows: pd.DataFrame, contract: ColumnContract, rules: TablesMapping) -> pd.DataFrame:
    """Rows in which one column has its values; what it cannot have is noted."""
    name = contract.name
    if name in rules.words:
        words = rules.words[name]
        known = texts_of(rows[name], lambda text: words.get(text, ""))
        note(rows, (known == "") & (rows[name] != ""), f"unknown {name} " + rows[name].map(repr))
        rows = rows.assign(**{name: known})
    if contract.required:
        note(rows, rows[name] == "", f"missing {name}")
    if contract.kind == "number":
        return _read_numbers(rows, contract, rules)
    if contract.kind == "integer":
        return _with_years(_read_integers(rows, contract), rules.file.calendar, name)
    if name == "iso3":
        rows = rows.assign(iso3=texts_of(rows["iso3"], _country))
    if name == "substance":
        rows = rows.assign(substance=texts_of(rows["substance"], _substance))
    reasons = texts_of(rows[name], lambda text: _wrong_text(contract, text))
    note(rows, reasons != "", reasons)
    no_text = None if not contract.required else ""
    return rows.assign(**{name: rows[name].where(rows[name] != "", no_text)})


def _read_numbers(
    rows: pd.DataFrame, contract: ColumnContract, rules: TablesMapping
) -> pd.DataFrame:
    """Rows in which a column holds numbers within its range."""
    name, texts = contract.name, rows[contract.name]
    numbers = numbers_of(texts, rules.file.numbers.number)
    is_none = numbers.isna() | (numbers.abs() > LARGEST)
    note(rows, is_none & (texts != ""), f"{name} " + texts.map(repr) + " is no number")
    return _within_range(rows.assign(**{name: numbers}), contract)


def _read_integers(rows: pd.DataFrame, contract: ColumnContract) -> pd.DataFrame:
    """Rows in which a column holds whole numbers within its range; 0 where there is none."""
    name, texts = contract.name, rows[contract.name]
    is_whole = texts.str.fullmatch(r"\d{1,9}(\.0*)?")
    note(rows, ~is_whole & (texts != ""), f"{name} " + texts.map(repr) + " is no whole number")
    whole = texts.where(is_whole, "0").str.partition(".")[0].astype("int64")
    return _within_range(rows.assign(**{name: whole}), contract)


def _with_years(rows: pd.DataFrame, calendar: str, name: str) -> pd.DataFrame:
    """Rows with years of the Gregorian calendar; one that may be of the Buddhist is noted."""
    years = rows[name]
    if name != "year":
        return rows
    if calendar == "buddhist":
        return rows.assign(**{name: years.where(years == 0, years - YEARS_AHEAD)})
    odd = years.isin(BUDDHIST_YEARS)
    note(rows, odd, years.map(lambda year: f"year {year} is in the future{buddhist_hint(year)}"))
    return rows


def _within_range(rows: pd.DataFrame, contract: ColumnContract) -> pd.DataFrame:
    """Rows in which numbers outside of the range of their column are noted."""
    numbers, name = rows[contract.name], contract.name
    lowest, highest = contract.bounds
    if contract.above is not None:
        note(rows, numbers <= contract.above, f"{name} is not above {contract.above:g}")
    note(rows, numbers < lowest, f"{name} is below {lowest:g}")
    note(rows, numbers > highest, f"{name} is above {highest:g}")
    return rows


def _country(text: str) -> str:
    """Code of a country; the text itself where it stands for none."""
    try:
        return text if is_country(text) else find_place(text)
    except VocabularyError:
        return text


def _substance(text: str) -> str:
    """Code of a substance; the text itself where it stands for none."""
    try:
        return find_substance(text) if text else text
    except VocabularyError:
        return text


def _wrong_unit(text: str) -> str:
    """Say that a unit is none of contents; empty where it is one."""
    try:
        factor(text, MG_KG)
    except UnitError:
        return f"unit {text!r} does not turn into {MG_KG}"
    return ""


def _wrong_text(contract: ColumnContract, text: str) -> str:
    """Say what is wrong with a text; empty where nothing is."""
    if not text:
        return ""
    if contract.pattern == DAY_OR_YEAR:
        return day_problem(text, ISO)
    wrong = {
        f"unknown country {text!r}": contract.name == "iso3" and not is_country(text),
        f"{contract.name} {text!r} is a failed formula, no name": is_failed_formula(text),
        f"unknown substance {text!r}": contract.name == "substance" and not is_substance(text),
        f"age_band {text!r} is none as 0-4, 85+ or all": contract.name == "age_band"
        and not re.match(contract.pattern, text),
        f"{contract.name} {text!r} is none of {', '.join(contract.allowed)}": contract.allowed
        and text not in contract.allowed,
    }
    return next((reason for reason, applies in wrong.items() if applies), "")


def _repeat(table: str) -> str:
    """Reason of a row that has the key of an earlier one."""
    words = [name.removesuffix("_id").replace("_", " ") for name in KEYS[table][1:]]
    named = " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return f"repeats an earlier row (same {named})"
