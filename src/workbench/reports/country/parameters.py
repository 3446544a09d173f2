"""Parameters of the country page; it reads no table, but the results of the reports."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from workbench.reports.validators import Area

ONE_COUNTRY = False


class Parameters(BaseModel):
    """Parameters of the country page; the notebook's first cell repeats names and defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    area: Area = Field(
        default="XAA", description="ISO 3166 alpha-3, a GSP region (R-AFRICA) or WORLD"
    )
    most_messages: int = Field(
        default=7, ge=3, le=12, description="key messages of all reports together, at most"
    )
    tolerance: float = Field(
        default=0.05,
        ge=0.0,
        le=0.5,
        description="share by which two medians of one substance may differ",
    )


def readings(_: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Tell the tables to read: none."""
    return ()
