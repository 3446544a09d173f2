"""Standard populations: how many of a large population are of each age."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.errors import VocabularyError
from workbench.vocabulary.fields import Given, Standing
from workbench.vocabulary.table import CsvTable, Grouped


@dataclass(frozen=True)
class StandardBand:
    """One age band of a standard population; the last one is open and has no `age_to`."""

    standard: str
    age_from: int
    age_to: int | None
    weight: float
    source: Given
    verified: Standing


BANDS = CsvTable("standard_populations", StandardBand, key=("standard", "age_from"))
STANDARDS = Grouped(BANDS, by="standard", make=tuple[StandardBand, ...], kind="standard population")
standard_populations = STANDARDS.by_key
"""All standard populations by name, each with its bands in order of age."""


def standard_weights(standard: str, ages_from: Sequence[int]) -> list[float]:
    """Add up a standard population in the age bands of the data.

    Parameters
    ----------
    standard : str
        Its name, as `Europe 2013`.
    ages_from : sequence of int
        First age of each band of the data, ascending from 0; the last band is open. [year]

    Returns
    -------
    list of float
        Persons in each band, of about 100 000. [1]

    Raises
    ------
    VocabularyError
        If the standard is not known, or a band of the data begins within one of its bands.

    Examples
    --------
    >>> standard_weights("Europe 2013", [0, 15, 65])
    [16000.0, 64500.0, 19500.0]
    """
    bands = STANDARDS.find(standard)
    starts = {band.age_from for band in bands}
    begun = list(ages_from)
    if not begun or begun[0] != 0 or begun != sorted(set(begun)) or not set(begun) <= starts:
        raise VocabularyError(
            f"The age bands begin at {', '.join(map(str, begun))}. Give ages from 0, ascending, at "
            f"which a band of {standard!r} begins: {', '.join(map(str, sorted(starts)))}."
        )
    weights = [0.0] * len(begun)
    for band in bands:
        weights[bisect_right(begun, band.age_from) - 1] += band.weight
    return weights
