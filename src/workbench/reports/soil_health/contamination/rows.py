"""Works out the contaminants compared with backgrounds, and which classes depend on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from workbench.findings.rows import AnyFilled, Phrase, Tables
from workbench.methods.basics.arrays import Bounded, Floats
from workbench.methods.basics.bootstrap import site_draws
from workbench.methods.soil.classes import class_names, class_positions, class_verdicts
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.pollution import MATRIX, OF_MANY, Compared, enrichment
from workbench.reports.soil_health.contamination.tables import (
    CONTAMINATION,
    FIRST_INDEX,
    FLIPS,
    KEEPS,
    SUBSTANCES,
    CombinedIndex,
    ComparedContent,
)
from workbench.reports.soil_health.phrases import RockBackground
from workbench.vocabulary.soil.references import BackgroundContent, IndexClasses, index_classes
from workbench.vocabulary.substances import substance


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Compare each contaminant with each background, alone and together."""
    yield SUBSTANCES.filled(_substances(basis))
    yield CONTAMINATION.filled(_contamination(basis))


def _substances(basis: Basis) -> dict[str, ComparedContent]:
    """Compare each contaminant with each background."""
    made: dict[str, ComparedContent] = {}
    for one in basis.polluted.compared:
        enriched = enrichment(basis.found, one, basis.parameters.reference_element)
        known = list(one.known)
        for name in one.contents.substances:
            content = _content(one, name)
            if name in known:
                content = _with_indices(content, one, known.index(name))
                content = _with_enrichment(content, enriched, known.index(name))
            made[f"{name}:{one.contents.fraction}:{one.background.background_id}"] = content
    return made


def _contamination(basis: Basis) -> dict[str, CombinedIndex]:
    """Put contaminants together, and compare each index with that from the other background."""
    by_fraction: dict[str, list[Compared]] = {}
    for one in basis.polluted.compared:
        by_fraction.setdefault(one.contents.fraction, []).append(one)
    made: dict[str, CombinedIndex] = {}
    for fraction, own in by_fraction.items():
        for index in OF_MANY:
            used = _combined(own[0], index, basis)
            if used is not None:
                other = _combined(own[1], index, basis) if len(own) > 1 else None
                made[f"{index}:{fraction}"] = _compared_with(used, other)
    return made


def _share_in_highest(values: Bounded, classes: IndexClasses) -> float:
    """Share of the sites in the two highest classes, non-detects at their limit. [0 to 1]."""
    places = class_positions(values.upper, classes)
    known = places[places >= 0]
    return float((known >= len(classes.labels) - 2).mean()) if len(known) else np.nan


def _content(one: Compared, name: str) -> ComparedContent:
    """Describe a contaminant and its background, before any index."""
    bounds = one.contents.of([name])
    measured = bounds.measured
    return ComparedContent(
        substance=substance(name).name,
        fraction=one.contents.fraction,
        background=one.background.name,
        background_id=one.background.background_id,
        background_mg_kg=one.known.get(name),
        n_sites=measured.sum(),
        n_non_detects=(measured & ~bounds.known).sum(),
        median_mg_kg=_median(bounds.upper),
        verified=_verified(one, name),
        why=one.lacking.get(name),
    )


def _with_indices(content: ComparedContent, one: Compared, place: int) -> ComparedContent:
    """Add the indices of one contaminant with their classes."""
    cf, cf_class = _judged(one.alone.factors, place, "CF")
    igeo, igeo_class = _judged(one.alone.geoaccumulation, place, "Igeo")
    er, er_class = _judged(one.alone.risk_factors, place, "Er")
    return replace(
        content,
        cf=cf,
        cf_class=cf_class,
        igeo=igeo,
        igeo_class=igeo_class,
        er=er,
        er_class=er_class,
    )


def _judged(values: Bounded, place: int, index: str) -> tuple[float, Phrase | None]:
    """Median of an index over the sites, non-detects at their limit, and its class."""
    median = _medians(Bounded(values.lower[:, place], values.upper[:, place]))
    return float(median.upper[0]), class_names(median, index_classes(index))[0]


def _with_enrichment(
    content: ComparedContent, enriched: tuple[Floats, Floats] | None, place: int
) -> ComparedContent:
    """Add the enrichment factor of one contaminant, where the reference element was measured."""
    if enriched is None:
        return content
    factors, correlations = enriched
    factor = _median(factors[:, place])
    exact = Bounded(np.array([factor]), np.array([factor]))
    return replace(
        content,
        ef=factor,
        ef_class=class_names(exact, index_classes("EF"))[0],
        ef_correlation=correlations[place],
    )


def _combined(one: Compared, index: str, basis: Basis) -> CombinedIndex | None:
    """Work an index of several contaminants out from one background; None where there is none."""
    values = one.of_many(index)
    if values is None or np.isnan(values.upper).all():
        return None
    classes = one.classes(index)
    median = _medians(values)
    is_rock = one.background.matrix == "rock"
    return CombinedIndex(
        index=index,
        fraction=one.contents.fraction,
        background=one.background.name,
        substances=", ".join(one.substances_in(index)),
        n_sites=values.measured.sum(),
        value_lower=median.lower[0],
        value=median.upper[0],
        index_class=_class_of_median(one, values, classes, basis),
        class_of_median=class_names(median, classes)[0],
        share_highest=_share_in_highest(values, classes),
        caution=RockBackground() if index == FIRST_INDEX and is_rock else None,
        limits=", ".join(f"{limit:.3g}" for limit in classes.limits),
    )


def _class_of_median(
    one: Compared, values: Bounded, classes: IndexClasses, basis: Basis
) -> Phrase | None:
    """Class of the median over the sites where it is probable enough, else between two.

    Draws with non-detects at 0 count as much as those with non-detects at their limit.
    """
    found, parameters = basis.found, basis.parameters
    there = values.measured
    sites = np.array(one.contents.sites)[there]
    strata = [found.soils[site].land_use for site in sites]
    picks = site_draws(strata, parameters.n_draws, parameters.seed)
    both = [np.nan_to_num(bound[there]) for bound in (values.lower, values.upper)]
    medians = np.concatenate([np.median(bound[picks], axis=1) for bound in both])
    verdict = class_verdicts(
        medians[:, np.newaxis],
        classes.limits,
        classes.labels,
        min_probability=parameters.class_probability,
    )
    return verdict[0].named


def _compared_with(used: CombinedIndex, other: CombinedIndex | None) -> CombinedIndex:
    """Add what the index is from the other background, where there is one."""
    if other is None:
        return used
    return replace(
        used,
        other_background=other.background,
        other_value=other.value,
        other_index_class=other.index_class,
        other_class_of_median=other.class_of_median,
        flips=KEEPS if used.class_of_median == other.class_of_median else FLIPS,
    )


def _medians(values: Bounded) -> Bounded:
    """Median of the sites, of lower and of upper bounds; no lower one stays none."""
    low = np.where(np.isnan(values.lower) & values.measured, -np.inf, values.lower)
    lower = _median(low)
    return Bounded(
        np.array([np.nan if np.isinf(lower) else lower]), np.array([_median(values.upper)])
    )


def _median(values: Floats) -> float:
    """Median of what is not missing."""
    there = values[~np.isnan(values)]
    return float(np.median(there)) if there.size else np.nan


def _verified(one: Compared, name: str) -> str | None:
    """Whether the content of the background was compared with its source."""
    found = one.background.content(name, MATRIX, one.contents.fraction, unverified=True)
    return found.verified if isinstance(found, BackgroundContent) else None
