"""Values of sites, written as a grid."""

import numpy as np

from workbench.methods.sampling.site_values import Samples, site_values


def grid_of(rows, years=None):
    """Values of sites, one row a site and one column a year; a negative one is below that limit."""
    numbers = np.asarray(rows, dtype=float)
    site, at = np.nonzero(~np.isnan(numbers))
    dates = np.arange(2001.0, 2001 + numbers.shape[1]) if years is None else np.asarray(years)
    found = numbers[site, at]
    return site_values(
        Samples(
            [f"s{one:03}" for one in site],
            [f"r{one:03}" for one in at],
            dates[at].astype(float),
            np.abs(found),
            found < 0,
        )
    )
