"""The contracts of the store: its tables, their columns, and the frames that one read gives."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from workbench.findings import ConfidentialSource, Source
from workbench.vocabulary.soil.indicators import TEXTURE_CLASSES
from workbench.vocabulary.soil.targets import LAND_STATUS

SCHEMA_VERSION = 1
SORTED_BY = ("iso3", "source_file", "source_row", "substance", "item_id", "unit_id")
LATER_COLUMNS = {"legislation": ("wave",)}  # a store that is older does without them
LARGEST = 1.7e308  # what a finite number can be
PANDAS_TYPES = {"text": "str", "number": "float64", "integer": "int64", "flag": "bool"}

Kind = Literal["text", "number", "integer", "flag"]


@dataclass(frozen=True)
class ColumnContract:
    """One column of a store table.

    Attributes
    ----------
    name : str
        Name, the same in every country.
    kind : {"text", "number", "integer", "flag"}
        What it holds.
    required : bool
        Whether each row must have a value.
    meaning : str
        What it means, with its unit.
    allowed : tuple of str
        The words it may hold; empty where any will do.
    lowest, highest : float or None
        The numbers it may hold, both included; None where any will do.
    above : float or None
        The number that it must be above, in place of a lowest one.
    """

    name: str
    kind: Kind
    required: bool
    meaning: str
    allowed: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    above: float | None = None


MEASUREMENTS = (
    ColumnContract("iso3", "text", True, "country, ISO 3166-1 alpha-3"),
    ColumnContract("site_id", "text", True, "site, plot or point, unique in its country"),
    ColumnContract("sample_id", "text", True, "sample, unique at its site"),
    ColumnContract("campaign", "text", False, "name of the survey round"),
    ColumnContract("sampled_on", "text", True, "date YYYY-MM-DD, or only the year YYYY"),
    ColumnContract("longitude", "number", False, "degrees east, WGS 84"),
    ColumnContract("latitude", "number", False, "degrees north, WGS 84"),
    ColumnContract("coordinate_precision_m", "number", False, "how exact the place is [m]"),
    ColumnContract(
        "matrix", "text", True, "what was sampled", ("soil", "forest_floor", "sediment", "dust")
    ),
    ColumnContract("layer", "text", True, "name of the horizon or depth class"),
    ColumnContract("depth_top_cm", "number", False, "upper end of the sample [cm]"),
    ColumnContract("depth_bottom_cm", "number", False, "lower end of the sample [cm]"),
    ColumnContract("land_use", "text", False, "use of the land at the time"),
    ColumnContract(
        "source_type",
        "text",
        True,
        "why the site is sampled",
        ("point", "diffuse", "background", "unknown"),
    ),
    ColumnContract("substance", "text", True, "code of the vocabulary of substances"),
    ColumnContract(
        "value", "number", True, "concentration, or the limit where censored is true", above=0
    ),
    ColumnContract("unit", "text", True, "unit of value, lod and loq; mg/kg for contaminants"),
    ColumnContract("censored", "flag", True, "true where the laboratory saw less than value"),
    ColumnContract("lod", "number", False, "limit of detection [unit]"),
    ColumnContract("loq", "number", False, "limit of quantification [unit]"),
    ColumnContract(
        "fraction",
        "text",
        True,
        "what the digestion reaches",
        ("total", "aqua_regia", "extractable", "unknown"),
    ),
    ColumnContract("extractant", "text", False, "what it was extracted with"),
    ColumnContract("basis", "text", True, "dry or wet mass", ("dry", "wet", "unknown")),
    ColumnContract("dry_matter_pct", "number", False, "dry matter [% of wet mass]"),
    ColumnContract("method", "text", False, "method group of the laboratory"),
    ColumnContract("lab_id", "text", False, "laboratory"),
    ColumnContract("uncertainty", "number", False, "expanded uncertainty of value [unit]"),
    ColumnContract("original_value", "text", True, "the value as it was given"),
    ColumnContract("original_unit", "text", True, "the unit as it was given"),
    ColumnContract("source_file", "text", True, "file it came from"),
    ColumnContract("source_row", "integer", True, "line of that file, the header is line 1"),
)

RESPONSES = (
    ColumnContract("wave", "text", True, "round of the survey, as in 2026"),
    ColumnContract("response_id", "text", True, "response, unique in its file"),
    ColumnContract("uuid", "text", True, "the survey tool's own id; twice where sent twice"),
    ColumnContract("iso3", "text", True, "country that is answered for, ISO 3166-1 alpha-3"),
    ColumnContract(
        "role",
        "text",
        True,
        "who answers",
        ("focal_point", "insop", "laboratory", "regulator", "research", "other", "unknown"),
    ),
    ColumnContract("submitted", "text", False, "when it was sent, YYYY-MM-DDTHH:MM:SSZ (UTC)"),
    ColumnContract("complete", "flag", True, "true where the last page was sent"),
    ColumnContract("item_id", "text", True, "question, of the vocabulary's survey_items"),
    ColumnContract(
        "value",
        "text",
        False,
        "code, number or text; codes of a multiple choice with a blank between; empty unless "
        "status is answered or invalid",
    ),
    ColumnContract(
        "status",
        "text",
        True,
        "what became of the question; skipped_by_logic was not asked",
        ("answered", "dont_know", "not_applicable", "skipped_by_logic", "missing", "invalid"),
    ),
    ColumnContract("lang", "text", False, "language it was answered in, ISO 639-1"),
    ColumnContract("source_file", "text", True, "file it came from"),
    ColumnContract("source_row", "integer", True, "line of that file, the header is line 1"),
)

FRAME = (
    ColumnContract("unit_id", "text", True, "country code, or number of a laboratory"),
    ColumnContract("unit_type", "text", True, "what is asked", ("country", "laboratory")),
    ColumnContract("iso3", "text", True, "country it is in, ISO 3166-1 alpha-3"),
    ColumnContract("stratum", "text", True, "region (R-AFRICA), or network of laboratories"),
    ColumnContract("in_frame", "flag", True, "true where it counts as one that could answer"),
    ColumnContract("contacted", "text", True, "whether it was asked", ("yes", "no", "unknown")),
    ColumnContract("source_file", "text", True, "file it came from"),
    ColumnContract("source_row", "integer", True, "line of that file, the header is line 1"),
)

LEGISLATION = (
    ColumnContract("iso3", "text", True, "country, ISO 3166-1 alpha-3"),
    ColumnContract("topic", "text", True, "what it is about: thresholds, monitoring, ..."),
    ColumnContract("instrument", "text", True, "name of the law, decree, standard or guideline"),
    ColumnContract("level", "text", True, "who made it", ("national", "subnational")),
    ColumnContract(
        "stage",
        "text",
        True,
        "how far it is",
        ("none", "drafting", "adopted", "in_force", "implemented", "enforced"),
    ),
    ColumnContract("year", "number", False, "year of adoption or of the latest revision"),
    ColumnContract("link", "text", False, "address of its text"),
    ColumnContract("record_id", "text", False, "record of FAOLEX or SoiLEX"),
    ColumnContract(
        "wave", "text", False, "round of the survey it was told in; empty: it is so now"
    ),
    ColumnContract("verified", "text", True, "whether it was read in its source", ("yes", "no")),
    ColumnContract("source_file", "text", True, "file it came from"),
    ColumnContract("source_row", "integer", True, "line of that file, the header is line 1"),
)

SOURCE = (
    ColumnContract("source_file", "text", True, "file it came from"),
    ColumnContract("source_row", "integer", True, "line of that file, the header is line 1"),
)
AREA = (
    ColumnContract("iso3", "text", True, "country, ISO 3166-1 alpha-3"),
    ColumnContract("area_id", "text", True, "code of the area, unique in its country"),
)
YEAR = ColumnContract(
    "year", "integer", True, "calendar year that it is about", lowest=1000, highest=9999
)
STRATUM = (
    ColumnContract("sex", "text", True, "F, M, or all", ("F", "M", "all")),
    ColumnContract("age_band", "text", True, "years of age: 0-4, 85+, or all"),
)

AREAS = (
    *AREA,
    ColumnContract("name", "text", False, "name of the area"),
    ColumnContract("parent_id", "text", False, "area that it is a part of"),
    ColumnContract(
        "longitude", "number", False, "centroid, degrees east, WGS 84", lowest=-180, highest=180
    ),
    ColumnContract(
        "latitude", "number", False, "centroid, degrees north, WGS 84", lowest=-90, highest=90
    ),
    ColumnContract("x_m", "number", False, "centroid to the east in the system of epsg [m]"),
    ColumnContract("y_m", "number", False, "centroid to the north in the system of epsg [m]"),
    ColumnContract("epsg", "text", False, "system of x_m, y_m and the geometry; empty: WGS 84"),
    ColumnContract("geometry", "text", False, "its border, a Polygon or MultiPolygon of GeoJSON"),
    *SOURCE,
)
NEIGHBOURS = (
    *AREA,
    ColumnContract("neighbour_id", "text", True, "area beside it; one row a direction"),
    *SOURCE,
)
POPULATION = (
    *AREA,
    YEAR,
    *STRATUM,
    ColumnContract("person_years", "number", True, "time lived there [person-years]", above=0),
    *SOURCE,
)
OUTCOMES = (
    *AREA,
    YEAR,
    *STRATUM,
    ColumnContract("outcome", "text", True, "what was counted, as a group of ICD-10"),
    ColumnContract("cases", "number", True, "cases; shared ones may be parts", lowest=0),
    ColumnContract("source", "text", False, "register that counted"),
    ColumnContract(
        "completeness", "number", False, "share of cases counted, 0 to 1", lowest=0, highest=1
    ),
    *SOURCE,
)
REFERENCE_RATES = (
    AREA[0],
    ColumnContract("standard", "text", True, "name of the standard population or of the rates"),
    *STRATUM,
    ColumnContract("outcome", "text", False, "outcome that a rate is of; empty beside a weight"),
    ColumnContract("rate", "number", False, "cases [1/person-year]", lowest=0),
    ColumnContract("weight", "number", False, "persons of the standard population", lowest=0),
    *SOURCE,
)
COVARIATES = (
    *AREA,
    YEAR,
    ColumnContract("name", "text", True, "what it is, as in deprivation or smoking"),
    ColumnContract("value", "number", True, "its value [unit]", lowest=-LARGEST),
    ColumnContract("unit", "text", True, "unit of value; 1 for a share or an index"),
    *SOURCE,
)
SITE_AREAS = (
    AREA[0],
    ColumnContract("site_id", "text", True, "site, as in measurements"),
    AREA[1],
    *SOURCE,
)
SITE_SOILS = (
    AREA[0],
    ColumnContract("site_id", "text", True, "site, as in measurements"),
    ColumnContract("texture_class", "text", False, "texture (USDA)", TEXTURE_CLASSES),
    ColumnContract("soil_type", "text", False, "kind of soil", ("mineral", "organic")),
    ColumnContract("land_status", "text", False, "what exempts it of a target", LAND_STATUS),
    *SOURCE,
)

TABLES: Mapping[str, tuple[ColumnContract, ...]] = {
    "measurements": MEASUREMENTS,
    "responses": RESPONSES,
    "frame": FRAME,
    "legislation": LEGISLATION,
    "areas": AREAS,
    "neighbours": NEIGHBOURS,
    "population": POPULATION,
    "outcomes": OUTCOMES,
    "reference_rates": REFERENCE_RATES,
    "covariates": COVARIATES,
    "site_areas": SITE_AREAS,
    "site_soils": SITE_SOILS,
}

PUBLIC = frozenset(
    {
        *("measurements", "responses", "frame", "legislation", "areas", "neighbours"),
        *("covariates", "site_areas", "site_soils"),
    }
)
CONFIDENTIAL = frozenset(TABLES) - PUBLIC  # a table is public only where that was decided


@dataclass(frozen=True)
class Frames:
    """What one read of a store gives: a frame a table, a fingerprint and the files behind them."""

    tables: Mapping[str, pd.DataFrame]
    fingerprint: str
    sources: tuple[Source | ConfidentialSource, ...] = ()
    fictional: bool = False

    def __getitem__(self, table: str) -> pd.DataFrame:
        """Frame of the table, in the columns of its contract."""
        return self.tables[table]


def empty(table: str) -> pd.DataFrame:
    """Frame of a table without rows, each column with its type."""
    return pd.DataFrame(
        {column.name: pd.Series(dtype=PANDAS_TYPES[column.kind]) for column in TABLES[table]}
    )


def arranged(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Frame in the columns, types and order of rows of its contract, however it was stored."""
    rows = typed(table, frame)
    by = [name for name in SORTED_BY if name in rows]
    return rows.sort_values(by, kind="stable", ignore_index=True)


def typed(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Frame in the columns and types of its contract, its rows in the order that they have."""
    kinds = {column.name: PANDAS_TYPES[column.kind] for column in TABLES[table]}
    added = {name: None for name in LATER_COLUMNS.get(table, ()) if name not in frame}
    return frame.assign(**added)[list(kinds)].astype(kinds)


def joined(first: Frames, second: Frames) -> Frames:
    """Frames of two reads, of other tables each; the fingerprint is that of all rows."""
    both = hashlib.sha256(f"{first.fingerprint} {second.fingerprint}".encode()).hexdigest()
    sources = dict.fromkeys([*first.sources, *second.sources])
    return Frames({**first.tables, **second.tables}, both, tuple(sources), first.fictional)


def describe_tables() -> pd.DataFrame:
    """Contracts of all tables, one row a column, as `workbench tables` prints them."""
    return pd.DataFrame(
        [
            {
                "table": table,
                "column": column.name,
                "kind": column.kind,
                "required": "yes" if column.required else "no",
                "meaning": column.meaning,
                "allowed": " | ".join(column.allowed),
            }
            for table, columns in TABLES.items()
            for column in columns
        ]
    )
