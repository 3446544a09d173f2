"""What the sections of the health report stand on: linked tables, questions, judged models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.findings import DataUsed, told_count
from workbench.methods.rates.disclosure import Hidden
from workbench.methods.spatial.neighbours import Neighbours
from workbench.reports.health.basis.counts import Counts, all_counted
from workbench.reports.health.basis.exposure import Exposure, exposures_of
from workbench.reports.health.basis.hiding import (
    HidingRule,
    hidden_counts,
    sexes_hidden,
    totals_told,
)
from workbench.reports.health.basis.judge import around_of, groups_told, judge
from workbench.reports.health.basis.judged import JudgedQuestion
from workbench.reports.health.basis.linkage import Linked, linked
from workbench.reports.health.basis.participants import Participants, participants
from workbench.reports.health.basis.questions import questions
from workbench.reports.health.parameters import Parameters
from workbench.store.frames import Frames
from workbench.store.people import Biomonitoring, Outcomes


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
    judged : tuple of JudgedQuestion
        Questions with their models and grades.
    neighbours : Neighbours or None
        Of all areas; None where none are known.
    rule : HidingRule
        Which counts are small, and the secret order of those that are hidden with them.
    hidden : mapping of (str, str) to Hidden
        Areas of each outcome and sex whose cases may not be shown.
    totals_hidden : mapping of (str, str) to bool
        Whether the total of each outcome and sex may not be shown.
    participants : Participants
        Results of human biomonitoring.
    """

    parameters: Parameters
    frames: Frames
    linked: Linked
    counts: Counts
    exposures: tuple[Exposure, ...]
    judged: tuple[JudgedQuestion, ...]
    neighbours: Neighbours | None
    rule: HidingRule
    hidden: Mapping[tuple[str, str], Hidden]
    totals_hidden: Mapping[tuple[str, str], bool]
    participants: Participants


def basis(frames: Frames, parameters: Parameters) -> Basis:
    """Link the tables of a country, count, and judge all questions together.

    Parameters
    ----------
    frames : Frames
        What the store gives for the country.
    parameters : Parameters
        Validated parameters of the report.

    Returns
    -------
    Basis
        Worked out stage by stage, each from those before.
    """
    together = linked(frames)
    counts = all_counted(together, parameters)
    exposures = exposures_of(together, counts.outcomes, parameters)
    asked = questions(exposures, counts.outcomes, together.covariates, parameters)
    around = around_of(together, counts.controls)
    judged = judge(asked, around, parameters)
    rule = HidingRule(
        parameters.smallest_count,
        frames.secret,
        tuple(one for one in frames.editions if one.iso3 == parameters.area),
    )
    hidden = hidden_counts(together, counts, groups_told(judged), rule)
    return Basis(
        parameters=parameters,
        frames=frames,
        linked=together,
        counts=counts,
        exposures=exposures,
        judged=tuple(judged),
        neighbours=around.neighbours,
        rule=rule,
        hidden=hidden,
        totals_hidden=sexes_hidden(hidden, totals_told(counts, rule)),
        participants=participants(frames[Biomonitoring.table]),
    )


def data_used(frames: Frames, _: Basis) -> DataUsed:
    """Give fingerprint, extent and sources of what was read; rows of people are told rounded."""
    rows, noun = frames[Outcomes.table], "outcome row"
    if rows.empty and len(frames[Biomonitoring.table]):
        rows, noun = frames[Biomonitoring.table], "biomonitoring result"
    years = rows[Outcomes.year]
    span = (int(years.min()), int(years.max())) if len(years) else None
    return DataUsed(frames.fingerprint, told_count(len(rows)), span, frames.sources, noun)
