"""What became of a file that was taken in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path

from workbench.findings.rows import Kind, Phrase, code, count, number, row, text
from workbench.inputs.files.sheets import OTHER_BOOKS
from workbench.words.wording import Words, words_of

SHOWN = 20
MOST_ALIKE = 3  # reasons that are listed one by one
COLUMNS_NAMED = 40  # that a mapping does not name; a sheet may be thousands wide
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|\d+")


@row
class FileTaken(Phrase):
    """What became of the values of a file."""

    file: str = text("name of the file")
    n_read: int = count("values read")
    n_used: int = count("values used")
    n_quarantined: int = count("values in quarantine")


@row
class FileWithdrawn(Phrase):
    """A file that was taken out of a store."""

    file: str = text("name of the file")
    n_rows: int = count("rows taken out")


@row
class OtherReasons(Phrase):
    """Reasons that are not listed."""

    n_reasons: int = count("reasons")


@row
class ReasonsAlike(Phrase):
    """Reasons that differ only by a word or a number."""

    reason: str = text("the most frequent of them")
    n_others: int = count("others of its kind")


@row
class CellsCorrected(Phrase):
    """Cells that corrections changed."""

    n_cells: int = count("cells")


@row
class CorrectionsOutdated(Phrase):
    """Corrections of an earlier version of a file."""

    n_corrections: int = count("corrections")


@row
class RowsReplaced(Phrase):
    """Rows of an earlier file of the same name."""

    kind: str = code("replaced", "values, answers or rows")
    n_rows: int = count("rows")


@row
class InBothFiles(Phrase):
    """Rows that two files of a store hold."""

    n_rows: int = count("rows")
    table: str = text("table of the store")
    files: str = text("names of the files")


@row
class BordersMended(Phrase):
    """Borders that were not valid and could be mended."""

    n_borders: int = count("borders")
    rows: str = text("rows of the file, each with what was wrong and where")


@row
class RowsJoined(Phrase):
    """Rows that have the code of an earlier one and are a further part of its area."""

    n_rows: int = count("rows")


@row
class BordersApart(Phrase):
    """Neighbours whose borders have no point in common."""

    n_pairs: int = count("pairs of areas")
    metres: float = number("distance up to which borders count as one", unit="m")


@row
class WithoutNeighbour(Phrase):
    """Areas that touch no other."""

    n_areas: int = count("areas without a neighbour")
    n_all: int = count("areas with a border")
    metres: float = number("distance up to which borders count as one", unit="m")


@row
class SaidByReader(Phrase):
    """What the library that read a file had to say of it."""

    said: str = text("its words")


@row
class StoredValuesOnly(Phrase):
    """A workbook of which only the stored values are known."""

    file: str = text("name of the file")


@row
class NegativesCensored(Phrase):
    """Results below zero that are non-detects at their limit."""

    n_values: int = count("values")


@row
class NumbersUnderLimit(Phrase):
    """Numbers below a limit of the mapping that are non-detects at it."""

    n_values: int = count("values")


@row
class SitesGone(Phrase):
    """Sites of the file of which no value could be used."""

    n_sites: int = count("sites")
    sites: str = text("names of some of them")


@row
class ColumnsNotNamed(Phrase):
    """Columns of a file that its mapping does not name."""

    columns: str = text("their names")
    n_more: int = count("others, which are not named", default=0)


@row
class QuarantineFile(Phrase):
    """Where the quarantine of a file is."""

    file: str = text("path")


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
    repeated : tuple of InBothFiles
        What of it another file of the store holds too.
    remarks : tuple of Phrase
        What else was noticed in it.
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
    repeated: tuple[InBothFiles, ...] = ()
    remarks: tuple[Phrase, ...] = ()

    def in_words(self, words: Words | None = None) -> Iterator[str]:
        """Say what became of the file, line by line.

        Parameters
        ----------
        words : Words, optional
            Words of a language; English without any.

        Yields
        ------
        str
            A line.
        """
        words = words or words_of()
        yield words.phrase(
            FileTaken(
                file=self.file,
                n_read=self.n_read,
                n_used=self.n_used,
                n_quarantined=self.n_quarantined,
            )
        )
        found = grouped(self.reasons)
        for reason, n_cells, n_others in found[:SHOWN]:
            alike = ReasonsAlike(reason=reason, n_others=n_others)
            yield counted(n_cells, words.phrase(alike) if n_others else reason, words)
        if len(found) > SHOWN:
            others = sum(n_cells for _, n_cells, _ in found[SHOWN:])
            rest = OtherReasons(n_reasons=len(found) - SHOWN)
            yield counted(others, words.phrase(rest), words)
        yield from map(words.phrase, self._remarks())

    def _remarks(self) -> Iterator[Phrase]:
        """Give what else there is to say of the file."""
        if self.n_corrected:
            yield CellsCorrected(n_cells=self.n_corrected)
        if self.n_outdated:
            yield CorrectionsOutdated(n_corrections=self.n_outdated)
        if self.n_replaced:
            yield RowsReplaced(kind="values", n_rows=self.n_replaced)
        yield from self.repeated
        if Path(self.file).suffix.lower() in OTHER_BOOKS:
            yield StoredValuesOnly(file=self.file)
        yield from self.remarks
        if self.columns_not_read:
            named = ", ".join(self.columns_not_read[:COLUMNS_NAMED])
            n_more = max(len(self.columns_not_read) - COLUMNS_NAMED, 0)
            yield ColumnsNotNamed(columns=named, n_more=n_more)
        if self.n_quarantined:
            yield QuarantineFile(file=str(self.quarantine))


def grouped(reasons: MappingOf[str, int]) -> list[tuple[str, int, int]]:
    """Group reasons that differ only by what they quote, where there are many of them.

    Parameters
    ----------
    reasons : mapping of str to int
        Cells by reason, the most frequent first.

    Returns
    -------
    list of (str, int, int)
        The most frequent reason of each group, cells of the group, and its other reasons.

    Examples
    --------
    >>> grouped({"no 'a'": 4, "empty cell": 2, "no 'b'": 1, "no 'c'": 1, "no 'd'": 1})
    [("no 'a'", 7, 3), ('empty cell', 2, 0)]
    """
    kinds: dict[str, list[str]] = {}
    for reason in reasons:
        kinds.setdefault(QUOTED.sub("", reason), []).append(reason)
    found = []
    for alike in kinds.values():
        if len(alike) <= MOST_ALIKE:
            found += [(reason, reasons[reason], 0) for reason in alike]
        else:
            found.append((alike[0], sum(map(reasons.__getitem__, alike)), len(alike) - 1))
    return sorted(found, key=lambda one: -one[1])


def counted(number: int, text: str, words: Words) -> str:
    """Line of a list of counts."""
    return f"  {words.numbers.write(number, Kind.COUNT):>6}  {text}"
