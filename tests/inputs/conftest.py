from pathlib import Path

import pytest

from workbench.store.reading import open_store

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture
def hubbard_brook():
    path = SHARED / "data/hubbard_brook/HubbardBrook_ForestFloor_MetConc_W6.csv"
    if not path.exists():
        pytest.skip(f"{path} is not here: the data of others are not part of the project")
    return path


@pytest.fixture
def rows_of(store):
    """Measurements of a country in the store of the test."""

    def read(iso3):
        return open_store(str(store)).read(("measurements",), iso3)["measurements"]

    return read
