"""What countries named in questions with several answers, and what they told of inventories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.findings.rows import Table, code, count, row, share, text
from workbench.reports.gaps.answers import Round, not_given, question_of
from workbench.reports.gaps.scopes import OfScope, Scope
from workbench.vocabulary import places
from workbench.vocabulary.survey_items import choices_of, survey_items

Given = Mapping[str, Mapping[str, str]]  # by country and item, answered ones alone
HEALTH = ("biomon_substances", "epi_outcomes")
ITEMS = ("leg_topics", "mon_substances", "inv_diffuse_sources", *HEALTH)
STATUSES = {
    "Point": {
        "inventory or list": "inv_point",
        "suspected, confirmed ones included": "inv_point_suspected",
        "confirmed": "inv_point_confirmed",
        "under remediation": "",
        "remediated": "",
        "by sector": "",
    },
    "Diffuse": {"inventory or assessment": "inv_diffuse", "sites or areas": ""},
}
NO_ANSWER = "no answer"
NOT_ASKED = "not asked by the questionnaire"


@row
class NamedAnswer(OfScope):
    """An answer that may be named: who named it, of those that answered the question."""

    choice: str = text("answer that may be named", "Answer")
    question: str = text("question", "Question")
    own: str = text("whether the country named it", "Country")
    item: str = code("survey-item", "code of the question")
    n_named: int = count("countries there that named it")
    n_answers: int = count("countries there that answered the question")
    n_listed: int = count("countries there")


@row
class Inventory(OfScope):
    """What was told of inventories of a kind of source, with its completeness."""

    status: str = text("what is counted", "What")
    source_type: str = code("source-type", "point or diffuse sources", "Sources")
    answer: str = text("answer of the country", "Answer")
    n_countries: int | None = count("countries there that told it", default=None)
    n_listed: int = count("countries there")
    n_yes: int | None = count("of those, that said yes", default=None)
    share_told: float | None = share("completeness: countries that told it, of all", default=None)
    n_sites: int | None = count("sites that they told of", default=None)


NAMED = Table("named", NamedAnswer, "What was named", "No country answered the question.")
INVENTORY = Table(
    "inventory",
    Inventory,
    "Inventories of polluted sites",
    "No list of those that could answer.",
)


def given_by_country(answers: Round) -> dict[str, dict[str, str]]:
    """Codes that the response which counts answered with, by country and item."""
    rows = answers.countries[answers.countries["status"] == "answered"]
    found: dict[str, dict[str, str]] = {}
    for iso3, item, value in rows[["iso3", "item_id", "value"]].itertuples(index=False, name=None):
        found.setdefault(iso3, {})[item] = str(value)
    return found


def named(answers: Round, scopes: Sequence[Scope], area: str) -> dict[str, NamedAnswer]:
    """Count in each scope who named each answer that may be named, of those that answered."""
    given, absent = given_by_country(answers), not_given(answers.countries, area)
    return {
        f"{item}:{choice}@{scope.code}": _named(
            item,
            choice,
            [given[iso3][item].split() for iso3 in scope.countries if item in given.get(iso3, {})],
            scope,
            own=_own(choice, given.get(area, {}).get(item), absent.get(item, NO_ANSWER), area),
        )
        for item in ITEMS
        for choice, words in choices_of(survey_items()[item]).items()
        if words.status == "answered"
        for scope in scopes
    }


def inventory(answers: Round, scopes: Sequence[Scope], area: str) -> dict[str, Inventory]:
    """Tell what is counted of each kind of source in each scope, with its completeness.

    What the questionnaire does not ask stands there too, so that nobody takes it for none.
    """
    given, absent = given_by_country(answers), not_given(answers.countries, area)
    return {
        f"{source.lower()}:{item or status}@{scope.code}": _told(
            Inventory(
                scope=scope.code,
                scope_name=scope.name,
                source_type=source,
                status=status,
                answer=_answer(item, given, absent, area),
                n_listed=len(scope.countries),
            ),
            item,
            [given[iso3][item] for iso3 in scope.countries if item in given.get(iso3, {})],
        )
        for source, statuses in STATUSES.items()
        for status, item in statuses.items()
        for scope in scopes
    }


def label(item: str, code: str) -> str:
    """Words of an answer; a number stands for itself."""
    choices = choices_of(survey_items()[item])
    return choices[code].labels["en"] if code in choices else code


def _named(
    item: str, choice: str, said: Sequence[Sequence[str]], scope: Scope, *, own: str
) -> NamedAnswer:
    """Count an answer among those that countries of a scope gave."""
    return NamedAnswer(
        scope=scope.code,
        scope_name=scope.name,
        item=item,
        question=question_of(item),
        choice=label(item, choice),
        own=own,
        n_named=sum(choice in choices for choices in said),
        n_answers=len(said),
        n_listed=len(scope.countries),
    )


def _own(code: str, answer: str | None, absent: str, area: str) -> str:
    """Whether the country named an answer; empty for a region."""
    if not places.is_country(area):
        return ""
    if answer is None:
        return absent
    return "named" if code in answer.split() else "not named"


def _told(one: Inventory, item: str, told: Sequence[str]) -> Inventory:
    """Row with who told a number or an answer, and how many sites that makes."""
    if not item:
        return one
    is_number = survey_items()[item].type == "integer"
    return replace(
        one,
        n_countries=len(told),
        n_yes=None if is_number else told.count("yes"),
        share_told=len(told) / one.n_listed if one.n_listed else None,
        n_sites=sum(map(int, told)) if is_number and told else None,
    )


def _answer(item: str, given: Given, absent: Mapping[str, str], area: str) -> str:
    """Answer of the country in words; empty for a region."""
    if not item:
        return NOT_ASKED
    if not places.is_country(area):
        return ""
    answer = given.get(area, {}).get(item, "")
    return label(item, answer).lower() if answer else absent.get(item, NO_ANSWER)
