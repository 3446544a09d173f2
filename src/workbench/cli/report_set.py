"""What a batch has to know of our reports: parameters, what they read, and what makes their pages.

It is handed to the batch, which imports no report and no store (`batch.page.project.ReportSet`).
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.batch.page.project import Project, find_folder
from workbench.findings.published import read_results
from workbench.reports import ALL_REPORTS, COUNTRY, parameters_of
from workbench.reports.country.states import state_of
from workbench.reports.country.tiles import report_state
from workbench.store.index import EXAMPLE, INDEX, folder_of, read_index
from workbench.store.reading import open_store
from workbench.store.state import area_states
from workbench.vocabulary.places import is_country, members

if TYPE_CHECKING:
    from pydantic import BaseModel

PACKAGE = Path(__file__).parents[1]
THRESHOLDS = Path("vocabulary", "tables", "thresholds.csv")
MADE_OF = {".py", ".csv", ".topojson", ".ftl", ".md"}
DRIVES = (
    "batch/drive",
    "batch/release",
    "cli",
)  # folders, and files of words of these names, that make no page
# What reports import when they first need it, and tables that they read; not pyproj, nor what
# imports it: PROJ then opens its database, which must not be carried over a fork.
LOADED = (
    "workbench.desk.results",
    "workbench.words.wording:words_of",
    "workbench.vocabulary.laws.thresholds:sets",
    "matplotlib.pyplot",
    "pymannkendall",
    "seaborn",
    "shapely",
)
CHARTS = "presentation/charts"
Reading = tuple[tuple[str, ...], str]  # tables, and the area that they are read of


@dataclass(frozen=True)
class SoilReports:
    """The reports of this package, as a batch sees them.

    Attributes
    ----------
    package : Path
        Folder of the package, whose code and tables pages are made of.
    """

    package: Path = PACKAGE

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the reports."""
        return ALL_REPORTS

    @property
    def of_results(self) -> tuple[str, ...]:
        """The country page is made of the results of the reports."""
        return (COUNTRY,)

    @property
    def embedded(self) -> str:
        """Name of the store of the fictional countries, which is part of the package."""
        return EXAMPLE

    @property
    def modules(self) -> tuple[str, ...]:
        """Modules that the notebooks import, and functions that read what reports look up."""
        charts = (path.stem for path in sorted((self.package / CHARTS).glob("[!_]*.py")))
        return (
            *LOADED,
            *(f"workbench.reports.{name}.report" for name in self.names),
            *(f"workbench.{CHARTS.replace('/', '.')}.{name}" for name in charts),
        )

    def parameters(self, report: str) -> type[BaseModel]:
        """Model of the parameters of a report."""
        return parameters_of(report).Parameters

    def can_be_about(self, report: str, area: str) -> bool:
        """Whether a report is made of an area: one that is on a country is not made of a region."""
        return is_country(area) or not parameters_of(report).ONE_COUNTRY

    def areas(self, store: str) -> tuple[str, ...]:
        """Countries with rows in a store.

        Raises
        ------
        StoreError
            If there is no such store.
        """
        return tuple(open_store(store).areas())

    def data_hashes(
        self, store: str, wanted: Sequence[tuple[str, Mapping[str, Any]]]
    ) -> list[dict[str, str]]:
        """Hash the rows and the thresholds that each page reads or shows.

        Parameters
        ----------
        store : str
            Address of the store.
        wanted : sequence of (str, mapping)
            Report, and the values of its parameters.

        Returns
        -------
        list of dict of str
            `data` and `thresholds` of each.

        Raises
        ------
        StoreError
            If there is no such store.
        """
        readings = [readings_of(report, str(values["area"])) for report, values in wanted]
        states = _states(store, readings)
        rows = _by_country(self.package / THRESHOLDS)
        laws = [
            _laws(of_one[0][1], values)
            for of_one, (_, values) in zip(readings, wanted, strict=True)
        ]
        of_laws = {law: _hash([rows[iso3] for iso3 in law if iso3 in rows]) for law in set(laws)}
        return [
            {"thresholds": of_laws[law], "data": _hash([states[reading] for reading in of_one])}
            for of_one, law in zip(readings, laws, strict=True)
        ]

    def code(self, report: str) -> dict[str, Path]:
        """Files of the package that the pages of a report are made of.

        Other reports and what only drives a batch have no part in them, nor have thresholds, which
        are hashed by country.

        Parameters
        ----------
        report : str
            Name of the report.

        Returns
        -------
        dict of Path
            By their name within the package.
        """
        found = (path for path in self.package.rglob("*") if path.suffix in MADE_OF)
        files = {path.relative_to(self.package).as_posix(): path for path in found}
        others = [
            f"reports/{name}" for name in _folders(self.package / "reports") if name != report
        ]
        apart = {Path(folder).name for folder in (*DRIVES, *others)}
        return {
            name: path
            for name, path in files.items()
            if not any(name.startswith(f"{folder}/") for folder in (*DRIVES, *others))
            and not (name.startswith("words/") and path.stem in apart)
            and name != THRESHOLDS.as_posix()
        }

    def comes_to(self, results: Path) -> tuple[str, str, str]:
        """State that a report comes to by its key messages, and what the foremost of them says.

        Parameters
        ----------
        results : Path
            Its results.json.

        Returns
        -------
        tuple of str
            State, as tiles of the country page have it, grade and sentence.

        Raises
        ------
        ReportError
            If the file cannot be read.
        """
        result = read_results(results)
        found = report_state(result)
        told = (one.sentence for one in result.key if state_of(one) == found.state)
        return found.state, found.certainty, next(told, found.answer)

    def store_files(self, store: str) -> dict[str, Path | None]:
        """Index of a store; None where the hashes in it are of counts of people.

        Parameters
        ----------
        store : str
            Address of the store.

        Returns
        -------
        dict
            One file by its name.

        Raises
        ------
        StoreError
            If there is no such store.
        """
        folder = folder_of(store)
        return {INDEX: None if read_index(folder).has_confidential() else folder / INDEX}


def checkout(start: Path) -> Project:
    """Find the checkout around a folder, with the reports of this package.

    Parameters
    ----------
    start : Path
        Where to begin.

    Returns
    -------
    Project
        The checkout.

    Raises
    ------
    ParameterError
        If neither the folder nor any above it is one.
    """
    return Project(find_folder(start), SoilReports())


def readings_of(report: str, area: str) -> tuple[Reading, ...]:
    """Tables and area of each read of a page: it may show others, and more of its own.

    Parameters
    ----------
    report, area : str
        The page.

    Returns
    -------
    tuple of (tuple of str, str)
        Tables, and the area that they are read of; the first is all that the page shows.
    """
    return tuple(reading for reading in parameters_of(report).readings(area) if reading[0])


def _folders(folder: Path) -> list[str]:
    """Names of the folders in a folder."""
    return [path.name for path in folder.iterdir() if path.is_dir()]


def _states(store: str, readings: Iterable[tuple[Reading, ...]]) -> dict[Reading, str]:
    """State of the data of each read; each set of tables is asked once."""
    areas: dict[tuple[str, ...], dict[str, None]] = {}
    for tables, area in (reading for of_one in readings for reading in of_one):
        areas.setdefault(tables, {})[area] = None
    return {
        (tables, area): state
        for tables, found in areas.items()
        for area, state in area_states(store, tables, found).items()
    }


def _laws(shown: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Countries whose thresholds a page may compare with: those of all that it shows."""
    return tuple(sorted({*members(shown), str(values.get("reference_set", ""))}))


def _by_country(table: Path) -> dict[str, list[list[str]]]:
    """Rows of the table of thresholds by country, as the file has them now."""
    rows: dict[str, list[list[str]]] = {}
    with table.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        country = next(lines).index("iso3")
        for line in lines:
            rows.setdefault(line[country], []).append(line)
    return rows


def _hash(content: list[Any]) -> str:
    """Hash of plain content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
