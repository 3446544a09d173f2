"""Tables of the report beside the answers: thresholds, laws, inventories, procedures, networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from workbench.findings import Column
from workbench.inputs import tables
from workbench.inputs.tables import Frames
from workbench.reports.gaps import definitions_on_file as definitions
from workbench.reports.gaps import holes, laws, named, on_file, procedures, programme, texts
from workbench.reports.gaps.answers import Round
from workbench.reports.gaps.scopes import Scope
from workbench.vocabulary import places


def sections(
    data: Frames, rounds: Sequence[Round], scopes: tuple[Scope, ...], area: str
) -> dict[str, pd.DataFrame]:
    """Work out the tables of `TITLES`.

    Parameters
    ----------
    data : Frames
        Answers, frame and laws of all countries, and measurements of the country of the page.
    rounds : sequence of two Round
        Round before, and round of the report.
    scopes : tuple of Scope
        Scopes of the page, the nearest first.
    area : str
        Country, region or WORLD.
    """
    before, now = rounds
    is_country = places.is_country(area)
    iso3s = (area,) if is_country else scopes[0].countries
    measured = data.tables.get("measurements", tables.empty("measurements"))
    given = named.given_by_country(now)
    known = laws.on_file(data["legislation"])
    on_thresholds = holes.thresholds(scopes, area)
    return {
        "threshold_overview": holes.overview(on_thresholds, scopes, area),
        "thresholds": on_thresholds,
        "comparison": holes.comparison(scopes, area),
        "thresholds_beside": on_file.thresholds_beside(given, iso3s, every=is_country),
        "laws": laws.laws_of(known, (before.wave, now.wave), iso3s),
        "law_topics": laws.topics(known, now.wave, scopes, area),
        "laws_beside": on_file.laws_beside(
            given, laws.in_force(known, now.wave), iso3s, every=is_country
        ),
        "inventory": named.inventory(now, scopes, area),
        "named": named.named(now, scopes, area),
        "laboratories": procedures.laboratories(now, scopes),
        "procedures": procedures.procedures(now, measured, scopes, area),
        "programmes": programme.programmes(measured, scopes, area),
        "measurements_beside": on_file.measurements_beside(given, measured, area),
        "texts": texts.texts(now, iso3s),
        "text_terms": texts.terms(now, iso3s),
    }


TITLES: Mapping[str, tuple[str, tuple[Column, ...]]] = {
    "threshold_overview": ("Thresholds on file in figures", definitions.THRESHOLD_OVERVIEW),
    "thresholds": ("Thresholds on file and holes", definitions.THRESHOLDS),
    "comparison": ("Own values beside those of others", definitions.COMPARISON),
    "thresholds_beside": ("Answers beside the thresholds on file", definitions.BESIDE),
    "laws": ("Laws on file", definitions.LAWS),
    "law_topics": ("Laws on file by topic", definitions.LAW_TOPICS),
    "laws_beside": ("Answers beside the laws on file", definitions.BESIDE),
    "inventory": ("Inventories of polluted sites", definitions.INVENTORY),
    "named": ("What was named", definitions.NAMED),
    "laboratories": ("What laboratories told", definitions.LABORATORIES),
    "procedures": ("Substance, extraction and standard procedure", definitions.PROCEDURES),
    "programmes": ("Own measurements beside networks", definitions.PROGRAMMES),
    "measurements_beside": ("Answers beside the store", definitions.BESIDE),
    "texts": ("Comments in figures", definitions.TEXTS),
    "text_terms": ("Substances that comments name", definitions.TERMS),
}
