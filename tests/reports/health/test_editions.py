"""Two editions, taken from each other, tell no small count."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import workbench as wb
from benchmarks.joint_proof import NEAR_TEN, Known, known_from, least_cases, told
from examples.store import country_tables
from workbench.methods.rates.disclosure import is_open
from workbench.reports.health.basis.counts import BOTH_SEXES, Counted, Counts
from workbench.reports.health.basis.hiding import (
    HidingRule,
    hidden_by_editions,
    hidden_years,
    totals_told,
)
from workbench.store.editions import AREA, SEX, YEAR, Edition, ledger_path, read_editions

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
    known = known_from({2023: tmp_path / "first", 2024: tmp_path / "second"}, 2020)
    assert known.hidden
    assert any(high - low == 2 * NEAR_TEN for _, low, high in known.sums)  # cases of a question
    assert told(known) == []

    kept = [one for one in read_editions(tmp_path / "store") if one.outcome == "N18"]
    assert [one.years for one in kept if one.by == AREA] == [(2020, 2023), (2020, 2024)]
    assert {one.by for one in kept} == {AREA, SEX, YEAR}


def test_a_page_that_is_not_written_is_no_edition(country, tmp_path):
    store = country(2024)
    wb.open_store(str(store)).report("health", "NAM", **GIVEN).publish("")
    assert not ledger_path(tmp_path / "store").exists()


def test_the_same_data_hide_the_same_counts_again(country, tmp_path):
    store = country(2024)
    first, second = (published(store, tmp_path / name) for name in ("first", "second"))
    assert first.equals(second)
    kept = [one.by for one in read_editions(store) if one.outcome == "N18"]
    assert sorted(kept) == [AREA, SEX, YEAR]


@pytest.mark.parametrize("seed", range(10))  # of more maps: benchmarks/hidden_counts.py
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


def hidden_anew(before, added, counted_of):
    """Areas that a second edition hides, of those that the first one shows."""
    names = [f"A{place}" for place in range(len(before))]
    edition = Edition("XAA", "N18", (2020, 2023), dict(zip(names, before, strict=True)))
    one = counted_of(before + np.array(added, dtype=float))
    return hidden_by_editions([one], HidingRule(5, b"k", (edition,)))


@pytest.mark.parametrize("added", [[1, 1], [2], [3, 1], [1, 1, 1, 1]])
def test_areas_without_a_case_tell_nothing_of_a_year_that_is_hidden(added, counted_of):
    before = np.array([0.0] * 4 + [9.0] * 8)
    new = np.array(added + [0] * (12 - len(added)), dtype=float)
    hidden = hidden_anew(before, new, counted_of)
    assert len(hidden) == 5  # whatever was added
    names = [f"A{place}" for place in range(12)]
    shown = dict(zip(names, before, strict=True))
    now = {name: np.nan if name in hidden else shown[name] for name in names}
    least = least_cases(shown, now)
    known = Known((12, 2, 1))
    for place, name in enumerate(names):
        cells = np.zeros(known.shape, dtype=bool)
        cells[place, 0] = True
        known.tell(f"area {name} to 2023", cells, shown[name])
        cells = cells.copy()
        cells[place] = True
        known.tell(f"area {name} to 2024", cells, now[name], least.get(name, 1.0))
    cells = np.zeros(known.shape, dtype=bool)
    cells[:, 1] = True
    known.tell("year 2024", cells, np.nan)
    assert len(known.hidden) == 6
    assert told(known) == []


@pytest.mark.parametrize("added", [[4, 1], [1] * 5, [2] * 4, [1] * 9])
def test_an_area_more_than_cases_is_hidden_where_the_cases_are_few(added, counted_of):
    new = added + [0] * (12 - len(added))
    assert len(hidden_anew(np.full(12, 9.0), new, counted_of)) == sum(added) + 1


def test_no_area_is_hidden_beside_enough_cases(counted_of):
    assert len(hidden_anew(np.full(12, 9.0), [3, 20] + [0] * 10, counted_of)) == 2
    assert not hidden_anew(np.full(12, 9.0), [20] + [0] * 11, counted_of)


@pytest.fixture
def by_year(counted_of):
    """Cases of a country by year, in one area."""

    def made(cases):
        rows = pd.DataFrame({"cases": list(cases.values())}, index=list(cases), dtype=float)
        return replace(counted_of([float(sum(cases.values()))]), by_year=rows)

    return made


def ruled(shown, total=None):
    """A rule after an edition that showed some years, and their total."""
    years = (min(map(int, shown)), max(map(int, shown)))
    before = [Edition("NAM", "N18", years, shown, YEAR)]
    if total:
        before.append(Edition("NAM", "N18", years, {BOTH_SEXES: total}, SEX))
    return HidingRule(5, b"key", tuple(before))


SHOWN = {"2020": 30.0, "2021": 40.0, "2022": 50.0}
EARLIER = {2020: 30, 2021: 40, 2022: 50}


def test_the_partner_of_a_year_that_was_added_is_none_that_is_known(by_year):
    hidden = hidden_years(by_year(EARLIER | {2023: 3, 2024: 40}), ruled(SHOWN))
    assert hidden.cells.tolist() == [False, False, False, True, True]


def test_a_year_that_was_hidden_stays_hidden(by_year):
    shown = {"2020": None, "2021": 40.0, "2022": None}
    hidden = hidden_years(by_year(EARLIER | {2023: 60}), ruled(shown))
    assert hidden.cells.tolist()[::2] == [True, True]


def test_cases_of_a_year_that_came_in_late_are_hidden_with_a_partner(by_year):
    hidden = hidden_years(by_year({2020: 33, 2021: 70, 2022: 50}), ruled(SHOWN))
    assert hidden.cells.tolist() == [True, True, False]


@pytest.mark.parametrize(("added", "is_told"), [(3, True), (12, False), (0, False)])
def test_a_total_that_tells_the_cases_of_an_added_year_is_hidden(by_year, added, is_told):
    one = by_year(EARLIER | {2023: added})
    counts = Counts((one,), {}, (one,))
    assert bool(totals_told(counts, ruled(SHOWN, total=120.0))) == is_told
