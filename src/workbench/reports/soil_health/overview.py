"""The country in one row, which the sentences of the page rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from workbench.findings.rows import Table, Tables, code, count, number, row, share, text, year
from workbench.reports.soil_health.contamination import CONTAMINATION, FLIPS
from workbench.reports.soil_health.definitions import OF_HUNDRED, Parameters
from workbench.reports.soil_health.inventory import MISSING, PRESENT
from workbench.reports.soil_health.pollution import Pollution
from workbench.reports.soil_health.scores import Scored, weakest
from workbench.reports.soil_health.sites import Sampled
from workbench.reports.soil_health.uncertainty import Drawn
from workbench.vocabulary import places
from workbench.vocabulary.indicators import DOMAINS
from workbench.vocabulary.scoring_curves import indicators_of, scoring_set

ALL_DOMAINS = "every domain has an index at some site, but no site has all four"


@row
class Overview:
    """A country: its sites, its index and what the index rests on."""

    area_name: str = text("country")
    n_sites: int = count("sites with any value that is used")
    n_measurements: int = count("measurements that were read")
    unused: str = text("reasons why measurements are not used, with how many they are")
    first_year: int | None = year("first year of the latest values")
    last_year: int | None = year("last year of the latest values")
    n_present: int = count("properties and contaminants that were measured")
    present: str = text("names of the properties and contaminants that were measured")
    missing: str = text("indicators of the set and common contaminants that were not measured")
    scoring_set: str = code("scoring-set", "set of scoring curves")
    set_status: str = code("set-status", "set-status-meaning")
    n_indicators: int = count("indicators of the set")
    n_scored: int = count("indicators of the set with a score at any site")
    n_with_index: int = count("sites with an index over all domains")
    index: float | None = number("mean index of the sites", unit=OF_HUNDRED)
    index_lower: float | None = number(
        "lower limit of the index", unit=OF_HUNDRED, lower_of="index"
    )
    index_upper: float | None = number(
        "upper limit of the index", unit=OF_HUNDRED, upper_of="index"
    )
    confidence: float = share("level of the intervals")
    n_draws: int = count("draws of sites and of the laboratory")
    class_: str = text("class of the index, or the two that it lies between")
    why_no_index: str = text("what is missing for an index")
    weakest: str = text("indicator with the lowest mean score")
    weakest_score: float | None = number("mean score of that indicator", unit=OF_HUNDRED)
    backgrounds: str = text("backgrounds in use")
    flipping: str = text("indices whose class depends on the background")
    unverified: str = text("sets whose unverified rows may be used")
    fitting: str = text("known backgrounds that fit what was measured")


OVERVIEW = Table("overview", Overview, "The country in one row", "No country.")


def overview(
    tables: Tables,
    found: Sampled,
    judged: tuple[Scored, Drawn],
    polluted: Pollution,
    parameters: Parameters,
) -> Overview:
    """Put the country in one row.

    Parameters
    ----------
    tables : Tables
        What was measured, what was not, and the indices of several contaminants.
    found : Sampled
        Latest values of the sites.
    judged : tuple of Scored and Drawn
        Scores and indices of the sites, and their means with limits.
    polluted : Pollution
        Contaminants compared with backgrounds.
    parameters : Parameters
        Of the report.
    """
    scored, drawn = judged
    years = found.latest["year"]
    means = scored.mean_scores()
    lowest, index = weakest(means), drawn.overall.of_hundred
    return Overview(
        area_name=places.place_name(parameters.area),
        n_sites=found.n_sites,
        n_measurements=found.read,
        unused=_unused(found),
        first_year=years.min(),
        last_year=years.max(),
        n_present=len(tables.of(PRESENT)),
        present=_each_once(one.name for one in tables.of(PRESENT).values()),
        missing=_each_once(one.name for one in tables.of(MISSING).values()),
        scoring_set=parameters.scoring_set,
        set_status=scoring_set(parameters.scoring_set).status,
        n_indicators=len(indicators_of(parameters.scoring_set)),
        n_scored=len(means),
        n_with_index=int(scored.index.count()),
        index=index.value,
        index_lower=index.lower,
        index_upper=index.upper,
        confidence=parameters.confidence,
        n_draws=drawn.n_draws,
        class_=drawn.class_words,
        why_no_index=_why_no_index(scored),
        weakest=lowest.name,
        weakest_score=lowest.score,
        backgrounds=_each_once(one.background.name for one in polluted.compared),
        flipping=_flipping(tables),
        unverified=", ".join(parameters.unverified),
        fitting=", ".join(one.background_id for one in polluted.fitting),
    )


def _unused(found: Sampled) -> str:
    """Reasons why measurements are not used, each with how many they are."""
    counts: Counter[str] = Counter()
    for one in found.left_out:
        counts[one.why] += one.count or 0
    return "; ".join(f"{why} ({count})" for why, count in counts.items())


def _each_once(names: Iterable[str]) -> str:
    """Join names, each once."""
    return "; ".join(dict.fromkeys(names))


def _flipping(tables: Tables) -> str:
    """Name the indices whose class is another one with the other background."""
    return ", ".join(
        f"{one.index} ({one.class_of_median} or {one.other_class_of_median})"
        for one in tables.of(CONTAMINATION).values()
        if one.flips == FLIPS
    )


def _why_no_index(scored: Scored) -> str:
    """Name the domains that lack an index at every site; empty where a site has all four."""
    if scored.index.notna().any():
        return ""
    having = set(scored.domains.dropna(subset="index")["domain"])
    lacking = [name for name in DOMAINS if name not in having]
    return f"no index of: {', '.join(lacking)}" if lacking else ALL_DOMAINS
