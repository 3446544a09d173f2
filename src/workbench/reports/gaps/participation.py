"""Who answered, and what does not go together in the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from workbench.findings.rows import Table, count, number, row, share, text
from workbench.methods.agreement import agreement
from workbench.methods.gap_index import DEFICITS
from workbench.methods.response import coverage, item_response, response_rate
from workbench.reports.gaps.answers import (
    ANOTHER,
    LABORATORY,
    RESPONSE,
    Round,
    question_of,
    scored_items,
)
from workbench.reports.gaps.scopes import OfScope, Scope
from workbench.vocabulary import places
from workbench.vocabulary.survey_conditions import holds, items_of
from workbench.vocabulary.survey_items import choices_of, survey_items
from workbench.vocabulary.survey_rules import survey_contradictions

ON_FILE = "Answered that there is no legislation, and a law is on file"
NOT_YET = {"none", "drafting"}


@row
class Participation(OfScope):
    """How many countries of a scope could answer, how many did, and what they left open."""

    scope_name: str = text("its name", "Countries of")
    n_frame: int = count("countries that could have answered", "Listed")
    n_answered: int = count("countries that answered", "Answered")
    share_answered: float | None = share("response rate", "Response rate")
    share_usable: float | None = share("coverage", "Coverage")
    n_asked: int = count(
        "scored items that were asked, over all countries that answered", "Items asked"
    )
    n_without_answer: int = count(
        "of those, without an answer or with an invalid one", "Without answer"
    )
    n_invalid: int = count("of those, invalid", "Of these invalid")
    n_dont_know: int = count("answered with don't know", "Don't know")
    n_outside: int = count("not applicable, or not asked by the logic of the form", "Not asked")
    n_usable: int = count("countries with a yes, partly or no to one scored item at least")
    share_without_answer: float | None = share("item nonresponse")
    share_dont_know: float | None = share("don't know, of those answered with anything")
    heard: str = text("countries that answered", "Who answered")
    unheard: str = text("countries that did not", "Who did not")


@row
class Contradiction:
    """Answers of a response that cannot both be true, or a no where a law is on file."""

    name: str = text("country", "Country")
    role: str = text("who answered", "Respondent")
    rule: str = text("rule", "Rule")
    sentence: str = text("what does not go together", "What does not go together")


@row
class Conflict:
    """An item on which another respondent of the country says something else."""

    name: str = text("country", "Country")
    question: str = text("question", "Question")
    role: str = text("who is counted", "Counted")
    answer: str = text("answer that is counted", "Answer")
    other_role: str = text("who else answered", "Other respondent")
    other_answer: str = text("the other answer", "Other answer")


@row
class Agreement:
    """How often two roles say the same of the same country and item."""

    role: str = text("who is counted", "Counted")
    other_role: str = text("who else answered", "Other respondent")
    n_countries: int = count("countries that both answered for", "Countries")
    n_pairs: int = count("scored items that both answered with yes, partly or no", "Items")
    n_agreeing: int = count("of those, with the same answer", "Same answer")
    share_agreeing: float | None = share("of those, with the same answer", "Share")
    kappa: float | None = number("agreement beyond chance (Cohen)", "Kappa", unit="1")
    kappa_lower: float | None = number(
        "lower limit (Fleiss, Cohen and Everitt)", "Lower limit", unit="1", lower_of="kappa"
    )
    kappa_upper: float | None = number("upper limit", "Upper limit", unit="1", upper_of="kappa")
    reason: str = text("why kappa or its interval is not given", "Why not given")


PARTICIPATION = Table(
    "participation", Participation, "Who answered", "No list of those that could answer."
)
CONTRADICTIONS = Table(
    "contradictions",
    Contradiction,
    "Answers that do not go together",
    "No answers were found that do not go together.",
)
CONFLICTS = Table(
    "conflicts", Conflict, "Respondents that disagree", "No two respondents disagree."
)
AGREEMENT = Table(
    "agreement",
    Agreement,
    "How far respondents of a country agree",
    "No country has two respondents.",
)
NAMES = ("heard", "unheard")
RATES = tuple(
    name for name, one in PARTICIPATION.columns.items() if one.heading and name not in NAMES
)
WHO = ("scope_name", "n_answered", "n_frame", *NAMES)


def is_region(one: Participation) -> bool:
    """Whether a scope is a region: names of all countries together are too many to read."""
    return one.scope not in {places.WORLD, places.FICTIONAL}


def participation(answers: Round, scopes: Sequence[Scope]) -> dict[str, Participation]:
    """Response rate, coverage, item nonresponse and don't know of each scope."""
    return {scope.code: _participation(answers, scope) for scope in scopes if scope.countries}


def contradictions(
    answers: Round, laws: pd.DataFrame, iso3s: Sequence[str]
) -> dict[str, Contradiction]:
    """Answers of a response that cannot both be true, and a no where a law is on file.

    Of a response that was sent twice only the one that counts is looked at. A rule on an answer
    that was given and cannot be read is not judged: nobody knows what it says.
    """
    everything = pd.concat([answers.countries, answers.laboratories, _other_roles(answers)])
    read = everything[everything["iso3"].isin(list(iso3s))]
    heads = read.drop_duplicates(RESPONSE)
    given = answers.given(read)
    unread = _invalid(read)
    rows: dict[str, Contradiction] = {}
    for file, response, iso3, role in heads[[*RESPONSE, "iso3", "role"]].itertuples(
        index=False, name=None
    ):
        skipped = unread.get((file, response), set())
        for rule, sentence in _broken(given[file, response], skipped, iso3, laws):
            rows[f"{iso3}:{len(rows) + 1}"] = Contradiction(
                name=places.place_name(iso3), role=_words(role), rule=rule, sentence=sentence
            )
    return rows


def conflicts(answers: Round, iso3s: Sequence[str]) -> dict[str, Conflict]:
    """Items on which another respondent of the same country says something else."""
    rows: dict[str, Conflict] = {}
    for iso3, counted, other in _two_respondents(answers, iso3s):
        role, other_role = _role(counted), _role(other)
        for item, (one, two) in _different(counted, other).items():
            rows[f"{iso3}:{item}:{len(rows) + 1}"] = Conflict(
                name=places.place_name(iso3),
                question=question_of(item),
                role=_words(role),
                answer=one,
                other_role=_words(other_role),
                other_answer=two,
            )
    return rows


def agreements(answers: Round, iso3s: Sequence[str]) -> dict[str, Agreement]:
    """How often each pair of roles says the same of the same country and item."""
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    countries: dict[tuple[str, str], set[str]] = {}
    for iso3, counted, other in _two_respondents(answers, iso3s):
        roles = (_role(counted), _role(other))
        one, two = (_scores(rows) for rows in (counted, other))
        pairs.setdefault(roles, []).extend((one[item], two[item]) for item in one if item in two)
        countries.setdefault(roles, set()).add(iso3)
    return {
        ":".join(roles): _agreement(roles, pairs[roles], len(countries[roles]))
        for roles in sorted(pairs)
    }


def _two_respondents(
    answers: Round, iso3s: Sequence[str]
) -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame]]:
    """Country, rows of its response that counts, and rows of another one, one after another."""
    others = _other_roles(answers)
    of_page = others[others["iso3"].isin(list(iso3s))]
    for (iso3, *_), other in of_page.groupby(["iso3", *RESPONSE]):
        yield str(iso3), answers.countries[answers.countries["iso3"] == iso3], other


def _role(rows: pd.DataFrame) -> str:
    """Role of the respondent of a response."""
    return str(rows["role"].iloc[0])


def _words(role: str) -> str:
    """Role as a reader has it."""
    return role.replace("_", " ")


def _agreement(
    roles: tuple[str, str], pairs: Sequence[tuple[str, str]], n_countries: int
) -> Agreement:
    """Row of the agreement of two roles."""
    found = agreement([one for one, _ in pairs], [other for _, other in pairs])
    return Agreement(
        role=_words(roles[0]),
        other_role=_words(roles[1]),
        n_countries=n_countries,
        n_pairs=found.n_pairs,
        n_agreeing=found.n_agreeing,
        share_agreeing=found.share_agreeing,
        kappa=found.kappa,
        kappa_lower=found.interval.lower,
        kappa_upper=found.interval.upper,
        reason=found.reason,
    )


def _scores(rows: pd.DataFrame) -> dict[str, str]:
    """Yes, partly or no to each scored item that has one."""
    scored = rows[rows["item_id"].isin(list(scored_items())) & (rows["status"] == "answered")]
    return {
        item: value
        for item, value in scored[["item_id", "value"]].itertuples(index=False, name=None)
        if value in DEFICITS
    }


def _participation(answers: Round, scope: Scope) -> Participation:
    """Rates of a scope, each with its frame."""
    rows = answers.countries[answers.countries["iso3"].isin(scope.countries)]
    scored = rows[rows["item_id"].isin(list(scored_items()))]
    usable = scored[(scored["status"] == "answered") & scored["value"].isin(list(DEFICITS))]
    n_frame, heard = len(scope.countries), set(rows["iso3"])
    answered = response_rate(len(heard), n_frame)
    covered = coverage(usable["iso3"].nunique(), n_frame)
    items = item_response({str(k): int(v) for k, v in scored["status"].value_counts().items()})
    return Participation(
        scope=scope.code,
        scope_name=scope.name,
        n_frame=n_frame,
        n_answered=answered.n,
        share_answered=answered.share,
        n_usable=covered.n,
        share_usable=covered.share,
        n_asked=items.n_asked,
        n_without_answer=items.nonresponse.n,
        n_invalid=items.n_invalid,
        share_without_answer=items.nonresponse.share,
        n_dont_know=items.dont_know.n,
        share_dont_know=items.dont_know.share,
        n_outside=items.n_outside,
        heard=_names(iso3 for iso3 in scope.countries if iso3 in heard),
        unheard=_names(iso3 for iso3 in scope.countries if iso3 not in heard),
    )


def _names(iso3s: Iterable[str]) -> str:
    """Names of countries in order."""
    return ", ".join(sorted(map(places.place_name, iso3s)))


def _other_roles(answers: Round) -> pd.DataFrame:
    """Rows of respondents beside the one that counts; a response that was sent twice is none."""
    left_out = answers.left_out
    return left_out[(left_out["why"] == ANOTHER) & (left_out["role"] != LABORATORY)]


def _invalid(rows: pd.DataFrame) -> dict[tuple[str, str], set[str]]:
    """Items of each response whose answer was given and is not valid."""
    found: dict[tuple[str, str], set[str]] = {}
    invalid = rows.loc[rows["status"] == "invalid", [*RESPONSE, "item_id"]]
    for file, response, item in invalid.itertuples(index=False, name=None):
        found.setdefault((file, response), set()).add(item)
    return found


def _broken(
    given: dict[str, str], unread: set[str], iso3: str, laws: pd.DataFrame
) -> list[tuple[str, str]]:
    """Rules that a response breaks, but for those on answers that cannot be read."""
    broken = [
        (rule.rule, rule.sentence)
        for rule in survey_contradictions().values()
        if not unread.intersection(items_of(f"{rule.condition} {rule.contradiction}"))
        and holds(rule.condition, given)
        and holds(rule.contradiction, given)
    ]
    if given.get("legislation") == "no":
        of_country = laws[(laws["iso3"] == iso3) & (laws["topic"] == "legislation")]
        broken += [
            ("on file", f"{ON_FILE}: {name}")
            for name in of_country.loc[~of_country["stage"].isin(list(NOT_YET)), "instrument"]
        ]
    return broken


def _different(counted: pd.DataFrame, other: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Items with one choice that both answered, with other answers."""
    one, two = (_choices(rows) for rows in (counted, other))
    return {item: (one[item], two[item]) for item in one if item in two and one[item] != two[item]}


def _choices(rows: pd.DataFrame) -> dict[str, str]:
    """Label of the answer to each item with one choice about the country."""
    answered = rows[rows["status"] == "answered"]
    items = survey_items()
    return {
        item: choices_of(items[item])[value].labels["en"].lower()
        for item, value in answered[["item_id", "value"]].itertuples(index=False, name=None)
        if items[item].type == "single" and items[item].unit_of_analysis == "country"
    }
