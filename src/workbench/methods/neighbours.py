"""Neighbouring areas: from pairs to the weights that measures of likeness need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from scipy import sparse

from workbench.errors import SeriesError
from workbench.methods.series import Floats

Style = Literal["B", "W"]


@dataclass(frozen=True)
class Neighbours:
    """Which areas are neighbours; a pair is one in both directions."""

    ids: tuple[str, ...]
    binary: sparse.csr_array  # shape (n_areas, n_areas): 1 for neighbours, else 0
    one_way: tuple[tuple[str, str], ...]  # pairs that were given in one direction only

    @property
    def n_links(self) -> int:
        """Number of directed links, two a pair."""
        return int(self.binary.nnz)

    @cached_property
    def n_neighbours(self) -> Floats:
        """Number of neighbours of each area."""
        return np.asarray(self.binary.sum(axis=1), dtype=np.float64)

    @property
    def islands(self) -> tuple[str, ...]:
        """Areas without a neighbour."""
        return tuple(self.ids[place] for place in np.flatnonzero(self.n_neighbours == 0))

    @cached_property
    def row_standardised(self) -> sparse.csr_array:
        """Weights of the style W: those of an area add up to 1, those of an island to 0."""
        shares = 1 / np.maximum(self.n_neighbours, 1)
        return sparse.csr_array(sparse.diags_array(shares) @ self.binary)

    @cached_property
    def mutual(self) -> dict[Style, tuple[sparse.csr_array, float, float]]:
        """Mean of the weights of both directions, their sum and the sum of their squares."""
        found: dict[Style, tuple[sparse.csr_array, float, float]] = {}
        for style in ("B", "W"):
            weights = self.weights(style)
            mean = sparse.csr_array((weights + weights.T) / 2)
            found[style] = mean, float(mean.sum()), float(mean.power(2).sum())
        return found

    def weights(self, style: Style) -> sparse.csr_array:
        """Weights of the style B (1 for every link) or W (rows that add up to 1)."""
        return self.binary if style == "B" else self.row_standardised

    def of(self, ids: Sequence[object]) -> Neighbours:
        """Give the links among some of the areas, in their order.

        Raises
        ------
        SeriesError
            If one of them is not known.
        """
        places = {area: place for place, area in enumerate(self.ids)}
        wanted = tuple(map(str, ids))
        unknown = [area for area in wanted if area not in places]
        if unknown:
            raise SeriesError(f"There are no neighbours on file of {', '.join(unknown[:5])}.")
        kept = [places[area] for area in wanted]
        among = set(wanted)
        one_way = tuple(pair for pair in self.one_way if among.issuperset(pair))
        return Neighbours(wanted, sparse.csr_array(self.binary[kept][:, kept]), one_way)


def neighbours(ids: Sequence[object], pairs: Iterable[tuple[object, object]]) -> Neighbours:
    """Make weights of pairs of neighbours.

    Being neighbours is taken as mutual: a pair that is given in one direction counts in both, and
    is listed, as a file that gives most pairs twice has then lost a row.

    Parameters
    ----------
    ids : sequence
        All areas, each once, in the order of the data.
    pairs : iterable of pair
        Area and neighbour; once or in both directions.

    Returns
    -------
    Neighbours

    Raises
    ------
    SeriesError
        If an area is there twice, a pair names an area that is not there, or an area is its own
        neighbour.

    Examples
    --------
    >>> found = neighbours(["A", "B", "C"], [("A", "B"), ("B", "A")])
    >>> found.n_links, found.islands
    (2, ('C',))
    """
    areas = tuple(map(str, ids))
    places = {area: place for place, area in enumerate(areas)}
    if len(places) < len(areas):
        raise SeriesError("An area is listed more than once. Give each once.")
    links = {(str(area), str(other)) for area, other in pairs}
    for area, other in links:
        if area not in places or other not in places:
            raise SeriesError(f"The neighbours {area} and {other} are not both among the areas.")
        if area == other:
            raise SeriesError(f"Area {area} is its own neighbour. Leave this pair out.")
    one_way = sorted(pair for pair in links if pair[::-1] not in links)
    both = sorted(links | {pair[::-1] for pair in links})
    rows = [places[area] for area, _ in both]
    columns = [places[other] for _, other in both]
    shape = (len(areas), len(areas))
    binary = sparse.csr_array((np.ones(len(both)), (rows, columns)), shape=shape)
    return Neighbours(areas, binary, tuple(one_way))
