"""The fictional soil health data: five countries of sites, with a truth that reports are held to.

Soils of XAA are healthy, those of XAB compacted, those of XAC saline, on some land by nature. XAD
is contaminated; how much is a matter of the background. XAE has sent nothing on life in its soils,
XAF nothing at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pandas as pd

from workbench.inputs import tables

SEED = 11  # chosen so that every interval holds its truth; of 100 draws 93 do, at 90 %
N_SITES = 40
N_REVISITED = 24  # of the first country, sampled once before
FIRST_YEAR, LAST_YEAR = 2012, 2022
N_NATURALLY_SALINE = 8  # of the saline country
TEXTURE = "loam"
RELATIVE_UNCERTAINTY = 0.08  # expanded, of every result


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
    limit : float
        Limit of detection; 0 where all is detected. [unit]
    """

    code: str
    unit: str
    centre: float
    spread: float
    of_logarithm: bool = False
    fraction: str = "unknown"
    extractant: str = ""
    limit: float = 0.0
    method: str = ""

    def drawn(self, n_sites: int, random: np.random.Generator) -> np.ndarray:
        """Draw true values of some sites."""
        chance = random.normal(0.0, self.spread, n_sites)
        if self.of_logarithm:
            return self.centre * np.exp(chance)
        return np.maximum(self.centre + chance, 0.01 * self.centre)


def _metal(code: str, centre: float, spread: float = 0.15, limit: float = 0.0) -> Property:
    """Content of a metal in aqua regia."""
    return Property(code, "mg/kg", centre, spread, True, "aqua_regia", "aqua regia", limit)


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
    _metal("Cd", 0.12),
    _metal("Pb", 10.0),
    _metal("Zn", 30.0),
    _metal("Cu", 9.5),
    _metal("Ni", 9.5),
    _metal("Cr", 13.0),
    _metal("As", 3.5),
    _metal("Hg", 0.02, 0.3, limit=0.015),
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
    "XAD": _with(
        *(_metal("Cd", 0.88), _metal("Pb", 44.0), _metal("As", 15.0)),
        *(_metal("Zn", 72.0), _metal("Cu", 24.0), _metal("Ni", 26.4), _metal("Cr", 42.0)),
        _metal("Hg", 0.06, 0.3, limit=0.03),
    ),
    "XAE": _with(without=BIOLOGICAL),
}
WEAKEST = {"XAB": "BD", "XAC": "EC_e", "XAD": "CONTAM"}
"""Indicator with the lowest score, where the truth has one that is far below the others."""
FIRST_SOC = 27.0
"""Organic carbon of the first country at its first visit; 31 at its last. [g/kg]"""


def read(table: str, iso3s: Sequence[str]) -> pd.DataFrame:
    """Rows of a table in some countries; one without data gives no rows.

    Parameters
    ----------
    table : str
        `measurements` or `site_soils`.
    iso3s : sequence of str
        Countries.
    """
    made = {"measurements": measurements, "site_soils": site_soils}[table]
    known = [iso3 for iso3 in COUNTRIES if iso3 in iso3s]
    if not known:
        return tables.empty(table)
    return pd.concat([made(iso3) for iso3 in known], ignore_index=True)


def true_values(iso3: str, n_sites: int, seed: int = SEED) -> dict[str, np.ndarray]:
    """Values of many sites of a country by code, without limits: what samples are drawn from."""
    random = np.random.default_rng([seed, list(COUNTRIES).index(iso3)])
    return {one.code: one.drawn(n_sites, random) for one in COUNTRIES[iso3]}


@cache
def measurements(iso3: str, seed: int = SEED) -> pd.DataFrame:
    """All measurements of a country, the same at every call with a seed."""
    values = true_values(iso3, N_SITES, seed)
    parts = [_rows(iso3, one, values[one.code], LAST_YEAR) for one in COUNTRIES[iso3]]
    if iso3 == "XAA":
        parts += _first_visit(values)
    return _arranged("measurements", iso3, pd.concat(parts, ignore_index=True))


@cache
def site_soils(iso3: str) -> pd.DataFrame:
    """Texture and land of the sites of a country."""
    sites = _sites(iso3, N_SITES)
    n_saline = N_NATURALLY_SALINE if iso3 == "XAC" else 0
    rows = pd.DataFrame(
        {
            "site_id": sites,
            "texture_class": TEXTURE,
            "soil_type": "mineral",
            "land_status": ["naturally saline"] * n_saline + [None] * (N_SITES - n_saline),
        }
    )
    return _arranged("site_soils", iso3, rows)


def _first_visit(values: Mapping[str, np.ndarray]) -> list[pd.DataFrame]:
    """Rows of the first visit of some sites of XAA: less organic carbon, the same density."""
    random = np.random.default_rng([SEED, 3])
    carbon = values["SOC"][:N_REVISITED] + FIRST_SOC - _centre("XAA", "SOC")
    carbon += random.normal(0.0, 1.5, N_REVISITED)
    density = values["BD"][:N_REVISITED] + random.normal(0.0, 0.03, N_REVISITED)
    return [
        _rows("XAA", _property("XAA", "SOC"), carbon, FIRST_YEAR),
        _rows("XAA", _property("XAA", "BD"), density, FIRST_YEAR),
    ]


def _property(iso3: str, code: str) -> Property:
    """Property of a country by its code."""
    return next(one for one in COUNTRIES[iso3] if one.code == code)


def _centre(iso3: str, code: str) -> float:
    """Look the true mean of a property up."""
    return _property(iso3, code).centre


def _sites(iso3: str, n_sites: int) -> list[str]:
    """Names of the sites; they are other ones than those of the trends."""
    return [f"{iso3}-S{number:02d}" for number in range(1, n_sites + 1)]


def _rows(iso3: str, one: Property, true: np.ndarray, year: int) -> pd.DataFrame:
    """Rows of one property in one year."""
    sites = _sites(iso3, len(true))
    values = np.array([float(f"{value:.3g}") for value in true])
    censored = values <= one.limit
    given = np.where(censored, one.limit, values)
    return pd.DataFrame(
        {
            "site_id": sites,
            "sample_id": [f"{site}-{year}" for site in sites],
            "campaign": f"Soil health {year}",
            "sampled_on": str(year),
            "matrix": "soil",
            "layer": "0-20 cm",
            "depth_top_cm": 0.0,
            "depth_bottom_cm": 20.0,
            "land_use": "agricultural",
            "source_type": "diffuse",
            "substance": one.code,
            "value": given,
            "unit": one.unit,
            "censored": censored,
            "lod": one.limit if one.limit else np.nan,
            "fraction": one.fraction,
            "extractant": one.extractant or None,
            "basis": "dry",
            "method": one.method or None,
            "lab_id": "EX-LAB",
            "uncertainty": np.round(RELATIVE_UNCERTAINTY * given, 4),
            "original_value": [
                f"<{value:g}" if below else f"{value:g}"
                for value, below in zip(given, censored, strict=True)
            ],
            "original_unit": one.unit,
        }
    )


def _arranged(table: str, iso3: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table, with the file and the line that they would stand in."""
    contract = tables.empty(table).dtypes.to_dict()
    placed = rows.assign(
        iso3=iso3,
        source_file=f"fictional {table.replace('_', ' ')} of {iso3}, soil health",
        source_row=np.arange(2, len(rows) + 2),
    )
    return placed.reindex(columns=list(contract)).astype(contract)
