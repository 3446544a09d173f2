"""Under which code of the survey a substance, a land use or a group of them is asked for."""

from __future__ import annotations

from workbench.vocabulary.substances import substance
from workbench.vocabulary.survey.items import survey_choices

OTHER = "other"
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
