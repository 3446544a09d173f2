"""Names that several parts of the health report use, worded in the catalogue."""

from __future__ import annotations

from workbench.findings.rows import Phrase, code, phrase, row, year


@row
class SoilExposure(Phrase):
    """A substance in soil, as an exposure."""

    substance: str = code("substance", "code of the substance")


@row
class HealthQuestion(Phrase):
    """An exposure, an outcome and a sex."""

    exposure: Phrase = phrase("substance or covariate")
    outcome: str = code("outcome", "what was counted")
    sex: str = code("sex", "in whom")


@row
class StudyYears(Phrase):
    """First and last year of data."""

    first_year: int = year("first year")
    last_year: int | None = year("last year; missing where it is the same")


@row
class StudyYear(Phrase):
    """A year."""

    year: int = year("the year")
