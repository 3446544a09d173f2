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
OPEN = "Wilson, answers as a random sample of more units than are listed"
CUT = "ends where the range without assumptions ends"
NOBODY = "nobody answered"
NO_DIFFERENCE = "in no region do answers differ, so that no variance can be seen"


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
        _stratum(scope.region_name(region), [iso3 for iso3 in units if iso3 not in outside], said)
        for region, units in scope.strata.items()
        if set(units) - set(outside)
    ]
    if not strata:
        return _heading(scope) | {"interval_kind": "it applies to no country"}
    return _heading(scope) | _cells(strata, confidence)


def open_share_row(
    scope: Scope, counted: Sequence[bool], n_listed: int, confidence: float
) -> dict[str, object]:
    """Share of yes among units of which the list is not complete, as laboratories, as cells.

    Laboratories join their networks all the time, so that a list of them is no finite population:
    the answers say no more than a sample of many would. The range without assumptions is of those
    that are listed, and where all of them answered nothing is left open.

    Parameters
    ----------
    scope : Scope
        Where they are.
    counted : sequence of bool
        Whether each that answered is counted.
    n_listed : int
        All that are on the list.
    confidence : float
        Of the interval. [share, 0 to 1]
    """
    share = share_of_yes(sum(counted), len(counted), n_listed, confidence=confidence)
    if not share.n_answers:
        return _heading(scope) | _row(share, math.nan, NO_INTERVAL, NOBODY)
    interval, kind = _cut(share.unlimited, share.bounds, OPEN)
    return _heading(scope) | _row(share, math.nan, interval, kind)


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
    return _row(share, *_interval(strata, share, confidence))


def _row(share: Share, weighted: float, interval: Interval, kind: str) -> dict[str, object]:
    """Cells of a share and its interval."""
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
    """Weighted share and interval; exact in one region; none where a region has no variance.

    A region of which one country of several answered shows no variance. R's package survey stops
    there unless it is told what to assume; here no interval is given, and the region is named.
    """
    if not share.n_answers:
        return math.nan, NO_INTERVAL, NOBODY
    if len(strata) == 1:
        return math.nan, share.exact, EXACT
    silent = [stratum.name for stratum in strata if not stratum.n_answers]
    if silent:
        return math.nan, NO_INTERVAL, f"{NOBODY} in {', '.join(silent)}"
    found = stratified_share(strata, single="undefined", confidence=confidence)
    lonely = [stratum.name for stratum in strata if stratum.n_answers == 1 < stratum.n_frame]
    if lonely:
        return found.share, NO_INTERVAL, f"one country alone answered in {', '.join(lonely)}"
    if found.reason:
        return found.share, NO_INTERVAL, NO_DIFFERENCE
    return found.share, *_cut(found.interval, share.bounds, WEIGHTED)


def _cut(interval: Interval, bounds: Interval, kind: str) -> tuple[Interval, str]:
    """Interval without what no missing answer could bring, which loses nothing of its cover."""
    kept = interval.within(bounds)
    return kept, kind if kept == interval else f"{kind}; {CUT}"


def _stratum(region: str, units: Sequence[str], said: Mapping[str, bool | None]) -> Stratum:
    """Count yes and answers of a region."""
    answers = [said[iso3] for iso3 in units if said.get(iso3) is not None]
    return Stratum(region, sum(map(bool, answers)), len(answers), len(units))
