import time

import numpy as np
import pandas as pd
import pytest

from workbench.errors import ParameterError, SeriesError
from workbench.methods.basics.bootstrap import bootstrap_mean, laboratory_draws
from workbench.methods.soil.classes import class_verdicts
from workbench.methods.soil.health_index import (
    Drawing,
    IndexWeights,
    TooFewScores,
    domain_table,
    index_draws,
    no_index_of,
    overall_table,
    score_cube,
)
from workbench.methods.soil.score_table import rescore
from workbench.vocabulary.soil.scoring_curves import ScoredSoil, find_curve

WEIGHTS = {"physical": {"BD": 0.5, "AGG": 0.3, "AWC": 0.2}, "chemical": {"pH": 0.6, "CEC": 0.4}}
EQUAL = {"physical": 0.5, "chemical": 0.5}


def scores(**of_sample):
    rows = [(sample, code, one) for sample, part in of_sample.items() for code, one in part.items()]
    return pd.DataFrame(rows, columns=["sample_id", "indicator", "score"])


def test_an_index_stands_beside_its_weakest_indicator():
    found = domain_table(
        scores(a={"BD": 1.0, "AGG": 0.2, "AWC": 0.5, "pH": 0.8, "CEC": 0.3}), WEIGHTS
    )
    physical, chemical = found.to_dict("records")
    assert physical["index"] == pytest.approx(0.66)
    assert (physical["minimum"], physical["weakest"]) == (0.2, "AGG")
    assert chemical["index"] == pytest.approx(0.6)
    assert chemical["completeness"] == 1
    overall = overall_table(found, EQUAL).iloc[0]
    assert overall["index"] == pytest.approx(0.63)
    assert (overall["minimum"], overall["weakest"], overall["reason"]) == (0.2, "AGG", None)


def test_at_the_limit_of_completeness_there_is_an_index_and_below_it_none():
    given = scores(a={"BD": 1.0, "AWC": 0.5, "pH": 0.8}, b={"AGG": 0.4, "AWC": 0.5, "pH": 0.8})
    found = domain_table(given, WEIGHTS).set_index(["sample_id", "domain"])
    assert found.loc[("a", "physical"), "index"] == pytest.approx(0.6 / 0.7)  # 0.7 of the weight
    assert found.loc[("a", "physical"), "missing"] == "AGG"
    below = found.loc[("b", "physical")]
    assert np.isnan(below["index"])
    assert below["reason"] == TooFewScores(scored=0.5, needed=0.7)
    assert (below["minimum"], below["weakest"]) == (0.4, "AGG")


def test_without_a_domain_there_is_no_overall_index():
    found = domain_table(scores(a={"BD": 1.0, "AGG": 0.2, "AWC": 0.5}), WEIGHTS)
    overall = overall_table(found, EQUAL).iloc[0]
    assert np.isnan(overall["index"])
    assert overall["reason"] == no_index_of(["chemical"])
    assert overall["completeness"] == 0.5
    assert overall["missing"] == "pH, CEC"


def test_a_sample_without_any_score_has_its_row():
    found = domain_table(scores(a={"BD": 1.0, "AGG": 1.0}), WEIGHTS, samples=["a", "b"])
    of_b = overall_table(found, EQUAL).set_index("sample_id").loc["b"]
    assert (of_b["weakest"], of_b["completeness"]) == ("", 0)
    assert of_b["reason"] == no_index_of(["physical", "chemical"])


def test_without_scores_there_are_no_rows():
    assert domain_table(scores(), WEIGHTS).empty
    assert overall_table(domain_table(scores(), WEIGHTS), EQUAL).empty


def test_a_score_without_a_weight_and_a_limit_in_percent_are_refused():
    with pytest.raises(SeriesError, match="No domain has a weight for EW"):
        domain_table(scores(a={"EW": 0.5}), WEIGHTS)
    with pytest.raises(ParameterError, match="The limit of completeness is 70"):
        domain_table(scores(a={"BD": 0.5}), WEIGHTS, min_completeness=70)


INDICATORS = ["BD", "AGG", "pH"]
INDEX_WEIGHTS = IndexWeights(
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
    found = index_draws(cube(), INDICATORS, INDEX_WEIGHTS, Drawing(weights=False))
    domains = domain_table(SCORES, INDEX_WEIGHTS.indicators)
    overall = overall_table(domains, INDEX_WEIGHTS.domains).set_index("sample_id")["index"]
    assert found["overall"][:, 0] == pytest.approx([overall["a"]] * 3)
    assert np.isnan(found["overall"][:, 1]).all()
    assert np.isnan(overall["b"])
    assert found["physical"][0] == pytest.approx([0.4, 0.6])


def test_drawn_weights_keep_an_index_between_its_scores():
    many = np.repeat(cube(), 200, axis=0)
    found = index_draws(many, INDICATORS, INDEX_WEIGHTS)["physical"][:, 0]
    assert found.min() >= 0.2
    assert found.max() <= 0.6
    assert found.std() > 0


def test_scores_out_of_place_are_refused():
    with pytest.raises(SeriesError, match="Name them all"):
        score_cube(SCORES, [SCORES["score"]], ["a"], INDICATORS)
    with pytest.raises(SeriesError, match=r"The cube has no AGG"):
        index_draws(cube()[:, :, :1], ["BD"], INDEX_WEIGHTS)


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
