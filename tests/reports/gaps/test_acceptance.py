"""INSOP's indicators from the files that are delivered to the words of the report.

Counts and limits: statsmodels 0.15, proportion_confint(method="wilson"), of the cases of INSOP's
action plan (October 2023): 80 % of the laboratories, one laboratory in each region, and a number of
countries without a target.
"""

import pandas as pd
import pytest
from found import found, read

from workbench.inputs.surveys.sampling_frame import country_frame
from workbench.inputs.surveys.survey_intake import take_in

SURVEY = """
owner: A test
licence: none
response: {response_id: id, iso3: country, role: role, wave: wave}
items: {thr_talks: {}, lab_aware: {}, lab_sop_dev: {}}
"""
LABORATORIES = """
table: frame
owner: A test
licence: none
columns: {unit_id: laboratory, iso3: country}
constants: {unit_type: laboratory, in_frame: "yes", contacted: "yes", stratum: none}
"""
IN_SOP_DEVELOPMENT = {
    "R-AFRICA": 3,
    "R-ASIA": 2,
    "R-EURASIA": 1,
    "R-EUROPE": 9,
    "R-LAC": 2,
    "R-NENA": 0,
    "R-NORTH-AMERICA": 1,
    "R-PACIFIC": 1,
}


def countries_of(region):
    listed = country_frame()
    return sorted(listed.loc[listed["stratum"] == region, "iso3"])


def laboratories(n_aware, n):
    """Answers of laboratories, the same number in each region as far as that goes."""
    regions = [countries_of(region) for region in IN_SOP_DEVELOPMENT]
    return [
        {
            "role": "laboratory",
            "country": regions[k % 8][0],
            "lab_aware": "4" if k < n_aware else "3",
        }
        for k in range(n)
    ]


def developers(counts):
    """Answers of laboratories that take part in SOPs; of each region one that does not."""
    rows = []
    for region, n in counts.items():
        answers = ["yes"] * n + ["no"]
        where = countries_of(region)[0]
        rows += [{"role": "laboratory", "country": where, "lab_sop_dev": said} for said in answers]
    return rows


def talks(wave, n_adopting, n):
    """Answers of the first n countries, in an order that mixes the regions."""
    listed = country_frame().groupby("stratum").cumcount().sort_values(kind="stable").index
    iso3s = country_frame()["iso3"].loc[listed].tolist()[:n]
    return [
        {"country": iso3, "wave": wave, "thr_talks": "draft" if k < n_adopting else "none"}
        for k, iso3 in enumerate(iso3s)
    ]


def answers_by_region(answers):
    """Answers, and those with a draft, of each region."""
    rows = pd.DataFrame(answers).merge(country_frame(), left_on="country", right_on="iso3")
    drafting = rows["thr_talks"] == "draft"
    return rows["stratum"].value_counts(), drafting.groupby(rows["stratum"]).sum()


@pytest.fixture
def world(tmp_path):
    """Report on the world, from a survey's answers and a list of laboratories as files."""

    def judge(answers, n_listed=0):
        columns = ["wave", "role", "country", "thr_talks", "lab_aware", "lab_sop_dev"]
        of_all = {"wave": "2026", "role": "focal_point"}
        rows = pd.DataFrame([of_all | answer for answer in answers], columns=columns)
        rows.to_csv(tmp_path / "answers.csv", index_label="id")
        (tmp_path / "survey.yml").write_text(SURVEY, encoding="utf-8")
        take_in(tmp_path / "answers.csv", tmp_path / "survey.yml", tmp_path / "store")
        if n_listed:
            listed = laboratories(0, n_listed)
            pd.DataFrame(listed).to_csv(tmp_path / "labs.csv", index_label="laboratory")
            (tmp_path / "labs.yml").write_text(LABORATORIES, encoding="utf-8")
            take_in(tmp_path / "labs.csv", tmp_path / "labs.yml", tmp_path / "store")
        return found("gaps", read("gaps", "WORLD", str(tmp_path / "store")), area="WORLD")

    return judge


def told(result, part):
    """Sentences of the findings with a part of an id, with plain blanks."""
    return [
        finding.sentence.replace("\N{NO-BREAK SPACE}", " ")
        for finding in result.findings
        if part in finding.id
    ]


def test_212_of_250_aware_laboratories_are_inconclusive_against_80_percent(world):
    result = world(laboratories(212, 250), n_listed=1000)
    aware = result.rows("indicators")["LAB_AWARE@WORLD"]
    assert [aware[name] for name in ("n_yes", "n_answers", "n_frame")] == [212, 250, 1000]
    assert aware["share_lower"] == pytest.approx(0.7982548908329246, abs=1e-12)
    assert aware["share_upper"] == pytest.approx(0.887212332718246, abs=1e-12)
    assert (aware["share_least"], aware["share_most"]) == (0.212, 0.962)
    assert (aware["state"], aware["state_under_bounds"]) == ("inconclusive", "inconclusive")
    assert told(result, "LAB_AWARE@") == [
        "Laboratories that know how to use the harmonized SOPs, the world: target of 80 %, due "
        "2025, status as of the 2026 round: inconclusive (the answers are compatible with shares "
        "above and below the target). 212 of the 250 that answered meet the criterion (85 %); "
        "1,000 were eligible. The confidence interval is 79.8 % to 89 %. Whatever the "
        "non-respondents would have answered, the share lies between 21 % and 96 %."
    ]
    table = result.page.show.indicators._repr_html_().replace("\N{NO-BREAK SPACE}", " ")
    assert "<td>79.8 % to 89 %</td><td>21 % to 96 %</td>" in table


def test_170_of_250_aware_laboratories_do_not_meet_the_target(world):
    result = world(laboratories(170, 250), n_listed=1000)
    aware = result.rows("indicators")["LAB_AWARE@WORLD"]
    limits = (aware["share_lower"], aware["share_upper"])
    assert limits == pytest.approx((0.6198266709073212, 0.7347253412743189), abs=1e-12)
    assert (aware["state"], aware["state_under_bounds"]) == ("not met", "inconclusive")
    assert (
        "target of 80 %, due 2025, status as of the 2026 round: not met among respondents; "
        "inconclusive for all members (missing answers could move the share across the target)."
    ) in told(result, "LAB_AWARE@")[0]


def test_where_all_listed_laboratories_answered_nothing_is_left_to_chance(world):
    aware = world(laboratories(212, 250), n_listed=250).rows("indicators")["LAB_AWARE@WORLD"]
    assert aware["share_lower"] == aware["share_upper"] == 0.848
    assert (aware["state"], aware["state_under_bounds"]) == ("met", "met")


def test_without_a_list_of_laboratories_the_page_says_which_list_is_needed(world):
    result = world(laboratories(212, 250))
    assert told(result, "LAB_AWARE@") == [
        "Laboratories that know how to use the harmonized SOPs, the world: cannot be "
        "computed; a list of eligible laboratories is needed: workbench ingest FILE --survey "
        "laboratories."
    ]
    (missing,) = [entry for entry in result.left_out if entry.kind == "indicators"]
    assert missing.why.startswith("a list of eligible laboratories is needed")
    assert "a list of eligible laboratories" in result.page.excluded._repr_html_()


def test_a_region_of_which_no_laboratory_takes_part_is_named(world):
    result = world(developers(IN_SOP_DEVELOPMENT), n_listed=160)
    region = result.rows("indicators")["LAB_REGION@WORLD"]
    assert (region["n_yes"], region["n_frame"], region["state"]) == (7, 8, "not met")
    assert region["state_under_bounds"] == "inconclusive"  # others of the region were not heard
    assert told(result, "LAB_REGION@") == [
        "Laboratories that take part in developing SOPs, in each region, the world: target of 1 "
        "in each region, no due date, status as of the 2026 round: not met among "
        "respondents; inconclusive for all members (no laboratory that answered takes part in Near "
        "East and North Africa). 7 of the 8 regions are known to have one."
    ]


def test_a_region_that_was_not_heard_is_no_region_without_a_laboratory(world):
    heard = {name: n for name, n in IN_SOP_DEVELOPMENT.items() if n}
    region = world(developers(heard)).rows("indicators")["LAB_REGION@WORLD"]
    assert (region["n_yes"], region["state"]) == (7, "inconclusive")
    assert region["why"] == "no laboratory answered from Near East and North Africa"


def test_where_all_laboratories_of_a_region_say_no_the_target_is_missed_for_sure(world):
    # One listed laboratory a region, and one answer from each: no.
    result = world(developers(dict.fromkeys(IN_SOP_DEVELOPMENT, 0)), n_listed=8)
    region = result.rows("indicators")["LAB_REGION@WORLD"]
    assert (region["state"], region["state_under_bounds"]) == ("not met", "not met")


def test_countries_that_work_towards_adoption_have_level_and_change_and_no_target(world):
    result = world([*talks("2024", 35, 90), *talks("2026", 37, 94)])
    adopt = result.rows("indicators")["CTRY_ADOPT@WORLD"]
    assert (adopt["n_yes"], adopt["n_answers"], adopt["n_frame"]) == (37, 94, 205)
    assert pd.isna(adopt["target"])
    assert (adopt["state"], adopt["state_under_bounds"]) == ("no target", "no target")
    asked, drafting = answers_by_region(talks("2026", 37, 94))
    n_frame = country_frame()["stratum"].value_counts()
    by_hand = (n_frame * drafting / asked).sum() / 205
    assert adopt["share_weighted"] == pytest.approx(by_hand, abs=1e-12)
    (level,) = told(result, "CTRY_ADOPT@")
    assert level.startswith(
        "Countries that work towards adopting threshold values, the world: no target is set, no "
        "due date, status as of the 2026 round (the action plan sets no number, so only level and "
        "change are given). 37 of the 94 that answered meet the criterion (39 %); 205 were "
        "eligible. Weighted by region, the share is 39 %. The confidence interval is 30 % to 48 %. "
        "Whatever the non-respondents would have answered, the share lies between 18 % and 72 %. "
        "These are Angola, Burundi, "
    )
    (change,) = told(result, "CTRY_ADOPT/change")
    assert change.startswith(
        "Of the 90 countries in the world that answered in both rounds on work towards the "
        "adoption of threshold values, 2 changed to yes ("
    )
    # two that changed give p 0.5 at least, whichever way they went
    assert change.endswith(" and none changed from yes; too few countries changed for a test.")


def test_94_of_120_countries_of_205_meet_a_half_only_among_those_that_answered(world):
    result = world(talks("2026", 94, 120))
    row = result.rows("indicators")["CTRY_TALKS@WORLD"]
    states = [row[name] for name in ("state", "state_of_answers", "state_under_bounds")]
    assert states == ["inconclusive", "met", "inconclusive"]
    (said,) = told(result, "CTRY_TALKS@WORLD/indicator_key")
    assert said == (
        "Countries that discuss threshold values, the world: target of 50 %: met among "
        "respondents; inconclusive for all members; 94 of the 120 that answered meet the "
        "criterion."
    )
    said = told(result, "CTRY_TALKS@")[1]
    assert (
        "target of 50 %, due in the short to medium term, status as of the 2026 round: met among "
        "respondents; inconclusive for all members (missing answers could move the share "
        "across the target)."
    ) in said
    assert said.endswith("the share lies between 46 % and 87 %.")
    assert "<td>inconclusive</td><td>met</td><td>inconclusive</td>" in (
        result.page.show.indicators._repr_html_()
    )
