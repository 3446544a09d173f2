from pathlib import Path

import pytest
import yaml

from workbench.inputs.intake import ingest

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
SHARED = Path(__file__).resolve().parents[3] / "shared"


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


@pytest.fixture
def hubbard_brook():
    path = SHARED / "data/hubbard_brook/HubbardBrook_ForestFloor_MetConc_W6.csv"
    if not path.exists():
        pytest.skip(f"{path} is not here: the data of others are not part of the project")
    return path
