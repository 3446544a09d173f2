"""The export of a survey tool as rows of text, whatever its header is like."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from workbench.errors import InputError
from workbench.inputs.files.delivered import DeliveredFile, read_delivered, refuse_faults
from workbench.inputs.files.file_form import DELIMITERS, FileForm
from workbench.inputs.surveys.layouts import Places, find_places, is_put, plain, version_of
from workbench.inputs.surveys.survey_mapping import SurveyMapping

OF_THE_WHOLE = ("", "response", "open-ended response")  # below a question without own columns
ENDINGS = (".csv", ".tsv", ".txt")
MOST_BYTES = 200_000_000  # of a file in an archive: no survey has more
HEADER_BYTES = 1 << 18
SHOWN = 20
UNKNOWN_FORM = SurveyMapping(
    owner="not stated",
    licence="not stated",
    response={"iso3": "iso3", "response_id": "id"},
    constants={"wave": "unknown"},
)


@dataclass(frozen=True)
class ExportFile:
    """An export: its name and hash, its columns and what they hold, and the cells of each row."""

    name: str
    sha256: str
    columns: tuple[str, ...]
    places: Places
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    is_two_lines: bool = False


def read_any_export(path: Path) -> ExportFile:
    """Read the export of a form that is not known, whatever its columns.

    Raises
    ------
    InputError
        If it is missing or is no such file.
    """
    delivered = _delivered(path, UNKNOWN_FORM)
    refuse_faults(path.name, delivered.rows)
    columns, rows, lines = delivered.header, delivered.rows, delivered.lines
    is_two_lines = "Respondent ID" in columns and bool(rows) and not rows[0][0].strip()
    if is_two_lines:
        columns, rows, lines = tuple(_joined(columns, rows[0])), rows[1:], lines[1:]
    cells = [dict(zip(columns, (*row, *[""] * len(columns)), strict=False)) for row in rows]
    return ExportFile(
        name=path.name,
        sha256=delivered.sha256,
        columns=columns,
        places=find_places(columns, UNKNOWN_FORM),
        rows=tuple(zip(lines, cells, strict=True)),
        is_two_lines=is_two_lines,
    )


def read_export(path: Path, mapping: SurveyMapping) -> ExportFile:
    """Read the export of a survey tool, in the layout that its header shows.

    Raises
    ------
    InputError
        If it is missing or no such file, has no column for what the mapping asks, or a row of
        another length than the header.
    """
    delivered = _delivered(path, mapping)
    columns, rows, lines = delivered.header, delivered.rows, delivered.lines
    refuse_faults(path.name, rows)
    if mapping.header == "question and answer":
        columns = tuple(_joined(columns, rows[0] if rows else ()))
        rows, lines = rows[1:], lines[1:]
    places = find_places(columns, mapping)
    _refuse_columns(path.name, columns, places, mapping)
    for line, row in zip(lines, rows, strict=True):
        if len(row) != len(columns):
            raise InputError(
                f"{path.name}, row {line}: has {len(row)} cells, the header {len(columns)}. "
                "Export it again, without changing it."
            )
    named = tuple(
        (line, dict(zip(columns, row, strict=True))) for line, row in zip(lines, rows, strict=True)
    )
    return ExportFile(path.name, delivered.sha256, columns, places, named)


def _delivered(path: Path, mapping: SurveyMapping) -> DeliveredFile:
    """Rows of a file, or of the one table in an archive."""
    if path.suffix.lower() != ".zip":
        return read_delivered(path, (), _form_of(path, mapping))
    with TemporaryDirectory() as folder:
        inside = _unpacked(path, Path(folder))
        rows = read_delivered(inside, (), _form_of(inside, mapping))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return replace(rows, name=path.name, sha256=sha256)


def _unpacked(path: Path, folder: Path) -> Path:
    """Unpack the table of an archive; those of repeated groups have its name and a hyphen."""
    try:
        with zipfile.ZipFile(path) as archive:
            tables = [one for one in archive.infolist() if one.filename.lower().endswith(".csv")]
            stems = {Path(one.filename).stem for one in tables}
            main = [
                one
                for one in tables
                if not any(Path(one.filename).stem.startswith(f"{stem}-") for stem in stems)
            ]
            if len(main) != 1:
                held = ", ".join(one.filename for one in archive.infolist()[:SHOWN]) or "nothing"
                raise InputError(
                    f"{path.name} holds {held}. Give an archive with one CSV file of the form."
                )
            if main[0].file_size > MOST_BYTES:
                raise InputError(f"{path.name}: {main[0].filename} is larger than any survey.")
            inside = folder / f"{Path(main[0].filename).stem}.csv"
            inside.write_bytes(archive.read(main[0]))
            return inside
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.") from None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise InputError(f"{path.name} is no archive that can be opened. Unpack it.") from None


def _form_of(path: Path, mapping: SurveyMapping) -> FileForm:
    """How a text file is written: as the mapping says, or as its header shows."""
    form = mapping.file
    if path.suffix.lower() not in ENDINGS or not path.is_file():
        return form
    with path.open("rb") as file:
        start = file.read(HEADER_BYTES)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        form = form.model_copy(update={"encoding": "utf-16"})
    text = start.decode(form.encoding, errors="ignore").lstrip("\ufeff")
    signs = dict.fromkeys((form.delimiter, *DELIMITERS.values()))
    headers = {sign: _header(text, sign, mapping) for sign in signs}
    found = {
        sign: (len(find_places(header, mapping).columns()), mapping is UNKNOWN_FORM and len(header))
        for sign, header in headers.items()
    }
    return form.model_copy(update={"delimiter": max(found, key=lambda sign: found[sign])})


def _header(text: str, delimiter: str, mapping: SurveyMapping) -> list[str]:
    """Header of a text, were this the sign between its cells."""
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        header = next(rows, [])
        if mapping.header == "question and answer":
            return list(_joined(tuple(header), tuple(next(rows, []))))
    except csv.Error:
        return []
    return header


def _joined(questions: tuple[str, ...], answers: tuple[str, ...]) -> Iterator[str]:
    """Names of columns from two lines: the question, and the answer where it has its own column."""
    question = ""
    for number, text in enumerate(questions):
        question = text.strip() or question
        answer = answers[number].strip() if number < len(answers) else ""
        yield question if plain(answer) in OF_THE_WHOLE else f"{question} | {answer}"


def _refuse_columns(
    name: str, columns: tuple[str, ...], places: Places, mapping: SurveyMapping
) -> None:
    """Refuse a header in which a column that is wanted is missing or stands twice."""
    missing = [repr(column) for column in _missing(places, mapping)]
    if missing:
        raise InputError(
            f"{name} has no column {', '.join(missing[:SHOWN])}. It has: "
            f"{', '.join(columns[:SHOWN])}."
        )
    twice = [column for column in columns if columns.count(column) > 1]
    wanted = [column for column in twice if column in places.columns()]
    if wanted:
        raise InputError(f"{name} has the column {wanted[0]!r} twice. Rename one of them.")


def _missing(places: Places, mapping: SurveyMapping) -> Iterator[str]:
    """Columns that a mapping names, and that a file has in no layout."""
    for key, column in mapping.response.items():
        if key not in places.response and key not in mapping.constants:
            yield column
    if mapping.submitted and "submitted" not in places.response:
        yield mapping.submitted.column
    if mapping.complete and "complete" not in places.response:
        yield mapping.complete.column
    version = version_of(places)
    for item in [one for one in mapping.asked() if is_put(one, version, mapping)]:
        if item.item_id in {*mapping.constants, *places.items}:
            continue
        boxes = places.ticks.get(item.item_id, {})
        named = {code: column for column, (_, code) in mapping.ticks_of(item).items()}
        if not boxes:
            yield mapping.column_of(item) or next(iter(named.values()))
        elif named:
            yield from (column for code, column in named.items() if code not in boxes)
