"""From an executed notebook to one HTML page that a reader can open offline."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
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

from workbench.batch.page.front_matter import (
    FrontMatter,
    PageNotShown,
    PageStepFailed,
    parameter_value,
    rows_counted,
    run_times_in_words,
)
from workbench.batch.page.structure import (
    abbreviations,
    begins_section,
    figure_id,
    numbered,
    setup_cells,
    tags_of,
    with_annexes,
    with_something,
)
from workbench.errors import ReportError
from workbench.words.narrative import in_language
from workbench.words.wording import Words, words_of

TEMPLATE = "report"
KINDS = ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain")
CODE_LABELS = {"parameters": "page-parameters", "injected-parameters": "page-run-parameters"}
CSS_SPECIAL = {*"\\\"'<>&\n\r\f"}
PAPERMILL_MARKS = {"papermill-error-cell-tag"}  # its own words on a failure; the error box says it
WITH_DATA = "with-data"  # a cell that a page without data needs not
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
ANCHORS = ("finding-", "table-", "row-")  # an output can take no other place of the page
ATTRIBUTES = {"class", "colspan", "rowspan", "scope", "role", "tabindex", "title"}


@dataclass(frozen=True)
class PageHeading:
    """A heading of the page and where it is."""

    level: int
    anchor: str
    text: str


def render_html(notebook: NotebookNode, page: FrontMatter, *, templates: Path) -> str:
    """Text of the page; the same notebook, page and template give the same text.

    Parameters
    ----------
    notebook : NotebookNode
        An executed notebook; it is not changed.
    page : FrontMatter
        What stands around it.
    templates : Path
        Folder `templates` of the project.

    Returns
    -------
    str
        A whole page.

    Raises
    ------
    ReportError
        If the folder has no template for reports.
    """
    words = words_of(page.language)
    resources = {
        "page": page,
        "words": words,
        "run_times": run_times_in_words(page.run_times, words),
        "template": _fingerprint(templates.resolve()),
        "style": _style(templates.resolve()),
        "kinds": KINDS,
        "headings": [],
    }
    html, _ = _exporter(templates.resolve()).from_notebook_node(_shown(notebook, page), resources)
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
            "setup_cells": setup_cells,
            "begins_section": begins_section,
            "figure_id": figure_id,
            "numbered": numbered,
            "abbreviations": abbreviations,
            "parameter_value": _parameter_value,
            "css_text": _css_text,
            "rows_counted": rows_counted,
            "not_shown": lambda kinds: PageNotShown(kinds=", ".join(kinds)),
            "step_failed": lambda error: PageStepFailed(error=error),
        },
    )


@cache
def _style(templates: Path) -> Markup:
    """Style sheet without comments and needless spaces: it is part of every page."""
    text = (templates / TEMPLATE / "style.css").read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    return Markup(re.sub(r" ?([{};]) ?", r"\1", text).replace(";}", "}").strip())


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


def _shown(notebook: NotebookNode, page: FrontMatter) -> NotebookNode:
    """Copy a notebook in the language of its page, without papermill's cells and output folder.

    Where there are no data, cells on how data were judged are left out too.
    """
    unwanted = PAPERMILL_MARKS | ({WITH_DATA} if page.status == "no_data" else set())
    shown: NotebookNode = in_language(notebook, page.report, page.language)
    shown.cells = [cell for cell in shown.cells if not unwanted & tags_of(cell)]
    for cell in shown.cells:
        if "injected-parameters" in tags_of(cell):
            cell.source = OUTPUT_FOLDER.sub("output_folder = ...", cell.source)
    shown.cells = with_annexes(with_something(shown.cells), words_of(page.language))
    return shown


@pass_context
def _code_label(context: Context, cell: NotebookNode) -> str:
    """Words above the parameters of a page; nothing above other code."""
    label = next((CODE_LABELS[tag] for tag in sorted(tags_of(cell)) if tag in CODE_LABELS), "")
    words: Words = context["resources"]["words"]
    return words.plain(label) if label else ""


@pass_context
def _parameter_value(context: Context, value: object) -> str:
    """Write the value of a parameter in the language of the page."""
    return parameter_value(value, context["resources"]["words"])


def _css_text(text: str) -> Markup:
    """Text as a string of a style sheet, which ends neither the string nor the sheet."""
    escaped = "".join(f"\\{ord(sign):x} " if sign in CSS_SPECIAL else sign for sign in text)
    return Markup(f'"{escaped}"')


def _clean(html: str) -> Markup:
    """HTML of an output without style and script, links to elsewhere and unknown tags."""
    html = html.replace("<th></th>", "<td></td>")  # the corner of a frame heads nothing
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
    if name == "id":
        return value.startswith(ANCHORS)
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

    def __init__(self, headings: list[PageHeading], attachments: dict[str, dict[str, str]]) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False, attachments=attachments)
        self._headings = headings

    def heading(self, text: str, level: int, **attrs: Any) -> str:  # noqa: ANN401, ARG002
        """Give a heading its anchor; the notebook's title is the page's own, so not said twice."""
        plain = str(Markup(text).striptags())
        first = not self._headings
        heading = PageHeading(max(level, 2), self._anchor(plain), plain)
        if level == 1 and first:
            self._headings.append(PageHeading(1, heading.anchor, plain))
            return ""
        self._headings.append(heading)
        tag = f"h{heading.level}"
        anchor = escape(heading.anchor)
        return f'<{tag} id="{anchor}"><a class="here" href="#{anchor}">{text}</a></{tag}>\n'

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
