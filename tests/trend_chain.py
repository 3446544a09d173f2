"""Judge a series given as a frame, as a report does: from samples to evidence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.methods.basics.multiplicity import benjamini_hochberg
from workbench.methods.sampling.rounds import sampling_rounds, sampling_seasons
from workbench.methods.sampling.site_values import Samples, SiteValues, site_values
from workbench.methods.trends.breaks import cell_labels, check_break, season_labels
from workbench.methods.trends.campaigns import Allowance, Source, horwitz_sd
from workbench.methods.trends.composition import strata_differ
from workbench.methods.trends.evidence import Cap, Evidence, evidence
from workbench.methods.trends.judging import Judged, Method, Plan, judge
from workbench.methods.trends.shuffling import Shuffles

STRATA = ("source_type", "land_use")


@dataclass(frozen=True)
class Found:
    """What is said of one series."""

    judged: Judged
    cap: Cap
    evidence: Evidence

    @property
    def direction(self) -> str:
        """Direction of a change that may be named."""
        if not self.evidence.is_change:
            return "none"
        return "rising" if self.judged.size.slope > 0 else "falling"


def decimal_years(sampled_on: pd.Series) -> np.ndarray:
    """Dates as decimal years, a bare year as its middle."""
    dates = pd.to_datetime(sampled_on.where(sampled_on.str.len() > 4, sampled_on + "-07-02"))
    return (dates.dt.year + (dates.dt.day_of_year - 0.5) / 365.25).to_numpy()


def graded(samples: pd.DataFrame) -> dict[str, Found]:
    """Judge each substance of a frame; all of them are one family of tests."""
    found = {str(name): _judged(group) for name, group in samples.groupby("substance")}
    q_values = benjamini_hochberg([judged.p for judged, _ in found.values()])
    return {
        name: Found(judged, cap, evidence(judged.grounds(float(q), cap)))
        for (name, (judged, cap)), q in zip(found.items(), q_values, strict=True)
    }


def values_of(samples: pd.DataFrame) -> tuple[SiteValues, np.ndarray]:
    """Values of the sites, and the round of each sample."""
    years = decimal_years(samples["sampled_on"])
    rounds = sampling_rounds(years, samples["campaign"])
    seasons = sampling_seasons(samples["site_id"], years)
    given = Samples(
        samples["site_id"],
        rounds.names,
        rounds.dates,
        samples["value"],
        samples["censored"],
        seasons,
    )
    return site_values(given), rounds.names


def _judged(samples: pd.DataFrame) -> tuple[Judged, Cap]:
    """Test a series and look at what else changed."""
    values, rounds = values_of(samples)
    laboratories = samples["lab_id"].fillna("")
    is_one = len(set(laboratories)) == 1 and bool(laboratories.iloc[0])
    shuffles = Shuffles(series=str(samples["substance"].iloc[0]))
    judged = judge(values, Plan(shuffles, one_laboratory=is_one))
    if judged.method is Method.NONE:
        return judged, Cap.NONE
    caps = [
        *_caps_of_breaks(samples, values, rounds, judged),
        _cap_of_strata(samples, values, judged),
    ]
    worst = [cap for cap in caps if cap.leaves_none] or [cap for cap in caps if cap is not Cap.NONE]
    return judged, worst[0] if worst else Cap.NONE


def _caps_of_breaks(
    samples: pd.DataFrame, values: SiteValues, rounds: np.ndarray, judged: Judged
) -> list[Cap]:
    """What a change of laboratory or of season leaves of the evidence."""
    if judged.method is Method.CAMPAIGNS or values.seasons.any():
        return []
    widening = judged.serial.widening if judged.serial else 1.0
    laboratories = samples["lab_id"].fillna("").to_numpy(str)
    labels = cell_labels(values, samples["site_id"], rounds, laboratories)
    allowance = Allowance(horwitz_sd(float(samples["value"].median())), Source.LABORATORIES)
    shuffles = Shuffles()
    of_laboratory = check_break(values, labels, shuffles, widening=widening, limit=allowance.limit)
    years = decimal_years(samples["sampled_on"])
    months = pd.Series(12 * (years % 1)).groupby(rounds).median()
    seasons = season_labels(months[values.rounds])
    of_season = check_break(
        values, np.tile(seasons, (len(values.sites), 1)), shuffles, widening=widening
    )
    return [of_laboratory.standing.cap, of_season.standing.cap]


def _cap_of_strata(samples: pd.DataFrame, values: SiteValues, judged: Judged) -> Cap:
    """Whether strata of sites change differently."""
    for column in STRATA:
        of_site = samples.groupby("site_id")[column].first()
        strata = of_site[values.sites].to_numpy(str)
        is_known = np.isfinite(judged.size.slope) and np.unique(strata).size > 1
        if is_known and strata_differ(values, strata, judged.size.slope, Shuffles()).p <= 0.05:
            return Cap.STRATA_DIFFER
    return Cap.NONE
