import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

from workbench.errors import StoreError, VocabularyError
from workbench.store.frames import empty
from workbench.store.index import read_index, write_index
from workbench.store.partitions import Partition
from workbench.store.reading import fingerprint, open_store
from workbench.vocabulary.places import FICTIONAL, members

HEADER = "plot,sample,date,lead,cadmium\n"
READS = ("measurements",)
LIGHT = """
import sys
from workbench.store.reading import open_store
import workbench.vocabulary.substances, workbench.vocabulary.units
heavy = {"pandera", "pint", "pyarrow.parquet", "yaml", "pydantic"} & set(sys.modules)
assert not heavy, heavy
"""
# After the index and before the partition the reader imports pyarrow: there the file changes.
INGEST = "import sys; from workbench.inputs.ingest import ingest; ingest(*sys.argv[1:])"
READ = f"""
import subprocess, sys
from workbench.store.reading import open_store
def hook(event, arguments):
    if event == "import" and arguments[0] == "pyarrow.parquet":
        subprocess.run([sys.executable, "-c", "{INGEST}", *sys.argv[1:]], check=True)
sys.addaudithook(hook)
print(list(open_store(sys.argv[3]).read(("measurements",), "XAA")["measurements"]["value"]))
"""


def part_of(store):
    (part,) = store.glob("iso3=*/*.parquet")
    return part


def name_anew(store, part):
    """Have the index name a partition as it is now."""
    index, digest = read_index(store), hashlib.sha256(part.read_bytes()).hexdigest()
    named = Partition(f"iso3=XAA/measurements-{digest[:16]}.parquet", digest, 1)
    part.rename(store / named.file)
    write_index(store, replace(index, partitions={"measurements": {"XAA": named}}))


def test_reading_imports_nothing_heavy_before_it_reads():
    subprocess.run([sys.executable, "-c", LIGHT], check=True)


def test_fictional_countries_are_fictional_in_a_folder_too_and_real_ones_are_not(
    ingest_text, store
):
    ingest_text(HEADER + "P1,S1,2004,1,1\n")

    assert open_store("example").read(READS, "XAA").fictional
    assert open_store(str(store)).read(READS, "XAA").fictional
    assert not open_store(str(store)).read(READS, "NOR").fictional
    assert set(open_store("example").areas()) == set(members(FICTIONAL))


def test_the_world_is_fictional_where_all_countries_of_a_store_are(ingest_text, store):
    ingest_text(HEADER + "P1,S1,2004,1,1\n")
    alone = open_store(str(store)).read(READS, "WORLD")
    real = {"iso3": "NOR", "matrix": "soil", "layer": "top", "basis": "dry"}
    real |= {"fraction": "total", "source_type": "unknown"}
    ingest_text(HEADER + "P1,S1,2004,1,1\n", "b.csv", constants=real)
    beside = open_store(str(store)).read(READS, "WORLD")

    assert (alone.fictional, list(alone["measurements"]["iso3"].unique())) == (True, ["XAA"])
    assert (beside.fictional, list(beside["measurements"]["iso3"].unique())) == (False, ["NOR"])


def test_a_country_without_data_gives_frames_without_rows(ingest_text, store):
    ingest_text(HEADER + "P1,S1,2004,1,1\n")

    for address, area in ((str(store), "NAM"), ("example", "XAF")):
        frames = open_store(address).read(READS, area)
        assert frames["measurements"].equals(empty("measurements"))
    assert open_store(str(store)).read(READS, "NAM").sources == ()


def test_a_region_has_the_rows_and_sources_of_its_countries(ingest_text, store):
    constants = {"matrix": "soil", "layer": "top", "basis": "dry", "fraction": "total"}
    constants["source_type"] = "unknown"
    for iso3, name in (("NAM", "a.csv"), ("ZMB", "b.csv"), ("NOR", "c.csv")):
        ingest_text(HEADER + "P,S,2004,1,1\n", name, constants={**constants, "iso3": iso3})

    frames = open_store(str(store)).read(READS, "R-AFRICA")
    assert list(frames["measurements"]["iso3"]) == ["NAM", "NAM", "ZMB", "ZMB"]
    assert [source.file for source in frames.sources] == ["a.csv", "b.csv"]
    assert len(open_store(str(store)).read(READS, "WORLD")["measurements"]) == 6


def test_the_fingerprint_is_of_the_rows_and_not_of_the_files(ingest_text, store):
    ingest_text(HEADER + "P1,S1,2004,1,1\n", "a.csv")
    ingest_text(HEADER + "P1,S2,2004,2,2\n", "b.csv")
    before = open_store(str(store)).read(READS, "XAA").fingerprint
    pd.read_parquet(part_of(store)).iloc[::-1].to_parquet(
        part_of(store), row_group_size=1, index=False
    )
    name_anew(store, part_of(store))

    assert open_store(str(store)).read(READS, "XAA").fingerprint == before
    ingest_text(HEADER + "P1,S2,2004,2,3\n", "b.csv")
    assert open_store(str(store)).read(READS, "XAA").fingerprint != before


def test_the_fingerprint_knows_an_empty_frame_and_each_cell():
    rows = open_store("example").read(READS, FICTIONAL)["measurements"]
    first = {"measurements": rows}
    moved = {"measurements": rows.assign(value=rows["value"].where(rows.index != 7, 1.0))}
    nothing = {"measurements": empty("measurements")}

    assert len({fingerprint(frames) for frames in (first, moved, nothing, {})}) == 4
    assert fingerprint(first) == fingerprint({"measurements": rows.copy()})


def test_a_folder_that_is_no_store_is_refused(tmp_path):
    message = f"{tmp_path} is no store: it has no store.json. `workbench ingest FILE"
    with pytest.raises(StoreError, match=re.escape(message)):
        open_store(str(tmp_path))


@pytest.mark.parametrize(
    ("version", "words"),
    [
        (0, "has schema_version 0, this workbench reads 1. Ingest the files again into a new "),
        (True, "has schema_version True, this workbench reads 1. Ingest the files again into "),
        (7, "was written by a newer workbench (schema 7; this one knows 1). Upgrade the workbench"),
    ],
)
def test_an_older_or_newer_schema_is_refused_with_the_way_out(ingest_text, store, version, words):
    ingest_text(HEADER + "P1,S1,2004,1,1\n")
    content = json.loads((store / "store.json").read_text(encoding="utf-8"))
    text = json.dumps({**content, "schema_version": version})
    (store / "store.json").write_text(text, encoding="utf-8")

    for use in (lambda: open_store(str(store)), lambda: ingest_text(HEADER + "P1,S1,2004,1,2\n")):
        with pytest.raises(StoreError, match=re.escape(words)):
            use()
    assert (store / "store.json").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("content", ["{", "[]", '{"schema_version": 1}'])
def test_a_damaged_index_is_refused(tmp_path, content):
    (tmp_path / "store.json").write_text(content)
    with pytest.raises(StoreError, match=r"store\.json (is damaged|has schema_version None)"):
        open_store(str(tmp_path))


def test_a_partition_that_cannot_be_used_is_named(ingest_text, store):
    ingest_text(HEADER + "P1,S1,2004,1,1\n")
    part = part_of(store)
    name = re.escape(f"Partition {part.relative_to(store).as_posix()} of {store}")
    for damage, words in (
        (lambda: part.write_bytes(b"PAR1 broken"), "was changed: its SHA-256 is not that of the"),
        (part.unlink, "is in its index and not in its folder"),
    ):
        damage()
        with pytest.raises(StoreError, match=f"{name} {words}"):
            open_store(str(store)).read(READS, "XAA")


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (lambda part: pd.DataFrame({"a": [1]}).to_parquet(part), "does not hold the table"),
        (lambda part: part.write_bytes(b"PAR1 broken"), "cannot be read"),
    ],
)
def test_a_partition_that_was_written_wrong_is_named(ingest_text, store, write, words):
    ingest_text(HEADER + "P1,S1,2004,1,1\n")
    write(part_of(store))
    name_anew(store, part_of(store))

    with pytest.raises(StoreError, match=f"Partition {part_of(store).parent.name}/.* {words}"):
        open_store(str(store)).read(READS, "XAA")


def test_a_changed_byte_in_a_partition_is_named_or_does_no_harm(ingest_text, store):
    ingest_text(HEADER + "".join(f"P{n},S{n},2004,{n}.5,1\n" for n in range(1, 99)))
    part, before = part_of(store), open_store(str(store)).read(READS, "XAA").fingerprint
    content, errors = part.read_bytes(), []
    for place in range(0, len(content), len(content) // 50):
        flipped = bytes([content[place] ^ 1])
        part.write_bytes(content[:place] + flipped + content[place + 1 :])
        try:
            assert open_store(str(store)).read(READS, "XAA").fingerprint == before
        except StoreError as error:
            errors.append(str(error))
    assert len(errors) > 5
    assert all(f"{part.name} of {store}" in error for error in errors)


def test_a_reader_that_finds_a_file_gone_reads_the_index_again(
    ingest_text, write_mapping, store, tmp_path
):
    ingest_text(HEADER + "P1,S1,2004,1,1\n")
    (tmp_path / "a.csv").write_text(HEADER + "P1,S1,2004,2,1\n", encoding="utf-8")
    command = [sys.executable, "-c", READ, tmp_path / "a.csv", write_mapping(), store]
    done = subprocess.run(command, check=True, capture_output=True, text=True)

    assert done.stdout == "[0.001, 2.0]\n"


def test_an_unknown_table_or_area_is_refused():
    with pytest.raises(StoreError, match=r"A store has no table samples. It has: measurements"):
        open_store("example").read(("samples",), "XAA")
    with pytest.raises(VocabularyError, match="Unknown area 'Germany'"):
        open_store("example").read(READS, "Germany")
