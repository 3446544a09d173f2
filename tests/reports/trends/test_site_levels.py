"""Sites and thresholds: a table that agrees with the comparisons, and the first map of the page."""

import pandas as pd
import pytest

from examples.store import all_rows
from workbench.findings.tables import Tables
from workbench.reports.trends.changing.sites import SITE_TRENDS, _change_of, draw_site_map
from workbench.reports.trends.monitored import SITES, Site
from workbench.reports.trends.site_levels import MARKS, SITE_LEVELS, draw_map, of_sites
from workbench.words.wording import words_of

COUNTED = ["n_measurements", "n_above", "n_undecided"]


def site(name):
    return Site(
        site_id=name,
        iso3="XAA",
        n_visits=1,
        first_year=2020,
        last_year=2020,
        n_measurements=1,
        n_non_detects=0,
    )


def samples(**sites):
    """Measurements, each a value, or a limit where it is negative."""
    rows = [
        {"iso3": "XAA", "site_id": name, "value": abs(value), "censored": value < 0}
        for name, values in sites.items()
        for value in values
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def placed():
    """The example's measurements of a country with thresholds, with a position for each site."""
    measurements = all_rows("measurements").query("iso3 == 'XAA'")
    measurements = measurements[measurements["site_id"] <= "XAA-024"].reset_index(drop=True)
    number = measurements["site_id"].str[-2:].astype(int)
    return measurements.assign(longitude=10.12345 + number / 10, latitude=50.12345)


def levels(sites, compared):
    return {name: one.level for name, one in of_sites(sites, compared).items()}


def test_each_level_by_hand():
    sites = {f"XAA:{name}": site(name) for name in "ABCDE"}
    compared = [
        (samples(A=[0.4, 2.0], B=[0.4], C=[-3.0, 0.4]), 1.0),
        (samples(A=[9.0], D=[9.0]), None),
    ]
    assert levels(sites, compared) == {
        "XAA:A": "above",
        "XAA:B": "not above",
        "XAA:C": "undecided",
        "XAA:D": "no threshold",
        "XAA:E": "not sampled",
    }


def test_a_value_at_the_threshold_or_a_limit_below_it_is_not_above():
    sites = {"XAA:A": site("A")}
    assert levels(sites, [(samples(A=[1.0, -1.0, -0.2]), 1.0)]) == {"XAA:A": "not above"}


def test_above_one_threshold_is_above_whatever_the_others_say():
    sites = {"XAA:A": site("A")}
    compared = [(samples(A=[-5.0]), 1.0), (samples(A=[2.0]), 1.0), (samples(A=[0.1]), 1.0)]
    assert levels(sites, compared) == {"XAA:A": "above"}
    assert of_sites(sites, compared)["XAA:A"].n_compared == 3


@pytest.mark.parametrize("area", ["XAA", "XAB", "XAC", "XAD", "XAE"])
def test_sites_and_comparisons_count_the_same_measurements(trends_result, area):
    tables = trends_result(area).tables
    of_site, of_series = tables["site_levels"].frame, tables["comparisons"].frame
    assert of_site[COUNTED].sum().to_dict() == of_series[COUNTED].sum().to_dict()
    assert list(of_site.index) == list(tables["sites"].frame.index)


def test_marks_differ_in_shape_or_filling_and_the_worst_is_first():
    looks = [(one.marker, one.filled) for one in MARKS.values()]
    assert len(set(looks)) == len(looks)
    assert next(iter(MARKS)) == "above"


def test_without_sites_or_coordinates_there_is_one_line():
    nothing = Tables([SITES.filled({}), SITE_LEVELS.filled({})])
    nowhere = Tables([SITES.filled({"XAF:a": site("a")}), SITE_LEVELS.filled({})])
    drawn = [str(draw_map(tables, words_of())) for tables in (nothing, nowhere)]
    assert drawn == [
        "There is no map because there are no sites.",
        "There is no map because no site has coordinates.",
    ]


def test_the_map_counts_the_sites_of_each_level(placed, judged):
    result = judged(placed)
    counts = result.tables["site_levels"].frame["level"].value_counts().to_dict()
    drawn = result.page.figures.map
    assert counts.keys() == {"above", "not above"}
    assert f"above a threshold: {counts['above']}." in drawn.alt
    n_compared = counts["above"] + counts["not above"]
    begins = f"{counts['above']} of {n_compared} sites that could be compared were above"
    assert drawn.caption.startswith(begins)
    assert f"not above any threshold that applies: {counts['not above']}." in drawn.alt
    assert "No outline" in drawn.caption  # the country is fictional
    assert "rounded to at least 1 km" in drawn.caption


def test_sites_without_coordinates_are_counted(placed, judged):
    first = placed["site_id"].iloc[0]
    placed.loc[placed["site_id"] == first, ["longitude", "latitude"]] = None
    assert "1 site has no coordinates and is not shown." in judged(placed).page.figures.map.caption


def test_no_exact_position_is_published(placed, judged):
    sites = judged(placed).tables["sites"].frame
    assert sites["latitude"].unique().tolist() == [50.12]
    assert sites["longitude"].iloc[0] == 10.22


def test_a_position_that_is_less_exact_is_rounded_to_what_it_is_exact_to(placed, judged):
    placed["coordinate_precision_m"] = 20_000.0
    assert judged(placed).tables["sites"].frame["latitude"].unique().tolist() == [50.2]


def test_a_site_stands_where_it_was_last(placed, judged, since):
    placed["latitude"] = since(placed, 2020).map({False: 50.0, True: 51.0})
    assert judged(placed).tables["sites"].frame["latitude"].unique().tolist() == [51.0]
    placed["latitude"] = since(placed, 2020).map({False: 50.0, True: float("nan")})
    assert judged(placed).tables["sites"].frame["latitude"].unique().tolist() == [50.0]


def test_the_map_is_in_the_words_of_its_language(placed, judged):
    page = judged(placed).page.in_language("qps")
    assert "Sïtés" in page.figures.map.caption


def test_trends_of_sites_are_drawn_by_what_rises_and_falls(placed, judged):
    result = judged(placed)
    directions = result.tables["site_trends"].frame.groupby("site_id")["direction"].agg(set)
    n_falling = sum("falling" in ways and "rising" not in ways for ways in directions)
    drawn = result.page.figures.site_map
    assert n_falling
    assert f"falling: {n_falling}." in drawn.alt
    assert "Sites with at least 5 sampling rounds" in drawn.caption


@pytest.mark.parametrize(
    ("ways", "change"),
    [
        ({"rising", "none"}, "rising"),
        ({"falling"}, "falling"),
        ({"rising", "falling", "none"}, "both"),
        ({"none"}, "neither"),
    ],
)
def test_a_site_rises_or_falls_if_any_of_its_substances_does(ways, change):
    assert _change_of(ways) == change


def test_without_sites_of_enough_rounds_there_is_no_map_of_trends():
    drawn = str(draw_site_map(Tables([SITES.filled({}), SITE_TRENDS.filled({})]), words_of()))
    assert drawn.startswith("There is no map of trends")
