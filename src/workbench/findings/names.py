"""Names of the columns of a frame: declared once, as attributes of a class that mypy knows."""

from __future__ import annotations

from typing import Any, Self, TypeVar


class Name(str):
    """Name of a column: the name of the attribute that it is declared as.

    Attributes
    ----------
    meaning : str
        What the column means, with its unit.

    Examples
    --------
    >>> class Visits:
    ...     median_mg_kg = Name(meaning="median of the visit [mg/kg]")
    >>> Visits.median_mg_kg
    'median_mg_kg'
    >>> Visits.median_mg_kg.meaning
    'median of the visit [mg/kg]'
    """

    meaning: str

    def __new__(cls, name: str = "", *, meaning: str = "") -> Self:
        """Declare a name, which is that of its attribute."""
        made = super().__new__(cls, name)
        made.meaning = meaning
        return made

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name of the attribute; what two classes share stays as it is."""
        named = str.__new__(type(self), name)
        vars(named).update(vars(self))
        setattr(owner, name, named)

    @property
    def name(self) -> str:
        """The name as a plain text."""
        return str(self)


def column(meaning: str) -> Name:
    """Declare a column by what it means, with its unit."""
    return Name(meaning=meaning)


N = TypeVar("N", bound=Name)


def names_of(of: type, kind: type[N]) -> tuple[N, ...]:
    """Names of a kind that a class declares, in their order."""
    declared: list[Any] = list(vars(of).values())
    return tuple(one for one in declared if isinstance(one, kind))
