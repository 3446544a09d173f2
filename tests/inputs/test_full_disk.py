"""A full disk, for which a limit of the system stands in: files may not grow beyond some size."""

import resource
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from workbench.findings import SourceFile
from workbench.inputs.checks import check_store
from workbench.store.frames import as_arrow
from workbench.store.reading import open_store
from workbench.store.writing import Delivery, replace_rows

HEADER = "plot,sample,date,lead,cadmium\n"
READS = ("measurements",)
LIMITED = """
import resource
from workbench.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
main()
"""


@contextmanager
def no_file_beyond(size):
    """Files of this process may not grow beyond a size; writing more is an error, not a signal."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.fixture
def ingest_on_full_disk(store, tmp_path, write_mapping):
    """End of an ingest by the command, in a process that may not write large files."""

    def run():
        rows = "".join(f"P{n},S{n},2004,{n}.1,x{n}\n" for n in range(1, 200))
        (tmp_path / "a.csv").write_text(HEADER + rows, encoding="utf-8")
        arguments = ["--mapping", str(write_mapping()), "--store", str(store)]
        command = [sys.executable, "-c", LIMITED, "ingest", str(tmp_path / "a.csv"), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def small_store(ingest_text, store, content_of):
    """Store with one row, and its content."""
    ingest_text(HEADER + "P1,S1,2004,1,x\n")
    return store, content_of(store), content_of


def test_a_full_disk_is_said_and_the_store_is_as_it_was(
    ingest_text, ingest_on_full_disk, store, content_of
):
    ingest_text(HEADER + "P1,S1,2004,1,x\n")
    before = content_of(store)
    done = ingest_on_full_disk()
    assert (done.returncode, done.stderr) == (
        2,
        f"workbench: {store}: the disk is full (File too large). The store is as it was. "
        "Make room and ingest the file again.\n",
    )
    assert content_of(store) == before


def test_a_full_disk_makes_no_store(ingest_on_full_disk, store):
    assert ingest_on_full_disk().returncode == 2
    assert not store.exists()


@pytest.mark.parametrize(
    ("quarantine", "owner", "size"),
    [
        pytest.param(b"x" * 10_000, "", 5_000, id="in the quarantine"),
        pytest.param(b"", "", 2_000, id="in a partition"),
        pytest.param(b"", "x" * 200_000, 100_000, id="in the index"),
    ],
)
def test_a_disk_that_fills_up_while_a_store_changes_leaves_it_as_it_was(
    small_store, quarantine, owner, size
):
    store, before, content_of = small_store
    rows = as_arrow("measurements", open_store("example").read(READS, "XAA")["measurements"])
    source = SourceFile("b.csv", "", "b.yml", "", owner, len(rows), len(rows), 0)
    delivery = Delivery(
        source, ("XAA",), lambda table, _: iter([rows] * (table in READS)), [quarantine]
    )
    with no_file_beyond(size), pytest.raises(OSError, match="File too large"):
        replace_rows(store, delivery)
    assert content_of(store) == before
    assert check_store(str(store)) == []
    replace_rows(store, delivery)
    assert len(open_store(str(store)).read(READS, "XAA")["measurements"]) == len(rows) + 1
