"""Tables of contaminants compared with backgrounds, alone and together."""

from __future__ import annotations

from workbench.findings.rows import (
    Phrase,
    Table,
    code,
    count,
    number,
    phrase,
    row,
    share,
    text,
)

FIRST_INDEX = "PLI"  # of several contaminants: the one of cautions and key messages
FLIPS, KEEPS, NOT_COMPARED = "yes", "no", "not compared"


@row
class ComparedContent:
    """A contaminant in one fraction compared with one background."""

    substance: str = text("contaminant", "Substance")
    background: str = text("background that is compared with", "Background")
    background_id: str = text("id of the background")
    background_mg_kg: float | None = number(
        "content of the background", "Background content", unit="mg/kg"
    )
    median_mg_kg: float | None = number(
        "median of the sites, non-detects at their limit", "Median of sites", unit="mg/kg"
    )
    n_non_detects: int = count("sites whose content is below its limit", "Non-detects")
    cf: float | None = number("contamination factor, median", "CF", unit="1", default=None)
    cf_class: Phrase | None = phrase(
        "class of the contamination factor", "Class (CF)", default=None
    )
    igeo: float | None = number("index of geo-accumulation, median", "Igeo", unit="1", default=None)
    igeo_class: Phrase | None = phrase(
        "class of the index of geo-accumulation", "Class (Igeo)", default=None
    )
    er: float | None = number("ecological risk factor, median", "Er", unit="1", default=None)
    verified: str | None = code(
        "verified", "whether the content was compared with its source", "Verified"
    )
    fraction: str = code("fraction", "what the digestion reaches")
    n_sites: int = count("sites")
    ef: float | None = number(
        "enrichment factor, median of the detects", "EF", unit="1", default=None
    )
    ef_class: Phrase | None = phrase("class of the enrichment factor", "Class (EF)", default=None)
    ef_correlation: float | None = number(
        "rank correlation with the reference element",
        "Rank correlation",
        unit="1",
        default=None,
    )
    er_class: Phrase | None = phrase("class of the ecological risk factor", default=None)
    why: Phrase | None = phrase("why there is no index")


@row
class CombinedIndex:
    """An index of several contaminants of one fraction, from the background in use."""

    index: str = code("contamination-index", "index of several substances", "Index")
    n_sites: int = count("sites that have all of its substances", "Sites")
    value_lower: float | None = number(
        "median of the sites, non-detects at 0", "At least", unit="1"
    )
    value: float | None = number(
        "median of the sites, non-detects at their limit", "At most", unit="1"
    )
    index_class: Phrase | None = phrase("class, or the two that it lies between", "Class")
    limits: str = text("limits of the classes, scaled to the substances", "Limits of classes")
    other_value: float | None = number(
        "median from the other background", "With the other background", unit="1", default=None
    )
    other_index_class: Phrase | None = phrase(
        "class from the other background", "Class then", default=None
    )
    flips: str = code(
        "flips",
        "whether the class of the median depends on the background",
        "Depends on background",
        default=NOT_COMPARED,
    )
    fraction: str = code("fraction", "what the digestion reaches")
    background: str = text("background in use")
    substances: str = text("substances in the index")
    share_highest: float | None = share("sites in the two highest classes")
    other_background: str | None = text("background that it is compared with", default=None)
    caution: Phrase | None = phrase("what to keep in mind about the background")
    class_of_median: Phrase | None = phrase("class of the median itself")
    other_class_of_median: Phrase | None = phrase(
        "class of the median itself, from the other background", default=None
    )


SUBSTANCES = Table(
    "substances",
    ComparedContent,
    "Contaminants compared with backgrounds",
    "No content could be compared with a background.",
)
CONTAMINATION = Table(
    "contamination",
    CombinedIndex,
    "Indices of several contaminants",
    "No index of several contaminants could be given.",
)
