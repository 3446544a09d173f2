"""What becomes of the index when the method, an indicator or the background is another one."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from workbench.methods.aggregation import AGGREGATIONS
from workbench.methods.series import Floats
from workbench.reports.soil_health.definitions import Parameters
from workbench.reports.soil_health.inventory import Row
from workbench.reports.soil_health.pollution import Pollution
from workbench.reports.soil_health.scores import Scored, indices, scored
from workbench.reports.soil_health.sites import Sampled
from workbench.reports.soil_health.uncertainty import Drawn, class_of
from workbench.vocabulary.indicators import indicator

HUNDRED = 100.0
MEANS = {
    "arithmetic": "arithmetic mean",
    "geometric": "geometric mean",
    "harmonic": "harmonic mean",
    "minimum": "lowest score in place of a mean",
    "obic": "mean in which low scores weigh more (OBIC)",
}


def checks(
    found: Sampled, polluted: Pollution, judged: Scored, drawn: Drawn, parameters: Parameters
) -> dict[str, Row]:
    """Rows of all changes; none where there is no index to begin with.

    Parameters
    ----------
    found : Sampled
        Latest values of the sites.
    polluted : Pollution
        Contaminants beside backgrounds.
    judged : Scored
        Scores and indices as the page has them.
    drawn : Drawn
        Their limits.
    parameters : Parameters
        Of the report.
    """
    base = judged.overall.set_index("sample_id")["index"]
    if base.isna().all():
        return {}
    made = {
        f"mean:{name}": (MEANS[name], _by(judged, parameters, name))
        for name in AGGREGATIONS
        if name != parameters.aggregation
    }
    for code in judged.table.scores["indicator"].unique():
        name = f"without {indicator(str(code)).name}"
        made[f"without:{code}"] = (name, _without(str(code), judged, parameters))
    if len(polluted.compared) > 1:
        other = polluted.compared[1]
        again = scored(found, other, parameters).overall.set_index("sample_id")["index"]
        made["background"] = (f"background: {other.background.name}", again)
    strata = list(found.soils["land_use"])
    rows: dict[str, Row] = {"weights": _weights(drawn, base)}
    for key, (name, index) in made.items():
        values = index.reindex(base.index).to_numpy(np.float64)
        draws = np.broadcast_to(values, (parameters.n_draws, len(values)))
        words = class_of(draws, strata, parameters)
        rows[key] = {"check": name, **_row(values, base.to_numpy(np.float64))} | {
            "class": words,
            "changes_class": "yes" if words and words != drawn.class_words else "no",
        }
    return rows


def _by(judged: Scored, parameters: Parameters, method: str) -> pd.Series:
    """Index of each site with another kind of mean."""
    changed = parameters.model_copy(update={"aggregation": method})
    sites = list(judged.overall["sample_id"])
    overall = indices(judged.table.scores, judged.weights, sites, changed)[1]
    return overall.set_index("sample_id")["index"]


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
    sites = list(judged.overall["sample_id"])
    kept = scores[scores["indicator"] != code]
    return indices(kept, weights, sites, parameters)[1].set_index("sample_id")["index"]


def _row(values: Floats, base: Floats) -> Row:
    """Cells on the index of the sites with something changed."""
    there = ~np.isnan(values)
    if not there.any():
        return {"n_with_index": 0}
    mean = float(values[there].mean())
    return {
        "index": HUNDRED * mean,
        "difference": HUNDRED * (mean - float(np.nanmean(base))),
        "n_with_index": int(there.sum()),
        "rank_correlation": _rank_correlation(values, base),
    }


def _weights(drawn: Drawn, base: pd.Series) -> Row:
    """Row of weights that are drawn at random."""
    return {
        "check": "any weights that add up to one",
        "index": HUNDRED * drawn.overall.value,
        "index_lower": HUNDRED * drawn.with_weights.lower,
        "index_upper": HUNDRED * drawn.with_weights.upper,
        "difference": 0.0,
        "class": drawn.class_with_weights,
        "changes_class": "yes" if drawn.class_with_weights != drawn.class_words else "no",
        "n_with_index": int(base.notna().sum()),
    }


def _rank_correlation(values: Floats, base: Floats) -> float:
    """Rank correlation of the sites with and without the change; NaN with fewer than 3."""
    both = ~np.isnan(values) & ~np.isnan(base)
    one, other = rankdata(values[both]), rankdata(base[both])
    if both.sum() < 3 or not np.ptp(one) or not np.ptp(other):
        return np.nan
    return float(np.corrcoef(one, other)[0, 1])
