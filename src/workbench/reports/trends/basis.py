"""What all sections of the trends report are worked out from: series, visits, what changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from workbench.findings import DataUsed
from workbench.findings.excluded import Excluded, Named
from workbench.findings.names import column
from workbench.findings.rows import Phrase
from workbench.methods.sampling.controls import control_results
from workbench.methods.sampling.visits import (
    MEASURED_HOW,
    PYTHON_TEXT,
    Medians,
    Placed,
    decimal_years,
    placed_in_rounds,
    sampling_years,
    series_ids,
    summarise_visits,
)
from workbench.reports.own_thresholds import own_thresholds
from workbench.reports.trends import soils
from workbench.reports.trends.judging import SeriesFinding, judged_series
from workbench.reports.trends.parameters import Parameters
from workbench.reports.trends.phrases import (
    NoContaminant,
    NotAsked,
    OtherUnit,
    Refused,
    SampledEarly,
    SeriesLabel,
    SoilProperty,
    Way,
)
from workbench.store.frames import Frames, empty
from workbench.store.measurements import ControlSamples, Measurements
from workbench.vocabulary import places, substances
from workbench.vocabulary.laws.threshold_choice import OwnRows

UNIT = "mg/kg"
UNUSED = [
    *(Measurements.loq, Measurements.dry_matter_pct, Measurements.uncertainty),
    *(Measurements.original_value, Measurements.source_file, Measurements.source_row),
]
"""Columns that no section of this report looks at."""
MOST_SHARED = 0.5  # different words a row up to which a word is worth keeping once
NUMBERS_ALONE = re.compile(r"[\d\s.,_/\u2013-]+(cm|m)?")  # a layer that is named by its depth


class Limited:
    """What a measurement gains whose detection limit is known; see `with_limit`."""

    limit = column("limit, stated or that of a non-detect [mg/kg]")


@dataclass(frozen=True)
class Basis:
    """Measurements in their series and visits.

    Attributes
    ----------
    parameters : Parameters
        Parameters of the report.
    everything : DataFrame
        All measurements that were read.
    placed : DataFrame
        Those that are in some series, with series, sampling round and decimal_year.
    groups : dict of str to DataFrame
        Those of each series.
    visits : DataFrame
        Sampling rounds of all series.
    excluded : tuple of Excluded
        Measurements that are in no series.
    controls : DataFrame
        Results of control samples, see `control_results`.
    own_thresholds : mapping
        Thresholds that countries gave themselves, by country and substance.
    """

    parameters: Parameters
    everything: pd.DataFrame
    placed: pd.DataFrame
    groups: Mapping[str, pd.DataFrame]
    visits: pd.DataFrame
    excluded: tuple[Excluded, ...]
    controls: pd.DataFrame
    own_thresholds: OwnRows

    @property
    def with_country(self) -> bool:
        """Whether a series names its country: on a page of several."""
        area = self.parameters.area
        return places.members(area) != (area,)

    @cached_property
    def with_soils(self) -> pd.DataFrame:
        """What is in some series, with the properties of its soil; looked up once."""
        return soils.with_properties(self.placed, self.everything)

    @cached_property
    def findings(self) -> tuple[SeriesFinding, ...]:
        """What was found in each series and each part of one; worked out once."""
        return judged_series(self.groups, self.parameters, self.controls)


def basis(frames: Frames, parameters: Parameters) -> Basis:
    """Place each measurement in its series and visit.

    Parameters
    ----------
    frames : Frames
        What the store gives for the area: `measurements`, and the others where they are read.
    parameters : Parameters
        Validated parameters of the report.

    Returns
    -------
    Basis
        All measurements, those placed in their series, and what is excluded.
    """
    everything = frames[Measurements.table]
    selected, unused = _select(_with_stated_limits(everything), parameters)
    placed = _with_series(selected)
    return Basis(
        parameters=parameters,
        everything=everything,
        placed=placed,
        groups=by_series(placed),
        visits=visits_of(placed),
        excluded=tuple(unused),
        controls=control_results(_optional(frames, ControlSamples.table)),
        own_thresholds=own_thresholds(frames),
    )


def _optional(frames: Frames, table: str) -> pd.DataFrame:
    """Frame of a table, without rows where it was not read."""
    return frames.tables.get(table, empty(table))


def each_alone(basis: Basis) -> dict[str, Basis]:
    """Split what the sections stand on by series."""
    return {name: _narrowed(basis, {name}) for name in basis.groups}


def without(basis: Basis, refused: Mapping[str, str]) -> Basis:
    """Leave out series that a method refuses, each with what is wrong with it.

    Parameters
    ----------
    basis : Basis
        Measurements in their series.
    refused : mapping of str to str
        What is wrong, by series.

    Returns
    -------
    Basis
        Without these series, which are among what is excluded.
    """
    excluded = [
        Excluded(
            what=label_of(basis.groups[name], with_country=basis.with_country),
            kind="series",
            why=Refused(error=error.rstrip(".")),
            count=len(basis.groups[name]),
        )
        for name, error in refused.items()
    ]
    kept = _narrowed(basis, basis.groups.keys() - refused.keys())
    return replace(kept, excluded=(*basis.excluded, *excluded))


def _narrowed(basis: Basis, names: Set[str]) -> Basis:
    """Keep some series."""
    return replace(
        basis,
        placed=basis.placed[basis.placed[Placed.series].isin(names)],
        groups={name: group for name, group in basis.groups.items() if name in names},
        visits=basis.visits[basis.visits[Medians.series].isin(names)],
    )


def data_used(frames: Frames, basis: Basis) -> DataUsed:
    """Give fingerprint, extent and sources of what was read."""
    n_measurements = len(basis.everything)
    return DataUsed(frames.fingerprint, n_measurements, years_of(basis.everything), frames.sources)


def by_series(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Rows of each series; no copy of a frame that is in the order of its series."""
    numbers, names = pd.factorize(frame[Placed.series], sort=True)
    if (np.diff(numbers) < 0).any():
        frame = frame.iloc[np.argsort(numbers, kind="stable")]
    sizes = np.bincount(numbers, minlength=len(names))
    ends = np.cumsum(sizes)
    return {
        str(name): frame.iloc[start:end]
        for name, start, end in zip(names, ends - sizes, ends, strict=True)
    }


def label_of(
    group: pd.DataFrame, *, with_country: bool, first: Mapping[Hashable, Any] | None = None
) -> SeriesLabel:
    """Name a series, its country and its site where there is only one to name."""
    cells = group.iloc[0].to_dict() if first is None else first
    sites = group[Measurements.site_id].unique()
    return SeriesLabel(
        country=cells[Measurements.iso3] if with_country else None,
        substance=cells[Measurements.substance],
        matrix=cells[Measurements.matrix],
        layer=layer_of(group),
        way=Way(**{part: cells[part] for part in MEASURED_HOW}),
        site=str(sites[0]) if len(sites) == 1 else None,
    )


def layer_of(group: pd.DataFrame) -> str:
    """Name the layer of a series; one that is named by numbers alone, as `0_0.2`, by its depth.

    Parameters
    ----------
    group : DataFrame
        Measurements of one layer.

    Returns
    -------
    str
        As in "0-20 cm", or the name that the data give.
    """
    layer = str(group[Measurements.layer].iloc[0])
    if not NUMBERS_ALONE.fullmatch(layer):
        return layer
    ends = group[[Measurements.depth_top_cm, Measurements.depth_bottom_cm]].to_numpy(dtype=float)
    top, bottom = ends[0]
    return f"{top:g}-{bottom:g} cm" if (ends == ends[0]).all() else layer  # not where missing


def visits_of(measurements: pd.DataFrame) -> pd.DataFrame:
    """One row a series and visit, with its median."""
    visits = summarise_visits(measurements)
    visits.index = pd.Index(visits[Medians.series] + "@" + visits[Medians.visit], dtype="str")
    return visits


def years_of(measurements: pd.DataFrame) -> tuple[int, int] | None:
    """First and last year of sampling, None where there is no sample."""
    if measurements.empty:
        return None
    years = sampling_years(measurements)
    return int(years.min()), int(years.max())


def is_below_stated_limit(measurements: pd.DataFrame) -> pd.Series:
    """Flag numbers that are given in spite of being at or below their own detection limit."""
    below: pd.Series = measurements[Measurements.value] <= measurements[Measurements.lod]
    return below & ~measurements[Measurements.censored]


def with_limit(measurements: pd.DataFrame) -> pd.DataFrame:
    """Measurements whose detection limit is known: stated, or that of a non-detect."""
    limit = measurements[Measurements.value].where(
        measurements[Measurements.censored], measurements[Measurements.lod]
    )
    return measurements.assign(**{Limited.limit: limit})[limit.notna()]


def _select(
    measurements: pd.DataFrame, parameters: Parameters
) -> tuple[pd.DataFrame, list[Excluded]]:
    """Measurements that belong in some series, and the others with the reason for each."""
    reasons = _reasons_to_leave_out(measurements, parameters)
    is_used = reasons.isna()
    unused = zip(measurements[Measurements.substance][~is_used], reasons[~is_used], strict=True)
    counts = sorted(Counter(unused).items(), key=lambda one: (one[0][0], str(one[0][1])))
    used = measurements.drop(columns=UNUSED)
    used = used if is_used.all() else used[is_used]
    return used, [_excluded(code, why, n) for (code, why), n in counts]


def _excluded(code: str, why: Phrase, n_measurements: int) -> Excluded:
    """Measurements of a substance that are left out for a reason."""
    name = Named(name=substances.substance(code).name)
    return Excluded(what=name, kind="measurements", why=why, count=n_measurements)


def _reasons_to_leave_out(measurements: pd.DataFrame, parameters: Parameters) -> pd.Series:
    """Why each measurement is in no series; missing where it is in one."""
    first, codes = parameters.first_year, measurements[Measurements.substance]
    early = sampling_years(measurements) < first
    of_code = {str(code): _why_not_wanted(str(code), parameters) for code in codes.unique()}
    other_unit = measurements[Measurements.unit] != UNIT
    not_wanted = [code for code, why in of_code.items() if why]
    found = pd.Series(None, index=measurements.index, dtype="object")
    found[other_unit] = OtherUnit()
    is_unwanted = codes.isin(not_wanted)
    found[is_unwanted] = codes[is_unwanted].map(of_code)
    found[early] = SampledEarly(first_year=first)
    return found


def _why_not_wanted(code: str, parameters: Parameters) -> Phrase | None:
    """Why a substance is not judged; None where it is."""
    if parameters.substances:
        return None if code in parameters.substances else NotAsked()
    if substances.is_contaminant(code):
        return None
    group = substances.substance(code).group
    return SoilProperty(group=group) if code in soils.MEASURED else NoContaminant(group=group)


def _with_stated_limits(measurements: pd.DataFrame) -> pd.DataFrame:
    """Read a number at or below its own detection limit as the non-detect that it is."""
    below = is_below_stated_limit(measurements)
    return measurements.assign(
        censored=measurements[Measurements.censored] | below,
        value=measurements[Measurements.value].mask(below, measurements[Measurements.lod]),
    )


def _with_series(measurements: pd.DataFrame) -> pd.DataFrame:
    """Measurements with their series, sampling round, its date and their own decimal year."""
    placed = measurements.assign(
        series=series_ids(measurements),
        decimal_year=decimal_years(measurements[Measurements.sampled_on]),
    )
    numbers = pd.factorize(placed[Placed.series], sort=True)[0]
    is_ordered = bool((np.diff(numbers) >= 0).all())
    order = slice(None) if is_ordered else np.argsort(numbers, kind="stable")
    texts = _texts(placed)  # one at a time: a second frame of a large country needs a gigabyte
    ordered = placed.drop(columns=texts).iloc[order]
    cells = {name: _shared(placed[name], order, ordered.index) for name in texts}
    del placed
    return placed_in_rounds(ordered.assign(**cells))


def _texts(frame: pd.DataFrame) -> list[str]:
    """Columns of words."""
    return [str(name) for name, kind in frame.dtypes.items() if kind == "str"]


def _shared(words: pd.Series, order: slice | np.ndarray, index: pd.Index) -> pd.Series:
    """Keep each word once, as a Python string: thousands of short series are cut out of a frame.

    Where most words are of one row, as names of samples are, they stay as they are.
    """
    numbers, known = pd.factorize(words)
    if len(known) > MOST_SHARED * len(words):
        return words.iloc[order].set_axis(index)
    texts = np.append(known.to_numpy(object), np.nan)[numbers[order]]  # the last where missing
    return pd.Series(texts, index, PYTHON_TEXT)
