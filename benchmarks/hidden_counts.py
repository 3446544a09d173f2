"""Whether each hidden count could be any small one, over many random maps, proven by a solver.

Each map has two questions with their own areas and quarters of exposure. Prints how many hidden
counts are proven open, how many cells are hidden over the least that a single table needs, the
time for 3 000 areas, and what all files of two editions of a page tell together. Run it with
`python -m benchmarks.hidden_counts`.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.joint_proof import FIRST_YEAR, LAST_YEARS, known_from, publish_editions, told
from workbench.methods.rates.disclosure import hide_small_counts, is_open

SMALLEST = 5
Counts = np.ndarray


def main() -> None:
    """Hide small counts of each map, and let a solver try to tell each of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--maps", type=int, default=200)
    parser.add_argument("--editions", type=int, default=20, help="maps published twice")
    n_maps, n_editions = parser.parse_args().maps, parser.parse_args().editions
    n_hidden = n_open = n_alone = n_least = n_sums = 0
    for seed in range(n_maps):
        counts, sums, order = random_map(seed)
        found = hide_small_counts(counts, sums, order=order, smallest_shown=SMALLEST)
        known = sums[~found.groups]
        hidden = np.flatnonzero(found.cells)
        n_hidden += len(hidden)
        n_open += sum(is_open(counts, found.cells, known, int(cell)) for cell in hidden)
        n_sums += int(found.groups.sum())
        total = np.ones((1, len(counts)), dtype=bool)
        n_alone += int(hide_small_counts(counts, total, order=order).cells.sum())
        n_least += least_hidden(counts)
    print(f"maps {n_maps}: hidden {n_hidden}, proven open {n_open}, sums hidden {n_sums}")
    print(f"one table: hidden {n_alone}, least {n_least}, ratio {n_alone / n_least:.3f}")
    print(f"3 000 areas: {seconds(3000):.2f} s")
    n_counts, n_told = two_editions(n_editions)
    print(f"maps of two editions {n_editions}: hidden {n_counts}, of which told {n_told}")


def random_map(seed: int, n: int | None = None) -> tuple[Counts, np.ndarray, Counts]:
    """Draw counts of a country, the sets of areas of its questions and quarters, and an order.

    Parameters
    ----------
    seed : int
        Where the numbers of chance begin.
    n : int, optional
        Areas; drawn where none are given.

    Returns
    -------
    counts : array of float, shape (n_areas,)
    sums : array of bool, shape (n_sums, n_areas)
    order : array of float, shape (n_areas,)
    """
    random = np.random.default_rng(seed)
    size = int(random.integers(40, 160)) if n is None else n
    counts = random.poisson(random.gamma(1.2, random.uniform(3, 12), size)).astype(float)
    sums = [np.ones(size, dtype=bool)]
    for _ in range(2):
        known = random.random(size) < 0.9
        quarter = random.integers(0, 4, size)
        sums += [known, *(known & (quarter == number) for number in range(4))]
    return counts, np.array(sums), random.random(size)


def least_hidden(counts: Counts) -> int:
    """Count the fewest cells of one table that can be hidden: small ones, and largest partners.

    Parameters
    ----------
    counts : array of float, shape (n_areas,)
        Of the table. [1]

    Returns
    -------
    int
    """
    small = counts[(counts > 0) & (counts < SMALLEST)]
    if not small.size:
        return 0
    partners = np.sort(counts[counts >= SMALLEST])[::-1]
    for number in range(1, partners.size + 1):
        n = small.size + number
        if small.sum() + partners[:number].sum() - (n - 2) >= 2 * SMALLEST - 1:
            return int(n)
    return int(small.size + partners.size)


def two_editions(n_maps: int) -> tuple[int, int]:
    """Publish random maps twice, and try to tell hidden counts from all files together.

    Parameters
    ----------
    n_maps : int
        Maps.

    Returns
    -------
    tuple of int
        Hidden counts, and those of which the files tell something.
    """
    n_hidden = n_told = 0
    for seed in range(n_maps):
        with TemporaryDirectory() as folder:
            editions = publish_editions(seed, Path(folder), LAST_YEARS)
            known = known_from(editions, FIRST_YEAR)
        n_hidden += len(known.hidden)
        n_told += len(told(known))
    return n_hidden, n_told


def seconds(n: int) -> float:
    """Time that it takes to hide the small counts of a large country, in seconds."""
    counts, sums, order = random_map(0, n)
    began = time.perf_counter()
    hide_small_counts(counts, sums, order=order)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
