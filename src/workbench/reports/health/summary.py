"""What the page begins with: the counts of the whole report and the key messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.findings import told_count
from workbench.findings.excluded import Named
from workbench.findings.rows import Phrase, code, count, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.rates import grades
from workbench.reports.health import biomonitoring, guidance, years
from workbench.reports.health.basis import Basis
from workbench.reports.health.basis.linkage import Linked
from workbench.reports.health.biomonitoring import LEVELS
from workbench.reports.health.phrases import StudyYears
from workbench.reports.health.rates import OUTCOME, OUTCOMES
from workbench.reports.report import Summary, by_grade, only, span
from workbench.store.people import Areas, Biomonitoring, Outcomes
from workbench.vocabulary import places
from workbench.words.messages import Message
from workbench.words.said import Said, said


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
    n_participants: int | None = count("persons with biomonitoring, to the nearest ten")
    n_biomarkers: int = count("substances in people that are shown")
    design: EcologicalStudy = phrase("what kind of study this is")


OVERVIEW = Table("overview", Overview, "The report in figures", "Nothing was read.")


LETTERS = {
    "n_consistent": grades.CONSISTENT,
    "n_sensitive": grades.SENSITIVE,
    "n_crude_only": grades.CRUDE_ONLY,
    "n_not_detected": grades.NOT_DETECTED,
    "n_not_assessable": grades.NOT_ASSESSABLE,
}
GRADED = Message("study-graded", Overview, "design")
RATES_ALONE = Message("study-rates-alone", Overview, "design")
PEOPLE_ALONE = Message("study-biomonitoring-alone", Overview, "design")
NO_DATA = Message("study-without-data", Overview, "design")
CAVEATS = ("caveat-person", "caveat-elsewhere")


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Count what the whole report holds."""
    parameters, together = basis.parameters, basis.linked
    names = [one.grade.name for one in basis.judged]
    control = parameters.negative_control
    counts = Overview(
        area_name=places.place_name(parameters.area),
        years=span(StudyYears, together.outcomes[Outcomes.year]),
        registers=_registers(together),
        n_areas=len(together.areas),
        n_questions=len(basis.judged),
        no_question=None if basis.judged else NoQuestion(because=_missing(basis)),
        n_prespecified=sum(one.question.prespecified for one in basis.judged),
        control=Named(name=control) if control else NoControl(),
        smallest_count=parameters.smallest_count,
        confidence=parameters.confidence,
        n_islands=0 if basis.neighbours is None else len(basis.neighbours.islands),
        n_participants=told_count(_participants(basis)),
        n_biomarkers=len(biomonitoring.latest(tables)),
        design=EcologicalStudy(),
        **{column: names.count(name) for column, name in LETTERS.items()},
    )
    yield OVERVIEW.filled({parameters.area: counts})


def _participants(basis: Basis) -> int:
    """Count the persons of all waves, one of two waves twice."""
    persons = basis.frames[Biomonitoring.table]
    return len(persons.drop_duplicates([Biomonitoring.participant, Biomonitoring.year]))


def _missing(basis: Basis) -> str:
    """Say what is missing for any question: the first thing that is."""
    frames, together = basis.frames, basis.linked
    missing = {
        "outcomes": frames[Outcomes.table].empty,
        "areas": frames[Areas.table].empty,
        "linked outcomes": together.outcomes.empty,
        "population": together.population.empty,
        "asked outcome": not basis.counts.outcomes,
        "asked exposure": bool(basis.parameters.exposures),
    }
    return next((what for what, is_missing in missing.items() if is_missing), "exposure")


def _registers(together: Linked) -> tuple[Phrase, ...]:
    """Name the registers, or say that none is named."""
    named = sorted(set(together.outcomes[Outcomes.source].dropna()) - {""})
    return tuple(Named(name=one) for one in named) or (UnnamedRegister(),)


def say(tables: Tables) -> Iterator[Said]:
    """Name the design and the areas, and how many questions got which grade."""
    area, counts = only(tables, OVERVIEW)
    if counts.no_question is None:
        yield said(GRADED, OVERVIEW, area, main="n_areas")
    elif people_alone(tables):
        yield said(PEOPLE_ALONE, OVERVIEW, area, main="n_participants")
    else:
        yield said(RATES_ALONE, OVERVIEW, area, grade="missing", main="n_areas")


def has_outcomes(tables: Tables) -> bool:
    """Whether an outcome could be counted."""
    return any(one.role == OUTCOME for one in tables.of(OUTCOMES).values())


def people_alone(tables: Tables) -> bool:
    """Whether there is biomonitoring and no outcome: then the page goes without the other parts."""
    return bool(tables.of(LEVELS)) and not has_outcomes(tables)


def no_data(tables: Tables) -> Said | None:
    """Say what is missing where there is neither outcome nor biomonitoring, and what would help."""
    if has_outcomes(tables) or tables.of(LEVELS):
        return None
    area, _ = only(tables, OVERVIEW)
    return said(NO_DATA, OVERVIEW, area, grade="missing")


def key(_: Tables, listed: Sequence[Said]) -> list[Said]:
    """Choose the kind of study, then questions by grade or else trends, then biomonitoring."""
    designs = [one for one in listed if one.message in {GRADED, RATES_ALONE, PEOPLE_ALONE}]
    graded = by_grade(listed, tuple(LETTERS.values()))
    trends = [one for one in listed if one.message == years.TREND]
    people = [
        one
        for message in (guidance.ABOVE, biomonitoring.LEVEL)
        for one in listed
        if one.message == message
    ]
    return [*designs, *(graded or trends), *people]


def notes(tables: Tables) -> tuple[str, ...]:
    """Remind of what no report of this kind can show."""
    return () if people_alone(tables) else CAVEATS


SUMMARY: Summary[Basis] = Summary(
    name="summary",
    tables=(OVERVIEW,),
    compute=compute,
    say=say,
    messages=(GRADED, RATES_ALONE, PEOPLE_ALONE, NO_DATA),
    notes=notes,
    no_data=no_data,
    key=key,
)
