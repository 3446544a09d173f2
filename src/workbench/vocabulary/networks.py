"""Networks that monitor soil or sediment: what they determine, where, how deep and how often."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbench.vocabulary.table import read_rows


@dataclass(frozen=True)
class Network:
    """One monitoring network; a text that is empty is not known.

    `iso3` is empty for a network of several countries. `fraction` has words of the store, with `;`
    between several. `verified` is `yes` where the row was read in its source, apart from what says
    `unverified` itself.
    """

    code: str
    name: str
    where: str
    iso3: str
    since: str
    campaigns: str
    sites: str
    determinands: str
    depth: str
    fraction: str
    extractant: str
    interval_years: str
    medium: str
    data_access: str
    link: str
    note: str
    source: str
    verified: str


@cache
def networks() -> dict[str, Network]:
    """All networks on file by code.

    Examples
    --------
    >>> networks()["NABO"].iso3
    'CHE'
    """
    return {row["code"]: Network(**row) for row in read_rows("networks")}
