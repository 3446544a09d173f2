"""Works out the gaps report: who answered, what is lacking, and how far the indicators are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from workbench.findings import DataUsed, LeftOut, Result, set_aside
from workbench.findings.rows import Filled, Tables
from workbench.inputs import tables
from workbench.inputs.tables import Frames, joined
from workbench.reports.gaps import (
    changes,
    holes,
    judge,
    laws,
    named,
    on_file,
    participation,
    procedures,
    programme,
    ratings,
    texts,
)
from workbench.reports.gaps.answers import RESPONSE, Round, round_of, waves_of
from workbench.reports.gaps.definitions import Parameters
from workbench.reports.gaps.indicators import (
    INDICATORS,
    NOT_COMPUTABLE,
    IndicatorState,
    indicators,
)
from workbench.reports.gaps.overview import OVERVIEW, about, overview
from workbench.reports.gaps.scopes import Scope, frame_of_countries, regions_of, scopes_of
from workbench.vocabulary import places

ELSEWHERE = "countries of other regions"


def compute(
    data: Frames,
    parameters: Parameters,
    origins: Mapping[str, str] | None = None,
    own: Frames | None = None,
) -> Result:
    """Compare the answers of an area with those of its region and of all countries.

    Parameters
    ----------
    data : Frames
        What the store gives for `definitions.context` of the area: a country's answers alone
        would not tell those of its region.
    parameters : Parameters
        Validated parameters of the report.
    origins : mapping of str to str, optional
        Where the values that are not defaults come from.
    own : Frames, optional
        What the store gives for `definitions.own_reads` of the area: measurements of the country
        alone; those of all others would be too much to read.

    Returns
    -------
    Result
        Its tables, and what was left out.
    """
    data = _of_its_world(joined(data, own) if own and own.tables else data, parameters.area)
    units, source = frame_of_countries(data["frame"], parameters.area)
    wave, before = waves_of(data["responses"], parameters.wave)
    rounds = [round_of(data["responses"], name, units["iso3"]) for name in (before, wave)]
    scopes = scopes_of(parameters.area, units)
    answered = Tables(_of_answers(data, rounds, scopes, parameters))
    counts = overview(rounds, scopes, answered, parameters, source)
    recorded = _of_records(data, rounds, scopes, parameters.area)
    found = Tables((OVERVIEW.filled({parameters.area: counts}), *answered.values(), *recorded))
    return Result(
        report="gaps",
        area=parameters.area,
        status="ok" if _answered(rounds[1], scopes, parameters.area) else "no_data",
        parameters=parameters.model_dump(),
        origins=dict(origins or {}),
        data=_data_used(data),
        tables=found,
        left_out=(
            *_left_out(rounds[1], {*scopes[0].countries, parameters.area}),
            *_not_computable(found.of(INDICATORS)),
            *set_aside(data.sources),
        ),
        fictional=data.fictional,
    )


def _of_its_world(data: Frames, area: str) -> Frames:
    """Leave fictional countries out of what a real country or region is put beside."""
    if area == places.WORLD or places.is_fictional(area):
        return data
    real = {
        name: frame[~frame["iso3"].map(places.is_fictional).astype(bool)].reset_index(drop=True)
        for name, frame in data.tables.items()
    }
    return replace(data, tables=real, fictional=False)


def _of_answers(
    data: Frames, rounds: Sequence[Round], scopes: tuple[Scope, ...], parameters: Parameters
) -> Iterable[Filled[Any]]:
    """Work out the tables on the answers of the survey."""
    before, now = rounds
    area, iso3s = parameters.area, about(scopes, parameters.area)
    listed = (*scopes, *regions_of(scopes[0])) if len(scopes) == 1 else scopes
    words, in_law = now.words(), laws.standing(data["legislation"], now.wave)
    items = judge.matrix(now, scopes, parameters)
    rated = ratings.ratings(now, scopes[-1], parameters)
    weights = ratings.rated_importance(rated)
    return (
        judge.INDEX.filled(judge.index(words, scopes[0], now.wave, weights)),
        judge.GAPS.filled(judge.gaps(items, scopes, area)),
        judge.MATRIX.filled(items),
        participation.PARTICIPATION.filled(participation.participation(now, listed)),
        participation.CONTRADICTIONS.filled(participation.contradictions(now, in_law, iso3s)),
        participation.CONFLICTS.filled(participation.conflicts(now, iso3s)),
        participation.AGREEMENT.filled(participation.agreements(now, iso3s)),
        ratings.RATINGS.filled(rated),
        ratings.PRIORITIES.filled(ratings.priorities(words, rated, iso3s)),
        INDICATORS.filled(indicators(now, data["frame"], scopes, parameters)),
        changes.CHANGES.filled(changes.changes(before, now, scopes[0], parameters)),
        changes.OWN_CHANGES.filled(changes.own_changes(before, now, area)),
        judge.ACTIONS.filled(judge.actions(now, area)),
    )


def _of_records(
    data: Frames, rounds: Sequence[Round], scopes: tuple[Scope, ...], area: str
) -> Iterable[Filled[Any]]:
    """Work out the tables on thresholds, laws, inventories, procedures and measurements."""
    before, now = rounds
    is_country, iso3s = places.is_country(area), about(scopes, area)
    measured = data.tables.get("measurements", tables.empty("measurements"))
    given = named.given_by_country(now)
    known = laws.on_file(data["legislation"])
    in_force = laws.in_force(known, now.wave)
    thresholds = holes.thresholds(scopes, area)
    return (
        holes.THRESHOLD_OVERVIEW.filled({area: holes.overview(thresholds, scopes, area)}),
        holes.THRESHOLDS.filled(thresholds),
        holes.COMPARISON.filled(holes.comparison(scopes, area)),
        on_file.THRESHOLDS_BESIDE.filled(on_file.thresholds_beside(given, iso3s, every=is_country)),
        laws.LAWS.filled(laws.laws_of(known, (before.wave, now.wave), iso3s)),
        laws.LAW_TOPICS.filled(laws.topics(known, now.wave, scopes, area)),
        on_file.LAWS_BESIDE.filled(on_file.laws_beside(given, in_force, iso3s, every=is_country)),
        named.INVENTORY.filled(named.inventory(now, scopes, area)),
        named.NAMED.filled(named.named(now, scopes, area)),
        procedures.LABORATORIES.filled(procedures.laboratories(now, scopes)),
        procedures.PROCEDURES.filled(procedures.procedures(now, measured, scopes, area)),
        programme.PROGRAMMES.filled(programme.programmes(measured, scopes, area)),
        on_file.MEASUREMENTS_BESIDE.filled(on_file.measurements_beside(given, measured, area)),
        texts.TEXTS.filled(texts.texts(now, iso3s)),
        texts.TERMS.filled(texts.terms(now, iso3s)),
    )


def _answered(now: Round, scopes: tuple[Scope, ...], area: str) -> bool:
    """Whether any country that the page is about answered."""
    return bool(now.countries["iso3"].isin(about(scopes, area)).any())


def _left_out(now: Round, near: Collection[str]) -> list[LeftOut]:
    """Responses that are not counted, by reason: those of the region by name, then the others."""
    heads = now.left_out.drop_duplicates(RESPONSE)
    is_near = heads["iso3"].isin(near)
    return [
        LeftOut("responses", _names(rows["iso3"]) if named else ELSEWHERE, str(why), len(rows))
        for named, some in ((True, heads[is_near]), (False, heads[~is_near]))
        for why, rows in some.groupby("why")
    ]


def _names(iso3s: Iterable[str]) -> str:
    """Names of countries, each once."""
    return ", ".join(places.place_name(iso3) for iso3 in sorted(set(iso3s)))


def _not_computable(judged: Mapping[str, IndicatorState]) -> list[LeftOut]:
    """List indicators that cannot be computed."""
    return [
        LeftOut("indicators", f"{one.meaning}, {one.scope_name}", one.why, 0)
        for one in judged.values()
        if one.state == NOT_COMPUTABLE
    ]


def _data_used(data: Frames) -> DataUsed:
    """Fingerprint and sources of what was read."""
    return DataUsed(data.fingerprint, len(data["responses"]), None, data.sources, "survey row")
