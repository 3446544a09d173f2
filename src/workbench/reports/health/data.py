"""What the data hold: rows linked to areas, exposures, and what to verify in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from workbench.findings.excluded import Named
from workbench.findings.rows import Phrase, code, count, number, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.reports.health.basis import Basis
from workbench.reports.health.basis.counts import BOTH_SEXES, Counted, CountedArea
from workbench.reports.health.basis.exposure import (
    MG_KG,
    OF_SOIL,
    ExposedArea,
    Exposure,
    SampledDepth,
)
from workbench.reports.health.basis.linkage import Linked, LinkedTable
from workbench.reports.health.parameters import Parameters
from workbench.reports.health.phrases import StudyYear, StudyYears
from workbench.reports.report import Section, years_between
from workbench.store.people import Covariates, Outcomes
from workbench.words.messages import Message
from workbench.words.said import Said, said

SHARE_AT_MOST = 1.0
INCOMPLETE = 0.9
MOST_PAIRS = 3  # of age bands that cross, which a sentence names
TAILS_AND_MEDIAN = [0.05, 0.5, 0.95]
TO_CHECK = "to be checked"
CAVEATS = ("caveat-exposure",)


@row
class CasesNotWhole(Phrase):
    """Cases that are no whole numbers."""


@row
class LowCompleteness(Phrase):
    """Rows with a low completeness of the register."""

    least: float = share("completeness below which rows are counted")


@row
class NothingExpected(Phrase):
    """Areas in which no case is expected."""


@row
class BorrowedYears(Phrase):
    """Years whose population is that of another year."""

    years: tuple[StudyYear, ...] = phrase("the years", is_list=True)


@row
class StrataWithoutPeople(Phrase):
    """Strata of areas with cases and without population."""


@row
class AreasWithoutPeople(Phrase):
    """Areas with cases and without population."""


@row
class BetweenCensuses(Phrase):
    """Years whose population lies on a straight line between two censuses."""

    years: tuple[StudyYear, ...] = phrase("the years", is_list=True)


@row
class MidYearPeople(Phrase):
    """Persons in the middle of the year are taken as person-years."""


@row
class CasesOfRates(Phrase):
    """Cases that were worked out from rates."""


@row
class RatesDoNotFit(Phrase):
    """Rates that give no whole cases with the population of the store."""


@row
class ExpectedInSome(Phrase):
    """Expected cases that the register gives for some rows only."""


@row
class SilentAreas(Phrase):
    """Areas with years for which no case was reported, though several were expected."""


@row
class LooksLikePercent(Phrase):
    """Shares that look like percentages."""


@row
class JoinedAges(Phrase):
    """Age bands of register and population that were joined."""

    bands: tuple[Named, ...] = phrase("the bands that they were joined into", is_list=True)


@row
class CrossingBands(Phrase):
    """Two age bands of which neither lies within the other."""

    band: str = text("the first")
    other: str = text("the second")


@row
class CrossingAges(Phrase):
    """Age bands of register and population that cross."""

    pairs: tuple[CrossingBands, ...] = phrase("the first of the pairs", is_list=True)


@row
class CountedOutcome(Phrase):
    """An outcome that is counted."""

    outcome: str = code("outcome", "what was counted")


@row
class DataNote:
    """Something in the data that a reader should verify."""

    what: Phrase = phrase("table, outcome or covariate", "Of")
    doubt: Phrase | tuple[Phrase, ...] = phrase("what was noticed", "Noticed")
    n_rows: int = count("rows, areas or age bands", "Rows, areas or age bands")


@row
class ExposureSummary:
    """An exposure, summarised over the areas."""

    exposure: Phrase = phrase("substance or covariate", "Exposure")
    n_samples: int = count("samples in areas", "Samples")
    n_areas: int = count("areas with a value", "Areas")
    n_areas_few: int = count("areas with too few samples for one", "Too few samples")
    share_non_detects: float | None = share("samples below their limit", "Non-detects")
    p5: float | None = number("fifth percentile of the areas", "5th percentile", unit=MG_KG)
    median: float | None = number("median of the areas", "Median", unit=MG_KG)
    p95: float | None = number("95th percentile of the areas", "95th percentile", unit=MG_KG)
    years: StudyYears = phrase("years that it was measured in", "Years")
    depths: tuple[SampledDepth, ...] = phrase("depths that were sampled", "Depth")
    kind: str = code("kind-of-exposure", "soil samples or covariate")
    unit: str = text("unit of the exposure")
    increment: str = code("increment", "what a rate ratio is per")


STEPS = Table("steps", LinkedTable, "Rows linked to areas", "No health data by area.")
EXPOSURES = Table("exposures", ExposureSummary, "Exposure of the areas", "No exposure.")
DOUBTS = Table(
    "doubts", DataNote, "What to verify in the data", "Nothing to verify was noticed in the data."
)
SOIL = Message("exposure-soil", ExposureSummary, "exposure")
COVARIATE = Message("exposure-covariate", ExposureSummary, "exposure")
DOUBT = Message("data-note", DataNote, "doubt")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Count what was linked, summarise exposures, and list what to verify."""
    yield STEPS.filled(dict(basis.linked.steps))
    yield EXPOSURES.filled({one.code: _summary(one) for one in basis.exposures})
    found = _noticed(basis.linked, basis.counts.all, basis.parameters)
    yield DOUBTS.filled({f"{place}": one for place, one in enumerate(found, start=1) if one.n_rows})


def _summary(one: Exposure) -> ExposureSummary:
    """Summarise an exposure over the areas."""
    values = one.areas[ExposedArea.value].dropna()
    low, median, high = np.quantile(values, TAILS_AND_MEDIAN) if len(values) else [None] * 3
    return ExposureSummary(
        exposure=one.name,
        kind=one.kind,
        n_samples=one.n_samples,
        n_areas=len(values),
        n_areas_few=one.areas[ExposedArea.value].isna().sum(),
        share_non_detects=one.share_non_detects if one.kind == OF_SOIL else None,
        p5=low,
        median=median,
        p95=high,
        unit=one.unit,
        increment=one.increment,
        years=years_between(StudyYears, *one.years),
        depths=one.depths,
    )


def _noticed(together: Linked, counts: Sequence[Counted], parameters: Parameters) -> list[DataNote]:
    """List what could be noticed, each with how many rows or areas it is about."""
    return [
        *(_note(one.kind, one.why, one.count or 0) for one in together.repeated),
        *_of_cases(together),
        *(note for one in counts if one.sex == BOTH_SEXES for note in _of_counts(one)),
        *_of_shares(together, parameters),
        *_of_forms(together, counts),
    ]


def _note(what: str | Phrase, doubt: Phrase | tuple[Phrase, ...], n_rows: int) -> DataNote:
    """Note about a table, an outcome or a covariate."""
    named = Named(name=what) if isinstance(what, str) else what
    return DataNote(what=named, doubt=doubt, n_rows=n_rows)


def _of_cases(together: Linked) -> Iterator[DataNote]:
    """Note what is odd in the rows of outcomes as they were given."""
    outcomes = together.outcomes
    cases = outcomes[Outcomes.cases]
    yield _note("outcomes", CasesNotWhole(), int((cases != cases.round()).sum()))
    thin = outcomes[Outcomes.completeness] < INCOMPLETE
    yield _note("outcomes", LowCompleteness(least=INCOMPLETE), int(thin.sum()))


def _of_forms(together: Linked, counts: Sequence[Counted]) -> Iterator[DataNote]:
    """Note how persons became person-years, rates cases, and expected cases were not used."""
    people, given = together.people, together.cases
    yield _note("outcomes", CasesOfRates(), given.n_rates)
    yield _note("outcomes", RatesDoNotFit(), 0 if given.fits else given.n_rates)
    for one in counts:
        if one.sex == BOTH_SEXES:
            yield _note(CountedOutcome(outcome=one.outcome), ExpectedInSome(), one.n_expected)
    between = tuple(StudyYear(year=year) for year in people.between)
    yield _note("population", BetweenCensuses(years=between), len(between))
    yield _note("population", MidYearPeople(), people.n_mid_year)


def _of_counts(one: Counted) -> Iterator[DataNote]:
    """Note what is odd in one outcome and its population."""
    zero = (one.areas[CountedArea.expected] <= 0) & (one.areas[CountedArea.person_years] > 0)
    borrowed = tuple(StudyYear(year=year) for year in one.years_borrowed)
    outcome = CountedOutcome(outcome=one.outcome)
    yield _note(outcome, NothingExpected(), int(zero.sum()))
    yield _note(outcome, BorrowedYears(years=borrowed), len(borrowed))
    yield _note(outcome, StrataWithoutPeople(), one.n_unplaced)
    yield _note(outcome, AreasWithoutPeople(), len(one.without_people))
    yield _note(outcome, SilentAreas(), len(one.silent))
    yield from _of_ages(one)


def _of_ages(one: Counted) -> Iterator[DataNote]:
    """Note which age bands of register and population are not the same."""
    outcome = CountedOutcome(outcome=one.outcome)
    crossing = one.bands.crossing
    pairs = tuple(CrossingBands(band=band, other=other) for band, other in crossing[:MOST_PAIRS])
    joined = tuple(Named(name=band) for band in one.bands.joined)
    yield _note(outcome, JoinedAges(bands=joined), len(joined))
    yield _note(outcome, CrossingAges(pairs=pairs), len(crossing))


def _of_shares(together: Linked, parameters: Parameters) -> Iterator[DataNote]:
    """Shares that were given in percent: their unit is 1, and they are above one."""
    covariates = together.covariates
    for name in (*parameters.demography, *parameters.confounders):
        own = covariates[covariates[Covariates.name] == name]
        shares = own[own[Covariates.unit] == "1"][Covariates.value]
        above = shares > SHARE_AT_MOST
        looks_like_percent = bool(len(shares)) and shares.min() >= 0 and np.mean(above) > 1 / 2
        yield _note(name, LooksLikePercent(), int(above.sum()) if looks_like_percent else 0)


def say(tables: Tables) -> Iterator[Said]:
    """Tell how exposure was measured, and what to verify in the data."""
    for name, one in tables.of(EXPOSURES).items():
        if one.n_samples:
            yield said(SOIL, EXPOSURES, name, main="median")
        else:
            yield said(COVARIATE, EXPOSURES, name)
    for name in tables.of(DOUBTS):
        yield said(DOUBT, DOUBTS, name, grade=TO_CHECK)


def notes(tables: Tables) -> tuple[str, ...]:
    """Remind of the error of exposure."""
    return CAVEATS if tables.of(EXPOSURES) else ()


SECTION: Section[Basis] = Section(
    name="data",
    tables=(STEPS, EXPOSURES, DOUBTS),
    compute=compute,
    say=say,
    messages=(SOIL, COVARIATE, DOUBT),
    notes=notes,
)
