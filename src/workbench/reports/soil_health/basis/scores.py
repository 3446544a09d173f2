"""Scores and indices of the sites, and why there are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd

from workbench.methods.soil.aggregation import equal_weights
from workbench.methods.soil.health_index import Indices, domain_table, overall_table
from workbench.methods.soil.score_table import Scores, ScoreTable, Unscored, Values, score_table
from workbench.reports.soil_health.basis.pollution import Compared, highest_factor
from workbench.reports.soil_health.basis.sites import Latest, Sampled
from workbench.reports.soil_health.parameters import Parameters
from workbench.store.measurements import Measurements
from workbench.vocabulary.soil.indicators import DOMAINS, indicator
from workbench.vocabulary.soil.scoring_curves import ScoredSoil, indicators_of
from workbench.vocabulary.substances import substance, substances

HUNDRED = 100.0  # best score or index on the page; 1 in the methods
LOAD = "CONTAM"
RATIO = "SOC_clay"
STORED_AS = {"EC_e": "ECe", "EC_1_5": "EC15", "BD_sub": "BDsub"}
EXTRACTABLE = {"P": "extractable", "K": "extractable"}
WRITTEN = {"H2O": "water"}  # word of the store for a method, and that of the curves
G_KG_OF_PERCENT = 10.0

H = TypeVar("H", bound=Hashable)


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


@dataclass(frozen=True)
class Lowest:
    """Indicator with the lowest mean score, and that score from 0 to 100."""

    name: str = ""
    score: float = np.nan


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
    """
    codes = indicators_of(parameters.scoring_set)
    values = pd.concat([_values(code, found, compared) for code in codes], ignore_index=True)
    sets = (parameters.scoring_set,)
    allowed = [name for name in sets if parameters.may_use_unverified(name)]
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
    """Values of an indicator by site (columns value, method, relative), and their unit.

    Parameters
    ----------
    code : str
        Indicator.
    found : Sampled
        Latest values of the sites.
    compared : Compared or None
        For the load of contaminants.
    """
    if code == LOAD:
        ratios = pd.Series(dtype=float) if compared is None else highest_factor(compared)
        return _derived(ratios.dropna()), indicator(code).unit
    if code == RATIO:
        carbon = found.highest("SOC")
        return _derived((carbon / (G_KG_OF_PERCENT * clay_of(found))).dropna()), "g/g"
    stored = STORED_AS.get(code, code)
    if stored not in substances():
        return _derived(pd.Series(dtype=float)), indicator(code).unit
    rows = found.of(stored, fraction=EXTRACTABLE.get(code, ""))
    extractant = rows[Measurements.extractant]
    told = extractant.where(extractant != "", rows[Latest.method]).replace(WRITTEN)
    columns = {
        Values.value: rows[Latest.upper],
        Values.method: told,
        Latest.relative: rows[Latest.relative],
    }
    return pd.DataFrame(columns), substance(stored).unit


def weakest(means: pd.Series) -> Lowest:
    """Find the indicator with the lowest mean score; none where nothing is scored.

    Parameters
    ----------
    means : Series of float
        Mean scores by indicator. [0 to 1]
    """
    if means.empty:
        return Lowest()
    return Lowest(indicator(str(means.idxmin())).name, HUNDRED * float(means.min()))


def most_common(given: Iterable[H | None]) -> H | None:
    """Most common of the reasons that are given; None where there is none."""
    counts = Counter(one for one in given if one)
    return min(counts, key=lambda one: (-counts[one], str(one)), default=None)


def least_verified(words: pd.Series) -> str:
    """Give the least good of the words for whether curves were compared with their source."""
    return next((word for word in ("no", "partial", "yes") if (words == word).any()), "")


def clay_of(found: Sampled) -> pd.Series:
    """Clay of each site, above 0; in %."""
    clay = found.highest("clay")
    return clay[clay > 0]


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
    clay = clay_of(found)
    return {
        site: ScoredSoil(
            iso3=parameters.area,
            land_use=soil.land_use,
            texture_class=soil.texture_class,
            clay_pct=float(clay[site]) if site in clay.index else None,
            classes={"ratio_to": "background", **classes},
        )
        for site, soil in found.soils.items()
    }
