"""Who answered, and what does not go together in the answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from workbench.findings import frame_of
from workbench.methods.agreement import agreement
from workbench.methods.gap_index import DEFICITS
from workbench.methods.response import coverage, item_response, response_rate
from workbench.reports.gaps import definitions
from workbench.reports.gaps.answers import (
    ANOTHER,
    LABORATORY,
    Round,
    question_of,
    scored_items,
)
from workbench.reports.gaps.scopes import Scope
from workbench.vocabulary import places
from workbench.vocabulary.survey_conditions import holds, items_of
from workbench.vocabulary.survey_items import choices_of, survey_items
from workbench.vocabulary.survey_rules import survey_contradictions

ON_FILE = "Answered that there is no legislation, and a law is on file"
NOT_YET = {"none", "drafting"}


def participation(answers: Round, scopes: Sequence[Scope]) -> pd.DataFrame:
    """One row a scope: response rate, coverage, item nonresponse and don't know."""
    rows = {scope.code: _row(answers, scope) for scope in scopes if scope.countries}
    return frame_of(rows, definitions.PARTICIPATION)


def contradictions(answers: Round, laws: pd.DataFrame, iso3s: Sequence[str]) -> pd.DataFrame:
    """Answers of a response that cannot both be true, and a no where a law is on file.

    Of a response that was sent twice only the one that counts is looked at. A rule on an answer
    that was given and cannot be read is not judged: nobody knows what it says.
    """
    everything = pd.concat([answers.countries, answers.laboratories, _other_roles(answers)])
    read = everything[everything["iso3"].isin(list(iso3s))]
    heads = read.drop_duplicates(["source_file", "response_id"])
    given = answers.given(read)
    unread = _invalid(read)
    rows: dict[str, dict[str, object]] = {}
    for file, response, iso3, role in heads[
        ["source_file", "response_id", "iso3", "role"]
    ].itertuples(index=False, name=None):
        skipped = unread.get((file, response), set())
        for rule, sentence in _broken(given[file, response], skipped, iso3, laws):
            rows[f"{iso3}:{len(rows) + 1}"] = {
                "name": places.place_name(iso3),
                "role": role.replace("_", " "),
                "rule": rule,
                "sentence": sentence,
            }
    return frame_of(rows, definitions.CONTRADICTIONS)


def conflicts(answers: Round, iso3s: Sequence[str]) -> pd.DataFrame:
    """Items on which another respondent of the same country says something else."""
    others = _other_roles(answers)
    rows: dict[str, dict[str, object]] = {}
    for (iso3, _, _), other in others[others["iso3"].isin(list(iso3s))].groupby(
        ["iso3", "source_file", "response_id"]
    ):
        counted = answers.countries[answers.countries["iso3"] == iso3]
        for item, (one, two) in _different(counted, other).items():
            rows[f"{iso3}:{item}:{len(rows) + 1}"] = {
                "name": places.place_name(str(iso3)),
                "question": question_of(item),
                "role": counted["role"].iloc[0].replace("_", " "),
                "answer": one,
                "other_role": other["role"].iloc[0].replace("_", " "),
                "other_answer": two,
            }
    return frame_of(rows, definitions.CONFLICTS)


def agreements(answers: Round, iso3s: Sequence[str]) -> pd.DataFrame:
    """One row a pair of roles: how often they say the same of the same country and item."""
    others = _other_roles(answers)
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    countries: dict[tuple[str, str], set[str]] = {}
    for (iso3, _, _), other in others[others["iso3"].isin(list(iso3s))].groupby(
        ["iso3", "source_file", "response_id"]
    ):
        counted = answers.countries[answers.countries["iso3"] == iso3]
        roles = (counted["role"].iloc[0], other["role"].iloc[0])
        one, two = (_scores(rows) for rows in (counted, other))
        pairs.setdefault(roles, []).extend((one[item], two[item]) for item in one if item in two)
        countries.setdefault(roles, set()).add(str(iso3))
    rows = {
        ":".join(roles): _agreement_row(roles, pairs[roles])
        | {"n_countries": len(countries[roles])}
        for roles in sorted(pairs)
    }
    return frame_of(rows, definitions.AGREEMENT)


def _agreement_row(roles: tuple[str, str], pairs: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Cells of the agreement of two roles."""
    found = agreement([one for one, _ in pairs], [other for _, other in pairs])
    return {
        "role": roles[0].replace("_", " "),
        "other_role": roles[1].replace("_", " "),
        "n_pairs": found.n_pairs,
        "n_agreeing": found.n_agreeing,
        "share_agreeing": found.share_agreeing,
        "kappa": found.kappa,
        "kappa_lower": found.interval.lower,
        "kappa_upper": found.interval.upper,
        "reason": found.reason,
    }


def _scores(rows: pd.DataFrame) -> dict[str, str]:
    """Yes, partly or no to each scored item that has one."""
    scored = rows[rows["item_id"].isin(list(scored_items())) & (rows["status"] == "answered")]
    return {
        item: value
        for item, value in scored[["item_id", "value"]].itertuples(index=False, name=None)
        if value in DEFICITS
    }


def _row(answers: Round, scope: Scope) -> dict[str, object]:
    """Rates of a scope, each with its frame."""
    rows = answers.countries[answers.countries["iso3"].isin(scope.countries)]
    scored = rows[rows["item_id"].isin(list(scored_items()))]
    usable = scored[(scored["status"] == "answered") & scored["value"].isin(list(DEFICITS))]
    n_frame, heard = len(scope.countries), set(rows["iso3"])
    answered = response_rate(rows["iso3"].nunique(), n_frame)
    covered = coverage(usable["iso3"].nunique(), n_frame)
    items = item_response({str(k): int(v) for k, v in scored["status"].value_counts().items()})
    return {
        "scope": scope.code,
        "scope_name": scope.name,
        "n_frame": n_frame,
        "n_answered": answered.n,
        "share_answered": answered.share,
        "n_usable": covered.n,
        "share_usable": covered.share,
        "n_asked": items.n_asked,
        "n_without_answer": items.nonresponse.n,
        "n_invalid": items.n_invalid,
        "share_without_answer": items.nonresponse.share,
        "n_dont_know": items.dont_know.n,
        "share_dont_know": items.dont_know.share,
        "n_outside": items.n_outside,
        "heard": _names(iso3 for iso3 in scope.countries if iso3 in heard),
        "unheard": _names(iso3 for iso3 in scope.countries if iso3 not in heard),
    }


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
    invalid = rows.loc[rows["status"] == "invalid", ["source_file", "response_id", "item_id"]]
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
