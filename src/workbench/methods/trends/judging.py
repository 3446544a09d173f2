"""One series from its values to a test, a size and an interval that agree."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from scipy.stats import t as student_t

from workbench.methods.sampling.site_values import SiteValues
from workbench.methods.trends.bridges import Step, carry
from workbench.methods.trends.campaigns import (
    CAMPAIGNS_UP_TO,
    Allowance,
    CampaignChange,
    assumed_allowance,
    campaign_change,
)
from workbench.methods.trends.effects import effects_serve, effects_test, round_effects
from workbench.methods.trends.evidence import Cap, Grounds
from workbench.methods.trends.levels import trend_line
from workbench.methods.trends.pairs import PairSlopes, informative_rounds, pair_slopes
from workbench.methods.trends.serial import (
    ProgrammeCorrelation,
    SerialCorrelation,
    plain_p_decides,
    serial_correlation,
)
from workbench.methods.trends.shuffling import Shuffles, p_values, shuffle_test
from workbench.methods.trends.size import NO_SIZE, LogSlope, log_slope, shuffled_interval


class Method(StrEnum):
    """Test that a series allows."""

    SHUFFLED = "shuffled"  # censored Kendall within sites, whole rounds shuffled
    EFFECTS = "effects"  # t test of the effects of rounds
    CAMPAIGNS = "campaigns"  # change against what campaigns differ by
    NONE = "none"


@dataclass(frozen=True)
class Plan:
    """What is fixed before a series is looked at."""

    shuffles: Shuffles = field(default_factory=Shuffles)
    confidence: float = 0.95
    programme: ProgrammeCorrelation | None = None  # lag-1 correlation over all its series
    allowance: Allowance | None = None  # effect of a campaign; None: assumed from the content
    one_laboratory: bool = False  # one named laboratory in all campaigns, if it is assumed
    steps: Sequence[Step] = ()  # values that bridges brought to the scale of the others


@dataclass(frozen=True)
class Judged:
    """Test and size of one series."""

    method: Method
    n_rounds: int
    n_sites: int
    n_pairs: int  # pairs of values of a site that are compared
    s: int  # Kendall's S within sites
    p_plain: float  # rounds taken as independent; NaN without a test
    p_serial: float  # with serial correlation allowed for; NaN where it is not estimated
    p: float  # the one that decides, and that enters the false discovery rate
    p_least: float  # that as many rounds can give; 0 where there is no floor
    size: LogSlope  # with the interval of the test that decides
    serial: SerialCorrelation | None = None
    change: CampaignChange | None = None  # of two to four campaigns

    def grounds(self, q: float, cap: Cap = Cap.NONE) -> Grounds:
        """Collect what the evidence is judged on, once p has been corrected.

        Parameters
        ----------
        q : float
            p after correction for the tests of its family.
        cap : Cap
            What caps the evidence, beside an effect of campaigns that was only assumed.

        Returns
        -------
        Grounds
        """
        is_assumed = self.change is not None and not self.change.allowance.source.is_measured
        capped = Cap.ASSUMED if is_assumed and cap is Cap.NONE else cap
        return Grounds(self.p_plain, q, self.n_rounds, self.size, capped)


def judge(values: SiteValues, plan: Plan | None = None) -> Judged:
    """Test a series within its sites and say how large its change is.

    The test is chosen by the number of rounds and the share of non-detects: up to
    `CAMPAIGNS_UP_TO` rounds against the effect of a campaign; from 5 to 7 by `effects_serve` the t
    test of the effects of rounds or all orders of the rounds; above, shuffled rounds. The interval
    is that of the test that decides.

    Parameters
    ----------
    values : SiteValues
        One value a site and round.
    plan : Plan, optional
        What is fixed before.

    Returns
    -------
    Judged
    """
    given = plan or Plan()
    found = _of_one_scale(values, given)
    return _carried(found, values, given) if given.steps else found


def _of_one_scale(values: SiteValues, given: Plan) -> Judged:
    """Test a series all of whose values are of one scale."""
    pairs = pair_slopes(values)
    n_rounds = int(np.unique(values.years).size)
    is_hidden = values.is_open.any() and not informative_rounds(pairs, 0.0).any()
    if n_rounds < 2 or is_hidden or not pairs.n_compared[pairs.apart > 0].any():
        return _untested(values, n_rounds)
    if n_rounds <= CAMPAIGNS_UP_TO:
        return _by_campaigns(values, pairs, given)
    test = _by_effects if effects_serve(values) else _shuffled
    return test(values, pairs, given)


def _carried(judged: Judged, values: SiteValues, plan: Plan) -> Judged:
    """Let the interval and p hold that the shifts between scales are known only so well."""
    if judged.method is Method.NONE:
        return judged
    if not math.isfinite(judged.size.slope):  # nobody knows what the shifts would make of it
        return replace(judged, p_plain=1.0, p=1.0)
    change = judged.change
    df = change.allowance.degrees_of_freedom if change else judged.n_rounds - 2
    found = carry(judged.size, values, plan.steps, df, plan.confidence)
    if change is not None:
        least = float(student_t.ppf(0.975, found.degrees_of_freedom)) * found.se
        change = replace(change, size=found.size, se_all=found.se, p=found.p, least=least)
    p_serial, p = judged.p_serial, max(judged.p, found.p)
    return replace(
        judged,
        p_plain=max(judged.p_plain, found.p),
        p_serial=p if p_serial == judged.p else p_serial,
        p=p,
        size=found.size,
        change=change,
    )


def _untested(values: SiteValues, n_rounds: int) -> Judged:
    """Leave a series without a test."""
    n_sites = np.unique(values.sites).size
    nan = math.nan
    return Judged(Method.NONE, n_rounds, n_sites, 0, 0, nan, nan, nan, nan, NO_SIZE)


def _counts(values: SiteValues, pairs: PairSlopes) -> tuple[int, int, int, int]:
    """Count rounds, sites, pairs of values and S."""
    ordered = pairs.apart > 0
    s = pairs.rises[0, ordered].sum()
    n_pairs = int(pairs.n_compared[ordered].sum())
    return np.unique(values.years).size, np.unique(values.sites).size, n_pairs, round(float(s))


def _by_campaigns(values: SiteValues, pairs: PairSlopes, plan: Plan) -> Judged:
    """Compare two to four campaigns."""
    found = round_effects(values)
    if found is None:
        return _untested(values, np.unique(values.years).size)
    allowance = plan.allowance or _assumed(values, plan)
    change = campaign_change(found, allowance, plan.confidence)
    return Judged(
        Method.CAMPAIGNS, *_counts(values, pairs), change.p, math.nan, change.p, 0.0,
        change.size, change=change,
    )  # fmt: skip


def _assumed(values: SiteValues, plan: Plan) -> Allowance:
    """Assume the effect of a campaign from the content of the typical site."""
    level = trend_line(values, LogSlope(0.0, 0.0, 0.0)).level
    content = math.exp(level) if math.isfinite(level) else float(np.nanmedian(values.high))
    return assumed_allowance(content, one_laboratory=plan.one_laboratory)


def _by_effects(values: SiteValues, pairs: PairSlopes, plan: Plan) -> Judged:
    """Test the effects of five to seven rounds."""
    found = round_effects(values)
    if found is None:
        return _shuffled(values, pairs, plan)
    test = effects_test(found, plan.confidence)
    return Judged(
        Method.EFFECTS, *_counts(values, pairs), test.p, math.nan, test.p, 0.0, test.size
    )  # fmt: skip


def _shuffled(values: SiteValues, pairs: PairSlopes, plan: Plan) -> Judged:
    """Shuffle whole rounds, with serial correlation where it can be estimated."""
    test = shuffle_test(pairs, plan.shuffles)
    slope = log_slope(pairs)
    serial = serial_correlation(pairs, slope)
    p_serial = math.nan
    if math.isfinite(serial.rho):
        p_serial = float(p_values(pairs, pairs.rises, plan.shuffles, widening=serial.widening)[0])
    is_plain = math.isnan(p_serial) or plain_p_decides(values.years, plan.programme)
    ends = shuffled_interval(
        pairs,
        slope,
        plan.shuffles,
        confidence=plan.confidence,
        widening=1.0 if is_plain else serial.widening,
    )
    return Judged(
        Method.SHUFFLED, *_counts(values, pairs), test.p, p_serial,
        test.p if is_plain else p_serial, test.p_least, LogSlope(slope, *ends), serial,
    )  # fmt: skip
