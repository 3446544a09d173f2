"""Declares the counts of the whole report; the summary works them out, sections quote them."""

from __future__ import annotations

from workbench.findings.excluded import Named
from workbench.findings.rows import Phrase, Table, code, count, phrase, row, share, text
from workbench.reports.health.phrases import StudyYears


@row
class EcologicalStudy(Phrase):
    """The kind of study that area-level data allow."""


@row
class UnnamedRegister(Phrase):
    """A register whose name is not stated."""


@row
class NoControl(Phrase):
    """No negative control outcome was named."""


@row
class NoQuestion(Phrase):
    """Why no question was put."""

    because: str = code("no-question", "what is missing")


@row
class Overview:
    """Counts of the whole report."""

    area_name: str = text("country")
    years: StudyYears | None = phrase("years of the cases")
    registers: tuple[Phrase, ...] = phrase("registers that counted them", is_list=True)
    n_areas: int = count("areas of the country")
    n_questions: int = count("pairs of exposure and outcome, by sex")
    no_question: NoQuestion | None = phrase("why no question was put; missing where one was")
    n_prespecified: int = count("of those, named before the data were seen")
    n_consistent: int = count("with grade A")
    n_sensitive: int = count("with grade B")
    n_crude_only: int = count("with grade C")
    n_not_detected: int = count("with grade D")
    n_not_assessable: int = count("with grade X")
    control: Named | NoControl = phrase("negative control outcome")
    smallest_count: int = count("least count above zero that is shown")
    confidence: float = share("level of the intervals")
    n_islands: int = count("areas without a neighbour")
    design: EcologicalStudy = phrase("what kind of study this is")


OVERVIEW = Table("overview", Overview, "The report in figures", "Nothing was read.")
