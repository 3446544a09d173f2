"""The country's own measurements, beside the networks that are on file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from workbench.findings import frame_of
from workbench.reports.gaps import definitions_on_file as definitions
from workbench.reports.gaps.scopes import Scope
from workbench.vocabulary import places
from workbench.vocabulary.networks import Network, networks
from workbench.vocabulary.substances import is_contaminant

OWN = "own measurements"
NATIONAL = "national network"
SEVERAL = "network of several countries"
ONCE = "once"


def programmes(measured: pd.DataFrame, scopes: Sequence[Scope], area: str) -> pd.DataFrame:
    """One row a matrix of the country's own measurements, and one a network on file.

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
        f"own:{matrix}": _own_row(str(matrix), rows)
        for matrix, rows in measured.groupby("matrix", sort=True)
    }
    beside = {network.code: _network_row(network) for network in _beside(scopes, area)}
    return frame_of(own | beside, definitions.PROGRAMMES)


def measured_contaminants(measured: pd.DataFrame) -> list[str]:
    """Codes of the contaminants that were measured, in order."""
    return sorted(code for code in measured["substance"].unique() if is_contaminant(code))


def years_of(measured: pd.DataFrame) -> pd.Series:
    """Calendar year of each measurement."""
    return measured["sampled_on"].str[:4].astype(int)


def _own_row(matrix: str, rows: pd.DataFrame) -> dict[str, object]:
    """Cells of the measurements in one matrix."""
    years = years_of(rows)
    return {
        "name": f"{OWN.capitalize()}, {matrix.replace('_', ' ')}",
        "kind": OWN,
        "sites": str(rows["site_id"].nunique()),
        "determinands": _words(rows["substance"].unique()),
        "depth": _words(_depths(rows)),
        "fraction": _words(word.replace("_", " ") for word in rows["fraction"].unique()),
        "interval_years": _interval(rows.assign(year=years)),
        "since": str(years.min()),
        "last": str(years.max()),
        "verified": "measured",
    }


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


def _network_row(network: Network) -> dict[str, object]:
    """Cells of a network; what is not known of it is empty."""
    return {
        "name": network.name,
        "where": network.where,
        "kind": NATIONAL if network.iso3 else SEVERAL,
        "sites": network.sites,
        "determinands": network.determinands,
        "depth": network.depth,
        "fraction": network.fraction.replace("_", " ").replace(";", ", "),
        "interval_years": network.interval_years,
        "since": network.since,
        "verified": network.verified,
    }


def _words(words: Iterable[str]) -> str:
    """Words, each once, in order."""
    return ", ".join(sorted(set(words)))
