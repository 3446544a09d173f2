"""Rows of a database as those of a delivered file; its address is in no output and no error.

It imports SQLAlchemy, which is an extra: whoever opens a query imports it then.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, CursorResult, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from workbench.errors import InputError
from workbench.inputs.files.arrangement import Record
from workbench.inputs.files.delivered import Delivered, refuse_columns, some_records
from workbench.inputs.files.file_form import INSTALL_DATABASE, Database, FileForm, as_text

if TYPE_CHECKING:
    from hashlib import _Hash

ROWS_AT_ONCE = 10_000
WRITING_FUNCTIONS = ("load_extension", "writefile", "edit")
MOST_ROWS = 10_000_000
LONGEST_WAIT_S = 600  # for the next rows, before a query counts as one that never gives any
STEPS = 1_000_000  # of SQLite between two looks at the clock
READ_ONLY = {"postgresql": "SET TRANSACTION READ ONLY", "sqlite": "PRAGMA query_only = ON"}
PATTERN = "postgresql+psycopg://user:password@host/database"


@contextmanager
def open_query(database: Database, wanted: Iterable[str], form: FileForm) -> Iterator[Delivered]:
    """Open the query of a mapping, in a transaction that is never committed.

    Parameters
    ----------
    database : Database
        Where the address is, and the query.
    wanted : iterable of str
        Columns that it must give.
    form : FileForm
        Decimal sign of the texts; numbers are given the same.

    Yields
    ------
    Delivered
        The rows, as of a file.

    Raises
    ------
    InputError
        If there is no address, no connection, no such column or no row.
    """
    url = _url(database)
    _refuse_new_file(url, database)
    with (
        _connected(_engine(url), database) as connection,
        _result(connection, database, url) as result,
    ):
        header = tuple(name.strip() for name in result.keys())  # noqa: SIM118 - no dictionary
        refuse_columns(database.name, header, wanted, form)
        digest = hashlib.sha256(_line(header))
        records = _records(result, connection, form, digest)
        told = _with_words(records, database, url)
        yield Delivered(database.name, header, some_records(database.name, told), digest.hexdigest)


def _url(database: Database) -> URL:
    """Address from the environment."""
    given = os.environ.get(database.address_variable, "")
    if not given:
        raise InputError(
            f"The environment variable {database.address_variable} is empty. "
            f"Set it to the address of the database, as {PATTERN}."
        )
    try:
        return make_url(given)
    except (ArgumentError, ValueError):
        raise InputError(
            f"{database.address_variable} holds no SQLAlchemy address. Give one as {PATTERN}."
        ) from None


def _refuse_new_file(url: URL, database: Database) -> None:
    """Refuse a file that is not there, since SQLite would make one."""
    file = url.database or ":memory:"
    makes_files = url.get_backend_name() == "sqlite" and not file.startswith((":", "file:"))
    if makes_files and not Path(file).is_file():
        raise InputError(
            f"There is no file of a database at the address in {database.address_variable}. "
            "Check its path."
        )


def _engine(url: URL) -> Engine:
    """Engine of an address, with a driver that is installed."""
    try:
        return create_engine(url, poolclass=NullPool, hide_parameters=True)
    except NoSuchModuleError:
        raise InputError(f"There is no dialect {url.drivername!r}. Give it as {PATTERN}.") from None
    except ImportError:
        raise InputError(
            f"The driver of {url.drivername!r} is not installed. For PostgreSQL: {INSTALL_DATABASE}"
        ) from None


@contextmanager
def _connected(engine: Engine, database: Database) -> Iterator[Connection]:
    """Connect so that nothing can be written, and roll back."""
    try:
        connection = engine.connect()
    except SQLAlchemyError as error:  # its text may hold a part of an address that was misread
        raise InputError(
            f"There is no connection to the database whose address is in "
            f"{database.address_variable} ({type(error).__name__}). "
            "Check the address, the server, the user and the password."
        ) from None
    with connection:
        if engine.dialect.name in READ_ONLY:
            connection.exec_driver_sql(READ_ONLY[engine.dialect.name])
        if engine.dialect.name == "sqlite":
            _only_reads(connection.connection.driver_connection)
        if engine.dialect.name == "postgresql":  # of each fetch
            connection.exec_driver_sql(
                f"SET LOCAL statement_timeout = {int(LONGEST_WAIT_S * 1000)}"
            )
        yield connection.execution_options(yield_per=ROWS_AT_ONCE)


def _only_reads(connection: sqlite3.Connection | None) -> None:
    """Let SQLite do nothing but read: ATTACH and VACUUM INTO would make files."""
    allowed = {
        *(sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE),
        *(sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_TRANSACTION),
    }

    def authorise(action: int, _: str | None, name: str | None, *__: object) -> int:
        odd = action == sqlite3.SQLITE_FUNCTION and name in WRITING_FUNCTIONS
        return sqlite3.SQLITE_OK if action in allowed and not odd else sqlite3.SQLITE_DENY

    if connection is not None:
        connection.set_authorizer(authorise)


def _result(connection: Connection, database: Database, url: URL) -> CursorResult[object]:
    """Rows of the query as they come from the server."""
    query = database.query.strip().removesuffix(";").replace(":", "\\:")  # it has no parameters
    try:
        _wait_at_most(connection)
        result = connection.execute(text(query))
    except SQLAlchemyError as error:
        raise _refused(error, database, url) from None
    if not result.returns_rows:
        raise InputError(f"The query of {database.name} gives no rows. Write a SELECT statement.")
    return result


def _wait_at_most(connection: Connection) -> None:
    """Let SQLite end a query that gives no row from now on for too long."""
    if isinstance(driver := connection.connection.driver_connection, sqlite3.Connection):
        ends_at = time.monotonic() + LONGEST_WAIT_S
        driver.set_progress_handler(lambda: time.monotonic() > ends_at, STEPS)


def _records(
    result: CursorResult[object], connection: Connection, form: FileForm, digest: _Hash
) -> Iterator[Record]:
    """List line and texts of each row, as if the header were line 1; hash them on the way."""
    for line, row in enumerate(result, start=2):
        if line > MOST_ROWS + 1:  # a query may have no end
            raise InputError(
                f"The query gives more than {MOST_ROWS:,} rows. Ask for fewer at once."
            )
        if line % ROWS_AT_ONCE == 0:
            _wait_at_most(connection)
        cells = tuple(as_text(cell, form) for cell in row)
        digest.update(_line(cells))
        yield line, cells


def _line(cells: tuple[str, ...]) -> bytes:
    """One row in the form that is hashed."""
    return json.dumps(cells).encode() + b"\n"


def _with_words(records: Iterator[Record], database: Database, url: URL) -> Iterator[Record]:
    """Rows; an error of the server in their midst is told in words."""
    try:
        yield from records
    except SQLAlchemyError as error:
        raise _refused(error, database, url) from None


def _refused(error: Exception, database: Database, url: URL) -> InputError:
    """Error for a query that the server does not take, without the password."""
    said = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
    if said == "interrupted" or "statement timeout" in said:
        said = f"it gave no row within {LONGEST_WAIT_S:g} s"
    if url.password:
        said = said.replace(str(url.password), "***")
    return InputError(
        f"The database does not take the query of {database.name}: {said}. "
        "Mend it in the mapping (database.query)."
    )
