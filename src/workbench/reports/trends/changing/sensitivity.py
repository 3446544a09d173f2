"""Other tests of the same series, for comparison: none of them grades anything."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
import pandas as pd

from workbench.findings.rows import Phrase, code, count, number, phrase, probability, row, text
from workbench.findings.tables import Filled, Table
from workbench.methods.nondetects.censored import recensor
from workbench.methods.series.kendall import mann_kendall
from workbench.methods.series.sen import sen_slope
from workbench.methods.trends.effects import effects_test, round_effects
from workbench.methods.trends.judging import Method
from workbench.methods.trends.site_values import SiteValues
from workbench.methods.trends.visits import Medians
from workbench.reports.trends.basis import Basis, by_series
from workbench.reports.trends.changing.rows import PER_YEAR, Trend

FEWEST_FOR_KENDALL = 5
FEWEST_FOR_T = 3
MODIFIED = {
    "hamed-rao": "hamed_rao_modification_test",
    "yue-wang": "yue_wang_modification_test",
    "pre-whitening": "pre_whitening_modification_test",
}


@row
class OtherTest:
    """A series as another test sees it."""

    subject: Phrase = phrase("the series in words", "Series")
    test: str = code("other-test", "the other test", "Test")
    n_rounds: int = count("sampling rounds", "Sampling rounds")
    p: float | None = probability("its two-sided p", "p")
    slope_mg_kg_year: float | None = number("Sen's slope of the medians", "Slope", unit=PER_YEAR)
    series: str = text("series")


SENSITIVITY = Table(
    "sensitivity",
    OtherTest,
    "Other tests, for comparison",
    "No series allows another test, or the page is on several countries.",
)


def compute_sensitivity(basis: Basis, trends: Mapping[str, Trend]) -> Filled[OtherTest]:
    """Ask other tests about each whole series of a country."""
    visits = by_series(basis.visits)
    found = {}
    for one in () if basis.with_country else basis.findings:
        name = one.series.name
        if one.series.stratum or one.judged.method is Method.NONE:
            continue
        tests = [*_of_medians(visits[name]), *_of_effects(one.series.site_values)]
        for test, p, slope, n_rounds in tests:
            found[f"{name}@{test}"] = OtherTest(
                subject=trends[name].subject,
                test=test,
                n_rounds=n_rounds,
                p=p,
                slope_mg_kg_year=slope,
                series=name,
            )
    return SENSITIVITY.filled(found)


def _of_medians(visits: pd.DataFrame) -> Iterator[tuple[str, float, float, int]]:
    """Mann-Kendall of the medians of rounds, as it is, and modified for serial correlation."""
    years = visits[Medians.decimal_year].to_numpy(dtype=float)
    if np.unique(years).size < max(years.size, FEWEST_FOR_KENDALL):
        return
    medians = visits[Medians.median_mg_kg], visits[Medians.below_limit]
    compared = recensor(*medians)
    test = mann_kendall(years, compared.values)
    slope = sen_slope(years, *medians).slope
    yield "round-medians", test.p, slope, years.size
    if not compared.censored.any() and np.unique(compared.values).size > 1:
        yield from _modified(compared.values)


def _modified(medians: np.ndarray) -> Iterator[tuple[str, float, float, int]]:
    """Ask pymannkendall, which takes rounds as equally spaced."""
    import pymannkendall  # noqa: PLC0415 - loaded where it is asked for

    for name, function in MODIFIED.items():
        with np.errstate(divide="ignore", invalid="ignore"):
            p = float(getattr(pymannkendall, function)(medians).p)
        yield name, p, math.nan, medians.size


def _of_effects(values: SiteValues) -> Iterator[tuple[str, float, float, int]]:
    """Student's t of the effects of three or four campaigns, which hold no effect of their own."""
    if not FEWEST_FOR_T <= values.years.size < FEWEST_FOR_KENDALL:
        return
    found = round_effects(values)
    if found is not None and all(first < last for first, last in pairwise(values.years)):
        yield "campaign-t", effects_test(found).p, math.nan, values.years.size
