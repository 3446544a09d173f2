"""Works out what a country has, what only others have, and how values compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import log
from statistics import median

from workbench.findings.excluded import Named
from workbench.findings.rows import Phrase, code, count, number, phrase, row, text
from workbench.findings.tables import Table
from workbench.reports.gaps.basis.recorded import BESIDE, ComparedAnswer
from workbench.reports.gaps.basis.scopes import OfScope, Scope, about
from workbench.reports.gaps.phrases import Extraction, ScopeName
from workbench.reports.own_thresholds import ValuesOnFile
from workbench.vocabulary import places
from workbench.vocabulary.laws.thresholds import (
    ALL_LAND_USES,
    Combination,
    ThresholdRow,
    Values,
    covers,
)
from workbench.vocabulary.substances import substance as substance_of

DRY = "mg/kg dry matter"
MOST_SUBSTANCES = 30  # of the page
MOST_VALUES = 40


@row
class ThresholdCounts:
    """Counts of all thresholds: of the country, or of all of the area."""

    name: Phrase = phrase("area")
    n_values: int = count("values in force and verified, of the country, or of all of the area")
    n_substances: int = count("substances that they are for")
    n_land_uses: int = count("land uses that they are for")
    n_not_verified: int = count("values in force that nobody compared with their source: not used")
    n_not_compared: int = count("values of the country with another unit or an unknown fraction")
    instruments: str = text("laws that they are from")
    n_holes: int = count("substances and land uses with a value in another country and none here")
    n_holes_near: int = count("of those, where a country of the region has a value")
    n_countries: int = count("countries of the area that have a value in force and verified")
    n_listed: int = count("countries that could have")
    near_name: ScopeName = phrase("region")
    whole_name: ScopeName = phrase("name of all countries")


@row
class RecordedThreshold:
    """A substance and land use that the country or another one has a value for."""

    substance: str = text("substance", "Substance")
    group: str = code("substance-group", "its chemical group")
    land_use: str = code("land-use", "land use, or all")
    state: str = code(
        "threshold-state",
        "recorded, for all or some land uses only, not verified, or none: only others have one",
    )
    n_values: int = count("values of the country in force and verified")
    value_types: str = text("kinds of value")
    fractions: tuple[Extraction, ...] = phrase("what their digestions reach", is_list=True)
    units: str = text("units of the law")
    years: str = text("years of the law")
    n_near: int = count("other countries of the region that have a value")
    n_whole: int = count("of all other countries, those that have a value")


@row
class OwnValue:
    """A value of the country; of several, as for classes of pH or texture, the median."""

    substance: str = text("substance", "Substance")
    land_use: str = code("land-use", "land use", "Land use")
    value_type: str = code("value-type", "kind of value", "Kind of value")
    fraction: Extraction = phrase("what the digestion reaches, and the extractant", "Fraction")
    fraction_basis: str = code(
        "fraction-basis",
        "whether the text that was read states the fraction, or it is assumed",
        "Source of the fraction",
    )
    n_own: int = count("values of the country, as for classes of pH or texture")
    own_mg_kg: float = number("its value, of several the median", "National value", unit=DRY)
    own_lowest_mg_kg: float = number("its lowest value", unit=DRY)
    own_highest_mg_kg: float = number("its highest value", unit=DRY)
    years: str = text("year of the law", "Year")


@row
class ComparedValue(OfScope, OwnValue):  # the columns of the last one come first
    """A value of the country compared with those of the other countries of a scope."""

    n_countries: int = count("other countries there with such a value")
    n_assumed: int = count("of those, where the fraction is assumed")
    median_mg_kg: float | None = number("median of theirs, each country counting once", unit=DRY)
    lowest_mg_kg: float | None = number("lowest of theirs", unit=DRY)
    highest_mg_kg: float | None = number("highest of theirs", unit=DRY)
    ratio: float | None = number("own value over the median", unit="1")


THRESHOLD_OVERVIEW = Table(
    "threshold_overview", ThresholdCounts, "Thresholds recorded, in figures", "Nothing was counted."
)
THRESHOLDS = Table(
    "thresholds",
    RecordedThreshold,
    "Thresholds recorded and missing",
    "No value in force is recorded for a country of the page.",
    most=MOST_SUBSTANCES,
)
COMPARISON = Table(
    "comparison",
    ComparedValue,
    "Own values compared with those of others",
    "No own value that can be compared is recorded.",
    most=MOST_VALUES,
)
THRESHOLDS_BESIDE = Table(
    "thresholds_beside",
    ComparedAnswer,
    "Answers compared with the thresholds recorded",
    BESIDE.empty,
)


RECORDED = "recorded"
FOR_ALL = "for-all"
FOR_SOME = "for-some"
NOT_VERIFIED = "not-verified"
NONE = "none"
STATED, ASSUMED, ANY_FRACTION = "stated", "assumed", "any"
Key = tuple[str, str, str, str, str]  # substance, land use, value type, fraction, extractant


def thresholds(
    scopes: Sequence[Scope], area: str, on_file: ValuesOnFile
) -> dict[str, RecordedThreshold]:
    """Substances and land uses that the country or another one has a value for.

    A combination that only others have is missing here. A value of the country that nobody compared
    with its source is neither a value nor missing.
    """
    near, whole = _others(scopes, area, on_file)
    own = on_file.of(area)
    listed = {
        *own,
        *on_file.of(area, verified=False),
        *chain.from_iterable(whole.values()),
    }
    rows = {
        f"{substance}:{land_use}".replace("/", "-"): _threshold(
            (substance, land_use), area, on_file, (near, whole)
        )
        for substance, land_use in listed
    }
    return {name: rows[name] for name in sorted(rows, key=lambda one: (-rows[one].n_whole, one))}


def overview(
    found: Mapping[str, RecordedThreshold],
    scopes: Sequence[Scope],
    area: str,
    on_file: ValuesOnFile,
) -> ThresholdCounts:
    """Count all thresholds: of the country, or of all of the area."""
    of_page = about(tuple(scopes), area)
    values = [one for iso3 in of_page for one in _rows(on_file.of(iso3))]
    unread = [one for iso3 in of_page for one in _rows(on_file.of(iso3, verified=False))]
    holes = [one for one in found.values() if one.state == NONE]
    return ThresholdCounts(
        name=Named(name=places.place_name(area)) if places.is_country(area) else scopes[0].name,
        n_values=len(values),
        n_substances=len({one.substance for one in values}),
        n_land_uses=len({one.land_use for one in values}),
        n_not_verified=len(unread),
        n_not_compared=sum(not _can_be_compared(one) for one in values),
        instruments="; ".join(sorted({one.instrument for one in values})),
        n_holes=len(holes),
        n_holes_near=sum(one.n_near > 0 for one in holes),
        n_countries=sum(bool(on_file.of(iso3)) for iso3 in of_page),
        n_listed=len(of_page),
        near_name=scopes[0].name,
        whole_name=scopes[-1].name,
    )


def comparison(
    scopes: Sequence[Scope], area: str, on_file: ValuesOnFile
) -> dict[str, ComparedValue]:
    """Compare each value of the country, in each scope, with those of the other countries.

    Only values of one substance, land use, kind and fraction are compared, and of extracts only
    those of one extractant. Of several values of a country, as for classes of pH,
    the median counts. The furthest from the median of all countries come first.
    """
    own = _by_key(on_file.of(area))
    others = {iso3: _by_key(on_file.of(iso3)) for iso3 in scopes[-1].countries if iso3 != area}
    compared = {
        key: {scope.code: _compared(key, values, scope, others) for scope in scopes}
        for key, values in sorted(own.items())
    }
    return {
        f"{':'.join(filter(None, key)).replace('/', '-')}@{scope}": one
        for key, of_scopes in sorted(compared.items(), key=lambda item: _nearness(item[1]))
        for scope, one in of_scopes.items()
    }


def _others(
    scopes: Sequence[Scope], area: str, on_file: ValuesOnFile
) -> tuple[dict[str, Values], dict[str, Values]]:
    """Values of the other countries of the nearest scope, and of the widest one."""
    near, whole = (
        {iso3: on_file.of(iso3) for iso3 in scope.countries if iso3 != area}
        for scope in (scopes[0], scopes[-1])
    )
    return near, whole


def _threshold(
    combination: Combination,
    area: str,
    on_file: ValuesOnFile,
    others: tuple[Mapping[str, Values], Mapping[str, Values]],
) -> RecordedThreshold:
    """Row of a combination: what the country has, and how many others have it."""
    substance, land_use = combination
    near, whole = others
    own = on_file.of(area).get(combination, ())
    return RecordedThreshold(
        substance=substance_of(substance).name,
        group=substance_of(substance).group,
        land_use=land_use,
        state=_state(area, combination, on_file) if places.is_country(area) else "",
        n_values=len(own),
        value_types=_words(one.value_type for one in own),
        fractions=tuple(sorted({_fraction(one) for one in own}, key=str)),
        units=_words(one.unit for one in own),
        years=_words(one.year for one in own),
        n_near=sum(covers(values, combination) for values in near.values()),
        n_whole=sum(covers(values, combination) for values in whole.values()),
    )


def _state(area: str, combination: Combination, on_file: ValuesOnFile) -> str:
    """Whether a country has a value for a combination, or one that reaches it."""
    own = on_file.of(area)
    substance, land_use = combination
    if combination in own:
        return RECORDED
    if covers(own, combination):
        return FOR_ALL
    if land_use == ALL_LAND_USES and any(code == substance for code, _ in own):
        return FOR_SOME
    unread = on_file.of(area, verified=False)
    return NOT_VERIFIED if any(code == substance for code, _ in unread) else NONE


def _by_key(values: Values) -> dict[Key, list[ThresholdRow]]:
    """Values of a country that can be compared, by what must be the same."""
    found: dict[Key, list[ThresholdRow]] = {}
    for one in _rows(values):
        if _can_be_compared(one):
            extractant = one.extractant if one.fraction == "extractable" else ""
            key = (one.substance, one.land_use, one.value_type, one.fraction, extractant)
            found.setdefault(key, []).append(one)
    return found


def _can_be_compared(row: ThresholdRow) -> bool:
    """Whether a value has a unit and a fraction that are known."""
    return row.comparable == "yes" and row.fraction != "unknown"


def _compared(
    key: Key,
    own: Sequence[ThresholdRow],
    scope: Scope,
    others: Mapping[str, Mapping[Key, Sequence[ThresholdRow]]],
) -> ComparedValue:
    """Row of a value compared with those of the other countries of a scope."""
    theirs = [others[iso3][key] for iso3 in scope.countries if key in others.get(iso3, {})]
    middles = [median(_mg_kg(rows)) for rows in theirs]
    value = _own_value(key, own)
    return ComparedValue(
        **vars(value),
        scope=scope.code,
        scope_name=scope.name,
        n_countries=len(theirs),
        n_assumed=sum(_basis(rows) == ASSUMED for rows in theirs),
        median_mg_kg=median(middles) if middles else None,
        lowest_mg_kg=min(middles, default=None),
        highest_mg_kg=max(middles, default=None),
        ratio=value.own_mg_kg / median(middles) if middles else None,
    )


def _own_value(key: Key, own: Sequence[ThresholdRow]) -> OwnValue:
    """Row of a value of the country."""
    substance, land_use, value_type, *_ = key
    values = _mg_kg(own)
    return OwnValue(
        substance=substance_of(substance).name,
        land_use=land_use,
        value_type=value_type,
        fraction=_fraction(own[0]),
        fraction_basis=_basis(own),
        n_own=len(own),
        own_mg_kg=median(values),
        own_lowest_mg_kg=min(values),
        own_highest_mg_kg=max(values),
        years=_words(one.year for one in own),
    )


def _basis(rows: Iterable[ThresholdRow]) -> str:
    """Say whether the fraction is given in the text that was read; of organics none is needed."""
    bases = {row.fraction_basis for row in rows if row.fraction != "any"}
    if not bases:
        return ANY_FRACTION
    return STATED if bases == {"source"} else ASSUMED


def _fraction(row: ThresholdRow) -> Extraction:
    """Fraction, with the extractant where it matters."""
    extractant = row.extractant if row.fraction == "extractable" else ""
    return Extraction(fraction=row.fraction, extractant=extractant)


def _mg_kg(rows: Iterable[ThresholdRow]) -> list[float]:
    """Values of some rows, in mg/kg dry matter."""
    return [float(row.value_mg_kg) for row in rows]


def _rows(values: Values) -> list[ThresholdRow]:
    """All rows of a country."""
    return [row for rows in values.values() for row in rows]


def _nearness(of_scopes: Mapping[str, ComparedValue]) -> float:
    """How near a value is to the median of all countries; one without others is the nearest."""
    *_, ratio = [None, *(one.ratio for one in of_scopes.values())]
    return 1.0 if ratio is None else -abs(log(ratio))


def _words(words: Iterable[str]) -> str:
    """Words, each once, in order."""
    return ", ".join(sorted(filter(None, set(words))))
