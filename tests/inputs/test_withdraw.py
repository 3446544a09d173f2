import re

import pytest

from workbench.errors import StoreError
from workbench.inputs.checks import check_store
from workbench.inputs.ingest import withdraw_file
from workbench.store.reading import open_store

TEXT = "plot,date,lead\nP1,2004,2.5\nP1,2005,x\n"
RULES = {
    "columns": {"site_id": "plot", "sample_id": "plot", "sampled_on": "date"},
    "substances": {"lead": {"substance": "Pb", "unit": "mg/kg"}},
}


def test_a_file_that_is_withdrawn_leaves_the_others_as_they_were(ingest_text, store):
    ingest_text(TEXT, "a.csv", **RULES)
    ingest_text(TEXT.replace("P1", "P2"), "b.csv", **RULES)
    assert withdraw_file("some/a.csv", store) == (
        "1 row of a.csv was taken out of the store, with its quarantine."
    )
    rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
    assert list(rows["site_id"]) == ["P2"]
    assert check_store(str(store)) == []
    assert [path.name for path in (store / "quarantine").iterdir()] == ["b.csv.csv"]
    message = f"{store} holds nothing of a file 'a.csv'. Its files: b.csv."
    with pytest.raises(StoreError, match=re.escape(message)):
        withdraw_file("a.csv", store)


def test_the_store_that_is_built_in_loses_nothing():
    with pytest.raises(StoreError):
        withdraw_file("a.csv", "example")
