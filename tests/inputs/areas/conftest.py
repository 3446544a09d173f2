import json

import pytest
import yaml

from workbench.inputs.ingest import ingest

HEAD = {"owner": "Register of Ambervale", "licence": "CC BY 4.0"}


@pytest.fixture
def write_tables(tmp_path):
    """Write a mapping of tables; gives its path."""

    def write(**content):
        path = tmp_path / "tables.yml"
        path.write_text(yaml.safe_dump({**HEAD, **content}, sort_keys=False), encoding="utf-8")
        return path

    return write


@pytest.fixture
def take(tmp_path, write_tables, store):
    """Take a text into a store by a mapping; gives what became of it."""

    def take_text(text, name="people.csv", **content):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return ingest(path, write_tables(**content), store)

    return take_text


@pytest.fixture
def feature():
    """Feature of GeoJSON, a rectangle."""

    def make(code, west, south, east, north):
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}

    return make


@pytest.fixture
def collection():
    """Text of a FeatureCollection."""

    def make(*features, **others):
        return json.dumps({"type": "FeatureCollection", "features": list(features), **others})

    return make
