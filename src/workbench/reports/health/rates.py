"""Outcomes and areas as they may be shown: counts that could be worked out are hidden."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from workbench.errors import VocabularyError
from workbench.findings.rows import Table, code, count, number, row, share, text
from workbench.methods.disclosure import Hidden, hide_small_counts
from workbench.methods.series import Flags, Floats
from workbench.methods.smoothing import smooth_globally
from workbench.methods.standardisation import direct_rates, standardised_ratios
from workbench.reports.health.counts import Counted
from workbench.reports.health.definitions import BOTH_SEXES, LARGEST_UNRELIABLE, Parameters
from workbench.reports.health.grades import Interval
from workbench.reports.health.questions import SEX_NAMES
from workbench.vocabulary.standard_populations import standard_weights

SHOWN_DIGITS = 3  # of what is worked out from counts, so that no count can be worked out from it
COARSE_DIGITS, LEAST_P = 2, 0.001
STANDS_FOR_LESS = 0.0009  # published in place of any p below, and read as "< 0.001"
FIRST_AGE = r"^(\d+)"  # of 5-9, and of 85+
PER, PER_UNIT = 100_000, "1/100 000 person-years"
MOST_AREAS = 20  # on the page
HIDDEN, UNRELIABLE, NO_CASES = "hidden", "unreliable", "no cases"


@row
class OutcomeSummary:
    """An outcome and sex over all areas; what may not be shown is missing."""

    outcome: str = text("what was counted", "Outcome")
    sex: str = code("sex", "in whom", "Sex")
    role: str = code("role-of-outcome", "outcome, or negative control", "Role")
    n_areas: int = count("areas with people", "Areas")
    cases: float | None = number("cases in these areas; missing where hidden", "Cases", unit="1")
    n_strata: int = count("strata of sex and age", "Strata")
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
    expected: float | None = number("cases that sex and age let expect", unit="1")
    standard: str = text("rates that the expected cases rest on")
    standard_population: str | None = text("that population", default=None)
    years: str = text("years of the cases")


@row
class AreaRatio:
    """Cases of an area against expected ones; what may not be shown is missing."""

    outcome: str = text("what was counted, both sexes", "Outcome")
    name: str = text("its name", "Area")
    cases: float | None = number("cases; missing where hidden", "Cases", unit="1", default=None)
    expected: float | None = number("cases that sex and age let expect", "Expected", unit="1")
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
        "ratio drawn to the mean of the areas shown (empirical Bayes, Marshall)",
        "Smoothed",
        unit="1",
        default=None,
    )
    note: str = code("note-on-count", "hidden, no cases, unreliable, or nothing", "Note")
    area_id: str = text("area")


OUTCOMES = Table("outcomes", OutcomeSummary, "Outcomes", "No outcome.")
AREAS = Table("areas", AreaRatio, "Cases and expected cases of each area", "No area.", MOST_AREAS)


@dataclass(frozen=True)
class ShownInterval:
    """Rate ratio and its limits as they may be published; None where it was not fitted."""

    ratio: float | None = None
    lower: float | None = None
    upper: float | None = None


def rounded(value: float, digits: int = SHOWN_DIGITS) -> float:
    """Value with the digits that may be published."""
    return float(f"{value:.{digits}g}")


def coarse(value: float) -> float:
    """Round to two digits what hangs on single cells, as what a model leaves over does."""
    return rounded(value, COARSE_DIGITS)


def coarse_p(p: float) -> float:
    """Round a p to two digits; one number stands for all that is below one in a thousand."""
    return STANDS_FOR_LESS if p < LEAST_P else coarse(p)


def shown_ratio(ratio: float) -> float:
    """Round a rate ratio to two decimals; one that is less than that is not zero."""
    return round(ratio, 2) or rounded(ratio, 1)


def shown_interval(interval: Interval) -> ShownInterval:
    """Round the rate ratio of a model and its limits."""
    if not interval.fitted:
        return ShownInterval()
    logs = (interval.estimate, interval.lower, interval.upper)
    return ShownInterval(*(shown_ratio(math.exp(one)) for one in logs))


def hidden_by_totals(on_file: Sequence[Counted], parameters: Parameters) -> frozenset[str]:
    """Areas that the total of some outcome on file asks to hide, whatever a page asks.

    An area is hidden in all outcomes, since one outcome may be a part of another, and on every page
    of the data, since two pages could be subtracted.

    Parameters
    ----------
    on_file : sequence of Counted
        All outcomes on file, both sexes.
    parameters : Parameters
        Of the report.
    """
    areas: set[str] = set()
    for one in on_file:
        cells = hide_small_counts(
            one.cases,
            np.ones(len(one.areas), dtype=bool),
            smallest_shown=parameters.smallest_count,
            order=one.expected,
        ).cells
        areas |= set(one.areas.index[cells])
    return frozenset(areas)


def hidden_areas(
    counted: Counted, groups: Sequence[Flags], anyway: Container[str], parameters: Parameters
) -> Hidden:
    """Areas whose cases may not be shown, so that no sum over a group of areas gives one away.

    Parameters
    ----------
    counted : Counted
        Outcome and sex.
    groups : sequence of array of bool, each shape (n_areas,)
        Areas whose cases together can be worked out from the page beside the total: those of a
        question and of its quarters.
    anyway : container of str
        Areas that are hidden in any case.
    parameters : Parameters
        Of the report.
    """
    areas = counted.areas.index
    return hide_small_counts(
        counted.cases,
        np.array([np.ones(len(areas), dtype=bool), *groups]),
        smallest_shown=parameters.smallest_count,
        order=counted.expected,
        hidden_anyway=[area in anyway for area in areas],
    )


def sexes_hidden(hidden: Mapping[tuple[str, str], Hidden]) -> dict[tuple[str, str], bool]:
    """Whether the total of each outcome and sex is hidden: one sex hides the other.

    Parameters
    ----------
    hidden : mapping of (str, str) to Hidden
        By outcome and sex.
    """
    one_sex = {
        outcome
        for (outcome, sex), what in hidden.items()
        if sex != BOTH_SEXES and bool(what.groups[0])
    }
    return {
        (outcome, sex): bool(what.groups[0]) or (sex != BOTH_SEXES and outcome in one_sex)
        for (outcome, sex), what in hidden.items()
    }


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
    """
    smoothed = _smoothed(counted, hidden)
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
                smoothed=rounded(smoothed[place]),
                note=_note(cases),
            )
        rows[f"{counted.outcome}:{area}"] = one
    return rows


def _smoothed(counted: Counted, hidden: Hidden) -> Floats:
    """Ratios of the areas that are shown, drawn to their mean; nan for the others."""
    shown = ~hidden.cells & (counted.expected.to_numpy() > 0)
    smoothed = np.full(len(shown), np.nan)
    if counted.cases.to_numpy()[shown].any():
        smoothed[shown] = smooth_globally(counted.cases[shown], counted.expected[shown])
    return smoothed


def _note(cases: float) -> str:
    """Say how far a shown count can be relied on."""
    if not cases:
        return NO_CASES
    return UNRELIABLE if cases < LARGEST_UNRELIABLE else ""


def outcome_row(
    counted: Counted,
    outcomes: pd.DataFrame,
    role: str,
    parameters: Parameters,
    *,
    hidden: bool,
) -> OutcomeSummary:
    """Describe an outcome and sex over all areas, as they may be published.

    Parameters
    ----------
    counted : Counted
        Outcome and sex.
    outcomes : DataFrame
        Table of the store.
    role : str
        Outcome, or negative control.
    parameters : Parameters
        Of the report.
    hidden : bool
        Whether the total may not be shown.
    """
    own = outcomes[outcomes["outcome"] == counted.outcome]
    years = dict.fromkeys(str(year) for year in (counted.years[0], counted.years[-1]))
    found = OutcomeSummary(
        outcome=counted.outcome,
        sex=SEX_NAMES[counted.sex],
        role=role,
        n_areas=len(counted.areas),
        cases=None if hidden else float(counted.cases.sum()),
        expected=None if hidden else round(float(counted.expected.sum()), 1),
        n_strata=counted.n_strata,
        standard=parameters.standard,
        years=" to ".join(years),
        completeness=own["completeness"].min(),
        source="; ".join(sorted(set(own["source"].dropna()) - {""})),
    )
    return found if hidden else _with_direct_rate(found, counted.ages, parameters)


def _with_direct_rate(
    found: OutcomeSummary, ages: pd.DataFrame, parameters: Parameters
) -> OutcomeSummary:
    """Add the rate at the ages of a standard population; none where ages do not fit."""
    starts = ages.index.str.extract(FIRST_AGE, expand=False)
    if starts.isna().any():
        return found
    in_order = ages.assign(start=starts.astype(int)).sort_values("start")
    try:
        weights = standard_weights(parameters.standard_population, list(in_order["start"]))
    except VocabularyError:
        return found
    direct = direct_rates(
        [in_order["cases"]],
        [in_order["person_years"]],
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
