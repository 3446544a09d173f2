"""The thresholds on file as a data package: one table, its schema, licence and sources."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from workbench import __version__
from workbench.errors import ParameterError, StoreError
from workbench.findings.rows import Phrase, count, row, text
from workbench.inputs.packages.csv_tables import GUARDED, RULE
from workbench.inputs.packages.data_package import DESCRIPTOR, STANDARD, packed
from workbench.inputs.packages.export import staged
from workbench.vocabulary.fields import Field, fields_of
from workbench.vocabulary.laws.instruments import instruments, sources_read
from workbench.vocabulary.laws.thresholds import ThresholdRow, threshold_rows
from workbench.vocabulary.places import is_fictional, members
from workbench.words.wording import words_of

PATH = "data/thresholds.csv"
TITLE = "Threshold values for pollutants in soil"


@dataclass(frozen=True)
class Provenance:
    """What the table of the package says of a row beside the row itself."""

    part: str
    successor: str
    document: str
    page: str
    table: str
    version: str


LICENCE = {
    "name": "BSD-3-Clause",
    "title": "BSD 3-Clause, of the table; the texts of laws are as their countries say",
    "path": "https://opensource.org/license/bsd-3-clause",
}
MEANINGS = {
    "row_id": "row of the table",
    "iso3": "country of the law, ISO 3166-1 alpha-3; EU for the Union; empty for none",
    "substance": "code of the vocabulary of substances; empty where it has none",
    "land_use": "land use in the words of the table; land_use_term has those of the law",
    "value_mg_kg": "value in mg/kg dry matter; empty where comparable is no",
    "value": "value as the law gives it, in unit",
    "fraction": "what the digestion of the law reaches; any: it does not matter",
    "fraction_basis": "source where the text that was read states the fraction, else assumed",
    "status": "whether the value is in force",
    "how_read": "in what the number was read: official text, official page, secondary, not read",
    "verified": "yes where the number was read in its source",
    "source": "where the row was read, or that nobody looked",
    "part": "part of the country that the value holds in; empty for all of it",
    "successor": "what replaced the instrument",
    "document": "document that was read",
    "page": "its page or address",
    "table": "table in it",
    "version": "state or date of the text that was read",
}


@row
class ThresholdsWritten(Phrase):
    """How many thresholds were written."""

    n_thresholds: int = count("thresholds")
    n_verified: int = count("thresholds that were read in their source")
    file: str = text("descriptor of the package")


def export_thresholds(out: Path, area: str = "") -> list[str]:
    """Write the thresholds on file as CSV with a datapackage.json, all or nothing.

    Parameters
    ----------
    out : Path
        Folder of the package; a new or an empty one.
    area : str
        Only the laws of the countries of an area; empty: all rows.

    Returns
    -------
    list of str
        What was written, in lines.

    Raises
    ------
    ParameterError
        If the folder holds anything.
    StoreError
        If there is no threshold of the area.
    VocabularyError
        If there is no such area.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ParameterError(f"{out} is there already and not empty. Give a new folder with --out.")
    wanted = None if not area else ("EU",) if area == "EU" else members(area)
    rows = [row for row in threshold_rows() if wanted is None or row.iso3 in wanted]
    if not rows:
        raise StoreError(f"No threshold of {area} is on file. Nothing made.")
    content = csv_of(rows)
    with staged(out.resolve()) as stage:
        (stage / PATH).parent.mkdir()
        (stage / PATH).write_bytes(content)
        (stage / DESCRIPTOR).write_text(_descriptor(rows, content), encoding="utf-8")
    n_verified = sum(row.verified == "yes" for row in rows)
    file = str(out / DESCRIPTOR)
    written = ThresholdsWritten(n_thresholds=len(rows), n_verified=n_verified, file=file)
    return [words_of().phrase(written)]


def csv_of(rows: Sequence[ThresholdRow]) -> bytes:
    """Give rows as CSV, in which no spreadsheet runs a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*ThresholdRow._fields, *Provenance.__dataclass_fields__])
    writer.writerows(map(_guarded, (*row, *astuple(_provenance(row)))) for row in rows)
    return text.getvalue().encode("utf-8")


def _provenance(row: ThresholdRow) -> Provenance:
    """Where a row holds, what replaced it, and where it was read."""
    instrument, read = instruments().get(row.instrument), sources_read().get(row.source)
    return Provenance(
        part=instrument.part if instrument else "",
        successor=instrument.successor if instrument and row.status == "superseded" else "",
        document=read.document if read else "",
        page=read.page if read else "",
        table=read.table if read else "",
        version=read.version if read else "",
    )


def _guarded(cell: str) -> str:
    """Cell with an apostrophe before it where a spreadsheet might run it."""
    return f"'{cell}" if cell and re.match(GUARDED, cell) else cell


def _descriptor(rows: Sequence[ThresholdRow], content: bytes) -> str:
    """Text of datapackage.json; the same rows give the same text."""
    file = packed(PATH, content, len(rows))
    fictional = sorted({row.iso3 for row in rows if is_fictional(row.iso3)})
    invented = f"FICTIONAL, invented for examples: {', '.join(fictional)}. " if fictional else ""
    descriptor: dict[str, Any] = {
        "$schema": f"{STANDARD}/datapackage.json",
        "name": "soil-thresholds",
        "title": TITLE,
        "version": __version__,
        "description": f"{invented}One value of one law a row. Rows that are not verified were not "
        f"compared with their source: check them before use. Cite as: {TITLE}, version "
        f"{__version__}, data/thresholds.csv (sha256 {file.sha256[:12]}). {RULE}",
        "licenses": [LICENCE],
        "sources": [{"title": title} for title in sorted({row.source for row in rows})],
        "resources": [
            {
                "name": "thresholds",
                "path": file.path,
                "type": "table",
                "title": "Thresholds on file",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": file.n_bytes,
                "hash": f"sha256:{file.sha256}",
                "schema": {
                    "$schema": f"{STANDARD}/tableschema.json",
                    "fields": [
                        _field(field)
                        for of in (ThresholdRow, Provenance)
                        for field in fields_of(of)
                    ],
                    "primaryKey": ["row_id"],
                    "missingValues": [""],
                },
            }
        ],
    }
    return json.dumps(descriptor, indent=1, ensure_ascii=False) + "\n"


def _field(field: Field) -> dict[str, Any]:
    """Field of a column: its type, and the words that it may hold."""
    (name,) = field.columns
    constraints: dict[str, Any] = {"required": True} if field.needed else {}
    if field.words:
        constraints["enum"] = sorted(filter(None, field.words))
    return {
        "name": name,
        "type": "number" if field.is_number else "string",
        **({"description": MEANINGS[name]} if name in MEANINGS else {}),
        **({"unit": "mg/kg"} if name == "value_mg_kg" else {}),
        **({"constraints": constraints} if constraints else {}),
    }
