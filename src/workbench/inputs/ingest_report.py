"""What became of a file that was taken in."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

SHOWN = 20


@dataclass(frozen=True)
class IngestReport:
    """What became of a file; a cell is one row in one column of values.

    Attributes
    ----------
    file, store : str
        Name of the file, and folder of the store.
    n_read, n_used, n_quarantined : int
        Cells; those that were read are those that were used and those in quarantine.
    n_censored : int
        Cells among the used ones that are non-detects.
    n_replaced : int
        Rows of an earlier file of the same name that these took the place of.
    n_corrected : int
        Cells of the file that corrections changed, these or earlier ones of the same file.
    n_outdated : int
        Corrections of an earlier version of the file, which were not used for this one.
    reasons : mapping of str to int
        Cells in quarantine by reason, the most frequent first.
    iso3s : tuple of str
        Countries that the file speaks of.
    columns_not_read : tuple of str
        Columns of the file that the mapping does not name.
    quarantine : Path
        CSV file with each cell that could not be used, and why.
    repeated : tuple of str
        What of it another file of the store holds too.
    """

    file: str
    store: str
    n_read: int
    n_used: int
    n_quarantined: int
    n_censored: int
    n_replaced: int
    n_corrected: int
    n_outdated: int
    reasons: MappingOf[str, int]
    iso3s: tuple[str, ...]
    columns_not_read: tuple[str, ...]
    quarantine: Path
    repeated: tuple[str, ...] = ()

    def in_words(self) -> Iterator[str]:
        """Say what became of the file, line by line."""
        yield (
            f"{self.file}: {self.n_read} values read, {self.n_used} used, "
            f"{self.n_quarantined} quarantined."
        )
        for reason, count in islice(self.reasons.items(), SHOWN):
            yield f"  {count:6d}  {reason}"
        if len(self.reasons) > SHOWN:
            others = sum(islice(self.reasons.values(), SHOWN, None))
            yield f"  {others:6d}  for {len(self.reasons) - SHOWN} other reasons"
        if self.n_corrected:
            yield f"{self.n_corrected} cells of the file were corrected."
        if self.n_outdated:
            yield (
                f"{self.n_outdated} corrections of an earlier version of this file were not used: "
                "it has changed."
            )
        if self.n_replaced:
            yield f"{self.n_replaced} values of an earlier file of this name were replaced."
        yield from self.repeated
        if self.columns_not_read:
            yield f"Columns that the mapping does not name: {', '.join(self.columns_not_read)}."
        if self.n_quarantined:
            yield f"Quarantine: {self.quarantine}"
