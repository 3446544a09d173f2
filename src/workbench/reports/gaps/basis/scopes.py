"""Whom a page is about and with whom it is compared: a region and all countries, as listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Generic, TypeVar

import pandas as pd

from workbench.findings.rows import Phrase, code, phrase, row
from workbench.findings.tables import Filled
from workbench.inputs.surveys.sampling_frame import country_frame, units_in_frame
from workbench.presentation.html import HtmlTable, html_table
from workbench.presentation.shown_table import MoreRows
from workbench.reports.gaps.parameters import context
from workbench.reports.gaps.phrases import DeliveredList, ListOfPlaces, ScopeName
from workbench.store.surveys import SurveyFrame
from workbench.vocabulary import places
from workbench.vocabulary.laws.recorded import laboratory_networks
from workbench.words.messages import Message
from workbench.words.wording import Words

WHOLE = (places.FICTIONAL, places.WORLD)


@row
class OfScope:
    """A region, or all countries."""

    scope: str = code("scope", "code of the region, or of all countries")
    scope_name: ScopeName = phrase("its name")


@dataclass(frozen=True)
class Scope:
    """Countries that could answer, by region.

    Attributes
    ----------
    code : str
        Code of a region, of all countries, or of a region of the list itself.
    strata : mapping of str to tuple of str
        Countries by region.
    is_fictional : bool
        Whether the countries are fictional: then a region is not that of the world.
    by_network : bool
        Whether its regions are networks of laboratories.
    """

    code: str
    strata: Mapping[str, tuple[str, ...]]
    is_fictional: bool = False
    by_network: bool = False

    @property
    def countries(self) -> tuple[str, ...]:
        """All countries that could answer."""
        return tuple(iso3 for units in self.strata.values() for iso3 in units)

    @property
    def name(self) -> ScopeName:
        """Name of the scope."""
        if self.code in WHOLE:
            code = places.FICTIONAL if self.is_fictional else self.code
            return ScopeName(scope=code, is_fictional=False, by_network=self.by_network)
        return ScopeName(
            scope=self.code, is_fictional=self.is_fictional, by_network=self.by_network
        )

    def region_name(self, stratum: str) -> ScopeName:
        """Name of a region; a stratum that is none is named as it is in the list."""
        return ScopeName(scope=stratum, is_fictional=self.is_fictional, by_network=False)


def frame_of_countries(frame: pd.DataFrame, area: str) -> tuple[pd.DataFrame, Phrase | None]:
    """Countries that could answer, and where the list is from.

    A store without a list of them has the countries of the vocabulary, but for fictional ones.
    """
    units = units_in_frame(frame, "country")
    if units is not None:
        return units, DeliveredList()
    return (frame, None) if places.is_fictional(area) else (country_frame(), ListOfPlaces())


def scopes_of(area: str, units: pd.DataFrame) -> tuple[Scope, ...]:
    """Scopes of a page, the nearest first: the region of the area, then all countries."""
    by_region = {
        str(region): tuple(sorted(rows[SurveyFrame.iso3]))
        for region, rows in units.groupby(SurveyFrame.stratum)
    }
    whole, fictional = context(area), _all_fictional(by_region) or places.is_fictional(area)
    region = _region(area, by_region)
    nearest = [Scope(region, {region: by_region[region]}, fictional)] if region in by_region else []
    return (*nearest, Scope(whole, by_region, fictional))


def regions_of(scope: Scope) -> tuple[Scope, ...]:
    """Give the regions of a scope, each as one of its own; none where it is a region itself."""
    if scope.code in scope.strata:
        return ()
    return tuple(
        replace(scope, code=region, strata={region: units})
        for region, units in scope.strata.items()
    )


def by_network(scope: Scope) -> Scope:
    """Put the regions of a scope together as the networks of laboratories have them.

    A region without a network, as North America, stays as it is.

    Examples
    --------
    >>> whole = {"R-EUROPE": ("NOR",), "R-EURASIA": ("UZB",), "R-NORTH-AMERICA": ("USA",)}
    >>> dict(by_network(Scope("WORLD", whole)).strata)
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
    return replace(scope, strata=strata, by_network=True)


def _region(area: str, by_region: Mapping[str, tuple[str, ...]]) -> str:
    """Region that a country is in, or the region itself."""
    if area in by_region:
        return area
    return next((region for region, units in by_region.items() if area in units), "")


def _all_fictional(strata: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether there are countries, and none of them is real."""
    iso3s = [iso3 for units in strata.values() for iso3 in units]
    return bool(iso3s) and all(map(places.is_fictional, iso3s))


def about(scopes: tuple[Scope, ...], area: str) -> tuple[str, ...]:
    """Countries that a page is about: one, or those of its region."""
    return (area,) if places.is_country(area) else scopes[0].countries


def is_nearest(rows: Mapping[str, OfScope], row: str) -> bool:
    """Whether a row is of the nearest scope, which comes first: the others are in the table."""
    return rows[row].scope == next(iter(rows.values())).scope


S = TypeVar("S", bound=OfScope)


@dataclass(frozen=True)
class Pivot(Generic[S]):
    """How a table with a row a scope is shown with a column a scope.

    Attributes
    ----------
    columns : sequence of str
        Columns that are the same in all scopes: they begin each line.
    cell : function
        What is said of a row in the column of its scope.
    note : str
        Message below the table.
    title : str
        Message of its heading; empty for that of the table.
    empty : str
        Message where there are no rows; empty for that of the table.
    """

    columns: Sequence[str]
    cell: Callable[[S], Message[S]]
    note: str
    title: str = ""
    empty: str = ""


def by_scope(filled: Filled[S], pivot: Pivot[S], words: Words) -> HtmlTable:
    """Show a table with a column a scope; the id of a row names its line before the scope.

    Parameters
    ----------
    filled : Filled
        Table with a row a scope.
    pivot : Pivot
        What its lines and cells are.
    words : Words
        Words of the page.

    Returns
    -------
    HtmlTable
        A line a thing, with a cell for each scope.
    """
    table = filled.table
    declared = {name: table.columns[name] for name in pivot.columns}
    headings = {name: words.heading(table, one) for name, one in declared.items()}
    numbers = [name for name, one in declared.items() if one.kind.is_number]
    lines: dict[str, dict[str, object]] = {}
    for name, one in filled.typed.items():
        about = {
            heading: getattr(one, column) if column in numbers else words.of(one, column)
            for column, heading in headings.items()
        }
        line = lines.setdefault(before_scope(name), about)
        line[_capital(words.phrase(one.scope_name))] = words.sentence(pivot.cell(one), one).text
    note = words.plain(pivot.note)
    rest = len(lines) - table.most
    if rest > 0:
        note += " " + words.phrase(MoreRows(n_rows=rest, file=f"{table.name}.csv"))
    return html_table(
        pd.DataFrame(list(lines.values())[: table.most]),
        caption=words.plain(pivot.title) if pivot.title else words.title(table),
        units={headings[name]: declared[name].unit for name in numbers},
        formats={headings[name]: partial(words.cell, declared[name]) for name in numbers},
        notes=note,
        empty=words.plain(pivot.empty) if pivot.empty else words.empty(table),
        missing=words.plain("cell-no-value"),
    )


def before_scope(row: str) -> str:
    """Id of a row without its scope.

    Examples
    --------
    >>> before_scope("monitoring@R-AFRICA")
    'monitoring'
    """
    return row.rpartition("@")[0]


def _capital(name: str) -> str:
    """Name with a capital letter, as a heading has it."""
    return name[:1].upper() + name[1:]
