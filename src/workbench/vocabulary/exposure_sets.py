"""How people come into contact with soil: receptors and their factors, in named sets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbench.vocabulary.table import read_rows, unknown

ALL = "all"


@dataclass(frozen=True)
class Receptor:
    """Who is exposed, and how much.

    Attributes
    ----------
    name : str
        As `child`.
    soil_mg_day : float
        Soil that is swallowed. [mg/d]
    days_per_year, years, hours_per_day : float
        How often and how long.
    body_weight_kg : float
    skin_cm2_day : float
        Skin that soil gets onto. [cm2/d]
    adherence_mg_cm2 : float
        Soil that stays on the skin. [mg/cm2]
    age_from, age_to : float
        Ages in which the exposure takes place. [year]
    """

    name: str
    soil_mg_day: float
    days_per_year: float
    years: float
    body_weight_kg: float
    skin_cm2_day: float
    adherence_mg_cm2: float
    hours_per_day: float
    age_from: float
    age_to: float


@dataclass(frozen=True)
class ExposureSet:
    """Receptors of one set, in order of age; together they are one life.

    `dust_m3_kg` is the volume of air with 1 kg of soil as dust, `lifetime_years` what the risk
    of cancer is averaged over.
    """

    exposure_set: str
    name: str
    receptors: tuple[Receptor, ...]
    lifetime_years: float
    dust_m3_kg: float
    sources: tuple[str, ...]
    verified: str


@cache
def exposure_sets() -> dict[str, ExposureSet]:
    """All sets by id."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in read_rows("exposure_sets"):
        rows.setdefault(row["exposure_set"], []).append(row)
    return {name: _exposure_set(group) for name, group in rows.items()}


def exposure_set(name: str) -> ExposureSet:
    """Look a set up by its id.

    Raises
    ------
    VocabularyError
        If there is none of that id; the message names the nearest.

    Examples
    --------
    >>> [one.name for one in exposure_set("EPA-RESIDENT-2014").receptors]
    ['child', 'adult']
    """
    known = exposure_sets()
    if name not in known:
        raise unknown("exposure set", name, {one.exposure_set: one.name for one in known.values()})
    return known[name]


def _exposure_set(rows: list[dict[str, str]]) -> ExposureSet:
    """Put the rows of one set together."""
    numbers: dict[str, dict[str, float]] = {}
    for row in rows:
        numbers.setdefault(row["receptor"], {})[row["parameter"]] = float(row["value"])
    shared = numbers.pop(ALL)
    standing = {row["verified"] for row in rows}
    return ExposureSet(
        exposure_set=rows[0]["exposure_set"],
        name=rows[0]["name"],
        receptors=tuple(Receptor(name=name, **values) for name, values in numbers.items()),
        lifetime_years=shared["lifetime_years"],
        dust_m3_kg=shared["dust_m3_kg"],
        sources=tuple(dict.fromkeys(row["source"] for row in rows)),
        verified=standing.pop() if len(standing) == 1 else "partial",
    )
