"""From an executed notebook to one HTML page that a reader can open offline."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from mistune.plugins import import_plugin
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode

from workbench.batch.job import status_words
from workbench.errors import ReportError
from workbench.findings import FEWEST_TOLD

TEMPLATE = "report"
KINDS = ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain")
CODE_LABELS = {"parameters": "Parameters", "injected-parameters": "Parameters of this run"}
PAPERMILL_MARKS = {"papermill-error-cell-tag"}  # its own words on a failure; the error box says it
OUTSIDE = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
OUTPUT_FOLDER = re.compile(r"^output_folder\s*=.*$", re.MULTILINE)
MARKDOWN_PLUGINS = ("strikethrough", "table", "task_lists", "def_list")
STYLE = re.compile(r"<(style|script)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
# fmt: off
TAGS = [
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "div", "dl",
    "dt", "em", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "pre", "s", "section", "small",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
]
# fmt: on
ATTRIBUTES = {"class", "colspan", "rowspan", "scope", "role", "tabindex", "title"}


@dataclass(frozen=True)
class Page:
    """What a page says beside its notebook.

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
    run_times : mapping of str
        All that differs between two runs on the same data, by its name for a reader.
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
    run_times: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Heading:
    """A heading of the page and where it is."""

    level: int
    anchor: str
    text: str


def render_html(notebook: NotebookNode, page: Page, *, templates: Path) -> str:
    """Text of the page; the same notebook, page and template give the same text.

    Parameters
    ----------
    notebook : NotebookNode
        An executed notebook; it is not changed.
    page : Page
        What stands around it.
    templates : Path
        Folder `templates` of the project.

    Raises
    ------
    ReportError
        If the folder has no template for reports.
    """
    resources = {
        "page": page,
        "status": status_words(page.status),
        "facts": list(_facts(page.results)),
        "measurements": _measurements(page.results.get("data") or {}),
        "commit": _commit(page.commit),
        "template": _fingerprint(templates.resolve()),
        "kinds": KINDS,
        "fewest_told": FEWEST_TOLD,
        "headings": [],
    }
    html, _ = _exporter(templates.resolve()).from_notebook_node(_shown(notebook), resources)
    return str(html)


@cache
def _exporter(templates: Path) -> HTMLExporter:
    """Make the exporter, once a process: its environment keeps the compiled templates."""
    return HTMLExporter(  # type: ignore[no-untyped-call]
        template_name=TEMPLATE,
        extra_template_basedirs=[str(templates)],
        filters={
            "prose": _prose,
            "clean": _clean,
            "code_label": _code_label,
            "parameter_value": _parameter_value,
        },
    )


@cache
def _fingerprint(templates: Path) -> str:
    """Name of the template and hash of its files."""
    files = sorted(path for path in (templates / TEMPLATE).glob("*") if path.is_file())
    if not files:
        raise ReportError(f"{templates} has no folder '{TEMPLATE}'. Give the project's templates.")
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{TEMPLATE} {digest.hexdigest()[:12]}"


def _shown(notebook: NotebookNode) -> NotebookNode:
    """Copy the notebook without papermill's own cells and without the folder it wrote to."""
    shown = deepcopy(notebook)
    shown.cells = [cell for cell in shown.cells if not PAPERMILL_MARKS & _tags(cell)]
    for cell in shown.cells:
        if "injected-parameters" in _tags(cell):
            cell.source = OUTPUT_FOLDER.sub("output_folder = ...", cell.source)
    return shown


def _tags(cell: NotebookNode) -> set[str]:
    """Tags of a cell."""
    return set(cell.metadata.get("tags", ()))


def _code_label(cell: NotebookNode) -> str:
    """Words on which a reader opens the code of a cell."""
    return next((CODE_LABELS[tag] for tag in sorted(_tags(cell)) if tag in CODE_LABELS), "Code")


def _facts(results: Mapping[str, Any]) -> Iterator[str]:
    """Say in a few words each how much the page rests on and how much it says."""
    if results.get("data"):
        yield _measurements(results["data"])
    if "findings" in results:
        yield _count(len(results["findings"]), "finding")
    if "left_out" in results:
        yield _left_out(len(results["left_out"]))


def _left_out(number: int) -> str:
    """Say whether data were left out, and for how many reasons."""
    return f"{_count(number, 'reason')} for leaving data out" if number else "nothing left out"


def _measurements(data: Mapping[str, Any]) -> str:
    """How many measurements, and of which years."""
    number, noun = data.get("n_measurements", 0), data.get("noun") or "measurement"
    count = f"fewer than {FEWEST_TOLD} {noun}s" if number is None else _count(number, noun)
    years = data.get("years")
    span = " to ".join(dict.fromkeys(map(str, years or ())))
    return f"{count}, {span}" if span else count


def _count(number: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _commit(commit: str) -> str:
    """Name the commit and say whether the checkout had been changed."""
    if not commit:
        return "not from a checkout"
    name = commit.removesuffix("-dirty")
    return f"commit {name}" + (", with changes not committed" if name != commit else "")


def _parameter_value(value: object) -> str:
    """Write the value of a parameter as an operator would."""
    if isinstance(value, list) and value:
        return ", ".join(_parameter_value(item) for item in value)
    if value is None or value in ("", []):
        return "(empty)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _clean(html: str) -> Markup:
    """HTML of an output without style and script, links to elsewhere and unknown tags."""
    cleaned = _sanitizer().sanitize_html_tags(STYLE.sub("", html))  # type: ignore[no-untyped-call]
    return Markup(cleaned)


@cache
def _sanitizer() -> SanitizeHTML:
    """Make the filter that knows which tags and attributes an output may have."""
    return SanitizeHTML(tags=TAGS, attributes=_may_stay)  # type: ignore[no-untyped-call]


def _may_stay(tag: str, name: str, value: str) -> bool:
    """Whether an attribute is kept."""
    if name == "href":
        return tag == "a" and not OUTSIDE.match(value)
    return name in ATTRIBUTES or name.startswith(("aria-", "data-"))


@pass_context
def _prose(context: Context, source: str) -> Markup:
    """HTML of Markdown; raw HTML in it is shown as text."""
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = _Prose(context["resources"]["headings"], attachments)
    plugins = [import_plugin(name) for name in MARKDOWN_PLUGINS]
    return Markup(MarkdownWithMath(renderer, plugins=plugins).render(source))


class _Prose(IPythonRenderer):
    """Markdown as HTML in which nothing leads outside of the page."""

    def __init__(self, headings: list[Heading], attachments: dict[str, dict[str, str]]) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False, attachments=attachments)
        self._headings = headings

    def heading(self, text: str, level: int, **attrs: Any) -> str:  # noqa: ANN401, ARG002
        """Give a heading its anchor; the notebook's title is the page's own, so not said twice."""
        plain = str(Markup(text).striptags())
        first = not self._headings
        heading = Heading(max(level, 2), self._anchor(plain), plain)
        if level == 1 and first:
            self._headings.append(Heading(1, heading.anchor, plain))
            return ""
        self._headings.append(heading)
        tag = f"h{heading.level}"
        return f'<{tag} id="{escape(heading.anchor)}">{text}</{tag}>\n'

    def _anchor(self, text: str) -> str:
        """Anchor as nbconvert and JupyterLab make it, with a number where it is taken."""
        anchor = quote(text.replace(" ", "-"), safe="?/:@!$&'()*+,;=")
        taken = sum(heading.text == text for heading in self._headings)
        return f"{anchor}-{taken + 1}" if taken else anchor

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Keep a link within the page or its folder; write any other address out."""
        if not OUTSIDE.match(url):
            return super().link(text, url, title)
        address = str(escape(url))
        return text if address in text else f"{text} ({address})"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Show a picture that the notebook holds; name any other."""
        if url.startswith(("data:image/", "attachment:")):
            return super().image(text, url, title)
        return f"[{escape(Markup(text).striptags())}]"
