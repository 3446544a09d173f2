"""A page as blocks in their order, for other forms of it: headings, text, figures, tables."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Literal

HIDDEN = frozenset({"code", "switch", "traceback"})  # classes of what a sheet of paper goes without
GRADE, TILE = "span.grade", "li.tile"  # elements that are written in a way of their own
WORDED = frozenset({"p", "li", "h1", "h2", "h3", "h4", "td", "th", "caption", "figcaption"})
VOID = frozenset({"img", "br", "meta", "input", "link", "hr", "col"})
DATA = re.compile(r"data:image/(svg\+xml|png|jpeg);base64,(.+)", re.DOTALL)
ENDINGS = {"svg+xml": "svg", "png": "png", "jpeg": "jpg"}
Kind = Literal["heading", "text", "item", "picture", "table"]


@dataclass(frozen=True)
class PageBlock:
    """A block of a page.

    Attributes
    ----------
    kind : {"heading", "text", "item", "picture", "table"}
        What it is.
    text : str
        Its words; of a picture or a table its caption.
    level : int
        Of a heading: 1 for the title.
    alt : str
        Alternative text of a picture.
    ending : str
        Kind of the file of a picture.
    data : bytes
        The file of a picture.
    is_narrow : bool
        Whether a picture takes half of the width.
    head : tuple of str
        Headings of a table.
    rows : tuple of tuple of str
        Rows of a table; the first cell names the row.
    """

    kind: Kind
    text: str
    level: int = 0
    alt: str = ""
    ending: str = ""
    data: bytes = b""
    is_narrow: bool = False
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def blocks_of(html: str) -> list[PageBlock]:
    """Read the blocks of a page: its title, and what stands in its main part.

    Parameters
    ----------
    html : str
        Text of the page.

    Returns
    -------
    list of PageBlock
        In the order of the page, without code and without what only leads elsewhere.
    """
    return _BlockReader(html).found


class _BlockReader(HTMLParser):
    """Read a page element by element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[PageBlock] = []
        self._open: list[tuple[str, bool]] = []
        self._words: list[str] = []
        self._caption = ""
        self._picture: tuple[str, str, bytes] | None = None
        self._is_narrow = False
        self._head: list[str] = []
        self._rows: list[list[str]] = []
        self.feed(html)

    @property
    def _is_in(self) -> bool:
        """Whether what comes belongs to the content."""
        tags = [tag for tag, _ in self._open]
        return ("main" in tags or tags[-1:] == ["h1"]) and not any(
            hidden for _, hidden in self._open
        )

    def _in(self, *tags: str) -> bool:
        """Whether one of some elements is open."""
        return any(tag in tags for tag, _ in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        given = {name: value or "" for name, value in attrs}
        if tag == "img" and self._is_in:
            self._take_picture(given)
        if tag in VOID:
            return
        classes = set(given.get("class", "").split())
        if tag == "figure":
            self._is_narrow = "narrow" in classes
        if tag == "span" and "grade" in classes and self._is_in:
            self._words.append(" (")
            tag = GRADE
        elif "tile" in classes:
            tag = TILE
        self._open.append((tag, bool(classes & HIDDEN) or tag in {"nav", "script", "style"}))
        if tag in WORDED and (tag != "p" or not self._in("li")):
            self._words = []
        if tag == "table":
            self._caption, self._head, self._rows = "", [], []
        elif tag == "tr":
            self._rows.append([])

    def _take_picture(self, given: dict[str, str]) -> None:
        """Keep a picture until its caption is known."""
        match = DATA.fullmatch(given.get("src", ""))
        if match:
            data = base64.b64decode(match.group(2))
            self._picture = (given.get("alt", ""), ENDINGS[match.group(1)], data)

    def handle_data(self, data: str) -> None:
        """Take words of the content."""
        if self._is_in:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Close an element; a block is what it held."""
        if tag == "span" and self._open[-1:] == [(GRADE, False)]:
            self._words.append(") ")
            self._open.pop()
            return
        if tag == "li" and TILE in {one for one, _ in self._open} and not self._in("li"):
            tag = TILE
        if not self._in(tag):
            return
        is_in = self._is_in
        text = " ".join("".join(self._words).split()).replace("( ", "(").replace(" )", ")")
        while self._open.pop()[0] != tag:
            pass
        if is_in:
            self.found += self._closed(tag, text)

    def _closed(self, tag: str, text: str) -> Iterator[PageBlock]:
        """Give the block that ends with an element; nothing where it is a part of one."""
        if re.fullmatch("h[1-4]", tag) and text:
            yield PageBlock("heading", text, level=int(tag[1]))
        elif tag in {"td", "th"}:
            (self._head if self._in("thead") else self._rows[-1]).append(text)
        elif tag in {"caption", "figcaption"}:
            self._caption = text
        elif tag == "figure" and self._picture:
            alt, ending, data = self._picture
            made = PageBlock("picture", self._caption, alt=alt, ending=ending, data=data)
            yield replace(made, is_narrow=self._is_narrow)
            self._picture, self._caption = None, ""
        elif tag == "table":
            rows = tuple(tuple(cells) for cells in self._rows if cells)
            if rows and self._head:
                yield PageBlock("table", self._caption, head=tuple(self._head), rows=rows)
        elif tag == "li" and text:
            yield PageBlock("item", text)
            self._words = []
        elif tag == "p" and text and not self._in("li", "td", "th"):
            yield PageBlock("text", text)
