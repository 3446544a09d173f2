"""What is wrong with the crude and with the adjusted model of a question."""

from __future__ import annotations

import math
from collections.abc import Mapping

from workbench.findings.rows import Phrase, number, phrase, row
from workbench.reports.health.basis import models
from workbench.reports.health.basis.models import Model
from workbench.reports.health.basis.privacy import shown_ratio

CHANGE_OF_ESTIMATE = 0.10  # relative change by which adjustment counts as having mattered
LEAST_CHANGE = 0.01  # of the logarithm of a rate ratio, below which it does not
SUGGESTIVE_P = 0.05  # of the tests of a model's own assumptions


@row
class CrudeMoves(Phrase):
    """Adjustment moves the crude rate ratio."""

    crude: float = number("rate ratio of the crude model", unit="1", apart_from="adjusted")
    adjusted: float = number("rate ratio with all confounders", unit="1", apart_from="crude")


@row
class CountsVary(Phrase):
    """Counts vary more than Poisson counts."""


@row
class ResidualsAlike(Phrase):
    """Residuals of neighbouring areas are alike."""


@row
class TooNarrow(Phrase):
    """The interval of a model is too narrow."""

    because: tuple[Phrase, ...] = phrase("assumptions that the data contradict", is_list=True)


def of_crude(fitted: Mapping[str, Model]) -> Phrase | None:
    """Say by how much adjustment moves the crude rate ratio, where that matters.

    Parameters
    ----------
    fitted : mapping of str to Model
        Models of a question.
    """
    crude, adjusted = fitted[models.CRUDE].interval, fitted[models.QUASI].interval
    if not (crude.fitted and adjusted.fitted):
        return None
    moved = abs(crude.estimate - adjusted.estimate)
    if moved <= max(CHANGE_OF_ESTIMATE * abs(crude.estimate), LEAST_CHANGE):
        return None
    return CrudeMoves(
        crude=shown_ratio(math.exp(crude.estimate)),
        adjusted=shown_ratio(math.exp(adjusted.estimate)),
    )


def of_adjusted(fitted: Mapping[str, Model]) -> Phrase | None:
    """Say which assumptions of the adjusted Poisson model the data contradict, if any.

    Parameters
    ----------
    fitted : mapping of str to Model
        Models of a question.
    """
    adjusted = fitted[models.ADJUSTED]
    found: list[Phrase] = []
    if adjusted.dean_p < SUGGESTIVE_P:
        found.append(CountsVary())
    if adjusted.moran is not None and adjusted.moran.p_value < SUGGESTIVE_P:
        found.append(ResidualsAlike())
    return TooNarrow(because=tuple(found)) if found else None
