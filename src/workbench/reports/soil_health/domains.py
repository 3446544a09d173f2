"""Indices of the four domains, and those of each site."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from workbench.findings.rows import Phrase, code, count, number, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.soil.health_index import Indices
from workbench.presentation import charts
from workbench.presentation.figure import Drawn, captioned, drawn
from workbench.presentation.html import Picture, Text
from workbench.presentation.style import DETECT, NON_DETECT
from workbench.reports.report import Section, most_common
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.scores import HUNDRED, NOTHING, DrawnMeans, Scored
from workbench.reports.soil_health.overview import OF_HUNDRED
from workbench.reports.soil_health.phrases import NoIndicator, NothingMeasured
from workbench.reports.soil_health.soil_indicators import SPAN
from workbench.vocabulary.soil.indicators import DOMAINS as NAMES
from workbench.vocabulary.soil.indicators import indicator
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words


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
    weakest: str | None = text(
        "indicator with the lowest mean score", "Weakest indicator", default=None
    )
    weakest_score: float | None = number(
        "mean score of that indicator", "Score of the weakest", unit=OF_HUNDRED, default=None
    )
    share_complete: float | None = share(
        "weight of the indicators with a score, mean of the sites", "Completeness", default=None
    )
    missing: str | None = text(
        "indicators without a score at any site", "Never scored", default=None
    )
    n_with_index: int = count("sites with an index", default=0)
    why: Phrase | None = phrase("most common reason why there is no index")


@row
class SiteIndex:
    """A site with its indices."""

    site: str = text("site")
    index: float | None = number("index over all domains", unit=OF_HUNDRED)
    physical: float | None = number("index of the physical domain", unit=OF_HUNDRED)
    chemical: float | None = number("index of the chemical domain", unit=OF_HUNDRED)
    biological: float | None = number("index of the biological domain", unit=OF_HUNDRED)
    contamination: float | None = number("index of the domain contamination", unit=OF_HUNDRED)
    weakest: str | None = text("indicator with the lowest score")
    weakest_score: float | None = number("score of that indicator", unit=OF_HUNDRED)
    why: Phrase | None = phrase("why there is no index")
    missing: str = text("indicators without a score")


@row
class SitesDrawn(Drawn):
    """Sites whose index is drawn."""

    lowest: float = number("lowest index", unit=OF_HUNDRED)
    highest: float = number("highest index", unit=OF_HUNDRED)


DOMAINS = Table("domains", Domain, "Domains", "No measurements are recorded.")
SITES = Table("sites", SiteIndex, "Sites", "No site has a value that can be used.")
INDEX = Message("soil-domain", Domain, "domain")
NO_INDEX = Message("soil-domain-without-index", Domain, "domain")
SITES_DRAWN = Message("figure-site-indices", SitesDrawn)


@dataclass(frozen=True)
class Lowest:
    """Indicator with the lowest mean score, and that score from 0 to 100."""

    name: str = ""
    score: float = np.nan


def weakest(means: pd.Series) -> Lowest:
    """Find the indicator with the lowest mean score; none where nothing is scored.

    Parameters
    ----------
    means : Series of float
        Mean scores by indicator. [0 to 1]

    Returns
    -------
    Lowest
        Its name and mean score.
    """
    if means.empty:
        return Lowest()
    return Lowest(indicator(str(means.idxmin())).name, HUNDRED * float(means.min()))


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Summarise the four domains, also those without an index, and give those of each site."""
    yield DOMAINS.filled({name: _domain(name, basis.judged, basis.means) for name in NAMES})
    yield SITES.filled(_sites(basis.judged))


def _domain(name: str, scored: Scored, means: DrawnMeans) -> Domain:
    """Summarise one domain."""
    own = scored.domains[scored.domains[Indices.domain] == name]
    if own.empty:
        is_in_set = name in scored.weights
        return Domain(domain=name, why=NothingMeasured() if is_in_set else NoIndicator())
    by_indicator = scored.mean_scores(name)
    never = [one for one in scored.weights[name] if one not in by_indicator.index]
    lowest = weakest(by_indicator)
    mean = means.domains.get(name, NOTHING).of_hundred
    return Domain(
        domain=name,
        index=mean.value,
        index_lower=mean.lower,
        index_upper=mean.upper,
        n_with_index=own[Indices.index].notna().sum(),
        share_complete=own[Indices.completeness].mean(),
        missing="; ".join(indicator(one).name for one in never) or None,
        why=most_common(own[Indices.reason]),
        weakest=lowest.name or None,
        weakest_score=lowest.score,
    )


def _sites(scored: Scored) -> dict[str, SiteIndex]:
    """List the indices of all sites, with why there is none."""
    overall = scored.overall.set_index(Indices.sample_id)
    of_domains = scored.domains.pivot_table(
        index=Indices.sample_id, columns=Indices.domain, values=Indices.index, dropna=False
    )
    indices = of_domains.reindex(index=overall.index, columns=list(NAMES)).astype(float)
    rows = zip((HUNDRED * indices).to_dict("records"), overall.iterrows(), strict=True)
    return {str(name): _site(str(name), cells, own) for own, (name, cells) in rows}


def _site(name: str, cells: pd.Series, of_domains: Mapping[Hashable, Any]) -> SiteIndex:
    """Index of a site with those of its domains."""
    return SiteIndex(
        site=name,
        index=HUNDRED * cells[Indices.index],
        weakest=indicator(cells[Indices.weakest]).name if cells[Indices.weakest] else None,
        weakest_score=HUNDRED * cells[Indices.minimum],
        why=cells[Indices.reason],
        missing=cells[Indices.missing],
        **{str(name): value for name, value in of_domains.items()},
    )


def say(tables: Tables) -> Iterator[Said]:
    """Say the index of each domain with its weakest indicator, or why there is none."""
    for name, one in tables.of(DOMAINS).items():
        if one.n_with_index:
            yield said(INDEX, DOMAINS, name, main="index")
        else:
            yield said(NO_INDEX, DOMAINS, name, grade="missing")


def site_indices(tables: Tables, words: Words) -> Picture | Text:
    """Draw the index of each site with its weakest indicator, in order."""
    pairs = [(one.index, one) for one in tables.of(SITES).values() if one.index is not None]
    if not pairs:
        return Text(words.plain("figure-site-indices-none"))
    pairs.sort(key=lambda pair: pair[0])
    indices = [index for index, _ in pairs]
    values = [
        charts.ranked.RankedValues(words.plain("figure-site-indices-index"), DETECT, indices),
        charts.ranked.RankedValues(
            words.plain("figure-site-indices-weakest"),
            NON_DETECT,
            [one.weakest_score for _, one in pairs],
        ),
    ]
    axes = charts.ranked.Axes(words.plain("axis-sites"), words.plain("axis-index"), SPAN)
    shown_of = vars(drawn(tables, SITES, len(pairs)))
    caption = SitesDrawn(**shown_of, lowest=indices[0], highest=indices[-1])
    return captioned(charts.ranked.draw(values, axes), (SITES_DRAWN, caption), (), words)


SECTION: Section[Basis] = Section(
    name="domains",
    tables=(DOMAINS, SITES),
    compute=compute,
    say=say,
    messages=(INDEX, NO_INDEX, SITES_DRAWN),
    figures={"site_indices": site_indices},
)
