"""INSOP's indicators: how far they are, by the rules of the vocabulary."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from workbench.findings import frame_of
from workbench.inputs.surveys.frame import units_in_frame
from workbench.methods.intervals import Interval
from workbench.methods.target_state import each_has, target_state, weaker
from workbench.reports.gaps import definitions
from workbench.reports.gaps.answers import Round
from workbench.reports.gaps.definitions import Parameters
from workbench.reports.gaps.scopes import Scope, by_network
from workbench.reports.gaps.shares import open_share_row, share_row
from workbench.vocabulary import places
from workbench.vocabulary.survey_rules import Indicator, survey_indicators

NOT_COMPUTABLE = "not computable"
NO_LABORATORIES = (
    "a list of the laboratories that could answer is needed: workbench ingest FILE --survey "
    "laboratories"
)
TOO_MANY = "more laboratories answered than the list of laboratories has"
WHY = {
    "met": "all that fits the answers is at the target or above",
    "not met": "all that fits the answers is below the target",
    "inconclusive": "the answers fit a share above the target as well as one below it",
    "no target": "the action plan names no number: level and change only",
}
WHY_DIFFERENT = "the answers that are missing could put the share on the other side of the target"
WITHOUT_INTERVAL = "no interval can be given"


def indicators(
    answers: Round, frame: pd.DataFrame, scopes: Sequence[Scope], parameters: Parameters
) -> pd.DataFrame:
    """One row an indicator and scope, with its state; what cannot be computed says why.

    What holds for each region is given for each network of laboratories too.

    Parameters
    ----------
    answers : Round
        The wave.
    frame : DataFrame
        Rows of the table `frame`, for the laboratories.
    scopes : sequence of Scope
        Region and all countries.
    parameters : Parameters
        Those of the report.
    """
    rows = {}
    for indicator in survey_indicators().values():
        for scope in scopes:
            row = _row(indicator, answers, frame, scope, parameters)
            rows[f"{indicator.indicator}@{scope.code}"] = row | _heading(indicator, scope, answers)
            if indicator.of_each and len(scope.strata) > 1:
                networks = by_network(scope)
                row = _row(indicator, answers, frame, networks, parameters)
                heading = _heading(indicator, networks, answers)
                rows[f"{indicator.indicator}:networks@{scope.code}"] = row | heading
    return frame_of(rows, definitions.INDICATORS)


def _heading(indicator: Indicator, scope: Scope, answers: Round) -> dict[str, object]:
    """Say what is counted, over whom, and when it is due."""
    return {
        "indicator": indicator.indicator,
        "meaning": indicator.meaning,
        "scope": scope.code,
        "scope_name": scope.name,
        "target": math.nan if indicator.target is None else indicator.target,
        "due": f"{_due(indicator.due)}, state as of wave {answers.wave}",
    }


def _due(due: str) -> str:
    """Say when an indicator is due: a year, or the words of the plan."""
    if not due:
        return "no due year"
    return f"due {due}" if due.isdecimal() else f"due in the {due}"


def _row(
    indicator: Indicator,
    answers: Round,
    frame: pd.DataFrame,
    scope: Scope,
    parameters: Parameters,
) -> dict[str, object]:
    """State of one indicator in one scope."""
    if indicator.of_each:
        return _each_region(indicator, answers, frame, scope)
    if indicator.unit_of_analysis == "country":
        return _of_countries(indicator, answers, scope, parameters)
    return _of_laboratories(indicator, answers, frame, scope, parameters)


def _of_countries(
    indicator: Indicator, answers: Round, scope: Scope, parameters: Parameters
) -> dict[str, object]:
    """Share of the countries of a scope."""
    rows = _answered(answers.countries, indicator, scope)
    said = dict(zip(rows["iso3"], rows["value"].isin(indicator.counted).tolist(), strict=True))
    names = [places.place_name(iso3) for iso3 in scope.countries if said.get(iso3)]
    share = share_row(scope, said, confidence=parameters.confidence)
    return share | _state(share, indicator) | {"units_counted": ", ".join(names)}


def _of_laboratories(
    indicator: Indicator,
    answers: Round,
    frame: pd.DataFrame,
    scope: Scope,
    parameters: Parameters,
) -> dict[str, object]:
    """Share of the laboratories of a scope; none without a list of those that could answer."""
    units = units_in_frame(frame, "laboratory")
    listed = None if units is None else units[units["iso3"].isin(scope.countries)]
    if listed is None or listed.empty:
        return {"state": NOT_COMPUTABLE, "why": NO_LABORATORIES}
    rows = _answered(answers.laboratories, indicator, scope)
    if len(rows) > len(listed):
        return {"state": NOT_COMPUTABLE, "why": TOO_MANY}
    counted = rows["value"].isin(indicator.counted).tolist()
    share = open_share_row(scope, counted, len(listed), parameters.confidence)
    return share | _state(share, indicator)


def _each_region(
    indicator: Indicator, answers: Round, frame: pd.DataFrame, scope: Scope
) -> dict[str, object]:
    """Whether each region of a scope has enough laboratories; silence is not the lack of one."""
    rows = _answered(answers.laboratories, indicator, scope)
    listed = units_in_frame(frame, "laboratory")
    least = int(indicator.target or 1)
    counts: dict[str, int | None] = {}
    sure: dict[str, int | None] = {}
    for region, units in scope.strata.items():
        of_region = rows[rows["iso3"].isin(units)]
        n_counted = int(of_region["value"].isin(indicator.counted).sum())
        n_listed = 0 if listed is None else int(listed["iso3"].isin(units).sum())
        all_answered = 0 < n_listed <= len(of_region)
        counts[scope.region_name(region)] = n_counted if len(of_region) else None
        sure[scope.region_name(region)] = n_counted if n_counted >= least or all_answered else None
    if not counts:
        return {"state": NOT_COMPUTABLE, "why": "there is no list of countries by region"}
    found = each_has(counts, least)
    under_bounds = each_has(sure, least).state
    having = [name for name in counts if name not in (*found.missing, *found.unknown)]
    return {
        "n_yes": found.n_met,
        "n_answers": found.n_units - len(found.unknown),
        "n_frame": found.n_units,
        "state": weaker(found.state, under_bounds),
        "state_of_answers": found.state,
        "state_under_bounds": under_bounds,
        "why": _why_of_each(found.missing, found.unknown),
        "units_counted": ", ".join(having),
    }


def _why_of_each(missing: Sequence[str], unknown: Sequence[str]) -> str:
    """Name the regions of which no laboratory takes part, and those that nothing was heard of."""
    parts = [
        f"{words}: {', '.join(names)}"
        for words, names in (
            ("none that answered takes part in", missing),
            ("none answered from", unknown),
        )
        if names
    ]
    return "; ".join(parts) or "each region has one at least"


def _state(share: dict[str, object], indicator: Indicator) -> dict[str, object]:
    """Judge a share against the target; without an interval, by the range without assumptions."""
    lower, upper, least, most = (
        float(str(share.get(name, math.nan)))
        for name in ("share_lower", "share_upper", "share_least", "share_most")
    )
    bounds = Interval(least, most)
    without = math.isnan(lower)
    found = target_state(bounds if without else Interval(lower, upper), bounds, indicator.target)
    note = f"{WITHOUT_INTERVAL} ({share['interval_kind']}); " if without else ""
    agree = found.state == found.state_under_bounds
    return {
        "state": weaker(found.state, found.state_under_bounds),
        "state_of_answers": found.state,
        "state_under_bounds": found.state_under_bounds,
        "why": note + (WHY[found.state] if agree else WHY_DIFFERENT),
    }


def _answered(rows: pd.DataFrame, indicator: Indicator, scope: Scope) -> pd.DataFrame:
    """Rows of the item that were answered in a scope."""
    return rows[
        (rows["item_id"] == indicator.item_id)
        & (rows["status"] == "answered")
        & rows["iso3"].isin(scope.countries)
    ]
