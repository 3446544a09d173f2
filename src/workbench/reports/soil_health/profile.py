"""The workbench's own profile: the domains of the set, and contamination by a documented curve."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from workbench.findings.rows import code, count, number, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.basics.arrays import Floats
from workbench.methods.basics.bootstrap import bootstrap_mean
from workbench.methods.soil.health_index import Indices
from workbench.methods.soil.site_profile import Profile, contamination_score, profile
from workbench.reports.report import Section
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.pollution import highest_factor
from workbench.reports.soil_health.basis.scores import FEWEST_SITES, HUNDRED
from workbench.reports.soil_health.overview import OF_HUNDRED
from workbench.vocabulary.soil.indicators import DOMAINS
from workbench.words.messages import Message
from workbench.words.said import Said, said

CONTAMINATION = "contamination"
INDEX = "index"


@row
class ProfilePart:
    """A domain of the profile, or the profile itself, over all sites."""

    part: str = code("profile-part", "a domain, or the index over all", "Part")
    score: float | None = number("mean score of the sites", "Score", unit=OF_HUNDRED)
    score_lower: float | None = number(
        "lower limit", "Lower limit", unit=OF_HUNDRED, lower_of="score"
    )
    score_upper: float | None = number(
        "upper limit", "Upper limit", unit=OF_HUNDRED, upper_of="score"
    )
    weight: float = share("weight in the profile", "Weight")
    n_sites: int = count("sites with a score", "Sites")
    completeness: float | None = share("weight of the domains that sites have", "Completeness")
    weakest: str | None = code("profile-part", "domain that is weakest at most sites", default=None)
    n_weakest: int | None = count("sites at which this domain is the weakest", "Weakest at")
    scoring_set: str = text("set that scores the domains", "Set")
    background: str = text("background that contamination is compared with", "Background")
    confidence: float = share("level of the limits")


@row
class SiteProfile:
    """Profile of a site."""

    site: str = text("site")
    index: float | None = number("profile of the site", unit=OF_HUNDRED)
    completeness: float = share("weight of the domains that it has")
    weakest: str | None = code("profile-part", "weakest domain")
    lowest: float | None = number("score of that domain", unit=OF_HUNDRED)
    ratio: float | None = number("highest ratio of a contaminant to the background", unit="1")


PROFILE = Table("profile", ProfilePart, "Profile of this workbench", "No site has a score.")
SITE_PROFILES = Table("site_profiles", SiteProfile, "Profiles of the sites", "No site has a score.")
GIVEN = Message("soil-profile", ProfilePart, "profile")
OPEN = Message("soil-profile-open", ProfilePart, "profile")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Put the domains of each site and their contamination together."""
    sites = list(basis.found.soils)
    ratios = _ratios(basis, sites)
    scores = _scores(basis, sites, ratios)
    made = profile(scores, basis.parameters.profile, basis.parameters.completeness)
    is_empty = not sites or bool(np.isnan(scores).all())
    yield PROFILE.filled({} if is_empty else _parts(basis, scores, made))
    yield SITE_PROFILES.filled({} if is_empty else _sites(sites, made, ratios))


def _ratios(basis: Basis, sites: list[str]) -> Floats:
    """Highest ratio of any contaminant at each site to the background in use."""
    compared = basis.polluted.compared
    if not compared:
        return np.full(len(sites), np.nan)
    return highest_factor(compared[0]).reindex(sites).to_numpy(np.float64)


def _scores(basis: Basis, sites: list[str], ratios: Floats) -> Floats:
    """Scores of the sites in the domains, contamination by the curve of the profile."""
    domains = basis.judged.domains
    wide = domains.pivot_table(
        index=Indices.sample_id, columns=Indices.domain, values=Indices.index, dropna=False
    ).reindex(index=sites, columns=list(DOMAINS))
    return wide.assign(**{CONTAMINATION: contamination_score(ratios)}).to_numpy(np.float64)


def _parts(basis: Basis, scores: Floats, made: Profile) -> dict[str, ProfilePart]:
    """Rows of the index and of its domains."""
    weakest = [DOMAINS[at] if at >= 0 else None for at in made.weakest]
    often = pd.Series(weakest, dtype=object).dropna().value_counts()
    columns = {INDEX: made.index} | {name: scores[:, at] for at, name in enumerate(DOMAINS)}
    compared, parameters = basis.polluted.compared, basis.parameters
    rows: dict[str, ProfilePart] = {}
    for name, values in columns.items():
        mean, lower, upper = _mean(values, basis)
        is_index = name == INDEX
        rows[name] = ProfilePart(
            part=name,
            score=mean,
            score_lower=lower,
            score_upper=upper,
            weight=1.0 if is_index else parameters.profile[name],
            n_sites=int((~np.isnan(values)).sum()),
            completeness=float(made.completeness.mean()) if is_index else None,
            weakest=str(often.index[0]) if is_index and len(often) else None,
            n_weakest=None
            if is_index and not len(often)
            else int(often.get(often.index[0] if is_index else name, 0)),
            scoring_set=parameters.scoring_set,
            background=compared[0].background.name if compared else "",
            confidence=parameters.confidence,
        )
    return rows


def _mean(values: Floats, basis: Basis) -> tuple[float, float, float]:
    """Mean over the sites with limits, where there are enough; of a hundred."""
    there = ~np.isnan(values)
    if not there.any():
        return np.nan, np.nan, np.nan
    mean = HUNDRED * float(values[there].mean())
    if there.sum() < FEWEST_SITES:
        return mean, np.nan, np.nan
    strata = [use for use, has in zip(basis.found.land_uses, there, strict=True) if has]
    limits = bootstrap_mean(
        values[there],
        strata,
        n_draws=basis.parameters.draws_of(len(strata)),
        confidence=basis.parameters.confidence,
        seed=basis.parameters.seed,
    ).interval
    return mean, HUNDRED * limits.lower, HUNDRED * limits.upper


def _sites(sites: list[str], made: Profile, ratios: Floats) -> dict[str, SiteProfile]:
    """Profiles of the sites."""
    return {
        site: SiteProfile(
            site=site,
            index=HUNDRED * made.index[at],
            completeness=made.completeness[at],
            weakest=DOMAINS[made.weakest[at]] if made.weakest[at] >= 0 else None,
            lowest=HUNDRED * made.lowest[at],
            ratio=ratios[at],
        )
        for at, site in enumerate(sites)
    }


def say(tables: Tables) -> Iterator[Said]:
    """Say the profile with its completeness and weakest domain, or why there is none."""
    for name, one in tables.of(PROFILE).items():
        if name == INDEX:
            yield said(GIVEN if one.score is not None else OPEN, PROFILE, name, main="score")


def notes(tables: Tables) -> tuple[str, ...]:
    """Say whose the profile is."""
    return ("soil-profile-ours",) if tables.of(PROFILE) else ()


SECTION: Section[Basis] = Section(
    name="profile",
    tables=(PROFILE, SITE_PROFILES),
    compute=compute,
    say=say,
    messages=(GIVEN, OPEN),
    notes=notes,
)
