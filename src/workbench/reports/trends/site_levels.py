"""Whether each site was above a threshold at the last sampling round, as a table and as a map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from workbench.findings.rows import code, count, row, text
from workbench.findings.tables import Table, Tables
from workbench.presentation import charts, mapped
from workbench.presentation.figure import captioned
from workbench.presentation.html import Picture, Text
from workbench.presentation.mapped import OnMap
from workbench.presentation.style import DETECT, QUIET, Mark
from workbench.reports.report import only
from workbench.reports.trends.monitored import SITES, Site
from workbench.reports.trends.overview import OVERVIEW
from workbench.store.measurements import Measurements
from workbench.vocabulary.places import members
from workbench.words.messages import Message
from workbench.words.wording import Words

ABOVE, NOT_ABOVE, UNDECIDED = "above", "not above", "undecided"
NO_THRESHOLD, NOT_SAMPLED = "no threshold", "not sampled"
MARKS = {  # the worst first: where sites cover each other, it is on top
    ABOVE: Mark("#9a3412", "^", filled=True),
    UNDECIDED: Mark("#9a5b00", "D", filled=False),
    NOT_ABOVE: DETECT,
    NO_THRESHOLD: Mark(QUIET, "s", filled=False),
    NOT_SAMPLED: Mark(QUIET, "x", filled=False),
}


@row
class SiteLevel:
    """A site at the last sampling rounds of the series."""

    site_id: str = text("site", "Site")
    iso3: str = code("country", "country", "Country")
    level: str = code(
        "site-level", "whether any measurement is above its threshold", "Compared with thresholds"
    )
    n_measurements: int = count(
        "measurements of the last sampling round of their series", "Measurements"
    )
    n_compared: int = count("of those, with a threshold that applies", "Compared")
    n_above: int = count("of those, above it", "Above")
    n_undecided: int = count("of those, with a detection limit above it", "Undecided")


@row
class SitesOnMap(OnMap):
    """Sites that are drawn, and whose thresholds they are compared with."""

    n_without: int | None = count("sites without coordinates; missing for none")
    reference_law: str = text("whose law the thresholds are of, where that is not the own")
    n_above: int = count("of the sites drawn, above a threshold")


SITE_LEVELS = Table("site_levels", SiteLevel, "Sites at the last sampling round", "No sites.")
MAP = Message("figure-map", SitesOnMap)

NEEDED = [Measurements.iso3, Measurements.site_id, Measurements.value, Measurements.censored]


def of_sites(
    sites: Mapping[str, Site], compared: Iterable[tuple[pd.DataFrame, float | None]]
) -> dict[str, SiteLevel]:
    """Say of each site whether any of its measurements is above its threshold.

    Parameters
    ----------
    sites : mapping of str to Site
        All sites.
    compared : iterable of (DataFrame, float or None)
        Measurements of the last round of their series, and the threshold that applies to them,
        None for none. [mg/kg]

    Returns
    -------
    dict of str to SiteLevel
        Of every site, also of those without a threshold to compare with.
    """
    counts = _counts(compared)
    return {name: _level(one, counts.get(name, (0, 0, 0, 0))) for name, one in sites.items()}


def _counts(
    compared: Iterable[tuple[pd.DataFrame, float | None]],
) -> dict[str, tuple[int, int, int, int]]:
    """Measurements of each site: all, those compared, those above, and those undecided."""
    groups = list(compared)
    if not groups:
        return {}
    iso3, site, value, censored = (
        np.concatenate([one[name].to_numpy() for one, _ in groups]) for name in NEEDED
    )
    lengths = [len(one) for one, _ in groups]
    is_compared = np.repeat([threshold is not None for _, threshold in groups], lengths)
    # as `share_above` flags them; nothing is above where there is no threshold
    highest = np.repeat([np.inf if own is None else own for _, own in groups], lengths)
    is_above, is_censored = value > highest, censored.astype(bool)
    told = pd.DataFrame(
        {
            "site": [f"{country}:{one}" for country, one in zip(iso3, site, strict=True)],
            "n": 1,
            "compared": is_compared,
            "above": is_above & ~is_censored,
            "undecided": is_above & is_censored,
        }
    )
    sums = told.groupby("site").sum()
    return {str(site): (n, n_c, n_a, n_u) for site, n, n_c, n_a, n_u in sums.itertuples()}


def _level(site: Site, counts: tuple[int, int, int, int]) -> SiteLevel:
    """Judge a site: one measurement above its threshold is enough."""
    n, n_compared, n_above, n_undecided = counts
    if n_above:
        level = ABOVE
    elif n_undecided:
        level = UNDECIDED
    elif n_compared:
        level = NOT_ABOVE
    else:
        level = NO_THRESHOLD if n else NOT_SAMPLED
    return SiteLevel(
        site_id=site.site_id,
        iso3=site.iso3,
        level=level,
        n_measurements=n,
        n_compared=n_compared,
        n_above=n_above,
        n_undecided=n_undecided,
    )


def draw_map(tables: Tables, words: Words) -> Picture | Text:
    """Draw the sites that have coordinates, by whether they are above a threshold."""
    sites, levels = tables.of(SITES), tables.of(SITE_LEVELS)
    placed = [name for name, one in sites.items() if one.longitude is not None]
    if not placed:
        return Text(words.plain("figure-map-none" if sites else "figure-map-no-sites"))
    present = {levels[name].level for name in placed}
    kinds = [level for level in MARKS if level in present]
    area, counts = only(tables, OVERVIEW)
    map_ = charts.maps.Map(
        countries=members(area),
        kinds=[charts.maps.PointKind(words.code("site-level", one), MARKS[one]) for one in kinds],
        points=_points([(sites[name], kinds.index(levels[name].level)) for name in placed]),
    )
    about = SitesOnMap(
        **mapped.on_map(map_, charts.maps.plan(map_)),
        n_without=len(sites) - len(placed) or None,
        reference_law=counts.reference_set_name,
        n_above=sum(levels[name].level == ABOVE for name in placed),
    )
    figure = charts.maps.draw(map_, mapped.labels(words, words.plain("figure-map-legend")))
    return captioned(figure, (MAP, about), mapped.told(map_, words), words)


def _points(sites: Sequence[tuple[Site, int]]) -> list[charts.maps.Point]:
    """Give the position of each site with its kind."""
    return [
        charts.maps.Point(one.longitude, one.latitude, kind)
        for one, kind in sites
        if one.longitude is not None and one.latitude is not None
    ]
