"""What the gaps report reads, and its parameters."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator

from workbench.errors import VocabularyError
from workbench.vocabulary import places

READS = ("responses", "frame", "legislation")
OWN_READS = ("measurements",)
LARGEST = 5  # gaps that are named first


class Parameters(BaseModel):
    """Parameters of the gaps report; the notebook's first cell repeats names and defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    area: str = Field(
        default="XAA", description="ISO 3166 alpha-3, a GSP region (R-AFRICA) or WORLD"
    )
    wave: str = Field(default="", description="round of the survey, as in '2026'; empty: the last")
    confidence: float = Field(
        default=0.95, ge=0.8, le=0.999, description="level of the intervals, 0.8 to 0.999"
    )

    @field_validator("area")
    @classmethod
    def _area_is_known(cls, area: str) -> str:
        try:
            places.members(area)
        except VocabularyError as error:
            raise ValueError(str(error)) from error
        return area


def context(area: str) -> str:
    """Area whose answers a page needs: those of its region and of all countries stand beside it.

    Examples
    --------
    >>> context("NOR"), context("R-LAC"), context("XAB")
    ('WORLD', 'WORLD', 'R-EXAMPLE')
    """
    return places.FICTIONAL if places.is_fictional(area) else places.WORLD


def own_reads(area: str) -> tuple[str, ...]:
    """Tables that a page reads of its own country alone, since those of all would be too much.

    Examples
    --------
    >>> own_reads("NOR"), own_reads("WORLD")
    (('measurements',), ())
    """
    return OWN_READS if places.is_country(area) else ()
