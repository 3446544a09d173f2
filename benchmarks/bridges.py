"""Coverage and false alarms of trends over a change of laboratory that control samples bridge.

    python -m benchmarks.bridges --draws 1000 --out docs/bridges.csv

A new laboratory measures the second half of the rounds and reads higher by a shift that is not
known; it is estimated from archived samples that both measured, each with a scatter of 10 %.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from workbench.methods.sampling.site_values import Samples, site_values
from workbench.methods.trends.bridges import Step, bridge_of
from workbench.methods.trends.campaigns import Allowance, Source
from workbench.methods.trends.judging import Judged, Plan, judge

Design = tuple[int, int, float]  # rounds, sites and years between rounds
DESIGNS: tuple[Design, ...] = (
    (2, 30, 9.0),
    (3, 30, 5.0),
    (4, 30, 3.0),
    (6, 12, 1.0),
    (10, 8, 1.0),
    (14, 8, 1.0),
)
TAU = 0.1  # of campaigns; of yearly rounds half of it
SHIFTS = (0.05, 0.2)
N_CONTROLS = (5, 10)
SLOPE = -0.03


@dataclass(frozen=True)
class Counted:
    """What was counted in draws of one design."""

    n_rounds: int
    n_sites: int
    years_between: float
    shift: float  # of the logarithm
    n_controls: int
    n_draws: int
    covered: float  # share of intervals that hold the true slope
    covered_se: float
    false_alarms: float  # share with p of 0.05 or less where there is no change
    power: float  # share with p of 0.05 or less at `SLOPE`


def drawn(design: Design, shift: float, n_controls: int, slope: float, seed: int) -> Judged:
    """Judge one drawn series.

    Returns
    -------
    Judged
    """
    n_rounds, n_sites, gap = design
    rng = np.random.default_rng(seed)
    is_new = np.arange(n_rounds) >= n_rounds // 2
    of_rounds = rng.normal(0, TAU if n_rounds < 5 else TAU / 2, n_rounds) + shift * is_new
    logs = slope * gap * np.arange(n_rounds) + of_rounds + rng.normal(0, 0.5, (n_sites, 1))
    bridge = bridge_of(shift + rng.normal(0, 0.1, n_controls))
    logs = logs + rng.normal(0, 0.2, logs.shape) - bridge.shift * is_new
    site, at = np.meshgrid(np.arange(n_sites), np.arange(n_rounds), indexing="ij")
    names, dates = np.char.mod("%02d", at.ravel()), 2000 + gap * at.ravel()
    values = site_values(
        Samples(site.ravel().astype(str), names, dates, np.exp(logs).ravel(), np.zeros(at.size))
    )
    step = Step(np.broadcast_to(is_new.astype(np.float64), logs.shape), bridge)
    return judge(values, Plan(allowance=Allowance(TAU, Source.GIVEN), steps=(step,)))


def count(design: Design, shift: float, n_controls: int, n_draws: int) -> Counted:
    """Count over draws.

    Returns
    -------
    Counted
    """
    seeds = range(n_draws)
    changing = [drawn(design, shift, n_controls, SLOPE, seed) for seed in seeds]
    steady = [drawn(design, shift, n_controls, 0.0, n_draws + seed) for seed in seeds]
    held = [one.size.lower <= SLOPE <= one.size.upper for one in changing]
    held += [one.size.lower <= 0.0 <= one.size.upper for one in steady]
    covered = float(np.mean(held))
    return Counted(
        *design,
        shift=shift,
        n_controls=n_controls,
        n_draws=2 * n_draws,
        covered=covered,
        covered_se=float(np.sqrt(covered * (1 - covered) / len(held))),
        false_alarms=float(np.mean([one.p <= 0.05 for one in steady])),
        power=float(np.mean([one.p <= 0.05 for one in changing])),
    )


def main() -> None:
    """Count over all designs and print each line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--out", type=Path, default=None)
    given = parser.parse_args()
    rows = []
    for design, shift, n_controls in product(DESIGNS, SHIFTS, N_CONTROLS):
        rows.append(asdict(count(design, shift, n_controls, given.draws)))
        print(rows[-1], flush=True)
        if given.out:
            pd.DataFrame(rows).to_csv(given.out, index=False, float_format="%.4g")


if __name__ == "__main__":
    main()
