"""Outcomes and areas as they may be shown: counts that could be worked out are hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.errors import VocabularyError
from workbench.methods.disclosure import Hidden, hide_small_counts
from workbench.methods.series import Flags
from workbench.methods.smoothing import marshall_prior, smooth_globally
from workbench.methods.standardisation import direct_rates, standardised_ratios
from workbench.reports.health.counts import Counted
from workbench.reports.health.definitions import LARGEST_UNRELIABLE, Parameters
from workbench.reports.health.questions import SEX_NAMES
from workbench.vocabulary.standard_populations import standard_weights

SHOWN_DIGITS = 3  # of what is worked out from counts, so that no count can be worked out from it
FIRST_AGE = r"^(\d+)"  # of 5-9, and of 85+
PER = 100_000  # person-years
HIDDEN, UNRELIABLE = "hidden", "unreliable"


@dataclass(frozen=True)
class Shown:
    """Rows of the tables of outcomes and of areas."""

    outcomes: dict[str, dict[str, object]]
    areas: dict[str, dict[str, object]]


def rounded(value: float) -> float:
    """Value with the digits that may be published."""
    return float(f"{value:.{SHOWN_DIGITS}g}")


def hidden_areas(counted: Counted, groups: Sequence[Flags], parameters: Parameters) -> Hidden:
    """Areas whose cases may not be shown, so that no sum over a group of areas gives one away.

    Those that the total alone asks for are hidden on every page of the data, whatever is asked.

    Parameters
    ----------
    counted : Counted
        Outcome and sex.
    groups : sequence of array of bool, each shape (n_areas,)
        Areas whose cases together can be worked out from the page beside the total: those of a
        question, of a quarter, of a region.
    parameters : Parameters
        Of the report.
    """
    cases, least = counted.areas["cases"].to_numpy(), parameters.smallest_count
    everywhere = np.ones(len(cases), dtype=bool)
    by_total = hide_small_counts(cases, everywhere, smallest_shown=least)
    return hide_small_counts(
        cases,
        np.array([everywhere, *groups]),
        smallest_shown=least,
        hidden_anyway=by_total.cells,
    )


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
    smoothed = smooth_globally(areas["cases"], areas["expected"])
    rows = {}
    for place, area in enumerate(areas.index):
        row = {"outcome": counted.outcome, "area_id": area, "name": names.get(area, "") or area}
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
                "note": UNRELIABLE if cases < LARGEST_UNRELIABLE else "",
            }
        rows[f"{counted.outcome}:{area}"] = row
    return rows


def outcome_row(
    counted: Counted, outcomes: pd.DataFrame, role: str, hidden: Hidden, parameters: Parameters
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
    hidden : Hidden
        What may not be shown.
    parameters : Parameters
        Of the report.
    """
    own = outcomes[outcomes["outcome"] == counted.outcome]
    total = float(counted.areas["cases"].sum())
    years = dict.fromkeys(str(year) for year in (counted.years[0], counted.years[-1]))
    row: dict[str, object] = {
        "outcome": counted.outcome,
        "sex": SEX_NAMES[counted.sex],
        "role": role,
        "n_areas": len(counted.areas),
        "cases": np.nan if hidden.groups[0] else total,
        "expected": np.nan
        if hidden.groups[0]
        else round(float(counted.areas["expected"].sum()), 1),
        "n_strata": counted.n_strata,
        "standard": parameters.standard,
        "years": " to ".join(years),
        "completeness": own["completeness"].min(),
        "source": "; ".join(sorted(set(own["source"].dropna()) - {""})),
    }
    if not hidden.groups[0]:
        row |= _direct_rate(counted.ages, parameters)
        prior = marshall_prior(counted.areas["cases"], counted.areas["expected"])
        row["smoothed_mean"] = rounded(prior.mean)
        row["smoothed_variance"] = rounded(prior.variance)
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
