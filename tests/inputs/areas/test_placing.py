import re

import pytest

from examples.areas import GRIDS
from examples.sites import OUTSIDE, sites
from workbench.errors import InputError
from workbench.inputs.areas.placing import NotPlaced, placed_samples
from workbench.store.frames import empty
from workbench.store.reading import open_store

TABLES = ("areas", "site_areas", "measurements")
CADMIUM = "substance == 'Cd'"


@pytest.fixture
def frames():
    return dict(open_store("example").read(TABLES, "XAA").tables)


def placed_of(frames, **changes):
    given = {name: frames[name] for name in ("measurements", "areas", "site_areas")}
    return placed_samples(*(given | changes).values())


def test_each_sample_is_in_an_area_or_left_out_with_its_reason(frames):
    placed = placed_of(frames)
    n_left_out = placed.sites_left_out["n_measurements"].sum()
    assert len(placed.samples) + n_left_out == len(frames["measurements"])
    own = frames["measurements"].groupby("site_id").size()
    lost = own[sites("XAA")["site_id"].iloc[-OUTSIDE:]]
    assert [(entry.why, entry.count) for entry in placed.left_out] == [
        (NotPlaced(reason="outside"), int(count)) for count in lost
    ]


def test_the_areas_are_those_that_the_sites_were_drawn_in(frames):
    samples = placed_of(frames).samples
    drawn = sites("XAA").set_index("site_id")["area_id"]
    assert samples["area_id"].to_list() == drawn[samples["site_id"]].to_list()
    by_code = frames["site_areas"]["site_id"]
    assert set(samples.loc[samples["placed_by"] == "code", "site_id"]) == set(by_code)


def test_counts_are_by_area_and_substance(frames):
    placed = placed_of(frames)
    counts = placed.n_samples().query(CADMIUM)
    assert len(counts) == GRIDS["XAA"].n_areas
    assert (counts["n_sites"] == 1).all()
    assert (counts["n_measurements"] == 15).all()
    assert placed.n_samples()["n_censored"].sum() == placed.samples["censored"].sum()


def test_sites_without_code_or_border_are_told_apart(frames):
    without = placed_of(
        frames,
        site_areas=empty("site_areas"),
        areas=frames["areas"].assign(geometry=None),
    )
    n_by_code = len(frames["site_areas"])
    counts = without.sites_left_out["reason"].value_counts()
    assert counts["no place"] == n_by_code
    assert counts["no borders"] == len(sites("XAA")) - n_by_code
    assert without.samples.empty


def test_a_code_that_no_area_has_is_noted(frames):
    strange = frames["site_areas"].assign(area_id="Z9")
    placed = placed_of(frames, site_areas=strange)
    assert (placed.sites_left_out["reason"] == "unknown area").sum() == len(strange)


def test_nothing_to_place_gives_nothing(frames):
    placed = placed_of(frames, measurements=empty("measurements"))
    assert placed.samples.empty
    assert placed.sites_left_out.empty
    assert placed.n_samples().empty


def test_a_border_that_is_none_names_its_area(frames):
    areas = frames["areas"].assign(geometry='{"type": "Point"}')
    with pytest.raises(InputError, match=re.escape("Area XAA-0101: A border is a Polygon")):
        placed_of(frames, areas=areas)
