"""Parameters of the gaps report, and what it reads."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from workbench.reports.validators import Area
from workbench.vocabulary import places

ONE_COUNTRY = False
READS = ("responses", "frame", "legislation", "soilex_records", "own_thresholds")
OWN_READS = ("measurements",)  # of the country of the page: those of all would be too much to read


class Parameters(BaseModel):
    """Parameters of the gaps report; the notebook's first cell repeats names and defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    area: Area = Field(
        default="XAA", description="ISO 3166 alpha-3, a GSP region (R-AFRICA) or WORLD"
    )
    wave: str = Field(default="", description="round of the survey, as in '2026'; empty: the last")
    confidence: float = Field(
        default=0.95, ge=0.8, le=0.999, description="level of the intervals, 0.8 to 0.999"
    )


def readings(area: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Tell the tables to read, and of which area.

    Examples
    --------
    >>> readings("WORLD")
    ((('responses', 'frame', 'legislation', 'soilex_records', 'own_thresholds'), 'WORLD'),)
    """
    own = ((OWN_READS, area),) if places.is_country(area) else ()
    return ((READS, context(area)), *own)


def context(area: str) -> str:
    """Area whose answers a page needs: they are compared with those of its region and of all.

    Examples
    --------
    >>> context("NOR"), context("R-LAC"), context("XAB")
    ('WORLD', 'WORLD', 'R-EXAMPLE')
    """
    return places.FICTIONAL if places.is_fictional(area) else places.WORLD
