"""How sure the indices of a country are: other sites, other results of the laboratory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.findings.rows import Phrase
from workbench.methods.basics.arrays import Floats
from workbench.methods.basics.bootstrap import bootstrap_mean, laboratory_draws
from workbench.methods.soil.classes import class_verdicts
from workbench.methods.soil.health_index import (
    OVERALL,
    Drawing,
    IndexWeights,
    index_draws,
    score_cube,
)
from workbench.methods.soil.score_table import Scores, rescore
from workbench.reports.soil_health.basis.scores import HUNDRED, Scored
from workbench.reports.soil_health.basis.sites import Latest, Sampled
from workbench.reports.soil_health.parameters import CLASSES_OF, Parameters
from workbench.vocabulary.soil.indicators import DOMAINS, indicator_classes
from workbench.vocabulary.soil.scoring_curves import indicators_of

FEWEST_SITES = 5  # with fewer no interval is given
FEWEST_DRAWS = 100
MOST_NUMBERS = 20_000_000  # drawn at once, 160 MB


@dataclass(frozen=True)
class Estimate:
    """Mean over the sites with its limits; NaN where there is none."""

    value: float
    lower: float
    upper: float

    @property
    def of_hundred(self) -> Estimate:
        """The same from 0 to 100, as the page has it."""
        return Estimate(HUNDRED * self.value, HUNDRED * self.lower, HUNDRED * self.upper)


NOTHING = Estimate(np.nan, np.nan, np.nan)


@dataclass(frozen=True)
class Drawn:
    """Means over the sites and their limits: overall, by domain, by indicator; and the class.

    `with_weights` is the overall one with weights that are drawn too, `n_draws` how many were.
    """

    overall: Estimate
    with_weights: Estimate
    domains: Mapping[str, Estimate]
    indicators: Mapping[str, Estimate]
    index_class: Phrase | None
    class_with_weights: Phrase | None
    n_draws: int


def drawn(scored: Scored, found: Sampled, parameters: Parameters) -> Drawn:
    """Draw sites within their land use, and results within the uncertainty of the laboratory.

    Parameters
    ----------
    scored : Scored
        Scores and indices of the sites.
    found : Sampled
        Latest values, with the land use of each site.
    parameters : Parameters
        Of the report.
    """
    sites = list(found.soils)
    codes = indicators_of(parameters.scoring_set)
    scores = scored.table.scores
    if scores.empty:
        return Drawn(NOTHING, NOTHING, {}, {}, None, None, 0)
    n_draws = max(FEWEST_DRAWS, min(parameters.n_draws, MOST_NUMBERS // len(scores)))
    cube = score_cube(scores, _rescored(scored, n_draws, parameters), sites, codes)
    given = score_cube(scores, scores[[Scores.score]].to_numpy(np.float64).T, sites, codes)
    strata = found.land_uses
    point = _indices(given, codes, scored, parameters)
    fixed = _centred(_indices(cube, codes, scored, parameters), point)
    loose = _centred(_indices(cube, codes, scored, parameters, weights=True), point)
    return Drawn(
        overall=_estimate(point[OVERALL], fixed[OVERALL], strata, parameters),
        with_weights=_estimate(point[OVERALL], loose[OVERALL], strata, parameters),
        domains={
            name: _estimate(point[name], fixed[name], strata, parameters) for name in scored.weights
        },
        indicators={
            code: _estimate(
                given[:, :, place],
                _around(cube[:, :, place], given[:, :, place]),
                strata,
                parameters,
            )
            for place, code in enumerate(codes)
        },
        index_class=class_of(fixed[OVERALL], strata, parameters),
        class_with_weights=class_of(loose[OVERALL], strata, parameters),
        n_draws=n_draws,
    )


def class_of(values: Floats, strata: Sequence[str], parameters: Parameters) -> Phrase | None:
    """Class of the mean where it is probable enough, else the classes that it lies between.

    None where there is no mean, or where the classes, which nobody compared with their source,
    are not named in the parameters.

    Parameters
    ----------
    values : array of float, shape (n_draws, n_sites)
        Indices. [0 to 1]
    strata : sequence of str
        Land use of each site.
    parameters : Parameters
        Of the report.
    """
    if not parameters.may_use_unverified(CLASSES_OF) or np.isnan(values).all():
        return None
    own = indicator_classes(CLASSES_OF)
    means = bootstrap_mean(values, strata, n_draws=len(values), seed=parameters.seed).draws
    verdict = class_verdicts(
        means[:, np.newaxis],
        own.limits,
        own.labels,
        min_probability=parameters.class_probability,
    )
    return verdict[0].named


def _rescored(scored: Scored, n_draws: int, parameters: Parameters) -> Floats:
    """Scores of what the laboratory could have reported, shape (n_draws, n_scores)."""
    by = [Scores.sample_id, Scores.indicator]
    scores = scored.table.scores
    relative = scores[by].merge(scored.measured[[*by, Latest.relative]], on=by, how="left")[
        Latest.relative
    ]
    values = laboratory_draws(
        scores[Scores.value].to_numpy(np.float64),
        relative.to_numpy(np.float64),
        n_draws,
        parameters.seed,
    )
    return rescore(scored.table.curves, values)


def _indices(
    cube: Floats,
    codes: Sequence[str],
    scored: Scored,
    parameters: Parameters,
    *,
    weights: bool = False,
) -> dict[str, Floats]:
    """Work out the indices of each draw; overall is missing where a domain is."""
    present = {name: scored.weights[name] for name in DOMAINS if name in scored.weights}
    share = {name: 1 / len(present) for name in present}
    drawing = Drawing(
        method=parameters.aggregation,
        min_completeness=parameters.completeness,
        weights=weights,
        seed=parameters.seed,
    )
    made = index_draws(cube, codes, IndexWeights(present, share), drawing)
    if len(present) < len(DOMAINS):
        made[OVERALL] = np.full_like(made[OVERALL], np.nan)
    return made


def _centred(draws: Mapping[str, Floats], point: Mapping[str, Floats]) -> dict[str, Floats]:
    """Move the draws of each index to where it is without them."""
    return {name: _around(draws[name], point[name]) for name in draws}


def _around(draws: Floats, point: Floats) -> Floats:
    """Draws of each site around its own value; results already have the laboratory's noise once.

    Noise on noise would draw the scores of good soils down, since a curve ends at 1.
    """
    return np.asarray(np.clip(draws - draws.mean(axis=0) + point, 0.0, 1.0))


def _estimate(
    point: Floats, draws: Floats, strata: Sequence[str], parameters: Parameters
) -> Estimate:
    """Mean of the sites that have a value, with limits where there are enough of them."""
    there = ~np.isnan(point[0])
    if not there.any():
        return NOTHING
    mean = float(point[0][there].mean())
    if there.sum() < FEWEST_SITES:
        return Estimate(mean, np.nan, np.nan)
    found = bootstrap_mean(
        draws, strata, confidence=parameters.confidence, seed=parameters.seed
    ).interval
    return Estimate(mean, found.lower, found.upper)
