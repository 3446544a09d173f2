"""Rows of the tables of contaminants beside backgrounds, and which verdicts flip with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from workbench.methods.bootstrap import site_draws
from workbench.methods.bounded import Bounded
from workbench.methods.class_probability import class_verdicts
from workbench.methods.index_class import class_positions, class_words
from workbench.methods.series import Floats
from workbench.reports.soil_health.definitions import Parameters
from workbench.reports.soil_health.inventory import Row
from workbench.reports.soil_health.pollution import MATRIX, OF_MANY, Compared, enrichment
from workbench.reports.soil_health.sites import Sampled
from workbench.vocabulary.backgrounds import BackgroundContent
from workbench.vocabulary.index_classes import IndexClasses, index_classes
from workbench.vocabulary.substances import substance

FIRST_INDEX = "PLI"  # the one that cautions are said beside
YES, NO, NOTHING_BESIDE = "yes", "no", "nothing beside it"


def substances(
    found: Sampled, compared: Sequence[Compared], parameters: Parameters
) -> dict[str, Row]:
    """Rows of each contaminant beside each background.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    compared : sequence of Compared
        Contents beside backgrounds.
    parameters : Parameters
        Of the report.
    """
    made: dict[str, Row] = {}
    for one in compared:
        enriched = enrichment(found, one, parameters.reference_element)
        for code in one.contents.substances:
            row = _about(one, code)
            if code in one.known:
                row |= _indices(one, list(one.known).index(code), enriched)
            else:
                row["why"] = one.lacking[code]
            made[_key(one, code)] = row
    return made


def contamination(
    found: Sampled, compared: Sequence[Compared], parameters: Parameters
) -> dict[str, Row]:
    """Rows of the indices of several contaminants, the other background beside each.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    compared : sequence of Compared
        Contents beside backgrounds, the one in use first.
    parameters : Parameters
        Of the report.
    """
    by_fraction: dict[str, list[Compared]] = {}
    for one in compared:
        by_fraction.setdefault(one.contents.fraction, []).append(one)
    made: dict[str, Row] = {}
    for fraction, own in by_fraction.items():
        for index in OF_MANY:
            row = _of_many(own[0], index, found, parameters)
            if row:
                other = _of_many(own[1], index, found, parameters) if len(own) > 1 else {}
                made[f"{index}:{fraction}"] = row | _beside(row, other)
    return made


def share_in_highest(values: Bounded, classes: IndexClasses) -> float:
    """Share of the sites in the two highest classes, non-detects at their limit. [0 to 1]."""
    places = class_positions(values.upper, classes)
    known = places[places >= 0]
    return float((known >= len(classes.labels) - 2).mean()) if len(known) else np.nan


def _key(one: Compared, code: str) -> str:
    """Row of a contaminant beside a background."""
    return f"{code}:{one.contents.fraction}:{one.background.background_id}"


def _about(one: Compared, code: str) -> Row:
    """Cells on a contaminant, before any index."""
    bounds = one.contents.of([code])
    measured = bounds.measured
    return {
        "substance": substance(code).name,
        "fraction": one.contents.fraction.replace("_", " "),
        "background": one.background.name,
        "background_id": one.background.background_id,
        "background_mg_kg": one.known.get(code, np.nan),
        "n_sites": int(measured.sum()),
        "n_non_detects": int((measured & ~bounds.known).sum()),
        "median_mg_kg": _median(bounds.upper),
        "verified": _verified(one, code),
    }


def _indices(one: Compared, place: int, enriched: tuple[Floats, Floats] | None) -> Row:
    """Give the indices of one contaminant with their classes."""
    row: Row = {}
    for name, index, values in (
        ("cf", "CF", one.alone.factors),
        ("igeo", "Igeo", one.alone.geoaccumulation),
        ("er", "Er", one.alone.risk_factors),
    ):
        median = _medians(Bounded(values.lower[:, place], values.upper[:, place]))
        row[name] = float(median.upper[0])
        row[f"{name}_class"] = class_words(median, index_classes(index))[0]
    if enriched is not None:
        factor = _median(enriched[0][:, place])
        row["ef"] = factor
        exact = Bounded(np.array([factor]), np.array([factor]))
        row["ef_class"] = class_words(exact, index_classes("EF"))[0]
        row["ef_correlation"] = float(enriched[1][place])
    return row


def _of_many(one: Compared, index: str, found: Sampled, parameters: Parameters) -> Row:
    """Row of an index of several contaminants from one background; empty where there is none."""
    values = one.of_many(index)
    if values is None or np.isnan(values.upper).all():
        return {}
    classes = one.classes(index)
    median = _medians(values)
    return {
        "index": index,
        "fraction": one.contents.fraction.replace("_", " "),
        "background": one.background.name,
        "substances": ", ".join(one.substances_in(index)),
        "n_sites": int(values.measured.sum()),
        "value_lower": float(median.lower[0]),
        "value": float(median.upper[0]),
        "class": _class_of_median(one, values, classes, found, parameters),
        "class_of_median": class_words(median, classes)[0],
        "share_highest": share_in_highest(values, classes),
        "caution": one.background.caution if index == FIRST_INDEX else "",
        "limits": ", ".join(f"{limit:.3g}" for limit in classes.limits),
    }


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
    strata = found.soils.loc[list(one.contents.sites), "land_use"][there]
    picks = site_draws(list(strata), parameters.n_draws, parameters.seed)
    both = [np.nan_to_num(bound[there]) for bound in (values.lower, values.upper)]
    medians = np.concatenate([np.median(bound[picks], axis=1) for bound in both])
    verdict = class_verdicts(
        medians[:, np.newaxis],
        classes.limits,
        classes.labels,
        min_probability=parameters.class_probability,
    )
    return verdict[0].words


def _beside(row: Mapping[str, object], other: Mapping[str, object]) -> Row:
    """Cells on the background beside it."""
    if not other:
        return {"flips": NOTHING_BESIDE}
    return {
        "other_background": other["background"],
        "other_value": other["value"],
        "other_class": other["class"],
        "other_class_of_median": other["class_of_median"],
        "flips": NO if row["class_of_median"] == other["class_of_median"] else YES,
    }


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
