"""Stores as an analyst uses them, and the reports that are made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from typing import Any

import pandas as pd
from pydantic import BaseModel, ValidationError

from workbench.desk.source_rows import rows_behind
from workbench.errors import ParameterError, reason_of
from workbench.presentation.page import Page
from workbench.reports import REPORTS, parameters_of, report_of
from workbench.store.frames import joined
from workbench.store.index import read_index
from workbench.store.measurements import Measurements
from workbench.store.reading import StoreReader as Source
from workbench.store.reading import open_store as open_source
from workbench.store.schema import TABLES
from workbench.vocabulary.places import place_name
from workbench.vocabulary.substances import find_substance

ORIGINS, FIRST_YEAR = "origins", "first_year"
AREA_COLUMNS = ("name", Measurements.table, "tables")


@dataclass(frozen=True)
class Store:
    """A store of measurements, surveys and areas, as an analyst uses it.

    Attributes
    ----------
    address : str
        Its folder, or `example`.
    """

    address: str
    _source: Source = field(repr=False)

    def areas(self) -> pd.DataFrame:
        """List the countries that have rows in any table.

        Returns
        -------
        DataFrame
            By ISO code: `name`, number of `measurements`, and the `tables` that have rows.

        Examples
        --------
        >>> open_store("example").areas().loc["XAA", "name"]
        'Ambervale'
        """
        index = read_index(self._source.folder)
        parts, measured = index.partitions, index.partitions.get(Measurements.table, {})
        found = {
            iso3: {
                "name": place_name(iso3),
                Measurements.table: part.rows if (part := measured.get(iso3)) else 0,
                "tables": ", ".join(name for name in TABLES if iso3 in parts.get(name, {})),
            }
            for iso3 in index.areas()
        }
        return pd.DataFrame.from_dict(found, orient="index", columns=AREA_COLUMNS)

    def measurements(
        self, area: str, *, substance: str | None = None, site: str | None = None
    ) -> pd.DataFrame:
        """Read what laboratories found in an area.

        Parameters
        ----------
        area : str
            ISO 3166 alpha-3 code, a GSP region or WORLD.
        substance : str, optional
            Code or name of a substance, as in Pb or lead; without it all.
        site : str, optional
            Only this site.

        Returns
        -------
        DataFrame
            A row a measurement, in mg/kg for contaminants; where `censored` is true, `value` is
            the limit that the content is below.

        Raises
        ------
        VocabularyError
            If there is no such area or substance.

        Examples
        --------
        >>> lead = open_store("example").measurements("XAB", substance="lead")
        >>> set(lead["substance"]), bool(lead["censored"].any())
        ({'Pb'}, False)
        """
        found = self.read(Measurements.table, area)
        if substance is not None:
            found = found[found[Measurements.substance] == find_substance(substance)]
        if site is not None:
            found = found[found[Measurements.site_id] == site]
        return found.reset_index(drop=True)

    def read(self, table: str, area: str) -> pd.DataFrame:
        """Read a table of an area.

        Parameters
        ----------
        table : str
            Name of a store table, as in measurements.
        area : str
            ISO 3166 alpha-3 code, a GSP region or WORLD.

        Returns
        -------
        DataFrame
            A row an observation, with the columns of the table.

        Raises
        ------
        StoreError
            If there is no such table.
        VocabularyError
            If there is no such area.

        Examples
        --------
        >>> open_store("example").read("site_soils", "XAA").columns[:2].tolist()
        ['iso3', 'site_id']
        """
        return self._source.read((table,), area)[table]

    def report(
        self,
        name: str,
        area: str,
        *,
        origins: Mapping[str, str] | None = None,
        language: str = "en",
        **parameters: Any,  # noqa: ANN401 - checked by the model of the report
    ) -> Page:
        """Work out a report of an area.

        Parameters
        ----------
        name : str
            Report: trends, gaps, health or soil_health.
        area : str
            ISO 3166 alpha-3 code, a GSP region or WORLD.
        origins : mapping of str to str, optional
            Where the values that are not defaults come from.
        language : str
            Language of sentences and tables.
        **parameters
            Parameters of the report, as in `first_year=2000`.

        Returns
        -------
        Page
            `.findings .messages .tables .show .figures .excluded .why(id) .publish(folder)`.

        Raises
        ------
        ParameterError
            If there is no such report, or a parameter is unknown or does not fit.

        Examples
        --------
        >>> page = open_store("example").report("trends", "XAB", substances=["Pb"])
        >>> [one.grade for one in page.findings][:1]
        ['fact']
        """
        if name not in REPORTS:
            raise ParameterError(f"There is no report {name!r}. There are: {', '.join(REPORTS)}.")
        checked = checked_parameters(name, area, parameters)
        readings = parameters_of(name).readings(area)
        read = [self._source.read(tables, of) for tables, of in readings]
        frames, report = reduce(joined, read), report_of(name)
        page = report.page(frames, checked, origins, language)
        first_year = getattr(checked, FIRST_YEAR, None)
        page = replace(page, sources=partial(rows_behind, frames, first_year=first_year))
        if not frames.secret:  # nothing in it counts people
            return page
        shown = partial(self._source.record, report.editions(page.result))
        return replace(page, before_publishing=shown)


def open_store(address: str = "example") -> Store:
    """Open a store.

    Parameters
    ----------
    address : str
        Folder of a store, or `example`: the fictional countries.

    Returns
    -------
    Store
        Reads and reports of it.

    Raises
    ------
    StoreError
        If there is no store in the folder.

    Examples
    --------
    >>> open_store("example").address
    'example'
    """
    return Store(address, open_source(address))


def given(report: str, names: Mapping[str, Any]) -> dict[str, Any]:
    """Pick the parameters of a report out of the names of a notebook's first cell.

    Parameters
    ----------
    report : str
        Name of the report.
    names : mapping of str to object
        Names of the notebook, as `globals()` gives them.

    Returns
    -------
    dict of str to object
        Arguments of `Store.report`, those of `origins` too.

    Examples
    --------
    >>> given("trends", {"area": "XAB", "first_year": 2010, "folder": "."})
    {'area': 'XAB', 'first_year': 2010}
    """
    known = [*parameters_of(report).Parameters.model_fields, ORIGINS]
    return {name: names[name] for name in known if name in names}


def checked_parameters(report: str, area: str, parameters: Mapping[str, Any]) -> BaseModel:
    """Check the parameters of a report.

    Parameters
    ----------
    report, area : str
        The report, and what it is made of.
    parameters : mapping of str to object
        Its other parameters by name.

    Returns
    -------
    BaseModel
        All parameters, with their defaults.

    Raises
    ------
    ParameterError
        If one is unknown or does not fit; all of them are named.
    """
    try:
        return parameters_of(report).Parameters(area=area, **parameters)
    except ValidationError as error:
        raise ParameterError(_told(error)) from error


def _told(error: ValidationError) -> str:
    """Say what is wrong with parameters, one a line."""
    found = (f"{'.'.join(map(str, one['loc']))}: {reason_of(one)}" for one in error.errors())
    return "; ".join(found)
