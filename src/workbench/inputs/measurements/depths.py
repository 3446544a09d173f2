"""Depths of samples: two columns, a range in one cell, or the name of a layer, in cm."""

from __future__ import annotations

import math
import re

import pandas as pd

from workbench.errors import InputError
from workbench.inputs.files.delivered import DeliveredFile
from workbench.inputs.mapping.contracts import DEEPEST, DEPTH
from workbench.inputs.mapping.mapping import MeasurementMapping
from workbench.vocabulary.distinct import note, numbers_of, texts_of
from workbench.vocabulary.notation import NumberForm
from workbench.vocabulary.units import (
    IN_CM,
    KNOWN_LENGTHS,
    is_depth_unit_heading,
    length_unit,
    unit_in_heading,
)

PRECISION = "coordinate_precision_m"
ENDS_ABOVE = "depth_bottom_cm is less than depth_top_cm"
DEPTHS = ("depth_top_cm", "depth_bottom_cm")
FEET_SIGNS = ("'", '"', "\u2032", "\u2033")
LONGEST = 60  # signs of a depth; longer texts are none
NUMBER = r"\d{1,6}(?:[.,]\d{1,6})?"
UNIT = r"[^\W\d_]{1,12}\.?"
BETWEEN = r"(?:-|\N{EN DASH}|\N{EM DASH}|/|_|to|bis|a|à|до|至|~|\.\.\.?)"
RANGE = re.compile(
    rf"(?P<layer>[^\W\d_]{{1,4}}\d? )?(?P<top>{NUMBER}) ?(?P<own>{UNIT})?? ?{BETWEEN} ?"
    rf"(?P<bottom>{NUMBER}) ?[(\[]?(?P<unit>{UNIT})?[)\]]?",
    re.IGNORECASE,
)
ONE = re.compile(rf"(?P<sign>[<>≤≥])? ?(?P<top>{NUMBER}) ?(?P<open>\+)? ?(?P<unit>{UNIT})?")
IN_FEET = re.compile(
    r"(?P<feet>\d{1,4})['\u2032\u2019] ?(?:(?P<inches>\d{1,2}(?:\.\d+)?)(?:[\"\u2033\u201d]|''))?"
    r"|(?P<only>\d{1,4}(?:\.\d+)?)(?:[\"\u2033\u201d]|'')"
)
Ends = tuple[float, float, str]
NO_ENDS: Ends = (math.nan, math.nan, "")


def ends_of(text: str, form: NumberForm) -> Ends:
    r"""Read the upper and lower end of a depth, and the unit that the text states.

    One depth only is a point: both ends are the same. An end that is open is nan.

    Examples
    --------
    >>> ends_of("0-20 cm", NumberForm()), ends_of("0.75-0.8 m", NumberForm())
    ((0.0, 20.0, 'cm'), (0.75, 0.8, 'm'))
    >>> ends_of("A 0-15", NumberForm()), ends_of("0'-6\"", NumberForm())
    ((0.0, 15.0, ''), (0.0, 6.0, 'in'))
    >>> ends_of("30+ cm", NumberForm()), ends_of("6.0", NumberForm()), ends_of("Ah", NumberForm())
    ((30.0, nan, 'cm'), (6.0, 6.0, ''), (nan, nan, ''))
    """
    if not text or len(text) > LONGEST:
        return NO_ENDS
    if any(sign in text for sign in FEET_SIGNS):
        return _in_feet(text)
    spaced = " ".join(text.split())
    if found := RANGE.fullmatch(spaced):
        return _between(found, form)
    found = ONE.fullmatch(spaced)
    return _at(found, form) if found else NO_ENDS


def _between(found: re.Match[str], form: NumberForm) -> Ends:
    """Give the ends of a range; none where its unit is unknown, or it has two."""
    stated = [found[name] for name in ("own", "unit") if found[name]]
    units = set(map(length_unit, stated))
    if len(units) > 1 or "" in units:
        return NO_ENDS
    top, bottom = (_number(found[name], form) for name in ("top", "bottom"))
    return top, bottom, units.pop() if units else ""


def _at(found: re.Match[str], form: NumberForm) -> Ends:
    """Give a point as both ends, and what is open as one end."""
    unit, number = length_unit(found["unit"] or ""), _number(found["top"], form)
    if found["unit"] and not unit:
        return NO_ENDS
    if found["open"] or found["sign"] in (">", "≥"):
        return number, math.nan, unit
    return (0.0 if found["sign"] else number), number, unit


def _number(text: str, form: NumberForm) -> float:
    """Read a number of a depth, in the form of the file or with the other decimal sign."""
    given = form.number(text)
    return given if math.isfinite(given) else float(text.replace(",", "."))


def _in_feet(text: str) -> Ends:
    """Give the ends of a depth in feet and inches, in inches."""
    found = [
        float(one["only"] or 0) + 12 * float(one["feet"] or 0) + float(one["inches"] or 0)
        for one in IN_FEET.finditer(text)
    ]
    rest = IN_FEET.sub("", text).strip(" -\N{EN DASH}to")
    if rest or len(found) not in (1, 2):
        return NO_ENDS
    return found[0], found[-1], "in"


def with_ends(
    rows: pd.DataFrame, delivered: DeliveredFile, rules: MeasurementMapping
) -> pd.DataFrame:
    """Rows with the ends of their depth, of its own column or else of the name of their layer.

    Parameters
    ----------
    rows : DataFrame
        Fields of each row; `depth` where a column has both ends.
    delivered : DeliveredFile
        The file.
    rules : MeasurementMapping
        What the columns mean.

    Returns
    -------
    DataFrame
        The same with depth_top_cm and depth_bottom_cm in cm, and a reason where there are none.
    """
    column = DEPTH if DEPTH in rules.columns else "layer"
    if column not in rules.columns or any(name in rules.columns for name in DEPTHS):
        return rows
    heading = unit_in_heading(rules.columns[column]) or rules.file.depths
    usual = heading or ("cm" if column == DEPTH else "")
    texts = rows[column].fillna("")
    ends = {text: ends_of(text, rules.file.numbers) for text in texts.unique()}
    units = texts_of(texts, lambda text: ends[text][2])
    units = units.where(units != "", texts_of(_depth_units(rows, delivered, rules), length_unit))
    factors = numbers_of(units, lambda unit: IN_CM.get(unit or usual, math.nan))
    rows[DEPTHS[0]] = numbers_of(texts, lambda text: ends[text][0]) * factors
    rows[DEPTHS[1]] = numbers_of(texts, lambda text: ends[text][1]) * factors
    if column == DEPTH:
        is_none = (texts != "") & rows[DEPTHS[0]].isna()
        note_at(rows, is_none, DEPTH, texts_of(texts, "depth {!r} is none that is known".format))
    deep = rows[list(DEPTHS)].max(axis=1) > DEEPEST
    note_at(rows, deep, column, "the depth is deeper than any sample")
    return rows.drop(columns=DEPTH, errors="ignore")


def in_lengths(
    rows: pd.DataFrame, delivered: DeliveredFile, rules: MeasurementMapping
) -> pd.DataFrame:
    """Rows with depths in cm and precision in m, whatever unit a heading or a row states.

    Parameters
    ----------
    rows : DataFrame
        Fields of each row, numbers as numbers.
    delivered : DeliveredFile
        The file.
    rules : MeasurementMapping
        What its columns mean.

    Returns
    -------
    DataFrame
        The same, with a reason where a unit is unknown.

    Raises
    ------
    InputError
        If a heading and the mapping state two units.
    """
    stated = {name: unit_in_heading(rules.columns.get(name, "")) for name in (*DEPTHS, PRECISION)}
    rows[PRECISION] *= IN_CM[stated[PRECISION] or "m"] / IN_CM["m"]
    own = _depth_units(rows, delivered, rules)
    for name in DEPTHS:
        given = rows[name].notna()
        usual = stated[name] or rules.file.depths
        if stated[name] and rules.file.depths not in ("", stated[name]):
            raise InputError(
                f"{delivered.name}: the heading {rules.columns[name]!r} states "
                f"{stated[name]}, the mapping (file.depths) {rules.file.depths}. "
                "Correct one of them, or leave file.depths away."
            )
        units = own.where(own != "", usual or ("" if rules.file.depth_unit else "cm"))
        unknown = texts_of(units, lambda text: text if not length_unit(text) else "")
        note_at(rows, given & (units == ""), name, "missing depth unit")
        why = "unknown depth unit " + unknown.map(repr) + f", known are {KNOWN_LENGTHS}"
        note_at(rows, given & (unknown != ""), name, why)
        codes = texts_of(units, length_unit)
        if usual:
            why = (
                "the row states its depth in " + codes + f", its heading or the mapping in {usual}"
            )
            note_at(rows, given & (codes != "") & (codes != usual), name, why)
        rows[name] *= numbers_of(codes, lambda code: IN_CM.get(code, math.nan))
    return rows


def _depth_units(
    rows: pd.DataFrame, delivered: DeliveredFile, rules: MeasurementMapping
) -> pd.Series:
    """List the unit of the depths that each row states, empty where it states none."""
    found = [name for name in delivered.header if is_depth_unit_heading(name)]
    column = rules.file.depth_unit or (found[0] if len(found) == 1 else "")
    texts = [text.strip() for text in delivered.column(column)] if column else ""
    return pd.Series(texts, rows.index, dtype="str")


def note_at(rows: pd.DataFrame, cases: pd.Series, name: str, why: str | pd.Series) -> None:
    """Write down a reason, and the field it is about, where the row has none yet."""
    rows["at_fault"] = rows["at_fault"].mask(cases & (rows["reason"] == ""), name)
    note(rows, cases, why)
