"""Contamination indices of the sites, from each background that fits what was measured."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from workbench.findings.excluded import Excluded
from workbench.findings.rows import Phrase
from workbench.methods.basics.arrays import Bounded, Floats
from workbench.methods.soil.classes import class_positions
from workbench.methods.soil.contamination import (
    ContaminationIndices,
    contamination_indices,
    degree_scale,
    enrichment_factor,
    reference_correlations,
    risk_scale,
)
from workbench.reports.soil_health.basis.sites import NOT_EXTRACTABLE, Latest, Sampled
from workbench.reports.soil_health.parameters import TOXIC_RESPONSES, Parameters
from workbench.reports.soil_health.phrases import (
    ContentsBy,
    ContentsComparedWith,
    NoBackgroundNamed,
    NoContent,
)
from workbench.store.measurements import Measurements
from workbench.vocabulary.soil.references import (
    Background,
    IndexClasses,
    NoBackground,
    background,
    backgrounds_for,
    index_classes,
    toxic_responses,
)

Chosen: TypeAlias = tuple[Background, dict[str, float], dict[str, Phrase]]

MATRIX = "soil"
LEAST_SHARE_OF_SITES = 0.5  # that must have a contaminant, or indices leave it out
MOST_BACKGROUNDS = 2  # the one that is used and one to compare it with
OF_MANY = {  # name of each index, and where it stands in `ContaminationIndices`
    "PLI": "pollution_load",
    "Nemerow": "nemerow",
    "Cdeg": "degree",
    "mCd": "mean_degree",
    "RI": "risk_index",
}


@dataclass(frozen=True)
class Contents:
    """Contents of the contaminants of one fraction: sites in rows, substances in columns."""

    fraction: str
    sites: tuple[str, ...]
    substances: tuple[str, ...]
    bounds: Bounded

    def of(self, substances: Sequence[str]) -> Bounded:
        """Contents of some of the substances."""
        places = [self.substances.index(code) for code in substances]
        return Bounded(self.bounds.lower[:, places], self.bounds.upper[:, places])


@dataclass(frozen=True)
class Compared:
    """Contents of one fraction compared with one background.

    Attributes
    ----------
    contents : Contents
        What was measured.
    background : Background
        What it is compared with.
    known : mapping of str to float
        Content of the background by substance. [mg/kg]
    lacking : mapping of str to Phrase
        Why the background has none for a substance.
    alone : ContaminationIndices
        Of each substance of `known`.
    shared, toxic : tuple of str
        Substances of the indices of many: those that all backgrounds in use have; and of these
        the ones in the risk index, which have a toxic response that may be used.
    together, risk : ContaminationIndices or None
        Over `shared`, and over `toxic`; None where these are fewer than two.
    """

    contents: Contents
    background: Background
    known: Mapping[str, float]
    lacking: Mapping[str, Phrase]
    alone: ContaminationIndices
    shared: tuple[str, ...]
    toxic: tuple[str, ...]
    together: ContaminationIndices | None
    risk: ContaminationIndices | None

    @property
    def levels(self) -> Floats:
        """Contents of the background in the order of its substances. [mg/kg]."""
        return np.array([self.known[code] for code in self.known])

    def of_many(self, index: str) -> Bounded | None:
        """Index of many substances at each site; None where too few substances can be in it."""
        made = self.risk if index == "RI" else self.together
        return None if made is None else getattr(made, OF_MANY[index])

    def substances_in(self, index: str) -> tuple[str, ...]:
        """Substances of an index of many."""
        return self.toxic if index == "RI" else self.shared

    def classes(self, index: str) -> IndexClasses:
        """Classes of an index of many, scaled to the substances in it."""
        classes = index_classes(index)
        if index == "Cdeg":
            return classes.scaled(degree_scale(len(self.shared)))
        if index == "RI":
            return classes.scaled(risk_scale(responses(self.toxic, self.toxic)))
        return classes


@dataclass(frozen=True)
class Pollution:
    """All comparisons, and what could not be compared."""

    compared: tuple[Compared, ...]
    excluded: tuple[Excluded, ...]
    fitting: tuple[Background, ...]

    @property
    def of_people(self) -> Compared | None:
        """First background in use for contents as people swallow them; None without one."""
        fits = (one for one in self.compared if one.contents.fraction in NOT_EXTRACTABLE)
        return next(fits, None)


def pollution(found: Sampled, parameters: Parameters) -> Pollution:
    """Compare the contaminants of each fraction with the backgrounds that fit.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    parameters : Parameters
        Of the report.

    Returns
    -------
    Pollution
        Comparisons by fraction and background, and what has none.
    """
    compared: list[Compared] = []
    excluded: list[Excluded] = []
    fitting: dict[str, Background] = {}
    for fraction in sorted(set(found.latest[Measurements.fraction])):
        contents = _contents(found, fraction)
        if not contents.substances:
            continue
        own, why = _of_fraction(contents, parameters)
        compared += own
        excluded += why
        for one in backgrounds_for(parameters.area, MATRIX, fraction):
            fitting[one.background_id] = one
    return Pollution(tuple(compared), tuple(excluded), tuple(fitting.values()))


def responses(codes: Sequence[str], usable: Collection[str]) -> Floats:
    """Toxic responses of substances; NaN where there is none that may be used."""
    known = toxic_responses()
    return np.array([known[code].factor if code in usable else np.nan for code in codes])


def enrichment(found: Sampled, one: Compared, element: str) -> tuple[Floats, Floats] | None:
    """Enrichment factors of detects by a reference element, and its correlation with each.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    one : Compared
        Contents and background.
    element : str
        `Al` or `Fe`.

    Returns
    -------
    (array, array) or None
        Factors, shape (n_sites, n_substances) [1], and correlations; None where the element was
        not measured in the same fraction, or the background has none.
    """
    normal = found.highest(element, fraction=one.contents.fraction)
    in_background = one.background.content(element, MATRIX, one.contents.fraction)
    if normal.empty or isinstance(in_background, NoBackground):
        return None
    own = normal.reindex(list(one.contents.sites)).to_numpy(dtype=np.float64)
    own = np.where(own > 0, own, np.nan)
    contents = one.contents.of(list(one.known))
    values = np.where(contents.known, contents.upper, np.nan)
    factors = enrichment_factor(values, own, one.levels, in_background.value_mg_kg)
    return factors, reference_correlations(own, values)


def highest_factor(one: Compared) -> pd.Series:
    """Highest contamination factor of each site, non-detects at their limit."""
    factors = one.alone.factors.upper
    highest = np.where(np.isnan(factors), -1.0, factors).max(axis=1, initial=-1.0)
    return pd.Series(np.where(highest < 0, np.nan, highest), index=list(one.contents.sites))


def medians(values: Bounded) -> Bounded:
    """Median of the sites, of lower and of upper bounds; no lower one stays none."""
    low = np.where(np.isnan(values.lower) & values.measured, -np.inf, values.lower)
    lower = median(low)
    return Bounded(
        np.array([np.nan if np.isinf(lower) else lower]), np.array([median(values.upper)])
    )


def median(values: Floats) -> float:
    """Median of what is not missing."""
    there = values[~np.isnan(values)]
    return float(np.median(there)) if there.size else np.nan


def share_in_highest(values: Bounded, classes: IndexClasses) -> float:
    """Share of the sites in the two highest classes, non-detects at their limit. [0 to 1]."""
    places = class_positions(values.upper, classes)
    known = places[places >= 0]
    return float((known >= len(classes.labels) - 2).mean()) if len(known) else np.nan


def _contents(found: Sampled, fraction: str) -> Contents:
    """Contents of the contaminants that enough sites have."""
    rows = found.contents[found.contents[Measurements.fraction] == fraction]
    by_way = rows.groupby([Measurements.site_id, Measurements.substance])[
        [Latest.lower, Latest.upper]
    ].median()
    wide = by_way.reset_index().pivot_table(
        index=Measurements.site_id,
        columns=Measurements.substance,
        values=[Latest.lower, Latest.upper],
    )
    if wide.empty:
        nothing = np.empty((0, 0))
        return Contents(fraction, (), (), Bounded(nothing, nothing))
    lower, upper = wide[Latest.lower], wide[Latest.upper]
    enough = upper.columns[upper.notna().mean() >= LEAST_SHARE_OF_SITES]
    lower, upper = lower[enough], upper[enough]
    return Contents(
        fraction,
        tuple(map(str, upper.index)),
        tuple(map(str, enough)),
        Bounded(lower.to_numpy(dtype=np.float64), upper.to_numpy(dtype=np.float64)),
    )


def _of_fraction(
    contents: Contents, parameters: Parameters
) -> tuple[list[Compared], list[Excluded]]:
    """Compare one fraction with the first backgrounds that fit; tell why others do not."""
    chosen: list[Chosen] = []
    excluded: list[Excluded] = []
    size = contents.bounds.upper.size
    for name in parameters.backgrounds:
        own = background(name)
        values, lacking = _values(own, contents, parameters)
        if values and len(chosen) < MOST_BACKGROUNDS:
            chosen.append((own, values, lacking))
        elif not values:
            what = ContentsComparedWith(fraction=contents.fraction, background=own.name)
            why = tuple(dict.fromkeys(lacking.values()))
            excluded.append(Excluded(what=what, kind="measurements", why=why, count=size))
    if not chosen and not parameters.backgrounds:
        unnamed = ContentsBy(fraction=contents.fraction)
        why = (NoBackgroundNamed(),)
        excluded.append(Excluded(what=unnamed, kind="measurements", why=why, count=size))
    shared = tuple(
        code for code in contents.substances if all(code in values for _, values, _ in chosen)
    )
    return [_compared(contents, one, shared, parameters) for one in chosen], excluded


def _values(
    own: Background, contents: Contents, parameters: Parameters
) -> tuple[dict[str, float], dict[str, Phrase]]:
    """Contents of a background for what was measured, and why there is none."""
    allowed = own.background_id in parameters.unverified
    values: dict[str, float] = {}
    lacking: dict[str, Phrase] = {}
    for code in contents.substances:
        found = own.content(code, MATRIX, contents.fraction, unverified=allowed)
        if isinstance(found, NoBackground):
            lacking[code] = NoContent(because=found.name.lower())
        else:
            values[code] = found.value_mg_kg
    return values, lacking


def _toxic(parameters: Parameters) -> set[str]:
    """Substances with a toxic response that may be used."""
    allowed = TOXIC_RESPONSES in parameters.unverified
    return {code for code, one in toxic_responses().items() if one.verified == "yes" or allowed}


def _compared(
    contents: Contents,
    one: Chosen,
    shared: tuple[str, ...],
    parameters: Parameters,
) -> Compared:
    """Work the indices from one background out."""
    own, values, lacking = one
    usable = _toxic(parameters)
    toxic = tuple(code for code in shared if code in usable)

    def indices(codes: Sequence[str]) -> ContaminationIndices:
        return contamination_indices(
            contents.of(codes), [values[code] for code in codes], responses(codes, usable)
        )

    return Compared(
        contents,
        own,
        values,
        lacking,
        indices(list(values)),
        shared,
        toxic,
        indices(shared) if len(shared) > 1 else None,
        indices(toxic) if len(toxic) > 1 else None,
    )
