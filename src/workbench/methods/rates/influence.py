"""What a finding owes to single areas and to single groups of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Floats
from workbench.methods.rates.coefficients import Coefficient, column_place
from workbench.methods.rates.rate_checks import leverages
from workbench.methods.rates.rate_data import RateData
from workbench.methods.rates.rate_models import RateFit


@dataclass(frozen=True)
class WithoutGroup:
    """A coefficient without one group of areas, or the reason why there is none."""

    group: str
    n_left: int
    coefficient: Coefficient | None
    reason: str = ""


def cook_distances(fit: RateFit) -> Floats:
    """Cook's distance of each area: how far all coefficients move without it, in one step.

    Parameters
    ----------
    fit : RateFit

    Returns
    -------
    array of float, shape (n_areas,)
        Above about 4 over the number of areas an area is worth a look; above 1 it rules the fit.

    References
    ----------
    .. [1] R. D. Cook and S. Weisberg, Residuals and Influence in Regression. New York: Chapman and
       Hall, 1982.
    """
    leverage = leverages(fit)
    squared = fit.pearson_residuals**2 * leverage / (1 - leverage) ** 2
    scale = fit.dispersion if fit.model == "quasi-Poisson" else 1.0
    return np.asarray(squared / (scale * fit.estimates.size))


def without_each_group(
    data: RateData,
    groups: Sequence[str],
    name: str,
    model: Callable[[RateData], RateFit],
) -> list[WithoutGroup]:
    """Fit the model anew without each group of areas, as a region.

    Parameters
    ----------
    data : RateData
    groups : sequence of str, length n_areas
        Group of each area.
    name : str
        Column whose coefficient is wanted.
    model : callable
        As `quasi_poisson`.

    Returns
    -------
    list of WithoutGroup
        One a group, in alphabetical order; where too little is left to fit, with the reason.

    Raises
    ------
    SeriesError
        If there is not one group an area, there is only one group, or no such column.
    """
    column_place(data.names, name)
    if len(groups) != data.n_areas or len(set(groups)) < 2:
        raise SeriesError(
            f"There are {len(groups)} groups for {data.n_areas} areas, {len(set(groups))} of them "
            "different. Give the group of each area, 2 or more in all."
        )
    belongs = np.asarray(groups)
    found = []
    for group in sorted(set(groups)):
        left = belongs != group
        try:
            without = model(data.of(left)).coefficient(name)
        except SeriesError as error:
            found.append(WithoutGroup(group, int(left.sum()), None, str(error)))
        else:
            found.append(WithoutGroup(group, int(left.sum()), without))
    return found
