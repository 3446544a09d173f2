"""From the texts of cells to values in the unit of the store, each with its reason if none."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from workbench.errors import WorkbenchError
from workbench.inputs.mapping.declarations import Nondetects
from workbench.inputs.mapping.mapping import MeasurementMapping
from workbench.inputs.measurements.readings import (
    ANY,
    BELOW,
    BELOW_FLAGS,
    LOD,
    LOQ,
    NEGATIVE,
    NEGATIVE_VALUE,
    SEVERAL_FLAGS,
    SUBSTITUTED,
    CellRules,
    Reading,
    meaning_of,
    read_cell,
    unknown_in,
)
from workbench.store.measurements import Measurements
from workbench.vocabulary.distinct import note, numbers_of, texts_of
from workbench.vocabulary.substances import substance
from workbench.vocabulary.units import MASS_FRACTIONS, factor, spelling_of

DUPLICATE = "duplicate of an earlier row (same site, sample, date, layer, substance and method)"
LIMITS = ("lod", "loq")
ALL_OF_THE_SOIL_MG_KG = 1_000_000.0
MADE = ("value", "censored", *LIMITS, "unit", "basis")


def values_of(cells: pd.DataFrame, rules: MeasurementMapping) -> pd.DataFrame:
    """Cells with what was measured, in the unit of the store and per dry mass where that is known.

    Parameters
    ----------
    cells : DataFrame
        One row a cell: fields of its row, substance, original_value, known_unit and reason;
        flag, lod_text, loq_text, lod_unit, loq_unit as the file gives them; limit (a number) and
        limit_unit as the mapping does.
    rules : MeasurementMapping
        What words, flags and zeros mean.

    Returns
    -------
    DataFrame
        The same with value, censored, lod, loq, unit, uncertainty, reason and `corrects`, the
        column that the reason is about; a flag without a value is the original value.
    """
    read = _readings(cells, rules)
    cells = _in_own_units(cells, read)
    read = _in_store_units(cells, read)
    flags = _joined(cells["flag"], read["flag"])
    made = _per_dry_mass(cells, judged(read, flags, rules))
    most = numbers_of(made["unit"], largest)
    note(made, made["value"] > most, "more than the soil weighs")
    reasons = cells["reason"].where(cells["reason"] != "", made["reason"])
    given = cells["original_value"]
    values = cells.assign(
        **made[list(MADE)],
        reason=reasons,
        uncertainty=made["spread"],
        original_value=given.where((given.str.strip() != "") | (reasons != ""), cells["flag"]),
        original_unit=_unit_as_given(cells, made, reasons),
        noticed=made["noticed"].where(reasons == "", ""),
    )
    usable = values[values["reason"] == ""]
    again = usable.index[usable.duplicated(list(Measurements.key))]
    values.loc[again, "reason"] = DUPLICATE
    return values.assign(corrects=_columns_to_correct(values, rules))


def _readings(cells: pd.DataFrame, rules: MeasurementMapping) -> pd.DataFrame:
    """Read numbers, marks and reasons of the cells, and the limits beside them."""
    how = CellRules(
        rules.sentinels, rules.file.numbers, rules.nondetects.words, rules.nondetects.flags
    )
    texts = cells["original_value"]
    found = {text: read_cell(text, how) for text in texts.unique()}
    read = pd.DataFrame(
        {
            "number": numbers_of(texts, lambda text: found[text].number),
            "mark": texts_of(texts, lambda text: found[text].mark),
            "reason": texts_of(texts, lambda text: found[text].reason),
            "flag": texts_of(texts, lambda text: found[text].flag),
            "own_unit": texts_of(texts, lambda text: found[text].unit),
            "spread": numbers_of(texts, lambda text: found[text].spread),
            "limit": cells["limit"],
            "censors": cells["censors"],
        }
    )
    for name in LIMITS:
        _add_limits(read, name, cells[f"{name}_text"], how)
    return read


def _in_own_units(cells: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    """Cells in the unit that stands behind the number, where one does; limits stay in theirs."""
    stated = read["own_unit"] != ""
    if not stated.any():
        return cells
    usual = cells["known_unit"]
    beside = {
        f"{name}_unit": cells[f"{name}_unit"].where(~stated | (cells[f"{name}_unit"] != ""), usual)
        for name in (*LIMITS, "limit")
    }
    return cells.assign(
        known_unit=usual.where(~stated, read["own_unit"]),
        original_unit=cells["original_unit"].where(~stated, read["own_unit"]),
        **beside,
    )


def _add_limits(read: pd.DataFrame, name: str, texts: pd.Series, how: CellRules) -> None:
    """Limits from a column; empty cells, zeros and sentinels are none, other words are noted."""
    found = {text: read_cell(text, how) for text in texts.unique()}
    none = {"", "empty cell", *how.sentinels.values()}

    def reason(text: str) -> str:
        reading: Reading = found[text]
        given = reading.reason in none and reading.mark in ("", BELOW)
        return "" if given else f"{name} {text.strip()!r} is no limit"

    read[name] = numbers_of(texts, lambda text: found[text].number or math.nan)
    read[name] = read[name].where(read[name] > 0)
    reasons = texts_of(texts, reason)
    note(read, reasons != "", reasons)


def _in_store_units(cells: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    """Numbers and limits in the units of the store; a unit that is not known is noted."""
    units = texts_of(cells["substance"], lambda code: code and substance(code).unit)
    to_store, problems = _factors(cells["known_unit"], units)
    note(read, problems != "", problems)  # an empty cell has its reason, and no need of a unit
    for name in (*LIMITS, "limit"):
        own = cells[f"{name}_unit"]
        factors, problems = _factors(own.where(own != "", cells["known_unit"]), units)
        read[name] *= factors
    return read.assign(
        unit=units,
        to_store=to_store,
        number=read["number"] * to_store,
        spread=read["spread"] * to_store,
    )


def _unit_of_limit(cells: pd.DataFrame) -> pd.Series:
    """Give the unit that a limit beside the value has of its own; empty where there is none."""
    of_loq = cells["loq_unit"].where(cells["loq_text"].str.strip() != "", "")
    of_lod = cells["lod_unit"].where(cells["lod_text"].str.strip() != "", "")
    return of_loq.where(of_loq != "", of_lod)


def _unit_as_given(cells: pd.DataFrame, made: pd.DataFrame, reasons: pd.Series) -> pd.Series:
    """Give the unit of the file or of the limit; that of the store where none is needed."""
    unit, is_used = cells["original_unit"], reasons == ""
    unit = unit.where((unit != "") | ~is_used, _unit_of_limit(cells))
    return unit.where((unit != "") | ~is_used, made["unit"])


def _joined(of_column: pd.Series, of_cell: pd.Series) -> pd.Series:
    """Join the flags of a column and of the cell itself."""
    both = (of_column != "") & (of_cell != "")
    return (of_column + of_cell).mask(both, of_column + SEVERAL_FLAGS + of_cell)


def _factors(given: pd.Series, wanted: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Factor from each given unit to the wanted one, and the reason where there is none."""
    given_codes, units = pd.factorize(given)
    wanted_codes, targets = pd.factorize(wanted)
    found = [_factor(str(unit), str(target)) for unit in units for target in targets]
    codes = given_codes * len(targets) + wanted_codes
    factors = np.array([number for number, _ in found], dtype=np.float64)[codes]
    reasons = np.array([reason for _, reason in found], dtype=object)[codes]
    return pd.Series(factors, given.index), pd.Series(reasons, given.index, dtype="str")


def _factor(given: str, wanted: str) -> tuple[float, str]:
    """Factor between two units, or the reason why there is none."""
    if wanted == "pH" and (not given or spelling_of(given) == "1"):
        return 1.0, ""  # pH has no unit, and files say so in many ways
    if not given or not wanted:  # a row without a known substance has a reason already
        return math.nan, "missing unit" if wanted else ""
    try:
        return factor(given, wanted), ""
    except WorkbenchError:
        return math.nan, f"unknown unit {given!r} for a content in {wanted}"


def _per_dry_mass(cells: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """Concentrations per wet mass as per dry mass, where the dry matter is given."""
    dry_matter = cells["dry_matter_pct"]
    converted = (cells["basis"] == "wet") & dry_matter.notna() & (made["unit"] != "pH")
    share = (dry_matter / 100).where(converted, 1.0)
    in_dry_mass = {name: made[name] / share for name in ("value", "spread", *LIMITS)}
    return made.assign(**in_dry_mass, basis=cells["basis"].mask(converted, "dry"))


def largest(unit: str) -> float:
    """Give all of the soil, in a unit; endless where the unit is no mass in a mass.

    Parameters
    ----------
    unit : str
        As `mg/kg`.

    Returns
    -------
    float
        The largest content that there can be. [unit]
    """
    return factor("mg/kg", unit) * ALL_OF_THE_SOIL_MG_KG if unit in MASS_FRACTIONS else math.inf


UNDER = "under"  # a number that is less than a limit of the mapping
NO_LIMIT = "non-detect without a limit"
NO_ZERO = "zero without a limit"


def judged(read: pd.DataFrame, flags: pd.Series, rules: MeasurementMapping) -> pd.DataFrame:
    """Tell detects from non-detects.

    Parameters
    ----------
    read : DataFrame
        One row a cell: number, lod, loq and limit in the unit of the store (`to_store` is the
        factor to it), mark, and reason where the cell says nothing that can be used.
    flags : Series of str
        Flag of the laboratory; empty where there is none.
    rules : MeasurementMapping
        What flags and zeros mean, and in which order limits are looked for.

    Returns
    -------
    DataFrame
        The same with value, the limit where censored is true, and reasons for what has none.
    """
    meanings = texts_of(flags, lambda flag: meaning_of(flag, rules.nondetects.flags))
    unknown = texts_of(flags, lambda flag: unknown_in(flag, rules.nondetects.flags))
    note(read, unknown != "", unknown)
    note(read, meanings == "unusable", _said(flags, "flag {!r} says that it is not to be used"))
    empty = read["reason"] == "empty cell"
    plain = (read["mark"] == "") & (read["reason"] == "")
    zero = plain & (read["number"] == 0)
    negative = read["mark"] == NEGATIVE
    flagged = meanings.isin(BELOW_FLAGS) & (plain | empty)
    under = plain & ~zero & ~flagged & read["censors"] & (read["number"] < read["limit"])
    censored = (read["mark"] != "") | zero | flagged | under
    limits = pd.Series(math.nan, read.index)
    for cases, found in _limits(read, zero, flagged, meanings, rules):
        limits = limits.mask(cases, found)
    limits = limits.mask(under, read["limit"])
    read["reason"] = read["reason"].mask(flagged & empty & limits.notna(), "")
    # Further below zero than the limit is above it: no noise of an instrument, but a code.
    far = negative & ~(-read["number"] <= limits)
    note(read, far, NEGATIVE_VALUE)
    note(read, zero & ~flagged & limits.isna(), NO_ZERO)
    note(read, censored & limits.isna(), NO_LIMIT)
    noticed = pd.Series("", read.index, dtype="str").mask(negative, NEGATIVE).mask(under, UNDER)
    return read.assign(
        value=read["number"].mask(censored, limits), censored=censored, noticed=noticed
    )


def _limits(
    read: pd.DataFrame,
    zero: pd.Series,
    flagged: pd.Series,
    meanings: pd.Series,
    rules: MeasurementMapping,
) -> Iterator[tuple[pd.Series, pd.Series]]:
    """Cells of one kind, and their limits; a later kind takes the place of an earlier one."""
    own = read["number"].where(read["number"] > 0)
    factors = numbers_of(meanings, lambda meaning: SUBSTITUTED.get(meaning, 1.0))
    order = _order(rules.nondetects)
    beside = _first_of(read, [name for name in order if name != "own"])
    below = rules.zeros.below if rules.zeros else math.nan
    declared = (read["to_store"] * below).where(zero)
    yield read["mark"] == BELOW, own
    # Where only the upper limit is known, less than the lower one is less than that too.
    below_lod = read["lod"].fillna(read["loq"]).fillna(read["limit"])
    yield read["mark"] == LOD, below_lod
    yield read["mark"] == LOQ, read["loq"].fillna(read["limit"])
    yield read["mark"] == ANY, beside
    yield read["mark"] == NEGATIVE, beside
    yield zero, beside.fillna(declared)
    yield flagged, _first_of(read.assign(own=own * factors), order).fillna(declared)
    yield meanings == "below_lod", below_lod
    yield meanings == "below_loq", read["loq"].fillna(read["limit"])


def _order(nondetects: Nondetects) -> list[str]:
    """Columns in which limits are looked for; the one limit of the mapping is the last."""
    return [*("own" if name == "value" else name for name in nondetects.order), "limit"]


def _first_of(read: pd.DataFrame, names: list[str]) -> pd.Series:
    """First limit that is there, by row."""
    first = read[names[0]]
    for name in names[1:]:
        first = first.fillna(read[name])
    return first


def _said(flags: pd.Series, wording: str) -> pd.Series:
    """Reasons that name the flag."""
    return texts_of(flags, wording.format)


def _columns_to_correct(cells: pd.DataFrame, rules: MeasurementMapping) -> pd.Series:
    """Column of the file that each reason is about; empty where it is none or several of them."""
    columns = dict(rules.columns)
    if rules.observations:
        columns |= {"substance": rules.observations.substance, "unit": rules.observations.unit}
    of_unit = cells["reason"].str.match("(?:unknown|missing) unit")
    fields = cells["at_fault"].mask((cells["at_fault"] == "") & of_unit, "unit")
    return cells["column"].where(fields == "", texts_of(fields, lambda name: columns.get(name, "")))
