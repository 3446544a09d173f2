"""What the programme would need to see a change, and when a threshold is met."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np

from workbench.findings.rows import Phrase, code, count, number, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.trends.effects import round_effects
from workbench.methods.trends.outlook import (
    POWER,
    probability_above,
    rounds_needed,
    sites_needed,
    time_to_threshold,
)
from workbench.reports.trends.basis import UNIT, Basis
from workbench.reports.trends.changing.rows import Trend, line_of, round_sd_of
from workbench.reports.trends.judging import SeriesFinding
from workbench.reports.trends.levels import COMPARISONS

TO_BE_SEEN = (0.01, 0.02, 0.05)  # changes a year, as shares
WORDED = 0.02  # of these, the one that a sentence names


@row
class Outlook:
    """What a series would need to give strong evidence of a change a year."""

    subject: Phrase = phrase("the series in words", "Series")
    change_per_year: float = share("change to be seen", "Change a year", unit="1/year")
    n_rounds: int = count("sampling rounds so far", "Rounds so far")
    rounds_needed: int | None = count(
        "rounds, past ones included, at the pace so far; missing where even many are too few",
        "Rounds needed",
    )
    n_sites: int = count("sites", "Sites")
    sites_needed: int | None = count(
        "sites in as many rounds as so far; missing where no number is enough", "Sites needed"
    )
    power: float = share("power with which it would be seen")
    series: str = text("series")


@row
class Meeting:
    """When the typical site of a series meets a threshold, if its trend goes on."""

    subject: Phrase = phrase("the series in words", "Series")
    threshold_mg_kg: float = number("threshold", "Threshold", unit=UNIT)
    probability_above: float | None = share(
        "probability that the level of the last round is above it", "Above now"
    )
    state: str = code("meeting", "whether the trend meets it within the horizon", "Reached")
    years: float | None = number(
        "years after the last round", "Time from the last round", unit="year"
    )
    earliest_years: float | None = number(
        "first of the years that the band allows; missing beyond the horizon",
        unit="year",
        lower_of="years",
    )
    latest_years: float | None = number(
        "last of the years that the band allows; missing beyond the horizon",
        unit="year",
        upper_of="years",
    )
    series: str = text("series")


OUTLOOK = Table(
    "outlook",
    Outlook,
    "What would be needed to see a change",
    "No series has enough sampling rounds, or the page is on several countries.",
)
MEETINGS = Table(
    "thresholds_met",
    Meeting,
    "When a threshold is reached if the trend continues",
    "No series with a trend has a threshold, or the page is on several countries.",
)


def compute_outlook(
    basis: Basis, tables: Tables, trends: Mapping[str, Trend]
) -> Iterator[AnyFilled]:
    """Look ahead from each whole series of a country."""
    rows: dict[str, Outlook] = {}
    for one in () if basis.with_country else basis.findings:
        if not one.series.stratum:
            rows |= _needs(one, trends[one.series.key], basis)
    yield OUTLOOK.filled(rows)
    yield MEETINGS.filled({} if basis.with_country else dict(_meetings(tables, trends)))


def _needs(one: SeriesFinding, trend: Trend, basis: Basis) -> dict[str, Outlook]:
    """Count the rounds and sites that a series would need to see each change."""
    values, judged = one.series.site_values, one.judged
    dates = np.unique(values.years)
    round_sd = round_sd_of(one, basis.parameters.confidence)
    if not round_sd:
        return {}
    sites_a_round = values.is_sampled.sum() / values.years.size
    alpha = basis.parameters.false_discovery_rate / one.n_tests
    effects = round_effects(values)
    found = {}
    for change in TO_BE_SEEN:
        slope = math.log1p(change)
        needed = None
        if effects is not None:
            shared_sd = math.sqrt(max(0.0, round_sd**2 - effects.sigma**2 / sites_a_round))
            needed = sites_needed(dates, effects.sigma, shared_sd, slope, alpha=alpha)
        found[f"{one.series.name}@{change:g}"] = Outlook(
            subject=trend.subject,
            change_per_year=change,
            n_rounds=judged.n_rounds,
            rounds_needed=rounds_needed(dates, round_sd, slope, alpha=alpha),
            n_sites=judged.n_sites,
            sites_needed=needed,
            power=POWER,
            series=one.series.name,
        )
    return found


def _meetings(tables: Tables, trends: Mapping[str, Trend]) -> Iterator[tuple[str, Meeting]]:
    """Find when each series with a trend meets each of its thresholds."""
    for one in tables.of(COMPARISONS).values():
        trend, threshold = trends.get(one.series), one.threshold_mg_kg
        line = line_of(trend) if trend is not None else None
        if trend is None or line is None or threshold is None or trend.direction == "none":
            continue
        last = float(trend.last_year + 1)  # the end of the year of the last round
        met = time_to_threshold(line, threshold, last)
        yield (
            f"{one.series}@{threshold:g}",
            Meeting(
                subject=trend.subject,
                threshold_mg_kg=threshold,
                probability_above=probability_above(line, threshold, last),
                state=met.state.value,
                years=met.years,
                earliest_years=met.earliest if math.isfinite(met.earliest) else None,
                latest_years=met.latest if math.isfinite(met.latest) else None,
                series=one.series,
            ),
        )
