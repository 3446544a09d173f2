"""The change at the same sites, for series too short for a trend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

import pandas as pd

from workbench.findings.rows import Phrase, count, number, phrase, probability, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.trends.paired import paired_change
from workbench.methods.trends.visits import Medians, summarise_groups
from workbench.reports.report import Section
from workbench.reports.trends import cautions
from workbench.reports.trends.basis import UNIT, Basis
from workbench.reports.trends.changing import corrected
from workbench.reports.trends.monitored import SERIES, MonitoredSeries
from workbench.reports.trends.phrases import SeriesLabel
from workbench.store.measurements import Measurements
from workbench.words.messages import Message
from workbench.words.said import Said, said

FEWEST_PAIRS = 6  # pairs with which a sign test can reach p 0.05


@row
class Change:
    """A series too short for a trend: its sites at two visits."""

    label: SeriesLabel = phrase("the series in words", "Series")
    first_visit: str = text("first visit", "First round")
    last_visit: str = text("last visit", "Last round")
    n_pairs: int = count("sites sampled at both visits", "Sites in both")
    n_up: int | None = count("sites that are certainly higher", "Higher", default=None)
    n_down: int | None = count("sites that are certainly lower", "Lower", default=None)
    n_undecided: int | None = count("sites whose order is open", "Not judged", default=None)
    median_difference_mg_kg: float | None = number(
        "median of last less first, where all is detected",
        "Median difference",
        unit=UNIT,
        default=None,
    )
    p: float | None = probability("two-sided p of the sign test", "p (sign test)", default=None)
    q: float | None = probability(
        "p after Benjamini-Hochberg over the sign tests of the country", "q", default=None
    )
    caution: tuple[Phrase, ...] = phrase(
        "what changed between visits and may look like a change", "Caution"
    )
    why_no_trend: Phrase = phrase("why no trend could be tested")


CHANGES = Table(
    "changes",
    Change,
    "Changes at the same sites",
    "No series has only two to four sampling rounds at the same sites.",
)
CHANGE = Message("change", Change, "change")
NO_PAIRS = Message("change-no-pairs", Change, "change")
NOT_JUDGED = Message("not-judged", MonitoredSeries, "not_judged")


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Compare two visits at the same sites, where no trend can be tested."""
    compared = {
        name: one for name, one in tables.of(SERIES).items() if one.sufficient_for == "level"
    }
    changed = cautions.of_measurements(basis.placed)
    found = {name: _change(name, one, basis, changed[name]) for name, one in compared.items()}
    q_values = corrected({name: one.p for name, one in found.items()}, compared)
    yield CHANGES.filled({name: replace(one, q=q_values[name]) for name, one in found.items()})


def _change(name: str, one: MonitoredSeries, basis: Basis, changed: tuple[Phrase, ...]) -> Change:
    """Sites that went up or down between the visits furthest apart that share enough sites."""
    sites = summarise_groups(basis.told[name], [Medians.visit, Measurements.site_id])
    by_visit = {
        str(visit): group.set_index(Measurements.site_id)
        for visit, group in sites.groupby(Medians.visit)
    }
    before, after = _furthest_apart(list(basis.visits[name][Medians.visit]), by_visit)
    both = by_visit[before].index.intersection(by_visit[after].index)
    ends = Change(
        label=one.label,
        first_visit=before,
        last_visit=after,
        n_pairs=len(both),
        caution=changed,
        why_no_trend=one.sufficiency_reason,
    )
    if both.empty:
        return ends
    first, last = by_visit[before].loc[both], by_visit[after].loc[both]
    change = paired_change(
        first[Medians.median_mg_kg],
        first[Medians.below_limit],
        last[Medians.median_mg_kg],
        last[Medians.below_limit],
    )
    return replace(
        ends,
        n_up=change.n_up,
        n_down=change.n_down,
        n_undecided=change.n_undecided,
        p=change.p,
        median_difference_mg_kg=change.median_difference,
    )


def _furthest_apart(visits: list[str], by_visit: Mapping[str, pd.DataFrame]) -> tuple[str, str]:
    """Choose the two visits furthest apart that share enough sites, else first and last."""
    places = range(len(visits))
    pairs = sorted(combinations(places, 2), key=lambda pair: (pair[0] - pair[1], pair))
    for start, end in pairs:
        shared = by_visit[visits[start]].index.intersection(by_visit[visits[end]].index)
        if len(shared) >= FEWEST_PAIRS:
            return visits[start], visits[end]
    return visits[0], visits[-1]


def say(tables: Tables) -> Iterator[Said]:
    """Compare the same sites at two visits; name what has too few visits for anything."""
    for name, one in tables.of(CHANGES).items():
        if one.n_pairs:
            main = "median_difference_mg_kg"
            yield said(CHANGE, CHANGES, name, grade="level", main=main)
        else:
            yield said(NO_PAIRS, CHANGES, name, grade="cannot tell")
    for name, series in tables.of(SERIES).items():
        if series.sufficient_for == "none":
            yield said(NOT_JUDGED, SERIES, name, grade="cannot tell")


SECTION: Section[Basis] = Section(
    name="same_sites",
    tables=(CHANGES,),
    compute=compute,
    say=say,
    messages=(CHANGE, NO_PAIRS, NOT_JUDGED),
)
