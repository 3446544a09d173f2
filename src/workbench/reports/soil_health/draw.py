"""Draws the soil health report; each picture says in words what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, NullFormatter, NullLocator

from workbench.findings import Result
from workbench.presentation.html import Picture, Text, picture
from workbench.presentation.style import DETECT, NON_DETECT, QUIET, marker_style, new_figure
from workbench.presentation.wording import number
from workbench.reports.soil_health.contamination import SUBSTANCES
from workbench.reports.soil_health.domains import SITES
from workbench.reports.soil_health.indicators import INDICATORS, Indicator

ROW_INCHES = 0.3


def scores(result: Result) -> Picture | Text:
    """Draw the mean score of each indicator with its interval, the lowest at the bottom."""
    scored = [(one, one.score) for one in result.of(INDICATORS).values() if one.score is not None]
    if not scored:
        return Text("Not drawn: no indicator has a score.")
    scored.sort(key=lambda pair: (pair[0].domain, pair[1]), reverse=True)
    figure, (axes,) = new_figure(1.0 + ROW_INCHES * len(scored))
    for place, (one, score) in enumerate(scored):
        if one.score_lower is not None and one.score_upper is not None:
            axes.hlines(place, one.score_lower, one.score_upper, color=QUIET)
        axes.plot([score], [place], **marker_style(DETECT))
    axes.set_yticks(range(len(scored)), [_short(one) for one, _ in scored])
    axes.invert_yaxis()
    axes.set_xlim(-2, 102)
    axes.set_xlabel("score, from 0 to 100 (best)")
    told = "; ".join(f"{one.name} {number(score)}" for one, score in scored)
    return picture(
        figure,
        alt=f"Mean scores of {len(scored)} indicators, from 0 to 100: {told}.",
        caption="Mean score of each indicator with its interval over the sites, by domain. "
        "Indicators that are not drawn have no score; the table says why.",
    )


def factors(result: Result) -> Picture | Text:
    """Draw the contamination factor of each contaminant beside each background."""
    compared = [
        (one.background, one.substance, one.cf)
        for one in result.of(SUBSTANCES).values()
        if one.cf is not None
    ]
    if not compared:
        return Text("Not drawn: no contaminant could be compared with a background.")
    names = list(dict.fromkeys(name for _, name, _ in compared))
    by_background: dict[str, list[tuple[str, float]]] = {}
    for background, name, factor in compared:
        by_background.setdefault(background, []).append((name, factor))
    figure, (axes,) = new_figure(1.2 + ROW_INCHES * len(names))
    axes.axvline(1, color=QUIET, linewidth=1)
    for (background, own), mark in zip(by_background.items(), (DETECT, NON_DETECT), strict=False):
        axes.plot(
            [factor for _, factor in own],
            [names.index(name) for name, _ in own],
            label=background,
            **marker_style(mark),
        )
    axes.set_xscale("log")
    _plain_ticks(axes, [factor for *_, factor in compared])
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlabel("contamination factor (1: like the background)")
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.25), frameon=False, ncols=1)
    return picture(
        figure,
        alt="Contamination factors, median of the sites. " + _told(by_background),
        caption="Median content of the sites over that of the background, for each background "
        "that fits. Where the marks of a substance stand on both sides of 1, the background "
        "decides.",
    )


def site_indices(result: Result) -> Picture | Text:
    """Draw the index of each site beside its lowest indicator, in order."""
    sites = [(one.index, one) for one in result.of(SITES).values() if one.index is not None]
    if not sites:
        return Text("Not drawn: no site has an index over all domains.")
    sites.sort(key=lambda pair: pair[0])
    figure, (axes,) = new_figure(3.2)
    indices = [index for index, _ in sites]
    lowest = [np.nan if one.weakest_score is None else one.weakest_score for _, one in sites]
    axes.plot(range(len(sites)), indices, label="index", markersize=4, **marker_style(DETECT))
    axes.plot(
        range(len(sites)),
        lowest,
        label="lowest indicator",
        markersize=4,
        **marker_style(NON_DETECT),
    )
    axes.set_xticks([])
    axes.set_ylim(-2, 102)
    axes.set_xlabel("sites, from the lowest index to the highest")
    axes.set_ylabel("0 to 100 (best)")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), frameon=False, ncols=2)
    low, high = number(indices[0]), number(indices[-1])
    return picture(
        figure,
        alt=f"Index of {len(sites)} sites, from {low} to {high}, with the lowest indicator of "
        "each.",
        caption="Index of each site (circle) and the score of its lowest indicator (triangle): "
        "where they are far apart, the mean hides something. Their numbers are in sites.csv.",
    )


def _short(one: Indicator) -> str:
    """Name of an indicator on the axis, with its domain."""
    name = one.name.split(" (")[0].split(",")[0]
    return f"{name} · {one.domain}"


def _told(by_background: Mapping[str, Sequence[tuple[str, float]]]) -> str:
    """Tell the factors from each background."""
    return " ".join(
        f"{background}: " + ", ".join(f"{name} {number(factor)}" for name, factor in own) + "."
        for background, own in by_background.items()
    )


def _plain_ticks(axes: Axes, values: Sequence[float]) -> None:
    """Label the decades and thirds of a logarithmic axis with plain numbers."""
    ticks = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000]
    low, high = min([*values, 0.5]) / 1.2, max([*values, 2.0]) * 1.2
    axes.set_xlim(low, high)
    shown = [tick for tick in ticks if low <= tick <= high]
    axes.xaxis.set_major_locator(FixedLocator(shown))
    axes.set_xticks(shown, [f"{tick:g}" for tick in shown])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_formatter(NullFormatter())
