"""Who could answer a survey: countries by region, laboratories where a frame was delivered."""

from __future__ import annotations

import pandas as pd

from workbench.store.frames import arranged
from workbench.vocabulary.places import is_fictional, places

VOCABULARY = "the workbench's table places"


def country_frame() -> pd.DataFrame:
    """Countries that could answer, from the vocabulary: all that are in a region.

    Where the lists of two regions overlap, one counts, and `survey_region_overlaps` says why:
    Eurasia wins over Europe, Mauritania is of the Near East and North Africa, South Sudan of
    Africa. Who was contacted is not known from a vocabulary.

    Returns
    -------
    DataFrame
        Rows of the table `frame`, one a country, with its region as stratum.
    """
    listed = [
        place for place in places().values() if place.region and not is_fictional(place.region)
    ]
    rows = [
        {
            "unit_id": place.iso3,
            "unit_type": "country",
            "iso3": place.iso3,
            "stratum": place.region,
            "in_frame": True,
            "contacted": "unknown",
            "source_file": VOCABULARY,
            "source_row": number,
        }
        for number, place in enumerate(listed, start=2)
    ]
    return arranged("frame", pd.DataFrame(rows))


def units_in_frame(frame: pd.DataFrame, unit_type: str) -> pd.DataFrame | None:
    """Units of a type that could answer; None where nobody delivered a frame of them.

    Without a frame there is no response rate: a number of laboratories is never guessed.

    Parameters
    ----------
    frame : DataFrame
        Rows of the table `frame`.
    unit_type : {"country", "laboratory"}
        Whom it is about.

    Returns
    -------
    DataFrame or None
        Rows of the table `frame`.
    """
    units = frame[(frame["unit_type"] == unit_type) & frame["in_frame"]]
    return units.reset_index(drop=True) if len(units) else None
