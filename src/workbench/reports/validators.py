"""What parameters of several reports must be, in one place."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from workbench.errors import VocabularyError
from workbench.vocabulary import places, substances
from workbench.vocabulary.laws.thresholds import sets


def known_area(area: str) -> str:
    """Refuse an area that is neither country nor region nor WORLD."""
    try:
        places.members(area)
    except VocabularyError as error:
        raise ValueError(str(error)) from error
    return area


def one_country(area: str) -> str:
    """Refuse an area that is no single country."""
    if not places.is_country(known_area(area)):
        raise ValueError(f"{area} is not a country: this report is made of one country at a time.")
    return area


def known_substances(codes: list[str]) -> list[str]:
    """Refuse a code that is not in the vocabulary."""
    try:
        for code in codes:
            substances.substance(code)
    except VocabularyError as error:
        raise ValueError(str(error)) from error
    return codes


def known_threshold_set(code: str) -> str:
    """Refuse a set of thresholds that is not in the vocabulary; empty for none."""
    if code and code not in sets():
        known = ", ".join(sorted(sets()))
        raise ValueError(f"There is no set of thresholds {code!r}. There are: {known}.")
    return code


Area = Annotated[str, AfterValidator(known_area)]
Country = Annotated[str, AfterValidator(one_country)]
Substances = Annotated[list[str], AfterValidator(known_substances)]
ThresholdSet = Annotated[str, AfterValidator(known_threshold_set)]
