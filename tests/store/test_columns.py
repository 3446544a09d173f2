import math
import pickle

import pandas as pd
import pytest

from workbench.store.columns import ISO3, StoreTable, number, text
from workbench.store.measurements import Measurements
from workbench.store.people import Areas


class Wells(StoreTable, table="wells", key=("iso3", "kind")):
    """A table of these tests."""

    iso3 = ISO3
    kind = text("how it was made", "dug", "drilled")
    depth_m = number("depth of the well [m]", required=False, above=0)


def test_a_column_is_the_name_that_it_is_declared_as():
    wells = pd.DataFrame({"iso3": ["XAA"], "depth_m": [12.0]})

    assert wells[Wells.depth_m].tolist() == [12.0]
    assert wells.groupby(Wells.iso3)[Wells.depth_m].max().index.name == "iso3"


def test_a_table_lists_its_columns_in_their_order():
    assert [one.name for one in Wells.columns] == ["iso3", "kind", "depth_m"]
    assert (Wells.kind.allowed, Wells.depth_m.above, Wells.depth_m.required) == (
        ("dug", "drilled"),
        0,
        False,
    )


def test_a_column_that_tables_share_is_declared_once():
    assert (Measurements.iso3.meaning, Areas.iso3.meaning) == (ISO3.meaning, ISO3.meaning)


def test_a_table_is_confidential_unless_it_was_decided_otherwise():
    assert not Wells.is_public


def test_a_name_that_no_table_declares_is_refused():
    with pytest.raises(AttributeError, match="depth_cm"):
        _ = Wells.depth_cm


def test_a_column_keeps_what_is_known_of_it_in_another_process():
    there = pickle.loads(pickle.dumps(Wells.depth_m))
    assert (there, there.above, there.meaning) == ("depth_m", 0, "depth of the well [m]")


def test_a_column_knows_its_bounds_and_a_table_its_key():
    assert Wells.depth_m.bounds == (-math.inf, math.inf)
    assert Measurements.longitude.bounds == (-180, 180)
    assert Wells.key == ("iso3", "kind")
