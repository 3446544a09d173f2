"""Puts the tables of a country together by area; what does not match is counted and listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from workbench.findings import Kind
from workbench.findings.excluded import Excluded, Named
from workbench.findings.rows import Phrase, code, count, phrase, row
from workbench.inputs.areas.placing import placed_samples
from workbench.reports.health.basis.repeats import of_one_file, parents, without_repeats
from workbench.reports.health.phrases import StudyYears, years_of
from workbench.store.measurements import Measurements, SiteAreas
from workbench.store.people import AreaNeighbours, Areas, Outcomes
from workbench.store.tables import Frames

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
        Of what is left out, what two files give.
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
    repeated: tuple[Excluded, ...] = ()

    @property
    def outcomes_recorded(self) -> list[str]:
        """Outcomes that cases were counted of, in alphabetical order."""
        return sorted(self.outcomes[Outcomes.outcome].unique())


def linked(data: Frames) -> Linked:
    """Link the tables of a country by area.

    Parameters
    ----------
    data : Frames
        What the store gives for the country.
    """
    listed = data[Areas.table]
    whole = parents(listed)
    own = listed[~listed[Areas.area_id].isin(whole)]
    areas = own.drop_duplicates(Areas.area_id).set_index(Areas.area_id)[
        [Areas.name, Areas.parent_id]
    ]
    placed = placed_samples(data[Measurements.table], own, data[SiteAreas.table])
    first = {name: of_one_file(name, data[name]) for name in KEYED}
    once = {name: without_repeats(name, first[name][0]) for name in COUNTED}
    read = {name: first[name][0] for name in BY_AREA} | {"samples": placed.samples}
    read |= {name: rows for name, (rows, _) in once.items()}
    repeated = [entry for _, entries in first.values() for entry in entries]
    kept = {name: rows[rows[Areas.area_id].isin(areas.index)] for name, rows in read.items()}
    links = data[AreaNeighbours.table]
    both = links[AreaNeighbours.area_id].isin(areas.index) & links[
        AreaNeighbours.neighbour_id
    ].isin(areas.index)
    n_read = {name: len(data[name]) for name in BY_AREA} | {"samples": len(placed.samples)}
    steps = [_step(name, n_read[name], kept[name]) for name in read]
    lost = [entry for name in BY_AREA for entry in _unlinked(name, read[name], areas.index)]
    return Linked(
        **kept,
        reference_rates=first["reference_rates"][0],
        areas=areas,
        neighbours=links[both][[AreaNeighbours.area_id, AreaNeighbours.neighbour_id]],
        steps={one.what: one for one in steps},
        left_out=(
            *repeated,
            *(entry for _, entries in once.values() for entry in entries),
            *(_parent(area) for area in sorted(whole)),
            *lost,
            *placed.left_out,
        ),
        repeated=tuple(repeated),
    )


def _step(name: str, n_read: int, kept: pd.DataFrame) -> LinkedTable:
    """Count the rows of a table that were linked."""
    return LinkedTable(
        what=WHAT.get(name, name),
        n_read=n_read,
        n_linked=len(kept),
        n_areas=kept[Areas.area_id].nunique(),
        years=span(kept[Outcomes.year]) if "year" in kept else None,
    )


def span(years: pd.Series) -> StudyYears | None:
    """First and last year; None without any."""
    return years_of(int(years.min()), int(years.max())) if len(years) else None


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
