"""Brings the laboratories of a series to one scale where control samples bridge them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from workbench.methods.sampling.controls import FEWEST_CONTROLS, ratios_between, ratios_over_time
from workbench.methods.sampling.site_values import SiteValues
from workbench.methods.sampling.visits import Placed, sampling_years
from workbench.methods.trends.bridges import Bridge, Step, bridge_of
from workbench.methods.trends.campaigns import Allowance, Source, control_allowance
from workbench.reports.trends.breaks import block_names
from workbench.store.measurements import ControlSamples, Measurements


@dataclass(frozen=True)
class Scaled:
    """A laboratory, and the one to whose scale its results were brought."""

    laboratory: str
    onto: str
    bridge: Bridge
    is_moved: pd.Series  # samples of the series that it measured
    controls: tuple[str, ...]  # control samples that both measured


@dataclass(frozen=True)
class Bridged:
    """A laboratory of a series that was brought to the scale of another."""

    laboratory: str
    onto: str
    step: Step
    n_measurements: int
    first_year: int
    last_year: int
    controls: tuple[str, ...]

    def of_part(self, blocks: np.ndarray, rounds: np.ndarray) -> Bridged:
        """Keep some blocks and rounds."""
        share = self.step.share[np.ix_(blocks, rounds)]
        return replace(self, step=replace(self.step, share=share))


@dataclass(frozen=True)
class OneScale:
    """Samples of a series on the scale of one laboratory, as far as bridges reach."""

    samples: pd.DataFrame  # values and limits moved, under the name of that laboratory
    scaled: tuple[Scaled, ...]

    def bridged(self, values: SiteValues) -> tuple[Bridged, ...]:
        """Tell which values of the sites were moved.

        Parameters
        ----------
        values : SiteValues
            Values of the sites of these samples.

        Returns
        -------
        tuple of Bridged
        """
        return tuple(self._one(values, scaled) for scaled in self.scaled)

    def _one(self, values: SiteValues, scaled: Scaled) -> Bridged:
        """Tell which values of the sites were moved by one bridge."""
        sites, seasons = self.samples[Measurements.site_id], self.samples[Placed.season]
        told = pd.DataFrame(
            {
                "block": block_names(sites.to_numpy(str), seasons.to_numpy()),
                "round": self.samples[Placed.visit].to_numpy(str),
                "share": scaled.is_moved.to_numpy(float),
            }
        )
        grid = told.pivot_table("share", "block", "round", "mean").reindex(
            index=block_names(values.sites, values.seasons), columns=values.rounds
        )
        years = sampling_years(self.samples[scaled.is_moved])
        return Bridged(
            laboratory=scaled.laboratory,
            onto=scaled.onto,
            step=Step(grid.fillna(0.0).to_numpy(dtype=np.float64), scaled.bridge),
            n_measurements=int(scaled.is_moved.sum()),
            first_year=int(years.min()),
            last_year=int(years.max()),
            controls=scaled.controls,
        )


def on_one_scale(samples: pd.DataFrame, results: pd.DataFrame) -> OneScale:
    """Bring the results of other laboratories to the scale of the one of the last round.

    Its values are those that thresholds are compared with today. A laboratory that did not measure
    enough control samples with it stays as it is, under its own name.

    Parameters
    ----------
    samples : DataFrame
        Samples of a series, with their sampling round.
    results : DataFrame
        Results of control samples that speak of it.

    Returns
    -------
    OneScale
    """
    if results.empty:
        return OneScale(samples, ())
    laboratories = samples[Measurements.lab_id].fillna("")
    named = sorted({*laboratories} - {""})
    if len(named) < 2:
        return OneScale(samples, ())
    by_date = samples[Placed.visit_date][laboratories != ""]
    onto = str(laboratories[by_date[by_date == by_date.max()].index].mode().iloc[0])
    scaled = []
    value, limit = samples[Measurements.value].copy(), samples[Measurements.lod].copy()
    for name in named:
        ratios = ratios_between(results, ControlSamples.lab_id, name, onto)
        if name != onto and len(ratios) >= FEWEST_CONTROLS:
            of_one, bridge = laboratories == name, bridge_of(ratios)
            factor = np.exp(-bridge.shift)
            value, limit = (one.mask(of_one, one * factor) for one in (value, limit))
            scaled.append(Scaled(name, onto, bridge, of_one, tuple(map(str, ratios.index))))
    known = {one.laboratory: onto for one in scaled}
    moved = {
        Measurements.value: value,
        Measurements.lod: limit,
        Measurements.lab_id: samples[Measurements.lab_id].replace(known),
    }
    return OneScale(samples.assign(**moved), tuple(scaled)) if scaled else OneScale(samples, ())


def measured_allowance(
    results: pd.DataFrame, measured: pd.DataFrame, on_scale: pd.Series
) -> Allowance | None:
    """Estimate what campaigns differ by from control samples; None where there are too few.

    Parameters
    ----------
    results : DataFrame
        Results of control samples that speak of a series.
    measured : DataFrame
        Its samples, as they were measured.
    on_scale : Series of str
        Laboratory of each sample once bridges were used; empty where it is not named.

    Returns
    -------
    Allowance or None
    """
    if results.empty:
        return None
    is_one = bool(on_scale.iloc[0]) and bool((on_scale == on_scale.iloc[0]).all())
    named = {*measured[Measurements.lab_id].fillna("")} - {""}
    own = results[results[ControlSamples.lab_id].isin({"", *named})] if named else results
    ratios = ratios_over_time(own, one_laboratory=is_one)
    if ratios.size < FEWEST_CONTROLS:
        return None
    return control_allowance(ratios, Source.CONTROLS if is_one else Source.CONTROL_LABORATORIES)
