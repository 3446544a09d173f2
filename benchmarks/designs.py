"""Made-up monitoring series of which the truth is known, to count what a method says of them.

A series is one substance in one country: lognormal contents with a level for each site, a slope,
what all sites of a year share, and scatter; one sample a site and year. `frames` gives them as the
table `measurements`, so that a method, or a whole report, can be asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

SITE_SD, SAMPLE_SD = 0.5, 0.4  # of natural logarithms: sites among each other, a sample at its site
CANDIDATES = 40  # sites from which new ones are chosen
GRADIENT = 400  # sites in order from dirty to clean, for a programme that moves along them
FIRST_YEAR = 2001
FALLING_LIMITS = (1.0, 0.5, 0.1)
TWENTY_PERCENT = float(np.log(1.2))
ALIKE: dict[str, object] = {
    "iso3": "KEN",
    "campaign": None,
    "longitude": np.nan,
    "latitude": np.nan,
    "coordinate_precision_m": np.nan,
    "matrix": "soil",
    "layer": "0-20 cm",
    "depth_top_cm": 0.0,
    "depth_bottom_cm": 20.0,
    "land_use": "arable",
    "source_type": "diffuse",
    "substance": "Cd",
    "unit": "mg/kg",
    "loq": np.nan,
    "fraction": "aqua_regia",
    "extractant": "",
    "basis": "dry",
    "dry_matter_pct": np.nan,
    "method": "ICP-MS",
    "uncertainty": np.nan,
    "original_unit": "mg/kg",
    "source_file": "made_up.csv",
}


@dataclass(frozen=True)
class Design:
    """A monitoring programme and what is true of its soil and its laboratory."""

    rounds: int = 10
    sites: int = 8
    slope: float = 0.0  # of natural logarithms [1/year]
    median: float = 1.0  # of sites in the first round [mg/kg]
    limits: tuple[float, ...] = ()  # each holds for an equal part of the rounds [mg/kg]
    year_sd: float = 0.0  # of what the sites of a year share
    lag_1: float = 0.0  # correlation of that from one year to the next
    panel: str = "fixed"  # random: new sites each round; half: half of them; gradient: half move
    lost: float = 0.0  # share of samples lost at random
    shift: float = 0.0  # of the laboratory, of natural logarithms, from the middle round on
    is_stated: bool = False  # whether that another laboratory measures is stated

    @property
    def is_serial(self) -> bool:
        """Whether years follow each other."""
        return self.lag_1 > 0

    @property
    def has_shift(self) -> bool:
        """Whether the laboratory moves its results."""
        return self.shift != 0


LARGE = Design(rounds=12, sites=10)
YEARS = Design(year_sd=0.2)
CENSORED = Design(limits=FALLING_LIMITS)
NULL = {
    "10 x 8": Design(),
    "8 x 5": Design(rounds=8, sites=5),
    "12 x 10": LARGE,
    "7 x 8": Design(rounds=7),
    "6 x 8": Design(rounds=6),
    "5 x 8": Design(rounds=5),
    "5 x 20": Design(rounds=5, sites=20),
    "limits 1/.5/.1, median .15": replace(CENSORED, median=0.15),
    "limits 1/.5/.1, median .3": replace(CENSORED, median=0.3),
    "limits 1/.5/.1, median .6": replace(CENSORED, median=0.6),
    "limits 1/.5/.1, median 1.2": replace(CENSORED, median=1.2),
    "limits 1/.5/.1, median 1.2, 12 x 10": replace(LARGE, limits=FALLING_LIMITS, median=1.2),
    "limits 1/.5/.1, median 1.2, 8 x 5": replace(CENSORED, rounds=8, sites=5, median=1.2),
    "limits 1/.5/.1, median 3": replace(CENSORED, median=3.0),
    "year sd .2": YEARS,
    "AR(1) .3, year sd .2": replace(YEARS, lag_1=0.3),
    "AR(1) .5, year sd .2": replace(YEARS, lag_1=0.5),
    "AR(1) .5, year sd .3, 12 x 10": replace(LARGE, year_sd=0.3, lag_1=0.5),
    "AR(1) .3, year sd .2, 20 x 8": replace(YEARS, rounds=20, lag_1=0.3),
    "AR(1) .5, year sd .2, 20 x 8": replace(YEARS, rounds=20, lag_1=0.5),
    "other sites each visit": Design(panel="random"),
    "half of the sites new": Design(panel="half"),
    "sites move from dirty to clean": Design(panel="gradient"),
    "sites move from dirty to clean, year sd .2": replace(YEARS, panel="gradient"),
    "sites move from dirty to clean, AR(1) .5, year sd .3": Design(
        panel="gradient", year_sd=0.3, lag_1=0.5
    ),
    "10 % of the samples missing": Design(lost=0.1),
    "laboratory +20 %, stated": Design(shift=TWENTY_PERCENT, is_stated=True),
    "laboratory +20 %, stated, 12 x 10": replace(LARGE, shift=TWENTY_PERCENT, is_stated=True),
    "laboratory +20 %, not stated": Design(shift=TWENTY_PERCENT),
    "laboratory +20 %, not stated, 12 x 10": replace(LARGE, shift=TWENTY_PERCENT),
    "laboratory changed, no shift": Design(is_stated=True),
}
DESIGNS = {
    f"{start}, {name}": replace(design, slope=slope)
    for start, slope in (("null", 0.0), ("-4 %", -0.04))
    for name, design in NULL.items()
}


def frames(
    design: Design, n_draws: int, seed: int = 1, *, is_complete: bool = False
) -> Iterator[pd.DataFrame]:
    """Draw series of a design; the same seed gives the same ones.

    Complete ones have all columns of the table `measurements`, as a whole report needs them.
    """
    rng = np.random.default_rng(seed)
    for _ in range(n_draws):
        drawn = frame(design, rng)
        yield drawn.assign(**ALIKE) if is_complete else drawn


def frame(design: Design, rng: np.random.Generator) -> pd.DataFrame:
    """Draw one series as rows of the table `measurements`."""
    panel = _panel(design, rng)
    rounds = np.repeat(np.arange(design.rounds), [len(chosen) for chosen in panel])
    sites = np.concatenate(panel)
    is_later = 2 * rounds >= design.rounds - design.rounds % 2
    logarithms = (
        np.log(design.median)
        + _levels(design, rng)[sites]
        + design.slope * rounds
        + _years(design, rng)[rounds]
        + design.shift * is_later
        + rng.normal(0, SAMPLE_SD, rounds.size)
    )
    limits = np.array(design.limits or (np.nan,))
    limit = limits[rounds * limits.size // design.rounds]
    contents = np.exp(logarithms)
    is_below = contents < limit
    measured = np.where(is_below, limit, contents)
    drawn = {
        "site_id": [f"s{site}" for site in sites],
        "sample_id": [f"{site}-{at}" for site, at in zip(sites, rounds, strict=True)],
        "sampled_on": (FIRST_YEAR + rounds).astype(str),
        "value": measured,
        "censored": is_below,
        "lod": limit,
        "lab_id": np.where(is_later & design.is_stated, "B", "A"),
        "original_value": measured.astype(str),
        "source_row": np.arange(rounds.size) + 2,
    }
    return pd.DataFrame(drawn)


def _panel(design: Design, rng: np.random.Generator) -> list[np.ndarray]:
    """Sites of each round; those of a gradient are in order from dirty to clean."""
    n, kept = design.sites, design.sites // 2
    panel = []
    for at in range(design.rounds):
        if design.panel == "random":
            sites = rng.choice(CANDIDATES, n, replace=False)
        elif design.panel == "half":
            sites = np.append(np.arange(kept), n + rng.choice(CANDIDATES, n - kept, replace=False))
        elif design.panel == "gradient":
            step = 320 // design.rounds
            sites = np.append(GRADIENT + np.arange(kept), 20 + at * step + 3 * np.arange(n - kept))
        else:
            sites = np.arange(n)
        found = sites[rng.random(n) >= design.lost]
        panel.append(found if found.size else sites[:1])
    return panel


def _levels(design: Design, rng: np.random.Generator) -> np.ndarray:
    """Level of each site there is."""
    levels = rng.normal(0, SITE_SD, GRADIENT + CANDIDATES + design.sites)
    if design.panel == "gradient":
        levels[:GRADIENT] = -np.sort(-levels[:GRADIENT])
    return levels


def _years(design: Design, rng: np.random.Generator) -> np.ndarray:
    """Draw what the sites of each year share: a stationary process, year after year."""
    effect = rng.normal()
    effects = [effect]
    for _ in range(design.rounds - 1):
        effect = design.lag_1 * effect + np.sqrt(1 - design.lag_1**2) * rng.normal()
        effects.append(effect)
    return design.year_sd * np.array(effects)
