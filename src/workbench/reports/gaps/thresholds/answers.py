"""Answers on thresholds that differ from the values recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.recorded import (
    TO_CHECK,
    TO_SEND,
    YES,
    ComparedAnswer,
    Difference,
    compared,
    differing_list,
    differing_number,
)
from workbench.reports.gaps.phrases import CombinationsRecorded, NoValueRecorded, ValuesRecorded
from workbench.vocabulary.laws.thresholds import ALL_LAND_USES, ThresholdRow, values_in_force
from workbench.vocabulary.substances import substances
from workbench.vocabulary.survey.items import (
    AGRICULTURAL,
    METALS,
    PESTICIDES,
    survey_land_use,
    survey_substance,
)

ABOUT = {
    "thr_metals_agri": (METALS, True),
    "thr_metals_other": (METALS, False),
    "thr_pesticides_agri": (PESTICIDES, True),
    "thr_pesticides_other": (PESTICIDES, False),
}
VALUES = "values"


def differing_answers(basis: Basis) -> dict[str, ComparedAnswer]:
    """Answers of the countries of a page on thresholds that are not what is recorded."""
    rows: dict[str, ComparedAnswer] = {}
    for iso3 in basis.iso3s:
        if iso3 in basis.given:
            answers = basis.given[iso3]
            found = _thresholds(answers, iso3)
            rows |= compared(iso3, answers, found, every=basis.is_country)
    return rows


def _thresholds(answers: Mapping[str, str], iso3: str) -> Iterator[Difference]:
    """Answers of a country on thresholds that are not what is recorded."""
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
        yield Difference("thr_talks", _recorded(rows), TO_CHECK)
    codes = {survey_substance(row.substance) for row in rows}
    yield from differing_list("thr_substances", answers, codes, VALUES)
    uses = {survey_land_use(row.land_use) for row in rows if row.land_use != ALL_LAND_USES}
    for_all = any(row.land_use == ALL_LAND_USES for row in rows)
    yield from differing_list("thr_land_uses", answers, uses, VALUES, everything=for_all)
    recorded = CombinationsRecorded(n_values=len(values))
    yield from differing_number("thr_number", answers, len(values), recorded)


def _is_about(row: ThresholdRow, groups: Sequence[str], *, agricultural: bool) -> bool:
    """Whether a value is for a group of substances, in farmed soil or under other uses."""
    farmed = row.land_use in AGRICULTURAL
    fits = row.land_use == ALL_LAND_USES or farmed == agricultural
    return fits and substances()[row.substance].group in groups


def _yes_or_no(
    item: str, answer: str, there: Sequence[ThresholdRow], not_verified: Sequence[ThresholdRow]
) -> Iterator[Difference]:
    """Find a no where values are recorded, or a yes where none is."""
    if answer == "no" and there:
        yield Difference(item, _recorded(there), TO_CHECK)
    if answer in YES and not there:
        yield Difference(item, NoValueRecorded(n_not_verified=len(not_verified)), TO_SEND)


def _recorded(rows: Sequence[ThresholdRow]) -> ValuesRecorded:
    """Say how many values are recorded, and of which laws."""
    laws = "; ".join(sorted({row.instrument for row in rows}))
    return ValuesRecorded(n_values=len(rows), laws=laws)
