"""Monitoring of the fictional countries: what is measured in which rounds, and what is true.

Cadmium rises and lead falls in XAA, zinc stays. The detection limit of mercury falls in XAB. The
method for chromium changes in XAC, some samples of its falling nickel are lost, and its vanadium is
measured at sites that are replaced from round to round. XAD has three rounds, of which two for
antimony, which halves. XAE has next to nothing. XBC has sent sediment alone, XAF nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

SITE_SPREAD = 0.35  # standard deviation of the logarithm between sites
NOISE = 0.12  # standard deviation of the logarithm between samples of a site

YEARLY = tuple(range(2008, 2023))
EVERY_OTHER_YEAR = (2000, 2002, 2004, 2006, 2008, 2010, 2013, 2016, 2019, 2022)
LAST_ROUND = {"XAA": 2022, "XAB": 2022, "XAC": 2022, "XAD": 2018, "XAE": 2019}


@dataclass(frozen=True)
class Panel:
    """Sites that are replaced from round to round, the cleanest first.

    Attributes
    ----------
    n_sites : int
        Sites of a round.
    n_replaced : int
        Of these, sites that are not sampled again in the next round.
    """

    n_sites: int
    n_replaced: int


@dataclass(frozen=True)
class Programme:
    """One substance that a fictional country measures, and the truth behind its numbers.

    Attributes
    ----------
    iso3, substance : str
        Country and code of the substance.
    level_mg_kg : float
        Median concentration over the sites in the first year. [mg/kg]
    yearly_change : float
        True relative change of the soil; 0.03 is a rise of 3 in 100. [1/year]
    years : tuple of int
        Rounds. Every site is sampled in each, but for `panel` and `lost`.
    spread : float
        Standard deviation of the logarithm between sites; of cadmium and lead that of their areas
        goes before it, see `examples.health`.
    fraction, method : str
        What the digestion reaches, and the method group of the laboratory.
    recovery : float
        Part of the true concentration that this digestion reaches. [1]
    limits : mapping of int to float
        Limit of detection from that year on; empty where all is detected. [mg/kg]
    panel : Panel or None
        Sites of each round, where they are not all sites.
    lost : float
        Share of samples that are lost by chance, in every round but the last. [1]
    matrix : str
        What is sampled.
    """

    iso3: str
    substance: str
    level_mg_kg: float
    yearly_change: float
    years: tuple[int, ...]
    spread: float = SITE_SPREAD
    fraction: str = "aqua_regia"
    method: str = "ICP-MS"
    recovery: float = 1.0
    limits: Mapping[int, float] = field(default_factory=dict)
    panel: Panel | None = None
    lost: float = 0.0
    matrix: str = "soil"

    def limit(self, year: int) -> float:
        """Limit of detection in a year, 0 where all is detected; in mg/kg."""
        return max((step for step in self.limits.items() if step[0] <= year), default=(0, 0.0))[1]

    def median(self, year: int) -> float:
        """Median of what is measured in a year over all sites, as it truly is; in mg/kg."""
        grown = (1 + self.yearly_change) ** (year - self.years[0])
        return self.level_mg_kg * self.recovery * grown


CHROMIUM = Programme("XAC", "Cr", 70.0, 0.0, EVERY_OTHER_YEAR[:5], fraction="total", method="XRF")
HALVED = 0.5 ** (1 / 9) - 1  # a year, so that half is left after nine
FALLING_LIMITS = {
    "Cd": {2000: 0.15, 2006: 0.08, 2010: 0.03},
    "Pb": {2000: 10.0, 2006: 5.0, 2010: 2.0},
}
BEFORE_AND_NOW = (2004, 2006, 2008, 2010, 2022)
MONITORED = (
    Programme("XAA", "Cd", 0.24, 0.03, YEARLY),
    Programme("XAA", "Pb", 60.0, -0.04, YEARLY),
    Programme("XAA", "Zn", 95.0, 0.0, YEARLY),
    Programme("XAB", "Hg", 0.045, 0.0, YEARLY, limits={2008: 0.10, 2013: 0.04, 2018: 0.01}),
    Programme("XAB", "Sb", 0.30, -0.08, YEARLY, limits={2008: 0.12}),
    Programme("XAB", "As", 8.0, 0.0, YEARLY),
    Programme("XAB", "Cd", 0.20, 0.0, (2008, 2009, 2010, 2022)),
    Programme("XAB", "Pb", 25.0, 0.0, (2008, 2009, 2010, 2022)),
    CHROMIUM,
    replace(
        CHROMIUM,
        years=EVERY_OTHER_YEAR[5:],
        fraction="aqua_regia",
        method="ICP-MS",
        recovery=0.56,
    ),
    Programme("XAC", "Ni", 25.0, -0.03, EVERY_OTHER_YEAR, lost=0.03),
    Programme("XAC", "V", 60.0, 0.0, EVERY_OTHER_YEAR, panel=Panel(45, 11)),
    Programme("XAC", "Cd", 0.30, 0.0, BEFORE_AND_NOW, limits=FALLING_LIMITS["Cd"]),
    Programme("XAC", "Pb", 25.0, 0.0, BEFORE_AND_NOW, limits=FALLING_LIMITS["Pb"]),
    Programme("XAD", "Cd", 0.67, 0.03, (2009, 2015, 2018)),
    Programme("XAD", "Pb", 44.0, 0.0, (2009, 2015, 2018)),
    Programme("XAD", "Sb", 1.6, HALVED, (2009, 2018)),
    Programme("XAE", "Pb", 120.0, 0.0, (2012, 2019)),
    Programme("XAE", "Cd", 0.30, 0.0, (2019,)),
    Programme("XBC", "Pb", 55.0, -0.05, YEARLY[:8], matrix="sediment"),
    Programme("XBC", "Cd", 0.60, 0.0, YEARLY[:8], matrix="sediment"),
)


def _once(iso3: str, levels: Mapping[str, float], mercury: float, limit: float) -> list[Programme]:
    """Metals that are measured beside the soil health survey alone, in the last round."""
    year = (LAST_ROUND[iso3],)
    metals = [
        Programme(iso3, code, level, 0.0, year, spread=0.15) for code, level in levels.items()
    ]
    if mercury:
        metals.append(Programme(iso3, "Hg", mercury, 0.0, year, spread=0.3, limits={0: limit}))
    return metals


LOW = {"Zn": 30.0, "Cu": 9.5, "Ni": 9.5, "Cr": 13.0, "As": 3.5}


def _low(*codes: str) -> dict[str, float]:
    """Contents of a soil that nothing was added to."""
    return {code: LOW[code] for code in codes}


PROGRAMMES: tuple[Programme, ...] = (
    *MONITORED,
    *_once("XAA", _low("Cu", "Ni", "Cr", "As"), 0.02, 0.015),
    *_once("XAB", _low("Zn", "Cu", "Ni", "Cr"), 0.0, 0.0),
    *_once("XAC", _low("Zn", "Cu", "As"), 0.02, 0.015),
    *_once("XAD", {"As": 15.0, "Zn": 72.0, "Cu": 24.0, "Ni": 26.4, "Cr": 42.0}, 0.06, 0.03),
    *_once("XAE", _low("Zn", "Cu", "Ni", "Cr", "As"), 0.02, 0.015),
)


def programmes(iso3: str, substance: str = "") -> tuple[Programme, ...]:
    """Programmes of a country, of one substance or of all; the earlier first."""
    return tuple(one for one in PROGRAMMES if one.iso3 == iso3 and substance in {"", one.substance})
