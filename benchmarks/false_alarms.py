"""False alarms of ways to test values below falling limits, where nothing changes.

30 yearly values, lognormal with a standard deviation of 0.7 of their logarithms, with a limit of 1,
then 0.5, then 0.1, ten years each. Printed is the share of series without any trend with p of at
most 0.05, as a table for the documentation; its standard error is at most 0.016 with 1000 draws.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from workbench.errors import SeriesError
from workbench.methods.nondetects.censored import recensor
from workbench.methods.nondetects.regression import censored_regression
from workbench.methods.series.censored_kendall import censored_kendall
from workbench.methods.series.many import many_kendall

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

YEARS = np.arange(1991.0, 2021.0)
LIMITS = np.repeat([1.0, 0.5, 0.1], 10)
MEDIANS = (0.15, 0.3, 0.6, 1.2)
SD = 0.7
LEVEL = 0.05


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=1000)
    n_draws = parser.parse_args().draws
    print("| median | non-detects | " + " | ".join(WAYS) + " |")
    print("|---" * (2 + len(WAYS)) + "|")
    for median in MEDIANS:
        rng = np.random.default_rng(1)
        values = np.exp(np.log(median) + SD * rng.normal(size=(n_draws, YEARS.size)))
        below = values < LIMITS
        shares = [alarms(way(np.maximum(values, LIMITS), below)) for way in WAYS.values()]
        cells = " | ".join(f"{share:.3f}" for share in shares)
        print(f"| {median} | {below.mean():.0%} | {cells} |")


def alarms(p: Numbers) -> float:
    """Share of the series that seem to change."""
    return float((p <= LEVEL).mean())


def ordinary(values: Numbers) -> Numbers:
    """P of Mann-Kendall of each row."""
    names = np.repeat(np.arange(len(values)), YEARS.size)
    return many_kendall(names, np.tile(YEARS, len(values)), values.ravel()).p


def substituted(share: float) -> Callable[[Numbers, Flags], Numbers]:
    """Put a share of the limit in the place of non-detects."""
    return lambda values, below: ordinary(np.where(below, share * values, values))


def recensored(values: Numbers, below: Flags) -> Numbers:
    """Bring each row to its highest limit."""
    rows = [recensor(*row).values for row in zip(values, below, strict=True)]
    return ordinary(np.stack(rows))


def certain_pairs(values: Numbers, below: Flags) -> Numbers:
    """Count pairs whose order is certain."""
    rows = zip(values, below, strict=True)
    return np.array([censored_kendall(YEARS, *row).p for row in rows])


def regression(values: Numbers, below: Flags) -> Numbers:
    """Fit a lognormal regression; what it refuses, for too few detects, is no alarm."""
    return np.array([fitted(*row) for row in zip(values, below, strict=True)])


def fitted(values: Numbers, below: Flags) -> float:
    """P of the slope of one series."""
    try:
        return censored_regression(values, below, {"year": YEARS}).of("year")[2]
    except SeriesError:
        return 1.0


WAYS: Mapping[str, Callable[[Numbers, Flags], Numbers]] = {
    "limit": substituted(1.0),
    "half the limit": substituted(0.5),
    "recensored": recensored,
    "censored Kendall": certain_pairs,
    "censored regression": regression,
}


if __name__ == "__main__":
    main()
