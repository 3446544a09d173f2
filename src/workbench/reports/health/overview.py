"""The counts of the whole report, in one row."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.findings.rows import Table, count, row, share, text
from workbench.inputs.tables import Frames
from workbench.methods.neighbours import Neighbours
from workbench.reports.health import grades
from workbench.reports.health.definitions import Parameters
from workbench.reports.health.judge import Judged
from workbench.reports.health.linkage import Linked, span
from workbench.vocabulary import places

DESIGN = "area-level (ecological) correlation study"
LETTERS = {
    "n_consistent": grades.CONSISTENT,
    "n_sensitive": grades.SENSITIVE,
    "n_crude_only": grades.CRUDE_ONLY,
    "n_not_detected": grades.NOT_DETECTED,
    "n_not_assessable": grades.NOT_ASSESSABLE,
}


@row
class Overview:
    """Counts of the whole report."""

    area_name: str = text("country")
    years: str = text("years of the cases")
    registers: str = text("registers that counted them")
    n_areas: int = count("areas of the country")
    n_questions: int = count("pairs of exposure and outcome, by sex")
    no_question: str = text("why no question was put; empty where one was")
    n_prespecified: int = count("of those, named before the data were seen")
    n_consistent: int = count("with grade A")
    n_sensitive: int = count("with grade B")
    n_crude_only: int = count("with grade C")
    n_not_detected: int = count("with grade D")
    n_not_assessable: int = count("with grade X")
    control: str = text("negative control outcome")
    smallest_count: int = count("least count above zero that is shown")
    confidence: float = share("level of the intervals")
    n_islands: int = count("areas without a neighbour")
    design: str = text("what kind of study this is")


OVERVIEW = Table("overview", Overview, "The report in figures", "Nothing was read.")


def overview(
    parameters: Parameters,
    together: Linked,
    judged: Sequence[Judged],
    neighbours: Neighbours | None,
    absent: str,
) -> Overview:
    """Count what the whole report holds.

    Parameters
    ----------
    parameters : Parameters
        Of the report.
    together : Linked
        Tables of the country.
    judged : sequence of Judged
        Questions with their grades.
    neighbours : Neighbours or None
        Of all areas; None where none are on file.
    absent : str
        Why no question was put; empty where one was.
    """
    names = [one.grade.name for one in judged]
    return Overview(
        area_name=places.place_name(parameters.area),
        years=span(together.outcomes["year"]),
        registers=_registers(together),
        n_areas=len(together.areas),
        n_questions=len(judged),
        no_question=absent,
        n_prespecified=sum(one.question.prespecified for one in judged),
        control=parameters.negative_control or "none",
        smallest_count=parameters.smallest_count,
        confidence=parameters.confidence,
        n_islands=0 if neighbours is None else len(neighbours.islands),
        design=DESIGN,
        **{column: names.count(name) for column, name in LETTERS.items()},
    )


def no_question(data: Frames, together: Linked, parameters: Parameters, *, counted: bool) -> str:
    """Say what is missing for any question: the first thing that is.

    Parameters
    ----------
    data : Frames
        What the store gives for the country.
    together : Linked
        Tables of the country.
    parameters : Parameters
        Of the report.
    counted : bool
        Whether any outcome that was asked for could be counted.
    """
    on_file = "the store holds health outcomes by area"
    reasons = {
        "the store holds no health outcomes by area": data["outcomes"].empty,
        f"{on_file}, and not the areas": data["areas"].empty,
        f"{on_file}, and none is of an area on file": together.outcomes.empty,
        f"{on_file}, and no population of these areas": together.population.empty,
        "no outcome that was asked for is on file": not counted,
        "no exposure that was asked for is on file": bool(parameters.exposures),
    }
    otherwise = (
        "no exposure is on file, as no soil sample of a contaminant is, and none of the covariates "
        "was named as one"
    )
    return next((why for why, holds in reasons.items() if holds), otherwise)


def _registers(together: Linked) -> str:
    """Name the registers, or say that none is named."""
    named = together.outcomes["source"].dropna()
    return ", ".join(sorted(set(named) - {""})) or "a register that is not named"
