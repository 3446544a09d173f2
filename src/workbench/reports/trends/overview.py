"""Declares the counts of the whole report; the summary works them out, sections quote them."""

from __future__ import annotations

from workbench.findings.rows import Phrase, count, phrase, row, share, text, year
from workbench.findings.tables import Table


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
    rising: tuple[Phrase, ...] = phrase("substances that clearly rise", is_list=True)
    falling: tuple[Phrase, ...] = phrase("substances that clearly fall", is_list=True)
    suggested: tuple[Phrase, ...] = phrase("substances that may rise or fall", is_list=True)
    unclear: tuple[Phrase, ...] = phrase("substances without a clear trend", is_list=True)
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
