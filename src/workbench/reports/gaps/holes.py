"""Thresholds on file: what a country has, what only others have, and how values compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import log
from statistics import median

import pandas as pd

from workbench.findings import frame_of
from workbench.reports.gaps import definitions_on_file as definitions
from workbench.reports.gaps.scopes import Scope
from workbench.vocabulary import places
from workbench.vocabulary.substances import substances
from workbench.vocabulary.threshold_rows import ThresholdRow
from workbench.vocabulary.threshold_values import (
    ALL_LAND_USES,
    Combination,
    Values,
    covers,
    values_in_force,
)

ON_FILE = "on file"
FOR_ALL = "one for all land uses"
FOR_SOME = "for some land uses only"
NOT_VERIFIED = "not verified"
HOLE = "hole"
STATED, ASSUMED = "stated in the text", "assumed"
Key = tuple[str, str, str, str, str]  # substance, land use, value type, fraction, extractant


def thresholds(scopes: Sequence[Scope], area: str) -> pd.DataFrame:
    """One row a substance and land use that the country or another one has a value for.

    A combination that only others have is a hole. A value of the country that nobody compared with
    its source is neither a value nor a hole.
    """
    near, whole = _others(scopes, area)
    own = values_in_force(area)
    listed = {
        *own,
        *values_in_force(area, verified=False),
        *chain.from_iterable(whole.values()),
    }
    rows = {
        f"{substance}:{land_use}".replace("/", "-"): _row(area, (substance, land_use), near, whole)
        for substance, land_use in listed
    }
    order = sorted(rows, key=lambda row: (-int(str(rows[row]["n_whole"])), row))
    return frame_of({row: rows[row] for row in order}, definitions.THRESHOLDS)


def overview(table: pd.DataFrame, scopes: Sequence[Scope], area: str) -> pd.DataFrame:
    """One row with the counts of all thresholds: of the country, or of all of the area."""
    about = (area,) if places.is_country(area) else scopes[0].countries if scopes else ()
    found = [row for iso3 in about for row in _rows(values_in_force(iso3))]
    unread = [row for iso3 in about for row in _rows(values_in_force(iso3, verified=False))]
    holes = table[table["state"] == HOLE]
    row = {
        "name": scopes[0].name if scopes and not places.is_country(area) else _name(area),
        "n_values": len(found),
        "n_substances": len({row.substance for row in found}),
        "n_land_uses": len({row.land_use for row in found}),
        "n_not_verified": len(unread),
        "n_not_compared": sum(not _can_be_compared(row) for row in found),
        "instruments": "; ".join(sorted({row.instrument for row in found})),
        "n_holes": len(holes),
        "n_holes_near": int((holes["n_near"] > 0).sum()),
        "n_countries": sum(bool(values_in_force(iso3)) for iso3 in about),
        "n_listed": len(about),
        "near_name": scopes[0].name if scopes else "",
        "whole_name": scopes[-1].name if scopes else "",
    }
    return frame_of({area: row}, definitions.THRESHOLD_OVERVIEW)


def comparison(scopes: Sequence[Scope], area: str) -> pd.DataFrame:
    """One row a value of the country and a scope: its value beside those of the other countries.

    Only values of one substance, land use, kind and fraction stand beside each other, and of
    extracts only those of one extractant. Of several values of a country, as for classes of pH,
    the median counts. The furthest from the median of all countries stand first.
    """
    own = _by_key(area)
    others = {
        iso3: _by_key(iso3) for iso3 in (scopes[-1].countries if scopes else ()) if iso3 != area
    }
    beside = {
        key: {scope.code: _compared(key, values, scope, others) for scope in scopes}
        for key, values in sorted(own.items())
    }
    rows = {
        f"{':'.join(filter(None, key)).replace('/', '-')}@{code}": cells
        for key, of_scopes in sorted(beside.items(), key=lambda item: _nearness(item[1]))
        for code, cells in of_scopes.items()
    }
    return frame_of(rows, definitions.COMPARISON)


def _others(scopes: Sequence[Scope], area: str) -> tuple[dict[str, Values], dict[str, Values]]:
    """Values of the other countries of the nearest scope, and of the widest one."""
    if not scopes:
        return {}, {}
    near, whole = (
        {iso3: values_in_force(iso3) for iso3 in scope.countries if iso3 != area}
        for scope in (scopes[0], scopes[-1])
    )
    return near, whole


def _row(
    area: str,
    combination: Combination,
    near: Mapping[str, Values],
    whole: Mapping[str, Values],
) -> dict[str, object]:
    """Cells of a combination: what the country has, and how many others have it."""
    substance, land_use = combination
    own = values_in_force(area).get(combination, ())
    return {
        "substance": substances()[substance].name,
        "group": substances()[substance].group,
        "land_use": land_use,
        "state": _state(area, combination) if places.is_country(area) else "",
        "n_values": len(own),
        "value_types": _words(row.value_type for row in own),
        "fractions": _words(_fraction(row) for row in own),
        "units": _words(row.unit for row in own),
        "years": _words(row.year for row in own),
        "n_near": sum(covers(values, combination) for values in near.values()),
        "n_whole": sum(covers(values, combination) for values in whole.values()),
    }


def _state(area: str, combination: Combination) -> str:
    """Whether a country has a value for a combination, or one that reaches it."""
    own = values_in_force(area)
    substance, land_use = combination
    if combination in own:
        return ON_FILE
    if covers(own, combination):
        return FOR_ALL
    if land_use == ALL_LAND_USES and any(code == substance for code, _ in own):
        return FOR_SOME
    unread = values_in_force(area, verified=False)
    return NOT_VERIFIED if any(code == substance for code, _ in unread) else HOLE


def _by_key(iso3: str) -> dict[Key, list[ThresholdRow]]:
    """Values of a country that can be compared, by what must be the same."""
    found: dict[Key, list[ThresholdRow]] = {}
    for row in _rows(values_in_force(iso3)):
        if _can_be_compared(row):
            extractant = row.extractant if row.fraction == "extractable" else ""
            key = (row.substance, row.land_use, row.value_type, row.fraction, extractant)
            found.setdefault(key, []).append(row)
    return found


def _can_be_compared(row: ThresholdRow) -> bool:
    """Whether a value has a unit and a fraction that are known."""
    return row.comparable == "yes" and row.fraction != "unknown"


def _compared(
    key: Key,
    own: Sequence[ThresholdRow],
    scope: Scope,
    others: Mapping[str, Mapping[Key, Sequence[ThresholdRow]]],
) -> dict[str, object]:
    """Cells of a value beside those of the other countries of a scope."""
    substance, land_use, value_type, *_ = key
    theirs = [others[iso3][key] for iso3 in scope.countries if key in others.get(iso3, {})]
    middles = [median(_mg_kg(rows)) for rows in theirs]
    value = median(_mg_kg(own))
    return {
        "substance": substances()[substance].name,
        "land_use": land_use,
        "value_type": value_type,
        "fraction": _fraction(own[0]),
        "fraction_basis": _basis(own),
        "n_own": len(own),
        "own_mg_kg": value,
        "own_lowest_mg_kg": min(_mg_kg(own)),
        "own_highest_mg_kg": max(_mg_kg(own)),
        "years": _words(row.year for row in own),
        "scope": scope.code,
        "scope_name": scope.name,
        "n_countries": len(theirs),
        "n_assumed": sum(_basis(rows) == ASSUMED for rows in theirs),
        "median_mg_kg": median(middles) if middles else None,
        "lowest_mg_kg": min(middles, default=None),
        "highest_mg_kg": max(middles, default=None),
        "ratio": value / median(middles) if middles else None,
    }


def _basis(rows: Iterable[ThresholdRow]) -> str:
    """Say whether the fraction stands in the text that was read; of organics none is needed."""
    bases = {row.fraction_basis for row in rows if row.fraction != "any"}
    if not bases:
        return "does not matter"
    return STATED if bases == {"source"} else ASSUMED


def _fraction(row: ThresholdRow) -> str:
    """Fraction in words, with the extractant where it matters."""
    words = row.fraction.replace("_", " ")
    return f"{words} ({row.extractant})" if row.fraction == "extractable" else words


def _mg_kg(rows: Iterable[ThresholdRow]) -> list[float]:
    """Values of some rows, in mg/kg dry matter."""
    return [float(row.value_mg_kg) for row in rows]


def _rows(values: Values) -> list[ThresholdRow]:
    """All rows of a country."""
    return [row for rows in values.values() for row in rows]


def _nearness(of_scopes: Mapping[str, Mapping[str, object]]) -> float:
    """How near a value is to the median of all countries; one without others is the nearest."""
    *_, ratio = [None, *(cells["ratio"] for cells in of_scopes.values())]
    return -abs(log(ratio)) if isinstance(ratio, float) else 1.0


def _words(words: Iterable[str]) -> str:
    """Words, each once, in order."""
    return ", ".join(sorted(filter(None, set(words))))


def _name(area: str) -> str:
    """Name of an area, for a page without a frame."""
    return places.place_name(area)
