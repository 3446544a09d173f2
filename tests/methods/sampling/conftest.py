"""Small series in full."""

import pytest
from site_grid import grid_of


@pytest.fixture
def grid():
    """Values of sites, see `grid_of`."""
    return grid_of
