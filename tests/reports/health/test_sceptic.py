"""Data that would fool a careless report: none gets grade A, and what is wrong is said."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from examples.sites import sites
from workbench.methods.rates import grades
from workbench.reports.health.basis import basis
from workbench.reports.health.basis.hiding import HidingRule, hidden_areas
from workbench.reports.health.parameters import READS, Parameters
from workbench.reports.health.rates import area_rows
from workbench.store.reading import open_store

CD = "Cd:N18:all"


def by_exposure(frames, n, *, most=False):
    """Areas with the least of cadmium, or with the most."""
    soil = frames["measurements"]
    site = soil[soil["substance"] == "Cd"].groupby(["iso3", "site_id"])["value"].mean()
    listed = sites(soil["iso3"].iloc[0]).set_index("site_id")["area_id"]
    means = site.groupby(listed[site.index.get_level_values("site_id")].to_numpy()).mean()
    return set(means.drop("").sort_values(ascending=not most).index[:n])


def test_a_register_that_was_silent_is_no_zero(changed_example):
    def silence(frames):
        out, gone = frames["outcomes"], by_exposure(frames, 25)
        frames["outcomes"] = out[~((out["outcome"] == "N18") & out["area_id"].isin(gone))]

    result = changed_example("XAD", silence)
    assert result.rows("questions")[CD]["grade"] != grades.CONSISTENT
    assert result.rows("questions")[CD]["n_areas"] == 95
    silent = [e for e in result.left_out if e.kind == "outcomes" and "N18" in e.what]
    assert len(silent) == 25


def test_years_that_were_not_sent_are_no_zeros(changed_example):
    def silence(frames):
        out, gone = frames["outcomes"], by_exposure(frames, 60)
        late = out["year"] >= 2023
        frames["outcomes"] = out[~(late & (out["outcome"] == "N18") & out["area_id"].isin(gone))]

    result = changed_example("XAD", silence)
    assert result.rows("questions")[CD]["grade"] != grades.CONSISTENT
    assert any("treated as missing" in finding.sentence for finding in result.findings)


def test_an_incomplete_register_gives_no_grade_a(changed_example):
    def thin(frames):
        out, gone = frames["outcomes"], by_exposure(frames, 60)
        known = out["completeness"].mask(out["area_id"].isin(gone), 0.5)
        frames["outcomes"] = out.assign(completeness=known)

    row = changed_example("XAA", thin).rows("questions")[CD]
    assert row["grade"] == grades.NOT_ASSESSABLE
    assert "incomplete in some areas" in row["reason"]


@pytest.mark.parametrize("n_linked", [6, 30])
def test_few_links_are_no_allowance_for_spatial_pattern(changed_example, n_linked):
    def unlink(frames):
        linked = set(frames["areas"]["area_id"][:n_linked])
        rows = frames["neighbours"]
        both = rows["area_id"].isin(linked) & rows["neighbour_id"].isin(linked)
        frames["neighbours"] = rows[both]

    row = changed_example("XAC", unlink).rows("questions")[CD]
    assert row["grade"] == grades.NOT_ASSESSABLE
    assert "too few neighbours" in row["reason"]


def test_cases_are_counted_once(changed_example, health_result):
    def double(frames):
        out, people, areas = frames["outcomes"], frames["population"], frames["areas"]
        other = out[out["area_id"].isin(set(areas["area_id"][:20]))].assign(source="other register")
        whole = out.groupby(["area_id", "year", "age_band", "outcome", "source"], as_index=False)
        total = whole["cases"].sum().assign(sex="all", completeness=0.98)
        frames["outcomes"] = pd.concat([out, other, total]).assign(
            iso3="XAA", source_file="made.csv", source_row=2
        )
        parent = people.assign(area_id="XAA-01")
        frames["population"] = pd.concat([people, parent])
        frames["areas"] = pd.concat([areas, areas.head(1).assign(area_id="XAA-01", parent_id="")])

    result = changed_example("XAA", double)
    before = health_result("XAA")
    assert result.rows("outcomes")["N18:all"] == before.rows("outcomes")["N18:all"]
    reasons = {entry.why for entry in result.left_out}
    assert "a total of all women and men, which are also given one by one" in reasons
    assert "another register of the same area, year and outcome" in reasons
    assert "its parts are listed as areas of their own" in reasons


def test_a_control_without_cases_clears_nothing(changed_example):
    def thin(frames):
        out = frames["outcomes"]
        control = out["outcome"] == "K35-K37"
        few = np.where(control & (np.arange(len(out)) % 700 != 0), 0.0, out["cases"])
        frames["outcomes"] = out.assign(cases=few)

    row = changed_example("XAB", thin, exposures=["Pb"]).rows("questions")["Pb:N18:all"]
    assert row["grade"] == grades.NOT_ASSESSABLE
    assert "no negative control outcome that could distinguish" in row["reason"]


def test_one_area_cannot_make_an_association(changed_example):
    def blow_up(frames):
        area = "XAD-0505"
        listed = sites("XAD")
        soil, people, out = (frames[n] for n in ("measurements", "population", "outcomes"))
        there = soil["site_id"].isin(listed.loc[listed["area_id"] == area, "site_id"])
        frames["measurements"] = soil.assign(value=soil["value"].mask(there, soil["value"] * 300))
        here = people["area_id"] == area
        frames["population"] = people.assign(
            person_years=people["person_years"].mask(here, people["person_years"] * 20)
        )
        own = out["area_id"] == area
        times = np.where(out["outcome"] == "N18", 30.0, 19.5)
        frames["outcomes"] = out.assign(cases=out["cases"].mask(own, out["cases"] * times))

    row = changed_example("XAD", blow_up).rows("questions")[CD]
    assert row["grade"] != grades.CONSISTENT


def test_two_contaminants_that_go_together_are_not_both_called_consistent(changed_example):
    def copy(frames):
        soil = frames["measurements"]
        cadmium = soil[soil["substance"] == "Cd"]
        noise = np.random.default_rng(1).lognormal(0.0, 0.05, len(cadmium))
        lead = cadmium.assign(substance="Pb", value=cadmium["value"] * noise * 80)
        frames["measurements"] = pd.concat([cadmium, lead])

    found = changed_example("XAA", copy, exposures=["Cd", "Pb"]).rows("questions")
    assert {row["grade"] for row in found.values()} == {grades.NOT_ASSESSABLE}
    assert "with Lead added to the model" in found[CD]["reason"]


def test_what_is_asked_for_and_not_recorded_is_listed(changed_example):
    result = changed_example(
        "XAA", dict, exposures=["Cd", "Zz"], negative_control="K35", prespecified=["Cd:C64"]
    )
    listed = {entry.what for entry in result.left_out if entry.kind == "questions"}
    assert listed == {"exposure Zz", "outcome K35", "outcome C64"}
    assert result.rows("checklist")["STROBE 3"]["done"] == "not done"


def test_samples_of_another_depth_or_digestion_are_left_out(changed_example, health_result):
    def deepen(frames):
        soil = frames["measurements"]
        deep = soil.head(300).assign(depth_top_cm=80.0, depth_bottom_cm=100.0, value=1e-4)
        frames["measurements"] = pd.concat([soil, deep])

    result = changed_example("XAA", deepen)
    before = health_result("XAA").rows("exposures")["Cd"]
    assert result.rows("exposures")["Cd"]["median"] == before["median"]
    assert any("depth than in most areas" in entry.why for entry in result.left_out)


def test_an_exposure_is_not_its_own_confounder(changed_example):
    row = changed_example("XAA", dict, exposures=["industry"]).rows("questions")["industry:N18:all"]
    assert "could not be fitted" not in row["reason"]


def test_limits_of_quarters_follow_the_level(changed_example):
    wide = changed_example("XAA", dict, confidence=0.99).rows("quartiles")["Cd:N18:all:4"]
    narrow = changed_example("XAA", dict, confidence=0.8).rows("quartiles")["Cd:N18:all:4"]
    assert wide["rate_ratio_lower"] < narrow["rate_ratio_lower"]


def test_the_totals_of_the_sexes_cannot_be_subtracted(changed_example):
    def only_women(frames):
        out = frames["outcomes"]
        men = (out["sex"] == "M") & (out["outcome"] == "N18")
        few = out["cases"].mask(men, 0.0)
        few.loc[out.index[men][:3]] = 1.0
        frames["outcomes"] = out.assign(cases=few)

    rows = changed_example("XAA", only_women, by_sex=True).rows("outcomes")
    assert rows["N18:M"]["cases"] is None
    assert rows["N18:F"]["cases"] is None
    assert rows["N18:all"]["cases"] > 0


def test_a_rare_outcome_shows_neither_total_nor_expected_cases(changed_example):
    def rare(frames):
        out = frames["outcomes"]
        own = out["outcome"] == "N18"
        few = out["cases"].mask(own, 0.0)
        few.loc[out.index[own][::2000]] = 1.0
        frames["outcomes"] = out.assign(cases=few)

    result = changed_example("XAE", rare)
    assert result.rows("outcomes")["N18:all"]["cases"] is None
    assert result.tables["areas"].frame["expected"].isna().all()
    assert result.rows("questions")[CD]["cases"] is None


def test_an_area_is_hidden_in_every_outcome(changed_example):
    def part(frames):
        out = frames["outcomes"]
        whole = out[out["outcome"] == "N18"].assign(outcome="N17-N18")
        frames["outcomes"] = pd.concat([out, whole.assign(cases=whole["cases"] * 2)])

    areas = changed_example("XAE", part).tables["areas"].frame
    hidden = areas[areas["note"] == "hidden"].groupby("outcome")["area_id"].apply(set)
    assert hidden["N18"] == hidden["N17-N18"]


def test_nothing_that_is_shown_of_an_area_depends_on_a_hidden_count():
    data = open_store("example").read(READS, "XAA")
    given = Parameters(area="XAA", negative_control="K35-K37", exposures=["Cd", "Pb"])
    counted = basis(data, given).judged[0].question.counted
    hidden = hidden_areas(counted, [], (), HidingRule(given.smallest_count))
    first, second = np.flatnonzero(hidden.cells)[:2]
    cases = counted.areas["cases"].to_numpy().copy()
    cases[first] += 1
    cases[second] -= 1
    other = replace(counted, areas=counted.areas.assign(cases=cases))
    assert area_rows(other, {}, hidden, given) == area_rows(counted, {}, hidden, given)
