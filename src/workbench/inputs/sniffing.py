"""How a file of text seems to be written: its encoding, and the sign between its cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import islice

from workbench.inputs.declarations import DELIMITERS

LINES_LOOKED_AT = 200
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def encoding_of(content: bytes) -> str:
    """Find an encoding that a text can be read in, of those that a mapping may name.

    Examples
    --------
    >>> encoding_of("Plätze".encode()), encoding_of("Plätze".encode("cp1252"))
    ('utf-8', 'cp1252')
    """
    if content.startswith(UTF_16_MARKS):
        return "utf-16"
    for encoding in ("utf-8", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def text_of(content: bytes) -> str:
    """Text of a file, without a mark at its beginning; what cannot be read becomes a sign."""
    return content.decode(encoding_of(content), errors="replace").removeprefix("\ufeff")


def delimiter_of(text: str) -> str:
    r"""Sign that cuts the first lines into the most cells, the same number in most of them.

    Examples
    --------
    >>> delimiter_of("site;Pb\nP1;1,5\nP2;0,3\n"), delimiter_of("a\nb\n")
    (';', ',')
    """
    return max(DELIMITERS.values(), key=lambda sign: _fit(text, sign))


def _fit(text: str, sign: str) -> float:
    """Cells of a usual row, less where other rows have another number of them."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        widths = Counter(len(row) for row in islice(rows, LINES_LOOKED_AT) if row)
    except csv.Error:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 1))
    return (width - 1) * count / max(widths.total(), 1)
