"""Made countries whose truth is known, for the grades of the health report, on a grid of areas.

Each design changes one thing of a country in which all is well: what confounds, how the exposure
was measured, how areas were registered, how many there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.reports.health.parameters import READS, Parameters
from workbench.store import tables
from workbench.store.frames import Frames

TRUTH = 0.1  # logarithm of the rate ratio per doubling, where there is any
OUTCOME, CONTROL = "N18", "K35-K37"
COVARIATES = ("deprivation", "smoking")
SLOPES = (0.10, 0.10)  # of outcome and control, for a standard deviation of each covariate
SHARES = (0.3, 0.3)  # correlations of the exposure with them
AGES = ("0-39", "40-64", "65+")
RATES = np.array([0.2, 1.0, 2.4])
PEOPLE = np.array([0.5, 0.3, 0.2])
AREA = "XAA"
Floats = np.ndarray


@dataclass(frozen=True)
class Design:
    """A kind of country.

    Attributes
    ----------
    truth : float
        Logarithm of the rate ratio per doubling. [1]
    side : int
        Areas along a side of the grid; `extra` more areas lie apart.
    cases : float
        Mean cases of an area.
    sample_error : float
        Standard deviation of log2 of a sample about its area.
    hidden : float
        Effect of a smooth cause that no covariate has; it has a share of half in the exposure.
    hidden_in_control : float
        Its effect on the control outcome.
    reliability : float
        Of the first covariate as it is recorded. [share]
    residual, smooth : float
        Standard deviation of independent and of smooth variation of the log rate.
    smooth_exposure : float
        Share of the exposure that is smooth, of another pattern.
    five_fold : bool
        Whether one highly exposed area registers five times its cases.
    islands : int
        Areas without a neighbour.
    """

    truth: float = 0.0
    side: int = 10
    cases: float = 60.0
    sample_error: float = 0.25
    hidden: float = 0.0
    hidden_in_control: float = 0.0
    reliability: float = 1.0
    residual: float = 0.05
    smooth: float = 0.0
    smooth_exposure: float = 0.0
    five_fold: bool = False
    islands: int = 0


DESIGNS: Mapping[str, Design] = {
    "well measured, 0.1 per doubling": Design(truth=TRUTH),
    "well measured, no association": Design(),
    "smooth residual, 0.1 per doubling": Design(truth=TRUTH, smooth=0.12, smooth_exposure=0.5),
    "smooth residual, no association": Design(smooth=0.12, smooth_exposure=0.5),
    "hidden smooth cause, not in control": Design(hidden=0.15),
    "hidden smooth cause, in control": Design(hidden=0.15, hidden_in_control=0.15),
    "confounder of reliability 0.5": Design(reliability=0.5),
    "three noisy samples, 0.1 per doubling": Design(truth=TRUTH, sample_error=1.0),
    "three very noisy samples, 0.1 per doubling": Design(truth=TRUTH, sample_error=1.7),
    "one five-fold area": Design(five_fold=True),
    "one five-fold area, 0.1 per doubling": Design(truth=TRUTH, five_fold=True),
    "25 areas, 0.1 per doubling": Design(truth=TRUTH, side=5, cases=120.0),
    "36 areas, 0.1 per doubling": Design(truth=TRUTH, side=6, cases=120.0),
    "36 areas, no association": Design(side=6, cases=120.0),
    "zero-heavy counts, 0.1 per doubling": Design(truth=TRUTH, cases=1.5, residual=0.3),
    "zero-heavy counts, no association": Design(cases=1.5, residual=0.3),
    "eight islands, 0.1 per doubling": Design(truth=TRUTH, islands=8),
    "eight islands, no association": Design(islands=8),
}


def parameters() -> Parameters:
    """Give the parameters that all designs are judged with."""
    return Parameters(
        area=AREA,
        exposures=["Cd"],
        outcomes=[OUTCOME],
        negative_control=CONTROL,
        demography=[],
        confounders=list(COVARIATES),
    )


def country(design: Design, seed: int) -> Frames:
    """Draw a country.

    Parameters
    ----------
    design : Design
        Its kind.
    seed : int
        Where the numbers of chance begin.

    Returns
    -------
    Frames
        Tables that the health report reads.
    """
    random = np.random.default_rng([seed, 7])
    n = design.side**2 + design.islands
    ids = [f"A{place:03d}" for place in range(n)]
    drawn = _standardised(random.normal(size=(n, len(COVARIATES))))
    cause, other, third = (_pattern(n, design.side, random) for _ in range(3))
    exposure = drawn @ np.array(SHARES) + (0.5 * cause if design.hidden else 0.0)
    exposure = exposure + design.smooth_exposure * other
    exposure = exposure + np.sqrt(max(0.1, 1 - exposure.var())) * random.normal(size=n)
    common = drawn @ np.array(SLOPES)
    log_rates = {
        OUTCOME: design.truth * exposure
        + common
        + design.hidden * cause
        + design.smooth * third
        + design.residual * random.normal(size=n),
        CONTROL: common + design.hidden_in_control * cause,
    }
    people = (
        np.exp(random.normal(0, 0.4, n))[:, None] * PEOPLE * np.exp(random.normal(0, 0.15, (n, 3)))
    )
    cases = {
        name: random.poisson(design.cases * people * RATES * np.exp(logs)[:, None])
        for name, logs in log_rates.items()
    }
    if design.five_fold:
        cases[OUTCOME][int(exposure.argsort()[-2])] *= 5
    recorded = drawn.copy()
    error = np.sqrt(1 / design.reliability - 1)
    recorded[:, 0] += error * random.normal(size=n)
    samples = exposure[:, None] + design.sample_error * random.normal(size=(n, 3))
    made = {
        "areas": _rows("areas", area_id=ids),
        "neighbours": _neighbours(ids, design.side),
        **_of_people(ids, people * 1000, cases),
        "covariates": _covariates(ids, recorded),
        "measurements": _samples(ids, samples),
        "site_areas": _rows("site_areas", site_id=ids, area_id=ids),
    }
    return Frames({name: tables.empty(name) for name in READS} | made, f"draw {seed}")


def _standardised(values: Floats) -> Floats:
    """Values with mean 0 and standard deviation 1, by column."""
    return np.asarray((values - values.mean(axis=0)) / values.std(axis=0))


def _pattern(n: int, side: int, random: np.random.Generator) -> Floats:
    """Draw a smooth pattern: broad waves over the grid."""
    east, north = np.divmod(np.arange(n), side)
    waves = [
        random.normal()
        * np.cos(2 * np.pi * (random.uniform(0.3, 1) * east / side + random.uniform()))
        * np.cos(2 * np.pi * (random.uniform(0.3, 1) * north / side + random.uniform()))
        for _ in range(4)
    ]
    return _standardised(np.sum(waves, axis=0))


def _neighbours(ids: list[str], side: int) -> pd.DataFrame:
    """Pairs of areas that share a side; areas beyond the grid are islands."""
    grid = np.array(ids[: side**2]).reshape(side, side)
    pairs = [*zip(grid[:, :-1].ravel(), grid[:, 1:].ravel(), strict=True)]
    pairs += zip(grid[:-1].ravel(), grid[1:].ravel(), strict=True)
    both = [*pairs, *((other, one) for one, other in pairs)]
    first, second = zip(*both, strict=True)
    return _rows("neighbours", area_id=list(first), neighbour_id=list(second))


def _of_people(
    ids: list[str], people: Floats, cases: Mapping[str, Floats]
) -> dict[str, pd.DataFrame]:
    """Make population and cases by age, of one year and both sexes."""
    keys = {
        "area_id": np.repeat(ids, len(AGES)),
        "age_band": np.tile(AGES, len(ids)),
        "sex": "all",
        "year": 2020,
    }
    parts = [
        _rows("outcomes", **keys, outcome=name, cases=counts.ravel().astype(float))
        for name, counts in cases.items()
    ]
    return {
        "population": _rows("population", **keys, person_years=people.ravel()),
        "outcomes": pd.concat(parts, ignore_index=True),
    }


def _covariates(ids: list[str], recorded: Floats) -> pd.DataFrame:
    """Covariates of the areas as they are recorded."""
    parts = [
        _rows("covariates", area_id=ids, year=2010, name=name, value=values, unit="1")
        for name, values in zip(COVARIATES, recorded.T, strict=True)
    ]
    return pd.concat(parts, ignore_index=True)


def _samples(ids: list[str], logs: Floats) -> pd.DataFrame:
    """Soil samples of the areas."""
    return _rows(
        "measurements",
        site_id=np.repeat(ids, logs.shape[1]),
        substance="Cd",
        value=np.exp2(logs.ravel()),
        unit="mg/kg",
        sampled_on="2005",
        matrix="soil",
        fraction="total",
        basis="dry",
        depth_top_cm=0.0,
        depth_bottom_cm=20.0,
        censored=False,
    )


def _rows(table: str, **cells: object) -> pd.DataFrame:
    """Rows of a table of the store in its contract."""
    contract = tables.empty(table).dtypes.to_dict()
    frame = pd.DataFrame(cells).assign(iso3=AREA, source_file="made.csv")
    frame["source_row"] = np.arange(2, len(frame) + 2)
    return frame.reindex(columns=list(contract)).astype(contract)
