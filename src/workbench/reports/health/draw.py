"""Draws the health report; each picture says in words what it shows, and claims no cause."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from workbench.findings import Result
from workbench.presentation.html import Picture, Text, picture
from workbench.presentation.style import DETECT, NON_DETECT, QUIET, Mark, marker_style, new_figure
from workbench.presentation.wording import number
from workbench.reports.health.ladder import LADDER, Model
from workbench.reports.health.plain_words import without_causal_words
from workbench.reports.health.rates import AREAS, AreaRatio
from workbench.reports.health.rungs import CRUDE, SPATIAL, SURFACE

MOST_QUESTIONS = 8
UNRELIABLE = Mark(QUIET, "s", filled=False)
MARKS = {CRUDE: NON_DETECT, SPATIAL: DETECT, SURFACE: DETECT}


def ladder(result: Result) -> Picture | Text:
    """Draw the rate ratio of each rung with its interval, a panel a question."""
    by_question = _fitted(result)
    if not by_question:
        return Text("Not drawn: no model was fitted.")
    shown = dict(list(by_question.items())[:MOST_QUESTIONS])
    height = sum(0.75 + 0.34 * len(models) for models in shown.values())
    figure, panels = new_figure(0.5 + height, panels=len(shown))
    for axes, (question, models) in zip(panels, shown.items(), strict=True):
        _draw_models(axes, question, models)
        axes.sharex(panels[0])
    rest = len(by_question) - len(shown)
    more = f" {rest} more questions are in ladder.csv." if rest else ""
    return _picture(
        figure,
        alt="Rate ratio on each rung of the ladder. "
        + " ".join(_in_words(question, models) for question, models in shown.items()),
        caption="Rate ratio per increment of exposure with its interval, from the crude rung to "
        f"the spatial one, on the same areas.{more} The verdict rests on the weaker of the two "
        "spatial rungs (filled circles); the crude one (triangle) allows for nothing else.",
        quoted=tuple(shown),
    )


def ratios(result: Result) -> Picture | Text:
    """Draw observed over expected cases of the areas of the first outcome, in order."""
    areas = _areas_of_first_outcome(result)
    if not areas:
        return Text("Not drawn: there is no area whose cases may be shown.")
    outcome, ratios = areas[0].outcome, [_known(one.smr) for one in areas]
    figure, (axes,) = new_figure(3.2)
    axes.axhline(1, color=QUIET, linewidth=1)
    for place, one in enumerate(areas):
        lower, upper = _known(one.smr_lower), _known(one.smr_upper)
        axes.vlines(place, lower, upper, color=QUIET, linewidth=1)
    for mark, noted in ((DETECT, False), (UNRELIABLE, True)):
        chosen = [place for place, one in enumerate(areas) if bool(one.note) == noted]
        heights = [ratios[place] for place in chosen]
        axes.plot(chosen, heights, markersize=3, **marker_style(mark))
    axes.set_xticks([])
    axes.set_xlabel("areas, from the lowest ratio to the highest")
    axes.set_ylabel("observed over expected")
    low, high = number(ratios[0]), number(ratios[-1])
    return _picture(
        figure,
        alt=f"Observed over expected cases of {outcome} in {len(areas)} areas, from {low} to "
        f"{high}.",
        caption=f"{outcome}: observed over expected cases of each area with exact limits. Empty "
        "square: fewer than 16 cases, unreliable. Areas with few cases are not drawn.",
        quoted=(outcome,),
    )


def _areas_of_first_outcome(result: Result) -> list[AreaRatio]:
    """Areas of the first outcome whose cases may be shown, from the lowest ratio to the highest."""
    areas = [one for one in result.of(AREAS).values() if one.smr is not None]
    own = [one for one in areas if one.outcome == areas[0].outcome]
    return sorted(own, key=lambda one: _known(one.smr))


def _fitted(result: Result) -> dict[str, list[Model]]:
    """Fitted models of each question."""
    fitted: dict[str, list[Model]] = {}
    for one in result.of(LADDER).values():
        if one.rate_ratio is not None:
            fitted.setdefault(one.question, []).append(one)
    return fitted


def _draw_models(axes: Axes, question: str, models: Sequence[Model]) -> None:
    """Draw the models of one question from top to bottom."""
    axes.axvline(1, color=QUIET, linewidth=1)
    for place, one in enumerate(models):
        axes.hlines(place, _known(one.rate_ratio_lower), _known(one.rate_ratio_upper), color=QUIET)
        mark = MARKS.get(one.rung, UNRELIABLE)
        axes.plot([_known(one.rate_ratio)], [place], **marker_style(mark))
    axes.set_yticks(range(len(models)), [one.rung for one in models])
    axes.invert_yaxis()
    axes.set_title(question, loc="left", fontsize=9)
    axes.set_xlabel("rate ratio")


def _in_words(question: str, models: Sequence[Model]) -> str:
    """Tell the models of a question."""
    told = ", ".join(f"{one.rung} {number(one.rate_ratio)}" for one in models)
    return f"{question}: {told}."


def _known(value: float | None) -> float:
    """Give a number to a drawing; NaN, which is not drawn, where it is missing."""
    return math.nan if value is None else value


def _picture(figure: Figure, *, alt: str, caption: str, quoted: tuple[str, ...]) -> Picture:
    """Give a picture whose words claim no cause."""
    return picture(
        figure,
        alt=without_causal_words(alt, quoted=quoted),
        caption=without_causal_words(caption, quoted=quoted),
    )
