"""Names of the classes that a number is in, or lies between."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.findings.rows import Phrase, code, row


@row
class InClass(Phrase):
    """A number is in one class."""

    name: str = code("index-class", "the class")


@row
class BetweenClasses(Phrase):
    """A number lies between two classes, or in a class between them."""

    lowest: str = code("index-class", "the lowest class")
    highest: str = code("index-class", "the highest class")


def named(labels: Sequence[str], low: int, high: int) -> Phrase:
    """Name the class, or the classes at both ends.

    Parameters
    ----------
    labels : sequence of str
        Classes from low to high.
    low, high : int
        Positions of the lowest and of the highest class.

    Returns
    -------
    InClass or BetweenClasses

    Examples
    --------
    >>> named(["low", "medium", "high"], 0, 1)
    BetweenClasses(lowest='low', highest='medium')
    """
    if low == high:
        return InClass(name=labels[high])
    return BetweenClasses(lowest=labels[low], highest=labels[high])
