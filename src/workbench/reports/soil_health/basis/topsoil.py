"""Which samples are topsoil, by their depth or else by the name of their layer."""

from __future__ import annotations

import re
from functools import lru_cache

import pandas as pd

from workbench.findings.rows import Phrase
from workbench.reports.soil_health.phrases import (
    AnotherLayer,
    BeginsBelow,
    LayerNotStated,
    TooDeep,
)
from workbench.store.measurements import Measurements

TOPSOIL_TO_CM = 30  # lower end of a sample that counts as topsoil
DEPTHS = [Measurements.depth_top_cm, Measurements.depth_bottom_cm, Measurements.layer]

CM_OF = {"": 1.0, "cm": 1.0, "m": 100.0, "mm": 0.1}
ENDS = re.compile(
    r"(?<![A-Za-z\d.,])(\d+(?:[.,]\d+)?)\s*(?:cm|mm|m)?\s*"
    r"(?:[-_\N{EN DASH}\N{EM DASH}]|to|bis|a|à|до)\s*(\d+(?:[.,]\d+)?)\s*(cm|mm|m)?\b",
    re.IGNORECASE,
)
HORIZON = re.compile(r"[- ]?hori[sz]ont?e?[- ]?", re.IGNORECASE)
# Master symbols of WRB and USDA: Ap and Ah are topsoil, a buried A (Ab) or a transition (AB) not.
UPPER_SYMBOL = re.compile(r"(?:A[ac-z]{0,3}|A[PH]|a[ph]?)[0-9]{0,2}")
LOWER_SYMBOL = re.compile(
    r"[0-9]?(?:[BCER]/?[BCER]?|A/?[BCE]|A[a-z]?b)[a-z]{0,2}[0-9]{0,2}|[bc][0-9]?"
)
UPPER_WORDS = (
    *("topsoil", "top soil", "surface soil", "plough layer", "plow layer", "arable layer"),
    *("oberboden", "ackerkrume", "bovengrond", "horizon de surface", "sol de surface"),
    *("couche arable", "couche labourée", "suelo superficial", "capa arable", "solo superficial"),
    *("camada arável", "пахотный слой", "верхний слой почвы", "التربة السطحية", "表土", "耕作层"),
)
UPPER_ALONE = ("top", "upper", "surface")
LOWER_WORDS = (
    *("subsoil", "sub-soil", "subsurface", "below", "substratum", "parent material", "bedrock"),
    *("unterboden", "ondergrond", "sous-sol", "subsuelo", "subsolo", "подпочва", "心土", "底土"),
)


def why_not_topsoil(rows: pd.DataFrame) -> pd.Series:
    """Say why each sample does not count as topsoil; None where it does.

    Topsoil begins at the surface and reaches no deeper than `TOPSOIL_TO_CM`. Where an end is not
    stated the name of the layer decides, be it a depth ("0-20 cm"), a horizon (Ap) or a word.

    Parameters
    ----------
    rows : DataFrame
        Columns depth_top_cm, depth_bottom_cm [cm] and layer.

    Returns
    -------
    Series of Phrase or None
    """
    stated = rows[DEPTHS].astype(object)
    stated = stated.where(stated.notna(), None)
    told = [_why(*ends) for ends in stated.itertuples(index=False, name=None)]
    return pd.Series(told, index=rows.index, dtype="object")


@lru_cache(maxsize=4096)
def _why(top: float | None, bottom: float | None, layer: str | None) -> Phrase | None:
    """Reason of one sample; an end that is not stated is None."""
    name = (layer or "").strip()
    if top is None and bottom is None:
        top, bottom = _ends_in(name)
    if bottom is not None and bottom > TOPSOIL_TO_CM:
        return TooDeep(limit_cm=TOPSOIL_TO_CM)
    if top is not None and top > 0:
        return BeginsBelow()
    if top is not None and bottom is not None:
        return None
    by_name = _by_name(name)
    return None if by_name == LayerNotStated() and bottom is not None else by_name


def _ends_in(name: str) -> tuple[float | None, float | None]:
    """Depths that the name of a layer gives, in cm where it names no unit."""
    found = ENDS.search(name)
    if found is None:
        return None, None
    *ends, unit = found.groups(default="")
    top, bottom = (round(float(end.replace(",", ".")) * CM_OF[unit.lower()], 6) for end in ends)
    return top, bottom


def _by_name(name: str) -> Phrase | None:
    """Reason that the name of a layer gives: none where it is one of the topsoil."""
    symbol, words = HORIZON.sub("", name), name.lower()
    if any(word in words for word in LOWER_WORDS) or LOWER_SYMBOL.fullmatch(symbol):
        return AnotherLayer()
    is_upper = words in UPPER_ALONE or any(word in words for word in UPPER_WORDS)
    return None if is_upper or UPPER_SYMBOL.fullmatch(symbol) else LayerNotStated()
