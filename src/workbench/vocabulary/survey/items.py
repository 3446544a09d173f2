"""The questions of INSOP's survey of gaps, the answers that each may have, and their standing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal, TypeAlias

from workbench.vocabulary.fields import Cell, Given, Spaced, Standing
from workbench.vocabulary.substances import substance
from workbench.vocabulary.survey.conditions import holds
from workbench.vocabulary.table import CsvTable, Grouped

LANGUAGES = ("en", "fr", "es")
OTHER = "other"
LABORATORY_SUBSTANCES = "lab_substances"  # item: what a laboratory determines
METALS = ("metal", "metalloid")
PESTICIDES = ("pesticide", "pesticide / by-product", "pesticide metabolite")
AGRICULTURAL = ("agricultural", "grassland")
GROUPS = {
    "PAH": "PAH",
    "PCB": "PCB",
    "dioxin": "dioxins",
    "PFAS": "PFAS",
    "petroleum hydrocarbon": "hydrocarbons",
    **dict.fromkeys(PESTICIDES, "pesticides"),
}
LAND_USES = {"grassland": "agricultural", "commercial": "industrial"}
INTEGER = re.compile(r"[+-]?\d{1,15}")
Labels: TypeAlias = Annotated[
    dict[str, str], Cell(columns=("label_en", "label_fr", "label_es"), given=True)
]


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
    version : int
        Version of the questionnaire that asked it first; a round of an earlier one did not.
    reviewed : tuple of str
        Languages whose question was read by somebody who speaks it; the others are drafts.
    source, verified : str
        Where it is from, and whether it stands there.
    """

    item_id: str
    topic: Given
    type: Literal["single", "multi", "integer", "likert5", "text"]
    unit_of_analysis: Literal["country", "laboratory", "respondent"]
    scale: dict[str, float]
    importance: float | None
    indicators: Annotated[tuple[str, ...], Cell(columns=("indicator",))]
    relevant: str
    choices: str
    minimum: int | None
    maximum: int | None
    pattern: str
    required: bool
    personal: bool
    labels: Labels
    version: int
    reviewed: Spaced
    source: Given
    verified: Standing

    @property
    def question(self) -> str:
        """Question in the language of the questionnaire's author."""
        return self.labels[LANGUAGES[0]]


@dataclass(frozen=True)
class AnswerChoice:
    """One answer of a list.

    `status` says what it means for the item: `answered`, `dont_know` or `not_applicable`. An
    `exclusive` one goes with no other of a multiple choice.
    """

    list: str
    code: str
    status: Literal["answered", "dont_know", "not_applicable"]
    exclusive: bool
    labels: Labels
    reviewed: Spaced
    source: Given
    verified: Standing

    @property
    def words(self) -> str:
        """Answer in the language of the questionnaire's author."""
        return self.labels[LANGUAGES[0]]


@dataclass(frozen=True)
class SurveyText:
    """A heading or message of the questionnaire, by language."""

    text: str
    labels: Labels
    reviewed: Spaced
    source: Given
    verified: Standing


def _by_code(choices: tuple[AnswerChoice, ...]) -> dict[str, AnswerChoice]:
    """Answers of a list by code."""
    return {choice.code: choice for choice in choices}


survey_items = CsvTable("survey_items", Item, key="item_id").by_key
"""All questions by code, in the order in which they are asked."""
CHOICES = CsvTable("survey_choices", AnswerChoice, key=("list", "code"))
survey_choices = Grouped(CHOICES, by="list", make=_by_code, kind="list of answers").by_key
"""Answers by list and code, in the order in which they are offered."""
TEXTS = CsvTable("survey_texts", SurveyText, key="text")


@cache
def survey_texts() -> dict[str, dict[str, str]]:
    """Headings and messages of the questionnaire by name and language.

    Examples
    --------
    >>> survey_texts()["sop"]["es"]
    'Procedimientos operativos normalizados y laboratorios'
    """
    return {name: one.labels for name, one in TEXTS.by_key().items()}


def latest_version() -> int:
    """Version of the questionnaire that asks all questions.

    Examples
    --------
    >>> latest_version()
    2
    """
    return max(item.version for item in survey_items().values())


def choices_of(item: Item) -> dict[str, AnswerChoice]:
    """Answers that an item may have, by code; none for a number or a text."""
    return survey_choices().get(item.choices, {})


def survey_substance(code: str) -> str:
    """Code under which the survey asks for a substance.

    Examples
    --------
    >>> [survey_substance(code) for code in ("Pb", "BaP", "DDE", "Sb", "Cr(VI)")]
    ['Pb', 'PAH', 'pesticides', 'other', 'Cr']
    """
    element = code.partition("(")[0]
    if element in survey_choices()["substance"]:
        return element
    return GROUPS.get(substance(code).group, OTHER)


def survey_land_use(land_use: str) -> str:
    """Code under which the survey asks for a land use of the thresholds.

    Examples
    --------
    >>> [survey_land_use(word) for word in ("residential", "commercial", "natural")]
    ['residential', 'industrial', 'other']
    """
    asked = LAND_USES.get(land_use, land_use)
    return asked if asked in survey_choices()["land_use"] else OTHER


def status_of(item: Item, answer: str, answers: Mapping[str, str], relevant: str) -> str:
    """Say what became of a question: an answer that breaks its form is invalid, not another one.

    A question without an answer was skipped where its condition does not hold, else it is
    missing. An answer counts as given even where the question should not have been asked, so
    that contradictions can be seen.

    Parameters
    ----------
    item : Item
        What is asked.
    answer : str
        Its answer in codes, those of a multiple choice with a blank between; empty: none.
    answers : mapping of str to str
        What was answered to the questions before it, with `role` and `wave`.
    relevant : str
        Condition on which it was asked; empty: always, or nobody can tell.

    Returns
    -------
    str
        A status of the store's responses.

    Examples
    --------
    >>> from workbench.vocabulary.survey.items import survey_items
    >>> sites = survey_items()["mon_sites"]
    >>> status_of(sites, "", {"monitoring": "no"}, sites.relevant)
    'skipped_by_logic'
    >>> status_of(sites, "12", {"monitoring": "no"}, sites.relevant)
    'answered'
    """
    if not answer:
        return "missing" if holds(relevant, answers) else "skipped_by_logic"
    choices = choices_of(item)
    if not choices:
        return "answered" if _keeps_its_form(item, answer) else "invalid"
    chosen = [choices[code] for code in answer.split()]
    if len(chosen) > 1 and any(choice.exclusive for choice in chosen):
        return "invalid"
    return chosen[0].status


def _keeps_its_form(item: Item, answer: str) -> bool:
    """Whether a number is in its bounds, or a text in its pattern."""
    if item.type == "integer":
        if not INTEGER.fullmatch(answer):
            return False
        low, high = item.minimum, item.maximum
        return (low is None or int(answer) >= low) and (high is None or int(answer) <= high)
    return not item.pattern or re.fullmatch(item.pattern, answer) is not None


def topic_name(topic: str) -> str:
    """Name of a part of the survey in the language of the questionnaire's author.

    Examples
    --------
    >>> topic_name("sop")
    'Standard operating procedures and laboratories'
    """
    return survey_texts()[topic][LANGUAGES[0]]


def laboratory_substances() -> dict[str, AnswerChoice]:
    """Substances that laboratories are asked for, by code."""
    return choices_of(survey_items()[LABORATORY_SUBSTANCES])
