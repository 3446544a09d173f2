"""Whatever a package, a database or a GeoPackage holds, it is taken in or refused in words."""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.inputs.checks import check_store
from workbench.inputs.drafts.trial import try_draft
from workbench.inputs.ingest import ingest
from workbench.inputs.packages.export import export
from workbench.inputs.packages.package_intake import ingest_package

MANY = int(os.environ.get("FUZZ", "1"))  # times as many examples
FEW = settings(
    max_examples=3 * MANY,
    deadline=10_000,
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=MANY == 1,
)
ODD = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.text(max_size=12),
    st.binary(max_size=8),
    st.sampled_from(["9999-99-99", "99", "furlong", "5000000", "\u202e1", "1" * 400, "-0", "NaN"]),
)
RULES = {
    "owner": "made up",
    "licence": "CC0",
    "constants": {
        "iso3": "XAA",
        "matrix": "soil",
        "basis": "dry",
        "layer": "topsoil",
        "source_type": "diffuse",
        "fraction": "total",
    },
    "columns": {"site_id": "site", "sample_id": "site", "sampled_on": "day"},
    "substances": {"lead": {"substance": "Pb", "unit": "mg/kg"}},
}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """Folder of a package of two rows, not to be changed."""
    folder = tmp_path_factory.mktemp("package")
    (folder / "a.csv").write_text("site,day,lead\nP1,2004,2.5\nP2,2005,<3\n")
    (folder / "m.yml").write_text(yaml.safe_dump(RULES))
    ingest(folder / "a.csv", folder / "m.yml", folder / "store")
    return export(str(folder / "store"), folder / "package").descriptor.parent


@FEW
@given(cell=ODD, at=st.integers(0, 60))
def test_a_package_with_a_cell_of_anything_makes_a_sound_store_or_none(package, cell, at):
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(shutil.copytree(package, Path(scratch) / "p"))
        path = copy / "data/measurements-XAA.csv"
        before = path.read_bytes()
        lines = [line.split(",") for line in before.decode().splitlines()]
        row = lines[1 + at % 2]
        row[at % len(row)] = str(cell)
        after = "\n".join([*map(",".join, lines), ""]).encode("utf-8", errors="replace")
        path.write_bytes(after)
        text = (copy / "datapackage.json").read_text(encoding="utf-8")
        old, new = (hashlib.sha256(content).hexdigest() for content in (before, after))
        content = json.loads(text.replace(old, new))
        for resource in content["resources"]:
            if resource["path"] == "data/measurements-XAA.csv":
                resource["bytes"] = len(after)
        (copy / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")
        store = Path(scratch) / "store"
        try:
            ingest_package(copy / "datapackage.json", store)
        except WorkbenchError:
            assert not (store / "store.json").exists() or check_store(str(store)) == []
            return
        assert check_store(str(store)) == []


@FEW
@given(rows=st.lists(st.tuples(ODD, ODD, ODD), min_size=1, max_size=4))
def test_a_database_of_anything_is_accounted_for(rows):
    with tempfile.TemporaryDirectory() as scratch, pytest.MonkeyPatch.context() as patch:
        folder = Path(scratch)
        with closing(sqlite3.connect(folder / "a.sqlite")) as connection:
            connection.execute("CREATE TABLE soil (site, day, lead)")
            with suppress(UnicodeEncodeError):
                connection.executemany("INSERT INTO soil VALUES (?, ?, ?)", rows)
            connection.commit()
        patch.setenv("LAB", f"sqlite:///{folder / 'a.sqlite'}")
        query = {"name": "lab", "address_variable": "LAB", "query": "SELECT * FROM soil"}
        (folder / "m.yml").write_text(yaml.safe_dump({**RULES, "database": query}))
        try:
            report = ingest(None, folder / "m.yml", folder / "store")
        except WorkbenchError:
            return
        assert report.n_read == report.n_used + report.n_quarantined == len(rows)


@FEW
@given(
    name=st.text(max_size=8),
    value=st.floats(allow_nan=False) | st.text(max_size=8),
    place=st.tuples(st.floats(), st.floats()),
)
def test_a_geopackage_of_anything_is_accounted_for(name, value, place):
    import geopandas  # noqa: PLC0415 - slow to import
    import shapely  # noqa: PLC0415 - slow to import

    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "a.gpkg"
        fields = {"site": [name], "year": [2004], "Pb_mg_kg": [value]}
        frame = geopandas.GeoDataFrame(fields, geometry=[shapely.Point(place)], crs=4326)
        try:
            frame.to_file(path, engine="pyogrio")
        except (UnicodeEncodeError, ValueError):
            return
        try:
            trial = try_draft(path, {"iso3": "XAA", "matrix": "soil"})
        except WorkbenchError:
            return
        if trial.report:
            assert trial.report.n_read == trial.report.n_used + trial.report.n_quarantined
