"""What was monitored: series, their visits and their sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pandas as pd

from workbench.findings.rows import (
    Phrase,
    code,
    count,
    flag,
    number,
    phrase,
    row,
    share,
    text,
    year,
)
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.sampling.rounds import BY_DATE
from workbench.methods.sampling.sufficiency import sufficiency
from workbench.methods.sampling.visits import (
    FAMILY,
    KEY,
    Medians,
    Placed,
    family_ids,
    sampling_years,
)
from workbench.presentation import charts
from workbench.presentation.figure import Drawn, captioned, drawn
from workbench.presentation.html import Picture, Text
from workbench.presentation.style import DETECT, NON_DETECT
from workbench.reports.report import Section
from workbench.reports.trends.basis import UNIT, Basis, Limited, label_of, with_limit
from workbench.reports.trends.phrases import FamilyLabel, SeriesLabel
from workbench.store.measurements import Measurements
from workbench.vocabulary import substances
from workbench.vocabulary.places import PUBLISHED_KM, rounded
from workbench.words.messages import Message
from workbench.words.wording import Words

MOST_SITES = 12
METRES_PER_KM = 1000
MOST_ROWS = 40  # of the timeline


@row
class MonitoredSeries:
    """A series: one substance in one matrix and layer, measured in one way."""

    label: SeriesLabel = phrase("the series in words", "Series")
    n_sites: int = count("sites", "Sites")
    n_sites_every_visit: int = count("sites sampled at every visit", "Sites in every round")
    n_visits: int = count(
        "visits: campaigns, or calendar years where none is named", "Sampling rounds"
    )
    first_year: int = year("year of the first visit", "From")
    last_year: int = year("year of the last visit", "To")
    n_measurements: int = count("measurements", "Measurements")
    n_non_detects: int = count("measurements below their detection limit")
    share_non_detects: float = share("share of the measurements below their limit", "Non-detects")
    basis: str = code("basis", "dry or wet mass", "Basis")
    iso3: str = code("country", "country")
    substance: str = code("substance", "code of the substance")
    substance_name: str = text("name of the substance")
    matrix: str = code("matrix", "what was sampled")
    layer: str = text("horizon or depth")
    fraction: str = code("fraction", "what the digestion reaches")
    extractant: str | None = text("what it was extracted with")
    method: str | None = text("method group of the laboratory")
    first_limit_mg_kg: float | None = number(
        "highest limit at the first visit with a known one", unit=UNIT, default=None
    )
    last_limit_mg_kg: float | None = number(
        "highest limit at the last visit with a known one", unit=UNIT, default=None
    )
    n_joined_by_date: int = count(
        "measurements without a campaign, counted with that of their date"
    )
    sufficient_for: str = code(
        "sufficient-for", "what the number of sampling rounds allows: none, campaigns or trend"
    )
    sufficiency_reason: Phrase = phrase("why no more than that")


@row
class Visit:
    """A series at one visit."""

    series: str = text("series")
    visit: str = text("campaign or calendar year")
    decimal_year: float = number("median date of the samples", unit="year")
    n_measurements: int = count("measurements")
    n_non_detects: int = count("measurements below their limit")
    median_mg_kg: float = number("median, or its upper bound where below_limit is true", unit=UNIT)
    below_limit: bool = flag("whether non-detects leave the median open")
    highest_limit_mg_kg: float | None = number("highest limit among the non-detects", unit=UNIT)


@row
class Site:
    """A site and what was measured there."""

    site_id: str = text("site", "Site")
    iso3: str = code("country", "country", "Country")
    n_visits: int = count(
        "visits: campaigns, or calendar years where none is named", "Sampling rounds"
    )
    first_year: int = year("year of the first visit", "From")
    last_year: int = year("year of the last visit", "To")
    n_measurements: int = count("measurements", "Measurements")
    n_non_detects: int = count("measurements below their detection limit", "Non-detects")
    longitude: float | None = number(
        "degrees east (WGS 84), rounded as it may be published", unit="degree", default=None
    )
    latitude: float | None = number(
        "degrees north (WGS 84), rounded as it may be published", unit="degree", default=None
    )


SERIES = Table("series", MonitoredSeries, "Series of measurements", "There are no series.")
VISITS = Table("visits", Visit, "Medians of each sampling round", "There are no sampling rounds.")
SITES = Table("sites", Site, "Sites", "There are no sites.", most=MOST_SITES)


TIMELINE = Message("figure-coverage", Drawn)
TIMELINE_ROW = Message("figure-coverage-row", MonitoredSeries)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Describe series, visits and sites."""
    yield SERIES.filled(series_of(basis))
    yield VISITS.of_frame(basis.visits)
    yield SITES.filled(_sites_of(basis.placed))


def series_of(basis: Basis) -> dict[str, MonitoredSeries]:
    """Describe each series: what, where and how often was measured, and what that suffices for."""
    ends = _limit_ends(basis.placed)
    sites = _sites_of_series(basis.placed)
    counts = _counts_of_series(basis.placed)
    rows = basis.placed.drop_duplicates(Placed.series).set_index(Placed.series)
    firsts = rows[list(KEY)].to_dict("index")
    return {
        name: _described(
            Measured(group, firsts[name], counts[name], sites[name], ends.get(name, (None, None))),
            with_country=basis.with_country,
        )
        for name, group in basis.groups.items()
    }


@dataclass(frozen=True)
class CountedSamples:
    """What is counted of a series, of all series in one go."""

    n_visits: int  # campaigns of one date are one round
    first_year: int
    last_year: int
    n_measurements: int
    n_non_detects: int
    n_joined_by_date: int


@dataclass(frozen=True)
class Measured:
    """Measurements of a series, its key, what is counted, its sites and the ends of its limits."""

    group: pd.DataFrame
    first: Mapping[Hashable, Any]
    counted: CountedSamples
    n_sites: tuple[int, int]
    limits: tuple[float | None, float | None]


def _counts_of_series(placed: pd.DataFrame) -> dict[str, CountedSamples]:
    """Count the rounds, years and measurements of each series."""
    years, joined = sampling_years(placed), placed[Placed.assigned] == BY_DATE
    found = (
        placed.assign(year=years, joined=joined)
        .groupby(Placed.series)
        .agg(
            n_visits=(Placed.visit_date, "nunique"),
            first_year=("year", "min"),
            last_year=("year", "max"),
            n_measurements=(Measurements.censored, "size"),
            n_non_detects=(Measurements.censored, "sum"),
            n_joined_by_date=("joined", "sum"),
        )
    )
    rows = found.itertuples(name=None)
    return {str(name): CountedSamples(*map(int, numbers)) for name, *numbers in rows}


def _sites_of_series(placed: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Sites of each series over all measurements, and those sampled at every visit."""
    visits = placed.groupby([Placed.series, Measurements.site_id])[Placed.visit].nunique()
    of_series = placed.groupby(Placed.series)[Placed.visit].nunique()
    left = visits.sub(of_series, level=Medians.series)
    n_sites = left.groupby(level=Placed.series).size()
    n_every_visit = left.eq(0).groupby(level=Placed.series).sum()
    return {str(name): (int(n), int(n_every_visit[str(name)])) for name, n in n_sites.items()}


def _limit_ends(placed: pd.DataFrame) -> dict[str, tuple[float | None, float | None]]:
    """Highest limit of each series at the first and at the last visit with a known one."""
    stated = with_limit(placed).groupby([Placed.series, Placed.visit])
    highest = stated.agg(date=(Placed.decimal_year, "median"), limit=(Limited.limit, "max"))
    in_order = highest.sort_values("date")[Limited.limit]
    ends = in_order.groupby(level=Placed.series).agg(["first", "last"])
    return {str(name): (first, last) for name, first, last in ends.itertuples(name=None)}


def _described(measured: Measured, *, with_country: bool) -> MonitoredSeries:
    """Row of a series."""
    group, counted = measured.group, measured.counted
    first = measured.first
    step = sufficiency(counted.n_visits)
    n_sites, n_every_visit = measured.n_sites
    first_limit, last_limit = measured.limits
    return MonitoredSeries(
        label=label_of(group, with_country=with_country, first=first),
        substance_name=substances.substance(first[Measurements.substance]).name,
        n_sites=n_sites,
        n_sites_every_visit=n_every_visit,
        share_non_detects=counted.n_non_detects / counted.n_measurements,
        first_limit_mg_kg=first_limit,
        last_limit_mg_kg=last_limit,
        sufficient_for=step.name,
        sufficiency_reason=step.reason,
        **vars(counted),
        **{str(column): first[column] for column in KEY},
    )


def _sites_of(placed: pd.DataFrame) -> dict[str, Site]:
    """Describe each site, with what was measured there."""
    positions = _positions(placed)
    found = placed.groupby([Measurements.iso3, Measurements.site_id]).agg(
        n_visits=(Placed.visit, "nunique"),
        first_year=(Placed.decimal_year, "min"),
        last_year=(Placed.decimal_year, "max"),
        n_measurements=(Measurements.censored, "size"),
        n_non_detects=(Measurements.censored, "sum"),
    )
    sites = {}
    for (iso3, site), n_visits, first, last, n, n_non_detects in found.itertuples(name=None):
        longitude, latitude = positions.get(f"{iso3}:{site}", (None, None))
        sites[f"{iso3}:{site}"] = Site(
            site_id=str(site),
            iso3=str(iso3),
            n_visits=int(n_visits),
            first_year=int(first),
            last_year=int(last),
            n_measurements=int(n),
            n_non_detects=int(n_non_detects),
            longitude=longitude,
            latitude=latitude,
        )
    return sites


def _positions(placed: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Last known position of each site: rounded to a kilometre, or to what it is exact to."""
    is_known = placed[Measurements.longitude].notna() & placed[Measurements.latitude].notna()
    columns = [
        *(Measurements.iso3, Measurements.site_id, Measurements.longitude, Measurements.latitude),
        *(Measurements.coordinate_precision_m, Placed.decimal_year),
    ]
    known = placed.loc[is_known, columns].drop_duplicates(keep="last")
    last = (
        known.sort_values(Placed.decimal_year, kind="stable")
        .groupby([Measurements.iso3, Measurements.site_id])
        .last()
    )
    exact_km = last[Measurements.coordinate_precision_m].fillna(0.0) / METRES_PER_KM
    cells = zip(last[Measurements.longitude], last[Measurements.latitude], exact_km, strict=True)
    return {
        f"{iso3}:{site}": rounded(longitude, latitude, max(PUBLISHED_KM, km))
        for (iso3, site), (longitude, latitude, km) in zip(last.index, cells, strict=True)
    }


def families_of(series: Mapping[str, MonitoredSeries]) -> dict[str, str]:
    """Family of each series: its substance in one country, matrix and layer."""
    parts = [[getattr(one, part) for part in FAMILY] for one in series.values()]
    frame = pd.DataFrame(parts, columns=list(FAMILY), dtype=object)
    return dict(zip(series, family_ids(frame), strict=True))


def subjects_of(series: Mapping[str, MonitoredSeries]) -> dict[str, Phrase]:
    """Name each series by its substance, matrix and layer where no other has the same."""
    families = families_of(series)
    n_series = Counter(families.values())
    return {
        name: one.label
        if n_series[families[name]] > 1
        else FamilyLabel(
            country=one.label.country,
            substance=one.label.substance,
            matrix=one.label.matrix,
            layer=one.label.layer,
        )
        for name, one in series.items()
    }


def visits_by_series(tables: Tables) -> dict[str, list[Visit]]:
    """Visits of each series, in the order of time."""
    found: dict[str, list[Visit]] = {name: [] for name in tables.of(SERIES)}
    for one in tables.of(VISITS).values():
        found[one.series].append(one)
    return found


def coverage(tables: Tables, words: Words) -> Picture | Text:
    """Draw when each series was visited, and at which visits there were non-detects."""
    series = dict(islice(tables.of(SERIES).items(), MOST_ROWS))
    if not series:
        return Text(words.plain("figure-coverage-none"))
    visits = visits_by_series(tables)
    rows = [
        charts.timeline.TimelineRow(words.phrase(one.label), _times(visits[name]))
        for name, one in series.items()
    ]
    marks = [
        (DETECT, words.plain("figure-coverage-detects")),
        (NON_DETECT, words.plain("figure-coverage-non-detects")),
    ]
    figure = charts.timeline.draw(rows, marks, words.plain("axis-year"))
    caption = (TIMELINE, drawn(tables, SERIES, len(rows)))
    return captioned(figure, caption, _told(series, words), words)


def _told(series: Mapping[str, MonitoredSeries], words: Words) -> list[str]:
    """Say how often each series was visited."""
    return [words.sentence(TIMELINE_ROW, one).text for one in series.values()]


def _times(visits: Sequence[Visit]) -> list[tuple[float, int]]:
    """Give the date of each visit, and which of the two marks stands there."""
    return [(one.decimal_year, int(one.n_non_detects > 0)) for one in visits]


SECTION: Section[Basis] = Section(
    name="monitored",
    tables=(SERIES, VISITS, SITES),
    compute=compute,
    messages=(TIMELINE, TIMELINE_ROW),
    figures={"coverage": coverage},
)
