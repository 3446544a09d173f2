"""Toxic response factors of Hakanson's ecological risk index, and those added by others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbench.vocabulary.table import read_rows, unknown


@dataclass(frozen=True)
class ToxicResponse:
    """Factor of a substance; `of_hakanson` where it is one of the eight the index was made for."""

    substance: str
    factor: float
    of_hakanson: bool
    source: str
    verified: str


@cache
def toxic_responses() -> dict[str, ToxicResponse]:
    """All factors by substance."""
    return {
        row["substance"]: ToxicResponse(
            row["substance"],
            float(row["toxic_response"]),
            row["of_hakanson"] == "yes",
            row["source"],
            row["verified"],
        )
        for row in read_rows("toxic_responses")
    }


def toxic_response(substance: str) -> ToxicResponse:
    """Look the factor of a substance up.

    Raises
    ------
    VocabularyError
        If there is none on file; the message names those that have one.

    Examples
    --------
    >>> toxic_response("Cd").factor, toxic_response("Hg").verified
    (30.0, 'no')
    """
    known = toxic_responses()
    if substance not in known:
        raise unknown("toxic response of", substance, {code: code for code in known})
    return known[substance]
