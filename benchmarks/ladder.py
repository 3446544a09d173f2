"""What the ladder of models costs beside the bare fits of statsmodels.

Fits 4 contaminants x 3 outcomes in 400 areas three ways and prints the processor time of each: five
bare models from formulas, the same five from arrays, and the whole ladder (seven models with tests
of overdispersion and of likeness of neighbours, both spatial models, and what the areas need once).
Run it with `OPENBLAS_NUM_THREADS=1 python benchmarks/ladder.py`.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf
from scipy.spatial import Delaunay

from workbench.methods.linear_model import log_ratios, weighted_least_squares
from workbench.methods.moran import moran_of_linear, moran_of_rates
from workbench.methods.neighbours import neighbours
from workbench.methods.rate_checks import dean_overdispersion, sandwich_errors
from workbench.methods.rate_data import rate_data
from workbench.methods.rate_models import negative_binomial, poisson, quasi_poisson
from workbench.methods.spatial_filter import filtered_poisson, moran_patterns
from workbench.methods.spatial_surface import poisson_with_surface, surface_of_neighbours

SIDE = 20
RANDOM = np.random.default_rng(1)
PLACES = RANDOM.uniform(0, SIDE, (SIDE**2, 2))
APART = np.linalg.norm(PLACES[:, None] - PLACES[None], axis=2)
SMOOTH = np.linalg.cholesky(np.exp(-APART / 4) + 1e-8 * np.eye(SIDE**2))
EXPOSURES = [SMOOTH @ RANDOM.normal(size=SIDE**2) for _ in range(4)]
DEPRIVATION = 0.5 * EXPOSURES[0] + RANDOM.normal(size=SIDE**2)
EXPECTED = RANDOM.gamma(5, 10, SIDE**2)
RATES = 0.1 * EXPOSURES[0] + 0.1 * DEPRIVATION
OUTCOMES = [
    RANDOM.poisson(EXPECTED * np.exp(RATES + 0.2 * SMOOTH @ RANDOM.normal(size=SIDE**2)))
    for _ in range(3)
]
TRIANGLES = Delaunay(PLACES).simplices
PAIRS = [(a, b) for triangle in TRIANGLES.tolist() for a, b in combinations(triangle, 2)]


def questions() -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Each exposure with each outcome."""
    return ((exposure, cases) for exposure in EXPOSURES for cases in OUTCOMES)


def formulas() -> None:
    """Fit five models a question as an analyst would."""
    family, offset = sm.families.Poisson(), np.log(EXPECTED)
    for x, y in questions():
        logs = np.log((y + 0.5) / EXPECTED)
        frame = pd.DataFrame({"y": y, "x": x, "deprivation": DEPRIVATION, "log_ratio": logs})
        smf.glm("y ~ x", frame, family=family, offset=offset).fit()
        smf.glm("y ~ x + deprivation", frame, family=family, offset=offset).fit()
        smf.glm("y ~ x + deprivation", frame, family=family, offset=offset).fit(scale="X2")
        smf.negativebinomial("y ~ x + deprivation", frame, offset=offset).fit(disp=0)
        smf.wls("log_ratio ~ x + deprivation", frame, weights=EXPECTED).fit()


def arrays() -> None:
    """Fit the same models without formulas."""
    family, offset = sm.families.Poisson(), np.log(EXPECTED)
    for x, y in questions():
        crude = np.column_stack([np.ones(x.size), x])
        full = np.column_stack([crude, DEPRIVATION])
        sm.GLM(y, crude, family=family, offset=offset).fit()
        sm.GLM(y, full, family=family, offset=offset).fit()
        sm.GLM(y, full, family=family, offset=offset).fit(scale="X2")
        sm.NegativeBinomial(y, full, offset=offset).fit(disp=0)
        sm.WLS(np.log((y + 0.5) / EXPECTED), full, weights=EXPECTED).fit()


def ladder() -> None:
    """Fit every rung with its tests."""
    areas = neighbours(range(SIDE**2), PAIRS)
    patterns, surface = moran_patterns(areas), surface_of_neighbours(areas)
    for x, y in questions():
        crude = poisson(rate_data(y, EXPECTED, {"x": x}))
        data = rate_data(y, EXPECTED, {"x": x, "deprivation": DEPRIVATION})
        full = poisson(data)
        binomial = negative_binomial(data, start=full)
        linear = weighted_least_squares(log_ratios(data), data, EXPECTED)
        filtered = filtered_poisson(data, patterns, start=full).fit
        fits = [crude, full, quasi_poisson(data, start=full), binomial]
        fits.append(quasi_poisson(filtered.data, start=filtered))
        for fit in fits:
            moran_of_rates(fit, areas)
            fit.coefficient("x")
        moran_of_linear(linear, areas)
        dean_overdispersion(full)
        sandwich_errors(full)
        poisson_with_surface(data, surface).coefficient("x")


def seconds(work: Callable[[], None]) -> float:
    """Least processor time of three runs, in seconds."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print the time of each way."""
    warnings.simplefilter("ignore")  # statsmodels says when it went astray
    bare = seconds(formulas)
    print(f"statsmodels, five models from formulas: {bare:.2f} s")
    print(f"statsmodels, the same from arrays: {seconds(arrays):.2f} s")
    whole = seconds(ladder)
    print(f"the whole ladder: {whole:.2f} s, {whole / bare:.1f} times the first")


if __name__ == "__main__":
    main()
