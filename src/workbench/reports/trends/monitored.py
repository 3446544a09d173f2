"""What was monitored: series, their visits and their sites."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from workbench.findings.rows import Table, code, count, flag, number, row, share, text, year
from workbench.methods.censored import recensor
from workbench.methods.ladder import rung
from workbench.methods.visits import KEY, label, summarise_visits
from workbench.vocabulary import substances as vocabulary

MOST_SITES = 12


@row
class MonitoredSeries:
    """A series: one substance in one matrix and layer, measured in one way."""

    label: str = text("the series in words", "Series")
    n_sites: int = count("sites", "Sites")
    n_sites_every_visit: int = count("sites sampled at every visit", "Sites at every visit")
    n_visits: int = count("visits: campaigns, or calendar years where none is named", "Visits")
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
        "highest limit at the first visit with a known one", unit="mg/kg", default=None
    )
    last_limit_mg_kg: float | None = number(
        "highest limit at the last visit with a known one", unit="mg/kg", default=None
    )
    compared_at_mg_kg: float | None = number(
        "limit at and below which all visits are treated alike", unit="mg/kg"
    )
    rung: str = code("rung", "what the number of visits allows: none, level or trend")
    rung_reason: str = text("why no more than that")


@row
class Visit:
    """A series at one visit."""

    series: str = text("series")
    visit: str = text("campaign or calendar year")
    decimal_year: float = number("median date of the samples", unit="year")
    n_measurements: int = count("measurements")
    n_non_detects: int = count("measurements below their limit")
    median_mg_kg: float = number(
        "median, or its upper bound where below_limit is true", unit="mg/kg"
    )
    below_limit: bool = flag("whether non-detects leave the median open")
    highest_limit_mg_kg: float | None = number("highest limit among the non-detects", unit="mg/kg")


@row
class Site:
    """A site and what was measured there."""

    site_id: str = text("site", "Site")
    iso3: str = code("country", "country", "Country")
    n_visits: int = count("visits: campaigns, or calendar years where none is named", "Visits")
    first_year: int = year("year of the first visit", "From")
    last_year: int = year("year of the last visit", "To")
    n_measurements: int = count("measurements", "Measurements")
    n_non_detects: int = count("measurements below their detection limit", "Non-detects")


SERIES = Table("series", MonitoredSeries, "What was monitored", "No series.")
VISITS = Table("visits", Visit, "Medians of each visit", "No visit.")
SITES = Table("sites", Site, "Sites", "No sites.", most=MOST_SITES)


def visits_of(measurements: pd.DataFrame) -> pd.DataFrame:
    """One row a series and visit, with its median."""
    visits = summarise_visits(measurements)
    visits.index = pd.Index(visits["series"] + "@" + visits["visit"], dtype="str")
    return visits


def series_of(
    told: pd.DataFrame, placed: pd.DataFrame, visits: pd.DataFrame, *, with_country: bool
) -> dict[str, MonitoredSeries]:
    """Describe each series: what it is, how often and where it was measured, and its rung.

    Parameters
    ----------
    told, placed : DataFrame
        Measurements with their series and visit: those that tell of a trend, and all of them.
    visits : DataFrame
        Visits of the measurements that tell of a trend.
    with_country : bool
        Whether to name the country, for a report on several.
    """
    by_series = {str(name): group for name, group in visits.groupby("series")}
    ends = _limit_ends(told)
    n_sites, n_every_visit = _sites_of(placed)
    described = {
        str(name): _described(group, by_series[str(name)], with_country=with_country)
        for name, group in told.groupby("series")
    }
    return {
        name: replace(
            one,
            first_limit_mg_kg=ends["first"].get(name),
            last_limit_mg_kg=ends["last"].get(name),
            n_sites=n_sites[name],
            n_sites_every_visit=n_every_visit[name],
        )
        for name, one in described.items()
    }


def _sites_of(placed: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Sites of each series over all measurements, and those sampled at every visit."""
    visits = placed.groupby(["series", "site_id"])["visit"].nunique()
    of_series = placed.groupby("series")["visit"].nunique()
    left = visits.sub(of_series, level="series")
    return left.groupby(level="series").size(), left.eq(0).groupby(level="series").sum()


def _described(group: pd.DataFrame, visits: pd.DataFrame, *, with_country: bool) -> MonitoredSeries:
    """Row of a series, its sites counted over the measurements given."""
    first = group.iloc[0]
    judged = recensor(visits["median_mg_kg"], visits["below_limit"])
    step = rung(len(visits), int((~judged.censored).sum()))
    visits_of_site = group.groupby("site_id")["visit"].nunique()
    years = group["sampled_on"].str[:4].astype(int)
    return MonitoredSeries(
        label=label(first, with_country=with_country) + _only_site(group),
        substance_name=vocabulary.substance(first["substance"]).name,
        first_year=years.min(),
        last_year=years.max(),
        n_visits=len(visits),
        n_sites=group["site_id"].nunique(),
        n_sites_every_visit=(visits_of_site == len(visits)).sum(),
        n_measurements=len(group),
        n_non_detects=int(group["censored"].sum()),
        share_non_detects=group["censored"].mean(),
        compared_at_mg_kg=judged.limit,
        rung=step.name,
        rung_reason=step.reason,
        **{column: first[column] for column in KEY},
    )


def _only_site(group: pd.DataFrame) -> str:
    """Name the site of a series that has only one."""
    names = group["site_id"].unique()
    return f", at {names[0]}" if len(names) == 1 else ""


def sites_of(measurements: pd.DataFrame) -> dict[str, Site]:
    """Describe each site, with what was measured there."""
    return {
        f"{iso3}:{site}": Site(
            site_id=str(site),
            iso3=str(iso3),
            n_visits=group["visit"].nunique(),
            first_year=int(group["decimal_year"].min()),
            last_year=int(group["decimal_year"].max()),
            n_measurements=len(group),
            n_non_detects=int(group["censored"].sum()),
        )
        for (iso3, site), group in measurements.groupby(["iso3", "site_id"])
    }


def with_limit(measurements: pd.DataFrame) -> pd.DataFrame:
    """Measurements whose detection limit is known: stated, or that of a non-detect."""
    limit = measurements["value"].where(measurements["censored"], measurements["lod"])
    return measurements.assign(limit=limit)[limit.notna()]


def _limit_ends(measurements: pd.DataFrame) -> pd.DataFrame:
    """Highest limit of each series at the first and at the last visit with a known one."""
    stated = with_limit(measurements).groupby(["series", "visit"])
    highest = stated.agg(date=("decimal_year", "median"), limit=("limit", "max"))
    return highest.sort_values("date").groupby(level="series")["limit"].agg(["first", "last"])
