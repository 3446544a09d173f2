"""Actions that a table of rules recommends for the answers of a country."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings.rows import code, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import Round, question_of, shown_answers
from workbench.reports.gaps.basis.overview import is_silent
from workbench.reports.report import Section
from workbench.store.surveys import Responses
from workbench.vocabulary.survey.conditions import holds
from workbench.vocabulary.survey.rules import survey_actions


@row
class AdvisedAction:
    """What the rule table recommends for an answer of the country."""

    action: str = text("what is recommended", "Action")
    question: str = text("question", "Question")
    answer: str = code("answer", "answer that it rests on", "Answer")
    working_group: str = text("working group of INSOP that would see to it", "Working group")
    indicator: str = text("indicator that it serves", "Indicator")


ACTIONS = Table(
    "actions",
    AdvisedAction,
    "Recommended actions",
    "Actions are recommended to a country that answered, where something is lacking.",
)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Look up what is recommended for each answer of the country."""
    yield ACTIONS.filled(actions(basis.now, basis.area))


def actions(answers: Round, area: str) -> dict[str, AdvisedAction]:
    """Actions of the rule table whose condition holds for the answers of a country."""
    own = answers.countries[answers.countries[Responses.iso3] == area]
    given = next(iter(answers.given(own).values()), {})
    shown = shown_answers(own)
    return {
        action.action_id: AdvisedAction(
            action=action.action,
            question=question_of(action.item_id),
            answer=shown.get(action.item_id, given.get(action.item_id, "")),
            working_group=action.working_group,
            indicator=action.indicator,
        )
        for action in survey_actions()
        if given and holds(action.condition, given)
    }


SECTION: Section[Basis] = Section(
    name="actions", tables=(ACTIONS,), compute=compute, left_out=is_silent
)
