"""The questionnaire as an XLSForm (KoboToolbox, ODK), made from the questions on file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from workbench.vocabulary.places import place_names, places
from workbench.vocabulary.survey.items import (
    LANGUAGES,
    AnswerChoice,
    Item,
    choices_of,
    latest_version,
    survey_choices,
    survey_items,
    survey_texts,
)

WAVE = "2026"
FORM_ID = "insop_gaps"
LANGUAGE_NAMES = {
    "en": "English (en)",
    "fr": "French, not reviewed (fr)",
    "es": "Spanish, not reviewed (es)",
}
TYPES = {"multi": "select_multiple", "single": "select_one", "likert5": "select_one"}

Row = dict[str, str]


def write_questionnaire(path: Path, wave: str = WAVE) -> None:
    """Write the questionnaire as an XLSForm.

    Parameters
    ----------
    path : Path
        Excel file to write.
    wave : str
        Round of the survey; each answer carries it.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - only to write the form

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in form_sheets(wave).items():
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) or None for column in columns])
    book.save(path)


def form_sheets(wave: str = WAVE) -> dict[str, list[Row]]:
    """Give the rows of the sheets `survey`, `choices` and `settings` of the XLSForm."""
    settings = {
        "form_title": survey_texts()["form"]["en"],
        "form_id": FORM_ID,
        "version": f"{wave}.{latest_version()}",
        "default_language": LANGUAGE_NAMES["en"],
    }
    return {
        "survey": list(_survey(wave)),
        "choices": [*_lists(), *_countries()],
        "settings": [settings],
    }


def _survey(wave: str) -> Iterator[Row]:
    """Rows of the questions: who answers, then a group a topic."""
    yield {"type": "start", "name": "start"}
    yield {"type": "end", "name": "end"}
    yield {"type": "calculate", "name": "wave", "calculation": f"'{wave}'"}
    yield from _group("respondent", [*_respondent()])
    for topic, items in groupby(survey_items().values(), key=lambda item: item.topic):
        yield from _group(topic, [_question(item) for item in items])


def _group(topic: str, questions: list[Row]) -> Iterator[Row]:
    """Rows of a group, with its heading."""
    yield {"type": "begin_group", "name": f"grp_{topic}", **_labels(survey_texts()[topic])}
    yield from questions
    yield {"type": "end_group", "name": f"grp_{topic}"}


def _respondent() -> Iterator[Row]:
    """Rows that ask who answers, and for which country."""
    for kind, name, choice_filter in (
        ("region", "gsp_region", ""),
        ("country", "iso3", "region=${gsp_region}"),
        ("role", "role", ""),
    ):
        yield {
            "type": f"select_one {kind}",
            "name": name,
            **_labels(survey_texts()[name]),
            "required": "yes",
            "choice_filter": choice_filter,
        }


def _question(item: Item) -> Row:
    """Row of a question, with when it is asked and what it takes."""
    constraint, message = _constraint(item)
    return {
        "type": f"{TYPES[item.type]} {item.choices}" if item.type in TYPES else item.type,
        "name": item.item_id,
        **_labels(item.labels),
        "required": "yes" if item.required else "",
        "relevant": item.relevant,
        "constraint": constraint,
        **_labels(message, "constraint_message"),
    }


def _constraint(item: Item) -> tuple[str, dict[str, str]]:
    """Condition that an answer must meet, and what is said where it does not."""
    said = survey_texts()
    if item.minimum is not None and item.maximum is not None:
        bounds = {"minimum": item.minimum, "maximum": item.maximum}
        message = {name: text.format(**bounds) for name, text in said["bad_number"].items()}
        return f". >= {item.minimum} and . <= {item.maximum}", message
    if item.pattern:
        return f"regex(., '^({item.pattern})$')", said["bad_text"]
    alone = [choice for choice in choices_of(item).values() if choice.exclusive]
    if item.type == "multi" and alone:
        tests = [f"not(selected(., '{one.code}') and count-selected(.) > 1)" for one in alone]
        return " and ".join(tests), _exclusive_message(alone)
    return "", {}


def _exclusive_message(alone: list[AnswerChoice]) -> dict[str, str]:
    """Say which answers go with no other."""
    return {
        language: text.format(exclusive=", ".join(choice.labels[language] for choice in alone))
        for language, text in survey_texts()["bad_choices"].items()
    }


def _lists() -> Iterator[Row]:
    """Rows of the answers that are offered."""
    for name, choices in survey_choices().items():
        for choice in choices.values():
            yield {"list_name": name, "name": choice.code, **_labels(choice.labels)}


def _countries() -> Iterator[Row]:
    """Rows of the countries, with the region that they are offered under."""
    names = {(name.iso3, name.language): name.name for name in reversed(place_names())}
    for place in places().values():
        if place.region in survey_choices()["region"]:
            labels = {one: names.get((place.iso3, one), place.name) for one in LANGUAGES}
            yield {
                "list_name": "country",
                "name": place.iso3,
                **_labels({**labels, "en": place.name}),
                "region": place.region,
            }


def _labels(labels: dict[str, str], column: str = "label") -> Row:
    """Cells of a text in each language."""
    return {f"{column}::{LANGUAGE_NAMES[one]}": text for one, text in labels.items()}
