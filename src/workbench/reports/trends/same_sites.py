"""The same sites in two sampling rounds, beside the change of series with two to four of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from workbench.findings.rows import Phrase, count, number, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.sampling.site_values import SiteValues
from workbench.methods.trends.campaigns import pairs_of_sites
from workbench.reports.report import Section, only
from workbench.reports.trends.basis import Basis
from workbench.reports.trends.changing import TRENDS
from workbench.reports.trends.judging import SeriesFinding
from workbench.reports.trends.monitored import SERIES, MonitoredSeries
from workbench.reports.trends.overview import OVERVIEW
from workbench.words.messages import Message
from workbench.words.said import Said, said

FEWEST_PAIRS = 6  # pairs with which the interval of a median ratio has both ends


@row
class Change:
    """A series of two to four sampling rounds: its sites in two of them."""

    subject: Phrase = phrase("the series in words", "Series")
    first_visit: str = text("first round", "First round")
    last_visit: str = text("last round", "Last round")
    n_pairs: int = count("sites sampled in both rounds", "Sites in both")
    n_up: int = count("sites that are certainly higher", "Higher")
    n_down: int = count("sites that are certainly lower", "Lower")
    n_undecided: int = count("sites whose order is open", "Not judged")
    median_ratio: float | None = number(
        "median of last over first; missing where non-detects leave it open",
        "Median ratio",
        unit="1",
    )
    ratio_lower: float | None = number(
        "lower limit of that, of these sites in these rounds alone",
        "Lower limit",
        unit="1",
        lower_of="median_ratio",
    )
    ratio_upper: float | None = number(
        "upper limit of that", "Upper limit", unit="1", upper_of="median_ratio"
    )
    confidence: float = share("level of that interval")
    series: str = text("series")


CHANGES = Table(
    "changes",
    Change,
    "The same sites in two rounds",
    "No series has only two to four sampling rounds.",
)
CHANGE = Message("change", Change, "change")
NO_PAIRS = Message("change-no-pairs", Change, "change")
NOT_JUDGED = Message("not-judged", MonitoredSeries, "not_judged")


def compute(basis: Basis, tables: Tables) -> Iterator[AnyFilled]:
    """Compare two rounds at the same sites, where rounds are too few for a trend of their own."""
    series = tables.of(SERIES)
    short = [
        one
        for one in basis.findings
        if not one.series.stratum and series[one.series.name].sufficient_for == "campaigns"
    ]
    confidence = basis.parameters.confidence
    yield CHANGES.filled({one.series.name: _change(one, tables, confidence) for one in short})


def _change(one: SeriesFinding, tables: Tables, confidence: float) -> Change:
    """Sites that went up or down between the rounds furthest apart that share enough sites."""
    values = _furthest_apart(one.series.site_values)
    found = pairs_of_sites(values, confidence)
    return Change(
        subject=tables.of(TRENDS)[one.series.key].subject,
        first_visit=str(values.rounds[0]),
        last_visit=str(values.rounds[-1]),
        n_pairs=found.n,
        n_up=found.n_up,
        n_down=found.n_down,
        n_undecided=found.n_open,
        median_ratio=found.median_ratio,
        ratio_lower=found.ratio_lower,
        ratio_upper=None if found.ratio_upper == float("inf") else found.ratio_upper,
        confidence=confidence,
        series=one.series.name,
    )


def _furthest_apart(values: SiteValues) -> SiteValues:
    """Keep the two rounds furthest apart that share enough sites, else the first and the last."""
    sampled = values.is_sampled
    places = range(values.years.size)
    pairs = sorted(
        combinations(places, 2), key=lambda pair: values.years[pair[0]] - values.years[pair[1]]
    )
    enough = (pair for pair in pairs if sampled[:, [*pair]].all(axis=1).sum() >= FEWEST_PAIRS)
    chosen = next(enough, (0, values.years.size - 1))
    return values.during([place in chosen for place in places])


def say(tables: Tables) -> Iterator[Said]:
    """Compare the same sites in two rounds; name what has too few rounds for anything."""
    if only(tables, OVERVIEW)[1].is_region:
        return
    for name, one in tables.of(CHANGES).items():
        if one.n_pairs:
            yield said(CHANGE, CHANGES, name, main="median_ratio")
        else:
            yield said(NO_PAIRS, CHANGES, name, grade="insufficient")
    for name, series in tables.of(SERIES).items():
        if series.sufficient_for == "none":
            yield said(NOT_JUDGED, SERIES, name, grade="insufficient")


SECTION: Section[Basis] = Section(
    name="same_sites",
    tables=(CHANGES,),
    compute=compute,
    say=say,
    messages=(CHANGE, NO_PAIRS, NOT_JUDGED),
)
