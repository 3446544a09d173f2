"""Draws the gaps report; each picture says in words what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, cycle
from typing import NamedTuple

from matplotlib.axes import Axes

from workbench.findings import Result
from workbench.presentation.html import Picture, Text, picture
from workbench.presentation.style import DETECT, NARROW_INCHES, QUIET, marker_style, new_figure
from workbench.presentation.wording import number
from workbench.reports.gaps.judge import INDEX, CountryIndex
from workbench.reports.gaps.ratings import PRIORITIES, RATINGS, Rating

MOST_ROWS = 40
ASIDE = ((4, 4), (-8, -12), (4, -12), (-8, 4))  # so that numbers of close points stay apart
GAP = 0.6  # between the ratings and those that gave none, in countries


class Level(NamedTuple):
    """How a rating is drawn: never by its colour alone."""

    sign: str
    colour: str
    hatch: str


LEVELS = (
    Level("1", "#c0623a", "//"),
    Level("2", "#e0a98f", ""),
    Level("3", "#e3e8ee", ""),
    Level("4", "#8fb8d0", ""),
    Level("5", "#3f87b0", "xx"),
)
NO_RATING = Level("\N{EN DASH}", "white", "..")


def index(result: Result) -> Picture | Text:
    """Draw the gap index of each country with its bounds; those without an answer are bounds."""
    rows, n_more = _chosen(result)
    if not rows:
        return Text("Not drawn: no country answered an item.")
    figure, (axes,) = new_figure(1.2 + 0.36 * len(rows))
    for place, one in enumerate(rows):
        axes.hlines(place, one.index_lower, one.index_upper, color=QUIET, linewidth=3)
        if one.index is not None:
            axes.plot([one.index], [place], **marker_style(DETECT))
    axes.set_yticks(range(len(rows)), [one.name for one in rows])
    axes.invert_yaxis()
    axes.set_xlim(-0.02, 1.02)
    axes.set_xlabel("gap index (0: nothing is lacking, 1: everything is)")
    return picture(
        figure,
        alt=f"Gap index of each country. {_in_words(rows)}",
        caption="Gap index of what was answered (point), and what it could be whatever the items "
        "without an answer are (bar). "
        + ("A bar without a point: the country did not answer. " if _is_silent(rows) else "")
        + (f"{n_more} more countries stand in the table." if n_more else ""),
    )


def ratings(result: Result) -> Picture | Text:
    """Draw how topics were rated, low ones to the left; who did not rate stands apart."""
    rated = result.of(RATINGS).values()
    rows = [one for one in rated if one.units == "countries" and one.n_answers]
    if not rows:
        return Text("Not drawn: no country rated a topic.")
    figure, (axes,) = new_figure(1.2 + 0.36 * len(rows))
    apart = GAP + max(one.n_3 / 2 + one.n_4 + one.n_5 for one in rows)
    for place, one in enumerate(rows):
        lefts = accumulate(one.levels, initial=-(one.n_1 + one.n_2 + one.n_3 / 2))
        for left, count, level in zip(lefts, one.levels, LEVELS, strict=False):
            _draw_bar(axes, (left, place), count, level)
        _draw_bar(axes, (apart, place), one.n_without, NO_RATING)
    axes.axvline(0, color=QUIET, linewidth=1)
    axes.set_yticks(range(len(rows)), [one.subject for one in rows])
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.set_xlabel("low ratings left of the line, high ones right of it; no rating: far right")
    axes.grid(visible=False)
    return picture(
        figure,
        alt="Importance of topics as it was rated. " + "; ".join(map(_levels_in_words, rows)),
        caption="Ratings of the importance of each topic, 1 (not) to 5 (very): in each bar the "
        "level, and after the sign \N{MULTIPLICATION SIGN} how many countries gave it. Those of 3 "
        "lie half on either side. Far right, with a dash for the level: countries that answered "
        "the survey and gave no rating.",
    )


def priorities(result: Result) -> Picture | Text:
    """Draw topics by importance and deficit; the number at each point is that of the table."""
    rows = list(result.of(PRIORITIES).values())
    if not rows:
        return Text("Not drawn: no topic has both a rating and an answer.")
    figure, (axes,) = new_figure(3.6, width=NARROW_INCHES)
    numbers: dict[tuple[float, float], list[str]] = {}
    for one in rows:
        numbers.setdefault((one.deficit, one.importance), []).append(str(one.number))
    for at, aside in zip(sorted(numbers), cycle(ASIDE), strict=False):
        axes.plot(*([place] for place in at), **marker_style(DETECT))
        axes.annotate(", ".join(numbers[at]), at, aside, textcoords="offset points")
    axes.set_xlim(-0.05, 1.15)
    axes.set_ylim(-0.05, 1.1)
    axes.set_xlabel("what is lacking (0: nothing, 1: all)")
    axes.set_ylabel("importance (0: not, 1: very)")
    told = (
        f"{one.number} {one.topic}: importance {number(one.importance)}, lacking "
        f"{number(one.deficit)}"
        for one in rows
    )
    return picture(
        figure,
        alt=f"Topics by importance and by what is lacking. {'; '.join(told)}",
        caption="Topics by importance and by what is lacking of them: upper right is what was "
        "rated important and is lacking. The numbers are those of the table below.",
        narrow=True,
    )


def _draw_bar(axes: Axes, at: tuple[float, float], count: int, level: Level) -> None:
    """Draw how many gave a level, with the level and their number in words."""
    if not count:
        return
    left, place = at
    axes.barh(
        place, count, left=left, color=level.colour, hatch=level.hatch, edgecolor=QUIET, height=0.7
    )
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    text = f"{level.sign} \N{MULTIPLICATION SIGN} {count}"
    axes.text(left + count / 2, place, text, ha="center", va="center", fontsize=8, bbox=box)


def _levels_in_words(one: Rating) -> str:
    """Tell the ratings of a topic in a few words."""
    given = ", ".join(f"{n} rate {level}" for level, n in enumerate(one.levels, start=1))
    return f"{one.subject}: {given}, {one.n_without} without a rating"


def _chosen(result: Result) -> tuple[list[CountryIndex], int]:
    """Rows to draw: the first that answered and always the country of the page; how many more."""
    rows = result.of(INDEX)
    heard = [name for name, one in rows.items() if one.index is not None]
    own = [result.area] if result.area in rows else []
    drawn = dict.fromkeys([*heard[:MOST_ROWS], *own])
    return [rows[name] for name in drawn], len(set(heard) - set(drawn))


def _is_silent(rows: Sequence[CountryIndex]) -> bool:
    """Whether a row has no index."""
    return any(one.index is None for one in rows)


def _in_words(rows: Sequence[CountryIndex]) -> str:
    """Tell each country's index in a few words."""
    return "; ".join(
        f"{one.name}: {number(one.index) if one.index is not None else 'no answer'}" for one in rows
    )
