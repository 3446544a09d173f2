"""Names of health outcomes that are given as codes of the ICD-10."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.vocabulary.fields import Given, Standing
from workbench.vocabulary.table import CsvTable

SUBCATEGORY = re.compile(r"([A-Z]\d\d)\.\d{1,2}")


@dataclass(frozen=True)
class OutcomeName:
    """A category, block or chapter of the ICD-10.

    `name` is its title as it is written within a sentence. `verified` is `yes` where the title was
    compared with its source.
    """

    code: str
    name: Given
    source: Given
    verified: Standing


OUTCOMES = CsvTable("outcomes", OutcomeName, key="code")
outcome_names = OUTCOMES.by_key
"""All outcomes that have a name, by code."""


def outcome_name(code: str) -> str:
    """Name an outcome, with its code behind; one that is not listed keeps its own words.

    Parameters
    ----------
    code : str
        Outcome as its register gives it: a code of the ICD-10, or words.

    Returns
    -------
    str
        Name and code; a subcategory has the name of its category.

    Examples
    --------
    >>> outcome_name("N18"), outcome_name("N18.3"), outcome_name("leukaemia")
    ('chronic kidney disease (ICD-10 N18)', 'chronic kidney disease (ICD-10 N18.3)', 'leukaemia')
    """
    listed = outcome_names()
    category = SUBCATEGORY.fullmatch(code)
    named = listed.get(code) or (listed.get(category.group(1)) if category else None)
    return f"{named.name} (ICD-10 {code})" if named else code
