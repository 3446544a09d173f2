"""The answers of the country compared with those of its region and of all countries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.findings.rows import Phrase, count, phrase, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.reports.country.gathered import Basis
from workbench.reports.report import Section
from workbench.words.messages import Message
from workbench.words.said import Said, said

GAPS = "gaps"


@row
class YesOf(Phrase):
    """How many countries answered yes."""

    n_yes: int = count("countries that answered yes")
    n_answers: int = count("countries that answered")


@row
class RegionAnswer:
    """An answer of the country, and how many others answer yes."""

    question: str = text("question of the survey", "Question")
    answer: str = text("answer of the country", "Answer")
    region: Phrase | None = phrase("answers of yes in the region", "Yes in the region")
    whole: Phrase | None = phrase("answers of yes in all countries", "Yes in all countries")
    n_ahead: int = count("countries of the region that answer yes where this one does not")


@row
class RegionFigures:
    """The answers of the country together."""

    area_name: str = text("name of the country")
    region_name: str = text("name of its region")
    n_items: int = count("questions that it answered")
    n_yes: int = count("questions that it answered with yes")
    n_behind: int = count("questions that it did not answer with yes, but others of the region did")


ANSWERS = Table(
    "region_answers",
    RegionAnswer,
    "Answers compared with region and world",
    "The survey holds no answer of this country.",
    most=8,
)
SUMMED = Table("region_overview", RegionFigures, "Region in figures", "Nothing to compare.", most=0)
BESIDE_REGION = Message("country-beside-region", RegionFigures, "region")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Take the answers from the report on gaps, those first that others of the region have."""
    result = basis.gathered.results.get(GAPS)
    by_item: dict[str, list[Mapping[str, Any]]] = {}
    for one in result.rows("matrix") if result else ():
        if one["answer"]:
            by_item.setdefault(one["item"], []).append(one)
    rows = {item: _compared(scopes) for item, scopes in by_item.items()}
    ordered = sorted(rows.items(), key=lambda pair: -pair[1].n_ahead)
    yield ANSWERS.filled(dict(ordered))
    first = next(iter(by_item.values()), None)
    area = basis.parameters.area
    yield SUMMED.filled({area: _summed(first[0], rows)} if first else {})


def _compared(scopes: list[Mapping[str, Any]]) -> RegionAnswer:
    """Compare an answer with those of the region, which stands first, and of all countries."""
    near, *others = scopes
    is_yes = not near["severity"]
    return RegionAnswer(
        question=near["question"],
        answer=near["answer"],
        region=_yes(near),
        whole=_yes(others[-1]) if others else None,
        n_ahead=0 if is_yes else near["n_yes"],
    )


def _yes(scope: Mapping[str, Any]) -> YesOf:
    """Count the answers of yes of a region."""
    return YesOf(n_yes=scope["n_yes"], n_answers=scope["n_answers"])


def _summed(first: Mapping[str, Any], rows: Mapping[str, RegionAnswer]) -> RegionFigures:
    """Count the questions that others of the region are ahead in."""
    return RegionFigures(
        area_name=first["country"],
        region_name=first["scope_name"],
        n_items=len(rows),
        n_yes=sum(one.answer == "yes" for one in rows.values()),
        n_behind=sum(one.n_ahead > 0 for one in rows.values()),
    )


def say(tables: Tables) -> Iterator[Said]:
    """Say how the country stands in its region."""
    for area in tables.of(SUMMED):
        yield said(BESIDE_REGION, SUMMED, area, main="n_behind")


SECTION: Section[Basis] = Section(
    name="region",
    tables=(ANSWERS, SUMMED),
    compute=compute,
    say=say,
    messages=(BESIDE_REGION,),
    empty="country-no-region",
)
