import numpy as np
import pytest
import statsmodels.api as sm

from workbench.methods.rates.rate_checks import dean_overdispersion, leverages, sandwich_errors
from workbench.methods.rates.rate_models import poisson


def test_sandwich_errors_are_those_of_r(adjusted, answer):
    expected = answer("health", "poisson/sandwich")
    fit = poisson(adjusted)
    for kind in ("HC0", "HC1", "HC3"):
        expected.met(kind, sandwich_errors(fit, kind))


@pytest.mark.parametrize(("which", "record"), [("adjusted", "dean"), ("crude", "dean_crude")])
def test_the_test_of_dean_is_that_of_dcluster(request, answer, which, record):
    statistic, p_value = dean_overdispersion(poisson(request.getfixturevalue(which)))
    expected = answer("health", f"overdispersion/{record}")
    expected.met("statistic", statistic)
    assert p_value == pytest.approx(expected["p_one_sided"], rel=1e-5, abs=1e-300)


def test_leverages_are_those_of_statsmodels(adjusted):
    model = sm.GLM(
        adjusted.counts,
        adjusted.design,
        family=sm.families.Poisson(),
        offset=np.log(adjusted.expected),
    )
    influence = model.fit().get_influence(observed=False)
    assert leverages(poisson(adjusted)) == pytest.approx(influence.hat_matrix_diag, rel=1e-5)
    assert leverages(poisson(adjusted)).sum() == pytest.approx(4)
