"""A batch file: which reports of which areas, with which exceptions and limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workbench.batch.drive.keys import with_inputs
from workbench.batch.page.job import Job, Limits
from workbench.batch.page.parameters import choose
from workbench.batch.page.project import Project
from workbench.errors import ParameterError, VocabularyError, WorkbenchError
from workbench.vocabulary.places import REGION_NAMES, WORLD, members, place_name
from workbench.vocabulary.yaml_text import read_yaml

ALL, WITH_DATA, REGION = "all", "with-data", "region:"
MOST_ERRORS = 20


class LimitsGiven(BaseModel):
    """Limits of a batch file; see `Limits`."""

    model_config = ConfigDict(extra="forbid")
    cell_timeout_s: int = Field(default=Limits.cell_timeout_s, ge=1, le=86_400)
    report_timeout_s: int = Field(default=Limits.report_timeout_s, ge=1, le=86_400)
    memory_mb: int = Field(default=Limits.memory_mb, ge=256)
    retries: int = Field(default=Limits.retries, ge=0, le=5)


class Override(BaseModel):
    """Parameters of some of the reports of a batch."""

    model_config = ConfigDict(extra="forbid")
    set: dict[str, Any]
    areas: list[str] = []
    reports: list[str] = []


class BatchFile(BaseModel):
    """What a batch file may hold."""

    model_config = ConfigDict(extra="forbid")
    reports: list[str] = Field(min_length=1)
    areas: list[str] = Field(min_length=1)
    overrides: list[Override] = []
    limits: LimitsGiven = LimitsGiven()


@dataclass(frozen=True)
class JobPlan:
    """All jobs of a batch, validated; `name` is that of its file.

    `not_made` names the reports on one country that the file asks for of a region.
    """

    name: str
    file: Path
    jobs: tuple[Job, ...]
    store: str
    out: Path
    not_made: tuple[str, ...] = ()


@dataclass(frozen=True)
class CommandLine:
    """What the command line says: store, outputs, parameters for all and the edition before."""

    store: str = "example"
    out: Path | None = None
    parameters: tuple[str, ...] = ()
    previous: Path | None = None


def find_file(folder: Path, file: Path) -> Path:
    """Find a batch file from the current folder, or else from the project.

    Parameters
    ----------
    folder, file : Path
        Folder of the project, and what was given.

    Returns
    -------
    Path
        The file, which may be missing.
    """
    return folder / file if not file.exists() and (folder / file).exists() else file


def read_plan(project: Project, file: Path, given: CommandLine) -> JobPlan:
    """Read a batch file and choose the parameters of each of its jobs.

    Parameters
    ----------
    project : Project
        Where its notebooks are.
    file : Path
        The batch file.
    given : CommandLine
        Store, outputs and parameters of the command line.

    Returns
    -------
    JobPlan
        Its jobs, by area and report.

    Raises
    ------
    ParameterError
        If anything in it is wrong; all that is wrong is listed, with file and key.
    StoreError
        If there is no such store.
    """
    batch = _validated(file)
    if given.previous is not None and not given.previous.is_dir():
        raise ParameterError(
            f"--previous {given.previous} is no folder. Give the folder that an earlier batch "
            "wrote to."
        )
    areas = _whole(file, batch, project, given.store)
    out = given.out or project.folder / "outputs" / file.stem
    limits = Limits(**batch.limits.model_dump())
    commit = project.commit()
    jobs, wrong, not_made = [], [], []
    for area in areas:
        for report in dict.fromkeys(batch.reports):
            if not project.reports.can_be_about(report, area):
                not_made.append(f"{area}/{report}")
                continue
            layers = _layers(file, batch, report, area)
            try:
                chosen = choose(project, report, area, given.parameters, layers)
            except WorkbenchError as error:
                wrong.append(str(error))
                continue
            job = Job(project, report, chosen, given.store, out, commit=commit, limits=limits)
            jobs.append(replace(job, previous=given.previous))
    if wrong:
        raise ParameterError(_all_of(wrong))
    return JobPlan(
        file.stem, file, tuple(with_inputs(_beside(jobs))), given.store, out, tuple(not_made)
    )


def _beside(jobs: list[Job]) -> list[Job]:
    """Tell each job which other pages are made of its area, the page of the area first."""
    pages: dict[str, list[Job]] = {}
    for job in sorted(jobs, key=lambda job: not job.is_of_results):
        pages.setdefault(job.area, []).append(job)
    return [
        replace(job, beside=tuple((one.report, one.page) for one in pages[job.area]))
        for job in jobs
    ]


def _whole(file: Path, batch: BatchFile, project: Project, store: str) -> list[str]:
    """Areas of a batch file, once its reports, areas and overrides are all known to exist."""
    wrong: list[str] = []
    for report in batch.reports:
        try:
            project.notebook_of(report)
        except ParameterError as error:
            wrong.append(f"{file.name}, reports: {error}")
    found: dict[str, None] = {}
    for word in batch.areas:
        try:
            found |= dict.fromkeys(_areas_of(word, project, store))
        except (ParameterError, VocabularyError) as error:
            wrong.append(f"{file.name}, areas: {error}")
    if not wrong and not found:
        wrong.append(f"{file.name}, areas: {', '.join(batch.areas)} gives none with {store}.")
    wrong += _idle_overrides(file, batch, set(found))
    if wrong:
        raise ParameterError(_all_of(wrong))
    return list(found)


def _validated(file: Path) -> BatchFile:
    """Content of a batch file."""
    content = read_yaml(file)
    if not isinstance(content, dict):
        raise ParameterError(f"{file.name}: give `reports:` and `areas:`, each with a list.")
    try:
        return BatchFile(**content)
    except ValidationError as error:
        raise ParameterError(_all_of([_explained(file, each) for each in error.errors()])) from None


def _explained(file: Path, error: Any) -> str:  # noqa: ANN401 - as pydantic gives it
    """Say which key of the file is wrong, and what would be right."""
    key = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{file.name}: unknown key {key}."
    if error["type"] == "missing":
        return f"{file.name}: {key} is missing."
    return f"{file.name}: {key} is {error['input']!r}. {error['msg']}."


def _areas_of(word: str, project: Project, store: str) -> tuple[str, ...]:
    """Areas that a word of a batch file stands for."""
    if word == ALL:
        return members(WORLD)
    if word == WITH_DATA:
        return project.reports.areas(store)
    if word.startswith(REGION):
        return members(_region(word.removeprefix(REGION).strip()))
    place_name(word)
    return (word,)


def _region(name: str) -> str:
    """Code of a region by its name."""
    codes = {text.casefold(): code for code, text in REGION_NAMES.items()}
    known = codes.get(name.casefold(), name)
    if known not in REGION_NAMES:
        names = ", ".join(REGION_NAMES.values())
        raise ParameterError(f"Unknown region {name!r}. Known are: {names}.")
    return known


def _idle_overrides(file: Path, batch: BatchFile, areas: set[str]) -> list[str]:
    """Name the overrides that touch nothing: what they name is not made by the batch."""
    strange = {
        number: sorted({*override.areas} - areas) + sorted({*override.reports} - {*batch.reports})
        for number, override in enumerate(batch.overrides, start=1)
    }
    return [
        str(
            ParameterError(
                f"{file.name}, overrides {number}: {', '.join(names)} is not in this batch."
            )
        )
        for number, names in strange.items()
        if names
    ]


def _layers(
    file: Path, batch: BatchFile, report: str, area: str
) -> list[tuple[str, dict[str, Any]]]:
    """Parameters that the overrides of a batch set for a job, with their origin."""
    return [
        (f"{file.name}, overrides {number}", override.set)
        for number, override in enumerate(batch.overrides, start=1)
        if area in (override.areas or [area]) and report in (override.reports or [report])
    ]


def _all_of(messages: list[str]) -> str:
    """One message of many, each once."""
    once = list(dict.fromkeys(messages))
    more = f"\nand {len(once) - MOST_ERRORS} more" if len(once) > MOST_ERRORS else ""
    return "\n".join(once[:MOST_ERRORS]) + more
