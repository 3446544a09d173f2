"""All that the sections are views of: linked tables, counts, exposures and judged questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.findings import DataUsed, told_count
from workbench.methods.basics.arrays import Flags
from workbench.methods.rates.disclosure import Hidden
from workbench.methods.spatial.neighbours import Neighbours, neighbours
from workbench.reports.health.basis import judge, privacy
from workbench.reports.health.basis.counts import BOTH_SEXES, Counted, counted
from workbench.reports.health.basis.exposure import MG_KG, Exposure, of_covariate, of_soil
from workbench.reports.health.basis.judge import Around, Judged
from workbench.reports.health.basis.linkage import Linked, linked
from workbench.reports.health.basis.questions import Question, question
from workbench.reports.health.parameters import INTERNAL, Parameters
from workbench.store.measurements import Measurements
from workbench.store.people import Areas, Covariates, Outcomes
from workbench.store.tables import Frames
from workbench.vocabulary import substances

SEXES = ("F", "M")


@dataclass(frozen=True)
class Counts:
    """Counts of the outcomes and of the negative control, by outcome and sex."""

    outcomes: tuple[Counted, ...]
    controls: Mapping[str, Counted]

    @property
    def all(self) -> tuple[Counted, ...]:
        """Both."""
        return (*self.outcomes, *self.controls.values())


@dataclass(frozen=True)
class Basis:
    """A study of a country in full precision; nothing of it may be published as it stands.

    Attributes
    ----------
    parameters : Parameters
        Of the report.
    frames : Frames
        What the store gave.
    linked : Linked
        Its tables, each row in an area that is known.
    counts : Counts
        Outcomes and the negative control.
    exposures : tuple of Exposure
        Exposures that are asked for.
    judged : tuple of Judged
        Questions with their models and grades.
    neighbours : Neighbours or None
        Of all areas; None where none are known.
    hidden : mapping of (str, str) to Hidden
        Areas of each outcome and sex whose cases may not be shown.
    """

    parameters: Parameters
    frames: Frames
    linked: Linked
    counts: Counts
    exposures: tuple[Exposure, ...]
    judged: tuple[Judged, ...]
    neighbours: Neighbours | None
    hidden: Mapping[tuple[str, str], Hidden]

    @property
    def totals_hidden(self) -> dict[tuple[str, str], bool]:
        """Whether the total of each outcome and sex may not be shown."""
        return privacy.sexes_hidden(self.hidden)


def basis(frames: Frames, parameters: Parameters) -> Basis:
    """Link the tables of a country, count, and judge all questions together.

    Parameters
    ----------
    frames : Frames
        What the store gives for the country.
    parameters : Parameters
        Validated parameters of the report.
    """
    together = linked(frames)
    counts = _counts(together, parameters)
    exposures = _exposures(together, counts, parameters)
    asked = _questions(together, counts, exposures, parameters)
    links = _neighbours(together)
    around = Around(counts.controls, links, together.areas[Areas.parent_id].fillna(""))
    judged = judge.judge(asked, around, parameters)
    return Basis(
        parameters=parameters,
        frames=frames,
        linked=together,
        counts=counts,
        exposures=tuple(exposures),
        judged=tuple(judged),
        neighbours=links,
        hidden=_hidden(together, counts, judged, parameters),
    )


def data_used(frames: Frames, _: Basis) -> DataUsed:
    """Give fingerprint, extent and sources of what was read; rows of people are told rounded."""
    outcomes = frames[Outcomes.table]
    years = outcomes[Outcomes.year]
    span = (int(years.min()), int(years.max())) if len(years) else None
    n_rows = told_count(len(outcomes))
    return DataUsed(frames.fingerprint, n_rows, span, frames.sources, "outcome row")


def _outcomes_of(together: Linked) -> list[str]:
    """Outcomes that can be counted: without people there is no rate."""
    return [] if together.population.empty else together.outcomes_recorded


def _counts(together: Linked, parameters: Parameters) -> Counts:
    """Count all outcomes that are asked for, and the negative control, by sex."""
    recorded = _outcomes_of(together)
    control = parameters.negative_control
    named = parameters.outcomes or [name for name in recorded if name != control]
    sexes = [BOTH_SEXES, *(SEXES if parameters.by_sex else ())]
    return Counts(
        tuple(
            counted(together, name, sex, standard=parameters.standard)
            for name in named
            if name in recorded
            for sex in sexes
        ),
        {
            sex: counted(together, control, sex, standard=parameters.standard)
            for sex in sexes
            if control in recorded
        },
    )


def _exposures(together: Linked, counts: Counts, parameters: Parameters) -> list[Exposure]:
    """Exposures that are asked for: substances in soil, or covariates."""
    samples, covariates = together.samples, together.covariates
    in_mg_kg = sorted(samples[Measurements.substance][samples[Measurements.unit] == MG_KG].unique())
    named = parameters.exposures or [code for code in in_mg_kg if substances.is_contaminant(code)]
    began = min((year for one in counts.outcomes for year in one.years), default=None)
    until = None if began is None else began - parameters.lag_years
    found = []
    for name in named:
        if name in in_mg_kg:
            found.append(
                of_soil(samples, name, fewest_samples=parameters.fewest_samples, until=until)
            )
        elif name in set(covariates[Covariates.name]):
            found.append(of_covariate(covariates, name))
    return found


def _questions(
    together: Linked, counts: Counts, exposures: Sequence[Exposure], parameters: Parameters
) -> list[Question]:
    """Put each exposure to each outcome and sex."""
    names = (*parameters.demography, *parameters.confounders)
    covariates = _by_name(together.covariates, names)
    return [
        question(exposure, one, covariates, parameters)
        for exposure in exposures
        for one in counts.outcomes
    ]


def _by_name(covariates: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Covariates of each area, the mean of their years; a row an area and a column a name."""
    own = covariates[covariates[Covariates.name].isin(list(names))]
    return own.pivot_table(
        index=Covariates.area_id,
        columns=Covariates.name,
        values=Covariates.value,
        aggfunc="mean",
    )


def _neighbours(together: Linked) -> Neighbours | None:
    """Neighbours of all areas; None where none are known."""
    if together.neighbours.empty:
        return None
    pairs = together.neighbours.itertuples(index=False, name=None)
    return neighbours(list(together.areas.index), pairs)


def _hidden(
    together: Linked, counts: Counts, judged: Sequence[Judged], parameters: Parameters
) -> dict[tuple[str, str], Hidden]:
    """Areas of each outcome and sex whose cases may not be shown."""
    recorded = [
        counted(together, name, BOTH_SEXES, standard=INTERNAL) for name in _outcomes_of(together)
    ]
    anyway = privacy.hidden_by_totals(recorded, parameters)
    return {
        (one.outcome, one.sex): privacy.hidden_areas(one, _groups(one, judged), anyway, parameters)
        for one in counts.all
    }


def _groups(of: Counted, judged: Sequence[Judged]) -> list[Flags]:
    """Areas whose cases together an outsider may work out: those of questions and quarters."""
    areas = of.areas.index
    groups = []
    for one in judged:
        own = one.question
        if own.counted.sex != of.sex:
            continue
        groups.append(np.asarray(areas.isin(own.areas.index)))
        if len(own.areas):
            groups += [np.asarray(areas.isin(quarter)) for quarter in judge.quarters_of(one)]
    return list({group.tobytes(): group for group in groups if group.any()}.values())
