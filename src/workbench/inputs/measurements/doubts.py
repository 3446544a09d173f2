"""Doubts about the values that a file brings: limits, substitutes, units, places and dates."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from workbench.findings.rows import Phrase, code, count, row, text, year
from workbench.inputs.measurements.coordinates import places_doubted
from workbench.vocabulary.distinct import numbers_of

SERIES = [
    *("iso3", "matrix", "substance", "fraction", "extractant", "basis", "method", "lab_id"),
]
KEY = "series"
BETWEEN = "\x1f"  # no text of a file has it
NEEDED = [
    *(*SERIES, "site_id", "sampled_on", "longitude", "latitude"),
    *("value", "censored", "lod", "loq"),
]
ON_LAND = ("soil", "forest_floor")  # sediment lies in the sea as well
PLACE = ["iso3", "longitude", "latitude"]
FEWEST = 3  # values on each side, for insider censoring
FEWEST_SUBSTITUTES = 5
FEWEST_NUMBERS = 10  # of a series, to say what is usual in it
LEAST_BETWEEN = 0.1  # share of the values below the upper limit that are numbers
LEAST_HALVES = 0.2  # share of the numbers below the limit that are exactly a part of it
FAR = 10.0  # times the largest number of a series that a limit is far above
WRONG_UNIT = 1000.0
EXACT = 1e-6
PARTS = (0.5, np.sqrt(0.5))
BINS_A_DECADE = 20
TYPED_YEARS = ("1905-03-14", "1905-07-20")  # the days that Excel makes of 1900 to 2027


@row
class InsiderCensoring(Phrase):
    """Results below the detection limit that were stated as below the quantification limit."""

    substances: str = text("their codes")
    n_values: int = count("non-detects that were taken at their limit of detection")
    n_between: int = count("numbers between the two limits")
    treated: str = code("treated", "lod: taken at the limit of detection, or stated: left so")


@row
class InsiderSuspected(Phrase):
    """Non-detects beside numbers that are lower than their limit, without a stated lower limit."""

    substances: str = text("their codes")
    n_values: int = count("non-detects")
    n_between: int = count("numbers below their limit")


@row
class FarLimits(Phrase):
    """Non-detects with a limit far above all numbers of their series."""

    substances: str = text("their codes")
    n_values: int = count("non-detects")


@row
class PartsOfLimits(Phrase):
    """Numbers that are exactly a part of their limit, as substitutes are."""

    substances: str = text("their codes")
    n_values: int = count("numbers")


@row
class FarNumbers(Phrase):
    """Numbers a thousand-fold above or below what is usual in their series."""

    substances: str = text("their codes")
    n_values: int = count("numbers")


@row
class TypedYears(Phrase):
    """Dates of 1905, which a spreadsheet makes of a year in a cell of dates."""

    n_values: int = count("values")
    year: int = year("the year that it makes of them")


@dataclass
class Doubts:
    """What was seen of a file, chunk by chunk, in a few numbers a series.

    Attributes
    ----------
    insiders : DataFrame
        One row a series: numbers between its limits, and non-detects at the upper of them.
    pairs : DataFrame
        One row a series, year and limit: the same where only one limit is stated.
    limits : DataFrame
        One row a series and limit: its non-detects.
    sizes : DataFrame
        One row a series and size of its numbers, in parts of a decade: how many.
    parts : DataFrame
        One row a series: numbers below a limit, and those that are exactly a part of it.
    places : list of DataFrame
        Places of samples of soil, by country.
    n_typed_years : int
        Values of 1905.
    """

    insiders: list[pd.DataFrame] = field(default_factory=list)
    pairs: list[pd.DataFrame] = field(default_factory=list)
    limits: list[pd.DataFrame] = field(default_factory=list)
    sizes: list[pd.DataFrame] = field(default_factory=list)
    parts: list[pd.DataFrame] = field(default_factory=list)
    places: list[pd.DataFrame] = field(default_factory=list)
    n_typed_years: int = 0

    def add(self, rows: pd.DataFrame) -> None:
        """Look at some rows of a file."""
        rows = rows.assign(series=series_of(rows))
        self.insiders.append(_between(rows))
        self.pairs.append(_below_limits(rows))
        censored, numbers = rows[rows["censored"]], rows[~rows["censored"]]
        self.limits.append(_counted(censored, [KEY, "value"]))
        sizes = np.floor(np.log10(numbers["value"].where(numbers["value"] > 0)) * BINS_A_DECADE)
        self.sizes.append(_counted(numbers.assign(size=sizes).dropna(subset="size"), [KEY, "size"]))
        self.parts.append(_exact_parts(numbers))
        on_land = rows[rows["matrix"].isin(ON_LAND)]
        self.places.append(on_land[PLACE].dropna().drop_duplicates())
        days = rows["sampled_on"]
        self.n_typed_years += int(days.between(*TYPED_YEARS).sum())

    def insider_series(self) -> pd.DataFrame:
        """Series of which results below the lower limit were stated as below the upper one."""
        if not self.insiders:
            return pd.DataFrame({KEY: []})
        found = _summed(self.insiders, [KEY])
        return found[_is_insider(found)]

    def remarks(self, treated: str) -> Iterator[Phrase]:
        """Doubts, each of one kind; none of a file of which nothing was used."""
        if not self.insiders:
            return
        insiders = self.insider_series()
        if len(insiders):
            yield InsiderCensoring(
                substances=_codes(insiders),
                n_values=int(insiders["n_at"].sum()),
                n_between=int(insiders["n_between"].sum()),
                treated=treated,
            )
        pairs = _summed(self.pairs, [KEY, "year", "limit"])
        alone = pairs.groupby([KEY, "year"])["limit"].transform("nunique") == 1
        pairs = _summed([pairs[alone]], [KEY])
        pairs = pairs[_is_insider(pairs)]
        if len(pairs):
            n_values, n_between = int(pairs["n_at"].sum()), int(pairs["n_between"].sum())
            yield InsiderSuspected(substances=_codes(pairs), n_values=n_values, n_between=n_between)
        yield from self._far()
        parts = _summed(self.parts, [KEY])
        is_many = parts["n_exact"] >= FEWEST_SUBSTITUTES
        parts = parts[is_many & (parts["n_exact"] >= LEAST_HALVES * parts["n_below"])]
        if len(parts):
            yield PartsOfLimits(substances=_codes(parts), n_values=int(parts["n_exact"].sum()))
        yield from places_doubted(pd.concat(self.places).drop_duplicates())
        if self.n_typed_years:
            yield TypedYears(n_values=self.n_typed_years, year=int(TYPED_YEARS[0][:4]))

    def _far(self) -> Iterator[Phrase]:
        """Limits and numbers that are far from what is usual in their series."""
        sizes = _summed(self.sizes, [KEY, "size"]).sort_values("size")
        groups = sizes.groupby(KEY)
        total, passed = groups["n"].transform("sum"), groups["n"].cumsum()
        known = sizes[(total >= FEWEST_NUMBERS) & (passed >= total / 2)]
        usual = known.groupby(KEY)["size"].first().to_dict()
        largest = groups["size"].max().to_dict()
        limits = _summed(self.limits, [KEY, "value"])
        tops = numbers_of(limits[KEY], lambda one: largest[one] if one in usual else math.inf)
        sizes_of_limits = np.log10(limits["value"].astype("float64")) * BINS_A_DECADE
        far = limits[sizes_of_limits > tops + 1 + BINS_A_DECADE * math.log10(FAR)]
        if len(far):
            yield FarLimits(substances=_codes(far), n_values=int(far["n"].sum()))
        apart = sizes["size"] - numbers_of(sizes[KEY], lambda one: usual.get(one, math.nan))
        odd = sizes[apart.abs() > BINS_A_DECADE * math.log10(WRONG_UNIT)]
        if len(odd):
            yield FarNumbers(substances=_codes(odd), n_values=int(odd["n"].sum()))


def doubts_of(chunks: Iterable[pd.DataFrame]) -> Doubts:
    """Look at all rows of a file, chunk by chunk."""
    doubts = Doubts()
    for rows in chunks:
        doubts.add(rows)
    return doubts


def in_series(rows: pd.DataFrame, series: pd.DataFrame) -> pd.Series:
    """Flag the rows of some series."""
    found: pd.Series = series_of(rows).isin(set(series[KEY]))
    return found


def series_of(rows: pd.DataFrame) -> pd.Series:
    """Name of the series of each row: where its values are compared."""
    numbers = np.zeros(len(rows), dtype=np.int64)
    for name in SERIES:  # few distinct texts a column: their numbers are put together
        codes, distinct = pd.factorize(rows[name])
        numbers = numbers * (len(distinct) + 1) + codes + 1
    _, first, places = np.unique(numbers, return_index=True, return_inverse=True)
    of_first = rows[SERIES].iloc[first].itertuples(index=False, name=None)
    names = [BETWEEN.join("" if pd.isna(one) else str(one) for one in row) for row in of_first]
    return pd.Series(np.array(names, dtype=object)[places], rows.index)


def _between(rows: pd.DataFrame) -> pd.DataFrame:
    """Count the numbers between both limits, and the non-detects at the upper one, by series."""
    both = rows["lod"].notna() & (rows["lod"] < rows["loq"])
    number = both & ~rows["censored"] & (rows["value"] >= rows["lod"])
    marked = rows.assign(
        n_between=number & (rows["value"] < rows["loq"]), n_at=at_upper_limit(rows)
    )
    return _sums(marked, [KEY], ["n_between", "n_at"])


def at_upper_limit(rows: pd.DataFrame) -> pd.Series:
    """Flag non-detects that are stated at their quantification limit, above a detection limit."""
    both = rows["lod"].notna() & (rows["lod"] < rows["loq"])
    is_there = np.isclose(rows["value"], rows["loq"], rtol=EXACT, atol=0)
    found: pd.Series = both & rows["censored"] & is_there
    return found


def _below_limits(rows: pd.DataFrame) -> pd.DataFrame:
    """Count non-detects by series, year and limit, and the numbers below that limit."""
    rows = rows[rows["lod"].isna()]
    rows = rows.assign(year=rows["sampled_on"].astype("str").str[:4])
    by = [KEY, "year"]
    at = _counted(rows[rows["censored"]], [*by, "value"])
    at = at.rename(columns={"n": "n_at", "value": "limit"})
    numbers = rows.loc[~rows["censored"], [*by, "value"]].sort_values("value")
    by_year = {key: own.to_numpy() for key, own in numbers.groupby(by)["value"]}
    none = np.empty(0)
    below = [
        int(np.searchsorted(by_year.get((one, year), none), limit))
        for one, year, limit in zip(at[KEY], at["year"], at["limit"], strict=True)
    ]
    return at.assign(n_between=below)


def _exact_parts(numbers: pd.DataFrame) -> pd.DataFrame:
    """Count the numbers below a limit of theirs, and those that are exactly a part of it."""
    below = pd.Series(False, numbers.index)
    exact = below.copy()
    for name in ("lod", "loq"):
        ratio = numbers["value"] / numbers[name]
        below |= ratio < 1 - EXACT
        for part in PARTS:
            exact |= (ratio - part).abs() < 1e-4 * part
    return _sums(numbers.assign(n_below=below, n_exact=exact), [KEY], ["n_below", "n_exact"])


def _is_insider(found: pd.DataFrame) -> pd.Series:
    """Flag what has numbers and non-detects enough on both sides of a limit."""
    enough = (found["n_between"] >= FEWEST) & (found["n_at"] >= FEWEST)
    is_share = found["n_between"] >= LEAST_BETWEEN * (found["n_between"] + found["n_at"])
    flagged: pd.Series = enough & is_share
    return flagged


def _counted(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Count rows by some columns."""
    return rows.groupby(by).size().rename("n").reset_index()


def _sums(rows: pd.DataFrame, by: list[str], names: list[str]) -> pd.DataFrame:
    """Sum flags by some columns."""
    return rows.groupby(by)[names].sum().reset_index()


def _summed(parts: Iterable[pd.DataFrame], by: list[str]) -> pd.DataFrame:
    """Sum the counts of several chunks."""
    given = list(parts)
    filled = [part for part in given if len(part)] or given[:1]
    together = pd.concat(filled, ignore_index=True)
    counts = [name for name in together.columns if str(name).startswith("n") and name not in by]
    return together.groupby(by, as_index=False)[counts].sum()


def _codes(rows: pd.DataFrame) -> str:
    """Codes of the substances of some series."""
    place = SERIES.index("substance")
    return ", ".join(sorted({one.split(BETWEEN)[place] for one in rows[KEY]}))
