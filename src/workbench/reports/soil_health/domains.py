"""Indices of the four domains, and those of each site."""

from __future__ import annotations

import pandas as pd

from workbench.findings.rows import Table, code, count, number, row, share, text
from workbench.reports.soil_health.definitions import HUNDRED, OF_HUNDRED
from workbench.reports.soil_health.scores import NO_INDICATOR, Scored, most_common, weakest
from workbench.reports.soil_health.uncertainty import NOTHING, Drawn
from workbench.vocabulary.indicators import DOMAINS as NAMES
from workbench.vocabulary.indicators import indicator

NO_SITES = "nothing on file"


@row
class Domain:
    """A domain of soil health, over all sites."""

    domain: str = code("domain", "physical, chemical, biological or contamination", "Domain")
    index: float | None = number("mean index of the sites", "Index", unit=OF_HUNDRED, default=None)
    index_lower: float | None = number(
        "lower limit of the index", "Lower limit", unit=OF_HUNDRED, lower_of="index", default=None
    )
    index_upper: float | None = number(
        "upper limit of the index", "Upper limit", unit=OF_HUNDRED, upper_of="index", default=None
    )
    weakest: str = text("indicator with the lowest mean score", "Lowest indicator", default="")
    weakest_score: float | None = number(
        "mean score of that indicator", "Its score", unit=OF_HUNDRED, default=None
    )
    share_complete: float | None = share(
        "weight of the indicators with a score, mean of the sites", "Complete", default=None
    )
    missing: str = text("indicators without a score at any site", "Never scored", default="")
    n_with_index: int = count("sites with an index", default=0)
    why: str = text("reason why there is no index")


@row
class SiteIndex:
    """A site with its indices."""

    site: str = text("site")
    index: float | None = number("index over all domains", unit=OF_HUNDRED)
    physical: float | None = number("index of the physical domain", unit=OF_HUNDRED)
    chemical: float | None = number("index of the chemical domain", unit=OF_HUNDRED)
    biological: float | None = number("index of the biological domain", unit=OF_HUNDRED)
    contamination: float | None = number("index of the domain contamination", unit=OF_HUNDRED)
    weakest: str = text("indicator with the lowest score")
    weakest_score: float | None = number("score of that indicator", unit=OF_HUNDRED)
    why: str = text("reason why there is no index")
    missing: str = text("indicators without a score")


DOMAINS = Table("domains", Domain, "Domains", "No measurements are recorded.")
SITES = Table("sites", SiteIndex, "Sites", "No site.")


def domains(scored: Scored, drawn: Drawn) -> dict[str, Domain]:
    """Summarise the four domains, also those that cannot have an index.

    Parameters
    ----------
    scored : Scored
        Scores and indices of the sites.
    drawn : Drawn
        Mean indices with their limits.
    """
    return {name: _domain(name, scored, drawn) for name in NAMES}


def _domain(name: str, scored: Scored, drawn: Drawn) -> Domain:
    """Summarise one domain."""
    own = scored.domains[scored.domains["domain"] == name]
    if own.empty:
        return Domain(domain=name, why=NO_SITES if name in scored.weights else NO_INDICATOR)
    means = scored.mean_scores(name)
    never = [code for code in scored.weights[name] if code not in means.index]
    lowest = weakest(means)
    mean = drawn.domains.get(name, NOTHING).of_hundred
    return Domain(
        domain=name,
        index=mean.value,
        index_lower=mean.lower,
        index_upper=mean.upper,
        n_with_index=own["index"].notna().sum(),
        share_complete=own["completeness"].mean(),
        missing=", ".join(indicator(code).name for code in never),
        why=most_common(own["reason"]),
        weakest=lowest.name,
        weakest_score=lowest.score,
    )


def site_indices(scored: Scored) -> pd.DataFrame:
    """List the indices of all sites in the columns of `SITES`, with why there is none."""
    overall = scored.overall.set_index("sample_id")
    of_domains = scored.domains.pivot_table(
        index="sample_id", columns="domain", values="index", dropna=False
    )
    numbers = of_domains.reindex(index=overall.index, columns=list(NAMES)).astype(float)
    numbers = numbers.assign(index=overall["index"], weakest_score=overall["minimum"])
    names = [indicator(code).name if code else "" for code in overall["weakest"]]
    words = overall[["missing", "reason"]].rename(columns={"reason": "why"})
    return (HUNDRED * numbers).join(words).assign(site=overall.index.astype(str), weakest=names)
