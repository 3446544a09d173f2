"""What was read and not used, or used and not judged: each with its reason."""

from __future__ import annotations

from workbench.findings.rows import Phrase, Table, code, count, phrase, row, text


@row
class Named(Phrase):
    """A name as it stands in the data."""

    name: str = text("the name")


@row
class CellsOf(Phrase):
    """Cells of a file."""

    n_cells: int = count("cells")
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
    count: int = count("how many measurements, responses or rows it holds", "Count")


EXCLUDED = Table("left_out", Excluded, "Excluded data, and why", "Nothing was excluded.", most=200)
