"""What two reports say of the same soils of a fictional country is the same."""

import math
import statistics
from collections import defaultdict
from datetime import date
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
import pyarrow.parquet
import pytest
from found import found, health_of, read, soils_of

from examples.monitoring import PROGRAMMES, programmes
from examples.sites import OUTSIDE, sites
from workbench.reports.soil_health.basis.sites import sampled
from workbench.store.reading import open_store

AREAS = ("XAA", "XAB", "XAC", "XAD", "XAE")
METALS = sorted({(p.iso3, p.substance, p.fraction) for p in PROGRAMMES if p.iso3 in AREAS})
EVERYWHERE = [
    (iso3, code, fraction)
    for iso3, code, fraction in METALS
    if not any(p.panel for p in programmes(iso3, code))
]


@cache
def latest(area):
    return sampled(read("soil_health", area))


@cache
def laws(area):
    return found("gaps", read("gaps", area), area=area)


def series(result, code, fraction):
    """Name of the series of a substance in the topsoil."""
    (name,) = (
        name
        for name, row in result.rows("series").items()
        if (row["substance"], row["fraction"], row["matrix"]) == (code, fraction, "soil")
    )
    return name


@pytest.mark.parametrize(("area", "code", "fraction"), EVERYWHERE)
def test_trends_and_soil_health_have_the_same_last_visit(trends_result, area, code, fraction):
    monitored, name = trends_result(area), series(trends_result(area), code, fraction)
    level, present = (
        monitored.rows("levels")[name],
        soils_of(area).rows("present")[f"{code}:{fraction}"],
    )
    limit = max(one.limit(int(level["visit"])) for one in programmes(area, code))
    if level["median_mg_kg"] > limit:
        assert level["median_mg_kg"] == pytest.approx(present["median"], rel=1e-12)
    else:  # a median below the limit is not known: one report estimates, the other has the limit
        assert present["median"] == limit
    assert (level["n_measurements"], level["n_non_detects"], level["visit"]) == (
        present["n_sites"],
        present["n_non_detects"],
        present["years"],
    )
    assert present["n_sites"] == monitored.rows("series")[name]["n_sites"] == len(sites(area))


@pytest.mark.parametrize(("area", "code", "fraction"), EVERYWHERE)
def test_shares_above_a_threshold_are_those_of_the_values_that_are_scored(
    trends_result, area, code, fraction
):
    name = series(trends_result(area), code, fraction)
    values = latest(area).of(code, fraction=fraction)
    land_use = pd.Series({site: soil.land_use for site, soil in latest(area).soils.items()})
    for row in trends_result(area).rows("comparisons").values():
        if row["series"] == name and row["threshold_mg_kg"]:
            own = values[land_use[values.index] == row["land_use"]]
            assert row["n_measurements"] == len(own)
            assert row["n_above"] == (own["lower"] > row["threshold_mg_kg"]).sum()


def test_a_panel_has_the_same_sites_over_all_years(trends_result):
    (panel,) = (p for p in PROGRAMMES if p.panel)
    name = series(trends_result(panel.iso3), panel.substance, panel.fraction)
    present = soils_of(panel.iso3).rows("present")[f"{panel.substance}:{panel.fraction}"]
    assert present["n_sites"] == trends_result(panel.iso3).rows("series")[name]["n_sites"]


@pytest.mark.parametrize("code", ["Cd", "Pb"])
@pytest.mark.parametrize("area", AREAS)
def test_exposures_are_the_samples_of_the_visits_of_their_years(trends_result, area, code):
    exposure, name = (
        health_of(area).rows("exposures")[code],
        series(trends_result(area), code, "aqua_regia"),
    )
    first, last = (int(year) for year in (exposure["years"][:4], exposure["years"][-4:]))
    visits = [
        row
        for row in trends_result(area).rows("visits").values()
        if row["series"] == name and first <= int(row["visit"]) <= last
    ]
    assert first == int(visits[0]["visit"])
    assert last == int(visits[-1]["visit"])
    n_outside = OUTSIDE * len(visits)
    assert exposure["n_samples"] == sum(row["n_measurements"] for row in visits) - n_outside
    n_below = sum(row["n_non_detects"] for row in visits)
    assert 0 <= n_below - round(exposure["share_non_detects"] * exposure["n_samples"]) <= n_outside
    if not n_below:
        assert exposure["median"] == pytest.approx(median_of_areas(area, code, first, last))


def median_of_areas(area, code, first, last):
    """Median over areas of the geometric mean of their samples."""
    rows = open_store("example").read(("measurements",), area)["measurements"]
    years = rows["sampled_on"].str[:4].astype(int)
    own = rows[(rows["substance"] == code) & years.between(first, last)]
    area_id = own["site_id"].map(sites(area).set_index("site_id")["area_id"])
    means = np.log(own["value"]).groupby(area_id).mean()
    return np.exp(means[means.index != ""]).median()


@pytest.mark.parametrize("area", AREAS)
def test_all_reports_have_the_same_sites(trends_result, area):
    n_sites = len(sites(area))
    assert soils_of(area).rows("overview")[area]["n_sites"] == n_sites
    assert laws(area).rows("programmes")["own:soil"]["sites"] == str(n_sites)
    assert len(trends_result(area).rows("sites")) == n_sites
    lost = [entry for entry in health_of(area).left_out if entry.what.startswith("site ")]
    assert len(lost) == OUTSIDE


@pytest.mark.parametrize("area", AREAS)
def test_laws_of_trends_are_those_that_gaps_has_on_file(trends_result, area):
    compared = {
        (row["series"].rpartition(":")[2], row["threshold_mg_kg"])
        for row in trends_result(area).rows("comparisons").values()
        if row["threshold_mg_kg"]
    }
    n_values = laws(area).rows("threshold_overview")[area]["n_values"]
    assert len(compared) == n_values


def test_numbers_of_a_country_agree_with_a_script_that_reads_its_file(project, trends_result):
    folder = project / "src/workbench/example_store/iso3=XAB"
    (path,) = folder.glob("measurements-*.parquet")
    arsenic = [row for row in pyarrow.parquet.read_table(path).to_pylist() if is_arsenic(row)]
    rounds, of_site = defaultdict(list), []
    for row in arsenic:
        year, when = row["sampled_on"][:4], decimal_year(row["sampled_on"])
        rounds[year].append((when, row["value"]))
        if row["site_id"] == "XAB-001":
            of_site.append((year, math.log(row["value"])))
    visits = [
        [statistics.median(column) for column in zip(*found, strict=True)]
        for _, found in sorted(rounds.items())
    ]
    name, result = "XAB:soil:0-20 cm:aqua_regia::dry:ICP-MS:As", trends_result("XAB")

    test = result.rows("sensitivity")[f"{name}@round-medians"]
    assert test["slope_mg_kg_year"] == pytest.approx(median_slope(visits))
    assert result.rows("levels")[name]["median_mg_kg"] == pytest.approx(visits[-1][1])
    dates = {year: visit[0] for year, visit in zip(sorted(rounds), visits, strict=True)}
    slope = median_slope([(dates[year], value) for year, value in sorted(of_site)])
    site = result.rows("site_trends")[f"{name}@XAB-001"]
    assert site["change_per_year"] == pytest.approx(math.expm1(slope))


def is_arsenic(row):
    """Whether a row of the raw file is of the series; none of these is a non-detect."""
    return row["substance"] == "As" and row["fraction"] == "aqua_regia" and not row["censored"]


def decimal_year(text):
    day = date.fromisoformat(text)
    start, end = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - start).days / (end - start).days


def median_slope(points):
    """Median of the slopes between all pairs of points, each a date and a value."""
    pairs = combinations(points, 2)
    return statistics.median(
        (after[1] - before[1]) / (after[0] - before[0]) for before, after in pairs
    )
