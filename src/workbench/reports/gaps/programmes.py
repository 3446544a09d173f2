"""The country's own measurements and the networks recorded, and answers that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from workbench.findings.excluded import Named
from workbench.findings.rows import Phrase, code, phrase, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.sampling.visits import Dated, sampling_years, with_year
from workbench.presentation.html import HtmlTable, Text
from workbench.presentation.shown_table import as_table
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.overview import area_of, is_silent
from workbench.reports.gaps.basis.recorded import (
    BESIDE,
    TO_CHECK,
    TO_SEND,
    YES,
    ComparedAnswer,
    Difference,
    compared,
    differing_list,
    differing_number,
    say_compared,
)
from workbench.reports.gaps.basis.scopes import Scope
from workbench.reports.gaps.phrases import (
    Extraction,
    LastSampled,
    MeasurementsInStore,
    NoMeasurementInStore,
    Once,
    OwnMeasurements,
    ProgrammeAndSites,
    SitesInStore,
)
from workbench.reports.report import Section
from workbench.store.measurements import Measurements
from workbench.vocabulary import places
from workbench.vocabulary.laws.recorded import Network, networks
from workbench.vocabulary.substances import is_contaminant, substance
from workbench.vocabulary.survey.items import survey_substance
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

OWN, NATIONAL, SEVERAL = "own", "national", "several"
ONCE = "once"
EVERY = 1000  # rows of the page: all networks, which are far fewer
MEASUREMENTS = "measurements"


@row
class Programme:
    """Own measurements in one matrix, or a network; what is not known of it is empty."""

    name: Phrase = phrase("programme or network", "Programme and its sites")
    where: str = text("countries that it is in", "Where", default="")
    determinands: str = text("what is determined", "Determinands")
    depth: str = text("depth", "Depth")
    fraction: tuple[Extraction, ...] = phrase(
        "what the digestion reaches", "Fraction", is_list=True
    )
    interval_years: Phrase | None = phrase("years between sampling rounds", "Interval, years")
    kind: str = code(
        "programme-kind", "own measurements, national network, or one of several countries"
    )
    sites: str = text("sites")
    since: str = text("first year")
    last: str = text("last year, of own measurements", default="")
    verified: str = code("verified", "whether the row was read in its source")


PROGRAMMES = Table(
    "programmes",
    Programme,
    "Own measurements and networks",
    "No network is recorded.",
    most=EVERY,
)
MEASUREMENTS_BESIDE = Table(
    "measurements_beside", ComparedAnswer, "Answers compared with the store", BESIDE.empty
)
PROGRAMME = Message("programme", Programme, "programme")
ANSWER = Message("answer-on-monitoring", ComparedAnswer, "answer_beside_store")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """List own measurements and networks, and answers on monitoring that the store differs from."""
    area, answers = basis.area, basis.given.get(basis.area)
    found = _differing(answers, basis.measured) if answers is not None else ()
    yield PROGRAMMES.filled(programmes(basis.measured, basis.scopes, area))
    yield MEASUREMENTS_BESIDE.filled(compared(area, answers or {}, found, every=True))


def programmes(measured: pd.DataFrame, scopes: Sequence[Scope], area: str) -> dict[str, Programme]:
    """List the country's own measurements by matrix, and below them the networks recorded.

    Parameters
    ----------
    measured : DataFrame
        Rows of the table `measurements` of the country; none for a region.
    scopes : sequence of Scope
        Scopes of the page.
    area : str
        Country, region or WORLD.

    Returns
    -------
    dict of str to Programme
        By name of the programme.
    """
    own = {
        f"own:{matrix}": _own(str(matrix), rows)
        for matrix, rows in measured.groupby(Measurements.matrix, sort=True)
    }
    return own | {network.code: _network(network) for network in _beside(scopes, area)}


def measured_contaminants(measured: pd.DataFrame) -> list[str]:
    """Codes of the contaminants that were measured, in order."""
    return sorted(
        code for code in measured[Measurements.substance].unique() if is_contaminant(code)
    )


def _own(matrix: str, rows: pd.DataFrame) -> Programme:
    """Row of the measurements in one matrix."""
    years = sampling_years(rows)
    return Programme(
        name=OwnMeasurements(matrix=matrix),
        kind=OWN,
        sites=str(rows[Measurements.site_id].nunique()),
        determinands=_words(substance(code).name for code in rows[Measurements.substance].unique()),
        depth=_words(_depths(rows)),
        fraction=_fractions(sorted(rows[Measurements.fraction].unique())),
        interval_years=_interval(with_year(rows)),
        since=str(years.min()),
        last=str(years.max()),
        verified="measured",
    )


def _depths(rows: pd.DataFrame) -> list[str]:
    """Depths that were sampled; the name of the layer where no depth is given."""
    depths = rows[
        [Measurements.depth_top_cm, Measurements.depth_bottom_cm, Measurements.layer]
    ].drop_duplicates()
    return [
        f"{top:g}-{bottom:g} cm" if pd.notna(top) and pd.notna(bottom) else str(layer)
        for top, bottom, layer in depths.itertuples(index=False, name=None)
    ]


def _interval(rows: pd.DataFrame) -> Phrase:
    """Median of the years between two visits of a site; once where no site was visited again."""
    visit = [Measurements.site_id, Dated.year]
    visits = rows[visit].drop_duplicates().sort_values(visit)
    between = visits.groupby(Measurements.site_id)[Dated.year].diff().dropna()
    return Named(name=f"{between.median():g}") if len(between) else Once()


def _beside(scopes: Sequence[Scope], area: str) -> list[Network]:
    """Networks of soil: first those of the countries of the page, then those of several."""
    near = {area, *(scopes[0].countries if scopes and not places.is_country(area) else ())}
    of_soil = [one for one in networks().values() if "soil" in one.medium]
    national = [one for one in of_soil if one.iso3 in near]
    return [*national, *(one for one in of_soil if not one.iso3)]


def _network(network: Network) -> Programme:
    """Row of a network."""
    return Programme(
        name=Named(name=network.name),
        where=network.where,
        kind=NATIONAL if network.iso3 else SEVERAL,
        sites=network.sites,
        determinands=network.determinands,
        depth=network.depth,
        fraction=_fractions(network.fraction.split(";")) if network.fraction else (),
        interval_years=_stated(network.interval_years),
        since=network.since,
        verified=network.verified,
    )


def _fractions(codes: Iterable[str]) -> tuple[Extraction, ...]:
    """Name what digestions reach, each once."""
    return tuple(Extraction(fraction=code) for code in dict.fromkeys(codes))


def _stated(interval: str) -> Phrase | None:
    """Interval as the owners of a network describe it."""
    if interval == ONCE:
        return Once()
    return Named(name=interval) if interval else None


def _words(words: Iterable[str]) -> str:
    """Words, each once, in order."""
    return ", ".join(sorted(set(words)))


def _differing(answers: Mapping[str, str], measured: pd.DataFrame) -> Iterator[Difference]:
    """Answers of a country on monitoring that are not what the store holds."""
    n_sites = measured[Measurements.site_id].nunique()
    monitors = answers.get("monitoring", "")
    if monitors == "no" and len(measured):
        recorded = MeasurementsInStore(n_measurements=len(measured), n_sites=n_sites)
        yield Difference("monitoring", recorded, TO_CHECK)
    if monitors in YES and not len(measured):
        yield Difference("monitoring", NoMeasurementInStore(), TO_SEND)
    if not len(measured):
        return
    yield from differing_number("mon_sites", answers, n_sites, SitesInStore(n_sites=n_sites))
    codes = {survey_substance(code) for code in measured_contaminants(measured)}
    yield from differing_list("mon_substances", answers, codes, MEASUREMENTS)
    last = int(sampling_years(measured).max())
    yield from differing_number("mon_year", answers, last, LastSampled(year=last))


def say(tables: Tables) -> Iterator[Said]:
    """Describe the own measurements, then tell answers that differ from the store."""
    for name, one in tables.of(PROGRAMMES).items():
        if one.kind == OWN:
            yield said(PROGRAMME, PROGRAMMES, name)
    yield from say_compared(ANSWER, MEASUREMENTS_BESIDE, tables)


def listed(_: Tables, spoken: Sequence[Said]) -> list[Said]:
    """List the own measurements; answers that differ are in a table."""
    return [one for one in spoken if one.message is PROGRAMME]


def shown_programmes(tables: Tables, words: Words) -> HtmlTable | Text:
    """Show the own measurements and networks; the world's page leaves national ones to others.

    A country that did not answer has its own measurements in a sentence.
    """
    if is_silent(tables):
        return Text("")
    is_world = area_of(tables) == places.WORLD
    shown = {
        name: replace(
            one,
            name=ProgrammeAndSites(name=one.name, sites=one.sites, verified=one.verified),
            determinands=one.determinands.replace(";", "; ").replace("  ", " "),
        )
        for name, one in tables.of(PROGRAMMES).items()
        if not is_world or one.kind != NATIONAL
    }
    notes = words.plain("programmes-note-world") if is_world else ""
    return as_table(PROGRAMMES.filled(shown), words, notes=notes)


def shown_beside(tables: Tables, words: Words) -> HtmlTable | Text:
    """Show answers that differ from the store; without an answer there is none."""
    return Text("") if is_silent(tables) else as_table(tables.filled(MEASUREMENTS_BESIDE), words)


def has_nothing(tables: Tables) -> bool:
    """Whether the country did not answer and has no measurements."""
    return is_silent(tables) and all(one.kind != OWN for one in tables.of(PROGRAMMES).values())


SECTION: Section[Basis] = Section(
    name="programmes",
    tables=(PROGRAMMES, MEASUREMENTS_BESIDE),
    compute=compute,
    say=say,
    listed=listed,
    messages=(PROGRAMME, ANSWER),
    views={"programmes": shown_programmes, "measurements_beside": shown_beside},
    empty="no-programmes",
    left_out=has_nothing,
)
