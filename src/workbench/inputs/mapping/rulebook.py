"""What the columns of a file mean: its mapping, or the template that it was filled in from."""

from __future__ import annotations

import io
from pathlib import Path

from workbench.errors import InputError, VocabularyError
from workbench.inputs.files.declarations import FileForm, Observations
from workbench.inputs.files.sheets import EXCEL, open_book
from workbench.inputs.mapping.coherence import MAPPABLE
from workbench.inputs.mapping.mapping import Mapping, read_mapping
from workbench.inputs.mapping.template import ASKED, HEADER, OF_THE_VALUE, READ_ME, VALUES
from workbench.vocabulary.substances import find_substance, substance_names, substances

TEMPLATE = "templates/intake/measurements.xlsx"


def rules_of(file: Path | None, mapping: str | Path | None) -> tuple[Mapping, str]:
    """Rules for reading a file, and their name.

    Parameters
    ----------
    file : Path or None
        A file with a mapping, or the workbook of templates/intake; None for a query.
    mapping : str or Path or None
        YAML file, which a filled-in template does not need.

    Raises
    ------
    InputError
        If there is no mapping and the file is none or not the template.
    """
    if mapping is not None:
        return read_mapping(mapping), Path(mapping).name
    if file is None:
        raise InputError("Give a file to ingest, or a mapping (--mapping) with a query.")
    if not file.is_file():
        raise InputError(f"There is no file {file} that can be read. Give the path of a file.")
    asked = _asked(file) if file.suffix.lower() in EXCEL else None
    if asked is None:
        raise InputError(
            f"{file.name} is not a filled-in {TEMPLATE}, so it needs --mapping. "
            f"For a first one: workbench ingest {file.name} --draft --out mapping.yml"
        )
    return _template_rules(file.name, asked), TEMPLATE


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


def _template_rules(name: str, asked: dict[str, str]) -> Mapping:
    """Rules of a filled-in template."""
    empty = [key for key in ASKED if not asked.get(key)]
    if empty:
        raise InputError(
            f"{name}, sheet {READ_ME!r}: {' and '.join(empty)} not filled in. "
            "Write them into the yellow cells."
        )
    return Mapping(
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
