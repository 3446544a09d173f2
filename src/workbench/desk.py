"""What an analyst imports: stores, and the reports that are made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import BaseModel, ValidationError

from workbench.errors import ParameterError, ReportError
from workbench.findings import comparison
from workbench.findings.published import RESULTS
from workbench.presentation.html import HtmlTable
from workbench.presentation.page import Page
from workbench.presentation.shown_table import as_table
from workbench.reports import COUNTRY, REPORTS, parameters_of, report_of
from workbench.reports.country.gathered import gather
from workbench.store.frames import joined
from workbench.store.reading import StoreReader as Source
from workbench.store.reading import open_store as open_source
from workbench.words.wording import words_of

ORIGINS = "origins"


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

    @property
    def countries(self) -> tuple[str, ...]:
        """Codes of the countries that have rows in any table."""
        return tuple(self._source.areas())

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
            `.messages .tables .rows .show .figures .excluded .why(id) .publish(folder)`.

        Raises
        ------
        ParameterError
            If there is no such report, or a parameter is unknown or does not fit.

        Examples
        --------
        >>> page = open_store("example").report("trends", "XAA", first_year=2012)
        >>> [one.grade for one in page.findings][:1]
        ['fact']
        """
        if name not in REPORTS:
            raise ParameterError(f"There is no report {name!r}. There are: {', '.join(REPORTS)}.")
        checked = _checked(name, area, parameters)
        readings = parameters_of(name).readings(area)
        read = [self._source.read(tables, of) for tables, of in readings]
        frames, report = reduce(joined, read), report_of(name)
        page = report.page(frames, checked, origins, language)
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
    """
    return Store(address, open_source(address))


@dataclass(frozen=True)
class Results:
    """Results of a batch: what its reports found, an area a folder.

    Attributes
    ----------
    folder : Path
        Folder of the outputs.
    """

    folder: Path

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas that have results of any report."""
        return tuple(sorted({path.parent.name for path in self.folder.glob(f"*/*{RESULTS}")}))

    def country(
        self,
        area: str,
        *,
        origins: Mapping[str, str] | None = None,
        language: str = "en",
        **parameters: Any,  # noqa: ANN401 - checked by the model
    ) -> Page:
        """Put what the reports of an area found on one page.

        Parameters
        ----------
        area : str
            ISO 3166 alpha-3 code, a GSP region or WORLD.
        origins : mapping of str to str, optional
            Where the values that are not defaults come from.
        language : str
            Language of the page; findings stand as they were published.
        **parameters
            Parameters of the country page, as in `most_messages=5`.

        Returns
        -------
        Page
            As a report gives it; without results it says that there are none.

        Raises
        ------
        ParameterError
            If a parameter is unknown or does not fit.
        ReportError
            If a results.json cannot be read.
        """
        checked = _checked(COUNTRY, area, parameters)
        return report_of(COUNTRY).page(gather(self.folder / area), checked, origins, language)


def open_results(folder: str | Path) -> Results:
    """Open the outputs of a batch.

    Parameters
    ----------
    folder : str or Path
        Folder that a batch wrote to.

    Returns
    -------
    Results
        Its areas, and a page of each.

    Raises
    ------
    ReportError
        If there is no such folder.
    """
    if not Path(folder).is_dir():
        raise ReportError(f"There is no folder {folder}. Give the folder that a batch wrote to.")
    return Results(Path(folder))


def compare(old: str | Path, new: str | Path, language: str = "en") -> HtmlTable:
    """Compare two editions of reports.

    Parameters
    ----------
    old, new : str or Path
        Folders that two batches wrote to.
    language : str
        Language of the table; findings stand as they were published.

    Returns
    -------
    HtmlTable
        A row a difference: both sentences, and what can have caused it. `.frame` has it as a frame.

    Raises
    ------
    ReportError
        If one of them is no folder with results.
    """
    return as_table(comparison.compare(Path(old), Path(new)), words_of(language))


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
    """
    known = [*parameters_of(report).Parameters.model_fields, ORIGINS]
    return {name: names[name] for name in known if name in names}


def _checked(report: str, area: str, parameters: Mapping[str, Any]) -> BaseModel:
    """Check the parameters of a report."""
    try:
        return parameters_of(report).Parameters(area=area, **parameters)
    except ValidationError as error:
        raise ParameterError(_told(error)) from error


def _told(error: ValidationError) -> str:
    """Say what is wrong with parameters, one a line."""
    found = (
        f"{'.'.join(map(str, one['loc']))}: {str(one['msg']).removeprefix('Value error, ')}"
        for one in error.errors()
    )
    return "; ".join(found)
