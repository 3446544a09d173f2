"""How a share is written as a percentage, the same in every text of the workbench."""

from __future__ import annotations

import math

NO_BREAK = "\N{NO-BREAK SPACE}"
NO_VALUE = "—"
MINUS = "\N{MINUS SIGN}"
MOST_DIGITS = 4  # behind the point


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
            digits < MOST_DIGITS and f"{hundredths:.{digits}f}" == f"{100 * apart_from:.{digits}f}"
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
