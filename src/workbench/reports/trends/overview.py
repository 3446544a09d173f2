"""The counts of the whole report, in one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from workbench.findings.rows import Table, count, row, share, text, year
from workbench.reports.trends.comparability import Comparability
from workbench.reports.trends.comparisons import Comparison, set_name
from workbench.reports.trends.definitions import Parameters
from workbench.reports.trends.judge import Trend
from workbench.reports.trends.monitored import MonitoredSeries
from workbench.vocabulary import places

STANDINGS = {
    "n_comparable": "comparable",
    "n_as_far_as_stated": "as far as is stated",
    "n_after_rule": "after a rule",
    "n_with_caution": "with caution",
    "n_hidden": "hidden by the limit",
    "n_not_comparable": "not comparable",
    "n_breaks": "break",
    "n_not_joined": "not joined",
    "n_one_visit": "one visit",
}


@row
class Overview:
    """Counts of the whole report."""

    area_name: str = text("area")
    n_measurements: int = count("measurements read")
    n_used: int = count("measurements used in some series")
    n_below_stated_limit: int = count("numbers at or below their limit, read as non-detects")
    n_sites: int = count("sites")
    n_series: int = count("series")
    n_trends: int = count("series tested for a trend")
    n_clear: int = count("series with a clear trend")
    n_not_judged: int = count("series not tested for a trend")
    n_not_compared: int = count("series without a threshold that applies")
    n_at_last_visits: int = count("measurements of the last visits")
    n_without_threshold: int = count("of those, without a threshold that applies")
    reference_set_name: str = text("whose thresholds were asked for by name")
    n_families: int = count("substances, each in one matrix and layer")
    n_comparable: int = count("of those, comparable over time as they are")
    n_as_far_as_stated: int = count("comparable, as far as is stated")
    n_after_rule: int = count("comparable after a rule")
    n_with_caution: int = count("comparable with caution")
    n_hidden: int = count("hidden by the limit, so that nothing is left to compare")
    n_not_comparable: int = count("not comparable: no site was sampled twice")
    n_breaks: int = count("with a break")
    n_not_joined: int = count("measured in several ways side by side")
    n_one_visit: int = count("with one visit, so that nothing is compared")
    first_year: int | None = year("year of the first sample")
    last_year: int | None = year("year of the last sample")
    false_discovery_rate: float = share("share of false trends allowed among the clear ones")
    confidence: float = share("level of the intervals")


OVERVIEW = Table("overview", Overview, "The report in figures", "Nothing was read.")


def overview(
    everything: pd.DataFrame,
    series: Mapping[str, MonitoredSeries],
    trends: Mapping[str, Trend],
    judged: tuple[Mapping[str, Comparison], Mapping[str, Comparability]],
    parameters: Parameters,
) -> Overview:
    """Count what the whole report holds.

    Parameters
    ----------
    everything : DataFrame
        All measurements that were read.
    series, trends : mapping
        Series, and those of them that were tested for a trend.
    judged : tuple of two mappings
        Comparisons with thresholds, and the verdict on each substance.
    parameters : Parameters
        Those of the report.
    """
    comparisons, comparability = judged
    years = years_of(everything)
    without = [one for one in comparisons.values() if one.threshold_mg_kg is None]
    compared = {one.series for one in comparisons.values() if one.threshold_mg_kg is not None}
    standings = Counter(one.standing for one in comparability.values())
    return Overview(
        area_name=places.place_name(parameters.area),
        n_measurements=len(everything),
        n_used=sum(one.n_measurements for one in series.values()),
        n_below_stated_limit=_count_below_stated_limit(everything),
        n_sites=len(everything[["iso3", "site_id"]].drop_duplicates()),
        n_series=len(series),
        n_trends=len(trends),
        n_clear=sum(one.grade == "clear" for one in trends.values()),
        n_not_judged=len(series) - len(trends),
        n_not_compared=len({one.series for one in without} - compared),
        n_at_last_visits=sum(one.n_measurements for one in comparisons.values()),
        n_without_threshold=sum(one.n_measurements for one in without),
        n_families=len(comparability),
        first_year=years[0] if years else None,
        last_year=years[1] if years else None,
        false_discovery_rate=parameters.false_discovery_rate,
        confidence=parameters.confidence,
        reference_set_name=set_name(parameters.reference_set),
        **{name: standings[word] for name, word in STANDINGS.items()},
    )


def years_of(measurements: pd.DataFrame) -> tuple[int, int] | None:
    """First and last year of sampling, None where there is no sample."""
    if measurements.empty:
        return None
    years = measurements["sampled_on"].str[:4].astype(int)
    return int(years.min()), int(years.max())


def _count_below_stated_limit(measurements: pd.DataFrame) -> int:
    """Count numbers that were given in spite of being at or below their own detection limit."""
    return int((~measurements["censored"] & (measurements["value"] <= measurements["lod"])).sum())
