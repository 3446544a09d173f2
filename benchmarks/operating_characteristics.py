"""False alarms, power and coverage of a trend method on 62 designs whose truth is known.

    python -m benchmarks.operating_characteristics --draws 1000 --out FILE.csv

Any method can be asked: a function that takes one series as a frame of the table `measurements` and
returns a `Verdict`, named as module:function after `--method`; or after `--command` a command that
reads such a frame as CSV from its standard input and prints evidence, lower and upper. A share
counted in n draws has the standard error sqrt(share (1 - share) / n), which is printed beside it.
"""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

from benchmarks.designs import DESIGNS, frames
from workbench.methods.sampling.rounds import sampling_rounds
from workbench.methods.sampling.site_values import Samples, site_values
from workbench.methods.trends.breaks import Standing, cell_labels, check_break
from workbench.methods.trends.campaigns import Allowance, Source, horwitz_sd
from workbench.methods.trends.evidence import Evidence, evidence
from workbench.methods.trends.judging import Method, judge
from workbench.methods.trends.shuffling import Shuffles


@dataclass(frozen=True)
class Verdict:
    """What a method says of one series."""

    evidence: str  # strong, weak or another code
    lower: float = np.nan  # of the interval of the slope of logarithms [1/year]
    upper: float = np.nan


Judge = Callable[[pd.DataFrame], Verdict]


def within_sites(measurements: pd.DataFrame) -> Verdict:
    """Judge a series as the trends report does."""
    years = measurements["sampled_on"].astype(float) + 0.5
    rounds = sampling_rounds(years)
    sites = measurements["site_id"]
    values = site_values(
        Samples(sites, rounds.names, rounds.dates, measurements["value"], measurements["censored"])
    )
    judged = judge(values)
    standing, size = Standing.NO_BREAK, judged.size
    laboratories = measurements["lab_id"].to_numpy(str)
    if (laboratories != laboratories[0]).any():
        allowance = Allowance(
            horwitz_sd(float(measurements["value"].median())), Source.LABORATORIES
        )
        check = check_break(
            values,
            cell_labels(values, sites, rounds.names, laboratories),
            Shuffles(),
            widening=judged.serial.widening if judged.serial else 1.0,
            limit=allowance.limit,
        )
        standing, size = check.standing, check.size
    found = evidence(judged.grounds(judged.p, standing.cap))
    if judged.method is Method.NONE:
        return Verdict(found.value)
    return Verdict(found.value, size.lower, size.upper)


def by_command(measurements: pd.DataFrame, command: str) -> Verdict:
    """Ask a command, which reads the series as CSV and prints evidence, lower and upper."""
    text = measurements.to_csv(index=False)
    done = subprocess.run(
        command, input=text, shell=True, text=True, capture_output=True, check=True
    )
    code, lower, upper = done.stdout.split()
    return Verdict(code, float(lower), float(upper))


@dataclass(frozen=True)
class Row:
    """What a method said of the draws of one design, as shares of them."""

    design: str
    n_draws: int
    strong: float
    strong_se: float
    strong_or_weak: float
    strong_or_weak_se: float
    no_change: float
    insufficient: float
    wrong_direction: float  # strong or weak, and the interval on the other side of the truth
    covered: float  # truth within the interval, where there is one
    covered_se: float
    ms: float  # a series, frame drawn included


def count(name: str, judge_frame: Judge, n_draws: int, seed: int, *, is_complete: bool) -> Row:
    """Ask a method about draws of one design."""
    design = DESIGNS[name]
    seed = 1000 * seed + list(DESIGNS).index(name)  # each design has draws of its own
    start = perf_counter()
    verdicts = [judge_frame(one) for one in frames(design, n_draws, seed, is_complete=is_complete)]
    took = perf_counter() - start
    codes = np.array([one.evidence for one in verdicts])
    lower, upper = (np.array([getattr(one, end) for one in verdicts]) for end in ("lower", "upper"))
    known = ~np.isnan(lower) & ~np.isnan(upper)
    inside = (lower <= design.slope) & (design.slope <= upper)
    is_change = np.isin(codes, [Evidence.STRONG.value, Evidence.WEAK.value])
    strong = float((codes == Evidence.STRONG.value).mean())
    covered = float(inside[known].mean()) if known.any() else np.nan
    return Row(
        design=name,
        n_draws=n_draws,
        strong=strong,
        strong_se=_error(strong, n_draws),
        strong_or_weak=float(is_change.mean()),
        strong_or_weak_se=_error(float(is_change.mean()), n_draws),
        no_change=float((codes == Evidence.NO_CHANGE.value).mean()),
        insufficient=float((codes == Evidence.INSUFFICIENT.value).mean()),
        wrong_direction=float((is_change & (lower > 0) & (design.slope < 0)).mean()),
        covered=covered,
        covered_se=_error(covered, int(known.sum())),
        ms=1000 * took / n_draws,
    )


def _error(share: float, n: int) -> float:
    """Find the standard error of a share counted in n draws."""
    return float(np.sqrt(share * (1 - share) / n)) if n else np.nan


def main() -> None:
    """Count over all designs, or those whose name holds a word, and print each line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--design", default="", help="part of the name of a design")
    parser.add_argument("--method", default="benchmarks.operating_characteristics:within_sites")
    parser.add_argument("--command", default="", help="reads CSV, prints evidence, lower and upper")
    parser.add_argument("--complete", action="store_true", help="all columns of the table")
    parser.add_argument("--out", type=Path, default=None)
    given = parser.parse_args()
    module, _, function = given.method.partition(":")
    judge_frame: Judge = getattr(import_module(module), function)
    if given.command:
        judge_frame = partial(by_command, command=given.command)
    rows = []
    for name in DESIGNS:
        if given.design in name:
            one = count(name, judge_frame, given.draws, given.seed, is_complete=given.complete)
            rows.append(one)
            print(
                f"{name:60} strong {one.strong:.3f}  with weak {one.strong_or_weak:.3f}"
                f" ({one.strong_or_weak_se:.3f})  covered {one.covered:.3f}  {one.ms:.1f} ms",
                flush=True,
            )
            if given.out:
                pd.DataFrame(rows).to_csv(given.out, index=False, float_format="%.4g")


if __name__ == "__main__":
    main()
