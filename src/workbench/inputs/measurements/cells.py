"""Second stage of intake: the cells of values, each with the fields of its row or a reason."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd

from workbench.errors import WorkbenchError
from workbench.inputs.files.delivered import DeliveredFile
from workbench.inputs.mapping.declarations import (
    OF_A_GROUP,
    LimitColumn,
    Observations,
    SubstanceColumn,
    own_of,
)
from workbench.inputs.mapping.mapping import MeasurementMapping
from workbench.inputs.measurements.depths import ends_of
from workbench.inputs.measurements.readings import SEVERAL_FLAGS
from workbench.store.measurements import Measurements
from workbench.vocabulary.distinct import note, numbers_of, texts_of
from workbench.vocabulary.notation import NumberForm
from workbench.vocabulary.units import IN_CM, factor


def cells_of(
    delivered: DeliveredFile, fields: pd.DataFrame, rules: MeasurementMapping
) -> pd.DataFrame:
    """List the cells of values of a chunk of a file, in its order.

    Parameters
    ----------
    delivered : DeliveredFile
        The chunk.
    fields : DataFrame
        Fields of each of its rows, see `row_fields.fields_of`.
    rules : MeasurementMapping
        What its columns mean.

    Returns
    -------
    DataFrame
        One row a cell: the fields of its row, `column` (that of the file), substance, and as the
        file gives them original_value, known_unit, flag and limits; `reason`, empty so far where
        the cell may be used.
    """
    rows = fields.assign(source_file=delivered.name)
    if rules.observations:
        cells = _observed(delivered, rules, rules.observations, rows)
        return _with_groups(cells, rules.observations)
    columns = sorted(rules.substances, key=delivered.header.index)
    cells = pd.concat([_column_cells(delivered, rules, name, rows) for name in columns])
    return cells.sort_values("source_row", kind="stable", ignore_index=True)


def _column_cells(
    delivered: DeliveredFile, rules: MeasurementMapping, column: str, rows: pd.DataFrame
) -> pd.DataFrame:
    """Cells of one column of values, each beside the fields of its row."""
    entry = rules.substances[column]
    units = pd.Series(entry.unit, rows.index, dtype="str")
    rows = _with_faults(rows, delivered, _cells_of_value(column, entry, units))
    return rows.assign(
        column=column,
        substance=entry.substance,
        original_value=delivered.column(column),
        original_unit=entry.unit,
        known_unit=entry.unit,
        limit=_own_limit(entry),
        limit_unit=_unit_of_own_limit(entry),
        censors=_censoring(entry) is not None,
        flag=_flags(delivered, entry.flag),
        **_limits(delivered, rules, entry),
        **_own_of_column(entry, rules.file.numbers),
    )


def _own_of_column(entry: SubstanceColumn, form: NumberForm) -> dict[str, str | float]:
    """List what a column has of its own; a layer that is a depth gives the depths too."""
    own: dict[str, str | float] = dict(own_of(entry))
    top, bottom, unit = ends_of(entry.layer, form)
    if math.isfinite(top) and math.isfinite(bottom):
        size = IN_CM[unit or "cm"]
        own |= {"depth_top_cm": top * size, "depth_bottom_cm": bottom * size}
    return own


def _observed(
    delivered: DeliveredFile, rules: MeasurementMapping, entry: Observations, rows: pd.DataFrame
) -> pd.DataFrame:
    """Values of a long file, each beside the fields of its row."""
    words = pd.Series(delivered.column(entry.substance), rows.index, dtype="str").str.strip()
    reasons = {
        word: f"unknown substance {word!r}" if word else "missing substance"
        for word in words.unique()
        if word not in entry.codes and word not in entry.dry_matter
    }
    units, found = (
        _units(delivered, entry, rows),
        texts_of(words, lambda word: reasons.get(word, "")),
    )
    fields = rows["at_fault"].mask((found != "") & (rows["reason"] == ""), "substance")
    codes = texts_of(words, lambda word: entry.codes.get(word, ""))
    known_units = texts_of(units, lambda word: entry.units.get(word, word))
    beside = {entry.substance: "", entry.unit: ""}
    faulty = _cells_of_value(entry.value, entry, known_units) | beside
    rows = _with_faults(rows, delivered, faulty)
    limits, own, own_unit = entry.limits, _own_limit(entry), _unit_of_own_limit(entry)
    return rows.assign(
        column=entry.value,
        word=words,
        substance=codes,
        original_value=delivered.column(entry.value),
        original_unit=units,
        known_unit=known_units,
        limit=numbers_of(codes, lambda c: limits[c].below if c in limits else own),
        limit_unit=texts_of(codes, lambda c: limits[c].unit if c in limits else own_unit),
        censors=texts_of(codes, lambda c: "censors" if _is_censoring(entry, c) else "") != "",
        flag=_flags(delivered, entry.flag),
        reason=rows["reason"].where(rows["reason"] != "", found),
        at_fault=fields,
        **_limits(delivered, rules, entry),
    )


def _own_text(own: Mapping[str, str], word: str) -> str:
    """Text of a word; empty where it has none of its own."""
    return own.get(word, "")


def _with_groups(cells: pd.DataFrame, entry: Observations) -> pd.DataFrame:
    """Cells in which the words for a substance say its fraction, extractant, method and more."""
    for name in OF_A_GROUP:
        own = {word: own_of(group).get(name, "") for word, group in entry.groups.items()}
        if any(own.values()):
            said = texts_of(cells["word"], partial(_own_text, own))
            cells = cells.assign(**{name: cells[name].where(said == "", said)})
    return cells


def _censoring(entry: SubstanceColumn | Observations) -> LimitColumn | None:
    """Limit that is given as a number, which holds for numbers below it too."""
    given = [limit for limit in (entry.lod, entry.loq) if limit and limit.constant is not None]
    return given[0] if given else None


def _is_censoring(entry: Observations, code: str) -> bool:
    """Whether the limit of a substance, or else of the file, holds for numbers below it."""
    if code in entry.limits:
        return entry.limits[code].censors
    return _censoring(entry) is not None


def _own_limit(entry: SubstanceColumn | Observations) -> float:
    """Limit of a column of values, in its unit or its own; nan where there is none."""
    constant = _censoring(entry)
    if constant and constant.constant is not None:
        return constant.constant
    own = entry.limit if isinstance(entry, SubstanceColumn) else None
    return math.nan if own is None else own


def _unit_of_own_limit(entry: SubstanceColumn | Observations) -> str:
    """Give the unit of the limit of a column of values; empty: that of the column."""
    constant = _censoring(entry)
    return constant.unit if constant else ""


def _cells_of_value(
    column: str, entry: SubstanceColumn | Observations, units: pd.Series
) -> dict[str, list[str] | str]:
    """Columns that a value is read from, each with the unit of its cells."""
    own = list(units)
    limits = [limit for limit in (entry.lod, entry.loq) if limit]
    columns = {limit.column: limit.unit or own for limit in limits}
    return {column: own, **columns, **dict.fromkeys(entry.flag, "")}


def _with_faults(
    rows: pd.DataFrame, delivered: DeliveredFile, columns: dict[str, list[str] | str]
) -> pd.DataFrame:
    """Rows with the reason of a cell of these columns that cannot be taken in its unit."""
    reasons = rows["reason"].copy()
    for column, units in columns.items():
        if column:
            found = pd.Series(delivered.faults(column, units), rows.index, dtype="str")
            reasons = reasons.where(reasons != "", found)
    return rows.assign(reason=reasons)


def _units(delivered: DeliveredFile, entry: Observations, rows: pd.DataFrame) -> pd.Series:
    """List the units of the rows of a long file, as they are given."""
    given = delivered.column(entry.unit) if entry.unit else entry.unit_of_all
    return pd.Series(given, rows.index, dtype="str").str.strip()


def _flags(delivered: DeliveredFile, columns: Sequence[str]) -> list[str] | str:
    """List the flags of the laboratory, of all columns that have some; empty without any."""
    if not columns:
        return ""
    texts = zip(*(delivered.column(column) for column in columns), strict=True)
    return [SEVERAL_FLAGS.join(filter(None, map(str.strip, row))) for row in texts]


def _limits(
    delivered: DeliveredFile, rules: MeasurementMapping, entry: SubstanceColumn | Observations
) -> dict[str, list[str] | str]:
    """Texts and units of the limits beside the values."""
    fields: dict[str, list[str] | str] = {}
    words = rules.observations.units if rules.observations else {}
    for name, limit in (("lod", entry.lod), ("loq", entry.loq)):
        fields[f"{name}_text"], fields[f"{name}_unit"] = "", ""
        if not limit:
            continue
        if limit.column:
            fields[f"{name}_text"] = delivered.column(limit.column)
        else:
            constant = f"{limit.constant!r}".replace(".", rules.file.decimal)
            fields[f"{name}_text"] = [constant] * len(delivered.rows)
        fields[f"{name}_unit"] = limit.unit
        if limit.unit_column:
            given = [text.strip() for text in delivered.column(limit.unit_column)]
            fields[f"{name}_unit"] = [words.get(unit, unit) for unit in given]
    return fields


OF_A_SAMPLE = ["iso3", "site_id", "sample_id", "sampled_on", "matrix", "layer"]
TAKEN = "dry matter, taken for the other values of its sample"
SEVERAL = "dry matter that differs within its sample, so none is taken"


def dry_matter_of_samples(
    cells: pd.DataFrame, entry: Observations, form: NumberForm
) -> pd.DataFrame:
    """Dry matter of each sample that has rows of it: the least and the most of them.

    Parameters
    ----------
    cells : DataFrame
        One row a cell: fields, `word` for the substance, original_value, known_unit and reason;
        all those of a file, or the results for its chunks are put together.
    entry : Observations
        Which words stand for dry matter.
    form : NumberForm
        How numbers are written.

    Returns
    -------
    DataFrame
        One row a sample: min and max. [% of wet mass]
    """
    shares = _shares(cells, entry, form)
    fits = shares.notna() & (cells["reason"] == "")
    keys = _keys(cells)[fits]
    by_sample = shares[fits].groupby([keys[name] for name in OF_A_SAMPLE])
    return by_sample.agg(["min", "max"])


def joined_dry_matter(found: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Dry matter of each sample of a file, from that of its chunks.

    Parameters
    ----------
    found : sequence of DataFrame
        Dry matter of the samples of each chunk; a sample may be in several of them.

    Returns
    -------
    DataFrame
        One row a sample: min and max. [% of wet mass]
    """
    filled = [samples for samples in found if len(samples)] or found[:1]
    return pd.concat(filled).groupby(level=OF_A_SAMPLE).agg({"min": "min", "max": "max"})


def with_dry_matter(
    cells: pd.DataFrame, found: pd.DataFrame, entry: Observations, form: NumberForm
) -> pd.DataFrame:
    """Cells with the dry matter of their sample; its own rows are no measurements.

    Parameters
    ----------
    cells : DataFrame
        One row a cell, as above.
    found : DataFrame
        Dry matter of each sample.
    entry : Observations
        Which words stand for dry matter.
    form : NumberForm
        How numbers are written.

    Returns
    -------
    DataFrame
        The same, with dry_matter_pct where it was not given beside the value, and with a reason
        in each row of dry matter.
    """
    own = cells["word"].isin(entry.dry_matter)
    of_cell = _keys(cells).join(found, on=OF_A_SAMPLE)
    one = of_cell["min"].where(of_cell["min"] == of_cell["max"])
    cells = cells.assign(dry_matter_pct=cells["dry_matter_pct"].fillna(one))
    said = texts_of(cells["original_value"], lambda text: f"dry matter {text.strip()!r}")
    said += texts_of(cells["known_unit"], " in {!r} is no share".format)
    note(cells, own & _shares(cells, entry, form).isna(), said)
    note(cells, own & one.isna(), SEVERAL)
    note(cells, own, TAKEN)
    return cells


def _keys(cells: pd.DataFrame) -> pd.DataFrame:
    """Fields that name the sample of each cell; one that is not given is empty, and counts."""
    return cells[OF_A_SAMPLE].fillna("")


def _shares(cells: pd.DataFrame, entry: Observations, form: NumberForm) -> pd.Series:
    """Dry matter that rows of it give; nan in all others, and where it is no share."""
    given = cells.loc[cells["word"].isin(entry.dry_matter), ["original_value", "known_unit"]]
    found = [_percent(text, unit, form) for text, unit in given.itertuples(index=False)]
    shares = pd.Series(found, given.index, dtype="float64").reindex(cells.index)
    return shares.where(shares.between(*Measurements.dry_matter_pct.bounds))


def _percent(text: str, unit: str, form: NumberForm) -> float:
    """Share in percent; nan where a text is no number or a unit none of shares."""
    try:
        return form.number(text.strip()) * factor(unit, "%")
    except WorkbenchError:
        return math.nan
