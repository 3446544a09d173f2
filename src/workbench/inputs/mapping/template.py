"""The workbook that a country fills in, and the mapping that it stands for."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import InputError, VocabularyError
from workbench.inputs.files.file_form import FileForm
from workbench.inputs.files.sheets import EXCEL, open_book
from workbench.inputs.mapping.contracts import MAPPABLE
from workbench.inputs.mapping.declarations import Observations
from workbench.inputs.mapping.mapping import MeasurementMapping
from workbench.store.measurements import Measurements
from workbench.vocabulary.places import is_fictional, places
from workbench.vocabulary.substances import find_substance, substance_names, substances
from workbench.vocabulary.units import KNOWN

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

READ_ME, VALUES, WORDS = "read me", "measurements", "words"
OF_THE_VALUE = ("substance", "value", "unit", "lod", "loq")
HEADER = (*MAPPABLE, *OF_THE_VALUE)
REQUIRED = ("substance", "value", "unit")
ASKED = {"owner": "whose data they are", "licence": "what may be done with them, as CC BY 4.0"}
LAND_USES = (
    *("agricultural", "residential", "industrial", "commercial", "recreational", "natural"),
    *("forest", "grassland"),
)
MEANINGS = {
    "value": "concentration as the laboratory gave it: 12.5, or <0.05 where it saw less than that",
    "unit": "unit of value, lod and loq",
    "lod": "limit of detection, where value says n.d. or <LOD",
    "loq": "limit of quantification, where value says <LOQ",
}
HOW = (
    "Measurements of soil, to fill in",
    "1. Write owner and licence into the two yellow cells below.",
    "2. In the sheet `measurements`, write one row for each value. Leave its first row as it is.",
    "3. Dark columns are needed; the others help. Where a cell offers words, choose one of them.",
    "4. Values below a limit are <0.05, or n.d. with the limit in lod or loq. Leave out no value, "
    "and write neither 0 nor half the limit.",
    "5. Dates are 2024-05-31, or only the year. Places are in degrees (WGS 84), as 36.82.",
    "6. Take it in: workbench ingest FILE --store FOLDER. What cannot be used is listed with its "
    "reason.",
)
EXAMPLE = {
    "iso3": "XAA",
    "site_id": "P-001",
    "sample_id": "P-001/1",
    "sampled_on": "2024-05-31",
    "matrix": "soil",
    "layer": "0-20 cm",
    "depth_top_cm": 0,
    "depth_bottom_cm": 20,
    "land_use": "agricultural",
    "source_type": "diffuse",
    "fraction": "aqua_regia",
    "basis": "dry",
    "substance": "Cd",
    "value": "<0.05",
    "unit": "mg/kg",
}
LAST_ROW = 20_000
TEXT = "@"
NEEDED_FILL, OPTIONAL_FILL, ASKED_FILL = "1F4E5F", "7A99A5", "FFF2B3"


def template_workbook() -> Workbook:
    """Make the workbook, without any values in it.

    Returns
    -------
    Workbook
        Three sheets: how to fill it in, the table, and the words to choose from.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - only for Excel

    book = Workbook()
    _explain(book.active)
    values, words = book.create_sheet(VALUES), book.create_sheet(WORDS)
    _head(values)
    for place, (column, choices) in enumerate(choices_by_column().items(), start=1):
        last = _list_words(words, 2 * place - 1, column, choices)
        _offer(values, column, f"{WORDS}!{last}")
    values.freeze_panes = "A2"
    return book


def write_template(path: str | Path) -> None:
    """Write the workbook to a file.

    Parameters
    ----------
    path : str or Path
        Excel file.
    """
    template_workbook().save(path)


def choices_by_column() -> Mapping[str, Mapping[str, str]]:
    """Words that may be chosen, by column; each with what it means, or with nothing."""
    real = {code: place.name for code, place in places().items() if not is_fictional(place.region)}
    closed = {name: contract.allowed for name, contract in MAPPABLE.items() if contract.allowed}
    return {
        "iso3": real,
        **{name: dict.fromkeys(words, "") for name, words in closed.items()},
        "land_use": dict.fromkeys(LAND_USES, ""),
        "substance": {code: entry.name for code, entry in substances().items()},
        "unit": dict.fromkeys(KNOWN, ""),
    }


def _explain(sheet: Worksheet) -> None:
    """Fill the first sheet: what to do, what is asked, and a row that is made up."""
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415 - only for Excel

    sheet.title = READ_ME
    for line in HOW:
        sheet.append([line])
    sheet["A1"].font = Font(bold=True, size=14)
    for name, meaning in ASKED.items():
        sheet.append([name, None, meaning])
        sheet.cell(sheet.max_row, 2).fill = PatternFill("solid", fgColor=ASKED_FILL)
    sheet.append([])
    sheet.append(["A row as an example, of the fictional country XAA"])
    for name in HEADER:
        sheet.append([name, EXAMPLE.get(name), _meaning(name)])
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 26
    sheet.column_dimensions["C"].width = 70


def _head(sheet: Worksheet) -> None:
    """Write the first row of the table, with what each column means."""
    from openpyxl.comments import Comment  # noqa: PLC0415 - only for Excel
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415 - only for Excel

    sheet.append(list(HEADER))
    for cell, name in zip(sheet[1], HEADER, strict=True):
        needed = name in REQUIRED or (name in MAPPABLE and MAPPABLE[name].required)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=NEEDED_FILL if needed else OPTIONAL_FILL)
        cell.comment = Comment(_meaning(name), "workbench")
        column = sheet.column_dimensions[cell.column_letter]
        column.width = 16
        if name in MAPPABLE and MAPPABLE[name].kind == "text" and name != "sampled_on":
            column.number_format = TEXT  # else 004 becomes 4, and 10-20 a day in October


def _meaning(name: str) -> str:
    """Say what a column holds."""
    return MEANINGS.get(name) or next(
        contract.meaning for contract in Measurements.columns if contract.name == name
    )


def _list_words(sheet: Worksheet, place: int, column: str, choices: Mapping[str, str]) -> str:
    """Write the words of a column into the sheet of words; gives the range they stand in."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - only for Excel

    sheet.cell(1, place, column)
    for row, (word, meaning) in enumerate(choices.items(), start=2):
        sheet.cell(row, place, word)
        sheet.cell(row, place + 1, meaning or None)
    letter = get_column_letter(place)
    return f"${letter}$2:${letter}${len(choices) + 1}"


def _offer(sheet: Worksheet, column: str, words: str) -> None:
    """Let the cells of a column offer words; another word gives a warning in the spreadsheet."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - only for Excel
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - only for Excel

    letter = get_column_letter(HEADER.index(column) + 1)
    rule = DataValidation(
        "list",
        formula1=f"={words}",
        allow_blank=True,
        errorStyle="warning",
        showErrorMessage=True,
        error=f"This is not in the list of {column}, so it may not be understood.",
    )
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(rule)


def contents(book: Workbook) -> dict[str, list[object]]:
    """Cells and rules of a workbook by sheet, to compare two of them.

    Parameters
    ----------
    book : Workbook
        One that this module made, or a file of it.

    Returns
    -------
    dict of str to list
        Places and what they hold, by sheet.
    """
    return {sheet.title: [*_cells(sheet), *_rules(sheet), *_forms(sheet)] for sheet in book}


def _cells(sheet: Worksheet) -> Iterable[tuple[str, object]]:
    """Place and content of each cell."""
    for row in sheet.iter_rows():
        yield from ((cell.coordinate, cell.value) for cell in row if cell.value is not None)


def _rules(sheet: Worksheet) -> Iterable[tuple[str, object]]:
    """Place and words of each choice."""
    yield from ((str(rule.sqref), rule.formula1) for rule in sheet.data_validations.dataValidation)


def _forms(sheet: Worksheet) -> Iterable[tuple[str, object]]:
    """Letter and form of each column that has one."""
    for letter, column in sheet.column_dimensions.items():
        yield letter, column.number_format


TEMPLATE = "templates/intake/measurements.xlsx"


def template_mapping(given: str | Path | None) -> MeasurementMapping:
    """Give the mapping that a filled-in template stands for.

    Parameters
    ----------
    given : str or Path or None
        The workbook of templates/intake; None where nobody gave a file.

    Returns
    -------
    MeasurementMapping
        With the owner and licence that were filled in.

    Raises
    ------
    InputError
        If it is another file, or owner and licence are not filled in.
    """
    if given is None:
        raise InputError("Give a file to ingest, or a mapping (--mapping) with a query.")
    file = Path(given)
    if not file.is_file():
        raise InputError(f"There is no file {file} that can be read. Give the path of a file.")
    asked = _asked(file) if file.suffix.lower() in EXCEL else None
    if asked is None:
        raise InputError(
            f"{file.name} is not a filled-in {TEMPLATE}, so it needs --mapping. "
            f"For a first one: workbench ingest {file.name} --draft --out mapping.yml"
        )
    return _template_rules(file.name, asked)


def is_template(file: Path) -> bool:
    """Whether a file is a workbook of templates/intake, filled in or not."""
    return file.is_file() and file.suffix.lower() in EXCEL and _asked(file) is not None


def _asked(file: Path) -> dict[str, str] | None:
    """Read owner and licence from a filled-in template; None where it is another workbook."""
    book = open_book(file.name, io.BytesIO(file.read_bytes()))
    if not {READ_ME, VALUES} <= set(book.sheetnames):
        return None
    header = next(book[VALUES].iter_rows(max_row=1, values_only=True), ())
    missing = [name for name in HEADER if name not in header]
    if missing:
        raise InputError(
            f"{file.name}, sheet {VALUES!r}: the first row lacks {', '.join(missing)}. "
            "Leave the first row of the template as it is, or give a mapping (--mapping)."
        )
    rows = book[READ_ME].iter_rows(max_col=2, values_only=True)
    cells = [(str(row[0]), str(row[1] or "").strip()) for row in rows if len(row) == 2]
    return {name: text for name, text in reversed(cells) if name in ASKED}


def _template_rules(name: str, asked: dict[str, str]) -> MeasurementMapping:
    """Rules of a filled-in template."""
    empty = [key for key in ASKED if not asked.get(key)]
    if empty:
        raise InputError(
            f"{name}, sheet {READ_ME!r}: {' and '.join(empty)} not filled in. "
            "Write them into the yellow cells."
        )
    return MeasurementMapping(
        owner=asked["owner"],
        licence=asked["licence"],
        file=FileForm(sheet=VALUES),
        columns={field: field for field in MAPPABLE},
        observations=Observations(codes=_codes(), **{field: field for field in OF_THE_VALUE}),
    )


def _codes() -> dict[str, str]:
    """Codes of substances, and their names in all languages where these are clear."""
    codes = {code: code for code in substances()}
    for name in [*(s.name for s in substances().values()), *(n.name for n in substance_names())]:
        try:
            codes.setdefault(name, find_substance(name))
        except VocabularyError:  # stands for several
            continue
    return codes
