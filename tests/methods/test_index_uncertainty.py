import time

import numpy as np
import pandas as pd
import pytest

from workbench.errors import SeriesError
from workbench.methods.aggregation import aggregate
from workbench.methods.bootstrap import bootstrap_mean, laboratory_draws
from workbench.methods.class_probability import class_verdicts
from workbench.methods.index_table import domain_table, overall_table
from workbench.methods.index_uncertainty import (
    Drawing,
    IndexWeights,
    index_draws,
    score_cube,
    without_one,
)
from workbench.methods.score_table import rescore
from workbench.vocabulary.soil.scoring_curves import ScoredSoil, find_curve

INDICATORS = ["BD", "AGG", "pH"]
WEIGHTS = IndexWeights(
    {"physical": {"BD": 0.5, "AGG": 0.5}, "chemical": {"pH": 1.0}},
    {"physical": 0.6, "chemical": 0.4},
)
SCORES = pd.DataFrame(
    {
        "sample_id": ["a", "a", "a", "b", "b"],
        "indicator": ["BD", "AGG", "pH", "BD", "AGG"],
        "score": [0.2, 0.6, 0.9, 0.5, 0.7],
    }
)


def cube():
    return score_cube(SCORES, [SCORES["score"]] * 3, ["a", "b"], INDICATORS)


def test_without_uncertainty_every_draw_is_the_index_of_the_table():
    found = index_draws(cube(), INDICATORS, WEIGHTS, Drawing(weights=False))
    domains = domain_table(SCORES, WEIGHTS.indicators)
    overall = overall_table(domains, WEIGHTS.domains).set_index("sample_id")["index"]
    assert found["overall"][:, 0] == pytest.approx([overall["a"]] * 3)
    assert np.isnan(found["overall"][:, 1]).all()
    assert np.isnan(overall["b"])
    assert found["physical"][0] == pytest.approx([0.4, 0.6])


def test_drawn_weights_keep_an_index_between_its_scores():
    many = np.repeat(cube(), 200, axis=0)
    found = index_draws(many, INDICATORS, WEIGHTS)["physical"][:, 0]
    assert found.min() >= 0.2
    assert found.max() <= 0.6
    assert found.std() > 0


def test_one_indicator_at_a_time_is_left_out():
    found = without_one([[0.2, 0.6, 0.9]], [0.5, 0.3, 0.2])
    expected = [
        float(aggregate([0.6, 0.9], [0.3, 0.2])),
        float(aggregate([0.2, 0.9], [0.5, 0.2])),
        float(aggregate([0.2, 0.6], [0.5, 0.3])),
    ]
    assert found[0] == pytest.approx(expected)


def test_scores_out_of_place_are_refused():
    with pytest.raises(SeriesError, match="Name them all"):
        score_cube(SCORES, [SCORES["score"]], ["a"], INDICATORS)
    with pytest.raises(SeriesError, match=r"The cube has no AGG"):
        index_draws(cube()[:, :, :1], ["BD"], WEIGHTS)


def test_a_thousand_draws_of_150_sites_and_15_indicators_take_less_than_a_second():
    classes = {"om_class": "2", "climate_class": "3", "season": "fall", "fe2o3_class": "2"}
    soils = [
        ScoredSoil("USA", "agricultural", texture, classes=classes)
        for texture in ("sand", "loam", "silt loam")
    ]
    smaf = ["SOC", "AGG", "MBC", "PMN", "BG"]
    curves = [find_curve("SMAF-2004", code, soil) for soil in soils for code in smaf] * 150
    names = [f"i{place}" for place in range(15)]
    weights = IndexWeights(
        {f"d{k}": dict.fromkeys(names[k * 5 : k * 5 + 5], 0.2) for k in range(3)},
        dict.fromkeys(["d0", "d1", "d2"], 1 / 3),
    )
    values = np.random.default_rng(1).uniform(1, 5, 150 * 15)
    start = time.process_time()
    scores = rescore(curves, laboratory_draws(values, np.full(values.size, 0.2)))
    found = index_draws(scores.reshape(1000, 150, 15), names, weights)
    mean = bootstrap_mean(found["overall"], ["field"] * 75 + ["forest"] * 75)
    verdicts = class_verdicts(found["overall"], [0.2, 0.4], ["low", "medium", "high"])
    assert time.process_time() - start < 1
    assert mean.interval.lower < mean.mean < mean.interval.upper
    assert len(verdicts) == 150
