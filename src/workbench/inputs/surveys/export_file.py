"""The export of a survey tool as rows of text, whatever its header is like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InputError
from workbench.inputs.files.delivered import read_delivered, refuse_faults
from workbench.inputs.surveys.survey_mapping import SurveyMapping

OF_THE_WHOLE = ("", "Response", "Open-Ended Response")  # below a question without own columns
SHOWN = 20


@dataclass(frozen=True)
class ExportFile:
    """An export: its name and hash, its columns, and the cells of each row by column and line."""

    name: str
    sha256: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


def read_export(path: Path, mapping: SurveyMapping) -> ExportFile:
    """Read the export of a survey tool.

    Raises
    ------
    InputError
        If it is missing or no such file, has no column that the mapping names, or a row of
        another length than the header.
    """
    wanted = mapping.named_columns()
    two_lines = mapping.header == "question and answer"
    delivered = read_delivered(path, () if two_lines else wanted, mapping.file)
    columns, rows, lines = delivered.header, delivered.rows, delivered.lines
    refuse_faults(path.name, rows)
    if two_lines:
        columns = tuple(_joined(columns, rows[0]))
        rows, lines = rows[1:], lines[1:]
        _refuse_columns(path.name, columns, wanted)
    for line, row in zip(lines, rows, strict=True):
        if len(row) != len(columns):
            raise InputError(
                f"{path.name}, row {line}: has {len(row)} cells, the header {len(columns)}. "
                "Export it again, without changing it."
            )
    named = tuple(
        (line, dict(zip(columns, row, strict=True))) for line, row in zip(lines, rows, strict=True)
    )
    return ExportFile(path.name, delivered.sha256, columns, named)


def _joined(questions: tuple[str, ...], answers: tuple[str, ...]) -> Iterator[str]:
    """Names of columns from two lines: the question, and the answer where it has its own column."""
    question = ""
    for number, text in enumerate(questions):
        question = text.strip() or question
        answer = answers[number].strip() if number < len(answers) else ""
        yield question if answer in OF_THE_WHOLE else f"{question} | {answer}"


def _refuse_columns(name: str, columns: tuple[str, ...], wanted: list[str]) -> None:
    """Refuse a header in which a column that is wanted is missing or stands twice."""
    missing = [repr(column) for column in wanted if column not in columns]
    if missing:
        raise InputError(
            f"{name} has no column {', '.join(missing[:SHOWN])}. It has: "
            f"{', '.join(columns[:SHOWN])}."
        )
    twice = [column for column in wanted if columns.count(column) > 1]
    if twice:
        raise InputError(f"{name} has the column {twice[0]!r} twice. Rename one of them.")
