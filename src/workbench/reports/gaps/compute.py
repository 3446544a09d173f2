"""Works out the gaps report: who answered, what is lacking, and how far the indicators are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from workbench.findings import Column, DataUsed, LeftOut, Result, Table, frame_of, set_aside
from workbench.inputs.tables import Frames, joined
from workbench.reports.gaps import changes, definitions, judge, participation, ratings, sections
from workbench.reports.gaps.answers import RESPONSE, Round, round_of, waves_of
from workbench.reports.gaps.definitions import Parameters
from workbench.reports.gaps.indicators import NOT_COMPUTABLE, indicators
from workbench.reports.gaps.laws import standing
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
        Its tables are those of `TITLES`; with them comes what was left out.
    """
    data = joined(data, own) if own and own.tables else data
    units, source = frame_of_countries(data["frame"], parameters.area)
    wave, before = waves_of(data["responses"], parameters.wave)
    rounds = [round_of(data["responses"], name, units["iso3"]) for name in (before, wave)]
    scopes = scopes_of(parameters.area, units)
    frames = _frames(data, rounds, scopes, parameters)
    frames["overview"] = _overview(rounds, scopes, frames, parameters, source)
    return Result(
        report="gaps",
        area=parameters.area,
        status="ok" if _answered(rounds[1], scopes, parameters.area) else "no_data",
        parameters=parameters.model_dump(),
        origins=dict(origins or {}),
        data=_data_used(data),
        tables={name: _table(name, frames[name]) for name in TITLES},
        left_out=(
            *_left_out(rounds[1], {*scopes[0].countries, parameters.area}),
            *_not_computable(frames["indicators"]),
            *set_aside(data.sources),
        ),
        fictional=data.fictional,
    )


def about(scopes: tuple[Scope, ...], area: str) -> tuple[str, ...]:
    """Countries that a page is about: one, or those of its region."""
    return (area,) if places.is_country(area) else scopes[0].countries


def _frames(
    data: Frames, rounds: list[Round], scopes: tuple[Scope, ...], parameters: Parameters
) -> dict[str, pd.DataFrame]:
    """Work out all tables but the overview."""
    before, now = rounds
    area, iso3s = parameters.area, about(scopes, parameters.area)
    listed = (*scopes, *regions_of(scopes[0])) if len(scopes) == 1 else scopes
    items = judge.matrix(now, scopes, parameters)
    rated = ratings.ratings(now, scopes[-1], parameters)
    return {
        "participation": participation.participation(now, listed),
        "contradictions": participation.contradictions(
            now, standing(data["legislation"], now.wave), iso3s
        ),
        "conflicts": participation.conflicts(now, iso3s),
        "matrix": items,
        "agreement": participation.agreements(now, iso3s),
        "ratings": rated,
        "priorities": ratings.priorities(now.words(), rated, iso3s),
        "index": judge.index(now.words(), scopes[0], now.wave, ratings.rated_importance(rated)),
        "gaps": judge.gaps(items, scopes, area),
        "indicators": indicators(now, data["frame"], scopes, parameters),
        "changes": changes.changes(before, now, scopes[0], parameters),
        "own_changes": changes.own_changes(before, now, area),
        "actions": judge.actions(now, area),
        **sections.sections(data, rounds, scopes, area),
    }


def _overview(
    rounds: list[Round],
    scopes: tuple[Scope, ...],
    frames: Mapping[str, pd.DataFrame],
    parameters: Parameters,
    source: str,
) -> pd.DataFrame:
    """One row with the counts of the whole report."""
    before, now = rounds
    area = parameters.area
    own = now.countries[now.countries["iso3"].isin(about(scopes, area))]
    near = {*scopes[0].countries, area}
    n_left_out = _n_responses(now.left_out, near)
    n_counted = _n_responses(now.countries, near) + _n_responses(now.laboratories, near)
    is_country = places.is_country(area)
    row = {
        "area_name": places.place_name(area),
        "wave": now.wave,
        "wave_before": before.wave,
        "answered": ("yes" if len(own) else "no") if is_country else "",
        "region_name": scopes[0].name if is_country and len(scopes) > 1 else "",
        "role": own["role"].iloc[0].replace("_", " ") if is_country and len(own) else "",
        "frame_source": source,
        "n_frame": len(scopes[-1].countries),
        "n_ratings": ratings.fewest_ratings(frames["ratings"]),
        "n_rank_moved": judge.n_moved(frames["index"]),
        "n_ranked": int(frames["index"]["rank"].notna().sum()),
        "n_responses": n_counted + n_left_out,
        "n_counted": n_counted,
        "n_not_counted": n_left_out,
        "n_countries_answered": own["iso3"].nunique(),
        "n_contradictions": len(frames["contradictions"]),
        "n_conflicts": len(frames["conflicts"]),
        "confidence": parameters.confidence,
    }
    return frame_of({area: row}, definitions.OVERVIEW)


def _answered(now: Round, scopes: tuple[Scope, ...], area: str) -> bool:
    """Whether any country that the page is about answered."""
    return bool(now.countries["iso3"].isin(about(scopes, area)).any())


def _n_responses(rows: pd.DataFrame, iso3s: Collection[str]) -> int:
    """Responses of some countries."""
    return len(rows[rows["iso3"].isin(iso3s)].drop_duplicates(RESPONSE))


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


def _not_computable(judged: pd.DataFrame) -> list[LeftOut]:
    """List indicators that cannot be computed."""
    rows = judged[judged["state"] == NOT_COMPUTABLE]
    return [
        LeftOut("indicators", f"{meaning}, {scope}", why, 0)
        for meaning, scope, why in rows[["meaning", "scope_name", "why"]].itertuples(
            index=False, name=None
        )
    ]


def _data_used(data: Frames) -> DataUsed:
    """Fingerprint and sources of what was read."""
    return DataUsed(data.fingerprint, len(data["responses"]), None, data.sources, "survey row")


def _table(name: str, frame: pd.DataFrame) -> Table:
    """Table of the result under its title."""
    title, columns = TITLES[name]
    return Table(name, title, frame[[column.name for column in columns]], columns)


TITLES: Mapping[str, tuple[str, tuple[Column, ...]]] = {
    "overview": ("The report in figures", definitions.OVERVIEW),
    "index": ("Gap index of each country", definitions.INDEX),
    "gaps": ("Largest gaps", definitions.GAPS),
    "matrix": ("Answers, item by item", definitions.MATRIX),
    "participation": ("Who answered", definitions.PARTICIPATION),
    "contradictions": ("Answers that do not go together", definitions.CONTRADICTIONS),
    "conflicts": ("Respondents that disagree", definitions.CONFLICTS),
    "agreement": ("How far respondents of a country agree", definitions.AGREEMENT),
    "ratings": ("What is rated from 1 to 5", definitions.RATINGS),
    "priorities": ("Topics by importance and by what is lacking", definitions.PRIORITIES),
    "indicators": ("Indicators of INSOP's action plan", definitions.INDICATORS),
    "changes": ("Change of yes in countries that answered twice", definitions.CHANGES),
    "own_changes": ("Answers that changed", definitions.OWN_CHANGES),
    "actions": ("Recommended actions", definitions.ACTIONS),
    **sections.TITLES,
}
