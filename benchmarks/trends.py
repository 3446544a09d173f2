"""Many series in one call against pandas and pymannkendall, and the exact p of ten visits.

100 000 series of 20 visits; both run in turn in this process, pymannkendall on as many of the same
series as `--theirs` says and its time scaled. S, its variance and the slope are compared exactly, p
within 1e-12. Printed are seconds of the processor and their ratio in each round.
With `--page WORLD --series 5000 --rounds 12 --sites 5`, or `--page XAA --series 20 --rounds 40
--sites 3000`, it times a page of made samples from frames to tables instead, with its peak memory.
Run it with `OPENBLAS_NUM_THREADS=1 python benchmarks/trends.py`, as the kernel of a report runs.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import pyarrow as pa
import pymannkendall
from pyarrow.parquet import ParquetFile

from examples.store import all_rows
from workbench.methods.series.kendall import mann_kendall
from workbench.methods.series.many import ManyKendall, many_kendall
from workbench.reports import parameters_of, report_of
from workbench.store.frames import Frames, typed

COUNTRIES = ("KEN", "DEU", "FRA", "USA", "BRA", "IND", "CHN", "ZAF", "AUS", "POL")
METALS = (
    *("Cd", "Pb", "Zn", "Hg", "Cu", "Ni", "Cr", "As", "Co", "V"),
    *("Sb", "Mo", "Se", "Tl", "Ag", "Ba", "Be", "Sn", "Mn", "B"),
)
N_SERIES, N_VISITS, ROUNDS = 100_000, 20, 3
TEN = np.random.default_rng(3).normal(size=10)


def main() -> None:
    """Time both, compare what they say, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--theirs", type=int, default=4000, help="series that they are timed on")
    parser.add_argument("--page", default="", help="area of a page that is timed instead")
    for name, default in (("series", 5000), ("rounds", 12), ("sites", 5)):
        parser.add_argument(f"--{name}", type=int, default=default, help="of that page")
    given = parser.parse_args()
    if given.page:
        page(given.page, (given.series, given.rounds, given.sites))
        return
    n_theirs = given.theirs
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


def page(area: str, shape: tuple[int, int, int]) -> None:
    """Time the trends of an area from frames to tables, and print its peak memory."""
    frames = Frames({"measurements": stored(area, shape)}, "made")
    report, parameters = report_of("trends"), parameters_of("trends").Parameters(area=area)
    taken = seconds(lambda: report.tables(report.basis(frames, parameters)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    adding = seconds(lambda: [at + 1 for at in range(10**7)])
    print(f"{area}, {' x '.join(map(str, shape))} series, rounds and sites: {taken:.1f} s")
    print(f"peak {peak:.0f} MiB; ten million additions: {adding:.2f} s")


def stored(area: str, shape: tuple[int, int, int]) -> pd.DataFrame:
    """Make samples in another process, whose memory is not that of the page, and read them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "measurements.parquet"
        making = get_context("fork").Process(target=write, args=(area, shape, path))
        making.start()
        making.join()
        table = ParquetFile(path).read(use_threads=False)
        frame = typed("measurements", table.to_pandas(use_threads=False, self_destruct=True))
        del table
        pa.default_memory_pool().release_unused()  # as the store does
        return frame


def write(area: str, shape: tuple[int, int, int], path: Path) -> None:
    """Write samples as they are made."""
    sampled(area, shape).to_parquet(path, index=False)


def sampled(area: str, shape: tuple[int, int, int]) -> pd.DataFrame:
    """Make samples like the zinc of the example; half of the series fall, a tenth is hidden."""
    n_series, n_rounds, n_sites = shape
    rng, at = np.random.default_rng(1), np.arange(n_series * n_rounds * n_sites)
    series, year = at // (n_rounds * n_sites), at // n_sites % n_rounds
    zinc = all_rows("measurements").query("iso3 == 'XAA' and substance == 'Zn'").iloc[:1]
    changes = -0.02 * rng.integers(0, 2, n_series)
    if area == "WORLD":
        of_series = {
            "iso3": np.array(COUNTRIES)[series % len(COUNTRIES)],
            "layer": np.char.add("layer ", (series // len(COUNTRIES)).astype(str)),
        }
    else:
        of_series = {"iso3": np.full(at.size, area), "substance": np.array(METALS)[series % 20]}
    words = of_series | {
        "sampled_on": np.char.add((1980 + year).astype(str), "-07-02"),
        "site_id": np.char.add("s", (at % n_sites).astype(str)),
        "sample_id": np.char.add("p", at.astype(str)),
    }
    return (
        zinc.loc[zinc.index.repeat(at.size)]
        .assign(
            **{name: pd.array(cells, dtype="str") for name, cells in words.items()},
            value=np.exp(changes[series] * year + 0.2 * rng.normal(size=at.size)),
            censored=rng.random(at.size) < 0.1,
        )
        .reset_index(drop=True)
    )


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
