"""The counts of the whole report, in one row."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from workbench.findings.rows import Table, Tables, code, count, row, share, text
from workbench.reports.gaps.answers import RESPONSE, Round
from workbench.reports.gaps.definitions import Parameters
from workbench.reports.gaps.judge import INDEX, n_moved
from workbench.reports.gaps.participation import CONFLICTS, CONTRADICTIONS
from workbench.reports.gaps.ratings import RATINGS, fewest_ratings
from workbench.reports.gaps.scopes import Scope
from workbench.vocabulary import places


@row
class Overview:
    """Counts of the whole report."""

    area_name: str = text("area")
    wave: str = text("round of the survey")
    wave_before: str = text("round before it")
    answered: str = code("yes-no", "whether the country answered; empty for a region")
    region_name: str = text("region of the country")
    role: str = text("who answered for the country")
    frame_source: str = text("where the list of those that could answer is from")
    n_frame: int = count("countries on that list, of the region or of all")
    n_responses: int = count("responses of the wave, of countries and laboratories of the region")
    n_counted: int = count("of those, responses that are counted")
    n_not_counted: int = count("of those, left out with their reason")
    n_countries_answered: int = count("countries of the area that answered")
    n_contradictions: int = count("contradictions")
    n_conflicts: int = count("items on which two respondents of a country disagree")
    n_ratings: int = count("ratings of the importance of the topic that has the fewest")
    n_rank_moved: int = count("countries whose rank is another with the importance rated")
    n_ranked: int = count("countries that have a rank")
    confidence: float = share("level of the intervals")


OVERVIEW = Table("overview", Overview, "The report in figures", "Nothing was read.")


def about(scopes: Sequence[Scope], area: str) -> tuple[str, ...]:
    """Countries that a page is about: one, or those of its region."""
    return (area,) if places.is_country(area) else scopes[0].countries


def overview(
    rounds: Sequence[Round],
    scopes: Sequence[Scope],
    judged: Tables,
    parameters: Parameters,
    source: str,
) -> Overview:
    """Count what the whole report holds.

    Parameters
    ----------
    rounds : sequence of two Round
        Round before, and round of the report.
    scopes : sequence of Scope
        Scopes of the page, the nearest first.
    judged : Tables
        What was worked out of the answers.
    parameters : Parameters
        Those of the report.
    source : str
        Where the list of those that could answer is from.
    """
    before, now = rounds
    area = parameters.area
    is_country = places.is_country(area)
    own = now.countries[now.countries["iso3"].isin(about(scopes, area))]
    near = {*scopes[0].countries, area}
    n_left_out = n_responses(now.left_out, near)
    n_counted = n_responses(now.countries, near) + n_responses(now.laboratories, near)
    roles = [str(role).replace("_", " ") for role in own["role"]] if is_country else []
    return Overview(
        area_name=places.place_name(area),
        wave=now.wave,
        wave_before=before.wave,
        answered=("yes" if len(own) else "no") if is_country else "",
        region_name=scopes[0].name if is_country and len(scopes) > 1 else "",
        role=next(iter(roles), ""),
        frame_source=source,
        n_frame=len(scopes[-1].countries),
        n_ratings=fewest_ratings(judged.of(RATINGS)),
        n_rank_moved=n_moved(judged.of(INDEX)),
        n_ranked=len(judged.kept(INDEX, lambda one: one.rank is not None)),
        n_responses=n_counted + n_left_out,
        n_counted=n_counted,
        n_not_counted=n_left_out,
        n_countries_answered=own["iso3"].nunique(),
        n_contradictions=len(judged[CONTRADICTIONS.name]),
        n_conflicts=len(judged[CONFLICTS.name]),
        confidence=parameters.confidence,
    )


def n_responses(rows: pd.DataFrame, iso3s: Collection[str]) -> int:
    """Responses of some countries."""
    return len(rows[rows["iso3"].isin(iso3s)].drop_duplicates(RESPONSE))
