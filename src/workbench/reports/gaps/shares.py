"""Share of countries that say yes, with both denominators, interval and bounds, as a row."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from workbench.methods.intervals import NO_INTERVAL, Interval
from workbench.methods.shares import Share, share_of_yes
from workbench.methods.stratified import Stratum, stratified_share
from workbench.reports.gaps.scopes import Scope

EXACT = "exact, answers as a random sample of the region"
WEIGHTED = "weighted by region, logit with the degrees of freedom of the survey"


def share_row(
    scope: Scope, said: Mapping[str, bool | None], *, outside: Sequence[str] = (), confidence: float
) -> dict[str, object]:
    """Share of yes in a scope as cells of a row.

    Parameters
    ----------
    scope : Scope
        Countries that could answer.
    said : mapping of str to bool or None
        Answer by country; None, or no entry, where it gave none.
    outside : sequence of str
        Countries to which the item does not apply: they are in no denominator.
    confidence : float
        Of the intervals. [share, 0 to 1]
    """
    strata = [
        _stratum(region, [iso3 for iso3 in units if iso3 not in outside], said)
        for region, units in scope.strata.items()
        if set(units) - set(outside)
    ]
    if not strata:
        return _heading(scope) | {"interval_kind": "it applies to no country"}
    return _heading(scope) | _cells(strata, confidence)


def _heading(scope: Scope) -> dict[str, object]:
    """Name the scope."""
    return {"scope": scope.code, "scope_name": scope.name}


def _cells(strata: Sequence[Stratum], confidence: float) -> dict[str, object]:
    """Work out the share over all strata."""
    share = share_of_yes(
        sum(stratum.n_yes for stratum in strata),
        sum(stratum.n_answers for stratum in strata),
        sum(stratum.n_frame for stratum in strata),
        confidence=confidence,
    )
    weighted, interval, kind = _interval(strata, share, confidence)
    return {
        "n_yes": share.n_yes,
        "n_answers": share.n_answers,
        "n_frame": share.n_frame,
        "share_of_answers": share.of_answers,
        "share_of_frame": share.of_frame,
        "share_weighted": weighted,
        "share_lower": interval.lower,
        "share_upper": interval.upper,
        "interval_kind": kind,
        "share_least": share.bounds.lower,
        "share_most": share.bounds.upper,
    }


def _interval(
    strata: Sequence[Stratum], share: Share, confidence: float
) -> tuple[float, Interval, str]:
    """Weighted share and interval; exact in one region; none where a region gave no answer."""
    if not share.n_answers:
        return math.nan, NO_INTERVAL, "nobody answered"
    if len(strata) == 1:
        return math.nan, share.exact, EXACT
    silent = [stratum.name for stratum in strata if not stratum.n_answers]
    if silent:
        return math.nan, NO_INTERVAL, f"none: nobody answered in {', '.join(silent)}"
    found = stratified_share(strata, single="undefined", confidence=confidence)
    return found.share, found.interval, f"none: {found.reason}" if found.reason else WEIGHTED


def _stratum(region: str, units: Sequence[str], said: Mapping[str, bool | None]) -> Stratum:
    """Count yes and answers of a region."""
    answers = [said[iso3] for iso3 in units if said.get(iso3) is not None]
    return Stratum(region, sum(map(bool, answers)), len(answers), len(units))
