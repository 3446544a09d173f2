"""Checks over a whole release: what a page owes its readers, and counts of people it must not show.

They read the files as they would be published, not what the reports meant to write.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from workbench.errors import ReportError
from workbench.findings import FEWEST_TOLD
from workbench.findings.published import RESULTS

PEOPLE = frozenset({"cases", "n_participants"})  # columns that count people, in any table
OF_PERSONS = re.compile("biomarker|persons")  # tables whose column `n` counts people too
KINDS_OF_PEOPLE = frozenset({"population", "biomonitoring"})  # of outcomes, rows are years
SMALLEST = "smallest_count"  # parameter of a report: counts below it are hidden
HEADINGS = frozenset({"Cases", "Participants"})
SENTENCE = re.compile(
    r"(?<![\d.,\u2212-])(?<!than )(?<!below )(?<!least )"  # a limit is no count
    r"([1-9])\s+(?:cases?|deaths?|patients?|persons?|people|participants?)\b"
)
CELL = re.compile(r"[1-9]\d*(?:\.0+)?")
POLICY = "default-src 'none'"
VOID = frozenset({"img", "br", "meta", "input", "link", "hr", "col"})


@dataclass
class PageTable:
    """A table of a page: whether it is named, its headings and its rows as texts."""

    is_named: bool = False
    headings: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


class PageReading(HTMLParser):
    """What a page holds that the checks ask for.

    Attributes
    ----------
    language, title, policy : str
        As the head says.
    headings : list of int
        Levels in their order.
    links : list of (str, bool)
        Addresses, and whether each has words.
    problems : list of ReportError
        What is wrong with single elements.
    tables : list of PageTable
        The tables.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language = self.title = self.policy = ""
        self.headings: list[int] = []
        self.links: list[tuple[str, bool]] = []
        self.problems: list[ReportError] = []
        self.tables: list[PageTable] = []
        self._ids: Counter[str] = Counter()
        self._open: list[str] = []
        self._words: list[str] = []
        self._cell: list[str] | None = None
        self._link: tuple[str, list[str]] | None = None
        self.feed(text)
        twice = [name for name, n in self._ids.items() if n > 1]
        self.problems += [ReportError(f"the id {name!r} stands twice") for name in twice]

    @cached_property
    def words(self) -> str:
        """All words of the page, without those of code."""
        return " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what an element says of itself."""
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if given.get("id"):
            self._ids[given["id"]] += 1
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given.get("content", "")
        elif re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        elif tag == "a" and "href" in given:
            self._link = (given["href"], [given.get("aria-label", "")])
        else:
            self._take(tag, given)

    def _take(self, tag: str, given: Mapping[str, str]) -> None:
        """Take pictures, and tables with their cells."""
        if tag == "img" and "alt" not in given:
            self.problems.append(ReportError("a picture has no alternative text"))
        elif tag == "img" and not given.get("src", "").startswith("data:"):
            self.problems.append(ReportError(f"a picture is fetched from {given.get('src')!r}"))
        elif tag == "table":
            self.tables.append(PageTable())
        elif self.tables and tag == "caption":
            self.tables[-1].is_named = True
        elif self.tables and tag == "tr":
            self.tables[-1].rows.append([])
        elif self.tables and tag in {"td", "th"}:
            if tag == "th" and "scope" not in given:
                self.problems.append(
                    ReportError("a heading of a table does not say what it heads (scope)")
                )
            self._cell = []

    def handle_data(self, data: str) -> None:
        """Take words."""
        if self._open and self._open[-1] in {"style", "script"}:
            return
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        elif "pre" not in self._open:
            self._words.append(data)
        if self._cell is not None:
            self._cell.append(data)
        if self._link is not None:
            self._link[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those in it that were left open."""
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag == "a" and self._link is not None:
            address, words = self._link
            self.links.append((address, bool("".join(words).strip())))
            self._link = None
        elif tag in {"td", "th"} and self._cell is not None:
            self._close_cell()

    def _close_cell(self) -> None:
        """Put a cell to its row, or to the headings of its table."""
        text = " ".join("".join(self._cell or []).split())
        table = self.tables[-1]
        if "thead" in self._open:
            table.headings.append(text)
        elif table.rows:
            table.rows[-1].append(text)
        self._cell = None


def problems_of(folder: Path) -> list[str]:
    """List all that keeps a folder from being published.

    Parameters
    ----------
    folder : Path
        The release, before anybody sees it.

    Returns
    -------
    list of str
        File and problem, one a problem; none where all is well.
    """
    found = []
    for path in sorted(folder.rglob("*.html")):
        page = PageReading(path.read_text(encoding="utf-8"))
        smallest = _smallest(path)
        wrong = (*inaccessible(page), *dead_links(page, path, folder), *shown(page, smallest))
        said = map(str, wrong)
        found += [f"{path.relative_to(folder).as_posix()}: {one}" for one in dict.fromkeys(said)]
    for path in sorted(folder.glob(f"*/*{RESULTS}")):
        content = json.loads(path.read_text(encoding="utf-8"))
        said = map(str, (*small_counts(content), *_other_tables(path, content)))
        found += [f"{path.relative_to(folder).as_posix()}: {one}" for one in said]
    return found


def inaccessible(page: PageReading) -> Iterator[ReportError]:
    """Say what keeps some readers from a page, as far as its text shows that.

    Parameters
    ----------
    page : PageReading
        The page.

    Yields
    ------
    ReportError
        A problem.
    """
    if not page.language:
        yield ReportError("the page does not say its language")
    if not page.title.strip():
        yield ReportError("the page has no title")
    if POLICY not in page.policy:
        yield ReportError("the page has no policy that keeps everything else out")
    if page.headings.count(1) != 1:
        yield ReportError(f"the page has {page.headings.count(1)} main headings, not one")
    skipped = any(new > old + 1 for old, new in zip(page.headings, page.headings[1:], strict=False))
    if skipped:
        yield ReportError("a level of headings is left out")
    if any(not table.is_named for table in page.tables if table.rows and table.headings):
        yield ReportError("a table has no caption")
    if any(not has_words for _, has_words in page.links):
        yield ReportError("a link has no words")
    yield from page.problems


def dead_links(page: PageReading, path: Path, folder: Path) -> Iterator[ReportError]:
    """Say which links of a page lead out of the release, or to nothing in it."""
    for address, _ in page.links:
        target = unquote(address.partition("#")[0])
        if re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.IGNORECASE):
            yield ReportError(f"a link leads elsewhere: {target}")
        elif target:
            file = (path.parent / target).resolve()
            if not file.is_relative_to(folder.resolve()) or not file.is_file():
                yield ReportError(f"a link leads to {target}, which is not released")


def shown(page: PageReading, smallest: int) -> Iterator[ReportError]:
    """Say which small counts of people the tables and sentences of a page show."""
    for table in page.tables:
        columns = [place for place, one in enumerate(table.headings) if one in HEADINGS]
        for cells in table.rows:
            told = [cells[place] for place in columns if place < len(cells)]
            small = [one for one in told if _is_small(one, smallest)]
            yield from (ReportError(f"a table shows a count of {one}") for one in small)
    for one in SENTENCE.findall(page.words):
        yield ReportError(f"a sentence shows a count of {one}")


def small_counts(content: Mapping[str, Any]) -> Iterator[ReportError]:
    """Say which cells of a results.json hold a small count of people.

    Parameters
    ----------
    content : mapping
        Content of the file.

    Yields
    ------
    ReportError
        Table, row and column of a cell.
    """
    smallest = _least(content)
    for name, table in content["tables"].items():
        people = people_in(name, (one["name"] for one in table["columns"]))
        for row, cells in table["rows"].items():
            for column in people:
                if _is_small(cells[column], smallest):
                    yield ReportError(
                        f"table {name}, row {row}, column {column}: a count below {smallest}"
                    )
    for one in content["left_out"]:
        if one["kind"] in KINDS_OF_PEOPLE and _is_small(one["count"], FEWEST_TOLD):
            yield ReportError(f"what was left out ({one['what']}): a count below {FEWEST_TOLD}")


def people_in(table: str, columns: Iterable[str]) -> list[str]:
    """Name the columns of a table that count people.

    Examples
    --------
    >>> people_in("areas", ["name", "cases"]), people_in("persons_above", ["n", "share"])
    (['cases'], ['n'])
    """
    also = {"n"} if OF_PERSONS.search(table) else set()
    return [name for name in columns if name in PEOPLE | also]


def _other_tables(results: Path, content: Mapping[str, Any]) -> Iterator[ReportError]:
    """Say which CSV holds other rows than results.json, as something planted would."""
    for name, table in content["tables"].items():
        path = results.parent / content["report"] / f"{name}.csv"
        if not path.is_file():
            yield ReportError(f"table {name} has no CSV")
            continue
        with path.open(encoding="utf-8", newline="") as file:
            rows = {line.pop("row").removeprefix("'"): line for line in csv.DictReader(file)}
        if list(rows) != list(table["rows"]):
            yield ReportError(f"{path.name} has other rows than the results")
            continue
        people = people_in(name, (one["name"] for one in table["columns"]))
        for row, cells in rows.items():
            if any((cells[one] == "") != (table["rows"][row][one] is None) for one in people):
                yield ReportError(
                    f"{path.name}, row {row} tells another count of people than the results"
                )


def _smallest(page: Path) -> int:
    """Count of people below which a page may show none."""
    results = page.with_name(f"{page.stem}{RESULTS}")
    return _least(json.loads(results.read_text(encoding="utf-8"))) if results.is_file() else 0


def _least(content: Mapping[str, Any]) -> int:
    """Count of people below which a report shows none."""
    given = content["parameters"].get(SMALLEST)
    return int(given["value"]) if given else FEWEST_TOLD


def _is_small(cell: object, smallest: int) -> bool:
    """Whether a cell is a count of people that may not be told."""
    if isinstance(cell, int | float):
        return 0 < cell < smallest
    return isinstance(cell, str) and bool(CELL.fullmatch(cell)) and 0 < float(cell) < smallest
