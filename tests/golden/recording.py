"""Tables as text: one line a row, each cell so that reading it gives back the same number."""

import json
import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

WORDS = "…"  # stands for a cell that is a sentence, which is recorded among the sentences
LONGEST_CODE = 4  # words; a verdict, a layer or a name has no more, a label or a reason has
DIGEST = "sha256"
ROW_IDS = "row_ids"
DIGITS_OF_DIGEST = 16
SIGNIFICANT = 6  # digits that a digest keeps of a number: what is beyond differs by processor
Cell = None | bool | int | float | str


@dataclass(frozen=True)
class Rows:
    """A table: the type of each column, and the cells of each row by column."""

    types: Mapping[str, str]
    rows: Mapping[str, Mapping[str, Cell]]


@dataclass(frozen=True)
class Recording:
    """Tables of one report of one area; `words` are the cells that are sentences."""

    tables: Mapping[str, Rows]
    words: Mapping[tuple[str, str, str], str]


def record(frames: Mapping[str, pd.DataFrame], digested: Collection[str] = ()) -> Recording:
    """Record frames; of a table in `digested` one digest a column is kept, and no row."""
    tables: dict[str, Rows] = {}
    words: dict[tuple[str, str, str], str] = {}
    for name, frame in frames.items():
        whole = _rows(frame)
        if name in digested:
            tables[name] = _digest(whole)
            continue
        long = {
            (name, row, column): cell
            for row, cells in whole.rows.items()
            for column, cell in cells.items()
            if is_words(cell)
        }
        short = {
            row: {column: WORDS if is_words(cell) else cell for column, cell in cells.items()}
            for row, cells in whole.rows.items()
        }
        tables[name] = replace(whole, rows=short)
        words |= long
    return Recording(tables, words)


def is_words(cell: object) -> bool:
    """Whether a cell may be worded otherwise without meaning anything else.

    Examples
    --------
    >>> is_words("no clear change"), is_words("Lead falls in 3 places.")
    (False, True)
    """
    return isinstance(cell, str) and len(cell.split()) > LONGEST_CODE


def plain(cell: object) -> Cell:
    """Cell as JSON has it: what is missing is None, what is not finite is text.

    Examples
    --------
    >>> plain(np.float64(0.1)), plain(np.nan), plain(pd.NA), plain(np.int64(3)), plain((1, "a"))
    (0.1, None, None, 3, '[1, "a"]')
    """
    cell = cell.value if isinstance(cell, Enum) else cell
    cell = cell.item() if isinstance(cell, np.generic) else cell
    if isinstance(cell, (tuple, list, set, frozenset)):
        parts = sorted(cell) if isinstance(cell, (set, frozenset)) else cell
        return json.dumps([plain(part) for part in parts], ensure_ascii=False)
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return None
    if isinstance(cell, float) and not math.isfinite(cell):
        return None if math.isnan(cell) else repr(cell)
    return cell if isinstance(cell, (bool, int, float, str)) else str(cell)


def _rows(frame: pd.DataFrame) -> Rows:
    """Types and cells of a frame, column by column so that none takes the type of another."""
    columns = {str(name): [plain(cell) for cell in frame[name]] for name in frame.columns}
    names = [str(row) for row in frame.index]
    if len(set(names)) < len(names):
        raise ValueError(f"Rows have the same id: {names}. Give each its own.")
    rows = {
        row: {column: cells[place] for column, cells in columns.items()}
        for place, row in enumerate(names)
    }
    return Rows({str(name): str(kind) for name, kind in frame.dtypes.items()}, rows)


def _digest(whole: Rows) -> Rows:
    """How many rows there are, and for each column a digest of its cells in their order."""

    def kept(cell: Cell) -> Cell:
        return f"{cell:.{SIGNIFICANT}g}" if isinstance(cell, float) else cell

    columns = {name: [kept(row[name]) for row in whole.rows.values()] for name in whole.types}
    found = {
        name: sha256(json.dumps(cells).encode()).hexdigest()[:DIGITS_OF_DIGEST]
        for name, cells in {ROW_IDS: list(whole.rows), **columns}.items()
    }
    one: dict[str, Cell] = {"n_rows": len(whole.rows), **found}
    return Rows(dict.fromkeys(one, DIGEST), {DIGEST: one})


def to_text(recording: Recording) -> str:
    """Lines of JSON: a table with its columns and their types, then one line a row."""
    return "".join(f"{line}\n" for line in _lines(recording))


def _lines(recording: Recording) -> Iterator[str]:
    for name, table in recording.tables.items():
        yield _json({"table": name, "columns": table.types})
        for row, cells in table.rows.items():
            yield _json([row, *(cells[column] for column in table.types)])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def from_text(text: str) -> dict[str, Rows]:
    """Tables of a recorded text."""
    tables: dict[str, Rows] = {}
    rows: dict[str, dict[str, Cell]] = {}
    columns: list[str] = []
    for line in filter(None, text.split("\n")):
        found = json.loads(line)
        if isinstance(found, dict):
            rows, columns = {}, list(found["columns"])
            tables[found["table"]] = Rows(found["columns"], rows)
        else:
            rows[found[0]] = dict(zip(columns, found[1:], strict=True))
    return tables


def words_to_text(recording: Recording) -> str:
    """Lines of table, row, column and words, with tabs between them."""
    return "".join(
        "\t".join((*map(_one_line, place), _one_line(words))) + "\n"
        for place, words in recording.words.items()
    )


def words_from_text(text: str) -> dict[tuple[str, str, str], str]:
    """Words by table, row and column."""
    lines = (
        [json.loads(f'"{part}"') for part in line.split("\t")]
        for line in filter(None, text.split("\n"))
    )
    return {(table, row, column): words for table, row, column, words in lines}


def _one_line(text: str) -> str:
    """Text with its tabs, line ends and quotation marks escaped."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def files(folder: Path, name: str) -> tuple[Path, Path]:
    """Files of a case: its numbers and its sentences."""
    return folder / "numbers" / f"{name}.jsonl", folder / "sentences" / f"{name}.txt"


def read(folder: Path, name: str) -> Recording | None:
    """Recording of a case, None where it has not been recorded."""
    numbers, words = files(folder, name)
    if not numbers.exists():
        return None
    return Recording(
        from_text(numbers.read_text(encoding="utf-8")),
        words_from_text(words.read_text(encoding="utf-8")),
    )


def write(folder: Path, name: str, recording: Recording) -> None:
    """Write both files of a case."""
    texts = to_text(recording), words_to_text(recording)
    for path, text in zip(files(folder, name), texts, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def remove(folder: Path, name: str) -> None:
    """Remove both files of a case."""
    for path in files(folder, name):
        path.unlink(missing_ok=True)
