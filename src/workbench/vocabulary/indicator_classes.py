"""Published classes of single indicators: words and the value from which each one holds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from workbench.vocabulary.table import read_rows, unknown


@dataclass(frozen=True)
class IndicatorClasses:
    """Classes of one indicator in one set; a value at a limit is in the upper class."""

    set_id: str
    indicator: str
    unit: str
    labels: tuple[str, ...]
    limits: tuple[float, ...]
    note: str
    source: str
    verified: str

    def label(self, value: float) -> str:
        """Word for the class of a value, in the unit of the classes.

        Examples
        --------
        >>> indicator_classes("SOCCLAY-2021").label(0.08)
        'moderate'
        """
        return self.labels[sum(value >= limit for limit in self.limits)]


@cache
def all_indicator_classes() -> dict[str, IndicatorClasses]:
    """All sets of classes by id."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in read_rows("indicator_classes"):
        rows.setdefault(row["set_id"], []).append(row)
    return {
        set_id: IndicatorClasses(
            set_id=set_id,
            indicator=group[0]["indicator"],
            unit=group[0]["unit"],
            labels=tuple(row["label"] for row in group),
            limits=tuple(float(Fraction(row["lower"])) for row in group[1:]),
            note=group[0]["note"],
            source=group[0]["source"],
            verified=group[0]["verified"],
        )
        for set_id, group in rows.items()
    }


def indicator_classes(set_id: str) -> IndicatorClasses:
    """Look the classes of a set up: `SOCCLAY-2021`, `SALINITY-CLASSES` or, unverified, `CASH-2017`.

    Raises
    ------
    VocabularyError
        If the set has no classes.

    Examples
    --------
    >>> indicator_classes("SALINITY-CLASSES").label(4.0)
    'moderately saline'
    """
    known = all_indicator_classes()
    if set_id not in known:
        raise unknown("set of classes", set_id, {name: name for name in known})
    return known[set_id]
