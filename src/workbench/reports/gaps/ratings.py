"""What is rated from 1 to 5: counts a level, and the weights that ratings of topics give."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.findings.rows import Table, code, count, row, share, text
from workbench.findings.rows import number as quantity
from workbench.methods.gap_index import DEFICITS, importance_from_ratings
from workbench.methods.intervals import NO_INTERVAL, wilson
from workbench.reports.gaps.answers import LABORATORY, RESPONSE, Round, scored_items
from workbench.reports.gaps.definitions import Parameters
from workbench.reports.gaps.scopes import OfScope, Scope
from workbench.vocabulary.survey_items import Item, survey_items, survey_texts

LEVELS = range(1, 6)
HIGH = 4  # a rating from here on is a high one
RATED_BY = {
    "thresholds": "imp_thresholds",
    "legislation": "imp_legislation",
    "monitoring": "imp_monitoring",
    "inventory_point": "imp_inventory",
    "inventory_diffuse": "imp_inventory",
    "sop": "imp_sop",
    "biomonitoring": "imp_health",
    "epi_surveillance": "imp_health",
    "exchange": "imp_exchange",
}
"""Item that rates each topic of the scored items."""


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


def ratings(answers: Round, scope: Scope, parameters: Parameters) -> dict[str, Rating]:
    """Count the levels of each item that is rated from 1 to 5."""
    rated = [item for item in survey_items().values() if item.type == "likert5"]
    return {item.item_id: _rating(item, answers, scope, parameters.confidence) for item in rated}


def rated_importance(rated: Mapping[str, Rating]) -> dict[str, float]:
    """Give each scored item the importance that its topic was rated with.

    The importance of a topic is its median rating less 1, over 4. Where one topic has no rating
    there are no such weights at all: others in its place would be nobody's.

    Parameters
    ----------
    rated : mapping of str to Rating
        Rows of the table `ratings`.

    Returns
    -------
    dict of str to float
        By item; empty where a topic has no rating. [0 to 1]
    """
    weights: dict[str, float] = {}
    for name, item in scored_items().items():
        weight = rated[RATED_BY[item.topic]].importance
        if weight is None:
            return {}
        weights[name] = weight
    return weights


def fewest_ratings(rated: Mapping[str, Rating]) -> int:
    """Ratings of the topic that has the fewest."""
    return min(rated[rating].n_answers for rating in RATED_BY.values())


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
            topic=survey_texts()[topic]["en"],
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
    of_laboratories = item.unit_of_analysis == LABORATORY
    rows = answers.laboratories if of_laboratories else answers.countries
    heard = rows[rows["iso3"].isin(scope.countries)]
    given = heard[(heard["item_id"] == item.item_id) & (heard["status"] == "answered")]
    levels = given["value"].astype(int)
    n_answers, n_high = len(levels), int((levels >= HIGH).sum())
    limits = wilson(n_high, n_answers, confidence=confidence) if n_answers else NO_INTERVAL
    rates_topic = n_answers and not of_laboratories
    return Rating(
        scope=scope.code,
        scope_name=scope.name,
        question=item.labels["en"],
        subject=_subject(item.labels["en"]),
        units="laboratories" if of_laboratories else "countries",
        n_answers=n_answers,
        n_without=len(heard.drop_duplicates(RESPONSE)) - n_answers,
        median=float(levels.median()) if n_answers else None,
        share_high=n_high / n_answers if n_answers else None,
        share_high_lower=limits.lower,
        share_high_upper=limits.upper,
        importance=importance_from_ratings(levels) if rates_topic else None,
        **{f"n_{level}": int((levels == level).sum()) for level in LEVELS},
    )
