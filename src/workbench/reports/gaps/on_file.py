"""What was answered beside what is on file: thresholds of the vocabulary, samples of the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from workbench.findings.rows import Table, code, row, text
from workbench.reports.gaps.answers import question_of
from workbench.reports.gaps.named import Given, label
from workbench.reports.gaps.programme import measured_contaminants, years_of
from workbench.vocabulary import places
from workbench.vocabulary.substances import substances
from workbench.vocabulary.survey_groups import (
    AGRICULTURAL,
    METALS,
    OTHER,
    PESTICIDES,
    survey_land_use,
    survey_substance,
)
from workbench.vocabulary.survey_items import choices_of, survey_items
from workbench.vocabulary.threshold_rows import ThresholdRow
from workbench.vocabulary.threshold_values import ALL_LAND_USES, values_in_force

TO_CHECK = "to be checked"  # both cannot hold
TO_SEND = "to be sent"  # nothing on file bears the answer out
ABOUT = {
    "thr_metals_agri": (METALS, True),
    "thr_metals_other": (METALS, False),
    "thr_pesticides_agri": (PESTICIDES, True),
    "thr_pesticides_other": (PESTICIDES, False),
}
YES = ("yes", "partial")
VALUES = "thresholds"  # values may stand in a law that is on something else


NOTHING_DIFFERS = "No answer differs, or nobody answered."


@row
class AnswerBeside:
    """An answer that is not what is on file, with both sides."""

    question: str = text("question", "Question")
    name: str = text("country", "Country")
    answer: str = text("what was answered", "Answered")
    on_file: str = text("what is on file, or in the store", "On file or in the store")
    kind: str = code(
        "to-do",
        "to be checked: both cannot hold; to be sent: nothing on file bears it out",
        "What to do",
    )


THRESHOLDS_BESIDE = Table(
    "thresholds_beside", AnswerBeside, "Answers beside the thresholds on file", NOTHING_DIFFERS
)
LAWS_BESIDE = Table("laws_beside", AnswerBeside, "Answers beside the laws on file", NOTHING_DIFFERS)
MEASUREMENTS_BESIDE = Table(
    "measurements_beside", AnswerBeside, "Answers beside the store", NOTHING_DIFFERS
)


class Beside(NamedTuple):
    """An answer that is not what is on file."""

    item: str
    on_file: str
    kind: str


def thresholds_beside(
    given: Given, iso3s: Sequence[str], *, every: bool
) -> dict[str, AnswerBeside]:
    """Answers on thresholds that are not what is on file, with both sides.

    Parameters
    ----------
    given : mapping
        Answers by country and item.
    iso3s : sequence of str
        Countries that the page is about.
    every : bool
        Whether answers that nothing on file bears out are listed too.
    """
    return {
        f"{iso3}:{one.item}:{one.kind}": _row(iso3, given[iso3], one)
        for iso3 in iso3s
        if iso3 in given
        for one in _thresholds(given[iso3], iso3)
        if every or one.kind == TO_CHECK
    }


def laws_beside(
    given: Given,
    laws: Mapping[str, Mapping[str, str]],
    iso3s: Sequence[str],
    *,
    every: bool,
) -> dict[str, AnswerBeside]:
    """Answers on legislation that are not what is on file; laws on thresholds alone are no part.

    A law whose topic is `legislation` itself is a contradiction of its own.
    """
    return {
        f"{iso3}:{one.item}:{one.kind}": _row(iso3, given[iso3], one)
        for iso3 in iso3s
        if iso3 in given
        for one in _legislation(given[iso3].get("legislation", ""), laws.get(iso3, {}))
        if every or one.kind == TO_CHECK
    }


def measurements_beside(given: Given, measured: pd.DataFrame, iso3: str) -> dict[str, AnswerBeside]:
    """Answers of a country on monitoring that are not what its store holds, with both sides."""
    return {
        f"{iso3}:{one.item}:{one.kind}": _row(iso3, given[iso3], one)
        for one in (_measurements(given[iso3], measured) if iso3 in given else ())
    }


def _thresholds(answers: Mapping[str, str], iso3: str) -> Iterator[Beside]:
    """Answers of a country on thresholds that are not what is on file."""
    values = values_in_force(iso3)
    rows = [row for found in values.values() for row in found]
    unread = [row for found in values_in_force(iso3, verified=False).values() for row in found]
    for item, (groups, agricultural) in ABOUT.items():
        there, not_verified = (
            [row for row in some if _is_about(row, groups, agricultural=agricultural)]
            for some in (rows, unread)
        )
        yield from _yes_or_no(item, answers.get(item, ""), there, not_verified)
    if answers.get("thr_talks") == "none" and rows:
        yield Beside("thr_talks", _on_file(rows), TO_CHECK)
    codes = {survey_substance(row.substance) for row in rows}
    yield from _list("thr_substances", answers, codes, "values", everything=False)
    uses = {survey_land_use(row.land_use) for row in rows if row.land_use != ALL_LAND_USES}
    for_all = any(row.land_use == ALL_LAND_USES for row in rows)
    yield from _list("thr_land_uses", answers, uses, "values", everything=for_all)
    pairs = f"{_count(len(values), 'substance with a land use', 'substances with a land use')}"
    yield from _number("thr_number", answers, len(values), f"{pairs} on file")


def _legislation(answer: str, laws: Mapping[str, str]) -> Iterator[Beside]:
    """Find a no where laws are in force, or a yes where none is on file."""
    others = sorted(name for name, topic in laws.items() if topic not in {"legislation", VALUES})
    if answer == "no" and others:
        said = _count(len(others), "law is", "laws are")
        yield Beside("legislation", f"{said} on file ({'; '.join(others)})", TO_CHECK)
    if answer in YES and not laws:
        yield Beside("legislation", "no verified law in force is on file", TO_SEND)


def _measurements(answers: Mapping[str, str], measured: pd.DataFrame) -> Iterator[Beside]:
    """Answers of a country on monitoring that are not what the store holds."""
    n_sites = measured["site_id"].nunique()
    sites = _count(n_sites, "site is", "sites are")
    monitors = answers.get("monitoring", "")
    if monitors == "no" and len(measured):
        rows = _count(len(measured), "measurement", "measurements")
        yield Beside("monitoring", f"{rows} of {sites} in the store", TO_CHECK)
    if monitors in YES and not len(measured):
        yield Beside("monitoring", "no measurement is in the store", TO_SEND)
    if not len(measured):
        return
    yield from _number("mon_sites", answers, n_sites, f"{sites} in the store")
    codes = {survey_substance(code) for code in measured_contaminants(measured)}
    yield from _list("mon_substances", answers, codes, "measurements", everything=False)
    last = int(years_of(measured).max())
    yield from _number("mon_year", answers, last, f"the last samples in the store are of {last}")


def _is_about(row: ThresholdRow, groups: Sequence[str], *, agricultural: bool) -> bool:
    """Whether a value is for a group of substances, in farmed soil or under other uses."""
    farmed = row.land_use in AGRICULTURAL
    fits = row.land_use == ALL_LAND_USES or farmed == agricultural
    return fits and substances()[row.substance].group in groups


def _yes_or_no(
    item: str, answer: str, there: Sequence[ThresholdRow], not_verified: Sequence[ThresholdRow]
) -> Iterator[Beside]:
    """Find a no where values are on file, or a yes where none is."""
    if answer == "no" and there:
        yield Beside(item, _on_file(there), TO_CHECK)
    if answer in YES and not there:
        unread = _count(len(not_verified), "is", "are")
        more = f"; {unread} on file that nobody compared with the source" if not_verified else ""
        yield Beside(item, f"no verified value is on file{more}", TO_SEND)


def _list(
    item: str, answers: Mapping[str, str], there: set[str], what: str, *, everything: bool
) -> Iterator[Beside]:
    """Find what was named and is not there, and what is there and was not named."""
    if item not in answers:
        return
    choices = choices_of(survey_items()[item])
    named = [code for code in answers[item].split() if not choices[code].exclusive]
    absent = [] if everything else [code for code in named if code not in {*there, OTHER}]
    unnamed = sorted(there - {*named, OTHER})
    if absent:
        yield Beside(item, f"no {what} for {_labels(item, absent)}", TO_SEND)
    if unnamed:
        yield Beside(item, f"{what} for {_labels(item, unnamed)} too", TO_CHECK)


def _number(item: str, answers: Mapping[str, str], there: int, words: str) -> Iterator[Beside]:
    """Find a number that is not the one on file: more than there is, or fewer."""
    if item in answers and int(answers[item]) != there:
        yield Beside(item, words, TO_SEND if int(answers[item]) > there else TO_CHECK)


def _on_file(rows: Sequence[ThresholdRow]) -> str:
    """Say how many values are on file, and of which laws."""
    laws = "; ".join(sorted({row.instrument for row in rows}))
    return f"{_count(len(rows), 'value is', 'values are')} on file ({laws})"


def _row(iso3: str, answers: Mapping[str, str], one: Beside) -> AnswerBeside:
    """Row of an answer: both sides in words."""
    return AnswerBeside(
        name=places.place_name(iso3),
        question=question_of(one.item),
        answer=_labels(one.item, answers[one.item].split()),
        on_file=one.on_file,
        kind=one.kind,
    )


def _labels(item: str, codes: Iterable[str]) -> str:
    """Answers in words."""
    return ", ".join(label(item, code).lower() for code in codes)


def _count(count: int, one: str, more: str) -> str:
    """Count with its noun."""
    return f"{count} {one if count == 1 else more}"
