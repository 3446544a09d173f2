"""The parts of a mapping: how a file is written, what its columns hold, what its words mean."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

BelowWhich = Literal["any", "lod", "loq"]
FlagMeaning = Literal["below", "detected", "half_limit", "limit_over_sqrt2", "unusable"]


class Strict(BaseModel):
    """A part of a mapping: unknown keys are refused, nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LimitColumn(Strict):
    """Column that holds a limit, and its unit; empty: the unit of the value beside it."""

    column: str
    unit: str = ""


def _limit(given: object) -> object:
    """Only the name of a column is short for a limit in the unit of the value."""
    return {"column": given} if isinstance(given, str) else given


Limit = Annotated[LimitColumn | None, BeforeValidator(_limit)]


class SubstanceColumn(Strict):
    """What a column of values holds.

    Attributes
    ----------
    substance, unit : str
        Code of the vocabulary, and unit as it is given.
    lod, loq : LimitColumn or None
        Columns with the limits of each row.
    flag : str
        Column with a flag of the laboratory; empty where there is none.
    limit : float or None
        Limit of all non-detects that have none of their own, in the unit of the column.
    """

    substance: str
    unit: str
    lod: Limit = None
    loq: Limit = None
    flag: str = ""
    limit: float | None = Field(default=None, gt=0, allow_inf_nan=False)


class KnownLimit(Strict):
    """Limit that holds for all non-detects of a substance."""

    below: float = Field(gt=0, allow_inf_nan=False)
    unit: str


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
        Columns with the limits of each row.
    flag : str
        Column with a flag of the laboratory; empty where there is none.
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
    flag: str = ""
    limits: dict[str, KnownLimit] = {}
    dry_matter: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_one_unit(self) -> Self:
        """Refuse a file without a unit, and one with two."""
        if bool(self.unit) == bool(self.unit_of_all):
            raise ValueError("give either unit (a column) or unit_of_all (a unit)")
        return self


class Horizon(Strict):
    """What a word for a layer means; an empty `layer` keeps the word."""

    matrix: str
    layer: str = ""


class Zeros(Strict):
    """The declaration that a zero is a non-detect, with its limit in the unit of the columns."""

    below: float = Field(gt=0, allow_inf_nan=False)
    reason: str = Field(min_length=1)


class Nondetects(Strict):
    """What tells a non-detect, and where its limit is.

    Attributes
    ----------
    flags : dict of str to str
        Flag of the file: `below` a limit, `detected`, `half_limit` or `limit_over_sqrt2` (the
        laboratory put that in place of the limit), or `unusable`. No flag means detected.
    words : dict of str to str
        Word in a column of values: the limit it is below, `lod`, `loq` or `any`.
    order : tuple of str
        Where a limit is looked for, the first that is there is taken. LOQ comes before LOD, since
        what is below the one need not be below the other.
    """

    flags: dict[str, FlagMeaning] = {}
    words: dict[str, BelowWhich] = {}
    order: tuple[Literal["value", "lod", "loq"], ...] = ("value", "loq", "lod")
