"""Cells of a sheet that must not be taken as they look: failed or open formulas, and percent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZipFile

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

PERCENT = "%"
FAILED = re.compile(r"#(?:[^\W\d_]+(?:/0)?[!?]|N/?[AVD]|GETTING_DATA)|Err:\d{3}")
WITH_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
QUOTED = re.compile(r'"[^"]*"|\\.|_.')  # parts of a number format that are shown as they are
HIDDEN = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
NUMBER = re.compile(rb'\br="(\d+)"')
PIECE = 2**20
ASK = "Open the file in Excel or LibreOffice, save it and ingest it again"


class OddCell(str):
    """Text of a cell that must not be taken as it is.

    Attributes
    ----------
    why : str
        What is wrong with it, with its address in the sheet and what would be right.
    unit : str
        Unit in which it may be taken all the same; empty where there is none.
    """

    why: str
    unit: str

    def __new__(cls, text: str, why: str, unit: str = "") -> OddCell:
        """Text with what is wrong with it."""
        made = super().__new__(cls, text)
        made.why, made.unit = why, unit
        return made


def is_failed_formula(text: str) -> bool:
    """Whether a text is what a spreadsheet shows for a formula that has failed, in any language.

    Examples
    --------
    >>> is_failed_formula("#DIV/0!"), is_failed_formula("#BEZUG!"), is_failed_formula("#4")
    (True, True, False)
    """
    return FAILED.fullmatch(text.strip()) is not None


def odd_cell(cell: Cell, formula: object, *, outdated: bool, decimal: str = ".") -> OddCell | None:
    """Give a cell with what is wrong with it; None where nothing is.

    Parameters
    ----------
    cell : Cell
        The cell with its stored result.
    formula : object
        Its formula; None where it has none.
    outdated : bool
        Whether the workbook says that its formulas are still to be calculated; a stored 0 is then
        only what its program put there.
    decimal : str
        Sign of decimals in the text that is made.
    """
    value = cell.value
    open_formula = value is None and cell.data_type != "str"  # a text may be empty
    if formula is not None and (open_formula or (outdated and value == 0)):
        text = str(getattr(formula, "text", formula))
        return OddCell(text, f"cell {cell.coordinate} is a formula without a result. {ASK}")
    if cell.data_type == "e" or (isinstance(value, str) and is_failed_formula(value)):
        why = f"cell {cell.coordinate} is the failed formula {value}. Mend it, or empty the cell"
        return OddCell(str(value), why)
    if cell.data_type == "n" and value is not None and PERCENT in shown_as(cell):
        share = f"{(Decimal(str(value)) * 100).normalize():f}"
        why = (
            f"cell {cell.coordinate} is shown as {share} % and stored as {value}. "
            "Give its column the unit %, or format the cell as a number"
        )
        return OddCell(share.replace(".", decimal), why, PERCENT)
    return None


def shown_as(cell: Cell) -> str:
    """Give the number format of a cell without what is only text in it."""
    written = cell.number_format or ""
    return QUOTED.sub("", written) if PERCENT in written else written


def has_formulas(content: BinaryIO) -> bool:
    """Whether any sheet of a workbook has a formula; only then are formulas looked at."""
    with ZipFile(content) as packed:
        sheets = [name for name in packed.namelist() if name.endswith(".xml")]
        return any(_has_formula(packed, name) for name in sheets if "/worksheets/" in name)


def _has_formula(packed: ZipFile, name: str) -> bool:
    """Whether a part of a workbook has a formula."""
    end = b""
    with packed.open(name) as part:
        while piece := part.read(PIECE):
            if WITH_FORMULA.search(end + piece):
                return True
            end = piece[-80:]
    return False


def hidden_rows(content: BinaryIO, part: str) -> tuple[int, ...]:
    """Numbers of the rows of a sheet that a spreadsheet does not show."""
    found, end = [], b""
    with ZipFile(content) as packed, packed.open(part.lstrip("/")) as rows:
        while piece := rows.read(PIECE):
            whole, _, rest = (end + piece).rpartition(b"<")
            found += [
                int(number) for row in HIDDEN.findall(whole) for number in NUMBER.findall(row)
            ]
            end = b"<" + rest
    return tuple(found)


def faults(cells: Sequence[str], units: Sequence[str] | str = "") -> list[str]:
    """Say of each cell why it cannot be taken; empty where it can.

    Parameters
    ----------
    cells : sequence of str
        Cells of a column or row.
    units : sequence of str, or str
        Unit that each is declared to be in.

    Examples
    --------
    >>> faults(["1", OddCell("2.3", "cell B2 is shown as 2.3 %", "%")])
    ['', 'cell B2 is shown as 2.3 %']
    >>> faults([OddCell("2.3", "cell B2 is shown as 2.3 %", "%")], "%")
    ['']
    """
    if OddCell not in set(map(type, cells)):
        return [""] * len(cells)
    own = [units] * len(cells) if isinstance(units, str) else units
    return [_fault(cell, unit) for cell, unit in zip(cells, own, strict=True)]


def _fault(cell: str, unit: str) -> str:
    """Say why a cell cannot be taken in a unit."""
    if not isinstance(cell, OddCell) or (cell.unit and cell.unit == unit):
        return ""
    return cell.why


def all_faults(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Say what is wrong with each cell of some rows that cannot be taken."""
    for row in rows:
        yield from filter(None, faults(row))
