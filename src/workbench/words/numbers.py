"""How numbers are written in a language: thousands, decimals, percentages, p and plurals."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.lists import format_list
from babel.numbers import get_decimal_symbol, get_group_symbol
from babel.plural import to_python

from workbench.findings.rows import Kind

NO_BREAK = "\N{NO-BREAK SPACE}"
NO_VALUE = "—"
MINUS = "\N{MINUS SIGN}"
MOST_OF_PERCENT = 4  # behind the point


def percent(share: float | None, apart_from: float | None = None) -> str:
    """Share of 0 to 1, or a change, as a percentage, to two digits at least.

    What is neither none nor all is not written as 0 % or 100 %.

    Parameters
    ----------
    share : float or None
        [share, 0 to 1]
    apart_from : float, optional
        Share that it is compared with: as many digits are written as tell the two apart.

    Returns
    -------
    str

    Examples
    --------
    >>> [percent(share).replace(NO_BREAK, " ") for share in (0.0, 0.034, 0.1234, 1.0)]
    ['0 %', '3.4 %', '12 %', '100 %']
    >>> [percent(share).replace(NO_BREAK, " ") for share in (0.0004, 0.996, 0.9999)]
    ['< 0.1 %', '99.6 %', '> 99.9 %']
    >>> percent(0.79825, apart_from=0.8).replace(NO_BREAK, " ")
    '79.8 %'
    """
    if share is None or math.isnan(share):
        return NO_VALUE
    hundredths = 100 * share
    digits = 1 if 0 < abs(hundredths) < 10 or 99.5 <= abs(hundredths) < 100 else 0
    if apart_from is not None and share != apart_from:
        while (
            digits < MOST_OF_PERCENT
            and f"{hundredths:.{digits}f}" == f"{100 * apart_from:.{digits}f}"
        ):
            digits += 1
    text = f"{abs(hundredths):.{digits}f}"
    sign, than_less, than_more = (MINUS, ">", "<") if share < 0 else ("", "<", ">")
    step = 10.0**-digits
    if share and not float(text):
        return f"{than_less} {sign}{step:.{digits}f}{NO_BREAK}%"
    if abs(share) < 1 and float(text) == 100:
        return f"{than_more} {sign}{100 - step:.{digits}f}{NO_BREAK}%"
    return f"{sign}{text}{NO_BREAK}%"


LOCALES = {"en": "en_GB"}  # of the United Nations: "a, b and c"
SIGNIFICANT_DIGITS = 3
SMALLEST_PROBABILITY = 0.001
RATIO_DECIMALS = 2
MOST_MORE = 2  # digits that tell a limit from nought
MOST_DIGITS = 6  # behind the point, to tell a share from another or a limit from nought


@dataclass(frozen=True)
class Numbers:
    """Numbers of one language; Latin digits in all, so that they are found in the CSV.

    Attributes
    ----------
    locale : Locale
        The language as Babel knows it.
    decimal, group : str
        Signs before decimals and between thousands.
    plural : function
        Category of a number: one, two, few, many or other.
    """

    locale: Locale
    decimal: str
    group: str
    plural: Callable[[float], str]

    @property
    def is_right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return bool(self.locale.text_direction == "rtl")

    def write(self, value: float, kind: Kind, decimals: int | None = None) -> str:
        """Write the number of a cell as its kind asks for.

        Parameters
        ----------
        value : float or int
            A number that is not missing.
        kind : Kind
            Kind of its column.
        decimals : int, optional
            Digits behind the point, the same for an estimate and its limits.

        Returns
        -------
        str
            The number in words of the language, with its unit where it has one.
        """
        match kind:
            case Kind.YEAR:
                text = str(value)
            case Kind.SHARE:
                text = percentage(value, decimals)
            case Kind.PROBABILITY:
                text = probability(value)
            case Kind.QUOTIENT:
                text = quotient(value)
            case _ if decimals is not None and _reads_as_nought(value, decimals):
                text = f"{'<' if value > 0 else '>'}{NO_BREAK}{_least(value, decimals)}"
            case _:
                text = self._grouped(plain(value, decimals))
        return text.replace("-", MINUS).replace(".", self.decimal).replace("\0", self.group)

    def plain(self, value: float) -> str:
        """Write a number alone, as on an axis."""
        return self.write(value, Kind.NUMBER)

    def listed(self, words: Sequence[str]) -> str:
        """Join words as the language does: "a, b and c"."""
        return format_list(list(words), style="standard", locale=self.locale)

    def cases(self, risk: float) -> tuple[str, str]:
        """Write the cases and the people of a risk above 0 and below 1.

        Examples
        --------
        >>> [numbers_of("en").cases(one) for one in (1.234e-4, 0.05)]
        [('1.2', '10,000'), ('5', '100')]
        """
        cases, people = cases_in(risk)
        return cases.replace(".", self.decimal), people.replace(",", self.group)

    @staticmethod
    def _grouped(text: str) -> str:
        """Put a mark between thousands."""
        whole, point, rest = text.partition(".")
        if len(whole.lstrip("-")) < 4 or not whole.lstrip("-").isdigit():
            return text
        return f"{int(whole):,}".replace(",", "\0") + point + rest


@cache
def numbers_of(language: str) -> Numbers:
    """Give the numbers of a language by its code, as in fr or ar."""
    locale = Locale.parse(LOCALES.get(language, language))
    decimal = get_decimal_symbol(locale, numbering_system="latn")
    group = get_group_symbol(locale, numbering_system="latn")
    return Numbers(locale, decimal, group, to_python(locale.plural_form))


def plain(value: float, decimals: int | None = None) -> str:
    """Write a number with up to three significant digits, a count in full.

    Examples
    --------
    >>> plain(2.41625), plain(0.6), plain(15170.0), plain(1517), plain(0.0101, 4)
    ('2.42', '0.6', '15200', '1517', '0.0101')
    """
    if isinstance(value, int) or not math.isfinite(value):
        return str(value)
    if decimals is not None and decimals >= 0:
        return f"{value:.{decimals}f}"
    if value == 0:
        return "0"
    places = SIGNIFICANT_DIGITS - 1 - math.floor(math.log10(abs(value)))
    rounded = round(Decimal(value), places)
    return f"{rounded.normalize():f}" if places > 0 else f"{int(rounded)}"


def percentage(share: float, decimals: int | None = None) -> str:
    """Write a share as a percentage; 0 and 100 only where it is none or all.

    Examples
    --------
    >>> shares = (0.0, 0.034, 0.1234, 0.996, 0.0004, 1.0)
    >>> [percentage(share).replace(NO_BREAK, " ") for share in shares]
    ['0 %', '3.4 %', '12 %', '99.6 %', '< 0.1 %', '100 %']
    >>> percentage(-0.00001, 2).replace(NO_BREAK, " "), percentage(0.9999, 1).replace(NO_BREAK, " ")
    ('> -0.01 %', '> 99.9 %')
    """
    if decimals is None:
        return percent(share).replace("< ", f"<{NO_BREAK}").replace("> ", f">{NO_BREAK}")
    hundredths = 100 * share
    if _reads_as_nought(hundredths, decimals):
        than = "<" if share > 0 else ">"
        return f"{than}{NO_BREAK}{_least(share, decimals)}{NO_BREAK}%"
    if share < 1 and float(f"{hundredths:.{decimals}f}") == 100:
        return f">{NO_BREAK}{100 - 10.0**-decimals:.{decimals}f}{NO_BREAK}%"
    return f"{hundredths:.{decimals}f}{NO_BREAK}%"


def rounded_limit(limit: float, kind: Kind, decimals: int) -> float:
    """Give a limit as it is written: nought where it reads as nought at so many decimals.

    Examples
    --------
    >>> rounded_limit(-1e-9, Kind.SHARE, 2), rounded_limit(-0.0012, Kind.SHARE, 2)
    (0.0, -0.0012)
    """
    return (
        0.0 if _reads_as_nought(100 * limit if kind is Kind.SHARE else limit, decimals) else limit
    )


def _reads_as_nought(value: float, decimals: int) -> bool:
    """Tell whether a number that is not nought reads as nought at so many decimals."""
    return bool(value) and not float(f"{value:.{decimals}f}")


def _least(value: float, decimals: int) -> str:
    """Write the least number of so many decimals, with the sign of another."""
    return f"{math.copysign(10.0**-decimals, value):.{decimals}f}"


def probability(value: float) -> str:
    """Write a p-value with two digits; below one in a thousand it is only said to be that.

    Examples
    --------
    >>> probability(0.0412), probability(0.0014), probability(1.03e-6).replace(NO_BREAK, " ")
    ('0.041', '0.0014', '< 0.001')
    >>> probability(0.5), probability(0.997).replace(NO_BREAK, " "), probability(1.0)
    ('0.50', '> 0.99', '1.0')
    """
    if value < SMALLEST_PROBABILITY:
        return f"<{NO_BREAK}{SMALLEST_PROBABILITY}"
    text = f"{value:#.2g}"
    return f">{NO_BREAK}0.99" if text == "1.0" and value < 1 else text


def quotient(value: float) -> str:
    """Write a ratio or risk with two digits, a tiny one in full too: few readers know 1.2e-04.

    Examples
    --------
    >>> quotient(0.0983), quotient(0.00012), quotient(1.0), quotient(0.0)
    ('0.098', '0.00012', '1.0', '0')
    """
    return f"{Decimal(f'{value:#.2g}'):f}" if value else "0"


def cases_in(risk: float) -> tuple[str, str]:
    """Write a risk as so many cases out of a power of ten, to two digits.

    One that is not a power of ten gets the digits that it takes not to read as one: the limits
    that risks are compared with are powers of ten.

    Examples
    --------
    >>> cases_in(1e-6), cases_in(9.96e-5), cases_in(1.004e-4)
    (('1', '1,000,000'), ('9.96', '100,000'), ('1.004', '10,000'))
    """
    digits = 1
    while digits < MOST_DIGITS and _reads_as_power_of_ten(risk, digits):
        digits += 1
    cases, power = f"{risk:.{digits}e}".split("e")
    return cases.rstrip("0").removesuffix("."), f"{10 ** -int(power):,}"


def _reads_as_power_of_ten(risk: float, digits: int) -> bool:
    """Tell whether a risk that is no power of ten reads as one at so many digits."""
    written = float(f"{risk:.{digits}e}")
    power = 10.0 ** round(math.log10(written))
    return math.isclose(written, power) and not math.isclose(risk, power)


def same_decimals(
    estimate: float | None, limits: Iterable[float | None], kind: Kind, *, is_ratio: bool = False
) -> int | None:
    """Choose the digits behind the point for an estimate and its limits.

    A limit that is not nought does not read as nought if `MOST_MORE` digits more show that.

    Parameters
    ----------
    estimate : float or None
        Estimate; None where only limits are given.
    limits : iterable of float or None
        Its confidence limits.
    kind : Kind
        Kind of all of them.
    is_ratio : bool
        Whether they are ratios, or another number without a unit.

    Returns
    -------
    int or None
        Digits behind the point: three significant ones of the largest (of percentages two), and
        one more where the estimate is far smaller than its limits; of ratios two, and one more
        where limits that exclude one would not show it. None where each is written on its own.

    Examples
    --------
    >>> same_decimals(0.29, [0.0444, 0.417], Kind.NUMBER)
    3
    >>> same_decimals(-0.00016, [-0.02309, 0.0233], Kind.SHARE)
    2
    >>> same_decimals(-0.00102, [-0.00226, -0.00001], Kind.SHARE)
    3
    >>> [same_decimals(1.1, [low, 1.2], Kind.NUMBER, is_ratio=True) for low in (0.998, 1.002)]
    [2, 3]
    >>> same_decimals(0.791, [0.620, 0.984], Kind.NUMBER, is_ratio=True)
    2
    """
    if kind not in {Kind.NUMBER, Kind.SHARE}:
        return None
    factor = 100.0 if kind is Kind.SHARE else 1.0
    around = [one for one in limits if one is not None]
    given = [factor * one for one in (estimate, *around) if one is not None]
    known = [one for one in given if one and math.isfinite(one)]
    if len(given) < 2 or not known:
        return None
    if is_ratio:
        return RATIO_DECIMALS + _hide_that_they_exclude_one(around)
    digits = SIGNIFICANT_DIGITS - (1 if kind is Kind.SHARE else 0)
    decimals = max(0, _places(max(known, key=abs), digits))
    if estimate and math.isfinite(estimate):
        wanted = _places(factor * estimate, 1)
        decimals = min(max(decimals, wanted), decimals + 1, MOST_DIGITS)
    tried = range(decimals, decimals + MOST_MORE + 1)
    shown = (n for n in tried if not any(_reads_as_nought(factor * one, n) for one in around))
    return next(shown, decimals)


def _places(value: float, digits: int) -> int:
    """Digits behind the point that give a number so many significant ones."""
    return digits - 1 - math.floor(math.log10(abs(value)))


def _hide_that_they_exclude_one(limits: Sequence[float]) -> bool:
    """Tell whether limits on one side of one, which is no association, read as if on it."""
    exclude = all(one > 1 for one in limits) or all(one < 1 for one in limits)
    return exclude and any(float(f"{one:.{RATIO_DECIMALS}f}") == 1 for one in limits)


def decimals_apart(share: float, other: float) -> int | None:
    """Choose the decimals of a percentage that tell a share from one that it is compared with.

    Examples
    --------
    >>> decimals_apart(0.79825, 0.8), decimals_apart(0.4, 0.8)
    (1, None)
    """
    if share == other or percentage(share) != percentage(other):
        return None
    decimals = 0
    while decimals < MOST_DIGITS and f"{100 * share:.{decimals}f}" == f"{100 * other:.{decimals}f}":
        decimals += 1
    return decimals


def decimals_alike(value: float, other: float | None) -> int | None:
    """Choose the decimals of a number that is compared with another: those of the longer one.

    Examples
    --------
    >>> decimals_alike(1.13, 1.0), decimals_alike(0.97, 0.99), decimals_alike(0.5, None)
    (2, 2, None)
    """
    if other is None:
        return None
    return max(len(plain(float(one)).partition(".")[2]) for one in (value, other))
