"""What is rated from 1 to 5: counts a level, and the weights that ratings of topics give."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from workbench.findings import frame_of
from workbench.methods.gap_index import DEFICITS, importance_from_ratings
from workbench.methods.intervals import NO_INTERVAL, wilson
from workbench.reports.gaps import definitions
from workbench.reports.gaps.answers import LABORATORY, RESPONSE, Round, scored_items
from workbench.reports.gaps.definitions import Parameters
from workbench.reports.gaps.scopes import Scope
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


def ratings(answers: Round, scope: Scope, parameters: Parameters) -> pd.DataFrame:
    """One row an item that is rated from 1 to 5; who did not rate is counted apart."""
    rated = [item for item in survey_items().values() if item.type == "likert5"]
    rows = {item.item_id: _row(item, answers, scope, parameters.confidence) for item in rated}
    return frame_of(rows, definitions.RATINGS)


def rated_importance(rated: pd.DataFrame) -> dict[str, float]:
    """Give each scored item the importance that its topic was rated with.

    The importance of a topic is its median rating less 1, over 4. Where one topic has no rating
    there are no such weights at all: others in its place would be nobody's.

    Parameters
    ----------
    rated : DataFrame
        Rows of the table `ratings`.

    Returns
    -------
    dict of str to float
        By item; empty where a topic has no rating. [0 to 1]
    """
    weights = {
        name: float(rated["importance"][RATED_BY[item.topic]])
        for name, item in scored_items().items()
    }
    return {} if any(map(math.isnan, weights.values())) else weights


def fewest_ratings(rated: pd.DataFrame) -> int:
    """Ratings of the topic that has the fewest."""
    return int(rated["n_answers"][sorted(set(RATED_BY.values()))].min())


def priorities(
    words: Mapping[str, Mapping[str, str]], rated: pd.DataFrame, iso3s: Sequence[str]
) -> pd.DataFrame:
    """One row a topic that was rated: how important it is, and how much is lacking of it.

    Parameters
    ----------
    words : mapping
        Answer to each scored item by country.
    rated : DataFrame
        Rows of the table `ratings`.
    iso3s : sequence of str
        Countries whose answers are looked at.
    """
    rows: dict[str, dict[str, object]] = {}
    severities: dict[str, float] = {}
    for topic, rating in RATED_BY.items():
        items = [name for name, item in scored_items().items() if item.topic == topic]
        said = [words[iso3][item] for iso3 in iso3s if iso3 in words for item in items]
        lacking = [DEFICITS[word] for word in said if word in DEFICITS]
        weight = float(rated["importance"][rating])
        if not lacking or math.isnan(weight):
            continue
        deficit = math.fsum(lacking) / len(lacking)
        severities[topic] = weight * deficit
        rows[topic] = {
            "topic": survey_texts()[topic]["en"],
            "importance": weight,
            "deficit": deficit,
            "severity": severities[topic],
            "n_answers": len(lacking),
        }
    ordered = sorted(rows, key=severities.__getitem__, reverse=True)
    numbered = {topic: rows[topic] | {"number": k} for k, topic in enumerate(ordered, start=1)}
    return frame_of(numbered, definitions.PRIORITIES)


def _subject(question: str) -> str:
    """Take out what is rated: what stands between a colon and a question mark, if both do.

    Examples
    --------
    >>> _subject("How important are, for your country: threshold values? (1 not, 5 very)")
    'threshold values'
    """
    return question.partition("(")[0].rpartition(": ")[2].strip().removesuffix("?")


def _row(item: Item, answers: Round, scope: Scope, confidence: float) -> dict[str, object]:
    """Count each level; median and share of high ratings."""
    of_laboratories = item.unit_of_analysis == LABORATORY
    rows = answers.laboratories if of_laboratories else answers.countries
    heard = rows[rows["iso3"].isin(scope.countries)]
    given = heard[(heard["item_id"] == item.item_id) & (heard["status"] == "answered")]
    levels = given["value"].astype(int)
    n_answers, n_high = len(levels), int((levels >= HIGH).sum())
    limits = wilson(n_high, n_answers, confidence=confidence) if n_answers else NO_INTERVAL
    counts = {f"n_{level}": int((levels == level).sum()) for level in LEVELS}
    return counts | {
        "question": item.labels["en"],
        "subject": _subject(item.labels["en"]),
        "scope": scope.code,
        "scope_name": scope.name,
        "units": "laboratories" if of_laboratories else "countries",
        "n_answers": n_answers,
        "n_without": len(heard.drop_duplicates(RESPONSE)) - n_answers,
        "median": float(levels.median()) if n_answers else math.nan,
        "share_high": n_high / n_answers if n_answers else math.nan,
        "share_high_lower": limits.lower,
        "share_high_upper": limits.upper,
        "importance": importance_from_ratings(levels)
        if n_answers and not of_laboratories
        else math.nan,
    }
