"""Curves of the Soil Management Assessment Framework (SMAF), for `workbench.methods.soil.scoring`.

The forms are those of a published R script after the spreadsheet of 2014 [1]_, with its slips
mended: the test on aggregate stability, which compared a score with 50, and the exponent of bulk
density, which was that of the minerals in place of that of the texture. The paper itself was not
read. Phosphorus is not among them: the script lacks the optima of the crops.

References
----------
.. [1] S. S. Andrews, D. L. Karlen and C. A. Cambardella, "The Soil Management Assessment Framework:
   a quantitative soil quality evaluation method," Soil Sci. Soc. Am. J., vol. 68, pp. 1945-1962,
   2004. doi:10.2136/sssaj2004.1945
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike

from workbench.methods.basics.arrays import Floats

Parameter = float | Floats
"""One number, or one for each value."""

LARGEST_AGGREGATES = 50.0
"""Aggregate stability from above which the score is 1, in %."""


def clipped(scores: ArrayLike) -> Floats:
    """Scores within 0 and 1."""
    return np.clip(np.asarray(scores, dtype=np.float64), 0.0, 1.0)


def smaf_soc(x: Floats, om: Parameter, texture: Parameter, climate: Parameter) -> Floats:
    """Soil organic carbon, in %."""
    return np.asarray(1 / (1 + 50.1 * np.exp(-_slope(om, texture, climate) * x)))


def smaf_pmn(x: Floats, om: Parameter, texture: Parameter, climate: Parameter) -> Floats:
    """Potentially mineralisable nitrogen, in mg/kg."""
    return np.asarray(1 / (1 + 161.32 * np.exp(-_slope(om, texture, climate) * x)))


def smaf_bg(x: Floats, om: Parameter, texture: Parameter, climate: Parameter) -> Floats:
    """Beta-glucosidase activity, in mg PNP/kg/h."""
    return clipped(1.01 / (1 + 48.4 * np.exp(-_slope(om, texture, climate) * x / 1000)))


def smaf_mbc(x: Floats, om: Parameter, texture: Parameter, season: Parameter) -> Floats:
    """Microbial biomass carbon, in mg/kg."""
    return np.asarray(1 / (1 + 40.748 * np.exp(-np.multiply(om, texture) * season * x)))


def smaf_agg(x: Floats, om: Parameter, texture: Parameter, iron: Parameter) -> Floats:
    """Stability of macroaggregates; 1 above 50 %."""
    wave = -0.793 + 1.7993 * np.cos(0.0196 * x - np.multiply(om, texture) * iron)
    return np.asarray(np.where(x > LARGEST_AGGREGATES, 1.0, clipped(wave)))


def smaf_bd(x: Floats, height: Parameter, factor: Parameter, exponent: Parameter) -> Floats:
    """Bulk density, in g/cm3."""
    return clipped(0.994 - height * np.exp(-factor * x**exponent))


def smaf_k(x: Floats, height: Parameter, rate: Parameter) -> Floats:
    """Available potassium, in mg/kg."""
    return np.asarray(np.minimum(1.0, height * (1 - np.exp(rate * x))))


def smaf_ec(x: Floats, threshold: Parameter, slope: Parameter) -> Floats:
    """Conductivity of the saturated paste, in dS/m: falls above what the crop bears."""
    falling = clipped(slope * x + 1 - np.multiply(slope, threshold))
    return np.asarray(np.where(x < 0.3, clipped(3.33 * x), np.where(x <= threshold, 1.0, falling)))


def _slope(om: Parameter, texture: Parameter, climate: Parameter) -> Floats:
    """Slope of a curve of organic matter: its class, texture and climate."""
    both = np.multiply(om, texture)
    return np.asarray(both + both * np.asarray(climate))


SMAF_FORMS: Mapping[str, Callable[..., Floats]] = {
    "smaf_soc": smaf_soc,
    "smaf_pmn": smaf_pmn,
    "smaf_bg": smaf_bg,
    "smaf_mbc": smaf_mbc,
    "smaf_agg": smaf_agg,
    "smaf_bd": smaf_bd,
    "smaf_k": smaf_k,
    "smaf_ec": smaf_ec,
}
