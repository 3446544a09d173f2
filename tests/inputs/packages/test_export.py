import csv
import hashlib
import json
import re
from functools import partial
from pathlib import Path

import jsonschema
import pytest

from examples.areas import GRIDS
from examples.store import all_rows
from workbench.errors import InputError, ParameterError, StoreError, VocabularyError
from workbench.findings import SourceFile
from workbench.inputs import ingest as intake
from workbench.inputs.checks import check_store
from workbench.inputs.packages.export import COUNTS_OF_PEOPLE, export
from workbench.inputs.packages.package_intake import ingest_package
from workbench.store.frames import quarantine_csv
from workbench.store.index import EXAMPLE_FOLDER, read_index
from workbench.store.partitions import rows_of_frames
from workbench.store.reading import open_store
from workbench.store.schema import CONFIDENTIAL, TABLES
from workbench.store.writing import Delivery, replace_rows

READS = ("measurements",)
HEADER = "plot,sample,date,lead,cadmium\n"
REFERENCE = Path(__file__).parents[2] / "reference"
HOSTILE = '=HYPERLINK("x"),\r\n\'"\N{GREEK SMALL LETTER MU} 铅'
COUNTRIES = {
    "constants": {
        "matrix": "soil",
        "layer": "top",
        "basis": "dry",
        "fraction": "total",
        "source_type": "unknown",
    },
    "columns": {"site_id": "plot", "sample_id": "sample", "sampled_on": "date", "iso3": "c"},
    "substances": {"lead": {"substance": "Pb", "unit": "ppm"}},
}
THREE = "plot,sample,date,lead,c\n1,1,2004,1,NAM\n2,1,2004,<1,NOR\n3,1,2004,x,NOR\n"


@pytest.fixture
def there_and_back(tmp_path):
    def carry(address, area=""):
        made = export(str(address), tmp_path / "package", area, with_small_counts=True)
        ingest_package(made.descriptor, tmp_path / "second")
        return tmp_path / "second"

    return carry


def same(first, second, areas):
    for area in areas:
        one, other = (open_store(str(store)).read(READS, area) for store in (first, second))
        assert one.fingerprint == other.fingerprint
        assert one.sources == other.sources
        assert len(one["measurements"]) > 0
    assert open_store(str(first)).areas() == open_store(str(second)).areas()


def test_the_example_comes_back_with_its_fingerprints_and_stays_fictional(example_again):
    for area in (*GRIDS, "R-EXAMPLE"):
        there, here = (
            open_store(str(store)).read(READS, area) for store in (example_again, "example")
        )
        assert there.fingerprint == here.fingerprint
        assert there.fictional
    assert check_store(str(example_again)) == []


def test_a_store_comes_back_with_its_files_counts_and_quarantine(
    ingest_text, store, there_and_back, content_of
):
    ingest_text(HEADER + "P1,S1,2004,<0.5,1\nP2,S1,2004-05-06,2,-9999\n")
    ingest_text(HEADER + "P3,S1,2004,x,\n", "=b.csv", owner="Farm, Ü", licence="ODbL 1.0")
    ingest_text(THREE, "c.csv", **COUNTRIES)
    second = there_and_back(store)

    same(store, second, ("XAA", "NAM", "NOR"))
    relative = [
        {path.relative_to(folder): content for path, content in content_of(folder).items()}
        for folder in (store, second)
    ]
    assert relative[0] == relative[1]
    assert check_store(str(second)) == []


@pytest.fixture
def take(tmp_path, write_mapping, monkeypatch):
    """Take a file in row by row, with or without corrections."""
    (tmp_path / "a.csv").write_text(HEADER + "P1,S1,2004,1,x\nP2,S1,2004,x,1\n")
    monkeypatch.setattr(intake, "VALUES_A_CHUNK", 2)
    return partial(intake.ingest, tmp_path / "a.csv", write_mapping())


def test_corrections_come_back_and_hold_when_their_file_comes_again(
    take, store, there_and_back, content_of, tmp_path
):
    path = tmp_path / "corrected.csv"
    lines = "a.csv,2,cadmium,x,5\na.csv,3,lead,x,-7\n"
    path.write_text(f"file,row,column,value,correction\n{lines}", encoding="utf-8")
    take(store, corrections=path)
    second = there_and_back(store)

    same(store, second, ("XAA",))
    kept = ((2, "cadmium", "5"), (3, "lead", "-7"))
    assert read_index(second).sources["a.csv"].corrections == kept
    before = content_of(second)
    assert take(second).n_corrected == 2
    assert content_of(second) == before


def test_text_like_formulas_quotes_and_line_ends_comes_back(store, there_and_back):
    rows = all_rows("measurements").head(40)
    rows = rows.assign(site_id=HOSTILE, layer="'0-20", campaign="", method=None, source_file="a")
    source = SourceFile("a", "0" * 64, "m.yml", "CC BY 4.0", HOSTILE, 40, 40, 0)
    nothing = quarantine_csv(rows.assign(column="", reason="").head(0))
    frames = rows_of_frames({"measurements": rows})
    replace_rows(store, Delivery(source, ("XAA",), frames, [nothing]))

    same(store, there_and_back(store), ("XAA",))


def test_the_same_store_gives_the_same_bytes(tmp_path, content_of):
    made = [export("example", tmp_path / name, "XAE").descriptor.parent for name in ("a", "b")]
    contents = [list(content_of(folder).values()) for folder in made]
    assert contents[0] == contents[1]


def test_the_descriptor_keeps_the_standard(ingest_text, store, tmp_path):
    ingest_text(HEADER + "P1,S1,2004,<0.5,x\n")
    made = export(str(store), tmp_path / "package")
    descriptor = json.loads(made.descriptor.read_text(encoding="utf-8"))
    profile = json.loads((REFERENCE / "datapackage_2.0.json").read_text(encoding="utf-8"))

    jsonschema.Draft7Validator(profile).validate(descriptor)
    assert descriptor["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]
    assert descriptor["contributors"][0]["title"] == "Institute of Soil"
    assert descriptor["sources"][0]["title"].startswith("a.csv; owner: Institute of Soil")
    assert descriptor["description"].startswith("FICTIONAL, invented for examples: XAA.")


def test_the_profile_can_find_fault():
    profile = json.loads((REFERENCE / "datapackage_2.0.json").read_text(encoding="utf-8"))
    wrong = {"resources": [{"name": "a", "path": "/etc/passwd"}]}
    assert not jsonschema.Draft7Validator(profile).is_valid(wrong)


def test_each_resource_has_its_bytes_hash_fields_and_units(tmp_path):
    made = export("example", tmp_path / "package", "XAE", with_small_counts=True)
    for resource in json.loads(made.descriptor.read_text(encoding="utf-8"))["resources"]:
        content = (made.descriptor.parent / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        hashed = f"sha256:{hashlib.sha256(content).hexdigest()}"
        counts_people = resource["path"].split("/")[1].split("-")[0] in CONFIDENTIAL
        of_such = resource["path"].startswith("quarantine/") and "hash" not in resource
        assert resource.get("hash") == (None if counts_people or of_such else hashed)
        header = next(csv.reader(content.decode().splitlines()))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
    fields = {field["name"]: field for field in made_fields(made)}
    assert fields["depth_top_cm"]["unit"] == "cm"
    assert fields["censored"]["type"] == "boolean"
    assert "aqua_regia" in fields["fraction"]["constraints"]["enum"]


def made_fields(made):
    descriptor = json.loads(made.descriptor.read_text(encoding="utf-8"))
    return descriptor["resources"][0]["schema"]["fields"]


def test_an_area_leaves_out_the_others_and_says_so(ingest_text, store, tmp_path, there_and_back):
    ingest_text(THREE, "c.csv", **COUNTRIES)
    ingest_text(HEADER + "P1,S1,2004,1,1\n")
    package = export(str(store), tmp_path / "package", "NOR").package

    assert [(left.file, left.n_used, left.n_quarantined) for left in package.left_out] == [
        ("a.csv", 2, 0),
        ("c.csv", 1, 1),
    ]
    second = there_and_back(store, "NOR")
    one, other = (open_store(str(s)).read(READS, "NOR") for s in (store, second))
    assert one.fingerprint == other.fingerprint
    assert check_store(str(second)) == []


def test_a_file_that_was_all_quarantined_goes_with_the_rest(ingest_text, store, there_and_back):
    ingest_text(HEADER + "P1,S1,2004,x,x\n")
    second = there_and_back(store)
    source = open_store(str(second)).read(READS, "XAA").sources[0]
    assert (source.n_read, source.n_used, source.n_quarantined) == (2, 0, 2)


def test_an_earlier_package_is_replaced(tmp_path):
    export("example", tmp_path / "package", "XAE")
    export("example", tmp_path / "package", "XAB")
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
    files = sorted(path.name for path in (tmp_path / "package/data").iterdir())
    held = read_index(EXAMPLE_FOLDER).partitions
    kept = [table for table in TABLES if "XAB" in held.get(table, {})]
    assert files == sorted(f"{table}-XAB.csv" for table in kept if table not in COUNTS_OF_PEOPLE)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("package/thesis.docx", "is not as it was exported. Move it away"),
        ("package/data/measurements-XAB.csv", "is not as it was exported. Move it away"),
    ],
)
def test_a_package_with_files_of_others_is_left_alone(tmp_path, name, message, content_of):
    export("example", tmp_path / "package", "XAB")
    (tmp_path / name).write_text("mine")
    before = content_of(tmp_path)
    with pytest.raises(ParameterError, match=re.escape(message)):
        export("example", tmp_path / "package", "XAB")
    assert content_of(tmp_path) == before


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "data.csv").write_text("theirs")
    with pytest.raises(ParameterError, match=re.escape("holds other files and is no package")):
        export("example", tmp_path)
    with pytest.raises(ParameterError, match=re.escape("data.csv is a file")):
        export("example", tmp_path / "data.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["data.csv"]


@pytest.mark.parametrize(
    ("area", "error", "message"),
    [
        ("XBZ", StoreError, "example holds nothing of XBZ. Nothing made."),
        ("XQQ", VocabularyError, "Unknown area 'XQQ'."),
    ],
)
def test_an_area_without_data_gives_nothing(tmp_path, area, error, message):
    with pytest.raises(error, match=re.escape(message)):
        export("example", tmp_path / "package", area)
    assert list(tmp_path.iterdir()) == []


def test_a_store_whose_quarantine_was_changed_is_not_exported(ingest_text, store, tmp_path):
    report = ingest_text(HEADER + "P1,S1,2004,1,x\n")
    report.quarantine.write_text("changed")
    with pytest.raises(StoreError, match=re.escape("is missing or was changed. Ingest a.csv")):
        export(str(store), tmp_path / "package")
    assert not (tmp_path / "package").exists()


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ('"n_used": 3', "The index of the store is damaged (a.csv: the counts of"),
        ('"n_used": 1, "n_quarantined": 1', "has 2 rows of a.csv, its index says 1."),
    ],
)
def test_a_store_whose_counts_are_wrong_is_not_exported(
    ingest_text, store, tmp_path, counts, message
):
    ingest_text(HEADER + "P1,S1,2004,1,1\n")
    index = json.loads((store / "store.json").read_text())
    index["sources"][0] |= json.loads("{" + counts + "}")
    del index["checksum"]  # as an older workbench wrote it
    (store / "store.json").write_text(json.dumps(index))
    with pytest.raises(StoreError, match=re.escape(message)):
        export(str(store), tmp_path / "package")


def test_an_export_that_fails_leaves_the_earlier_package(ingest_text, store, tmp_path, content_of):
    report = ingest_text(HEADER + "P1,S1,2004,1,x\n")
    made = export(str(store), tmp_path / "out/package").descriptor
    before = content_of(made.parents[1])
    report.quarantine.write_text("changed")
    with pytest.raises(StoreError, match=re.escape("is missing or was changed.")):
        export(str(store), tmp_path / "out/package")
    assert content_of(made.parents[1]) == before


def test_counts_of_people_are_left_out_unless_asked_for_by_name(tmp_path):
    package = export("example", tmp_path / "package", "XAB").package
    content = json.loads((tmp_path / "package" / "datapackage.json").read_text(encoding="utf-8"))
    assert content["workbench"]["small_counts"] == "left out"
    assert not {"population", "outcomes"} & {file.table for file in package.files}
    assert {"measurements", "covariates"} <= {file.table for file in package.files}
    (own,) = [left for left in package.left_out if left.file == "fictional health of XAB"]
    assert "--with-small-counts" in own.why
    assert (tmp_path / "package" / "quarantine" / "0001.csv").read_text().count("\n") == 1

    whole = export("example", tmp_path / "whole", "XAB", with_small_counts=True).package
    assert {"population", "outcomes"} <= {file.table for file in whole.files}
    assert whole.small_counts == "included"


def test_a_package_without_counts_takes_the_place_of_none_that_has_them(tmp_path):
    whole = export("example", tmp_path / "whole", "XAB", with_small_counts=True).descriptor
    ingest_package(whole, tmp_path / "second")
    part = export("example", tmp_path / "package", "XAB").descriptor
    with pytest.raises(InputError, match="of which some would be lost"):
        ingest_package(part, tmp_path / "second")
    ingest_package(part, tmp_path / "third")
    assert check_store(str(tmp_path / "third")) == []
