"""Counts of the whole page, which sections and summary quote."""

from __future__ import annotations

from workbench.findings.rows import Phrase, count, phrase, row, text, year
from workbench.findings.tables import Table


@row
class Overview:
    """What the reports of an area come to together."""

    area_name: str = text("area")
    n_reports: int = count("reports that there are")
    n_made: int = count("reports with findings")
    act: tuple[Phrase, ...] = phrase("reports that call for attention", is_list=True)
    watch: tuple[Phrase, ...] = phrase("reports with something to be watched", is_list=True)
    unclear: tuple[Phrase, ...] = phrase("reports that cannot tell", is_list=True)
    fine: tuple[Phrase, ...] = phrase("reports that found no concern", is_list=True)
    without_data: tuple[Phrase, ...] = phrase("reports without data", is_list=True)
    not_made: tuple[Phrase, ...] = phrase("reports that could not be made", is_list=True)
    missing: tuple[Phrase, ...] = phrase("reports that nobody asked for", is_list=True)
    n_act: int = count("reports that call for attention")
    n_watch: int = count("reports with something to be watched")
    n_unclear: int = count("reports that cannot tell")
    n_fine: int = count("reports that found no concern")
    n_without_data: int = count("reports without data")
    n_not_made: int = count("reports that could not be made")
    n_missing: int = count("reports that nobody asked for")
    n_compared: int = count("numbers that two reports give of the same substance")
    n_differing: int = count("of those, that differ without a reason that the results hold")
    first_year: int | None = year("first year of the data")
    last_year: int | None = year("last year of the data")


OVERVIEW = Table("overview", Overview, "The reports in figures", "No report was made.")
