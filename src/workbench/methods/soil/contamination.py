"""Contamination indices: contents of soil over those of a background, of one and many substances.

Each function takes arrays whose last axis is the substances. A substance that was not measured
(NaN) leaves the index of the sample NaN: no index is made of fewer substances than it names.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import rankdata

from workbench.errors import SeriesError
from workbench.methods.basics.arrays import Bounded, Floats

MATRIX_CORRECTION = 1.5
"""Müller's allowance for natural differences of the background."""

N_HAKANSON = 8
"""Substances that the limits of the degree of contamination were made for."""

TOXIC_RESPONSE_HAKANSON = 133.0
"""Sum of the toxic responses of Hakanson's eight substances (PCB, Hg, Cd, As, Cu, Pb, Cr, Zn)."""


def contamination_factor(concentrations: ArrayLike, background: ArrayLike) -> Floats:
    """Content over the content of the background (CF).

    With a threshold in place of the background the same ratio is the pollution index (PI); the
    two have other classes and are not to be mixed.

    Parameters
    ----------
    concentrations : array of float, shape (..., n_substances)
        0 or more, NaN where not measured. [mg/kg]
    background : array of float, shape (n_substances,)
        Above 0. [mg/kg]

    Returns
    -------
    array of float, shape (..., n_substances)
        [1]

    Raises
    ------
    SeriesError
        If a background is not above 0, or a concentration is negative.

    References
    ----------
    .. [1] L. Hakanson, "An ecological risk index for aquatic pollution control. A
       sedimentological approach," Water Res., vol. 14, pp. 975-1001, 1980.
       doi:10.1016/0043-1354(80)90143-8

    Examples
    --------
    >>> contamination_factor([3.0, 60.0], [0.5, 20.0]).tolist()
    [6.0, 3.0]
    """
    values = np.asarray(concentrations, dtype=np.float64)
    reference = np.asarray(background, dtype=np.float64)
    if not (reference > 0).all():
        raise SeriesError("A background is not above 0. Give one above 0 for each substance.")
    if (values < 0).any():
        raise SeriesError("A concentration is below 0. Give 0 or more, or NaN.")
    return values / reference


def geoaccumulation(concentrations: ArrayLike, background: ArrayLike) -> Floats:
    """Index of geo-accumulation, log2(C / (1.5 B)); NaN at 0, which has no logarithm.

    A content like the background has -0.585.

    Parameters
    ----------
    concentrations, background : array of float
        As in `contamination_factor`.

    Returns
    -------
    array of float, shape (..., n_substances)
        [1]

    Raises
    ------
    SeriesError
        As `contamination_factor`.

    References
    ----------
    .. [1] G. Müller, "Index of geoaccumulation in sediments of the Rhine River," GeoJournal,
       vol. 2, pp. 108-118, 1969.

    Examples
    --------
    >>> geoaccumulation([3.0, 60.0, 0.0], [0.5, 20.0, 20.0]).tolist()
    [2.0, 1.0, nan]
    """
    factor = contamination_factor(concentrations, background)
    return np.log2(np.where(factor > 0, factor, np.nan) / MATRIX_CORRECTION)


def enrichment_factor(
    concentrations: ArrayLike,
    reference_element: ArrayLike,
    background: ArrayLike,
    background_reference: float,
) -> Floats:
    """Content over that of a reference element, in the soil and in the background (EF).

    Both contents of the background must be of the same collection. The reference element (Al, Fe,
    Ti, Sc, Zr or Li) is to be named; where it is correlated with a contaminant
    (`reference_correlations`), the factor hides contamination.

    Parameters
    ----------
    concentrations : array of float, shape (..., n_substances)
        [mg/kg]
    reference_element : array of float, shape (...)
        Content of the reference element in the same samples, above 0. [mg/kg]
    background : array of float, shape (n_substances,)
        [mg/kg]
    background_reference : float
        Content of the reference element in the background. [mg/kg]

    Returns
    -------
    array of float, shape (..., n_substances)
        [1]

    Raises
    ------
    SeriesError
        If a background or a content of the reference element is not above 0.

    References
    ----------
    .. [1] R. A. Sutherland, "Bed sediment-associated trace metals in an urban stream, Oahu,
       Hawaii," Environ. Geol., vol. 39, pp. 611-627, 2000. doi:10.1007/s002540050473

    Examples
    --------
    >>> round(float(enrichment_factor([80.0], 60_000.0, [20.0], 80_000.0)[0]), 3)
    5.333
    """
    normal = np.asarray(reference_element, dtype=np.float64)
    if (normal <= 0).any():
        raise SeriesError(
            "A content of the reference element is not above 0. Leave the sample out."
        )
    enriched = contamination_factor(concentrations, background)
    return enriched / contamination_factor(normal, background_reference)[..., np.newaxis]


def pollution_load(factors: ArrayLike) -> Floats:
    """Pollution load index (PLI): geometric mean of the contamination factors.

    A factor of 0 makes it 0, which only stands as the lower bound of a sample with a non-detect
    (`contamination_indices`). Its author calls 1 the baseline; further classes are of others.

    Parameters
    ----------
    factors : array of float, shape (..., n_substances)
        [1]

    Returns
    -------
    array of float, shape (...)
        [1]

    References
    ----------
    .. [1] D. L. Tomlinson et al., "Problems in the assessment of heavy-metal levels in estuaries
       and the formation of a pollution index," Helgol. Meeresunters., vol. 33, pp. 566-575, 1980.
       doi:10.1007/BF02414780

    Examples
    --------
    >>> round(float(pollution_load([6.0, 3.0, 3.0, 3.0])), 5)
    3.56762
    """
    values = np.asarray(factors, dtype=np.float64)
    logs = np.log(np.where(values > 0, values, 1.0))
    mean = np.exp(logs.mean(axis=-1))
    missing = np.isnan(values).any(axis=-1)
    return np.where(missing, np.nan, np.where((values == 0).any(axis=-1), 0.0, mean))


def nemerow(factors: ArrayLike) -> Floats:
    """Nemerow's index: root of half the sum of the squares of the highest and the mean factor.

    Some authors take the median or a weighted mean; this is the one with the mean.

    Parameters
    ----------
    factors : array of float, shape (..., n_substances)
        Contamination factors, or pollution indices. [1]

    Returns
    -------
    array of float, shape (...)
        [1]

    References
    ----------
    .. [1] N. L. Nemerow, Stream, Lake, Estuary, and Ocean Pollution, 2nd ed. New York: Van
       Nostrand Reinhold, 1991.

    Examples
    --------
    >>> round(float(nemerow([6.0, 3.0, 3.0, 3.0])), 5)
    5.00312
    """
    values = np.asarray(factors, dtype=np.float64)
    return np.asarray(np.sqrt((values.max(axis=-1) ** 2 + values.mean(axis=-1) ** 2) / 2))


def contamination_degree(factors: ArrayLike) -> Floats:
    """Degree of contamination (Cdeg): sum of the contamination factors.

    Examples
    --------
    >>> float(contamination_degree([6.0, 3.0, 3.0, 3.0]))
    15.0
    """
    return np.asarray(np.asarray(factors, dtype=np.float64).sum(axis=-1))


def mean_contamination_degree(factors: ArrayLike) -> Floats:
    """Mean degree of contamination (mCd): mean of the contamination factors.

    Examples
    --------
    >>> float(mean_contamination_degree([6.0, 3.0, 3.0, 3.0]))
    3.75
    """
    return np.asarray(np.asarray(factors, dtype=np.float64).mean(axis=-1))


def ecological_risk(factors: ArrayLike, toxic_responses: ArrayLike) -> Floats:
    """Ecological risk factor (Er) of each substance: toxic response times contamination factor.

    The risk index (RI) is the sum over the substances.

    Parameters
    ----------
    factors : array of float, shape (..., n_substances)
        [1]
    toxic_responses : array of float, shape (n_substances,)
        See `workbench.vocabulary.soil.references`. [1]

    Returns
    -------
    array of float, shape (..., n_substances)
        [1]

    Examples
    --------
    >>> risk = ecological_risk([6.0, 3.0, 3.0, 3.0], [30, 5, 5, 1])
    >>> risk.tolist(), float(risk.sum())
    ([180.0, 15.0, 15.0, 3.0], 213.0)
    """
    return np.asarray(factors, dtype=np.float64) * np.asarray(toxic_responses, dtype=np.float64)


def degree_scale(n_substances: int) -> float:
    """Factor on Hakanson's limits of Cdeg (8, 16, 32), so that n substances have n, 2 n, 4 n.

    Examples
    --------
    >>> degree_scale(4)
    0.5
    """
    return n_substances / N_HAKANSON


def risk_scale(toxic_responses: ArrayLike) -> float:
    """Factor on Hakanson's limits of RI (150, 300, 600) for other substances than his eight.

    Parameters
    ----------
    toxic_responses : array of float, shape (n_substances,)
        Of the substances in the index. [1]

    Returns
    -------
    float
        Sum of the toxic responses over that of Hakanson's eight, 133.

    Examples
    --------
    >>> round(150 * risk_scale([30, 5, 5, 1]), 1)
    46.2
    """
    return float(np.sum(np.asarray(toxic_responses, dtype=np.float64))) / TOXIC_RESPONSE_HAKANSON


@dataclass(frozen=True)
class ContaminationIndices:
    """All indices of samples; where a non-detect takes part, between two bounds.

    `factors`, `geoaccumulation` and `risk_factors` have the shape (n_samples, n_substances), the
    others (n_samples,). The lower bound of a geo-accumulation index is NaN for a non-detect.
    """

    factors: Bounded
    geoaccumulation: Bounded
    risk_factors: Bounded
    pollution_load: Bounded
    nemerow: Bounded
    degree: Bounded
    mean_degree: Bounded
    risk_index: Bounded


def contamination_indices(
    contents: Bounded, background: ArrayLike, toxic_responses: ArrayLike
) -> ContaminationIndices:
    """All indices of samples from one background.

    Every index rises with every content, so that its bounds are those of the contents: all
    non-detects at 0, and all at their limit.

    Parameters
    ----------
    contents : Bounded, shape (n_samples, n_substances)
        [mg/kg]
    background : array of float, shape (n_substances,)
        [mg/kg]
    toxic_responses : array of float, shape (n_substances,)
        NaN where there is none, which leaves RI NaN. [1]

    Returns
    -------
    ContaminationIndices

    Raises
    ------
    SeriesError
        If a background is not above 0.

    Examples
    --------
    >>> contents = Bounded(np.array([[0.0, 20.0]]), np.array([[0.5, 20.0]]))
    >>> found = contamination_indices(contents, [0.5, 20.0], [30, 5])
    >>> found.pollution_load.lower.tolist(), found.pollution_load.upper.tolist()
    ([0.0], [1.0])
    """
    low = contamination_factor(contents.lower, background)
    high = contamination_factor(contents.upper, background)
    risk_low, risk_high = (ecological_risk(one, toxic_responses) for one in (low, high))
    return ContaminationIndices(
        factors=Bounded(low, high),
        geoaccumulation=Bounded(
            geoaccumulation(contents.lower, background), geoaccumulation(contents.upper, background)
        ),
        risk_factors=Bounded(risk_low, risk_high),
        pollution_load=Bounded(pollution_load(low), pollution_load(high)),
        nemerow=Bounded(nemerow(low), nemerow(high)),
        degree=Bounded(contamination_degree(low), contamination_degree(high)),
        mean_degree=Bounded(mean_contamination_degree(low), mean_contamination_degree(high)),
        risk_index=Bounded(contamination_degree(risk_low), contamination_degree(risk_high)),
    )


def reference_correlations(reference_element: ArrayLike, concentrations: ArrayLike) -> Floats:
    """Rank correlation (Spearman) of the reference element with each contaminant.

    A reference element that rises with contamination does not suit for enrichment factors.

    Parameters
    ----------
    reference_element : array of float, shape (n_samples,)
        [mg/kg]
    concentrations : array of float, shape (n_samples, n_substances)
        [mg/kg]

    Returns
    -------
    array of float, shape (n_substances,)
        From -1 to 1; NaN with fewer than 3 samples or without differences. [1]

    Examples
    --------
    >>> reference_correlations([1, 2, 3], [[2, 5], [4, 3], [9, 1]]).tolist()
    [1.0, -1.0]
    """
    element = np.asarray(reference_element, dtype=np.float64)
    columns = np.asarray(concentrations, dtype=np.float64).T
    found = []
    for column in columns:
        both = ~np.isnan(element) & ~np.isnan(column)
        one, other = (rankdata(values[both]) for values in (element, column))
        varied = both.sum() >= 3 and np.ptp(one) > 0 and np.ptp(other) > 0
        found.append(np.corrcoef(one, other)[0, 1] if varied else np.nan)
    return np.array(found)
