"""Quantiles, shares and geometric means of a population against other programs and by hand."""

import json
import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight

from workbench.errors import SeriesError
from workbench.methods.nondetects.population import (
    design,
    distribution,
    geometric_mean,
    population_share,
    quantile,
)

REFERENCE = Path(__file__).parents[2] / "reference"
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


def sample(n=300, share_below=0.2, seed=3):
    """Lognormal results with two limits, weights, strata and clusters."""
    random = np.random.default_rng(seed)
    values = np.exp(random.normal(0.3, 0.8, n)).round(3)
    limits = np.where(np.arange(n) % 2, *np.quantile(values, [share_below, share_below / 2]))
    censored = values < limits
    weights = random.uniform(0.5, 4, n)
    return np.where(censored, limits, values), censored, weights


def by_survfunc(values, censored, weights):
    """Share at or below each value, by statsmodels with the sign turned."""
    found = SurvfuncRight(-values, (~censored).astype(int), freq_weights=weights)
    below = sorted(zip(-found.surv_times, found.surv_prob, strict=True))
    above = [share for _, share in below[1:]] + [1.0]
    return [(value, share) for (value, _), share in zip(below, above, strict=True)]


def test_weighted_quantiles_are_those_of_statsmodels():
    values, censored, weights = sample()
    found = distribution(values, censored, design(values.size, weights=weights))
    other = by_survfunc(values, censored, weights)
    for share in SHARES[1:]:
        assert found.quantile(share) == next(value for value, at in other if at >= share - 1e-9)


def test_quantiles_of_the_reference_series_are_those_of_nada():
    records = json.loads((REFERENCE / "censored.json").read_text("utf-8"))
    records = records if isinstance(records, list) else records["records"]
    series = pd.read_csv(REFERENCE / "censored_series.csv")
    compared = 0
    for record in records:
        if not record["id"].endswith("/km_NADA"):
            continue
        code = record["id"].split("_")[0]
        own = series[series["series_id"].str.startswith(code)]
        censored = own["censored"].astype(bool).to_numpy()
        found = distribution(own["value"], censored, design(len(own)))
        for name, value in record["expected"]["quantiles"].items():
            if value is not None:
                assert found.quantile(int(name[1:]) / 100) == pytest.approx(value, rel=1e-9)
                compared += 1
    assert compared > 12


def test_a_weight_of_two_is_a_person_twice():
    values, censored, _ = sample(60)
    twice = np.arange(60) % 3 == 0
    weighted = design(60, weights=1.0 + twice)
    again = np.concatenate([np.arange(60), np.flatnonzero(twice)])
    one = distribution(values, censored, weighted)
    other = distribution(values[again], censored[again], design(again.size))
    assert one.shares == pytest.approx(other.shares)
    means = [
        geometric_mean(values, censored, weighted).mean,
        geometric_mean(values[again], censored[again], design(again.size)).mean,
    ]
    assert means[0] == pytest.approx(means[1], rel=1e-9)


def test_the_geometric_mean_is_that_of_the_censored_fit_of_scipy():
    values, censored, _ = sample()
    data = stats.CensoredData(uncensored=np.log(values[~censored]), left=np.log(values[censored]))
    found = geometric_mean(values, censored, design(values.size))
    assert math.log(found.mean) == pytest.approx(stats.norm.fit(data)[0], abs=1e-4)


def test_without_non_detects_the_error_is_that_of_a_weighted_mean():
    values, _, weights = sample()
    found = geometric_mean(values, np.zeros(300, bool), design(300, weights=weights))
    logs, n = np.log(values), 300
    mean = np.average(logs, weights=weights)
    scores = weights * (logs - mean) / weights.sum()
    assert math.log(found.mean) == pytest.approx(mean)
    assert found.log_se == pytest.approx(math.sqrt((scores**2).sum() * n / (n - 1)), rel=1e-6)


def test_a_stratified_share_is_that_of_the_survey_package():
    """`survey_countries.csv`, wave 1, without the correction for a finite population."""
    yes = np.array([1, 1, 0, 1, 0, 0, 1, 0])
    strata = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    weights = np.array([2.0] * 4 + [1.0] * 4)
    found = population_share(yes, design(8, weights=weights, strata=strata))
    share = (2 * 3 + 1) / 12
    variance = (8 / 12) ** 2 * 0.75 * 0.25 / 3 + (4 / 12) ** 2 * 0.25 * 0.75 / 3
    assert found.share == pytest.approx(share)
    assert found.effective_n == pytest.approx(min(8, share * (1 - share) / variance))


def test_persons_of_one_cluster_count_as_one():
    yes = np.repeat([1, 0, 1, 0, 1], 20)
    whole = population_share(yes, design(100))
    drawn = population_share(yes, design(100, clusters=np.repeat(np.arange(5), 20)))
    assert drawn.effective_n == pytest.approx(4)
    assert drawn.upper - drawn.lower > 2 * (whole.upper - whole.lower)


def test_clusters_of_two_strata_may_share_a_name():
    made = design(8, strata=[0, 0, 0, 0, 1, 1, 1, 1], clusters=[1, 1, 2, 2, 1, 1, 2, 2])
    assert made.degrees_of_freedom == 2


def test_a_lone_unit_of_a_stratum_widens_the_interval():
    yes = np.array([1.0, 0, 1, 0, 1, 1])
    lone = design(6, strata=[0, 0, 0, 0, 0, 1])
    assert (
        lone.total_covariance((yes - yes.mean())[:, None])[0, 0]
        > design(6, strata=[0, 0, 0, 0, 0, 0])
        .part(np.arange(6) < 5)
        .total_covariance((yes[:5] - yes[:5].mean())[:, None])[0, 0]
    )


def test_intervals_of_median_and_mean_hold_the_truth():
    """150 samples of 80 persons with a quarter of non-detects; 95 % is meant."""
    held = np.zeros(2)
    for seed in range(150):
        values, censored, _ = sample(80, 0.3, seed)
        of = design(80)
        found = quantile(distribution(values, censored, of), 0.5, (values, censored, of))
        mean = geometric_mean(values, censored, of)
        held += [one.lower <= math.exp(0.3) <= one.upper for one in (found, mean)]
    assert (held >= 0.91 * 150).all()


def test_a_limit_below_all_detects_is_not_given():
    values, censored = [1.0] * 5 + [2.0, 3.0, 4.0, 5.0, 6.0], [True] * 5 + [False] * 5
    of = design(10)
    found = quantile(distribution(values, censored, of), 0.6, (values, censored, of))
    assert found.value == 2.0
    assert math.isnan(found.lower)


def test_no_detect_and_odd_weights_are_refused():
    with pytest.raises(SeriesError, match=re.escape("None of 3 results is a detect.")):
        distribution([1, 1, 1], [True] * 3, design(3))
    with pytest.raises(SeriesError, match=re.escape("A weight is 0. Give weights above 0.")):
        design(2, weights=[1, 0])
    with pytest.raises(SeriesError, match=re.escape("needs 2 different detects")):
        geometric_mean([1, 2, 2], [True, False, False], design(3))
