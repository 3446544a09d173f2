"""Contaminants compared with backgrounds, and which classes depend on the background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from workbench.findings.rows import Table, code, count, number, row, share, text
from workbench.methods.bootstrap import site_draws
from workbench.methods.bounded import Bounded
from workbench.methods.class_probability import class_verdicts
from workbench.methods.index_class import class_positions, class_words
from workbench.methods.series import Floats
from workbench.reports.soil_health.definitions import Parameters
from workbench.reports.soil_health.pollution import MATRIX, OF_MANY, Compared, enrichment
from workbench.reports.soil_health.sites import Sampled
from workbench.vocabulary.backgrounds import BackgroundContent
from workbench.vocabulary.index_classes import IndexClasses, index_classes
from workbench.vocabulary.substances import substance

FIRST_INDEX = "PLI"  # of several contaminants: the one of cautions and key messages
FLIPS, KEEPS, NOTHING_BESIDE = "yes", "no", "nothing beside it"


@row
class ComparedContent:
    """A contaminant in one fraction compared with one background."""

    substance: str = text("contaminant", "Substance")
    background_id: str = text("id of the background", "Background")
    background_mg_kg: float | None = number(
        "content of the background", "Its content", unit="mg/kg"
    )
    median_mg_kg: float | None = number(
        "median of the sites, non-detects at their limit", "Sites", unit="mg/kg"
    )
    n_non_detects: int = count("sites whose content is below its limit", "Non-detects")
    cf: float | None = number("contamination factor, median", "CF", unit="1", default=None)
    cf_class: str = text("class of the contamination factor", "Class (CF)", default="")
    igeo: float | None = number("index of geo-accumulation, median", "Igeo", unit="1", default=None)
    igeo_class: str = text("class of the index of geo-accumulation", "Class (Igeo)", default="")
    er: float | None = number("ecological risk factor, median", "Er", unit="1", default=None)
    verified: str = code("verified", "whether the content was compared with its source", "Verified")
    fraction: str = text("what the digestion reaches")
    background: str = text("background that is compared with")
    n_sites: int = count("sites")
    ef: float | None = number(
        "enrichment factor, median of the detects", "EF", unit="1", default=None
    )
    ef_class: str = text("class of the enrichment factor", "Class (EF)", default="")
    ef_correlation: float | None = number(
        "rank correlation with the reference element",
        "Rank correlation with it",
        unit="1",
        default=None,
    )
    er_class: str = text("class of the ecological risk factor", default="")
    why: str = text("reason why there is no index", default="")


@row
class CombinedIndex:
    """An index of several contaminants of one fraction, from the background in use."""

    index: str = code("contamination-index", "index of several substances", "Index")
    n_sites: int = count("sites that have all of its substances", "Sites")
    value_lower: float | None = number(
        "median of the sites, non-detects at 0", "At least", unit="1"
    )
    value: float | None = number(
        "median of the sites, non-detects at their limit", "At most", unit="1"
    )
    class_: str = text("class, or the two that it lies between", "Class")
    limits: str = text("limits of the classes, scaled to the substances", "Limits of classes")
    other_value: float | None = number(
        "median from the other background", "Other background", unit="1", default=None
    )
    other_class: str = text("class from the other background", "Class there", default="")
    flips: str = code(
        "flips",
        "whether the class of the median depends on the background",
        "Depends on background",
        default=NOTHING_BESIDE,
    )
    fraction: str = text("what the digestion reaches")
    background: str = text("background in use")
    substances: str = text("substances in the index")
    share_highest: float | None = share("sites in the two highest classes")
    other_background: str = text("background that it is compared with", default="")
    caution: str = text("what to keep in mind about the background")
    class_of_median: str = text("class of the median itself")
    other_class_of_median: str = text(
        "class of the median itself, from the other background", default=""
    )


SUBSTANCES = Table(
    "substances",
    ComparedContent,
    "Contaminants compared with backgrounds",
    "No content could be compared with a background.",
)
CONTAMINATION = Table(
    "contamination", CombinedIndex, "Indices of several contaminants", "No index."
)


def substances(
    found: Sampled, compared: Sequence[Compared], parameters: Parameters
) -> dict[str, ComparedContent]:
    """Compare each contaminant with each background.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    compared : sequence of Compared
        Contents compared with backgrounds.
    parameters : Parameters
        Of the report.
    """
    made: dict[str, ComparedContent] = {}
    for one in compared:
        enriched = enrichment(found, one, parameters.reference_element)
        known = list(one.known)
        for name in one.contents.substances:
            content = _content(one, name)
            if name in known:
                content = _with_indices(content, one, known.index(name))
                content = _with_enrichment(content, enriched, known.index(name))
            made[f"{name}:{one.contents.fraction}:{one.background.background_id}"] = content
    return made


def contamination(
    found: Sampled, compared: Sequence[Compared], parameters: Parameters
) -> dict[str, CombinedIndex]:
    """Put contaminants together, and compare each index with that from the other background.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    compared : sequence of Compared
        Contents compared with backgrounds, the one in use first.
    parameters : Parameters
        Of the report.
    """
    by_fraction: dict[str, list[Compared]] = {}
    for one in compared:
        by_fraction.setdefault(one.contents.fraction, []).append(one)
    made: dict[str, CombinedIndex] = {}
    for fraction, own in by_fraction.items():
        for index in OF_MANY:
            used = _combined(own[0], index, found, parameters)
            if used is not None:
                other = _combined(own[1], index, found, parameters) if len(own) > 1 else None
                made[f"{index}:{fraction}"] = _compared_with(used, other)
    return made


def share_in_highest(values: Bounded, classes: IndexClasses) -> float:
    """Share of the sites in the two highest classes, non-detects at their limit. [0 to 1]."""
    places = class_positions(values.upper, classes)
    known = places[places >= 0]
    return float((known >= len(classes.labels) - 2).mean()) if len(known) else np.nan


def _content(one: Compared, code: str) -> ComparedContent:
    """Describe a contaminant and its background, before any index."""
    bounds = one.contents.of([code])
    measured = bounds.measured
    return ComparedContent(
        substance=substance(code).name,
        fraction=one.contents.fraction.replace("_", " "),
        background=one.background.name,
        background_id=one.background.background_id,
        background_mg_kg=one.known.get(code),
        n_sites=measured.sum(),
        n_non_detects=(measured & ~bounds.known).sum(),
        median_mg_kg=_median(bounds.upper),
        verified=_verified(one, code),
        why=one.lacking.get(code, ""),
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


def _judged(values: Bounded, place: int, index: str) -> tuple[float, str]:
    """Median of an index over the sites, non-detects at their limit, and its class."""
    median = _medians(Bounded(values.lower[:, place], values.upper[:, place]))
    return float(median.upper[0]), class_words(median, index_classes(index))[0]


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
        ef_class=class_words(exact, index_classes("EF"))[0],
        ef_correlation=correlations[place],
    )


def _combined(
    one: Compared, index: str, found: Sampled, parameters: Parameters
) -> CombinedIndex | None:
    """Work an index of several contaminants out from one background; None where there is none."""
    values = one.of_many(index)
    if values is None or np.isnan(values.upper).all():
        return None
    classes = one.classes(index)
    median = _medians(values)
    return CombinedIndex(
        index=index,
        fraction=one.contents.fraction.replace("_", " "),
        background=one.background.name,
        substances=", ".join(one.substances_in(index)),
        n_sites=values.measured.sum(),
        value_lower=median.lower[0],
        value=median.upper[0],
        class_=_class_of_median(one, values, classes, found, parameters),
        class_of_median=class_words(median, classes)[0],
        share_highest=share_in_highest(values, classes),
        caution=one.background.caution if index == FIRST_INDEX else "",
        limits=", ".join(f"{limit:.3g}" for limit in classes.limits),
    )


def _class_of_median(
    one: Compared,
    values: Bounded,
    classes: IndexClasses,
    found: Sampled,
    parameters: Parameters,
) -> str:
    """Class of the median over the sites where it is probable enough, else between two.

    Draws with non-detects at 0 count as much as those with non-detects at their limit.
    """
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
    return verdict[0].words


def _compared_with(used: CombinedIndex, other: CombinedIndex | None) -> CombinedIndex:
    """Add what the index is from the other background, where there is one."""
    if other is None:
        return used
    return replace(
        used,
        other_background=other.background,
        other_value=other.value,
        other_class=other.class_,
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


def _verified(one: Compared, code: str) -> str:
    """Whether the content of the background was compared with its source."""
    found = one.background.content(code, MATRIX, one.contents.fraction, unverified=True)
    return found.verified if isinstance(found, BackgroundContent) else ""
