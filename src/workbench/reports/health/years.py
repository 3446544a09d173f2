"""Rates of the whole country by year, and whether they rise or fall."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from workbench.errors import SeriesError
from workbench.findings import Result
from workbench.findings.rows import (
    Phrase,
    code,
    count,
    number,
    phrase,
    probability,
    row,
    share,
    year,
)
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.rates.disclosure import coarse_p, rounded
from workbench.methods.rates.rate_data import rate_data
from workbench.methods.rates.rate_models import Coefficient, coefficient, log_ratio, poisson
from workbench.methods.rates.standardisation import standardised_ratios
from workbench.reports.health import rates
from workbench.reports.health.basis import Basis
from workbench.reports.health.basis.counts import BOTH_SEXES, Counted, CountedArea
from workbench.reports.health.basis.hiding import hidden_years
from workbench.reports.health.parameters import Parameters
from workbench.reports.health.phrases import StudyYear, StudyYears
from workbench.reports.report import Section, years_between
from workbench.store.editions import YEAR as YEAR_OF_EDITION
from workbench.store.editions import Edition
from workbench.store.people import Outcomes
from workbench.words.messages import Message
from workbench.words.said import Said, said

FEWEST_YEARS = 5  # with fewer, a slope and its error are not told apart
REGISTER_CHANGED = 0.05  # difference of the completeness of years that may make a trend
RISING, FALLING, UNCLEAR = "rising", "falling", "unclear"
FEW_YEARS, SUPPRESSED, REFUSED = "few years", "suppressed", "refused"
YEAR, FROM = "year", "from"


@row
class RegisterChanged(Phrase):
    """The completeness of the register is not the same in all years."""

    least: float = share("completeness of the worst year")
    greatest: float = share("completeness of the best year")


@row
class DefinitionChanged(Phrase):
    """Cases were defined, coded or screened for in another way from some years on."""

    years: tuple[StudyYear, ...] = phrase("first years of another definition", is_list=True)


@row
class YearOfOutcome:
    """An outcome in a year over all areas, both sexes; what may not be shown is missing."""

    outcome: str = code("outcome", "what was counted, both sexes", "Outcome")
    year: int = year("year", "Year")
    cases: float | None = number("cases; missing where hidden", "Cases", unit="1", default=None)
    expected: float | None = number(
        "cases expected at the rates of all years together", "Expected", unit="1", default=None
    )
    ratio: float | None = number(
        "cases over expected ones; missing where hidden", "Ratio", unit="1", default=None
    )
    ratio_lower: float | None = number(
        "lower limit (exact)", "Lower limit", unit="1", lower_of="ratio", default=None
    )
    ratio_upper: float | None = number(
        "upper limit (exact)", "Upper limit", unit="1", upper_of="ratio", default=None
    )
    completeness: float | None = share("least completeness that the register gives", "Completeness")


@row
class RateTrend:
    """Change of the rate of an outcome with the years, over all areas and both sexes."""

    outcome: str = code("outcome", "what was counted, both sexes", "Outcome")
    years: StudyYears = phrase("years of the cases", "Years")
    n_years: int = count("years", "Number of years")
    state: str = code("rate-trend", "rising, falling, unclear, or why it is not judged", "Trend")
    change: float | None = share("change of the rate a year", "Change a year", unit="1/year")
    change_lower: float | None = share("lower limit", lower_of="change", unit="1/year")
    change_upper: float | None = share("upper limit", upper_of="change", unit="1/year")
    p: float | None = probability("that the rate is constant", "p")
    needed: int = count("years that a trend needs")
    n_strata: int = count("strata of people that the rates are standardised over; 0: as given")
    remark: tuple[Phrase, ...] = phrase("what else changed", "Remark")


YEARS = Table("years", YearOfOutcome, "Cases and expected cases of each year", "No year.")
TRENDS = Table("rate_trends", RateTrend, "Change of the rates over time", "No outcome.")
TREND = Message("rate-trend-said", RateTrend, "trend")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Count by year, and fit a slope, without a count that may not be shown."""
    by_year: dict[str, YearOfOutcome] = {}
    trends: dict[str, RateTrend] = {}
    for one in basis.counts.outcomes:
        if one.sex != BOTH_SEXES:
            continue
        is_hidden = basis.totals_hidden[one.outcome, one.sex]
        rows = _rows(one, basis, all_hidden=is_hidden)
        by_year |= {f"{one.outcome}:{made.year}": made for made in rows}
        is_partly_hidden = any(made.cases is None for made in rows)
        breaks = definition_breaks(basis.linked.outcomes, one)
        trends[one.outcome] = _trend(one, basis.parameters, breaks, is_hidden=is_partly_hidden)
    yield YEARS.filled(by_year)
    yield TRENDS.filled(trends)


def _rows(one: Counted, basis: Basis, *, all_hidden: bool) -> list[YearOfOutcome]:
    """Describe the years of an outcome as they may be published."""
    counts = one.by_year
    cases, expected = counts[CountedArea.cases], counts[CountedArea.expected]
    hidden = hidden_years(one, basis.rule)
    ratios = standardised_ratios(cases, expected, confidence=basis.parameters.confidence)
    rows = []
    for place, at in enumerate(counts.index):
        complete = counts[Outcomes.completeness].iloc[place]
        known = {"completeness": None if pd.isna(complete) else float(complete)}
        if not (all_hidden or hidden.groups.any() or hidden.cells[place]):
            known |= {
                "cases": float(cases.iloc[place]),
                "expected": rounded(expected.iloc[place]),
                "ratio": rounded(ratios.ratios[place]),
                "ratio_lower": rounded(ratios.lower[place]),
                "ratio_upper": rounded(ratios.upper[place]),
            }
        rows.append(YearOfOutcome(outcome=one.outcome, year=int(at), **known))
    return rows


def definition_breaks(outcomes: pd.DataFrame, one: Counted) -> tuple[int, ...]:
    """Find the years from which on the cases of an outcome are of another definition.

    Parameters
    ----------
    outcomes : DataFrame
        Rows of `outcomes`.
    one : Counted
        The outcome.

    Returns
    -------
    tuple of int
        First year of each definition but the first one; empty where none is given.
    """
    own = outcomes[outcomes[Outcomes.outcome] == one.outcome]
    named = own.assign(definition=own[Outcomes.definition].fillna(""))
    by_year = named.groupby(Outcomes.year)[Outcomes.definition].agg(
        lambda given: " and ".join(sorted(set(given)))
    )
    ordered = by_year.sort_index()
    changed = ordered.ne(ordered.shift(fill_value=ordered.iloc[0])) if len(ordered) else ordered
    return tuple(int(year_) for year_ in ordered.index[changed.astype(bool)])


def _trend(
    one: Counted, parameters: Parameters, breaks: tuple[int, ...], *, is_hidden: bool
) -> RateTrend:
    """Describe the change with the years, or say why it is not judged."""
    slope = slope_over_years(one.by_year, parameters.confidence, breaks)
    if is_hidden:
        state, slope = SUPPRESSED, None
    elif len(one.by_year) < FEWEST_YEARS:
        state, slope = FEW_YEARS, None
    elif slope is None:
        state = REFUSED
    else:
        state = _state(slope)
    return RateTrend(
        outcome=one.outcome,
        years=years_between(StudyYears, one.years[0], one.years[-1]),
        n_years=len(one.by_year),
        state=state,
        change=_a_year(slope.estimate) if slope else None,
        change_lower=_a_year(slope.lower) if slope else None,
        change_upper=_a_year(slope.upper) if slope else None,
        p=coarse_p(slope.p_value) if slope else None,
        needed=FEWEST_YEARS,
        n_strata=one.n_strata,
        remark=tuple(_remarks(one.by_year[Outcomes.completeness].dropna(), breaks)),
    )


def slope_over_years(
    by_year: pd.DataFrame, confidence: float, breaks: tuple[int, ...] = ()
) -> Coefficient | None:
    """Log-linear slope over the years, as wide as the variation about it calls for; or None.

    Where the cases are of another definition from a year on, the rate may jump there: only years of
    one definition are compared with each other.

    Parameters
    ----------
    by_year : DataFrame
        Cases and expected cases of each year.
    confidence : float
        Of the interval. [share, 0 to 1]
    breaks : tuple of int
        First years of another definition.

    Returns
    -------
    Coefficient or None
        Change of the logarithm of the rate. [1/year]
    """
    usable = by_year[by_year[CountedArea.expected] > 0]
    try:
        fit = poisson(
            rate_data(
                usable[CountedArea.cases],
                usable[CountedArea.expected],
                {YEAR: usable.index - usable.index.min()}
                | {f"{FROM} {first}": (usable.index >= first).astype(float) for first in breaks},
            )
        )
    except SeriesError:
        return None
    found = fit.coefficient(YEAR)
    error = found.standard_error * math.sqrt(max(1.0, fit.dispersion))
    if fit.residual_df < 1:
        return None
    slope = coefficient(found.estimate, error, df=fit.residual_df, confidence=confidence)
    return slope if log_ratio(slope).fitted else None


def _state(slope: Coefficient) -> str:
    """Name a slope by its side of a constant rate, or as unclear where its interval holds one."""
    if not log_ratio(slope).excludes_one:
        return UNCLEAR
    return RISING if slope.estimate > 0 else FALLING


def _a_year(log_change: float) -> float:
    """Relative change a year, to a tenth of a percent."""
    return round(math.expm1(log_change), 3)


def _remarks(completeness: pd.Series, breaks: tuple[int, ...]) -> Iterator[Phrase]:
    """Say what else changed in the register."""
    register = _register(completeness)
    if register:
        yield register
    if breaks:
        yield DefinitionChanged(years=tuple(StudyYear(year=first) for first in breaks))


def _register(completeness: pd.Series) -> RegisterChanged | None:
    """Say whether a register that had more of the cases in some years may make the trend."""
    if completeness.empty or np.ptp(completeness) < REGISTER_CHANGED:
        return None
    return RegisterChanged(least=completeness.min(), greatest=completeness.max())


def editions(result: Result) -> Iterator[Edition]:
    """Give the counts that a result shows and those that it hides: by area, by sex and by year.

    Parameters
    ----------
    result : Result
        Of the health report.

    Returns
    -------
    iterator of Edition
        Some an outcome.
    """
    yield from rates.editions(result)
    rows = list(result.of(YEARS).values())
    for outcome in dict.fromkeys(one.outcome for one in rows):
        cells = {str(one.year): one.cases for one in rows if one.outcome == outcome}
        span = (min(map(int, cells)), max(map(int, cells)))
        yield Edition(result.area, outcome, span, cells, YEAR_OF_EDITION)


def say(tables: Tables) -> Iterator[Said]:
    """Tell whether the rate of each outcome rises or falls."""
    for name, one in tables.of(TRENDS).items():
        yield said(TREND, TRENDS, name, main="change" if one.change is not None else "")


SECTION: Section[Basis] = Section(
    name="years",
    tables=(TRENDS, YEARS),
    compute=compute,
    say=say,
    messages=(TREND,),
)
