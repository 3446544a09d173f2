"""Puts the tables of a country together by area; what does not match is counted and listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from workbench.findings import Kind
from workbench.findings.excluded import Excluded, Named
from workbench.findings.rows import Phrase, code, count, phrase, row, text
from workbench.inputs.areas.placing import placed_samples
from workbench.methods.rates.age_bands import ALL
from workbench.reports.health.basis.given import (
    CELL,
    GivenCases,
    GivenPeople,
    cases_of,
    in_groups,
    person_years,
)
from workbench.reports.health.phrases import StudyYears
from workbench.reports.report import span
from workbench.store.frames import Frames
from workbench.store.measurements import Measurements, SiteAreas
from workbench.store.people import AreaNeighbours, Areas, Outcomes
from workbench.store.schema import KEYS


@row
class TotalBesideParts(Phrase):
    """A total where its parts are given too."""

    parts: str = code("parts", "its parts")


@row
class OtherRegister(Phrase):
    """Another register of the same area, year and outcome."""


@row
class InTwoFiles(Phrase):
    """The same rows in two files."""

    file: str = text("file whose rows are not used")
    taken: str = text("file whose rows are used")


def without_repeats(name: Kind, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Excluded]]:
    """Leave out what would count a person or a case twice.

    Parameters
    ----------
    name : str
        `population` or `outcomes`.
    rows : DataFrame
        Rows of that table.

    Returns
    -------
    DataFrame
        Rows that count each once.
    list of Excluded
        How many rows were left out, by reason.
    """
    of = [*CELL, Outcomes.outcome] if Outcomes.outcome in rows else CELL
    left: list[tuple[Phrase, pd.Series]] = []
    used = pd.Series(data=True, index=rows.index)
    parts_of = {Outcomes.sex: "sexes", Outcomes.age_band: "ages", Outcomes.stratum: "groups"}
    for column, parts in parts_of.items():
        whole = rows[column] == ALL
        with_parts = (~whole).groupby([rows[key] for key in of]).transform("any")
        left.append((TotalBesideParts(parts=parts), used & whole & with_parts))
        used &= ~left[-1][1]
    if Outcomes.source in rows:
        named = rows[Outcomes.source].fillna("")
        first = named.groupby([rows[key] for key in of]).transform("min")
        left.append((OtherRegister(), used & (named != first)))
        used &= ~left[-1][1]
    counts = sorted(((why, int(flags.sum())) for why, flags in left), key=lambda one: str(one[0]))
    return rows[used], [_excluded(name, why, n) for why, n in counts if n]


def _excluded(name: Kind, why: Phrase, n_rows: int) -> Excluded:
    """Rows of a table that are left out for a reason."""
    return Excluded(what=Named(name=name), kind=name, why=why, count=n_rows)


def of_one_file(name: Kind, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[Excluded]]:
    """Leave out rows that another file gives too: those of the last file by name are taken.

    Which is newer is not recorded; editions are mostly named by their year. Added up, they would
    count each person and case twice.

    Parameters
    ----------
    name : str
        `population`, `outcomes`, `covariates` or `reference_rates`.
    rows : DataFrame
        Rows of that table.

    Returns
    -------
    DataFrame
        Rows of which none is of two files.
    list of Excluded
        How many rows were left out, by their files.
    """
    if rows.empty:
        return rows, []
    files, key = rows[Outcomes.source_file], [rows[column].fillna("") for column in KEYS[name]]
    taken = files.groupby(key).transform("max")
    other = files != taken
    pairs = sorted(Counter(zip(files[other], taken[other], strict=True)).items())
    left_out = [
        _excluded(name, InTwoFiles(file=str(file), taken=str(last)), n) for (file, last), n in pairs
    ]
    return rows[~other], left_out


def parents(areas: pd.DataFrame) -> set[str]:
    """Areas that others are a part of: their people and cases are those of their parts."""
    return set(areas[Areas.area_id]) & set(areas[Areas.parent_id].dropna())


BY_AREA: tuple[Kind, ...] = ("population", "outcomes", "covariates")
COUNTED: tuple[Kind, ...] = ("population", "outcomes")
KEYED: tuple[Kind, ...] = (*BY_AREA, "reference_rates")
WHAT = {"population": "people", "outcomes": "cases", "covariates": "covariates"}


@row
class IsParent(Phrase):
    """Other areas are parts of this one."""


@row
class AreaNotListed(Phrase):
    """Rows of an area that is not among the areas."""

    rows: str = code("linked", "what they count")


@row
class LinkedTable:
    """Rows of a table of the store that could be linked to an area."""

    what: str = code("linked", "what was linked to areas", "What")
    n_read: int = count("rows read", "Rows read")
    n_linked: int = count("rows in an area that is known", "Linked")
    n_areas: int = count("areas with any", "Areas")
    years: StudyYears | None = phrase("years", "Years")


@dataclass(frozen=True)
class Linked:
    """Tables of a country, each row in an area that is known.

    Attributes
    ----------
    population, outcomes, covariates, reference_rates : DataFrame
        Tables of the store.
    samples : DataFrame
        Measurements in soil with their `area_id`.
    areas : DataFrame
        By area_id: name, parent_id.
    neighbours : DataFrame
        area_id and neighbour_id, both known.
    steps : mapping of str to LinkedTable
        Rows read and linked of each table.
    left_out : tuple of Excluded
        What is in no area that is known.
    repeated : tuple of Excluded
        Of what is left out, what two files or two registers give.
    people, cases : GivenPeople, GivenCases
        How population and outcomes came to their person-years and cases.
    """

    population: pd.DataFrame
    outcomes: pd.DataFrame
    covariates: pd.DataFrame
    reference_rates: pd.DataFrame
    samples: pd.DataFrame
    areas: pd.DataFrame
    neighbours: pd.DataFrame
    steps: Mapping[str, LinkedTable]
    left_out: tuple[Excluded, ...]
    repeated: tuple[Excluded, ...]
    people: GivenPeople
    cases: GivenCases

    @property
    def outcomes_recorded(self) -> list[str]:
        """Outcomes that cases were counted of, in alphabetical order."""
        return sorted(self.outcomes[Outcomes.outcome].unique())

    @property
    def countable(self) -> list[str]:
        """Outcomes that can be counted: without people or expected cases there is no rate."""
        if not self.population.empty:
            return self.outcomes_recorded
        expected = self.outcomes[Outcomes.expected].notna()
        is_given = expected.groupby(self.outcomes[Outcomes.outcome]).all()
        return [name for name in self.outcomes_recorded if is_given[name]]


def linked(data: Frames) -> Linked:
    """Link the tables of a country by area.

    Parameters
    ----------
    data : Frames
        What the store gives for the country.

    Returns
    -------
    Linked
        Rows in known areas, and the others with their reason.
    """
    listed = data[Areas.table]
    whole = parents(listed)
    own = listed[~listed[Areas.area_id].isin(whole)]
    areas = own.drop_duplicates(Areas.area_id).set_index(Areas.area_id)[
        [Areas.name, Areas.parent_id]
    ]
    placed = placed_samples(data[Measurements.table], own, data[SiteAreas.table])
    once = _counted_once(data)
    people, cases = once.people, once.cases
    read: dict[str, pd.DataFrame] = {**once.rows, "outcomes": cases.rows}
    read["samples"] = placed.samples
    kept = {name: rows[rows[Areas.area_id].isin(areas.index)] for name, rows in read.items()}
    n_read = {name: len(data[name]) for name in BY_AREA} | {"samples": len(placed.samples)}
    steps = [_step(name, n_read[name], kept[name]) for name in read]
    lost = [entry for name in BY_AREA for entry in _unlinked(name, read[name], areas.index)]
    kept["population"] = people.rows[people.rows[Areas.area_id].isin(areas.index)]
    return Linked(
        **kept,
        reference_rates=in_groups(once.reference_rates),
        areas=areas,
        neighbours=_links(data, areas.index),
        steps={one.what: one for one in steps},
        left_out=(
            *once.left_out,
            *cases.left_out,
            *(_parent(area) for area in sorted(whole)),
            *lost,
            *placed.left_out,
        ),
        repeated=once.repeated,
        people=people,
        cases=cases,
    )


@dataclass(frozen=True)
class _Once:
    """Tables of which each row counts once, and what was left out of them."""

    rows: Mapping[str, pd.DataFrame]
    reference_rates: pd.DataFrame
    people: GivenPeople
    cases: GivenCases
    left_out: tuple[Excluded, ...]
    repeated: tuple[Excluded, ...]


def _counted_once(data: Frames) -> _Once:
    """Leave out what two files or two registers give, and make person-years and cases."""
    first = {name: of_one_file(name, data[name]) for name in KEYED}
    once = {name: without_repeats(name, in_groups(first[name][0])) for name in COUNTED}
    outcomes = once["outcomes"][0]
    people = person_years(once["population"][0], sorted(outcomes[Outcomes.year].unique()))
    in_two_files = [entry for _, entries in first.values() for entry in entries]
    beside = [entry for _, entries in once.values() for entry in entries]
    twice = [entry for entry in beside if isinstance(entry.why, OtherRegister)]
    rows: dict[str, pd.DataFrame] = {name: first[name][0] for name in BY_AREA}
    rows |= {name: one for name, (one, _) in once.items()}
    return _Once(
        rows,
        first["reference_rates"][0],
        people,
        cases_of(outcomes, people.rows),
        (*in_two_files, *beside),
        (*in_two_files, *twice),
    )


def _links(data: Frames, known: pd.Index) -> pd.DataFrame:
    """Pairs of neighbours of which both are known."""
    links = data[AreaNeighbours.table][[AreaNeighbours.area_id, AreaNeighbours.neighbour_id]]
    return links[links.isin(set(known)).all(axis=1)]


def _step(name: str, n_read: int, kept: pd.DataFrame) -> LinkedTable:
    """Count the rows of a table that were linked."""
    return LinkedTable(
        what=WHAT.get(name, name),
        n_read=n_read,
        n_linked=len(kept),
        n_areas=kept[Areas.area_id].nunique(),
        years=span(StudyYears, kept[Outcomes.year]) if "year" in kept else None,
    )


def _parent(area: str) -> Excluded:
    """Leave out an area that is made up of others."""
    return Excluded(what=Named(name=area), kind="areas", why=IsParent(), count=1)


def _unlinked(name: Kind, rows: pd.DataFrame, known: pd.Index) -> list[Excluded]:
    """Rows whose area is not among the areas, by area."""
    unknown = rows[~rows[Areas.area_id].isin(known)]
    why = AreaNotListed(rows=WHAT[name])
    return [
        Excluded(what=Named(name=str(area)), kind=name, why=why, count=int(n))
        for area, n in unknown.groupby(Areas.area_id).size().items()
    ]
