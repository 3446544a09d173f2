"""INSOP's indicators: how far they are, by the rules of the vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from workbench.findings.rows import Table, code, number, row, text
from workbench.inputs.surveys.frame import units_in_frame
from workbench.methods.intervals import NO_INTERVAL, Interval
from workbench.methods.target_state import each_has, target_state, weaker
from workbench.reports.gaps.answers import Round
from workbench.reports.gaps.definitions import Parameters
from workbench.reports.gaps.scopes import Scope, by_network
from workbench.reports.gaps.shares import ShareOfYes, open_share_row, share_row
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


@row
class Counted:
    """What an indicator counts."""

    indicator: str = code("indicator", "code of the indicator")
    meaning: str = text("what is counted")


@row
class IndicatorState(ShareOfYes, Counted):  # the columns of the last one come first
    """State of an indicator in a scope; without counts where it cannot be computed."""

    target: float | None = number(
        "share, or number in each region, that the action plan names", unit="1"
    )
    due: str = text("when it is due, and of which wave the state is")
    state: str = code(
        "target-state",
        "met, not met, inconclusive, no target or not computable; the weaker one",
    )
    state_of_answers: str = code(
        "target-state", "state by those that answered, allowing for chance"
    )
    state_under_bounds: str = code("target-state", "state that no missing answer could change")
    why: str = text("what the state rests on, or what is needed")
    units_counted: str = text("countries that count, or regions that have it")


INDICATORS = Table(
    "indicators", IndicatorState, "Indicators of INSOP's action plan", "No indicator."
)


class Judged(NamedTuple):
    """State of an indicator, with what it rests on."""

    state: str  # the weaker of the two that follow
    of_answers: str
    under_bounds: str
    why: str
    units_counted: str = ""


@dataclass(frozen=True)
class Asked:
    """An indicator in a scope, with all that it is worked out from."""

    indicator: Indicator
    scope: Scope
    answers: Round
    listed: pd.DataFrame | None  # laboratories that could answer, where there is a list
    confidence: float

    @property
    def answered(self) -> pd.DataFrame:
        """Rows of the item that were answered in the scope, by countries or by laboratories."""
        of_countries = self.indicator.unit_of_analysis == "country" and not self.indicator.of_each
        rows = self.answers.countries if of_countries else self.answers.laboratories
        return rows[
            (rows["item_id"] == self.indicator.item_id)
            & (rows["status"] == "answered")
            & rows["iso3"].isin(self.scope.countries)
        ]


def indicators(
    answers: Round, frame: pd.DataFrame, scopes: Sequence[Scope], parameters: Parameters
) -> dict[str, IndicatorState]:
    """Judge each indicator in each scope; what cannot be computed says why.

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
    listed = units_in_frame(frame, "laboratory")
    found = {}
    for name, indicator in survey_indicators().items():
        for scope in scopes:
            asked = Asked(indicator, scope, answers, listed, parameters.confidence)
            found[f"{name}@{scope.code}"] = _state_of(asked)
            if indicator.of_each and len(scope.strata) > 1:
                of_networks = replace(asked, scope=by_network(scope))
                found[f"{name}:networks@{scope.code}"] = _state_of(of_networks)
    return found


def _state_of(asked: Asked) -> IndicatorState:
    """Row of an indicator: what is counted over whom, its state and when it is due."""
    indicator = asked.indicator
    found, judged = _judged(asked)
    return IndicatorState(
        **vars(found),
        indicator=indicator.indicator,
        meaning=indicator.meaning,
        target=indicator.target,
        due=f"{_due(indicator.due)}, state as of wave {asked.answers.wave}",
        state=judged.state,
        state_of_answers=judged.of_answers,
        state_under_bounds=judged.under_bounds,
        why=judged.why,
        units_counted=judged.units_counted,
    )


def _due(due: str) -> str:
    """Say when an indicator is due: a year, or the words of the plan."""
    if not due:
        return "no due year"
    return f"due {due}" if due.isdecimal() else f"due in the {due}"


def _judged(asked: Asked) -> tuple[ShareOfYes, Judged]:
    """Count an indicator in its scope, and judge it."""
    if asked.indicator.of_each:
        return _each_region(asked)
    if asked.indicator.unit_of_analysis == "country":
        return _of_countries(asked)
    return _of_laboratories(asked)


def _of_countries(asked: Asked) -> tuple[ShareOfYes, Judged]:
    """Share of the countries of a scope."""
    rows, scope = asked.answered, asked.scope
    counts = rows["value"].isin(asked.indicator.counted).tolist()
    said = dict(zip(rows["iso3"], counts, strict=True))
    names = [places.place_name(iso3) for iso3 in scope.countries if said.get(iso3)]
    found = share_row(scope, said, confidence=asked.confidence)
    return found, _against_target(found, asked.indicator)._replace(units_counted=", ".join(names))


def _of_laboratories(asked: Asked) -> tuple[ShareOfYes, Judged]:
    """Share of the laboratories of a scope; none without a list of those that could answer."""
    rows, listed = asked.answered, asked.listed
    n_listed = 0 if listed is None else int(listed["iso3"].isin(asked.scope.countries).sum())
    if not n_listed:
        return _not_computable(asked, NO_LABORATORIES)
    if len(rows) > n_listed:
        return _not_computable(asked, TOO_MANY)
    counted = rows["value"].isin(asked.indicator.counted).tolist()
    found = open_share_row(asked.scope, counted, n_listed, asked.confidence)
    return found, _against_target(found, asked.indicator)


def _each_region(asked: Asked) -> tuple[ShareOfYes, Judged]:
    """Whether each region of a scope has enough laboratories; silence is not the lack of one."""
    rows, listed, scope = asked.answered, asked.listed, asked.scope
    least = int(asked.indicator.target or 1)
    counts: dict[str, int | None] = {}
    sure: dict[str, int | None] = {}
    for region, units in scope.strata.items():
        of_region = rows[rows["iso3"].isin(units)]
        n_counted = int(of_region["value"].isin(asked.indicator.counted).sum())
        n_listed = 0 if listed is None else int(listed["iso3"].isin(units).sum())
        all_answered = 0 < n_listed <= len(of_region)
        counts[scope.region_name(region)] = n_counted if len(of_region) else None
        sure[scope.region_name(region)] = n_counted if n_counted >= least or all_answered else None
    if not counts:
        return _not_computable(asked, "there is no list of countries by region")
    found = each_has(counts, least)
    having = [name for name in counts if name not in (*found.missing, *found.unknown)]
    counted = ShareOfYes(
        scope=scope.code,
        scope_name=scope.name,
        n_yes=found.n_met,
        n_answers=found.n_units - len(found.unknown),
        n_frame=found.n_units,
    )
    under_bounds = each_has(sure, least).state
    return counted, Judged(
        weaker(found.state, under_bounds),
        found.state,
        under_bounds,
        _why_of_each(found.missing, found.unknown),
        ", ".join(having),
    )


def _not_computable(asked: Asked, why: str) -> tuple[ShareOfYes, Judged]:
    """No counts, and why."""
    nothing = ShareOfYes(scope=asked.scope.code, scope_name=asked.scope.name)
    return nothing, Judged(NOT_COMPUTABLE, "", "", why)


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


def _against_target(found: ShareOfYes, indicator: Indicator) -> Judged:
    """Judge a share against the target; without an interval, by the range without assumptions."""
    bounds = _interval(found.share_least, found.share_most) or NO_INTERVAL
    interval = _interval(found.share_lower, found.share_upper)
    judged = target_state(interval or bounds, bounds, indicator.target)
    note = "" if interval else f"{WITHOUT_INTERVAL} ({found.interval_kind}); "
    agree = judged.state == judged.state_under_bounds
    return Judged(
        weaker(judged.state, judged.state_under_bounds),
        judged.state,
        judged.state_under_bounds,
        note + (WHY[judged.state] if agree else WHY_DIFFERENT),
    )


def _interval(lower: float | None, upper: float | None) -> Interval | None:
    """Both limits, where there are any."""
    return None if lower is None or upper is None else Interval(lower, upper)
