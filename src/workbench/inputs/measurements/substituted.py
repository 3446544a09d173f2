"""Notes such as `LOQ/2`: a laboratory put a part of its limit in place of what it did not see."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

LOD_WORDS = ("lod", "ld", "dl", "mdl", "nwg", "ng")
LOQ_WORDS = ("loq", "lq", "ql", "bg", "rl")
ANY_LIMIT = "|".join((*LOD_WORDS, *LOQ_WORDS))
NOTE = re.compile(
    r"(?P<number>\S*?)\s*[(\[]?\s*(?:"
    rf"(?:(?:1/2|½)\s*[*x\u00d7]?|0[.,]5\s*[*x\u00d7])\s*(?P<half>{ANY_LIMIT})"
    rf"|(?P<part>{ANY_LIMIT})\s*/\s*(?P<divisor>2|√2|sqrt\s*\(?2\)?|1[.,]41\d*)"
    r")\s*[)\]]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Substitute:
    """What a note says.

    Attributes
    ----------
    limit : {"lod", "loq"}
        Limit of which a part was put in.
    factor : float
        Number by which the part becomes the limit: 2, or the root of 2.
    number : str
        The part itself, as text; empty where only the note is given.
    """

    limit: str
    factor: float
    number: str


def read_substitute(text: str) -> Substitute | None:
    """Read a note of a part of a limit; None where a text is something else.

    Examples
    --------
    >>> read_substitute("0.025 (LOQ/2)")
    Substitute(limit='loq', factor=2.0, number='0.025')
    >>> read_substitute("1/2 LOD").limit, read_substitute("0.5 LOQ") is None
    ('lod', True)
    """
    found = NOTE.fullmatch(text)
    if not found:
        return None
    word = (found["half"] or found["part"]).casefold()
    factor = 2.0 if found["divisor"] in {None, "2"} else math.sqrt(2)
    return Substitute("lod" if word in LOD_WORDS else "loq", factor, found["number"])
