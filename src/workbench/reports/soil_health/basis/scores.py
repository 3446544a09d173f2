"""Scores and indices of the sites, their mean over the country, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.findings.rows import Phrase
from workbench.methods.basics.arrays import Floats
from workbench.methods.basics.bootstrap import bootstrap_mean, laboratory_draws
from workbench.methods.soil.aggregation import equal_weights
from workbench.methods.soil.classes import class_verdicts
from workbench.methods.soil.health_index import (
    OVERALL,
    Drawing,
    IndexWeights,
    Indices,
    domain_table,
    index_draws,
    overall_table,
    score_cube,
)
from workbench.methods.soil.score_table import (
    Scores,
    ScoreTable,
    Unscored,
    Values,
    rescore,
    score_table,
)
from workbench.reports.soil_health.basis.pollution import Compared, highest_factor
from workbench.reports.soil_health.basis.sites import Latest, Sampled
from workbench.reports.soil_health.parameters import CLASSES_OF, Parameters
from workbench.vocabulary.soil.indicators import DOMAINS, indicator, indicator_classes
from workbench.vocabulary.soil.scoring_curves import ScoredSoil, indicators_of
from workbench.vocabulary.substances import substance, substances

HUNDRED = 100.0  # best score or index on the page; 1 in the methods
LOAD = "CONTAM"
RATIO = "SOC_clay"
STORED_AS = {"EC_e": "ECe", "EC_1_5": "EC15", "BD_sub": "BDsub"}
EXTRACTABLE = {"P": "extractable", "K": "extractable"}
G_KG_OF_PERCENT = 10.0


@dataclass(frozen=True)
class Scored:
    """Values, scores and indices of all sites.

    Attributes
    ----------
    measured : DataFrame
        One row a site and indicator: sample_id (the site), indicator, value, unit, method and
        relative (expanded uncertainty over the value).
    table : ScoreTable
        What was scored, and what was not.
    weights : mapping of str to mapping of str to float
        For each domain that the set has indicators of, their weights.
    domains, overall : DataFrame
        One row a site and domain, and one a site: index, minimum, weakest, completeness, missing,
        reason.
    """

    measured: pd.DataFrame
    table: ScoreTable
    weights: Mapping[str, Mapping[str, float]]
    domains: pd.DataFrame
    overall: pd.DataFrame

    def values_of(self, code: str) -> pd.DataFrame:
        """Rows of `measured` of an indicator."""
        return self.measured[self.measured[Values.indicator] == code]

    def scores_of(self, code: str) -> pd.DataFrame:
        """Scores of an indicator, as in `ScoreTable.scores`."""
        return self.table.scores[self.table.scores[Scores.indicator] == code]

    def reasons_of(self, code: str) -> pd.Series:
        """Reasons why values of an indicator have no score, each a tuple of phrases."""
        lost = self.table.left_out
        return lost[lost[Unscored.indicator] == code][Unscored.reason]

    def mean_scores(self, domain: str = "") -> pd.Series:
        """Mean score over the sites of each scored indicator, of one domain or of all. [0 to 1]."""
        scores = self.table.scores
        own = scores[scores[Scores.domain] == domain] if domain else scores
        return own.groupby(Scores.indicator)[Scores.score].mean()

    @property
    def index(self) -> pd.Series:
        """Index of each site over all domains. [0 to 1]."""
        return index_of_sites(self.overall)


def scored(found: Sampled, compared: Compared | None, parameters: Parameters) -> Scored:
    """Score all indicators of the set that the parameters name, and put them together.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    compared : Compared or None
        Contaminants compared with the background in use; None where there is none.
    parameters : Parameters
        Of the report.

    Returns
    -------
    Scored
        Of all sites, those without a score too.
    """
    codes = indicators_of(parameters.scoring_set)
    values = pd.concat([_values(code, found, compared) for code in codes], ignore_index=True)
    sets = (parameters.scoring_set,)
    allowed = [name for name in sets if name in parameters.unverified]
    table = score_table(values, _soils(found, parameters), sets, unverified_sets=allowed)
    weights = weights_of(codes)
    domains, overall = indices(table.scores, weights, list(found.soils), parameters)
    return Scored(values, table, weights, domains, overall)


def index_of_sites(overall: pd.DataFrame) -> pd.Series:
    """Index of each site over all domains, of a table as `Scored.overall`. [0 to 1]."""
    return overall.set_index(Indices.sample_id)[Indices.index]


def weights_of(codes: Sequence[str]) -> dict[str, dict[str, float]]:
    """Equal weights of the indicators of each domain that has any."""
    by_domain = {name: [c for c in codes if indicator(c).domain == name] for name in DOMAINS}
    return {name: equal_weights(own) for name, own in by_domain.items() if own}


def indices(
    scores: pd.DataFrame,
    weights: Mapping[str, Mapping[str, float]],
    sites: Sequence[str],
    parameters: Parameters,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Index of each site by domain, and over all four domains.

    Parameters
    ----------
    scores : DataFrame
        As `ScoreTable.scores`.
    weights : mapping
        As in `Scored`.
    sites : sequence of str
        All sites.
    parameters : Parameters
        Of the report.

    Returns
    -------
    (DataFrame, DataFrame)
        As `Scored.domains` and `Scored.overall`.
    """
    domains = domain_table(
        scores,
        weights,
        samples=sites,
        method=parameters.aggregation,
        min_completeness=parameters.completeness,
    )
    four = {name: 1 / len(DOMAINS) for name in DOMAINS}
    return domains, overall_table(domains, four, method=parameters.aggregation)


def values_of(code: str, found: Sampled, compared: Compared | None) -> tuple[pd.DataFrame, str]:
    """Values of an indicator by site (columns value, method, relative), and their unit."""
    if code == LOAD:
        ratios = pd.Series(dtype=float) if compared is None else highest_factor(compared)
        return _derived(ratios.dropna()), indicator(code).unit
    if code == RATIO:
        carbon = found.highest("SOC")
        return _derived((carbon / (G_KG_OF_PERCENT * found.clay)).dropna()), "g/g"
    stored = STORED_AS.get(code, code)
    if stored not in substances():
        return _derived(pd.Series(dtype=float)), indicator(code).unit
    return found.told(stored, fraction=EXTRACTABLE.get(code, "")), substance(stored).unit


def _values(code: str, found: Sampled, compared: Compared | None) -> pd.DataFrame:
    """Values of an indicator as rows."""
    values, unit = values_of(code, found, compared)
    rows = values.rename_axis(Values.sample_id).reset_index()
    return rows.assign(**{Values.indicator: code, Values.unit: unit})


def _derived(values: pd.Series) -> pd.DataFrame:
    """Values without a method or uncertainty of their own."""
    return pd.DataFrame({Values.value: values, Values.method: "", Latest.relative: np.nan})


def _soils(found: Sampled, parameters: Parameters) -> dict[str, ScoredSoil]:
    """Describe what curves may depend on, for each site."""
    classes = dict(pair.split(":") for pair in parameters.soil_classes)
    clay = found.clay
    return {
        site: ScoredSoil(
            iso3=parameters.area,
            land_use=soil.land_use,
            texture_class=soil.texture_class,
            clay_pct=float(clay[site]) if site in clay.index else None,
            classes={"ratio_to": "background", **classes, **soil.classes},
        )
        for site, soil in found.soils.items()
    }


FEWEST_SITES = 5  # with fewer no interval is given
FEWEST_DRAWS = 100
MOST_NUMBERS = 20_000_000  # drawn at once, 160 MB
DRAWS_AT_ONCE = 10  # of more numbers


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
class DrawnMeans:
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


def drawn(scored: Scored, found: Sampled, parameters: Parameters) -> DrawnMeans:
    """Draw sites within their land use, and results within the uncertainty of the laboratory.

    Parameters
    ----------
    scored : Scored
        Scores and indices of the sites.
    found : Sampled
        Latest values, with the land use of each site.
    parameters : Parameters
        Of the report.

    Returns
    -------
    DrawnMeans
        Means with their limits; all missing where nothing is scored.
    """
    sites = list(found.soils)
    codes, scores = indicators_of(parameters.scoring_set), scored.table.scores
    if scores.empty:
        return DrawnMeans(NOTHING, NOTHING, {}, {}, None, None, 0)
    n_draws = max(FEWEST_DRAWS, min(parameters.n_draws, MOST_NUMBERS // len(scores)))
    cube = _drawn_cube(scored, sites, n_draws, parameters)
    given = score_cube(scores, scores[[Scores.score]].to_numpy(np.float64).T, sites, codes)
    strata = found.land_uses
    point = _indices(given, codes, scored, parameters)
    fixed = _centred(_indices(cube, codes, scored, parameters), point)
    loose = _centred(_indices(cube, codes, scored, parameters, weights=True), point)
    return DrawnMeans(
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
    """
    if CLASSES_OF not in parameters.unverified or np.isnan(values).all():
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


def _drawn_cube(
    scored: Scored, sites: Sequence[str], n_draws: int, parameters: Parameters
) -> Floats:
    """Scores of draws by site and indicator; of very many sites a few draws are made at a time."""
    scores, codes = scored.table.scores, indicators_of(parameters.scoring_set)
    if n_draws * len(scores) <= MOST_NUMBERS:
        return score_cube(scores, _rescored(scored, n_draws, parameters.seed), sites, codes)
    cube = np.empty((n_draws, len(sites), len(codes)))
    for at in range(0, n_draws, DRAWS_AT_ONCE):
        n = min(DRAWS_AT_ONCE, n_draws - at)
        part = _rescored(scored, n, parameters.seed + at)
        cube[at : at + n] = score_cube(scores, part, sites, codes)
    return cube


def _rescored(scored: Scored, n_draws: int, seed: int) -> Floats:
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
        seed,
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
