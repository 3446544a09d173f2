"""What is rated from 1 to 5, and the topics that are important and lacking."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from workbench.findings.rows import code, count, row, share, text
from workbench.findings.rows import number as quantity
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.basics.intervals import NO_INTERVAL, wilson
from workbench.methods.surveys.gap_index import DEFICITS
from workbench.presentation import charts
from workbench.presentation.figure import Drawn, captioned, drawn
from workbench.presentation.html import Picture, Text
from workbench.reports.gaps.basis import Basis
from workbench.reports.gaps.basis.answers import LABORATORY, RESPONSE, Round, scored_items
from workbench.reports.gaps.basis.overview import is_silent
from workbench.reports.gaps.basis.scopes import OfScope, Scope
from workbench.reports.gaps.basis.shares import RATED_BY, heard_of, importance_of, ratings_of
from workbench.reports.report import Section
from workbench.vocabulary.survey.items import Item, survey_items, topic_name
from workbench.words.messages import Message
from workbench.words.wording import Words

LEVELS = range(1, 6)
HIGH = 4  # a rating from here on is a high one
COUNTRIES = "countries"


@row
class Rating(OfScope):
    """What is rated from 1 to 5, with how many gave each level; who did not rate stands apart."""

    subject: str = text("what is rated, in a few words", "Rated from 1 to 5")
    units: str = code("rating-units", "who rates: countries, or laboratories", "By")
    n_1: int = count("that rate 1", "1")
    n_2: int = count("that rate 2", "2")
    n_3: int = count("that rate 3", "3")
    n_4: int = count("that rate 4", "4")
    n_5: int = count("that rate 5", "5")
    n_without: int = count("that answered the survey without rating", "Without")
    median: float | None = quantity("median rating, 1 to 5", "Median", unit="1")
    share_high: float | None = share("that rate 4 or 5, of those that rate", "4 or 5")
    share_high_lower: float | None = share(
        "lower limit (Wilson)", "Lower limit", lower_of="share_high"
    )
    share_high_upper: float | None = share(
        "upper limit (Wilson)", "Upper limit", upper_of="share_high"
    )
    question: str = text("what is rated from 1 to 5")
    n_answers: int = count("that rate")
    importance: float | None = quantity("median less 1, over 4; of topics alone", unit="1")

    @property
    def levels(self) -> tuple[int, ...]:
        """How many gave each level, the lowest first."""
        return self.n_1, self.n_2, self.n_3, self.n_4, self.n_5


@row
class Priority:
    """A topic that was rated: how important it is, and how much is lacking of it."""

    topic: str = text("topic", "Topic")
    number: int = count("place, 1 is the widest gap in what was rated important", "Number")
    importance: float = quantity(
        "as respondents rated it: median less 1, over 4", "Importance", unit="1"
    )
    deficit: float = quantity(
        "mean of what is lacking (no 1, partly 0.5, yes 0)", "Lacking", unit="1"
    )
    severity: float = quantity("importance times deficit", "Importance times lacking", unit="1")
    n_answers: int = count("answers of yes, partly or no that the mean is of", "Answers")


RATINGS = Table("ratings", Rating, "What is rated from 1 to 5", "Nothing was rated.")
PRIORITIES = Table(
    "priorities",
    Priority,
    "Topics by importance and by what is lacking",
    "No topic has both a rating and an answer.",
)
FIGURE = Message("figure-ratings", Drawn)
FIGURE_ROW = Message("figure-ratings-row", Rating)
PRIORITIES_FIGURE = Message("figure-priorities", Drawn)
PRIORITIES_ROW = Message("figure-priorities-row", Priority)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Count the ratings of all countries, and weigh what is lacking on the page by them."""
    rated = ratings(basis.now, basis.scopes[-1], basis.parameters.confidence)
    yield RATINGS.filled(rated)
    yield PRIORITIES.filled(priorities(basis.words, rated, basis.iso3s))


def ratings(answers: Round, scope: Scope, confidence: float) -> dict[str, Rating]:
    """Count the levels of each item that is rated from 1 to 5."""
    rated = [item for item in survey_items().values() if item.type == "likert5"]
    return {item.item_id: _rating(item, answers, scope, confidence) for item in rated}


def priorities(
    words: Mapping[str, Mapping[str, str]], rated: Mapping[str, Rating], iso3s: Sequence[str]
) -> dict[str, Priority]:
    """Weigh each topic that was rated: how important it is, and how much is lacking of it.

    Parameters
    ----------
    words : mapping
        Answer to each scored item by country.
    rated : mapping of str to Rating
        Rows of the table `ratings`.
    iso3s : sequence of str
        Countries whose answers are looked at.

    Returns
    -------
    dict of str to Priority
        By topic, the widest gap in what was rated important first.
    """
    found: dict[str, Priority] = {}
    for topic, rating in RATED_BY.items():
        items = [name for name, item in scored_items().items() if item.topic == topic]
        said = [words[iso3][item] for iso3 in iso3s if iso3 in words for item in items]
        lacking = [DEFICITS[word] for word in said if word in DEFICITS]
        weight = rated[rating].importance
        if not lacking or weight is None:
            continue
        deficit = math.fsum(lacking) / len(lacking)
        found[topic] = Priority(
            topic=topic_name(topic),
            number=0,
            importance=weight,
            deficit=deficit,
            severity=weight * deficit,
            n_answers=len(lacking),
        )
    ordered = sorted(found, key=lambda topic: -found[topic].severity)
    return {topic: replace(found[topic], number=k) for k, topic in enumerate(ordered, start=1)}


def _subject(question: str) -> str:
    """Take out what is rated: what stands between a colon and a question mark, if both do.

    Examples
    --------
    >>> _subject("How important are, for your country: threshold values? (1 not, 5 very)")
    'threshold values'
    """
    return question.partition("(")[0].rpartition(": ")[2].strip().removesuffix("?")


def _rating(item: Item, answers: Round, scope: Scope, confidence: float) -> Rating:
    """Count each level; median and share of high ratings."""
    heard = heard_of(item, answers, scope)
    levels = ratings_of(item, heard)
    n_answers, n_high = len(levels), int((levels >= HIGH).sum())
    limits = wilson(n_high, n_answers, confidence=confidence) if n_answers else NO_INTERVAL
    return Rating(
        scope=scope.code,
        scope_name=scope.name,
        question=item.question,
        subject=_subject(item.question),
        units="laboratories" if item.unit_of_analysis == LABORATORY else COUNTRIES,
        n_answers=n_answers,
        n_without=len(heard.drop_duplicates(RESPONSE)) - n_answers,
        median=float(levels.median()) if n_answers else None,
        share_high=n_high / n_answers if n_answers else None,
        share_high_lower=limits.lower,
        share_high_upper=limits.upper,
        importance=importance_of(item, levels),
        **{f"n_{level}": int((levels == level).sum()) for level in LEVELS},
    )


def drawn_ratings(tables: Tables, words: Words) -> Picture | Text:
    """Draw how topics were rated, low ones to the left; who did not rate is apart."""
    rated = tables.of(RATINGS).values()
    rows = [one for one in rated if one.units == COUNTRIES and one.n_answers]
    if not rows:
        return Text(words.plain("figure-ratings-none"))
    bars = [charts.diverging.DivergingRow(one.subject, one.levels, one.n_without) for one in rows]
    figure = charts.diverging.draw(bars, words.plain("axis-ratings"))
    told = [words.sentence(FIGURE_ROW, one).text for one in rows]
    return captioned(figure, (FIGURE, drawn(tables, RATINGS, len(rows), len(rows))), told, words)


def drawn_priorities(tables: Tables, words: Words) -> Picture | Text:
    """Draw topics by importance and deficit."""
    rows = list(tables.of(PRIORITIES).values())
    if not rows:
        return Text(words.plain("figure-priorities-none"))
    points = [
        charts.named_points.NamedPoint(one.topic, one.deficit, one.importance) for one in rows
    ]
    axes = (words.plain("axis-lacking"), words.plain("axis-importance"))
    figure = charts.named_points.draw(points, axes)
    told = [words.sentence(PRIORITIES_ROW, one).text for one in rows]
    caption = (PRIORITIES_FIGURE, drawn(tables, PRIORITIES, len(rows)))
    return captioned(figure, caption, told, words)


SECTION: Section[Basis] = Section(
    name="ratings",
    tables=(RATINGS, PRIORITIES),
    compute=compute,
    messages=(FIGURE, FIGURE_ROW, PRIORITIES_FIGURE, PRIORITIES_ROW),
    figures={"ratings": drawn_ratings, "priorities": drawn_priorities},
    left_out=is_silent,
)
