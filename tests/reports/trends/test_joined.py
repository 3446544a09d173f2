"""Series that differ only in extraction or method, joined by the rule that data allow."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from found import found

from workbench.reports.trends.changing.bridges import JOINED
from workbench.reports.trends.changing.messages import JOINED_TREND
from workbench.store.frames import Frames, empty, typed
from workbench.store.reading import fingerprint
from workbench.words.wording import words_of

SHIFT = 0.4
N_SITES = 12
NAME = "XAA:soil:0-20 cm:dry:Cd"
JOINED_WORDS = "2 ways of measuring joined"


@pytest.fixture
def measured(samples):
    """Cadmium at sites that AAS measured first and ICP-MS after."""

    def made(first, after, shift=SHIFT, slope=0.0):
        rng = np.random.default_rng(4)
        levels = rng.normal(0, 0.5, N_SITES)
        rows, methods = [], []
        for method, years, of_method in (("AAS", first, 0.0), ("ICP-MS", after, shift)):
            for year in years:
                for site in range(N_SITES):
                    log = levels[site] + slope * (year - 2000) + of_method
                    value = float(np.exp(log + rng.normal(0, 0.05)))
                    rows.append((year, f"S{site}", value, False))
                    methods.append(method)
        about = {"substance": "Cd", "source_type": "diffuse", "land_use": "agricultural"}
        return samples(*rows).assign(**about, method=methods, lab_id="North")

    return made


@pytest.fixture
def page():
    """What the report makes of measurements and control samples."""

    def judge(measurements, controls=None):
        rows = empty("control_samples") if controls is None else controls
        frames = {"measurements": measurements, "control_samples": rows}
        return found("trends", Frames(frames, fingerprint(frames)), area="XAA")

    return judge


def joined(result):
    """The one joined series, and its rules as words of the row."""
    (one,) = result.page.result.tables.of(JOINED).values()
    (rule,) = one.rules
    return one, rule


def test_what_both_methods_measured_takes_the_shift_out(page, measured):
    both = measured(range(2000, 2006), range(2005, 2010))
    one, rule = joined(page(both))
    assert (rule.rule, rule.n_compared) == ("overlap", 12)
    assert abs(np.log1p(rule.shift)) == pytest.approx(SHIFT, abs=0.05)
    assert one.change_per_year == pytest.approx(0, abs=0.01)
    assert (one.n_rounds, one.n_sites, one.n_methods) == (10, 12, 2)


def test_control_samples_of_both_methods_do_too(page, measured):
    rng = np.random.default_rng(2)
    rows = [
        {
            "iso3": "XAA",
            "control_id": f"R{at}",
            "kind": "reference_material",
            "substance": "Cd",
            "value": float(np.exp(at + shift + rng.normal(0, 0.02))),
            "unit": "mg/kg",
            "method": method,
            "source_file": "f",
            "source_row": at,
        }
        for at in range(5)
        for method, shift in (("AAS", 0.0), ("ICP-MS", SHIFT))
    ]
    frame = pd.DataFrame(rows)
    missing = set(empty("control_samples")) - set(frame)
    controls = typed("control_samples", frame.assign(**dict.fromkeys(missing)))
    one, rule = joined(page(measured(range(2000, 2005), range(2005, 2010)), controls))
    assert (rule.rule, rule.n_compared) == ("controls", 5)
    assert one.change_per_year == pytest.approx(0, abs=0.01)


def test_methods_without_a_step_are_joined_as_they_are(page, measured):
    one, rule = joined(page(measured(range(2000, 2006), range(2006, 2012), shift=0.0)))
    assert (rule.rule, rule.shift) == ("no-step", None)
    assert {phrase.name for phrase in one.caution} == {"method"}


def test_methods_with_a_step_are_compared_with_themselves_only(page, measured):
    series = measured(range(2000, 2005), range(2005, 2010), slope=-0.08)
    one, rule = joined(page(series))
    assert rule.rule == "within"
    assert one.change_per_year == pytest.approx(np.expm1(-0.08), abs=0.01)
    assert (one.grade, one.n_sites, one.n_rounds) == ("strong", 12, 10)


def test_a_step_between_methods_makes_no_trend(page, measured):
    one, _ = joined(page(measured(range(2000, 2005), range(2005, 2010))))
    assert one.direction == "none"


def test_the_sentence_is_short_and_the_rule_stands_in_its_row(page, measured):
    result = page(measured(range(2000, 2005), range(2005, 2010)))
    said = next(f.sentence for f in result.findings if JOINED_WORDS in f.sentence)
    assert len(said.partition("Caution")[0].split()) <= 35
    rule = result.rows("joined")[NAME]["rules"]
    assert "too little was measured by both, so that only values of one way" in rule


def test_a_change_without_an_interval_is_not_stated(page, measured):
    result = page(measured(range(2000, 2005), range(2005, 2010)))
    one, _ = joined(result)
    open_ended = replace(one, change_per_year=-0.041, change_per_year_lower=None)
    said = words_of().sentence(JOINED_TREND, open_ended).text
    assert "the size of a change cannot be bounded" in said
    assert "4.1" not in said


@pytest.mark.parametrize(("column", "word"), [("fraction", "total"), ("extractant", "EDTA")])
def test_other_extractions_are_joined_by_the_same_rules(page, measured, column, word):
    series = measured(range(2000, 2006), range(2005, 2010))
    series.loc[series["method"] == "AAS", column] = word
    one, rule = joined(page(series.assign(method="ICP-MS")))
    assert rule.rule == "overlap"
    assert one.change_per_year == pytest.approx(0, abs=0.01)


def test_other_bases_are_kept_apart(page, measured):
    series = measured(range(2000, 2006), range(2005, 2010))
    series.loc[series["method"] == "AAS", "basis"] = "wet"
    assert page(series).rows("joined") == {}


def test_series_of_their_own_method_stay_as_they_are_beside_the_joined_one(page, measured):
    result = page(measured(range(2000, 2006), range(2005, 2010)))
    assert list(result.rows("joined")) == [NAME]
    *alone, together = result.rows("trends").items()
    assert [row["stratum"] for _, row in alone] == ["", ""]
    name, row = together
    assert (name, row["part"]) == (f"{alone[0][0]}@way=joined", "2 ways of measuring joined")
    joined_row = result.rows("joined")[NAME]
    assert joined_row["trend"] == name
    assert all(row[column] == joined_row[column] for column in ("grade", "change_per_year", "p"))


def test_joined_series_that_decide_are_the_first_key_message_of_their_grade(page, measured):
    decided = page(measured(range(2000, 2004), range(2004, 2008), slope=-0.03))
    assert joined(decided)[0].decides
    assert [one.message for one in decided.page.key][1] is JOINED_TREND
    assert "Strong evidence of a decrease in cadmium" in decided.page.key_messages.entries[0][1]


def test_joined_series_are_no_key_message_where_one_method_says_as_much(page, measured):
    result = page(measured(range(2000, 2012), range(2011, 2016), slope=-0.05))
    one, _ = joined(result)
    assert (one.grade, one.decides) == ("strong", False)
    assert JOINED_TREND not in [said.message for said in result.page.key]


def test_a_part_of_a_joined_series_is_told_as_such_and_not_alone(page, measured):
    result = page(measured(range(2000, 2002), range(2002, 2010)))
    one, _ = joined(result)
    assert (result.rows("joined")[NAME]["superseded"], one.decides) == ("AAS and ICP-MS", True)
    assert "trends" not in {said.table.name for said in result.page.key}
    assert JOINED_TREND in [said.message for said in result.page.key]
    assert any(JOINED_WORDS in finding.sentence for finding in result.findings)


def test_kinds_of_sites_that_differ_are_told_apart_though_methods_are_joined(page, measured):
    series = measured(range(2000, 2003), range(2003, 2013))
    is_point = series["site_id"].isin(sorted(series["site_id"].unique())[::2])
    falls = is_point & (series["method"] == "ICP-MS")
    years = series["sampled_on"].str[:4].astype(int) - 2000
    series["value"] *= np.exp(-0.2 * years.where(falls, 0))
    series["source_type"] = is_point.map({True: "point", False: "diffuse"})
    result = page(series)
    one, _ = joined(result)
    assert not one.decides
    assert "different source types" in " ".join(said.sentence for said in result.findings)


def test_a_main_method_of_one_round_leaves_the_joined_series(page, measured):
    series = measured(range(2003, 2004), range(2004, 2006), slope=-0.05)
    often = pd.concat([series[series["method"] == "AAS"]] * 4 + [series], ignore_index=True)
    result = page(often.assign(sample_id=[f"P{at}" for at in range(len(often))]))
    assert len(result.rows("joined")) == 1
    assert any(row["stratum"] == "way=joined" for row in result.rows("trends").values())


def test_the_verdict_says_that_methods_are_judged_together_too(page, measured):
    series = measured(range(2000, 2005), range(2005, 2010))
    together = "Those that differ only in extraction or method are also judged together"
    said = " ".join(finding.sentence for finding in page(series).findings)
    assert together in said
    series["basis"] = series["method"].map({"AAS": "wet", "ICP-MS": "dry"})
    assert together not in " ".join(finding.sentence for finding in page(series).findings)


def test_a_short_series_is_no_key_message_where_the_joined_record_shows_nothing(page, measured):
    series = measured(range(2000, 2012), range(2012, 2014))
    grown = (series["method"] == "ICP-MS") & (series["sampled_on"].str[:4] == "2013")
    series["value"] *= grown.map({True: 2.0, False: 1.0})
    result = page(series)
    grades = {row["n_rounds"]: row["grade"] for row in result.rows("trends").values()}
    assert grades == {12: "no-change", 2: "weak", 14: "no-change"}
    said = [sentence for _, sentence, _ in result.page.key_messages.entries]
    assert "cadmium" in said[0]
    assert not any("eak evidence" in one for one in said)


def test_strong_evidence_of_one_method_is_told_beside_a_joined_record(page, measured):
    series = measured(range(2000, 2012), range(2012, 2018), slope=-0.05)
    later = series["method"] == "ICP-MS"
    years = series["sampled_on"].str[:4].astype(int)
    series["value"] *= np.exp(np.where(later, 0.15 * (years - 2012), 0.0))  # the fall is turned
    result = page(series)
    grades = {row["n_rounds"]: row["grade"] for row in result.rows("trends").values()}
    assert grades[12] == "strong"
    said = [sentence for _, sentence, _ in result.page.key_messages.entries]
    assert any("is falling by" in one and "strong evidence" in one for one in said)
