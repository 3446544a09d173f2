"""Cases around point sources of soil pollution, and where cases cluster without one."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from workbench.errors import SeriesError
from workbench.findings.rows import code, count, number, probability, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.rates.disclosure import coarse, coarse_p
from workbench.methods.rates.rate_data import rate_data
from workbench.methods.rates.rate_models import Coefficient, coefficient, log_ratio, poisson
from workbench.methods.spatial.point_source import distances_km, spatial_scan, stone_test
from workbench.reports.health.basis import Basis
from workbench.reports.health.basis.counts import BOTH_SEXES, Counted
from workbench.reports.report import Section
from workbench.store.measurements import Measurements
from workbench.store.people import Areas
from workbench.words.messages import Message
from workbench.words.said import Said, said

FEWEST_AREAS = 10
MOST_SOURCES = 5
SAME_SOURCE_KM = 2.0
NEAREST_KM = 0.5  # the middle of an area is told no nearer to a source
POINT, LEVEL = "point", 0.05
DISTANCE = "doublings of distance"
CAVEATS = ("caveat-sources",)


@row
class SourceTest:
    """Whether cases are in excess near a point source."""

    source: str = text("first site of the source", "Source")
    outcome: str = code("outcome", "what was counted, both sexes", "Outcome")
    n_areas: int = count("areas with a place and expected cases", "Areas")
    verdict: str = code("source-verdict", "excess near it, or none found", "Finding")
    p: float = probability("that chance gives as great a ratio up to any distance", "p (Stone)")
    within_km: float = number("distance up to which the ratio is greatest", "Within", unit="km")
    ratio: float | None = number(
        "observed over expected cases within it; missing where hidden", "Ratio", unit="1"
    )
    change: float | None = share(
        "change of the rate for twice the distance", "Per doubling of distance", default=None
    )
    change_lower: float | None = share(
        "lower limit", "Lower limit", lower_of="change", default=None
    )
    change_upper: float | None = share(
        "upper limit", "Upper limit", upper_of="change", default=None
    )


@row
class LikelyCluster:
    """Circle of areas in which cases are most in excess of chance."""

    outcome: str = code("outcome", "what was counted, both sexes", "Outcome")
    centre: str = text("area in its middle", "Around")
    n_areas: int = count("areas in it", "Areas")
    ratio: float | None = number(
        "observed over expected cases in it; missing where hidden", "Ratio", unit="1"
    )
    p: float = probability("that chance gives as likely a cluster anywhere", "p (scan)")


SOURCES = Table("sources", SourceTest, "Cases around point sources", "No point source.")
CLUSTERS = Table("clusters", LikelyCluster, "Most likely cluster of cases", "No outcome.")
SOURCE = Message("source-tested", SourceTest, "source")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Test each source and outcome, and scan each outcome for a cluster."""
    places = _places(basis)
    sources = point_sources(basis.frames[Measurements.table])
    tests: dict[str, SourceTest] = {}
    clusters: dict[str, LikelyCluster] = {}
    for one in basis.counts.outcomes:
        usable = _usable(one, places)
        is_hidden = basis.totals_hidden[one.outcome, one.sex]
        if one.sex != BOTH_SEXES or is_hidden or len(usable) < FEWEST_AREAS:
            continue
        hidden = pd.Series(basis.hidden[one.outcome, one.sex].cells, one.cases.index)
        counts = usable.assign(hidden=hidden.reindex(usable.index).to_numpy())
        try:
            clusters[one.outcome] = _cluster(one.outcome, counts)
            for name, place in sources.items():
                level = basis.parameters.confidence
                tests[f"{name}:{one.outcome}"] = _test(name, one.outcome, (counts, place), level)
        except SeriesError:
            continue
    yield SOURCES.filled(tests)
    yield CLUSTERS.filled(clusters)


def point_sources(samples: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Find the point sources that were sampled: sites close together are one.

    Parameters
    ----------
    samples : DataFrame
        Rows of `measurements`.

    Returns
    -------
    dict of str to (float, float)
        Longitude and latitude by the first of its sites; those with most samples.
    """
    own = samples[samples[Measurements.source_type] == POINT]
    sites = own.groupby(Measurements.site_id).agg(
        east=(Measurements.longitude, "median"),
        north=(Measurements.latitude, "median"),
        n=(Measurements.value, "size"),
    )
    found: dict[str, tuple[float, float]] = {}
    for name, east, north, _ in sites.dropna().sort_values("n", ascending=False).itertuples():
        others = np.array(list(found.values())).reshape(-1, 2)
        away = distances_km(others[:, 0], others[:, 1], (east, north)) if found else np.array([])
        if len(found) < MOST_SOURCES and not (away < SAME_SOURCE_KM).any():
            found[str(name)] = (float(east), float(north))
    return found


def _places(basis: Basis) -> pd.DataFrame:
    """Middles of the areas."""
    areas = basis.frames[Areas.table].drop_duplicates(Areas.area_id).set_index(Areas.area_id)
    return areas[[Areas.name, Areas.longitude, Areas.latitude]]


def _usable(one: Counted, places: pd.DataFrame) -> pd.DataFrame:
    """Areas with a place and expected cases."""
    counts = pd.DataFrame({"cases": one.cases, "expected": one.expected}).join(places)
    known = counts[[Areas.longitude, Areas.latitude]].notna().all(axis=1)
    return counts[known & (counts["expected"] > 0)]


def _cluster(outcome: str, counts: pd.DataFrame) -> LikelyCluster:
    """Describe the most likely cluster; without its ratio where one of its areas is hidden."""
    places = counts[Areas.longitude], counts[Areas.latitude]
    found = spatial_scan(counts["cases"], counts["expected"], places)
    own = counts.iloc[list(found.members)]
    name = own[Areas.name].iloc[0]
    return LikelyCluster(
        outcome=outcome,
        centre=str(own.index[0]) if pd.isna(name) else str(name),
        n_areas=len(own),
        ratio=None if own["hidden"].any() else coarse(found.ratio),
        p=coarse_p(found.p_value),
    )


def _test(
    name: str, outcome: str, where: tuple[pd.DataFrame, tuple[float, float]], confidence: float
) -> SourceTest:
    """Test one source; without the ratio where one of the areas within is hidden."""
    counts, source = where
    away = distances_km(counts[Areas.longitude], counts[Areas.latitude], source)
    found = stone_test(counts["cases"], counts["expected"], away)
    within = counts[away <= found.within_km]
    slope = _slope(counts, np.maximum(away, NEAREST_KM), confidence)
    limits = (slope.estimate, slope.lower, slope.upper) if slope else (None, None, None)
    change, lower, upper = (None if one is None else round(math.expm1(one), 3) for one in limits)
    return SourceTest(
        source=name,
        outcome=outcome,
        n_areas=len(counts),
        verdict="excess" if found.p_value <= LEVEL else "none found",
        p=coarse_p(found.p_value),
        within_km=coarse(found.within_km),
        ratio=None if within["hidden"].any() else coarse(found.statistic),
        change=change,
        change_lower=lower,
        change_upper=upper,
    )


def _slope(counts: pd.DataFrame, away: np.ndarray, confidence: float) -> Coefficient | None:
    """Change of the logarithm of the rate for twice the distance, as wide as counts vary."""
    try:
        columns = {DISTANCE: np.log2(away)}
        fit = poisson(rate_data(counts["cases"], counts["expected"], columns))
    except SeriesError:
        return None
    found = fit.coefficient(DISTANCE)
    error = found.standard_error * math.sqrt(max(1.0, fit.dispersion))
    slope = coefficient(found.estimate, error, df=fit.residual_df, confidence=confidence)
    return slope if log_ratio(slope).fitted else None


def say(tables: Tables) -> Iterator[Said]:
    """Tell of each source whether cases are in excess near it."""
    for name in tables.of(SOURCES):
        yield said(SOURCE, SOURCES, name, main="p")


def notes(tables: Tables) -> tuple[str, ...]:
    """Remind of what such tests cannot show."""
    is_tested = bool(tables.of(SOURCES)) or bool(tables.of(CLUSTERS))
    return CAVEATS if is_tested else ()


SECTION: Section[Basis] = Section(
    name="sources",
    tables=(SOURCES, CLUSTERS),
    compute=compute,
    say=say,
    messages=(SOURCE,),
    notes=notes,
)
