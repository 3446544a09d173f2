"""Small series in full, and tables that may not be passed on with the code."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from site_grid import grid_of

SHARED = Path(__file__).parents[4] / "shared/reference/trends/csv"


@pytest.fixture
def table():
    """A table of other software's reference answers."""

    def read(name):
        path = SHARED / f"{name}.csv"
        if not path.exists():
            pytest.skip(f"{path} is absent: measured data may not be passed on with the code")
        return pd.read_csv(path)

    return read


@pytest.fixture
def grid():
    """Values of sites, see `grid_of`."""
    return grid_of


@pytest.fixture
def draw(grid):
    """Lognormal series of some sites and rounds."""

    def make(n_rounds, n_sites, slope=0.0, *, seed=1, years=None):
        rng = np.random.default_rng(seed)
        dates = np.arange(n_rounds) if years is None else np.asarray(years) - np.min(years)
        levels = rng.normal(0, 0.5, (n_sites, 1))
        logarithms = slope * dates + levels + rng.normal(0, 0.4, (n_sites, n_rounds))
        return grid(np.exp(logarithms), years)

    return make
