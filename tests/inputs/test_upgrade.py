"""A store as an earlier workbench would have written it, and what becomes of it."""

import hashlib
import json
import re

import pyarrow.parquet as pq
import pytest

from workbench.errors import StoreError
from workbench.inputs.checks import check_store
from workbench.inputs.ingest import ingest
from workbench.inputs.upgrade import StoreCurrent, upgrade
from workbench.store.partitions import partition_name
from workbench.store.reading import open_store
from workbench.words.wording import words_of

MAPPING = """owner: not stated
licence: not stated
columns: {area_id: area, year: year, person_years: people}
constants: {iso3: XAA, sex: all, age_band: all}
tables: {population: {}}
"""
LATER = ["stratum", "counted_as"]


def take_in(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    (folder / "people.yml").write_text(MAPPING, encoding="utf-8")
    return ingest(folder / name, folder / "people.yml", folder / "store")


@pytest.fixture
def older(tmp_path):
    """Store whose population has no later columns, and whose index has no checksum."""
    take_in(tmp_path, "a.csv", "area,year,people\nA,2019,5\nB,2019,6\n")
    store = tmp_path / "store"
    index = json.loads((store / "store.json").read_text(encoding="utf-8"))
    part = index["partitions"]["population"]["XAA"]
    path = store / part["file"]
    pq.write_table(pq.read_table(path).drop_columns(LATER), path, compression="zstd")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    part |= {"sha256": digest, "file": partition_name("population", "XAA", digest)}
    path.rename(store / part["file"])
    del index["checksum"]
    for source in index["sources"]:
        source.pop("confidential", None)
    (store / "store.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    return store


def people(store):
    return open_store(str(store)).read(("population",), "XAA")["population"]


def test_an_older_store_is_brought_up_and_no_row_changes(older):
    before = people(older)
    said = words_of().phrase(upgrade(older))
    assert "1 partition has its later columns now" in said
    assert "population.stratum, population.counted_as" in said
    assert people(older).equals(before)
    index = json.loads((older / "store.json").read_text(encoding="utf-8"))
    assert "checksum" in index
    columns = pq.read_schema(older / index["partitions"]["population"]["XAA"]["file"]).names
    assert set(LATER) <= set(columns)
    assert check_store(str(older)) == []
    assert len(list(older.glob("iso3=XAA/*.parquet"))) == 1


def test_a_store_that_is_current_is_told_so_and_stays(older, content_of):
    upgrade(older)
    before = content_of(older)
    said = upgrade(older)
    assert isinstance(said, StoreCurrent)
    assert "is of this version already (schema 1)" in words_of().phrase(said)
    assert content_of(older) == before


def test_an_older_store_takes_further_files_without_an_upgrade(older, tmp_path):
    take_in(tmp_path, "b.csv", "area,year,people\nC,2019,7\n")
    assert list(people(older)["area_id"]) == ["A", "B", "C"]


def test_a_newer_store_is_left_alone(older, content_of):
    file = older / "store.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(content | {"schema_version": 9}), encoding="utf-8")
    before = content_of(older)
    with pytest.raises(StoreError, match=re.escape("newer workbench (schema 9; this one knows 1)")):
        upgrade(older)
    assert content_of(older) == before
