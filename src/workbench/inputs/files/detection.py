"""How a file of text seems to be written: its encoding, and the sign between its cells."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice

from workbench.inputs.files.declarations import DELIMITERS

LINES_LOOKED_AT = 200
SAMPLE = 1 << 16
WORD = re.compile(r"[^\W\d_]+")
REGIONAL = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r"),
    *("gb18030", "big5", "shift_jis", "euc_kr"),
)
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def encoding_of(content: bytes) -> str:
    """Find an encoding that a text is likely to be in, of those that a mapping may name.

    Examples
    --------
    >>> encoding_of("Plätze".encode()), encoding_of("Plätze".encode("cp1252"))
    ('utf-8', 'cp1252')
    >>> encoding_of("участок;свинец".encode("cp1251"))
    'cp1251'
    """
    if content.startswith(UTF_16_MARKS):
        return "utf-16"
    if content[1:SAMPLE:2].count(0) > len(content[:SAMPLE]) / 4:
        return "utf-16-le"
    if content[:SAMPLE:2].count(0) > len(content[:SAMPLE]) / 4:
        return "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy_encoding(_accented_lines(content))
    return "utf-8"


def _legacy_encoding(sample: bytes) -> str:
    """Find the encoding of a region: of a known language, else Western if it can be."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only where a text is not UTF-8

    best = from_bytes(sample, cp_isolation=list(REGIONAL)).best()
    western = sample.decode("cp1252", errors="replace")
    if best and str(best) != western and (best.coherence or not _is_western(western)):
        return str(best.encoding)
    return "latin-1" if "\ufffd" in western else "cp1252"


def _is_western(text: str) -> bool:
    """Whether most words with accents are half ASCII, as words of other scripts are not."""
    words = [word for word in WORD.findall(text) if not word.isascii()]
    plain = sum(2 * sum(map(str.isascii, word)) >= len(word) for word in words)
    return "\ufffd" not in text and 2 * plain >= len(words)


def _accented_lines(content: bytes) -> bytes:
    """Give the first lines that are not plain ASCII, which are all that tells encodings apart."""
    lines = (line for line in content.splitlines(keepends=True) if not line.isascii())
    return b"".join(islice(lines, LINES_LOOKED_AT))[:SAMPLE]


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
