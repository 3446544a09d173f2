import numpy as np
import pandas as pd
import pytest

from workbench.errors import ParameterError, SeriesError
from workbench.methods.soil.index_table import (
    TooFewScores,
    domain_table,
    no_index_of,
    overall_table,
)

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
