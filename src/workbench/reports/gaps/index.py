"""Gap index of each country with its bounds, and how sure its rank is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from workbench.findings.rows import Phrase, code, count, number, phrase, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.surveys.gap_index import UNKNOWN, GapIndex, gap_index
from workbench.methods.surveys.rank_stability import StableRank, rank_stability
from workbench.presentation import charts
from workbench.presentation.figure import captioned
from workbench.presentation.html import HtmlTable, Picture, Text
from workbench.presentation.shown_table import as_table
from workbench.presentation.style import DETECT
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import importance, scored_items
from workbench.reports.gaps.basis.overview import OVERVIEW, Overview, area_of, is_silent
from workbench.reports.gaps.basis.scopes import Scope
from workbench.reports.gaps.phrases import ClassRange
from workbench.reports.report import Section, only
from workbench.vocabulary import places
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words

MOST_ROWS = 40  # of the figure
Answers: TypeAlias = Mapping[str, Mapping[str, str]]  # to each scored item, by country


@row
class CountryIndex:
    """Gap index of a country with its bounds, and how sure its rank is."""

    name: str = text("country", "Country")
    index: float | None = number(
        "gap index of what was answered, 1 is the widest gap", "Gap index", unit="1"
    )
    index_lower: float = number(
        "index, were all unknown items yes", "At least", unit="1", lower_of="index"
    )
    index_upper: float = number(
        "index, were all unknown items no", "At most", unit="1", upper_of="index"
    )
    classes: ClassRange | None = phrase(
        "all classes that it may have, whatever its unknown items are", "Class"
    )
    share_complete: float | None = share(
        "importance of what was answered, of what is applicable", "Answered"
    )
    rank: int | None = count("rank with equal weights, 1 has the widest gap", "Rank", default=None)
    rank_rated: int | None = count(
        "rank with the importance that respondents gave", "Rank by ratings", default=None
    )
    share_same_rank: float | None = share(
        "of 1000 random weights, those that give the same rank",
        "Same rank, random weights",
        default=None,
    )
    n_overlapping: int | None = count(
        "countries whose bounds overlap with its own", "Not distinguished from", default=None
    )
    reason: Phrase | None = phrase("why there is no index", "Why not given")
    wave: str = text("round of the survey")
    gap_class: str = code("gap-class", "low, moderate, high or very high, of what was answered")
    n_unknown: int = count("items without an answer")
    n_items: int = count("items that are applicable")
    n_ranked: int | None = count("countries that have a rank", default=None)
    rank_random_lower: int | None = count(
        "97.5 % of random weights give this rank or a later one", default=None
    )
    rank_random_upper: int | None = count(
        "97.5 % of random weights give this rank or an earlier one", default=None
    )
    index_rated: float | None = number(
        "gap index with the importance that respondents gave", unit="1", default=None
    )


@row
class IndexDrawn:
    """What the figure of the index shows."""

    n_silent: int = count("countries drawn that did not answer")
    n_hidden: int = count("countries that are in the table alone")
    n_known: int = count("countries drawn that have an index")
    highest_name: str = text("country with the highest index of those drawn")
    highest: float | None = number("its index", unit="1")
    lowest_name: str = text("country with the lowest index of those drawn")
    lowest: float | None = number("its index", unit="1", lower_of="highest")


INDEX = Table(
    "index", CountryIndex, "Gap index of each country", "No country answered an item.", most=10
)
NOBODY: tuple[float | None, str] = (None, "")
VALUE = Message("gap-index", CountryIndex, "index")
RANK = Message("rank", CountryIndex, "rank")
RANK_FIXED = Message("rank-fixed", CountryIndex, "rank")
WEIGHTS = Message("rank-weights", Overview, "weights")
FIGURE = Message("figure-index", IndexDrawn)
FIGURE_ROW = Message("figure-index-row", CountryIndex)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Work out the index of each country of the nearest scope."""
    scope, wave = basis.scopes[0], basis.now.wave
    yield INDEX.filled(indices(basis.words, scope, wave, basis.rated_importance))


def indices(
    words: Answers, scope: Scope, wave: str, rated: Mapping[str, float]
) -> dict[str, CountryIndex]:
    """Gap index of each country of a scope with its bounds, and how sure its rank is.

    Parameters
    ----------
    words : mapping
        Answer to each scored item by country.
    scope : Scope
        Countries that could answer.
    wave : str
        Name of the wave.
    rated : mapping of str to float
        Importance that respondents gave each item; empty where they did not. [0 to 1]

    Returns
    -------
    dict of str to CountryIndex
        By country, the widest gap first.
    """
    unheard = dict.fromkeys(scored_items(), UNKNOWN)
    answers = {iso3: words.get(iso3, unheard) for iso3 in scope.countries}
    if not answers:
        return {}
    ranks = _ranks(answers, importance())
    again = _ranks(answers, rated) if rated else {}
    order = sorted(answers, key=lambda iso3: (ranks[iso3].rank if iso3 in ranks else 999, iso3))
    return {
        iso3: _ranked(
            _country_index(places.place_name(iso3), wave, gap_index(answers[iso3], importance())),
            ranks.get(iso3),
            again.get(iso3),
        )
        for iso3 in order
    }


def _ranks(answers: Answers, weights: Mapping[str, float]) -> dict[str, StableRank]:
    """Rank of each country that has an index."""
    return {rank.unit: rank for rank in rank_stability(answers, weights).ranks}


def _country_index(name: str, wave: str, gap: GapIndex) -> CountryIndex:
    """Row of a gap index, without a rank."""
    return CountryIndex(
        name=name,
        wave=wave,
        index=gap.index,
        index_lower=gap.bounds.lower,
        index_upper=gap.bounds.upper,
        share_complete=gap.completeness,
        gap_class=gap.gap_class,
        classes=_range(gap.classes),
        n_unknown=gap.n_unknown,
        n_items=len(gap.items) - gap.n_not_applicable,
        reason=gap.reason,
    )


def _range(classes: Sequence[str]) -> ClassRange | None:
    """Name the lowest and the highest class; None without any."""
    if not classes:
        return None
    first, last = classes[0], classes[-1]
    return ClassRange(lowest=first, highest=last if last != first else None)


def _ranked(one: CountryIndex, rank: StableRank | None, rated: StableRank | None) -> CountryIndex:
    """Row with its rank under equal weights and under those of respondents, where there is one."""
    if rank is not None:
        one = replace(
            one,
            rank=rank.rank,
            n_ranked=rank.n_ranked,
            n_overlapping=len(rank.overlaps),
            share_same_rank=rank.share_same,
            rank_random_lower=rank.best_random,
            rank_random_upper=rank.worst_random,
        )
    return one if rated is None else replace(one, index_rated=rated.index, rank_rated=rated.rank)


def say(tables: Tables) -> Iterator[Said]:
    """Tell the index and rank of the country, and what ranks hang on."""
    area, counts = only(tables, OVERVIEW)
    own = tables.of(INDEX).get(area)
    if own and own.classes and own.index is not None:
        yield said(VALUE, INDEX, area, grade=_grade(own.classes), main="index")
    if counts.n_ranked:
        yield said(WEIGHTS, OVERVIEW, area, main="n_rank_moved" if counts.n_ratings else "")
    if own and own.rank is not None:
        is_fixed = own.rank_random_lower == own.rank_random_upper
        yield said(RANK_FIXED if is_fixed else RANK, INDEX, area, main="rank")


def _grade(classes: ClassRange) -> str:
    """Name all classes that an index may have."""
    return " to ".join(filter(None, (classes.lowest, classes.highest)))


def shown_index(tables: Tables, words: Words) -> HtmlTable:
    """Show the gap index of each country that answered, and always that of the page."""
    own = tables.of(INDEX).get(area_of(tables))
    shown = tables.filled(INDEX).kept(lambda one: one.index is not None or one is own)
    return as_table(shown, words)


def drawn_index(tables: Tables, words: Words) -> Picture | Text:
    """Draw the gap index of each country with its bounds; those without an answer are bounds."""
    rows, n_hidden = _chosen(tables)
    if not rows:
        return Text(words.plain("figure-index-none"))
    lines = [
        charts.forest.ForestRow(
            name=one.name,
            mark=DETECT,
            estimate=one.index,
            interval=(one.index_lower, one.index_upper),
        )
        for one in rows
    ]
    figure = charts.forest.draw(lines, words.plain("axis-gap-index"), ends=(0.0, 1.0))
    told = [words.sentence(FIGURE_ROW, one).text for one in rows]
    known = sorted((one.index, one.name) for one in rows if one.index is not None)
    lowest, lowest_name = known[0] if known else NOBODY
    highest, highest_name = known[-1] if known else NOBODY
    caption = IndexDrawn(
        n_silent=len(rows) - len(known),
        n_hidden=n_hidden,
        n_known=len(known),
        highest_name=highest_name,
        highest=highest,
        lowest_name=lowest_name,
        lowest=lowest,
    )
    return captioned(figure, (FIGURE, caption), told, words)


def _chosen(tables: Tables) -> tuple[list[CountryIndex], int]:
    """Rows to draw: the first that answered and always the country of the page; how many more."""
    rows, area = tables.of(INDEX), area_of(tables)
    heard = [name for name, one in rows.items() if one.index is not None]
    own = [area] if area in rows else []
    drawn = dict.fromkeys([*heard[:MOST_ROWS], *own])
    return [rows[name] for name in drawn], len(set(heard) - set(drawn))


SECTION: Section[Basis] = Section(
    name="index",
    tables=(INDEX,),
    compute=compute,
    say=say,
    messages=(VALUE, RANK, RANK_FIXED, WEIGHTS, FIGURE, FIGURE_ROW),
    figures={"index": drawn_index},
    views={"index": shown_index},
    empty="no-ranks",
    left_out=is_silent,
)
