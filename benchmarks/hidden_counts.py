"""What hiding only the small counts would give away, and what hiding others with them costs.

Draws tables of cases by area and sex, of which the sums of areas and of sexes are published too.
Run as `python benchmarks/hidden_counts.py`.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from workbench.methods.rates.disclosure import hide_small_counts, possible_counts

AREAS, SEXES, MEAN, SMALLEST_SHOWN = 30, 2, 40.0, 5


def sums_of(*, of_areas: bool) -> np.ndarray:
    """Cells of each sum that is published: of each sex, of all, and of each area where wanted."""
    place = np.arange(AREAS * SEXES)
    rows = [place // SEXES == area for area in range(AREAS)] if of_areas else []
    columns = [place % SEXES == sex for sex in range(SEXES)]
    return np.array([*rows, *columns, place >= 0])


def told(counts: np.ndarray, small: np.ndarray, hidden: np.ndarray, sums: np.ndarray) -> int:
    """Count the small cells that published sums leave no second whole number for."""
    ranges = [possible_counts(counts, hidden, sums, int(cell)) for cell in np.flatnonzero(small)]
    return sum(high - low < 1 for low, high in ranges)


def figures(n_tables: int, *, of_areas: bool) -> str:
    """Count what becomes of the small counts of some drawn tables."""
    draws, sums = np.random.default_rng(0), sums_of(of_areas=of_areas)
    n_small = n_hidden = alone = together = 0
    seconds = 0.0
    for _ in range(n_tables):
        counts = draws.poisson(draws.gamma(1.5, MEAN / 1.5, AREAS * SEXES)).astype(float)
        begins = time.perf_counter()
        hidden = hide_small_counts(counts, sums, smallest_shown=SMALLEST_SHOWN)
        seconds += time.perf_counter() - begins
        alone += told(counts, hidden.small, hidden.small, sums)
        together += told(counts, hidden.small, hidden.cells, sums[~hidden.groups])
        n_small += int(hidden.small.sum())
        n_hidden += int(hidden.cells.sum())
    n_cells = n_tables * AREAS * SEXES
    return (
        f"of {n_cells} cells {n_small} are small; hidden alone {alone} of them can be worked out, "
        f"with others {together}; {n_hidden} are hidden; {seconds / n_tables:.2f} s a table"
    )


def main() -> None:
    """Print the figures with the sums of areas published, and without."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=20)
    n_tables = parser.parse_args().tables
    for of_areas in (False, True):
        name = "sums of areas and sexes" if of_areas else "sums of sexes"
        print(f"{name}: {figures(n_tables, of_areas=of_areas)}")


if __name__ == "__main__":
    main()
