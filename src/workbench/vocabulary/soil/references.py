"""What contamination is measured against: backgrounds, classes of indices, toxic responses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias, get_args

from workbench.errors import VocabularyError
from workbench.vocabulary.fields import Cell, Given, Standing
from workbench.vocabulary.table import CsvTable, Grouped, made_from

Kind: TypeAlias = Literal["regional", "national", "continental", "world", "sediment", "crust"]
KINDS: tuple[Kind, ...] = get_args(Kind)
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
    """Content of one substance in a background, as a row of the table."""

    background_id: str
    name: Given
    kind: Kind
    region: tuple[str, ...]
    matrix: Literal["soil", "sediment", "rock"]
    fraction: Literal["total", "aqua_regia", "unknown"]
    statistic: str
    depth: str
    substance: str
    value_mg_kg: float
    note: str
    source: Given
    verified: Literal["yes", "no"]


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


def _background(rows: tuple[BackgroundContent, ...]) -> Background:
    """Put the rows of one background together."""
    return made_from(Background, rows[0], regions=rows[0].region, contents=rows)


CONTENTS = CsvTable("backgrounds", BackgroundContent, key=("background_id", "substance"))
BACKGROUNDS = Grouped(CONTENTS, by="background_id", make=_background, kind="background")
backgrounds = BACKGROUNDS.by_key
"""All backgrounds by id, in the order of the table."""
background = BACKGROUNDS.find
"""Look a background up by its id; the error of an unknown one names the nearest."""


def backgrounds_for(iso3: str, matrix: str, fraction: str) -> tuple[Background, ...]:
    """Backgrounds that can be compared with what was sampled, those that say most first.

    A background of the country itself goes before one of its continent, the soils of the world
    and the crust. Which one is used stays the choice of who asks: none is the default.

    Parameters
    ----------
    iso3, matrix, fraction : str
        Country, matrix and fraction of the measurements.

    Returns
    -------
    tuple of Background
        Each with at least one content that fits.

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


@dataclass(frozen=True)
class IndexClass:
    """One class of an index; the first has no limit that it is above."""

    index: str
    number: int
    label: Given
    above: float | None
    includes: Literal["lower", "upper"]
    source: Given
    verified: Standing


@dataclass(frozen=True)
class IndexClasses:
    """Classes of one index, from low to high.

    Attributes
    ----------
    index : str
        `CF`, `PI`, `Igeo`, `EF`, `PLI`, `Nemerow`, `Cdeg`, `mCd`, `Er` or `RI`.
    numbers : tuple of int
        Number of each class; that of the geo-accumulation index begins at 0.
    labels : tuple of str
        Its words.
    limits : tuple of float
        Value from which each class but the first holds.
    includes_lower : bool
        Whether a value at a limit is in the upper class (`[1, 3)`), or in the lower (`(1, 3]`).
    source, verified : str
        Of the classes.
    """

    index: str
    numbers: tuple[int, ...]
    labels: tuple[str, ...]
    limits: tuple[float, ...]
    includes_lower: bool
    source: str
    verified: str

    def scaled(self, factor: float) -> IndexClasses:
        """Give the same classes with every limit times a factor.

        Raises
        ------
        VocabularyError
            If the factor is not above 0.
        """
        if not factor > 0:
            raise VocabularyError(f"The limits of {self.index} are scaled by {factor:g}. Give > 0.")
        return replace(self, limits=tuple(limit * factor for limit in self.limits))


def _classes(rows: tuple[IndexClass, ...]) -> IndexClasses:
    """Put the classes of one index together."""
    return made_from(
        IndexClasses,
        rows[0],
        numbers=tuple(row.number for row in rows),
        labels=tuple(row.label for row in rows),
        limits=tuple(row.above for row in rows[1:] if row.above is not None),
        includes_lower=rows[0].includes == "lower",
    )


CLASSES = CsvTable("index_classes", IndexClass, key=("index", "number"))
INDICES = Grouped(CLASSES, by="index", make=_classes, kind="index")
index_classes = INDICES.find
"""Look the classes of an index up; the error of an unknown one names those that have classes."""


@dataclass(frozen=True)
class ToxicResponse:
    """Factor of a substance; `of_hakanson` where it is one of the eight the index was made for."""

    substance: str
    factor: Annotated[float, Cell(columns=("toxic_response",))]
    of_hakanson: bool
    source: Given
    verified: Standing


RESPONSES = CsvTable("toxic_responses", ToxicResponse, key="substance", kind="toxic response of")
toxic_responses = RESPONSES.by_key
"""All factors by substance."""
toxic_response = RESPONSES.find
"""Look the factor of a substance up; the error of an unknown one names those that have one."""
