"""Outcomes and areas as they may be shown: counts that could be worked out are hidden."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.errors import VocabularyError
from workbench.methods.disclosure import Hidden, hide_small_counts
from workbench.methods.series import Flags
from workbench.methods.smoothing import smooth_globally
from workbench.methods.standardisation import direct_rates, standardised_ratios
from workbench.reports.health.counts import Counted
from workbench.reports.health.definitions import BOTH_SEXES, LARGEST_UNRELIABLE, Parameters
from workbench.reports.health.questions import SEX_NAMES
from workbench.vocabulary.standard_populations import standard_weights

SHOWN_DIGITS = 3  # of what is worked out from counts, so that no count can be worked out from it
COARSE_DIGITS, LEAST_P = 2, 0.001
STANDS_FOR_LESS = 0.0009  # published in place of any p below, and read as "< 0.001"
FIRST_AGE = r"^(\d+)"  # of 5-9, and of 85+
PER = 100_000  # person-years
HIDDEN, UNRELIABLE, NO_CASES = "hidden", "unreliable", "no cases"


@dataclass(frozen=True)
class Shown:
    """Rows of the tables of outcomes and of areas."""

    outcomes: dict[str, dict[str, object]]
    areas: dict[str, dict[str, object]]


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
            one.areas["cases"],
            np.ones(len(one.areas), dtype=bool),
            smallest_shown=parameters.smallest_count,
            order=one.areas["expected"],
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
    areas = counted.areas
    return hide_small_counts(
        areas["cases"],
        np.array([np.ones(len(areas), dtype=bool), *groups]),
        smallest_shown=parameters.smallest_count,
        order=areas["expected"],
        hidden_anyway=[area in anyway for area in areas.index],
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
) -> dict[str, dict[str, object]]:
    """Rows of the table of areas of one outcome, both sexes.

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
    areas = counted.areas
    ratios = standardised_ratios(
        areas["cases"], areas["expected"], confidence=parameters.confidence
    )
    shown = ~hidden.cells & (areas["expected"].to_numpy() > 0)
    smoothed = np.full(len(areas), np.nan)
    if areas["cases"].to_numpy()[shown].any():
        smoothed[shown] = smooth_globally(areas["cases"][shown], areas["expected"][shown])
    rows = {}
    for place, area in enumerate(areas.index):
        row = {"outcome": counted.outcome, "area_id": area, "name": names.get(area, "") or area}
        if not hidden.groups[0]:  # they add up to the total
            row["expected"] = rounded(areas["expected"].iloc[place])
        cases = areas["cases"].iloc[place]
        if hidden.cells[place]:
            row["note"] = HIDDEN
        else:
            row |= {
                "cases": cases,
                "smr": rounded(ratios.ratios[place]),
                "smr_lower": rounded(ratios.lower[place]),
                "smr_upper": rounded(ratios.upper[place]),
                "smoothed": rounded(smoothed[place]),
                "note": _note(cases),
            }
        rows[f"{counted.outcome}:{area}"] = row
    return rows


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
) -> dict[str, object]:
    """Row of the table of outcomes.

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
    total = float(counted.areas["cases"].sum())
    years = dict.fromkeys(str(year) for year in (counted.years[0], counted.years[-1]))
    row: dict[str, object] = {
        "outcome": counted.outcome,
        "sex": SEX_NAMES[counted.sex],
        "role": role,
        "n_areas": len(counted.areas),
        "cases": np.nan if hidden else total,
        "expected": np.nan if hidden else round(float(counted.areas["expected"].sum()), 1),
        "n_strata": counted.n_strata,
        "standard": parameters.standard,
        "years": " to ".join(years),
        "completeness": own["completeness"].min(),
        "source": "; ".join(sorted(set(own["source"].dropna()) - {""})),
    }
    if not hidden:
        row |= _direct_rate(counted.ages, parameters)
    return row


def _direct_rate(ages: pd.DataFrame, parameters: Parameters) -> dict[str, object]:
    """Rate of the country at the ages of a standard population; none where ages do not fit."""
    starts = ages.index.str.extract(FIRST_AGE, expand=False)
    if starts.isna().any():
        return {}
    in_order = ages.assign(start=starts.astype(int)).sort_values("start")
    try:
        weights = standard_weights(parameters.standard_population, list(in_order["start"]))
    except VocabularyError:
        return {}
    found = direct_rates(
        [in_order["cases"]],
        [in_order["person_years"]],
        weights,
        confidence=parameters.confidence,
    )
    return {
        "direct_rate": rounded(PER * found.rates[0]),
        "direct_rate_lower": rounded(PER * found.lower[0]),
        "direct_rate_upper": rounded(PER * found.upper[0]),
        "standard_population": parameters.standard_population,
    }
