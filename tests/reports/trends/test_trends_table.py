"""The table that others read: a row for each judged series and stratum, by the words agreed."""

import pytest

COLUMNS = {
    *("substance", "stratum", "direction", "grade"),
    *("change_per_year", "change_per_year_lower", "change_per_year_upper"),
}


@pytest.mark.parametrize("area", ["XAB", "XAC", "XAD"])
def test_each_series_of_two_rounds_or_more_has_one_row_for_all_its_sites(trends_result, area):
    tables = trends_result(area).tables
    trends, series = (tables[name].frame for name in ("trends", "series"))
    assert set(trends.columns) >= COLUMNS
    assert not trends.duplicated(["series", "stratum"]).any()
    whole = trends[trends["stratum"] == ""]
    assert sorted(whole["series"]) == sorted(series.index[series["n_visits"] >= 2])


def test_two_to_four_campaigns_stand_in_it_with_their_strata(trends_result):
    trends = trends_result("XAD").tables["trends"].frame
    assert trends["n_rounds"].isin([2, 3, 4]).all()
    assert (trends["stratum"] != "").any()
    assert trends[["change_per_year", "change_per_year_lower"]].notna().all(axis=None)


def test_directions_and_grades_are_the_codes_agreed(trends_result):
    for area in ("XAA", "XAB", "XAC", "XAD", "XAE"):
        trends = trends_result(area).tables["trends"].frame
        assert set(trends["direction"]) <= {"rising", "falling", "none"}
        assert set(trends["grade"]) <= {
            *("strong", "weak", "no-change", "no-evidence", "insufficient")
        }
