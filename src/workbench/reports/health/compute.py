"""Works out the health report: rates, exposures, questions, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.findings import DataUsed, LeftOut, Result, Table, frame_of, set_aside, told_count
from workbench.inputs.tables import Frames
from workbench.methods.disclosure import Hidden
from workbench.methods.neighbours import Neighbours, neighbours
from workbench.methods.series import Flags
from workbench.reports.health import judge, rates, rows
from workbench.reports.health.checklist import checklist
from workbench.reports.health.checks import checks
from workbench.reports.health.columns import TITLES
from workbench.reports.health.counts import Counted, counted
from workbench.reports.health.definitions import BOTH_SEXES, INTERNAL, Parameters
from workbench.reports.health.doubts import doubts
from workbench.reports.health.exposure import UNIT, Exposure, of_covariate, of_soil
from workbench.reports.health.judge import Around, Judged
from workbench.reports.health.linkage import Linked, linked
from workbench.reports.health.questions import Question, by_name, question
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
        Its tables are those of `TITLES`, without a count that may not be shown.
    """
    together = linked(data)
    counts = _counts(together, parameters)
    exposures = _exposures(together, parameters)
    asked = _questions(together, counts, exposures, parameters)
    around = _around(together, counts)
    judged = judge.judge(asked, around, parameters)
    made = _tables(together, counts, exposures, judged, parameters)
    made["overview"] = {
        parameters.area: {
            **rows.overview(parameters, together, judged, around.neighbours),
            "no_question": "" if judged else _no_question(data, together, counts, parameters),
        }
    }
    return Result(
        report="health",
        area=parameters.area,
        status="ok" if counts.outcomes else "no_data",
        parameters=parameters.model_dump(),
        origins=dict(origins or {}),
        data=_data_used(data),
        tables={name: _table(name, made[name]) for name in TITLES},
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
    asked = _questions(together, counts, _exposures(together, parameters), parameters)
    return judge.judge(asked, _around(together, counts), parameters)


def _no_question(data: Frames, together: Linked, counts: Counts, parameters: Parameters) -> str:
    """Say what is missing for any question: the first thing that is."""
    on_file = "the store holds health outcomes by area"
    reasons = {
        "the store holds no health outcomes by area": data["outcomes"].empty,
        f"{on_file}, and not the areas": data["areas"].empty,
        f"{on_file}, and none is of an area on file": together.tables["outcomes"].empty,
        f"{on_file}, and no population of these areas": together.tables["population"].empty,
        "no outcome that was asked for is on file": not counts.outcomes,
        "no exposure that was asked for is on file": bool(parameters.exposures),
    }
    otherwise = (
        "no exposure is on file, as no soil sample of a contaminant is, and none of the covariates "
        "was named as one"
    )
    return next((why for why, holds in reasons.items() if holds), otherwise)


def _outcomes_of(together: Linked) -> list[str]:
    """Outcomes that can be counted: without people there is no rate."""
    if together.tables["population"].empty:
        return []
    return sorted(together.tables["outcomes"]["outcome"].unique())


def _around(together: Linked, counts: Counts) -> Around:
    """Gather what questions are judged beside."""
    regions = together.areas["parent_id"].fillna("")
    return Around(counts.controls, _neighbours(together), regions)


def _questions(
    together: Linked, counts: Counts, exposures: Sequence[Exposure], parameters: Parameters
) -> list[Question]:
    """Put each exposure to each outcome and sex."""
    names = (*parameters.demography, *parameters.confounders)
    covariates = by_name(together.tables["covariates"], names)
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
            counted(together.tables, name, sex, standard=parameters.standard)
            for name in named
            if name in on_file
            for sex in sexes
        ),
        {
            sex: counted(
                together.tables, parameters.negative_control, sex, standard=parameters.standard
            )
            for sex in sexes
            if parameters.negative_control in on_file
        },
    )


def _exposures(together: Linked, parameters: Parameters) -> list[Exposure]:
    """Exposures that are asked for: substances in soil, or covariates."""
    samples, covariates = together.tables["samples"], together.tables["covariates"]
    in_mg_kg = sorted(samples["substance"][samples["unit"] == UNIT].unique())
    named = parameters.exposures or [code for code in in_mg_kg if substances.is_contaminant(code)]
    found = []
    for name in named:
        if name in in_mg_kg:
            found.append(of_soil(samples, name, fewest_samples=parameters.fewest_samples))
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
) -> dict[str, dict[str, dict[str, object]]]:
    """Rows of all tables but the overview."""
    anyway = rates.hidden_by_totals(_on_file(together), parameters)
    hidden = {
        (one.outcome, one.sex): rates.hidden_areas(one, _groups(one, judged), anyway, parameters)
        for one in counts.all
    }
    totals = rates.sexes_hidden(hidden)
    return {
        "questions": {
            one.question.id: rows.question(
                one,
                parameters,
                hidden=totals[one.question.counted.outcome, one.question.counted.sex],
            )
            for one in judged
        },
        "ladder": rows.ladder(judged),
        "steps": {str(row["what"]): dict(row) for _, row in together.steps.iterrows()},
        "confounders": rows.confounders(together, parameters),
        "exposures": {one.code: rows.exposure(one, parameters) for one in exposures},
        "outcomes": _outcome_rows(together, counts, totals, parameters),
        "areas": _area_rows(together, counts, hidden, parameters),
        "quartiles": rows.quartiles(judged),
        "checks": checks(judged, parameters),
        "doubts": doubts(together, counts.all, parameters),
        "checklist": _checklist(together, counts, judged, parameters),
    }


def _on_file(together: Linked) -> list[Counted]:
    """Count all outcomes on file, both sexes, whether they are asked for or not."""
    names = _outcomes_of(together)
    return [counted(together.tables, name, BOTH_SEXES, standard=INTERNAL) for name in names]


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
) -> dict[str, dict[str, object]]:
    """Rows of the table of outcomes, the negative control last."""
    roles = [*(["outcome"] * len(counts.outcomes)), *(["negative control"] * len(counts.controls))]
    return {
        f"{one.outcome}:{one.sex}": rates.outcome_row(
            one,
            together.tables["outcomes"],
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
) -> dict[str, dict[str, object]]:
    """Rows of the table of areas, both sexes: those by sex would let counts be subtracted."""
    names = dict(
        zip(map(str, together.areas.index), together.areas["name"].fillna(""), strict=True)
    )
    made: dict[str, dict[str, object]] = {}
    for one in counts.outcomes:
        if one.sex == BOTH_SEXES:
            made |= rates.area_rows(one, names, hidden[one.outcome, one.sex], parameters)
    return made


def _checklist(
    together: Linked, counts: Counts, judged: Sequence[Judged], parameters: Parameters
) -> dict[str, dict[str, object]]:
    """Fill the lists of STROBE and RECORD by what the run had."""
    outcomes = together.tables["outcomes"]
    filled = checklist(
        {
            "prespecified": any(one.question.prespecified for one in judged),
            "models": any(not one.obstacle for one in judged),
            "control": bool(counts.controls),
            "by_sex": parameters.by_sex,
            "sources": bool(outcomes["source"].notna().any()),
            "completeness": bool(outcomes["completeness"].notna().any()),
        }
    )
    return {str(name): dict(row) for name, row in filled.iterrows()}


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
    tables = together.tables
    if tables["outcomes"].empty:
        return []
    known = {
        "exposure": {*tables["samples"]["substance"], *tables["covariates"]["name"]},
        "outcome": set(tables["outcomes"]["outcome"]),
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
    years = data["outcomes"]["year"]
    span = (int(years.min()), int(years.max())) if len(years) else None
    n_rows = told_count(len(data["outcomes"]))
    return DataUsed(data.fingerprint, n_rows, span, data.sources, "outcome row")


def _table(name: str, made: Mapping[str, Mapping[str, object]]) -> Table:
    """Table of the result under its title."""
    title, columns = TITLES[name]
    return Table(name, title, frame_of(made, columns), columns)
