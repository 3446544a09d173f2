"""Puts the tables of a country together by area: what does not match or stands twice is listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from workbench.findings import Kind, LeftOut
from workbench.findings.rows import Table, count, row, text
from workbench.inputs.health.placing import placed_samples
from workbench.inputs.tables import Frames

BY_AREA: tuple[Kind, ...] = ("population", "outcomes", "covariates")
COUNTED: tuple[Kind, ...] = ("population", "outcomes")
IS_PARENT = "other areas are its parts: its people and cases are theirs"
ALL = "all"
CELL = ["area_id", "year"]
WHAT = {"population": "people", "outcomes": "cases", "covariates": "covariates"}


@row
class LinkedTable:
    """Rows of a table of the store that could be linked to an area."""

    what: str = text("what was linked to areas", "What")
    n_read: int = count("rows read", "Rows read")
    n_linked: int = count("rows in an area that is known", "Linked")
    n_areas: int = count("areas with any", "Areas")
    years: str = text("years", "Years")


STEPS = Table("steps", LinkedTable, "What was linked", "No health data by area.")


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
    left_out : tuple of LeftOut
        What is in no area that is known.
    """

    population: pd.DataFrame
    outcomes: pd.DataFrame
    covariates: pd.DataFrame
    reference_rates: pd.DataFrame
    samples: pd.DataFrame
    areas: pd.DataFrame
    neighbours: pd.DataFrame
    steps: Mapping[str, LinkedTable]
    left_out: tuple[LeftOut, ...]

    @property
    def outcomes_on_file(self) -> list[str]:
        """Outcomes that cases were counted of, in alphabetical order."""
        return sorted(self.outcomes["outcome"].unique())


def linked(data: Frames) -> Linked:
    """Link the tables of a country by area.

    Parameters
    ----------
    data : Frames
        What the store gives for the country.
    """
    whole = parents(data["areas"])
    own = data["areas"][~data["areas"]["area_id"].isin(whole)]
    areas = own.drop_duplicates("area_id").set_index("area_id")[["name", "parent_id"]]
    placed = placed_samples(data["measurements"], own, data["site_areas"])
    once = {name: without_repeats(name, data[name]) for name in COUNTED}
    read = {name: data[name] for name in BY_AREA} | {"samples": placed.samples}
    read |= {name: rows for name, (rows, _) in once.items()}
    kept = {name: rows[rows["area_id"].isin(areas.index)] for name, rows in read.items()}
    links = data["neighbours"]
    both = links["area_id"].isin(areas.index) & links["neighbour_id"].isin(areas.index)
    n_read = {name: len(data[name]) for name in BY_AREA} | {"samples": len(placed.samples)}
    steps = [_step(name, n_read[name], kept[name]) for name in read]
    lost = [entry for name in BY_AREA for entry in _unlinked(name, read[name], areas.index)]
    return Linked(
        **kept,
        reference_rates=data["reference_rates"],
        areas=areas,
        neighbours=links[both][["area_id", "neighbour_id"]],
        steps={one.what: one for one in steps},
        left_out=(
            *(entry for _, entries in once.values() for entry in entries),
            *(LeftOut("areas", area, IS_PARENT, 1) for area in sorted(whole)),
            *lost,
            *placed.left_out,
        ),
    )


def without_repeats(name: Kind, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[LeftOut]]:
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
    list of LeftOut
        How many rows were left out, by reason.
    """
    of = [*CELL, "outcome"] if "outcome" in rows else CELL
    reasons = pd.Series("", index=rows.index)
    for column, parts in (("sex", "women and men"), ("age_band", "ages")):
        whole = rows[column] == ALL
        with_parts = (~whole).groupby([rows[key] for key in of]).transform("any")
        why = f"a total of all {parts} beside rows of each"
        reasons = reasons.mask((reasons == "") & whole & with_parts, why)
    if "source" in rows:
        named = rows["source"].fillna("")
        first = named.groupby([rows[key] for key in of]).transform("min")
        other = (named != first) & (reasons == "")
        reasons = reasons.mask(other, "another register of the same area, year and outcome")
    counts = reasons[reasons != ""].value_counts().sort_index()
    left_out = [LeftOut(name, name, str(why), int(n)) for why, n in counts.items()]
    return rows[reasons == ""], left_out


def parents(areas: pd.DataFrame) -> set[str]:
    """Areas that others on file are a part of: their people and cases are those of their parts."""
    return set(areas["area_id"]) & set(areas["parent_id"].dropna())


def _step(name: str, n_read: int, kept: pd.DataFrame) -> LinkedTable:
    """Count the rows of a table that were linked."""
    return LinkedTable(
        what=WHAT.get(name, name),
        n_read=n_read,
        n_linked=len(kept),
        n_areas=kept["area_id"].nunique(),
        years=span(kept["year"]) if "year" in kept else "",
    )


def span(years: pd.Series) -> str:
    """First and last year, once where they are the same; empty without any."""
    return " to ".join(dict.fromkeys(map(str, (years.min(), years.max())))) if len(years) else ""


def _unlinked(name: Kind, rows: pd.DataFrame, known: pd.Index) -> list[LeftOut]:
    """Rows whose area is not among the areas, by area."""
    unknown = rows[~rows["area_id"].isin(known)]
    return [
        LeftOut(name, str(area), f"{WHAT[name]} of an area that the table areas does not know", n)
        for area, n in unknown.groupby("area_id").size().items()
    ]
