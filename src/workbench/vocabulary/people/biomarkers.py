"""Human biomonitoring: what is sampled, the units of its results, and values to compare with."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from workbench.errors import UnitError
from workbench.vocabulary.fields import Given, Standing
from workbench.vocabulary.table import CsvTable

HUMAN_MATRICES = ("blood", "plasma", "serum", "urine", "hair", "nails", "breast milk", "saliva")
PER_VOLUME, PER_CREATININE, PER_MASS = "µg/L", "µg/g creatinine", "µg/g"
BIOMARKER_UNITS = (PER_VOLUME, PER_CREATININE, PER_MASS)
MICROGRAMS = {"g": 1e6, "mg": 1e3, "µg": 1.0, "ug": 1.0, "mcg": 1.0, "ng": 1e-3, "pg": 1e-6}
LITRES = {"l": 1.0, "dl": 0.1, "cl": 0.01, "ml": 1e-3, "100ml": 0.1}
GRAMS = {"kg": 1e3, "g": 1.0, "mg": 1e-3}
CREATININE = re.compile(r"\(?(?:of|de)?(?:cr[eé]atinin[ea]?|kreatinin|cr[eé]at|crea|cr)\.?\)?")
AMOUNT = re.compile(r"(?P<mass>[a-zµ]+)/(?P<per>[a-z0-9]+)")
IN_MOLES = re.compile(r"[nµup]?mol|mmol")


@dataclass(frozen=True)
class GuidanceValue:
    """A value that results of biomonitoring are compared with.

    Attributes
    ----------
    row_id : str
        Number of the row.
    issuer, substance, matrix, level : str
        Who set it, for what, and as what: HBM-I, HBM-II, HBM-GV, RV95 or a reference value.
    value, unit : float, str
        The value in one of `BIOMARKER_UNITS`.
    population : str
        Whom it holds for, in words.
    group : {"general", "workers"}
        Whether it is of the population, or of those who work with the substance.
    age_from, age_to : int or None
        First and last completed year of age; None without an end.
    sex : {"F", "M", ""}
        Sex that it holds for; empty: both.
    health_based : bool
        Whether it rests on effects on health; else it tells only what is usual somewhere.
    status : {"current", "dated", "superseded", "rescinded"}
        Whether it may be used; a dated one is a statistic of an old survey.
    note, source : str
        What else is known of it, and where it was read.
    verified : {"yes", "partial", "no"}
        Whether it was read there.
    """

    row_id: Given
    issuer: Given
    substance: Given
    matrix: Given
    level: Literal["HBM-I", "HBM-II", "HBM-GV", "RV95", "reference value"]
    value: float
    unit: Given
    population: Given
    group: Literal["general", "workers"]
    age_from: int | None
    age_to: int | None
    sex: Literal["F", "M", ""]
    health_based: bool
    status: Literal["current", "dated", "superseded", "rescinded"]
    note: str
    source: Given
    verified: Standing

    @property
    def is_withdrawn(self) -> bool:
        """Whether its issuer no longer stands by it."""
        return self.status in {"superseded", "rescinded"}


GUIDANCE_VALUES = CsvTable("guidance_values", GuidanceValue, key="row_id")


def guidance_values(substance: str, matrix: str, unit: str) -> tuple[GuidanceValue, ...]:
    """Values for a substance in a matrix and unit, those that were withdrawn among them.

    Values per litre and per gram of creatinine are not turned into each other: that would need the
    creatinine of each person.

    Examples
    --------
    >>> [(one.level, one.value) for one in guidance_values("Hg", "blood", "µg/L")]
    [('HBM-I', 5.0), ('HBM-II', 15.0), ('RV95', 2.0)]
    >>> {one.status for one in guidance_values("Pb", "blood", "µg/L") if one.level == "HBM-I"}
    {'rescinded'}
    """
    wanted = (substance, matrix, unit)
    rows = GUIDANCE_VALUES.rows()
    return tuple(one for one in rows if (one.substance, one.matrix, one.unit) == wanted)


def biomarker_unit(text: str) -> tuple[str, float]:
    """Give the unit that results are kept in, and the factor that turns a given unit into it.

    Parameters
    ----------
    text : str
        Unit as a laboratory writes it: a mass in a volume, in a mass of creatinine, or in a mass.

    Returns
    -------
    unit : str
        One of `BIOMARKER_UNITS`.
    factor : float
        By which a value in the given unit is multiplied.

    Raises
    ------
    UnitError
        If it is none of these; moles would need the molar mass of what was measured.

    Examples
    --------
    >>> biomarker_unit("ug/dL"), biomarker_unit("ng/mL"), biomarker_unit("µg/g Cr")
    (('µg/L', 10.0), ('µg/L', 1.0), ('µg/g creatinine', 1.0))
    >>> biomarker_unit("µg/g de créatinine"), biomarker_unit("mg/g creatinina")
    (('µg/g creatinine', 1.0), ('µg/g creatinine', 1000.0))
    """
    plain = unicodedata.normalize("NFKC", text).replace("\N{GREEK SMALL LETTER MU}", "µ")
    compact = "".join(plain.casefold().replace("μ", "µ").split())
    bare = CREATININE.sub("", compact, count=1)
    amount = AMOUNT.fullmatch(bare)
    if amount and (mass := MICROGRAMS.get(amount["mass"])):
        per = amount["per"]
        is_creatinine = bare != compact
        if per in GRAMS:
            unit = PER_CREATININE if is_creatinine else PER_MASS
            return unit, float(f"{mass / GRAMS[per]:.12g}")
        if per in LITRES and not is_creatinine:
            return PER_VOLUME, float(f"{mass / LITRES[per]:.12g}")
    if IN_MOLES.match(compact):
        raise UnitError(
            f"Unit {text!r} counts moles. Give a mass of the element or compound, as in µg/L."
        )
    raise UnitError(f"Unit {text!r} is none of {', '.join(BIOMARKER_UNITS)}, or of their kind.")
