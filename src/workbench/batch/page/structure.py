"""Structure of a page: its annexes, and the numbers and links of its tables and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from markupsafe import Markup
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from workbench.findings.rows import Phrase, count, row
from workbench.words.messages import ENGLISH, entries
from workbench.words.wording import Words

SECTION = re.compile(r"^## ", re.MULTILINE)
HEADING = re.compile(r"(#+) ")
ANNEX = "annex"  # tag of a section, or of the cell of a figure, that a reader needs last
MAIN = "main"  # tag of the cell of a table that a reader needs first; all others are last
MOVED = "moved"  # tag of what stands in place of cells that are in the annex
FIGURE = re.compile(r"\bpage\.figures\.(\w+)")
TABLE_ID = re.compile(r'id="(table-[\w.-]+)"')
PLACE = re.compile(
    r'<figure id="(?P<figure>[\w.-]+)"|<figcaption(?P<more>[^>]*)>|\bid="(?P<table>table-[\w.-]+)"'
    r'|<caption>| id="(?P<row>row-[\w.-]+)"'
)
EVIDENCE = re.compile(r'<a class="evidence" href="#(row-([\w.]+)-\d+|[\w.-]+)">[^<]*</a>')
NO_LINKS = re.compile(r'<p class="moved">[^<]*</p>')
MARKUP = re.compile(r"<(style|pre)\b.*?</\1\s*>|<[^>]*>", re.DOTALL)
ABBREVIATION = "abbreviation-"


@row
class PageTableNumber(Phrase):
    """Number of a table."""

    number: int = count("its place among the tables of the page")


@row
class PageFigureNumber(Phrase):
    """Number of a figure."""

    number: int = count("its place among the figures of the page")


def tags_of(cell: NotebookNode) -> set[str]:
    """Tags of a cell."""
    return set(cell.metadata.get("tags", ()))


def with_something(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Leave out sections whose cells all ran and show nothing, with their headings and prose."""
    parts: list[list[NotebookNode]] = []
    for cell in cells:
        if not parts or (cell.cell_type == "markdown" and HEADING.match(cell.source)):
            parts.append([])
        parts[-1].append(cell)
    kept: list[list[NotebookNode]] = []
    below = 0  # depth of the heading that follows, where its section is kept
    for part in reversed(parts):
        heading = HEADING.match(part[0].source) if part[0].cell_type == "markdown" else None
        depth = len(heading.group(1)) if heading else 1
        if depth < below or not _shows_nothing(part):
            kept.append(part)
            below = depth
    return [cell for part in reversed(kept) for cell in part]


def _shows_nothing(part: list[NotebookNode]) -> bool:
    """Whether a section has outputs, and all of them are blank."""
    outputs = [one for cell in part if cell.cell_type == "code" for one in cell.outputs]
    return bool(outputs) and all(_is_blank(one) for one in outputs)


def _is_blank(output: NotebookNode) -> bool:
    """Whether an output is HTML without a word or a picture."""
    data = output.get("data", {})
    return "text/html" in data and not "".join(data["text/html"]).strip()


def setup_cells(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Cells of code that come before the first section and show nothing; a reader needs them last.

    A page without sections has none, so that its cells keep their order.
    """
    first = next((place for place, cell in enumerate(cells) if begins_section(cell)), 0)
    return [cell for cell in cells[:first] if cell.cell_type == "code" and not cell.outputs]


def begins_section(cell: NotebookNode) -> bool:
    """Tell whether a cell has the heading of a section.

    Parameters
    ----------
    cell : NotebookNode

    Returns
    -------
    bool
    """
    return cell.cell_type == "markdown" and SECTION.search(cell.source) is not None


def with_annexes(cells: list[NotebookNode], words: Words) -> list[NotebookNode]:
    """Put cells and sections that a reader needs last behind all others.

    Parameters
    ----------
    cells : list of NotebookNode
        Executed cells in the order of the notebook.
    words : Words
        Words of the page.

    Returns
    -------
    list of NotebookNode
        Sections, each with links to what stands in the annex; then tables and figures of the annex
        by section, and the sections that are annexes as a whole.
    """
    body: list[NotebookNode] = []
    tables: list[NotebookNode] = []
    annexes: list[NotebookNode] = []
    for part in _sections(cells):
        if ANNEX in tags_of(part[0]):
            annexes += part
            continue
        last = [cell for cell in part if _is_last(cell)]
        body += [cell for cell in part if cell not in last]
        linked = [name for cell in last for name in _shown_in(cell)]
        if linked:
            heading = part[0].source.partition("\n")[0]
            body.append(_markdown("", MOVED, linked))
            tables.append(_markdown(f"#{heading}", ANNEX))
        tables += last
    if tables:
        tables.insert(0, _markdown(f"## {words.plain('page-annex-tables')}", ANNEX))
    return [*body, *tables, *annexes]


def _is_last(cell: NotebookNode) -> bool:
    """Whether a cell belongs in the annex: a table unless it is a main one, a figure by its tag."""
    shows_table = any(one.startswith("table-") for one in _shown_in(cell))
    return ANNEX in tags_of(cell) or (shows_table and MAIN not in tags_of(cell))


def _sections(cells: list[NotebookNode]) -> Iterator[list[NotebookNode]]:
    """Split cells at the headings of sections."""
    part: list[NotebookNode] = []
    for cell in cells:
        if part and cell.cell_type == "markdown" and SECTION.match(cell.source):
            yield part
            part = []
        part.append(cell)
    if part:
        yield part


def _markdown(source: str, tag: str, linked: list[str] | None = None) -> NotebookNode:
    """Cell of prose with a tag."""
    metadata = {"tags": [tag], "linked": linked or []}
    cell: NotebookNode = new_markdown_cell(source, metadata=metadata)  # type: ignore[no-untyped-call]
    return cell


def _shown_in(cell: NotebookNode) -> list[str]:
    """Ids of the tables and of the figure that a cell shows."""
    found: list[str] = []
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        found += TABLE_ID.findall("".join(data.get("text/html", "")))
        found += [figure_id(cell)] if any(kind.startswith("image/") for kind in data) else []
    return found


def figure_id(cell: NotebookNode) -> str:
    """Name the place of the figure of a cell."""
    named = FIGURE.search(cell.source)
    return f"figure-{named.group(1) if named else 'unnamed'}"


def numbered(html: str, report: str, words: Words) -> Markup:
    """Give tables and figures numbers in the order of the page, and lead sentences to them.

    Parameters
    ----------
    html : str
        Content of a page.
    report : str
        Name of the report: what the page does not show is in its files.
    words : Words
        Words of the page.

    Returns
    -------
    Markup
        The same with numbers that link to themselves. A sentence leads to the row that it quotes,
        to the table where that row is not shown, and to its file where the table is not.
    """
    names: dict[str, str] = {}
    rows: set[str] = set()
    place = ""
    counts = dict.fromkeys((PageTableNumber, PageFigureNumber), 0)

    def named(kind: type[PageTableNumber | PageFigureNumber], begins: str) -> str:
        nonlocal place
        counts[kind] += 1
        name = words.phrase(kind(number=counts[kind]))
        own, place = place, ""
        if not own.startswith(begins):
            return f"{name}. "
        names[own] = name
        return f'<a class="here" href="#{own}">{name}</a>. '

    def given(found: re.Match[str]) -> str:
        nonlocal place
        text = found.group()
        if found["row"]:
            is_new = found["row"] not in rows
            rows.add(found["row"])
            return text if is_new else ""
        if found["figure"] or found["table"]:
            wanted = found["figure"] or found["table"]
            place = f"{wanted}-{len(names)}" if wanted in names else wanted
            return text.replace(wanted, place)
        if text == "<caption>":
            return f"{text}{named(PageTableNumber, 'table-')}"
        return f"{text}{named(PageFigureNumber, 'figure-')}"

    def led(found: re.Match[str]) -> str:
        target, table = found.group(1), found.group(2)
        whole = f"table-{table}" if table else target
        if whole not in names:
            file = f"{report}/{table}.csv"
            return f'<a class="evidence" href="{file}">{table}.csv</a>' if table else ""
        href = target if target in rows or not table else whole
        return f'<a class="evidence" href="#{href}">{names[whole]}</a>'

    return Markup(NO_LINKS.sub("", EVIDENCE.sub(led, PLACE.sub(given, html))))


def abbreviations(html: str, words: Words) -> list[tuple[str, str]]:
    """Find the abbreviations that a page uses, with what they stand for, by letter."""
    words_used = {*re.findall(r"[^\W_]+", unescape(MARKUP.sub(" ", html)))}
    known = (
        name.removeprefix(ABBREVIATION)
        for name in entries(ENGLISH)
        if name.startswith(ABBREVIATION)
    )
    return [
        (one, words.plain(f"{ABBREVIATION}{one}"))
        for one in sorted(known, key=str.casefold)
        if {one, f"{one}s"} & words_used
    ]
