"""Declares the counts of the whole report; the summary works them out, sections quote them."""

from __future__ import annotations

from workbench.findings.rows import Phrase, code, count, phrase, row, share, text
from workbench.findings.tables import Table, Tables
from workbench.reports.gaps.phrases import ScopeName
from workbench.reports.report import only


@row
class Overview:
    """Counts of the whole report."""

    area_name: str = text("area")
    wave: str = text("round of the survey")
    wave_before: str = text("round before it")
    answered: str = code("yes-no", "whether the country answered; empty for a region")
    region_name: ScopeName | None = phrase("region of the country")
    role: str = code("role", "who answered for the country")
    frame_source: Phrase | None = phrase("where the list of those that could answer is from")
    n_frame: int = count("countries on that list, of the region or of all")
    n_responses: int = count("responses of the wave, of countries and laboratories of the region")
    n_counted: int = count("of those, responses that are counted")
    n_not_counted: int = count("of those, left out with their reason")
    n_countries_answered: int = count("countries of the area that answered")
    n_contradictions: int = count("contradictions")
    n_conflicts: int = count("items on which two respondents of a country disagree")
    n_ratings: int = count("ratings of the importance of the topic that has the fewest")
    n_rank_moved: int = count("countries whose rank is another with the importance rated")
    n_ranked: int = count("countries that have a rank")
    confidence: float = share("level of the intervals")


OVERVIEW = Table("overview", Overview, "The report in figures", "Nothing was read.")


def is_country(tables: Tables) -> bool:
    """Whether the page is about one country."""
    return bool(only(tables, OVERVIEW)[1].answered)


def is_silent(tables: Tables) -> bool:
    """Whether the page is about a country for which nobody answered."""
    return is_country(tables) and not only(tables, OVERVIEW)[1].n_countries_answered


def area_of(tables: Tables) -> str:
    """Area of the page."""
    return only(tables, OVERVIEW)[0]
