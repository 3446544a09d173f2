"""Tables of typed rows: their declarations, and the same filled with the rows of a result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar

import pandas as pd

from workbench.errors import ReportError
from workbench.findings.rows import Column, as_text, columns, plain

R = TypeVar("R")
MOST_ROWS = 6  # rows of a table on the page


@dataclass(frozen=True, eq=False)
class Table(Generic[R]):
    """Declaration of a result table.

    Attributes
    ----------
    name : str
        Name of the table, of its CSV and in results.json.
    of : type
        Class of its rows.
    title : str
        Heading on the page.
    empty : str
        What the page says where there are no rows.
    most : int
        Rows that the page shows; the CSV has all.
    """

    name: str
    of: type[R]
    title: str
    empty: str
    most: int = MOST_ROWS

    @property
    def columns(self) -> Mapping[str, Column]:
        """Columns by name, in their order."""
        return columns(self.of)

    def filled(self, rows: Mapping[str, R]) -> Filled[R]:
        """Table with its rows by id.

        Raises
        ------
        TypeError
            If a row is of another class.
        """
        for name, one in rows.items():
            if type(one) is not self.of:
                raise TypeError(f"Row {name} of {self.name} is a {type(one).__name__}.")
        return Filled(self, dict(rows), None)

    def of_frame(self, frame: pd.DataFrame) -> Filled[R]:
        """Table with the rows of a frame that was worked out column by column.

        Parameters
        ----------
        frame : DataFrame
            Rows by id, with a column for each declared one; others are not taken.

        Returns
        -------
        Filled
            Its typed rows are made when they are asked for.

        Raises
        ------
        ReportError
            If a column is missing or holds something else than was declared.
        """
        missing = [name for name in self.columns if name not in frame]
        if missing:
            names = ", ".join(missing)
            raise ReportError(f"The frame for table {self.name} has no column {names}.")
        return Filled(self, None, self._typed({name: frame[name] for name in self.columns}, frame))

    def frame(self, rows: Mapping[str, R]) -> pd.DataFrame:
        """Frame with the declared types, with rows or without."""
        cells = {
            column.name: [as_text(getattr(one, column.name)) for one in rows.values()]
            for column in self.columns.values()
        }
        return self._typed(cells, pd.DataFrame(index=pd.Index(list(rows), dtype="str")))

    def _typed(self, cells: Mapping[str, Any], like: pd.DataFrame) -> pd.DataFrame:
        """Frame of cells by column in the declared types, under the row ids of another."""
        index = pd.Index(like.index.astype("str"), dtype="str", name="row")
        made = {}
        for name, column in self.columns.items():
            try:
                made[name] = _array(cells[name], column.kind.dtype)
            except (TypeError, ValueError) as error:
                raise ReportError(
                    f"Column {name} of table {self.name} is a {column.kind}: {error}"
                ) from error
        return pd.DataFrame(made, index=index)

    def rows(self, frame: pd.DataFrame) -> dict[str, R]:
        """Typed rows of a frame by id."""
        cells = frame[[*self.columns]].itertuples(name=None)
        return {
            str(id_): self.of(**dict(zip(self.columns, one, strict=True))) for id_, *one in cells
        }


def _array(cells: Any, dtype: str) -> Any:  # noqa: ANN401 - what pandas makes columns of
    """Column of cells in a dtype; a missing text is an empty cell."""
    if dtype == "str":
        texts = pd.Series(cells, dtype="object")
        wrong = [one for one in texts if not isinstance(one, str) and plain(one) is not None]
        if wrong:
            raise TypeError(f"{wrong[0]!r} is no text")
    if isinstance(cells, pd.Series):
        return cells.astype(dtype).array  # type: ignore[call-overload]
    return pd.array(list(cells), dtype=dtype)  # type: ignore[call-overload]


class Filled(Generic[R]):
    """A declared table with its rows; its frame or its rows are made from each other when asked.

    Attributes
    ----------
    table : Table
        Its declaration.
    """

    def __init__(
        self, table: Table[R], rows: Mapping[str, R] | None, frame: pd.DataFrame | None
    ) -> None:
        self.table = table
        self._given_rows = rows
        self._given_frame = frame

    @property
    def name(self) -> str:
        """Name of the table."""
        return self.table.name

    @property
    def title(self) -> str:
        """Heading on the page."""
        return self.table.title

    @property
    def columns(self) -> tuple[Column, ...]:
        """Declared columns, in their order."""
        return tuple(self.table.columns.values())

    @cached_property
    def typed(self) -> Mapping[str, R]:
        """Typed rows by id."""
        if self._given_rows is not None:
            return self._given_rows
        return self.table.rows(self.frame)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Frame in the declared types, under the row ids."""
        if self._given_frame is not None:
            return self._given_frame
        return self.table.frame(self._given_rows or {})

    def kept(self, keep: Callable[[R], bool]) -> Filled[R]:
        """Table with the rows for which something holds."""
        return self.table.filled({name: one for name, one in self.typed.items() if keep(one)})

    def rows(self) -> dict[str, dict[str, Any]]:
        """Cells of each row by column, missing ones None; a phrase stays one."""
        return self._cells

    @cached_property
    def _cells(self) -> dict[str, dict[str, Any]]:
        """Cells, worked out once: each quoted cell comes from them."""
        return {
            name: {column.name: getattr(one, column.name) for column in self.columns}
            for name, one in self.typed.items()
        }

    def __len__(self) -> int:
        return len(self.frame if self._given_rows is None else self._given_rows)


AnyFilled: TypeAlias = Filled[Any]


class Tables(Mapping[str, Filled[Any]]):
    """Filled tables of a result by name; asked with a declaration they give its typed rows."""

    def __init__(self, filled: Iterable[Filled[Any]] = ()) -> None:
        self._filled = {one.name: one for one in filled}

    def __getitem__(self, name: str) -> Filled[Any]:
        return self._filled[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._filled)

    def __len__(self) -> int:
        return len(self._filled)

    def of(self, table: Table[R]) -> Mapping[str, R]:
        """Typed rows of a table by id."""
        return self.filled(table).typed

    def filled(self, table: Table[R]) -> Filled[R]:
        """Table with its rows, by its declaration."""
        return self._filled[table.name]
