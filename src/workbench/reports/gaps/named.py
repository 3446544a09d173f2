"""What countries named in questions with several answers, and what they told of inventories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from workbench.findings import frame_of
from workbench.reports.gaps import definitions_on_file as definitions
from workbench.reports.gaps.answers import Round, not_given, question_of
from workbench.reports.gaps.scopes import Scope
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


def given_by_country(answers: Round) -> dict[str, dict[str, str]]:
    """Codes that the response which counts answered with, by country and item."""
    rows = answers.countries[answers.countries["status"] == "answered"]
    found: dict[str, dict[str, str]] = {}
    for iso3, item, value in rows[["iso3", "item_id", "value"]].itertuples(index=False, name=None):
        found.setdefault(iso3, {})[item] = str(value)
    return found


def named(answers: Round, scopes: Sequence[Scope], area: str) -> pd.DataFrame:
    """One row an answer that may be named and a scope: who named it, of those that answered."""
    given, absent = given_by_country(answers), not_given(answers.countries, area)
    rows = {
        f"{item}:{code}@{scope.code}": _named_row(item, code, given, scope)
        | {"own": _own(code, given.get(area, {}).get(item), absent.get(item, NO_ANSWER), area)}
        for item in ITEMS
        for code, choice in choices_of(survey_items()[item]).items()
        if choice.status == "answered"
        for scope in scopes
    }
    return frame_of(rows, definitions.NAMED)


def inventory(answers: Round, scopes: Sequence[Scope], area: str) -> pd.DataFrame:
    """One row a kind of source, what is counted and a scope, with its completeness.

    What the questionnaire does not ask stands there too, so that nobody takes it for none.
    """
    given, absent = given_by_country(answers), not_given(answers.countries, area)
    rows = {
        f"{source.lower()}:{item or status}@{scope.code}": {"source_type": source, "status": status}
        | _told(item, given, scope)
        | {"answer": _answer(item, given, absent, area)}
        for source, statuses in STATUSES.items()
        for status, item in statuses.items()
        for scope in scopes
    }
    return frame_of(rows, definitions.INVENTORY)


def label(item: str, code: str) -> str:
    """Words of an answer; a number stands for itself."""
    choices = choices_of(survey_items()[item])
    return choices[code].labels["en"] if code in choices else code


def _named_row(item: str, code: str, given: Given, scope: Scope) -> dict[str, object]:
    """Count an answer in a scope."""
    said = [given[iso3][item].split() for iso3 in scope.countries if item in given.get(iso3, {})]
    return {
        "item": item,
        "question": question_of(item),
        "choice": label(item, code),
        "scope": scope.code,
        "scope_name": scope.name,
        "n_named": sum(code in codes for codes in said),
        "n_answers": len(said),
        "n_listed": len(scope.countries),
    }


def _own(code: str, answer: str | None, absent: str, area: str) -> str:
    """Whether the country named an answer; empty for a region."""
    if not places.is_country(area):
        return ""
    if answer is None:
        return absent
    return "named" if code in answer.split() else "not named"


def _told(item: str, given: Given, scope: Scope) -> dict[str, object]:
    """Who told a number or an answer in a scope, and how many sites that makes."""
    cells: dict[str, object] = {"scope": scope.code, "scope_name": scope.name}
    cells["n_listed"] = len(scope.countries)
    if not item:
        return cells
    told = [given[iso3][item] for iso3 in scope.countries if item in given.get(iso3, {})]
    counted = survey_items()[item].type == "integer" and bool(told)
    return cells | {
        "n_countries": len(told),
        "n_yes": None if survey_items()[item].type == "integer" else told.count("yes"),
        "share_told": len(told) / len(scope.countries) if scope.countries else None,
        "n_sites": sum(map(int, told)) if counted else None,
    }


def _answer(item: str, given: Given, absent: Mapping[str, str], area: str) -> str:
    """Answer of the country in words; empty for a region."""
    if not item:
        return NOT_ASKED
    if not places.is_country(area):
        return ""
    answer = given.get(area, {}).get(item, "")
    return label(item, answer).lower() if answer else absent.get(item, NO_ANSWER)
