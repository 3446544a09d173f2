import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import psycopg
import pytest

from workbench.errors import InputError
from workbench.inputs import ingest as intake
from workbench.inputs.files import database
from workbench.inputs.ingest import ingest
from workbench.store.reading import open_store

SERVER = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
PASSWORD = "se/cr@et"  # signs that an address must not be cut at
TABLE = """
CREATE TABLE soil (plot text, sample integer, day date, what text, amount numeric(9, 3), note text);
INSERT INTO soil VALUES ('Åmøy', 1, '2004-05-06', 'Pb', 12.500, NULL),
  ('Åmøy', 1, '2004-05-06', 'Cd', 0.25, 'a:b 5%'), ('P2', 2, '2005-01-01', 'Pb', NULL, '');
"""
QUERY = "SELECT * FROM soil ORDER BY plot DESC, what DESC;"
VARIABLE = "SOIL_DATABASE"
WET = {
    "iso3": "XAA",
    "matrix": "soil",
    "layer": "top",
    "basis": "wet",
    "fraction": "total",
    "source_type": "unknown",
}
MAPPING = {
    "columns": {"site_id": "plot", "sample_id": "sample", "sampled_on": "day"},
    "substances": {},
    "observations": {
        "substance": "what",
        "value": "amount",
        "unit_of_all": "mg/kg",
        "codes": {"Pb": "Pb", "Cd": "Cd"},
    },
}


@pytest.fixture(scope="module")
def server():
    """Folder of the socket of a PostgreSQL server that takes only its password, and no network."""
    if not SERVER:
        pytest.skip("there is no PostgreSQL server here (Debian's package postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    (folder / "password").write_text(PASSWORD)
    account = []
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        account = ["runuser", "-u", "postgres", "--"]
        for path in (folder, folder / "password"):
            shutil.chown(path, "postgres")
    initdb, control = ([*account, str(SERVER[-1] / name)] for name in ("initdb", "pg_ctl"))
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    run = partial(subprocess.run, check=True, cwd=folder, stdout=subprocess.DEVNULL)
    data = ["-D", str(folder / "data")]
    rights = ["-A", "scram-sha-256", "-U", "soil", f"--pwfile={folder / 'password'}"]
    run([*initdb, *data, *rights, "--no-sync", "-E", "UTF8"])
    run([*control, *data, "-w", "-o", options, "-l", f"{folder}/log", "start"])
    yield folder
    run([*control, *data, "-w", "-m", "immediate", "stop"])
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def postgresql(server):
    """Address of a database with a table."""
    where = {"host": str(server), "user": "soil", "dbname": "postgres"}
    with psycopg.connect(**where, password=PASSWORD) as connection:
        connection.execute(TABLE)
    return f"postgresql+psycopg://soil:se%2Fcr%40et@/postgres?host={server}"


@pytest.fixture
def sqlite(tmp_path):
    """Address of a database in a file, with the same table."""
    connection = sqlite3.connect(tmp_path / "soil.sqlite")
    connection.executescript(TABLE)
    connection.close()
    return f"sqlite:///{tmp_path / 'soil.sqlite'}"


@pytest.fixture
def take(monkeypatch, write_mapping, store):
    """Report and rows of a query."""

    def ingest_query(address, query=QUERY, **changes):
        monkeypatch.setenv(VARIABLE, address)
        database = {"name": "laboratory", "address_variable": VARIABLE, "query": query}
        report = ingest(None, write_mapping(**{**MAPPING, "database": database, **changes}), store)
        return report, open_store(str(store)).read(("measurements",), "XAA")["measurements"]

    return ingest_query


@pytest.fixture(params=["postgresql", "sqlite"])
def address(request):
    return request.getfixturevalue(request.param)


def all_text(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_rows_of_a_query_are_taken_in_like_those_of_a_file(take, address):
    report, rows = take(address)
    assert (report.n_read, report.n_used, report.reasons) == (3, 2, {"empty cell": 1})
    assert (report.file, report.columns_not_read) == ("laboratory", ("note",))
    assert list(rows["site_id"]) == ["Åmøy", "Åmøy"]
    assert list(rows["sampled_on"]) == ["2004-05-06", "2004-05-06"]
    assert list(rows["value"]) == [12.5, 0.25]
    assert list(rows["source_row"]) == [2, 3]


def test_the_same_rows_again_change_nothing_and_others_have_another_hash(
    take, sqlite, store, content_of
):
    take(sqlite)
    before = content_of(store)
    assert take(sqlite)[0].n_replaced == 2
    assert content_of(store) == before
    take(sqlite, "SELECT * FROM soil ORDER BY plot, what")
    assert content_of(store) != before


def test_a_query_may_have_the_signs_of_parameters(take, address):
    query = "SELECT plot, sample, day, CAST(what AS text) AS what, amount FROM soil "
    assert take(address, query + "WHERE note LIKE '%:b 5%%'")[0].n_read == 1


def test_a_number_gets_the_decimal_sign_of_the_texts(take, postgresql):
    _, rows = take(postgresql, file={"decimal": ","})
    assert list(rows["value"]) == [12.5, 0.25]


def test_postgresql_sends_the_rows_as_they_are_read(take, postgresql):
    cursors = "(SELECT count(*) FROM pg_cursors)"  # the query itself is one, on the server
    query = f"SELECT plot, sample, day, what, {cursors}::numeric AS amount FROM soil LIMIT 1"
    assert list(take(postgresql, query)[1]["value"]) == [1.0]


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM soil",
        "DELETE FROM soil RETURNING plot, sample, day, what, amount",
        "WITH gone AS (DELETE FROM soil RETURNING *) SELECT * FROM gone",
        "SELECT 1; DELETE FROM soil; COMMIT",
        "SELECT nothing FROM soil",
    ],
)
def test_a_query_that_would_write_is_refused(take, address, store, query):
    with pytest.raises(InputError, match=r"(does not take the query of|of) laboratory"):
        take(address, query)
    assert not store.exists()
    assert take(address)[0].n_read == 3


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT plot FROM soil", "laboratory has no column 'sample', 'day', 'what', 'amount'."),
        ("SELECT * FROM soil WHERE plot = ''", "laboratory has a header and no rows."),
    ],
)
def test_a_query_without_the_columns_or_rows_is_refused(take, address, query, message):
    with pytest.raises(InputError, match=re.escape(message)):
        take(address, query)


def test_an_error_in_the_midst_of_the_rows_leaves_no_store(take, postgresql, store):
    amount = "1 / (40000 - n) AS amount FROM generate_series(1, 50000) n"
    with pytest.raises(InputError, match="division by zero"):
        take(postgresql, f"SELECT 'P' plot, n AS sample, '2004' \"day\", 'Pb' what, {amount}")
    assert not store.exists()


@pytest.mark.parametrize(
    ("where", "message"), [("", "more than 20,000 rows"), (" WHERE i < 0", "no row within 0.5 s")]
)
def test_a_query_without_end_is_ended(take, address, monkeypatch, where, message):
    monkeypatch.setattr(database, "MOST_ROWS", 20_000)
    monkeypatch.setattr(database, "LONGEST_WAIT_S", 0.5)
    rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS plot"
    more = "i AS sample, '2004-05-06' AS day, 'Pb' AS what, 1.5 AS amount"
    with pytest.raises(InputError, match=message):
        take(address, f"{rows}, {more} FROM n{where}")


def test_the_password_is_in_no_output(take, postgresql, store, capfd):
    report, _ = take(postgresql)
    for text in (repr(report).encode(), all_text(store), *map(str.encode, capfd.readouterr())):
        assert not re.search(rb"se/cr|se%2Fcr|postgresql", text)


@pytest.mark.parametrize(
    "change",
    [
        lambda good: good.replace("@/", "wrong@/"),
        lambda good: good.replace("%40", "@"),
        lambda good: good.replace("?host=", "?host=/nowhere"),
        lambda good: good.replace("psycopg", "secret_driver"),
        lambda good: good.replace("postgresql+psycopg://", ""),
    ],
)
def test_an_error_says_nothing_of_the_password(take, postgresql, change):
    with pytest.raises(InputError) as caught:
        take(change(postgresql))
    assert caught.value.__cause__ is None
    assert not re.search("se[/%]|cr@|cr%40|et@|etwrong", str(caught.value))


def test_an_error_of_the_server_that_holds_the_password_is_scrubbed(take, postgresql):
    with pytest.raises(InputError, match=re.escape('integer: "***"')) as caught:
        take(postgresql, f"SELECT CAST('{PASSWORD}' AS integer)")
    assert PASSWORD not in str(caught.value)


def test_a_query_without_an_address_is_refused_with_the_pattern(take):
    message = f"The environment variable {VARIABLE} is empty. Set it to the address of the"
    with pytest.raises(InputError, match=re.escape(message)):
        take("")


def test_a_database_that_is_not_there_is_not_made(take, tmp_path):
    message = f"There is no file of a database at the address in {VARIABLE}. Check its path."
    with pytest.raises(InputError, match=re.escape(message)):
        take(f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert not (tmp_path / "none.sqlite").exists()


def test_a_file_beside_a_query_is_refused_and_so_is_neither(write_mapping, store):
    database = {"name": "laboratory", "address_variable": VARIABLE, "query": QUERY}
    both = write_mapping("both.yml", database=database)
    for file, mapping, message in (
        ("a.csv", both, "both.yml has a query to a database. Give no file beside it."),
        (None, write_mapping(), "mapping.yml has no query to a database. Give a file to ingest."),
    ):
        with pytest.raises(InputError, match=re.escape(message)):
            ingest(file, mapping, store)


def test_dry_matter_in_later_rows_of_a_query_is_taken(take, sqlite, monkeypatch):
    monkeypatch.setattr(intake, "VALUES_A_CHUNK", 1)
    entry = {**MAPPING["observations"], "dry_matter": ["Dry"], "unit_of_all": "", "unit": "unit"}
    sample = "'P' plot, 1 sample, '2004' \"day\""
    query = (
        f"SELECT {sample}, 'Pb' what, 2 amount, 'mg/kg' unit "
        f"UNION ALL SELECT {sample}, 'Dry', 40, '%' "
        f"UNION ALL SELECT {sample}, 'Cd', 2, 'mg/kg'"
    )
    report, rows = take(sqlite, query, constants=WET, observations=entry)
    assert list(rows["value"]) == [5.0, 5.0]
    assert report.n_quarantined == 1


def test_corrections_of_a_query_are_refused(take, sqlite, write_mapping, store):
    report, _ = take(sqlite)
    database = {"name": "laboratory", "address_variable": VARIABLE, "query": QUERY}
    mapping = write_mapping(**MAPPING, database=database)
    with pytest.raises(InputError, match=re.escape("laboratory is a query, whose rows have no")):
        ingest(None, mapping, store, corrections=report.quarantine)


@pytest.mark.parametrize("name", ["../store", "a/b", "", ".hidden", "a\nb"])
def test_a_name_that_is_no_plain_name_is_refused(take, name):
    with pytest.raises(InputError, match=re.escape("mapping.yml: database.name: ")):
        take("sqlite://", database={"name": name, "address_variable": "A", "query": QUERY})


def test_an_address_in_the_mapping_is_refused_without_being_shown(take):
    database = {"name": "a", "address_variable": "sqlite://u:secret@host", "query": QUERY}
    with pytest.raises(InputError, match=re.escape("database.address_variable: ")) as caught:
        take("sqlite://", database=database)
    assert "secret" not in str(caught.value)


def test_without_the_extra_the_error_says_what_to_install(store, write_mapping):
    hidden = "import sys; sys.modules['sqlalchemy'] = None; "
    program = "from workbench.inputs.ingest import ingest; ingest(None, *sys.argv[1:])"
    database = {"name": "laboratory", "address_variable": VARIABLE, "query": QUERY}
    command = [sys.executable, "-c", hidden + program, write_mapping(database=database), store]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "pip install -e '.[database]'" in done.stderr


@pytest.mark.parametrize("query", ["ATTACH '{}' AS b", "VACUUM INTO '{}'", "PRAGMA user_version"])
def test_a_query_makes_no_file_and_changes_no_setting(take, sqlite, tmp_path, query):
    path = tmp_path / "made.sqlite"
    with pytest.raises(InputError, match="does not take the query"):
        take(sqlite, query.format(path))
    assert not path.exists()
