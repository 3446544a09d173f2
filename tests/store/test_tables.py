import pandas as pd

from examples.store import all_rows
from workbench.store.schema import TABLES
from workbench.store.tables import arranged, breaches, empty
from workbench.store.tables import schema_of as schema


def test_every_column_of_every_table_is_described():
    assert all(column.meaning for columns in TABLES.values() for column in columns)


def test_arranged_rows_have_the_order_and_types_of_the_contract():
    rows = all_rows("measurements").query("iso3 in ('XAA', 'XAB')")
    shuffled = rows.sample(frac=1, random_state=1)[rows.columns[::-1]]

    assert arranged("measurements", shuffled).equals(arranged("measurements", rows))
    assert list(arranged("measurements", shuffled)) == list(schema("measurements").columns)


def test_a_frame_without_rows_keeps_its_contract():
    assert breaches("measurements", empty("measurements")) == []


def test_the_fictional_rows_keep_the_contract():
    assert breaches("measurements", all_rows("measurements")) == []


def test_each_breach_of_a_contract_is_named():
    rows = all_rows("measurements").head(3)
    broken = rows.assign(
        value=[0.0, float("inf"), 1.0],
        matrix=["soil", "mud", "soil"],
        sampled_on=["2004", "2004-05", "2004-05-06"],
        site_id=pd.Series(["P1", None, "P1"], dtype="str"),
        extra="x",
    )

    said = " ".join(breaches("measurements", broken))
    assert all(name in said for name in ("value", "matrix", "sampled_on", "site_id", "extra"))
    assert "'mud'" in said
    assert "extractant" not in said
