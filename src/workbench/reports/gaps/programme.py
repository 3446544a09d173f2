"""The country's own measurements, beside the networks that are on file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from workbench.findings.rows import Table, code, row, text
from workbench.reports.gaps.scopes import Scope
from workbench.vocabulary import places
from workbench.vocabulary.networks import Network, networks
from workbench.vocabulary.substances import is_contaminant

OWN = "own measurements"
NATIONAL = "national network"
SEVERAL = "network of several countries"
ONCE = "once"
EVERY = 1000  # rows of the page: all networks, which are far fewer


@row
class Programme:
    """Own measurements in one matrix, or a network; what is not known of it is empty."""

    name: str = text("programme or network", "Programme and its sites")
    where: str = text("countries that it is in", "Where", default="")
    determinands: str = text("what is determined", "Determinands")
    depth: str = text("depth", "Depth")
    fraction: str = text("what the digestion reaches", "Fraction")
    interval_years: str = text("years between visits", "Interval, years")
    kind: str = code(
        "programme-kind", "own measurements, national network, or one of several countries"
    )
    sites: str = text("sites")
    since: str = text("first year")
    last: str = text("last year, of own measurements", default="")
    verified: str = code("verified", "whether the row was read in its source")


PROGRAMMES = Table(
    "programmes",
    Programme,
    "Own measurements beside networks",
    "No network is on file.",
    most=EVERY,
)


def programmes(measured: pd.DataFrame, scopes: Sequence[Scope], area: str) -> dict[str, Programme]:
    """List the country's own measurements by matrix, and below them the networks on file.

    Parameters
    ----------
    measured : DataFrame
        Rows of the table `measurements` of the country; none for a region.
    scopes : sequence of Scope
        Scopes of the page.
    area : str
        Country, region or WORLD.
    """
    own = {
        f"own:{matrix}": _own(str(matrix), rows)
        for matrix, rows in measured.groupby("matrix", sort=True)
    }
    return own | {network.code: _network(network) for network in _beside(scopes, area)}


def measured_contaminants(measured: pd.DataFrame) -> list[str]:
    """Codes of the contaminants that were measured, in order."""
    return sorted(code for code in measured["substance"].unique() if is_contaminant(code))


def years_of(measured: pd.DataFrame) -> pd.Series:
    """Calendar year of each measurement."""
    return measured["sampled_on"].str[:4].astype(int)


def _own(matrix: str, rows: pd.DataFrame) -> Programme:
    """Row of the measurements in one matrix."""
    years = years_of(rows)
    return Programme(
        name=f"{OWN.capitalize()}, {matrix.replace('_', ' ')}",
        kind=OWN,
        sites=str(rows["site_id"].nunique()),
        determinands=_words(rows["substance"].unique()),
        depth=_words(_depths(rows)),
        fraction=_words(word.replace("_", " ") for word in rows["fraction"].unique()),
        interval_years=_interval(rows.assign(year=years)),
        since=str(years.min()),
        last=str(years.max()),
        verified="measured",
    )


def _depths(rows: pd.DataFrame) -> list[str]:
    """Depths that were sampled; the name of the layer where no depth is given."""
    depths = rows[["depth_top_cm", "depth_bottom_cm", "layer"]].drop_duplicates()
    return [
        f"{top:g}-{bottom:g} cm" if pd.notna(top) and pd.notna(bottom) else str(layer)
        for top, bottom, layer in depths.itertuples(index=False, name=None)
    ]


def _interval(rows: pd.DataFrame) -> str:
    """Median of the years between two visits of a site; once where no site was visited again."""
    visits = rows[["site_id", "year"]].drop_duplicates().sort_values(["site_id", "year"])
    between = visits.groupby("site_id")["year"].diff().dropna()
    return f"{between.median():g}" if len(between) else ONCE


def _beside(scopes: Sequence[Scope], area: str) -> list[Network]:
    """Networks of soil: first those of the countries of the page, then those of several."""
    near = {area, *(scopes[0].countries if scopes and not places.is_country(area) else ())}
    of_soil = [one for one in networks().values() if "soil" in one.medium]
    national = [one for one in of_soil if one.iso3 in near]
    return [*national, *(one for one in of_soil if not one.iso3)]


def _network(network: Network) -> Programme:
    """Row of a network."""
    return Programme(
        name=network.name,
        where=network.where,
        kind=NATIONAL if network.iso3 else SEVERAL,
        sites=network.sites,
        determinands=network.determinands,
        depth=network.depth,
        fraction=network.fraction.replace("_", " ").replace(";", ", "),
        interval_years=network.interval_years,
        since=network.since,
        verified=network.verified,
    )


def _words(words: Iterable[str]) -> str:
    """Words, each once, in order."""
    return ", ".join(sorted(set(words)))
