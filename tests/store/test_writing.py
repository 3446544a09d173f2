import os
import re
import signal
import subprocess
import sys

import pytest

from workbench.errors import StoreError
from workbench.inputs.checks import check_store
from workbench.store.index import LOCK
from workbench.store.reading import open_store
from workbench.store.writing import locked

HEADER = "plot,sample,date,lead,cadmium\n"
READS = ("measurements",)
INGEST = """
import sys
from workbench.inputs.ingest import ingest
print("ready", flush=True)
ingest(*sys.argv[1:4])
"""
# The interpreter tells of each rename before it is done: there the process kills itself.
KILLED_BEFORE = """
import os, signal, sys
def hook(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
"""


def run(program, *arguments, stderr=None):
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True)


def killed_ingest(tmp_path, write_mapping, text, before):
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    arguments = (tmp_path / "a.csv", write_mapping(), tmp_path / "store", before)
    process = run(KILLED_BEFORE + INGEST, *arguments)
    process.communicate(timeout=60)
    return process.returncode


def test_a_kill_before_the_commit_leaves_the_store_as_it_was(
    ingest_text, write_mapping, store, tmp_path, content_of
):
    ingest_text(HEADER + "P1,S1,2004,1,x\n")
    before = content_of(store)
    frames = open_store(str(store)).read(READS, "XAA")

    code = killed_ingest(tmp_path, write_mapping, HEADER + "P2,S1,2004,5,5\n", "/store.json")
    assert code == -signal.SIGKILL
    after = content_of(store)
    assert {path: after[path] for path in before if path.name != LOCK} == {
        path: content for path, content in before.items() if path.name != LOCK
    }
    assert len(after) > len(before)
    assert open_store(str(store)).read(READS, "XAA").fingerprint == frames.fingerprint
    assert check_store(str(store)) == []
    ingest_text(HEADER + "P1,S1,2004,1,x\n")
    assert content_of(store) == before


def test_a_kill_after_the_commit_is_mended_by_the_next_ingest(
    ingest_text, write_mapping, store, tmp_path
):
    report = ingest_text(HEADER + "P1,S1,2004,1,1\n")
    code = killed_ingest(tmp_path, write_mapping, HEADER + "P2,S1,2004,5,x\n", "/a.csv.csv")

    assert code == -signal.SIGKILL
    assert list(open_store(str(store)).read(READS, "XAA")["measurements"]["value"]) == [5.0]
    ingest_text(HEADER + "P1,S1,2004,7,7\n", "b.csv")
    assert "a.csv,2,cadmium,x," in report.quarantine.read_text(encoding="utf-8")
    assert check_store(str(store)) == []


def test_a_kill_in_the_first_ingest_leaves_a_folder_that_can_be_used(
    ingest_text, write_mapping, store, tmp_path
):
    killed_ingest(tmp_path, write_mapping, HEADER + "P2,S1,2004,5,x\n", "/store.json")

    with pytest.raises(StoreError, match="is no store"):
        open_store(str(store))
    assert ingest_text(HEADER + "P1,S1,2004,1,1\n").n_used == 2
    assert check_store(str(store)) == []


def test_two_ingests_at_once_both_land(ingest_text, write_mapping, store, tmp_path):
    ingest_text(HEADER + "P1,S1,2004,1,1\n")
    for name in ("b.csv", "c.csv"):
        (tmp_path / name).write_text(HEADER + f"{name},S1,2004,2,2\n", encoding="utf-8")
    with locked(store):
        both = [run(INGEST, tmp_path / name, write_mapping(), store) for name in ("b.csv", "c.csv")]
        assert [process.stdout.readline() for process in both] == ["ready\n", "ready\n"]
    for process in both:
        process.communicate(timeout=60)

    assert [process.returncode for process in both] == [0, 0]
    frames = open_store(str(store)).read(READS, "XAA")
    assert [source.file for source in frames.sources] == ["a.csv", "b.csv", "c.csv"]
    assert len(frames["measurements"]) == 6


def test_whoever_waits_says_for_whom_and_gives_up_in_the_end(
    ingest_text, write_mapping, store, tmp_path
):
    ingest_text(HEADER + "P1,S1,2004,1,1\n")
    (tmp_path / "b.csv").write_text(HEADER + "P2,S1,2004,2,2\n", encoding="utf-8")
    soon = (
        "from workbench.store import writing\n"
        "writing.SAID_AFTER_S, writing.GIVEN_UP_AFTER_S = 0.05, 0.3\n"
    )
    with locked(store):
        process = run(
            soon + INGEST, tmp_path / "b.csv", write_mapping(), store, stderr=subprocess.PIPE
        )
        _, said = process.communicate(timeout=60)
    assert f"Waiting for process {os.getpid()} on " in said
    assert "StoreError" in said
    assert "if it hangs, end it and try again. Nothing was changed." in said


def test_a_file_system_without_locks_is_named_with_a_way_out(
    ingest_text, write_mapping, store, tmp_path
):
    ingest_text(HEADER + "P1,S1,2004,1,1\n")
    (tmp_path / "b.csv").write_text(HEADER + "P2,S1,2004,2,2\n", encoding="utf-8")
    no_locks = (
        "import errno, fcntl\n"
        "def refuse(*_): raise OSError(errno.ENOLCK, 'No locks available')\n"
        "fcntl.flock = refuse\n"
    )
    process = run(
        no_locks + INGEST, tmp_path / "b.csv", write_mapping(), store, stderr=subprocess.PIPE
    )
    _, said = process.communicate(timeout=60)
    assert "StoreError" in said
    assert "cannot be locked: its file system has no locks (No locks available)" in said
    assert "Give a folder on a local disk" in said


def test_rows_go_from_a_country_that_a_file_no_longer_has(ingest_text, store):
    constants = {"matrix": "soil", "layer": "top", "basis": "dry", "fraction": "total"}
    both = {
        "constants": {**constants, "source_type": "unknown"},
        "columns": {"site_id": "plot", "sample_id": "sample", "sampled_on": "date", "iso3": "c"},
        "substances": {"lead": {"substance": "Pb", "unit": "ppm"}},
    }
    ingest_text("plot,sample,date,lead,c\n1,1,2004,1,NAM\n1,1,2004,1,NOR\n", **both)
    ingest_text("plot,sample,date,lead,c\n1,1,2004,1,NOR\n", **both)

    assert open_store(str(store)).areas() == ("NOR",)
    assert not (store / "iso3=NAM").exists()


def test_nothing_is_left_behind(ingest_text, store):
    for value in ("1", "2", "x"):
        ingest_text(HEADER + f"P1,S1,2004,{value},1\n")

    names = sorted(path.name for path in store.rglob("*") if path.is_file())
    assert re.sub(r"-[0-9a-f]{16}\.", "-HASH.", " ".join(names)) == (
        "a.csv.csv measurements-HASH.parquet store.json store.lock"
    )


def test_a_folder_of_something_else_is_not_written_to(ingest_text, store):
    store.mkdir()
    (store / "thesis.docx").write_text("words")

    with pytest.raises(
        StoreError, match=re.escape("has no store.json and holds other files (thesis")
    ):
        ingest_text(HEADER + "P1,S1,2004,1,1\n")
    assert [path.name for path in store.iterdir()] == ["thesis.docx"]


def test_files_of_others_are_never_deleted(ingest_text, store):
    theirs = store / "iso3=DEU" / "part-0.parquet"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("theirs")
    with pytest.raises(StoreError, match=r"has no store\.json and holds other files"):
        ingest_text(HEADER + "P1,S1,2004,1,2\n")
    assert theirs.read_text() == "theirs"


def test_a_store_that_lost_its_index_is_left_alone(ingest_text, store):
    ingest_text(HEADER + "P1,S1,2004,1,2\n")
    (store / "store.json").unlink()
    before = sorted(path.name for path in store.rglob("*"))
    with pytest.raises(StoreError, match="bring it back from a copy"):
        ingest_text(HEADER + "P1,S1,2004,1,2\n", "b.csv")
    assert sorted(path.name for path in store.rglob("*")) == before


def test_an_ingest_over_a_damaged_partition_is_refused_by_its_name(ingest_text, store, content_of):
    ingest_text(HEADER + "P1,S1,2004,1,2\n")
    (part,) = store.glob("iso3=*/*.parquet")
    part.write_bytes(part.read_bytes()[:-100])
    before = content_of(store)
    with pytest.raises(StoreError, match=re.escape(f"{part.name} of {store} was changed")):
        ingest_text(HEADER + "P1,S2,2004,1,2\n", "b.csv")
    assert content_of(store) == before
