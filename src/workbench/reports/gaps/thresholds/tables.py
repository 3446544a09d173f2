"""Declares the tables on thresholds: what is recorded or missing, and how values compare."""

from __future__ import annotations

from workbench.findings.rows import Phrase, Table, code, count, number, phrase, row, text
from workbench.reports.gaps.basis.recorded import BESIDE, ComparedAnswer
from workbench.reports.gaps.basis.scopes import OfScope
from workbench.reports.gaps.phrases import Extraction, ScopeName

DRY = "mg/kg dry matter"
MOST_SUBSTANCES = 30  # of the page
MOST_VALUES = 40


@row
class ThresholdCounts:
    """Counts of all thresholds: of the country, or of all of the area."""

    name: Phrase = phrase("area")
    n_values: int = count("values in force and verified, of the country, or of all of the area")
    n_substances: int = count("substances that they are for")
    n_land_uses: int = count("land uses that they are for")
    n_not_verified: int = count("values in force that nobody compared with their source: not used")
    n_not_compared: int = count("values of the country with another unit or an unknown fraction")
    instruments: str = text("laws that they are from")
    n_holes: int = count("substances and land uses with a value in another country and none here")
    n_holes_near: int = count("of those, where a country of the region has a value")
    n_countries: int = count("countries of the area that have a value in force and verified")
    n_listed: int = count("countries that could have")
    near_name: ScopeName = phrase("region")
    whole_name: ScopeName = phrase("name of all countries")


@row
class Threshold:
    """A substance and land use that the country or another one has a value for."""

    substance: str = text("substance", "Substance")
    group: str = code("substance-group", "its chemical group")
    land_use: str = code("land-use", "land use, or all")
    state: str = code(
        "threshold-state",
        "recorded, for all or some land uses only, not verified, or none: only others have one",
    )
    n_values: int = count("values of the country in force and verified")
    value_types: str = text("kinds of value")
    fractions: tuple[Extraction, ...] = phrase("what their digestions reach", is_list=True)
    units: str = text("units of the law")
    years: str = text("years of the law")
    n_near: int = count("other countries of the region that have a value")
    n_whole: int = count("of all other countries, those that have a value")


@row
class OwnValue:
    """A value of the country; of several, as for classes of pH or texture, the median."""

    substance: str = text("substance", "Substance")
    land_use: str = code("land-use", "land use", "Land use")
    value_type: str = code("value-type", "kind of value", "Kind of value")
    fraction: Extraction = phrase("what the digestion reaches, and the extractant", "Fraction")
    fraction_basis: str = code(
        "fraction-basis",
        "whether the text that was read states the fraction, or it is assumed",
        "Source of the fraction",
    )
    n_own: int = count("values of the country, as for classes of pH or texture")
    own_mg_kg: float = number("its value, of several the median", "National value", unit=DRY)
    own_lowest_mg_kg: float = number("its lowest value", unit=DRY)
    own_highest_mg_kg: float = number("its highest value", unit=DRY)
    years: str = text("year of the law", "Year")


@row
class ComparedValue(OfScope, OwnValue):  # the columns of the last one come first
    """A value of the country compared with those of the other countries of a scope."""

    n_countries: int = count("other countries there with such a value")
    n_assumed: int = count("of those, where the fraction is assumed")
    median_mg_kg: float | None = number("median of theirs, each country counting once", unit=DRY)
    lowest_mg_kg: float | None = number("lowest of theirs", unit=DRY)
    highest_mg_kg: float | None = number("highest of theirs", unit=DRY)
    ratio: float | None = number("own value over the median", unit="1")


THRESHOLD_OVERVIEW = Table(
    "threshold_overview", ThresholdCounts, "Thresholds recorded, in figures", "Nothing was counted."
)
THRESHOLDS = Table(
    "thresholds",
    Threshold,
    "Thresholds recorded and missing",
    "No value in force is recorded for a country of the page.",
    most=MOST_SUBSTANCES,
)
COMPARISON = Table(
    "comparison",
    ComparedValue,
    "Own values compared with those of others",
    "No own value that can be compared is recorded.",
    most=MOST_VALUES,
)
THRESHOLDS_BESIDE = Table(
    "thresholds_beside",
    ComparedAnswer,
    "Answers compared with the thresholds recorded",
    BESIDE.empty,
)
