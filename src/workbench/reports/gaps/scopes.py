"""Whom a page is about and beside whom it stands: a region and all countries, with their frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from workbench.findings.rows import code, row, text
from workbench.inputs.surveys.frame import country_frame, units_in_frame
from workbench.reports.gaps.definitions import context
from workbench.vocabulary import places
from workbench.vocabulary.laboratory_networks import laboratory_networks

DELIVERED = "the list that was delivered (table frame of the store)"
WHOLE = {places.FICTIONAL: "all fictional countries", places.WORLD: "the world"}
VOCABULARY = (
    "the workbench's own table of places, since no list was delivered: all that are in a region, "
    "whether or not they were asked"
)


@row
class OfScope:
    """A region, or all countries."""

    scope: str = code("scope", "code of the region, or of all countries")
    scope_name: str = text("its name")


@dataclass(frozen=True)
class Scope:
    """Countries that could answer, by region."""

    code: str
    name: str
    strata: Mapping[str, tuple[str, ...]]
    fictional: bool = False

    @property
    def countries(self) -> tuple[str, ...]:
        """All countries that could answer."""
        return tuple(iso3 for units in self.strata.values() for iso3 in units)

    def region_name(self, stratum: str) -> str:
        """Name of a region; a stratum that is none is named as it is in the list.

        Examples
        --------
        >>> Scope("WORLD", "the world", {}).region_name("R-NENA")
        'Near East and North Africa'
        >>> Scope("R-EXAMPLE", "all", {}, fictional=True).region_name("R-LAC")
        'Latin America and the Caribbean (fictional)'
        """
        name = places.REGION_NAMES.get(stratum, stratum)
        return f"{name} (fictional)" if self.fictional else name


def frame_of_countries(frame: pd.DataFrame, area: str) -> tuple[pd.DataFrame, str]:
    """Countries that could answer, and where the list is from.

    A store without a list of them has the countries of the vocabulary, but for fictional ones.
    """
    units = units_in_frame(frame, "country")
    if units is not None:
        return units, DELIVERED
    return (frame, "") if places.is_fictional(area) else (country_frame(), VOCABULARY)


def scopes_of(area: str, units: pd.DataFrame) -> tuple[Scope, ...]:
    """Scopes of a page, the nearest first: the region of the area, then all countries."""
    by_region = {
        str(region): tuple(sorted(rows["iso3"])) for region, rows in units.groupby("stratum")
    }
    whole = context(area)
    region = _region(area, by_region)
    nearest = [_scope(region, {region: by_region[region]}, area)] if region in by_region else []
    return (*nearest, _scope(whole, by_region, area))


def regions_of(scope: Scope) -> tuple[Scope, ...]:
    """Give the regions of a scope, each as one of its own; none where it is a region itself."""
    if scope.code in scope.strata:
        return ()
    return tuple(
        _scope(region, {region: units}, scope.code) for region, units in scope.strata.items()
    )


def by_network(scope: Scope) -> Scope:
    """Put the regions of a scope together as the networks of laboratories have them.

    A region without a network, as North America, stays as it is.

    Examples
    --------
    >>> whole = {"R-EUROPE": ("NOR",), "R-EURASIA": ("UZB",), "R-NORTH-AMERICA": ("USA",)}
    >>> dict(by_network(Scope("WORLD", "the world", whole)).strata)
    {'EUROSOLAN': ('NOR', 'UZB'), 'R-NORTH-AMERICA': ('USA',)}
    """
    of_region = {
        region: network.network
        for network in laboratory_networks().values()
        for region in network.regions
    }
    strata: dict[str, tuple[str, ...]] = {}
    for region, units in scope.strata.items():
        name = of_region.get(region, region)
        strata[name] = (*strata.get(name, ()), *units)
    return replace(scope, name=f"{scope.name}, by network", strata=strata)


def _region(area: str, by_region: Mapping[str, tuple[str, ...]]) -> str:
    """Region that a country is in, or the region itself."""
    if area in by_region:
        return area
    return next((region for region, units in by_region.items() if area in units), "")


def _scope(code: str, strata: Mapping[str, tuple[str, ...]], area: str) -> Scope:
    """Scope with a name; a real region's name never stands for fictional countries alone."""
    invented = _all_fictional(strata) or places.is_fictional(area)
    if code in WHOLE:
        return Scope(code, WHOLE[places.FICTIONAL if invented else code], strata, invented)
    scope = Scope(code, code, strata, invented)
    return replace(scope, name=scope.region_name(code))


def _all_fictional(strata: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether there are countries, and none of them is real."""
    iso3s = [iso3 for units in strata.values() for iso3 in units]
    return bool(iso3s) and all(map(places.is_fictional, iso3s))
