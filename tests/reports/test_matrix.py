"""Every page of every report, for areas of each kind, on stores that hold little or nothing.

No page may stop, each table has its declared types with rows and without, and each page says
something. Data of the fictional country are moved to a country of each region for the time of a
test, so that regions are not tried on nothing alone. `make matrix` tries all areas, filters and
matrices; else one region stands for the eight, and filters are tried on a country and its region.
"""

import os
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from pydantic import ValidationError
from store_parts import FILTERS, made, reads_of

from workbench.store.frames import Frames, empty
from workbench.store.index import EXAMPLE_FOLDER, read_index
from workbench.store.reading import open_store
from workbench.vocabulary.places import REGION_NAMES, WORLD, is_fictional, members

COUNTRY, EXAMPLE = "XAA", "R-EXAMPLE"
FEW_SITES = "XAA-024"  # the last of those whose samples are moved to another area
FEW_SUBSTANCES = ["Cd", "Pb"]  # and what is moved of them
WHOLE = bool(os.environ.get("MATRIX"))
REGIONS = tuple(
    area for area in REGION_NAMES if area not in {EXAMPLE, WORLD} and (WHOLE or area == "R-AFRICA")
)
AREAS = {
    "trends": (COUNTRY, EXAMPLE, *REGIONS, WORLD),
    "gaps": (COUNTRY, EXAMPLE, *REGIONS, WORLD),
    "health": (COUNTRY,),
    "soil_health": (COUNTRY,),
}
PAIRS = [(report, area) for report, areas in AREAS.items() for area in areas]
CLOSE = {
    "trends": AREAS["trends"],
    "gaps": (COUNTRY, EXAMPLE, *(("R-AFRICA",) if WHOLE else ()), WORLD),
}
# One question of a register, where `make matrix` and the page of the country ask all of them.
ONE_QUESTION = {} if WHOLE else {"exposures": ["Cd"], "outcomes": ["N18"]}
COVERAGE = ("threshold_map",)  # hangs on the tables of the vocabulary: drawn once an area
NEAR = [pair for pair in PAIRS if pair[1] in CLOSE.get(pair[0], AREAS[pair[0]])]


@cache
def whole(report):
    """All that a report reads of the fictional country."""
    return open_store("example").read(reads_of(report), COUNTRY)


def moved(report, area):
    """The same, of a country of the area."""
    frames = whole(report)
    iso3 = min(members(area), key=lambda iso3: (is_fictional(iso3), iso3))
    tables = {name: _few(frame.assign(iso3=iso3), area) for name, frame in frames.tables.items()}
    return replace(frames, tables=tables)


def _few(frame, area):
    """Rows of few sites and substances, enough for a page of several countries."""
    if area == COUNTRY or not {"site_id", "sampled_on"} <= set(frame):
        return frame
    kept = (frame["site_id"] <= FEW_SITES) & frame["substance"].isin(FEW_SUBSTANCES)
    return frame[kept].reset_index(drop=True)


def only(frames, keep):
    """Frames in which the tables that are not kept are empty."""
    tables = {name: frame if name in keep else empty(name) for name, frame in frames.tables.items()}
    return replace(frames, tables=tables)


def check(report, frames, area, **given):
    """Make the page and hold it to what every page must be."""
    page, tables = made(report, frames, area, **given)
    assert "<p" in page or "<li" in page
    for filled in tables:
        expected = {one.name: one.kind.dtype for one in filled.table.columns.values()}
        assert filled.frame.dtypes.astype(str).to_dict() == expected, filled.name
    return page


@pytest.mark.parametrize(("report", "area"), PAIRS)
def test_a_page_is_made_of_an_empty_store(report, area):
    nothing = Frames({name: empty(name) for name in reads_of(report)}, "none")
    assert check(report, nothing, area)


@pytest.mark.parametrize(("report", "area"), PAIRS)
def test_a_page_is_made_of_a_country_of_each_area(report, area):
    assert check(report, moved(report, area), area)


def with_rows(report):
    """Tables that a report reads and of which the example has rows."""
    held = read_index(EXAMPLE_FOLDER).partitions
    return tuple(table for table in reads_of(report) if held.get(table))


@pytest.mark.parametrize(
    ("report", "area", "table"),
    [
        (report, area, table)
        for report, area in NEAR
        for table in with_rows(report)
        if len(with_rows(report)) > 1  # of an only table it is the page of the whole country
    ],
)
def test_a_page_is_made_of_each_table_alone(report, area, table):
    assert check(report, only(moved(report, area), {table}), area, undrawn=COVERAGE)


@pytest.mark.parametrize(("report", "area"), NEAR)
def test_a_page_is_made_of_one_row_a_table(report, area):
    frames = moved(report, area)
    tables = {name: frame.head(1).reset_index(drop=True) for name, frame in frames.tables.items()}
    assert check(report, replace(frames, tables=tables), area, undrawn=COVERAGE)


@pytest.mark.parametrize(
    ("report", "area", "given"),
    [
        (report, area, given)
        for report, area in NEAR
        for given in FILTERS[report]
        if WHOLE or area in {COUNTRY, EXAMPLE}
    ],
    ids=lambda one: "-".join(one) if isinstance(one, dict) else one,
)
def test_a_page_is_made_where_a_filter_leaves_nothing(report, area, given):
    few = ONE_QUESTION if report == "health" else {}
    assert check(report, moved(report, area), area, undrawn=COVERAGE, **few | given)


@pytest.mark.parametrize("area", CLOSE["gaps"])
def test_a_page_of_gaps_is_made_of_answers_without_conflicts(area):
    frames = moved("gaps", area)
    answers = frames["responses"]
    first = answers.drop_duplicates(["iso3", "item_id", "wave"]).reset_index(drop=True)
    tables = dict(frames.tables) | {"responses": first}
    assert check("gaps", replace(frames, tables=tables), area, undrawn=COVERAGE)


@pytest.mark.parametrize(
    ("report", "matrix"),
    [
        (report, matrix)
        for report in AREAS
        for matrix in ("sediment", "forest_floor", "dust")
        if WHOLE or matrix == "sediment" or report == "soil_health"
    ],
)
def test_a_page_is_made_of_samples_of_another_matrix(report, matrix):
    frames = whole(report)
    samples = frames["measurements"].assign(matrix=matrix)
    other = replace(frames, tables=dict(frames.tables) | {"measurements": samples})
    assert check(report, other, COUNTRY, **(ONE_QUESTION if report == "health" else {}))


@pytest.mark.parametrize("report", AREAS)
def test_a_page_is_made_where_nothing_is_detected(report):
    frames = whole(report)
    samples = frames["measurements"]
    hidden = samples.assign(censored=True, lod=samples["value"], original_value="<")
    other = replace(frames, tables=dict(frames.tables) | {"measurements": hidden})
    assert check(report, other, COUNTRY, **(ONE_QUESTION if report == "health" else {}))


@pytest.mark.parametrize("report", ["health", "soil_health"])
def test_a_report_on_one_country_refuses_a_region(report):
    with pytest.raises(ValidationError, match=r"no country|not a country"):
        check(report, whole(report), EXAMPLE)


def test_the_matrix_itself_tells_a_wrong_type():
    frame = pd.DataFrame({"n_sites": [1.5]})
    assert frame.dtypes.astype(str).to_dict() != {"n_sites": "Int64"}
