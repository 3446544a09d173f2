"""Declares the country in one row; the summary works it out, sections quote it."""

from __future__ import annotations

from workbench.findings.rows import Phrase, code, count, number, phrase, row, share, text, year
from workbench.findings.tables import Table
from workbench.reports.soil_health.phrases import DependsOnBackground, Unused

OF_HUNDRED = "0-100"  # unit of scores and indices on the page
LOW_SCORE = 40.0  # from which a score is no longer low


@row
class Overview:
    """A country: its sites, its index and what the index rests on."""

    area_name: str = text("country")
    n_sites: int = count("sites with any value that is used")
    n_measurements: int = count("measurements that were read")
    unused: tuple[Unused, ...] = phrase(
        "reasons why measurements are not used, with how many they are"
    )
    first_year: int | None = year("first year of the latest values")
    last_year: int | None = year("last year of the latest values")
    n_present: int = count("properties and contaminants that were measured")
    present: str = text("names of the properties and contaminants that were measured")
    missing: str = text("indicators of the set and common contaminants that were not measured")
    scoring_set: str = text("set of scoring curves")
    set_status: str = code(
        "set-status", "published, for trial, or for demonstration on fictional countries"
    )
    n_indicators: int = count("indicators of the set")
    n_scored: int = count("indicators of the set with a score at any site")
    n_with_index: int = count("sites with an index over all domains")
    index: float | None = number("mean index of the sites", unit=OF_HUNDRED)
    index_lower: float | None = number(
        "lower limit of the index", unit=OF_HUNDRED, lower_of="index"
    )
    index_upper: float | None = number(
        "upper limit of the index", unit=OF_HUNDRED, upper_of="index"
    )
    confidence: float = share("level of the intervals")
    n_draws: int = count("draws of sites and of the laboratory")
    index_class: Phrase | None = phrase("class of the index, or the two that it lies between")
    why_no_index: Phrase | None = phrase("what is missing for an index")
    weakest: str = text("indicator with the lowest mean score")
    weakest_score: float | None = number("mean score of that indicator", unit=OF_HUNDRED)
    backgrounds: str = text("backgrounds in use")
    flipping: tuple[DependsOnBackground, ...] = phrase(
        "indices whose class depends on the background"
    )
    unverified: str = text("sets whose unverified rows may be used")
    fitting: str = text("known backgrounds that fit what was measured")
    reference_element: str = text("element that enrichment is measured against")


OVERVIEW = Table("overview", Overview, "The country in one row", "No country.")
