"""A register in the store: nothing that is published lets its counts be worked out from a hash."""

import base64
import hashlib
import stat

import pytest
from checkouts import checkout_at

from workbench.batch.drive.driver import carry_out
from workbench.batch.drive.job_state import ChangedInput, InputsChanged, Options, plan_run
from workbench.batch.drive.plan import CommandLine, read_plan
from workbench.inputs.ingest import ingest
from workbench.inputs.packages.export import export
from workbench.reports.health.parameters import READS
from workbench.store import schema
from workbench.store.index import INDEX, read_index
from workbench.store.reading import open_store
from workbench.store.state import key_path

REGISTER = """
owner: "Register of a fictional country"
licence: none
columns: {area_id: area}
constants: {iso3: XAA, year: "2015", sex: all, age_band: all}
tables:
  areas: {}
  population: {columns: {person_years: people}}
  outcomes: {columns: {cases: cases}, constants: {outcome: C64}}
"""
PLAN = "reports: [trends, health]\nareas: [XAA]\nlimits: {cell_timeout_s: 120}\n"


@pytest.fixture
def register(tmp_path):
    """Give what writes a register of so many cases an area and takes it into a store."""

    def taken_in(store, cases):
        lines = [f"A{n:02d},{1000 + n},{count}" for n, count in enumerate(cases)]
        file, mapping = tmp_path / "register.csv", tmp_path / "register.yml"
        file.write_text("\n".join(["area,people,cases", *lines, "A99,900,six"]), encoding="utf-8")
        mapping.write_text(REGISTER, encoding="utf-8")
        ingest(file, mapping, store)
        return file

    return taken_in


def plan_of(project, store, tmp_path):
    (tmp_path / "some.yml").write_text(PLAN, encoding="utf-8")
    return read_plan(
        checkout_at(project), tmp_path / "some.yml", CommandLine(str(store), tmp_path / "out")
    )


def secrets_of(store, file):
    """Hashes from which counts could be recovered, and the key, by what they are of."""
    index = read_index(store)
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest()}
    found[INDEX] = hashlib.sha256((store / INDEX).read_bytes()).hexdigest()
    found["quarantine"] = index.sources[file.name].quarantine_sha256
    for table in sorted(schema.CONFIDENTIAL):
        for iso3, part in index.partitions.get(table, {}).items():
            found[part.file] = part.sha256
            found[f"rows of {table}"] = hashlib.sha256(
                open_store(str(store)).read((table,), iso3)[table].to_csv(index=False).encode()
            ).hexdigest()
    found["key"] = key_path(store).read_bytes().hex()
    return found


def published_of(folder):
    return {path: path.read_bytes().lower() for path in folder.rglob("*") if path.is_file()}


def leaks(published, secrets):
    """Files that hold a secret, or the first 16 digits of it, in hex or base64."""
    return {
        (path.name, name)
        for path, content in published.items()
        for name, digest in secrets.items()
        for text in (digest[:16], base64.b64encode(bytes.fromhex(digest)).decode()[:20].lower())
        if text.encode() in content
    }


@pytest.mark.usefixtures("warm_kernels")
def test_no_hash_of_a_register_leaves_the_machine(project, store_of, register, tmp_path):
    store = store_of({"XAA": 5})
    file = register(store, [3, 12, 7, 0, 41, 9, 2, 18, 5, 30, 11, 6])
    plan = plan_of(project, store, tmp_path)
    run = plan_run(plan, Options(workers=1))
    carry_out(run, lambda *_: None)
    assert not run.failed
    export(str(store), tmp_path / "package", with_small_counts=True)

    published = published_of(tmp_path / "out") | published_of(tmp_path / "package")
    assert len(published) > 30
    assert leaks(published, secrets_of(store, file)) == set()
    page = (tmp_path / "out" / "XAA" / "health.html").read_text(encoding="utf-8")
    assert "register.csv" in page
    assert "no hash is published" in page
    assert plan_run(plan_of(project, store, tmp_path), Options()).todo == []

    register(store, [4, 12, 7, 0, 41, 9, 2, 18, 5, 30, 11, 6])
    due = plan_run(plan_of(project, store, tmp_path), Options())
    assert due.states["health XAA"].reason == InputsChanged(inputs=(ChangedInput(name="data"),))


def test_what_is_read_has_neither_the_hash_nor_the_rows_of_a_register(store_of, register):
    store = store_of({"XAA": 5})
    register(store, [3] * 14)
    frames = open_store(str(store)).read(READS, "XAA")
    told = {source.file: source for source in frames.sources}

    assert (told["register.csv"].sha256, told["register.csv"].n_read) == (None, 40)
    assert told["store.csv"].n_read == 3
    register(store, [4] * 14)
    assert open_store(str(store)).read(READS, "XAA").fingerprint == frames.fingerprint


def test_a_message_about_a_damaged_register_has_no_hash(store_of, register):
    store = store_of({"XAA": 5})
    register(store, [3, 12])
    part = read_index(store).partitions["outcomes"]["XAA"]
    (store / part.file).unlink()

    with pytest.raises(Exception, match=r"iso3=XAA/outcomes-\*\.parquet of .* is in its index"):
        open_store(str(store)).read(("outcomes",), "XAA")


def test_the_key_is_its_owners_beside_the_store_and_made_new(project, store_of, register, tmp_path):
    store = store_of({"XAA": 5})
    register(store, [3, 12])

    def keys():
        return [job.inputs["data"] for job in plan_of(project, store, tmp_path).jobs]

    before = keys()
    key = key_path(store)
    assert key.parent == store.parent
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert keys() == before

    key.chmod(0o644)
    assert keys() == before
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.write_bytes(b"")
    changed = keys()
    assert all(one != other for one, other in zip(before, changed, strict=True))
    key.unlink()
    assert keys() not in (before, changed)


def test_a_store_without_counts_of_people_needs_no_key(project, store_of, tmp_path):
    store = store_of({"XAA": 5})
    plan = plan_of(project, store, tmp_path)

    assert plan.jobs[0].inputs["data"]
    assert not key_path(store).exists()
    run = plan_run(plan, Options())
    assert all(entry["sha256"] for entry in run.inputs)


def test_a_table_is_confidential_unless_it_was_decided_otherwise():
    assert set(schema.TABLES) >= schema.PUBLIC
    assert {"population", "outcomes", "reference_rates"} <= schema.CONFIDENTIAL
    assert schema.PUBLIC.isdisjoint(schema.CONFIDENTIAL)
