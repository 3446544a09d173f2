"""Effects of sampling rounds: what the sites of a round have in common, non-detects included."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr
from scipy.stats import t as student_t

from workbench.methods.basics.arrays import Floats
from workbench.methods.sampling.site_values import SiteValues
from workbench.methods.trends.size import LogSlope

EFFECTS_FROM, EFFECTS_UP_TO = 5, 7
"""Rounds for which a t test of the effects of rounds serves."""
MOST_OPEN = 0.5
"""Share of a round's values that non-detects may leave open for it."""
MOST_STEPS = 60
CONVERGED = 1e-9


@dataclass(frozen=True)
class RoundEffects:
    """Mean logarithm of each round, as far as the same sites tell."""

    years: Floats  # [decimal year]
    effects: Floats  # of the logarithms, adding up to 0
    covariance: Floats  # of these, from the scatter of sites alone
    sigma: float  # standard deviation of a value around its site and round
    n_blocks: int  # blocks with a detect and two values or more


def round_effects(values: SiteValues) -> RoundEffects | None:
    """Fit logarithms as effect of the site plus effect of the round plus normal scatter.

    Maximum likelihood with non-detects as intervals (Tobit), in the parameters in which it has one
    maximum [1]_. The logarithm of the scatter counts (N - p) / N times, so that many sites with few
    rounds do not make it too small. The effects of sites are eliminated, so that the cost grows
    with the rounds only.

    Parameters
    ----------
    values : SiteValues
        One value a site and round.

    Returns
    -------
    RoundEffects or None
        None where the rounds are not connected by sites, a round has no detect, or there are no
        more values than effects.

    References
    ----------
    .. [1] R. J. Olsen, "Note on the uniqueness of the maximum likelihood estimator for the Tobit
       model," Econometrica, vol. 46, pp. 1211-1215, 1978. doi:10.2307/1911445
    """
    fit = _Fit.of(values)
    return None if fit is None else fit.effects(values.years)


@dataclass(frozen=True)
class EffectsTest:
    """Slope of the effects of rounds, tested with Student's t."""

    size: LogSlope
    se: float  # [1/year]
    p: float  # two-sided
    degrees_of_freedom: int
    round_sd: float  # standard deviation of rounds beyond the scatter of sites


def effects_test(found: RoundEffects, confidence: float = 0.95) -> EffectsTest:
    """Test the slope of the effects of rounds, which replicate what all sites of a round share.

    Generalised least squares with the covariance of the effects plus a variance of the rounds by
    restricted maximum likelihood; scale and t on n - 2 degrees of freedom. Where every site was
    sampled in every round this is the straight line through the means of the rounds.

    Parameters
    ----------
    found : RoundEffects
        Effects of 3 rounds or more.
    confidence : float
        Of the two-sided interval. [share, 0 to 1]

    Returns
    -------
    EffectsTest
    """
    n, times = found.years.size, found.years - found.years.mean()
    variance = _round_variance(found, times)
    design = np.column_stack([np.ones(n), times])
    weight = np.linalg.inv(_with_rounds(found, variance))
    inverse = np.linalg.inv(design.T @ weight @ design)
    line = inverse @ design.T @ weight @ found.effects
    left = found.effects - design @ line
    df = n - 2
    se = math.sqrt(left @ weight @ left / df * inverse[1, 1])
    slope, half = float(line[1]), float(student_t.ppf((1 + confidence) / 2, df)) * se
    p = float(2 * student_t.sf(abs(slope) / se, df)) if se else float(slope == 0)
    return EffectsTest(LogSlope(slope, slope - half, slope + half), se, p, df, math.sqrt(variance))


def effects_serve(values: SiteValues) -> bool:
    """Choose, before any p is seen, whether the t test of effects of rounds serves.

    For `EFFECTS_FROM` to `EFFECTS_UP_TO` rounds, where non-detects leave open at most `MOST_OPEN`
    of the values of each round: all orders of so few rounds leave p coarse, while with more
    non-detects the t test does not hold its level.

    Parameters
    ----------
    values : SiteValues
        One value a site and round.

    Returns
    -------
    bool
    """
    if not EFFECTS_FROM <= np.unique(values.years).size == values.years.size <= EFFECTS_UP_TO:
        return False
    open_shares = values.is_open.sum(axis=0) / values.is_sampled.sum(axis=0)
    return bool((open_shares <= MOST_OPEN).all()) and _Fit.of(values) is not None


def _with_rounds(found: RoundEffects, variance: float) -> Floats:
    """Covariance of the effects with a variance of the rounds, of full rank."""
    n = found.years.size
    floor = 1e-9 * (np.trace(found.covariance) / n + 1e-12)
    mean = np.full((n, n), np.trace(found.covariance) / n + variance)  # effects add up to 0
    return np.asarray(found.covariance + (variance + floor) * np.eye(n) + mean)


def _round_variance(found: RoundEffects, times: Floats) -> float:
    """Variance of rounds by restricted maximum likelihood, of those on a grid from 0."""
    design = np.column_stack([np.ones(times.size), times])
    largest = max(float(found.effects @ found.effects), 1e-12)
    grid = np.concatenate([[0.0], largest * np.geomspace(1e-4, 2.0, 25)])
    covariances = np.stack([_with_rounds(found, float(one)) for one in grid])
    weights = np.linalg.inv(covariances)
    information = design.T @ weights @ design
    lines = np.linalg.solve(information, design.T @ weights @ found.effects[:, None])
    left = found.effects[:, None] - design @ lines
    fits = (left.transpose(0, 2, 1) @ weights @ left)[:, 0, 0]
    logarithms = np.linalg.slogdet(covariances)[1] + np.linalg.slogdet(information)[1]
    return float(grid[np.argmin(logarithms + fits)])


State = tuple[Floats, Floats, float]
"""Effects of blocks and of rounds over sigma, and 1 / sigma."""


def _moved(state: State, step: State, length: float) -> State:
    """Go some way of a step."""
    return (
        state[0] + length * step[0],
        state[1] + length * step[1],
        state[2] + length * step[2],
    )


@dataclass
class _Fit:
    """Newton's steps for effects over sigma: of blocks a, of rounds u, and the precision h."""

    low: Floats  # logarithms, minus infinity for a non-detect
    high: Floats
    sampled: NDArray[np.bool_]

    @classmethod
    def of(cls, values: SiteValues) -> _Fit | None:
        """Keep what tells of rounds; None where that is too little."""
        sampled, is_open = values.is_sampled, values.is_open
        kept = (sampled.sum(axis=1) > 1) & (sampled & ~is_open).any(axis=1)
        with np.errstate(divide="ignore"):
            fit = cls(np.log(values.low[kept]), np.log(values.high[kept]), sampled[kept])
        return fit if fit._tells() else None

    def _tells(self) -> bool:
        """Tell whether every round has a detect, sites connect them, and scatter can be known."""
        detects = self.sampled & (self.low == self.high)
        if not detects.any(axis=0).all() or self._free() <= 0:
            return False
        links = _laplacian(detects.astype(np.float64))
        return bool(np.linalg.matrix_rank(links, tol=1e-9) == links.shape[0] - 1)

    def _free(self) -> int:
        """Values beyond the effects."""
        n_blocks, n_rounds = self.sampled.shape
        return int(np.count_nonzero(self.sampled)) - int(n_blocks) - int(n_rounds) + 1

    def effects(self, years: Floats) -> RoundEffects | None:
        """Fit, and bring the effects back to logarithms."""
        weights = self.sampled.astype(np.float64)
        start = np.where(self.sampled, np.where(np.isfinite(self.low), self.low, self.high), 0.0)
        effects, sigma = _least_squares(start, weights, self._free())
        sigma = max(sigma, 1e-9)
        if (self.low != self.high)[self.sampled].any():
            fitted = self._newton(effects, start, sigma)
            if fitted is None:
                return None
            effects, sigma, weights = fitted
        covariance = sigma**2 * _inverse(_laplacian(weights))
        centred = effects - effects.mean()
        return RoundEffects(years, centred, covariance, sigma, self.sampled.shape[0])

    def _newton(
        self, effects: Floats, start: Floats, sigma: float
    ) -> tuple[Floats, float, Floats] | None:
        """Maximise the likelihood from the fit to limits."""
        n = self.sampled.sum(axis=1)
        blocks = ((start - effects) * self.sampled).sum(axis=1) / n
        state: State = (blocks / sigma, effects / sigma, 1.0 / sigma)
        value = self._likelihood(*state)
        for _ in range(MOST_STEPS):
            step, weights = self._step(*state)
            length = 1.0
            while True:
                trial = _moved(state, step, length)
                found = self._likelihood(*trial) if trial[2] > 0 else -math.inf
                if found >= value - 1e-12 or length < 1e-6:
                    break
                length /= 2
            gained, state, value = found - value, trial, found
            if abs(gained) < CONVERGED * (1 + abs(value)):
                return state[1] / state[2], 1.0 / float(state[2]), weights
        return None

    def _scaled(self, blocks: Floats, rounds: Floats, h: float) -> tuple[Floats, Floats]:
        """Lower and upper end of each value in standard deviations from its mean."""
        mean = blocks[:, None] + rounds
        return h * self.low - mean, h * self.high - mean

    def _likelihood(self, blocks: Floats, rounds: Floats, h: float) -> float:
        """Find the logarithm of the likelihood."""
        low, high = self._scaled(blocks, rounds, h)
        exact = self.sampled & (self.low == self.high)
        bounded = self.sampled & ~exact
        n = exact.sum()
        kept = self._free() / self.sampled.sum()
        total = n * kept * math.log(h) - 0.5 * (high[exact] ** 2).sum()
        return float(total + _log_between(low[bounded], high[bounded]).sum())

    def _step(self, blocks: Floats, rounds: Floats, h: float) -> tuple[State, Floats]:
        """Newton's step, with the effects of blocks eliminated, and the weights of values."""
        gradient, weight, cross, of_h = self._derivatives(blocks, rounds, h)
        row = np.maximum(weight.sum(axis=1), 1e-12)
        shared = weight / row[:, None]
        size = rounds.size
        matrix, right = np.zeros((size + 1, size + 1)), np.zeros(size + 1)
        matrix[:size, :size] = np.diag(weight.sum(axis=0)) - weight.T @ shared + 1.0
        border = -(cross.sum(axis=0) - shared.T @ cross.sum(axis=1))
        matrix[:size, size] = matrix[size, :size] = border
        matrix[size, size] = of_h[1] - (cross.sum(axis=1) ** 2 / row).sum()
        right[:size] = gradient.sum(axis=0) - shared.T @ gradient.sum(axis=1)
        right[size] = of_h[0] + (cross.sum(axis=1) * gradient.sum(axis=1) / row).sum()
        found = np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)
        of_blocks = gradient.sum(axis=1) + cross.sum(axis=1) * found[size] - weight @ found[:size]
        step: State = (np.asarray(of_blocks / row), found[:size], float(found[size]))
        return step, weight

    def _derivatives(
        self, blocks: Floats, rounds: Floats, h: float
    ) -> tuple[Floats, Floats, Floats, tuple[float, float]]:
        """Take the derivatives by the mean of each value and by h: first, minus second, mixed."""
        low, high = self._scaled(blocks, rounds, h)
        exact = self.sampled & (self.low == self.high)
        bounded = self.sampled & ~exact
        gradient, weight, cross = (np.zeros(self.sampled.shape) for _ in range(3))
        y, z = self.high[exact], high[exact]
        gradient[exact], weight[exact], cross[exact] = z, 1.0, y
        kept = self._free() / self.sampled.sum()
        first, second = y.size * kept / h - z @ y, y.size * kept / h**2 + y @ y
        parts = _bounded_parts(low[bounded], high[bounded], self.low[bounded], self.high[bounded])
        gradient[bounded], weight[bounded], cross[bounded] = parts[:3]
        return gradient, weight, cross, (first + parts[3].sum(), second + parts[4].sum())


def _bounded_parts(
    low: Floats, high: Floats, first: Floats, last: Floats
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Derive log(Phi(high) - Phi(low)), where low = h first - m and high = h last - m."""
    total = _log_between(low, high)
    upper = np.exp(-0.5 * high**2 - 0.5 * math.log(2 * math.pi) - total)
    is_finite = np.isfinite(low)
    at, end = np.where(is_finite, low, 0.0), np.where(is_finite, first, 0.0)
    lower = np.where(is_finite, np.exp(-0.5 * at**2 - 0.5 * math.log(2 * math.pi) - total), 0.0)
    slope = upper - lower
    by_h = last * upper - end * lower
    weight = high * upper - at * lower + slope**2
    cross = high * last * upper - at * end * lower + slope * by_h
    second = high * last**2 * upper - at * end**2 * lower + by_h**2
    return -slope, np.maximum(weight, 1e-12), cross, by_h, second


def _log_between(low: Floats, high: Floats) -> Floats:
    """Logarithm of the probability of a standard normal value between two ends."""
    upper = log_ndtr(high)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(np.isfinite(low), np.exp(log_ndtr(low) - upper), 0.0)
    return np.asarray(upper + np.log1p(-np.minimum(share, 1 - 1e-12)))


def _laplacian(weights: Floats) -> Floats:
    """Information on the rounds once the effects of blocks are eliminated."""
    row = np.maximum(weights.sum(axis=1), 1e-12)
    return np.asarray(np.diag(weights.sum(axis=0)) - weights.T @ (weights / row[:, None]))


def _inverse(laplacian: Floats) -> Floats:
    """Moore-Penrose inverse for connected rounds, whose one null vector is known: all ones.

    A pseudo-inverse by singular values has to tell a zero from rounding, and where it does not, the
    effects are off in the second digit, differently on each processor.
    """
    n = laplacian.shape[0]
    scale = float(np.trace(laplacian)) / n
    return np.asarray(np.linalg.inv(laplacian + scale / n) - 1 / (scale * n), dtype=np.float64)


def _least_squares(logarithms: Floats, weights: Floats, free: int) -> tuple[Floats, float]:
    """Effects of rounds and scatter where every value is known."""
    row = weights.sum(axis=1)
    means = (weights * logarithms).sum(axis=1) / row
    right = (weights * (logarithms - means[:, None])).sum(axis=0)
    effects = _inverse(_laplacian(weights)) @ right
    left = logarithms - effects
    left = weights * (left - ((weights * left).sum(axis=1) / row)[:, None])
    return effects, math.sqrt(float((left**2).sum()) / free)
