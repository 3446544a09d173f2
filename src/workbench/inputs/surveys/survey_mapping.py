"""Mappings of surveys: YAML files that say how a survey tool writes questions and answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator

from workbench.errors import InputError, reason_of
from workbench.inputs.files.file_form import FileForm
from workbench.vocabulary.survey.items import Item, choices_of, survey_choices, survey_items
from workbench.vocabulary.yaml_text import read_yaml

Text = Annotated[str, Field(min_length=1)]
PLACES = ("iso3", "response_id")
GIVEN = ("wave", "role", "lang", "uuid")


class Submitted(BaseModel, extra="forbid", frozen=True):
    """When a response was sent.

    Attributes
    ----------
    column : str
        Column of the file.
    form : str
        Its form in the codes of `strptime`; empty: ISO 8601.
    zone : str
        Time zone where the text names none, as UTC or Africa/Nairobi.
    """

    column: Text
    form: str = ""
    zone: str = "UTC"

    @field_validator("zone")
    @classmethod
    def _is_known_zone(cls, zone: str) -> str:
        """Refuse a time zone that is not known."""
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"unknown time zone {zone!r}, give one as UTC or Asia/Tashkent") from (
                None
            )
        return zone


class Complete(BaseModel, extra="forbid", frozen=True):
    """What tells a response whose last page was sent: a column that is filled, or has a word."""

    column: Text
    word: str = ""


class ItemColumns(BaseModel, extra="forbid", frozen=True):
    """Where one item is, if not where the pattern of all says.

    Attributes
    ----------
    column, ticks : str
        As those of the mapping, for this item alone.
    words : dict of str to str
        Word of the file: code of the item. Other words are refused.
    """

    column: str = ""
    ticks: str = ""
    words: dict[str, str] = {}


class SurveyMapping(BaseModel, extra="forbid", frozen=True):
    """How the export of a survey tool becomes rows of `responses`.

    In a pattern, `{item}` stands for the code of an item, `{short}` for the code without its
    underscores, `{topic}` for its topic, `{question}` for its English text and `{word}` for the
    word of an answer.

    Attributes
    ----------
    owner, licence : str
        Whose answers they are, and what may be done with them.
    file : FileForm
        How the file is written.
    header : {"one line", "question and answer"}
        The second is of two lines, the answer of a multiple choice below its question.
    columns : str
        Pattern of the column of an item.
    ticks : str
        Pattern of the columns of a multiple choice, one an answer; empty: one column holds the
        words with a blank between.
    ticked, unticked : list of str
        What a column of an answer holds, `{word}` for the word of the answer. A blank one is
        unticked.
    labels : bool
        Whether the file holds the English texts of the answers, and not their codes.
    words : dict of str to dict of str to str
        List of answers: word of the file: code. A list that is not named keeps its codes; `wave`
        has words for the round.
    response : dict of str to str
        Column of iso3 and response_id, and where the file has them of wave, role, lang and uuid.
    submitted : Submitted or None
        When it was sent.
    complete : Complete or None
        What tells that all of it was sent; None: all that is in the file was.
    constants : dict of str to str
        wave, role, lang or an item: the same for all responses.
    items : dict of str to ItemColumns
        Items that the file has, where it is not that of the shipped form.
    """

    owner: Text
    licence: Text
    file: FileForm = FileForm()
    header: Literal["one line", "question and answer"] = "one line"
    columns: str = "{item}"
    ticks: str = ""
    ticked: list[str] = []
    unticked: list[str] = []
    labels: bool = False
    words: dict[str, dict[str, str]] = {}
    response: dict[str, Text]
    submitted: Submitted | None = None
    complete: Complete | None = None
    constants: dict[str, str] = {}
    items: dict[str, ItemColumns] = {}

    def asked(self) -> tuple[Item, ...]:
        """Items that the file or a constant answers, in the order of the questionnaire."""
        named = {*self.items, *self.constants} if self.items else survey_items()
        return tuple(item for code, item in survey_items().items() if code in named)

    def words_of(self, item: Item) -> dict[str, str]:
        """Code of each word that an item may have in the file."""
        own = self.items[item.item_id].words if item.item_id in self.items else {}
        return own or self.words_of_list(item.choices)

    def words_of_list(self, name: str) -> dict[str, str]:
        """Code of each word of a list of answers."""
        if name in self.words:
            return self.words[name]
        choices = survey_choices().get(name, {})
        return {
            (choice.labels["en"] if self.labels else code): code for code, choice in choices.items()
        }

    def column_of(self, item: Item) -> str:
        """Column of an item; empty where each answer has its own."""
        own = self.items.get(item.item_id, ItemColumns())
        if item.type == "multi" and (own.ticks or (self.ticks and not own.column)):
            return ""
        return _filled(own.column or self.columns, item)

    def ticks_of(self, item: Item) -> dict[str, tuple[str, str]]:
        """Word and code by the column of each answer; none where one column has all."""
        if self.column_of(item):
            return {}
        pattern = self.items.get(item.item_id, ItemColumns()).ticks or self.ticks
        return {
            _filled(pattern, item, word): (word, code) for word, code in self.words_of(item).items()
        }

    def named_columns(self) -> list[str]:
        """Columns of the file that the mapping names, each once."""
        names = [*self.response.values()]
        names += [part.column for part in (self.submitted, self.complete) if part]
        for item in [item for item in self.asked() if item.item_id not in self.constants]:
            names += [self.column_of(item), *self.ticks_of(item)]
        return [name for name in dict.fromkeys(names) if name]

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        """Refuse items, lists and codes that the vocabulary does not know."""
        found = list(_problems(self))
        if found:
            raise ValueError("; ".join(found))
        return self


def read_survey_mapping(file: Path) -> SurveyMapping:
    """Read the mapping of a survey tool.

    Parameters
    ----------
    file : Path
        YAML file.

    Returns
    -------
    SurveyMapping
        The mapping.

    Raises
    ------
    InputError
        If it is missing, is no YAML, or has a key, item or code that is not known.
    """
    content = read_yaml(file)
    if not isinstance(content, dict):
        known = ", ".join(SurveyMapping.model_fields)
        raise InputError(f"{file.name} holds no keys. A mapping of a survey has: {known}.")
    try:
        return SurveyMapping.model_validate(content)
    except ValidationError as error:
        said = "; ".join(_in_words(detail) for detail in error.errors())
        raise InputError(f"{file.name}: {said}.") from None


def _filled(pattern: str, item: Item, word: str = "") -> str:
    """Name of a column, from a pattern."""
    parts = {
        "{item}": item.item_id,
        "{short}": item.item_id.replace("_", ""),
        "{topic}": item.topic,
        "{question}": item.labels["en"],
        "{word}": word,
    }
    for sign, text in parts.items():
        pattern = pattern.replace(sign, text)
    return pattern


def _problems(mapping: SurveyMapping) -> Iterator[str]:
    """All that the vocabulary does not take in a mapping."""
    yield from _unknown("items", mapping.items, survey_items())
    yield from _unknown("words", mapping.words, (*survey_choices(), "wave"))
    yield from _unknown("response", mapping.response, (*PLACES, *GIVEN))
    yield from _unknown("constants", mapping.constants, (*GIVEN[:3], *survey_items()))
    for name in [name for name in PLACES if name not in mapping.response]:
        yield f"response.{name} is missing, name its column"
    if "wave" not in {*mapping.response, *mapping.constants}:
        yield "nothing gives the wave, name its column in response or give it in constants"
    for name in set(mapping.words) & set(survey_choices()):
        yield from _unknown(f"words.{name}", mapping.words[name].values(), survey_choices()[name])
    if mapping.labels and not mapping.ticks:
        yield "labels needs ticks: texts with blanks in one column cannot be told apart"
    yield from _shared_columns(mapping)
    for code, own in mapping.items.items():
        if code in survey_items():
            known = choices_of(survey_items()[code])
            yield from _unknown(f"items.{code}.words", own.words.values(), known)


def _shared_columns(mapping: SurveyMapping) -> Iterator[str]:
    """Columns that two items would be read from, as where a pattern lacks `{item}`."""
    first: dict[str, str] = {}
    for item in [item for item in mapping.asked() if item.item_id not in mapping.constants]:
        whole, ticks = mapping.column_of(item), mapping.ticks_of(item)
        for column in filter(None, (whole, *ticks)):
            other = first.setdefault(column, item.item_id)
            if other != item.item_id:
                yield f"{item.item_id} and {other} have the same column {column!r}"
        if not whole and len(ticks) < len(mapping.words_of(item)):
            yield f"{item.item_id}: its answers have the same column, ticks needs {{word}}"


def _unknown(key: str, given: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Problem of words that are not among the known ones."""
    strange = sorted(set(given) - set(known))
    if strange:
        some = ", ".join(list(known)[:20])
        yield f"{key}: {', '.join(strange)} not known, known are {some}"


def _in_words(detail: Any) -> str:  # noqa: ANN401 - a dictionary of pydantic's own
    """One complaint of pydantic, with the key and what would be right."""
    place = ".".join(str(step) for step in detail["loc"])
    if detail["type"] == "extra_forbidden":
        return f"unknown key {place}, known are {', '.join(SurveyMapping.model_fields)}"
    if detail["type"] == "missing":
        return f"the key {place} is missing"
    said = reason_of(detail)
    return f"{place}: {said}" if place else said
