"""What a page has to tell of an earlier edition of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.batch.page.job import Job
from workbench.findings.comparison import EditionChange, EditionPage, area_edition, since
from workbench.findings.published import RESULTS, read_results
from workbench.findings.rows import Phrase, count, row, text
from workbench.words.messages import Message

MOST_SHOWN = 7
DAY = len("2026-12-01")


@row
class PageSince(Phrase):
    """How much differs from an earlier edition."""

    day: str | None = text("day that it was made; missing where no record tells")
    n_changes: int = count("differences")
    n_more: int = count("of those, that the page does not list")


CAUSE = Message("page-change-cause", EditionChange)


@dataclass(frozen=True)
class Since:
    """What changed since an earlier edition.

    Attributes
    ----------
    day : str
        Day that it was made; empty where no record tells.
    changes : tuple of EditionChange
        All that changed, what the page begins with first.
    """

    day: str
    changes: tuple[EditionChange, ...]

    @property
    def shown(self) -> tuple[EditionChange, ...]:
        """Changes that the page lists."""
        return self.changes[:MOST_SHOWN]

    @property
    def in_short(self) -> PageSince:
        """Day of the earlier edition, and how much changed."""
        n_changes = len(self.changes)
        return PageSince(
            day=self.day or None, n_changes=n_changes, n_more=n_changes - len(self.shown)
        )

    @property
    def cause(self) -> Message[EditionChange]:
        """Message that names the cause of a change."""
        return CAUSE


def since_earlier(job: Job, stage: Path) -> Since | None:
    """Compare a job with the edition that it follows, where one is given.

    Parameters
    ----------
    job : Job
        What is made; `previous` is the folder of the earlier outputs.
    stage : Path
        Folder with its new results.

    Returns
    -------
    Since or None
        Changes of the report, of all reports of the area on the page that is made of them; None
        where no edition is given, or where it has nothing on the area.

    Raises
    ------
    ReportError
        If results of the earlier edition cannot be read.
    """
    if job.previous is None:
        return None
    before = area_edition(job.previous / job.area)
    if not before:
        return None
    if job.is_of_results:
        pages = area_edition(job.folder)
        made = [page for name, page in pages.items() if name != job.report]
    else:
        made = [EditionPage(read_results(stage / f"{job.report}{RESULTS}"), job.inputs)]
    days = [page.made[:DAY] for page in before.values() if page.made]
    changes = since(job.previous / job.area, made).typed.values()
    return Since(max(days, default=""), tuple(changes))


def earlier_files(job: Job) -> Iterator[Path]:
    """Find the results of the earlier edition that a page is compared with."""
    if job.previous is not None:
        name = f"*{RESULTS}" if job.is_of_results else f"{job.report}{RESULTS}"
        yield from sorted((job.previous / job.area).glob(name))
