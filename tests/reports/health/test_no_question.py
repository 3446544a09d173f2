"""Where no question can be put, the page gives the true reason and shows the rest."""

import pytest

from workbench.store.frames import empty


def emptied(*names):
    def change(frames):
        for name in (*names, "biomonitoring"):  # which makes a page by itself
            frames[name] = empty(name)

    return change


def elsewhere(frames):
    frames["biomonitoring"] = empty("biomonitoring")
    frames["outcomes"] = frames["outcomes"].assign(area_id="elsewhere")


@pytest.mark.parametrize("gone", [("measurements",), ("measurements", "covariates", "neighbours")])
def test_rates_are_shown_where_no_exposure_is_recorded(health_result, changed_example, gone):
    result = changed_example("XAA", emptied(*gone))
    whole = health_result("XAA")

    assert result.status == "ok"
    assert result.rows("questions") == {}
    said = result.findings[0].sentence
    assert (
        "are shown, but no association could be examined: "
        "none of the requested exposures is recorded" in said
    )
    assert "no health outcomes" not in said
    assert result.tables["outcomes"].frame.equals(whole.tables["outcomes"].frame)
    assert len(result.tables["areas"].frame) == len(whole.tables["areas"].frame)
    assert result.tables["areas"].frame["smr"].notna().any()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (emptied("outcomes"), "the store holds no health outcomes by area"),
        (emptied("areas"), "holds health outcomes by area, but not the areas"),
        (elsewhere, "holds health outcomes by area, but none for a recorded area"),
        (emptied("population"), "holds health outcomes by area, but no population of these areas"),
    ],
)
def test_what_is_missing_is_what_is_named(changed_example, change, why):
    result = changed_example("XAA", change)

    assert result.status == "no_data"
    assert why in result.findings[0].sentence


def test_what_was_asked_for_and_is_not_recorded_is_the_reason(changed_example):
    exposures = changed_example("XAA", emptied(), exposures=["dust"])
    outcomes = changed_example("XAA", emptied(), outcomes=["X99"])

    assert exposures.status == "ok"
    assert "none of the requested exposures is recorded" in exposures.findings[0].sentence
    assert outcomes.status == "no_data"
    assert "none of the requested outcomes is recorded" in outcomes.findings[0].sentence


def test_without_data_the_page_says_so_first_and_which_covariates_are_missing(health_result):
    page = health_result("XAF").page
    (key,) = page.key_messages.entries
    assert "Nothing can be said about soil and health" in key[1]
    missing = [sentence for _, sentence, _ in page.messages.question.entries]
    assert len(missing) == 4
    assert all("is not recorded for any area" in sentence for sentence in missing)
    assert not any(page.messages[name].entries for name in ("data", "rates", "models", "tests"))


def test_without_confounders_crude_models_are_shown_and_not_judged(changed_example):
    result = changed_example("XAA", emptied("covariates"))
    fitted = {name: row for name, row in result.rows("models").items() if row["rate_ratio"]}
    assert {row["model"] for row in fitted.values()} == {"crude"}
    assert all("supports no verdict" in row["remark"] for row in fitted.values())
    assert {row["grade"] for row in result.rows("questions").values()} == {"X not assessable"}
