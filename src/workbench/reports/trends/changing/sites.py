"""A trend for each site with rounds enough, and the shares of sites and countries that change."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy.stats import norm

from workbench.findings.rows import Phrase, code, count, phrase, probability, row, share, text, year
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.basics.intervals import wilson
from workbench.methods.basics.multiplicity import benjamini_hochberg
from workbench.methods.sampling.visits import Placed
from workbench.methods.trends.composition import SITE_FROM, SiteTrends, site_trends
from workbench.methods.trends.evidence import Grounds, evidence
from workbench.methods.trends.size import NO_SIZE
from workbench.presentation import charts, mapped
from workbench.presentation.figure import captioned
from workbench.presentation.html import Picture, Text
from workbench.presentation.mapped import OnMap
from workbench.presentation.style import QUIET, Mark
from workbench.reports.report import only
from workbench.reports.trends.basis import Basis
from workbench.reports.trends.changing.rows import Trend
from workbench.reports.trends.judging import SeriesFinding
from workbench.reports.trends.monitored import SITES
from workbench.reports.trends.overview import OVERVIEW
from workbench.reports.trends.phrases import ChangeOfSites
from workbench.store.measurements import Measurements
from workbench.vocabulary.places import members
from workbench.words.messages import Message
from workbench.words.wording import Words

MOST_SITES = 12
INSUFFICIENT = "insufficient"


@row
class SiteTrend:
    """A site with its own trend of one series."""

    subject: Phrase = phrase("the series in words", "Series")
    site_id: str = text("site", "Site")
    grade: str = code("grade", "strength of the evidence of a change", "Evidence")
    direction: str = code("direction", "rising, falling or none", "Direction")
    change_per_year: float | None = share(
        "change in a year, of the logarithms", "Change a year", unit="1/year"
    )
    n_rounds: int = count("sampling rounds", "Sampling rounds")
    first_year: int = year("year of the first round", "From")
    last_year: int = year("year of the last round", "To")
    s: int = count("Kendall's S")
    p: float = probability("two-sided p of Kendall's test", "p")
    q: float = probability(
        "p after Benjamini-Hochberg over the sites of the country", "q", default=1.0
    )
    n_tests: int = count("tests of sites of the country", default=0)
    series: str = text("series")
    iso3: str = code("country", "country")


@row
class SubstanceShare:
    """A substance in one matrix: the countries, series and sites that rise and fall."""

    substance: str = code("substance", "code of the substance", "Substance")
    matrix: str = code("matrix", "what was sampled", "Matrix")
    n_countries: int = count("countries with a series that could be judged", "Countries")
    n_countries_rising: int = count("with strong or weak evidence of a rise", "Rising")
    n_countries_falling: int = count("with strong or weak evidence of a fall", "Falling")
    n_series: int = count("series that could be judged", "Series")
    n_series_rising: int = count("with strong or weak evidence of a rise", "Series rising")
    n_series_falling: int = count("with strong or weak evidence of a fall", "Series falling")
    n_sites: int = count("trends of sites", "Sites")
    n_sites_up: int = count("whose later values are more often higher", "Sites up")
    n_sites_down: int = count("whose later values are more often lower", "Sites down")
    n_sites_rising: int = count("with strong or weak evidence of a rise")
    n_sites_falling: int = count("with strong or weak evidence of a fall")
    share_up: float | None = share("share of sites that go up", "Share up")
    share_up_lower: float | None = share("lower limit of that (Wilson)", lower_of="share_up")
    share_up_upper: float | None = share("upper limit of that (Wilson)", upper_of="share_up")
    share_down: float | None = share("share of sites that go down", "Share down")
    share_down_lower: float | None = share("lower limit of that (Wilson)", lower_of="share_down")
    share_down_upper: float | None = share("upper limit of that (Wilson)", upper_of="share_down")
    needed: int = count("rounds from which a site has a trend of its own")
    confidence: float = share("level of the intervals")


@row
class TrendsOnMap(OnMap):
    """Sites with a trend of their own that are drawn."""

    n_without: int | None = count("sites without coordinates; missing for none")
    needed: int = count("rounds from which a site has a trend of its own")
    n_rising: int = count("of the sites drawn, where a substance is rising")
    n_falling: int = count("of the sites drawn, where a substance is falling")


SITE_TRENDS = Table(
    "site_trends",
    SiteTrend,
    "Trends of single sites",
    "No site has enough sampling rounds for a trend of its own.",
    most=MOST_SITES,
)
SHARES = Table(
    "shares",
    SubstanceShare,
    "Share of countries, series and sites that change",
    "No series was judged.",
)


RISING, FALLING, BOTH, NEITHER = "rising", "falling", "both", "neither"
MARKS = {  # the rare ones first: where sites cover each other, they are on top
    BOTH: Mark("#9a5b00", "D", filled=False),
    RISING: Mark("#9a3412", "^", filled=True),
    FALLING: Mark("#00558b", "v", filled=True),
    NEITHER: Mark(QUIET, "o", filled=False),
}
SITE_MAP = Message("figure-site-map", TrendsOnMap)


def compute_sites(basis: Basis, trends: Mapping[str, Trend]) -> Iterator[AnyFilled]:
    """Test each site by itself; all sites of a country are one family of tests."""
    found: dict[str, SiteTrend] = {}
    for one in basis.findings:
        if not one.series.stratum:
            found |= _of_series(one, trends[one.series.key].subject)
    graded = _graded(found, basis.parameters.false_discovery_rate)
    yield SITE_TRENDS.filled(graded)
    yield SHARES.filled(_shares(basis, trends, graded))


def _of_series(one: SeriesFinding, subject: Phrase) -> dict[str, SiteTrend]:
    """Trend of each site of a series with rounds enough."""
    values = one.series.site_values
    blocks, sampled = site_trends(values), values.is_sampled
    found = {}
    sites, place = np.unique(values.sites, return_inverse=True)
    order, n_blocks = np.argsort(place, kind="stable"), np.bincount(place)
    for site, own in zip(sites, np.split(order, np.cumsum(n_blocks)[:-1]), strict=True):
        years = np.unique(values.years[sampled[own].any(axis=0)])
        if years.size < SITE_FROM:
            continue
        s, p, slope = _combined(blocks, own)
        found[f"{one.series.name}@{site}"] = SiteTrend(
            subject=subject,
            site_id=str(site),
            grade="",
            direction="none" if s == 0 else "rising" if s > 0 else "falling",
            change_per_year=math.expm1(slope),
            n_rounds=years.size,
            first_year=int(years[0]),
            last_year=int(years[-1]),
            s=s,
            p=p,
            series=one.series.name,
            iso3=one.series.iso3,
        )
    return found


def _combined(blocks: SiteTrends, own: np.ndarray) -> tuple[int, float, float]:
    """S, p and slope of a site; of its months together where sampling follows the seasons."""
    if own.size == 1:
        return int(blocks.s[own[0]]), float(blocks.p[own[0]]), float(blocks.slope[own[0]])
    s, variance = int(blocks.s[own].sum()), float(blocks.variance[own].sum())
    z = max(abs(s) - 1, 0) / math.sqrt(variance) if variance else 0.0
    slopes = blocks.slope[own][np.isfinite(blocks.slope[own])]
    return s, float(2 * norm.sf(z)), float(np.median(slopes)) if slopes.size else math.nan


def _graded(found: Mapping[str, SiteTrend], rate: float) -> dict[str, SiteTrend]:
    """Correct p for the sites of each country, then grade."""
    families = defaultdict(list)
    for name, one in found.items():
        families[one.iso3].append(name)
    graded = {}
    for names in families.values():
        q_values = benjamini_hochberg([found[name].p for name in names])
        for name, q in zip(names, q_values, strict=True):
            one = found[name]
            grounds = Grounds(one.p, float(q), one.n_rounds, NO_SIZE)
            grade = evidence(grounds, false_discovery_rate=rate)
            graded[name] = replace(
                one,
                q=float(q),
                n_tests=len(names),
                grade=grade.value,
                direction=one.direction if grade.is_change else "none",
            )
    return {name: graded[name] for name in found}


def _shares(
    basis: Basis, trends: Mapping[str, Trend], sites: Mapping[str, SiteTrend]
) -> dict[str, SubstanceShare]:
    """Count what rises and falls of each substance in each matrix."""
    of_series: dict[tuple[str, str], list[Trend]] = defaultdict(list)
    of_sites: dict[tuple[str, str], list[SiteTrend]] = defaultdict(list)
    keys = {}
    columns = [Placed.series, Measurements.substance, Measurements.matrix]
    firsts = basis.placed[columns].drop_duplicates(Placed.series)
    for name, substance, matrix in firsts.itertuples(index=False, name=None):
        keys[name] = substance, matrix
    for trend in trends.values():
        if not trend.stratum and trend.grade != INSUFFICIENT:
            of_series[keys[trend.series]].append(trend)
    for site in sites.values():
        of_sites[keys[site.series]].append(site)
    confidence = basis.parameters.confidence
    return {
        f"{matrix}:{substance}": _share(
            (substance, matrix), own, of_sites[substance, matrix], confidence
        )
        for (substance, matrix), own in sorted(of_series.items())
    }


def _share(
    key: tuple[str, str],
    series: Sequence[Trend],
    sites: Sequence[SiteTrend],
    confidence: float,
) -> SubstanceShare:
    """Row of a substance in a matrix."""
    rising, falling = (
        [one for one in series if one.direction == way] for way in ("rising", "falling")
    )
    n_up, n_down = (sum(np.sign(one.s) == sign for one in sites) for sign in (1, -1))
    up, down = (wilson(int(n), len(sites), confidence=confidence) for n in (n_up, n_down))
    has_sites = bool(sites)
    return SubstanceShare(
        substance=key[0],
        matrix=key[1],
        n_countries=len({one.iso3 for one in series}),
        n_countries_rising=len({one.iso3 for one in rising}),
        n_countries_falling=len({one.iso3 for one in falling}),
        n_series=len(series),
        n_series_rising=len(rising),
        n_series_falling=len(falling),
        n_sites=len(sites),
        n_sites_up=int(n_up),
        n_sites_down=int(n_down),
        n_sites_rising=sum(one.direction == "rising" for one in sites),
        n_sites_falling=sum(one.direction == "falling" for one in sites),
        share_up=n_up / len(sites) if has_sites else None,
        share_up_lower=up.lower if has_sites else None,
        share_up_upper=up.upper if has_sites else None,
        share_down=n_down / len(sites) if has_sites else None,
        share_down_lower=down.lower if has_sites else None,
        share_down_upper=down.upper if has_sites else None,
        needed=SITE_FROM,
        confidence=confidence,
    )


def draw_site_map(tables: Tables, words: Words) -> Picture | Text:
    """Draw the sites that have a trend of their own and coordinates, by what rises or falls."""
    sites, trends = tables.of(SITES), tables.of(SITE_TRENDS)
    ways: dict[str, set[str]] = defaultdict(set)
    for one in trends.values():
        ways[f"{one.iso3}:{one.site_id}"].add(one.direction)
    placed = [name for name in ways if sites[name].longitude is not None]
    if not placed:
        return Text(words.plain("figure-site-map-none"))
    changes = {name: _change_of(ways[name]) for name in placed}
    kinds = [kind for kind in MARKS if kind in changes.values()]
    area, _ = only(tables, OVERVIEW)
    map_ = charts.maps.Map(
        countries=members(area),
        kinds=[
            charts.maps.PointKind(words.phrase(ChangeOfSites(change=kind)), MARKS[kind])
            for kind in kinds
        ],
        points=[
            charts.maps.Point(site.longitude, site.latitude, kinds.index(changes[name]))
            for name in placed
            if (site := sites[name]).longitude is not None and site.latitude is not None
        ],
    )
    about = TrendsOnMap(
        **mapped.on_map(map_, charts.maps.plan(map_)),
        n_without=len(ways) - len(placed) or None,
        needed=SITE_FROM,
        n_rising=sum(changes[name] in {RISING, BOTH} for name in placed),
        n_falling=sum(changes[name] in {FALLING, BOTH} for name in placed),
    )
    figure = charts.maps.draw(map_, mapped.labels(words, words.plain("figure-site-map-legend")))
    return captioned(figure, (SITE_MAP, about), mapped.told(map_, words), words)


def _change_of(ways: set[str]) -> str:
    """Say what a site does of which one substance or more rise or fall."""
    if {RISING, FALLING} <= ways:
        return BOTH
    return next((way for way in (RISING, FALLING) if way in ways), NEITHER)
