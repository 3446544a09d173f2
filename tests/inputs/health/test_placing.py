import re

import pytest

from workbench.errors import InputError
from workbench.inputs import tables
from workbench.inputs.example_health import COUNTRIES, TABLES
from workbench.inputs.health.placing import NotPlaced, placed_samples
from workbench.inputs.store import open_store


@pytest.fixture
def frames():
    return open_store("example").read(TABLES, "XAA")


def placed_of(frames, **changes):
    given = {name: frames[name] for name in ("measurements", "areas", "site_areas")}
    return placed_samples(*(given | changes).values())


def test_each_sample_is_in_an_area_or_left_out_with_its_reason(frames):
    placed = placed_of(frames)
    n_left_out = placed.sites_left_out["n_measurements"].sum()
    assert len(placed.samples) + n_left_out == len(frames["measurements"])
    assert [(entry.why, entry.count) for entry in placed.left_out] == [
        (NotPlaced(reason="outside"), 2)
    ] * 3


def test_the_areas_are_those_that_the_sites_were_drawn_in(frames):
    samples = placed_of(frames).samples
    drawn = (samples["site_id"].str[5:].astype(int) - 1) // 4
    area_ids = COUNTRIES["XAA"].grid.area_ids()
    assert samples["area_id"].to_list() == [area_ids[number] for number in drawn]
    by_code = frames["site_areas"]["site_id"]
    assert set(samples.loc[samples["placed_by"] == "code", "site_id"]) == set(by_code)


def test_counts_are_by_area_and_substance(frames):
    counts = placed_of(frames).n_samples()
    assert len(counts) == 2 * COUNTRIES["XAA"].grid.n_areas
    assert (counts["n_sites"] == 4).all()
    assert counts["n_censored"].sum() == placed_of(frames).samples["censored"].sum()


def test_sites_without_code_or_border_are_told_apart(frames):
    without = placed_of(
        frames,
        site_areas=tables.empty("site_areas"),
        areas=frames["areas"].assign(epsg="EPSG:25832"),
    )
    n_by_code = len(frames["site_areas"])
    counts = without.sites_left_out["reason"].value_counts()
    assert counts["no place"] == n_by_code
    assert counts["no borders"] == 520 + 3 - n_by_code
    assert without.samples.empty


def test_a_code_that_no_area_has_is_noted(frames):
    strange = frames["site_areas"].assign(area_id="Z9")
    placed = placed_of(frames, site_areas=strange)
    assert (placed.sites_left_out["reason"] == "unknown area").sum() == len(strange)


def test_nothing_to_place_gives_nothing(frames):
    placed = placed_of(frames, measurements=tables.empty("measurements"))
    assert placed.samples.empty
    assert placed.sites_left_out.empty
    assert placed.n_samples().empty


def test_a_border_that_is_none_names_its_area(frames):
    areas = frames["areas"].assign(geometry='{"type": "Point"}')
    with pytest.raises(InputError, match=re.escape("Area XAA-0101: A border is a Polygon")):
        placed_of(frames, areas=areas)
