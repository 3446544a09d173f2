"""Toxicity of substances in dated sets, its organs, and how people are exposed to soil."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from workbench.vocabulary.fields import Given, Standing
from workbench.vocabulary.table import CsvTable, Grouped

UNREAD = "no"


@dataclass(frozen=True)
class RiskSet:
    """A set of toxicity values, used as a whole and by its name."""

    risk_set: str
    name: str
    valid_from: str
    valid_to: str
    note: str
    source: Given
    verified: Standing


@dataclass(frozen=True)
class RiskValue:
    """One value; `adaf` says of factors for age whether to `apply` them, `included` or `none`."""

    risk_set: str
    substance: str
    parameter: str
    value: float
    unit: Given
    adaf: Literal["", "apply", "included", "none"]
    source: Given
    verified: Standing


@dataclass(frozen=True)
class ProtectedOrgans:
    """Organs that the reference dose of a substance protects."""

    substance: str
    organs: tuple[str, ...]
    source: Given
    verified: Standing


@dataclass(frozen=True)
class PlantUptake:
    """Content of a plant over that of its soil, dry mass: leaves, and fruits, seeds and roots."""

    substance: str
    leaves: float
    fruits: float
    source: Given
    verified: Standing


@dataclass(frozen=True)
class Toxicity:
    """Values of one substance; None where there is none, or none that may be used.

    Attributes
    ----------
    substance, risk_set : str
        Code, and the set that the values are of.
    rfd_oral : float or None
        Reference dose. [mg/kg/d]
    sf_oral : float or None
        Slope factor. [1/(mg/kg/d)]
    rfc : float or None
        Reference concentration in air. [mg/m3]
    iur : float or None
        Unit risk of air. [1/(µg/m3)]
    abs_dermal, giabs : float or None
        Share that passes the skin, and the gut. [1]
    rba : float
        Bioavailability from soil, relative to the study of the dose; 1 where none is on file. [1]
    adaf : str
        Whether slope and unit risk are to be multiplied by factors for age: `apply`, `included`
        (they hold for a lifetime with its childhood, so never again) or `none`.
    organs : tuple of str
        What the reference dose protects.
    left_out : tuple of str
        Parameters on file that nobody compared with their source and that were not asked for.
    unread : tuple of str
        Parameters among those given that nobody compared with their source.
    """

    substance: str
    risk_set: str
    rfd_oral: float | None = None
    sf_oral: float | None = None
    rfc: float | None = None
    iur: float | None = None
    abs_dermal: float | None = None
    giabs: float | None = None
    rba: float = 1.0
    adaf: str = "none"
    organs: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


NUMBERS = ("rfd_oral", "sf_oral", "rfc", "iur", "abs_dermal", "giabs", "rba")


SETS = CsvTable("risk_sets", RiskSet, key="risk_set", kind="risk set")
risk_sets = SETS.by_key
"""All sets by id."""
VALUES = CsvTable("risk_values", RiskValue, key=("risk_set", "substance", "parameter"))
plant_uptake = CsvTable("plant_uptake", PlantUptake, key="substance").by_key
"""Uptake of each substance into plants; no row was read in its source.

Manganese has none: its reference dose on file is for soil, not for food."""
ORGANS = CsvTable("target_organs", ProtectedOrgans, key="substance")


def risk_values(risk_set: str) -> tuple[RiskValue, ...]:
    """All values of a set.

    Raises
    ------
    VocabularyError
        If there is no such set; the message names the nearest.

    Examples
    --------
    >>> arsenic = [one for one in risk_values("EPA-2025") if one.substance == "As"]
    >>> arsenic[0].parameter, arsenic[0].value
    ('rfd_oral', 6e-05)
    """
    SETS.find(risk_set)
    return VALUES.grouped("risk_set")[risk_set]


def toxicity(substance: str, risk_set: str, *, unverified: bool = False) -> Toxicity:
    """Values of a substance in a set; one without any has None in all of them.

    Lead has no reference dose and gets none: see `screening_level`.

    Parameters
    ----------
    substance, risk_set : str
        Code of the vocabulary, and id of the set.
    unverified : bool
        Whether values may be taken that nobody compared with their source.

    Returns
    -------
    Toxicity
        With the names of values that were left out or not read.

    Raises
    ------
    VocabularyError
        If there is no such set.

    Examples
    --------
    >>> toxicity("As", "EPA-2023").sf_oral, toxicity("As", "EPA-2025").sf_oral
    (1.5, 32.0)
    >>> toxicity("Pb", "EPA-2025").rfd_oral is None
    True
    """
    rows = [
        one
        for one in risk_values(risk_set)
        if one.substance == substance and one.parameter in NUMBERS
    ]
    taken = [one for one in rows if unverified or one.verified != UNREAD]
    numbers = {one.parameter: one.value for one in taken}
    ages = {one.adaf for one in taken if one.parameter in {"sf_oral", "iur"}}
    return Toxicity(
        substance=substance,
        risk_set=risk_set,
        rfd_oral=numbers.get("rfd_oral"),
        sf_oral=numbers.get("sf_oral"),
        rfc=numbers.get("rfc"),
        iur=numbers.get("iur"),
        abs_dermal=numbers.get("abs_dermal"),
        giabs=numbers.get("giabs"),
        rba=numbers.get("rba", 1.0),
        adaf=next(iter(ages), "none"),
        organs=target_organs().get(substance, ()),
        left_out=tuple(one.parameter for one in rows if one not in taken),
        unread=tuple(one.parameter for one in taken if one.verified == UNREAD),
    )


def screening_level(
    substance: str, risk_set: str, parameter: str = "screening_level"
) -> RiskValue | None:
    """Content of soil that a set screens a substance by, as lead; None where it has none.

    Parameters
    ----------
    substance, risk_set : str
        Code of the vocabulary, and id of the set.
    parameter : str
        `screening_level` or `removal_level`. [mg/kg]

    Returns
    -------
    RiskValue or None
        The level with its unit.

    Raises
    ------
    VocabularyError
        If there is no such set.

    Examples
    --------
    >>> [screening_level("Pb", name).value for name in ("EPA-2023", "EPA-2025")]
    [400.0, 200.0]
    """
    return next(
        (
            one
            for one in risk_values(risk_set)
            if (one.substance, one.parameter) == (substance, parameter)
        ),
        None,
    )


@cache
def target_organs() -> dict[str, tuple[str, ...]]:
    """Organs that the reference dose of each substance protects; no row was read in a source."""
    return {one.substance: one.organs for one in ORGANS.rows()}


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
    exposed_produce_kg_kg_day, other_produce_kg_kg_day : float
        Home produce that is eaten, leaves and fruits above the ground, and protected or below it;
        0 where none is. [kg dry mass/kg body weight/d]
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
    exposed_produce_kg_kg_day: float = 0.0
    other_produce_kg_kg_day: float = 0.0


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


@dataclass(frozen=True)
class ExposureFactor:
    """One number of a set; `receptor` is `all` for what its receptors share."""

    exposure_set: str
    name: Given
    receptor: Given
    parameter: str
    value: float
    unit: Given
    source: Given
    verified: Standing


def _exposure_set(rows: tuple[ExposureFactor, ...]) -> ExposureSet:
    """Put the rows of one set together."""
    numbers: dict[str, dict[str, float]] = {}
    for row in rows:
        numbers.setdefault(row.receptor, {})[row.parameter] = row.value
    shared = numbers.pop("all")
    standing = {row.verified for row in rows}
    return ExposureSet(
        exposure_set=rows[0].exposure_set,
        name=rows[0].name,
        receptors=tuple(Receptor(name=name, **values) for name, values in numbers.items()),
        lifetime_years=shared["lifetime_years"],
        dust_m3_kg=shared["dust_m3_kg"],
        sources=tuple(dict.fromkeys(row.source for row in rows)),
        verified=standing.pop() if len(standing) == 1 else "partial",
    )


FACTORS = CsvTable("exposure_sets", ExposureFactor, key=("exposure_set", "receptor", "parameter"))
EXPOSURE_SETS = Grouped(FACTORS, by="exposure_set", make=_exposure_set, kind="exposure set")
exposure_sets = EXPOSURE_SETS.by_key
"""All sets by id."""
exposure_set = EXPOSURE_SETS.find
"""Look a set up by its id; the error of an unknown one names the nearest."""
