"""How each series was measured over time: units, laboratories, depths and detection limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias, TypeVar
from urllib.parse import quote

import pandas as pd

from workbench.findings.excluded import Named
from workbench.findings.rows import Phrase, code, count, number, phrase, row, text, year
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.sampling.visits import Medians, Placed
from workbench.presentation import charts
from workbench.presentation.figure import Drawn, captioned, drawn
from workbench.presentation.html import Picture, Text
from workbench.reports.report import Section
from workbench.reports.trends.basis import Basis, Limited, with_limit
from workbench.reports.trends.comparability import COMPARABILITY
from workbench.reports.trends.monitored import SERIES, VISITS, MonitoredSeries, Visit, families_of
from workbench.reports.trends.phrases import Depth, NotStated, SeriesLabel, Way
from workbench.store.measurements import Measurements
from workbench.words.messages import Message
from workbench.words.wording import Words

HOW = ("fraction", "extractant", "method", "basis")
MOST_FAMILIES = 8

P = TypeVar("P", bound=Phrase)
Key: TypeAlias = tuple[str, str]  # series and visit


@dataclass(frozen=True)
class Circumstances:
    """What must stay the same in a period."""

    series: str
    given_units: tuple[Named, ...]
    laboratories: tuple[Phrase, ...]
    depth: tuple[Phrase, ...]
    lowest_limit_mg_kg: float | None
    highest_limit_mg_kg: float | None


@dataclass(frozen=True)
class DatedVisit:
    """A visit of a series with its circumstances."""

    visit: Visit
    how: Circumstances


@row
class Condition:
    """A series in a period in which it was measured in the same way."""

    label: SeriesLabel = phrase("the series in words", "Series")
    first_year: int = year("year of the first visit measured in this way", "From")
    last_year: int = year("year of the last visit measured in this way", "To")
    n_measurements: int = count("measurements", "Measurements")
    n_non_detects: int = count("measurements below their detection limit", "Non-detects")
    given_units: tuple[Named, ...] = phrase(
        "units as the laboratory gave them", "Unit given", is_list=True
    )
    laboratories: tuple[Phrase, ...] = phrase("laboratories", "Laboratory", is_list=True)
    depth: tuple[Phrase, ...] = phrase("depth of the samples", "Depth", is_list=True)
    lowest_limit_mg_kg: float | None = number(
        "lowest detection limit", "Lowest limit", unit="mg/kg"
    )
    highest_limit_mg_kg: float | None = number(
        "highest detection limit", "Highest limit", unit="mg/kg"
    )
    series: str = text("series")
    n_visits: int = count("visits")
    fraction: str = code("fraction", "what the digestion reaches")
    extractant: str | None = text("what it was extracted with")
    method: str | None = text("method group of the laboratory")
    basis: str = code("basis", "dry or wet mass")


@row
class Limit:
    """Detection limits of a laboratory at a visit of a series."""

    family: str = text("row of the table comparability")
    series: str = text("series")
    way: Way = phrase("digestion and method of the series")
    laboratory: Phrase = phrase("laboratory")
    visit: str = text("campaign or calendar year")
    decimal_year: float = number("median date of the samples", unit="year")
    n_limits: int = count("measurements whose limit is known")
    n_non_detects: int = count("measurements below their limit")
    lowest_limit_mg_kg: float = number("lowest limit", unit="mg/kg")
    highest_limit_mg_kg: float = number("highest limit", unit="mg/kg")


@row
class LimitsDrawn(Drawn):
    """Families of limits that are drawn, and how many laboratories of each."""

    most_lines: int | None = count("laboratories drawn, where there are more; missing where not")


CONDITIONS = Table("conditions", Condition, "How it was measured", "No measurements.", most=20)
LIMITS = Table(
    "limits", Limit, "Detection limits of each laboratory", "No detection limit is known."
)


LIMITS_FIGURE = Message("figure-limits", LimitsDrawn)
LIMITS_ROW = Message("figure-limits-row", Limit)


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Describe how each series was measured, and the limits of each laboratory."""
    series = tables.of(SERIES)
    yield CONDITIONS.filled(_conditions(series, basis))
    yield LIMITS.filled(_limits(series, basis.placed))


def _conditions(series: Mapping[str, MonitoredSeries], basis: Basis) -> dict[str, Condition]:
    """Give one row a series and period in which it was measured in the same way.

    The periods of a substance stand together, in the order of time, whatever series they are of.
    A visit of which no limit is known belongs to the period before it, if all else is the same.
    """
    families = families_of(series)
    visits = _dated(basis)
    periods = [list(period) for _, period in groupby(visits, key=lambda one: one.how)]
    periods.sort(key=lambda period: (families[period[0].how.series], period[0].visit.decimal_year))
    return {
        f"{period[0].visit.series}@{period[0].visit.visit}": _row(
            period, series[period[0].visit.series]
        )
        for period in periods
    }


def _dated(basis: Basis) -> list[DatedVisit]:
    """Visits of each series in the order of time, each with its circumstances."""
    visits = VISITS.rows(basis.visits)
    parts = _parts(basis.placed)
    known = _limits_of_visits(basis)
    found = []
    for one in visits.values():
        units, laboratories, depths = parts[one.series, one.visit]
        lowest, highest = known[one.series, one.visit]
        how = Circumstances(one.series, units, laboratories, depths, lowest, highest)
        found.append(DatedVisit(one, how))
    return found


def _limits_of_visits(basis: Basis) -> dict[Key, tuple[float | None, float | None]]:
    """Lowest and highest limit of each visit; of the visit before where none is known."""
    stated = (
        with_limit(basis.placed)
        .groupby([Placed.series, Placed.visit])[Limited.limit]
        .agg(["min", "max"])
    )
    keys = pd.MultiIndex.from_frame(basis.visits[[Medians.series, Medians.visit]])
    filled = stated.reindex(keys).groupby(level=Placed.series).ffill().astype(object)
    known = filled.where(filled.notna(), None).itertuples(name=None)
    return {(str(series), str(visit)): (low, high) for (series, visit), low, high in known}


def _parts(
    placed: pd.DataFrame,
) -> dict[Key, tuple[tuple[Named, ...], tuple[Phrase, ...], tuple[Phrase, ...]]]:
    """Units, laboratories and depths of each visit, each once and in order."""
    columns = [
        *(Placed.series, Placed.visit, Measurements.original_unit, Measurements.lab_id),
        *(Measurements.depth_top_cm, Measurements.depth_bottom_cm),
    ]
    found: dict[Key, list[tuple[Named, Phrase, Phrase]]] = defaultdict(list)
    distinct = placed[columns].drop_duplicates()
    for name, visit, unit, laboratory, top, bottom in distinct.itertuples(index=False, name=None):
        stated = _named(laboratory) if isinstance(laboratory, str) else NotStated()
        found[name, visit].append((_named(unit), stated, _depth(top, bottom)))
    return {key: _each_once(parts) for key, parts in found.items()}


def _each_once(
    parts: Sequence[tuple[Named, Phrase, Phrase]],
) -> tuple[tuple[Named, ...], tuple[Phrase, ...], tuple[Phrase, ...]]:
    """Different parts in the order of their text."""
    units, laboratories, depths = zip(*parts, strict=True)
    return _sorted(units), _sorted(laboratories), _sorted(depths)


def _sorted(parts: Sequence[P]) -> tuple[P, ...]:
    """Different phrases in order."""
    found = set(parts)
    return tuple(sorted(found, key=str) if len(found) > 1 else found)


@lru_cache(maxsize=256)
def _named(word: str) -> Named:
    """Word as a phrase; few are asked for, at each visit again."""
    return Named(name=word)


@lru_cache(maxsize=256)
def _depth(top: float, bottom: float) -> Phrase:
    """Depth of a sample."""
    stated = pd.notna(top) and pd.notna(bottom)
    return Depth(top_cm=top, bottom_cm=bottom) if stated else NotStated()


def _row(period: Sequence[DatedVisit], series: MonitoredSeries) -> Condition:
    """Row of a period of one series."""
    first, last = period[0], period[-1]
    return Condition(
        label=series.label,
        first_year=int(first.visit.decimal_year),
        last_year=int(last.visit.decimal_year),
        n_visits=len(period),
        n_measurements=sum(one.visit.n_measurements for one in period),
        n_non_detects=sum(one.visit.n_non_detects for one in period),
        **{one.name: getattr(first.how, one.name) for one in fields(Circumstances)},
        **{name: getattr(series, name) for name in HOW},
    )


def _limits(series: Mapping[str, MonitoredSeries], placed: pd.DataFrame) -> dict[str, Limit]:
    """List the detection limits of each laboratory at each visit, where any is known."""
    stated = with_limit(placed)
    stated = stated.assign(**{Measurements.lab_id: stated[Measurements.lab_id].fillna("")})
    found = (
        stated.groupby([Placed.series, Measurements.lab_id, Placed.visit])
        .agg(
            decimal_year=(Placed.decimal_year, "median"),
            n_limits=(Limited.limit, "size"),
            n_non_detects=(Measurements.censored, "sum"),
            lowest_limit_mg_kg=(Limited.limit, "min"),
            highest_limit_mg_kg=(Limited.limit, "max"),
        )
        .reset_index()
        .sort_values([Placed.series, Measurements.lab_id, Placed.decimal_year], ignore_index=True)
    )
    families = families_of(series)
    made = {}
    for cells in found.to_dict("records"):
        key = (Placed.series, Placed.visit, Measurements.lab_id)
        name, visit, laboratory = (str(cells.pop(part)) for part in key)
        stated_visit = quote(visit, safe=" ")  # else an @ could mislead
        made[f"{name}@{stated_visit}@{laboratory or 'not stated'}"] = Limit(
            series=name,
            visit=visit,
            laboratory=Named(name=laboratory) if laboratory else NotStated(),
            way=series[name].label.way,
            family=families[name],
            **{str(key): cell for key, cell in cells.items()},
        )
    return made


def limits(tables: Tables, words: Words) -> Picture | Text:
    """Draw the highest detection limit of each visit as steps, a panel a substance."""
    by_family: dict[str, list[Limit]] = defaultdict(list)
    for one in tables.of(LIMITS).values():
        by_family[one.family].append(one)
    if not by_family:
        return Text(words.plain("figure-limits-none"))
    repeated = [name for name, own in by_family.items() if len({one.visit for one in own}) > 1]
    if not repeated:
        return Text(words.plain("figure-limits-once"))
    shown = sorted(repeated, key=lambda family: _order(by_family[family]))[:MOST_FAMILIES]
    names = {family: words.phrase(tables.of(COMPARABILITY)[family].label) for family in shown}
    panels = [
        charts.steps.StepsPanel(names[family], _lines(by_family[family], words)) for family in shown
    ]
    number = words.numbers.plain
    axis = charts.steps.StepsAxis(
        words.plain("axis-limit"), words.plain("axis-limit-logarithmic"), number
    )
    told = [f"{names[family]}: {_in_words(by_family[family], words)}" for family in shown]
    most = max(len({(one.way, one.laboratory) for one in by_family[family]}) for family in shown)
    caption = LimitsDrawn(
        **vars(drawn(tables, LIMITS, len(shown), len(by_family))),
        most_lines=charts.steps.MOST_LINES if most > charts.steps.MOST_LINES else None,
    )
    figure = charts.steps.draw(panels, axis)
    return captioned(figure, (LIMITS_FIGURE, caption), told, words, narrow=True)


def _order(limits: Sequence[Limit]) -> tuple[float, int]:
    """Sort families by how far their limits moved, then by how many there are."""
    highest = [one.highest_limit_mg_kg for one in limits]
    return -max(highest) / min(highest), -sum(one.n_limits for one in limits)


def _of_lines(limits: Sequence[Limit], words: Words) -> dict[str, list[Limit]]:
    """Limits of each laboratory and way, those with the most limits first."""
    several = len({one.way for one in limits}) > 1
    lines: dict[str, list[Limit]] = defaultdict(list)
    for one in limits:
        laboratory = words.phrase(one.laboratory)
        lines[f"{laboratory}, {words.phrase(one.way)}" if several else laboratory].append(one)
    order = sorted(lines, key=lambda line: (-sum(one.n_limits for one in lines[line]), line))
    return {
        line: sorted(lines[line], key=lambda one: one.decimal_year)
        for line in order[: charts.steps.MOST_LINES]
    }


def _points(limits: Sequence[Limit]) -> list[tuple[float, float]]:
    """Date and highest limit of each visit."""
    return [(one.decimal_year, one.highest_limit_mg_kg) for one in limits]


def _lines(limits: Sequence[Limit], words: Words) -> list[charts.steps.StepsLine]:
    """Lines of a panel."""
    return [
        charts.steps.StepsLine(name, _points(of_line))
        for name, of_line in _of_lines(limits, words).items()
    ]


def _in_words(limits: Sequence[Limit], words: Words) -> str:
    """Say which limits each laboratory had, and from when on."""
    told = []
    for name, of_line in _of_lines(limits, words).items():
        kept = dict(charts.steps.changes(_points(of_line)))
        steps = [one for one in of_line if one.decimal_year in kept]
        said = [words.sentence(LIMITS_ROW, one).text for one in steps]
        told.append(f"{name} {', '.join(said)}")
    return f"{'; '.join(told)}."


SECTION: Section[Basis] = Section(
    name="measured",
    tables=(CONDITIONS, LIMITS),
    compute=compute,
    messages=(LIMITS_FIGURE, LIMITS_ROW),
    figures={"limits": limits},
)
