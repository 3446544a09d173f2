"""Declares the counts of the whole report; the summary works them out, sections quote them."""

from __future__ import annotations

from workbench.findings.rows import Phrase, count, flag, phrase, row, share, text, year
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
    is_region: bool = flag("whether the page is on several countries")
    n_trends: int = count("series of which a change could be judged")
    n_strong: int = count("of those, with strong evidence of a change")
    n_weak: int = count("with weak evidence of a change")
    n_no_change: int = count("whose change is shown to be small")
    n_no_evidence: int = count("without evidence of a change")
    n_not_judged: int = count("series with too little data to judge a change")
    rising: tuple[Phrase, ...] = phrase("substances with strong evidence of a rise", is_list=True)
    falling: tuple[Phrase, ...] = phrase("substances with strong evidence of a fall", is_list=True)
    maybe_rising: tuple[Phrase, ...] = phrase("with weak evidence of a rise", is_list=True)
    maybe_falling: tuple[Phrase, ...] = phrase("with weak evidence of a fall", is_list=True)
    unchanged: tuple[Phrase, ...] = phrase("whose change is shown to be small", is_list=True)
    unclear: tuple[Phrase, ...] = phrase("without evidence of a change", is_list=True)
    differing: tuple[Phrase, ...] = phrase("whose kinds of sites change differently", is_list=True)
    mixed: tuple[Phrase, ...] = phrase("of which one series rises and another falls", is_list=True)
    n_not_compared: int = count("series without a threshold that applies")
    n_at_last_visits: int = count("measurements of the last visits")
    n_without_threshold: int = count("of those, without a threshold that applies")
    reference_set_name: str = text("whose thresholds were asked for by name")
    n_families: int = count("substances, each in one matrix and layer")
    n_comparable: int = count("of those, comparable over time as they are")
    n_as_far_as_stated: int = count("comparable, as far as is stated")
    n_after_rule: int = count("comparable after a rule")
    n_with_caution: int = count("comparable with caution")
    n_hidden: int = count("not comparable: non-detects leave the order of all values open")
    n_not_comparable: int = count("not comparable: no site was sampled twice")
    n_breaks: int = count("with a break")
    n_not_joined: int = count("measured in several ways side by side")
    n_one_visit: int = count("with one visit, so that nothing is compared")
    first_year: int | None = year("year of the first sample")
    last_year: int | None = year("year of the last sample; missing where it is that of the first")
    false_discovery_rate: float = share("share of false trends allowed among the strong ones")
    confidence: float = share("level of the intervals")


OVERVIEW = Table("overview", Overview, "The report in figures", "Nothing was read.")
