"""Making reports from the command: one or many, and what is said before, meanwhile and after."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workbench.batch.drive.driver import Tell, carry_out, serial
from workbench.batch.drive.job_state import MADE_NOW, Forced, Options, Run, plan_run
from workbench.batch.drive.keys import with_inputs
from workbench.batch.drive.outputs import clean, sizes
from workbench.batch.drive.plan import CommandLine, find_file, read_plan
from workbench.batch.drive.portal import INDEX, write_portal
from workbench.batch.drive.review import (
    APPROVED,
    CHANGED,
    COMMENT,
    NOT_REVIEWED,
    REJECTED,
    Remark,
    decide,
    states,
)
from workbench.batch.page.job import FAILED, KILLED, TIMEOUT, Job, JobResult
from workbench.batch.page.parameters import choose
from workbench.batch.page.publish import being_made
from workbench.cli.report_set import checkout
from workbench.desk.parameter_listing import parameter_lines, parameters_in
from workbench.findings.rows import Phrase, code, count, flag, number, phrase, row, text
from workbench.kernels import Kernels
from workbench.kernels.client import kernels_of
from workbench.words.wording import words_of

MOST_NAMED = 10  # reports that a line of the status names
BYTES_A_MB = 1e6


@row
class BatchPlan(Phrase):
    """What a run would make."""

    n_due: int = count("reports to make")
    n_left: int = count("reports that stay as they are")
    folder: str = text("folder of the outputs")


@row
class JobCount(Phrase):
    """How many jobs came to an end."""

    outcome: str = code("outcome", "status, or what the run did instead")
    n_jobs: int = count("jobs")


@row
class BatchMade(Phrase):
    """What a run did and where its pages are."""

    n_reports: int = count("reports of the batch")
    counts: tuple[Phrase, ...] = phrase("jobs by outcome", is_list=True)
    not_made: str = text("reports that are about one country and were asked for of a region")
    index: str = text("path of the index")


@row
class BatchFailures(Phrase):
    """Jobs that have failed so far."""

    n_failed: int = count("jobs")


@row
class StatusCount(Phrase):
    """How many reports are in a state, with the names of some."""

    state: str = code("report-status", "state")
    n_reports: int = count("reports")
    names: str | None = text("names of the first ones")
    n_more: int = count("others, which are not named")


@row
class StatusSize(Phrase):
    """What the files in a folder of outputs take."""

    folder: str = text("folder of the outputs")
    total: float = number("megabytes of all", unit="MB")
    pages: float = number("megabytes of pages", unit="MB")
    tables: float = number("megabytes of tables", unit="MB")
    notebooks: float = number("megabytes of notebooks", unit="MB")


@row
class CommandRemoved(Phrase):
    """How much was removed."""

    n_removed: int = count("files and folders")


@row
class ReviewNoted(Phrase):
    """What a page is after a decision or comment on it."""

    page: str = text("area and report")
    is_comment: bool = flag("whether a comment was noted, which decides nothing")
    state: str = code("review", "whether the page is approved")


@row
class ApprovalLost(Phrase):
    """A page that is not released because it changed."""

    page: str = text("area and report")


@row
class WidgetsMissing(Phrase):
    """Libraries of the extra `desk` that are not installed."""

    names: str = text("their names")


def job_of(start: Path, of: tuple[str, str], given: Iterable[str], places: tuple[str, Path]) -> Job:
    """Choose the parameters of one job.

    Parameters
    ----------
    start : Path
        A folder in the checkout that its notebook is in.
    of : tuple of str
        Report and area.
    given : iterable of str
        Pairs `name=value` of the command line.
    places : tuple of (str, Path)
        Store, and folder of the outputs.

    Returns
    -------
    Job
        The job, without hashes.

    Raises
    ------
    ParameterError
        If there is no checkout, or if the report, the area or a parameter is unknown or does not
        fit.
    """
    project, (report, area) = checkout(start), of
    chosen = choose(project, report, area, given)
    return Job(project, report, chosen, *places, commit=project.commit())


def parameter_values(start: Path, of: tuple[str, str], given: Iterable[str]) -> list[str]:
    """List the parameters of a report with their values, and where each was set.

    Parameters
    ----------
    start : Path
        A folder in the project.
    of : tuple of str
        Report, and an area; empty: what holds for all areas.
    given : iterable of str
        Pairs `name=value` of the command line.

    Returns
    -------
    list of str
        Two lines a parameter.

    Raises
    ------
    ParameterError
        If the report, the area or a parameter is unknown or does not fit.
    """
    report, area = of
    first, *_ = parameters_in(report)
    chosen = choose(checkout(start), report, area or str(first.default), given)
    origins = dict(chosen.origins)
    if not area:
        origins.pop(first.name, None)
    return list(parameter_lines(report, dict(chosen.values), origins))


def widgets_missing(names: Iterable[str]) -> str:
    """Say which libraries of widgets are missing, and how they are installed."""
    return words_of().phrase(WidgetsMissing(names=", ".join(names)))


def made(job: Job, kernels: Kernels) -> JobResult:
    """Make one job in this process, on a forked or an ordinary kernel."""
    with kernels_of(kernels, job.project.reports.modules):
        ((_, result),) = serial(with_inputs([job]))
    return result


def planned_run(start: Path, file: Path, given: CommandLine, options: Options) -> Run:
    """Read a batch file and find what is to be made; writes nothing.

    Parameters
    ----------
    start : Path
        A folder in the checkout that the notebooks are in.
    file : Path
        The batch file, from the current folder or from that of the checkout.
    given : CommandLine
        Store, outputs and parameters of the command line.
    options : Options
        Workers, and which jobs.

    Returns
    -------
    Run
        The run, before it begins.

    Raises
    ------
    WorkbenchError
        If the file, the store, a parameter or the number of workers is wrong.
    """
    project = checkout(start)
    return plan_run(read_plan(project, find_file(project.folder, file), given), options)


def indexed(out: Path, start: Path) -> Path:
    """Write the index of a folder of reports, with the template of the checkout around `start`."""
    return write_portal(out, checkout(start).templates)


def reviewed(out: Path, of: tuple[str, str], said: Remark, start: Path) -> list[str]:
    """Note what somebody says of a page; the portal that lists it is written anew.

    The checkout is looked for before anything is noted, where there is a portal.
    """
    has_portal = (out / INDEX).is_file()
    templates = checkout(start).templates if has_portal else None
    noted = decide(out, of, said)
    state = states(out).get((noted.area, noted.report), NOT_REVIEWED)
    page = f"{noted.area} {noted.report}"
    is_comment = noted.decision == COMMENT
    told = [words_of().phrase(ReviewNoted(page=page, is_comment=is_comment, state=state))]
    return [*told, str(write_portal(out, templates))] if templates else told


def approvals_lost(out: Path) -> list[str]:
    """Name each page that is not released because it changed after it was reviewed."""
    lost = [f"{area} {report}" for (area, report), state in states(out).items() if state == CHANGED]
    return [words_of().phrase(ApprovalLost(page=page)) for page in lost]


def cleaned(out: Path, *, everything: bool, older_than_days: float) -> list[str]:
    """Remove what is left in a folder of outputs; names it, and counts it."""
    names = clean(out, everything=everything, older_than_days=older_than_days)
    return [*names, words_of().phrase(CommandRemoved(n_removed=len(names)))]


def status(run: Run) -> list[str]:
    """Say of the reports of a batch what is due, being made, failed and approved, with sizes.

    Parameters
    ----------
    run : Run
        The batch as `planned_run` found it.

    Returns
    -------
    list of str
        A line a state that some report is in, and a last one with what the files take.
    """
    out = run.plan.out
    reviews = states(out)
    jobs = [state.job for state in run.states.values()]
    by_state = {
        "due": [job.name for job in run.todo],
        "being-made": [job.name for job in being_made(jobs)],
        "failed": [f"{result.report} {result.area}" for result in run.failed],
        **{
            state: [job.name for job in jobs if reviews.get((job.area, job.report)) == state]
            for state in (APPROVED, REJECTED, CHANGED)
        },
    }
    counts = [
        StatusCount(
            state=state,
            n_reports=len(names),
            names=", ".join(names[:MOST_NAMED]) or None,
            n_more=max(len(names) - MOST_NAMED, 0),
        )
        for state, names in by_state.items()
    ]
    taken = {name: n_bytes / BYTES_A_MB for name, n_bytes in sizes(out).items()}
    other = taken.pop("other")
    size = StatusSize(folder=str(out), total=sum(taken.values()) + other, **taken)
    return [words_of().phrase(one) for one in (*counts, size)]


def follow(run: Run) -> None:
    """Carry out a run and show how far it is.

    Parameters
    ----------
    run : Run
        The run, before it begins; its states are kept up to date.
    """
    if sys.stdout and sys.stdout.isatty() and run.todo:
        with _bar(run) as tell:
            carry_out(run, tell)
    else:
        carry_out(run, _line)


def planned(run: Run) -> list[str]:
    """List what a run would make, with the reason of each, and what it would leave.

    Parameters
    ----------
    run : Run
        The run, before it begins.

    Returns
    -------
    list of str
        One line a report that would be made, and a last one with the counts.
    """
    words = words_of()
    why = {job.name: run.states[job.name].reason or Forced() for job in run.todo}
    lines = [f"{name}  {words.phrase(reason)}" for name, reason in why.items()]
    lines += [f"{name}  {words.plain('not-for-a-region')}" for name in run.plan.not_made]
    n_left = len(run.states) - len(run.todo)
    plan = BatchPlan(n_due=len(run.todo), n_left=n_left, folder=str(run.plan.out))
    return [*lines, words.phrase(plan)]


def summary(run: Run) -> str:
    """Say in one line what a run did and where its pages are.

    Parameters
    ----------
    run : Run
        A run that is over.

    Returns
    -------
    str
        Counts by status and the index.
    """
    counts = [JobCount(outcome=name, n_jobs=n) for name, n in sorted(run.counts().items())]
    made = BatchMade(
        n_reports=len(run.states),
        counts=tuple(counts),
        not_made=", ".join(run.plan.not_made),
        index=str(run.plan.out / "index.html"),
    )
    return words_of().phrase(made)


def line(result: JobResult) -> str:
    """Say in one line what became of a job."""
    what = f"{result.report} {result.area}  {result.status}  {result.duration_s:.1f} s"
    return f"{what}  {result.error.message}" if result.error else what


def _line(run: Run, result: JobResult) -> None:
    """Print a plain line."""
    done = sum(state.outcome == MADE_NOW for state in run.states.values())
    with suppress(AttributeError, OSError):  # nobody listens any more; the log has it all
        sys.stdout.write(f"{done:>{len(str(len(run.todo)))}}/{len(run.todo)}  {line(result)}\n")
        sys.stdout.flush()


@contextmanager
def _bar(run: Run) -> Iterator[Tell]:
    """Show a bar; failures stay above it."""
    from rich import progress as bars  # noqa: PLC0415 - only on a terminal

    words = words_of()

    def failures(n_failed: int) -> str:
        return words.phrase(BatchFailures(n_failed=n_failed))

    columns = (
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("{task.description}"),
        bars.TextColumn(words.plain("batch-left")),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns) as progress:
        task = progress.add_task(failures(0), total=len(run.todo))

        def tell(run: Run, result: JobResult) -> None:
            if not result.is_made:
                progress.console.print(line(result), markup=False, highlight=False)
            counts = run.counts()
            failed = sum(counts[status] for status in (FAILED, TIMEOUT, KILLED))
            progress.update(task, advance=1, description=failures(failed))

        yield tell
