"""Country reports on soil pollution, from measurements to a page that can be traced back.

>>> import workbench as wb
>>> page = wb.open_store("example").report("trends", "XAB", substances=["Pb"])
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench import methods
    from workbench.desk.explorer import Explorer, explore
    from workbench.desk.results import Results, compare, open_results
    from workbench.desk.stores import Store, given, open_store

__version__ = "0.1.0"
__all__ = [
    "Explorer",
    "Results",
    "Store",
    "__version__",
    "compare",
    "explore",
    "given",
    "methods",
    "open_results",
    "open_store",
]
_PLACES = {  # loaded when asked for
    **dict.fromkeys(("Store", "given", "open_store"), "desk.stores"),
    **dict.fromkeys(("Explorer", "explore"), "desk.explorer"),
    **dict.fromkeys(("Results", "compare", "open_results"), "desk.results"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what the name stands for
    if name in _PLACES:
        return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    if name == "methods":
        return import_module(f"{__name__}.methods")
    raise AttributeError(f"workbench has no {name!r}. It has: {', '.join(__all__)}.")


def __dir__() -> list[str]:
    return __all__
