"""From the texts of cells to values in the unit of the store, each with its reason if none."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from workbench.errors import WorkbenchError
from workbench.inputs.distinct import note, numbers_of, texts_of
from workbench.inputs.mapping.mapping import Mapping
from workbench.inputs.measurements.censoring import judged
from workbench.inputs.measurements.readings import CellRules, Reading, read_cell
from workbench.vocabulary.substances import substance
from workbench.vocabulary.units import MASS_FRACTIONS, factor

LIMITS = ("lod", "loq")
ALL_OF_THE_SOIL_MG_KG = 1_000_000.0
MADE = ("value", "censored", *LIMITS, "unit", "basis")


def with_values(cells: pd.DataFrame, rules: Mapping) -> pd.DataFrame:
    """Cells with what was measured, in the unit of the store and per dry mass where that is known.

    Parameters
    ----------
    cells : DataFrame
        One row a cell: fields of its row, substance, original_value, known_unit and reason;
        flag, lod_text, loq_text, lod_unit, loq_unit as the file gives them; limit (a number) and
        limit_unit as the mapping does.
    rules : Mapping
        What words, flags and zeros mean.

    Returns
    -------
    DataFrame
        The same with value, censored, lod, loq, unit, uncertainty and reason; a flag
        without a value is the original value.
    """
    read = _in_store_units(cells, _readings(cells, rules))
    made = _per_dry_mass(cells, judged(read, cells["flag"], rules))
    most = numbers_of(made["unit"], _most)
    note(made, made["value"] > most, "more than the soil weighs")
    reasons = cells["reason"].where(cells["reason"] != "", made["reason"])
    given = cells["original_value"]
    return cells.assign(
        **made[list(MADE)],
        reason=reasons,
        uncertainty=math.nan,
        original_value=given.where((given.str.strip() != "") | (reasons != ""), cells["flag"]),
    )


def _readings(cells: pd.DataFrame, rules: Mapping) -> pd.DataFrame:
    """Read numbers, marks and reasons of the cells, and the limits beside them."""
    how = CellRules(rules.sentinels, rules.file.numbers, rules.nondetects.words)
    texts = cells["original_value"]
    found = {text: read_cell(text, how) for text in texts.unique()}
    read = pd.DataFrame(
        {
            "number": numbers_of(texts, lambda text: found[text].number),
            "mark": texts_of(texts, lambda text: found[text].mark),
            "reason": texts_of(texts, lambda text: found[text].reason),
            "limit": cells["limit"],
        }
    )
    for name in LIMITS:
        _add_limits(read, name, cells[f"{name}_text"], how)
    return read


def _add_limits(read: pd.DataFrame, name: str, texts: pd.Series, how: CellRules) -> None:
    """Limits from a column; empty cells, zeros and sentinels are none, other words are noted."""
    found = {text: read_cell(text, how) for text in texts.unique()}
    none = {"", "empty cell", *how.sentinels.values()}

    def reason(text: str) -> str:
        reading: Reading = found[text]
        given = reading.reason in none and reading.mark in ("", "below")
        return "" if given else f"{name} {text.strip()!r} is no limit"

    read[name] = numbers_of(texts, lambda text: found[text].number or math.nan)
    reasons = texts_of(texts, reason)
    note(read, reasons != "", reasons)


def _in_store_units(cells: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    """Numbers and limits in the units of the store; a unit that is not known is noted."""
    units = texts_of(cells["substance"], lambda code: code and substance(code).unit)
    to_store, problems = _factors(cells["known_unit"], units)
    note(read, problems != "", problems)
    for name in (*LIMITS, "limit"):
        own = cells[f"{name}_unit"]
        factors, problems = _factors(own.where(own != "", cells["known_unit"]), units)
        read[name] *= factors
    return read.assign(
        unit=units,
        to_store=to_store,
        number=read["number"] * to_store,
    )


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
    in_dry_mass = {name: made[name] / share for name in ("value", *LIMITS)}
    return made.assign(**in_dry_mass, basis=cells["basis"].mask(converted, "dry"))


def _most(unit: str) -> float:
    """All of the soil, in a unit; endless where the unit is no mass in a mass."""
    return factor("mg/kg", unit) * ALL_OF_THE_SOIL_MG_KG if unit in MASS_FRACTIONS else math.inf
