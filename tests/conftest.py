"""What several folders of tests need: the checkout and the results of the example countries."""

import os
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
import yaml
from found import found, read
from once import FOLDER, once

from workbench.cli.report_set import SoilReports
from workbench.inputs.ingest import ingest
from workbench.kernels.client import SERVER, fork_server

PROJECT = Path(__file__).parents[1]
MAPPING = {
    "owner": "Institute of Soil",
    "licence": "CC BY 4.0",
    "constants": {
        "iso3": "XAA",
        "matrix": "soil",
        "layer": "0-20 cm",
        "basis": "dry",
        "fraction": "aqua_regia",
        "source_type": "diffuse",
    },
    "columns": {"site_id": "plot", "sample_id": "sample", "sampled_on": "date"},
    "substances": {
        "lead": {"substance": "Pb", "unit": "mg/kg"},
        "cadmium": {"substance": "Cd", "unit": "µg/kg"},
    },
    "sentinels": {"-9999": "not measured"},
}


def pytest_configure(config):
    """Give the run a folder for what is made once; workers have it from who started them."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = mkdtemp(prefix="workbench-tests-")


def pytest_unconfigure(config):
    """Remove that folder at the end."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER))


@cache
def _trends_result(area):

    def make():
        return found("trends", read("trends", area), area=area)

    return once(f"trends of {area} with the defaults", make)


@pytest.fixture(scope="session")
def warm_server():
    """Socket of a fork server with what notebooks import, one for all tests of a worker."""
    with fork_server(SoilReports().modules) as address:
        yield address


@pytest.fixture
def warm_kernels(warm_server, monkeypatch):
    """Kernels of this test, and of commands that it runs, are forked from the warm server."""
    monkeypatch.setenv(SERVER, warm_server)


@pytest.fixture
def project():
    """The checkout."""
    return PROJECT


@pytest.fixture
def trends_result():
    """Result of the trends report for an example country."""
    return _trends_result


@pytest.fixture
def write_mapping(tmp_path):
    def write(name="mapping.yml", **changes):
        path = tmp_path / name
        path.write_text(yaml.safe_dump({**MAPPING, **changes}), encoding="utf-8")
        return path

    return write


@pytest.fixture
def ingest_text(tmp_path, write_mapping):
    def ingest_one(text, name="a.csv", **changes):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return ingest(path, write_mapping(**changes), tmp_path / "store")

    return ingest_one


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


@pytest.fixture
def content_of():
    """All bytes below a folder, by path."""

    def read(folder):
        return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

    return read
