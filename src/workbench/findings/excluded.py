"""What was read and not used, or used and not judged: each with its reason."""

from __future__ import annotations

from workbench.findings.rows import Phrase, code, count, flag, phrase, row, text
from workbench.findings.tables import Table


@row
class Named(Phrase):
    """A name as it stands in the data."""

    name: str = text("the name")


@row
class CellsOf(Phrase):
    """Cells of a file; of one with counts of people about how many."""

    n_cells: int | None = count("cells; missing where they are too few to be told")
    is_rounded: bool = flag("whether that is to the nearest ten")
    fewest_told: int = count("cells from which on their number may be told")
    file: str = text("file that they came in")


@row
class SetAside(Phrase):
    """Set aside at intake."""


@row
class Excluded:
    """Something that was read and not used, or used and not judged."""

    what: Phrase = phrase("its name", "What")
    kind: str = code("excluded", "what kind of thing it is", "Kind")
    why: Phrase | tuple[Phrase, ...] = phrase("the reason", "Why")
    count: int | None = count(
        "how many measurements, responses or rows it holds; missing where that may not be told",
        "Count",
    )


EXCLUDED = Table(
    "left_out", Excluded, "Excluded items and reasons", "Nothing was excluded.", most=12
)
