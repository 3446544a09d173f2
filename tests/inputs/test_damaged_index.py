"""A damaged index is an error that names its place, and nothing is deleted because of it."""

import json
import re
import shutil

import pytest

from workbench.errors import StoreError
from workbench.inputs.checks import check_store
from workbench.store.index import INDEX, WRITING, checksum, read_index, write_index
from workbench.store.reading import open_store

HEADER = "plot,sample,date,lead,cadmium\n"
READS = ("measurements",)
PART = ("partitions", "measurements", "XAA")
SOURCE = ("sources", 0)


@pytest.fixture
def damaged(ingest_text, store):
    """Give what changes the JSON of the index of a store, and has it name its own checksum."""

    def change(edit):
        ingest_text(HEADER + "P1,S1,2004,1,x\n")
        content = json.loads((store / INDEX).read_text(encoding="utf-8"))
        edit(content)
        content["checksum"] = checksum(content)
        (store / INDEX).write_text(json.dumps(content), encoding="utf-8")

    return change


def at(content, *keys):
    for key in keys:
        content = content[key]
    return content


def renamed(*keys, to):
    def edit(content):
        *above, last = keys
        place = at(content, *above)
        place[to] = place.pop(last)

    return edit


def valued(*keys, value):
    def edit(content):
        *above, last = keys
        at(content, *above)[last] = value

    return edit


DAMAGES = [
    (renamed("partitions", to="partitiones"), "partitions is missing"),
    (renamed("sources", to="source"), "sources is missing"),
    (renamed("partitions", "measurements", to="measurement"), "partitions.measurement is no table"),
    (renamed(*PART, to="XAB"), "partitions.measurements.XAB.file is not the name"),
    (renamed(*PART, to="XXX"), "partitions.measurements.XXX is no country"),
    (renamed(*PART, "rows", to="row"), "partitions.measurements.XAA.rows is missing"),
    (valued(*PART, "rows", value="1"), "partitions.measurements.XAA.rows is of type str"),
    (valued(*PART, "rows", value=True), "partitions.measurements.XAA.rows is of type bool"),
    (valued(*PART, "rows", value=0), "partitions.measurements.XAA.rows is no number of rows"),
    (valued(*PART, "sha256", value="0" * 63), "XAA.sha256 is no SHA-256"),
    (valued(*PART, "sha256", value="0" * 64), "XAA.file is not the name"),
    (valued(*PART, "file", value="../elsewhere.parquet"), "XAA.file is not the name"),
    (valued("partitions", "measurements", value=[]), "partitions.measurements is no object"),
    (valued("partitions", value=[]), "partitions is of type list"),
    (valued(*PART, value=None), "partitions.measurements.XAA is no object"),
    (valued("more", value=1), "more is no key of it"),
    (renamed(*SOURCE, "iso3s", to="iso3"), "sources[0].iso3s is missing"),
    (valued(*SOURCE, "iso3s", value=["XXX"]), "sources[0].iso3s has XXX, which is no country"),
    (valued(*SOURCE, "n_used", value=None), "sources[0].n_used is of type NoneType"),
    (renamed(*SOURCE, "corrections", to="correction"), "sources[0].correction is no key"),
    (valued(*SOURCE, "quarantine_sha256", value=""), "sources[0].quarantine_sha256 is no SHA-256"),
    (lambda content: content["sources"].append(content["sources"][0]), "sources has a file twice"),
]


@pytest.mark.parametrize(("edit", "words"), DAMAGES)
def test_a_damage_is_named_with_its_key_and_deletes_nothing(
    damaged, ingest_text, store, edit, words
):
    damaged(edit)
    before = {path: path.read_bytes() for path in store.rglob("*.*") if path.is_file()}

    for use in (
        lambda: open_store(str(store)).read(READS, "XAA"),
        lambda: ingest_text(HEADER + "P1,S1,2004,1,2\n"),
    ):
        with pytest.raises(StoreError, match=re.escape(f"{INDEX} is damaged (")) as caught:
            use()
        assert words in str(caught.value)
    assert {path: path.read_bytes() for path in store.rglob("*.*") if path.is_file()} == before


def test_any_changed_letter_is_noticed(ingest_text, store):
    ingest_text(HEADER + "P1,S1,2004,1,x\n")
    text = (store / INDEX).read_text(encoding="utf-8")
    unnoticed = []
    for place, letter in enumerate(text):
        if not letter.isalnum():
            continue
        other = "b" if letter == "a" else "a" if letter.isalpha() else str((int(letter) + 1) % 10)
        (store / INDEX).write_text(text[:place] + other + text[place + 1 :], encoding="utf-8")
        try:
            read_index(store)
        except StoreError:
            continue
        unnoticed.append(place)

    assert unnoticed == []


def test_an_index_without_a_checksum_is_of_an_older_workbench(ingest_text, store):
    ingest_text(HEADER + "P1,S1,2004,1,x\n")
    content = json.loads((store / INDEX).read_text(encoding="utf-8"))
    del content["checksum"]
    (store / INDEX).write_text(json.dumps(content), encoding="utf-8")

    assert len(open_store(str(store)).read(READS, "XAA")["measurements"]) == 1


def test_tables_of_a_newer_workbench_are_never_lost(damaged, ingest_text, store, content_of):
    part = {"file": f"iso3=XAA/air-{'0' * 16}.parquet", "sha256": "0" * 64, "rows": 1}
    damaged(valued("partitions", "air", value={"XAA": part}))
    (store / part["file"]).write_bytes(b"of a newer workbench")
    before = content_of(store)
    message = "was written by a newer workbench (table air; this one has no such table). Upgrade"

    with pytest.raises(StoreError, match=re.escape(message)):
        ingest_text(HEADER + "P1,S1,2004,1,2\n")
    with pytest.raises(StoreError, match=re.escape(message)):
        open_store(str(store))
    assert content_of(store) == before


def test_a_partition_that_the_index_does_not_name_is_not_deleted(ingest_text, store, content_of):
    ingest_text(HEADER + "P1,S1,2004,1,x\n")
    write_index(store, type(read_index(store))())
    before = content_of(store)
    message = "does not name iso3=XAA/measurements-*.parquet, which is in the folder"

    for use in (
        lambda: open_store(str(store)).read(READS, "XAA"),
        lambda: ingest_text(HEADER + "P2,S1,2004,1,2\n", "b.csv"),
    ):
        with pytest.raises(StoreError, match=re.escape(message)):
            use()
    assert content_of(store) == before
    assert message in str(check_store(str(store)))


def test_an_index_of_another_copy_does_not_make_the_next_writing_delete(
    ingest_text, store, tmp_path, content_of
):
    ingest_text(HEADER + "P1,S1,2004,1,x\n")
    shutil.copy(store / INDEX, tmp_path / "older.json")
    ingest_text(HEADER + "P2,S1,2004,1,2\n", "b.csv")
    (store / WRITING).write_text("0" * 64)  # of a writing that was killed long ago
    shutil.copy(tmp_path / "older.json", store / INDEX)
    before = content_of(store)

    with pytest.raises(StoreError, match="is not in the folder"):
        ingest_text(HEADER + "P3,S1,2004,1,2\n", "c.csv")
    assert content_of(store) == before


def test_a_file_that_the_index_names_and_is_gone_stops_a_writing_too(ingest_text, store):
    ingest_text(HEADER + "P1,S1,2004,1,1\n")
    next(store.glob("iso3=*/*.parquet")).unlink()

    message = "partitions.measurements.XAA names iso3=XAA/measurements-"
    with pytest.raises(StoreError, match=message):
        ingest_text(HEADER + "P1,S1,2004,1,2\n")
