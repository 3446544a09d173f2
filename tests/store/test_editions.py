"""What earlier editions showed is kept beside the store."""

import re
import stat

import pytest

from workbench.errors import StoreError
from workbench.store.editions import Edition, ledger_path, read_editions, record_editions

FIRST = Edition("NAM", "N18", (2020, 2023), {"A1": 7.0, "A2": None})
SECOND = Edition("NAM", "N18", (2020, 2024), {"A1": 12.0, "A2": None})


def test_editions_come_back_in_their_order_and_each_once(tmp_path):
    store = tmp_path / "store"
    assert read_editions(store) == ()
    record_editions(store, [FIRST])
    record_editions(store, [FIRST, SECOND])
    assert read_editions(store) == (FIRST, SECOND)
    assert FIRST.hidden == {"A2"}


def test_the_ledger_is_beside_the_store_and_for_its_owner_alone(tmp_path):
    store = tmp_path / "store"
    record_editions(store, [FIRST])
    assert ledger_path(store).parent == tmp_path
    assert stat.S_IMODE(ledger_path(store).stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["no json", '[{"iso3": "NAM"}]', "[3]"])
def test_a_damaged_ledger_stops_the_next_edition(tmp_path, text):
    ledger_path(tmp_path / "store").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=re.escape("bring it back from a copy")):
        read_editions(tmp_path / "store")


def test_what_cannot_be_kept_is_not_published(tmp_path):
    with pytest.raises(StoreError, match=re.escape("make its folder writable")):
        record_editions(tmp_path / "gone" / "store", [FIRST])
