"""Layouts of survey exports: which question or answer a column holds, in each option of a tool."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from workbench.inputs.surveys.survey_mapping import SurveyMapping
from workbench.vocabulary.survey.items import Item, choices_of, survey_items, survey_texts

# What tools call the columns of a response, where the mapping names another.
OF_RESPONSE: Mapping[str, tuple[str, ...]] = {
    "response_id": (
        *("_id", "KEY", "id", "record_id", "Record ID", "Respondent ID", "Response ID", "ID"),
    ),
    "uuid": ("_uuid", "meta-instanceID", "meta/instanceID", "instanceID"),
    "wave": ("wave",),
    "iso3": ("iso3",),
    "role": ("role",),
    "lang": ("startlanguage", "Language"),
    "submitted": (
        *("_submission_time", "SubmissionDate", "submitdate", "Date submitted", "End Date"),
        *("Survey Timestamp", "Timestamp", "Horodateur", "Marca temporal"),
        *("Completion time", "Heure de fin", "Hora de finalización"),
    ),
    "complete": ("Complete?",),
    "review": ("ReviewState", "_validation_status"),
    "event": ("redcap_event_name", "Event Name"),
    "instance": ("redcap_repeat_instance", "Repeat Instance"),
}
TAG = re.compile(r"<[^<>]*>")
GROUP = re.compile(r"\w+-|\w+\.(?=\w)|[^/]*/")
CODE_AND_TEXT = re.compile(r"(\w+)\. ")
ANSWER = re.compile(r"(?P<of>.+?)\s*(?:\[(?P<a>.+)\]|\(choice=(?P<b>.+)\)|___(?P<c>\w+))")
LONGEST_NAME = 1000  # signs: more are a header whose delimiter is another
WHOLE_NUMBER = re.compile(r"([+-]?\d+)[.,]0+")


def plain(text: str) -> str:
    """Text without mark-up, capitals and needless blanks, to compare names with.

    Examples
    --------
    >>> plain("Agricultural <strong>soil</strong>&nbsp;? ")
    'agricultural soil ?'
    """
    marked = html.unescape(TAG.sub("", text)).replace("\u200b", "")
    return " ".join(unicodedata.normalize("NFKC", marked).casefold().split())


def whole(text: str) -> str:
    """Leave out decimals that are zero, as in `12.0000000000`; other text stays as it is."""
    found = WHOLE_NUMBER.fullmatch(text)
    return found.group(1) if found else text


@dataclass(frozen=True)
class Places:
    """Where a file has what was asked.

    Attributes
    ----------
    response : mapping of str to str
        Column by what it says of a response: the keys of `OF_RESPONSE`.
    items : mapping of str to str
        Column that holds all of an item, by item.
    ticks : mapping of str to mapping of str to str
        Column of each answer of a multiple choice, by item and code.
    """

    response: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    ticks: dict[str, dict[str, str]] = field(default_factory=dict)

    def columns(self) -> set[str]:
        """Columns that are read."""
        of_answers = (column for codes in self.ticks.values() for column in codes.values())
        return {*self.response.values(), *self.items.values(), *of_answers}


def find_places(columns: Collection[str], mapping: SurveyMapping) -> Places:
    """Find what each column of a file holds.

    The names of the mapping go first; then a column is known by the code of its item, or by its
    text in a language of the form, with or without the group before it and mark-up in it.

    Parameters
    ----------
    columns : collection of str
        Header of the file.
    mapping : SurveyMapping
        How the tool writes it.

    Returns
    -------
    Places
        What was found; a column that nothing is known of is in none.
    """
    known = _KnownNames(mapping)
    found = Places()
    for column in columns:
        place = known.place_of(column) if len(column) <= LONGEST_NAME else None
        if place is None:
            continue
        item, code = place
        if item in OF_RESPONSE:
            found.response.setdefault(item, column)
        elif code:
            found.ticks.setdefault(item, {}).setdefault(code, column)
        else:
            found.items.setdefault(item, column)
    _add_shared(found, set(columns), mapping, known)
    return found


def _add_shared(
    found: Places, columns: set[str], mapping: SurveyMapping, known: _KnownNames
) -> None:
    """Add what a file tells by a column that says something else too."""
    if mapping.complete:
        named = mapping.complete.column
        item, _ = known.place_of(named) or ("", "")
        column = named if named in columns else found.items.get(item) or found.response.get(item)
        if column:
            found.response["complete"] = column
    if mapping.submitted and mapping.response.get("response_id") == mapping.submitted.column:
        found.response.setdefault("response_id", found.response.get("submitted", ""))


def version_of(places: Places) -> int:
    """Version of the questionnaire that a file is of: the latest that it has a question of.

    A round that was asked before the questionnaire grew has none of the later questions, which is
    no fault of its file. A file with some of them has all, or it was changed.

    Examples
    --------
    >>> version_of(Places(items={"monitoring": "Q7"}))
    1
    """
    found = {*places.items, *places.ticks}
    return max((survey_items()[item].version for item in found), default=1)


def is_put(item: Item, version: int, mapping: SurveyMapping) -> bool:
    """Whether a file of a version puts a question, or its mapping names it."""
    return item.version <= version or item.item_id in {*mapping.items, *mapping.constants}


def words_of(item: Item, mapping: SurveyMapping) -> dict[str, str]:
    """Code by plain word of an answer: of the mapping, the code, its text in each language.

    An item whose words the mapping gives has no others.
    """
    own = {plain(word): code for word, code in mapping.words_of(item).items()}
    if item.item_id in mapping.items and mapping.items[item.item_id].words:
        return own
    for code, choice in choices_of(item).items():
        for word in (code, *choice.labels.values()):
            own.setdefault(plain(word), code)
    return own


class _KnownNames:
    """Names that a file may have for what was asked."""

    def __init__(self, mapping: SurveyMapping) -> None:
        """Collect the names of a mapping and of the form."""
        self.exact: dict[str, tuple[str, str]] = {}  # as the tool writes it, codes too
        self.by_text: dict[str, str] = {}
        self.answers: dict[str, dict[str, str]] = {}
        self._add_response(mapping)
        for item in mapping.asked():
            if item.item_id not in mapping.constants:
                self._add_item(item, mapping)

    def place_of(self, column: str) -> tuple[str, str] | None:
        """Item, or key of a response, and code of the answer where it is of one; else None."""
        if column in self.exact:
            return self.exact[column]
        if plain(column) in self.by_text:
            return self.by_text[plain(column)], ""
        for of, word in answers_of(column):  # before the group is left out: leg_topics/monitoring
            item = self._item_of(of)
            code = self.answers.get(item, {}).get(plain(word))
            if code:
                return item, code
        item = self._item_of(column)
        return (item, "") if item else None

    def _add_response(self, mapping: SurveyMapping) -> None:
        """Add the columns of a response: those of the mapping, else those of the tools."""
        named = {"submitted": mapping.submitted.column} if mapping.submitted else {}
        named |= {key: one for key, one in mapping.response.items() if one not in named.values()}
        for key, column in named.items():
            self.exact.setdefault(column, (key, ""))
        for key, names in OF_RESPONSE.items():
            for name in names if key not in mapping.constants else ():
                self.exact.setdefault(name, (key, ""))
            for text in survey_texts().get(key, {}).values():
                self.by_text.setdefault(plain(text), key)

    def _add_item(self, item: Item, mapping: SurveyMapping) -> None:
        """Add the names of an item and of its answers."""
        whole_column, code = mapping.column_of(item), item.item_id
        for column, (_, answer) in mapping.ticks_of(item).items():
            self.exact.setdefault(column, (code, answer))
        names = [whole_column, code, code.replace("_", "")]
        if whole_column in self.exact and self.exact[whole_column][0] in OF_RESPONSE:
            names = names[1:]
        for name in filter(None, names):
            self.exact.setdefault(name, (code, ""))
        for text in item.labels.values():
            self.by_text.setdefault(plain(text), code)
        self.answers[code] = words_of(item, mapping)

    def _item_of(self, text: str) -> str:
        """Item or key of a response that a name is of; empty where none is."""
        for name in _without_group(text):
            item, code = self.exact.get(name, ("", ""))
            item = item if not code else ""
            found = item or self.by_text.get(plain(name), "")
            before = CODE_AND_TEXT.match(name)
            if not found and before:
                found, code = self.exact.get(before.group(1), ("", ""))
                found = found if not code else ""
            if found:
                return found
        return ""


def answers_of(column: str) -> Iterator[tuple[str, str]]:
    """Ways to read a column as the box of an answer: what is asked, and the answer.

    Examples
    --------
    >>> list(answers_of("topics___2"))
    [('topics', '2')]
    """
    boxed = ANSWER.fullmatch(column)
    if boxed:
        yield boxed["of"], boxed["a"] or boxed["b"] or boxed["c"]
    for between in (" | ", "/", "."):  # KoboToolbox offers other signs between groups
        parts = column.split(between)
        for number in range(len(parts) - 1, 0, -1):
            yield between.join(parts[:number]), between.join(parts[number:])


def _without_group(text: str) -> Iterator[str]:
    """Give a name as it is, and without each group that may stand before it."""
    yield text
    place = 0
    while group := GROUP.match(text, place):
        place = group.end()
        yield text[place:]
