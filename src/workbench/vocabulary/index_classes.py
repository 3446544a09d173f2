"""Classes of contamination indices: words and the value from which each one holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbench.errors import VocabularyError
from workbench.vocabulary.table import read_rows, unknown


@dataclass(frozen=True)
class IndexClasses:
    """Classes of one index, from low to high.

    Attributes
    ----------
    index : str
        `CF`, `PI`, `Igeo`, `EF`, `PLI`, `Nemerow`, `Cdeg`, `mCd`, `Er` or `RI`.
    numbers : tuple of int
        Number of each class; that of the geo-accumulation index begins at 0.
    labels : tuple of str
        Its words.
    limits : tuple of float
        Value from which each class but the first holds.
    includes_lower : bool
        Whether a value at a limit is in the upper class (`[1, 3)`), or in the lower (`(1, 3]`).
    source, verified : str
        Of the classes.
    """

    index: str
    numbers: tuple[int, ...]
    labels: tuple[str, ...]
    limits: tuple[float, ...]
    includes_lower: bool
    source: str
    verified: str

    def scaled(self, factor: float) -> IndexClasses:
        """Give the same classes with every limit times a factor.

        Raises
        ------
        VocabularyError
            If the factor is not above 0.
        """
        if not factor > 0:
            raise VocabularyError(f"The limits of {self.index} are scaled by {factor:g}. Give > 0.")
        limits = tuple(limit * factor for limit in self.limits)
        return IndexClasses(
            self.index,
            self.numbers,
            self.labels,
            limits,
            self.includes_lower,
            self.source,
            self.verified,
        )


@cache
def all_index_classes() -> dict[str, IndexClasses]:
    """Classes of all indices on file."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in read_rows("index_classes"):
        rows.setdefault(row["index"], []).append(row)
    return {
        index: IndexClasses(
            index=index,
            numbers=tuple(int(row["number"]) for row in group),
            labels=tuple(row["label"] for row in group),
            limits=tuple(float(row["above"]) for row in group[1:]),
            includes_lower=group[0]["includes"] == "lower",
            source=group[0]["source"],
            verified=group[0]["verified"],
        )
        for index, group in rows.items()
    }


def index_classes(index: str) -> IndexClasses:
    """Look the classes of an index up.

    Raises
    ------
    VocabularyError
        If there are none on file; the message names the indices that have classes.

    Examples
    --------
    >>> index_classes("RI").labels, index_classes("RI").limits
    (('low', 'moderate', 'considerable', 'very high'), (150.0, 300.0, 600.0))
    """
    known = all_index_classes()
    if index not in known:
        raise unknown("index", index, {name: name for name in known})
    return known[index]
