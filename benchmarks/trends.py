"""Many series in one call against pandas and pymannkendall, and the exact p of ten visits.

100 000 series of 20 visits; both run in turn in this process, pymannkendall on as many of the same
series as `--theirs` says and its time scaled. S, its variance and the slope are compared exactly, p
within 1e-12. Printed are seconds of the processor and their ratio in each round.
Run it with `OPENBLAS_NUM_THREADS=1 python benchmarks/trends.py`, as the kernel of a report runs.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from statistics import median

import numpy as np
import pandas as pd
import pymannkendall

from workbench.methods.series.kendall import mann_kendall
from workbench.methods.series.many import ManyKendall, many_kendall

N_SERIES, N_VISITS, ROUNDS = 100_000, 20, 3
TEN = np.random.default_rng(3).normal(size=10)


def main() -> None:
    """Time both, compare what they say, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--theirs", type=int, default=4000, help="series that they are timed on")
    n_theirs = parser.parse_args().theirs
    table = made()
    shown = table[: n_theirs * N_VISITS]
    ratios = []
    for _ in range(ROUNDS):
        ours = seconds(lambda: many(table))
        theirs = seconds(lambda: grouped(shown)) * N_SERIES / n_theirs
        ratios.append(theirs / ours)
        print(f"one call: {ours:.2f} s; groupby-apply: {theirs:.1f} s; ratio {ratios[-1]:.0f}")
    print(
        f"{N_SERIES} series of {N_VISITS} (theirs: {n_theirs}, scaled): {median(ratios):.0f} times"
    )
    print(f"differences: {compared(many(table), grouped(shown))}")
    ours = seconds(lambda: [mann_kendall(range(10), TEN) for _ in range(1000)])
    theirs = seconds(lambda: [pymannkendall.original_test(TEN) for _ in range(1000)])
    print(f"ten visits, exact p: {ours * 1000:.0f} against {theirs * 1000:.0f} microseconds")


def made() -> pd.DataFrame:
    """Lognormal contents, rounded so that some tie."""
    contents = np.random.default_rng(2).lognormal(0, 0.5, (N_SERIES, N_VISITS)).round(2)
    return pd.DataFrame(
        {
            "series": np.repeat(np.arange(N_SERIES), N_VISITS),
            "date": np.tile(np.arange(float(N_VISITS)), N_SERIES),
            "content": contents.ravel(),
        }
    )


def many(table: pd.DataFrame) -> ManyKendall:
    """Test all in one call, with the interval of the slope."""
    return many_kendall(table["series"], table["date"], table["content"])


def grouped(table: pd.DataFrame) -> pd.Series:
    """Test each with pymannkendall, which gives no interval."""
    return table.groupby("series")["content"].apply(pymannkendall.original_test)


def compared(ours: ManyKendall, theirs: pd.Series) -> str:
    """Largest differences of S, of its variance, of the slope and of p."""
    n = len(theirs)
    tests = list(theirs)
    largest = {
        "S": np.abs(ours.s[:n] - [one.s for one in tests]).max(),
        "variance": np.abs(ours.var_s[:n] - [one.var_s for one in tests]).max(),
        "slope": np.abs(ours.slope[:n] - [one.slope for one in tests]).max(),
        "p": np.abs(ours.p[:n] - [one.p for one in tests]).max(),
    }
    return ", ".join(f"{name} {value:.2g}" for name, value in largest.items())


def seconds(work: Callable[[], object]) -> float:
    """Seconds of the processor that some work takes."""
    begins = time.process_time()
    work()
    return time.process_time() - begins


if __name__ == "__main__":
    main()
