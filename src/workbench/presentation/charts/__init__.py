"""Figures, from numbers and words: the only place of matplotlib and seaborn, loaded when drawn.

`charts.forest.draw(...)` imports `forest`, and with it matplotlib, when it is asked for, so that
tables and sentences are made without either.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.presentation.charts import (
        caterpillar,
        curves,
        diverging,
        dots,
        forest,
        maps,
        named_points,
        panels,
        ranked,
        steps,
        timeline,
    )

__all__ = [
    "MODULES",
    "caterpillar",
    "curves",
    "diverging",
    "dots",
    "forest",
    "maps",
    "named_points",
    "panels",
    "ranked",
    "steps",
    "timeline",
]
MODULES = tuple(name for name in __all__ if name.islower())


def __getattr__(name: str) -> ModuleType:
    if name not in MODULES:
        raise AttributeError(f"There is no chart {name!r}. There are: {', '.join(MODULES)}.")
    return import_module(f"{__name__}.{name}")
