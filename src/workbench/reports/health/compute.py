"""Works out the health report: rates, exposures, questions, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from workbench.findings import DataUsed, LeftOut, Result, set_aside, told_count
from workbench.findings.rows import Filled, Tables
from workbench.inputs.tables import Frames
from workbench.methods.disclosure import Hidden
from workbench.methods.neighbours import Neighbours, neighbours
from workbench.methods.series import Flags
from workbench.reports.health import judge, rates
from workbench.reports.health.associations import QUESTIONS, Association, association
from workbench.reports.health.checklist import CHECKLIST, ChecklistItem, checklist
from workbench.reports.health.checks import CHECKS, checks
from workbench.reports.health.confounders import CONFOUNDERS, by_name, confounders
from workbench.reports.health.counts import Counted, counted
from workbench.reports.health.definitions import BOTH_SEXES, INTERNAL, Parameters
from workbench.reports.health.doubts import DOUBTS, doubts
from workbench.reports.health.exposure import (
    EXPOSURES,
    MG_KG,
    Exposure,
    of_covariate,
    of_soil,
    summary,
)
from workbench.reports.health.judge import Around, Judged
from workbench.reports.health.ladder import LADDER, QUARTILES, models, quarters
from workbench.reports.health.linkage import STEPS, Linked, linked
from workbench.reports.health.overview import OVERVIEW, no_question, overview
from workbench.reports.health.questions import Question, question
from workbench.reports.health.rates import AREAS, OUTCOMES, AreaRatio, OutcomeSummary
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


def compute(
    data: Frames, parameters: Parameters, origins: Mapping[str, str] | None = None
) -> Result:
    """Judge whether health outcomes of areas go with contaminants in their soil.

    Parameters
    ----------
    data : Frames
        What the store gives for the country.
    parameters : Parameters
        Validated parameters of the report.
    origins : mapping of str to str, optional
        Where the values that are not defaults come from.

    Returns
    -------
    Result
        Its tables, without a count that may not be shown, and what was left out.
    """
    together = linked(data)
    counts = _counts(together, parameters)
    exposures = _exposures(together, counts, parameters)
    asked = _questions(together, counts, exposures, parameters)
    around = _around(together, counts)
    judged = judge.judge(asked, around, parameters)
    absent = (
        "" if judged else no_question(data, together, parameters, counted=bool(counts.outcomes))
    )
    figures = overview(parameters, together, judged, around.neighbours, absent)
    return Result(
        report="health",
        area=parameters.area,
        status="ok" if counts.outcomes else "no_data",
        parameters=parameters.model_dump(),
        origins=dict(origins or {}),
        data=_data_used(data),
        tables=Tables(
            (
                OVERVIEW.filled({parameters.area: figures}),
                *_tables(together, counts, exposures, judged, parameters),
            )
        ),
        left_out=(
            *_not_on_file(together, parameters),
            *together.left_out,
            *(entry for one in counts.all for entry in _silent(one)),
            *(entry for one in exposures for entry in one.left_out),
            *_areas_left_out(asked),
            *set_aside(data.sources),
        ),
        fictional=data.fictional,
    )


def judged_questions(data: Frames, parameters: Parameters) -> list[Judged]:
    """Judge the questions of a country in full precision; nothing of it may be published.

    Parameters
    ----------
    data : Frames
        What the store gives for the country.
    parameters : Parameters
        Of the report.
    """
    together = linked(data)
    counts = _counts(together, parameters)
    asked = _questions(together, counts, _exposures(together, counts, parameters), parameters)
    return judge.judge(asked, _around(together, counts), parameters)


def _outcomes_of(together: Linked) -> list[str]:
    """Outcomes that can be counted: without people there is no rate."""
    return [] if together.population.empty else together.outcomes_on_file


def _around(together: Linked, counts: Counts) -> Around:
    """Gather what questions are judged beside."""
    regions = together.areas["parent_id"].fillna("")
    return Around(counts.controls, _neighbours(together), regions)


def _questions(
    together: Linked, counts: Counts, exposures: Sequence[Exposure], parameters: Parameters
) -> list[Question]:
    """Put each exposure to each outcome and sex."""
    names = (*parameters.demography, *parameters.confounders)
    covariates = by_name(together.covariates, names)
    return [
        question(exposure, one, covariates, parameters)
        for exposure in exposures
        for one in counts.outcomes
    ]


def _counts(together: Linked, parameters: Parameters) -> Counts:
    """Count all outcomes that are asked for, and the negative control, by sex."""
    on_file = _outcomes_of(together)
    named = parameters.outcomes or [name for name in on_file if name != parameters.negative_control]
    sexes = [BOTH_SEXES, *(SEXES if parameters.by_sex else ())]
    return Counts(
        tuple(
            counted(together, name, sex, standard=parameters.standard)
            for name in named
            if name in on_file
            for sex in sexes
        ),
        {
            sex: counted(together, parameters.negative_control, sex, standard=parameters.standard)
            for sex in sexes
            if parameters.negative_control in on_file
        },
    )


def _exposures(together: Linked, counts: Counts, parameters: Parameters) -> list[Exposure]:
    """Exposures that are asked for: substances in soil, or covariates."""
    samples, covariates = together.samples, together.covariates
    in_mg_kg = sorted(samples["substance"][samples["unit"] == MG_KG].unique())
    named = parameters.exposures or [code for code in in_mg_kg if substances.is_contaminant(code)]
    began = min((year for one in counts.outcomes for year in one.years), default=None)
    until = None if began is None else began - parameters.lag_years
    found = []
    for name in named:
        if name in in_mg_kg:
            found.append(
                of_soil(samples, name, fewest_samples=parameters.fewest_samples, until=until)
            )
        elif name in set(covariates["name"]):
            found.append(of_covariate(covariates, name))
    return found


def _neighbours(together: Linked) -> Neighbours | None:
    """Neighbours of all areas; None where none are on file."""
    if together.neighbours.empty:
        return None
    pairs = together.neighbours.itertuples(index=False, name=None)
    return neighbours(list(together.areas.index), pairs)


def _tables(
    together: Linked,
    counts: Counts,
    exposures: Sequence[Exposure],
    judged: Sequence[Judged],
    parameters: Parameters,
) -> tuple[Filled[Any], ...]:
    """Work out all tables but the overview; no count is in them that may not be shown."""
    hidden = _hidden(together, counts, judged, parameters)
    totals = rates.sexes_hidden(hidden)
    return (
        QUESTIONS.filled(_associations(judged, totals, parameters)),
        LADDER.filled(models(judged)),
        STEPS.filled(together.steps),
        CONFOUNDERS.filled(confounders(together, parameters)),
        EXPOSURES.filled({one.code: summary(one, parameters) for one in exposures}),
        OUTCOMES.filled(_outcome_rows(together, counts, totals, parameters)),
        AREAS.filled(_area_rows(together, counts, hidden, parameters)),
        QUARTILES.filled(quarters(judged)),
        CHECKS.filled(checks(judged, parameters)),
        DOUBTS.filled(doubts(together, counts.all, parameters)),
        CHECKLIST.filled(_checklist(together, counts, judged, parameters)),
    )


def _hidden(
    together: Linked, counts: Counts, judged: Sequence[Judged], parameters: Parameters
) -> dict[tuple[str, str], Hidden]:
    """Areas of each outcome and sex whose cases may not be shown."""
    anyway = rates.hidden_by_totals(_on_file(together), parameters)
    return {
        (one.outcome, one.sex): rates.hidden_areas(one, _groups(one, judged), anyway, parameters)
        for one in counts.all
    }


def _associations(
    judged: Sequence[Judged], totals: Mapping[tuple[str, str], bool], parameters: Parameters
) -> dict[str, Association]:
    """Describe the questions, without their cases where the total is hidden."""
    found = {}
    for one in judged:
        of = one.question.counted
        found[one.question.id] = association(one, parameters, hidden=totals[of.outcome, of.sex])
    return found


def _on_file(together: Linked) -> list[Counted]:
    """Count all outcomes on file, both sexes, whether they are asked for or not."""
    names = _outcomes_of(together)
    return [counted(together, name, BOTH_SEXES, standard=INTERNAL) for name in names]


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


def _outcome_rows(
    together: Linked,
    counts: Counts,
    totals: Mapping[tuple[str, str], bool],
    parameters: Parameters,
) -> dict[str, OutcomeSummary]:
    """Describe the outcomes, the negative control last."""
    roles = [*(["outcome"] * len(counts.outcomes)), *(["negative control"] * len(counts.controls))]
    return {
        f"{one.outcome}:{one.sex}": rates.outcome_row(
            one,
            together.outcomes,
            role,
            parameters,
            hidden=totals[one.outcome, one.sex],
        )
        for one, role in zip(counts.all, roles, strict=True)
    }


def _area_rows(
    together: Linked,
    counts: Counts,
    hidden: Mapping[tuple[str, str], Hidden],
    parameters: Parameters,
) -> dict[str, AreaRatio]:
    """Describe the areas, both sexes: those by sex would let counts be subtracted."""
    names = dict(
        zip(map(str, together.areas.index), together.areas["name"].fillna(""), strict=True)
    )
    made: dict[str, AreaRatio] = {}
    for one in counts.outcomes:
        if one.sex == BOTH_SEXES:
            made |= rates.area_rows(one, names, hidden[one.outcome, one.sex], parameters)
    return made


def _checklist(
    together: Linked, counts: Counts, judged: Sequence[Judged], parameters: Parameters
) -> dict[str, ChecklistItem]:
    """Fill the lists of STROBE and RECORD by what the run had."""
    outcomes = together.outcomes
    return checklist(
        {
            "prespecified": any(one.question.prespecified for one in judged),
            "models": any(not one.obstacle for one in judged),
            "control": bool(counts.controls),
            "by_sex": parameters.by_sex,
            "sources": bool(outcomes["source"].notna().any()),
            "completeness": bool(outcomes["completeness"].notna().any()),
        }
    )


def _areas_left_out(asked: Sequence[Question]) -> list[LeftOut]:
    """Areas that a question cannot use, counted by what they lack."""
    return [
        LeftOut("areas", one.label, why, count)
        for one in asked
        for why, count in one.lacking.items()
        if count
    ]


def _not_on_file(together: Linked, parameters: Parameters) -> list[LeftOut]:
    """List what was asked for by name and is not on file."""
    if together.outcomes.empty:
        return []
    known = {
        "exposure": {*together.samples["substance"], *together.covariates["name"]},
        "outcome": set(together.outcomes_on_file),
    }
    control = [parameters.negative_control] if parameters.negative_control else []
    pairs = [pair.split(":") for pair in parameters.prespecified]
    asked = [
        *(("exposure", name) for name in (*parameters.exposures, *(one for one, _ in pairs))),
        *(("outcome", name) for name in (*parameters.outcomes, *control, *(o for _, o in pairs))),
    ]
    return [
        LeftOut(
            "questions",
            f"{kind} {name}",
            f"not on file; on file are: {', '.join(sorted(known[kind]))}",
            0,
        )
        for kind, name in dict.fromkeys(asked)
        if name not in known[kind]
    ]


def _silent(one: Counted) -> list[LeftOut]:
    """Years of areas that are taken as not reported."""
    if one.sex != BOTH_SEXES:
        return []
    why = "no case was reported, though several were to be expected, or never any"
    return [
        LeftOut("outcomes", f"{one.outcome}, {area}", f"{why}: {n} years", n)
        for area, n in one.silent.items()
    ]


def _data_used(data: Frames) -> DataUsed:
    """Fingerprint, extent and sources of what was read."""
    outcomes = data["outcomes"]
    years = outcomes["year"]
    span = (int(years.min()), int(years.max())) if len(years) else None
    n_rows = told_count(len(outcomes))
    return DataUsed(data.fingerprint, n_rows, span, data.sources, "outcome row")
