"""The level of each site against the threshold that applies to it, with the interval of both."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from workbench.findings.rows import Phrase, code, count, flag, number, phrase, row, share, text
from workbench.findings.tables import Table
from workbench.methods.sampling.site_values import Samples, site_values
from workbench.methods.sampling.visits import Placed
from workbench.methods.trends.levels import SiteScatter, site_scatter
from workbench.reports.trends.basis import UNIT, Basis
from workbench.reports.trends.phrases import SeriesLabel, SourceTypeStratum
from workbench.store.measurements import Measurements

ABOVE, OPEN, BELOW = "above", "open", "below"
NOT_STATED = "not stated"


@dataclass(frozen=True)
class UnderThreshold:
    """Samples of the last round of a series that one threshold applies to."""

    series: str
    label: SeriesLabel
    land_use: str
    threshold_mg_kg: float
    samples: pd.DataFrame


@row
class SiteThreshold:
    """A site at the last round of a series, against its threshold."""

    substance: str = code("substance", "code of the substance", "Substance")
    matrix: str = code("matrix", "what was sampled", "Matrix")
    site_id: str = text("site", "Site")
    land_use: str = code("land-use", "use of the land", "Land use")
    level_mg_kg: float = number(
        "median of its samples, at its highest where non-detects leave it open",
        "Level",
        unit=UNIT,
    )
    level_lower: float = number(
        "lower limit of the level", "Lower limit", unit=UNIT, lower_of="level_mg_kg"
    )
    level_upper: float = number(
        "upper limit of the level", "Upper limit", unit=UNIT, upper_of="level_mg_kg"
    )
    threshold_mg_kg: float = number("threshold", "Threshold", unit=UNIT)
    standing: str = code(
        "site-standing", "whether that interval lies above or below it", "Against threshold"
    )
    share_of_threshold: float = share("level as a share of the threshold", "Share of threshold")
    source_type: str = code("kind-of-source", "kind of source")
    n_measurements: int = count("samples")
    series: str = text("series")
    comparison: str = text("row of the table comparisons")


@row
class ThresholdStanding:
    """How many sites of a series are above and below a threshold, all of them or a stratum."""

    label: SeriesLabel = phrase("the series in words", "Series")
    part: Phrase | None = phrase("kind of sites; missing for all of them", "Sites of")
    visit: str = text("last visit", "Sampling round")
    land_use: str = code("land-use", "use of the land", "Land use")
    threshold_mg_kg: float = number("threshold", "Threshold", unit=UNIT)
    n_sites: int = count("sites", "Sites")
    n_above: int = count("whose lower limit is above it", "Above")
    n_open: int = count("whose interval holds it", "Cannot be told")
    n_below: int = count("whose upper limit is not above it", "Below")
    median_mg_kg: float | None = number(
        "median of the sites; missing where non-detects leave it open", "Median site", unit=UNIT
    )
    margin: float | None = share(
        "what the median is below the threshold, as a share of it; below 0 above it", "Margin"
    )
    nearest_site: str = text("site nearest to exceeding it, or furthest above", "Nearest site")
    nearest_mg_kg: float = number("its level, at its highest", "Its level", unit=UNIT)
    has_scatter: bool = flag("whether the scatter of a site between rounds is in the intervals")
    confidence: float = share("level of the intervals")
    series: str = text("series")


SITE_THRESHOLDS = Table(
    "site_thresholds",
    SiteThreshold,
    "Sites against their thresholds",
    "No site has a threshold that applies, or the page is on several countries.",
    most=12,
)
STANDINGS = Table(
    "standings",
    ThresholdStanding,
    "Sites above and below their thresholds",
    "No threshold applies.",
)


def against_thresholds(
    basis: Basis, compared: Mapping[str, UnderThreshold]
) -> tuple[dict[str, SiteThreshold], dict[str, ThresholdStanding]]:
    """Compare the level of each site with its threshold, then count the sites.

    A level is the median of the samples of the last round. Its interval holds what non-detects
    leave open and, where the series has two rounds, what a site differs by between rounds.

    Parameters
    ----------
    basis : Basis
        Series and their visits.
    compared : mapping of str to UnderThreshold
        Samples and threshold of each row of the table of comparisons.

    Returns
    -------
    sites : dict of str to SiteThreshold
    standings : dict of str to ThresholdStanding
        All sites of a comparison, then each kind of source where there are several.
    """
    values = {
        one.series.name: one.series.site_values for one in basis.findings if not one.series.stratum
    }
    wanted = {one.series for one in compared.values()}
    scatter = {name: site_scatter(own) for name, own in values.items() if name in wanted}
    nothing = SiteScatter(math.nan, 0)
    confidence = basis.parameters.confidence
    sites: dict[str, SiteThreshold] = {}
    standings: dict[str, ThresholdStanding] = {}
    for name, one in compared.items():
        own = scatter.get(one.series, nothing)
        of_one = {
            f"{name}@{site.site_id}": site for site in _sites(name, one, own.factor(confidence))
        }
        sites |= of_one
        whole = _standing(one, list(of_one.values()), own, confidence)
        standings[name] = whole
        kinds = sorted({site.source_type for site in of_one.values()})
        for kind in kinds if len(kinds) > 1 else ():
            of_kind = [site for site in of_one.values() if site.source_type == kind]
            standings[f"{name}@{kind}"] = replace(
                _standing(one, of_kind, own, confidence), part=SourceTypeStratum(source_type=kind)
            )
    return sites, standings


def _sites(name: str, one: UnderThreshold, factor: float) -> Iterable[SiteThreshold]:
    """Level of each site of a comparison, with its interval."""
    samples = one.samples
    site = samples[Measurements.site_id]
    found = site_values(
        Samples(
            site,
            samples[Placed.visit],
            samples[Placed.visit_date],
            samples[Measurements.value],
            samples[Measurements.censored],
        )
    )
    kinds = samples[Measurements.source_type].fillna("").replace("", NOT_STATED)
    kind_of = kinds.groupby(site).first()
    ends = zip(found.sites, found.low[:, 0], found.high[:, 0], found.n_samples[:, 0], strict=True)
    for site_id, low, high, n in ends:
        lower, upper = float(low) / factor, float(high) * factor
        if lower > one.threshold_mg_kg:
            standing = ABOVE
        else:
            standing = BELOW if upper <= one.threshold_mg_kg else OPEN
        yield SiteThreshold(
            substance=one.label.substance,
            matrix=one.label.matrix,
            site_id=str(site_id),
            land_use=one.land_use,
            level_mg_kg=float(high),
            level_lower=lower,
            level_upper=upper,
            threshold_mg_kg=one.threshold_mg_kg,
            standing=standing,
            share_of_threshold=float(high) / one.threshold_mg_kg,
            source_type=str(kind_of[site_id]),
            n_measurements=int(n),
            series=one.series,
            comparison=name,
        )


def _standing(
    one: UnderThreshold, sites: Sequence[SiteThreshold], scatter: SiteScatter, confidence: float
) -> ThresholdStanding:
    """Count the sites of a comparison."""
    factor = scatter.factor(confidence)
    highest = np.array([site.level_mg_kg for site in sites])
    lowest = np.array([site.level_lower * factor for site in sites])
    ends = float(np.median(lowest)), float(np.median(highest))
    median = ends[1] if math.isclose(*ends) else None
    nearest = sites[int(highest.argmax())]
    counts = {name: sum(site.standing == name for site in sites) for name in (ABOVE, OPEN, BELOW)}
    return ThresholdStanding(
        label=one.label,
        part=None,
        visit=str(one.samples[Placed.visit].iloc[0]),
        land_use=one.land_use,
        threshold_mg_kg=one.threshold_mg_kg,
        n_sites=len(sites),
        n_above=counts[ABOVE],
        n_open=counts[OPEN],
        n_below=counts[BELOW],
        median_mg_kg=median,
        margin=None if median is None else 1 - median / one.threshold_mg_kg,
        nearest_site=nearest.site_id,
        nearest_mg_kg=nearest.level_mg_kg,
        has_scatter=scatter.degrees_of_freedom > 0,
        confidence=confidence,
        series=one.series,
    )
