"""Soil health index of samples: by domain, over all, in draws, and never without its weakest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from workbench.errors import ParameterError, SeriesError
from workbench.findings.names import Name, column, names_of
from workbench.findings.rows import Phrase, code, count, phrase, row, share
from workbench.methods.basics.arrays import Floats
from workbench.methods.basics.bootstrap import SEED, weight_draws
from workbench.methods.soil.aggregation import aggregate, check_weights, completeness, weakest
from workbench.methods.soil.score_table import Scores

MIN_COMPLETENESS = 0.7
"""Weight that has to be scored of a domain before it has an index. [share]"""

OVERALL = "overall"
ROUNDING = 1e-12


class Indices:
    """Index of a sample in a domain, or over all."""

    sample_id = Scores.sample_id
    domain = Scores.domain
    index = column("index; missing where there is none [0 to 1]")
    minimum = column("lowest score [0 to 1]")
    weakest = column("indicator that has it")
    completeness = column("weight that is scored, or of the domains with an index [0 to 1]")
    missing = column("indicators without a score, with commas")
    reason = column("why there is no index, a phrase")


COLUMNS = names_of(Indices, Name)


@row
class DomainName(Phrase):
    """A domain of soil health."""

    domain: str = code("domain", "which")


@row
class NoIndexOf(Phrase):
    """Domains have no index, so that there is none over all of them."""

    domains: tuple[DomainName, ...] = phrase("the domains without an index", is_list=True)
    n_domains: int = count("how many they are")


@row
class TooFewScores(Phrase):
    """Too little of the weight of a domain is scored for an index."""

    scored: float = share("weight of the indicators with a score", apart_from="needed")
    needed: float = share("weight that an index needs")


@dataclass(frozen=True)
class IndexWeights:
    """Weights of indicators within domains, and of domains; each add up to 1."""

    indicators: Mapping[str, Mapping[str, float]]
    domains: Mapping[str, float]


@dataclass(frozen=True)
class Drawing:
    """How indices are drawn.

    `weights` says whether weights are drawn too, `concentration` how closely they keep to those
    given (see `weight_draws`).
    """

    method: str = "arithmetic"
    min_completeness: float = MIN_COMPLETENESS
    weights: bool = True
    concentration: float | None = None
    seed: int = SEED


AT_ONCE = 20  # draws whose indices are worked out together, so that few copies are held
DEFAULT_DRAWING = Drawing()


def no_index_of(domains: Sequence[str]) -> NoIndexOf:
    """Say which domains have no index."""
    named = tuple(DomainName(domain=name) for name in domains)
    return NoIndexOf(domains=named, n_domains=len(named))


def domain_table(
    scores: pd.DataFrame,
    weights: Mapping[str, Mapping[str, float]],
    *,
    samples: Sequence[str] | None = None,
    method: str = "arithmetic",
    min_completeness: float = MIN_COMPLETENESS,
) -> pd.DataFrame:
    """Index of each sample in each domain, or the reason why there is none.

    Parameters
    ----------
    scores : DataFrame
        One row a score: sample_id, indicator, score. As in `ScoreTable.scores`.
    weights : mapping of str to mapping of str to float
        For each domain the indicators that belong to it, with weights that add up to 1. What is
        named here and has no score is missing.
    samples : sequence of str, optional
        All samples, so that one without any score has its row too; None: those with a score.
    method : str
        One of `workbench.methods.soil.aggregation.AGGREGATIONS`.
    min_completeness : float
        Weight that has to be scored. [share, 0 to 1]

    Returns
    -------
    DataFrame
        One row a sample and domain: sample_id, domain, index (0 to 1; NaN where there is none),
        minimum and weakest (lowest score and its indicator, also where there is no index),
        completeness (share of weight), missing (indicators, with commas), reason (a phrase;
        None where there is an index).

    Raises
    ------
    ParameterError
        If weights do not add up to 1, or the limit is not a share.
    SeriesError
        If a score belongs to no domain, or a sample has one twice.

    Examples
    --------
    >>> scores = pd.DataFrame({"sample_id": "a", "indicator": ["BD", "AGG"], "score": [0.9, 0.2]})
    >>> found = domain_table(scores, {"physical": {"BD": 0.4, "AGG": 0.4, "AWC": 0.2}})
    >>> found[["index", "weakest", "completeness", "missing"]].to_dict("records")
    [{'index': 0.55, 'weakest': 'AGG', 'completeness': 0.8, 'missing': 'AWC'}]
    """
    if not 0 < min_completeness <= 1:
        raise ParameterError(f"The limit of completeness is {min_completeness:g}. Give a share.")
    _check_scores(scores, weights)
    rows = list(dict.fromkeys(scores[Scores.sample_id].unique() if samples is None else samples))
    wide = scores.pivot_table(index=Scores.sample_id, columns=Scores.indicator, values=Scores.score)
    tables = []
    for domain, shares in weights.items():
        check_weights(shares, f"{domain} indicators")
        part = wide.reindex(index=rows, columns=list(shares))
        tables.append(_domain(part, domain, list(shares.values()), method, min_completeness))
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))
    return table


def overall_table(
    domains: pd.DataFrame, weights: Mapping[str, float], *, method: str = "arithmetic"
) -> pd.DataFrame:
    """Index of each sample over its domains; none where a domain has none.

    Parameters
    ----------
    domains : DataFrame
        As `domain_table` gives it.
    weights : mapping of str to float
        Weight of each domain; they add up to 1. A domain of weight 0 has to be there too.
    method : str
        As there.

    Returns
    -------
    DataFrame
        Columns of `domain_table`, with `overall` as the domain; minimum and weakest are those of
        the indicators, completeness is the weight of the domains with an index.

    Raises
    ------
    ParameterError
        If the weights do not add up to 1.

    Examples
    --------
    >>> scores = pd.DataFrame({"sample_id": "a", "indicator": ["BD"], "score": [0.9]})
    >>> found = domain_table(scores, {"physical": {"BD": 1.0}, "chemical": {"pH": 1.0}})
    >>> overall_table(found, {"physical": 0.5, "chemical": 0.5})["reason"].item()
    NoIndexOf(domains=(DomainName(domain='chemical'),), n_domains=1)
    """
    check_weights(weights, "domains")
    shares = list(weights.values())
    samples = list(domains[Indices.sample_id].unique())
    by_domain = domains.pivot_table(
        index=Indices.sample_id, columns=Indices.domain, values=Indices.index, dropna=False
    ).reindex(index=samples, columns=list(weights))
    indices = by_domain.to_numpy(float)
    in_order = domains.sort_values(Indices.minimum, kind="stable")  # what is missing comes last
    lowest = in_order.drop_duplicates(Indices.sample_id).set_index(Indices.sample_id).loc[samples]
    missing: dict[str, list[str]] = {sample: [] for sample in samples}
    listed = (domains[name].to_list() for name in (Indices.sample_id, Indices.missing))
    for sample, names in zip(*listed, strict=True):
        missing[sample] += [names] if names else []
    is_absent = np.isnan(indices)
    index = aggregate(indices, shares, method=method)
    return pd.DataFrame(
        {
            Indices.sample_id: samples,
            Indices.domain: OVERALL,
            Indices.index: np.where(is_absent.any(axis=1), np.nan, index),
            Indices.minimum: lowest[Indices.minimum].to_numpy(),
            Indices.weakest: lowest[Indices.weakest].to_numpy(),
            Indices.completeness: completeness(indices, shares),
            Indices.missing: [", ".join(names) for names in missing.values()],
            Indices.reason: [
                no_index_of([name for name, absent in zip(weights, row, strict=True) if absent])
                if row.any()
                else None
                for row in is_absent
            ],
        }
    )


def _domain(
    wide: pd.DataFrame, domain: str, shares: Sequence[float], method: str, limit: float
) -> pd.DataFrame:
    """Rows of one domain; `wide` has a row a sample and a column an indicator."""
    scores = wide.to_numpy(float)
    complete = completeness(scores, shares)
    lowest, place = weakest(scores, shares)
    enough = complete >= limit - ROUNDING
    names, is_missing = list(wide.columns), np.isnan(scores)
    return pd.DataFrame(
        {
            Indices.sample_id: wide.index,
            Indices.domain: domain,
            Indices.index: np.where(enough, aggregate(scores, shares, method=method), np.nan),
            Indices.minimum: lowest,
            Indices.weakest: ["" if np.isnan(at) else names[int(at)] for at in place],
            Indices.completeness: complete,
            Indices.missing: [
                ", ".join(name for name, lacks in zip(names, row, strict=True) if lacks)
                if has_gaps
                else ""
                for row, has_gaps in zip(is_missing, is_missing.any(axis=1), strict=True)
            ],
            Indices.reason: [
                None if full else TooFewScores(scored=part, needed=limit)
                for full, part in zip(enough, complete, strict=True)
            ],
        }
    )


def _check_scores(scores: pd.DataFrame, weights: Mapping[str, Mapping[str, float]]) -> None:
    """Refuse scores of indicators that no domain has, and an indicator twice in a sample."""
    known = {name for shares in weights.values() for name in shares}
    strange = sorted(set(scores[Scores.indicator].unique()) - known)
    if strange:
        raise SeriesError(
            f"No domain has a weight for {', '.join(strange)}. Give one, or 0 to leave it out."
        )
    if scores.duplicated([Scores.sample_id, Scores.indicator]).any():
        raise SeriesError("A sample has an indicator more than once. Combine its scores first.")


def score_cube(
    scores: pd.DataFrame, drawn: ArrayLike, samples: Sequence[str], indicators: Sequence[str]
) -> Floats:
    """Put draws of scores in their place: draw by sample by indicator.

    Parameters
    ----------
    scores : DataFrame
        `ScoreTable.scores`: sample_id and indicator of each column of the draws.
    drawn : array of float, shape (n_draws, n_scores)
        As `rescore` gives them.
    samples, indicators : sequence of str
        In the order of the result; what has no score is NaN.

    Returns
    -------
    array of float, shape (n_draws, n_samples, n_indicators)

    Raises
    ------
    SeriesError
        If a score is of a sample or an indicator that is not named, or the lengths differ.

    Examples
    --------
    >>> scores = pd.DataFrame({"sample_id": ["a", "b"], "indicator": ["BD", "BD"]})
    >>> score_cube(scores, [[0.4, 0.6]], ["a", "b"], ["BD", "AGG"]).tolist()
    [[[0.4, nan], [0.6, nan]]]
    """
    numbers = np.asarray(drawn, dtype=np.float64)
    if numbers.ndim != 2 or numbers.shape[1] != len(scores):
        raise SeriesError(
            f"There are {len(scores)} scores and draws of the shape {numbers.shape}. "
            "Give a column for each."
        )
    rows = pd.Index(samples).get_indexer(pd.Index(scores[Scores.sample_id]))
    columns = pd.Index(indicators).get_indexer(pd.Index(scores[Scores.indicator]))
    if (rows < 0).any() or (columns < 0).any():
        raise SeriesError(
            "A score is of a sample or an indicator that is not named. Name them all."
        )
    cube = np.full((numbers.shape[0], len(samples), len(indicators)), np.nan)
    cube[:, rows, columns] = numbers
    return cube


def index_draws(
    cube: Floats,
    indicators: Sequence[str],
    weights: IndexWeights,
    drawing: Drawing = DEFAULT_DRAWING,
) -> dict[str, Floats]:
    """Work out the indices of every draw, by domain and over all.

    Parameters
    ----------
    cube : array of float, shape (n_draws, n_samples, n_indicators)
        Scores, as `score_cube` gives them.
    indicators : sequence of str
        Of the last axis.
    weights : IndexWeights
    drawing : Drawing

    Returns
    -------
    dict of str to array of float, shape (n_draws, n_samples)
        For each domain and `overall`; NaN where a domain is not complete enough, and overall
        where a domain has no index.

    Raises
    ------
    SeriesError
        If an indicator with a weight is not in the cube.
    ParameterError
        If the method is unknown or a weight is negative.

    Examples
    --------
    >>> cube = np.array([[[0.4, 0.6]], [[0.5, 0.7]]])
    >>> weights = IndexWeights({"physical": {"BD": 0.5, "AGG": 0.5}}, {"physical": 1.0})
    >>> found = index_draws(cube, ["BD", "AGG"], weights, Drawing(weights=False))
    >>> found["overall"].round(3).tolist()
    [[0.5], [0.6]]
    """
    places = {name: place for place, name in enumerate(indicators)}
    absent = [
        name for shares in weights.indicators.values() for name in shares if name not in places
    ]
    if absent:
        raise SeriesError(f"The cube has no {', '.join(absent)}. Give a column of NaN for each.")
    found = {}
    for order, (domain, shares) in enumerate(weights.indicators.items()):
        given = list(shares.values())
        drawn = _weights(given, len(cube), drawing, order)
        columns = [places[name] for name in shares]
        found[domain] = np.concatenate(
            [
                _of_domain(
                    cube[at : at + AT_ONCE][:, :, columns], drawn[at : at + AT_ONCE], given, drawing
                )
                for at in range(0, len(cube), AT_ONCE)
            ]
        )
    stacked = np.stack([found[name] for name in weights.domains], axis=-1)
    drawn = _weights(list(weights.domains.values()), len(cube), drawing, len(found))
    overall = aggregate(stacked, drawn[:, np.newaxis, :], method=drawing.method)
    found[OVERALL] = np.where(np.isnan(stacked).any(axis=-1), np.nan, overall)
    return found


def _of_domain(part: Floats, drawn: Floats, given: Sequence[float], drawing: Drawing) -> Floats:
    """Work out the indices of a domain in some draws; NaN where it is not complete enough."""
    enough = completeness(part, given) >= drawing.min_completeness - 1e-12
    index = aggregate(part, drawn[:, np.newaxis, :], method=drawing.method)
    return np.where(enough, index, np.nan)


def _weights(given: Sequence[float], n_draws: int, drawing: Drawing, order: int) -> Floats:
    """Weights of every draw; those of another domain are drawn apart."""
    if not drawing.weights:
        return np.broadcast_to(np.asarray(given, dtype=np.float64), (n_draws, len(given)))
    return weight_draws(
        given, n_draws, drawing.seed + 1 + order, concentration=drawing.concentration
    )
