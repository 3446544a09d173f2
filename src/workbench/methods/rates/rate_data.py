"""Counts, expected counts and covariates of areas, checked once for all models of rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Flags, Floats, as_values

MAX_NAMED = 5
"""Areas that an error names."""


@dataclass(frozen=True)
class RateData:
    """What a model of rates is fitted to; the first column of the design is the constant."""

    ids: tuple[str, ...]
    counts: Floats
    expected: Floats
    design: Floats
    names: tuple[str, ...]

    @property
    def n_areas(self) -> int:
        """Number of areas."""
        return len(self.ids)

    @property
    def whole(self) -> bool:
        """Whether all counts are whole; without, a likelihood of counts is not defined."""
        return bool((self.counts == self.counts.round()).all())

    def with_columns(self, columns: Floats, names: Sequence[str]) -> RateData:
        """Give the same areas with more covariates."""
        design = np.column_stack([self.design, columns])
        return RateData(self.ids, self.counts, self.expected, design, (*self.names, *names))

    def of(self, kept: Flags) -> RateData:
        """Give some of the areas, checked again."""
        return rate_data(
            self.counts[kept],
            self.expected[kept],
            dict(zip(self.names[1:], self.design[kept, 1:].T, strict=True)),
            ids=[area for area, keep in zip(self.ids, kept, strict=True) if keep],
        )


def counts_and_expected(counts: ArrayLike, expected: ArrayLike) -> tuple[Floats, Floats]:
    """Check counts and expected counts where no model is fitted: one area may do.

    Parameters
    ----------
    counts : array of float, shape (n_areas,)
        Cases, 0 or more. [1]
    expected : array of float, shape (n_areas,)
        Expected cases or person-years, above 0. [1 or person-year]

    Returns
    -------
    counts, expected : array of float, shape (n_areas,)

    Raises
    ------
    SeriesError
        If a number is missing, lengths differ, an expected count is not above 0 or no case is
        there.

    Examples
    --------
    >>> counts_and_expected([3], [2])
    (array([3.]), array([2.]))
    """
    observed, known = as_values(counts, "counts"), as_values(expected, "expected counts")
    areas = tuple(map(str, range(1, observed.size + 1)))
    if known.size != observed.size:
        raise SeriesError(
            f"There are {observed.size} counts, but {known.size} of expected counts. Give one for "
            "each area."
        )
    data = RateData(areas, observed, known, np.ones((observed.size, 1)), ("constant",))
    _check_counts(data)
    return observed, known


def rate_data(
    counts: ArrayLike,
    expected: ArrayLike,
    covariates: dict[str, ArrayLike],
    *,
    ids: Sequence[object] | None = None,
) -> RateData:
    """Put together what a model of rates is fitted to, or refuse it.

    Parameters
    ----------
    counts : array of float, shape (n_areas,)
        Cases, 0 or more. [1]
    expected : array of float, shape (n_areas,)
        Expected cases or person-years, above 0, never their logarithm. [1 or person-year]
    covariates : dict of str to array of float, shape (n_areas,)
        Columns by name, without a constant; none gives the model of the constant alone.
    ids : sequence, optional
        Names of the areas, for errors; by default 1, 2, and so on.

    Returns
    -------
    RateData

    Raises
    ------
    SeriesError
        If a number is missing, lengths differ, an expected count is not above 0, no case is there,
        a covariate follows from the others, or there are not more areas than columns.

    Examples
    --------
    >>> data = rate_data([4, 9, 7], [5, 6, 7], {"log2_cadmium": [0.1, 0.9, 0.5]})
    >>> data.names, data.n_areas
    (('constant', 'log2_cadmium'), 3)
    """
    observed, known = as_values(counts, "counts"), as_values(expected, "expected counts")
    names = ("constant", *covariates)
    given = {name: as_values(column, f"values of {name}") for name, column in covariates.items()}
    areas = tuple(map(str, range(1, observed.size + 1) if ids is None else ids))
    sizes = {"expected counts": known.size, "ids": len(areas)}
    for name, size in (sizes | {name: column.size for name, column in given.items()}).items():
        if size != observed.size:
            raise SeriesError(
                f"There are {observed.size} counts, but {size} of {name}. Give one for each area."
            )
    design = np.column_stack([np.ones(observed.size), *given.values()])
    data = RateData(areas, observed, known, design, names)
    _check_counts(data)
    _check_design(data)
    return data


def _check_counts(data: RateData) -> None:
    """Refuse negative counts, expected counts that have no logarithm, and no cases at all."""
    if negative := _named(data, data.counts < 0):
        raise SeriesError(f"The count of {negative} does not fit. Give 0 or more.")
    if unexpected := _named(data, data.expected <= 0):
        raise SeriesError(
            f"The expected count of {unexpected} does not fit. Give numbers above 0, or leave "
            "these areas out first."
        )
    if not data.counts.any():
        raise SeriesError("There is not one case in all areas. A rate cannot be modelled.")


def _named(data: RateData, wrong: Flags) -> str:
    """Areas that are wrong, the first ones by name; empty where none is."""
    areas = [area for area, is_wrong in zip(data.ids, wrong, strict=True) if is_wrong]
    more = "" if len(areas) <= MAX_NAMED else f" and {len(areas) - MAX_NAMED} more"
    return ", ".join(areas[:MAX_NAMED]) + more


def _check_design(data: RateData) -> None:
    """Refuse too few areas, and covariates that follow from the others."""
    n_areas, n_columns = data.design.shape
    if n_areas <= n_columns:
        raise SeriesError(
            f"There are {n_areas} areas for {n_columns} coefficients. Give more areas or fewer "
            "covariates."
        )
    scaled = data.design / np.linalg.norm(data.design, axis=0).clip(min=1e-300)
    if np.linalg.matrix_rank(scaled, tol=1e-7) < n_columns:
        raise SeriesError(
            f"Of {', '.join(data.names)} one follows from the others or is constant. Leave it out."
        )
