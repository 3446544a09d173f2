"""Judges what is lacking: each item beside region and world, the gap index, the largest gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.findings.rows import Table, code, count, number, row, share, text
from workbench.methods.gap_index import DEFICITS, NOT_APPLICABLE, UNKNOWN, GapIndex, gap_index
from workbench.methods.rank_stability import StableRank, rank_stability
from workbench.reports.gaps.answers import (
    Round,
    importance,
    question_of,
    scored_items,
    shown_answers,
)
from workbench.reports.gaps.definitions import LARGEST, Parameters
from workbench.reports.gaps.scopes import Scope
from workbench.reports.gaps.shares import ShareOfYes, share_row
from workbench.vocabulary import places
from workbench.vocabulary.survey_conditions import holds
from workbench.vocabulary.survey_items import survey_texts
from workbench.vocabulary.survey_rules import survey_actions

Words = Mapping[str, Mapping[str, str]]
NO_RESPONSE = "? no response"


@row
class AskedItem:
    """A scored item, as the country of the page answered it."""

    topic: str = text("topic")
    question: str = text("question", "Question")
    answer: str = text("answer of the country, with its symbol", "Answer")
    severity: float | None = number("importance times what is lacking", unit="1")


@row
class ItemAnswers(ShareOfYes, AskedItem):  # the columns of the last one come first
    """A scored item in a scope: the answer of the country, and the share of yes beside it."""

    n_partial: int = count("that said partly; no yes")
    n_no: int = count("that said no")


@row
class Gap:
    """One of the largest gaps."""

    question: str = text("question", "Question")
    answer: str = text("answer of the country", "Answer")
    severity: float | None = number("importance times what is lacking", unit="1")
    scope_name: str = text("region that is compared with")
    n_yes: int = count("countries there that said yes")
    n_partial: int = count("countries there that said partly")
    n_answers: int = count("countries there that answered")
    n_frame: int = count("countries there that it may apply to")
    share_of_answers: float | None = share("yes, of those that answered")


@row
class CountryIndex:
    """Gap index of a country with its bounds, and how sure its rank is."""

    name: str = text("country", "Country")
    index: float | None = number(
        "gap index of what was answered, 1 is the widest gap", "Gap index", unit="1"
    )
    index_lower: float = number(
        "index, were all unknown items yes", "At least", unit="1", lower_of="index"
    )
    index_upper: float = number(
        "index, were all unknown items no", "At most", unit="1", upper_of="index"
    )
    classes: str = text("all classes that it may have, whatever its unknown items are", "Class")
    share_complete: float | None = share(
        "importance of what was answered, of what is applicable", "Answered"
    )
    rank: int | None = count("rank with equal weights, 1 has the widest gap", "Rank", default=None)
    rank_rated: int | None = count(
        "rank with the importance that respondents gave", "Rank by ratings", default=None
    )
    share_same_rank: float | None = share(
        "of 1000 random weights, those that give the same rank",
        "Same rank, random weights",
        default=None,
    )
    n_overlapping: int | None = count(
        "countries whose bounds overlap with its own", "Not distinguished from", default=None
    )
    reason: str = text("why there is no index", "Why not given")
    wave: str = text("round of the survey")
    gap_class: str = code("gap-class", "low, moderate, high or very high, of what was answered")
    n_unknown: int = count("items without an answer")
    n_items: int = count("items that are applicable")
    n_ranked: int | None = count("countries that have a rank", default=None)
    rank_random_lower: int | None = count(
        "97.5 % of random weights give this rank or a later one", default=None
    )
    rank_random_upper: int | None = count(
        "97.5 % of random weights give this rank or an earlier one", default=None
    )
    index_rated: float | None = number(
        "gap index with the importance that respondents gave", unit="1", default=None
    )


@row
class Action:
    """What the rule table recommends for an answer of the country."""

    action: str = text("what is recommended", "Action")
    question: str = text("question", "Question")
    answer: str = text("answer that it rests on", "Answer")
    working_group: str = text("working group of INSOP that would see to it", "Working group")
    indicator: str = text("indicator that it serves", "Indicator")


MATRIX = Table(
    "matrix", ItemAnswers, "Answers, item by item", "No list of those that could answer."
)
GAPS = Table("gaps", Gap, "Largest gaps", "No gap was told of.")
INDEX = Table(
    "index", CountryIndex, "Gap index of each country", "No country answered an item.", most=100
)
ACTIONS = Table(
    "actions",
    Action,
    "Recommended actions",
    "Actions are recommended to a country that answered, where something is lacking.",
)


def matrix(
    answers: Round, scopes: Sequence[Scope], parameters: Parameters
) -> dict[str, ItemAnswers]:
    """Answer of the country to each item, and in each scope the share of yes beside it."""
    words, own = answers.words(), own_answers(answers, parameters.area)
    return {
        f"{name}@{scope.code}": _in_scope(
            AskedItem(
                topic=survey_texts()[item.topic]["en"],
                question=question_of(name),
                answer=own.get(name, ""),
                severity=_severity(name, words.get(parameters.area)),
            ),
            {iso3: words[iso3][name] for iso3 in scope.countries if iso3 in words},
            scope,
            parameters.confidence,
        )
        for name, item in scored_items().items()
        for scope in scopes
    }


def own_answers(answers: Round, area: str) -> dict[str, str]:
    """Answers of the country with their symbols; nothing for a region."""
    if not places.is_country(area):
        return {}
    rows = answers.countries[answers.countries["iso3"] == area]
    return dict.fromkeys(scored_items(), NO_RESPONSE) | shown_answers(rows)


def index(
    words: Words, scope: Scope, wave: str, rated: Mapping[str, float]
) -> dict[str, CountryIndex]:
    """Gap index of each country of a scope with its bounds, and how sure its rank is.

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

    Returns
    -------
    dict of str to CountryIndex
        By country, the widest gap first.
    """
    unheard = dict.fromkeys(scored_items(), UNKNOWN)
    answers = {iso3: words.get(iso3, unheard) for iso3 in scope.countries}
    if not answers:
        return {}
    ranks = _ranks(answers, importance())
    again = _ranks(answers, rated) if rated else {}
    order = sorted(answers, key=lambda iso3: (ranks[iso3].rank if iso3 in ranks else 999, iso3))
    return {
        iso3: _ranked(
            _country_index(places.place_name(iso3), wave, gap_index(answers[iso3], importance())),
            ranks.get(iso3),
            again.get(iso3),
        )
        for iso3 in order
    }


def n_moved(indices: Mapping[str, CountryIndex]) -> int:
    """Countries whose rank is another with the importance that respondents gave."""
    return sum(
        one.rank != one.rank_rated
        for one in indices.values()
        if one.rank is not None and one.rank_rated is not None
    )


def _ranks(answers: Words, weights: Mapping[str, float]) -> dict[str, StableRank]:
    """Rank of each country that has an index."""
    return {rank.unit: rank for rank in rank_stability(answers, weights).ranks}


def gaps(items: Mapping[str, ItemAnswers], scopes: Sequence[Scope], area: str) -> dict[str, Gap]:
    """Largest gaps: of a country those that weigh most, of a region what fewest can have.

    Of a region an answer that is not there may be a yes: what comes first is what is lacking
    whatever the others would say, so that a single no among many silent countries is no large gap.
    """
    if not scopes:
        return {}
    is_country = places.is_country(area)
    lacking = {
        name: one
        for name, one in items.items()
        if one.scope == scopes[0].code and _lacks(one, is_country=is_country)
    }
    weigh = _weight_of_country if is_country else _weight_of_region
    first = sorted(lacking, key=lambda name: weigh(lacking[name]))[:LARGEST]
    return {
        name: Gap(**{column: getattr(lacking[name], column) for column in GAPS.columns})
        for name in first
    }


def _lacks(one: ItemAnswers, *, is_country: bool) -> bool:
    """Whether something is known to be lacking: in the country, or somewhere in the region."""
    if is_country:
        return bool(one.severity)
    return bool(one.n_answers) and one.n_yes != one.n_answers


def _weight_of_country(one: ItemAnswers) -> tuple[float, bool, float]:
    """Put the heaviest first, of equal ones what most others have."""
    shared = one.share_of_answers
    return -(one.severity or 0.0), shared is None, -(shared or 0.0)


def _weight_of_region(one: ItemAnswers) -> tuple[float, float]:
    """Put first what fewest can have, then what fewest of those that answered have."""
    return one.share_most or 0.0, one.share_of_answers or 0.0


def actions(answers: Round, area: str) -> dict[str, Action]:
    """Actions of the rule table whose condition holds for the answers of a country."""
    own = answers.countries[answers.countries["iso3"] == area]
    given = next(iter(answers.given(own).values()), {})
    shown = shown_answers(own)
    return {
        action.action_id: Action(
            action=action.action,
            question=question_of(action.item_id),
            answer=shown.get(action.item_id, given.get(action.item_id, "")),
            working_group=action.working_group,
            indicator=action.indicator,
        )
        for action in survey_actions()
        if given and holds(action.condition, given)
    }


def _in_scope(
    asked: AskedItem, said: Mapping[str, str], scope: Scope, confidence: float
) -> ItemAnswers:
    """Count and share the answers to an item in a scope."""
    yes = {iso3: word == "yes" for iso3, word in said.items() if word in DEFICITS}
    outside = [iso3 for iso3, word in said.items() if word == NOT_APPLICABLE]
    return ItemAnswers(
        **vars(asked),
        **vars(share_row(scope, yes, outside=outside, confidence=confidence)),
        n_partial=sum(word == "partial" for word in said.values()),
        n_no=sum(word == "no" for word in said.values()),
    )


def _severity(item: str, words: Mapping[str, str] | None) -> float | None:
    """Weigh the gap of a country; None where it is not known or there is no such country."""
    deficit = DEFICITS.get(words[item]) if words else None
    return None if deficit is None else importance()[item] * deficit


def _country_index(name: str, wave: str, gap: GapIndex) -> CountryIndex:
    """Row of a gap index, without a rank."""
    return CountryIndex(
        name=name,
        wave=wave,
        index=gap.index,
        index_lower=gap.bounds.lower,
        index_upper=gap.bounds.upper,
        share_complete=gap.completeness,
        gap_class=gap.gap_class,
        classes=" to ".join(dict.fromkeys([*gap.classes[:1], *gap.classes[-1:]])),
        n_unknown=gap.n_unknown,
        n_items=len(gap.items) - gap.n_not_applicable,
        reason=gap.reason,
    )


def _ranked(one: CountryIndex, rank: StableRank | None, rated: StableRank | None) -> CountryIndex:
    """Row with its rank under equal weights and under those of respondents, where there is one."""
    if rank is not None:
        one = replace(
            one,
            rank=rank.rank,
            n_ranked=rank.n_ranked,
            n_overlapping=len(rank.overlaps),
            share_same_rank=rank.share_same,
            rank_random_lower=rank.best_random,
            rank_random_upper=rank.worst_random,
        )
    return one if rated is None else replace(one, index_rated=rated.index, rank_rated=rated.rank)
