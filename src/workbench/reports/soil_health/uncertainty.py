"""How sure the indices of a country are: other sites of the same kind might have been sampled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.methods.series import Floats
from workbench.reports.soil_health.definitions import FEWEST_SITES, Parameters
from workbench.reports.soil_health.scores import Scored
from workbench.vocabulary.indicator_classes import IndicatorClasses, indicator_classes

CLASSES_OF = "CASH-2017"  # classes of scores, not verified: used where the parameters name them


@dataclass(frozen=True)
class Estimate:
    """Mean over the sites with its limits; NaN where there is none."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Drawn:
    """Means over the sites and their limits: overall, by domain and by indicator; and the class."""

    overall: Estimate
    domains: Mapping[str, Estimate]
    indicators: Mapping[str, Estimate]
    class_words: str


def drawn(scored: Scored, parameters: Parameters) -> Drawn:
    """Draw sites with replacement, and see how far the means move.

    Parameters
    ----------
    scored : Scored
        Scores and indices of the sites.
    parameters : Parameters
        Of the report.
    """
    sites = list(scored.overall["sample_id"])
    counts = site_counts(len(sites), parameters)
    overall = scored.overall.set_index("sample_id")["index"].reindex(sites)
    by_domain = _wide(scored.domains, "domain", "index", sites)
    by_indicator = _wide(scored.table.scores, "indicator", "score", sites)
    return Drawn(
        estimate(overall.to_numpy(float), counts, parameters),
        {str(name): estimate(by_domain[name].to_numpy(float), counts, parameters)
         for name in by_domain},
        {str(name): estimate(by_indicator[name].to_numpy(float), counts, parameters)
         for name in by_indicator},
        class_of(overall.to_numpy(float), counts, parameters),
    )  # fmt: skip


def site_counts(n_sites: int, parameters: Parameters) -> Floats:
    """How often each site is in each draw, shape (n_draws, n_sites)."""
    random = np.random.default_rng(parameters.seed)
    if n_sites == 0:
        return np.zeros((parameters.n_draws, 0))
    drawn_sites = random.multinomial(
        n_sites, np.full(n_sites, 1 / n_sites), size=parameters.n_draws
    )
    return np.asarray(drawn_sites, dtype=np.float64)


def estimate(values: Floats, counts: Floats, parameters: Parameters) -> Estimate:
    """Mean of the sites that have a value, with limits where there are enough of them."""
    there = ~np.isnan(values)
    if not there.any():
        return Estimate(np.nan, np.nan, np.nan)
    mean = float(values[there].mean())
    if there.sum() < FEWEST_SITES:
        return Estimate(mean, np.nan, np.nan)
    tail = (1 - parameters.confidence) / 2
    lower, upper = np.nanquantile(means(values, counts), [tail, 1 - tail])
    return Estimate(mean, float(lower), float(upper))


def means(values: Floats, counts: Floats) -> Floats:
    """Mean of each draw over the sites that have a value; NaN where it has none of them."""
    there = ~np.isnan(values)
    weight = counts[:, there]
    total = weight.sum(axis=1)
    summed = weight @ values[there]
    return np.asarray(np.where(total > 0, summed / np.where(total > 0, total, 1.0), np.nan))


def class_of(values: Floats, counts: Floats, parameters: Parameters) -> str:
    """Class of the mean where it is probable enough, else the two that it lies between.

    Empty where there is no mean, or where the classes, which nobody compared with their source,
    are not named in the parameters.
    """
    if not parameters.may_use_unverified(CLASSES_OF) or np.isnan(values).all():
        return ""
    found = means(values, counts)
    return class_words(found[~np.isnan(found)], indicator_classes(CLASSES_OF), parameters)


def class_words(found: Floats, classes: IndicatorClasses, parameters: Parameters) -> str:
    """Words for the fewest neighbouring classes that are probable enough together."""
    places = np.searchsorted(np.array(classes.limits), found, side="right")
    shares = np.bincount(places, minlength=len(classes.labels)) / len(found)
    for width in range(1, len(shares) + 1):
        runs = [float(shares[i : i + width].sum()) for i in range(len(shares) - width + 1)]
        first = int(np.argmax(runs))
        if runs[first] >= parameters.class_probability:
            return _between(classes.labels[first : first + width])
    return _between(classes.labels)


def _between(labels: Sequence[str]) -> str:
    """One class, or the lowest and the highest."""
    return labels[0] if len(labels) == 1 else f"between {labels[0]} and {labels[-1]}"


def _wide(rows: pd.DataFrame, columns: str, values: str, sites: Sequence[str]) -> pd.DataFrame:
    """Values with a row a site; columns without any value are left out."""
    if rows.empty:
        return pd.DataFrame(index=list(sites))
    wide = rows.pivot_table(index="sample_id", columns=columns, values=values)
    return wide.reindex(list(sites))
