"""The rates of the whole country by year, and whether they rise or fall."""

import numpy as np
import pandas as pd
import pytest

from workbench.reports.health.years import slope_over_years
from workbench.store.frames import empty


def growing(rate, *, years=None):
    """Cases of all areas that grow by a share a year, in some years."""

    def change(frames):
        own = frames["outcomes"]
        factor = (1 + rate) ** (own["year"] - 2020)
        own = own.assign(cases=(3 * own["cases"] * factor).round())
        frames["outcomes"] = own[own["year"].isin(years)] if years else own

    return change


def trend_of(result):
    return result.rows("rate_trends")["N18"]


@pytest.mark.parametrize(("rate", "state"), [(0.10, "rising"), (-0.10, "falling")])
def test_a_change_a_year_is_found_with_its_size(changed_example, rate, state):
    found = trend_of(changed_example("XAA", growing(rate)))
    assert found["state"] == state
    assert found["change_lower"] < rate < found["change_upper"]


def test_years_add_up_to_the_total(health_result):
    found = health_result("XAA")
    frame = found.tables["years"].frame
    whole = found.rows("outcomes")["N18:all"]
    assert frame["cases"].sum() == whole["cases"]
    assert frame["expected"].sum() == pytest.approx(whole["expected"], rel=0.005)


def test_few_years_are_no_trend(changed_example):
    result = changed_example("XAA", growing(0.1, years=[2020, 2021, 2022, 2023]))
    assert trend_of(result)["state"] == "few years"
    assert np.isnan(trend_of(result)["change"] or np.nan)
    assert any("4 years are recorded, 5 are needed" in one.sentence for one in result.findings)


def test_a_register_that_changed_is_said_beside_the_trend(health_result):
    said = [one.sentence for one in health_result("XAE").findings]
    assert any("ranges from 60\u00a0% to 98\u00a0%" in sentence for sentence in said)


def test_small_counts_of_years_are_suppressed_and_give_no_trend(changed_example):
    def change(frames):
        own = frames["outcomes"]
        first = own.groupby(["outcome", "year"]).cumcount() == 0
        small = own["year"] == 2022
        frames["outcomes"] = own[~small | first].assign(
            cases=lambda rows: rows["cases"].where(rows["year"] != 2022, 2.0)
        )

    result = changed_example("XAA", change)
    assert trend_of(result)["state"] == "suppressed"
    shown = result.tables["years"].frame.set_index("year")["cases"]
    assert shown.isna().sum() == 2
    assert shown.isna()[2022]


def test_without_soil_the_trend_is_a_key_message(changed_example):
    def change(frames):
        frames["measurements"] = empty("measurements")

    page = changed_example("XAA", change).page
    assert any("shows no clear trend" in sentence for _, sentence, _ in page.key_messages.entries)


def called(n, change, jump, breaks):
    """Of n registers of 20 years, of which the cut-off changes in the tenth: those called."""
    random, years = np.random.default_rng(5), np.arange(2001, 2021)
    means = 400 * (1 + change) ** (years - 2001) * np.where(years >= 2011, jump, 1.0)
    found = 0
    for _ in range(n):
        own = pd.DataFrame({"cases": random.poisson(means), "expected": 400.0}, index=years)
        slope = slope_over_years(own.astype(float), 0.95, breaks)
        found += slope is not None and not slope.lower <= 0 <= slope.upper
    return found


def test_a_halved_cut_off_is_no_change_where_it_is_declared():
    assert called(60, 0.0, 1.8, ()) == 60
    assert called(60, 0.0, 1.8, (2011,)) <= 6
    assert called(60, 0.03, 1.8, (2011,)) >= 0.8 * called(60, 0.03, 1.0, ())


def test_another_definition_of_cases_is_said_and_taken_as_a_break(changed_example):
    def change(frames):
        own = growing(0.0)(frames) or frames["outcomes"]
        later = own["year"] >= 2023
        own = own.assign(cases=own["cases"].where(~later, 2 * own["cases"]))
        frames["outcomes"] = own.assign(definition=np.where(later, "ICD-11", "ICD-10"))

    found = trend_of(changed_example("XAA", change))
    assert found["state"] == "unclear"
    assert "another definition, coding or screening from 2023 on" in found["remark"]
