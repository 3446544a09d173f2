"""Judges what is lacking: each item beside region and world, the gap index, the largest gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from workbench.findings import frame_of
from workbench.methods.gap_index import DEFICITS, NOT_APPLICABLE, UNKNOWN, GapIndex, gap_index
from workbench.methods.rank_stability import StableRank, rank_stability
from workbench.reports.gaps import definitions
from workbench.reports.gaps.answers import (
    Round,
    importance,
    question_of,
    scored_items,
    shown_answers,
)
from workbench.reports.gaps.definitions import Parameters
from workbench.reports.gaps.scopes import Scope
from workbench.reports.gaps.shares import share_row
from workbench.vocabulary import places
from workbench.vocabulary.survey_conditions import holds
from workbench.vocabulary.survey_items import survey_texts
from workbench.vocabulary.survey_rules import survey_actions

Words = Mapping[str, Mapping[str, str]]
NO_RESPONSE = "? no response"


def matrix(answers: Round, scopes: Sequence[Scope], parameters: Parameters) -> pd.DataFrame:
    """One row an item and scope: answer of the country, and the share of yes beside it."""
    words, own = answers.words(), own_answers(answers, parameters.area)
    rows = {
        f"{item}@{scope.code}": _matrix_row(item, words, scope, parameters)
        | {"answer": own.get(item, ""), "severity": _severity(item, words.get(parameters.area))}
        for item in scored_items()
        for scope in scopes
    }
    return frame_of(rows, definitions.MATRIX)


def own_answers(answers: Round, area: str) -> dict[str, str]:
    """Answers of the country with their symbols; nothing for a region."""
    if not places.is_country(area):
        return {}
    rows = answers.countries[answers.countries["iso3"] == area]
    return dict.fromkeys(scored_items(), NO_RESPONSE) | shown_answers(rows)


def index(words: Words, scope: Scope, wave: str, rated: Mapping[str, float]) -> pd.DataFrame:
    """One row a country of a scope: its gap index with bounds, and how sure its rank is.

    Parameters
    ----------
    words : mapping
        Answer to each scored item by country.
    scope : Scope
        Countries that could answer.
    wave : str
        Name of the wave.
    rated : mapping of str to float
        Importance that respondents gave each item; empty where they did not. [0 to 1]
    """
    unheard = dict.fromkeys(scored_items(), UNKNOWN)
    answers = {iso3: words.get(iso3, unheard) for iso3 in scope.countries}
    if not answers:
        return frame_of({}, definitions.INDEX)
    ranks = _ranks(answers, importance())
    again = _ranks(answers, rated) if rated else {}
    order = sorted(answers, key=lambda iso3: (ranks[iso3].rank if iso3 in ranks else 999, iso3))
    rows = {
        iso3: {"name": places.place_name(iso3), "wave": wave}
        | _index_row(gap_index(answers[iso3], importance()))
        | _rank_row(ranks.get(iso3))
        | (
            {"index_rated": again[iso3].index, "rank_rated": again[iso3].rank}
            if iso3 in again
            else {}
        )
        for iso3 in order
    }
    return frame_of(rows, definitions.INDEX)


def n_moved(indices: pd.DataFrame) -> int:
    """Countries whose rank is another with the importance that respondents gave."""
    both = indices[indices["rank"].notna() & indices["rank_rated"].notna()]
    return int((both["rank"] != both["rank_rated"]).sum())


def _ranks(answers: Words, weights: Mapping[str, float]) -> dict[str, StableRank]:
    """Rank of each country that has an index."""
    return {rank.unit: rank for rank in rank_stability(answers, weights).ranks}


def gaps(items: pd.DataFrame, scopes: Sequence[Scope], area: str) -> pd.DataFrame:
    """Largest gaps: of a country those that weigh most, of a region what fewest can have.

    Of a region an answer that is not there may be a yes: what comes first is what is lacking
    whatever the others would say, so that a single no among many silent countries is no large gap.
    """
    if not scopes:
        return frame_of({}, definitions.GAPS)
    nearest = items[items["scope"] == scopes[0].code]
    if places.is_country(area):
        lacking = nearest[nearest["severity"] > 0]
        order, ascending = ["severity", "share_of_answers"], [False, False]
    else:
        lacking = nearest[nearest["n_answers"] > 0]
        lacking = lacking[lacking["share_of_answers"] < 1]
        order, ascending = ["share_most", "share_of_answers"], [True, True]
    ranked = lacking.sort_values(order, ascending=ascending, kind="stable")
    return ranked.head(definitions.LARGEST)[[column.name for column in definitions.GAPS]]


def actions(answers: Round, area: str) -> pd.DataFrame:
    """Actions of the rule table whose condition holds for the answers of a country."""
    own = answers.countries[answers.countries["iso3"] == area]
    given = next(iter(answers.given(own).values()), {})
    shown = shown_answers(own)
    rows = {
        action.action_id: {
            "action": action.action,
            "question": question_of(action.item_id),
            "answer": shown.get(action.item_id, given.get(action.item_id, "")),
            "working_group": action.working_group,
            "indicator": action.indicator,
        }
        for action in survey_actions()
        if given and holds(action.condition, given)
    }
    return frame_of(rows, definitions.ACTIONS)


def _matrix_row(item: str, words: Words, scope: Scope, parameters: Parameters) -> dict[str, object]:
    """Count and share the answers to an item in a scope."""
    said = {iso3: words[iso3][item] for iso3 in scope.countries if iso3 in words}
    yes = {iso3: word == "yes" for iso3, word in said.items() if word in DEFICITS}
    outside = [iso3 for iso3, word in said.items() if word == NOT_APPLICABLE]
    return {
        "topic": survey_texts()[scored_items()[item].topic]["en"],
        "question": question_of(item),
        "n_partial": sum(word == "partial" for word in said.values()),
        "n_no": sum(word == "no" for word in said.values()),
    } | share_row(scope, yes, outside=outside, confidence=parameters.confidence)


def _severity(item: str, words: Mapping[str, str] | None) -> float | None:
    """Weigh the gap of a country; None where it is not known or there is no such country."""
    deficit = DEFICITS.get(words[item]) if words else None
    return None if deficit is None else importance()[item] * deficit


def _index_row(gap: GapIndex) -> dict[str, object]:
    """Cells of a gap index."""
    return {
        "index": gap.index,
        "index_lower": gap.bounds.lower,
        "index_upper": gap.bounds.upper,
        "share_complete": gap.completeness,
        "gap_class": gap.gap_class,
        "classes": " to ".join(dict.fromkeys([*gap.classes[:1], *gap.classes[-1:]])),
        "n_unknown": gap.n_unknown,
        "n_items": len(gap.items) - gap.n_not_applicable,
        "reason": gap.reason,
    }


def _rank_row(rank: StableRank | None) -> dict[str, object]:
    """Cells of a rank; none where there is no index."""
    if rank is None:
        return {}
    return {
        "rank": rank.rank,
        "n_ranked": rank.n_ranked,
        "n_overlapping": len(rank.overlaps),
        "share_same_rank": rank.share_same,
        "rank_random_lower": rank.best_random,
        "rank_random_upper": rank.worst_random,
    }
