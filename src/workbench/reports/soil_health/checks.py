"""Sensitivity of the index to the method, to each indicator and to the background."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from workbench.findings.rows import Table, code, count, number, row, text
from workbench.methods.aggregation import AGGREGATIONS
from workbench.methods.series import Floats
from workbench.reports.soil_health.definitions import HUNDRED, OF_HUNDRED, Parameters
from workbench.reports.soil_health.pollution import Pollution
from workbench.reports.soil_health.scores import Scored, index_of_sites, indices, scored
from workbench.reports.soil_health.sites import Sampled
from workbench.reports.soil_health.uncertainty import Drawn, class_of
from workbench.vocabulary.indicators import indicator

CHANGES_CLASS, KEEPS_CLASS = "yes", "no"
MEANS = {
    "arithmetic": "arithmetic mean",
    "geometric": "geometric mean",
    "harmonic": "harmonic mean",
    "minimum": "lowest score in place of a mean",
    "obic": "mean in which low scores weigh more (OBIC)",
}


@row
class Check:
    """The index with one thing changed."""

    check: str = text("what was changed", "Changed")
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
    class_: str = text("class of the index then", "Class", default="")
    n_with_index: int = count("sites with an index", "Sites")
    rank_correlation: float | None = number(
        "rank correlation of the sites with their order on the page",
        "Rank correlation of sites",
        unit="1",
        default=None,
    )
    changes_class: str = code("yes-no", "whether that is another class", default=KEEPS_CLASS)


CHECKS = Table("checks", Check, "Sensitivity of the index", "There is no index to change.")


def checks(
    found: Sampled, polluted: Pollution, judged: Scored, drawn: Drawn, parameters: Parameters
) -> dict[str, Check]:
    """Work the index out with each change; none where there is no index to begin with.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    polluted : Pollution
        Contaminants compared with backgrounds.
    judged : Scored
        Scores and indices as the page has them.
    drawn : Drawn
        Their limits.
    parameters : Parameters
        Of the report.
    """
    base = judged.index
    if base.isna().all():
        return {}
    made = {
        f"mean:{name}": (MEANS[name], _by(judged, parameters, name))
        for name in AGGREGATIONS
        if name != parameters.aggregation
    }
    for one in map(str, judged.table.scores["indicator"].unique()):
        made[f"without:{one}"] = (
            f"without {indicator(one).name}",
            _without(one, judged, parameters),
        )
    if len(polluted.compared) > 1:
        other = polluted.compared[1]
        again = scored(found, other, parameters).index
        made["background"] = (f"background: {other.background.name}", again)
    strata = found.land_uses
    rows = {"weights": _weights(drawn, base)}
    for key, (name, index) in made.items():
        values = index.reindex(base.index).to_numpy(np.float64)
        draws = np.broadcast_to(values, (parameters.n_draws, len(values)))
        words = class_of(draws, strata, parameters)
        rows[key] = replace(
            _changed(name, values, base.to_numpy(np.float64)),
            class_=words,
            changes_class=_changes_class(words, drawn) if words else KEEPS_CLASS,
        )
    return rows


def _changes_class(words: str, drawn: Drawn) -> str:
    """Tell whether a class is another one than that of the page."""
    return CHANGES_CLASS if words != drawn.class_words else KEEPS_CLASS


def _by(judged: Scored, parameters: Parameters, method: str) -> pd.Series:
    """Index of each site with another kind of mean."""
    changed = parameters.model_copy(update={"aggregation": method})
    sites = list(judged.index.index)
    return index_of_sites(indices(judged.table.scores, judged.weights, sites, changed)[1])


def _without(code: str, judged: Scored, parameters: Parameters) -> pd.Series:
    """Index of each site with one indicator left out; none where it is alone in its domain."""
    weights = {name: dict(shares) for name, shares in judged.weights.items()}
    own = weights[indicator(code).domain]
    own.pop(code)
    if not own:
        weights.pop(indicator(code).domain)
    weights = {
        name: {one: share / sum(shares.values()) for one, share in shares.items()}
        for name, shares in weights.items()
    }
    scores = judged.table.scores
    sites = list(judged.index.index)
    kept = scores[scores["indicator"] != code]
    return index_of_sites(indices(kept, weights, sites, parameters)[1])


def _changed(name: str, values: Floats, base: Floats) -> Check:
    """Compare the index of the sites with something changed with that of the page."""
    there = ~np.isnan(values)
    if not there.any():
        return Check(check=name, n_with_index=0)
    mean = float(values[there].mean())
    return Check(
        check=name,
        index=HUNDRED * mean,
        difference=HUNDRED * (mean - float(np.nanmean(base))),
        n_with_index=there.sum(),
        rank_correlation=_rank_correlation(values, base),
    )


def _weights(drawn: Drawn, base: pd.Series) -> Check:
    """Index with weights that are drawn at random."""
    loose = drawn.with_weights.of_hundred
    return Check(
        check="any weights that add up to one",
        index=drawn.overall.of_hundred.value,
        index_lower=loose.lower,
        index_upper=loose.upper,
        difference=0.0,
        class_=drawn.class_with_weights,
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
