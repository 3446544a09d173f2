"""Background contents that contamination is measured against, each by its name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from workbench.vocabulary.table import read_rows, unknown

KINDS = ("regional", "national", "continental", "world", "sediment", "crust")
"""Kinds of background, those that say most about a soil first."""

CRUST_CAUTION = "contents of rock, not of soil: natural differences of soils count as contamination"


class NoBackground(StrEnum):
    """Why a background gives no content for what was sampled."""

    NO_VALUE = "the background has no content for the substance"
    OTHER_MATRIX = "the background is for another matrix"
    OTHER_FRACTION = "the background is for another fraction"
    FRACTION_UNKNOWN = "the source of the background does not state the fraction"
    UNVERIFIED = "the content was not compared with its source"


@dataclass(frozen=True)
class BackgroundContent:
    """Content of one substance in a background; `verified` as in the table."""

    substance: str
    value_mg_kg: float
    note: str
    source: str
    verified: str


@dataclass(frozen=True)
class Background:
    """One collection of contents, which is always used as a whole and by its name.

    Attributes
    ----------
    background_id, name, kind : str
        Its id, what a page calls it, and one of `KINDS`.
    regions : tuple of str
        Countries (ISO 3166 alpha-3) or words it is for; empty: everywhere.
    matrix, fraction, statistic, depth : str
        What was sampled and how; fraction in the words of the store, or `unknown`.
    contents : tuple of BackgroundContent
        One for each substance.
    """

    background_id: str
    name: str
    kind: str
    regions: tuple[str, ...]
    matrix: str
    fraction: str
    statistic: str
    depth: str
    contents: tuple[BackgroundContent, ...]

    @property
    def caution(self) -> str:
        """What has to be printed beside every index; empty where nothing has."""
        return CRUST_CAUTION if self.matrix == "rock" else ""

    @property
    def is_fictional(self) -> bool:
        """Whether it was made up for the example, and is for fictional countries alone."""
        return self.sources == ("fictional",)

    @property
    def sources(self) -> tuple[str, ...]:
        """All sources, each once."""
        return tuple(dict.fromkeys(content.source for content in self.contents))

    def content(
        self, substance: str, matrix: str, fraction: str, *, unverified: bool = False
    ) -> BackgroundContent | NoBackground:
        """Content to divide by, or the reason why there is none.

        Contents of rock serve for soil and sediment, with the `caution`; else the matrix must be
        the same. The fraction must always be the same.

        Parameters
        ----------
        substance, matrix, fraction : str
            What was measured, in the words of the store.
        unverified : bool
            Whether a content may be taken that nobody compared with its source.

        Returns
        -------
        BackgroundContent or NoBackground
            The content is in mg/kg dry matter.

        Examples
        --------
        >>> background("GEMAS-AP").content("Cd", "soil", "aqua_regia").value_mg_kg
        0.181
        >>> background("GEMAS-AP").content("Cd", "soil", "total").value
        'the background is for another fraction'
        """
        found = next((one for one in self.contents if one.substance == substance), None)
        if self.matrix not in {matrix, "rock"} or matrix not in {"soil", "sediment"}:
            return NoBackground.OTHER_MATRIX
        if self.fraction == "unknown":
            return NoBackground.FRACTION_UNKNOWN
        if self.fraction != fraction:
            return NoBackground.OTHER_FRACTION
        if found is None:
            return NoBackground.NO_VALUE
        if found.verified != "yes" and not unverified:
            return NoBackground.UNVERIFIED
        return found


@cache
def backgrounds() -> dict[str, Background]:
    """All backgrounds by id, in the order of the table."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in read_rows("backgrounds"):
        rows.setdefault(row["background_id"], []).append(row)
    return {background_id: _background(group) for background_id, group in rows.items()}


def background(background_id: str) -> Background:
    """Look a background up by its id.

    Raises
    ------
    VocabularyError
        If there is none of that id; the message names the nearest.

    Examples
    --------
    >>> background("UCC-RG2003").name
    'Upper continental crust (Rudnick and Gao 2003)'
    """
    known = backgrounds()
    if background_id not in known:
        raise unknown(
            "background", background_id, {one.background_id: one.name for one in known.values()}
        )
    return known[background_id]


def backgrounds_for(iso3: str, matrix: str, fraction: str) -> tuple[Background, ...]:
    """Backgrounds that can be compared with what was sampled, those that say most first.

    A background of the country itself goes before one of its continent, the soils of the world
    and the crust. Which one is used stays the choice of who asks: none is the default.

    Parameters
    ----------
    iso3, matrix, fraction : str
        Country, matrix and fraction of the measurements.

    Examples
    --------
    >>> [one.background_id for one in backgrounds_for("FIN", "soil", "aqua_regia")]
    ['FIN-SAVO-MINERAL', 'FIN-SAVO-ORGANIC', 'GEMAS-AP', 'GEMAS-GR']
    """
    fitting = [
        one
        for one in backgrounds().values()
        if one.matrix in {matrix, "rock"} and one.fraction == fraction
        if one.kind not in {"regional", "national"} or iso3 in one.regions
    ]
    return tuple(sorted(fitting, key=lambda one: KINDS.index(one.kind)))


def _background(rows: list[dict[str, str]]) -> Background:
    """Put the rows of one background together."""
    first = rows[0]
    return Background(
        background_id=first["background_id"],
        name=first["name"],
        kind=first["kind"],
        regions=tuple(part for part in first["region"].split(";") if part),
        matrix=first["matrix"],
        fraction=first["fraction"],
        statistic=first["statistic"],
        depth=first["depth"],
        contents=tuple(
            BackgroundContent(
                row["substance"],
                float(row["value_mg_kg"]),
                row["note"],
                row["source"],
                row["verified"],
            )
            for row in rows
        ),
    )
