"""Standard procedures for soil pollutants: which substances, and what the extraction reaches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbench.vocabulary.substances import substances
from workbench.vocabulary.survey.items import survey_choices
from workbench.vocabulary.survey_groups import METALS, survey_substance
from workbench.vocabulary.table import read_rows

ALL_METALS = "metals"


@dataclass(frozen=True)
class Procedure:
    """One standard or standard operating procedure.

    `substances` are codes as the survey asks for them; `metals` stands for all elements, where the
    procedure names none. `fraction` and `extractant` have the words of the store; for organic
    substances `fraction` is `any`. `verified` is `yes` where the row was read in its source.
    """

    code: str
    substances: tuple[str, ...]
    fraction: str
    extractant: str
    extraction: str
    determination: str
    standard: str
    title: str
    body: str
    status: str
    year: str
    source: str
    verified: str

    def is_for(self, substance: str) -> bool:
        """Whether it is for a substance, by its code of the survey."""
        return substance in self.substances or (
            ALL_METALS in self.substances and substance in _metals()
        )


@cache
def procedures() -> tuple[Procedure, ...]:
    """All procedures on file.

    Examples
    --------
    >>> [one.standard for one in procedures() if one.is_for("PAH") and one.verified == "yes"]
    ['ISO 13877:1998']
    """
    return tuple(_procedure(**row) for row in read_rows("procedures"))


def _procedure(substances: str, **row: str) -> Procedure:
    """One procedure from its row."""
    return Procedure(substances=tuple(substances.split(";")), **row)


@cache
def _metals() -> frozenset[str]:
    """Codes of the survey that are metals or metalloids."""
    codes = (code for code, one in substances().items() if one.group in METALS)
    return frozenset(map(survey_substance, codes)) & survey_choices()["substance"].keys()
