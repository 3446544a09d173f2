"""Classes of a descriptor of the EU Soil Monitoring Law, and the share of sites in a good state."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from workbench.errors import SeriesError
from workbench.findings.rows import Phrase, count, row, share
from workbench.methods.basics.arrays import Floats, check_confidence
from workbench.methods.basics.intervals import Interval, clopper_pearson, logit_interval, wilson
from workbench.methods.soil.soil_target_state import EXEMPT, MET, MISSED, SoilTargetState

LawClass = Literal["healthy", "target missed", "trigger reached", "exempt", "not assessable"]
HEALTHY: Final = "healthy"
TARGET_MISSED: Final = "target missed"
TRIGGER_REACHED: Final = "trigger reached"
OPEN: Final = "not assessable"

FEWEST_SITES = 10  # with fewer no share of the country is concluded
WANTED_HALF_WIDTH = 0.05
HALF = 0.5


def law_class(target: SoilTargetState | None, trigger: SoilTargetState | None) -> LawClass:
    """Class of one site for one descriptor, as the law was read in a secondary source [1]_.

    A soil that meets the sustainable target is healthy, one that reaches the operational trigger
    value is in a moderate or poor state. A reached trigger goes before a target that is met, which
    only happens where a country sets its trigger on the better side of a target of the Union.
    There is no class over all descriptors: the article on it was not read.

    Parameters
    ----------
    target, trigger : SoilTargetState or None
        Answers for the target, and for the trigger taken as a target: where that is missed, it is
        reached. None where none is set.

    Returns
    -------
    str
        One of `LawClass`.

    References
    ----------
    .. [1] Umweltbundesamt, "Europäische Bodenrichtlinie angenommen," on Directive (EU) 2025/2360.

    Examples
    --------
    >>> met, missed = (SoilTargetState(state, None, 1.0) for state in ("met", "missed"))
    >>> law_class(met, met), law_class(missed, met), law_class(missed, missed)
    ('healthy', 'target missed', 'trigger reached')
    >>> law_class(None, met), law_class(missed, None)
    ('not assessable', 'target missed')
    """
    states = [one.state for one in (target, trigger) if one is not None]
    if EXEMPT in states:
        return "exempt"
    if trigger is not None and trigger.state == MISSED:
        return TRIGGER_REACHED
    if target is None or target.state not in {MET, MISSED}:
        return OPEN
    return HEALTHY if target.state == MET else TARGET_MISSED


@row
class FewForShare(Phrase):
    """Too few sites were judged for a share of the country."""

    n_sites: int = count("sites that were judged")
    needed: int = count("sites that a share needs")


@row
class NoneSeen(Phrase):
    """Every site is in a good state, which does not say that every soil is."""

    at_most: float = share("share of soils that may not be, at that many sites")


@row
class NoneGood(Phrase):
    """No site is in a good state, which does not say that no soil is."""

    at_most: float = share("share of soils that may be, at that many sites")


@row
class HalfOpen(Phrase):
    """The interval has half of the sites within it."""

    half: float = share("that share")


@dataclass(frozen=True)
class GoodShare:
    """Share of sites in a good state, and what so many sites do not allow to be concluded.

    Attributes
    ----------
    share : float
        Weighted where weights are given; NaN without a site. [0 to 1]
    interval : Interval
        Its sampling error.
    half_width : float
        Half of the interval. [0 to 1]
    n_sites : int
        Sites that it is of.
    n_effective : float
        Sites with equal weights that would tell as much [1]_.
    n_needed : int or None
        Sites that an interval of `WANTED_HALF_WIDTH` to each side would need; None where there are
        as many, or fewer than `FEWEST_SITES`.
    not_concluded : Phrase or None
        What cannot be concluded; None where nothing of this kind.
    """

    share: float
    interval: Interval
    half_width: float
    n_sites: int
    n_effective: float
    n_needed: int | None
    not_concluded: Phrase | None


def good_share(
    is_good: ArrayLike, weights: ArrayLike | None = None, *, confidence: float = 0.95
) -> GoodShare:
    """Share of sites in a good state with its sampling error, the sites as a random sample.

    With equal weights the interval is that of Wilson. With weights (land that a site stands for)
    the share is a ratio with its linearised error [2]_ and the interval is on the logit; where
    all sites are alike it is the exact one of as many sites as the weights are worth.

    Parameters
    ----------
    is_good : array of bool, shape (n_sites,)
        Sites that were judged, the healthy ones True.
    weights : array of float, shape (n_sites,), optional
        Land that each stands for, above 0; None: all stand for as much. [km2]
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    GoodShare

    Raises
    ------
    SeriesError
        If the weights are not as many as the sites, or one is not above 0.
    ParameterError
        If the confidence is not between 0 and 1.

    References
    ----------
    .. [1] L. Kish, Survey Sampling. New York: Wiley, 1965.
    .. [2] W. G. Cochran, Sampling Techniques, 3rd ed. New York: Wiley, 1977, section 6.

    Examples
    --------
    >>> found = good_share([True] * 7 + [False] * 5)
    >>> round(found.interval.lower, 4), round(found.interval.upper, 4)
    (0.3195, 0.8067)
    >>> good_share([True, False], [3.0, 1.0]).share
    0.75
    """
    check_confidence(confidence)
    good = np.asarray(is_good, dtype=bool)
    if not good.size:
        nothing = Interval(math.nan, math.nan)
        few = FewForShare(n_sites=0, needed=FEWEST_SITES)
        return GoodShare(math.nan, nothing, math.nan, 0, 0.0, None, few)
    land = np.ones(good.size) if weights is None else np.asarray(weights, dtype=np.float64)
    if land.shape != good.shape or not (land > 0).all():
        raise SeriesError("A weight is missing or not above 0. Give the land of each site.")
    part = float(land[good].sum() / land.sum())
    n_effective = float(land.sum() ** 2 / (land**2).sum())
    interval = _interval(good, land, part, confidence)
    half_width = (interval.upper - interval.lower) / 2
    is_wide = half_width > WANTED_HALF_WIDTH and good.size >= FEWEST_SITES
    return GoodShare(
        share=part,
        interval=interval,
        half_width=half_width,
        n_sites=good.size,
        n_effective=n_effective,
        n_needed=_needed(interval, confidence) if is_wide else None,
        not_concluded=_not_concluded(good, interval),
    )


def _interval(good: np.ndarray, land: Floats, part: float, confidence: float) -> Interval:
    """Interval of the share."""
    n, n_good = good.size, int(good.sum())
    if (land == land[0]).all():
        return wilson(n_good, n, confidence=confidence)
    if n_good in {0, n}:
        worth = max(1, int(land.sum() ** 2 / (land**2).sum()))
        return clopper_pearson(worth if n_good else 0, worth, confidence=confidence)
    terms = (land * (good - part) / land.sum()) ** 2
    error = math.sqrt(n / (n - 1) * float(terms.sum()))
    return logit_interval(part, error, n - 1, confidence=confidence)


def _needed(interval: Interval, confidence: float) -> int:
    """Sites that the wanted width needs, at the share of the interval that needs most."""
    worst = min(max(HALF, interval.lower), interval.upper)
    z = float(ndtri((1 + confidence) / 2))
    return math.ceil(z**2 * worst * (1 - worst) / WANTED_HALF_WIDTH**2)


def _not_concluded(good: np.ndarray, interval: Interval) -> Phrase | None:
    """Say what the sites leave open."""
    if good.size < FEWEST_SITES:
        return FewForShare(n_sites=good.size, needed=FEWEST_SITES)
    if good.all():
        return NoneSeen(at_most=1 - interval.lower)
    if not good.any():
        return NoneGood(at_most=interval.upper)
    is_open = interval.lower < HALF < interval.upper
    return HalfOpen(half=HALF) if is_open else None
