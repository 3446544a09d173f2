"""Soils of the fictional countries: their properties, and the truth behind an index of health.

Soils of XAA are healthy, those of XAB compacted, those of XAC saline, on some land by nature. XAD
is contaminated; how much is a matter of the background. XAE has sent nothing on life in its soils,
XAF nothing at all. Properties are those of the samples that the last round of monitoring took at
the same sites; metals are in `examples.monitoring`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from examples import contents
from examples.chance import SEED, generator
from examples.monitoring import LAST_ROUND, programmes
from examples.sites import sites

N_REVISITED = 24  # sites of XAA whose carbon and density were measured before
FIRST_YEAR = 2012
N_NATURALLY_SALINE = 30  # sites of XAC
TEXTURE = "loam"


@dataclass(frozen=True)
class Property:
    """One property or content of the soils of a country, and the truth behind its numbers.

    Attributes
    ----------
    code, unit : str
        Code and unit of the vocabulary of substances.
    centre : float
        Mean over all soils, or the median where the logarithm is normal. [unit]
    spread : float
        Standard deviation over the sites [unit], of the logarithm where that is normal [1].
    of_logarithm : bool
        Whether its logarithm is normal.
    fraction, extractant, method : str
        How it was measured.
    """

    code: str
    unit: str
    centre: float
    spread: float
    of_logarithm: bool = False
    fraction: str = "unknown"
    extractant: str = ""
    method: str = ""

    def drawn(self, n_sites: int, random: np.random.Generator) -> np.ndarray:
        """Draw true values of some sites."""
        chance = random.normal(0.0, self.spread, n_sites)
        if self.of_logarithm:
            return self.centre * np.exp(chance)
        return np.maximum(self.centre + chance, 0.01 * self.centre)


HEALTHY: tuple[Property, ...] = (
    Property("BD", "g/cm3", 1.25, 0.06, method="core"),
    Property("AGG", "%", 42.0, 4.0, method="wet sieving"),
    Property("AWC", "mm", 95.0, 9.0, method="pF 2 to 4.2"),
    Property("SOC", "g/kg", 31.0, 3.0, fraction="total"),
    Property("clay", "%", 22.0, 2.0, fraction="total"),
    Property("pH", "pH", 6.6, 0.3, extractant="H2O"),
    Property("ECe", "dS/m", 0.8, 0.3, True, method="saturated paste"),
    Property("P", "mg/kg", 32.0, 5.0, fraction="extractable", extractant="Olsen"),
    Property("K", "mg/kg", 170.0, 25.0, fraction="extractable", extractant="NH4OAc"),
    Property("CEC", "mmol+/kg", 160.0, 20.0),
    Property("POXC", "mg/kg", 700.0, 90.0, method="KMnO4"),
    Property("RESP", "mg CO2/g", 0.95, 0.12, method="96 h"),
    Property("MBC", "mg/kg", 420.0, 50.0, method="fumigation-extraction"),
    Property("EW", "ind/m2", 170.0, 30.0, method="hand sorting"),
)
BIOLOGICAL = ("POXC", "RESP", "MBC", "EW")


def _with(*changed: Property, without: Sequence[str] = ()) -> tuple[Property, ...]:
    """Properties of the healthy country with some changed, or never measured."""
    by_code = {one.code: one for one in changed}
    return tuple(by_code.get(one.code, one) for one in HEALTHY if one.code not in without)


def _changed(code: str, centre: float) -> Property:
    """Property of the healthy country around another centre."""
    return replace(next(one for one in HEALTHY if one.code == code), centre=centre)


COUNTRIES: Mapping[str, tuple[Property, ...]] = {
    "XAA": HEALTHY,
    "XAB": _with(
        replace(_changed("BD", 1.80), spread=0.05), _changed("AGG", 30.0), _changed("AWC", 65.0)
    ),
    "XAC": _with(replace(_changed("ECe", 9.0), spread=0.25)),
    "XAD": HEALTHY,
    "XAE": _with(without=BIOLOGICAL),
}
WEAKEST = {"XAB": "BD", "XAC": "EC_e", "XAD": "CONTAM"}
"""Indicator with the lowest score, where the truth has one that is far below the others."""
FIRST_SOC = 27.0
"""Organic carbon of the first country at its first visit; 31 at its last. [g/kg]"""


def soil_property(iso3: str, code: str) -> Property:
    """Property of the soils of a country."""
    return next(one for one in COUNTRIES[iso3] if one.code == code)


def values(iso3: str, seed: int = SEED) -> dict[str, np.ndarray]:
    """Value of each property at each site in the last round."""
    n_sites = len(sites(iso3, seed))
    return {
        one.code: one.drawn(n_sites, generator(seed, iso3, one.code)) for one in COUNTRIES[iso3]
    }


def first_values(iso3: str, seed: int = SEED) -> dict[str, np.ndarray]:
    """Values of the first visit to some sites: less organic carbon, the same density."""
    random, last = generator(seed, iso3, "first visit"), values(iso3, seed)
    carbon = last["SOC"][:N_REVISITED] + FIRST_SOC - soil_property(iso3, "SOC").centre
    density = last["BD"][:N_REVISITED]
    return {
        "SOC": carbon + random.normal(0.0, 1.5, N_REVISITED),
        "BD": density + random.normal(0.0, 0.03, N_REVISITED),
    }


def true_values(iso3: str, n_sites: int, seed: int) -> dict[str, np.ndarray]:
    """Values of many sites of a country by code, drawn anew from what its samples are drawn from.

    Parameters
    ----------
    iso3 : str
        One of `COUNTRIES`.
    n_sites : int
        How many.
    seed : int
        Where the numbers of chance begin.
    """
    random = generator(seed, iso3, "truth")
    drawn = {one.code: one.drawn(n_sites, random) for one in COUNTRIES[iso3]}
    metals = [one.substance for one in programmes(iso3) if LAST_ROUND[iso3] in one.years]
    return drawn | {code: contents.at_last_round(iso3, code, n_sites, random) for code in metals}


def site_soils(iso3: str, seed: int = SEED) -> pd.DataFrame:
    """Rows of `site_soils`: texture and land of the sites of a country."""
    listed = sites(iso3, seed)["site_id"]
    n_saline = N_NATURALLY_SALINE if iso3 == "XAC" else 0
    return pd.DataFrame(
        {
            "site_id": listed,
            "texture_class": TEXTURE,
            "soil_type": "mineral",
            "land_status": ["naturally saline"] * n_saline + [None] * (len(listed) - n_saline),
        }
    )
