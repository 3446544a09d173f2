"""Tables of the screening of health risk: by contaminant, and over all of them."""

from __future__ import annotations

from workbench.findings.rows import (
    Phrase,
    Table,
    code,
    count,
    number,
    phrase,
    quotient,
    risk,
    row,
    share,
    text,
)

ALL_ORGANS = "all"
LIFETIME = "lifetime"
YES, NO = "yes", "no"
ABOVE = "above"  # of a cancer risk, the range that US EPA treats as acceptable
HIGHEST_INDEX = 1.0  # hazard index above which a closer look is asked for


@row
class ToxicityParameter(Phrase):
    """A parameter of the toxicity of a substance."""

    parameter: str = code("toxicity", "which")


@row
class ValuesVerified(Phrase):
    """All toxicity values in use were compared with their source."""


@row
class ValuesUnread(Phrase):
    """Toxicity values in use that were not compared with their source."""

    parameters: tuple[ToxicityParameter, ...] = phrase("which", is_list=True)


@row
class ValuesNotUsed(ValuesUnread):
    """Toxicity values that are not used, since they were not compared with their source."""


@row
class ChromiumNotSpecified(Phrase):
    """Total chromium was measured; toxicity values are for chromium VI and III."""


@row
class LeadHasNoDose(Phrase):
    """Lead has no reference dose; it is compared with a screening level."""


@row
class NoToxicity(Phrase):
    """The set has no toxicity value for the substance."""


@row
class Risk:
    """A contaminant, screened by one set of toxicity values."""

    substance: str = text("contaminant", "Substance")
    risk_set: str = text("set of toxicity values", "Toxicity values")
    exposure_mg_kg: float | None = number(
        "upper limit of the mean that exposure is taken at", "Upper limit of mean", unit="mg/kg"
    )
    child_ingestion: float | None = quotient(
        "hazard quotient of a child, ingestion", "HQ child, ingestion"
    )
    child_dermal: float | None = quotient("hazard quotient of a child, skin", "HQ child, skin")
    child_inhalation: float | None = quotient(
        "hazard quotient of a child, inhalation", "HQ child, inhalation"
    )
    child_hq: float | None = quotient(
        "hazard quotient of a child, all routes with a value", "HQ child, all routes"
    )
    adult_hq: float | None = quotient(
        "hazard quotient of an adult, all routes with a value", "HQ adult, all routes"
    )
    ilcr: float | None = risk("lifetime cancer risk added", "ILCR")
    why: Phrase | None = phrase("what cannot be given, and why", "Remark")
    fraction: str = code("fraction", "what the digestion reaches")
    n_sites: int = count("sites")
    rule: str = code("upper-limit", "rule of the upper limit")
    adult_ingestion: float | None = quotient("hazard quotient of an adult, ingestion")
    adult_dermal: float | None = quotient("hazard quotient of an adult, skin")
    adult_inhalation: float | None = quotient("hazard quotient of an adult, inhalation")
    screening_mg_kg: float | None = number("screening level of lead", unit="mg/kg", default=None)
    above_screening: str | None = code(
        "place", "whether exposure is above the screening level", default=None
    )
    verified: Phrase = phrase("whether the values were compared with their source")


@row
class Hazard:
    """A hazard index of one receptor and organ, or a cancer risk, by one set of values."""

    receptor: str = code("receptor", "child or adult; lifetime for a cancer risk", "Receptor")
    organ: str = code("organ", "target organ; all: a screen over all organs", "Organ")
    risk_set: str = text("set of toxicity values", "Toxicity values")
    substances: str = text("contaminants in it", "Substances")
    hi: float | None = number("hazard index", "HI", unit="1", default=None)
    share_sites_above: float | None = share(
        "sites whose own index is above one", "Sites above one", default=None
    )
    ilcr: float | None = risk("lifetime cancer risk added", "ILCR", default=None)
    acceptable: str | None = code(
        "place",
        "above, within or below the range that US EPA treats as acceptable",
        default=None,
    )
    acceptable_lower: float | None = risk(
        "lower end of that range, 40 CFR 300.430(e)(2)(i)(A)(2)", default=None
    )
    acceptable_upper: float | None = risk("upper end of that range", default=None)
    n_sites: int | None = count("sites with any of the contaminants", default=None)
    flips: str = code(
        "yes-no", "whether the sets of values put it on both sides of one", default=NO
    )
    key: str = code("yes-no", "whether it is among the key messages", default=NO)


RISK = Table(
    "risk",
    Risk,
    "Hazard quotients and cancer risk by contaminant",
    "No contaminant has toxicity values.",
)
HAZARD = Table("hazard", Hazard, "Hazard index by target organ", "No hazard index could be given.")
