"""The questions of INSOP's survey of gaps, and the answers that each may have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbench.vocabulary.table import read_rows

LANGUAGES = ("en", "fr", "es")


@dataclass(frozen=True)
class Item:
    """One question.

    Attributes
    ----------
    item_id, topic : str
        Code, and the part of the survey that it belongs to.
    type : {"single", "multi", "integer", "likert5", "text"}
        Kind of answer; codes of `multi` are kept with a blank between.
    unit_of_analysis : {"country", "laboratory", "respondent"}
        What the answer is about.
    scale : mapping of str to float
        Score of each code, 0 (a gap) to 1 (none); empty where the item is not scored.
    importance : float or None
        Weight of the item where no other is given, 0 to 1; None where it is not scored.
    indicators : tuple of str
        Indicators of INSOP that are counted from it.
    relevant : str
        Condition on which it is asked (see `survey_conditions`); empty: always.
    choices : str
        List of `survey_choices` with its codes; empty for numbers and texts.
    minimum, maximum : int or None
        Bounds of a number.
    pattern : str
        Regular expression that a text must match; empty: any text.
    required, personal : bool
        Whether an answer is asked for, and whether the store takes it only with consent.
    labels : mapping of str to str
        Question by language (ISO 639-1).
    reviewed : tuple of str
        Languages whose question was read by somebody who speaks it; the others are drafts.
    source, verified : str
        Where it is from, and whether it stands there.
    """

    item_id: str
    topic: str
    type: str
    unit_of_analysis: str
    scale: dict[str, float]
    importance: float | None
    indicators: tuple[str, ...]
    relevant: str
    choices: str
    minimum: int | None
    maximum: int | None
    pattern: str
    required: bool
    personal: bool
    labels: dict[str, str]
    reviewed: tuple[str, ...]
    source: str
    verified: str


@dataclass(frozen=True)
class Choice:
    """One answer of a list.

    `status` says what it means for the item: `answered`, `dont_know` or `not_applicable`. An
    `exclusive` one goes with no other of a multiple choice.
    """

    list: str
    code: str
    status: str
    exclusive: bool
    labels: dict[str, str]
    reviewed: tuple[str, ...]
    source: str
    verified: str


@cache
def survey_items() -> dict[str, Item]:
    """All questions by code, in the order in which they are asked.

    Examples
    --------
    >>> survey_items()["monitoring"].scale
    {'yes': 1.0, 'partial': 0.5, 'no': 0.0}
    """
    return {row["item_id"]: _item(row) for row in read_rows("survey_items")}


@cache
def survey_choices() -> dict[str, dict[str, Choice]]:
    """Answers by list and code, in the order in which they are offered.

    Examples
    --------
    >>> list(survey_choices()["yesno"])
    ['yes', 'partial', 'no', 'unknown', 'not_applicable']
    """
    lists: dict[str, dict[str, Choice]] = {}
    for row in read_rows("survey_choices"):
        lists.setdefault(row["list"], {})[row["code"]] = Choice(
            list=row["list"],
            code=row["code"],
            status=row["status"],
            exclusive=row["exclusive"] == "yes",
            labels=_labels(row),
            reviewed=tuple(row["reviewed"].split()),
            source=row["source"],
            verified=row["verified"],
        )
    return lists


@cache
def survey_texts() -> dict[str, dict[str, str]]:
    """Headings and messages of the questionnaire by name and language.

    Examples
    --------
    >>> survey_texts()["sop"]["es"]
    'Procedimientos operativos normalizados y laboratorios'
    """
    return {row["text"]: _labels(row) for row in read_rows("survey_texts")}


def choices_of(item: Item) -> dict[str, Choice]:
    """Answers that an item may have, by code; none for a number or a text."""
    return survey_choices().get(item.choices, {})


def _item(row: dict[str, str]) -> Item:
    """One question from its row."""
    scale = dict(pair.split("=") for pair in row["scale"].split(";") if pair)
    return Item(
        item_id=row["item_id"],
        topic=row["topic"],
        type=row["type"],
        unit_of_analysis=row["unit_of_analysis"],
        scale={code: float(score) for code, score in scale.items()},
        importance=float(row["importance"]) if row["importance"] else None,
        indicators=tuple(filter(None, row["indicator"].split(";"))),
        relevant=row["relevant"],
        choices=row["choices"],
        minimum=int(row["minimum"]) if row["minimum"] else None,
        maximum=int(row["maximum"]) if row["maximum"] else None,
        pattern=row["pattern"],
        required=row["required"] == "yes",
        personal=row["personal"] == "yes",
        labels=_labels(row),
        reviewed=tuple(row["reviewed"].split()),
        source=row["source"],
        verified=row["verified"],
    )


def _labels(row: dict[str, str]) -> dict[str, str]:
    """Text by language."""
    return {language: row[f"label_{language}"] for language in LANGUAGES}
