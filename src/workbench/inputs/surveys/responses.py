"""Responses of an export as rows of the store, and what may not be stored of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from workbench.errors import InputError, VocabularyError
from workbench.inputs.surveys.export_file import (
    ExportFile,
    Question,
    Strange,
    given_answer,
    questions_of,
)
from workbench.inputs.surveys.survey_mapping import Submitted, SurveyMapping
from workbench.vocabulary.places import find_place, is_country
from workbench.vocabulary.survey.items import status_of

NO_COUNTRY = "the response names no country"
NO_CONSENT = "names, addresses and texts are kept only with consent"
WITHHELD = "(withheld)"
LANGUAGE = re.compile("[A-Za-z]{2}([-_].*)?")
SHOWN = 20

Row = dict[str, object]


@dataclass
class AnswersOfExport:
    """What was gathered from an export so far.

    Attributes
    ----------
    rows, quarantined : list of dict
        Rows of `responses`, and answers that are not stored, with their reason.
    strange : list of (int, Strange)
        Words that the mapping does not know, with their line.
    n_responses, n_emptied : int
        Responses, and invalid answers whose text is not kept for want of consent.
    """

    rows: list[Row] = field(default_factory=list)
    quarantined: list[Row] = field(default_factory=list)
    strange: list[tuple[int, Strange]] = field(default_factory=list)
    n_responses: int = 0
    n_emptied: int = 0


def gather(export: ExportFile, mapping: SurveyMapping) -> AnswersOfExport:
    """Turn an export into rows of the store, one an answer.

    Raises
    ------
    InputError
        If it has words that the mapping does not know (all are named), or a response twice.
    """
    questions = questions_of(mapping)
    gathered = AnswersOfExport()
    for line, cells in export.rows:
        response = _response(cells, mapping, line, gathered)
        response |= {"source_file": export.name, "source_row": line}
        _gather_answers(questions, cells, response, gathered)
    gathered.n_responses = len(export.rows)
    _refuse_strange(export.name, gathered.strange)
    _refuse_repeated(export.name, gathered.rows)
    return gathered


def _gather_answers(
    questions: tuple[Question, ...],
    cells: Mapping[str, str],
    response: Row,
    gathered: AnswersOfExport,
) -> None:
    """Add the answers of one response."""
    answers = {"role": str(response["role"]), "wave": str(response["wave"])}
    read = []
    for question in questions:
        answer, strange = given_answer(question, cells)
        gathered.strange += [(int(str(response["source_row"])), one) for one in strange]
        status = status_of(question.item, answer, answers, question.relevant)
        if status == "answered":
            answers[question.item.item_id] = answer
        read.append((question, answer, status))
    consents = answers.get("consent") == "yes"
    for question, answer, status in read:
        _store(question, {**response, "value": answer, "status": status}, consents, gathered)


def _store(question: Question, row: Row, consents: bool, gathered: AnswersOfExport) -> None:
    """Add one answer to what is stored, or to what is not and why."""
    is_text = question.item.type == "text"
    withheld = bool(row["value"]) and not consents
    why = "" if row["iso3"] else NO_COUNTRY
    why = why or (NO_CONSENT if withheld and question.item.personal else "")
    if why:
        shown = WITHHELD if withheld and (is_text or row["status"] == "invalid") else row["value"]
        entry = {"column": question.place, "original_value": shown, "reason": why}
        gathered.quarantined.append({**row, **entry})
        return
    typed = row["status"] == "invalid" and question.item.type in {"text", "integer"}
    gathered.n_emptied += typed and withheld
    keeps = row["status"] in {"answered", "invalid"} and not (typed and withheld)
    value = row["value"] if keeps and row["value"] else None
    gathered.rows.append({**row, "item_id": question.item.item_id, "value": value})


def _response(
    cells: Mapping[str, str], mapping: SurveyMapping, line: int, gathered: AnswersOfExport
) -> Row:
    """Read what holds for all answers of a response."""
    strange: list[Strange] = []
    wave = _given(cells, mapping, "wave") or mapping.constants.get("wave", "")
    response_id = _given(cells, mapping, "response_id")
    response: Row = {
        "wave": _in_words(mapping, "wave", wave, strange),
        "response_id": response_id,
        "uuid": _given(cells, mapping, "uuid") or f"{wave}:{response_id}",
        "iso3": _country(_given(cells, mapping, "iso3"), mapping.response["iso3"], strange),
        "role": _role(cells, mapping, strange),
        "submitted": _moment(cells, mapping.submitted, strange),
        "complete": _is_complete(cells, mapping),
        "lang": _language(cells, mapping, strange),
    }
    if not wave or not response_id:
        strange.append(Strange(mapping.response["response_id" if wave else "wave"], ""))
    gathered.strange += [(line, one) for one in strange]
    return response


def _given(cells: Mapping[str, str], mapping: SurveyMapping, name: str) -> str:
    """Text of a column of the response; empty where the file has none."""
    return cells[mapping.response[name]].strip() if name in mapping.response else ""


def _in_words(mapping: SurveyMapping, name: str, word: str, strange: list[Strange]) -> str:
    """Code of a word, where the mapping has words for it."""
    words = mapping.words_of_list(name)
    if words and word and word not in words:
        strange.append(Strange(mapping.response.get(name, name), word))
    return words.get(word, word)


def _role(cells: Mapping[str, str], mapping: SurveyMapping, strange: list[Strange]) -> str:
    """Who answers; `unknown` where the file does not say."""
    word = _given(cells, mapping, "role")
    if not word:
        return mapping.constants.get("role", "unknown")
    return _in_words(mapping, "role", word, strange)


def _language(
    cells: Mapping[str, str], mapping: SurveyMapping, strange: list[Strange]
) -> str | None:
    """Language of a response, as in `es` of `es-MX`; None where the file does not say."""
    text = _given(cells, mapping, "lang") or mapping.constants.get("lang", "")
    if text and not LANGUAGE.fullmatch(text):
        strange.append(Strange(mapping.response.get("lang", "lang"), text))
    return text[:2].lower() or None


def _country(text: str, column: str, strange: list[Strange]) -> str:
    """Code of a country; empty where none is given."""
    if not text or is_country(text):
        return text
    try:
        return find_place(text)
    except VocabularyError:
        strange.append(Strange(column, text))
        return ""


def _moment(
    cells: Mapping[str, str], submitted: Submitted | None, strange: list[Strange]
) -> str | None:
    """Give the moment of sending in UTC; None where the file has none."""
    text = cells[submitted.column].strip() if submitted else ""
    if not submitted or not text:
        return None
    try:
        form = submitted.form
        moment = datetime.strptime(text, form) if form else datetime.fromisoformat(text)  # noqa: DTZ007 - below
    except ValueError:
        strange.append(Strange(submitted.column, text))
        return None
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(submitted.zone))
    return zoned.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _is_complete(cells: Mapping[str, str], mapping: SurveyMapping) -> bool:
    """Whether the last page of a response was sent."""
    if not mapping.complete:
        return True
    text = cells[mapping.complete.column].strip()
    return text == mapping.complete.word if mapping.complete.word else bool(text)


def _refuse_strange(name: str, strange: list[tuple[int, Strange]]) -> None:
    """Refuse a file with words that the mapping does not know, and list them."""
    if not strange:
        return
    listed = [f"row {line}, {one.column}: {one.word!r}" for line, one in strange[:SHOWN]]
    more = f"; and {len(strange) - SHOWN} more" if len(strange) > SHOWN else ""
    raise InputError(
        f"{name} has words that the mapping does not know: {'; '.join(listed)}{more}. "
        "Add them to the mapping, or correct the file. Nothing was stored."
    )


def _refuse_repeated(name: str, rows: list[Row]) -> None:
    """Refuse a response that stands in the file twice, as where two exports were put together."""
    lines: dict[tuple[object, object], object] = {}
    for row in rows:
        first = lines.setdefault((row["wave"], row["response_id"]), row["source_row"])
        if first != row["source_row"]:
            raise InputError(
                f"{name}: response {row['response_id']} of {row['wave']} stands in rows {first} "
                f"and {row['source_row']}. Delete one of them. Nothing was stored."
            )
