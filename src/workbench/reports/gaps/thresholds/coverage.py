"""Which countries have thresholds on file: for which purpose, and how they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.findings.rows import code, count, row, text
from workbench.findings.tables import Table, Tables
from workbench.inputs.surveys.sampling_frame import country_frame
from workbench.presentation import charts, mapped
from workbench.presentation.figure import captioned
from workbench.presentation.html import HtmlTable, Picture, Text
from workbench.presentation.mapped import OnMap
from workbench.presentation.shown_table import as_table
from workbench.presentation.style import FILLS as STEPS
from workbench.presentation.style import NO_DATA, Fill
from workbench.reports.gaps.basis.overview import area_of, is_country
from workbench.reports.own_thresholds import ValuesOnFile
from workbench.store.surveys import SurveyFrame
from workbench.vocabulary import places
from workbench.vocabulary.laws.threshold_choice import OWN_VALUE
from workbench.vocabulary.laws.thresholds import (
    INTERVENTION,
    SCREENING,
    ThresholdRow,
    Values,
    threshold_rows,
)
from workbench.vocabulary.outlines import outline
from workbench.words.messages import Message
from workbench.words.wording import Words

MOST_COUNTRIES = 60  # of the page


@row
class CountryCoverage:
    """A country with thresholds on file: how many can be used, and what the others are."""

    name: str = text("country", "Country")
    n_screening: int = count(
        "values in force and read that say whether there is a problem", "Screening"
    )
    n_intervention: int = count(
        "values in force and read from which something must be done", "Intervention"
    )
    n_substances: int = count("substances that they are for", "Substances")
    n_land_uses: int = count("land uses that they are for, or all", "Land uses")
    n_official_text: int = count("of those, read in the official text", "Official text")
    n_official_page: int = count("of those, read on an official page", "Official page")
    n_secondary: int = count("of those, read in a secondary source", "Secondary source")
    n_own: int = count("of those, given by the country itself", "Given by country")
    n_not_read: int = count("values in force that were not read: not used", "Not read")
    n_without_code: int = count(
        "values in force and read of a substance that the vocabulary lacks: not used", "No code"
    )
    n_part: int = count("values that hold in a part of the country: not used", "Part of country")
    n_superseded: int = count("values that were replaced: not used", "Replaced")
    instruments: str = text("instruments of the values that are used")
    on_map: str = code("coverage", "class of the country on the map", default="")


COVERAGE = Table(
    "threshold_coverage",
    CountryCoverage,
    "Thresholds by country",
    "No threshold is recorded for a country of the page.",
    most=MOST_COUNTRIES,
)

BOTH, SCREENING_ALONE, INTERVENTION_ALONE, NOT_USED, NONE = (
    *("both", "screening", "intervention"),
    *("not-used", "none"),
)
FILLS: Mapping[str, Fill] = {
    BOTH: STEPS[3],
    SCREENING_ALONE: STEPS[2],
    INTERVENTION_ALONE: STEPS[1],
    NOT_USED: STEPS[0],
    NONE: NO_DATA,
}


@row
class CoverageOnMap(OnMap):
    """What the map of thresholds shows."""

    n_used: int = count("countries with a value that is used")
    n_listed: int = count("countries of the page")


MAP = Message("figure-coverage-map", CoverageOnMap)


def coverage(
    iso3s: Sequence[str], on_file: ValuesOnFile | None = None
) -> dict[str, CountryCoverage]:
    """Count the thresholds of each country that has a row on file.

    Parameters
    ----------
    iso3s : sequence of str
        Countries that the page is about.
    on_file : ValuesOnFile, optional
        Values in force, with those that countries gave themselves; those on file if not given.

    Returns
    -------
    dict of str to CountryCoverage
        By country, the most values in force first.
    """
    values, recorded = on_file or ValuesOnFile(), _on_file()
    found = {
        iso3: _of_country(iso3, recorded.get(iso3, ()), values)
        for iso3 in iso3s
        if iso3 in recorded or values.of(iso3)
    }
    return dict(sorted(found.items(), key=lambda one: (-_n_used(one[1]), one[1].name)))


def _on_file() -> Mapping[str, list[ThresholdRow]]:
    """All rows by country, whatever their standing."""
    rows: dict[str, list[ThresholdRow]] = {}
    for one in threshold_rows():
        rows.setdefault(one.iso3, []).append(one)
    return rows


def _of_country(iso3: str, rows: Sequence[ThresholdRow], on_file: ValuesOnFile) -> CountryCoverage:
    """Row of one country."""
    used = _rows(on_file.of(iso3))
    kinds = Counter(one.value_type for one in used)
    read: Counter[str] = Counter(one.how_read for one in used)
    one = CountryCoverage(
        name=places.place_name(iso3),
        n_screening=sum(kinds[kind] for kind in SCREENING),
        n_intervention=sum(kinds[kind] for kind in INTERVENTION),
        n_substances=len({one.substance for one in used}),
        n_land_uses=len({one.land_use for one in used}),
        n_official_text=read["official text"],
        n_official_page=read["official page"],
        n_secondary=read["secondary"],
        n_own=read[OWN_VALUE],
        n_not_read=len(_rows(on_file.of(iso3, verified=False))),
        n_without_code=sum(
            not one.substance and one.status == "in_force" and one.verified == "yes" for one in rows
        ),
        n_part=sum(bool(one.part) for one in rows),
        n_superseded=sum(one.status == "superseded" and not one.part for one in rows),
        instruments="; ".join(sorted({row.instrument for row in used})),
    )
    return replace(one, on_map=_class_of(one))


def _rows(values: Values) -> list[ThresholdRow]:
    """All rows of a country."""
    return [one for some in values.values() for one in some]


def _n_used(one: CountryCoverage) -> int:
    """Values of a country that are used."""
    return one.n_screening + one.n_intervention


def shown(tables: Tables, words: Words) -> HtmlTable | Text:
    """Show for a region or the world which countries have thresholds; a country has its own."""
    if is_country(tables):
        return Text("")
    return as_table(tables.filled(COVERAGE), words, notes=words.plain("threshold-coverage-note"))


def _class_of(one: CountryCoverage) -> str:
    """Class of a country on the map."""
    if one.n_screening and one.n_intervention:
        return BOTH
    if one.n_screening:
        return SCREENING_ALONE
    return INTERVENTION_ALONE if one.n_intervention else NOT_USED


def drawn(tables: Tables, words: Words) -> Picture | Text:
    """Draw the countries of a region or the world by what values they have."""
    if is_country(tables):
        return Text(words.plain("coverage-of-one-country"))
    rows, area = tables.of(COVERAGE), area_of(tables)
    listed = country_frame()
    within = listed[SurveyFrame.stratum].isin([area]) | (area == places.WORLD)
    iso3s = (
        [] if any(map(places.is_fictional, rows)) else list(listed.loc[within, SurveyFrame.iso3])
    )
    classes = {iso3: rows[iso3].on_map if iso3 in rows else NONE for iso3 in iso3s if outline(iso3)}
    if not classes:
        return Text(words.plain("coverage-without-outline"))
    kinds = [one for one in FILLS if one in classes.values()]
    map_ = charts.maps.Map(
        countries=tuple(classes),
        kinds=[charts.maps.PointKind(words.code("coverage", one), FILLS[one]) for one in kinds],
        areas=[charts.maps.Area(outline(iso3), kinds.index(of)) for iso3, of in classes.items()],
    )
    about = CoverageOnMap(
        **mapped.on_map(map_, charts.maps.plan(map_)),
        n_used=sum(_n_used(one) > 0 for one in rows.values()),
        n_listed=len(iso3s),
    )
    figure = charts.maps.draw(map_, mapped.labels(words, words.plain("figure-coverage-legend")))
    return captioned(figure, (MAP, about), mapped.told(map_, words), words)
