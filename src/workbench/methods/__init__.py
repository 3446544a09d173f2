"""Statistics: arrays and frames in, numbers out, in rooms by subject.

What an analyst calls is offered here by name, and loaded when it is asked for.

>>> from workbench import methods
>>> methods.sen_slope([2009, 2012, 2015], [0.40, 0.34, 0.31]).slope_low < 0
True
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pandas as pd

_ROOMS = {
    "basics.bootstrap": ("bootstrap_mean",),
    "basics.intervals": ("clopper_pearson", "hypergeometric", "wilson"),
    "basics.multiplicity": ("benjamini_hochberg",),
    "nondetects.censored": ("recensor", "visit_median"),
    "nondetects.estimates": ("kaplan_meier", "ros", "summarise"),
    "nondetects.exceedance": ("share_above",),
    "nondetects.goodness_of_fit": ("goodness_of_fit",),
    "nondetects.lognormal": ("fit_lognormal",),
    "nondetects.mean_limits": ("mean_upper_limits",),
    "nondetects.regression": ("censored_regression",),
    "nondetects.tolerance": ("background_threshold", "upper_tolerance_limit"),
    "nondetects.upper_limits": ("mean_upper_limit",),
    "rates.exposure_response": ("exposure_curve", "exposure_groups"),
    "rates.rate_data": ("rate_data",),
    "rates.rate_models": ("negative_binomial", "poisson", "quasi_poisson"),
    "rates.standardisation": ("direct_rates", "expected_counts", "standardised_ratios"),
    "series.blocks": ("regional_kendall", "seasonal_kendall"),
    "series.censored_kendall": ("censored_kendall",),
    "series.change_points": ("joinpoint", "pettitt"),
    "series.detection_rate": ("detection_trend",),
    "series.kendall": ("mann_kendall",),
    "series.many": ("many_kendall",),
    "series.paired": ("paired_change",),
    "series.partial": ("normalised", "partial_kendall"),
    "series.sen": ("sen_slope",),
    "series.serially_corrected": ("corrected_kendall",),
    "soil.aggregation": ("aggregate",),
    "soil.contamination": ("contamination_factor", "enrichment_factor", "geoaccumulation"),
    "soil.health_risk": ("cancer_risk", "hazard"),
    "spatial.moran": ("moran", "moran_of_rates"),
    "spatial.neighbours": ("neighbours",),
    "spatial.smoothing": ("smooth_by_gamma", "smooth_globally"),
    "surveys.calibration": ("poststratified_share", "raked_share"),
    "surveys.gap_index": ("gap_index",),
    "surveys.paired_answers": ("agreement", "matched_change"),
    "surveys.shares": ("share_of_yes", "stratified_share"),
    "sampling.visits": ("decimal_years", "placed_in_rounds", "series_ids", "summarise_groups"),
}
_PLACES = {name: place for place, names in _ROOMS.items() for name in names}
__all__ = sorted(["by_field", *_PLACES])  # noqa: PLE0605 - made of the places above


def by_field() -> pd.DataFrame:
    """List what is offered, by field of statistics.

    Returns
    -------
    DataFrame
        A row a method: `field`, `name`, and its `purpose` in one sentence.

    Examples
    --------
    >>> listed = by_field()
    >>> listed[listed["field"] == "spatial"]["name"].tolist()[:2]
    ['moran', 'moran_of_rates']
    """
    rows = [
        (place.partition(".")[0], name, (__getattr__(name).__doc__ or "").partition("\n")[0])
        for name, place in _PLACES.items()
    ]
    return pd.DataFrame(rows, columns=["field", "name", "purpose"])


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what the name stands for
    if name in _PLACES:
        return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    raise AttributeError(f"workbench.methods has no {name!r}. It has: {', '.join(__all__)}.")


def __dir__() -> list[str]:
    return __all__
