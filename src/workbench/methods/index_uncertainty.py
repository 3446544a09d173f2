"""Draws of the soil health index, and what one indicator at a time does to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from workbench.errors import SeriesError
from workbench.methods.aggregation import aggregate, completeness
from workbench.methods.bootstrap import SEED, weight_draws
from workbench.methods.index_table import MIN_COMPLETENESS, OVERALL
from workbench.methods.score_table import Scores
from workbench.methods.series import Floats


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


DEFAULT_DRAWING = Drawing()


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
        part = cube[:, :, [places[name] for name in shares]]
        given = list(shares.values())
        drawn = _weights(given, len(cube), drawing, order)
        enough = completeness(part, given) >= drawing.min_completeness - 1e-12
        index = aggregate(part, drawn[:, np.newaxis, :], method=drawing.method)
        found[domain] = np.where(enough, index, np.nan)
    stacked = np.stack([found[name] for name in weights.domains], axis=-1)
    drawn = _weights(list(weights.domains.values()), len(cube), drawing, len(found))
    overall = aggregate(stacked, drawn[:, np.newaxis, :], method=drawing.method)
    found[OVERALL] = np.where(np.isnan(stacked).any(axis=-1), np.nan, overall)
    return found


def without_one(scores: ArrayLike, weights: ArrayLike, *, method: str = "arithmetic") -> Floats:
    """Index of each sample with one indicator left out at a time.

    Parameters
    ----------
    scores : array of float, shape (n_samples, n_indicators)
        [0 to 1]
    weights : array of float, shape (n_indicators,)
    method : str
        As in `aggregate`.

    Returns
    -------
    array of float, shape (n_samples, n_indicators)
        NaN where nothing is left.

    Raises
    ------
    SeriesError, ParameterError
        As `aggregate`.

    Examples
    --------
    >>> without_one([[0.2, 0.8, 0.8]], [1 / 3] * 3).round(3).tolist()
    [[0.8, 0.5, 0.5]]
    """
    values = np.asarray(scores, dtype=np.float64)
    shares = np.asarray(weights, dtype=np.float64)
    left = shares * (1 - np.eye(shares.size))
    return aggregate(values[:, np.newaxis, :], left, method=method)


def _weights(given: Sequence[float], n_draws: int, drawing: Drawing, order: int) -> Floats:
    """Weights of every draw; those of another domain are drawn apart."""
    if not drawing.weights:
        return np.broadcast_to(np.asarray(given, dtype=np.float64), (n_draws, len(given)))
    return weight_draws(
        given, n_draws, drawing.seed + 1 + order, concentration=drawing.concentration
    )
