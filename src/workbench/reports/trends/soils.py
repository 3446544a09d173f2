"""Soil properties of each sample, as far as they were measured and a threshold asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from workbench.findings.names import Name, column, names_of
from workbench.methods.sampling.visits import Dated, Placed, sampling_years
from workbench.store.measurements import Measurements
from workbench.vocabulary.laws.soil_conditions import SoilProperties
from workbench.vocabulary.laws.threshold_choice import (
    ApplicableThreshold,
    Choice,
    SampledSoil,
    find_intervention,
    soil_heeded,
)
from workbench.vocabulary.laws.thresholds import Reason

UNITS = {"pH": "pH", "clay": "%", "SOC": "g/kg"}
PLACE = (Measurements.iso3, Measurements.site_id, Measurements.matrix, Measurements.layer)
VISIT: list[str] = [*PLACE, Dated.year]
COMMON: list[str] = [*PLACE, Measurements.sampled_on, Measurements.sample_id]
SUBSTANCE: list[str] = [Measurements.iso3, Measurements.substance]

Answer: TypeAlias = ApplicableThreshold | Reason | None  # None: not asked, for the basis is another
Find: TypeAlias = Callable[[SampledSoil, Choice], ApplicableThreshold | Reason]
Places: TypeAlias = tuple[np.ndarray, np.ndarray]  # their numbers, of samples and of soils


class Soil:
    """What a sample gains of its soil; the names are those of `SoilProperties`."""

    ph = column("pH")
    ph_method = column("extract that pH was measured in")
    clay_pct = column("clay [%]")
    toc_pct = column("organic carbon [%]")


MEASURED = {
    "pH": (Soil.ph, 1.0),
    "clay": (Soil.clay_pct, 1.0),
    "SOC": (Soil.toc_pct, 0.1),  # g/kg to %
}
COLUMNS: list[str] = [
    *(Measurements.depth_top_cm, Measurements.depth_bottom_cm),
    *names_of(Soil, Name),
]
SOIL: list[str] = [Placed.series, Measurements.land_use, *COLUMNS]


@dataclass(frozen=True)
class AnsweredSoil:
    """Thresholds of samples: which samples are alike, and the answer for each such group."""

    alike: np.ndarray  # number of the group of each sample
    first: np.ndarray  # place of the first sample of each group
    answers: tuple[Answer, ...]  # of each group


def with_properties(samples: pd.DataFrame, everything: pd.DataFrame) -> pd.DataFrame:
    """Add pH, clay and organic carbon to samples where they were measured.

    A property is taken from the same sample and year, or else from the same site, layer and
    year. Where two measurements of it differ, and where it is a non-detect or has another unit,
    it counts as not stated: no mean is made up.

    Parameters
    ----------
    samples : DataFrame
        Measurements of contaminants.
    everything : DataFrame
        All measurements that were read, those of properties among them.

    Returns
    -------
    DataFrame
        The samples with the columns of `Soil`.
    """
    measured = everything[
        everything[Measurements.substance].isin(list(MEASURED)) & ~everything[Measurements.censored]
    ]
    places = _places(samples, measured)
    added: dict[str, pd.Series] = {}
    for code, (name, factor) in MEASURED.items():
        is_one = (measured[Measurements.substance] == code) & (
            measured[Measurements.unit] == UNITS[code]
        )
        content = measured[Measurements.value].where(is_one)
        added[name] = _looked_up(places, content, samples.index) * factor
        if code == "pH":
            method = measured[Measurements.extractant].where(is_one)
            added[Soil.ph_method] = _looked_up(places, method, samples.index).astype("str")
    return samples.assign(**added)


def properties(sample: Mapping[str, Any]) -> SoilProperties:
    """Describe the soil of a sample, with None for what is not stated."""
    stated = {name: sample[name] for name in COLUMNS if pd.notna(sample[name])}
    return SoilProperties(**stated)


def answered(samples: pd.DataFrame, choice: Choice, find: Find) -> AnsweredSoil:
    """Ask for the threshold of each sample, once for all samples that are alike to the law.

    Parameters
    ----------
    samples : DataFrame
        Measurements with their series and the columns of `with_properties`.
    choice : Choice
        Which thresholds may be chosen.
    find : function
        Either `find_threshold` or `find_intervention`.

    Returns
    -------
    AnsweredSoil
        Samples of one series and land use are alike where their soils agree in all that the law
        asks of a soil.
    """
    laws = samples.groupby(SUBSTANCE)
    law = laws.ngroup().to_numpy()
    heeded = [
        soil_heeded(str(iso3), str(code), choice) for iso3, code in laws.size().index.to_list()
    ]
    asked = samples.assign(
        **{
            name: samples[name].where(np.array([name in names for names in heeded])[law])
            for name in COLUMNS
        }
    )
    alike = asked.groupby(SOIL, dropna=False, sort=False).ngroup()
    first = np.flatnonzero(~alike.duplicated())
    found = (_answer(one, choice, find) for one in _records(asked.iloc[first]))
    return AnsweredSoil(alike.to_numpy(), first, tuple(found))


def interventions(
    rows: Sequence[tuple[str, ApplicableThreshold, pd.DataFrame]], choice: Choice
) -> dict[str, ApplicableThreshold]:
    """Find the value from which something must be done, of rows whose soils all have the same.

    Parameters
    ----------
    rows : sequence of (str, ApplicableThreshold, DataFrame)
        Id, threshold and samples, with the columns of `with_properties`, of each row. All are
        asked for at once, as each look costs much.
    choice : Choice
        Which thresholds may be chosen.

    Returns
    -------
    dict of str to ApplicableThreshold
        By id of the row, where it is another than the threshold of the row.
    """
    if not rows:
        return {}
    found = answered(pd.concat([samples for *_, samples in rows]), choice, find_intervention)
    ends = np.cumsum([len(samples) for *_, samples in rows])
    stricter = {}
    for (name, answer, _), alike in zip(rows, np.split(found.alike, ends[:-1]), strict=True):
        first, *others = {found.answers[at] for at in alike}
        if isinstance(first, ApplicableThreshold) and not others and first.row_id != answer.row_id:
            stricter[name] = first
    return stricter


def _records(samples: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Give the cells of each sample by column."""
    names = list(map(str, samples.columns))
    for cells in samples.itertuples(index=False, name=None):
        yield dict(zip(names, cells, strict=True))


def _answer(sample: Mapping[str, Any], choice: Choice, find: Find) -> Answer:
    """Threshold of a sample, or why there is none."""
    if sample[Measurements.basis] != "dry":
        return None
    extractant = sample[Measurements.extractant]
    sampled = SampledSoil(
        iso3=sample[Measurements.iso3],
        substance=sample[Measurements.substance],
        matrix=sample[Measurements.matrix],
        land_uses=(sample[Measurements.land_use],),
        fraction=sample[Measurements.fraction],
        extractant="" if pd.isna(extractant) else str(extractant),
        properties=properties(sample),
    )
    return find(sampled, choice)


def _places(samples: pd.DataFrame, measured: pd.DataFrame) -> tuple[Places, Places]:
    """Give numbers to samples, and to their sites, layers and years, the same for soils there."""
    n = len(samples)
    if measured.empty:
        nowhere = np.zeros(n, dtype=np.int64), np.zeros(0, dtype=np.int64)
        return nowhere, nowhere
    both = pd.concat([samples[COMMON], measured[COMMON]], ignore_index=True)
    both[Dated.year] = sampling_years(both)
    visit = both.groupby(VISIT, dropna=False, sort=False).ngroup()
    by_sample = both.groupby([visit, Measurements.sample_id], dropna=False, sort=False)
    sample_numbers, visit_numbers = by_sample.ngroup().to_numpy(), visit.to_numpy()
    return (sample_numbers[:n], sample_numbers[n:]), (visit_numbers[:n], visit_numbers[n:])


def _looked_up(places: Sequence[Places], cells: pd.Series, index: pd.Index) -> pd.Series:
    """Find a cell of the same sample, or else of the same site, layer and year."""
    numbers, different = pd.factorize(cells)
    by_sample, by_visit = (
        _agreed(of_samples, of_cells, numbers) for of_samples, of_cells in places
    )
    found = np.where(by_sample < 0, by_visit, by_sample)
    return pd.Series(different.take(found, allow_fill=True), index)


def _agreed(samples: np.ndarray, measured: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Cell at the place of each sample, where all that are known there agree; -1 for none."""
    n_places = 1 + max(samples.max(initial=-1), measured.max(initial=-1))
    lowest, highest = np.full(n_places, cells.size), np.full(n_places, -1)
    known = cells >= 0
    np.minimum.at(lowest, measured[known], cells[known])
    np.maximum.at(highest, measured[known], cells[known])
    found: np.ndarray = np.where(lowest == highest, highest, -1).take(samples)
    return found
