"""Made-up monitoring series of which the right answer is known, and that answer.

Each case is one fault that a trend report can have: a table of samples and what must be found in
it. Seeds are those of a first look at the series; of a case without a trend it is one that a test
at 10 % leaves alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

METALS = ("As", "Cd", "Cr", "Cu", "Hg", "Ni", "Pb", "Zn")


@dataclass(frozen=True)
class Expected:
    """What must be found in a series."""

    case: str
    substance: str = "Cd"
    stratum: str = ""  # column=word of the samples that are meant
    direction: str = "any"  # that may be named
    firmest: str = "strong"  # evidence that may be given, and the least that will do
    loosest: str = ""
    percent: float | None = None  # change in a year
    tolerance: float = 0.0


NONE, WEAK, STRONG = "none", "weak", "strong"
EXPECTED = (
    Expected("unequal_effort", "Cd", "", "any", NONE, "", 0, 1),
    Expected("equal_dates", "Cd", "", "falling", STRONG, WEAK, -6, 0.5),
    Expected("halved_twice_sampled", "Cd", "", "falling", STRONG, WEAK, -7.41, 0.4),
    Expected("long_decay", "Pb", "", "falling", STRONG, STRONG, -4.8, 0.3),
    Expected("early_poor_limit", "Cd", "", "falling", STRONG, STRONG, -9.5, 1.5),
    Expected("two_sources", "Cd", "source_type=point", "falling", STRONG, STRONG, -14, 1.5),
    Expected("two_sources", "Cd", "source_type=diffuse", "any", NONE, NONE, 0, 1.5),
    Expected("two_sources", "Cd", "", "any", WEAK),
    Expected("laboratory_no_longer_named", "Cd", "", "any", WEAK),
    Expected("other_month", "Cd", "", "any", WEAK),
    Expected("campaign_reads_higher", "Zn", "", "any", NONE),
    Expected("campaign_not_named_once", "Cd", "", "falling", WEAK, "", -9.55, 1.5),
    Expected("one_of_eight_metals", "Cd", "", "falling", STRONG, WEAK, -11.2, 1.2),
    *(
        Expected("one_of_eight_metals", metal, "", "any", NONE, NONE, 0, 1.5)
        for metal in METALS
        if metal != "Cd"
    ),
    Expected("laboratory_of_last_round", "Cd", "", "falling", STRONG, STRONG, -9.5, 0.5),
    Expected("rotating_panel_constant", "Cd", "", "any", NONE, "", 0, 1.5),
    Expected("rotating_panel_falling", "Cd", "", "falling", STRONG, STRONG, -5, 1.2),
    Expected("lost_sample", "Cd", "", "falling", STRONG, STRONG, -5, 1),
    Expected("good_and_bad_years", "Cd", "", "any", WEAK),
    Expected("winter_then_summer", "Zn", "", "falling", STRONG, WEAK, -6, 1.5),
)
SEEDS = {"good_and_bad_years": 11, "one_of_eight_metals": 5}


def samples(case: str, seed: int | None = None) -> pd.DataFrame:
    """Draw the samples of a case."""
    make: Callable[[np.random.Generator], pd.DataFrame] = globals()[f"_{case}"]
    return make(np.random.default_rng(SEEDS.get(case, 1) if seed is None else seed))


def _table(sites: object, dates: object, values: object, **other: object) -> pd.DataFrame:
    """Samples as rows; other columns replace the usual ones, `limit` makes non-detects."""
    columns = {
        "substance": "Cd",
        "campaign": "",
        "lab_id": "A",
        "land_use": "arable",
        "source_type": "diffuse",
        "limit": 0.0,
    }
    rows = pd.DataFrame({"site_id": sites, "sampled_on": dates, "value": values})
    rows = rows.assign(**(columns | other))
    rows["site_id"], rows["sampled_on"] = (
        rows["site_id"].astype(str),
        rows["sampled_on"].astype(str),
    )
    rows["censored"] = rows["value"] < rows["limit"]
    rows["value"] = rows["value"].where(~rows["censored"], rows["limit"])
    return rows.drop(columns="limit")


def _grid(n_rounds: int, n_sites: int) -> tuple[np.ndarray, np.ndarray]:
    """Round and site of each sample where every site is sampled every time."""
    return np.repeat(np.arange(n_rounds), n_sites), np.tile(np.arange(n_sites), n_rounds)


def _scatter(rng: np.random.Generator, sd: float, n: int) -> np.ndarray:
    """Lognormal factors around 1."""
    return np.exp(rng.normal(0, sd, n))


def _unequal_effort(rng: np.random.Generator) -> pd.DataFrame:
    """No site changes; the dirty one gets one sample more each year."""
    levels = np.array([0.10, 0.15, 0.20, 0.25, 0.30, 2.0])
    site = np.concatenate([np.append(np.arange(5), np.full(1 + year, 5)) for year in range(8)])
    year = np.repeat(np.arange(8), [6 + year for year in range(8)])
    return _table(site, 2001 + year, levels[site] * _scatter(rng, 0.05, site.size))


def _equal_dates(rng: np.random.Generator) -> pd.DataFrame:
    """Two campaigns of one year, and non-detects of one of them later at a far limit."""
    year, site = _grid(6, 6)
    base = 1 + 0.1 * np.arange(6)
    early = _table(site, 2001 + year, base[site] * 0.94**year, campaign=[f"C{one}" for one in year])
    late = [
        _table(np.arange(6), "2010", base * 0.94**9 * _scatter(rng, 0.001, 6), campaign=name)
        for name in "XY"
    ]
    far = _table([0, 1, 2, 3, 4, 5, 0], "2012", np.full(7, 0.5), campaign="Y", limit=10.0)
    return pd.concat([early, *late, far], ignore_index=True)


def _halved_twice_sampled(rng: np.random.Generator) -> pd.DataFrame:
    """300 sites, each with half in the second of two campaigns, nine years later."""
    at, site = _grid(2, 300)
    values = 0.5**at * (1 + site / 100) * _scatter(rng, 0.1, site.size)
    return _table(site, 2009 + 9 * at, values, campaign=np.array(["first", "second"])[at])


def _long_decay(rng: np.random.Generator) -> pd.DataFrame:
    """Lead falls by 4.8 % a year over 40 years, in seven rounds at unequal distances."""
    at, site = _grid(7, 8)
    years = np.array([1978, 1988, 2000, 2008, 2012, 2015, 2018])[at]
    values = 112 * 0.952 ** (years - 1978) * _scatter(rng, 0.1, site.size)
    return _table(site, years, values, substance="Pb")


def _early_poor_limit(rng: np.random.Generator) -> pd.DataFrame:
    """Only non-detects in the first round, below a limit above all that comes later."""
    year, site = _grid(10, 8)
    values = 0.905**year * _scatter(rng, 0.25, site.size)
    return _table(site, 2001 + year, values, limit=np.where(year == 0, 2.5, 0.05))


def _two_sources(rng: np.random.Generator) -> pd.DataFrame:
    """Five sites near industry get cleaner, four fields do not change."""
    year, site = _grid(10, 9)
    is_point = site >= 4
    values = np.where(is_point, 50 * 0.86**year, 1.0) * _scatter(rng, 0.1, site.size)
    return _table(
        site,
        2001 + year,
        values,
        source_type=np.where(is_point, "point", "diffuse"),
        land_use=np.where(is_point, "industrial", "arable"),
    )


def _laboratory_no_longer_named(rng: np.random.Generator) -> pd.DataFrame:
    """All results are higher by half from the year on in which no laboratory is named."""
    year, site = _grid(10, 9)
    is_later = year >= 5
    values = np.where(is_later, 1.5, 1.0) * (1 + site / 10) * _scatter(rng, 0.1, site.size)
    return _table(site, 2001 + year, values, lab_id=np.where(is_later, "", "A"))


def _other_month(rng: np.random.Generator) -> pd.DataFrame:
    """Sampled in April, later in October, when contents are higher by 30 %."""
    year, site = _grid(10, 8)
    is_later = year >= 5
    values = np.where(is_later, 1.3, 1.0) * (1 + site / 10) * _scatter(rng, 0.08, site.size)
    dates = [
        f"{2001 + at}-{'10' if later else '04'}-15"
        for at, later in zip(year, is_later, strict=True)
    ]
    return _table(site, dates, values)


def _campaign_reads_higher(rng: np.random.Generator) -> pd.DataFrame:
    """100 sites stay as they are; all read 10 % higher in the second campaign."""
    at, site = _grid(2, 100)
    levels = 60 * _scatter(rng, 0.5, 100)
    values = levels[site] * 1.1**at * _scatter(rng, 0.08, site.size)
    return _table(
        site, 2009 + 9 * at, values, substance="Zn", campaign=np.array(["first", "second"])[at]
    )


def _campaign_not_named_once(rng: np.random.Generator) -> pd.DataFrame:
    """Three campaigns over New Year; one sample lacks the name of its campaign."""
    at, place = _grid(3, 20)
    site, is_later = place // 2, place % 2 == 1
    names = np.array([f"winter {one}" for one in at])
    names[0] = ""
    dates = [
        f"{2000 + 3 * one + later}-{2 if later else 11:02}-15"
        for one, later in zip(at, is_later.astype(int), strict=True)
    ]
    return _table(site, dates, 0.74**at * _scatter(rng, 0.2, site.size), campaign=names)


def _one_of_eight_metals(rng: np.random.Generator) -> pd.DataFrame:
    """Cadmium falls by 30 % from round to round at 20 sites, seven other metals do not."""
    at, site = _grid(5, 20)
    return pd.concat(
        [
            _table(
                site,
                2001 + 3 * at,
                (0.7 if metal == "Cd" else 1.0) ** at * _scatter(rng, 0.2, site.size),
                substance=metal,
            )
            for metal in METALS
        ],
        ignore_index=True,
    )


def _laboratory_of_last_round(rng: np.random.Generator) -> pd.DataFrame:
    """A steady fall over 15 rounds, of which another laboratory measured the last."""
    year, site = _grid(15, 10)
    values = 0.905**year * (1 + site / 10) * _scatter(rng, 0.1, site.size)
    return _table(site, 2001 + year, values, lab_id=np.where(year < 14, "A", "B"))


def _rotating_panel(rng: np.random.Generator, kept: float) -> pd.DataFrame:
    """Five sites join in each round, dirtier than those before, and stay for two rounds."""
    at = np.repeat(np.arange(10), 10)
    site = np.concatenate([np.arange(5 * one, 5 * one + 10) for one in range(10)])
    values = 0.5 * 1.05**site * kept ** (2 * at) * _scatter(rng, 0.08, site.size)
    return _table(site, 2001 + 2 * at, values)


def _rotating_panel_constant(rng: np.random.Generator) -> pd.DataFrame:
    """A panel that moves to dirtier sites, none of which changes."""
    return _rotating_panel(rng, 1.0)


def _rotating_panel_falling(rng: np.random.Generator) -> pd.DataFrame:
    """The same panel, while each site loses 5 % a year."""
    return _rotating_panel(rng, 0.95)


def _lost_sample(rng: np.random.Generator) -> pd.DataFrame:
    """Three sites lose 5 % a year for seven years; one sample was lost."""
    year, site = _grid(7, 3)
    values = np.array([0.2, 1.0, 6.0])[site] * 0.95**year * _scatter(rng, 0.04, site.size)
    is_kept = (year != 6) | (site != 0)
    return _table(site[is_kept], 2001 + year[is_kept], values[is_kept])


def _good_and_bad_years(rng: np.random.Generator) -> pd.DataFrame:
    """No trend; what sites share follows from year to year with a correlation of .7."""
    effects = [rng.normal(0, 0.25)]
    for _ in range(19):
        effects.append(0.7 * effects[-1] + 0.25 * np.sqrt(1 - 0.7**2) * rng.normal())
    year, site = _grid(20, 8)
    values = (1 + site / 10) * np.exp(np.array(effects))[year] * _scatter(rng, 0.2, site.size)
    return _table(site, 2001 + year, values)


def _winter_then_summer(rng: np.random.Generator) -> pd.DataFrame:
    """Falls by 6 % a year; first only winters are sampled, at the end only summers."""
    winter, summer = (1, 2, 3, 10, 11, 12), (4, 5, 6, 7, 8, 9)
    months = (winter, winter, range(1, 13), range(1, 13), summer, summer)
    found = [(at, month) for at, of_year in enumerate(months) for month in of_year]
    year, month = np.repeat(np.array(found), 3, axis=0).T
    site = np.tile(np.arange(3), len(found))
    season = np.exp(-0.5 * np.cos(2 * np.pi * (month - 1) / 12))
    values = 40 * season * 0.94 ** (year + month / 12) * _scatter(rng, 0.08, site.size)
    dates = [f"{2015 + at}-{of_year:02}-15" for at, of_year in zip(year, month, strict=True)]
    return _table(site, dates, values, substance="Zn")
