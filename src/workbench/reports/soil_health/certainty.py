"""How sure the index is: whether another method, weight or background gives another class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from workbench.findings.rows import Phrase, code, count, number, phrase, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.basics.arrays import Floats
from workbench.methods.soil.aggregation import AGGREGATIONS
from workbench.methods.soil.score_table import Scores
from workbench.reports.report import Section
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.scores import (
    HUNDRED,
    DrawnMeans,
    Scored,
    class_of,
    index_of_sites,
    indices,
    scored,
)
from workbench.reports.soil_health.overview import OF_HUNDRED
from workbench.reports.soil_health.parameters import Parameters
from workbench.vocabulary.soil.indicators import indicator
from workbench.words.messages import Message
from workbench.words.said import Said, said

CHANGES_CLASS, KEEPS_CLASS = "yes", "no"
NOTHING_CHANGES = "soil-nothing-changes-the-class"


@row
class ByMean(Phrase):
    """Scores are put together by another mean."""

    mean: str = code("mean", "which")


@row
class WithoutIndicator(Phrase):
    """One indicator is left out."""

    name: str = text("indicator")


@row
class WithBackground(Phrase):
    """Contents are compared with another background."""

    name: str = text("background")


@row
class AnyWeights(Phrase):
    """Weights are drawn at random."""


@row
class Check:
    """The index with one thing changed."""

    check: Phrase = phrase("what was changed", "Changed")
    index: float | None = number(
        "mean index of the sites then", "Index", unit=OF_HUNDRED, default=None
    )
    index_lower: float | None = number(
        "lower limit of that index",
        "Lower limit",
        unit=OF_HUNDRED,
        lower_of="index",
        default=None,
    )
    index_upper: float | None = number(
        "upper limit of that index",
        "Upper limit",
        unit=OF_HUNDRED,
        upper_of="index",
        default=None,
    )
    difference: float | None = number(
        "difference from the index of the page", "Difference", unit=OF_HUNDRED, default=None
    )
    index_class: Phrase | None = phrase("class of the index then", "Class", default=None)
    n_with_index: int = count("sites with an index", "Sites")
    rank_correlation: float | None = number(
        "rank correlation of the sites with their order on the page",
        "Rank correlation of sites",
        unit="1",
        default=None,
    )
    changes_class: str = code("yes-no", "whether that is another class", default=KEEPS_CLASS)


CHECKS = Table("checks", Check, "Sensitivity of the index", "There is no index to change.")
SENSITIVE = Message("soil-check", Check, "check")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Work the index out with each change; none where there is no index to begin with."""
    base = basis.judged.index
    made = {} if base.isna().all() else _checks(basis, base)
    yield CHECKS.filled(made)


def _checks(basis: Basis, base: pd.Series) -> dict[str, Check]:
    """Compare the index of the sites with each change with that of the page."""
    drawn, parameters = basis.means, basis.parameters
    rows = {"weights": _weights(drawn, base)}
    for key, (check, index) in _changed_indices(basis).items():
        values = index.reindex(base.index).to_numpy(np.float64)
        draws = np.broadcast_to(values, (parameters.draws_of(len(values)), len(values)))
        found = class_of(draws, basis.found.land_uses, parameters)
        rows[key] = replace(
            _changed(check, values, base.to_numpy(np.float64)),
            index_class=found,
            changes_class=_changes_class(found, drawn) if found else KEEPS_CLASS,
        )
    return rows


def _changed_indices(basis: Basis) -> dict[str, tuple[Phrase, pd.Series]]:
    """Index of each site with each change: another mean, without an indicator, a background."""
    judged, parameters = basis.judged, basis.parameters
    made: dict[str, tuple[Phrase, pd.Series]] = {
        f"mean:{name}": (ByMean(mean=name), _by(judged, parameters, name))
        for name in AGGREGATIONS
        if name != parameters.aggregation
    }
    for one in map(str, judged.table.scores[Scores.indicator].unique()):
        check = WithoutIndicator(name=indicator(one).name)
        made[f"without:{one}"] = (check, _without(one, judged, parameters))
    if len(basis.polluted.compared) > 1:
        other = basis.polluted.compared[1]
        again = scored(basis.found, other, parameters).index
        made["background"] = (WithBackground(name=other.background.name), again)
    return made


def _changes_class(found: Phrase | None, drawn: DrawnMeans) -> str:
    """Tell whether a class is another one than that of the page."""
    return CHANGES_CLASS if found != drawn.index_class else KEEPS_CLASS


def _by(judged: Scored, parameters: Parameters, method: str) -> pd.Series:
    """Index of each site with another kind of mean."""
    changed = parameters.model_copy(update={"aggregation": method})
    sites = list(judged.index.index)
    return index_of_sites(indices(judged.table.scores, judged.weights, sites, changed)[1])


def _without(left_out: str, judged: Scored, parameters: Parameters) -> pd.Series:
    """Index of each site with one indicator left out; none where it is alone in its domain."""
    weights = {name: dict(shares) for name, shares in judged.weights.items()}
    own = weights[indicator(left_out).domain]
    own.pop(left_out)
    if not own:
        weights.pop(indicator(left_out).domain)
    weights = {
        name: {one: share / sum(shares.values()) for one, share in shares.items()}
        for name, shares in weights.items()
    }
    scores = judged.table.scores
    sites = list(judged.index.index)
    kept = scores[scores[Scores.indicator] != left_out]
    return index_of_sites(indices(kept, weights, sites, parameters)[1])


def _changed(check: Phrase, values: Floats, base: Floats) -> Check:
    """Compare the index of the sites with something changed with that of the page."""
    there = ~np.isnan(values)
    if not there.any():
        return Check(check=check, n_with_index=0)
    mean = float(values[there].mean())
    return Check(
        check=check,
        index=HUNDRED * mean,
        difference=HUNDRED * (mean - float(np.nanmean(base))),
        n_with_index=there.sum(),
        rank_correlation=_rank_correlation(values, base),
    )


def _weights(drawn: DrawnMeans, base: pd.Series) -> Check:
    """Index with weights that are drawn at random."""
    loose = drawn.with_weights.of_hundred
    return Check(
        check=AnyWeights(),
        index=drawn.overall.of_hundred.value,
        index_lower=loose.lower,
        index_upper=loose.upper,
        difference=0.0,
        index_class=drawn.class_with_weights,
        changes_class=_changes_class(drawn.class_with_weights, drawn),
        n_with_index=base.notna().sum(),
    )


def _rank_correlation(values: Floats, base: Floats) -> float:
    """Rank correlation of the sites with and without the change; NaN with fewer than 3."""
    both = ~np.isnan(values) & ~np.isnan(base)
    one, other = rankdata(values[both]), rankdata(base[both])
    if both.sum() < 3 or not np.ptp(one) or not np.ptp(other):
        return np.nan
    return float(np.corrcoef(one, other)[0, 1])


def say(tables: Tables) -> Iterator[Said]:
    """Say which changes of the method give another class."""
    for name, one in tables.of(CHECKS).items():
        if one.changes_class == CHANGES_CLASS:
            yield said(SENSITIVE, CHECKS, name, grade="sensitive", main="index")


def notes(tables: Tables) -> tuple[str, ...]:
    """Say that nothing that was tried gives another class."""
    tried = tables.of(CHECKS).values()
    is_steady = tried and all(one.changes_class == KEEPS_CLASS for one in tried)
    return (NOTHING_CHANGES,) if is_steady else ()


SECTION: Section[Basis] = Section(
    name="certainty",
    tables=(CHECKS,),
    compute=compute,
    say=say,
    messages=(SENSITIVE,),
    notes=notes,
)
