"""Maps of the areas: observed and smoothed ratios, probability above one, and exposure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd
import shapely

from workbench.findings.rows import Phrase, code, count, number, phrase, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.presentation import charts, mapped
from workbench.presentation.figure import captioned
from workbench.presentation.html import Picture, Text
from workbench.presentation.mapped import OnMap
from workbench.presentation.style import NO_DATA, RATIO_FILLS, SUPPRESSED, Fill
from workbench.reports.health.basis import Basis
from workbench.reports.health.basis.exposure import OF_SOIL, ExposedArea
from workbench.reports.health.basis.linkage import parents
from workbench.reports.health.rates import AREAS, HIDDEN, AreaRatio
from workbench.reports.report import Section
from workbench.store.people import Areas
from workbench.vocabulary.outlines import Polygon
from workbench.words.messages import Message
from workbench.words.wording import Words

RATIO_BREAKS = (0.5, 0.67, 0.83, 1.2, 1.5, 2.0)  # even on the logarithm, around one
CHANCE_BREAKS = (0.05, 0.2, 0.4, 0.6, 0.8, 0.95)  # 0.8: Richardson et al. 2004
PARTS_ACROSS = 1000  # steps of the largest side of a country: what a map of a page can show
MOST_APART = 1000  # areas that are drawn one by one
LEAST_STEP = 0.001  # degrees, about 100 m; borders are told no more exactly
NOT_KNOWN = "none"


@row
class RatioClass(Phrase):
    """A class of a ratio."""

    lower: float | None = number("from which on; missing for the lowest", unit="1")
    upper: float | None = number("below which; missing for the highest", unit="1")


@row
class AreaShape:
    """An area as it is drawn on a map."""

    area_id: str = text("area")
    rings: str = text("rings of its border, rounded: east and north in degrees")
    iso3: str = text("country")


@row
class AreaExposure:
    """Exposure of an area against the median of all."""

    exposure: Phrase = phrase("substance")
    area_id: str = text("area")
    ratio: float | None = number("value over the median across areas", unit="1")


@row
class AreasOnMap(OnMap):
    """What a map of areas shows."""

    subject: Phrase = phrase("outcome or substance")
    n_areas: int = count("areas that are drawn")
    n_without: int | None = count("areas without a border; missing for none")


@row
class MappedOutcome(Phrase):
    """An outcome on a map."""

    outcome: str = code("outcome", "what was counted")


SHAPES = Table("area_shapes", AreaShape, "Borders on the maps", "No area has a border.")
AREA_EXPOSURES = Table(
    "area_exposures", AreaExposure, "Exposure of each area against the median", "No exposure."
)
OBSERVED = Message("figure-observed", AreasOnMap)
SMOOTHED = Message("figure-smoothed", AreasOnMap)
CHANCE = Message("figure-chance", AreasOnMap)
EXPOSURE = Message("figure-exposure", AreasOnMap)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Round the borders to what a map can show, and compare exposures with their median."""
    listed = basis.frames[Areas.table]
    drawn = listed[listed[Areas.geometry].notna() & ~listed[Areas.area_id].isin(parents(listed))]
    drawn = drawn.drop_duplicates(Areas.area_id)
    shapes = rounded_borders(drawn) if len(drawn) else {}
    made = {
        name: AreaShape(area_id=name, rings=rings, iso3=basis.parameters.area)
        for name, rings in shapes.items()
    }
    yield SHAPES.filled(made)
    rows: dict[str, AreaExposure] = {}
    for one in basis.exposures:
        values = one.areas[ExposedArea.value]
        if one.kind == OF_SOIL and values.notna().any():
            ratios = values / values.median()
            for area, ratio in ratios.items():
                shown = None if pd.isna(ratio) else float(f"{ratio:.3g}")
                name = f"{one.code}:{area}"
                rows[name] = AreaExposure(exposure=one.name, area_id=str(area), ratio=shown)
    yield AREA_EXPOSURES.filled(rows)


def rounded_borders(areas: pd.DataFrame) -> dict[str, str]:
    """Borders as text, with no more points than a map of a page can show.

    Parameters
    ----------
    areas : DataFrame
        Rows of `areas` with a border.

    Returns
    -------
    dict of str to str
        By area_id: rings parted by semicolons, the first of each part after a bar.
    """
    from workbench.inputs.areas.borders import stored_borders  # noqa: PLC0415 - geopandas

    borders = stored_borders(areas)
    step = max(LEAST_STEP, _extent(borders.explode().bounds) / PARTS_ACROSS)
    simple = shapely.coverage_simplify(borders.to_numpy(), step)
    digits = max(0, math.ceil(-math.log10(step)))
    return {
        str(name): _as_text(shapely.get_parts(shape), step, digits)
        for name, shape in zip(borders.index, simple, strict=True)
    }


def _extent(bounds: pd.DataFrame) -> float:
    """Longer side of a country in degrees, one that lies across 180 degrees in one piece."""
    turned = bounds[["minx", "maxx"]].where(bounds["minx"] >= 0, bounds[["minx", "maxx"]] + 360)
    across = min(
        bounds["maxx"].max() - bounds["minx"].min(), turned["maxx"].max() - turned["minx"].min()
    )
    return float(max(across, bounds["maxy"].max() - bounds["miny"].min()))


def _as_text(parts: np.ndarray, step: float, digits: int) -> str:
    """Rings of the parts of an area; a part that is too small to see goes, but for the largest."""
    by_size = sorted(parts, key=lambda one: -one.area)
    kept = [one for place, one in enumerate(by_size) if place == 0 or one.area > step**2]
    return "|".join(
        ";".join(
            " ".join(f"{x:.{digits}f},{y:.{digits}f}" for x, y in ring.coords)
            for ring in (one.exterior, *one.interiors)
        )
        for one in kept
    )


def polygons_of(rings: str) -> list[Polygon]:
    """Polygons of a border as text.

    Examples
    --------
    >>> polygons_of("0,0 1,0 1,1 0,0")[0][0].tolist()
    [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]
    """
    return [
        tuple(
            np.array([[float(x) for x in point.split(",")] for point in ring.split()])
            for ring in part.split(";")
        )
        for part in rings.split("|")
    ]


def class_of(value: float | None, breaks: Sequence[float]) -> int | None:
    """Find the class that a value is in; None where there is none.

    Examples
    --------
    >>> class_of(1.0, RATIO_BREAKS), class_of(2.0, RATIO_BREAKS), class_of(None, RATIO_BREAKS)
    (3, 6, None)
    """
    return None if value is None else int(np.searchsorted(breaks, value, side="right"))


def _of_areas(
    tables: Tables, words: Words, *, column: Callable[[AreaRatio], float | None], message: str
) -> Picture | Text:
    """Draw the areas of the first outcome by one of their columns."""
    rows = list(tables.of(AREAS).values())
    if not rows or not tables.of(SHAPES):
        return Text(words.plain("figure-areas-none"))
    own = [one for one in rows if one.outcome == rows[0].outcome]
    hidden = {one.area_id for one in own if one.note == HIDDEN}
    breaks = CHANCE_BREAKS if message == CHANCE.id else RATIO_BREAKS
    classes = {one.area_id: class_of(column(one), breaks) for one in own}
    said = next(one for one in (OBSERVED, SMOOTHED, CHANCE) if one.id == message)
    subject = MappedOutcome(outcome=own[0].outcome)
    return _drawn(tables, words, (classes, hidden, breaks), (said, subject))


def _of_exposure(tables: Tables, words: Words) -> Picture | Text:
    """Draw the areas by the first exposure, against the median of all."""
    rows = list(tables.of(AREA_EXPOSURES).values())
    if not rows or not tables.of(SHAPES):
        return Text(words.plain("figure-areas-none"))
    own = [one for one in rows if one.exposure == rows[0].exposure]
    classes = {one.area_id: class_of(one.ratio, RATIO_BREAKS) for one in own}
    return _drawn(tables, words, (classes, set(), RATIO_BREAKS), (EXPOSURE, own[0].exposure))


def _drawn(
    tables: Tables,
    words: Words,
    classes: tuple[Mapping[str, int | None], set[str], Sequence[float]],
    about: tuple[Message[AreasOnMap], Phrase],
) -> Picture:
    """Draw each area in its class; suppressed ones are hatched, and so, apart, those without."""
    of_area, hidden, breaks = classes
    looks = [(label, fill) for label, fill in _legend(words, breaks)]
    looks += [(words.plain("area-suppressed"), SUPPRESSED), (words.plain("area-no-data"), NO_DATA)]
    n_suppressed, n_no_data = len(looks) - 2, len(looks) - 1
    areas = []
    for one in tables.of(SHAPES).values():
        found = of_area.get(one.area_id)
        other = n_suppressed if one.area_id in hidden else n_no_data
        areas.append((polygons_of(one.rings), other if found is None else found))
    present = sorted({kind for _, kind in areas})
    map_ = charts.maps.Map(
        countries=sorted({one.iso3 for one in tables.of(SHAPES).values()}),
        kinds=[charts.maps.PointKind(*looks[kind]) for kind in present],
        areas=_as_drawn([(shape, present.index(kind)) for shape, kind in areas]),
    )
    message, subject = about
    shown = AreasOnMap(
        **mapped.on_map(map_, charts.maps.plan(map_)),
        subject=subject,
        n_areas=len(areas),
        n_without=len(set(of_area) - set(tables.of(SHAPES))) or None,
    )
    title = words.plain("figure-areas-legend")
    figure = charts.maps.draw(map_, mapped.labels(words, title))
    return captioned(figure, (message, shown), mapped.told(map_, words), words)


def _as_drawn(areas: Sequence[tuple[list[Polygon], int]]) -> list[charts.maps.Area]:
    """Areas of a map; of thousands, those of one class together, without borders between them."""
    if len(areas) <= MOST_APART:
        return [charts.maps.Area(shape, kind) for shape, kind in areas]
    made = []
    for wanted in sorted({kind for _, kind in areas}):
        own = [shape for shape, kind in areas if kind == wanted]
        parts = [shapely.Polygon(part[0], part[1:]) for shape in own for part in shape]
        whole = shapely.get_parts(shapely.union_all(shapely.make_valid(parts)))
        polygons: list[Polygon] = [
            tuple(np.asarray(ring.coords) for ring in (one.exterior, *one.interiors))
            for one in whole
            if one.geom_type == "Polygon"
        ]
        made.append(charts.maps.Area(polygons, wanted, n=len(own)))
    return made


def _legend(words: Words, breaks: Sequence[float]) -> list[tuple[str, Fill]]:
    """Words and filling of each class, from the lowest."""
    ends = [None, *breaks, None]
    return [
        (words.phrase(RatioClass(lower=ends[n], upper=ends[n + 1])), RATIO_FILLS[n])
        for n in range(len(breaks) + 1)
    ]


def _observed(one: AreaRatio) -> float | None:
    """Observed over expected cases."""
    return one.smr


def _smoothed(one: AreaRatio) -> float | None:
    """Smoothed ratio."""
    return one.smoothed


def _chance(one: AreaRatio) -> float | None:
    """Probability that the true ratio is above one."""
    return one.above_one


SECTION: Section[Basis] = Section(
    name="area_maps",
    tables=(SHAPES, AREA_EXPOSURES),
    compute=compute,
    messages=(OBSERVED, SMOOTHED, CHANCE, EXPOSURE),
    figures={
        "observed": partial(_of_areas, column=_observed, message=OBSERVED.id),
        "smoothed": partial(_of_areas, column=_smoothed, message=SMOOTHED.id),
        "chance": partial(_of_areas, column=_chance, message=CHANCE.id),
        "exposure": _of_exposure,
    },
)
