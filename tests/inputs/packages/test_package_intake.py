import json
import re
import shutil

import pytest

from examples.store import SOILS, country_frames
from workbench.errors import InputError, StoreError
from workbench.inputs.packages.data_package import packed
from workbench.inputs.packages.export import export
from workbench.inputs.packages.package_intake import ingest_package
from workbench.store.reading import open_store

READS = ("measurements",)
DATA = "data/measurements-XAB.csv"
FILE = SOILS.format("XAB")
ROWS = {
    table: len(rows)
    for table, rows in country_frames("XAB").items()
    if set(rows["source_file"]) == {FILE}
}
N_ROWS = sum(ROWS.values())


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Folder of a package of one example country, not to be changed."""
    folder = tmp_path_factory.mktemp("made") / "package"
    return export("example", folder, "XAB", with_small_counts=True).descriptor.parent


@pytest.fixture
def package(exported, tmp_path):
    """Descriptor of a copy of it."""
    return shutil.copytree(exported, tmp_path / "package") / "datapackage.json"


@pytest.fixture
def change(package):
    """Change the descriptor, by a function of its part of the workbench."""

    def write(alter):
        content = json.loads(package.read_text(encoding="utf-8"))
        alter(content["workbench"])
        package.write_text(json.dumps(content), encoding="utf-8")

    return write


@pytest.fixture
def refuses(package, store):
    """Ingest the package, which must be refused with the store untouched."""

    def look(message):
        with pytest.raises(InputError, match=re.escape(message)):
            ingest_package(package, store)
        assert not store.exists()

    return look


def test_a_package_that_comes_again_replaces_its_rows(package, store):
    first = ingest_package(package, store)
    again = ingest_package(package, store)
    assert (first.n_replaced, again.n_replaced) == (0, first.n_used)
    assert len(open_store(str(store)).read(READS, "XAB")["measurements"]) == ROWS["measurements"]
    assert first.n_used == sum(source.n_used for source in first.sources) > ROWS["measurements"]


def test_a_changed_file_is_refused_and_the_store_untouched(package, store, content_of):
    ingest_package(package, store)
    before = content_of(store)
    path = package.parent / DATA
    path.write_bytes(path.read_bytes().replace(b",0.1,", b",0.2,", 1))
    with pytest.raises(InputError, match=r"XAB\.csv was changed after it was exported \(sha256"):
        ingest_package(package, store)
    assert content_of(store) == before


def test_a_file_that_is_missing_is_refused(package, store):
    (package.parent / "quarantine/0001.csv").unlink()
    with pytest.raises(InputError, match=re.escape("0001.csv is missing. Bring the whole")):
        ingest_package(package, store)
    assert not store.exists()


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("format", "other", "was not made by `workbench export`"),
        ("format_version", 9, "has format_version 9, this workbench reads 1."),
        ("schema_version", 0, "has schema_version 0, this workbench reads"),
        ("sources", "none", "workbench.sources: "),
        ("extra", 1, "workbench.extra: "),
    ],
)
def test_a_descriptor_of_another_make_is_refused(change, refuses, key, value, message):
    change(lambda own: own.update({key: value}))
    refuses(message)


@pytest.mark.parametrize(
    ("where", "value", "message"),
    [
        ("sources.file", "../../evil", "'../../evil' is no name of a file"),
        ("sources.iso3s", ["DE"], "DE is no country"),
        ("sources.n_used", -1, "workbench.sources.0.n_used"),
        ("sources.n_read", 7, f"the counts of {FILE} do not add up"),
        ("files.path", "data/../../etc/passwd", "workbench.files.0.path"),
        ("files.path", "/etc/passwd", "workbench.files.0.path"),
        ("files.table", "secrets", "unknown table 'secrets'"),
        ("files.n_rows", 1, "it should have 1 rows of XAB"),
        ("files.iso3", "XAA", "rows of XAA"),
        ("sources.iso3s", ["XAA"], f"has rows of '{FILE}', which"),
        ("sources.file", "a.csv", "each source needs its quarantine, and no other has one"),
    ],
)
def test_a_descriptor_that_makes_no_sense_is_refused(change, refuses, where, value, message):
    part, key = where.split(".")
    change(lambda own: own[part][0].update({key: value}))
    refuses(message)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        ((b",Hg,", b",Xx,"), "unknown substances Xx"),
        ((b",soil,", b",moon,"), "matrix is not one of"),
        ((b"XAB,XAB-001", b"XAA,XAB-001"), f"it should have {ROWS['measurements']} rows of XAB"),
        ((FILE.encode(), b"another file"), "has rows of 'another file', which"),
        ((b",mg/kg,", b",furlong,"), "the unit 'furlong' is not that of its substances"),
        ((b"XAB-001", "XAB\u202e001".encode()), "site_id has signs that cannot be seen"),
        ((b"XAB-001", b"XAB\x0b001"), "site_id has signs that cannot be seen"),
    ],
)
def test_rows_that_break_the_contract_are_refused(package, change, refuses, edit, message):
    path = package.parent / DATA
    content = path.read_bytes().replace(*edit, 1)
    path.write_bytes(content)
    made = packed(
        DATA, content, ROWS["measurements"], table="measurements", iso3="XAB"
    ).model_dump()
    change(lambda own: own["files"].__setitem__(0, made))
    refuses(message)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ({"sampled_on": "9999-12-31"}, "date 9999-12-31 is in the future"),
        ({"value": "5000000"}, "a value is more than the soil weighs"),
        ({"latitude": "99"}, "latitude"),
    ],
)
def test_a_row_that_a_file_would_have_in_quarantine_is_refused(
    package, change, refuses, cell, message
):
    path = package.parent / DATA
    header, first, *rest = path.read_text(encoding="utf-8").split("\n")
    cells = list((dict(zip(header.split(","), first.split(","), strict=True)) | cell).values())
    content = "\n".join([header, ",".join(cells), *rest]).encode()
    path.write_bytes(content)
    about = packed(DATA, content, ROWS["measurements"], table="measurements", iso3="XAB")
    change(lambda own: own["files"].__setitem__(0, about.model_dump()))
    refuses(message)


def test_a_source_that_is_given_twice_is_refused(change, refuses):
    change(lambda own: own["sources"].append(own["sources"][0]))
    refuses("a source or a file is given twice")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("", f"quarantine/0001.csv has 0 rows, 1 cells of {FILE} are in"),
        ("a,2,lead,=1+1,no number,,\n", "has a cell that begins as a formula"),
        ("a,2,lead,'=1+1,no number,\n", "record 2: has 6 cells, the header 7"),
    ],
)
def test_a_quarantine_that_is_not_as_intake_writes_it_is_refused(
    package, change, refuses, rows, message
):
    content = f"file,row,column,value,reason,corrects,correction\n{rows}".encode()
    (package.parent / "quarantine/0001.csv").write_bytes(content)
    about = packed("quarantine/0001.csv", content, 1, quarantine_of=FILE)
    change(lambda own: own["files"].__setitem__(-len(own["sources"]), about.model_dump()))
    change(lambda own: own["sources"][0].update(n_quarantined=1, n_read=N_ROWS + 1))
    refuses(message)


def test_a_descriptor_that_is_endlessly_deep_is_refused(package, refuses):
    package.write_text("[" * 100_000, encoding="utf-8")
    refuses("is no datapackage.json")


def test_rows_that_are_fewer_than_the_package_says_are_refused(package, change, store):
    change(lambda own: own["sources"][0].update(n_used=N_ROWS + 1, n_read=N_ROWS + 1))
    with pytest.raises(InputError, match=re.escape(f"has {N_ROWS} rows of {FILE}, and")):
        ingest_package(package, store)


def test_a_part_does_not_take_the_place_of_the_whole(package, store, tmp_path):
    whole = export("example", tmp_path / "whole", with_small_counts=True).descriptor
    ingest_package(whole, store)
    with pytest.raises(InputError, match=re.escape("has it also of XAA, XBB, which")):
        ingest_package(package, store)
    assert open_store(str(store)).areas() == open_store("example").areas()


def test_what_is_no_package_is_refused(tmp_path, store):
    (tmp_path / "a.csv").write_text("plot,lead\n")
    with pytest.raises(InputError, match=re.escape("Any other file needs a --mapping.")):
        ingest_package(tmp_path / "a.csv", store)
    with pytest.raises(InputError, match=re.escape("There is no file")):
        ingest_package(tmp_path, store)


def test_the_example_takes_no_package(package):
    with pytest.raises(StoreError, match=re.escape("The store `example` is built in.")):
        ingest_package(package, "example")
