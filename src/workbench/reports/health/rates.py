"""Cases and rates of outcomes and areas as they may be shown: small counts are suppressed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from workbench.errors import VocabularyError
from workbench.findings import Result
from workbench.findings.rows import code, count, number, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.rates.disclosure import Hidden, rounded
from workbench.methods.rates.standardisation import direct_rates, standardised_ratios
from workbench.methods.spatial.smoothing import smooth_with_limits
from workbench.presentation import charts
from workbench.presentation.figure import captioned
from workbench.presentation.html import Picture, Text
from workbench.presentation.style import DETECT, QUIET, Mark
from workbench.reports.health.basis import Basis
from workbench.reports.health.basis.counts import BOTH_SEXES, Counted, CountedArea
from workbench.reports.health.basis.questions import SEX_NAMES
from workbench.reports.health.parameters import Parameters
from workbench.reports.health.phrases import StudyYears
from workbench.reports.report import Section, years_between
from workbench.store.editions import SEX, Edition
from workbench.store.people import Areas, Outcomes
from workbench.vocabulary.people.standard_populations import standard_weights
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

FIRST_AGE = r"^(\d+)"  # of 5-9, and of 85+
PER, PER_UNIT = 100_000, "1/100 000 person-years"
MOST_AREAS = 20  # on the page
LARGEST_UNRELIABLE = 16  # counts below it have a relative standard error of 25 % or more
OUTCOME, CONTROL = "outcome", "negative control"
HIDDEN, UNRELIABLE, NO_CASES = "hidden", "unreliable", "no cases"
FEW = Mark(QUIET, "s", filled=False)


@row
class OutcomeSummary:
    """An outcome and sex over all areas; what may not be shown is missing."""

    outcome: str = code("outcome", "what was counted", "Outcome")
    sex: str = code("sex", "in whom", "Sex")
    role: str = code("role-of-outcome", "outcome, or negative control", "Role")
    n_areas: int = count("areas with people", "Areas")
    cases: float | None = number("cases in these areas; missing where hidden", "Cases", unit="1")
    n_strata: int = count("strata of sex, age and group of people", "Strata")
    direct_rate: float | None = number(
        "rate at the ages of a standard population", "Rate", unit=PER_UNIT, default=None
    )
    direct_rate_lower: float | None = number(
        "lower limit (Dobson)", "Lower limit", unit=PER_UNIT, lower_of="direct_rate", default=None
    )
    direct_rate_upper: float | None = number(
        "upper limit (Dobson)", "Upper limit", unit=PER_UNIT, upper_of="direct_rate", default=None
    )
    completeness: float | None = share("least completeness that the register gives", "Completeness")
    source: str = text("register", "Register")
    expected: float | None = number("cases expected by sex and age", unit="1")
    standard: str = text("name of the rates that the expected cases rest on, or as given")
    allows_for: str = code("allows-for-people", "what the expected cases allow for")
    standard_population: str | None = text("that population", default=None)
    years: StudyYears = phrase("years of the cases")


@row
class AreaRatio:
    """Cases of an area against expected ones; what may not be shown is missing."""

    outcome: str = code("outcome", "what was counted, both sexes", "Outcome")
    name: str = text("its name", "Area")
    cases: float | None = number("cases; missing where hidden", "Cases", unit="1", default=None)
    expected: float | None = number("cases expected by sex and age", "Expected", unit="1")
    smr: float | None = number(
        "cases over expected ones; missing where hidden", "Ratio", unit="1", default=None
    )
    smr_lower: float | None = number(
        "lower limit (exact)", "Lower limit", unit="1", lower_of="smr", default=None
    )
    smr_upper: float | None = number(
        "upper limit (exact)", "Upper limit", unit="1", upper_of="smr", default=None
    )
    smoothed: float | None = number(
        "ratio drawn to the mean of all areas (empirical Bayes, Marshall)",
        "Smoothed",
        unit="1",
        default=None,
        apart_from="smr",
    )
    smoothed_lower: float | None = number(
        "lower limit", unit="1", lower_of="smoothed", default=None
    )
    smoothed_upper: float | None = number(
        "upper limit", unit="1", upper_of="smoothed", default=None
    )
    above_one: float | None = share(
        "probability that the true ratio is above one (gamma distribution)",
        "Probability above one",
        default=None,
    )
    note: str = code("note-on-count", "hidden, no cases, unreliable, or nothing", "Note")
    area_id: str = text("area")


@row
class RatiosDrawn:
    """Areas of the outcome that is drawn."""

    outcome: str = code("outcome", "what was counted")
    n_areas: int = count("areas that are drawn")
    lowest: float | None = number("lowest ratio", unit="1")
    highest: float | None = number("highest ratio", unit="1")
    unreliable_below: int = count("cases below which a ratio is unreliable")


OUTCOMES = Table("outcomes", OutcomeSummary, "Outcomes", "No outcome.")
AREAS = Table("areas", AreaRatio, "Cases and expected cases of each area", "No area.", MOST_AREAS)
CASES = Message("cases-counted", OutcomeSummary, "cases")
FIGURE = Message("figure-ratios", RatiosDrawn)
FIGURE_ALT = Message("figure-ratios-row", RatiosDrawn)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Describe outcomes and areas, without a count that may not be shown."""
    yield OUTCOMES.filled(_outcome_rows(basis))
    yield AREAS.filled(_area_rows(basis))


def _outcome_rows(basis: Basis) -> dict[str, OutcomeSummary]:
    """Describe the outcomes, the negative control last."""
    counts, totals = basis.counts, basis.totals_hidden
    roles = [*([OUTCOME] * len(counts.outcomes)), *([CONTROL] * len(counts.controls))]
    return {
        f"{one.outcome}:{one.sex}": _outcome_row(
            one, basis, role, hidden=totals[one.outcome, one.sex]
        )
        for one, role in zip(counts.all, roles, strict=True)
    }


def _area_rows(basis: Basis) -> dict[str, AreaRatio]:
    """Describe the areas, both sexes: those by sex would let counts be subtracted."""
    areas = basis.linked.areas
    names = dict(zip(map(str, areas.index), areas[Areas.name].fillna(""), strict=True))
    made: dict[str, AreaRatio] = {}
    for one in basis.counts.outcomes:
        if one.sex == BOTH_SEXES:
            hidden = basis.hidden[one.outcome, one.sex]
            made |= area_rows(one, names, hidden, basis.parameters)
    return made


def area_rows(
    counted: Counted, names: Mapping[str, str], hidden: Hidden, parameters: Parameters
) -> dict[str, AreaRatio]:
    """Describe the areas of one outcome, both sexes, as they may be published.

    Parameters
    ----------
    counted : Counted
        Outcome and sex.
    names : mapping of str to str
        Name of each area.
    hidden : Hidden
        What may not be shown.
    parameters : Parameters
        Of the report.

    Returns
    -------
    dict of str to AreaRatio
        By outcome and area; a hidden count is missing.
    """
    smoothed = _smoothed(counted, hidden, parameters.confidence)
    ratios = standardised_ratios(counted.cases, counted.expected, confidence=parameters.confidence)
    rows = {}
    for place, (area, cases) in enumerate(counted.cases.items()):
        one = AreaRatio(
            outcome=counted.outcome,
            area_id=str(area),
            name=names.get(str(area), "") or str(area),
            # expected cases add up to the total
            expected=None if hidden.groups[0] else rounded(counted.expected.iloc[place]),
            note=HIDDEN,
        )
        if not hidden.cells[place]:
            one = replace(
                one,
                cases=cases,
                smr=rounded(ratios.ratios[place]),
                smr_lower=rounded(ratios.lower[place]),
                smr_upper=rounded(ratios.upper[place]),
                smoothed=smoothed[place].ratio,
                smoothed_lower=smoothed[place].lower,
                smoothed_upper=smoothed[place].upper,
                above_one=smoothed[place].above_one,
                note=_note(cases),
            )
        rows[f"{counted.outcome}:{area}"] = one
    return rows


@dataclass(frozen=True)
class _Smoothed:
    """A smoothed ratio as it is shown; None where there is none."""

    ratio: float | None = None
    lower: float | None = None
    upper: float | None = None
    above_one: float | None = None


def _smoothed(counted: Counted, hidden: Hidden, confidence: float) -> list[_Smoothed]:
    """Ratios drawn to the mean of all areas, with limits; hidden areas count by their sum alone.

    Where the total is hidden too, only the areas that are shown can be used.
    """
    expected = counted.expected.to_numpy()
    used = expected > 0
    if hidden.groups[0]:
        used &= ~hidden.cells
    made = [_Smoothed() for _ in expected]
    if not counted.cases.to_numpy()[used].any():
        return made
    found = smooth_with_limits(
        counted.cases[used], expected[used], pooled=hidden.cells[used], confidence=confidence
    )
    columns = (found.ratios, found.lower, found.upper, found.chance_above_one)
    for place, values in zip(np.flatnonzero(used), zip(*columns, strict=True), strict=True):
        made[place] = _Smoothed(*map(rounded, values))
    return made


def _note(cases: float) -> str:
    """Say how far a shown count can be relied on."""
    if not cases:
        return NO_CASES
    return UNRELIABLE if cases < LARGEST_UNRELIABLE else ""


def _outcome_row(counted: Counted, basis: Basis, role: str, *, hidden: bool) -> OutcomeSummary:
    """Describe an outcome and sex over all areas; without cases where the total is hidden."""
    outcomes, parameters = basis.linked.outcomes, basis.parameters
    own = outcomes[outcomes[Outcomes.outcome] == counted.outcome]
    found = OutcomeSummary(
        outcome=counted.outcome,
        sex=SEX_NAMES[counted.sex],
        role=role,
        n_areas=len(counted.areas),
        cases=None if hidden else float(counted.cases.sum()),
        expected=None if hidden else round(float(counted.expected.sum()), 1),
        n_strata=counted.n_strata,
        standard=counted.standard,
        allows_for=" ".join(counted.allows_for) or "nothing",
        years=years_between(StudyYears, counted.years[0], counted.years[-1]),
        completeness=own[Outcomes.completeness].min(),
        source="; ".join(sorted(set(own[Outcomes.source].dropna()) - {""})),
    )
    return found if hidden else _with_direct_rate(found, counted.ages, parameters)


def _with_direct_rate(
    found: OutcomeSummary, ages: pd.DataFrame, parameters: Parameters
) -> OutcomeSummary:
    """Add the rate at the ages of a standard population; none where ages do not fit."""
    starts = ages.index.str.extract(FIRST_AGE, expand=False)
    if starts.isna().any():
        return found
    first = pd.Series(starts.astype(int), index=ages.index).sort_values()
    in_order = ages.loc[first.index]
    try:
        weights = standard_weights(parameters.standard_population, list(first))
    except VocabularyError:
        return found
    direct = direct_rates(
        [in_order[CountedArea.cases]],
        [in_order[CountedArea.person_years]],
        weights,
        confidence=parameters.confidence,
    )
    return replace(
        found,
        direct_rate=rounded(PER * direct.rates[0]),
        direct_rate_lower=rounded(PER * direct.lower[0]),
        direct_rate_upper=rounded(PER * direct.upper[0]),
        standard_population=parameters.standard_population,
    )


def editions(result: Result) -> Iterator[Edition]:
    """Give the counts of areas and sexes that a result shows, by outcome, and which it hides.

    Parameters
    ----------
    result : Result
        Of the health report.

    Returns
    -------
    iterator of Edition
        Two an outcome.
    """
    areas = list(result.of(AREAS).values())
    totals = list(result.of(OUTCOMES).values())
    sexes = {name: sex for sex, name in SEX_NAMES.items()}
    for one in [one for one in totals if one.sex == SEX_NAMES[BOTH_SEXES]]:
        years = one.years.first_year, one.years.last_year or one.years.first_year
        by_sex = {sexes[each.sex]: each.cases for each in totals if each.outcome == one.outcome}
        yield Edition(result.area, one.outcome, years, by_sex, SEX)
        cells = {area.area_id: area.cases for area in areas if area.outcome == one.outcome}
        if cells and one.role == OUTCOME:
            yield Edition(result.area, one.outcome, years, cells)


def say(tables: Tables) -> Iterator[Said]:
    """Tell how many cases there are and how they were standardised."""
    for name in tables.of(OUTCOMES):
        yield said(CASES, OUTCOMES, name, main="cases")


def ratios(tables: Tables, words: Words) -> Picture | Text:
    """Draw observed over expected cases of the areas of the first outcome, in order."""
    areas = _of_first_outcome(tables)
    if not areas:
        return Text(words.plain("figure-ratios-none"))
    values = [
        charts.caterpillar.Value(
            _known(one.smr),
            _known(one.smr_lower),
            _known(one.smr_upper),
            FEW if one.note else DETECT,
        )
        for one in areas
    ]
    figure = charts.caterpillar.draw(
        values, words.plain("axis-areas"), words.plain("axis-observed-expected")
    )
    about = RatiosDrawn(
        outcome=areas[0].outcome,
        n_areas=len(areas),
        lowest=areas[0].smr,
        highest=areas[-1].smr,
        unreliable_below=LARGEST_UNRELIABLE,
    )
    told = words.sentence(FIGURE_ALT, about).text
    return captioned(figure, (FIGURE, about), [told], words)


def _of_first_outcome(tables: Tables) -> list[AreaRatio]:
    """Areas of the first outcome whose cases may be shown, from the lowest ratio to the highest."""
    areas = [one for one in tables.of(AREAS).values() if one.smr is not None]
    own = [one for one in areas if one.outcome == areas[0].outcome]
    return sorted(own, key=lambda one: _known(one.smr))


def _known(value: float | None) -> float:
    """Give a number to a drawing; NaN, which is not drawn, where it is missing."""
    return math.nan if value is None else value


SECTION: Section[Basis] = Section(
    name="rates",
    tables=(OUTCOMES, AREAS),
    compute=compute,
    say=say,
    messages=(CASES, FIGURE, FIGURE_ALT),
    figures={"ratios": ratios},
)
