"""Laws, standards and guidelines on soil pollution that are on file for a country."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbench.vocabulary.table import read_rows


@dataclass(frozen=True)
class Law:
    """One instrument; a text that is empty is not known.

    `stage` has the words of the table `legislation` of the store, or `superseded` and `repealed`.
    `record_id` is that of FAOLEX, or of an official journal. `iso3` is `EU` for the Union
    and `INT` for a treaty. `verified` is `yes` where the row was read in its source, apart
    from what says `unverified` itself.
    """

    code: str
    iso3: str
    topic: str
    instrument: str
    kind: str
    level: str
    subdivision: str
    stage: str
    year: str
    record_id: str
    link: str
    note: str
    source: str
    verified: str


@cache
def laws() -> tuple[Law, ...]:
    """All laws on file.

    Examples
    --------
    >>> [law.record_id for law in laws() if law.iso3 == "ZAF" and law.record_id]
    ['LEX-FAOC138587']
    """
    return tuple(Law(**row) for row in read_rows("laws"))
