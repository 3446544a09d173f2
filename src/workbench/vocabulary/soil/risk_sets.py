"""Toxicity values of substances in dated sets, and the organs that they are about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbench.vocabulary.table import read_rows, unknown

UNREAD = "no"


@dataclass(frozen=True)
class RiskSet:
    """A set of toxicity values, used as a whole and by its name."""

    risk_set: str
    name: str
    valid_from: str
    valid_to: str
    note: str
    source: str
    verified: str


@dataclass(frozen=True)
class RiskValue:
    """One value; `adaf` says of factors for age whether to `apply` them, `included` or `none`."""

    risk_set: str
    substance: str
    parameter: str
    value: float
    unit: str
    adaf: str
    source: str
    verified: str


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


@cache
def risk_sets() -> dict[str, RiskSet]:
    """All sets by id."""
    return {row["risk_set"]: RiskSet(**row) for row in read_rows("risk_sets")}


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
    if risk_set not in risk_sets():
        raise unknown("risk set", risk_set, {name: one.name for name, one in risk_sets().items()})
    return tuple(
        RiskValue(
            row["risk_set"],
            row["substance"],
            row["parameter"],
            float(row["value"]),
            row["unit"],
            row["adaf"],
            row["source"],
            row["verified"],
        )
        for row in read_rows("risk_values")
        if row["risk_set"] == risk_set
    )


def toxicity(substance: str, risk_set: str, *, unverified: bool = False) -> Toxicity:
    """Values of a substance in a set; one without any has None in all of them.

    Lead has no reference dose and gets none: see `screening_level`.

    Parameters
    ----------
    substance, risk_set : str
        Code of the vocabulary, and id of the set.
    unverified : bool
        Whether values may be taken that nobody compared with their source.

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
    return {row["substance"]: tuple(row["organs"].split(";")) for row in read_rows("target_organs")}
