"""What is doubtful in the data: each thing a row, none of them mended in silence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workbench.findings.rows import Table, count, row, text
from workbench.reports.health.counts import Counted
from workbench.reports.health.definitions import BOTH_SEXES, Parameters
from workbench.reports.health.linkage import Linked
from workbench.vocabulary.percentages import percent

SHARE_AT_MOST = 1.0
INCOMPLETE = 0.9


@row
class DataNote:
    """Something in the data that a reader should check."""

    what: str = text("table or column", "Of")
    doubt: str = text("what was noticed", "Noticed")
    n_rows: int = count("rows, or areas", "Rows or areas")


DOUBTS = Table("doubts", DataNote, "What is doubtful in the data", "Nothing of this kind.")


def doubts(
    together: Linked, counts: Sequence[Counted], parameters: Parameters
) -> dict[str, DataNote]:
    """List what a reader should check before believing the rates.

    Parameters
    ----------
    together : Linked
        Tables of the country.
    counts : sequence of Counted
        All outcomes and sexes.
    parameters : Parameters
        Of the report.

    Returns
    -------
    dict of str to DataNote
        Notes under their number, each with how many rows or areas it is about.
    """
    found = [
        *((one.what, one.why, one.count) for one in together.repeated),
        *_of_cases(together),
        *(entry for one in counts if one.sex == BOTH_SEXES for entry in _of_counts(one)),
        *_of_shares(together, parameters),
    ]
    return {
        f"{number}": DataNote(what=what, doubt=doubt, n_rows=n_rows)
        for number, (what, doubt, n_rows) in enumerate(found, start=1)
        if n_rows
    }


def _of_cases(together: Linked) -> list[tuple[str, str, int]]:
    """Doubts about the rows of outcomes as they were given."""
    outcomes = together.outcomes
    cases = outcomes["cases"]
    parts = cases != cases.round()
    thin = outcomes["completeness"] < INCOMPLETE
    return [
        (
            "outcomes",
            "cases that are not whole, as where a case is shared between areas: likelihood and "
            "AIC are not defined",
            int(parts.sum()),
        ),
        ("outcomes", f"registered completeness below {percent(INCOMPLETE)}", int(thin.sum())),
    ]


def _of_counts(one: Counted) -> list[tuple[str, str, int]]:
    """Doubts about one outcome against its people."""
    zero = (one.expected <= 0) & (one.areas["person_years"] > 0)
    years = ", ".join(map(str, one.years_borrowed))
    return [
        (one.outcome, "areas where no case is to be expected", int(zero.sum())),
        (
            one.outcome,
            f"years whose people are those of another year: {years}",
            len(one.years_borrowed),
        ),
        (one.outcome, "strata of areas with cases and without people", one.n_unplaced),
        (one.outcome, "areas with cases and nobody: in no count", len(one.without_people)),
        (
            one.outcome,
            "areas with years that no case was reported of, though several were to be expected, or "
            "that never reported: taken as silent, not as zero",
            len(one.silent),
        ),
    ]


def _of_shares(together: Linked, parameters: Parameters) -> list[tuple[str, str, int]]:
    """Shares that were given in percent: their unit is 1, and they are above one."""
    covariates = together.covariates
    found = []
    for name in (*parameters.demography, *parameters.confounders):
        own = covariates[covariates["name"] == name]
        shares = own[own["unit"] == "1"]["value"]
        above = shares > SHARE_AT_MOST
        looks_like_percent = bool(len(shares)) and shares.min() >= 0 and np.mean(above) > 1 / 2
        found.append(
            (
                name,
                "values of unit 1 that look like percent; the rate ratios of other rows do not "
                "change",
                int(above.sum()) if looks_like_percent else 0,
            )
        )
    return found
