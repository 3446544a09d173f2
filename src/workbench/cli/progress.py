"""Progress of a batch: one plain line a job, or on a terminal one bar with counts and time left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from workbench.batch.drive.driver import Tell, carry_out
from workbench.batch.drive.job_state import MADE_NOW, Forced, Run
from workbench.batch.page.job import FAILED, KILLED, TIMEOUT, JobResult
from workbench.findings.rows import Phrase, code, count, phrase, row, text
from workbench.words.wording import words_of


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


def follow(run: Run) -> None:
    """Carry out a run and show how far it is.

    Parameters
    ----------
    run : Run
        The run, before it begins; its standings are kept up to date.
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
    why = {job.name: run.standings[job.name].why or Forced() for job in run.todo}
    lines = [f"{name}  {words.phrase(reason)}" for name, reason in why.items()]
    lines += [f"{name}  {words.plain('not-for-a-region')}" for name in run.plan.not_made]
    n_left = len(run.standings) - len(run.todo)
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
        n_reports=len(run.standings),
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
    done = sum(standing.how == MADE_NOW for standing in run.standings.values())
    with suppress(AttributeError, OSError):  # nobody listens any more; the log has it all
        sys.stdout.write(f"{done:>{len(str(len(run.todo)))}}/{len(run.todo)}  {line(result)}\n")
        sys.stdout.flush()


@contextmanager
def _bar(run: Run) -> Iterator[Tell]:
    """Show a bar; failures stay above it."""
    from rich.progress import (  # noqa: PLC0415 - only on a terminal
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    words = words_of()

    def failures(n_failed: int) -> str:
        return words.phrase(BatchFailures(n_failed=n_failed))

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TextColumn(words.plain("batch-left")),
        TimeRemainingColumn(),
    )
    with Progress(*columns) as progress:
        task = progress.add_task(failures(0), total=len(run.todo))

        def tell(run: Run, result: JobResult) -> None:
            if not result.is_made:
                progress.console.print(line(result), markup=False, highlight=False)
            counts = run.counts()
            failed = sum(counts[status] for status in (FAILED, TIMEOUT, KILLED))
            progress.update(task, advance=1, description=failures(failed))

        yield tell
