"""Change over time of each substance, and the sites that change, on a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from workbench.findings.rows import Phrase, code, count, flag, number, row, share, text, year
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.presentation import charts, mapped
from workbench.presentation.figure import captioned
from workbench.presentation.html import Picture, Text
from workbench.presentation.mapped import OnMap
from workbench.presentation.style import QUIET, Mark
from workbench.reports.country.gathered import Basis
from workbench.reports.country.overview import OVERVIEW
from workbench.reports.report import Section, only
from workbench.vocabulary.places import members
from workbench.words.messages import Message
from workbench.words.wording import Words

TRENDS = "trends"
NOT_JUDGED = "insufficient"
RISING, FALLING, BOTH, NEITHER, SAMPLED = "rising", "falling", "both", "none", "sampled"
MARKS = {  # the rare ones first: where sites cover each other, they are on top
    BOTH: Mark("#9a5b00", "D", filled=False),
    RISING: Mark("#9a3412", "^", filled=True),
    FALLING: Mark("#00558b", "v", filled=True),
    NEITHER: Mark(QUIET, "o", filled=False),
    SAMPLED: Mark(QUIET, "x", filled=True),
}


@row
class SubstanceChange:
    """A substance, in the matrix and layer in which its change was judged."""

    subject: str = text("the series in words", "Substance")
    direction: str = code("direction", "rising, falling or none", "Direction")
    grade: str = code("grade", "strength of the evidence", "Evidence")
    change_per_year: float | None = share("change in a year", "Change a year", unit="1/year")
    change_per_year_lower: float | None = share(
        "lower limit of that", unit="1/year", lower_of="change_per_year"
    )
    change_per_year_upper: float | None = share(
        "upper limit of that", unit="1/year", upper_of="change_per_year"
    )
    n_sites: int | None = count("sites", "Sites")
    first_year: int | None = year("first year", "From")
    last_year: int | None = year("last year", "To")


@row
class SiteOnMap:
    """A site with a position, and what its substances do."""

    change: str = code("site-change", "what its substances do")
    longitude: float = number("longitude, rounded as it was published", unit="degree")
    latitude: float = number("latitude, rounded as it was published", unit="degree")


@row
class SiteChange(Phrase):
    """What sites on the map do."""

    change: str = code("site-change", "rising, falling, both, none or only sampled")


@row
class CountryOnMap(OnMap):
    """Sites that the map of the country shows."""

    has_trends: bool = flag("whether any of them has a trend of its own")
    n_rising: int = count("of the sites drawn, where a substance is rising")
    n_falling: int = count("of the sites drawn, where a substance is falling")


CHANGES = Table(
    "changes",
    SubstanceChange,
    "Change over time by substance",
    "No change over time could be judged.",
    most=12,
)
SITES_SHOWN = Table("sites_shown", SiteOnMap, "Sites on the map", "No site has a position.", most=0)
COUNTRY_MAP = Message("figure-country-map", CountryOnMap)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Take the change of each substance and the places of sites from the report on trends."""
    result = basis.gathered.results.get(TRENDS)
    trends = result.tables.get("trends", {}) if result else {}
    judged = {name: one for name, one in trends.items() if _is_whole(one)}
    yield CHANGES.filled(
        {
            name: SubstanceChange(**{field: one[field] for field in CHANGES.columns})
            for name, one in judged.items()
        }
    )
    yield SITES_SHOWN.filled(_sites(basis))


def _is_whole(one: Mapping[str, object]) -> bool:
    """Whether a row is of a whole series that could be judged."""
    return not one["stratum"] and one["grade"] != NOT_JUDGED


def _sites(basis: Basis) -> dict[str, SiteOnMap]:
    """Find place and change of each site that has a position."""
    result = basis.gathered.results.get(TRENDS)
    if result is None:
        return {}
    ways: dict[str, set[str]] = defaultdict(set)
    for one in result.rows("site_trends"):
        ways[f"{one['iso3']}:{one['site_id']}"].add(one["direction"])
    return {
        name: SiteOnMap(
            change=_change(ways.get(name)), longitude=site["longitude"], latitude=site["latitude"]
        )
        for name, site in result.tables.get("sites", {}).items()
        if site["longitude"] is not None and site["latitude"] is not None
    }


def _change(ways: set[str] | None) -> str:
    """Say what a site does of which one substance or more rise or fall."""
    if ways is None:
        return SAMPLED
    if {RISING, FALLING} <= ways:
        return BOTH
    return next((way for way in (RISING, FALLING) if way in ways), NEITHER)


def draw_map(tables: Tables, words: Words) -> Picture | Text:
    """Draw all sites that have a position, by what rises or falls at them."""
    sites = list(tables.of(SITES_SHOWN).values())
    if not sites:
        return Text(words.plain("country-no-map"))
    area, _ = only(tables, OVERVIEW)
    kinds = [kind for kind in MARKS if kind in {one.change for one in sites}]
    map_ = charts.maps.Map(
        countries=members(area),
        kinds=[
            charts.maps.PointKind(words.phrase(SiteChange(change=kind)), MARKS[kind])
            for kind in kinds
        ],
        points=[
            charts.maps.Point(one.longitude, one.latitude, kinds.index(one.change)) for one in sites
        ],
    )
    about = CountryOnMap(
        **mapped.on_map(map_, charts.maps.plan(map_)),
        has_trends=set(kinds) != {SAMPLED},
        n_rising=sum(one.change in {RISING, BOTH} for one in sites),
        n_falling=sum(one.change in {FALLING, BOTH} for one in sites),
    )
    figure = charts.maps.draw(map_, mapped.labels(words, words.plain("country-map-legend")))
    return captioned(figure, (COUNTRY_MAP, about), mapped.told(map_, words), words)


SECTION: Section[Basis] = Section(
    name="substances",
    tables=(CHANGES, SITES_SHOWN),
    compute=compute,
    messages=(COUNTRY_MAP,),
    figures={"map": draw_map},
)
