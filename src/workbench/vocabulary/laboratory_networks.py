"""Regional networks of soil laboratories (GLOSOLAN): regions of their own, unlike countries'."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbench.vocabulary.places import places
from workbench.vocabulary.table import read_rows, unknown


@dataclass(frozen=True)
class LaboratoryNetwork:
    """One network, with the regions of the Global Soil Partnership that it covers."""

    network: str
    name: str
    since: str
    regions: tuple[str, ...]
    note: str
    source: str
    verified: str


@cache
def laboratory_networks() -> dict[str, LaboratoryNetwork]:
    """All networks by code.

    Examples
    --------
    >>> laboratory_networks()["EUROSOLAN"].regions
    ('R-EUROPE', 'R-EURASIA')
    """
    return {row["network"]: _network(row) for row in read_rows("survey_laboratory_networks")}


def network_of(iso3: str) -> str | None:
    """Network of the laboratories of a country; None where there is none, as in North America.

    Raises
    ------
    VocabularyError
        If there is no such country.

    Examples
    --------
    >>> network_of("UZB"), network_of("USA")
    ('EUROSOLAN', None)
    """
    if iso3 not in places():
        raise unknown("country", iso3, {code: place.name for code, place in places().items()})
    region = places()[iso3].region
    found = (code for code, entry in laboratory_networks().items() if region in entry.regions)
    return next(found, None)


def _network(row: dict[str, str]) -> LaboratoryNetwork:
    """One network from its row."""
    return LaboratoryNetwork(
        network=row["network"],
        name=row["name"],
        since=row["since"],
        regions=tuple(row["regions"].split(";")),
        note=row["note"],
        source=row["source"],
        verified=row["verified"],
    )
