"""How often the 95 % limits of each model of rates hold the true rate ratio, by simulation.

Draws counts of 144 areas whose exposure, and whose rates beside it, may or may not be alike between
neighbours, and prints for each model the share of draws in which its limits hold the truth, with
the mean standard error. Run it with `python benchmarks/coverage.py`.
"""

from __future__ import annotations

import argparse

import numpy as np

from workbench.methods.rates.rate_data import RateData, rate_data
from workbench.methods.rates.rate_models import (
    Coefficient,
    negative_binomial,
    poisson,
    quasi_poisson,
)
from workbench.methods.spatial.eigenvector_filter import Patterns, filtered_poisson, moran_patterns
from workbench.methods.spatial.neighbours import neighbours
from workbench.methods.spatial.random_effect import (
    Surface,
    poisson_with_surface,
    surface_of_neighbours,
    surface_of_points,
)

SIDE = 12
TRUTH = 0.1  # log rate ratio per unit of exposure
RANGES = {"smooth": 3.0, "rough": 0.3}  # over which likeness falls to 1/e, in sides of an area
CASES = {
    # range of the exposure, SD of what neighbours share, SD of what they do not
    "smooth exposure, shared residual": ("smooth", 0.24, 0.0),
    "smooth exposure, both residuals": ("smooth", 0.2, 0.15),
    "rough exposure, shared residual": ("rough", 0.24, 0.0),
    "smooth exposure, own residual": ("smooth", 0.0, 0.2),
    "smooth exposure, none": ("smooth", 0.0, 0.0),
}


def main() -> None:
    """Simulate each case and print what each model makes of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=200)
    draws = parser.parse_args().draws
    places = np.array([(row, column) for row in range(SIDE) for column in range(SIDE)], float)
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    pairs = np.argwhere((apart > 0) & (apart < 1.1))
    areas = neighbours(range(len(places)), map(tuple, pairs))
    patterns, links = moran_patterns(areas), surface_of_neighbours(areas)
    points = surface_of_points(*places.T)
    roots = {
        name: np.linalg.cholesky(np.exp(-apart / reach) + 1e-8 * np.eye(len(places)))
        for name, reach in RANGES.items()
    }
    for case, (kind, shared, own) in CASES.items():
        held, errors = {}, {}
        for seed in range(draws):
            random = np.random.default_rng(seed)
            exposure, pattern, noise = random.normal(size=(3, len(places)))
            exposure = roots[kind] @ exposure
            residual = shared * (roots["smooth"] @ pattern) + own * noise
            expected = random.gamma(4, 13, len(places))
            counts = random.poisson(expected * np.exp(TRUTH * exposure + residual))
            data = rate_data(counts, expected, {"x": exposure})
            for name, found in fitted(data, patterns, points, links).items():
                held[name] = held.get(name, 0) + (found.lower <= TRUTH <= found.upper) / draws
                errors[name] = errors.get(name, 0.0) + found.standard_error / draws
        print(case)
        for name, share in held.items():
            print(f"  {name:28} {share:6.1%}  standard error {errors[name]:.4f}")


def fitted(
    data: RateData, patterns: Patterns, points: Surface, links: Surface
) -> dict[str, Coefficient]:
    """Coefficient of the exposure in each model."""
    plain = poisson(data)
    filtered = filtered_poisson(data, patterns, start=plain).fit
    fits = {
        "Poisson": plain,
        "quasi-Poisson": quasi_poisson(data, start=plain),
        "negative binomial": negative_binomial(data, start=plain),
        "eigenvector filter, quasi": quasi_poisson(filtered.data, start=filtered),
        "surface over points": poisson_with_surface(data, points),
        "surface of neighbours": poisson_with_surface(data, links),
    }
    return {name: fit.coefficient("x") for name, fit in fits.items()}


if __name__ == "__main__":
    main()
