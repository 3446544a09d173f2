"""Covariates that were named: on file for the areas, or missing."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from workbench.findings.rows import Table, code, count, row, text
from workbench.reports.health.definitions import Parameters
from workbench.reports.health.linkage import Linked, span

MEASURED, IN_SOME, MISSING = "measured", "measured in some areas only", "missing"


@row
class Confounder:
    """A covariate that was named: measured in the areas, or missing."""

    name: str = text("covariate", "Covariate")
    role: str = code("role-of-covariate", "model that it enters", "Enters at")
    state: str = code("state-of-covariate", "measured, or missing", "State")
    n_areas: int = count("areas that have it", "Areas")
    years: str = text("years", "Years")


CONFOUNDERS = Table("confounders", Confounder, "What was allowed for", "No covariate was named.")


def confounders(together: Linked, parameters: Parameters) -> dict[str, Confounder]:
    """Describe each covariate that was named."""
    named = [
        *((name, "demography") for name in parameters.demography),
        *((name, "confounders") for name in parameters.confounders),
    ]
    return {name: _confounder(name, role, together) for name, role in named}


def by_name(covariates: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Covariates of each area, the mean of their years; a row an area and a column a name."""
    own = covariates[covariates["name"].isin(list(names))]
    return own.pivot_table(index="area_id", columns="name", values="value", aggfunc="mean")


def _confounder(name: str, role: str, together: Linked) -> Confounder:
    """Describe a covariate over the areas of the country."""
    own = together.covariates[together.covariates["name"] == name]
    n_areas = own["area_id"].nunique()
    return Confounder(
        name=name,
        role=role,
        state=_state(n_areas, len(together.areas)),
        n_areas=n_areas,
        years=span(own["year"]),
    )


def _state(n_areas: int, n_all: int) -> str:
    """Whether a covariate is measured in all areas, in some, or in none."""
    if not n_areas:
        return MISSING
    return MEASURED if n_areas == n_all else IN_SOME
