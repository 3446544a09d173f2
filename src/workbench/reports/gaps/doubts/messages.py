"""Tells what does not go together: of a country in sentences, of a region in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from workbench.findings.excluded import Named
from workbench.findings.rows import Phrase, Tables
from workbench.presentation.html import HtmlTable, Text
from workbench.presentation.table import as_table
from workbench.reports.gaps.doubts.tables import (
    AGREEMENT,
    CONFLICTS,
    CONTRADICTIONS,
    DOUBTS,
    Agreement,
    Conflict,
    Contradiction,
    Doubt,
)
from workbench.reports.gaps.overview import is_country
from workbench.reports.gaps.phrases import Disagreement, Respondent, SeveralTimes
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

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
