"""Progress of a batch: one plain line a job, or on a terminal one bar with counts and time left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from workbench.batch.driver import Tell, carry_out
from workbench.batch.job import FAILED, KILLED, TIMEOUT, JobResult
from workbench.batch.standing import MADE_NOW, Run


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
    lines = [f"{job.name}  {run.standings[job.name].why}" for job in run.todo]
    lines += [f"{name}  not made: it is a report on one country" for name in run.plan.not_made]
    left = len(run.standings) - len(run.todo)
    return [*lines, f"{len(run.todo)} to make, {left} to leave as they are, in {run.plan.out}."]


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
    counts = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in sorted(run.counts().items()))
    not_made = "".join(f" Not made, on one country only: {name}." for name in run.plan.not_made)
    return f"{len(run.standings)} reports: {counts}.{not_made} See {run.plan.out / 'index.html'}"


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

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns) as progress:
        task = progress.add_task("0 failed", total=len(run.todo))

        def tell(run: Run, result: JobResult) -> None:
            if not result.is_made:
                progress.console.print(line(result), markup=False, highlight=False)
            counts = run.counts()
            failed = sum(counts[status] for status in (FAILED, TIMEOUT, KILLED))
            progress.update(task, advance=1, description=f"{failed} failed")

        yield tell
