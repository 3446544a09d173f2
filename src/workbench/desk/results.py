"""Results of a batch as an analyst uses them: the country page, and two editions compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from workbench.desk.stores import checked_parameters
from workbench.errors import ReportError
from workbench.findings import comparison
from workbench.findings.published import RESULTS
from workbench.presentation.html import HtmlTable
from workbench.presentation.page import Page
from workbench.presentation.shown_table import as_table
from workbench.reports import COUNTRY, report_of
from workbench.reports.country.gathered import gather
from workbench.vocabulary.places import place_name
from workbench.words.wording import words_of

AREA_COLUMNS = ("name", "reports")


@dataclass(frozen=True)
class Results:
    """Results of a batch: what its reports found, an area a folder.

    Attributes
    ----------
    folder : Path
        Folder of the outputs.
    """

    folder: Path

    def areas(self) -> pd.DataFrame:
        """List the areas that have results of any report.

        Returns
        -------
        DataFrame
            By code: `name`, and the `reports` that there are results of.

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> from workbench import open_store
        >>> with TemporaryDirectory() as folder:
        ...     page = open_store("example").report("trends", "XAB", substances=["Pb"])
        ...     page.publish(f"{folder}/XAB")
        ...     open_results(folder).areas().to_dict("index")
        {'XAB': {'name': 'Brackenmoor', 'reports': 'trends'}}
        """
        found: dict[str, list[str]] = {}
        for path in sorted(self.folder.glob(f"*/*{RESULTS}")):
            found.setdefault(path.parent.name, []).append(path.name.removesuffix(RESULTS))
        rows = [(place_name(area), ", ".join(names)) for area, names in found.items()]
        return pd.DataFrame(rows, index=[*found], columns=AREA_COLUMNS)

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

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     open_results(folder).country("XAB").result.status
        'no_data'
        """
        checked = checked_parameters(COUNTRY, area, parameters)
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

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     len(open_results(folder).areas())
    0
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

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from workbench import open_store
    >>> page = open_store("example").report("trends", "XAB", substances=["Pb"])
    >>> with TemporaryDirectory() as folder:
    ...     page.publish(f"{folder}/XAB")
    ...     len(compare(folder, folder).frame)
    0
    """
    return as_table(comparison.compare(Path(old), Path(new)), words_of(language))
