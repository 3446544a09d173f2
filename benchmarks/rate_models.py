"""The models of the health report against the bare fits of statsmodels that it shows.

400 areas, 4 contaminants, 3 outcomes: 12 questions. Both run in turn in this process; printed are
seconds, their ratio, and the ratio with the spatial random effect, which statsmodels lacks.
Run it with `OPENBLAS_NUM_THREADS=1 python benchmarks/rate_models.py`, as the kernel of a report
runs.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import statsmodels.api as sm

from workbench.findings.excluded import Named
from workbench.methods.spatial.eigenvector_filter import Patterns, filtered_poisson, moran_patterns
from workbench.methods.spatial.neighbours import Neighbours, neighbours
from workbench.methods.spatial.random_effect import surface_of_neighbours
from workbench.reports.health.basis import models
from workbench.reports.health.basis.counts import Counted
from workbench.reports.health.basis.exposure import DOUBLING, OF_SOIL, Exposure
from workbench.reports.health.basis.questions import EXPOSURE, AreaQuestion

SIDE, N_EXPOSURES, N_OUTCOMES, ROUNDS = 20, 4, 3, 3
DEMOGRAPHY, CONFOUNDERS = ("urban",), ("deprivation", "smoking", "industry")


def main() -> None:
    """Time the models and the bare fits, alternating, and print their ratio."""
    areas = grid()
    questions = made(areas)
    ours, bare, surfaces = [], [], []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: climb(questions, areas)))
        designs = [spatial_design(one, areas) for one in questions]
        bare.append(seconds(lambda: fit_bare(questions, designs)))  # noqa: B023 - called at once
        surfaces.append(seconds(lambda: smooth(questions, areas)))
    best, least = min(ours), min(bare)
    print(f"models of {len(questions)} questions, {len(areas.ids)} areas: {best:.2f} s")
    print(f"bare fits of statsmodels: {least:.2f} s")
    print(f"ratio: {best / least:.2f}; with the surface: {(best + min(surfaces)) / least:.2f}")


def grid() -> Neighbours:
    """Squares with their rook neighbours."""
    places = [(row, column) for row in range(SIDE) for column in range(SIDE)]
    pairs = [
        (f"{row}-{column}", f"{row + down}-{column + right}")
        for row, column in places
        for down, right in ((0, 1), (1, 0))
        if row + down < SIDE and column + right < SIDE
    ]
    return neighbours([f"{row}-{column}" for row, column in places], pairs)


def made(areas: Neighbours) -> list[AreaQuestion]:
    """Questions whose outcomes have overdispersion and a smooth pattern over the map."""
    random = np.random.default_rng(2026)
    n = len(areas.ids)
    names = (*DEMOGRAPHY, *CONFOUNDERS)
    covariates = pd.DataFrame({name: random.normal(size=n) for name in names}, index=areas.ids)
    east = np.repeat(np.arange(SIDE), SIDE) / SIDE
    exposures = [random.normal(size=n) + east for _ in range(N_EXPOSURES)]
    questions = []
    for number in range(N_OUTCOMES):
        expected = random.uniform(20, 80, n)
        pattern = 0.1 * exposures[0] + 0.2 * covariates["smoking"] + 0.2 * np.cos(4 * east)
        cases = random.poisson(expected * np.exp(pattern + random.normal(0, 0.1, n)))
        counts = pd.DataFrame({"cases": cases, "expected": expected}, index=areas.ids)
        counted = Counted(
            f"outcome {number}",
            "all",
            counts,
            (2020,),
            (),
            pd.DataFrame(),
            1,
            0,
            {},
            (),
            pd.Series(),
        )
        for code, amount in zip("ABCD", exposures, strict=True):
            exposure = Exposure(
                code, Named(name=code), "mg/kg", OF_SOIL, pd.DataFrame(), (2000, 2000)
            )
            table = counts.assign(**{EXPOSURE: amount}).join(covariates)
            given = (exposure, counted, DOUBLING, table, DEMOGRAPHY, CONFOUNDERS)
            questions.append(AreaQuestion(*given, prespecified=False, missing=(), lacking={}))
    return questions


def climb(questions: list[AreaQuestion], areas: Neighbours) -> None:
    """Fit the models of each question, Moran eigenvectors of the areas included."""
    patterns = moran_patterns(areas)
    for one in questions:
        models.fit_models(one, patterns, confidence=0.95)


def smooth(questions: list[AreaQuestion], areas: Neighbours) -> None:
    """Fit the model with a spatial random effect of each question."""
    surface = surface_of_neighbours(areas)
    for one in questions:
        models.fit_surface(one, surface, confidence=0.95)


def spatial_design(question: AreaQuestion, areas: Neighbours) -> np.ndarray:
    """Columns of the model with a spatial filter, as they were chosen."""
    patterns: Patterns = moran_patterns(areas)
    return np.asarray(filtered_poisson(question.full(), patterns).fit.data.design)


def fit_bare(questions: list[AreaQuestion], designs: list[np.ndarray]) -> None:
    """Fit the same six models of each question with statsmodels alone."""
    for one, spatial in zip(questions, designs, strict=True):
        cases = one.areas["cases"].to_numpy()
        offset = np.log(one.areas["expected"].to_numpy())
        crude, some, full = (
            sm.add_constant(one.areas[[EXPOSURE, *names]].to_numpy())
            for names in ((), DEMOGRAPHY, (*DEMOGRAPHY, *CONFOUNDERS))
        )
        poisson = sm.families.Poisson()
        for design in (crude, some, full):
            sm.GLM(cases, design, family=poisson, offset=offset).fit()
        sm.GLM(cases, full, family=poisson, offset=offset).fit(scale="X2", use_t=True)
        sm.NegativeBinomial(cases, full, offset=offset).fit(disp=0)
        sm.GLM(cases, spatial, family=poisson, offset=offset).fit(scale="X2", use_t=True)


def seconds(run: Callable[[], None]) -> float:
    """Time that a call takes."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
