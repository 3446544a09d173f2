"""The ladder of models of one question: the same areas on every rung, from crude to spatial."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.errors import SeriesError
from workbench.methods.rate_data import RateData
from workbench.methods.rate_models import (
    RateFit,
    dean_overdispersion,
    negative_binomial,
    poisson,
    quasi_poisson,
)
from workbench.reports.health.grades import Interval
from workbench.reports.health.questions import EXPOSURE, Question

CRUDE, DEMOGRAPHY, ADJUSTED = "crude", "demography", "adjusted"
QUASI, NEGATIVE_BINOMIAL, SPATIAL = "quasi-Poisson", "negative binomial", "spatial"
RUNGS = (CRUDE, DEMOGRAPHY, ADJUSTED, QUASI, NEGATIVE_BINOMIAL, SPATIAL)
ALLOWS_FOR = {
    CRUDE: "Poisson, exposure alone",
    DEMOGRAPHY: "Poisson, and demography",
    ADJUSTED: "Poisson, and deprivation, smoking, industry",
    QUASI: "the same, more variation than Poisson",
    NEGATIVE_BINOMIAL: "the same, more variation than Poisson in another form",
    SPATIAL: "the same, neighbours that are alike (Moran eigenvectors)",
}
NONE = Interval(math.nan, math.nan, math.nan)


@dataclass(frozen=True)
class Rung:
    """One model of the ladder; `fit` is None, with a remark, where it could not be fitted."""

    name: str
    fit: RateFit | None
    interval: Interval
    p: float
    remark: str = ""
