"""Two editions, taken from each other, tell no small count."""

import numpy as np
import pytest

import workbench as wb
from examples.store import country_tables
from workbench.methods.rates.disclosure import is_open
from workbench.reports.health.basis.counts import Counted
from workbench.reports.health.basis.hiding import HidingRule, hidden_by_editions
from workbench.store.editions import Edition, ledger_path, read_editions

GIVEN = {"exposures": ["Cd"], "negative_control": "K35-K37"}


@pytest.fixture
def country(tmp_path, store_of_frames):
    """Store of a country that is not fictional, with some years of its cases."""

    def made(last_year):
        frames = {name: f.assign(iso3="NAM") for name, f in country_tables("XAE").items()}
        outcomes = frames["outcomes"]
        rare = outcomes["cases"].where(np.arange(len(outcomes)) % 6 == 0, 0.0)
        kept = outcomes.assign(cases=rare)
        frames["outcomes"] = kept[kept["year"] <= last_year]
        return store_of_frames(tmp_path / "store", frames, iso3="NAM")

    return made


def published(store, out):
    page = wb.open_store(str(store)).report("health", "NAM", **GIVEN)
    page.publish(str(out))
    areas = page.result.tables["areas"].frame
    return areas[areas["outcome"] == "N18"].set_index("area_id")["cases"]


def test_a_year_added_gives_no_count_of_that_year_away(country, tmp_path):
    first = published(country(2023), tmp_path / "first")
    second = published(country(2024), tmp_path / "second")
    both = first.notna() & second.notna()
    added = (second - first)[both]
    assert ((added == 0) | (added >= 5)).all()
    assert second[first.isna()].isna().all()

    assert [one.years for one in read_editions(tmp_path / "store") if one.outcome == "N18"] == [
        (2020, 2023),
        (2020, 2024),
    ]


def test_a_page_that_is_not_written_is_no_edition(country, tmp_path):
    store = country(2024)
    wb.open_store(str(store)).report("health", "NAM", **GIVEN).publish("")
    assert not ledger_path(tmp_path / "store").exists()


def test_the_same_data_hide_the_same_counts_again(country, tmp_path):
    store = country(2024)
    first, second = (published(store, tmp_path / name) for name in ("first", "second"))
    assert first.equals(second)
    assert len([one for one in read_editions(store) if one.outcome == "N18"]) == 1


@pytest.mark.parametrize("seed", range(20))
def test_differences_of_a_random_map_stay_open(seed, counted_of):
    random = np.random.default_rng(seed)
    before = random.poisson(random.gamma(2, 8, 60)).astype(float)
    now = before + random.poisson(random.gamma(1.5, 2, 60))
    names = [f"A{place}" for place in range(60)]
    shown = {name: None if 0 < one < 5 else one for name, one in zip(names, before, strict=True)}
    edition = Edition("XAA", "N18", (2020, 2023), shown)
    one: Counted = counted_of(now)
    hidden = one.cases.index.isin(hidden_by_editions([one], HidingRule(5, b"k", (edition,))))
    added = np.where([shown[name] is None for name in names], 0.0, now - before)
    assert hidden[(added > 0) & (added < 5)].all()
    known = np.array([shown[name] is not None for name in names])
    for cell in np.flatnonzero(hidden & known & (added > 0)):
        assert is_open(added, hidden & known & (added > 0), np.array([known]), int(cell))
