import re

import numpy as np
import pandas as pd
import pytest

from workbench.errors import SeriesError
from workbench.methods.trends.kendall import mann_kendall
from workbench.methods.trends.regional import regional_kendall


@pytest.mark.parametrize("column", ["value", "value_with_gaps"])
def test_eight_sites_meet_rkt(answer, pytestconfig, column):
    rows = pd.read_csv(pytestconfig.rootpath / "tests" / "reference" / "trends_regional.csv")
    rows = rows[rows[column].notna()]
    expected = answer("trends", f"REG/{column}/rkt")
    result = regional_kendall(rows["site_id"], rows["year"], rows[column])
    assert result.n_sites == 8
    assert result.s == expected["S"]
    assert result.var_s == pytest.approx(expected["varS_independent"], rel=1e-6)


def test_one_site_is_the_ordinary_kendall():
    random = np.random.default_rng(1)
    years, values = np.arange(12), random.normal(size=12)
    result, single = regional_kendall(["a"] * 12, years, values), mann_kendall(years, values)
    assert (result.s, result.var_s) == (single.s, single.var_s)
    assert result.z == pytest.approx(single.z)


def test_a_set_of_sites_that_slides_makes_no_direction_within_sites():
    # every site is constant, later years sample higher sites: nothing changes within a site
    sites, years, values = ["a", "a", "b", "b"], [2001, 2002, 2002, 2003], [1.0, 1.0, 9.0, 9.0]
    assert regional_kendall(sites, years, values).s == 0


def test_sites_with_one_visit_say_nothing():
    result = regional_kendall(["a", "b"], [2001, 2002], [1.0, 2.0])
    assert (result.n_sites, result.s, result.z) == (0, 0, 0.0)


def test_lengths_that_differ_are_refused():
    message = "There are 1 sites, 2 dates and 2 concentrations."
    with pytest.raises(SeriesError, match=re.escape(message)):
        regional_kendall(["a"], [2001, 2002], [1.0, 2.0])
