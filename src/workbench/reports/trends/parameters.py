"""Parameters of the trends report, and what it reads."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from workbench.reports.validators import Area, Substances, ThresholdSet

ONE_COUNTRY = False


class Parameters(BaseModel):
    """Parameters of the trends report; the notebook's first cell repeats names and defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    area: Area = Field(
        default="XAA", description="ISO 3166 alpha-3, a GSP region (R-AFRICA) or WORLD"
    )
    substances: Substances = Field(
        default=[], description="codes to judge, as in ['Cd', 'Pb']; empty: every contaminant"
    )
    first_year: int = Field(
        default=1900, ge=1900, le=2100, description="samples taken before it are excluded"
    )
    confidence: float = Field(
        default=0.95, ge=0.8, le=0.999, description="level of the intervals, 0.8 to 0.999"
    )
    false_discovery_rate: float = Field(
        default=0.05, ge=0.001, le=0.2, description="share of false trends among the strong ones"
    )
    no_change_band: float = Field(
        default=0.01, ge=0.0, le=0.1, description="change a year, as a share, that counts as none"
    )
    campaign_sd: float = Field(
        default=0.0,
        ge=0.0,
        le=1.0,
        description="what campaigns differ by (sd of logarithms); 0: controls, or Horwitz",
    )
    seed: int = Field(default=0, ge=0, le=1000000, description="where the numbers of chance begin")
    reference_set: ThresholdSet = Field(
        default="",
        description="country (DEU), or EU, whose thresholds are compared with; empty: the own",
    )


def readings(area: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Tell the tables to read, and of which area."""
    return ((("measurements", "control_samples", "own_thresholds"), area),)
