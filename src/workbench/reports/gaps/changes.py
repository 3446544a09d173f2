"""Change since the wave before: in the countries that answered both times."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pandas as pd

from workbench.findings import frame_of
from workbench.methods.gap_index import DEFICITS
from workbench.methods.intervals import NO_INTERVAL
from workbench.methods.matched_change import MatchedChange, matched_change
from workbench.reports.gaps import definitions
from workbench.reports.gaps.answers import Round, question_of, scored_items, shown_answers
from workbench.reports.gaps.definitions import Parameters
from workbench.reports.gaps.scopes import Scope
from workbench.vocabulary import places
from workbench.vocabulary.survey_rules import Indicator, survey_indicators

FEWEST = 5  # countries of which an interval is worth its while
TOO_FEW = "too few changed for a test"


def changes(before: Round, now: Round, scope: Scope, parameters: Parameters) -> pd.DataFrame:
    """One row an item: who gained and who lost a yes; partly is no yes."""
    if not before.wave:
        return frame_of({}, definitions.CHANGES)
    first, last = before.words(), now.words()
    rows = {}
    for item in scored_items():
        found = matched_change(
            _yes(first, item, scope), _yes(last, item, scope), confidence=parameters.confidence
        )
        rows[item] = _row(found, parameters.confidence) | {"question": question_of(item)}
    for code, indicator in survey_indicators().items():
        if indicator.unit_of_analysis == "country":
            found = matched_change(
                *(_counted(wave, indicator, scope) for wave in (before, now)),
                confidence=parameters.confidence,
            )
            rows[code] = _row(found, parameters.confidence) | {"question": f"{indicator.meaning}."}
    heading = {"scope": scope.code, "scope_name": scope.name}
    heading |= {"wave_before": before.wave, "wave": now.wave}
    return frame_of({name: row | heading for name, row in rows.items()}, definitions.CHANGES)


def own_changes(before: Round, now: Round, area: str) -> pd.DataFrame:
    """Items on which a country answers otherwise than in the wave before."""
    first, last = (
        shown_answers(wave.countries[wave.countries["iso3"] == area]) for wave in (before, now)
    )
    rows = {
        item: {
            "question": question_of(item),
            "wave_before": before.wave,
            "before": first[item],
            "wave": now.wave,
            "now": last[item],
        }
        for item in scored_items()
        if item in first and item in last and first[item] != last[item]
    }
    return frame_of(rows, definitions.OWN_CHANGES)


def _yes(words: Mapping[str, Mapping[str, str]], item: str, scope: Scope) -> dict[str, bool | None]:
    """Whether each country of a scope said yes; None where it said neither yes, partly nor no."""
    return {
        iso3: words[iso3][item] == "yes" if words[iso3][item] in DEFICITS else None
        for iso3 in scope.countries
        if iso3 in words
    }


def _counted(wave: Round, indicator: Indicator, scope: Scope) -> dict[str, bool | None]:
    """Whether each country of a scope counts towards an indicator; none where it did not answer."""
    rows = wave.countries[
        (wave.countries["item_id"] == indicator.item_id)
        & (wave.countries["status"] == "answered")
        & wave.countries["iso3"].isin(scope.countries)
    ]
    return dict(zip(rows["iso3"], rows["value"].isin(indicator.counted).tolist(), strict=True))


def _row(change: MatchedChange, confidence: float) -> dict[str, object]:
    """Cells of a change; no test where all that changed could not tell, whichever way they went."""
    interval = change.interval if change.n_matched >= FEWEST else NO_INTERVAL
    tested = change.smallest_p <= 1 - confidence
    return {
        "n_matched": change.n_matched,
        "n_gained": len(change.gained),
        "gained": _names(change.gained),
        "n_lost": len(change.lost),
        "lost": _names(change.lost),
        "share_change": change.difference,
        "share_change_lower": interval.lower,
        "share_change_upper": interval.upper,
        "p": change.p if tested else math.nan,
        "why_no_test": "" if tested else TOO_FEW,
        "n_entered": len(change.entered),
        "n_left": len(change.left),
    }


def _names(iso3s: Iterable[str]) -> str:
    """Names of countries."""
    return ", ".join(map(places.place_name, iso3s))
