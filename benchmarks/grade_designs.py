"""Made countries whose truth is known, for the grades of the health report, on a grid of areas.

Each design changes one thing of a country in which all is well: what confounds, how the exposure
was measured, how areas were registered, how many there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pandas as pd

from workbench.methods.rates.age_bands import ALL, joined_bands
from workbench.methods.rates.standardisation import expected_counts, internal_rates
from workbench.methods.spatial.exposure_error import error_of_means
from workbench.methods.spatial.neighbours import Neighbours, neighbours
from workbench.reports.health.basis.counts import SEX_AND_AGE, Counted, CountedArea
from workbench.reports.health.basis.exposure import (
    MG_KG,
    OF_SOIL,
    ExposedArea,
    Exposure,
    increment_of,
)
from workbench.reports.health.basis.judge import Around, judge, map_patterns
from workbench.reports.health.basis.judged import JudgedQuestion, MapPatterns
from workbench.reports.health.basis.questions import question
from workbench.reports.health.parameters import READS, Parameters
from workbench.reports.health.phrases import SoilExposure
from workbench.store.frames import Frames, empty

TRUTH = 0.1  # logarithm of the rate ratio per doubling, where there is any
OUTCOME, CONTROL = "N18", "K35-K37"
COVARIATES = ("deprivation", "smoking")
SLOPES = (0.10, 0.10)  # of outcome and control, for a standard deviation of each covariate
SHARES = (0.3, 0.3)  # correlations of the exposure with them
AGES = ("0-39", "40-64", "65+")
RATES = np.array([0.2, 1.0, 2.4])
PEOPLE = np.array([0.5, 0.3, 0.2])
AREA, SUBSTANCE = "XAA", "Cd"
SAMPLED, COUNTED_IN = 2005, 2020
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
        exposures=[SUBSTANCE],
        outcomes=[OUTCOME],
        negative_control=CONTROL,
        demography=[],
        confounders=list(COVARIATES),
    )


@dataclass(frozen=True)
class Drawn:
    """A country as it was drawn, in arrays; the first axis is the area."""

    ids: list[str]
    pairs: list[tuple[str, str]]  # neighbours, in both directions
    people: Floats  # shape (n_areas, n_ages) [person-years]
    cases: Mapping[str, Floats]  # of each outcome, of the same shape
    covariates: Floats  # as they are recorded
    samples: Floats  # shape (n_areas, 3): log2 of mg/kg


def drawn(design: Design, seed: int) -> Drawn:
    """Draw a country.

    Parameters
    ----------
    design : Design
        Its kind.
    seed : int
        Where the numbers of chance begin.

    Returns
    -------
    Drawn
        All that its tables are made of.
    """
    random = np.random.default_rng([seed, 7])
    n = design.side**2 + design.islands
    recorded = _standardised(random.normal(size=(n, len(COVARIATES))))
    cause, other, third = (_pattern(n, design.side, random) for _ in range(3))
    exposure = recorded @ np.array(SHARES) + (0.5 * cause if design.hidden else 0.0)
    exposure = exposure + design.smooth_exposure * other
    exposure = exposure + np.sqrt(max(0.1, 1 - exposure.var())) * random.normal(size=n)
    common = recorded @ np.array(SLOPES)
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
    recorded[:, 0] += np.sqrt(1 / design.reliability - 1) * random.normal(size=n)
    samples = exposure[:, None] + design.sample_error * random.normal(size=(n, 3))
    ids = [f"A{place:03d}" for place in range(n)]
    return Drawn(ids, _pairs(ids, design.side), people * 1000, cases, recorded, samples)


def country(design: Design, seed: int) -> Frames:
    """Draw a country as the tables that the health report reads.

    Parameters
    ----------
    design : Design
        Its kind.
    seed : int
        Where the numbers of chance begin.

    Returns
    -------
    Frames
        Tables of the store.
    """
    one = drawn(design, seed)
    first, second = zip(*one.pairs, strict=True)
    made = {
        "areas": _rows("areas", area_id=one.ids),
        "neighbours": _rows("neighbours", area_id=list(first), neighbour_id=list(second)),
        **_of_people(one.ids, one.people, one.cases),
        "covariates": _covariates(one.ids, one.covariates),
        "measurements": _samples(one.ids, one.samples),
        "site_areas": _rows("site_areas", site_id=one.ids, area_id=one.ids),
    }
    return Frames({name: empty(name) for name in READS} | made, f"draw {seed}")


def judged(design: Design, seed: int) -> JudgedQuestion:
    """Judge a drawn country from its arrays, as the report does from its tables.

    What depends on the areas alone is worked out once for all draws of a grid, and nothing is
    hidden, since nothing is shown: several times as fast, with the same answer.

    Parameters
    ----------
    design : Design
        Its kind.
    seed : int
        Where the numbers of chance begin.

    Returns
    -------
    JudgedQuestion
        The one question of the country.
    """
    one, settings = drawn(design, seed), parameters()
    covariates = pd.DataFrame(one.covariates, one.ids, list(COVARIATES))
    asked = question(_exposure(one, settings), _counted(one, OUTCOME), covariates, settings)
    areas, beside = _grid(tuple(one.ids), tuple(one.pairs))
    around = Around({ALL: _counted(one, CONTROL)}, areas, pd.Series("", one.ids), beside)
    return judge([asked], around, settings)[0]


@cache
def _grid(
    ids: tuple[str, ...], pairs: tuple[tuple[str, str], ...]
) -> tuple[Neighbours, dict[tuple[str, ...], MapPatterns]]:
    """Neighbours of the areas of a grid, with what depends on them alone."""
    areas = neighbours(list(ids), pairs)
    return areas, {ids: map_patterns(areas)}


def _exposure(one: Drawn, settings: Parameters) -> Exposure:
    """Geometric mean of the samples of each area."""
    logs = one.samples * np.log(2)
    n_samples = logs.shape[1]
    areas = pd.DataFrame(
        {
            ExposedArea.value: np.exp(logs.mean(axis=1)),
            ExposedArea.n_samples: n_samples,
            ExposedArea.n_censored: 0,
        },
        one.ids,
    )
    error = error_of_means(np.repeat(one.ids, n_samples), logs.ravel())
    name, years = SoilExposure(substance=SUBSTANCE), (SAMPLED, SAMPLED)
    found = Exposure(SUBSTANCE, name, MG_KG, OF_SOIL, areas, years, log_error=error)
    return replace(found, increment=increment_of(found, settings))


def _counted(one: Drawn, outcome: str) -> Counted:
    """Cases and expected cases of an outcome in each area, standardised over ages."""
    cases = one.cases[outcome]
    areas = pd.DataFrame(
        {
            CountedArea.person_years: one.people.sum(axis=1),
            CountedArea.cases: cases.sum(axis=1).astype(float),
            CountedArea.expected: expected_counts(one.people, internal_rates(cases, one.people)),
        },
        one.ids,
    )
    none, complete = pd.DataFrame(), pd.Series(np.nan, one.ids)
    bands = joined_bands(AGES)
    counts = (areas, (COUNTED_IN,), (), none, none, len(AGES), 0, {}, (), complete, bands)
    return Counted(outcome, ALL, *counts, allows_for=SEX_AND_AGE)


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


def _pairs(ids: list[str], side: int) -> list[tuple[str, str]]:
    """Areas that share a side, in both directions; areas beyond the grid are islands."""
    grid = np.array(ids[: side**2]).reshape(side, side)
    pairs = [*zip(grid[:, :-1].ravel(), grid[:, 1:].ravel(), strict=True)]
    pairs += zip(grid[:-1].ravel(), grid[1:].ravel(), strict=True)
    return [*pairs, *((other, one) for one, other in pairs)]


def _of_people(
    ids: list[str], people: Floats, cases: Mapping[str, Floats]
) -> dict[str, pd.DataFrame]:
    """Make population and cases by age, of one year, in women."""
    keys = {
        "area_id": np.repeat(ids, len(AGES)),
        "age_band": np.tile(AGES, len(ids)),
        "sex": "F",
        "year": COUNTED_IN,
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
        substance=SUBSTANCE,
        value=np.exp2(logs.ravel()),
        unit="mg/kg",
        sampled_on=f"{SAMPLED}",
        matrix="soil",
        fraction="total",
        basis="dry",
        depth_top_cm=0.0,
        depth_bottom_cm=20.0,
        censored=False,
    )


def _rows(table: str, **cells: object) -> pd.DataFrame:
    """Rows of a table of the store in its contract."""
    contract = empty(table).dtypes.to_dict()
    frame = pd.DataFrame(cells).assign(iso3=AREA, source_file="made.csv")
    frame["source_row"] = np.arange(2, len(frame) + 2)
    return frame.reindex(columns=list(contract)).astype(contract)
