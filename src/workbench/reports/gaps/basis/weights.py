"""Ratings from 1 to 5, and the weights of the scored items that ratings of topics give."""

from __future__ import annotations

import pandas as pd

from workbench.methods.surveys.gap_index import importance_from_ratings
from workbench.reports.gaps.basis.answers import ANSWERED, LABORATORY, Round, scored_items
from workbench.reports.gaps.basis.scopes import Scope
from workbench.store.surveys import Responses
from workbench.vocabulary.survey.items import Item, survey_items

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


def heard_of(item: Item, answers: Round, scope: Scope) -> pd.DataFrame:
    """Rows of those in a scope that an item is put to: countries, or laboratories."""
    is_of_laboratories = item.unit_of_analysis == LABORATORY
    rows = answers.laboratories if is_of_laboratories else answers.countries
    return rows[rows[Responses.iso3].isin(scope.countries)]


def ratings_of(item: Item, heard: pd.DataFrame) -> pd.Series:
    """Give the ratings of an item, each from 1 to 5."""
    given = heard[
        (heard[Responses.item_id] == item.item_id) & (heard[Responses.status] == ANSWERED)
    ]
    return given[Responses.value].astype(int)


def importance_of(item: Item, levels: pd.Series) -> float | None:
    """Weigh the topic that an item rates; None without a rating, or of laboratories."""
    rates_topic = len(levels) and item.unit_of_analysis != LABORATORY
    return importance_from_ratings(levels) if rates_topic else None


def rated_importance(answers: Round, scope: Scope) -> dict[str, float]:
    """Give each scored item the importance that its topic was rated with.

    The importance of a topic is its median rating less 1, over 4. Where one topic has no rating
    there are no such weights at all: others in its place would be nobody's.

    Parameters
    ----------
    answers : Round
        Round of the survey.
    scope : Scope
        All countries whose ratings count.

    Returns
    -------
    dict of str to float
        By item; empty where a topic has no rating. [0 to 1]
    """
    rated = {}
    for name in set(RATED_BY.values()):
        item = survey_items()[name]
        rated[name] = importance_of(item, ratings_of(item, heard_of(item, answers, scope)))
    weights: dict[str, float] = {}
    for name, item in scored_items().items():
        weight = rated[RATED_BY[item.topic]]
        if weight is None:
            return {}
        weights[name] = weight
    return weights
