"""What a page says of a figure: its caption, and the text that stands in for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workbench.findings.rows import count, row, text
from workbench.findings.tables import Table, Tables
from workbench.presentation.html import Picture, picture
from workbench.words.messages import Message
from workbench.words.wording import Words


@row
class Drawn:
    """What a figure shows of a table."""

    n_shown: int = count("rows drawn")
    n_rows: int = count("rows of the table")
    n_hidden: int | None = count("rows that are not drawn; missing where all are")
    file: str = text("file that has all of them")


def drawn(tables: Tables, table: Table[Any], n_shown: int, n_rows: int | None = None) -> Drawn:
    """Count what a figure shows of a table.

    Parameters
    ----------
    tables : Tables
        Tables of the report.
    table : Table
        Table that the figure shows.
    n_shown : int
        Rows that it shows.
    n_rows : int, optional
        Rows that it could show; without it all of the table.

    Returns
    -------
    Drawn
        How many rows or groups are drawn, and of how many.
    """
    n_all = len(tables[table.name]) if n_rows is None else n_rows
    return Drawn(
        n_shown=n_shown,
        n_rows=n_all,
        n_hidden=n_all - n_shown or None,
        file=f"{table.name}.csv",
    )


def captioned(
    figure: Any,  # noqa: ANN401 - of matplotlib, which is not loaded here
    caption: tuple[Message[Any], object],
    told: Iterable[str],
    words: Words,
    *,
    narrow: bool = False,
) -> Picture:
    """Picture with its caption, and with what it shows in words for who does not see it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        What was drawn.
    caption : tuple of Message and row
        Message of the caption and the row that it is about.
    told : iterable of str
        What each row of the figure shows.
    words : Words
        Words of the page.
    narrow : bool
        Whether it was drawn to fit a telephone.

    Returns
    -------
    Picture
        The picture as the page shows it.
    """
    message, about = caption
    text_of = words.sentence(message, about).text
    return picture(figure, alt=" ".join([text_of, *told]), caption=text_of, narrow=narrow)
