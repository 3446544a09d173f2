"""Other tests of the same series, for comparison: none of them grades anything."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from workbench.errors import SeriesError
from workbench.findings.rows import (
    Phrase,
    code,
    count,
    flag,
    number,
    phrase,
    probability,
    row,
    share,
    text,
    year,
)
from workbench.findings.tables import Filled, Table
from workbench.methods.nondetects.censored import recensor
from workbench.methods.nondetects.regression import censored_regression
from workbench.methods.sampling.site_values import SiteValues
from workbench.methods.sampling.visits import Medians, Placed
from workbench.methods.series.blocks import regional_kendall
from workbench.methods.series.change_points import CHANGE_FROM, joinpoint, pettitt
from workbench.methods.series.detection_rate import RATE_FROM, detection_trend
from workbench.methods.series.kendall import mann_kendall
from workbench.methods.series.partial import partial_kendall
from workbench.methods.series.sen import sen_slope
from workbench.methods.series.serially_corrected import Correction, corrected_kendall
from workbench.methods.trends.effects import effects_test, round_effects
from workbench.methods.trends.judging import Method
from workbench.reports.trends import soils
from workbench.reports.trends.basis import Basis, by_series
from workbench.reports.trends.changing.rows import PER_YEAR, Trend
from workbench.reports.trends.soils import Soil
from workbench.store.measurements import Measurements

FEWEST_FOR_KENDALL = 5
FEWEST_FOR_T = 3
CORRECTIONS: tuple[Correction, ...] = ("hamed-rao", "yue-wang", "pre-whitening")
PARTIAL = {
    "partial-clay": Soil.clay_pct,
    "partial-organic-carbon": Soil.toc_pct,
    "partial-ph": Soil.ph,
}
JOINPOINT_ORDERS = 999


@row
class OtherTest:
    """A series as another test sees it."""

    subject: Phrase = phrase("the series in words", "Series")
    test: str = code("other-test", "the other test", "Test")
    n_rounds: int = count("sampling rounds", "Sampling rounds")
    p: float | None = probability("its two-sided p", "p")
    slope_mg_kg_year: float | None = number("Sen's slope of the medians", "Slope", unit=PER_YEAR)
    change_per_year: float | None = share(
        "change in a year, of the logarithms within sites", "Change a year", unit="1/year"
    )
    odds_per_year: float | None = share(
        "change of the odds of a detect in a year", "Change of odds", unit="1/year"
    )
    change_year: int | None = year("year of the change that it finds", "Year of change")
    is_advised_against: bool = flag("whether the literature advises against it", "Advised against")
    series: str = text("series")


SENSITIVITY = Table(
    "sensitivity",
    OtherTest,
    "Other tests, for comparison",
    "No series allows another test, or the page is on several countries.",
)


@dataclass(frozen=True)
class Answered:
    """What another test says."""

    test: str
    n_rounds: int
    p: float
    slope: float = math.nan
    change: float = math.nan  # of the logarithms [1/year]
    log_odds: float = math.nan
    year: int | None = None
    advised_against: bool = False

    def row(self, subject: Phrase, series: str) -> OtherTest:
        """Put it into a row."""
        return OtherTest(
            subject=subject,
            test=self.test,
            n_rounds=self.n_rounds,
            p=self.p,
            slope_mg_kg_year=self.slope,
            change_per_year=_change(self.change),
            odds_per_year=_change(self.log_odds),
            change_year=self.year,
            is_advised_against=self.advised_against,
            series=series,
        )


def _change(slope: float) -> float:
    """Change in a year of what has this slope of its logarithm; NaN where that has no end."""
    return math.expm1(slope) if math.isfinite(slope) and slope < 700 else math.nan


def compute_sensitivity(basis: Basis, trends: Mapping[str, Trend]) -> Filled[OtherTest]:
    """Ask other tests about each whole series of a country."""
    visits, found = by_series(basis.visits), {}
    asked_about = (
        ()
        if basis.with_country
        else [
            one
            for one in basis.findings
            if not one.series.stratum and one.judged.method is not Method.NONE
        ]
    )
    soil_of = _with_soil(basis, [one.series.name for one in asked_about])
    for one in asked_about:
        name, values = one.series.name, one.series.site_values
        samples = soil_of[name]
        tests = [
            *_of_medians(visits[name], basis.parameters.seed),
            *_of_effects(values),
            *_of_sites(values),
            *_of_detects(samples),
            *_given_soil(values, samples),
        ]
        for asked in tests:
            found[f"{name}@{asked.test}"] = asked.row(trends[name].subject, name)
    return SENSITIVITY.filled(found)


def _with_soil(basis: Basis, names: Sequence[str]) -> Mapping[str, pd.DataFrame]:
    """Give the samples of some series, with properties of their soils where any were measured."""
    groups = {name: basis.groups[name] for name in names}
    measured = basis.everything[Measurements.substance].isin(list(soils.MEASURED))
    if not groups or not measured.any():
        return groups
    return {name: basis.with_soils.loc[group.index] for name, group in groups.items()}


def _of_medians(visits: pd.DataFrame, seed: int) -> Iterator[Answered]:
    """Mann-Kendall of the medians of rounds, with half the limit, corrected, and their steps."""
    years = visits[Medians.decimal_year].to_numpy(dtype=float)
    if np.unique(years).size < max(years.size, FEWEST_FOR_KENDALL):
        return
    medians = visits[Medians.median_mg_kg].to_numpy(dtype=float)
    below = visits[Medians.below_limit].to_numpy(dtype=bool)
    compared = recensor(medians, below)
    test = mann_kendall(years, compared.values)
    yield Answered("round-medians", years.size, test.p, sen_slope(years, medians, below).slope)
    if below.any():
        halved = np.where(below, medians / 2, medians)
        test, slope = mann_kendall(years, halved), sen_slope(years, halved).slope
        yield Answered("half-limit", years.size, test.p, slope, advised_against=True)
    if np.unique(compared.values).size == 1:
        return
    if not below.any():
        for correction in CORRECTIONS:
            found = corrected_kendall(compared.values, correction)
            yield Answered(correction, years.size, found.p_not_narrowed)
    yield from _of_steps(years, compared.values, seed, all_known=not below.any())


def _of_steps(
    years: np.ndarray, medians: np.ndarray, seed: int, *, all_known: bool
) -> Iterator[Answered]:
    """Year in which the medians of rounds step up or down most, and in which their line bends."""
    if years.size < CHANGE_FROM:
        return
    step = pettitt(years, medians)
    yield Answered("pettitt", years.size, step.p, year=math.floor(step.first_after))
    if all_known:
        bend = joinpoint(years, medians, n_orders=JOINPOINT_ORDERS, seed=seed)
        yield Answered("joinpoint", years.size, bend.p, year=math.floor(bend.date))


def _of_effects(values: SiteValues) -> Iterator[Answered]:
    """Student's t of the effects of three or four campaigns, which hold no effect of their own."""
    if not FEWEST_FOR_T <= values.years.size < FEWEST_FOR_KENDALL:
        return
    found = round_effects(values)
    if found is not None and all(first < last for first, last in pairwise(values.years)):
        yield Answered("campaign-t", values.years.size, effects_test(found).p)


@dataclass(frozen=True)
class _Cells:
    """Values of blocks at rounds, a row each; a non-detect by its limit."""

    block: np.ndarray
    round: np.ndarray
    years: np.ndarray
    contents: np.ndarray
    below: np.ndarray

    @classmethod
    def of(cls, values: SiteValues) -> _Cells | None:
        """Give the cells of a series of several blocks; None where there are too few rounds."""
        years = values.years
        if np.unique(years).size < max(years.size, FEWEST_FOR_KENDALL) or len(values.sites) < 2:
            return None
        block, at = np.nonzero(values.is_sampled)
        return cls(block, at, years[at], values.high[block, at], values.is_open[block, at])


def _of_sites(values: SiteValues) -> Iterator[Answered]:
    """Kendall's test over sites, and a regression with an effect of each, by other software."""
    cells = _Cells.of(values)
    if cells is None:
        return
    n_rounds, compared = values.years.size, recensor(cells.contents, cells.below)
    test = regional_kendall(cells.block, cells.years, np.log(compared.values))
    change = math.nan if cells.below.any() else test.slope
    yield Answered("regional", n_rounds, test.p, change=change, advised_against=True)
    if math.isfinite(test.p_covarying):
        yield Answered("regional-covarying", n_rounds, test.p_covarying, change=change)
    try:
        fit = censored_regression(
            cells.contents, cells.below, {"year": cells.years}, sites=cells.block
        )
    except SeriesError:
        return  # too few detects, or none that scatter
    change, _, p = fit.of("year")
    yield Answered("mle-sites", n_rounds, p, change=change)


def _of_detects(samples: pd.DataFrame) -> Iterator[Answered]:
    """Trend of the share of detects, where hardly anything is detected."""
    flags = samples[Measurements.censored].to_numpy(dtype=bool)
    dates = samples[Placed.visit_date].to_numpy(dtype=float)
    n_rounds = np.unique(dates).size
    if flags.mean() <= RATE_FROM or n_rounds < FEWEST_FOR_KENDALL:
        return
    try:
        found = detection_trend(dates, samples[Measurements.value], flags)
    except SeriesError:
        return  # no sample is above the highest limit
    yield Answered("detection-rate", n_rounds, found.p, log_odds=found.log_odds_per_year)


def _given_soil(values: SiteValues, samples: pd.DataFrame) -> Iterator[Answered]:
    """Kendall's test within sites, given clay, organic carbon or pH of the same samples."""
    cells = _Cells.of(values)
    known = [(test, name) for test, name in PARTIAL.items() if name in samples.columns]
    if cells is None or not known:
        return
    compared = recensor(cells.contents, cells.below)
    keys = pd.MultiIndex.from_arrays([values.sites[cells.block], values.rounds[cells.round]])
    by_cell = samples.groupby([Measurements.site_id, Placed.visit])
    for test, name in known:
        covariate = by_cell[name].median().reindex(keys).to_numpy(dtype=float)
        stated = np.isfinite(covariate)
        n_rounds = np.unique(cells.years[stated]).size
        if n_rounds >= FEWEST_FOR_KENDALL:
            found = partial_kendall(
                cells.years[stated],
                np.compress(stated, compared.values),
                covariate[stated],
                sites=cells.block[stated],
            )
            yield Answered(test, n_rounds, found.p)
