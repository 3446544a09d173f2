"""Contradictory answers: answers that contradict each other, respondents that disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pandas as pd

from workbench.findings.excluded import Named
from workbench.findings.rows import Phrase, code, count, number, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.surveys.gap_index import DEFICITS
from workbench.methods.surveys.paired_answers import agreement
from workbench.presentation.html import HtmlTable, Text
from workbench.presentation.shown_table import as_table
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import (
    ANOTHER,
    ANSWERED,
    BESIDE_COUNTRY,
    RESPONSE,
    ChosenResponse,
    Round,
    question_of,
    scored_items,
)
from workbench.reports.gaps.basis.overview import is_country, is_silent
from workbench.reports.gaps.basis.recorded import standing
from workbench.reports.gaps.phrases import Disagreement, LawRecorded, Respondent, SeveralTimes
from workbench.reports.report import Section
from workbench.store.surveys import Legislation, Responses
from workbench.vocabulary import places
from workbench.vocabulary.survey.conditions import holds, items_of
from workbench.vocabulary.survey.items import choices_of, survey_items
from workbench.vocabulary.survey.rules import survey_contradictions
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words


@row
class Contradiction:
    """Answers of a response that cannot both be true, or a no where a law is on file."""

    name: str = text("country", "Country")
    role: str = code("role", "who answered", "Respondent")
    rule: str = text("rule", "Rule")
    sentence: Phrase = phrase("what does not go together", "Contradiction")


@row
class Conflict:
    """An item on which another respondent of the country says something else."""

    name: str = text("country", "Country")
    question: str = text("question", "Question")
    role: str = code("role", "who is counted", "Counted")
    answer: str = text("answer that is counted", "Answer")
    other_role: str = code("role", "who else answered", "Other respondent")
    other_answer: str = text("the other answer", "Other answer")


@row
class Agreement:
    """How often two roles say the same of the same country and item."""

    role: str = code("role", "who is counted", "Counted")
    other_role: str = code("role", "who else answered", "Other respondent")
    n_countries: int = count("countries that both answered for", "Countries")
    n_pairs: int = count("scored items that both answered with yes, partly or no", "Items")
    n_agreeing: int = count("of those, with the same answer", "Same answer")
    share_agreeing: float | None = share("of those, with the same answer", "Share")
    kappa: float | None = number("agreement beyond chance (Cohen)", "Kappa", unit="1")
    kappa_lower: float | None = number(
        "lower limit (Fleiss, Cohen and Everitt)", "Lower limit", unit="1", lower_of="kappa"
    )
    kappa_upper: float | None = number("upper limit", "Upper limit", unit="1", upper_of="kappa")
    reason: Phrase | None = phrase("why kappa or its interval is not given", "Why not given")


@row
class Doubt:
    """Contradictory answers, in all countries of a region."""

    what: Phrase = phrase("what does not go together", "Contradiction")
    n_times: int = count("how often", "Times")
    where: tuple[Phrase, ...] = phrase("in which countries", "Where")


CONTRADICTIONS = Table(
    "contradictions",
    Contradiction,
    "Contradictory answers",
    "No contradictory answers were found.",
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
DOUBTS = Table(
    "doubts", Doubt, "To be verified: answers that do not go together", "No answers contradict."
)


ON_FILE = "on file"  # rule: a no to legislation, and a law is recorded
NOT_YET = {"none", "drafting"}


def contradictions(
    answers: Round, laws: pd.DataFrame, iso3s: Sequence[str]
) -> dict[str, Contradiction]:
    """Answers of a response that cannot both be true, and a no where a law is on file.

    Of a response that was sent twice only the one that counts is looked at. A rule on an answer
    that was given and cannot be read is not judged: nobody knows what it says.
    """
    everything = pd.concat([answers.countries, answers.laboratories, _other_roles(answers)])
    read = everything[everything[Responses.iso3].isin(list(iso3s))]
    heads = read.drop_duplicates(RESPONSE)
    given = answers.given(read)
    unread = _invalid(read)
    rows: dict[str, Contradiction] = {}
    for file, response, iso3, role in heads[[*RESPONSE, Responses.iso3, Responses.role]].itertuples(
        index=False, name=None
    ):
        skipped = unread.get((file, response), set())
        for rule, sentence in _broken(given[file, response], skipped, iso3, laws):
            rows[f"{iso3}:{len(rows) + 1}"] = Contradiction(
                name=places.place_name(iso3), role=role, rule=rule, sentence=sentence
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
                role=role,
                answer=one,
                other_role=other_role,
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
    of_page = others[others[Responses.iso3].isin(list(iso3s))]
    for (iso3, *_), other in of_page.groupby([Responses.iso3, *RESPONSE]):
        yield str(iso3), answers.countries[answers.countries[Responses.iso3] == iso3], other


def _role(rows: pd.DataFrame) -> str:
    """Role of the respondent of a response."""
    return str(rows[Responses.role].iloc[0])


def _agreement(
    roles: tuple[str, str], pairs: Sequence[tuple[str, str]], n_countries: int
) -> Agreement:
    """Row of the agreement of two roles."""
    found = agreement([one for one, _ in pairs], [other for _, other in pairs])
    return Agreement(
        role=roles[0],
        other_role=roles[1],
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
    scored = rows[
        rows[Responses.item_id].isin(list(scored_items())) & (rows[Responses.status] == ANSWERED)
    ]
    return {
        item: value
        for item, value in scored[[Responses.item_id, Responses.value]].itertuples(
            index=False, name=None
        )
        if value in DEFICITS
    }


def _other_roles(answers: Round) -> pd.DataFrame:
    """Rows of respondents beside the one that counts; a response that was sent twice is none."""
    left_out = answers.left_out
    return left_out[left_out[ChosenResponse.why].isin([ANOTHER, BESIDE_COUNTRY])]


def _invalid(rows: pd.DataFrame) -> dict[tuple[str, str], set[str]]:
    """Items of each response whose answer was given and is not valid."""
    found: dict[tuple[str, str], set[str]] = {}
    invalid = rows.loc[rows[Responses.status] == "invalid", [*RESPONSE, Responses.item_id]]
    for file, response, item in invalid.itertuples(index=False, name=None):
        found.setdefault((file, response), set()).add(item)
    return found


def _broken(
    given: dict[str, str], unread: set[str], iso3: str, laws: pd.DataFrame
) -> list[tuple[str, Phrase]]:
    """Rules that a response breaks, but for those on answers that cannot be read."""
    broken: list[tuple[str, Phrase]] = [
        (rule.rule, Named(name=rule.sentence))
        for rule in survey_contradictions().values()
        if not unread.intersection(items_of(f"{rule.condition} {rule.contradiction}"))
        and holds(rule.condition, given)
        and holds(rule.contradiction, given)
    ]
    if given.get("legislation") == "no":
        of_country = laws[
            (laws[Legislation.iso3] == iso3) & (laws[Legislation.topic] == "legislation")
        ]
        broken += [
            (ON_FILE, LawRecorded(instrument=name))
            for name in of_country.loc[
                ~of_country[Legislation.stage].isin(list(NOT_YET)), Legislation.instrument
            ]
        ]
    return broken


def _different(counted: pd.DataFrame, other: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Items with one choice that both answered, with other answers."""
    one, two = (_choices(rows) for rows in (counted, other))
    return {item: (one[item], two[item]) for item in one if item in two and one[item] != two[item]}


def _choices(rows: pd.DataFrame) -> dict[str, str]:
    """Label of the answer to each item with one choice about the country."""
    answered = rows[rows[Responses.status] == ANSWERED]
    items = survey_items()
    return {
        item: choices_of(items[item])[value].words.lower()
        for item, value in answered[[Responses.item_id, Responses.value]].itertuples(
            index=False, name=None
        )
        if items[item].type == "single" and items[item].unit_of_analysis == "country"
    }


TO_CHECK = "to be checked"
CONTRADICTION = Message("contradiction", Contradiction, "contradiction")
CONFLICT = Message("conflict", Conflict, "conflict")
AGREE = Message("agreement", Agreement, "agreement")
MESSAGES = (CONTRADICTION, CONFLICT, AGREE)


def say(tables: Tables) -> Iterator[Said]:
    """Tell each contradiction and conflict, and how far respondents agree."""
    for name in tables.of(CONTRADICTIONS):
        yield said(CONTRADICTION, CONTRADICTIONS, name, grade=TO_CHECK)
    for name in tables.of(CONFLICTS):
        yield said(CONFLICT, CONFLICTS, name, grade=TO_CHECK)
    for name, one in tables.of(AGREEMENT).items():
        if one.n_pairs:
            yield said(AGREE, AGREEMENT, name, main="share_agreeing")


def listed(tables: Tables, spoken: Sequence[Said]) -> list[Said]:
    """List all of a country; of a region how far respondents agree, the rest is in the table."""
    country = is_country(tables)
    return [one for one in spoken if country or one.message is AGREE]


def doubts(tables: Tables, words: Words) -> HtmlTable | Text:
    """Show for a region what does not go together, and where; a country's are in sentences."""
    if is_country(tables):
        return Text("")
    found: dict[Phrase, list[Phrase]] = {}
    for broken in tables.of(CONTRADICTIONS).values():
        who = Respondent(name=broken.name, role=broken.role)
        found.setdefault(broken.sentence, []).append(who)
    for one in tables.of(CONFLICTS).values():
        said_by = Disagreement(
            name=one.name,
            role=one.role,
            answer=one.answer,
            other_role=one.other_role,
            other_answer=one.other_answer,
        )
        found.setdefault(Named(name=one.question), []).append(said_by)
    rows = {
        str(place): Doubt(what=what, n_times=len(where), where=_each_once(where))
        for place, (what, where) in enumerate(found.items())
    }
    return as_table(DOUBTS.filled(rows), words, notes=words.plain("doubts-note"))


def _each_once(where: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Name each once, with how often where that is more."""
    return tuple(
        one if n == 1 else SeveralTimes(what=one, n_times=n) for one, n in Counter(where).items()
    )


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Look for what does not go together in the answers of each country of the page."""
    now, iso3s = basis.now, basis.iso3s
    laws = standing(basis.delivered_laws, now.wave)
    yield CONTRADICTIONS.filled(contradictions(now, laws, iso3s))
    yield CONFLICTS.filled(conflicts(now, iso3s))
    yield AGREEMENT.filled(agreements(now, iso3s))


SECTION: Section[Basis] = Section(
    name="doubts",
    tables=(CONTRADICTIONS, CONFLICTS, AGREEMENT),
    compute=compute,
    say=say,
    listed=listed,
    messages=MESSAGES,
    views={"doubts": doubts},
    empty="no-doubts",
    left_out=is_silent,
)
