"""Background values from the country's own data by three rules, and the sites above them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from workbench.findings.rows import code, count, number, row, share, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.nondetects.median_mad import median_mad_limit
from workbench.methods.nondetects.tolerance import background_threshold
from workbench.reports.report import Section
from workbench.reports.soil_health.basis import Basis
from workbench.reports.soil_health.basis.sites import Latest
from workbench.store.measurements import Measurements
from workbench.vocabulary.substances import substance
from workbench.words.messages import Message
from workbench.words.said import Said, said

OF_ROCKS = ("As", "Ni", "Cr")  # high by nature over some rocks, as serpentine or black shale
HIGH = 0.95


@row
class OwnBackground:
    """Upper limits of the background of one contaminant and fraction, from the sites themselves."""

    substance: str = text("contaminant", "Substance")
    fraction: str = code("fraction", "what the digestion reaches", "Fraction")
    n_sites: int = count("sites", "Sites")
    n_non_detects: int = count("non-detects among them", "Non-detects")
    p95: float | None = number(
        "95th percentile; none where a limit of detection is above it", "P95", unit="mg/kg"
    )
    tolerance: float | None = number(
        "tolerance limit of 95 % of the soils at 95 % confidence", "Tolerance limit", unit="mg/kg"
    )
    tolerance_confidence: float | None = share("confidence that it has")
    shape: str = code("background-shape", "distribution of the tolerance limit", "Distribution")
    median_mad: float | None = number("median + 2 MAD", "Median + 2 MAD", unit="mg/kg")
    on_logarithms: str = code("yes-no", "whether median and MAD are of logarithms", "Logarithms")
    n_anomalies: int | None = count("sites above median + 2 MAD", "Anomalies")
    by_geology: str = code("yes-no", "whether rocks alone may make it high")


@row
class Anomaly:
    """A site whose content is above the limit of the background."""

    site: str = text("site", "Site")
    substance: str = text("contaminant", "Substance")
    fraction: str = code("fraction", "what the digestion reaches")
    content: float = number("content", "Content", unit="mg/kg")
    ratio: float = number("content over median + 2 MAD", "Ratio", unit="1")


BACKGROUNDS = Table(
    "own_background",
    OwnBackground,
    "Background values from the data themselves",
    "No contaminant was measured.",
)
ANOMALIES = Table("anomalies", Anomaly, "Sites above the background", "No site is above it.")
FOUND = Message("soil-anomalies", OwnBackground, "anomalies")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Work out the limits of each contaminant and fraction, and the sites above them."""
    made: dict[str, OwnBackground] = {}
    anomalies: dict[str, Anomaly] = {}
    ways = [Measurements.substance, Measurements.fraction]
    for (name, fraction), rows in basis.found.contents.groupby(ways):
        by_site = rows.groupby(Measurements.site_id)[[Latest.lower, Latest.upper]].median()
        own, above = _background(str(name), str(fraction), by_site)
        made[f"{name}:{fraction}"] = own
        anomalies |= {f"{one.site}:{name}:{fraction}": one for one in above}
    yield BACKGROUNDS.filled(made)
    yield ANOMALIES.filled(anomalies)


def _background(
    name: str, fraction: str, by_site: pd.DataFrame
) -> tuple[OwnBackground, list[Anomaly]]:
    """Limits of one contaminant, and its anomalies."""
    values = by_site[Latest.upper].to_numpy(np.float64)
    flags = (by_site[Latest.lower] < by_site[Latest.upper]).to_numpy(bool)
    robust, limit = median_mad_limit(values, flags), background_threshold(values, flags)
    p95 = float(np.quantile(values, HIGH))
    has_limit = not np.isnan(robust.value)
    is_above = ~flags & (values > robust.value)
    own = OwnBackground(
        substance=substance(name).name,
        fraction=fraction,
        n_sites=values.size,
        n_non_detects=int(flags.sum()),
        p95=None if (values[flags] >= p95).any() else p95,
        tolerance=limit.value,
        tolerance_confidence=limit.confidence,
        shape=limit.shape,
        median_mad=robust.value,
        on_logarithms="yes" if robust.on_logarithms else "no",
        n_anomalies=int(is_above.sum()) if has_limit else None,
        by_geology="yes" if name in OF_ROCKS else "no",
    )
    found = zip(by_site.index[is_above], values[is_above], strict=True)
    return own, [
        Anomaly(
            site=str(site),
            substance=own.substance,
            fraction=fraction,
            content=content,
            ratio=content / robust.value,
        )
        for site, content in found
    ]


def say(tables: Tables) -> Iterator[Said]:
    """Say how many sites are above the background of their contaminant."""
    for name, one in tables.of(BACKGROUNDS).items():
        if one.n_anomalies:
            yield said(FOUND, BACKGROUNDS, name, main="n_anomalies")


def notes(tables: Tables) -> tuple[str, ...]:
    """Say what such limits rest on, where any is given."""
    return ("soil-own-background",) if tables.of(BACKGROUNDS) else ()


SECTION: Section[Basis] = Section(
    name="own_background",
    tables=(BACKGROUNDS, ANOMALIES),
    compute=compute,
    say=say,
    messages=(FOUND,),
    notes=notes,
)
