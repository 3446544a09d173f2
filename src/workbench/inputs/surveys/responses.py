"""Responses of an export as rows of the store, and what may not be stored of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from workbench.errors import InputError, VocabularyError
from workbench.inputs.surveys.answers import Question, Strange, given_answer, questions_of
from workbench.inputs.surveys.export_file import ExportFile
from workbench.inputs.surveys.layouts import Places, plain
from workbench.inputs.surveys.survey_mapping import SurveyMapping
from workbench.vocabulary.places import find_place, is_country
from workbench.vocabulary.survey.items import status_of, survey_choices

NO_COUNTRY = "the response names no country"
REFUSED_IN_REVIEW = "the response was refused in review, or its approval was withheld"
REFUSED = {
    *("rejected", "not approved", "validation_status_not_approved"),
    *("rechazado", "no aprobado", "rejeté", "non approuvé"),
}
UNDATED = {plain(text) for text in ("[not completed]", "1980-01-01 00:00:00", "1980-01-01")}
MOMENTS = ("%Y/%m/%d %I:%M:%S %p", "%Y/%m/%d %H:%M:%S")  # of Google Forms
OFFSET = re.compile(r"\s*(?:GMT|UTC)([+-]\d{1,2})?(?::?(\d\d))?$")
HALF_OF_DAY = re.compile(r"\b([ap])\.\s?m\.", re.IGNORECASE)  # 7:21 p. m., as in Spanish
ADDRESS = re.compile(
    r"[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\.[^\s@<>()\[\]]+|\b(?:\d{1,3}\.){3}\d{1,3}\b"
)
NO_CONSENT = "names, addresses and texts are kept only with consent"
WAVE_IN_MAPPING = "give the round in the mapping, as constants: {wave: '2026'}"
WITHHELD = "(withheld)"
EMAIL = "email"
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
    questions = questions_of(mapping, export.places)
    gathered = AnswersOfExport()
    for line, cells in export.rows:
        response = _response(_Head(cells, mapping, export.places), line, gathered)
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
    why = REFUSED_IN_REVIEW if row.pop("is_refused") else ""
    why = why or ("" if row["iso3"] else NO_COUNTRY)
    why = why or (NO_CONSENT if withheld and question.item.personal else "")
    if why:
        hidden = withheld or question.item.personal
        shown = WITHHELD if hidden and (is_text or row["status"] == "invalid") else row["value"]
        entry = {"column": question.place, "original_value": shown or None, "reason": why}
        gathered.quarantined.append({**row, **entry})
        return
    typed = row["status"] == "invalid" and question.item.type in {"text", "integer"}
    gathered.n_emptied += typed and withheld
    keeps = row["status"] in {"answered", "invalid"} and not (typed and withheld)
    value = row["value"] if keeps and row["value"] else None
    if value and is_text and question.item.item_id != EMAIL:
        value = ADDRESS.sub(WITHHELD, str(value))
    gathered.rows.append({**row, "item_id": question.item.item_id, "value": value})


@dataclass(frozen=True)
class _Head:
    """What a row says of its response, wherever the file has it."""

    cells: Mapping[str, str]
    mapping: SurveyMapping
    places: Places

    def given(self, key: str) -> str:
        """Text of a column of the response; empty where the file has none."""
        column = self.places.response.get(key)
        return self.cells[column].strip() if column else ""

    def column(self, key: str) -> str:
        """Column to name in a complaint."""
        return self.places.response.get(key) or self.mapping.response.get(key, key)

    def in_words(self, key: str, word: str, strange: list[Strange]) -> str:
        """Code of a word, where the mapping or the form has words for it."""
        words = {plain(one): code for one, code in self.mapping.words_of_list(key).items()}
        for code, choice in survey_choices().get(key, {}).items():
            for one in (code, *choice.labels.values()):
                words.setdefault(plain(one), code)
        if words and word and plain(word) not in words:
            strange.append(Strange(self.column(key), word))
        return words.get(plain(word), word)


def _response(head: _Head, line: int, gathered: AnswersOfExport) -> Row:
    """Read what holds for all answers of a response."""
    strange: list[Strange] = []
    wave = head.given("wave") or head.mapping.constants.get("wave", "")
    event = [text for key in ("event", "instance") if (text := head.given(key))]
    response_id = " ".join((head.given("response_id"), *(f"({one})" for one in event))).strip()
    response: Row = {
        "wave": head.in_words("wave", wave, strange),
        "response_id": response_id,
        "uuid": head.given("uuid") or f"{wave}:{response_id}",
        "iso3": _country(head, strange),
        "role": _role(head, strange),
        "submitted": _moment(head, strange),
        "complete": _is_complete(head),
        "lang": _language(head, strange),
        "is_refused": plain(head.given("review")) in REFUSED,
    }
    if not wave:
        strange.append(Strange(f"{head.column('wave')} ({WAVE_IN_MAPPING})", ""))
    elif not response_id:
        strange.append(Strange(head.column("response_id"), ""))
    gathered.strange += [(line, one) for one in strange]
    return response


def _role(head: _Head, strange: list[Strange]) -> str:
    """Who answers; `unknown` where the file does not say."""
    word = head.given("role")
    if not word:
        return head.mapping.constants.get("role", "unknown")
    return head.in_words("role", word, strange)


def _language(head: _Head, strange: list[Strange]) -> str | None:
    """Language of a response, as in `es` of `es-MX`; None where the file does not say."""
    text = head.given("lang") or head.mapping.constants.get("lang", "")
    if text and not LANGUAGE.fullmatch(text):
        strange.append(Strange(head.column("lang"), text))
    return text[:2].lower() or None


def _country(head: _Head, strange: list[Strange]) -> str:
    """Code of a country; empty where none is given."""
    text = head.given("iso3")
    if not text or is_country(text):
        return text
    try:
        return find_place(text)
    except VocabularyError:
        strange.append(Strange(head.column("iso3"), text))
        return ""


def _moment(head: _Head, strange: list[Strange]) -> str | None:
    """Give the moment of sending in UTC; None where the file has none."""
    text, submitted = head.given("submitted"), head.mapping.submitted
    if not text or plain(text) in UNDATED:
        return None
    moment = read_moment(text, submitted.form if submitted else "")
    if moment is None:
        strange.append(Strange(head.column("submitted"), text))
        return None
    zone = ZoneInfo(submitted.zone if submitted else "UTC")
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return zoned.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_moment(text: str, form: str) -> datetime | None:
    """Read a moment in a form of `strptime`, in ISO 8601 or as Google Forms writes it.

    Examples
    --------
    >>> read_moment("2026/03/01 7:21:00 AM", "").hour
    7
    """
    offset = OFFSET.search(text)
    bare = HALF_OF_DAY.sub(r"\1M", OFFSET.sub("", text))
    for one in dict.fromkeys((form, "", *MOMENTS)):
        try:
            moment = datetime.strptime(bare, one) if one else datetime.fromisoformat(text)  # noqa: DTZ007 - given its zone by the caller
        except ValueError:
            continue
        if offset and not moment.tzinfo:
            hours, minutes = int(offset.group(1) or 0), int(offset.group(2) or 0)
            shift = timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes)
            return moment.replace(tzinfo=timezone(shift))
        return moment
    return None


def _is_complete(head: _Head) -> bool:
    """Whether the last page of a response was sent."""
    complete = head.mapping.complete
    if not complete:
        return True
    text = head.given("complete")
    if complete.word:
        return plain(text) in {plain(complete.word), "complete"}
    return bool(text) and plain(text) != "[not completed]"


def _refuse_strange(name: str, strange: list[tuple[int, Strange]]) -> None:
    """Refuse a file with words that the mapping does not know, and list them."""
    if not strange:
        return
    listed = [
        f"row {line}, {one.column}: {one.word!r}"
        if one.word
        else f"row {line}, {one.column}: empty"
        for line, one in strange[:SHOWN]
    ]
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
