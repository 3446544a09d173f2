"""How numbers and sentences are worded; each cell that a sentence quotes is kept as evidence."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from workbench.findings import Evidence, Finding, Result, Table
from workbench.findings.rows import Filled
from workbench.vocabulary.percentages import MINUS, MOST_DIGITS, NO_BREAK, NO_VALUE, percent

SIGNIFICANT_DIGITS = 3
SMALLEST_PROBABILITY = 0.001
SMALLEST_PLAIN = 0.001  # a ratio below it is written with a power of ten
CAVEATS = (
    "A trend says how concentrations moved, not why.",
    "Where the same sites are not visited each time, a change may come from the choice of sites.",
    "Visits are taken to be independent of each other; where they are not, p is too small.",
    "A laboratory that measures higher or lower in one campaign looks the same as a change.",
)


def number(value: float | int | None) -> str:
    """Write a number with up to three significant digits, a count in full, nothing as a dash.

    Examples
    --------
    >>> number(2.41625), number(0.6), number(0.00012345), number(15170.0), number(float("nan"))
    ('2.42', '0.6', '0.000123', '15200', '—')
    >>> number(1517)
    '1517'
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return NO_VALUE
    if isinstance(value, float) and value != 0 and math.isfinite(value):
        places = SIGNIFICANT_DIGITS - 1 - math.floor(math.log10(abs(value)))
        rounded = round(Decimal(value), places)
        text = f"{rounded.normalize():f}" if places > 0 else f"{int(rounded)}"
    else:
        text = f"{value:g}" if isinstance(value, float) else str(value)
    return text.replace("-", MINUS)


def probability(value: float | None) -> str:
    """Write a p-value to two digits; below one in a thousand it is only said to be that.

    Examples
    --------
    >>> probability(0.0412), probability(0.5), probability(0.0014), probability(0.001)
    ('0.041', '0.50', '0.0014', '0.0010')
    >>> probability(0.0009996), probability(0.997), probability(1.0)
    ('< 0.001', '> 0.99', '1.0')
    """
    if value is None or math.isnan(value):
        return NO_VALUE
    if value < SMALLEST_PROBABILITY:
        return f"< {SMALLEST_PROBABILITY}"
    text = f"{value:#.2g}"
    return "> 0.99" if text == "1.0" and value < 1 else text


def one_in(risk: float | None, *apart_from: float) -> str:
    """Write a risk as a number out of a power of ten, to two digits.

    Parameters
    ----------
    risk : float or None
        [share, 0 to 1]
    *apart_from : float
        Risks that it is compared with: as many digits are written as tell it from them.

    Examples
    --------
    >>> risks = (1.234e-4, 1e-6, 0.05, 9.96e-5, 0.0)
    >>> [one_in(risk).replace(NO_BREAK, " ") for risk in risks]
    ['1.2 in 10 000', '1 in 1 000 000', '5 in 100', '1 in 10 000', '0']
    >>> one_in(1.004e-4, 1e-4).replace(NO_BREAK, " ")
    '1.004 in 10 000'
    """
    if risk is None or not 0 < risk < 1:
        return number(risk)
    digits = 1
    while digits < MOST_DIGITS and any(
        risk != other and f"{risk:.{digits}e}" == f"{other:.{digits}e}" for other in apart_from
    ):
        digits += 1
    cases, power = f"{risk:.{digits}e}".split("e")
    cases = cases.rstrip("0").removesuffix(".")
    return f"{cases} in {10 ** -int(power):,}".replace(",", NO_BREAK)


def power(value: float | None) -> str:
    """Write a ratio or risk with two digits, a tiny one with a power of ten.

    Examples
    --------
    >>> power(0.0983), power(0.00012)
    ('0.098', '1.2e-04')
    """
    if value is None or math.isnan(value):
        return NO_VALUE
    return f"{value:.2g}" if abs(value) >= SMALLEST_PLAIN else f"{value:.1e}"


class Quoter:
    """Quotes cells of a result for one sentence and remembers which, in order.

    Parameters
    ----------
    result : Result
        Result whose cells are quoted.
    table, row : str
        Table and row that are quoted from.
    """

    def __init__(self, result: Result, table: str, row: str) -> None:
        self.result = result
        self.table = table
        self.row = row
        self.evidence: list[Evidence] = []

    def text(self, column: str) -> str:
        """Quote the text of a cell, as it is."""
        return str(self._quote(column))

    def number(self, column: str) -> str:
        """Quote the number of a cell, rounded for reading."""
        value = self._quote(column)
        return number(value.item() if hasattr(value, "item") else value)

    def count(self, column: str, noun: str) -> str:
        """Quote a count with its noun, as in "1 site" and "2 sites"."""
        counted = self.number(column)
        return f"{counted} {noun}" if counted == "1" else f"{counted} {noun}s"

    def probability(self, column: str) -> str:
        """Quote a p-value."""
        return probability(self._quote(column))

    def percent(self, column: str, apart_from: float | None = None) -> str:
        """Quote the share of a cell, as a percentage that another share is told from."""
        return percent(self._quote(column), apart_from)

    def one_in(self, column: str, *apart_from: float) -> str:
        """Quote a risk, as so many cases in so many people."""
        return one_in(self._quote(column), *apart_from)

    def _quote(self, column: str) -> Any:  # noqa: ANN401 - a cell holds what its column holds
        evidence = Evidence(self.table, self.row, column)
        self.evidence.append(evidence)
        return self.result.cell(evidence)

    def finding(self, measure: str, sentence: str, *, grade: str, main: str = "") -> Finding:
        """Close the sentence: a finding with the evidence of all that was quoted.

        Parameters
        ----------
        measure : str
            Last part of the id.
        sentence : str
            Sentence made with the quotes of this object.
        grade : str
            How firmly it is said.
        main : str
            Column of the main number; its limits stand in `<main>_lower` and `_upper` by name.
        """
        table = self.result.tables[self.table]
        units = {column.name: column.unit for column in table.columns}
        cells = table.rows()[self.row]
        lower, upper = (cells.get(one) for one in _limits(table, main))
        return Finding(
            id=f"{self.result.report}/{self.result.area}/{self.row}/{measure}",
            sentence=sentence,
            value=_plain(cells.get(main)),
            unit=units.get(main, ""),
            interval=_interval(lower, upper),
            grade=grade,
            evidence=tuple(self.evidence),
        )


def _limits(table: Table | Filled[Any], main: str) -> tuple[str, str]:
    """Names of the columns that are the limits of another."""
    if not isinstance(table, Filled):
        return _limit(main, "lower"), _limit(main, "upper")
    lower = next((one.name for one in table.columns if main and one.lower_of == main), "")
    upper = next((one.name for one in table.columns if main and one.upper_of == main), "")
    return lower, upper


def _limit(column: str, end: str) -> str:
    """Name of the column with a limit of another: slope_mg_kg_year has slope_lower_mg_kg_year."""
    unit = "_mg_kg_year" if column.endswith("_mg_kg_year") else ""
    return f"{column.removesuffix(unit)}_{end}{unit}"


def _interval(lower: object, upper: object) -> tuple[float, float] | None:
    """Both limits, or None where one is missing."""
    low, high = _plain(lower), _plain(upper)
    return None if low is None or high is None else (low, high)


def _plain(value: object) -> float | None:
    """Strip the numpy type of a number; None where it is missing."""
    if value is None or isinstance(value, str):
        return None
    number_of_cell = float(value)  # type: ignore[arg-type]
    return None if math.isnan(number_of_cell) else number_of_cell
