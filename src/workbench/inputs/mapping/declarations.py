"""The parts of a mapping: how a file is written, what its columns hold, what its words mean."""

from __future__ import annotations

import math
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from workbench.vocabulary.notation import read_number

BelowWhich = Literal["any", "lod", "loq"]
FlagMeaning = Literal[
    "below",
    "below_lod",
    "below_loq",
    "detected",
    "half_limit",
    "limit_over_sqrt2",
    "unusable",
]


class Strict(BaseModel):
    """A part of a mapping: unknown keys are refused, nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LimitColumn(Strict):
    """Where a limit is, and its unit.

    Attributes
    ----------
    column : str
        Column that holds it.
    constant : float or None
        The limit itself, in place of a column; numbers below it are non-detects too.
    unit, unit_column : str
        Its unit, or the column that has it; empty: the unit of the value beside it.
    """

    column: str = ""
    constant: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    unit: str = ""
    unit_column: str = ""

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        """Refuse a limit that is nowhere, or in two places."""
        if bool(self.column) == (self.constant is not None):
            raise ValueError("give either column or constant, the limit itself")
        if self.unit and self.unit_column:
            raise ValueError("give either unit or unit_column")
        return self


def _limit(given: object) -> object:
    """Only a column, or only a number, is short for a limit in the unit of the value."""
    if isinstance(given, str):
        return {"constant" if math.isfinite(read_number(given)) else "column": given}
    return {"constant": given} if isinstance(given, int | float) else given


def _columns(given: object) -> object:
    """Only the name of a column is short for one of them."""
    return tuple(filter(None, [given])) if isinstance(given, str) else given


Limit = Annotated[LimitColumn | None, BeforeValidator(_limit)]
Columns = Annotated[tuple[str, ...], BeforeValidator(_columns)]
OF_A_GROUP = ("fraction", "extractant", "method", "matrix", "basis", "sampled_on", "layer")


class ColumnGroup(Strict):
    """What some columns or words of a file have of their own; empty: that of the row.

    Attributes
    ----------
    fraction, extractant, method, matrix, basis, sampled_on, layer : str
        Columns of the store: several rounds or depths may be side by side, as `Pb 2005`, `Pb 2015`.
    """

    fraction: str = ""
    extractant: str = ""
    method: str = ""
    matrix: str = ""
    basis: str = ""
    sampled_on: str = ""
    layer: str = ""


def own_of(group: ColumnGroup | SubstanceColumn) -> dict[str, str]:
    """List what is not that of the row, by column of the store."""
    return {name: text for name in OF_A_GROUP if (text := getattr(group, name))}


class SubstanceColumn(Strict):
    """What a column of values holds.

    Attributes
    ----------
    substance, unit : str
        Code of the vocabulary, and unit as it is given.
    lod, loq : LimitColumn or None
        Columns with the limits of each row, or the limit itself.
    flag : tuple of str
        Columns with flags of the laboratory.
    limit : float or None
        Limit of all non-detects that have none of their own, in the unit of the column.
    fraction, extractant, method, matrix, basis, sampled_on, layer : str
        What the column has of its own, see `ColumnGroup`.
    """

    substance: str
    unit: str
    lod: Limit = None
    loq: Limit = None
    flag: Columns = ()
    limit: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    fraction: str = ""
    extractant: str = ""
    method: str = ""
    matrix: str = ""
    basis: str = ""
    sampled_on: str = ""
    layer: str = ""


class KnownLimit(Strict):
    """Limit that holds for all non-detects of a substance; for numbers below it if `censors`."""

    below: float = Field(gt=0, allow_inf_nan=False)
    unit: str
    censors: bool = False


class Observations(Strict):
    """What the columns of a long file hold, in which each row is one value.

    Attributes
    ----------
    substance, value : str
        Columns with the word for the substance and with the value.
    codes : dict of str to str
        Word of the file: code of the vocabulary. Other words go to the quarantine.
    unit : str
        Column with the unit of each row; empty where `unit_of_all` says it.
    unit_of_all : str
        Unit of all rows.
    units : dict of str to str
        Word of the file for a unit: the unit as the vocabulary spells it.
    lod, loq : LimitColumn or None
        Columns with the limits of each row, or the limit itself.
    flag : tuple of str
        Columns with flags of the laboratory.
    groups : dict of str to ColumnGroup
        Word of the file for a substance: its fraction, extractant, method, matrix and basis.
    limits : dict of str to KnownLimit
        Code: limit of all its non-detects that have none of their own.
    dry_matter : tuple of str
        Words of the file whose rows give the dry matter of a sample, not a content.
    """

    substance: str
    value: str
    codes: dict[str, str] = Field(min_length=1)
    unit: str = ""
    unit_of_all: str = ""
    units: dict[str, str] = {}
    lod: Limit = None
    loq: Limit = None
    flag: Columns = ()
    groups: dict[str, ColumnGroup] = {}
    limits: dict[str, KnownLimit] = {}
    dry_matter: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_one_unit(self) -> Self:
        """Refuse a file without a unit, and one with two."""
        if bool(self.unit) == bool(self.unit_of_all):
            raise ValueError("give either unit (a column) or unit_of_all (a unit)")
        return self


class Coordinates(Strict):
    """How places are given, where they are not in degrees of WGS 84.

    Attributes
    ----------
    epsg : str
        Number of the system, as 25832 or 32635; empty: degrees, minutes or seconds of WGS 84.
    zone : str
        Column with the UTM zone of each row (WGS 84), as 35N.
    hemisphere : str
        N or S, for zones that do not say it.
    letter_o : str
        What O is in `7°30' O`: east (Ost) or west (ouest, oeste); empty: it is not taken.
    """

    epsg: str = ""
    zone: str = ""
    hemisphere: Literal["N", "S"] = "N"
    letter_o: Literal["", "east", "west"] = ""

    @field_validator("epsg")
    @classmethod
    def _is_a_number(cls, given: str) -> str:
        """Refuse what is no number of a system."""
        if given and not given.upper().removeprefix("EPSG:").isdecimal():
            raise ValueError(f"epsg {given!r} is no number of a system, as 25832 is")
        return given

    @model_validator(mode="after")
    def _is_one_system(self) -> Self:
        """Refuse two systems."""
        if self.epsg and self.zone:
            raise ValueError("give either epsg (one system) or zone (a column of UTM zones)")
        return self


class OwnSubstance(Strict):
    """A substance that the vocabulary does not have: its name, CAS number and group."""

    name: str
    cas: str = ""
    group: str


class Horizon(Strict):
    """What a word for a layer means; an empty `layer` keeps the word."""

    matrix: str
    layer: str = ""


class FieldDuplicates(Strict):
    """Which rows are taken a second time at the same place and day, and what is made of them.

    Attributes
    ----------
    column : str
        Column that tells them, as one of the kind of sample.
    words : tuple of str
        Its words for field duplicates.
    take : {"mean", "first"}
        Their mean with the sample, or the sample alone. The mean is of numbers; of non-detects
        alone it is the lowest limit, and a number beside a non-detect stays as it is.
    """

    column: str
    words: Columns
    take: Literal["mean", "first"] = "mean"


class Zeros(Strict):
    """The declaration that a zero is a non-detect, with its limit in the unit of the columns."""

    below: float = Field(gt=0, allow_inf_nan=False)
    reason: str = Field(min_length=1)


class Nondetects(Strict):
    """What tells a non-detect, and where its limit is.

    Attributes
    ----------
    flags : dict of str to str
        Flag or qualifier of the file: `below` a limit, `below_lod` or `below_loq` (the one beside
        it, whatever the number says), `detected`, `half_limit` or `limit_over_sqrt2` (the
        laboratory put that in place of the limit), or `unusable`. No flag means detected.
    words : dict of str to str
        Word in a column of values: the limit it is below, `lod`, `loq` or `any`.
    order : tuple of str
        Where a limit is looked for, the first that is there is taken. LOQ comes before LOD, since
        what is below the one need not be below the other.
    insider : {"lod", "stated"}
        Where results below the detection limit were stated as below the quantification limit,
        though numbers between the two are given: the limit that they are taken at.
    """

    flags: dict[str, FlagMeaning] = {}
    words: dict[str, BelowWhich] = {}
    order: tuple[Literal["value", "lod", "loq"], ...] = ("value", "loq", "lod")
    insider: Literal["lod", "stated"] = "lod"
