"""Results of human biomonitoring as laboratories and surveys give them: limits, units, doubts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from workbench.errors import UnitError
from workbench.findings.rows import Phrase, code, count, number, row, share, text
from workbench.store.people import Biomonitoring
from workbench.vocabulary.distinct import note, numbers_of, texts_of
from workbench.vocabulary.people.biomarkers import biomarker_unit

BELOW = r"^\s*[<≤]\s*"
FLAGS = {
    **dict.fromkeys(("1", "1.0", "true", "yes", "y", "<", "below"), True),
    **dict.fromkeys(("", "0", "0.0", "false", "no", "n", "="), False),
}
SERIES = [Biomonitoring.year, Biomonitoring.matrix, Biomonitoring.substance, Biomonitoring.unit]
FACTOR = "factor"
FEWEST_ALIKE = 5
LEAST_SHARE = 0.01
MORE_THAN_NEXT = 2.0  # times as often as the next value, which chance and rounding do not give
ROOT_TWO, HALF = "limit over root two", "half the limit"


@dataclass(frozen=True)
class Substituted:
    """A number that stands in the data for all non-detects.

    Attributes
    ----------
    value : float
        The number.
    limit : float
        Limit that it was worked out from, to the digits of the data.
    n : int
        How often it is there.
    rule : str
        How it was worked out: the limit over the root of two, or half of it.
    """

    value: float
    limit: float
    n: int
    rule: str


@row
class LooksSubstituted(Phrase):
    """Results that look as if a number had been put in the place of non-detects."""

    substance: str = code("substance", "what was measured")
    matrix: str = text("in what")
    value: float = number("the number", unit="1")
    limit: float = number("limit that it was worked out from", unit="1")
    unit: str = text("unit of both")
    share: float = share("share of the results that have it")
    rule: str = code("substitution", "how it was worked out")


@row
class ImplausibleColumn(Phrase):
    """A column about participants that cannot be what it is said to be."""

    column: str = code("person-column", "what it is said to hold")
    median: float = number("its median", unit="1")
    n_outside: int = count("values that no person has")
    n_values: int = count("values")


@dataclass(frozen=True)
class Plausible:
    """What a column about adults and children can hold."""

    lowest: float
    highest: float
    lowest_median: float
    highest_median: float


# Limits of the record of blood pressure in surveys such as NHANES, and medians of any population.
PLAUSIBLE: Mapping[str, Plausible] = {
    Biomonitoring.systolic_mmhg: Plausible(60, 280, 90, 160),
    Biomonitoring.creatinine_g_l: Plausible(0.01, 8, 0.3, 3),
}
MOST_OUTSIDE = 0.01


def with_limits(
    rows: pd.DataFrame, to_number: Callable[[str], float], words: Mapping[str, str]
) -> pd.DataFrame:
    """Rows of a file in which limits, flags and units are told from the numbers.

    A non-detect is a cell that begins with `<`, one with a flag, or a number below the limit that
    is given for it, as where half of it or the limit over the root of two stands in its place.

    Parameters
    ----------
    rows : DataFrame
        Texts of the table `biomonitoring`, with `reason`.
    to_number : function
        Reads a number as the file writes it.
    words : mapping of str to str
        Words of the file for `censored`, where it has its own.

    Returns
    -------
    DataFrame
        With `value` still as text, `censored`, `unit` as it is kept, and `factor`, by which
        `scaled` multiplies once the numbers are read.
    """
    given, limits = rows[Biomonitoring.value], rows[Biomonitoring.lod]
    is_below = given.str.contains(BELOW, regex=True)
    bare = given.str.replace(BELOW, "", regex=True)
    flags = rows[Biomonitoring.censored].str.strip()
    known = texts_of(flags, lambda one: words.get(one, one) if words else one).str.casefold()
    note(rows, ~known.isin(list(FLAGS)), "censored " + flags.map(repr) + " is neither 1 nor 0")
    is_flagged = known.map(FLAGS).fillna(False).astype(bool)
    numbers, limit = numbers_of(bare, to_number), numbers_of(limits, to_number)
    under = (numbers < limit) | (is_flagged & (bare == "") & limit.notna())
    bare = bare.mask(under | (is_flagged & limit.notna() & ~is_below), limits)
    units = rows[Biomonitoring.unit]
    wrong = texts_of(units, _unit_problem)
    note(rows, (wrong != "") & (units != ""), wrong)
    fits = (wrong == "") & (units != "")
    return rows.assign(
        **{
            Biomonitoring.original_value: given,
            Biomonitoring.original_unit: units,
            Biomonitoring.value: bare,
            Biomonitoring.censored: is_below | is_flagged | under,
            Biomonitoring.unit: texts_of(units.where(fits, ""), _kept_unit).mask(~fits, units),
            FACTOR: numbers_of(units.where(fits, ""), _factor),
        }
    )


def scaled(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with values and limits in the unit that they are kept in."""
    columns = (Biomonitoring.value, Biomonitoring.lod)
    return rows.assign(**{name: (rows[name] * rows[FACTOR]).round(12) for name in columns})


def _unit_problem(text: str) -> str:
    """Say what is wrong with a unit; empty where nothing is, or where none is given."""
    try:
        biomarker_unit(text or "µg/L")
    except UnitError as error:
        return str(error)
    return ""


def _kept_unit(text: str) -> str:
    """Name the unit that values in a unit are kept in; empty where none is given."""
    return biomarker_unit(text)[0] if text else ""


def _factor(text: str) -> float:
    """Give the number that a value in a unit is multiplied by."""
    return biomarker_unit(text)[1] if text else 1.0


def substituted(values: ArrayLike) -> Substituted | None:
    """Recognise a number that was put in the place of the non-detects of a series.

    Surveys publish the limit over the root of two [1]_, or half of it. Then the lowest number comes
    far more often than the next, and between it and the limit there is nothing, though the data are
    written finely enough to have something there.

    Parameters
    ----------
    values : array of float, shape (n,)
        Results of one substance, matrix and unit in one wave, those below a limit among them.

    Returns
    -------
    Substituted or None
        None where nothing points to it.

    References
    ----------
    .. [1] R. W. Hornung and L. D. Reed, "Estimation of average concentration in the presence of
       nondetectable values," Appl. Occup. Environ. Hyg., vol. 5, pp. 46-51, 1990.
       doi:10.1080/1047322X.1990.10389587

    Examples
    --------
    >>> found = substituted([0.07] * 8 + [0.10, 0.11, 0.11, 0.12, 0.15, 0.21, 0.34, 0.58])
    >>> found.limit, found.n, found.rule
    (0.1, 8, 'limit over root two')
    >>> substituted([1, 1, 1, 1, 1, 2, 3]) is None
    True
    """
    distinct, counts = np.unique(np.asarray(values, dtype=np.float64), return_counts=True)
    if distinct.size < 3:
        return None
    lowest, following = float(distinct[0]), float(distinct[1])
    n, step = int(counts[0]), _step(distinct)
    is_frequent = n >= max(FEWEST_ALIKE, LEAST_SHARE * counts.sum(), MORE_THAN_NEXT * counts[1])
    if not is_frequent or lowest <= 0 or step > (following - lowest) / 2:
        return None
    for rule, ratio in ((HALF, 2.0), (ROOT_TWO, math.sqrt(2))):
        if following >= ratio * (lowest - step / 2) - step / 2:
            limit = round(round(ratio * lowest / step) * step, 12)
            return Substituted(lowest, limit, n, rule)
    return None


def _step(distinct: np.ndarray) -> float:
    """Last decimal that the lower results are written to."""
    near = distinct[distinct <= 4 * distinct[0]]
    for decimals in range(7):
        if np.allclose(near, near.round(decimals), rtol=0, atol=1e-9):
            return float(10.0**-decimals)
    return 1e-7


def substitutions(rows: pd.DataFrame) -> Iterator[tuple[pd.Index, Substituted]]:
    """Numbers that stand for non-detects, in results of which no limit is given.

    Parameters
    ----------
    rows : DataFrame
        Rows of `biomonitoring`.

    Yields
    ------
    Index
        Rows that have the number.
    Substituted
        What it is.
    """
    as_numbers = ~rows[Biomonitoring.original_value].fillna("").str.contains(BELOW, regex=True)
    open_ones = rows[rows[Biomonitoring.lod].isna() & as_numbers]
    for _, own in open_ones.groupby(SERIES):
        values = own[Biomonitoring.value]
        found = substituted(values)
        if found:
            yield own.index[np.isclose(values, found.value, rtol=1e-9, atol=0)], found


def doubts(rows: pd.DataFrame) -> Iterator[Phrase]:
    """Say what should be asked about the results of a file or store.

    Parameters
    ----------
    rows : DataFrame
        Rows of `biomonitoring`.

    Yields
    ------
    LooksSubstituted or ImplausibleColumn
        One a series or column.
    """
    for index, found in substitutions(rows):
        first = rows.loc[index[0]]
        alike = (rows[SERIES] == first[SERIES]).all(axis=1)
        yield LooksSubstituted(
            substance=first[Biomonitoring.substance],
            matrix=first[Biomonitoring.matrix],
            value=found.value,
            limit=found.limit,
            unit=first[Biomonitoring.unit],
            share=found.n / int(alike.sum()),
            rule=found.rule,
        )
    yield from implausible(rows)


def implausible(rows: pd.DataFrame) -> Iterator[ImplausibleColumn]:
    """Columns about participants whose numbers no population has.

    Parameters
    ----------
    rows : DataFrame
        Rows of `biomonitoring`; a participant counts once a year.

    Yields
    ------
    ImplausibleColumn
        One a column.
    """
    persons = rows.drop_duplicates([Biomonitoring.participant, Biomonitoring.year])
    for column, can in PLAUSIBLE.items():
        values = persons[column].dropna()
        if values.empty:
            continue
        median, outside = float(values.median()), ~values.between(can.lowest, can.highest)
        is_usual = can.lowest_median <= median <= can.highest_median
        if not is_usual or outside.mean() > MOST_OUTSIDE:
            yield ImplausibleColumn(
                column=column.removesuffix("_mmhg").removesuffix("_g_l"),
                median=median,
                n_outside=int(outside.sum()),
                n_values=len(values),
            )
