"""Exposure of each area: the geometric mean of its soil samples, or a covariate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.stats import norm

from workbench.findings.excluded import Excluded, Named
from workbench.findings.names import column
from workbench.findings.rows import Phrase, number, row, text, year
from workbench.methods.basics.arrays import Flags, Floats
from workbench.methods.nondetects.estimates import ros
from workbench.methods.sampling.visits import sampling_years
from workbench.methods.spatial.exposure_error import ErrorVariance, error_of_means
from workbench.reports.health.basis.counts import Counted
from workbench.reports.health.basis.linkage import Linked
from workbench.reports.health.parameters import Parameters
from workbench.reports.health.phrases import SoilExposure
from workbench.store.measurements import Measurements
from workbench.store.people import Areas, Covariates
from workbench.vocabulary import substances

MG_KG = "mg/kg"
FEWEST_DETECTS = 2
FEWEST_AREAS = 30  # with fewer no model is judged
SUBSTITUTES = {"half_limit": 0.5, "limit_over_root_2": math.sqrt(0.5)}
ALIKE = [
    *(Measurements.unit, Measurements.fraction, Measurements.basis),
    *(Measurements.depth_top_cm, Measurements.depth_bottom_cm),
]
OF_SOIL, OF_COVARIATE = "soil", "covariate"
WIDE = (0.05, 0.95)  # quantiles that nearly all areas are within
MOST_STEPS = 10  # units between them, above which one is no step that a reader thinks in
FEWEST_REPLICATES = 10  # samples beyond one an area, below which the error is not known
DOUBLING, IQR, ONE_UNIT = "doubling", "interquartile range", "unit"


@row
class SampledDepth(Phrase):
    """Depth of samples."""

    top_cm: float | None = number("upper end", unit="cm")
    bottom_cm: float | None = number("lower end", unit="cm")


@row
class SampledLate(Phrase):
    """Sampled too late to have come before the outcome by the lag."""

    until: int = year("last year that comes before the outcome by the lag")


@row
class UnlikeMost(Phrase):
    """Samples of another unit, digestion, basis or depth than most areas have."""

    unit: str = text("unit of most areas")


class ExposedArea:
    """What is known of the exposure of an area."""

    value = column("value of the exposure; missing where there are too few samples")
    n_samples = column("samples in the area")
    n_censored = column("samples below their limit")


@dataclass(frozen=True)
class Exposure:
    """An exposure over the areas of a country.

    Attributes
    ----------
    code, unit : str
        Code of the substance or name of the covariate, and the unit of `values`.
    name : Phrase
        Its name.
    kind : str
        `soil` or `covariate`.
    areas : DataFrame
        By area_id: value [unit] (missing where there are too few samples), n_samples, n_censored;
        of soil also half_limit and limit_over_root_2, with that in place of each non-detect.
    years : tuple of two int
        First and last year that it was measured in.
    depths : tuple of SampledDepth
        Depths that were sampled. [cm]
    left_out : tuple of Excluded
        Samples that are not like the others.
    increment : str
        What a rate ratio is per; empty until the parameters settle it.
    log_error : tuple of (float, int)
        Variance of the natural logarithm of single samples about the mean of their area, and its
        degrees of freedom; none where nothing tells it, as of a covariate.
    """

    code: str
    name: Phrase
    unit: str
    kind: str
    areas: pd.DataFrame
    years: tuple[int, int]
    depths: tuple[SampledDepth, ...] = ()
    left_out: tuple[Excluded, ...] = ()
    increment: str = ""
    log_error: tuple[float, int] = (math.nan, 0)

    @property
    def by_area(self) -> pd.Series:
        """Value of each area; missing where there are too few samples."""
        return self.areas[ExposedArea.value]

    @property
    def n_samples(self) -> int:
        """Samples in all areas."""
        return int(self.areas[ExposedArea.n_samples].sum())

    @property
    def share_non_detects(self) -> float:
        """Share of all samples below their limit."""
        total = self.n_samples
        return float(self.areas[ExposedArea.n_censored].sum() / total) if total else 0.0


def exposures_of(
    together: Linked, outcomes: Sequence[Counted], parameters: Parameters
) -> tuple[Exposure, ...]:
    """Exposures that are asked for: substances in soil, or covariates.

    Parameters
    ----------
    together : Linked
        Tables of the country.
    outcomes : sequence of Counted
        Outcomes; soil is to be sampled before the first of their years by the lag.
    parameters : Parameters
        Of the report.

    Returns
    -------
    tuple of Exposure
        Each with its increment; without those that are not in the data.
    """
    samples, covariates = together.samples, together.covariates
    in_mg_kg = sorted(samples[Measurements.substance][samples[Measurements.unit] == MG_KG].unique())
    named = parameters.exposures or [code for code in in_mg_kg if substances.is_contaminant(code)]
    began = min((year for one in outcomes for year in one.years), default=None)
    until = None if began is None else began - parameters.lag_years
    found = []
    for name in named:
        if name in in_mg_kg:
            found.append(
                of_soil(samples, name, fewest_samples=parameters.fewest_samples, until=until)
            )
        elif name in set(covariates[Covariates.name]):
            found.append(of_covariate(covariates, name))
    return tuple(replace(one, increment=increment_of(one, parameters)) for one in found)


def of_soil(
    samples: pd.DataFrame, substance: str, *, fewest_samples: int, until: int | None = None
) -> Exposure:
    """Geometric mean of a substance in each area; a non-detect counts by what the others tell.

    Regression on order statistics over all samples gives the lognormal line of the country. Below
    its limit a non-detect has the mean logarithm that this line has there, so that one value does
    for all non-detects of a limit and no area is left out for having only such.

    Parameters
    ----------
    samples : DataFrame
        Measurements in soil with `area_id`.
    substance : str
        Code.
    fewest_samples : int
        Samples that an area must have.
    until : int, optional
        Last year that comes before the outcome by the lag. Later samples are left out where
        enough areas have enough samples up to then; else all are taken, and timing is not
        established.

    Returns
    -------
    Exposure
        Of the areas with enough samples, with what was left out.
    """
    alike, others = _alike(samples[samples[Measurements.substance] == substance])
    own, late = _in_time(alike, fewest_samples, until)
    left_out = (*others, *late)
    values, censored = (
        own[Measurements.value].to_numpy(),
        own[Measurements.censored].to_numpy(dtype=bool),
    )
    logs = {str(ExposedArea.value): log_values(values, censored)} | {
        name: log_values(values, censored, substitute=share) for name, share in SUBSTITUTES.items()
    }
    groups = own.assign(**logs).groupby(Areas.area_id)
    means = groups[list(logs)].mean().map(math.exp)
    n_samples, n_censored = groups.size(), groups[Measurements.censored].sum()
    areas = means.where(n_samples >= fewest_samples)
    years = sampling_years(own)
    return Exposure(
        substance,
        SoilExposure(substance=substance),
        MG_KG,
        OF_SOIL,
        areas.assign(n_samples=n_samples, n_censored=n_censored),
        (int(years.min()), int(years.max())),
        _depths(own),
        left_out,
        log_error=error_of_means(own[Areas.area_id], logs[str(ExposedArea.value)]),
    )


def _alike(samples: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Excluded, ...]]:
    """Choose samples of the unit, digestion, basis and depth that most areas have."""
    if samples.empty:
        return samples, ()
    areas = samples.fillna(
        {Measurements.depth_top_cm: -1.0, Measurements.depth_bottom_cm: -1.0}
    ).groupby(ALIKE)[Areas.area_id]
    n_areas = areas.nunique()
    usable = n_areas[n_areas.index.get_level_values(Measurements.unit) == MG_KG]
    chosen = usable.idxmax() if len(usable) else None
    kept = areas.transform(lambda one: one.name == chosen).astype(bool)
    rest = int((~kept).sum())
    unlike = Excluded(
        what=SoilExposure(substance=str(samples[Measurements.substance].iloc[0])),
        kind="measurements",
        why=UnlikeMost(unit=MG_KG),
        count=rest,
    )
    return samples[kept], (unlike,) if rest else ()


def _in_time(
    samples: pd.DataFrame, fewest_samples: int, until: int | None
) -> tuple[pd.DataFrame, tuple[Excluded, ...]]:
    """Choose samples that were taken early enough, where they are enough by themselves."""
    if until is None or samples.empty:
        return samples, ()
    early = sampling_years(samples) <= until
    n_samples = samples[early].groupby(Areas.area_id).size()
    n_late = int((~early).sum())
    if not n_late or (n_samples >= fewest_samples).sum() < FEWEST_AREAS:
        return samples, ()
    late = Excluded(
        what=SoilExposure(substance=str(samples[Measurements.substance].iloc[0])),
        kind="measurements",
        why=SampledLate(until=until),
        count=n_late,
    )
    return samples[early], (late,)


def of_covariate(covariates: pd.DataFrame, name: str) -> Exposure:
    """Covariate that stands for exposure, as a distance does; the mean of its years."""
    own = covariates[covariates[Covariates.name] == name]
    values = own.groupby(Covariates.area_id)[Covariates.value].mean()
    areas = pd.DataFrame(
        {ExposedArea.value: values, ExposedArea.n_samples: 0, ExposedArea.n_censored: 0}
    )
    years = (int(own[Covariates.year].min()), int(own[Covariates.year].max()))
    return Exposure(
        name,
        Named(name=name),
        str(own[Covariates.unit].iloc[0]),
        OF_COVARIATE,
        areas,
        years,
    )


def log_values(values: Floats, censored: Flags, *, substitute: float | None = None) -> Floats:
    """Logarithms of samples, those of non-detects as their limit and the other samples tell.

    Parameters
    ----------
    values : array of float, shape (n_samples,)
        Content, or the limit where `censored`. [mg/kg]
    censored : array of bool, shape (n_samples,)
        True for a non-detect.
    substitute : float, optional
        Share of its limit to take for each non-detect instead, as a check. [1]

    Returns
    -------
    array of float, shape (n_samples,)
        Natural logarithms.
    """
    logs = np.log(values)
    if not censored.any():
        return logs
    if substitute is not None:
        return logs + np.where(censored, np.log(substitute), 0.0)
    if np.sum(~censored) < FEWEST_DETECTS:
        return logs  # nothing tells how far below; the share of non-detects forbids a verdict
    filled_in = np.log(ros(values, censored).modeled)
    mean, sd = filled_in.mean(), filled_in.std(ddof=1)
    z = (logs - mean) / sd
    below = mean - sd * np.exp(norm.logpdf(z) - norm.logcdf(z))
    return np.where(censored, below, logs)


def increment_of(exposure: Exposure, parameters: Parameters) -> str:
    """Name what a rate ratio of an exposure is per: a step that the areas themselves span.

    A doubling is none where nearly all areas are within a factor of two, and one unit is none where
    they are within less than it, or many units apart; the interquartile range is taken instead.
    A range of zero is no increment.
    """
    usual = DOUBLING if exposure.kind == OF_SOIL else ONE_UNIT
    steps = in_increments(exposure.by_area, usual).quantile(WIDE).diff().iloc[-1]
    is_fitting = 1 <= steps <= (math.inf if usual == DOUBLING else MOST_STEPS)
    if (parameters.increment != DOUBLING or not is_fitting) and _range(exposure.by_area) > 0:
        return IQR
    return usual


def _range(values: pd.Series) -> float:
    """Interquartile range; nan without any value."""
    low, high = values.quantile([0.25, 0.75])
    return float(high - low)


def in_increments(values: pd.Series, increment: str) -> pd.Series:
    """Exposure of each area in increments."""
    if increment == ONE_UNIT:
        return values
    if increment == DOUBLING:
        return pd.Series(np.log2(values), index=values.index)
    spread, low = _range(values), float(values.quantile(0.25))
    return pd.Series((values - low) / (spread if spread > 0 else np.nan), index=values.index)


def in_units(amounts: Floats, exposure: Exposure) -> Floats:
    """Give amounts of an exposure in its own unit, which `in_increments` turned into increments.

    Parameters
    ----------
    amounts : array of float, shape (n,)
        In increments.
    exposure : Exposure
        With its increment.

    Returns
    -------
    array of float, shape (n,)
        In the unit of the exposure.
    """
    if exposure.increment == ONE_UNIT:
        return amounts
    if exposure.increment == DOUBLING:
        return np.asarray(np.exp2(amounts))
    values = exposure.by_area
    return np.asarray(float(values.quantile(0.25)) + amounts * _range(values))


def error_in_increments(exposure: Exposure, areas: pd.Index) -> ErrorVariance | None:
    """Variance of the error of the exposure of each area, in squared increments.

    Parameters
    ----------
    exposure : Exposure
        With its increment.
    areas : Index
        Of a question.

    Returns
    -------
    ErrorVariance or None
        None where nothing tells it: a covariate, or one sample an area.
    """
    variance, df = exposure.log_error
    if df < FEWEST_REPLICATES:
        return None
    own = exposure.areas.loc[areas]
    of_mean = variance / own[ExposedArea.n_samples].to_numpy(dtype=float)
    if exposure.increment == DOUBLING:
        return ErrorVariance(of_mean / math.log(2) ** 2, df)
    spread = _range(exposure.by_area)  # the error of a mean is a share of it
    return ErrorVariance(of_mean * (own[ExposedArea.value].to_numpy() / spread) ** 2, df)


def _depths(own: pd.DataFrame) -> tuple[SampledDepth, ...]:
    """Depths that were sampled, from the top down."""
    depths = (
        own[[Measurements.depth_top_cm, Measurements.depth_bottom_cm]]
        .drop_duplicates()
        .sort_values(Measurements.depth_top_cm)
    )
    return tuple(SampledDepth(top_cm=top, bottom_cm=bottom) for top, bottom in depths.to_numpy())
