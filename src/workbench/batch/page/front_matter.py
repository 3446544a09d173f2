"""Front matter of a report's page: what it is based on, and where it comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from workbench.batch.page.publisher import Publisher
from workbench.batch.page.since import Since
from workbench.findings import FEWEST_TOLD
from workbench.findings.rows import Phrase, code, count, flag, number, row, text, year
from workbench.words.messages import ENGLISH, Message
from workbench.words.wording import Words

MEASUREMENT = "measurement"
REVIEW = re.compile(r'(<span[^>]* id="review"[^>]*>)[^<]*')
MOST_OWNERS = 4  # on the cover; the foot of the page has all


@row
class PageAbout(Phrase):
    """Title of a page, its area and what became of it."""

    title: str = text("title")
    area_name: str | None = text("name of the area; missing where the title has it")
    area: str = text("code of the area")
    status: str = code("status", "what became of the report")


@row
class PageData(Phrase):
    """Data that a page is based on."""

    noun: str = code("noun", "what is counted")
    n_rows: int | None = count("rows; missing where that may not be published")
    fewest: int = count("number below which counts of people are not published")
    first_year: int | None = year("first year", default=None)
    last_year: int | None = year("last year, where it is another", default=None)


@row
class PageCount(Phrase):
    """Rows of a file."""

    n_rows: int | None = count("rows; missing where that may not be published")
    fewest: int = count("number below which counts of people are not published")


@row
class PageFindings(Phrase):
    """Findings of a page."""

    n_findings: int = count("findings")


@row
class PageExcluded(Phrase):
    """Whether data were excluded."""

    n_reasons: int = count("reasons for which data were excluded")


@row
class PageEdition(Phrase):
    """Edition of a page."""

    date: str = text("day on which it was made")


@row
class PageApproved(Phrase):
    """Who approved a page, and when."""

    by: str = text("who approved it")
    date: str = text("day on which it was approved")


@row
class PageRunningHead(Phrase):
    """What the head of each sheet says."""

    area: str = text("name of the area")
    title: str = text("title")


@row
class PageOwners(Phrase):
    """Whose data a page is based on."""

    owners: str = text("the first of them")
    n_more: int = count("owners that are not named")


@row
class PageCitation(Phrase):
    """How to cite a page whose publisher does not say how."""

    publisher: str | None = text("who publishes it; missing where nobody is named")
    title: str = text("title")
    area: str = text("name of the area")
    date: str | None = text("day on which it was made; missing where that is not known")


@row
class PageCommit(Phrase):
    """Version of the code."""

    commit: str | None = text("commit; missing outside of a checkout")
    is_changed: bool = flag("whether the checkout had changes that are not committed")


@row
class PageProblem(Phrase):
    """Why a report was not made."""

    problem: str = text("the reason")


@row
class PageStepFailed(Phrase):
    """An error of a cell."""

    error: str = text("class of the error")


@row
class PageNotShown(Phrase):
    """An output that a page cannot show."""

    kinds: str = text("its media types")


@row
class RunTimes:
    """All that differs between two runs on the same data."""

    started: str = text("when the report was started, in UTC")
    duration_s: float = number("wall time", unit="s")
    peak_memory_mb: float = number("most memory that the kernel held", unit="MiB")


DURATION = Message("page-seconds", RunTimes)
MEMORY = Message("page-mebibytes", RunTimes)


@dataclass(frozen=True)
class FrontMatter:
    """What a page says around its notebook.

    Attributes
    ----------
    title : str
        Heading of the page.
    report, area, area_name : str
        Name of the report, code of the area and its name for a reader.
    status : str
        `ok`, `no_data` or the status of a job that failed.
    problem : str
        Why the report was not made; empty where it was.
    fictional : bool
        Whether the data are the example's; the page then says so, on paper on every sheet.
    results : mapping
        Content of results.json; empty where there is none.
    commit : str
        As `git describe --always --dirty` gives it; empty outside of a checkout.
    beside : tuple of (str, str)
        Reports of the same area, each with its page; it is one of them.
    run_times : RunTimes or None
        All that differs between two runs on the same data.
    since : Since or None
        What changed since the edition before; None where none is known.
    language : str
        Code of the language of the page.
    publisher : Publisher or None
        Who publishes it; None where nobody is named.
    """

    title: str
    report: str
    area: str
    area_name: str
    status: str
    problem: str = ""
    fictional: bool = False
    results: Mapping[str, Any] = field(default_factory=dict)
    commit: str = ""
    beside: tuple[tuple[str, str], ...] = ()
    run_times: RunTimes | None = None
    since: Since | None = None
    language: str = ENGLISH
    publisher: Publisher | None = None

    @property
    def is_named(self) -> bool:
        """Whether the title names the area."""
        return self.area_name in self.title

    @property
    def about(self) -> PageAbout:
        """Title, area and status."""
        name = None if self.is_named else self.area_name
        return PageAbout(title=self.title, area_name=name, area=self.area, status=self.status)

    @property
    def data(self) -> PageData:
        """How much data it is based on."""
        data = self.results.get("data") or {}
        years = dict.fromkeys(data.get("years") or ())
        first, last = (*years, None, None)[:2]
        return PageData(
            noun=data.get("noun") or MEASUREMENT,
            n_rows=data.get("n_measurements", 0),
            fewest=FEWEST_TOLD,
            first_year=first,
            last_year=last,
        )

    @property
    def facts(self) -> Iterator[Phrase]:
        """How much data it is based on, and how much it says."""
        if self.results.get("data"):
            yield self.data
        if "findings" in self.results:
            yield PageFindings(n_findings=len(self.results["findings"]))
        if "left_out" in self.results:
            yield PageExcluded(n_reasons=len(self.results["left_out"]))

    @property
    def date(self) -> str:
        """Day on which it was made; empty where that is not known."""
        return self.run_times.started.partition("T")[0] if self.run_times else ""

    @property
    def edition(self) -> PageEdition:
        """Edition, by the day."""
        return PageEdition(date=self.date)

    @property
    def running_head(self) -> PageRunningHead:
        """What the head of each sheet says."""
        return PageRunningHead(area=self.area_name, title=self.title)

    @property
    def owners(self) -> PageOwners | None:
        """Whose data it is based on; None where no source names anybody."""
        sources = (self.results.get("data") or {}).get("sources") or ()
        named = [*dict.fromkeys(one["owner"] for one in sources if one.get("owner"))]
        if not named:
            return None
        shown = named[:MOST_OWNERS]
        return PageOwners(owners=", ".join(shown), n_more=len(named) - len(shown))

    @property
    def own_citation(self) -> str:
        """How its publisher wants it cited; empty where that is not said."""
        if self.publisher is None:
            return ""
        return self.publisher.cited(self.title, self.area_name, self.date)

    @property
    def citation(self) -> PageCitation:
        """How to cite it where the publisher does not say how."""
        name = self.publisher.name if self.publisher else None
        area = self.area if self.is_named else self.area_name
        date = self.date or None
        return PageCitation(publisher=name, title=self.title, area=area, date=date)

    @property
    def failure(self) -> PageProblem:
        """Why it was not made."""
        return PageProblem(problem=self.problem)

    @property
    def version(self) -> PageCommit:
        """Version of the code, and whether the checkout had been changed."""
        name = self.commit.removesuffix("-dirty")
        return PageCommit(commit=name or None, is_changed=name != self.commit)


def as_approved(html: str, by: str, date: str, words: Words) -> str:
    """Page with the mark of who approved it, in place of the mark that nobody did.

    Parameters
    ----------
    html : str
        A whole page.
    by, date : str
        Who approved it, and the day.
    words : Words
        Words of the page.

    Returns
    -------
    str
        The page; the same where it has no such mark.
    """
    mark = escape(words.phrase(PageApproved(by=by, date=date)))
    return REVIEW.sub(lambda found: f"{found.group(1)}{mark}", html)


def rows_counted(number_of_rows: int | None) -> PageCount:
    """Count of rows, None where it may not be published."""
    return PageCount(n_rows=number_of_rows, fewest=FEWEST_TOLD)


def run_times_in_words(times: RunTimes | None, words: Words) -> list[tuple[str, str]]:
    """Name and value of all that differs between two runs."""
    if times is None:
        return []
    told = (
        ("page-started", times.started),
        ("page-duration", words.sentence(DURATION, times).text),
        ("page-peak-memory", words.sentence(MEMORY, times).text),
    )
    return [(words.plain(name), value) for name, value in told]


def parameter_value(value: object, words: Words) -> str:
    """Write the value of a parameter as an operator would."""
    if isinstance(value, list) and value:
        return ", ".join(parameter_value(item, words) for item in value)
    if value is None or value in ("", []):
        return words.plain("page-empty")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
