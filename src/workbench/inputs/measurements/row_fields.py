"""Fields that each row of a delivered file has once, or the reason why it cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as MappingOf

import pandas as pd

from workbench.errors import VocabularyError
from workbench.inputs.files.delivered import DeliveredFile
from workbench.inputs.files.file_form import PERCENT, FileForm
from workbench.inputs.mapping.contracts import DEPTH, MAPPABLE, MISSING, field_problem
from workbench.inputs.mapping.declarations import Horizon
from workbench.inputs.mapping.mapping import MeasurementMapping
from workbench.inputs.measurements.coordinates import AXES, in_degrees
from workbench.inputs.measurements.depths import DEPTHS, ENDS_ABOVE, in_lengths, with_ends
from workbench.inputs.measurements.field_duplicates import AGAIN
from workbench.vocabulary.distinct import note, numbers_of, texts_of
from workbench.vocabulary.languages import find_land_use, find_method
from workbench.vocabulary.notation import DateForm, read_day, sentinel_reason, vague_kind
from workbench.vocabulary.places import code_or_text


def fields_of(delivered: DeliveredFile, rules: MeasurementMapping) -> pd.DataFrame:
    """Fields of each row of a file.

    Parameters
    ----------
    delivered : DeliveredFile
        The file.
    rules : MeasurementMapping
        What its columns mean.

    Returns
    -------
    DataFrame
        One row a row: the columns of `measurements` that a mapping fills, source_row, and
        `reason`, empty where nothing is wrong with the row; `at_fault`, the field it is about.
    """
    rows = pd.DataFrame(_texts(delivered, rules), dtype="str")
    rows["reason"] = [_wrong_length(len(row), len(delivered.header)) for row in delivered.rows]
    rows["at_fault"] = texts_of(rows["reason"], lambda reason: "row" if reason else "")
    for column, left_out in rules.leave_out.items():
        kinds = pd.Series(delivered.column(column), rows.index, dtype="str").str.strip()
        note(rows, kinds.isin(left_out), "left out by the mapping, " + column + " is " + kinds)
    if rules.field_duplicates:
        told = rules.field_duplicates
        kinds = pd.Series(delivered.column(told.column), rows.index, dtype="str").str.strip()
        rows[AGAIN] = kinds.isin(told.words)
    _note_faults(rows, delivered, rules)
    for name, words in rules.words.items():
        rows = _with_words(rows, name, words)
    for name, scheme in rules.schemes.items():
        rows = by_scheme(rows, name, scheme)
    if "iso3" in rules.columns and "iso3" not in rules.words:
        rows = rows.assign(iso3=texts_of(rows["iso3"], code_or_text))
    if rules.horizons:
        rows = _with_horizons(rows, rules.horizons)
    numbers, dates = rules.file.numbers, rules.file.dates
    for name in [name for name in MAPPABLE if name in rows]:
        contract, given = MAPPABLE[name], rows[name].unique()
        problems = {text: field_problem(contract, text, numbers, dates) for text in given}
        _note_problems(rows, problems, name)
    rows["source_row"] = list(delivered.lines)
    typed = in_lengths(_typed(rows, rules.file), delivered, rules)
    typed = with_ends(typed, delivered, rules)
    top, bottom = (typed[name] for name in DEPTHS)
    typed["at_fault"] = typed["at_fault"].mask((bottom < top) & (typed["reason"] == ""), DEPTHS[1])
    note(typed, bottom < top, ENDS_ABOVE)
    return typed


def _texts(delivered: DeliveredFile, rules: MeasurementMapping) -> dict[str, list[str]]:
    """Texts of all fields, from constants and columns."""
    fields = {name: [text] * len(delivered.rows) for name, text in rules.constants.items()}
    for name, column in rules.columns.items():
        fields[name] = [text.strip() for text in delivered.column(column)]
    for name, columns in rules.joined.items():
        fields[name] = _joined(delivered, columns)
    for name, columns in rules.otherwise.items():
        instead = _joined(delivered, columns)
        fields[name] = [own or other for own, other in zip(fields[name], instead, strict=True)]
    for name in [*rules.columns, *rules.joined]:
        if name in ("sampled_on", DEPTH) or MAPPABLE[name].kind == "number":
            fields[name] = _without_sentinels(fields[name], rules.sentinels)
    placed = {axis: fields[axis] for axis in AXES if axis in rules.columns}
    if placed:
        zones = delivered.column(rules.coordinates.zone) if rules.coordinates.zone else ()
        fields |= in_degrees(placed, zones, rules.file.numbers, rules.coordinates)
    for name, text in rules.where_empty.items():
        fields[name] = [own or text for own in fields[name]]
    if "sampled_on" in fields and "sampled_on" not in rules.constants:
        _read_days(fields, rules.file.days)
    return fields


def _read_days(fields: dict[str, list[str]], form: DateForm) -> None:
    """Put days in the form of the store; years from and to are the campaign of a row."""
    given = fields["sampled_on"]
    days = {text: read_day(text, form) for text in set(given)}
    fields["sampled_on"] = [days[text] for text in given]
    spans = {text: text if vague_kind(text) == "range" else "" for text in set(given)}
    if "range" in form.more and any(spans.values()):
        own = fields.get("campaign", [""] * len(given))
        fields["campaign"] = [name or spans[text] for name, text in zip(own, given, strict=True)]


def _note_faults(rows: pd.DataFrame, delivered: DeliveredFile, rules: MeasurementMapping) -> None:
    """Write down in which rows a cell of a field cannot be taken as it is."""
    named = [(name, column) for name, column in rules.columns.items()]
    for more in (rules.joined, rules.otherwise):
        named += [(name, column) for name, columns in more.items() for column in columns]
    for name, column in named:
        unit = PERCENT if name.endswith("_pct") else ""
        found = pd.Series(delivered.faults(column, unit), rows.index, dtype="str")
        rows["at_fault"] = rows["at_fault"].mask((found != "") & (rows["reason"] == ""), name)
        note(rows, found != "", found)


def _joined(delivered: DeliveredFile, columns: list[str]) -> list[str]:
    """Texts of columns with a slash between; empty where all of them are."""
    texts = zip(*(delivered.column(column) for column in columns), strict=True)
    made = ("/".join(text.strip() for text in parts) for parts in texts)
    return [text if text.strip("/") else "" for text in made]


def _without_sentinels(texts: list[str], sentinels: MappingOf[str, str]) -> list[str]:
    """Texts of dates or numbers, in which a sentinel is as good as nothing."""
    kept = {text: "" if sentinel_reason(text, sentinels) else text for text in set(texts)}
    return [kept[text] for text in texts]


def _with_words(rows: pd.DataFrame, name: str, words: MappingOf[str, str]) -> pd.DataFrame:
    """Rows with the words of the store; one that the crosswalk does not have is noted."""
    unknown = [word for word in rows[name].unique() if word and word not in words]
    _note_problems(
        rows,
        {word: f"unknown {name} {word!r}, not in words of the mapping" for word in unknown},
        name,
    )
    return rows.assign(**{name: texts_of(rows[name], lambda word: words.get(word, ""))})


def _with_horizons(rows: pd.DataFrame, horizons: MappingOf[str, Horizon]) -> pd.DataFrame:
    """Rows with the matrix and the name of their layer; an unknown word is noted."""
    problems = {
        word: f"unknown horizon {word!r}" if word else MISSING["layer"]
        for word in rows["layer"].unique()
        if word not in horizons
    }
    _note_problems(rows, problems, "layer")
    known = {word: horizon.layer or word for word, horizon in horizons.items()}
    words = rows["layer"]
    return rows.assign(
        layer=texts_of(words, lambda word: known.get(word, word)),
        matrix=texts_of(words, lambda word: horizons[word].matrix if word in horizons else ""),
    )


def _note_problems(rows: pd.DataFrame, problems: MappingOf[str, str], name: str) -> None:
    """Write down the problem of a field where the row has none yet."""
    if any(problems.values()):
        found = texts_of(rows[name], lambda text: problems.get(text, ""))
        rows["at_fault"] = rows["at_fault"].mask((found != "") & (rows["reason"] == ""), name)
        note(rows, found != "", found)


def _typed(rows: pd.DataFrame, form: FileForm) -> pd.DataFrame:
    """Rows in which all fields are there: optional text missing, numbers as numbers."""
    for name, contract in MAPPABLE.items():
        texts = rows[name] if name in rows else pd.Series("", rows.index, dtype="str")
        if contract.kind == "number":
            rows[name] = numbers_of(texts, form.numbers.number)
        elif not contract.required:
            rows[name] = texts.where(texts != "", None)
    return rows


def _wrong_length(n_cells: int, n_columns: int) -> str:
    """Reason for a row that has more or fewer cells than the header."""
    if n_cells == n_columns:
        return ""
    return f"row has {n_cells} cells, the header {n_columns}"


def by_scheme(rows: pd.DataFrame, name: str, scheme: str) -> pd.DataFrame:
    """Rows in which the words of a column are those of the store; unknown words are noted.

    Parameters
    ----------
    rows : DataFrame
        Fields of each row as text, and `reason`.
    name, scheme : str
        Column of the store, and the scheme that its words are of.

    Returns
    -------
    DataFrame
        The same rows.
    """
    if name == "land_use":
        return _read(rows, name, lambda word: find_land_use(word, scheme).stored)
    digestions = rows[name]
    if "extractant" not in rows:
        rows = rows.assign(
            extractant=texts_of(digestions, _known_or_empty(lambda w: find_method(w).extractant))
        )
    return _read(rows, name, lambda word: find_method(word).fraction)


def _read(rows: pd.DataFrame, name: str, find: Callable[[str], str]) -> pd.DataFrame:
    """Rows with what a function finds for each word; a word that it refuses is noted."""
    found = texts_of(rows[name], _known_or_empty(find))
    unknown = (rows[name] != "") & (found == "")
    note(rows, unknown, texts_of(rows[name], lambda word: f"unknown {name} {word!r}"))
    return rows.assign(**{name: found})


def _known_or_empty(find: Callable[[str], str]) -> Callable[[str], str]:
    """Make a function give nothing for a word that is empty or refused."""

    def look(word: str) -> str:
        try:
            return find(word) if word else ""
        except VocabularyError:
            return ""

    return look
