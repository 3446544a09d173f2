"""Ledger of published counts: what each edition showed of each area, kept beside the store."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench.errors import StoreError

AREA, YEAR, SEX = "area", "year", "sex"


@dataclass(frozen=True)
class Edition:
    """Cases of an outcome as they were published once: by area, by year or by sex.

    A count that was not shown is None.
    """

    iso3: str
    outcome: str
    years: tuple[int, int]
    cells: Mapping[str, float | None]
    by: str = AREA

    @property
    def hidden(self) -> set[str]:
        """Areas, years or sexes whose cases were not shown."""
        return {name for name, cases in self.cells.items() if cases is None}


def ledger_path(folder: Path) -> Path:
    """Where the ledger of a store is: beside it, so that a copy of the store has none.

    Parameters
    ----------
    folder : Path
        Folder of the store.

    Returns
    -------
    Path
    """
    store = folder.resolve()
    return store.with_name(f".{store.name}.workbench-editions.json")


def read_editions(folder: Path) -> tuple[Edition, ...]:
    """Read what earlier editions showed.

    Parameters
    ----------
    folder : Path
        Folder of the store.

    Returns
    -------
    tuple of Edition
        In the order in which they were published; none where nothing was.

    Raises
    ------
    StoreError
        If the ledger is damaged: without it, a difference of two editions could tell a count.
    """
    path = ledger_path(folder)
    if not path.exists():
        return ()
    try:
        return tuple(
            Edition(
                one["iso3"], one["outcome"], tuple(one["years"]), one["cells"], one.get("by", AREA)
            )
            for one in json.loads(path.read_text(encoding="utf-8"))
        )
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{path} is damaged ({error}). It holds what earlier editions showed; bring it back "
            "from a copy, or move it away to begin anew."
        ) from error


def record_editions(folder: Path, published: Iterable[Edition]) -> None:
    """Add what is published to the ledger of a store; the same once more is not added.

    Parameters
    ----------
    folder : Path
        Folder of the store.
    published : iterable of Edition
        As they are shown.

    Raises
    ------
    StoreError
        If the ledger is damaged or cannot be written: nothing should be published then.
    """
    known = read_editions(folder)
    new = [one for one in published if one not in known]
    if not new:
        return
    path = ledger_path(folder)
    text = json.dumps([asdict(one) for one in (*known, *new)], ensure_ascii=False)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:  # mkstemp: for its owner alone
            file.write(text)
        Path(name).replace(path)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written ({error}). It has to hold what this edition shows; make its "
            "folder writable, then publish again."
        ) from error
