"""Stock of soil organic carbon, its change at an equivalent soil mass, and what SDG 15.3.1 asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.stats import t as student_t

from workbench.findings.names import column
from workbench.findings.rows import code, count, number, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.basics.arrays import Floats
from workbench.methods.basics.intervals import wilson
from workbench.methods.soil.soil_carbon import (
    DEGRADED,
    IMPROVED,
    STABLE,
    carbon_state,
    carbon_stock,
    fine_soil_mass,
)
from workbench.reports.report import Section
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.sites import TOPSOIL_TO_CM, Latest
from workbench.store.measurements import Measurements
from workbench.vocabulary.soil.indicators import indicator_classes
from workbench.words.messages import Message
from workbench.words.said import Said, said

CARBON, DENSITY, COARSE = "SOC", "BD", "coarse"
OF_HUNDRED_PERCENT = 100.0
G_KG_OF_PERCENT = 10.0
IGNITION, CLASSES_OF_CARBON = "LOI", "SOCCLAY-2021"
# Carbon over organic matter: half in the median of many studies, with a wide spread (D. W. Pribyl,
# Geoderma 156, 75-83, 2010, doi:10.1016/j.geoderma.2010.02.003); 0.58 is that of van Bemmelen.
# Loss on ignition holds the water of clay too and, above 550 C, carbonates: the ratio is too high.
FACTOR_OF_IGNITION = (0.40, 0.50, 0.58)
FEWEST = 5  # sites that an interval needs


class OfSite:
    """What the stock of a site is made of."""

    carbon = column("organic carbon [g/kg]")
    density = column("bulk density [g/cm3]")
    coarse = column("share of the volume that is coarse [0 to 1]")
    is_coarse_known = column("whether that was measured; else it is taken as none")
    bottom = column("lower end of the samples [cm]")


@row
class CarbonStock:
    """Stock of organic carbon of the topsoil over the sites."""

    depth_cm: float = number("depth that the stock is to", "To", unit="cm")
    n_sites: int = count("sites with carbon and density to that depth", "Sites")
    n_without_coarse: int = count("of these, sites without coarse fragments stated", "No stones")
    stock: float = number("mean stock", "Stock", unit="t/ha")
    stock_lower: float | None = number("lower limit", "Lower limit", unit="t/ha", lower_of="stock")
    stock_upper: float | None = number("upper limit", "Upper limit", unit="t/ha", upper_of="stock")
    confidence: float = share("level of the limits")
    n_shallower: int = count("sites that were sampled to another depth or to none stated")


@row
class CarbonChange:
    """Change of the stock at sites that were sampled twice, at the soil mass of the first date."""

    n_sites: int = count("sites with a stock of two dates", "Sites")
    first: float = number("mean stock of the first date", "First", unit="t/ha")
    last: float = number("mean stock of the last date, same soil mass", "Last", unit="t/ha")
    change: float = number("mean change", "Change", unit="t/ha")
    change_lower: float | None = number(
        "lower limit", "Lower limit", unit="t/ha", lower_of="change"
    )
    change_upper: float | None = number(
        "upper limit", "Upper limit", unit="t/ha", upper_of="change"
    )
    n_degraded: int = count("sites whose stock fell by more than a tenth", "Degraded")
    n_stable: int = count("sites whose stock did not change as much", "Stable")
    n_improved: int = count("sites whose stock rose by more than a tenth", "Improved")
    confidence: float = share("level of the limits")
    scope: str = code("land-scope", "sub-indicators of SDG 15.3.1 that it is of", "SDG 15.3.1")


@row
class CarbonClass:
    """Sites in one class of the ratio of organic carbon to clay."""

    label: str = text("class of SOCCLAY-2021", "Class")
    lower: float | None = number("lower limit of the class", "From", unit="1")
    n_sites: int = count("sites in the class", "Sites")
    share_of_sites: float = share("share of the sites", "Share")
    share_lower: float = share("lower limit", "Lower limit", lower_of="share_of_sites")
    share_upper: float = share("upper limit", "Upper limit", upper_of="share_of_sites")
    n_low: int | None = count("sites in it with the lowest factor", "With lowest factor")
    n_high: int | None = count("sites in it with the highest factor", "With highest factor")
    made_of: str = code("carbon-basis", "carbon that was measured, or loss on ignition", "Carbon")
    n_all: int = count("sites with a ratio")
    confidence: float = share("level of the limits")
    factor: float | None = number("carbon over loss on ignition", unit="1")
    factor_lower: float | None = number("lowest factor", unit="1", lower_of="factor")
    factor_upper: float | None = number("highest factor", unit="1", upper_of="factor")


STOCKS = Table("carbon_stocks", CarbonStock, "Stock of soil organic carbon", "No stock is known.")
CHANGES = Table(
    "carbon_changes", CarbonChange, "Change of the carbon stock", "No site has two stocks."
)
CLASSES = Table(
    "carbon_classes",
    CarbonClass,
    "Sites by class of organic carbon to clay",
    "No site has carbon, or loss on ignition, with clay.",
)
IN_LOWEST = Message("soil-carbon-class", CarbonClass, "carbon-class")
STOCK = Message("soil-carbon-stock", CarbonStock, "stock")
CHANGE = Message("soil-carbon-change", CarbonChange, "stock-change")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Work out the stock of the topsoil, and its change at sites that were sampled twice."""
    confidence = basis.parameters.confidence
    yield CLASSES.filled(_classes(basis))
    latest = _of_sites(basis.found.latest)
    stated = latest[latest[OfSite.bottom] == TOPSOIL_TO_CM]
    used = stated if len(stated) else _most_common_depth(latest)
    yield STOCKS.filled({"topsoil": _stock(used, latest, confidence)} if len(used) else {})
    first = basis.found.earlier.sort_values(Latest.year)
    before = _of_sites(first.drop_duplicates([Measurements.site_id, Measurements.substance]))
    both = used.join(before.add_suffix("_first"), how="inner")
    both = both[both[OfSite.bottom] == both[f"{OfSite.bottom}_first"]]
    yield CHANGES.filled({"topsoil": _change(both, confidence)} if len(both) else {})


def _classes(basis: Basis) -> dict[str, CarbonClass]:
    """Count the sites of each class, by the carbon that was measured, else by loss on ignition."""
    clay = basis.found.clay
    carbon, ignition = (basis.found.highest(name) for name in (CARBON, IGNITION))
    measured = carbon / (G_KG_OF_PERCENT * clay)
    if measured.notna().any():
        return _counted(measured.dropna(), None, basis.parameters.confidence)
    return _counted((ignition / clay).dropna(), FACTOR_OF_IGNITION, basis.parameters.confidence)


def _counted(
    ratios: pd.Series, factors: tuple[float, float, float] | None, confidence: float
) -> dict[str, CarbonClass]:
    """Rows of the classes; the ratio is times the middle factor, and the outer ones beside it."""
    own = indicator_classes(CLASSES_OF_CARBON)
    if ratios.empty:
        return {}
    counts = [
        Counter(own.label(float(one) * factor) for one in ratios) for factor in factors or (1.0,)
    ]
    low, middle, high = counts if factors else (None, counts[0], None)
    made: dict[str, CarbonClass] = {}
    for label, lower in zip(own.labels, (None, *own.limits), strict=True):
        limits = wilson(middle[label], len(ratios), confidence=confidence)
        made[label] = CarbonClass(
            label=label,
            lower=lower,
            n_sites=middle[label],
            share_of_sites=middle[label] / len(ratios),
            share_lower=limits.lower,
            share_upper=limits.upper,
            n_low=None if low is None else low[label],
            n_high=None if high is None else high[label],
            made_of="loss-on-ignition" if factors else "measured",
            n_all=len(ratios),
            confidence=confidence,
            factor=factors[1] if factors else None,
            factor_lower=factors[0] if factors else None,
            factor_upper=factors[2] if factors else None,
        )
    return made


def _of_sites(rows: pd.DataFrame) -> pd.DataFrame:
    """Carbon, density and coarse fragments of the sites that have the first two."""
    own = rows[rows[Measurements.substance].isin([CARBON, DENSITY, COARSE])]
    wide = own.pivot_table(
        index=Measurements.site_id, columns=Measurements.substance, values=Latest.upper
    ).reindex(columns=[CARBON, DENSITY, COARSE])
    bottoms = own[own[Measurements.substance] == CARBON].groupby(Measurements.site_id)
    made = pd.DataFrame(
        {
            OfSite.carbon: wide[CARBON],
            OfSite.density: wide[DENSITY],
            OfSite.coarse: wide[COARSE].fillna(0.0) / OF_HUNDRED_PERCENT,
            OfSite.is_coarse_known: wide[COARSE].notna(),
            OfSite.bottom: bottoms[Latest.bottom].median(),
        }
    )
    return made.dropna(subset=[OfSite.carbon, OfSite.density])


def _most_common_depth(latest: pd.DataFrame) -> pd.DataFrame:
    """Sites that were sampled to the depth that most were."""
    depths = latest[OfSite.bottom].dropna()
    return latest[latest[OfSite.bottom] == depths.mode().iloc[0]] if len(depths) else latest[:0]


def _masses(rows: pd.DataFrame, suffix: str = "") -> Floats:
    """Mass of fine earth of each site."""
    columns = (f"{name}{suffix}" for name in (OfSite.density, OfSite.bottom, OfSite.coarse))
    return fine_soil_mass(*(rows[name].to_numpy(np.float64) for name in columns))


def _stock(used: pd.DataFrame, latest: pd.DataFrame, confidence: float) -> CarbonStock:
    """Mean stock over the sites."""
    stocks = carbon_stock(used[OfSite.carbon], _masses(used))
    half = _half_width(stocks, confidence)
    return CarbonStock(
        depth_cm=float(used[OfSite.bottom].iloc[0]),
        n_sites=len(used),
        n_without_coarse=int((~used[OfSite.is_coarse_known]).sum()),
        stock=stocks.mean(),
        stock_lower=stocks.mean() - half,
        stock_upper=stocks.mean() + half,
        confidence=confidence,
        n_shallower=len(latest) - len(used),
    )


def _change(both: pd.DataFrame, confidence: float) -> CarbonChange:
    """Change of the stock, both dates at the soil mass of the first."""
    masses = _masses(both, "_first")
    first = carbon_stock(both[f"{OfSite.carbon}_first"], masses)
    last = carbon_stock(both[OfSite.carbon], masses)
    states = Counter(carbon_state(*pair) for pair in zip(first, last, strict=True))
    mean, half = float((last - first).mean()), _half_width(last - first, confidence)
    return CarbonChange(
        n_sites=len(both),
        first=first.mean(),
        last=last.mean(),
        change=mean,
        change_lower=mean - half,
        change_upper=mean + half,
        n_degraded=states[DEGRADED],
        n_stable=states[STABLE],
        n_improved=states[IMPROVED],
        confidence=confidence,
        scope="carbon-only",
    )


def _half_width(values: Floats, confidence: float) -> float:
    """Half of the t interval of the mean; NaN with few sites."""
    if values.size < FEWEST:
        return float("nan")
    error = values.std(ddof=1) / np.sqrt(values.size)
    return float(student_t.ppf((1 + confidence) / 2, values.size - 1) * error)


def say(tables: Tables) -> Iterator[Said]:
    """Say the lowest class of carbon to clay, the stock, and its change."""
    for name, _ in list(tables.of(CLASSES).items())[:1]:
        yield said(IN_LOWEST, CLASSES, name, main="share_of_sites")
    for name, one in tables.of(STOCKS).items():
        yield said(STOCK, STOCKS, name, main="stock" if one.n_sites else "n_sites")
    for name, _ in tables.of(CHANGES).items():
        yield said(CHANGE, CHANGES, name, main="change")


SECTION: Section[Basis] = Section(
    name="carbon_stocks",
    tables=(CLASSES, STOCKS, CHANGES),
    compute=compute,
    say=say,
    messages=(IN_LOWEST, STOCK, CHANGE),
)
