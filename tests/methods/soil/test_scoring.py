import re

import numpy as np
import pytest

from workbench.errors import ParameterError
from workbench.methods.soil.scoring import FORMS, beyond_ends, score


@pytest.mark.parametrize(
    ("form", "values", "parameters", "expected"),
    [
        # SQIpro 0.1.0, tests/testthat/test-sqi.R: the ends of the lines
        ("more_linear", [1, 2, 3, 4, 5], (1, 5), [0, 0.25, 0.5, 0.75, 1]),
        ("less_linear", [1, 2, 3, 4, 5], (1, 5), [1, 0.75, 0.5, 0.25, 0]),
        # inputs of the example of SQIpro's score_trapezoid, worked out by hand
        ("trapezoid", [3.5, 5, 6.5, 7.8, 8.5, 9.5], (4, 6, 7, 9), [0, 0.5, 1, 0.6, 0.25, 0]),
        # standard normal: Phi(1) = 0.841344746068543, Phi(-2) = 0.022750131948179
        ("cumulative_normal_more", [400, 500, 650], (500, 150), [0.2524925375, 0.5, 0.8413447461]),
        ("cumulative_normal_less", [200, 350], (200, 75), [0.5, 0.022750131948]),
        # one off the optimum: e to the power of -1 / 1.28
        ("gaussian_optimum", [5.5, 6.5, 7.5], (6.5, 0.8), [0.4578333618, 1, 0.4578333618]),
        # OBIC evaluate_logistic and evaluate_parabolic, inputs of their examples; by their formulas
        ("logistic_generalised", [1.5, 3.5], (2, 3, 2.6), [0.3095815919, 0.8864901502]),
        ("parabolic", [1.5, 5.0, 7.0], (6.5,), [0.4082840237, 0.9467455621, 1]),
        # corners 1/13, 1/10, 1/8: half way to the first, between the first two, above the last
        (
            "piecewise_linear",
            [1 / 26, 0.09, 0.2],
            (1 / 13, 0.4, 0.1, 0.7, 0.125, 1),
            [0.2, 0.57, 1],
        ),
    ],
)
def test_a_form_gives_the_scores_of_its_source(form, values, parameters, expected):
    assert score(form, values, parameters) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("form", "value", "parameters", "expected"),
    [  # worked out apart from this code with the formulas of the SMAF script
        ("smaf_soc", 1.5, (1.55, 1.1, -0.05), 0.18476435),
        ("smaf_soc", 2.5, (2.17, 1.05, 0.15), 0.93318),
        ("smaf_bd", 1.3, (0.796, 32.189, -11.297), 0.84286992),
        ("smaf_bd", 1.5, (0.796, 32.189, -11.297), 0.42169),
        ("smaf_mbc", 300, (0.012419, 1.2, 1.0), 0.68209866),
        ("smaf_agg", 30, (1.0715387, 1.0, 1.0), 0.80001975),
        ("smaf_pmn", 10, (0.299255, 1.0, 0.95), 0.6796323),
        ("smaf_bg", 200, (2.9, 2.8, 0.7), 0.24871506),
        ("smaf_k", 100, (1.0745, -0.01343), 0.79398962),
        ("smaf_ec", 4, (2.0, -0.12), 0.76),
    ],
)
def test_the_curves_of_smaf_give_their_anchors(form, value, parameters, expected):
    decimals = len(str(expected).split(".")[1])
    assert score(form, value, parameters) == pytest.approx(expected, abs=0.6 * 10**-decimals)


def test_aggregates_above_half_have_the_full_score():
    assert score("smaf_agg", [50.001, 90.0], (1.0715387, 1.0, 1.0)).tolist() == [1, 1]


def test_a_score_does_not_change_when_a_sample_is_added():
    alone = score("more_linear", [2.0], (1, 5))
    assert score("more_linear", [2.0, 400.0, -3.0], (1, 5))[0] == alone[0]


@pytest.mark.parametrize("form", FORMS)
def test_every_score_is_from_0_to_1_and_what_is_missing_stays_so(form):
    parameters = {
        "trapezoid": (4.0, 6.0, 7.0, 9.0),
        "logistic_generalised": (2.0, 3.0, 2.6, 0.0),
        "parabolic": (6.5,),
        "piecewise_linear": (1.0, 0.4, 2.0, 1.0),
        "bln_density": (0.01, 1.5, 20.0),
    }.get(form, (1.0, 2.0, 0.5) if form in {"smaf_soc", "smaf_pmn", "smaf_bg"} else None)
    smaf = {"smaf_mbc": (0.012, 1.2, 1.0), "smaf_agg": (1.07, 1.0, 1.0)}
    smaf |= {"smaf_bd": (0.796, 32.0, -11.0), "smaf_k": (1.07, -0.013), "smaf_ec": (2.0, -0.12)}
    chosen = parameters or smaf.get(form, (1.0, 5.0))
    found = score(form, np.array([[0.5, 1.5], [np.nan, 400.0]]), chosen)
    assert np.isnan(found[1, 0])
    assert ((found[~np.isnan(found)] >= 0) & (found[~np.isnan(found)] <= 1)).all()


def test_a_value_beyond_the_ends_of_a_line_is_flagged():
    assert beyond_ends("more_linear", [0.5, 1.0, 5.0, 6.0], (1, 5)).tolist() == [1, 0, 0, 1]
    assert beyond_ends("smaf_soc", [40.0], (1.55, 1.1, -0.05)).tolist() == [0]


def test_unknown_forms_and_wrong_parameters_are_refused():
    with pytest.raises(ParameterError, match=re.escape("Unknown form 'bell' of a curve.")):
        score("bell", 1.0, ())
    with pytest.raises(ParameterError, match="does not take 1 parameters"):
        score("trapezoid", 1.0, (4.0,))
