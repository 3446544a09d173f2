"""What became of a question in a response: answered, not asked, missing or out of its form."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workbench.vocabulary.survey.conditions import holds
from workbench.vocabulary.survey.items import Item, choices_of

INTEGER = re.compile(r"[+-]?\d{1,15}")


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
