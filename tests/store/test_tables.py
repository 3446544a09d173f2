import pandas as pd
import pytest

from examples.store import all_rows
from workbench.errors import InputError
from workbench.store.frames import arranged, breaches, empty, refuse_breaches, repeated_files
from workbench.store.measurements import Measurements
from workbench.store.schema import KEYS, TABLES


def test_every_column_of_every_table_is_described():
    assert all(column.meaning for columns in TABLES.values() for column in columns)


def test_arranged_rows_have_the_order_and_types_of_the_contract():
    rows = all_rows("measurements").query("iso3 in ('XAA', 'XAB')")
    shuffled = rows.sample(frac=1, random_state=1)[rows.columns[::-1]]

    assert arranged("measurements", shuffled).equals(arranged("measurements", rows))
    assert list(arranged("measurements", shuffled)) == [
        column.name for column in TABLES["measurements"]
    ]


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

    form = Measurements.sampled_on.pattern
    matrices = ", ".join(Measurements.matrix.allowed)
    assert breaches("measurements", broken) == [
        "extra is no column of measurements",
        "site_id is not given in 1 of 3 rows, first nan",
        f"sampled_on is not of the form {form} in 1 of 3 rows, first '2004-05'",
        f"matrix is not one of {matrices} in 1 of 3 rows, first 'mud'",
        "value is not a number above 0 in 2 of 3 rows, first 0.0",
    ]


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        *(("iso3", "Xaa"), ("sampled_on", "2004-5"), ("longitude", 180.5), ("latitude", -91.0)),
        *(("dry_matter_pct", 0.0), ("value", 0.0)),
    ],
)
def test_a_form_or_bound_of_a_column_is_kept(column, wrong):
    rows = all_rows("measurements").head(2)
    assert breaches("measurements", rows) == []
    (said,) = breaches("measurements", rows.assign(**{column: wrong}))
    assert said.startswith(f"{column} is not ")
    with pytest.raises(InputError, match=f"a.csv does not keep the contract of .*{column} is not"):
        refuse_breaches("a.csv", "measurements", rows.assign(**{column: wrong}))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows.drop(columns="value"), "value is missing"),
        (lambda rows: rows[rows.columns[::-1]], "the columns are not in the order of measurements"),
        (lambda rows: rows.assign(value="1"), "value is not number: it is str"),
        (lambda rows: rows.assign(censored=1), "censored is not flag: it is int64"),
        (lambda rows: rows.assign(source_row=1.0), "source_row is not integer: it is float64"),
        (lambda rows: rows.assign(site_id=1), "site_id is not text: it is int64"),
        (lambda rows: rows.assign(site_id=""), "site_id is not given in 2 of 2 rows, first ''"),
        (
            lambda rows: rows.assign(longitude=float("inf")),
            "longitude is not a number from -180 to 180 in 2 of 2 rows, first inf",
        ),
    ],
)
def test_a_column_that_is_not_as_declared_is_named_with_the_rule(change, said):
    assert breaches("measurements", change(all_rows("measurements").head(2))) == [said]


@pytest.mark.parametrize("table", sorted(KEYS))
def test_a_key_is_of_columns_of_its_table_and_of_no_other_row(table):
    names = [column.name for column in TABLES[table]]
    assert set(KEYS[table]) <= set(names)
    rows = empty(table)
    two = pd.DataFrame([dict.fromkeys(names, 1) | {"source_file": file} for file in ("a", "b")])
    assert list(repeated_files(table, rows)) == []
    assert list(repeated_files(table, two)) == ["a and b"]
    assert list(repeated_files(table, two.assign(**{KEYS[table][-1]: [1, 2]}))) == []
