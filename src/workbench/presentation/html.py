"""What the cells of a report give back: prose, sentences, pictures, tables; all text escaped."""

from __future__ import annotations

import io
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, TypedDict, Unpack

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from workbench.errors import ReportError

NOTHING = "None."
NO_VALUE = "no value"
WIDTHS = ((12, " wide widest"), (8, " wide"))  # columns from which a table is set smaller on paper
LONG_FROM = 40  # characters from which a cell is a sentence
LONGEST_WORD = 18  # characters; only what is longer, as an address, is broken within on paper
NUMBER, LONG, BREAKABLE = "number", "long", "breakable"  # kinds of columns
HEAD, LONG_HEAD = '<th scope="col">', '<th scope="col" class="long">'
NOT_IN_ANCHORS = re.compile(r"[^A-Za-z0-9_.]+")
DEPTHS = re.compile(r"[\d.,]+-[\d.,]+[ \xa0]cm")  # which a browser would break at the hyphen
BLANK_LINE = re.compile(r"\n\s*\n")


class Text(str):
    """Prose; a blank line begins a new paragraph.

    Examples
    --------
    >>> Text("Cd < 0.4 mg/kg")._repr_html_()
    '<p>Cd &lt; 0.4 mg/kg</p>'
    """

    __slots__ = ()

    def _repr_html_(self) -> str:
        paragraphs = (part.strip() for part in BLANK_LINE.split(self))
        return "\n".join(f"<p>{escape(part)}</p>" for part in paragraphs if part)


@dataclass(frozen=True)
class Sentences:
    """Findings as a list: each sentence with the word that says how firm it is.

    Attributes
    ----------
    entries : sequence of (str, str, str)
        Id of the finding, its sentence and its grade.
    empty : str
        What is said where there are none; nothing is shown where that is empty.
    anchored : bool
        Whether other pages may lead to them.
    links : mapping of (str, str)
        By id of a finding: where it is explained, as an address and its words.
    evidence : mapping of sequences of str
        By id of a finding: places of the rows of tables that it quotes.
    key : bool
        Whether they are the key messages of a page.
    """

    entries: Sequence[tuple[str, str, str]]
    empty: str = NOTHING
    missing: str = NO_VALUE
    anchored: bool = False
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    evidence: Mapping[str, Sequence[str]] = field(default_factory=dict)
    key: bool = False

    def _repr_html_(self) -> str:
        if not self.entries:
            return f'<p class="empty">{escape(self.empty)}</p>' if self.empty else ""
        items = "\n".join(self._item(*entry) for entry in self.entries)
        key = " key" if self.key else ""
        return f'<ul class="findings{key}">\n{items}\n</ul>'

    def _item(self, identity: str, sentence: str, grade: str) -> str:
        """One finding as an item of the list."""
        word = f' <span class="grade">{escape(grade)}</span>' if grade else ""
        address, words = self.links.get(identity, ("", ""))
        link = f' <a href="{escape(address)}">{escape(words)}</a>' if address else ""
        about = f'data-finding="{escape(identity)}"'
        if self.anchored and "/" in identity:
            about = f'id="{anchor_of(identity)}"'
        for place in self.evidence.get(identity, ()):
            link += f' <a class="evidence" href="#{place}">{escape(place)}</a>'
        return f"<li {about}>{_unbroken(sentence)}{word}{link}</li>"


def anchor_of(finding: str) -> str:
    """Name the place of a finding on its page.

    Examples
    --------
    >>> anchor_of("trends/XAA/XAA:soil:0-20 cm:Cd/trend")
    'finding-XAA-soil-0-20-cm-Cd-trend'
    """
    _, _, own = finding.split("/", maxsplit=2) if finding.count("/") > 1 else ("", "", finding)
    return f"finding-{NOT_IN_ANCHORS.sub('-', own)}"


@dataclass(frozen=True)
class Picture:
    """A figure as SVG, with the text that stands in for it and the caption below it.

    A narrow one is read on a telephone as it is; any other is swiped sideways there.
    """

    svg: str = field(repr=False)
    alt: str
    caption: str
    narrow: bool = False

    def _repr_mimebundle_(
        self,
        include: Iterable[str] | None = None,  # noqa: ARG002 - IPython passes them by name
        exclude: Iterable[str] | None = None,  # noqa: ARG002
    ) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        data = {"image/svg+xml": self.svg, "text/plain": self.alt}
        about = {"alt": self.alt, "caption": self.caption} | (
            {"width": "narrow"} if self.narrow else {}
        )
        return data, {"image/svg+xml": about}


def picture(
    figure: Any,  # noqa: ANN401 - a figure of a library that is not loaded here
    *,
    alt: str,
    caption: str,
    narrow: bool = False,
) -> Picture:
    """SVG of a figure, the same bytes for the same figure; the figure is closed.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        What was drawn.
    alt : str
        What the figure shows, for a reader who does not see it.
    caption : str
        What stands below the figure.
    narrow : bool
        Whether it was drawn to fit a telephone.

    Returns
    -------
    Picture
        The drawing in SVG, without a caption.

    Raises
    ------
    ReportError
        If `alt` is empty.
    """
    if not alt.strip():
        raise ReportError(
            f"The figure with the caption {caption!r} has no alternative text. "
            "Say in a sentence what it shows."
        )
    import matplotlib as mpl  # noqa: PLC0415 - a page without figures loads none

    svg = io.StringIO()
    same_bytes = mpl.rc_context({"svg.hashsalt": "workbench", "svg.fonttype": "path"})
    with same_bytes, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)  # drawn as a box
        figure.savefig(svg, format="svg", metadata={"Date": None})
    pyplot = sys.modules.get("matplotlib.pyplot")  # it shows again what it made and is open
    if pyplot is not None:
        pyplot.close(figure)
    return Picture(svg.getvalue(), alt.strip(), caption.strip(), narrow)


def row_place(table: str, place: int) -> str:
    """Name the place of a row on its page, by where it stands in its table."""
    return f"row-{table}-{place}"


class TableOptions(TypedDict, total=False):
    """What a table may be given beside its caption and units: see `HtmlTable`."""

    name: str

    formats: Mapping[str, Callable[[Any], str]]
    numbers: Sequence[str]
    notes: str
    empty: str
    missing: str


@dataclass(frozen=True)
class HtmlTable:
    """A table for a reader; the first column names the rows, the index is not shown.

    Attributes
    ----------
    frame : DataFrame
        Rows and columns in the order in which they are shown.
    caption : str
        Heading of the table.
    units : mapping of str
        Unit by column, shown in its header.
    formats : mapping of functions
        By column: from a cell that is not missing to its text.
    numbers : sequence of str
        Columns of numbers that are given as text.
    notes : str
        What stands below the table.
    empty : str
        What is said where the frame has no row.
    missing : str
        What is read out where a cell has no value; a dash is shown.
    name : str
        Name of the table of the result, by which sentences lead to it; may be empty.
    """

    frame: pd.DataFrame = field(repr=False)
    caption: str
    units: Mapping[str, str] = field(default_factory=dict, repr=False)
    formats: Mapping[str, Callable[[Any], str]] = field(default_factory=dict, repr=False)
    numbers: Sequence[str] = ()
    notes: str = ""
    empty: str = NOTHING
    missing: str = NO_VALUE
    name: str = ""

    def _repr_html_(self) -> str:
        if self.frame.empty:
            return f'<p class="empty">{escape(self.caption)}: {escape(self.empty)}</p>'
        n_columns = self.frame.shape[1]
        wide = next((name for least, name in WIDTHS if n_columns >= least), "")
        notes = f'\n<p class="note">{escape(self.notes)}</p>' if self.notes else ""
        place = f'id="table-{self.name}" ' if self.name else ""
        return (
            f'<div class="scroll{wide}" {place}role="region" tabindex="0" '
            f'aria-label="{escape(self.caption)}">\n<table{_columns(self)}>\n'
            f"<caption>{escape(self.caption)}</caption>\n"
            f"{_head(self)}\n{_body(self)}\n</table>\n</div>{notes}"
        )


def html_table(
    frame: pd.DataFrame,
    *,
    caption: str,
    units: Mapping[str, str] | None = None,
    **options: Unpack[TableOptions],
) -> HtmlTable:
    """Table of `frame` for a reader; options are those of `HtmlTable`.

    Examples
    --------
    >>> frame = pd.DataFrame({"Substance": ["Cd"], "Slope": [-0.0158]})
    >>> html_table(frame, caption="Trends", units={"Slope": "mg/kg per year"}).caption
    'Trends'
    """
    return HtmlTable(frame, caption, units or {}, **options)


def _head(table: HtmlTable) -> str:
    """Header row: names of the columns with their units."""
    cells = "".join(
        f"{LONG_HEAD if LONG in kinds else HEAD}{escape(str(name))}{_unit(table, name)}</th>"
        for name, kinds in zip(table.frame.columns, [[], *_classes(table)[1:]], strict=True)
    )
    return f"<thead><tr>{cells}</tr></thead>"


def _unit(table: HtmlTable, name: str) -> str:
    """Show the unit of a column in its header; nothing where it has none."""
    unit = table.units.get(name, "")
    return f' <span class="unit">{escape(unit)}</span>' if unit else ""


def _body(table: HtmlTable) -> str:
    """All rows; the first cell of each is its header."""
    listed = table.frame.itertuples(index=False, name=None)
    rows = (_row(table, cells, place) for place, cells in enumerate(listed))
    return "<tbody>\n" + "\n".join(rows) + "\n</tbody>"


def _row(table: HtmlTable, cells: Sequence[Any], place: int) -> str:
    """One row."""
    own = f' id="{row_place(table.name, place)}"' if table.name else ""
    shown = [
        _cell(cell, table.formats.get(name), table.missing)
        for name, cell in zip(table.frame.columns, cells, strict=True)
    ]
    rest = "".join(f"<td>{text}</td>" for text in shown[1:])
    return f'<tr{own}><th scope="row">{shown[0]}</th>{rest}</tr>'


def _cell(cell: Any, show: Callable[[Any], str] | None, missing: str) -> str:  # noqa: ANN401
    """Text of a cell; a dash that is read out as what is missing where there is none."""
    if cell is None or cell is pd.NA or cell != cell or cell == "":  # noqa: PLR0124 - NaN, NaT
        return f'<span role="img" aria-label="{escape(missing)}">—</span>'
    if show is not None:
        return _unbroken(show(cell))
    return _unbroken(f"{cell:.6g}" if isinstance(cell, float) else str(cell))


def _unbroken(text: str) -> str:
    """Escape a text in which no line ends within depths."""
    return DEPTHS.sub(r'<span class="unbroken">\g<0></span>', escape(text))


def _columns(table: HtmlTable) -> str:
    """Class attribute of a table: its columns of numbers, and those whose words may be broken.

    Said once, since classes of cells would be a third of a page.
    """
    names = [
        f"{kind[0]}{place}"
        for place, kinds in enumerate(_classes(table), start=1)
        for kind in kinds
        if kind != LONG
    ]
    return f' class="{" ".join(names)}"' if names else ""


def _classes(table: HtmlTable) -> list[list[str]]:
    """Kinds of each column; the first names the rows, whatever it holds."""
    frame = table.frame
    columns = [frame.iloc[:, position] for position in range(frame.shape[1])]
    return [_words(columns[0]), *(_kinds(one, table) for one in columns[1:])]


def _kinds(column: pd.Series, table: HtmlTable) -> list[str]:
    """Numbers are aligned to the right; long text is not squeezed into a narrow column."""
    is_number = is_numeric_dtype(column) and not is_bool_dtype(column)
    if is_number or column.name in table.numbers or table.units.get(str(column.name)):
        return [NUMBER]
    longest = max((len(cell) for cell in column if isinstance(cell, str)), default=0)
    return [*([LONG] if longest >= LONG_FROM else []), *_words(column)]


def _words(column: pd.Series) -> list[str]:
    """Tell whether words of a column are so long that they may be broken on a narrow sheet."""
    words = (word for cell in column if isinstance(cell, str) for word in cell.split())
    return [BREAKABLE] if any(len(word) > LONGEST_WORD for word in words) else []
