"""What R and its packages make of measured data that may not be passed on with the code."""

import math

import numpy as np
import pandas as pd
import pytest

from workbench.methods.rates.rate_checks import dean_overdispersion, sandwich_errors
from workbench.methods.rates.rate_data import rate_data
from workbench.methods.rates.rate_models import negative_binomial, poisson, quasi_poisson
from workbench.methods.rates.standardisation import (
    direct_rates,
    poisson_limits,
    standardised_ratios,
)
from workbench.methods.spatial.eigenvector_filter import filtered_poisson, moran_patterns
from workbench.methods.spatial.moran import moran
from workbench.methods.spatial.neighbours import neighbours
from workbench.methods.spatial.random_effect import poisson_with_surface, surface_of_points
from workbench.methods.spatial.smoothing import marshall_prior, smooth_globally
from workbench.vocabulary.people.standard_populations import standard_weights


def test_new_york_leukaemia_is_that_of_r(leukaemia):
    answers = leukaemia.answers["ny"]
    columns = dict(zip(("aged", "owners"), leukaemia.adjustment.T, strict=True))
    data = rate_data(
        leukaemia.cases,
        leukaemia.population,
        {"exposure": leukaemia.exposure, **columns},
        ids=leukaemia.ids,
    )
    areas = neighbours(leukaemia.ids, leukaemia.links)
    assert areas.n_links == answers["links"]
    fit = check_counts(data, answers)
    check_likeness(data, areas, answers)
    # spatialreg::ME refuses, as there is nothing to filter: nothing is chosen here either.
    assert filtered_poisson(data, moran_patterns(areas), start=fit).chosen == ()
    surface = surface_of_points(leukaemia.tracts["cx"], leukaemia.tracts["cy"], n_basis=30)
    smooth = poisson_with_surface(data, surface)
    row = answers["nyGAMp"]["p_table"][1]  # smoothness by another criterion, so loose
    assert smooth.estimates[1] == pytest.approx(row["Estimate"], rel=0.02)
    assert math.sqrt(smooth.covariance[1, 1]) == pytest.approx(row["Std. Error"], rel=0.05)


def check_counts(data, answers):
    fit = poisson(data)
    check_rows(fit, answers["nyGLMp"]["coef"])
    assert fit.deviance == pytest.approx(answers["nyGLMp"]["deviance"], rel=1e-8)
    assert fit.dispersion == pytest.approx(answers["nyGLMp"]["dispersion"], rel=1e-6)
    for kind, errors in answers["nyGLMp"]["robust"].items():
        assert sandwich_errors(fit, kind) == pytest.approx(errors, rel=1e-5)
    check_rows(quasi_poisson(data, start=fit), answers["nyGLMqp"]["coef"])
    statistic, p_value = dean_overdispersion(fit)
    assert statistic == pytest.approx(answers["dean"]["stat"], rel=1e-6)
    assert p_value == pytest.approx(answers["dean"]["p"], rel=1e-6)
    binomial = negative_binomial(data, start=fit)
    of_r = answers["nyGLMnb"]
    assert binomial.estimates == pytest.approx([r["Estimate"] for r in of_r["coef"]], rel=1e-5)
    assert binomial.alpha == pytest.approx(of_r["alpha"], rel=1e-4)
    ours = math.sqrt(binomial.covariance[1, 1])  # R holds alpha fixed: 0.035212
    assert ours == pytest.approx(0.035341, abs=1e-6)
    assert ours > of_r["coef"][1]["Std. Error"]
    return fit


def check_rows(fit, rows):
    errors = np.sqrt(np.diag(fit.covariance))
    assert fit.estimates == pytest.approx([row["Estimate"] for row in rows], rel=1e-6)
    assert errors == pytest.approx([row["Std. Error"] for row in rows], rel=1e-5)


def check_likeness(data, areas, answers):
    for style in ("W", "B"):
        found, of_r = moran(data.counts, areas, style=style), answers["moran_cases"][style]
        assert [found.index, found.z] == pytest.approx([of_r["I"], of_r["z"]], rel=1e-8)
    normal = moran(data.counts, areas, style="B", variance="normality")
    assert normal.z == pytest.approx(answers["moran_cases"]["B_normal"]["z"], rel=1e-8)
    prior, of_r = marshall_prior(data.counts, data.expected), answers["EBest"]
    assert prior.variance == pytest.approx(of_r["params"]["a"], rel=1e-8)
    smoothed = smooth_globally(data.counts, data.expected)
    assert smoothed[:5] == pytest.approx(of_r["first5"], rel=1e-8)
    assert [smoothed.min(), smoothed.max()] == pytest.approx([of_r["min"], of_r["max"]], rel=1e-8)


def test_rates_and_limits_are_those_of_r(leukaemia):
    folder, answers = leukaemia.folder, leukaemia.answers
    for row in answers["exact_poisson_chisq"]:
        for confidence, suffix in ((0.95, ""), (0.998, "998")):
            lower, upper = poisson_limits([row["obs"]], confidence=confidence)
            limits = [row[f"lo{suffix}"], row[f"hi{suffix}"]]
            assert [lower[0], upper[0]] == pytest.approx(limits, rel=1e-10)
    byar = standardised_ratios([4], [3.3], method="Byar")
    of_epir = answers["epiR"]["smr"]["byar"][0]
    assert [byar.lower[0], byar.upper[0]] == pytest.approx(
        [of_epir["lower"], of_epir["upper"]], rel=1e-6
    )
    check_public_health_england(folder)
    check_fleiss(folder, answers["epitools"])


def check_public_health_england(folder):
    """PHEindicatormethods 2.1.1, its own test data."""
    wide = pd.read_csv(folder / "testdata_multiarea.csv")
    big = wide[wide["area"] == "testdata_big"]
    reference = pd.read_csv(folder / "refdata.csv")
    weights = standard_weights("Europe 2013", list(range(0, 95, 5)))
    assert weights == pd.read_csv(folder / "esp2013.csv")["stdpop"].tolist()
    rate = direct_rates([big["count"]], [big["pop"]], weights)
    found = 1e5 * np.array([rate.rates[0], rate.lower[0], rate.upper[0]])
    assert found == pytest.approx([10430.24799, 9717.70907, 11178.94092], rel=1e-8)
    expected = float(big["pop"].to_numpy() @ (reference["refcount"] / reference["refpop"]))
    ratio = standardised_ratios([895], [expected], method="Byar")
    found = [expected, ratio.ratios[0], ratio.lower[0], ratio.upper[0]]
    assert found == pytest.approx([835.883561, 1.070723, 1.001715, 1.143233], abs=1e-6)
    few = standardised_ratios([9], [expected])
    found = [few.ratios[0], few.lower[0], few.upper[0]]
    assert found == pytest.approx([0.010767, 0.004923, 0.020439], abs=1e-6)


def check_fleiss(folder, of_epitools):
    """Down syndrome by birth order, standardised to the age of all mothers."""
    tables = (f"fleiss_down_{name}.csv" for name in ("count", "population"))
    cases, births = (pd.read_csv(folder / table, index_col=0) for table in tables)
    orders = ["1", "2", "3", "4", "5+"]
    rate = direct_rates(cases[orders].T, births[orders].T, births["Total"], method="Fay-Feuer")
    rows = {row["_row"]: [row[order] for order in orders] for row in of_epitools}
    assert rate.crude == pytest.approx(rows["crude.rate"], rel=1e-10)
    assert rate.rates == pytest.approx(rows["adj.rate"], rel=1e-10)
    assert rate.lower == pytest.approx(rows["lci"], rel=1e-8)
    assert rate.upper == pytest.approx(rows["uci"], rel=1e-8)
